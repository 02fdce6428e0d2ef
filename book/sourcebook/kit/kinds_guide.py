"""The pupil's guide to a lesson at home, on paper; ``sphinx/guide.py`` makes it a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.kit import entries, kinds_text, lessons
from sourcebook.tasks.exports import named, shapes
from sourcebook.tasks.exports.blocks import Block, Run, label, plain, runs
from sourcebook.tasks.labels import minutes

TASKS = "Do these tasks"
PAPER = "On paper"
HAND_IN = "Hand in"
ADDRESS = "These words stand with links on the page “{}”. Its address:"


@dataclass(frozen=True)
class Sitting:
    """A sitting of a guide: what the handout says of it, with the session that it tells of."""

    number: int
    data: dict
    session: lessons.Session

    @property
    def title(self) -> str:
        return f"Sitting {self.number}: {self.session['title']}"

    @property
    def time(self) -> str:
        return minutes(self.session["minutes"])

    @property
    def items(self) -> list:
        """The tasks in the order of the session."""
        return [item for step in self.session.steps for item in step.items]


def sittings(handout: entries.Handout) -> list[Sitting]:
    """Return the sittings of a guide, each with its session of the lesson."""
    there = lessons.lesson(handout["lesson"]).sessions
    pairs = zip(handout["sittings"], there, strict=True)
    return [Sitting(number, *pair) for number, pair in enumerate(pairs, 1)]


def papers(handout: entries.Handout, sitting: Sitting) -> str:
    """Return the sheets that a pupil on paper takes, in words."""
    names = (one["handout"] for one in sitting.session.materials if one["handout"] != handout.id)
    return "; ".join(f"*{entries.handout(name).title}*" for name in names)


def guide(handout: entries.Handout) -> list[Block]:
    """Return the guide: its words, its sittings with minutes and tasks, its last words."""
    found = [label(ADDRESS.format(handout.title)), Block("lines", count=1)]
    found += kinds_text.parts(handout["parts"])
    for sitting in sittings(handout):
        found.append(Block("task", plain(f"{sitting.title} ({sitting.time})")))
        found += _sitting(handout, sitting)
    return found + kinds_text.parts(handout["after"])


def _sitting(handout: entries.Handout, sitting: Sitting) -> Iterator[Block]:
    steps = [*sitting.data["open"], _tasks(sitting), *sitting.data["then"]]
    for number, step in enumerate(steps, 1):
        yield Block("item", runs(shapes.html(step)), label=f"{number}.")
    yield _named(PAPER, papers(handout, sitting))
    yield _named(HAND_IN, sitting.data["hand_in"])


def _tasks(sitting: Sitting) -> str:
    listed = "; ".join(f"*{one['title']}* ({minutes(one['minutes'])})" for one in sitting.items)
    pages = dict.fromkeys(named.page_title(one.chapter) for one in sitting.items)
    return f"{TASKS}, on the page *{'* and *'.join(pages)}* under *Tasks*: {listed}."


def _named(name: str, text: str) -> Block:
    return Block("para", [Run(f"{name}: ", bold=True), *runs(shapes.html(text)), Run(".")])
