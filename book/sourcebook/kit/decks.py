"""The decks in ``teach/slides``: their slides, and what they print of their lesson."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sourcebook import prose
from sourcebook.kit import entries, files, lessons

FOLDER = "slides"
NOTES = "revealjs-notes"
LABELS = {
    "say": "Say",
    "teacher": "You",
    "answers": "Answers",
    "pupils": "Pupils",
    "without": "Without laptops",
}
_FENCE = re.compile(r"\{([\w-]+)\}\s*(.*)")


@dataclass(frozen=True)
class Slide:
    """A slide of a deck: the line and level of its heading, its heading, its directives.

    Each directive is its line, its name and what stands behind the name.
    """

    line: int
    level: int
    title: str
    directives: tuple[tuple[int, str, str], ...]

    @property
    def notes(self) -> bool:
        """Whether it has notes for the teacher, its own or those of the lesson’s file."""
        return any(name in (NOTES, "step", "session") for _, name, _ in self.directives)


def paths(folder: Path = files.TEACH) -> list[Path]:
    """Return the files of the decks, in order of name."""
    return sorted((folder / FOLDER).glob("*.md"))


def read(path: Path) -> list[Slide]:
    """Return the slides of a deck: each heading begins one."""
    found, heading, inside = [], None, []
    tokens = prose.parser().parse(path.read_text(encoding="utf-8"))
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            if heading:
                found.append(Slide(*heading, tuple(inside)))
            heading = (token.map[0] + 1, int(token.tag[1]), tokens[at + 1].content)
            inside = []
        elif name := directive(token):
            inside.append((token.map[0] + 1, name, _FENCE.match(token.info)[2].strip()))
    return [*found, Slide(*heading, tuple(inside))] if heading else found


def directive(token) -> str:
    """Return the name of the directive that a token of Markdown is; empty if it is none."""
    match = _FENCE.match(token.info) if token.type in ("fence", "colon_fence") else None
    return match[1] if match else ""


def sessions(lesson: lessons.Lesson) -> dict[str, lessons.Session]:
    """Return the sessions of a lesson by their titles."""
    return {session["title"]: session for session in lesson.sessions}


def steps(lesson: lessons.Lesson) -> dict[str, lessons.Step]:
    """Return the steps of a lesson by the names that decks call them.

    A step’s name is its title; where two have the same, ``session / title``.
    """
    return {name: step for _, name, step in _named(lesson)}


def taught(lesson: lessons.Lesson) -> list[str]:
    """Return the names of the steps that are taught in class, in order."""
    return [name for session, name, _ in _named(lesson) if not session.homework]


def _named(lesson: lessons.Lesson) -> Iterator[tuple[lessons.Session, str, lessons.Step]]:
    times = Counter(step["title"] for session in lesson.sessions for step in session.steps)
    for session in lesson.sessions:
        for step in session.steps:
            title = step["title"]
            name = title if times[title] == 1 else f"{session['title']} / {title}"
            yield session, name, step


def session_notes(session: lessons.Session, folder: Path = files.TEACH) -> list[tuple[str, str]]:
    """Return what to hand out in a session and its steps: pairs of a label and a text.

    Of a session at home, which has no slides for its steps, all that is said of each step.
    """
    titles = [(entries.handout(one["handout"], folder).title, one) for one in session.materials]
    given = [("Hand out", f"{title}: {one['copies']}") for title, one in titles]
    if session.homework:
        return given + [note for step in session.steps for note in step_notes(step)]
    return given + [(f"Minutes {step.span}", step["title"]) for step in session.steps]


def step_notes(step: lessons.Step) -> list[tuple[str, str]]:
    """Return what the lesson’s file tells the teacher of a step: pairs of a label and a text."""
    return [(label, step[part]) for part, label in LABELS.items() if step.get(part)]
