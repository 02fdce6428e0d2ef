"""The entries of ``handouts.yml``, and the plan that every lesson has besides."""

from functools import cache
from pathlib import Path

from sourcebook.kit import files, lessons

PLAN = "plan"  # the kind of handout that no entry has: one is made of each lesson


class Handout(files.Entry):
    """One handout: its kind, its title, what it is for, and the fields of its kind."""


def plan_of(lesson: lessons.Lesson) -> Handout:
    """Return the plan of a lesson as a handout."""
    what = "The lesson step by step, for the teacher."
    data = {"id": f"{lesson.id}-plan", "kind": PLAN, "title": f"Plan: {lesson.title}"}
    return Handout(data | {"what": what, "lesson": lesson.id})


@cache
def listed(folder: Path = files.TEACH) -> tuple[Handout, ...]:
    """Return the plans of all lessons, then every entry of ``handouts.yml`` in its order.

    Raises:
        KitError: a file cannot be read.
    """
    plans = [plan_of(lesson) for lesson in lessons.lessons(folder)]
    return (*plans, *map(Handout, files.parsed(folder / "handouts.yml")))


def handout(name: str, folder: Path = files.TEACH) -> Handout:
    """Return the handout with an id.

    Raises:
        KeyError: there is none.
    """
    for one in listed(folder):
        if one.id == name:
            return one
    raise KeyError(f"There is no handout {name!r} in teach/handouts.yml.")
