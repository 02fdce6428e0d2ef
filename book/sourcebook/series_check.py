"""Faults in the counts of people and sums of money that no table description can see.

A series may be drawn as a line only if it is one count by one method. These checks keep the
tables so that a chart of one series never joins two.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

PORTAL = "portal-registered"  # the one series of refugees that is drawn as a line
RUNNING = ("humanitarian", "allocated")  # kinds of aid whose totals only ever grow
GRANTED = "allocated"

Rows = list[dict[str, str]]
Problems = Iterator[tuple[str, str, str]]  # key, problem, remedy


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check refugees, displacement, deaths and aid, and return every fault."""
    checks = {
        "refugees": _refugees,
        "displacement": _displacement,
        "deaths": _deaths,
        "aid": _aid,
    }
    return tables.gather(partial(_table, *check, folder) for check in checks.items())


def _table(table: str, problems: Callable[[Rows, Path], Problems], folder: Path) -> list[Fault]:
    return [
        Fault(f"seeds/{table}.csv", f"row {key}", problem, remedy)
        for key, problem, remedy in problems(_rows(table, folder), folder)
    ]


def _rows(table: str, folder: Path) -> Rows:
    return [tables.row(table, key, folder) for key in tables.keys(table, folder)]


def _groups(rows: Rows, column: str) -> dict[str, Rows]:
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _order(rows: Rows, day: str, twice: bool = False) -> Problems:
    """Days of one series come in order; unless ``twice``, each of them once."""
    for before, row in pairwise(rows):
        if row[day] < before[day]:
            problem = f"{row[day]} stands below {before[day]} ({before['id']})."
            yield row["id"], problem, "Put the rows of a series in order of their days."
        elif row[day] == before[day] and not twice:
            problem = f"The series has {row[day]} twice, here and in {before['id']}."
            yield row["id"], problem, "Keep one row a day, and name the other figure in its note."


def _refugees(rows: Rows, folder: Path) -> Problems:
    for name, series in _groups(rows, "series").items():
        # Two officials may speak on one day; a portal has one value a day.
        yield from _order(series, "date", twice=name != PORTAL)
    portal = [row for row in rows if row["series"] == PORTAL]
    for row in portal:
        if row["scope"] != portal[0]["scope"]:
            problem = f"The series {PORTAL} counts others here than in {portal[0]['id']}."
            yield row["id"], problem, "Give another scope a series of its own: it is another line."


def _displacement(rows: Rows, folder: Path) -> Problems:
    yield from _order(rows, "date")
    for row in rows:
        low, figure = row["figure_low"], row["figure"]
        if low and int(low) > int(figure):
            problem = f"The range runs from {low} down to {figure}."
            yield row["id"], problem, "Write the lower end as figure_low, the upper as figure."


def _deaths(rows: Rows, folder: Path) -> Problems:
    known = tables.keys("estimators", folder)
    for estimator, own in _groups(rows, "estimator").items():
        yield from _order(own, "published", twice=True)
        if estimator not in known:
            for row in own:
                problem = f"Nobody is called {estimator} in estimators.csv."
                yield row["id"], problem, f"Add how it counts, or use one of: {', '.join(known)}."
    for row in rows:
        if row["covers_until"] and row["covers_until"] > row["published"]:
            problem = f"It counts until {row['covers_until']}, after it was published."
            yield row["id"], problem, "Correct one of the two days."


def _aid(rows: Rows, folder: Path) -> Problems:
    for row in rows:
        if not row["cumulative_gbp_m"] and not row["increment_gbp_m"]:
            problem = "The row has neither a total nor a new sum."
            yield row["id"], problem, "Give one of them, or drop the row."
    for kind, own in _groups(rows, "kind").items():
        yield from _order(own, "date", twice=True)
        if kind in RUNNING:
            yield from _grows([row for row in own if row["cumulative_gbp_m"]])
    yield from _covered(rows)


def _grows(rows: Rows) -> Problems:
    for before, row in pairwise(rows):
        total, last = float(row["cumulative_gbp_m"]), float(before["cumulative_gbp_m"])
        if total < last:
            problem = f"The total falls from {last:g} ({before['id']}) to {total:g}."
            yield row["id"], problem, "A running total never falls: correct it or its kind."
        step = row["increment_gbp_m"]
        if step and float(step) > total:
            yield row["id"], f"The new sum of {step} is above the total of {total:g}.", _PART


_PART = "A part cannot exceed the whole: correct the row."


def _covered(rows: Rows) -> Problems:
    """No more is set aside than was stated by that day."""
    stated = [row for row in rows if row["kind"] == "humanitarian" and row["cumulative_gbp_m"]]
    for row in rows:
        if row["kind"] != GRANTED or not row["cumulative_gbp_m"]:
            continue
        totals = [float(r["cumulative_gbp_m"]) for r in stated if r["date"] <= row["date"]]
        if float(row["cumulative_gbp_m"]) > max(totals, default=0):
            problem = f"{row['cumulative_gbp_m']} allocated is above the total stated by that day."
            yield row["id"], problem, _PART
