"""Facts from outside the reports: rows of tables, shown in prose and named as sources."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

from sourcebook import figures, tables
from sourcebook.text import NEGATIONS, bare_words


class FactError(Exception):
    """A fact that cannot be shown; ``remedy`` says what to do."""

    def __init__(self, problem: str, remedy: str):
        super().__init__(problem)
        self.remedy = remedy


@dataclass(frozen=True)
class Row:
    """A row that prose rests on: its table, key and cells as written."""

    table: str
    key: str
    cells: dict[str, str]

    @property
    def anchor(self) -> str:
        """The row's address on a page."""
        return "fact-" + re.sub(r"[^a-z0-9]+", "-", f"{self.table}-{self.key}".lower()).strip("-")


def targets(content: str) -> list[str]:
    """Split the content of a row role into its targets."""
    return [part.strip() for part in content.split(",") if part.strip()]


def _split(target: str, folder: Path) -> tuple[str, str]:
    table, _, rest = target.partition("/")
    if table not in tables.names(folder):
        raise FactError(
            f"There is no table {table!r}.", f"Use one of: {', '.join(tables.names(folder))}."
        )
    return table, rest


def find(target: str, folder: Path = tables.SEEDS) -> Row:
    """Return the row that ``table/key`` names.

    Raises:
        FactError: there is no such table or row.
    """
    table, key = _split(target, folder)
    if key not in tables.keys(table, folder):
        near = [k for k in tables.keys(table, folder) if key[:4] and key[:4] in k][:5]
        known = f"Rows like it: {', '.join(near)}." if near else f"See seeds/{table}.csv."
        raise FactError(f"Table {table!r} has no row {key!r}.", known)
    return Row(table, key, tables.row(table, key, folder))


def cell(target: str, folder: Path = tables.SEEDS) -> tuple[Row, str, str]:
    """Return the row, the column's type and the value that ``table/key/column`` names.

    Raises:
        FactError: there is no such table, row or column, or the cell is empty.
    """
    table, rest = _split(target, folder)
    key, _, column = rest.rpartition("/")
    row = find(f"{table}/{key}", folder)
    if column not in row.cells:
        raise FactError(
            f"Table {table!r} has no column {column!r}.", f"Use one of: {', '.join(row.cells)}."
        )
    if not row.cells[column]:
        raise FactError(f"{target} is empty.", "Fill in the cell or cite another.")
    fields = tables.describe(table, folder)["schema"]["fields"]
    kind = next(field["type"] for field in fields if field["name"] == column)
    return row, kind, row.cells[column]


def shown(target: str, text: str = "", folder: Path = tables.SEEDS) -> tuple[Row, str]:
    """Return the row and the text to print for a fact role.

    Arguments:
        target: ``table/key/column``.
        text: the writer's own wording, checked against the value; the value itself if left out.

    Raises:
        FactError: the cell does not exist, or the wording does not say what it says.
    """
    row, kind, value = cell(target, folder)
    allowed = wordings(value, kind)
    if not text:
        return row, allowed[0]
    plain = re.sub(r"^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ", _weekday_of(value, kind), text)
    if plain.casefold() in (word.casefold() for word in allowed):
        return row, text
    column = target.rpartition("/")[2]
    if kind in ("integer", "number") and figures.says(text, Fraction(value), column):
        return row, text
    whole = rf"(?<!\w){re.escape(text)}(?!\w)"
    match = re.search(whole, value, re.IGNORECASE) if kind == "string" else None
    if match:
        before = bare_words(value[: match.start()])
        if before and before[-1] in NEGATIONS:
            raise FactError(
                f"“{text}” leaves out “{before[-1]}”, which denies it in {target}.",
                f"It says: {value}",
            )
        return row, text
    raise FactError(f"“{text}” is not what {target} says.", f"It says: {allowed[0]}.")


def _weekday_of(value: str, kind: str):
    """Drop a weekday from the writer's wording only if it is the right one."""

    def replace(match: re.Match) -> str:
        right = kind == "date" and date.fromisoformat(value).strftime("%A")
        return "" if right == match[0].strip(" ,") else match[0]

    return replace


def wordings(value: str, kind: str) -> list[str]:
    """Return the ways in which a value may be written, the usual one first."""
    if kind == "date":
        day = date.fromisoformat(value)
        full = f"{day.day} {day:%B} {day.year}"
        return [full, f"{day.day} {day:%B}", f"{day:%B} {day.year}", str(day.year)]
    if kind in ("integer", "year") and value.lstrip("-").isdigit():
        number = int(value)
        words = figures.UNITS[number : number + 1] if number >= 0 else []
        return [value if kind == "year" else f"{number:,}", value, *words]
    return [value]


def _day(value: str) -> str:
    return wordings(value, "date")[0] if value else "a date not known to us"


_SENTENCES = {
    "events": lambda c: f"{_day(c['date'])}: {c['title']}.",
    "afterwards": lambda c: f"{_day(c['date'])}: {c['title']}.",
    "readings": lambda c: f"A reading, {c['title']}: {c['claim']}",
    "offices": lambda c: f"{c['name']}, {c['office']}: {_term(c)}.",
    "positions": lambda c: f"{c['speaker']}, {c['office']}, {_day(c['date'])}: {c['position']}",
    "votes": lambda c: (
        f"Security Council vote on {c['vote_id']}, {_day(c['date'])}: {c['yes']} in favour, "
        f"{c['no']} against, {c['abstain']} abstaining; {c['outcome']}."
    ),
    "vote_reasons": lambda c: f"{c['member']} on {c['vote_id']}. {c['speaker']}: {c['reason']}",
    "draft_changes": lambda c: f"{c['point']}, {c['outcome']}: {c['change']}",
    "stances": lambda c: f"{c['who']}, {c['office']}, {_day(c['date'])}: {c['stance']}",
    "member_votes": lambda c: f"{c['member']} on {c['vote_id']}: {c['vote']}.",
    "divisions": lambda c: (
        f"House of Commons division {c['number']}, {_day(c['date'])}: {c['ayes']} ayes, "
        f"{c['noes']} noes; {c['outcome']}."
    ),
    "division_parties": lambda c: (
        f"{c['party']}, division {c['division_id'].removeprefix('HC-')}: {c['aye'] or 'not known'} "
        f"ayes, {c['no'] or 'not known'} noes, tellers left out."
    ),
    "polls": lambda c: (
        f"{c['pollster']}, {_day(c['fieldwork_end'])}: {c['asked']} "
        f"{c['support'] or 'not given'} per cent for, {c['oppose'] or 'not given'} against."
    ),
    "sources": lambda c: f"{c['headline']} ({c['publisher']}).",
    "people": lambda c: f"{c['name']}: {c['role']}",
    "accounts": lambda c: f"{c['maker']}, {_day(c['date'])}: {c['title']}.",
    "refugees": lambda c: f"{_day(c['date'])}: {int(c['figure']):,}. {c['scope']}.",
    "displacement": lambda c: f"{_day(c['date'])}: {int(c['figure']):,}. {c['scope']}.",
    "deaths": lambda c: f"Published {_day(c['published'])}: {int(c['figure']):,}. {c['scope']}.",
    "aid": lambda c: f"British aid, {c['kind']}, {_day(c['date'])}. {c['scope']}.",
    "resettlement": lambda c: f"{c['actor']}, {_day(c['date'])}: {c['fact']} {c['figure']}".strip(),
    "military": lambda c: f"{c['actor']}, {_day(c['date'])}: {c['fact']} {c['figure']}".strip(),
    "voices": lambda c: f"{c['who']}: {c['where']}",
    "estimators": lambda c: f"{c['name']}: {c['method']}",
    "curriculum": lambda c: f"{c['body']}, {c['place']}: {c['claim']}",
    "rules": lambda c: f"{c['place']}: {c['rule']}",
}


def _term(cells: dict[str, str]) -> str:
    start, end = _day(cells["start"]), cells["end"]
    return f"from {start} to {_day(end)}" if end else f"from {start}"


def sentence(row: Row) -> str:
    """Return what a row says, as one sentence."""
    return _SENTENCES.get(row.table, lambda c: f"Row {row.key} of the table {row.table}.")(
        row.cells
    )


def addresses(row: Row) -> list[tuple[str, str]]:
    """Return the row's sources as pairs of a label and an address, first source first."""
    title = row.cells.get("source_title") or "source"
    pairs = [(title, row.cells.get("source_url") or row.cells.get("address", ""))]
    second = row.cells.get("source2_url", "")
    pairs.append((f"second source: {urlsplit(second).hostname}", second))
    return [(label, url) for label, url in pairs if url]
