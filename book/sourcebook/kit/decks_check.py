"""What the decks owe their lessons and their readers: all faults at once."""

import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook import figures, prose, tables
from sourcebook.faults import Fault
from sourcebook.kit import decks, files, lessons
from sourcebook.tasks import text

WITHIN = "teach/slides"
_TYPED = re.compile(
    rf"\b(?:\d[\d.]*|{'|'.join(figures.UNITS[1:])}|{'|'.join(figures.TENS)})[ -]min(?:ute)?s?\b",
    re.IGNORECASE,
)
# A deck also lies by itself in a zip: what is not in its own files would have to be fetched.
_PRINTED = {"", prose.RAW, *"quote unnamed misquote para fact calc row".split()}
_DIRECTIVES = {"step", "session", "sessions", "exit", decks.NOTES}
Problems = Iterator[tuple[int, str, str]]


def check(
    folder: Path = files.TEACH, seeds: Path = tables.SEEDS, sound: bool = True
) -> list[Fault]:
    """Return the faults of every deck, and a fault for each lesson without one.

    Arguments:
        folder: the folder of the kit.
        seeds: the folder of the tables.
        sound: whether its lessons are; if not, decks are not compared to them.
    """
    found = decks.paths(folder)
    faults = [fault for path in found for fault in prose.check_page(path, seeds, WITHIN)]
    readable = [path for path in found if not prose.check_readable(path, WITHIN)]
    faults += [fault for path in readable for fault in _typed_minutes(path)]
    faults += [fault for path in readable for fault in _foreign(path)]
    if not sound:
        return faults
    known = {lesson.id: lesson for lesson in lessons.lessons(folder)}
    for name in known.keys() - {path.stem for path in found}:
        problem = f"The lesson {name} has no slides."
        faults.append(Fault(f"{WITHIN}/{name}.md", "", problem, "Write a deck with this name."))
    return faults + [fault for path in readable for fault in _against_lesson(path, known)]


def _against_lesson(path: Path, known: dict[str, lessons.Lesson]) -> Iterator[Fault]:
    file = f"{WITHIN}/{path.name}"
    if path.stem not in known:
        remedy = f"Name it as a lesson: {', '.join(known)}."
        yield Fault(file, "", "No lesson has this name.", remedy)
        return
    for line, problem, remedy in _of_lesson(decks.read(path), known[path.stem]):
        yield Fault(file, f"line {line}", problem, remedy)


def _typed_minutes(path: Path) -> Iterator[Fault]:
    for piece in prose.page_pieces(path):
        for match in _TYPED.finditer("" if piece.role else piece.content):
            problem = f"“{match[0]}” is typed."
            remedy = "Times come from the lesson’s file: use {step}, or say it there."
            yield Fault(f"{WITHIN}/{path.name}", piece.where, problem, remedy)


def _foreign(path: Path) -> Iterator[Fault]:
    """Yield what no deck can show by itself: images, links, roles and directives of pages."""
    file = f"{WITHIN}/{path.name}"
    for line, problem, remedy in _unfit(path.read_text(encoding="utf-8"), 1):
        yield Fault(file, f"line {line}", problem, remedy)
    for piece in prose.page_pieces(path):
        if piece.role in prose.ROLES - _PRINTED:
            remedy = "Use quote, unnamed, misquote, para, fact, calc or row."
            yield Fault(file, piece.where, f"No slide can print {{{piece.role}}}.", remedy)


def _unfit(written: str, first: int) -> Problems:
    for token in prose.parser().parse(written):
        line = first + (token.map[0] if token.map else 0)
        for child in token.children or []:
            if child.type == "image":
                yield line, f"The image {child.attrs['src']!r} is no file of a deck.", "Say it."
            elif child.type == "link_open":
                problem = f"The link {child.attrs['href']!r} leads out of the deck."
                yield line, problem, "Name the page, and link it in the lesson’s file."
        if name := decks.directive(token):
            if name not in _DIRECTIVES:
                known = ", ".join(sorted(_DIRECTIVES))
                yield line, f"No slide can show {{{name}}}.", f"Use one of: {known}."
            yield from _unfit(token.content, line + 1)


def _of_lesson(slides: list[decks.Slide], lesson: lessons.Lesson) -> Problems:
    yield from _headings(slides, lesson)
    for slide in slides:
        if not slide.notes:
            problem = f"The slide “{slide.title}” has no notes."
            yield slide.line, problem, "Add {revealjs-notes}: what does the teacher say here?"
    yield from _names(slides, "sessions", ["class", "home"])
    yield from _names(slides, "session", list(decks.sessions(lesson)))
    yield from _names(slides, "exit", list(decks.sessions(lesson)))
    yield from _names(slides, "step", list(decks.steps(lesson)))
    yield from _order(slides, decks.taught(lesson))


def _headings(slides: list[decks.Slide], lesson: lessons.Lesson) -> Problems:
    question = text.plain(lesson["question"])
    if not slides or slides[0].level != 1 or slides[0].title != question:
        yield 1, "The deck does not begin with its question.", f"Write “# {question}”."
    for slide in slides[1:]:
        if slide.level not in (2, 3):
            yield slide.line, f"“{slide.title}” is no slide.", "Begin it with ## or ###."


def _names(slides: list[decks.Slide], directive: str, known: list[str]) -> Problems:
    what = {"step": "step", "sessions": "place"}.get(directive, "session")
    for slide in slides:
        for line, name, argument in slide.directives:
            if name == directive and argument not in known:
                problem = f"The lesson has no {what} {argument!r}."
                yield line, problem, f"Use one of: {'; '.join(known)}."


def _order(slides: list[decks.Slide], taught: list[str]) -> Problems:
    shown = [
        (line, argument)
        for slide in slides
        for line, name, argument in slide.directives
        if name == "step" and argument in taught
    ]
    for name in taught:
        if name not in (argument for _, argument in shown):
            yield 1, f"No slide is for the step {name!r}.", f"Add one with {{step}} {name}."
    for (_, before), (line, after) in zip(shown, shown[1:], strict=False):
        if taught.index(after) < taught.index(before):
            problem = f"The step {after!r} stands after {before!r}."
            yield line, problem, "Put the slides in the order of the lesson."
