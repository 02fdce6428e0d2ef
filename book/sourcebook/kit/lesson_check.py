"""Whether all that a lesson names is there, and whether its steps add up."""

from sourcebook.kit import lessons
from sourcebook.kit.entry_check import practice
from sourcebook.tasks.bank_form import Problems


def check(data: dict, handouts: list[str]) -> Problems:
    """Check a lesson whose form is sound: tasks, readings, handouts, minutes, exit tasks.

    Arguments:
        data: what its file says.
        handouts: the ids of all entries of ``handouts.yml``.
    """
    for number, aim in enumerate(data["aims"], 1):
        yield from practice(aim["items"], f"aims/{number}/items")
    for number, session in enumerate(data["sessions"], 1):
        place = f"sessions/{number}"
        for at, one in enumerate(session.get("materials", []), 1):
            if one["handout"] not in handouts:
                problem = f"There is no handout {one['handout']!r}."
                yield f"{place}/materials/{at}", problem, "Write it in teach/handouts.yml."
        named = list(_named(session["steps"], f"{place}/steps"))
        yield from named
        if not named:
            yield from _sum(session, place)
        yield from _exit(session, place)


def _named(steps: list[dict], place: str) -> Problems:
    for number, step in enumerate(steps, 1):
        yield from practice(step.get("items", []), f"{place}/{number}/items")
        for name in step.get("reads", []):
            try:
                lessons.words(name)
            except KeyError:
                remedy = (
                    "Name a report, a paragraph as report#p3, adapted: and either, or answers: "
                    "and a written task."
                )
                yield f"{place}/{number}/reads", f"There is no text {name!r}.", remedy


def _sum(session: dict, place: str) -> Problems:
    total = lessons.Session(session).total
    if total != session["minutes"]:
        problem = f"Its steps take {total:g} minutes, and it says {session['minutes']}."
        yield place, problem, "Change the talk of a step, or the minutes."


def _exit(session: dict, place: str) -> Problems:
    name = session["exit"].get("item")
    if name and name not in [one for step in session["steps"] for one in step.get("items", [])]:
        yield f"{place}/exit", f"No step has the task {name!r}.", "Let a step have the exit task."
