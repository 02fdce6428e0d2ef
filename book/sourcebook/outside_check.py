"""What a schema cannot say of the rows of outside facts: sources that bear their status, terms of
office that do not overlap, speakers who held their office on that day and are spelt in one way."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sourcebook import tables
from sourcebook.addresses import same_page
from sourcebook.faults import Fault

OUTSIDE = {"source_url", "source2_url", "status", "note", "how"}
BRITISH = "United Kingdom"
# Offices of British speakers that have no row in the table of offices.
WITHOUT_TERMS = ("Foreign Office minister", "Home Secretary", "Prime Minister’s Office")
# Tables with a column person, and the column that has the name in words.
PERSONS = {"offices": "name", "positions": "speaker"}
PUBLISHED = "2026-11-28"  # when the tables as they are were last gone through

Problems = Iterator[tuple[str, str]]


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
    of_all = [partial(_overlaps, folder), partial(_speakers, folder)]
    of_all += [partial(_persons, *named, folder) for named in PERSONS.items()]
    return tables.gather([*of_each, *of_all])


def _table(name: str, folder: Path) -> list[Fault]:
    return [
        Fault(f"seeds/{name}.csv", f"row {key}", problem, remedy)
        for key in tables.keys(name, folder)
        for problem, remedy in _sources(tables.row(name, key, folder))
    ]


def _sources(row: dict[str, str]) -> Problems:
    first, second, status = row["source_url"], row["source2_url"], row["status"]
    if status == "corroborated" and not second:
        yield "Corroborated by one source.", "Give a second source, or set the status to stated."
    if second and same_page(first, second):
        yield "Both sources are the same page.", "Give another page, or leave the second empty."
    if status in ("contested", "inferred") and not row["note"]:
        yield f"The row is {status} and does not say why.", "Give the reason in the note."
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+", row["source_title"]):
        yield "The title of the source is only its host.", "Give the title of the page."
    yield from _read_again(row)
    # Tables of figures have these two columns, and one of them alone says nothing.
    if "unit" in row and bool(row["unit"]) != bool(row["figure"]):
        there, gone = ("figure", "unit") if row["figure"] else ("unit", "figure")
        yield f"The row has a {there} and no {gone}.", f"Fill in {gone}, or empty {there}."


def _read_again(row: dict[str, str]) -> Problems:
    """How and when a row was checked fits its sources, its status and today."""
    if row["how"] in ("both pages read again", "second page read again") and not row["source2_url"]:
        yield f"There is no second page, yet how is: {row['how']}.", "Correct one of the two."
    if row["how"] == "not found again" and row["status"] == "corroborated":
        problem = "The row is corroborated, and its pages were not found again."
        yield problem, "Set the status to stated, or find a page that says the same."
    # A clock that runs behind refuses no row as it was published.
    if row["checked"] > max(str(date.today()), PUBLISHED):
        yield f"The row was checked on {row['checked']}, a day to come.", "Correct the day."


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
    terms = [office for office in offices if office["body"] == BRITISH]
    known = {term["office"] for term in terms}
    for key in tables.keys("positions", folder):
        row = tables.row("positions", key, folder)
        for problem, remedy in _speaker(row, [t for t in terms if _holds(t, row)], known):
            yield Fault("seeds/positions.csv", f"row {key}", problem, remedy)


def _holds(term: dict[str, str], row: dict[str, str]) -> bool:
    then = term["start"] <= row["date"] <= (term["end"] or "9999-12-31")
    return then and term["office"] == row["office"]


def _speaker(row: dict[str, str], terms: list[dict[str, str]], known: set[str]) -> Problems:
    holders = [term["name"] for term in terms]
    if holders and row["speaker"] not in holders:
        problem = f"On {row['date']} the {row['office']} was {' or '.join(holders)}."
        yield problem, "Correct the speaker, the office or the day."
    if not holders and row["office"] in known:
        yield f"Nobody is known as {row['office']} on {row['date']}.", "See seeds/offices.csv."
    if row["office"] not in {*known, *WITHOUT_TERMS}:
        remedy = f"Use one of: {', '.join(sorted({*known, *WITHOUT_TERMS}))}."
        yield f"The offices have no {row['office']} of the {BRITISH}.", remedy


def _persons(table: str, column: str, folder: Path) -> Iterator[Fault]:
    """Whoever is among the people is named by that row, and spelt as there."""
    people = {
        tables.row("people", key, folder)["name"]: key for key in tables.keys("people", folder)
    }
    for key in tables.keys(table, folder):
        row = tables.row(table, key, folder)
        wanted = people.get(row[column], "")
        if row["person"] != wanted:
            problem = f"{column} is {row[column]}, and person is {row['person'] or 'empty'}."
            remedy = f"Let person be {wanted or 'empty: the people do not have that name'}."
            yield Fault(f"seeds/{table}.csv", f"row {key}", problem, remedy)
