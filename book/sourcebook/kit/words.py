"""Whether a text of the kit is in order: the rules are those of the question bank."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docutils.nodes import make_id

from sourcebook import chapters, prose, tables
from sourcebook.tasks import bank, bank_texts, text
from sourcebook.tasks.bank_check import LEARNERS_MAY, SHOWN_ROLES

OURS, THEIRS = text.OURS, text.THEIRS
Problems = Iterator[tuple[str, str]]  # problem, remedy
BOOK = Path(__file__).parents[2]
# Fields that are ids, settings or numbers, and no text. ``roles`` are ids where a part of a class
# holds them, and cards with texts of their own in the role play: those are entries with fields.
NO_TEXT = frozenset(
    "id kind item items reads handout copies source event claims accounts set report readings"
    " lesson word roleplay rows roles fewer member secrets vote cards here".split()
)
# Fields in which somebody else speaks, who may err.
SPOKEN_BY_OTHERS = frozenset({"they_say"})


def texts(data, place: str = "", voice: str = OURS) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a file's data: its place, such as ``steps/2/say``; whose voice; words."""
    if isinstance(data, str):
        yield place, voice, data
    elif isinstance(data, list):
        for number, one in enumerate(data, 1):
            yield from texts(one, f"{place}/{number}".lstrip("/"), voice)
    elif isinstance(data, dict):
        for name, one in data.items():
            if name not in NO_TEXT or _entries(one):
                theirs = THEIRS if name in SPOKEN_BY_OTHERS else voice
                yield from texts(one, f"{place}/{name}".lstrip("/"), theirs)


def _entries(data) -> bool:
    return isinstance(data, list) and any(isinstance(one, dict) for one in data)


def problems(
    words: str, voice: str = OURS, book: Path = BOOK, seeds: Path = tables.SEEDS
) -> Problems:
    """Yield what is wrong with a text: its roles, its numbers, its quotation marks, its links.

    Arguments:
        words: MyST with the roles of the bank.
        voice: ``OURS``, or ``THEIRS`` for what a pupil might say, which may err.
        book: the folder of the pages, for links.
        seeds: the folder of the tables.
    """
    if strange := bank_texts.strange(words):
        problem = f"The kit cannot print this mark-up: {', '.join(sorted(strange))}."
        yield problem, bank_texts.REMEDY
    for piece in prose.pieces(words):
        if piece.role not in SHOWN_ROLES:
            use = "Use quote, para, fact, calc or misquote."
            remedy = prose.meant(piece.role, SHOWN_ROLES, use)
            yield f"The kit cannot print {{{piece.role}}}.", remedy
            continue
        for problem, remedy in prose.CHECKS[piece.role](piece.content, seeds):
            if voice == OURS or not any(may in problem for may in LEARNERS_MAY):
                yield problem, remedy
    yield from _links(words, book)


@cache
def _slugs(book: Path) -> frozenset[str]:
    return frozenset(chapters.listed(book))


@cache
def _places(page: str, book: Path) -> frozenset[str]:
    """Return the places of a page that a text may lead to: its headings and its tasks."""
    (path,) = (one for one in prose.pages(book) if one.stem == page)
    heads = re.findall(r"^#+ (.+)$", chapters.text_of(path), re.MULTILINE)
    tasks = (f"task-{item.id}" for item in bank.items() if item.chapter == page)
    return frozenset((*map(make_id, heads), *tasks))


def _links(words: str, book: Path) -> Problems:
    if not re.search(r"\]|<\w+:", words):
        return
    for kind, address in text.addresses(words):
        if kind == "image":
            yield f"The kit cannot print the image {address!r}.", "Say it in words."
        elif address.startswith("//") or re.match(r"[A-Za-z][\w+.-]*:", address):
            remedy = "Link a page of the book, which names the source."
            yield f"The link leads to another host: {address!r}.", remedy
        elif (page := address.partition("#")[0]) not in _slugs(book):
            yield f"There is no page {page!r}.", "Write [title](slug) with a slug of _toc.yml."
        elif "#" in address and (place := address.partition("#")[2]) not in _places(page, book):
            remedy = "Name a heading as its address has it (read-it), or task- and an id."
            yield f"The page {page!r} has no place {place!r}.", remedy
