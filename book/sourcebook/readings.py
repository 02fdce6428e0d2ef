"""Rival readings of a difference: each with its evidence, and a reader's own weights added up."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sourcebook import tables

BEARINGS = {"for": "For", "against": "Against", "ambiguous": "Can be read both ways"}
WEIGHTS = ("strong", "weak", "irrelevant")
# What is printed of a reader's weights; an item that bears both ways has no side to be added to.
SIDES = ("for", "against")


@dataclass(frozen=True)
class Item:
    """A row of another table that is set against a reading."""

    row: str
    bearing: str
    why: str


@dataclass(frozen=True)
class Reading:
    """A reading with its cells as written and its evidence in the order of the table."""

    cells: dict[str, str]
    items: tuple[Item, ...]

    def side(self, bearing: str) -> list[Item]:
        """Return the items that point one way."""
        return [item for item in self.items if item.bearing == bearing]


def load(folder: Path = tables.SEEDS) -> list[Reading]:
    """Return all readings in the order of the table, which is no ranking."""
    found: dict[str, list[Item]] = {key: [] for key in tables.keys("readings", folder)}
    for key in tables.keys("reading_evidence", folder):
        row = tables.row("reading_evidence", key, folder)
        found[row["reading"]].append(Item(row["row"], row["bearing"], row["why"]))
    return [Reading(tables.row("readings", k, folder), tuple(v)) for k, v in found.items()]


def tally(weights: list[tuple[str, str]]) -> str:
    """Return a reader's weights for one reading as a sentence without a verdict.

    Arguments:
        weights: for each item its bearing and the weight given, empty where none is given yet.

    The page computes the same (``assets/readings.js``), and a test compares the two.
    """
    counted = Counter(weights)
    open_ones = sum(not weight for _, weight in weights)
    if open_ones == len(weights):
        return "Nothing weighed yet."
    parts = [
        f"{BEARINGS[side]}: {counted[side, 'strong']} strong, {counted[side, 'weak']} weak"
        for side in SIDES
    ]
    beside = sum(counted[side, "irrelevant"] for side in BEARINGS)
    parts.append(f"irrelevant: {beside}")
    parts.append(f"still to weigh: {open_ones}")
    return "; ".join(parts) + "."


def rank_note(ranks: dict[str, str]) -> str:
    """Return what is missing or doubled in a reader's ranks, or that they are complete.

    Arguments:
        ranks: the rank given to each title, as a numeral; empty where none is given yet.
    """
    given = [rank for rank in ranks.values() if rank]
    doubled = sorted({rank for rank in given if given.count(rank) > 1}, key=int)
    if doubled:
        return f"Given twice: {', '.join(doubled)}."
    if len(given) < len(ranks):
        return f"Ranked: {len(given)} of {len(ranks)}."
    first = next(title for title, rank in ranks.items() if rank == "1")
    return f"All ranked, with “{first}” first. Now read the evidence."
