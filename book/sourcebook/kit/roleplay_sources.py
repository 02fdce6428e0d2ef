"""What a role play rests on: rows of the tables, and entries of the bibliography."""

from collections.abc import Iterator
from pathlib import Path

from sourcebook import calc, facts, prose, tables
from sourcebook.kit import words
from sourcebook.kit.roleplays import RolePlay


def rows_of(written: str, seeds: Path = tables.SEEDS) -> Iterator[facts.Row | calc.Count]:
    """Yield the rows and counts on which the figures of a text rest, in order.

    Raises:
        facts.FactError: one of them is not there.
    """
    for piece in prose.pieces(written):
        said, target = prose.split_target(piece.content)
        if piece.role == "fact":
            yield facts.shown(target, said, seeds)[0]
        elif piece.role == "calc":
            yield from calc.shown(said, target, seeds)


def sources(play: RolePlay, seeds: Path = tables.SEEDS) -> list[facts.Row | calc.Count]:
    """Return every row and count that a role play rests on, each once, in order of first use.

    What it names of the bibliography is left out: see ``cited``.

    Raises:
        facts.FactError: one of them is not there.
    """
    found: dict[str, facts.Row | calc.Count] = {}
    for _, _, written in words.texts(play.data):
        for row in rows_of(written, seeds):
            found.setdefault(row.anchor, row)
    for name in named(play):
        if "/" in name:
            row = facts.find(name, seeds)
            found.setdefault(row.anchor, row)
    return list(found.values())


def named(play: RolePlay) -> Iterator[str]:
    """Yield what briefing, cards and debrief say that they rest on: rows and bibliography keys."""
    yield from play["briefing"]["rows"]
    for role in play.roles:
        yield from role["rows"]
    yield from play["debrief"]["rows"]


def cited(play: RolePlay) -> list[str]:
    """Return the keys of the bibliography that a role play rests on, each once."""
    return list(dict.fromkeys(name for name in named(play) if "/" not in name))
