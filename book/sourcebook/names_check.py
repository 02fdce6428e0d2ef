"""One spelling for each person, place and group: in the prose, in our tables, in the glossary."""

import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook import facts, prose, tables
from sourcebook.faults import Fault

# Columns that hold what others wrote, or that speak of spellings.
NOT_OURS = {"elsewhere", "note", "printed_as", "source_publisher", "source_title", "words"}
NOT_OURS |= {"source_url", "source2_url", "headline", "publisher", "address", "name_elsewhere"}


def refused(folder: Path = tables.SEEDS) -> dict[str, str]:
    """Return the spellings that the book does not use, each with the one that it does."""
    return {
        other: name
        for name in tables.keys("names", folder)
        for other in re.split(r";\s*", tables.row("names", name, folder)["elsewhere"])
        if other
    }


def check(book: Path, folder: Path = tables.SEEDS) -> list[Fault]:
    """Return every refused spelling in pages and tables, and every actor or office-holder of the
    tables whom neither the people nor the names have."""
    others = refused(folder)
    faults = list(_unknown(folder)) + list(_rows(folder))
    found = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, others))})(?![\w-])")
    for path in prose.pages(book):
        for piece in prose.page_pieces(path):
            if piece.role in ("", "fact", "calc"):
                text = prose.split_target(piece.content)[0] if piece.role else piece.content
                faults += [
                    _spelling(f"book/{path.name}", piece.where, match[0], others)
                    for match in found.finditer(text)
                ]
    return faults + list(_tables(found, others, folder))


def _spelling(file: str, where: str, other: str, others: dict[str, str]) -> Fault:
    return Fault(file, where, f"The book does not write {other}.", f"Write {others[other]}.")


def _tables(found: re.Pattern, others: dict[str, str], folder: Path) -> Iterator[Fault]:
    for name in tables.names(folder):
        for key in tables.keys(name, folder):
            for column, value in tables.row(name, key, folder).items():
                for match in found.finditer("" if column in NOT_OURS else value):
                    where = f"row {key}, column {column}"
                    yield _spelling(f"seeds/{name}.csv", where, match[0], others)


def _unknown(folder: Path) -> Iterator[Fault]:
    known = set(tables.keys("names", folder))
    known |= {tables.row("people", key, folder)["name"] for key in tables.keys("people", folder)}
    for table, column in (("offices", "name"), ("positions", "speaker")):
        for key in tables.keys(table, folder):
            name = tables.row(table, key, folder)[column]
            if name not in known:
                remedy = "Spell it as there, or add it to names.csv."
                problem = f"Neither people nor names have {name}."
                yield Fault(f"seeds/{table}.csv", f"row {key}", problem, remedy)


def _rows(folder: Path) -> Iterator[Fault]:
    for key in tables.keys("names", folder):
        try:
            target = tables.row("names", key, folder)["row"]
            facts.find(target, folder) if target else None
        except facts.FactError as error:
            yield Fault("seeds/names.csv", f"row {key}", str(error), error.remedy)
