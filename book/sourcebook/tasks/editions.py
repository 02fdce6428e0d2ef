"""Which edition is built: the student's, without a trace of what is for marks, or the teacher's."""

import os

from sourcebook.tasks import bank

STUDENT, TEACHER = "student", "teacher"
VARIABLE = "SOURCEBOOK_EDITION"


def edition() -> str:
    """Return ``"student"`` or ``"teacher"``, as the environment says; student if it says nothing.

    Raises:
        ValueError: it says anything else, so that no slip of the pen publishes answers or hides
            them.
    """
    name = os.environ.get(VARIABLE, "").strip() or STUDENT
    if name not in (STUDENT, TEACHER):
        raise ValueError(f"{VARIABLE} is {name!r}. Set it to {STUDENT} or {TEACHER}.")
    return name


def shown(item: bank.Item) -> bool:
    """Whether the edition that is built may print an item at all."""
    return item.edition == bank.PRACTICE or edition() == TEACHER
