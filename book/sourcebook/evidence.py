"""Who says what: the evidence table, its word counts, and whether it is complete."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from sourcebook import sources, tables
from sourcebook.faults import Fault
from sourcebook.text import bare_words, normalise, words_in

DIRECT, REPORTED, REPORTER, HEADLINE = (
    "direct speech",
    "reported speech",
    "reporter's words",
    "headline",
)
# The reporter and the headline writer frame what others say, so their words may run across it.
FRAMING = {"pa": {REPORTER}, "headline-writer": {HEADLINE}}


@dataclass(frozen=True)
class Segment:
    """A row of the evidence table and where its words stand in the normalised paragraph."""

    id: str
    words: str
    speaker: str
    mode: str
    start: int
    end: int


@cache
def _rows(source: str, paragraph: str, folder: Path) -> list[tuple[str, dict[str, str]]]:
    rows = ((key, tables.row("evidence", key, folder)) for key in tables.keys("evidence", folder))
    return [(k, r) for k, r in rows if (r["source"], r["paragraph"]) == (source, paragraph)]


@cache
def segments(source: str, paragraph: str, folder: Path = tables.SEEDS) -> tuple[Segment, ...]:
    """Return the evidence rows of a paragraph, in order, with their places in it."""
    found, at = [], 0
    for key, row in _rows(source, paragraph, folder):
        words = normalise(row["words"])
        found.append(Segment(key, row["words"], row["speaker"], row["mode"], at, at + len(words)))
        at += len(words) + 1
    return tuple(found)


def word_counts(source: str | None = None, folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Count the words of every evidence row.

    Arguments:
        source: id of one report; both reports if left out.

    Returns one line per row: source, paragraph, id, speaker, side, mode, words (a whole number).
    Together the lines hold every word of headline and body once, so sums are complete counts. A
    word is what ``sourcebook.text.words_in`` says.
    """
    frame = tables.load("evidence", folder)
    if source is not None:
        frame = frame[frame["source"] == source]
    side = tables.load("people", folder).set_index("id")["side"]
    counted = frame[["source", "paragraph", "id", "speaker"]].reset_index(drop=True)
    counted["side"] = counted["speaker"].map(side)
    counted["mode"] = frame["mode"].to_numpy()
    counted["words"] = [len(words_in(words)) for words in frame["words"]]
    return counted


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check that the evidence table is complete and that each row is of one kind.

    Every word of headline and body stands in exactly one row, every quotation mark in a row of
    direct speech, the reporter's words are the reporter's, and each qualifier is in its paragraph.
    """
    faults = []
    for source in sources.ids(folder):
        for paragraph in sources.report(source, folder).paragraphs.values():
            faults += _check_paragraph(paragraph, folder)
    for key in tables.keys("evidence", folder):
        faults += _check_row(key, tables.row("evidence", key, folder))
    for key in tables.keys("qualifiers", folder):
        faults += _check_qualifier(key, tables.row("qualifiers", key, folder), folder)
    return faults


def _check_paragraph(paragraph: sources.Paragraph, folder: Path) -> list[Fault]:
    rows = segments(paragraph.source, paragraph.id, folder)
    text = normalise(paragraph.text)
    joined = " ".join(normalise(row.words) for row in rows)
    if joined == text:
        return []
    same = next((i for i, (a, b) in enumerate(zip(joined, text, strict=False)) if a != b), None)
    at = min(len(joined), len(text)) if same is None else same
    return [
        Fault(
            "seeds/evidence.csv",
            paragraph.anchor,
            f"The rows do not add up to the paragraph from “{text[at : at + 40]}” on.",
            "Put every word of the paragraph into exactly one row, in order.",
        )
    ]


def _check_row(key: str, row: dict[str, str]) -> list[Fault]:
    def fault(problem: str, remedy: str) -> list[Fault]:
        return [Fault("seeds/evidence.csv", f"row {key}", problem, remedy)]

    mark = '"' if row["paragraph"] != "headline" else "'"
    marked = mark in normalise(row["words"])
    framing = row["speaker"] in FRAMING
    if marked and row["mode"] != DIRECT:
        return fault("A quotation mark stands outside direct speech.", "Give it a row of its own.")
    if row["mode"] == DIRECT and not marked:
        return fault("Direct speech without a quotation mark.", "Correct the mode or the words.")
    if framing != (row["mode"] in (REPORTER, HEADLINE)):
        return fault(
            f"{row['speaker']!r} does not fit the mode {row['mode']!r}.",
            "Reporter's words are pa's, a headline is headline-writer's, speech is a speaker's.",
        )
    if row["mode"] in (DIRECT, REPORTED) and not row["verb"]:
        return fault("Speech without its reporting verb.", "Copy the verb from the report.")
    return []


def _check_qualifier(key: str, row: dict[str, str], folder: Path) -> list[Fault]:
    paragraph = sources.report(row["source"], folder).paragraphs.get(row["paragraph"])
    text = f" {' '.join(bare_words(paragraph.text if paragraph else ''))} "
    lost = [k for k in ("words", "qualifier") if f" {' '.join(bare_words(row[k]))} " not in text]
    return [
        Fault(
            "seeds/qualifiers.csv",
            f"row {key}",
            f"The {field} are not in {row['source']}#{row['paragraph']}.",
            "Copy them from the paragraph.",
        )
        for field in lost
    ]
