"""Cells and keys of a table against its description; each fault quotes what stands there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sourcebook.addresses import is_address
from sourcebook.faults import Fault

QUOTED = 60  # characters of a cell that a message repeats
WHOLE = r"0|-?[1-9][0-9]*"
# One way to write each kind of value, so that equal values are equal text: pattern, what the value
# is not, and the remedy.
TYPES = {
    "string": ("(?s).*", "", ""),
    "integer": (WHOLE, "no whole number", "Write digits alone, such as 4000."),
    "number": (
        rf"({WHOLE}|-0)(\.[0-9]*[1-9])?",
        "no number",
        "Write digits, if need be with a point, such as 4000 or 0.5.",
    ),
    "boolean": ("true|false", "neither true nor false", "Write true or false, in small letters."),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "no day", "Write it as 2015-11-04."),
    "year": (r"[0-9]{4}", "no year", "Write it as 2015."),
}
KNOWN = {"required", "unique", "enum", "pattern", "minimum", "maximum", "maxLength"}

Problem = tuple[str, str]


@dataclass
class Table:
    """A table that can be read: its description, and the cells of each row by its line.

    ``spoilt`` collects the cells in which a fault was found, as line and column.
    """

    resource: dict
    rows: dict[int, list[str]]
    spoilt: set[tuple[int, str]] = field(default_factory=set)

    @cached_property
    def fields(self) -> dict[str, dict]:
        return {one["name"]: one for one in self.resource["schema"]["fields"]}

    def values(self, columns: list[str]) -> dict[int, tuple[str, ...]]:
        """Return what stands in some columns, by line."""
        at = [list(self.fields).index(column) for column in columns]
        return {line: tuple(cells[n] for n in at) for line, cells in self.rows.items()}

    def fault(self, line: int, columns: list[str], problem: str, remedy: str) -> Fault:
        """Return a fault of cells of one row, which are then known to be spoilt."""
        self.spoilt |= {(line, column) for column in columns}
        noun = "column" if len(columns) == 1 else "columns"
        where = f"line {line} (row {cut(self.rows[line][0])}), {noun} {', '.join(columns)}"
        return Fault(f"seeds/{self.resource['path']}", where, problem, remedy)


def check(read: Mapping[str, Table]) -> list[Fault]:
    """Return all faults of the cells and keys of tables, given under their names.

    A key that points into a table which is not given, or into a column with a fault of its own, is
    left alone: it may be right as soon as that is mended.
    """
    faults = [fault for table in read.values() for fault in _cells(table)]
    faults += [fault for table in read.values() for fault in _twice(table)]
    return faults + [fault for table in read.values() for fault in _pointing(table, read)]


def cut(value: str) -> str:
    """Return a value as a message repeats it: its beginning, if it is long."""
    return value if len(value) <= QUOTED else f"{value[:QUOTED]}…"


def quote(value: str) -> str:
    """Return a value cut, in quotation marks."""
    return f"“{cut(value)}”"


def _cells(table: Table) -> Iterator[Fault]:
    for line, cells in table.rows.items():
        for described, value in zip(table.fields.values(), cells, strict=True):
            # The first fault of a cell: what else is wrong with it may come of that.
            if found := next(_cell(value, described), None):
                yield table.fault(line, [described["name"]], *found)


def _cell(value: str, described: dict) -> Iterator[Problem]:
    limits = described.get("constraints", {})
    if not value:
        if limits.get("required"):
            yield "The cell is empty.", "Fill it in: this column needs a value."
        return
    if value != value.strip():
        problem = f"{quote(value)} begins or ends with a blank."
        yield problem, "Delete the blank. A cell that has nothing to say is empty."
    pattern, wrong, remedy = TYPES[described["type"]]
    if not re.fullmatch(pattern, value) or (described["type"] == "date" and not _is_day(value)):
        yield f"{quote(value)} is {wrong}.", remedy
    for name, holds in LIMITS.items():
        if name in limits and not holds(value, limits[name], described["type"]):
            yield _said(name, value, limits[name], described)
    if described.get("format") == "uri" and not is_address(value):
        yield f"{quote(value)} is no address.", "Copy the address of the page: https://…"


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _measure(value: str, kind: str) -> str | float:
    return float(value) if kind in ("integer", "number", "year") else value


# What each constraint asks of a value: the value, the limit and the type of the column.
LIMITS: dict[str, Callable[[str, object, str], bool]] = {
    "enum": lambda value, limit, kind: value in map(str, limit),
    "pattern": lambda value, limit, kind: re.fullmatch(limit, value) is not None,
    "minimum": lambda value, limit, kind: _measure(value, kind) >= _measure(str(limit), kind),
    "maximum": lambda value, limit, kind: _measure(value, kind) <= _measure(str(limit), kind),
    "maxLength": lambda value, limit, kind: len(value) <= limit,
}


def _said(name: str, value: str, limit, described: dict) -> Problem:
    if name == "enum":
        return (
            f"{quote(value)} is not among the values allowed.",
            f"Use: {'; '.join(map(str, limit))}.",
        )
    if name == "maxLength":
        return f"{quote(value)} has {len(value)} characters.", f"Shorten it to {limit}."
    if name == "pattern":
        remedy = f"The column is described so: {described['description']} (pattern {limit})"
        return f"{quote(value)} has not the form that this column asks for.", remedy
    side = "below" if name == "minimum" else "above"
    return f"{quote(value)} is {side} {limit}.", f"Correct it: {limit} is the {name} here."


def _twice(table: Table) -> Iterator[Fault]:
    """Find values that may stand in one row only: keys, and columns that are unique."""
    key = table.resource["schema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    unique = [n for n, f in table.fields.items() if f.get("constraints", {}).get("unique")]
    for columns in [key, *([column] for column in unique if [column] != key)]:
        seen: dict[tuple[str, ...], int] = {}
        for line, values in table.values(columns).items():
            first = seen.setdefault(values, line)
            if first != line and any(values):
                what = "The key" if columns == key else "The value"
                problem = f"{what} {quote('/'.join(values))} stands in line {first} too."
                yield table.fault(line, columns, problem, "Give each row its own.")


def _pointing(table: Table, read: Mapping[str, Table]) -> Iterator[Fault]:
    """Find values that name a row of another table, and there is none."""
    for pointer in table.resource["schema"].get("foreignKeys", []):
        columns, other = pointer["fields"], read.get(pointer["reference"]["resource"])
        target = pointer["reference"]["fields"]
        columns, target = ([c] if isinstance(c, str) else c for c in (columns, target))
        if other is None or any(column in target for _, column in other.spoilt):
            continue
        known, name = set(other.values(target).values()), other.resource["name"]
        for line, values in table.values(columns).items():
            spoilt = any((line, column) in table.spoilt for column in columns)
            if any(values) and values not in known and not spoilt:
                problem = f"No row of {name} has {quote('/'.join(values))} as {'/'.join(target)}."
                remedy = f"Correct the value, or add that row to {other.resource['path']}."
                yield table.fault(line, columns, problem, remedy)
