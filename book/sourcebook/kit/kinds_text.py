"""Handouts of words: forms, ground rules, statements, written in ``handouts.yml`` itself."""

from sourcebook.kit.entries import Handout
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.blocks import Block, blocks, plain, runs


def text(handout: Handout) -> list[Block]:
    """Return a handout's parts: heading, words, a table, room to write, in this order."""
    return parts(handout.get("parts", []))


def parts(written: list[dict]) -> list[Block]:
    """Return parts of a text, one after the other."""
    return [block for part in written for block in _part(part)]


def _part(part: dict) -> list[Block]:
    found = []
    if "heading" in part:
        found.append(Block("part" if part.get("new_page") else "task", plain(part["heading"])))
    if "text" in part:
        found += words(part["text"])
    if "table" in part:
        rows = [[runs(shapes.html(cell)) for cell in row] for row in part["table"]]
        widths = tuple(part.get("widths") or [1] * len(rows[0]))
        found.append(Block("table", rows=rows, widths=widths))
    if "lines" in part:
        found.append(Block("lines", count=part["lines"]))
    return found


def words(written: str) -> list[Block]:
    """Return a text of the kit as paragraphs and lists."""
    return blocks(shapes.paragraph(shapes.html(written)))
