"""Agreement of coders: Krippendorff's alpha for nominal codes, and how far it hangs on the units.

Alpha comes from the package ``krippendorff``. The page computes the same in
``sphinx/assets/agreement.js``, resample by resample; a test compares the two.

The interval is the plain bootstrap: whole paragraphs are drawn with replacement, each with all its
codes, and the middle 95 % of the resulting alphas are kept (percentiles, interpolated). Zapf and
others (2016) found that it covers well with many units, and that Krippendorff's own way of drawing,
pair by pair with the expected disagreement held still, does not. With few units a percentile
interval is too narrow as a rule (Hesterberg 2015). Reports of 8 or 13 paragraphs are few units, and
they are the whole report and no sample of one. So the interval tells how far alpha hangs on single
paragraphs, not what another class or another report would give.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np

CODES = 7
RESAMPLES = 2000
SEED = 2012
LEVEL = 0.95
WHY = {
    "no-coders": "No code is counted yet, so there is nothing to compare.",
    "one-coder": "One code is counted. Agreement needs at least two coders.",
    "no-pair": "No paragraph was coded by two people, so nothing can be compared.",
    "no-variation": "Everybody chose the same code for every paragraph. Alpha compares agreement "
    "with what chance would give, and where nothing varies there is nothing to compare with.",
}


@dataclass(frozen=True)
class Agreement:
    """How far coders agree.

    ``alpha`` is None where it is not defined; ``why`` then is a key of ``WHY``. ``low`` and
    ``high`` are the ends of the interval, None where fewer than two units can be drawn or half of
    the resamples have no alpha. ``units`` counts the paragraphs with two codes or more, ``skipped``
    the resamples without an alpha.
    """

    coders: int
    units: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    skipped: int = 0
    why: str = ""


def counts(codings: Sequence[Sequence[int]]) -> np.ndarray:
    """Return how often each code was given: a row for each unit that has two codes or more.

    Arguments:
        codings: one list a coder, of one number a unit: 0 = not coded, 1 to 7 = the code.
    """
    table = [Counter(unit) for unit in zip(*codings, strict=True)]
    rows = [[unit[code] for code in range(1, CODES + 1)] for unit in table]
    return np.array([row for row in rows if sum(row) > 1], dtype=int).reshape(-1, CODES)


def alpha(table: np.ndarray) -> float | None:
    """Return alpha of a table of counts; None if it has no row, or one code alone."""
    if np.count_nonzero(table.sum(axis=0)) < 2:
        return None
    return float(krippendorff.alpha(value_counts=table, level_of_measurement="nominal"))


def agreement(
    codings: Sequence[Sequence[int]], resamples: int = RESAMPLES, seed: int = SEED
) -> Agreement:
    """Return alpha with its interval.

    Arguments:
        codings: one list a coder, of one number a unit: 0 = not coded, 1 to 7 = the code.
        resamples: how often to draw.
        seed: a whole number from 0; the same one gives the same draws.
    """
    table = counts(codings)
    coders, units = len(codings), len(table)
    value = alpha(table)
    if value is None:
        why = ("no-coders", "one-coder")[coders] if coders < 2 else "no-variation"
        if coders > 1 and not units:
            why = "no-pair"
        return Agreement(coders, units, why=why)
    drawn = [alpha(table[list(draw)]) for draw in draws(units, resamples, seed)]
    kept = sorted(one for one in drawn if one is not None)
    skipped = resamples - len(kept)
    if units < 2 or 2 * skipped > resamples:
        return Agreement(coders, units, value, skipped=skipped)
    tail = (1 - LEVEL) / 2
    low, high = percentile(kept, tail), percentile(kept, 1 - tail)
    return Agreement(coders, units, value, low, high, skipped)


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of ordered values lies, between two of them if need be.

    >>> percentile([1.0, 2.0, 4.0], 0.75)
    3.0
    """
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def draws(units: int, resamples: int, seed: int) -> Iterator[list[int]]:
    """Yield the units of each resample, drawn with replacement."""
    numbers = random(seed)
    for _ in range(resamples):
        yield [int(next(numbers) * units) for _ in range(units)]


def random(seed: int) -> Iterator[float]:
    """Yield numbers from 0 to below 1: the generator mulberry32, which pages can run as well."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = ((state ^ state >> 15) * (state | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61))) & 0xFFFFFFFF
        yield ((mixed ^ mixed >> 14) & 0xFFFFFFFF) / 2**32
