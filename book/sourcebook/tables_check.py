"""Every table against ``datapackage.json``: its file, its lines, then its cells and keys.

A fault that would only be the consequence of another is left out: a table whose lines are broken
is not read further, and a value that is no number is not called too large.
"""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sourcebook import constraints, tables
from sourcebook.faults import Fault, unreadable

DESCRIPTION = "seeds/datapackage.json"
# Tabs are among them: no cell needs one, and an editor may have put it for a comma.
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")

Problems = Iterator[tuple[int, str, str]]  # line, problem, remedy


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every table against its description and return all faults.

    What is checked is what the Data Package standard names: header, types, constraints, keys and
    the keys of other tables that a column points to. Beyond it, a row is one line, and every
    number, day and yes or no is written in one way.
    """
    faults = _description(folder)
    if faults:
        return faults
    described, read = tables.descriptor(folder)["resources"], {}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in {resource["path"] for resource in described}:
            remedy = "Describe it in datapackage.json, or take it out."
            faults.append(Fault(f"seeds/{path.name}", "", "No description has this table.", remedy))
    for resource in described:
        found = _file(folder / resource["path"], resource)
        faults += found
        if not found:
            read[resource["name"]] = constraints.Table(resource, rows_of(folder / resource["path"]))
    return faults + constraints.check(read)


def rows_of(path: Path) -> dict[int, list[str]]:
    """Return the cells of each row of a table, under the number of its line."""
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return {n: next(csv.reader([line])) for n, line in enumerate(lines[1:], 2)}


def _file(path: Path, resource: dict) -> list[Fault]:
    """Check what must hold before a table can be read: its file, its header and its lines."""
    file = f"seeds/{path.name}"
    if fault := unreadable(path, file):
        return [fault]
    # A line may end as Windows has it; any other carriage return is inside a cell.
    lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").removesuffix("\n").split("\n")
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    if lines[0] != ",".join(wanted):
        problem, remedy = "The header is not as described.", f"It should be: {','.join(wanted)}"
        return [Fault(file, "line 1", problem, remedy)]
    if len(lines) == 1:
        return [Fault(file, "", "The table has a header and no row.", "Restore its rows.")]
    problems = _lines(lines, len(wanted))
    return [Fault(file, f"line {n}", problem, remedy) for n, problem, remedy in problems]


def _lines(lines: list[str], width: int) -> Problems:
    """Check that each line is a row by itself: so a mark that is lost spoils one line only."""
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            yield number, "The line is empty.", "Delete it."
        elif match := UNSEEN.search(line):
            problem = f"The line has a character that nobody sees ({match[0]!r})."
            yield number, problem, "Delete it: a row is one line of plain text."
        else:
            yield from _marks(number, line, width)


def _marks(number: int, line: str, width: int) -> Problems:
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error:
        problem = "A quotation mark that opens a cell is not closed at its end."
        remedy = (
            "Close the cell on its line: a row is one line, and a mark inside a cell is doubled."
        )
        yield number, problem, remedy
        return
    if len(cells) > width:
        remedy = "Put a cell that contains a comma between double quotation marks."
        yield number, "The row has more cells than the header.", remedy
    elif len(cells) < width:
        problem = f"The row has {len(cells)} cells, the header {width}."
        yield number, problem, "Add the missing commas or cells."


def _description(folder: Path) -> list[Fault]:
    """Say in plain words what would stop every other check from reading the description."""
    try:
        resources = tables.descriptor(folder)["resources"]
    except FileNotFoundError:
        return [Fault(DESCRIPTION, "", "The file is missing.", "Restore it.")]
    except json.JSONDecodeError as error:
        problem = f"The file is not JSON: {error.msg}."
        return [Fault(DESCRIPTION, f"line {error.lineno}", problem, "Correct the line.")]
    except (KeyError, TypeError):
        problem = "The file lists no resources."
        return [Fault(DESCRIPTION, "", problem, "Give it a list of resources, one a table.")]
    faults = [
        Fault(
            DESCRIPTION,
            f"resource {resource.get('name', number)}",
            f"It has no {part}.",
            f"Give it a {part}.",
        )
        for number, resource in enumerate(resources, 1)
        for part in ("name", "path", "schema")
        if not resource.get(part)
    ]
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    return faults or list(_invalid(text)) or [f for r in resources for f in _unknown(r)]


@cache
def _invalid(text: str) -> tuple[Fault, ...]:
    # A second to import, and only this check needs it.
    from frictionless import FrictionlessException, Package

    try:
        Package.from_descriptor(json.loads(text))
    except FrictionlessException as error:
        problem = f"The description is not valid: {error.error.note.rstrip('.')}."
        remedy = "Correct it as the Data Package standard says."
        return (Fault(DESCRIPTION, "", problem, remedy),)
    return ()


def _unknown(resource: dict) -> Iterator[Fault]:
    """Refuse what the standard allows and no check here would hold a cell to."""
    for field in resource["schema"]["fields"]:
        where = f"resource {resource['name']}, field {field['name']}"
        if field["type"] not in constraints.TYPES:
            remedy = f"Use one of: {', '.join(constraints.TYPES)}."
            yield Fault(DESCRIPTION, where, f"No check knows the type {field['type']}.", remedy)
        for name in set(field.get("constraints", {})) - constraints.KNOWN:
            remedy = f"Use: {', '.join(sorted(constraints.KNOWN))}; or write a check."
            yield Fault(DESCRIPTION, where, f"No check knows the constraint {name}.", remedy)
