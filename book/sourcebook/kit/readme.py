"""README.txt of a lesson's zip: what each file is, how many copies, which ending to print."""

import textwrap

from sourcebook.kit import handouts, slides
from sourcebook.kit.lessons import Lesson
from sourcebook.kit.roleplays import RolePlay
from sourcebook.tasks.exports import shapes

WIDTH = 78
KEYS = "Key"  # the folder of a zip that has the keys, so that nobody copies them for the class


def of_lesson(lesson: Lesson | RolePlay, sheets, found) -> str:
    """Return the text of a lesson's README, or of a role play's.

    Arguments:
        lesson: the lesson or role play.
        sheets: its sheets, in the order in which they lie in the zip.
        found: the files that were made, by name, for their pages.
    """
    lines = [lesson.title, "=" * len(lesson.title), ""]
    lines += _wrapped(shapes.plain(lesson["question"]))
    lines += [f"Time: {lesson.length}", ""]
    lines += _wrapped(f"You need: {shapes.plain(lesson['needs'])}")
    lines += ["", "Print the folder A4 (or Letter in North America); number of copies: see below."]
    lines += ["Print single-sided or double; nothing needs colour. The folder Word has the same"]
    lines += ["pages to change.", ""]
    if isinstance(lesson, Lesson):
        there = f"{slides.FOLDER}/{lesson.id}.html"
        lines += [*_wrapped(f"Slides: open {there} in a browser. {slides.KEYS}"), ""]
    if any(sheet.kind == handouts.ANSWERS for sheet in sheets):
        lines += [f"Keys: the folder {KEYS} is yours. Do not print it with the rest.", ""]
    copies = lesson.copies
    for sheet in sheets:
        pages = found[f"{sheet.id}-a4.pdf"].pages
        many = copies.get(sheet.id, "one for the teacher")
        lines.append(f"{sheet.id}: {sheet.title}")
        lines += _wrapped(f"{shapes.plain(sheet.what)}", "    ")
        lines += [f"    {many}, {pages} page{'s' if pages > 1 else ''} of A4", ""]
    return "\n".join(lines)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
