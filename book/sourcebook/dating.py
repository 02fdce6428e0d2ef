"""When an undated report was written: clues in its words, outside facts, and the days they leave.

The page computes the same interval in ``sphinx/assets/dating.js``; a test compares the two for
every choice of clues.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from sourcebook import tables
from sourcebook.dating_check import check
from sourcebook.text import normalise

__all__ = [
    "COMMON",
    "UNDATED",
    "Interval",
    "anchor",
    "check",
    "described",
    "interval",
    "lanes",
    "quoted",
    "readings",
    "records",
]

UNDATED = "hammond-khoja-2015"
# Most clues date the speaking, not the writing. What joins the two is granted once, for all clues.
COMMON = "that the report was written on the day on which its words were spoken"


@dataclass(frozen=True)
class Interval:
    """The days that a choice of clues leaves.

    ``earliest`` and ``latest`` are days, both included; ``None`` where no clue sets that end.
    ``first_set_by`` and ``last_set_by`` name the clues that set each end. ``assumed`` names the
    soft clues that set an end which no hard clue sets as well: the interval rests on what they
    take for granted, besides ``COMMON``. ``idle`` names chosen clues that change nothing.
    """

    earliest: date | None
    latest: date | None
    first_set_by: tuple[str, ...] = ()
    last_set_by: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the clues contradict each other, so that no day is left."""
        return bool(self.earliest and self.latest and self.earliest > self.latest)

    @property
    def days(self) -> int | None:
        """How many days are left; ``None`` if an end is open."""
        if not (self.earliest and self.latest):
            return None
        return 0 if self.empty else (self.latest - self.earliest).days + 1

    def __str__(self) -> str:
        if not (self.earliest or self.latest):
            return "any day"
        if self.empty:
            return f"no day: not before {_day(self.earliest)}, not after {_day(self.latest)}"
        if not self.latest:
            return f"{_day(self.earliest)} or later"
        if not self.earliest:
            return f"{_day(self.latest)} or earlier"
        noun = "day" if self.days == 1 else "days"
        return f"{_day(self.earliest)} to {_day(self.latest)}: {self.days:,} {noun}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def interval(clues: pd.DataFrame, chosen: Iterable[str]) -> Interval:
    """Return the days that a choice of clues leaves.

    Arguments:
        clues: the table ``clues``, as ``tables.load`` returns it.
        chosen: ids of clues, in any order.

    The earliest day is the latest of the lower bounds, the latest day the earliest of the upper
    ones. Clues that contradict each other leave an interval that is ``empty``: that is no error.

    Raises:
        KeyError: no clue has one of these ids.
    """
    wanted = set(chosen)
    unknown = wanted - set(clues["id"])
    if unknown:
        raise KeyError(f"No clue is called {', '.join(sorted(unknown))}.")
    picked = clues[clues["id"].isin(wanted)]
    earliest, first = _end(picked, "not_before", max)
    latest, last = _end(picked, "not_after", min)
    hard = set(picked.loc[picked["strength"] == "hard", "id"])
    resting = [end for end in (first, last) if not hard & set(end)]
    assumed = tuple(i for i in picked["id"] if any(i in end for end in resting))
    idle = tuple(i for i in picked["id"] if i not in first + last)
    return Interval(earliest, latest, first, last, assumed, idle)


def _end(picked: pd.DataFrame, column: str, tightest) -> tuple[date | None, tuple[str, ...]]:
    bounds = picked.dropna(subset=[column])
    if bounds.empty:
        return None, ()
    bound = tightest(bounds[column])
    return bound.date(), tuple(bounds.loc[bounds[column] == bound, "id"])


def readings(clues: pd.DataFrame) -> dict[str, list[str]]:
    """Return the three answers that the clues support, each as ids of clues.

    ``hard`` takes the hard clues alone, ``forecast`` adds the forecast, ``denial`` the denial too.
    """
    hard = list(clues.loc[clues["strength"] == "hard", "id"])
    forecast = hard + list(clues.loc[clues["kind"] == "forecast", "id"])
    denial = forecast + list(clues.loc[clues["kind"] == "denial", "id"])
    return {"hard": hard, "forecast": forecast, "denial": denial}


def lanes(clues: pd.DataFrame) -> pd.DataFrame:
    """Return one row per clue as ``charts.intervals`` takes them, in the order of the table.

    ``left_from`` and ``left_to`` are the days left after a clue and all those above it.
    """
    so_far = [interval(clues, clues["id"][: n + 1]) for n in range(len(clues))]
    drawn = clues.rename(columns={"not_before": "earliest", "not_after": "latest"})
    drawn["left_from"] = pd.to_datetime([left.earliest for left in so_far])
    drawn["left_to"] = pd.to_datetime([left.latest for left in so_far])
    drawn["anchor"] = [anchor(named) for named in clues["evidence"].fillna("")]
    columns = ["label", "earliest", "latest", "strength", "left_from", "left_to", "anchor"]
    return drawn[columns]


def described(clues: pd.DataFrame) -> str:
    """Return the chart of ``lanes`` in words, for a reader who cannot see it."""
    said = []
    for number, label in enumerate(clues["label"], 1):
        days = interval(clues, clues["id"][:number]).days
        said.append(f"{label} {'no end' if days is None else days}")
    return f"Days left after each clue and those above it: {', '.join(said)}."


def anchor(named: str, folder: Path = tables.SEEDS) -> str:
    """Return the passage in which a clue's words stand; empty for a silence.

    Arguments:
        named: the clue's cell ``evidence``.

    >>> anchor("hk6a hk5b")
    'hammond-khoja-2015#p6'
    """
    if not named:
        return ""
    row = tables.row("evidence", named.split()[0], folder)
    return f"{row['source']}#{row['paragraph']}"


def quoted(words: str, named: str, folder: Path = tables.SEEDS) -> str:
    """Return a clue in the report's words with its paragraph; empty for a silence.

    Arguments:
        words: the clue's cell ``words``.
        named: the clue's cell ``evidence``.
        folder: the folder of the tables.

    >>> quoted("when we meet again", "hk6a hk5b")
    '“when we meet again” in ¶6'
    """
    if pd.isna(named):
        return ""
    number = anchor(named, folder).rpartition("#p")[2]
    return f"“{normalise(words)}” in ¶{number}"


def records(clues: pd.DataFrame) -> list[dict]:
    """Return what the page needs to compute: one dictionary a clue, days as ISO text or None."""
    return [
        {
            "id": row.id,
            "label": row.label,
            "quoted": quoted(row.words, row.evidence) or row.label,
            "not_before": _iso(row.not_before),
            "not_after": _iso(row.not_after),
            "strength": row.strength,
            "assumption": "" if pd.isna(row.assumption) else row.assumption,
        }
        for row in clues.itertuples()
    ]


def _iso(day) -> str | None:
    return None if pd.isna(day) else day.date().isoformat()
