"""What a format cannot carry of an item, named part by part: nothing is dropped in silence."""

from dataclasses import dataclass

from sourcebook.tasks.exports import shapes

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
INSTEAD = "Use the sheet of its set, or Moodle XML."
# How a type is answered where a course system has no such control.
CONTROLS = {
    "mark-passage": "Segments are ticked in a list instead of marked in the text.",
    "date": "Days are typed; other spellings than those listed count as wrong.",
    "argument-bench": "An essay; the form of quotations is not checked at once.",
    "calibration": "An essay; marks are not compared at once with the reference marks.",
    "dating": "An essay with the clues and facts; interval and facts are not checked.",
    "class-coding": "Only printed: letters and class code are the book’s own page’s.",
}


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


def controls(item, **own: str) -> list[Loss]:
    """Return that an item is answered in another way: as all systems have it, or as ``own`` says.

    Arguments:
        own: a sentence by type, with ``_`` for ``-``.
    """
    said = CONTROLS | {kind.replace("_", "-"): why for kind, why in own.items()}
    found = [moved(item, "control", said[item.type])] if item.type in said else []
    if shapes.cut(item):
        why = f"Of the days that are right, the first {shapes.MOST_DAYS} are listed."
        found.append(lost(item, "marking", why))
    return found


def hints(item, why: str) -> list[Loss]:
    """Return that the hints of an item are lost, if it has any."""
    return [lost(item, "hints", why)] if shapes.hints(item) else []


def feedback(item, system: str) -> list[Loss]:
    """Return that feedback on parts of an item stands together, if it has any."""
    why = f"{system} has feedback for the whole question here: each part’s stands in it by name."
    return [moved(item, "feedback", why)] if shapes.remarks(item) else []


def marking(item, why: str) -> list[Loss]:
    """Return that scheme and exemplars of an essay are lost; of other items nothing."""
    if shapes.shape(item) != shapes.ESSAY:
        return []
    if item.type == "calibration":  # there the scheme is part of the question
        return [lost(item, "answers", why)]
    return [lost(item, "scheme", why), lost(item, "exemplars", why)]
