"""Whether the kit is in order: lessons, handouts, role plays and their texts; all
faults at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sourcebook import chapters, tables
from sourcebook.faults import Fault, unreadable
from sourcebook.kit import (
    adapted,
    adapted_check,
    decks,
    decks_check,
    entry_check,
    files,
    form,
    lesson_check,
    roleplay_check,
    words,
)
from sourcebook.tasks.bank_form import Problems

# The folders of the kit, and how the files end that are read there.
READ = {"lessons": ".yml", "roleplays": ".yml", adapted.FOLDER: ".yml", decks.FOLDER: ".md"}


@dataclass(frozen=True)
class Places:
    """The folders that a check reads: the kit's, the book's, the tables'."""

    teach: Path = files.TEACH
    book: Path = words.BOOK
    seeds: Path = tables.SEEDS


def check(
    teach: Path = files.TEACH, book: Path = words.BOOK, seeds: Path = tables.SEEDS
) -> list[Fault]:
    """Return every fault of the kit; a book may be without one.

    Arguments:
        teach: the folder of the kit's texts.
        book: the folder of the pages.
        seeds: the folder of the tables.
    """
    places = Places(teach, book, seeds)
    if not teach.is_dir():
        return []
    if faults := form.check_schema(teach) + chapters.check_toc(book):
        return faults
    faults = _unread(teach)
    for path in sorted((teach / adapted.FOLDER).glob("*.yml")):
        data, unread = _read(path, dict)
        faults += unread
        if data is not None:
            faults += _faults(
                f"{adapted.FOLDER}/{path.name}", "", _adapted(path.stem, data, places)
            )
    entries, unread = _read(teach / "handouts.yml", list)
    if entries is None:
        # Lessons and role plays name handouts: each would miss its own, and say no more than this.
        return faults + unread + decks_check.check(teach, seeds, sound=False)
    known = [one["id"] for one in entries if isinstance(one, dict) and "id" in one]
    for number, entry in enumerate(entries, 1):
        name = entry.get("id", number) if isinstance(entry, dict) else number
        found = _entry(entry, known, places)
        faults += _faults("handouts.yml", f"handout {name}", found)
    sorts: dict[int, str] = {}
    for path in files.lessons(teach):
        data, unread = _read(path, dict)
        faults += unread
        if data is not None:
            found = _lesson(path.stem, data, known, sorts, places)
            faults += _faults(f"lessons/{path.name}", "", found)
    faults += roleplay_check.check_handouts(known, teach)
    faults += roleplay_check.check(teach, book, seeds)
    return faults + decks_check.check(teach, seeds, sound=not faults)


def _unread(teach: Path) -> list[Fault]:
    """Return a fault for each file in a folder of the kit whose ending nothing reads."""
    return [
        Fault(f"teach/{folder}/{path.name}", "", "Nothing reads this file.", f"Call it …{ending}.")
        for folder, ending in READ.items()
        for path in sorted((teach / folder).glob("[!.]*"))
        if path.suffix != ending
    ]


def _read(path: Path, kind: type) -> tuple[list | dict | None, list[Fault]]:
    """Return what a file has and no fault, or nothing and its fault."""
    file = f"teach/{path.parent.name + '/' if kind is dict else ''}{path.name}"
    if fault := unreadable(path, file):
        return None, [fault]
    try:
        data = files.parsed(path)
    except files.KitError as error:
        return None, [Fault(file, error.where, str(error), error.remedy)]
    if not isinstance(data, kind):
        wanted = "a list of entries" if kind is list else "a list of fields with names"
        return None, [Fault(file, "", f"The file is not {wanted}.", form.REMEDY)]
    return data, []


def _faults(file: str, where: str, found: Problems) -> list[Fault]:
    return [
        Fault(f"teach/{file}", ", ".join(p for p in (where, place) if p), problem, remedy)
        for place, problem, remedy in found
    ]


def _entry(entry, known: list[str], places: Places) -> Problems:
    formal = list(entry_check.check_form(entry, places.teach))
    if formal:
        yield from formal
        return
    yield from entry_check.check(entry, known, places.seeds, places.teach)
    yield from roleplay_check.check_entry(entry, places.teach)
    yield from _texts(entry, places)


def _lesson(
    name: str, data: dict, known: list[str], sorts: dict[int, str], places: Places
) -> Problems:
    if formal := list(form.errors("lesson", data, places.teach)):
        yield from ((place, said, form.REMEDY) for place, said in formal)
        return
    if data["id"] != name:
        yield "id", f"The id is {data['id']!r}.", f"Call it {name}, like its file."
    if name not in chapters.listed(places.book):
        remedy = f"Write book/{name}.md with the lesson directive, and list it in _toc.yml."
        yield "", "The lesson has no page.", remedy
    if data["sort"] in sorts:
        remedy = "Give every lesson a place of its own."
        yield "sort", f"{sorts[data['sort']]} has the same place.", remedy
    sorts[data["sort"]] = name
    yield from lesson_check.check(data, known)
    yield from _texts(data, places)


def _adapted(name: str, data: dict, places: Places) -> Problems:
    if formal := list(form.errors("adapted", data, places.teach)):
        yield from ((place, said, form.REMEDY) for place, said in formal)
        return
    yield from adapted_check.check(name, data, places.seeds)
    yield from _texts(data, places)


def _texts(data: dict, places: Places) -> Iterator[tuple[str, str, str]]:
    for place, voice, text in words.texts(data):
        for problem, remedy in words.problems(text, voice, places.book, places.seeds):
            yield place, problem, remedy
