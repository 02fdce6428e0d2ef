"""The role plays: what each file says, and who plays what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sourcebook import facts, prose, tables
from sourcebook.kit import files, words

RULES = "roleplay-rules.yml"  # what holds in every role play
# Handouts that every role play has, by the ends of their ids.
COPIES = {
    "running": "one for the teacher",
    "briefing": "one each",
    "cards": "as its first page says",
    "instead": "as many as wish to write",
    "debrief": "one each, afterwards",
}
# What a pupil can read on the page without opening what is shut for the teacher and for afterwards.
SEEN = (
    *("title", "question", "short", "warning", "day", "needs", "knows", "before", "content"),
    *("safety", "briefing", "roles", "opt_out"),
)
SIZES = (8, 16, 32)  # of a class, for which every role play says who plays what


def paths(folder: Path = files.TEACH) -> list[Path]:
    """Return the files of the role plays, in order of name."""
    return sorted((folder / "roleplays").glob("*.yml"))


@dataclass(frozen=True)
class Part:
    """Some pupils of a class, and the cards that they hold."""

    data: dict

    @property
    def roles(self) -> list[str]:
        """The ids of the cards. Pupils who hold several hold them all."""
        return self.data["roles"]

    @property
    def pupils(self) -> int:
        return self.data["pupils"]


@dataclass(frozen=True)
class Variant:
    """Who plays what in a class of one size."""

    data: dict

    @property
    def pupils(self) -> int:
        """The size of the class, which the check compares with the sum of its parts."""
        return self.data["pupils"]

    @property
    def how(self) -> str:
        return self.data["how"]

    @property
    def fewer(self) -> list[str]:
        """The cards that a smaller class leaves, one pupil after the other; then from the first."""
        return self.data.get("fewer", [])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(map(Part, self.data["parts"]))

    @property
    def total(self) -> int:
        """The sum of the pupils of all parts."""
        return sum(part.pupils for part in self.parts)

    @property
    def shared(self) -> bool:
        """Whether somebody holds several cards."""
        return any(len(part.roles) > 1 for part in self.parts)

    def copies(self, role: str) -> int:
        """Return how many copies of a card are needed: one for each pupil who holds it."""
        return sum(part.pupils for part in self.parts if role in part.roles)


class RolePlay(files.Entry):
    """A role play: what its file says."""

    @property
    def length(self) -> str:
        """How long it takes, in words."""
        return f"{self['minutes']:g} minutes; a short version takes {self['short_minutes']:g}"

    @property
    def copies(self) -> dict[str, str]:
        """How many copies of each of its handouts a class needs, in the order of their use."""
        return {f"{self.id}-{name}": copies for name, copies in COPIES.items()}

    @property
    def roles(self) -> list[dict]:
        return self.data["roles"]

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        return tuple(map(Variant, self.data["variants"]))

    def role(self, name: str) -> dict:
        """Return a card.

        Raises:
            KeyError: there is none with this id.
        """
        return next((one for one in self.roles if one["id"] == name), None) or _none(name, self.id)

    def total(self, length: str = "minutes") -> float:
        """Return the sum of the steps; ``short`` for the short version."""
        return sum(step[length] for step in self.data["steps"])

    def spans(self) -> Iterator[tuple[dict, str]]:
        """Yield each step with the minutes from which to which it takes, such as ``6–13``."""
        start = 0
        for step in self.data["steps"]:
            yield step, f"{start:g}–{start + step['minutes']:g}"
            start += step["minutes"]


def _none(name: str, play: str):
    raise KeyError(f"The role play {play!r} has no card {name!r}.")


def unmarked(words: str, seeds: Path = tables.SEEDS) -> str:
    """Return a text with its facts as the words that they print.

    So it carries no mark of a source, which would tell what came of the play.

    Raises:
        facts.FactError: a row or a cell is not there.
    """

    def shown(match: re.Match) -> str:
        said, target = prose.split_target(match[1])
        return said or facts.shown(target, "", seeds)[1]

    return re.sub(r"\{(?:fact|calc)\}`([^`]*)`", shown, words)


def before_the_vote(play: RolePlay) -> Iterator[tuple[str, str]]:
    """Yield place and words of all that pupils see before the debrief."""
    for part in SEEN:
        if part in play.data:
            yield from ((place, said) for place, _, said in words.texts(play[part], part))
    for number, step in enumerate(play["steps"], 1):
        yield f"steps/{number}/pupils", step["pupils"]


@cache
def roleplays(folder: Path = files.TEACH) -> tuple[RolePlay, ...]:
    """Return every role play, in the order that they give themselves.

    Raises:
        KitError: a file cannot be read.
    """
    found = [RolePlay(files.parsed(path)) for path in paths(folder)]
    return tuple(sorted(found, key=lambda play: (play["sort"], play.id)))


def roleplay(name: str, folder: Path = files.TEACH) -> RolePlay:
    """Return the role play with an id.

    Raises:
        KeyError: there is none; the message lists those there are.
    """
    return files.named(roleplays(folder), name, "role play")


def rules(folder: Path = files.TEACH) -> dict:
    """Return what holds in every role play: care, leaving the role, the written task.

    Raises:
        KitError: the file cannot be read.
    """
    return files.parsed(folder / RULES)
