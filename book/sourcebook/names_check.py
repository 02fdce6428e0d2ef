"""One spelling for each person, place and group: in the prose, in our tables, in the glossary.

Quotations, titles and remarks keep what others wrote. A page that speaks of a spelling sets it in
italics; the glossary may also list one among its terms.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from sourcebook import facts, prose, tables
from sourcebook.divisions_check import REMAINDERS
from sourcebook.faults import Fault

# Columns that hold what others wrote, or that speak of spellings.
NOT_OURS = {"elsewhere", "note", "printed_as", "source_publisher", "source_title", "words"}
NOT_OURS |= {"source_url", "source2_url", "headline", "publisher", "address", "name_elsewhere"}
# Columns of slugs that no description has as a list or a pattern.
SLUGS = {"dimensions", "rule", "cites", "row"}
# Cells that say of a group how it was called then: they need the other name.
ABOUT_NAMES = {
    ("events", "isil-named", "title"),
    ("events", "fall-of-mosul", "title"),
    ("events", "caliphate-declared", "title"),
    ("events", "caliphate-declared", "summary"),
}
# Columns of names, each of which is among the people or the names.
OF_NAMES = {
    "offices": "name",
    "positions": "speaker",
    "events": "actors",
    "afterwards": "actors",
    "member_votes": "member",
    "division_parties": "party",
}
NO_PARTY = ("Speaker", "Independent", *REMAINDERS)
ITALICS = re.compile(r"(?<![*\w\\])(\*|_)(?![\s*_])([^*_\n]+?)(?<!\s)\1(?![*\w])")


def refused(folder: Path = tables.SEEDS) -> dict[str, str]:
    """Return the spellings that the book does not use, each with the one that it does.

    Arguments:
        folder: the folder of the tables.
    """
    return {
        other: row["name"]
        for table in ("names", "people")
        for row in _listed(table, folder)
        for other in re.split(r";\s*", row["elsewhere"])
        if other
    }


def _listed(table: str, folder: Path) -> list[dict[str, str]]:
    return [tables.row(table, key, folder) for key in tables.keys(table, folder)]


def check(book: Path, folder: Path = tables.SEEDS) -> list[Fault]:
    """Return every refused spelling in pages and tables, and every name in the tables that neither
    the people nor the names have.

    Arguments:
        book: the folder of the pages.
        folder: the folder of the tables.
    """
    faults = list(_rows(folder))
    faults += tables.gather(partial(_unknown, *named, folder) for named in OF_NAMES.items())
    found = _Spellings(refused(folder), folder)
    for path in prose.pages(book):
        for where, text in _texts(path):
            faults += found.faults(f"book/{path.name}", where, text)
    return faults + tables.gather(
        partial(_table, name, found, folder) for name in tables.names(folder)
    )


class _Spellings:
    """Finds refused spellings in a text, and names whose capitals are not those of the book."""

    def __init__(self, others: Mapping[str, str], folder: Path):
        listed = _listed("names", folder) + _listed("people", folder)
        own = {row["name"]: row["name"] for row in listed if row["kind"] in ("person", "place")}
        self.names = {text.casefold(): name for text, name in {**others, **own}.items()}
        longest = sorted(map(re.escape, {*others, *own}), key=len, reverse=True)
        # With no name at all, (?!) finds nothing; an empty choice would find itself everywhere.
        words = rf"(?<![\w-])(?:{'|'.join(longest) or '(?!)'})(?![\w-])"
        self.pattern = re.compile(words, re.IGNORECASE)

    def faults(self, file: str, where: str, text: str) -> Iterator[Fault]:
        """Yield a fault for each spelling in a text that the book does not use."""
        for match in self.pattern.finditer(text):
            name = self.names[match[0].casefold()]
            if match[0] != name:
                yield Fault(file, where, f"The book does not write {match[0]}.", f"Write {name}.")


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the words of a page that are ours, with their places: no role's address, no italics."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        pieces = list(prose.pieces(_own(text)))
    else:
        cells = enumerate(json.loads(text)["cells"], 1)
        own = ((n, _own("".join(c["source"]))) for n, c in cells if c["cell_type"] == "markdown")
        pieces = [piece for n, words in own for piece in prose.pieces(words, 1, n)]
    for piece in pieces:
        if piece.role in ("fact", "calc"):
            yield piece.where, prose.split_target(piece.content)[0]
        elif not piece.role:
            yield piece.where, piece.content


def _own(text: str) -> str:
    """Take out words that stand for themselves; every line keeps its number."""
    lines, glossary = [], False
    for line in text.split("\n"):
        if line.startswith("```"):
            glossary = line.startswith("```{glossary}")
        term = glossary and line[:1].strip() and not line.startswith(("`", ":"))
        lines.append("" if term else ITALICS.sub("¦", line))
    return "\n".join(lines)


def _table(name: str, found: _Spellings, folder: Path) -> Iterator[Fault]:
    schema = tables.describe(name, folder)["schema"]
    pointing = {c for key in schema.get("foreignKeys", []) for c in _as_list(key["fields"])}
    ours = [f["name"] for f in schema["fields"] if _is_ours(f) and f["name"] not in pointing]
    for key in tables.keys(name, folder):
        row = tables.row(name, key, folder)
        for column in ours:
            if (name, key, column) not in ABOUT_NAMES:
                where = f"row {key}, column {column}"
                yield from found.faults(f"seeds/{name}.csv", where, row[column])


def _as_list(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns


def _is_ours(field: dict) -> bool:
    """Whether a column holds words of ours: a slug has a list, a pattern or a table to keep to."""
    slug = {"enum", "pattern"} & set(field.get("constraints", {}))
    return field["type"] == "string" and not slug and field["name"] not in NOT_OURS | SLUGS


def _unknown(table: str, column: str, folder: Path) -> Iterator[Fault]:
    known = set(tables.keys("names", folder)) | {row["name"] for row in _listed("people", folder)}
    for key in tables.keys(table, folder):
        for cell in tables.row(table, key, folder)[column].split(";"):
            name = cell.strip()
            if table == "division_parties" and name.startswith(NO_PARTY):
                continue
            if not known & set(_forms(table, name)):
                remedy = "Spell it as there, or add it to names.csv."
                problem = f"Neither people nor names have {name or 'an empty name'}."
                yield Fault(f"seeds/{table}.csv", f"row {key}", problem, remedy)


def _forms(table: str, name: str) -> tuple[str, ...]:
    """Return how the list of names may have a name: the parties of a division are given short."""
    return (name, f"{name} Party", f"{name}s") if table == "division_parties" else (name,)


def _rows(folder: Path) -> Iterator[Fault]:
    for key in tables.keys("names", folder):
        try:
            target = tables.row("names", key, folder)["row"]
            facts.find(target, folder) if target else None
        except tables.Withheld:
            continue
        except facts.FactError as error:
            yield Fault("seeds/names.csv", f"row {key}", str(error), error.remedy)
