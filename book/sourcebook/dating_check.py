"""Checks of the clues to a date: their words, outside facts, bounds and assumptions; and of the day
of each report that is known from elsewhere."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sourcebook import facts, quotations, tables
from sourcebook.faults import Fault

FILE = "seeds/clues.csv"
DAY = timedelta(days=1)


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every clue (words, outside facts, bounds, assumption) and the known day of a report."""
    faults = []
    for key in tables.keys("clues", folder):
        row = tables.row("clues", key, folder)
        found = [*_check_words(row, folder), *_check_bounds(row), *_check_facts(row, folder)]
        faults += [Fault(FILE, f"row {key}", problem, remedy) for problem, remedy in found]
    return faults + list(_known_days(folder))


def _known_days(folder: Path) -> Iterator[Fault]:
    """The day that a card has from outside is that of the event which it names."""
    for key in tables.keys("sources", folder):
        card = tables.row("sources", key, folder)
        day, target = card["known_date"], card["known_date_row"]
        for problem, remedy in _known_day(day, target, folder):
            yield Fault("seeds/sources.csv", f"row {key}, column known_date_row", problem, remedy)


def _known_day(day: str, target: str, folder: Path) -> Iterator[tuple[str, str]]:
    if not (day and target.startswith("events/")):
        problem = "The card does not say which event it tells of, and when that was."
        yield problem, "Give the day in known_date and its row in known_date_row: events/…"
        return
    try:
        there = facts.find(target, folder).cells["date"]
    except facts.FactError as error:
        yield str(error), error.remedy
        return
    if there != day:
        problem = f"known_date is {day}, and {target} has {there}."
        yield problem, "Correct the day, or name the row that has it."


def _check_words(row: dict[str, str], folder: Path) -> list[tuple[str, str]]:
    named = row["evidence"].split()
    if row["kind"] == "silence":
        if named or row["words"]:
            return [("A silence has words.", "Leave words and evidence empty, or change the kind.")]
        return []
    unknown = [key for key in named if key not in tables.keys("evidence", folder)]
    if unknown or not named:
        what = f"No evidence row is called {', '.join(unknown)}." if unknown else "No evidence."
        return [(what, "Name rows of seeds/evidence.csv, the one that has the words first.")]
    first = tables.row("evidence", named[0], folder)
    place = (first["source"], first["paragraph"], first["speaker"])
    verdict = quotations.check_quotation(row["words"], *place, folder=folder)
    if verdict.right:
        return []
    return [(f"“{row['words']}”, {verdict.kind}: {verdict.problem}", verdict.remedy)]


def _check_bounds(row: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    if not (row["not_before"] or row["not_after"]):
        found.append(("The clue has no bound.", "Fill in not_before, not_after or both."))
    if row["not_before"] and row["not_after"] and row["not_before"] > row["not_after"]:
        found.append(("not_before is later than not_after.", "Correct one of the two days."))
    if (row["strength"] == "soft") != bool(row["assumption"]):
        remedy = "A soft clue says what it takes for granted; a hard one takes nothing."
        found.append((f"A {row['strength']} clue and its assumption do not agree.", remedy))
    return found


def _check_facts(row: dict[str, str], folder: Path) -> list[tuple[str, str]]:
    cells = []
    for target in row["facts"].split():
        try:
            cells.append(facts.find(target, folder).cells)
        except facts.FactError as error:
            return [(str(error), error.remedy)]
    if not cells:
        return [("The outside fact is missing.", "Name the rows it needs as table/key.")]
    return [
        (
            f"{column} is {row[column]}, and no row among its facts gives that day.",
            f"Give the day of the fact, the day before it, or another fact: {_listed(allowed)}.",
        )
        for column, allowed in _allowed(row["kind"], cells).items()
        if row[column] and date.fromisoformat(row[column]) not in allowed
    ]


def _listed(days: set[date]) -> str:
    return ", ".join(str(day) for day in sorted(days))


def _allowed(kind: str, cells: list[dict[str, str]]) -> dict[str, set[date]]:
    """Return the bounds that the outside facts can give, so that bounds follow corrected facts."""
    days = {name: _days(cells, name) for name in ("date", "start", "end")}
    if kind == "forecast":  # the week before an event's own, from Monday to Sunday
        mondays = {day - (day.weekday() + 7) * DAY for day in days["date"]}
        return {"not_before": mondays, "not_after": {day + 6 * DAY for day in mondays}}
    eves = {day - DAY for day in days["date"]}
    return {
        "not_before": days["date"] | days["start"],
        "not_after": days["date"] | days["end"] | eves,
    }


def _days(cells: list[dict[str, str]], column: str) -> set[date]:
    return {date.fromisoformat(cell[column]) for cell in cells if cell.get(column)}
