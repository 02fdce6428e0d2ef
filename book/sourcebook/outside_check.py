"""What a schema cannot say of the rows of outside facts: sources that bear their status, terms of
office that do not overlap, speakers who held their office on that day."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

OUTSIDE = {"source_url", "source2_url", "status", "note", "how"}


def outside(folder: Path = tables.SEEDS) -> list[str]:
    """Return the names of the tables whose rows rest on sources outside the two reports."""
    return [
        name
        for name in tables.names(folder)
        if OUTSIDE <= {field["name"] for field in tables.describe(name, folder)["schema"]["fields"]}
    ]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Return all faults of sources and status in every table of outside facts, and of offices."""
    of_each = (partial(_table, name, folder) for name in outside(folder))
    return tables.gather([*of_each, partial(_overlaps, folder), partial(_speakers, folder)])


def _table(name: str, folder: Path) -> list[Fault]:
    return [
        Fault(f"seeds/{name}.csv", f"row {key}", problem, remedy)
        for key in tables.keys(name, folder)
        for problem, remedy in _sources(tables.row(name, key, folder))
    ]


def _sources(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    first, second, status = row["source_url"], row["source2_url"], row["status"]
    if status == "corroborated" and not second:
        yield "Corroborated by one source.", "Give a second source, or set the status to stated."
    if second and second == first:
        yield "Both sources are the same page.", "Give another page, or leave the second empty."
    if status in ("contested", "inferred") and not row["note"]:
        yield f"The row is {status} and does not say why.", "Give the reason in the note."
    if row["how"] in ("both pages read again", "second page read again") and not second:
        yield f"There is no second page, yet how is: {row['how']}.", "Correct one of the two."
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+", row["source_title"]):
        yield "The title of the source is only its host.", "Give the title of the page."


def _overlaps(folder: Path) -> Iterator[Fault]:
    """One office, one holder: on the day of a change both may be named."""
    rows = [tables.row("offices", key, folder) for key in tables.keys("offices", folder)]
    for row in rows:
        start, end = row["start"], row["end"] or "9999-12-31"
        if end < start:
            yield _office(row, "The term ends before it begins.", "Correct one of the two days.")
        for other in rows:
            same = (other["office"], other["body"]) == (row["office"], row["body"])
            if same and other is not row and start <= other["start"] < end:
                problem = f"The term overlaps that of {other['name']} from {other['start']}."
                yield _office(row, problem, "Correct the days of one of them.")


def _office(row: dict[str, str], problem: str, remedy: str) -> Fault:
    return Fault("seeds/offices.csv", f"row {row['id']}", problem, remedy)


def _speakers(folder: Path) -> Iterator[Fault]:
    """A speaker of a British position held the office named, where the offices have it."""
    offices = [tables.row("offices", key, folder) for key in tables.keys("offices", folder)]
    terms = [office for office in offices if office["body"] == "United Kingdom"]
    for key in tables.keys("positions", folder):
        row = tables.row("positions", key, folder)
        holders = [
            term["name"]
            for term in terms
            if term["office"] == row["office"]
            and term["start"] <= row["date"] <= (term["end"] or "9999-12-31")
        ]
        if holders and row["speaker"] not in holders:
            problem = f"On {row['date']} the {row['office']} was {' or '.join(holders)}."
            remedy = "Correct the speaker, the office or the day."
            yield Fault("seeds/positions.csv", f"row {key}", problem, remedy)
