"""The codes that a class gives to paragraphs, their version, and the reports that they are for."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sourcebook import sources, tables
from sourcebook.faults import Fault
from sourcebook.tasks.class_codes import ALPHABET, MOST_REPORTS

LETTERS = "ABCDEFG"
TABLE = "paragraph_codes"
FILE = f"seeds/{TABLE}.csv"


@dataclass(frozen=True)
class Coded:
    """A report as a class codes it.

    Arguments:
        number: its number in class codes, from 1.
        id: its id in the table of sources.
        short: its short name.
        paragraphs: ids of its paragraphs in order, without the headline.
    """

    number: int
    id: str
    short: str
    paragraphs: tuple[str, ...]


def rows(folder: Path = tables.SEEDS) -> list[dict[str, str]]:
    """Return the codes in order of their letters, every cell a string."""
    return [tables.row(TABLE, letter, folder) for letter in tables.keys(TABLE, folder)]


def rules(row: dict[str, str], examples: bool = False) -> list[tuple[str, str]]:
    """Return the rules of a code, each with a word before it; the definition has none.

    The boundary examples describe paragraphs of the reports themselves. Who codes them must not
    read the answer there, so that they are for teachers, and for the talk afterwards.
    """
    listed = [("", row["definition"]), ("Also", row["include"]), ("Not", row["exclude"])]
    return [*listed, ("At the edge", row["boundary_example"])] if examples else listed


def version(folder: Path = tables.SEEDS) -> str:
    """Return two symbols that change with any cell of the table, and not with its file's form."""
    text = "\n".join("\t".join(row.values()) for row in rows(folder))
    bits = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:2], "big") >> 6
    return ALPHABET[bits >> 5] + ALPHABET[bits & 31]


def reports(folder: Path = tables.SEEDS) -> list[Coded]:
    """Return the reports by number.

    A report's number is its place in the table of sources: a new one is added at its end.
    """
    found = [sources.report(source, folder) for source in sources.ids(folder)]
    return [
        Coded(n, r.id, r.short, tuple(p for p in r.paragraphs if p != "headline"))
        for n, r in enumerate(found, 1)
    ]


def report(source: str, folder: Path = tables.SEEDS) -> Coded:
    """Return one report as a class codes it.

    Raises:
        KeyError: there is no such report.
    """
    for one in reports(folder):
        if one.id == source:
            return one
    raise KeyError(f"There is no report {source!r}.")


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check that letters follow each other and that every dimension has exactly one code."""
    faults = []
    found = rows(folder)
    letters = "".join(row["letter"] for row in found)
    if letters != LETTERS[: len(letters)]:
        remedy = "Let the letters follow each other from A."
        faults.append(Fault(FILE, "column letter", f"The letters are {letters}.", remedy))
    known = tables.keys("dimensions", folder)
    covered = [name for row in found for name in row["dimensions"].split()]
    for name in dict.fromkeys(covered):
        if name not in known:
            remedy = f"The dimensions are: {', '.join(known)}."
            faults.append(Fault(FILE, "column dimensions", f"There is no {name!r}.", remedy))
    for name in known:
        if (times := covered.count(name)) != 1:
            remedy = "Name it under one code, so that every paragraph has a place."
            problem = f"{name!r} stands under {times} codes."
            faults.append(Fault(FILE, "column dimensions", problem, remedy))
    if len(sources.ids(folder)) > MOST_REPORTS:
        problem = f"A class code can tell {MOST_REPORTS} reports apart, and there are more."
        faults.append(Fault("seeds/sources.csv", "", problem, "Make a new format of class codes."))
    return faults
