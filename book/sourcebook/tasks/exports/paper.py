"""A paper for marks, set as in an examination: instructions, sources, questions, marks."""

import re
from dataclasses import replace

from sourcebook.tasks import bank
from sourcebook.tasks.exports import named, shapes, sheets
from sourcebook.tasks.exports.blocks import Block, blocks, label, para, plain
from sourcebook.tasks.labels import KINDS, minutes
from sourcebook.tasks.sets import Set

CALIBRATION = "calibration"  # is for markers, and has marks of its own
ASKED = "Question"  # begins, in bold, what a stem asks; what stands before it are sources
SOURCE = re.compile(r"Source ([A-Z])\b")


def sheet(paper: Set) -> list[Block]:
    """Return a set for marks as a paper: sources, then questions, each with its marks and no hint.

    Arguments:
        paper: the set, with its instructions and the letters of its reports.
    """
    found = [Block("title", plain(paper.title)), *_head(paper)]
    found += blocks(shapes.paragraph(shapes.html(paper.front)))
    # No more of the reports than the questions name. With a letter they stand under it.
    reports = named.paragraphs(list(paper.items)) if paper.reports else {}
    lettered = {paper.letters[name]: name for name in reports if name in paper.letters}
    for name, there in reports.items():
        if name not in paper.letters:
            found += sheets.report(name, there)
    for item in paper.items:
        before, asked = _parted(sheets.room(item))
        for block in before:
            letter = _letter(block)
            # A stem may name a source that stands already under an earlier question.
            if name := lettered.get(letter):
                report = sheets.report(name, reports.pop(name))[1:] if name in reports else []
                found += [block, *report] if report else []
            else:
                found.append(block)
        found += _question(item, asked)
    return found


def _head(paper: Set) -> list[Block]:
    time = f"Time: {minutes(paper.minutes)}"
    if all(item.type == CALIBRATION for item in paper.items):
        return [para(f"Marker {sheets.LONG}   Date {sheets.SHORT}   {time}")]
    total = f"   Marks: {'_' * 6} of {paper.marks}" if paper.marks else ""
    return [para(sheets.NAME), para(f"School or centre {sheets.LONG}   {time}{total}")]


def _parted(stem: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the sources of a question, and the question with room to answer."""
    asks = (n for n, block in enumerate(stem) if _bold(block).startswith(ASKED))
    first = next(asks, 0)
    return stem[:first], stem[first:]


def _bold(block: Block) -> str:
    return block.runs[0].words if block.runs and block.runs[0].bold else ""


def _letter(block: Block) -> str | None:
    found = SOURCE.match(_bold(block))
    return found[1] if found else None


def _question(item: bank.Item, asked: list[Block]) -> list[Block]:
    kind = "About" if item.type == "written" else f"{KINDS[item.type]},"
    head = [
        Block("task", plain(item["title"])),
        label(f"{kind} {minutes(item['minutes'])}"),
    ]
    if item.type == CALIBRATION or "out_of" not in item.data:
        return [*head, *asked]
    at = next(n for n, block in enumerate(asked) if block.kind == "lines")
    # A question stays on one page with its marks and the first line to write on.
    kept = [replace(one, kind="label") if one.kind == "para" else one for one in asked[:at]]
    marks = Block("marks", plain(f"[{item['out_of']} marks]", bold=True))
    return [*head, *kept, marks, *asked[at:]]
