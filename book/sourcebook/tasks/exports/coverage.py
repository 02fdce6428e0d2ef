"""Which format carries which type of task: computed from what each says of every item.

``python -m sourcebook.tasks.exports.coverage`` prints the table of ``exercises/README.md``.
"""

from collections.abc import Callable, Iterable

from sourcebook.tasks import bank
from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import canvas, gift, moodle, qti21, scorm, shapes, sheets, spreadsheet
from sourcebook.tasks.exports.losses import LOST, Loss

WHOLE, MOVED, PARTLY, OUT = "whole", "moved", "partly", "left out"
FORMATS: dict[str, Callable[[Item], list[Loss]]] = {
    "Moodle XML": moodle.losses,
    "GIFT": gift.losses,
    "QTI 1.2 (Canvas)": canvas.losses,
    "QTI 2.1": qti21.losses,
    "SCORM 1.2": scorm.losses,
    "CSV": spreadsheet.losses,
    "Sheets": sheets.losses,
}
LEGEND = (
    "*Whole*: nothing is lost. *Moved*: all is there, some of it in another place or form. "
    "*Partly*: something is lost, such as hints or feedback. *Left out*: the tasks are not in it."
)


def coverage(items: Iterable[Item]) -> dict[str, dict[str, str]]:
    """Return, by format and type, what becomes of the items: a word that ``LEGEND`` explains.

    The word is for those that are there; whether some of the type are left out stands behind it.
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
    there = [loss for losses in found if not out(losses) for loss in losses]
    if all(map(out, found)):
        return OUT
    word = PARTLY if any(loss.how == LOST for loss in there) else MOVED if there else WHOLE
    return f"{word}; some {OUT}" if any(map(out, found)) else word


def out(losses: list[Loss]) -> bool:
    """Whether an item is left out."""
    return any(loss.part == "item" for loss in losses)


def _rows(items: Iterable[Item]) -> list[list[str]]:
    found = coverage(items)
    types = list(next(iter(found.values())))
    lines = ([kind, *(there[kind] for there in found.values())] for kind in types)
    return [["", *found], *lines]


def table(items: Iterable[Item]) -> str:
    """Return the coverage as lines of text in columns: a row a type, a column a format."""
    rows = _rows(items)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)


def markdown(items: Iterable[Item]) -> str:
    """Return the coverage as a table of Markdown, with what its words mean."""
    head, *rows = _rows(items)
    lines = [head, ["---"] * len(head), *([f"`{kind}`", *cells] for kind, *cells in rows)]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), "", LEGEND])


if __name__ == "__main__":
    print(markdown(bank.items()))
