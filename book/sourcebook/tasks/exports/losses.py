"""What a format cannot carry of an item, named part by part: nothing is dropped in silence."""

from dataclasses import dataclass

# The parts of an item that a reader of an export may miss. ``item`` is all of it.
PARTS = (
    "item",
    "stem",
    "answers",
    "marking",
    "feedback",
    "hints",
    "scheme",
    "exemplars",
    "data",
    "control",
)
LOST, MOVED = "lost", "moved"


@dataclass(frozen=True)
class Loss:
    """One part of an item that a format does not have, or has in another place.

    Arguments:
        item: its id.
        part: one of ``PARTS``. ``marking`` is whether the system marks it as the book does;
            ``data`` is id, move, difficulty and minutes; ``control`` is how it is answered.
        why: a sentence for a teacher.
        how: ``lost``, or ``moved`` if it is in the export, in another place or form.
    """

    item: str
    part: str
    why: str
    how: str = LOST


def lost(item, part: str, why: str) -> Loss:
    """Return that a part of an item is not in the export."""
    return Loss(item.id, part, why)


def moved(item, part: str, why: str) -> Loss:
    """Return that a part of an item is in the export, in another place or form."""
    return Loss(item.id, part, why, MOVED)
