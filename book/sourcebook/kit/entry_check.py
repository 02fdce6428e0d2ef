"""Whether an entry of ``handouts.yml`` is whole, and whether all that it names is there."""

from collections.abc import Iterator
from pathlib import Path

from sourcebook import accounts, sources, tables
from sourcebook.kit import adapted, entries, files, form, handouts, kinds_tasks
from sourcebook.tasks import bank, sets
from sourcebook.tasks.bank_form import Problems

MADE = f"-{entries.PLAN}", handouts.KEY  # endings of ids that the kit makes by itself


def check_form(entry, folder: Path) -> Problems:
    """Compare an entry with the schema of every handout and of its kind."""
    found = [(place, said, form.REMEDY) for place, said in form.errors("handout", entry, folder)]
    if found:
        yield from found
        return
    kind = entry["kind"]
    if kind not in handouts.KINDS or kind == entries.PLAN:
        known = ", ".join(sorted(set(handouts.KINDS) - {entries.PLAN}))
        yield "kind", f"There is no kind {kind!r}.", f"Use one of: {known}."
        return
    for place, said in form.errors(f"handout-{kind}", entry, folder):
        yield place, said, form.REMEDY
    known = form.properties("handout", folder) | form.properties(f"handout-{kind}", folder)
    if unknown := sorted(map(str, set(entry) - known)):
        yield "", f"Unknown fields: {', '.join(unknown)}.", form.REMEDY


def check(entry: dict, known: list[str], seeds: Path, teach: Path) -> Problems:
    """Check what a sound entry names: its own id, report, event, tasks; and the shape of tables.

    Arguments:
        entry: the entry.
        known: the ids of all entries.
        seeds: the folder of the tables.
        teach: the folder of the kit's texts.
    """
    if known.count(entry["id"]) > 1:
        yield "id", "Another handout has the same id.", "Give every handout an id of its own."
    if entry["id"] in {one.id for one in sets.sets() if one.for_marks}:
        remedy = "Name it otherwise: the set has a sheet without an entry."
        yield "id", "A set for marks has the same id.", remedy
    if entry["id"].endswith(MADE):
        remedy = f"Let it not end with {' or '.join(MADE)}, as plans and keys do."
        yield "id", "The id would give the handout no file of its own.", remedy
    if "source" in entry and entry["source"] not in sources.ids(seeds):
        remedy = f"Use one of: {', '.join(sources.ids(seeds))}."
        yield "source", f"There is no report {entry['source']!r}.", remedy
    elif entry["kind"] == "coding":
        yield from _coding(entry["source"])
    elif entry["kind"] == "adapted" and not adapted.path(entry["source"], teach).is_file():
        remedy = f"Write teach/{adapted.FOLDER}/{entry['source']}.yml."
        yield "source", f"The report {entry['source']!r} is not adapted.", remedy
    if "event" in entry:
        yield from _event(entry, seeds)
    for name in entry.get("readings", []):
        if name not in (there := tables.keys("readings", seeds)):
            yield "readings", f"There is no reading {name!r}.", f"Use: {', '.join(there)}."
    for name in entry.get("cards", []):
        if name not in (there := tables.keys("accounts", seeds)):
            yield "cards", f"There is no account {name!r}.", f"Use: {', '.join(there)}."
    for name in entry.get("here", []):
        if name not in _named(entry):
            yield "here", f"The sheet has no task {name!r}.", "Name tasks of the sheet alone."
    yield from practice(_named(entry), "item" if "item" in entry else "items")
    if entry["kind"] == kinds_tasks.DATING:
        yield from _dating(entry["item"])
    if "set" in entry and entry["set"] not in {one.id for one in sets.sets()}:
        yield "set", f"There is no set {entry['set']!r}.", "Use a set of exercises/sets.yml."
    for field in ("parts", "after"):
        for number, part in enumerate(entry.get(field, []), 1):
            yield from _table(part, f"{field}/{number}")
    if "lesson" in entry:
        yield from _sittings(entry, teach)


def _sittings(entry: dict, teach: Path) -> Problems:
    name = entry["lesson"]
    known = {path.stem: path for path in files.lessons(teach)}
    if name not in known:
        yield "lesson", f"There is no lesson {name!r}.", f"Use one of: {', '.join(known)}."
        return
    there = len(files.parsed(known[name]).get("sessions", []))
    if there != len(entry["sittings"]):
        problem = f"It tells of {len(entry['sittings'])} sittings, and the lesson has {there}."
        yield "sittings", problem, "Give each session of the lesson a sitting, in order."


def _named(entry: dict) -> list[str]:
    """Return the tasks that an entry names, by itself or by its set."""
    if "set" in entry:
        return [item.id for one in sets.sets() if one.id == entry["set"] for item in one.items]
    return [*entry.get("items", []), *([entry["item"]] if "item" in entry else [])]


def practice(names: list[str], place: str) -> Problems:
    """Yield which tasks are not in the bank, or are for marks and so in no student edition."""
    known = {item.id: item.edition for item in bank.items()}
    for name in names:
        if name not in known:
            yield place, f"The bank has no task {name!r}.", "Use an id of exercises/bank."
        elif known[name] != bank.PRACTICE:
            remedy = "Name practice tasks; send to Papers for marks for the others."
            yield place, f"The task {name!r} is for marks.", remedy


def _coding(source: str) -> Problems:
    if source not in (named := [item["source"] for item in _of_type(kinds_tasks.CODING)]):
        remedy = f"Write one, or take a report that is coded: {', '.join(named) or 'none is'}."
        yield "source", "No task of the bank codes this report.", remedy


def _dating(name: str) -> Problems:
    there = [item.id for item in _of_type(kinds_tasks.DATING)]
    if name in {item.id for item in bank.items()} - {*there}:
        remedy = f"Use one of: {', '.join(there)}."
        yield "item", f"The task {name!r} dates no report.", remedy


def _of_type(kind: str) -> list[bank.Item]:
    return [item for item in bank.items() if item.type == kind]


def _event(entry: dict, seeds: Path) -> Iterator[tuple[str, str, str]]:
    event = entry["event"]
    if event not in accounts.EVENTS:
        yield "event", f"There is no event {event!r}.", f"Use: {', '.join(accounts.EVENTS)}."
        return
    for table in (accounts.claims, accounts.accounts):
        there = [row["id"] for row in table(event, seeds)]
        for name in entry.get(table.__name__, []):
            if name not in there:
                remedy = f"Use: {', '.join(there)}."
                yield table.__name__, f"The event has no {name!r}.", remedy


def _table(part: dict, place: str) -> Problems:
    lengths = {len(row) for row in part.get("table", [])}
    if "widths" in part:
        lengths.add(len(part["widths"]))
    if len(lengths) > 1:
        yield f"{place}/table", "Its rows are not equally long.", "Give each the same cells."
