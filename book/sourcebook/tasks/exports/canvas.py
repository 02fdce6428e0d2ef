"""QTI 1.2 for Canvas, made by the package text2qti from its Markdown."""

import re
from html import unescape

from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes, stems
from sourcebook.tasks.exports.files import unzipped, zipped
from sourcebook.tasks.exports.losses import INSTEAD, Loss, controls, hints, lost, marking, moved

CARRIED = (shapes.CHOICE, shapes.NUMBER, shapes.DAYS, shapes.ESSAY)
# text2qti refuses numbers nearer to nought than this.
NOUGHT = 1e-4
_OUTSIDE_TAGS = re.compile(r"(<[^>]*>)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write(items: list[Item], title: str) -> bytes:
    """Return a zip that Canvas imports as a quiz.

    Arguments:
        items: of any type; those that cannot be carried are left out.
        title: of the quiz.
    """
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    there = [item for item in items if carried(item)]
    lines = [f"Quiz title: {title}", ""]
    for number, item in enumerate(there, 1):
        lines += _question(item, number)
    # The package turns lines into XML and runs no code; the names in the zip are hashes of texts.
    made = QTI(Quiz("\n".join(lines), config=Config()))
    return zipped(unzipped(made.zip_bytes()))


def carried(item: Item) -> bool:
    """Whether an item has a form in this format."""
    return shapes.shape(item) in CARRIED


def flat(html: str) -> str:
    """Return HTML as one line in which no sign means anything to Markdown or to text2qti."""
    pieces = _OUTSIDE_TAGS.split(" ".join(html.split()))
    return "".join(piece if piece.startswith("<") else _inert(piece) for piece in pieces)


def _inert(words: str) -> str:
    bare = unescape(words)
    signs = (f"&#{ord(c)};" if c.isascii() and not c.isalnum() and c != " " else c for c in bare)
    return "".join(signs)


def _question(item: Item, number: int) -> list[str]:
    after = shapes.resting(item)
    lines = [
        f"Title: {' '.join(item['title'].split())}",
        f"Points: {shapes.points(item)}",
        f"{number}. {_enclosed(stems.stem(item))}",
    ]
    if shapes.shape(item) in (shapes.NUMBER, shapes.DAYS):
        right = [one.feedback for one in shapes.answers(item) if one.right]
        lines += [f"+ {flat(right[0])}", f"- {_enclosed(_else(item))}"]
    if after:
        lines.append(f"... {_enclosed('<p>Sources</p>' + shapes.bullets(after))}")
    return [*lines, *_ANSWERS[shapes.shape(item)](item), ""]


def _enclosed(html: str) -> str:
    """Return HTML as one block, whose inside Markdown leaves alone."""
    return f"<div>{flat(html)}</div>"


def _else(item: Item) -> str:
    """Return what is said to every wrong answer: each near miss by name, then to all else."""
    near = [one for one in shapes.answers(item) if not one.right]
    said = [f"{_named(one)}: {one.feedback}" for one in near]
    otherwise = shapes.paragraph(shapes.html(item["otherwise"]))
    return (shapes.bullets(said) if said else "") + otherwise


def _named(one: shapes.Answer) -> str:
    if one.forms:
        return one.forms[0]
    return f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"


def _choice(item: Item) -> list[str]:
    lines = []
    for number, option in enumerate(shapes.options(item)):
        if shapes.single(item):
            sign = f"{'*' if option.right else ''}{_LETTERS[number]})"
        else:
            sign = "[*]" if option.right else "[ ]"
        lines.append(f"{sign} {flat(option.html)}")
        if option.feedback:
            lines.append(f"... {flat(option.feedback)}")
    return lines


def _number(item: Item) -> list[str]:
    low, high = item["key"]["from"], item["key"]["to"]
    if low == high and abs(low) < NOUGHT:
        return [f"* {low:.10g}"]
    low, high = (-NOUGHT if abs(low) < NOUGHT else low), (NOUGHT if abs(high) < NOUGHT else high)
    return [f"= [{low:.10g}, {high:.10g}]"]


def _refused(item: Item) -> str:
    """Return what becomes of a number that text2qti refuses as an end; empty if it takes both."""
    low, high = item["key"]["from"], item["key"]["to"]
    if min(abs(low), abs(high)) >= NOUGHT:
        return ""
    if low == high:
        return "Nought is asked as a word, since text2qti refuses it."
    return "An end at nought is moved outwards by 0.0001, since text2qti refuses nought."


def _days(item: Item) -> list[str]:
    return [f"* {form}" for one in shapes.answers(item) if one.right for form in one.forms]


_ANSWERS = {
    shapes.CHOICE: _choice,
    shapes.NUMBER: _number,
    shapes.DAYS: _days,
    shapes.ESSAY: lambda item: ["____"],
}


def losses(item: Item) -> list[Loss]:
    """Return what this format does not have of an item, or has elsewhere."""
    shape = shapes.shape(item)
    if not carried(item):
        return [lost(item, "item", f"text2qti has no {item.type} question. {INSTEAD}")]
    found = [lost(item, "data", "Canvas keeps no id, move, difficulty or minutes of a question.")]
    found += hints(item, "Canvas quizzes have no hints.")
    found += marking(item, "A Canvas essay has no place for it. See the key sheet.")
    if shape in (shapes.NUMBER, shapes.DAYS) and item.get("near"):
        why = "Feedback on near misses stands together in what every wrong answer gets."
        found.append(moved(item, "feedback", why))
    if shape == shapes.NUMBER and (why := _refused(item)):
        found.append(moved(item, "control", why))
    if shape == shapes.CHOICE and shapes.lenient(item):
        why = (
            "Canvas takes off as much for a wrong tick as a right one gives: all ticked is above 0."
        )
        found.append(moved(item, "marking", why))
    return found + controls(item)
