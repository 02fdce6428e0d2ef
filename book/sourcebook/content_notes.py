"""The content notes of the pages: where they stand, what they say, and chapters that lack one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sourcebook import chapters
from sourcebook.faults import Fault
from sourcebook.prose import pages

# Words before which a reader is told what is coming.
DISTRESSING = re.compile(
    r"\b(?:kill(?:ed|ing|ings|s)|massacred?s?|dead|deaths?|died|chemical (?:attack|weapon)s?|sarin"
    r"|tortured?|behead(?:ed|ing)|bloodshed|murder(?:s|ed)?|shelling|bombardment|rape[ds]?)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^:::\{admonition\} Content note\n:class: content-note\n(?P<text>.*?)\n:::$", re.M | re.S
)
_HEADING = re.compile(r"^#{2,} +(.*?)\s*$", re.MULTILINE)
_MARK = re.compile(r"\{row\}`[^`]*`")  # the mark of a source, which belongs to its own page


@dataclass(frozen=True)
class Note:
    """One content note.

    Arguments:
        slug: the page it stands on.
        section: the heading above it; empty at the head of a page.
        text: what it says, as MyST, without source marks.
    """

    slug: str
    section: str
    text: str


def title(path: Path) -> str:
    """Return the title of a page; an empty string if it has none."""
    found = re.search(r"^# +(.*?)\s*$", chapters.text_of(path), re.MULTILINE)
    return found[1] if found else ""


def notes(book: Path) -> list[Note]:
    """Return every content note of the book, in the order of its pages.

    Arguments:
        book: the folder of the pages.
    """
    there = {path.stem: path for path in pages(book)}
    listed = [slug for slug in chapters.listed(book) if slug in there]
    return [note for slug in listed for note in _of_page(slug, chapters.text_of(there[slug]))]


def _of_page(slug: str, text: str) -> Iterator[Note]:
    for found in _NOTE.finditer(text):
        above = _HEADING.findall(text[: found.start()])
        words = _MARK.sub("", found["text"])
        yield Note(slug, above[-1] if above else "", " ".join(words.split()))


def check(book: Path) -> list[Fault]:
    """Return a fault for every chapter with a distressing word before its first content note."""
    faults = []
    for path in pages(book):
        text = chapters.text_of(path)
        word, note = DISTRESSING.search(text), _NOTE.search(text)
        if not chapters.options(text) or not word or (note and note.start() < word.start()):
            continue
        problem = f"The chapter has the word “{word[0]}” before any content note."
        remedy = "Put a content note above it: an admonition of the class content-note."
        faults.append(Fault(f"book/{path.name}", "", problem, remedy))
    return faults
