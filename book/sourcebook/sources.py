"""The reports: their cards, every line as received, and paragraphs with stable names."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault, unreadable

BOOK = Path(__file__).parents[1]
TEXT_KINDS = ("headline", "body")
LABEL_KINDS = ("byline", "stamp", "sign-off")
# What the card copies from lines of a kind.
COPIED = {"headline": "headline", "byline": "byline", "stamp": "stated_date"}
REQUIRED = ("headline", "publisher", "agency", "received", "date_status", "date_reasons", "rights")


@dataclass(frozen=True)
class Line:
    """One line of a file as received: its number from 1, what it is, and its text."""

    number: int
    kind: str
    text: str
    paragraph: str
    note: str

    @property
    def part(self) -> str:
        """``report`` for its text and labels, ``around`` for page furniture, or ``blank``."""
        if self.kind in (*TEXT_KINDS, *LABEL_KINDS):
            return "report"
        return "blank" if self.kind == "blank" else "around"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a report, or its headline.

    ``id`` is a name, not a count: it stays when paragraphs are added before it. ``anchor`` is its
    address in the book, ``sha256`` the first twelve digits of the hash of its text.
    """

    source: str
    id: str
    text: str
    sha256: str

    @property
    def anchor(self) -> str:
        return f"{self.source}#{self.id}"

    @property
    def number(self) -> str:
        return "headline" if self.id == "headline" else f"¶{self.id.removeprefix('p')}"


@dataclass(frozen=True)
class Report:
    """A report: its card, its lines as received and its paragraphs by id, headline first."""

    id: str
    card: dict[str, str]
    lines: tuple[Line, ...]
    paragraphs: dict[str, Paragraph]

    @property
    def short(self) -> str:
        return self.card["short"]

    @property
    def full_text(self) -> bool:
        return self.card["publish"] == "full"


def fingerprint(text: str) -> str:
    """Return the first twelve digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def ids(folder: Path = tables.SEEDS) -> list[str]:
    """Return the ids of all reports."""
    return tables.keys("sources", folder)


def _received(source: str, folder: Path) -> list[str]:
    text = (folder / "articles" / f"{source}.txt").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


def _line_rows(source: str, folder: Path) -> list[dict[str, str]]:
    rows = (tables.row("lines", key, folder) for key in tables.keys("lines", folder))
    return [row for row in rows if row["source"] == source]


@cache
def report(source: str, folder: Path = tables.SEEDS) -> Report:
    """Return a report.

    Arguments:
        source: its id, such as ``"hague-lavrov-2012"``.

    Raises:
        KeyError: there is no such report.
        OSError: its text cannot be read.
    """
    card = tables.row("sources", source, folder)
    received = _received(source, folder)
    lines = tuple(
        Line(int(r["line"]), r["kind"], received[int(r["line"]) - 1], r["paragraph"], r["note"])
        for r in _line_rows(source, folder)
    )
    paragraphs = {
        line.paragraph: Paragraph(source, line.paragraph, line.text, fingerprint(line.text))
        for line in lines
        if line.paragraph
    }
    return Report(source, card, lines, paragraphs)


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every report's card, that each line received has its kind, and every content hash."""
    faults = []
    for source in ids(folder):
        faults += _check_card(source, folder)
        text = folder / "articles" / f"{source}.txt"
        fault = unreadable(text, f"seeds/articles/{source}.txt")
        if fault:
            faults.append(fault)
        else:
            faults += _check_lines(source, folder) or _check_labels(source, folder)
    return faults


def _check_card(source: str, folder: Path) -> list[Fault]:
    card = tables.row("sources", source, folder)
    return [
        Fault(
            "seeds/sources.csv", f"row {source}", f"The card has no {field}.", f"Fill in {field}."
        )
        for field in REQUIRED
        if not card[field].strip()
    ]


def _check_labels(source: str, folder: Path) -> list[Fault]:
    """Compare what the card copies from the report with the lines it is copied from."""
    card, lines = tables.row("sources", source, folder), _line_rows(source, folder)
    received = _received(source, folder)
    faults = []
    for kind, field in COPIED.items():
        there = [received[int(r["line"]) - 1].strip() for r in lines if r["kind"] == kind]
        blank = field in REQUIRED and not card[field].strip()  # that is a fault of its own
        if card[field] != " ".join(there) and not blank:
            problem = f"The card's {field} is not the report's {kind}."
            remedy = f"Copy it: {' '.join(there) or 'leave it empty'}."
            faults.append(Fault("seeds/sources.csv", f"row {source}", problem, remedy))
    return faults


def _check_lines(source: str, folder: Path) -> list[Fault]:
    received = _received(source, folder)
    rows = {int(row["line"]): row for row in _line_rows(source, folder)}
    faults = []
    for number in sorted(set(range(1, len(received) + 1)) | set(rows)):
        row = rows.get(number)
        where = f"{source}, line {number}"
        if row is None:
            remedy = "Add a row that says what it is, even if it is blank."
            faults.append(Fault("seeds/lines.csv", where, "The line has no row.", remedy))
        elif number > len(received):
            remedy = "Delete the row, or restore the text."
            faults.append(Fault("seeds/lines.csv", where, "The report has no such line.", remedy))
        else:
            faults += _check_line(where, row, received[number - 1], folder)
    return faults


def _check_line(where: str, row: dict[str, str], text: str, folder: Path) -> list[Fault]:
    def fault(problem: str, remedy: str) -> list[Fault]:
        return [Fault("seeds/lines.csv", where, problem, remedy)]

    blank = not text.strip()
    if blank != (row["kind"] == "blank"):
        return fault(
            f"The row says {row['kind']!r}.", f"The line is {'' if blank else 'not '}blank."
        )
    if (row["kind"] in TEXT_KINDS) != bool(row["paragraph"]):
        return fault(
            "Headline and body lines have a paragraph id, other lines none.",
            "Give the body line an id that no other has, or correct its kind.",
        )
    if row["paragraph"] and row["sha256"] != fingerprint(text):
        hanging = ", ".join(dependents(row["source"], row["paragraph"], folder)) or "nothing"
        return fault(
            f"The text of {row['paragraph']} has changed. On it hang: {hanging}.",
            f"Look at each of them, then set sha256 to {fingerprint(text)}.",
        )
    return []


def dependents(source: str, paragraph: str, folder: Path = tables.SEEDS) -> list[str]:
    """Name every row of another table that rests on a paragraph, as ``table/key``.

    A table rests on a paragraph if it has the columns ``source`` and ``paragraph``, or a column
    ``evidence`` or ``acts`` that lists rows of the evidence table. Pages that name the paragraph
    come last, with how often they do.
    """
    evidence = {
        key
        for key in tables.keys("evidence", folder)
        if _stands_in(tables.row("evidence", key, folder), source, paragraph)
    }
    found = []
    for name in tables.names(folder):
        if name == "lines":
            continue
        for key in tables.keys(name, folder):
            row = tables.row(name, key, folder)
            cited = set(f"{row.get('evidence', '')} {row.get('acts', '')}".split())
            if _stands_in(row, source, paragraph) or cited & evidence:
                found.append(f"{name}/{key}")
    named = re.compile(rf"{source}#{paragraph}\b")
    for page in sorted([*BOOK.glob("*.md"), *BOOK.glob("*.ipynb")]):
        if times := len(named.findall(page.read_text(encoding="utf-8", errors="replace"))):
            found.append(f"book/{page.name} ({times} times)")
    return found


def _stands_in(row: dict[str, str], source: str, paragraph: str) -> bool:
    return row.get("source") == source and row.get("paragraph") == paragraph
