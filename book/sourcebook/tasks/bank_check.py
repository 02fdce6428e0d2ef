"""Whether the bank is in order: its form, what it rests on, its answers and its prose."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pybtex.database import parse_file

from sourcebook import chapters, evidence, facts, prose, sources, tables
from sourcebook.faults import Fault, unreadable
from sourcebook.tasks import bank, text
from sourcebook.text import bare_words

BOOK = Path(__file__).parents[2]
PAPERS = "papers"  # the one file of the bank that belongs to no chapter
# Longer than every wrong option by more than this, or shorter than each, a right one shows itself.
LONGER, SHORTER, SLACK = 1.4, 0.6, 12  # two ratios; characters
SHOWN_ROLES = {"", "quote", "para", "fact", "calc", "misquote"}
LEARNERS_MAY = ("rests on no row", "without quotation marks")  # faults that a learner may make
_PLACE = re.compile(r"\{para\}|\{quote\}|\]\([a-z0-9-]+(?:#[\w-]+)?\)")
Problems = Iterator[tuple[str, str, str]]  # place in the item, problem, remedy


def check(
    folder: Path = bank.EXERCISES, book: Path = BOOK, seeds: Path = tables.SEEDS
) -> list[Fault]:
    """Return every fault of the bank and of its sets.

    Arguments:
        folder: the folder ``exercises``.
        book: the folder of the pages, for slugs and the bibliography.
        seeds: the folder of the tables.
    """
    faults, good = _check_files(folder, book)
    faults += _check_ids(good)
    for item in good:
        formal = list(_form(item, folder))
        found = formal or [
            problem for part in (_rests, _answers, _prose) for problem in part(item, book, seeds)
        ]
        for place, problem, remedy in found:
            where = f"item {item.data.get('id', '?')}" + (f", {place}" if place else "")
            faults.append(Fault(f"exercises/bank/{item.chapter}.yml", where, problem, remedy))
    return faults or _check_sets(folder)


def _check_files(folder: Path, book: Path) -> tuple[list[Fault], list[bank.Item]]:
    faults, good = [], []
    known = [*chapters.listed(book), PAPERS]
    if not bank.files(folder):
        return [Fault("exercises/bank", "", "The bank is empty.", "Restore its files.")], []
    for path in bank.files(folder):
        file = f"exercises/bank/{path.name}"
        if path.stem not in known:
            remedy = f"Name the file like its chapter: {', '.join(known)}."
            faults.append(Fault(file, "", "No chapter has this name.", remedy))
            continue
        if fault := unreadable(path, file):
            faults.append(fault)
            continue
        try:
            listed = bank.read(path)
        except bank.BankError as error:
            faults.append(Fault(file, error.where, str(error), error.remedy))
            continue
        for number, data in enumerate(listed, 1):
            if isinstance(data, dict):
                good.append(bank.Item(path.stem, data))
            else:
                problem, remedy = "This is no item.", "Begin it with “- id:”."
                faults.append(Fault(file, f"item {number}", problem, remedy))
    return faults, good


def _check_ids(items: list[bank.Item]) -> list[Fault]:
    counts = Counter(item.data.get("id") for item in items)
    return [
        Fault(
            f"exercises/bank/{item.chapter}.yml",
            f"item {item.data.get('id', '?')}",
            "Another item has the same id.",
            "Give every item an id of its own; a published one stays as it is.",
        )
        for item in items
        if counts[item.data.get("id")] > 1
    ]


@cache
def schema(folder: Path = bank.EXERCISES) -> dict:
    """Return ``schema.json`` as a dictionary."""
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))


def types(folder: Path = bank.EXERCISES) -> list[str]:
    """Return the types that an item may have."""
    return schema(folder)["items"]["properties"]["type"]["enum"]


@cache
def _validators(folder: Path) -> dict:
    # Half a second to import, and only the check needs it.
    from jsonschema import Draft202012Validator

    definitions = schema(folder)["$defs"]
    return {
        kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": definitions})
        for kind in types(folder)
    }


def _parts(folder: Path, kind: str) -> set[str]:
    definitions = schema(folder)["$defs"]
    return {*definitions["item"]["properties"], *definitions[kind]["properties"]}


def _form(item: bank.Item, folder: Path) -> Problems:
    """Compare an item with the schema of its type."""
    validators = _validators(folder)
    kind = item.data.get("type")
    if kind not in validators:
        yield "type", f"There is no type {kind!r}.", f"Use one of: {', '.join(validators)}."
        return
    remedy = f"exercises/README.md says what an item of type {kind} has."
    for error in sorted(validators[kind].iter_errors(item.data), key=lambda e: list(e.path)):
        place = "/".join(str(p + 1) if isinstance(p, int) else str(p) for p in error.path)
        yield place, f"{error.message[:200]}.", remedy
    unknown = sorted(set(item.data) - _parts(folder, kind))
    if unknown:
        yield "", f"Unknown parts: {', '.join(unknown)}.", remedy


def _rests(item: bank.Item, book: Path, seeds: Path) -> Problems:
    """Check what an item names: paragraphs, rows, entries of the bibliography, segments."""
    for anchor in item["passages"]:
        for problem, remedy in prose.CHECKS["para"](anchor, seeds):
            yield "passages", problem, remedy
    for name in item["sources"]:
        if "/" in name:
            try:
                facts.find(name, seeds)
            except facts.FactError as error:
                yield "sources", str(error), error.remedy
        elif name not in _cited(book):
            remedy = "Use an entry of book/references.bib, or table/key for a row."
            yield "sources", f"The bibliography has no entry {name!r}.", remedy
    if not item["passages"] and not item["sources"]:
        yield "", "The item rests on nothing.", "Name its passages or its sources."
    if "source" in item.data and item["source"] not in sources.ids(seeds):
        known = ", ".join(sources.ids(seeds))
        yield "source", f"There is no report {item['source']!r}.", f"Use one of: {known}."
    elif item.type == "mark-passage":
        yield from _segments(item, seeds)


@cache
def _cited(book: Path) -> frozenset[str]:
    return frozenset(parse_file(str(book / "references.bib")).entries)


def _segments(item: bank.Item, seeds: Path) -> Problems:
    there = [
        segment.id
        for paragraph in item["paragraphs"]
        for segment in evidence.segments(item["source"], paragraph, seeds)
    ]
    for name in [*item["key"], *item.get("feedback", {})]:
        if name not in there:
            remedy = f"The paragraphs named have: {', '.join(there) or 'none'}."
            yield "key", f"There is no segment {name!r} in them.", remedy
    if set(item["key"]) == set(there):
        yield "key", "Every segment is to be marked.", "Name paragraphs that have others too."


def _answers(item: bank.Item, book: Path, seeds: Path) -> Problems:
    """Check that the answer is the one that is meant, and that nothing gives it away."""
    yield from _ANSWERS.get(item.type, lambda item: iter(()))(item)
    for part in ("key", *range(len(item.get("near", [])))):
        span = item.get("key") if part == "key" else item["near"][part]
        if isinstance(span, dict) and "from" in span and span["from"] > span["to"]:
            place = "key" if part == "key" else f"near/{part + 1}"
            yield place, "The range ends before it begins.", "Exchange from and to."
    if "exemplars" in item.data:
        yield from _marks(item)


def _one(item: bank.Item) -> Problems:
    right = [option for option in item["options"] if option.get("right")]
    if len(right) != 1:
        yield "options", f"{len(right)} options are right.", "Mark exactly one with right: true."
        return
    lengths = [len(text.plain(o["text"])) for o in item["options"] if not o.get("right")]
    own = len(text.plain(right[0]["text"]))
    if own > max(lengths) * LONGER + SLACK or own < min(lengths) * SHORTER - SLACK:
        problem = f"The right option has {own} characters, the others {min(lengths)} to "
        remedy = "Bring them closer: its length gives it away."
        yield "options", f"{problem}{max(lengths)}.", remedy
    yield from _sent_back(item)


def _several(item: bank.Item) -> Problems:
    right = sum(bool(option.get("right")) for option in item["options"])
    if right in (0, len(item["options"])):
        yield "options", f"{right} options are right.", "Have right ones and wrong ones."
    yield from _sent_back(item)


def _sent_back(item: bank.Item) -> Problems:
    for number, option in enumerate(item["options"], 1):
        if not option.get("right") and not _PLACE.search(option["feedback"]):
            problem = "The feedback of a wrong option sends the reader nowhere."
            remedy = "Add {para}`¶3 <source#p3>`, a {quote}, or a link [title](page)."
            yield f"options/{number}/feedback", problem, remedy


def _matched(item: bank.Item) -> Problems:
    right = [pair["with"] for pair in item["pairs"]] + item.get("extra", [])
    left = [pair["this"] for pair in item["pairs"]]
    # Several on the left may share one on the right; an extra is nobody's.
    for words in item.get("extra", []):
        if words in right[: len(left)]:
            yield "extra", f"{words!r} is a right answer as well.", "Take it out of extra."
    if len(set(left)) < len(left):
        yield "pairs", "Two on the left are the same.", "Tell them apart."
    if len(set(right)) < 3:
        yield "pairs", "There are fewer than three to choose from.", "Add some under extra."


def _grid(item: bank.Item) -> Problems:
    rows, columns = ({one["id"] for one in item[part]} for part in ("rows", "columns"))
    for row, cells in item["key"].items():
        strange = ({row} - rows) | (set(cells) - columns)
        for name in sorted(strange | (set(cells.values()) - set(item["values"]))):
            remedy = "A key has rows, in them columns, in them values of the item."
            yield "key", f"The item has no {name!r}.", remedy
    for row in sorted(rows - set(item["key"])):
        yield "key", f"The row {row!r} asks for nothing.", "Give it a key, or take it out."


def _written_marks(item: bank.Item) -> Problems:
    low, high = item["words"]
    if low > high:
        yield "words", "The range ends before it begins.", "Write the smaller number first."


_ANSWERS = {
    "choose-one": _one,
    "choose-several": _several,
    "match": _matched,
    "fill-grid": _grid,
    "written": _written_marks,
    "argument-bench": _written_marks,
}


def _marks(item: bank.Item) -> Problems:
    """Check that exemplars rise from weak to strong, and that the scheme reaches the full mark."""
    marks = [item["exemplars"][name]["mark"] for name in ("weak", "middle", "strong")]
    if not marks[0] < marks[1] < marks[2] <= item["out_of"]:
        remedy = f"Let them rise from weak to strong, to {item['out_of']} at most."
        yield "exemplars", f"The marks are {', '.join(map(str, marks))}.", remedy
    top = re.split("[–-]", item["scheme"][-1]["marks"])[-1]
    if int(top) != item["out_of"]:
        remedy = "Let the highest level end with the full mark."
        yield "scheme", f"It ends at {top} of {item['out_of']}.", remedy


def _prose(item: bank.Item, book: Path, seeds: Path) -> Problems:
    """Check every text as the prose of pages is checked; a learner's answer may err in more."""
    for one in text.texts(item):
        for piece in prose.pieces(one.words):
            if piece.role not in SHOWN_ROLES:
                remedy = "Use quote, para, fact, calc or misquote, and name sources under sources."
                yield one.place, f"The bank cannot print {{{piece.role}}}.", remedy
                continue
            check = _misquoted if piece.role == "misquote" else prose.CHECKS.get(piece.role)
            for problem, remedy in check(piece.content, seeds):
                if one.voice == text.OURS or not any(may in problem for may in LEARNERS_MAY):
                    yield one.place, problem, remedy


def _misquoted(content: str, seeds: Path) -> Iterator[tuple[str, str]]:
    words = f" {' '.join(bare_words(content))} "
    for source in sources.ids(seeds):
        for paragraph in sources.report(source, seeds).paragraphs.values():
            if words in f" {' '.join(bare_words(paragraph.text))} ":
                problem = f"“{content}” is no misquotation: it stands in {paragraph.anchor}."
                yield problem, "Use {quote}`words <source#paragraph speaker>`."


def _check_sets(folder: Path) -> list[Fault]:
    """Check the sets of items: each named, each in the bank, and their minutes add up."""
    path, file = folder / "sets.yml", "exercises/sets.yml"
    if fault := unreadable(path, file):
        return [fault]
    try:
        listed = bank.read(path)
    except bank.BankError as error:
        return [Fault(file, error.where, str(error), error.remedy)]
    known = {item.id: item for item in bank.items(folder)}
    faults = []
    for one in listed:
        where = f"set {one.get('id', '?')}"
        missing = [part for part in ("id", "title", "minutes", "items") if part not in one]
        gone = [name for name in one.get("items", []) if name not in known]
        if missing or gone:
            problem = f"It lacks {', '.join(missing)}."
            if gone:
                problem = f"The bank has no {', '.join(gone)}."
            faults.append(Fault(file, where, problem, "Correct the set."))
            continue
        total = sum(known[name]["minutes"] for name in one["items"])
        if total != one["minutes"]:
            problem = f"Its items take {total:g} minutes, and it says {one['minutes']:g}."
            faults.append(Fault(file, where, problem, "Change the items or the minutes."))
    return faults
