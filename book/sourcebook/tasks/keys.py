"""What answers an item: the part that a page's script needs, and that nobody reads by chance.

Of a practice item it travels in the page, encoded. That keeps it from the eye, from the search
index and from a search in the page; it keeps it from nobody who means to look. So an item with a
key in a page is never for marks.
"""

import base64
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from pybtex.database import parse_file

from sourcebook import calc, facts
from sourcebook.prose import pieces, split_target
from sourcebook.tasks import text
from sourcebook.tasks.bank import Item

BOOK = Path(__file__).parents[2]
Used = facts.Row | calc.Count
# Parts that answer as they stand: numbers, dates, rows of tables.
_AS_IT_IS = ("out_of", "words", "ask", "unit", "both", "source")


def key(item: Item, address: text.Address = text._no_address) -> dict:
    """Return what answers an item, in the item's own structure, every text as HTML.

    Arguments:
        item: any item of the bank.
        address: see ``sourcebook.tasks.text.html``.

    Entries to put in order come as they are printed (see ``shuffled``), with ``order``, their
    places in the right order. The things on the right of a match are numbers into ``choices``.
    """

    def html(words: str) -> str:
        return text.html(words, address)

    found = {part: item[part] for part in _AS_IT_IS if part in item.data}
    if "options" in item.data:
        found["options"] = [
            {"right": bool(one.get("right")), "feedback": html(one["feedback"])}
            for one in item["options"]
        ]
    if "entries" in item.data:
        order = shuffled(item)
        found["entries"] = [{"feedback": html(item["entries"][n]["feedback"])} for n in order]
        found["order"] = [order.index(n) for n in range(len(order))]
    if "pairs" in item.data:
        there = choices(item)
        found["pairs"] = [
            {"with": there.index(one["with"]), "feedback": html(one["feedback"])}
            for one in item["pairs"]
        ]
    if "rows" in item.data:
        found["rows"] = [
            {"id": one["id"], "feedback": html(one["feedback"])} for one in item["rows"]
        ]
    found |= _ranges(item, html) | _marked(item, html)
    if sources := rests_on(item, address):
        found["sources"] = sources
    return found


def _ranges(item: Item, html) -> dict:
    """Return the key, the near misses and what is said to all else."""

    def span(one):
        return one | {"feedback": html(one["feedback"])} if "feedback" in one else one

    found = {}
    if "key" in item.data:
        whole = item["key"]
        found["key"] = span(whole) if isinstance(whole, dict) else whole
    if "near" in item.data:
        found["near"] = [span(one) for one in item["near"]]
    if "feedback" in item.data:
        found["feedback"] = {row: html(words) for row, words in item["feedback"].items()}
    if "otherwise" in item.data:
        found["otherwise"] = html(item["otherwise"])
    return found


def _marked(item: Item, html) -> dict:
    """Return the mark scheme, the exemplars, and the reference marks of samples."""
    found = {}
    if "scheme" in item.data:
        found["scheme"] = [
            {"marks": level["marks"], "text": html(level["text"])} for level in item["scheme"]
        ]
    if "exemplars" in item.data:
        found["exemplars"] = {
            name: {"text": html(one["text"]), "mark": one["mark"], "why": html(one["why"])}
            for name, one in item["exemplars"].items()
        }
    if "samples" in item.data:
        found["samples"] = [
            {"mark": one["mark"], "why": html(one["why"])} for one in item["samples"]
        ]
    return found


def rests_on(item: Item, address: text.Address = text._no_address) -> list[str]:
    """Return the rows and entries that an item rests on, each as a line of HTML.

    Those of its texts' facts are among them. They are shown with the feedback and not before,
    because a row may be what is asked.
    """
    rows = {}
    for row in [*_named(item), *_stated(item)]:
        rows.setdefault(row.anchor, row)
    entries = [name for name in item["sources"] if "/" not in name]
    return [_row(row) for row in rows.values()] + [_entry(name, address) for name in entries]


def named(item: Item) -> list[str]:
    """Return what an item names in its ``sources``, each as a line of HTML without links to pages.

    Unlike ``rests_on`` it has nothing of the item's texts, whose facts may belong to the answer.
    """
    entries = [name for name in item["sources"] if "/" not in name]
    return [*map(_row, _named(item)), *(_entry(name, text._no_address) for name in entries)]


def _named(item: Item) -> Iterator[Used]:
    yield from (facts.find(name) for name in item["sources"] if "/" in name)


def _stated(item: Item) -> Iterator[Used]:
    for one in text.texts(item):
        for piece in pieces(one.words):
            words, target = split_target(piece.content)
            if piece.role == "fact":
                yield facts.cell(target)[0]
            elif piece.role == "calc":
                yield from calc.shown(words, target)


def _row(row: Used) -> str:
    if isinstance(row, calc.Count):
        return escape(row.sentence(), quote=False)
    links = ", ".join(
        f'<a class="sb-outside" href="{escape(where)}">{escape(label, quote=False)}</a>'
        for label, where in facts.addresses(row)
    )
    return f"{escape(facts.sentence(row), quote=False)} {links}".strip()


@cache
def _bibliography() -> dict:
    return parse_file(str(BOOK / "references.bib")).entries


def _entry(name: str, address: text.Address) -> str:
    entry = _bibliography()[name]
    people = entry.persons.get("author", []) or entry.persons.get("editor", [])
    who = ", ".join(" ".join(person.last_names) for person in people)
    fields = (who, entry.fields.get("title", ""), entry.fields.get("year", ""))
    # BibTeX's braces keep capitals, and are no part of a title.
    said = re.sub(r"[{}]", "", ", ".join(field for field in fields if field))
    where = address("bibliography", "")
    link = f'<a href="{escape(where)}">bibliography</a>' if where else "bibliography"
    return f"{escape(said, quote=False)}: see the {link}."


def shuffled(item: Item) -> list[int]:
    """Return the places of an item's entries in the order in which pages print them.

    It is the same in every build, and never the right one.
    """
    order = list(range(len(item["entries"])))
    dice = random.Random(item.id)
    while order == sorted(order):
        dice.shuffle(order)
    return order


def choices(item: Item) -> list[str]:
    """Return what the things on the left of a match may go with, each once, in order of letters."""
    there = {one["with"] for one in item["pairs"]} | set(item.get("extra", []))
    return sorted(there, key=lambda words: text.plain(words).casefold())


def encoded(found: dict) -> str:
    """Return a key as base64 of its JSON in UTF-8."""
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(data.encode("utf-8")).decode("ascii")
