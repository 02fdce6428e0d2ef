"""The tables in ``seeds/``: read by their description, checked against it."""

import json
import re
from functools import cache
from pathlib import Path

import pandas as pd

from sourcebook.faults import Fault, unreadable

SEEDS = Path(__file__).parents[2] / "seeds"
DESCRIPTION = "seeds/datapackage.json"
DAY = "Write it as 2015-11-04."

_REMEDIES = {
    "foreign-key": "Correct the value, or add the row that it points to.",
    "primary-key": "Give every row a key of its own.",
    "unique-error": "Give every row a value of its own in this column.",
    "type-error": "Write the value as datapackage.json says for this column.",
    "constraint-error": "See the constraint of this column in datapackage.json.",
    "encoding-error": "Save the file as UTF-8.",
    "blank-row": "Delete the empty row.",
    "extra-cell": "Put a cell that contains a comma between double quotation marks.",
    "missing-cell": "Add the missing commas or cells.",
    "missing-label": "Give the header every column that datapackage.json names, in that order.",
    "incorrect-label": "Give the header the column names of datapackage.json, in that order.",
    "source-error": "Put a header and at least one row into the file.",
}
_DTYPES = {"integer": "Int64", "year": "Int64", "number": "Float64", "boolean": "boolean"}


@cache
def descriptor(folder: Path = SEEDS) -> dict:
    """Return ``datapackage.json`` of a folder as a dictionary."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def names(folder: Path = SEEDS) -> list[str]:
    """Return the names of all tables, in the order of the description."""
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def describe(name: str, folder: Path = SEEDS) -> dict:
    """Return the description of one table.

    Raises:
        KeyError: no table has this name; the message lists those there are.
    """
    for resource in descriptor(folder)["resources"]:
        if resource["name"] == name:
            return resource
    raise KeyError(f"No table is called {name!r}. There are: {', '.join(names(folder))}.")


def key_of(name: str, folder: Path = SEEDS) -> list[str]:
    """Return the columns that make up a table's key; empty if it has none."""
    key = describe(name, folder)["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)


@cache
def _read(name: str, folder: Path) -> pd.DataFrame:
    resource = describe(name, folder)
    path = folder / resource["path"]
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8")
    frame = frame.replace("", pd.NA)
    for field in resource["schema"]["fields"]:
        column, kind = field["name"], field["type"]
        if kind == "date":
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
        elif kind == "boolean":
            frame[column] = frame[column].map({"true": True, "false": False}).astype("boolean")
        elif kind in _DTYPES:
            frame[column] = frame[column].astype(_DTYPES[kind])
    return frame


def load(name: str, folder: Path = SEEDS) -> pd.DataFrame:
    """Return a table as a frame of its own, typed as ``datapackage.json`` says.

    Arguments:
        name: the table's name, such as ``"evidence"``.
        folder: where the tables and their description lie.

    Dates become ``datetime64``, whole numbers ``Int64``, yes or no ``boolean``, the rest
    ``string``; an empty cell becomes ``NA``.

    Raises:
        KeyError: no table has this name.
    """
    return _read(name, folder).copy()


@cache
def _cells(name: str, folder: Path) -> dict[str, dict[str, str]]:
    resource = describe(name, folder)
    text = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
    key = key_of(name, folder)
    return {"/".join(row[k] for k in key): row for row in text.to_dict("records")}


def row(name: str, key: str, folder: Path = SEEDS) -> dict[str, str]:
    """Return one row as written, every cell a string.

    Raises:
        KeyError: there is no such table or row.
    """
    describe(name, folder)
    try:
        return _cells(name, folder)[key]
    except KeyError:
        raise KeyError(f"Table {name!r} has no row {key!r}.") from None


def keys(name: str, folder: Path = SEEDS) -> list[str]:
    """Return the keys of all rows, in order; parts of a key of several columns joined by ``/``."""
    return list(_cells(name, folder))


def _fault(resource: str, error) -> Fault:
    number = getattr(error, "row_number", None)
    first = next(iter(getattr(error, "cells", None) or []), "")
    where = f"line {number} (row {first})" if number else ""
    if field := getattr(error, "field_name", None):
        where = f"{where}, column {field}".strip(", ")
    problem = f"{error.title}: {error.note.rstrip('.')}."
    remedy = _REMEDIES.get(error.type, "Compare the file with its description.")
    if error.type == "constraint-error" and '"required"' in error.note:
        problem, remedy = "The cell is empty.", "Fill it in: this column needs a value."
    elif error.type == "extra-cell":
        problem = "The row has more cells than the header."
    return Fault(f"seeds/{resource}.csv", where, problem, remedy)


def check(folder: Path = SEEDS) -> list[Fault]:
    """Check every table against its description and return all faults.

    The check is that of the Data Package standard: header, types, constraints, keys and the keys
    of other tables that a column points to.
    """
    # A second to import, and only the check needs it.
    from frictionless import FrictionlessException, Package

    faults = _check_descriptor(folder)
    if faults:
        return faults
    for resource in descriptor(folder)["resources"]:
        fault = unreadable(folder / resource["path"], f"seeds/{resource['path']}")
        fault = fault or _wrong_header(folder / resource["path"], resource)
        faults += [fault] if fault else []
    described = {resource["path"] for resource in descriptor(folder)["resources"]}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in described:
            remedy = "Describe it in datapackage.json, or take it out."
            faults.append(Fault(f"seeds/{path.name}", "", "No description has this table.", remedy))
    if faults:
        return faults
    try:
        Package(str(folder / "datapackage.json"))
    except FrictionlessException as error:
        problem = f"The description is not valid: {error.error.note.rstrip('.')}."
        return [Fault(DESCRIPTION, "", problem, "Correct it as the Data Package standard says.")]
    for task in Package(str(folder / "datapackage.json")).validate().tasks:
        faults += [_fault(task.name, error) for error in _telling(task.errors)]
    return faults or [fault for name in names(folder) for fault in _wrong_dates(name, folder)]


def _check_descriptor(folder: Path) -> list[Fault]:
    """Say in plain words what would stop every other check from reading the description."""
    try:
        resources = descriptor(folder)["resources"]
    except FileNotFoundError:
        return [Fault(DESCRIPTION, "", "The file is missing.", "Restore it.")]
    except json.JSONDecodeError as error:
        problem = f"The file is not JSON: {error.msg}."
        return [Fault(DESCRIPTION, f"line {error.lineno}", problem, "Correct the line.")]
    except (KeyError, TypeError):
        problem = "The file lists no resources."
        return [Fault(DESCRIPTION, "", problem, "Give it a list of resources, one a table.")]
    return [
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


def _telling(errors: list) -> list:
    """Drop what follows from a comma too many or too few: it shifts every later cell."""
    shifted = {e.row_number for e in errors if e.type in ("extra-cell", "missing-cell")}
    kept = []
    for error in errors:
        number = getattr(error, "row_number", None)
        if number not in shifted or error.type in ("extra-cell", "missing-cell"):
            kept.append(error)
    return kept


def _wrong_header(path: Path, resource: dict) -> Fault | None:
    wanted = ",".join(field["name"] for field in resource["schema"]["fields"])
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    if header == wanted:
        return None
    file = f"seeds/{resource['name']}.csv"
    return Fault(file, "line 1", "The header is not as described.", f"It should be: {wanted}")


def _wrong_dates(name: str, folder: Path) -> list[Fault]:
    """Find days that are not written year-month-day with all their zeros."""
    kinds = {field["name"]: field["type"] for field in describe(name, folder)["schema"]["fields"]}
    return [
        Fault(f"seeds/{name}.csv", f"row {key}, column {column}", f"{value!r} is no day.", DAY)
        for key in keys(name, folder)
        for column, value in row(name, key, folder).items()
        if kinds[column] == "date" and value and not re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    ]
