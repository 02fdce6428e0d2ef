"""The tables in ``seeds/``, read by their description. ``tables_check`` holds them to it."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pandas as pd

SEEDS = Path(__file__).parents[2] / "seeds"
_DTYPES = {"integer": "Int64", "year": "Int64", "number": "Float64", "boolean": "boolean"}


# A run of a notebook names a file here, and gets in it which tables the notebook read.
READS = "SOURCEBOOK_READS"
_reads: set[str] = set()
# Tables that a check has found faulty; nobody reads them while it goes on.
_withheld: set[tuple[Path, str]] = set()


class Withheld(Exception):
    """A table that is faulty, so that what rests on it cannot be told."""


@contextmanager
def withheld(names: Iterable[str], folder: Path = SEEDS) -> Iterator[None]:
    """Let any reading of these tables raise ``Withheld`` for as long as the context lasts."""
    added = {(folder, name) for name in names} - _withheld
    _withheld.update(added)
    try:
        yield
    finally:
        _withheld.difference_update(added)


def gather(checks: Iterable[Callable[[], Iterable]]) -> list:
    """Return the faults of all checks, but for those that need a table which is withheld."""
    faults = []
    for check in checks:
        try:
            faults += list(check())
        except Withheld:
            continue  # the fault of that table is told already
    return faults


def is_withheld(name: str, folder: Path = SEEDS) -> bool:
    """Whether a check has found the table faulty, so that nothing rests on it just now."""
    return (folder, name) in _withheld


def _open(name: str, folder: Path) -> None:
    if is_withheld(name, folder):
        raise Withheld(name)
    if READS in os.environ and name not in _reads:
        _reads.add(name)
        with open(os.environ[READS], "a", encoding="utf-8") as file:
            file.write(f"{name}\n")


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
        Withheld: the table is faulty.
    """
    _open(name, folder)
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
        Withheld: the table is faulty.
    """
    _open(name, folder)
    describe(name, folder)
    try:
        return _cells(name, folder)[key]
    except KeyError:
        raise KeyError(f"Table {name!r} has no row {key!r}.") from None


def keys(name: str, folder: Path = SEEDS) -> list[str]:
    """Return the keys of all rows, in order; parts of a key of several columns joined by ``/``.

    Raises:
        KeyError: no table has this name.
        Withheld: the table is faulty.
    """
    _open(name, folder)
    return list(_cells(name, folder))
