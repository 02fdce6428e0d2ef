"""The lessons: what each file says, with its minutes worked out."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sourcebook import sources
from sourcebook.kit import adapted, files
from sourcebook.tasks import bank

# Our choice for reading a source in class with a pencil in the hand, not a finding.
WORDS_A_MINUTE = 150


def _report_words(place: str) -> int:
    """Count the words of a report, or of one paragraph (``report#p3``)."""
    source, _, paragraph = place.partition("#")
    there = sources.report(source).paragraphs
    wanted = [there[paragraph]] if paragraph else there.values()
    return sum(len(one.text.split()) for one in wanted)


def _answer_words(name: str) -> int:
    """Count what a pupil reads after a check: the mark scheme, and the longest of the answers."""
    item = bank.item(name)
    scheme = " ".join(level["text"] for level in item["scheme"])
    answers = (f"{one['text']} {one['why']}" for one in item["exemplars"].values())
    return len(scheme.split()) + max(len(one.split()) for one in answers)


ANSWERS = "answers"  # of a written task
# What a step may read, by what stands before the colon; a counter raises KeyError for a stranger.
COUNTERS: dict[str, Callable[[str], int]] = {
    "": _report_words,
    "adapted": adapted.count,
    ANSWERS: _answer_words,
}


def words(name: str) -> int:
    """Return how many words a reading has.

    Arguments:
        name: a report, one of its paragraphs, or another text with its kind before a colon.

    Raises:
        KeyError: there is no such text.
    """
    kind, _, place = name.rpartition(":")
    return COUNTERS[kind](place)


def reading_minutes(names: list[str]) -> float:
    """Return how long it takes to read texts one after the other, up to the next half minute."""
    return math.ceil(2 * sum(map(words, names)) / WORDS_A_MINUTE) / 2


@dataclass(frozen=True)
class Step(files.Fields):
    """A step of a session; ``start`` is its minute, counted from the session's beginning."""

    start: float

    @cached_property
    def items(self) -> tuple[bank.Item, ...]:
        """The tasks that are worked in the step."""
        return tuple(bank.item(name) for name in self.get("items", []))

    @property
    def reading(self) -> float:
        """Minutes of reading."""
        return reading_minutes(self.get("reads", []))

    @property
    def minutes(self) -> float:
        """Minutes of talk, tasks and reading together."""
        return self["talk"] + sum(item["minutes"] for item in self.items) + self.reading

    @property
    def span(self) -> str:
        """From which minute to which, such as ``5–12``."""
        return f"{self.start:g}–{self.start + self.minutes:g}"


class Session(files.Fields):
    """A part of a lesson that is taught, or done at home, in one go."""

    @property
    def homework(self) -> bool:
        return self.data.get("homework", False)

    @property
    def materials(self) -> list[dict]:
        """Its handouts with the copies needed, in the order in which they are given out."""
        return self.data.get("materials", [])

    @property
    def exit(self) -> dict:
        return self.data["exit"]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        found, start = [], 0
        for data in self.data["steps"]:
            found.append(Step(data, start))
            start += found[-1].minutes
        return tuple(found)

    @property
    def total(self) -> float:
        """The sum of the steps, which the check compares with the session's minutes."""
        return sum(step.minutes for step in self.steps)


class Lesson(files.Entry):
    """A lesson: what its file says."""

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        return tuple(Session(data) for data in self.data["sessions"])

    @property
    def minutes(self) -> float:
        """Minutes in class and at home together."""
        return sum(session["minutes"] for session in self.sessions)

    @property
    def length(self) -> str:
        """How long it takes, in words: ``3 × 50 minutes``, ``50 minutes, and 20 at home``."""
        taught = [session["minutes"] for session in self.sessions if not session.homework]
        home = sum(session["minutes"] for session in self.sessions if session.homework)
        if not taught:
            return f"{home} minutes at home"
        if len(set(taught)) == 1:
            times = f"{len(taught)} × " if len(taught) > 1 else ""
            said = f"{times}{taught[0]} minutes"
        else:
            said = f"{len(taught)} lessons, {sum(taught)} minutes in all"
        return f"{said}, and {home} at home" if home else said

    @property
    def headings(self) -> list[str]:
        """The title of each session with its number, homework set between lessons without one."""
        taught = any(not session.homework for session in self.sessions)
        found, number = [], 0
        for session in self.sessions:
            between = taught and session.homework
            number += not between
            found.append(f"{'At home' if between else number}: {session['title']}")
        return found if number > 1 else [one.removeprefix("1: ") for one in found]

    @property
    def copies(self) -> dict[str, str]:
        """How many copies of each handout it needs, by the handout's id."""
        found: dict[str, str] = {}
        for session in self.sessions:
            for one in session.materials:
                found.setdefault(one["handout"], one["copies"])
        return found

    @property
    def handouts(self) -> list[str]:
        """The ids of its handouts, each once, in the order in which they are given out."""
        named = [one["handout"] for session in self.sessions for one in session.materials]
        return list(dict.fromkeys(named))


@cache
def lessons(folder: Path = files.TEACH) -> tuple[Lesson, ...]:
    """Return every lesson, in the order that they give themselves.

    Raises:
        KitError: a file cannot be read.
    """
    found = [Lesson(files.parsed(path)) for path in files.lessons(folder)]
    return tuple(sorted(found, key=lambda lesson: (lesson["sort"], lesson.id)))


def lesson(name: str, folder: Path = files.TEACH) -> Lesson:
    """Return the lesson with an id.

    Raises:
        KeyError: there is none; the message lists those there are.
    """
    return files.named(lessons(folder), name, "lesson")
