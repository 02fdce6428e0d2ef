"""Figures worked out from the tables: sums, differences and counts that prose may state."""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sourcebook import constraints, facts, figures, tables

_CONDITION = re.compile(r"(?P<column>\w+)(?P<sign>~=|!=|<=|>=|=|<|>)(?P<value>.*)")
_WAYS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "~=": lambda a, b: b in [part.strip() for part in a.split(";")],
}
_SIGNS = {"=": "is", "!=": "is not", "~=": "has", "<": "before", ">": "after"}
_SIGNS |= {"<=": "up to", ">=": "from"}


@dataclass(frozen=True)
class Count:
    """A count of rows, or the sum of a column over rows, as the facts of a page list it."""

    table: str
    column: str
    conditions: tuple[tuple[str, str, str], ...]

    @property
    def anchor(self) -> str:
        """The count's address on a page."""
        parts = "-".join("-".join(c) for c in self.conditions)
        name = f"{self.table}-{self.column}-{parts}".lower()
        return "count-" + re.sub(r"[^a-z0-9]+", "-", name).strip("-")

    def sentence(self) -> str:
        """Return what was counted, in words."""
        what = f"The sum of {self.column}" if self.column else "The number of rows"
        which = " and ".join(f"{c} {_SIGNS[s]} {v}" for c, s, v in self.conditions)
        return f"{what} in the table {self.table}{f' where {which}' if which else ''}."


def calculate(
    expression: str, folder: Path = tables.SEEDS
) -> tuple[Fraction, list[facts.Row | Count]]:
    """Return the value of an expression and what it was worked out from.

    Arguments:
        expression: cells (``table/key/column``), ``count:table?column=value&…`` and
            ``sum:table/column?…``, numbers, brackets and ``+ - * /``, with spaces between them.
            A condition is one of ``= != < > <= >= ~=`` (the last: is in a list with semicolons);
            ``+`` in a value or in a key is a space.

    Raises:
        facts.FactError: a cell, a column or the form is wrong.
    """
    tokens, used = expression.split(), []
    value, rest = _sum(tokens, used, folder)
    if rest:
        raise facts.FactError(f"{rest[0]!r} does not fit there.", _FORM)
    return value, used


_FORM = (
    "Write cells and + - * / with spaces, such as: a/b/c - d/e/f, or count:votes?outcome=vetoed."
)


def shown(text: str, expression: str, folder: Path = tables.SEEDS) -> list[facts.Row | Count]:
    """Check a wording against an expression and return what it rests on.

    Raises:
        facts.FactError: the expression is wrong, or the wording is not what it comes to.
    """
    value, used = calculate(expression, folder)
    if not used:
        raise facts.FactError(f"{expression} rests on no cell and no count.", _FORM)
    if not figures.says(text, value, _unit(expression)):
        exact = value.numerator if value.denominator == 1 else f"{float(value):.4g}"
        raise facts.FactError(f"“{text}” is not what {expression} comes to.", f"It is {exact}.")
    return used


def _unit(expression: str) -> str:
    """Return the end of a column's name if the outcome is in millions of pounds, else nothing.

    Pounds divided by pounds are a share; divided by a number they are pounds.
    """
    tokens = re.sub(r"[()]", " ", expression).split()
    pounds = [n for n, token in enumerate(tokens) if _column(token).endswith(figures.POUNDS)]
    shared = any(n and tokens[n - 1] == "/" for n in pounds)
    return figures.POUNDS if pounds and not shared else ""


def _column(token: str) -> str:
    """Return the column of a cell or a sum, without the conditions."""
    return token.partition("?")[0]


def _sum(tokens: list[str], used: list, folder: Path) -> tuple[Fraction, list[str]]:
    value, tokens = _product(tokens, used, folder)
    while tokens and tokens[0] in "+-":
        sign, (other, tokens) = tokens[0], _product(tokens[1:], used, folder)
        value = value + other if sign == "+" else value - other
    return value, tokens


def _product(tokens: list[str], used: list, folder: Path) -> tuple[Fraction, list[str]]:
    value, tokens = _atom(tokens, used, folder)
    while tokens and tokens[0] in "*/":
        sign, (other, tokens) = tokens[0], _atom(tokens[1:], used, folder)
        if sign == "/" and not other:
            raise facts.FactError("The expression divides by nought.", _FORM)
        value = value * other if sign == "*" else value / other
    return value, tokens


def _atom(tokens: list[str], used: list, folder: Path) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise facts.FactError("The expression breaks off.", _FORM)
    first, *rest = tokens
    if first == "(":
        value, rest = _sum(rest, used, folder)
        if rest[:1] != [")"]:
            raise facts.FactError("A bracket is not closed.", _FORM)
        return value, rest[1:]
    if re.fullmatch(r"\d+(\.\d+)?", first):
        return Fraction(first), rest
    if first.partition(":")[0] in ("count", "sum"):
        count, value = _over_rows(first, folder)
        used.append(count)
        return value, rest
    row, kind, text = facts.cell(first.replace("+", " "), folder)
    if kind not in ("integer", "number", "year"):
        raise facts.FactError(f"{first} is no number but {kind}.", "Use a column of numbers.")
    used.append(row)
    return Fraction(text), rest


def _over_rows(token: str, folder: Path) -> tuple[Count, Fraction]:
    way, _, rest = token.partition(":")
    place, _, query = rest.partition("?")
    table, _, column = place.partition("/")
    if table not in tables.names(folder):
        known = ", ".join(tables.names(folder))
        raise facts.FactError(f"There is no table {table!r}.", f"Use one of: {known}.")
    if (way == "sum") != bool(column):
        raise facts.FactError(f"{token} is not complete.", "Write count:table or sum:table/column.")
    rows = [tables.row(table, key, folder) for key in tables.keys(table, folder)]
    conditions = [_condition(part, table, rows, folder) for part in query.split("&") if part]
    for name, sign, value in conditions:
        rows = [row for row in rows if _holds(row[name], sign, value)]
    count = Count(table, column, tuple(conditions))
    if way == "count":
        return count, Fraction(len(rows))
    try:
        return count, sum((Fraction(row[column]) for row in rows if row[column]), Fraction(0))
    except (KeyError, ValueError):
        raise facts.FactError(f"{column!r} is no column of numbers.", f"See {table}.csv.") from None


def _condition(text: str, table: str, rows: list[dict], folder: Path) -> tuple[str, str, str]:
    match = _CONDITION.fullmatch(text)
    if not match or not rows or match["column"] not in rows[0]:
        raise facts.FactError(
            f"{text!r} is no condition on {table}.", f"Columns: {', '.join(rows[0])}."
        )
    column, sign, value = match["column"], match["sign"], match["value"].replace("+", " ")
    same = "~=" if sign == "~=" else "="
    if sign in ("=", "!=", "~=") and not any(_WAYS[same](row[column], value) for row in rows):
        raise facts.FactError(f"No row of {table} has {column}={value}.", "Correct the value.")
    if _kind(table, column, folder) == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise facts.FactError(f"{value!r} is no day.", constraints.TYPES["date"][2])
    return column, sign, value


def _kind(table: str, column: str, folder: Path) -> str:
    fields = tables.describe(table, folder)["schema"]["fields"]
    return next(field["type"] for field in fields if field["name"] == column)


def _holds(cell: str, sign: str, value: str) -> bool:
    """Compare as numbers where both are, else as text, so that days compare as days."""
    if sign not in ("=", "!=", "~="):
        if not cell:
            return False
        if figures.number(cell) is not None and figures.number(value) is not None:
            return _WAYS[sign](figures.number(cell), figures.number(value))
    return _WAYS[sign](cell, value)
