"""Which format carries which type of task: computed from what each says of every item."""

from collections.abc import Callable, Iterable

from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import canvas, gift, moodle, qti21, scorm, shapes, sheets, spreadsheet
from sourcebook.tasks.exports.losses import Loss

CARRIED, PARTLY, NOT = "carried", "partly", "not"
FORMATS: dict[str, Callable[[Item], list[Loss]]] = {
    "Moodle XML": moodle.losses,
    "GIFT": gift.losses,
    "QTI 1.2 (Canvas)": canvas.losses,
    "QTI 2.1": qti21.losses,
    "SCORM 1.2": scorm.losses,
    "CSV": spreadsheet.losses,
    "Sheets": sheets.losses,
}


def coverage(items: Iterable[Item]) -> dict[str, dict[str, str]]:
    """Return, by format and type, whether items are carried, carried partly, or not.

    A type is ``carried`` if nothing of any of its items is lost or moved, ``not`` if every one of
    them is left out, and ``partly`` else.
    """
    items = list(items)
    types = [kind for kind in shapes.SHAPES if any(item.type == kind for item in items)]
    return {
        name: {
            kind: _verdict([losses(item) for item in items if item.type == kind]) for kind in types
        }
        for name, losses in FORMATS.items()
    }


def _verdict(found: list[list[Loss]]) -> str:
    if not any(found):
        return CARRIED
    return NOT if all(out(losses) for losses in found) else PARTLY


def out(losses: list[Loss]) -> bool:
    """Whether an item is left out."""
    return any(loss.part == "item" for loss in losses)


def table(items: Iterable[Item]) -> str:
    """Return the coverage as lines of text in columns: a row a type, a column a format."""
    found = coverage(items)
    types = list(next(iter(found.values())))
    rows = [["", *found], *([kind, *(there[kind] for there in found.values())] for kind in types)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)
