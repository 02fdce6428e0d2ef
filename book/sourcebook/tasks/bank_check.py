"""Whether the bank is in order: its form, what it rests on, its answers and its prose."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pybtex.database import parse_file

from sourcebook import chapters, evidence, facts, prose, sources, tables
from sourcebook.faults import Fault, unreadable
from sourcebook.tasks import bank, bank_answers, bank_form, bank_texts, sets, text
from sourcebook.tasks.bank_form import Problems

BOOK = Path(__file__).parents[2]
PAPERS = "papers"  # the one file of the bank that belongs to no chapter
SHOWN_ROLES = {"", "quote", "para", "fact", "calc", "misquote"}
LEARNERS_MAY = ("rests on no row", "without quotation marks")  # faults that a learner may make


def check(
    folder: Path = bank.EXERCISES, book: Path = BOOK, seeds: Path = tables.SEEDS
) -> list[Fault]:
    """Return every fault of the bank and of its sets.

    Arguments:
        folder: the folder ``exercises``.
        book: the folder of the pages, for slugs and the bibliography.
        seeds: the folder of the tables.
    """
    if faults := bank_form.check_schema(folder) + chapters.check_toc(book):
        return faults
    faults, good = _check_files(folder, book)
    faults += _check_ids(good)
    for item in good:
        formal = list(bank_form.check(item, folder)) or list(bank_texts.check(item))
        found = formal or [*_rests(item, book, seeds), *_prose(item, seeds), *_links(item, book)]
        # The answers are compared as they are printed, and a text with a fault may have no print.
        found = found or list(bank_answers.check(item))
        for place, problem, remedy in found:
            where = f"item {item.data.get('id', '?')}" + (f", {place}" if place else "")
            faults.append(Fault(f"exercises/bank/{item.chapter}.yml", where, problem, remedy))
    return faults or _check_sets(folder)


def _check_files(folder: Path, book: Path) -> tuple[list[Fault], list[bank.Item]]:
    faults, good = _check_strays(folder), []
    known = [*chapters.listed(book), PAPERS]
    if not bank.files(folder) and not faults:
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
        if not listed:
            problem, remedy = "The file lists no item.", "Write its items, or take it away."
            faults.append(Fault(file, "", problem, remedy))
        for number, data in enumerate(listed, 1):
            if isinstance(data, dict):
                good.append(bank.Item(path.stem, data))
            else:
                problem, remedy = "This is no item.", "Begin it with “- id:”."
                faults.append(Fault(file, f"item {number}", problem, remedy))
    return faults, good


def _check_strays(folder: Path) -> list[Fault]:
    """Name what lies in the folder of the bank and is no file of it."""
    there = (folder / "bank").iterdir() if (folder / "bank").is_dir() else ()
    return [
        Fault(
            f"exercises/bank/{path.name}",
            "",
            "It is not read, since it is no file whose name ends with .yml.",
            "Rename it, or take it away.",
        )
        for path in sorted({*there} - {*bank.files(folder)})
        if not path.name.startswith(".")
    ]


def _check_ids(items: list[bank.Item]) -> list[Fault]:
    counts = Counter(str(item.data.get("id")) for item in items)
    return [
        Fault(
            f"exercises/bank/{item.chapter}.yml",
            f"item {item.data.get('id', '?')}",
            "Another item has the same id.",
            "Give every item an id of its own; a published one stays as it is.",
        )
        for item in items
        if counts[str(item.data.get("id"))] > 1
    ]


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


def _prose(item: bank.Item, seeds: Path) -> Problems:
    """Check every text as the prose of pages is checked; a learner's answer may err in more."""
    for one in text.texts(item):
        for piece in prose.pieces(one.words):
            if piece.role not in SHOWN_ROLES:
                use = "Use quote, para, fact, calc or misquote, and name sources under sources."
                remedy = prose.meant(piece.role, SHOWN_ROLES, use)
                yield one.place, f"The bank cannot print {{{piece.role}}}.", remedy
                continue
            for problem, remedy in prose.CHECKS[piece.role](piece.content, seeds):
                if one.voice == text.OURS or not any(may in problem for may in LEARNERS_MAY):
                    yield one.place, problem, remedy


@cache
def _slugs(book: Path) -> frozenset[str]:
    return frozenset(chapters.listed(book))


def _links(item: bank.Item, book: Path) -> Problems:
    """Refuse images and other hosts, which no export carries, and links to pages that are none."""
    for one in text.texts(item):
        if not re.search(r"\]|<\w+:", one.words):
            continue
        for kind, address in text.addresses(one.words):
            page = address.partition("#")[0]
            if kind == "image":
                yield one.place, f"The bank cannot print the image {address!r}.", "Say it in words."
            elif address.startswith("//") or re.match(r"[A-Za-z][\w+.-]*:", address):
                remedy = "Link a page of the book, or name the source under sources."
                yield one.place, f"The link leads to another host: {address!r}.", remedy
            elif page not in _slugs(book):
                remedy = "Write [title](slug) with a slug of _toc.yml."
                yield one.place, f"There is no page {page!r}.", remedy


def _check_sets(folder: Path) -> list[Fault]:
    """Check the sets: their form, each item in the bank, of one edition; their minutes add up."""
    path, file = folder / "sets.yml", "exercises/sets.yml"
    if fault := unreadable(path, file):
        return [fault]
    try:
        listed = bank.read(path)
    except bank.BankError as error:
        return [Fault(file, error.where, str(error), error.remedy)]
    if faults := [Fault(file, *each) for each in sets.faulty(listed, folder)]:
        return faults
    known = {item.id: item for item in bank.items(folder)}
    return [
        Fault(file, f"set {one['id']}", problem, "Correct the set.")
        for one in listed
        for problem in _set_problems(one, known)
    ]


def _set_problems(one: dict, known: dict[str, bank.Item]) -> Iterator[str]:
    if gone := [name for name in one["items"] if name not in known]:
        yield f"The bank has no {', '.join(gone)}."
        return
    total = sum(known[name]["minutes"] for name in one["items"])
    if total != one["minutes"]:
        yield f"Its items take {total:g} minutes, and it says {one['minutes']:g}."
    if len({known[name].edition for name in one["items"]}) > 1:
        yield "It mixes practice and assessment."
    named = set(one.get("letters", {}))
    if strange := sorted(named - set(sources.ids())):
        yield f"Its letters name no report: {', '.join(strange)}."
