"""Faults in the statements, their scales and the conclusions that no table description can see."""

from collections.abc import Iterator
from pathlib import Path

from sourcebook import paths, quotations, tables
from sourcebook.faults import Fault
from sourcebook.path_rules import ANY, RuleError, work_out

FEWEST = 8  # conclusions: with fewer, a reader could not see robust ones beside fragile ones
WINDOW = ("2011-03-01", "2015-12-31")
# Our own words, by table: none borrows from the two reports.
OURS = {
    "positions": ("position", "note"),
    "scales": ("action",),
    "conclusions": ("text_if_true", "text_if_false", "why"),
}

Problems = Iterator[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check scales, statements and conclusions, and return every fault."""
    rows, known = paths.statements(folder=folder), paths.scales(folder)
    faults = [
        Fault("seeds/positions.csv", f"row {row['id']}", problem, remedy)
        for row in rows
        for problem, remedy in _statement(row, known)
    ]
    for key in known:
        if key not in {row["dimension"] for row in rows}:
            remedy = "Add a statement, or drop the scale."
            faults.append(Fault("seeds/scales.csv", f"row {key}", "No statement uses it.", remedy))
    return faults + _conclusions(rows, folder) + list(_borrowed(folder))


def _statement(row: dict[str, str], known: dict[str, dict[str, str]]) -> Problems:
    if row["dimension"] not in known:
        yield f"The question {row['dimension']!r} has no scale.", "Add it to seeds/scales.csv."
        return
    wanted = known[row["dimension"]]["target"]
    if wanted == "always" and not row["target"]:
        yield "The statement is about force or arms and has no target.", "Fill in target."
    if wanted == "never" and row["target"]:
        yield "The statement is on a question without a target.", "Empty target."
    if row["dimension"] == "isil" and row["target"] != "isil":
        yield "Strikes on IS have another target.", "Correct target, or the question."
    if not WINDOW[0] <= row["date"] <= WINDOW[1]:
        yield f"{row['date']} is outside {' to '.join(WINDOW)}.", "Correct the day or drop the row."


def _conclusions(rows: list[dict[str, str]], folder: Path) -> list[Fault]:
    keys = tables.keys("conclusions", folder)
    faults = []
    if len(keys) < FEWEST:
        problem = f"There are {len(keys)} conclusions."
        faults.append(Fault("seeds/conclusions.csv", "", problem, f"Write at least {FEWEST}."))
    for key in keys:
        for problem, remedy in _conclusion(tables.row("conclusions", key, folder), rows):
            faults.append(Fault("seeds/conclusions.csv", f"row {key}", problem, remedy))
    return faults


def _conclusion(cells: dict[str, str], rows: list[dict[str, str]]) -> Problems:
    if cells["text_if_true"] == cells["text_if_false"]:
        yield "Both texts are the same.", "Say what follows where the rule does not hold."
    try:
        tests = work_out(cells["rule"], rows)
    except RuleError as error:
        yield str(error), error.remedy
        return
    whole = paths.Conclusion(cells, tests)
    question = {row["id"]: row["dimension"] for row in rows}
    used = {question[key] for key in whole.rests_on()}
    named = set(cells["dimensions"].split())
    if named not in ({ANY}, used):
        problem = f"The rule rests on {' '.join(sorted(used))}, and dimensions has other ones."
        yield problem, "Let dimensions name what the rule uses."
    ours = {row["id"]: row["direction"] for row in rows}
    others = ({**ours, key: code} for key in whole.rests_on() for code in paths.LEVELS)
    if all(whole.holds(given) == whole.holds(ours) for given in others):
        yield "No other code of any statement turns it over.", "Write a rule that codes decide."


def _borrowed(folder: Path) -> Iterator[Fault]:
    for table, columns in OURS.items():
        for key in tables.keys(table, folder):
            for column in columns:
                for words, anchor in quotations.borrowed(
                    tables.row(table, key, folder)[column], folder
                ):
                    where = f"row {key}, column {column}"
                    problem = f"“{words}” stands in {anchor}."
                    yield Fault(f"seeds/{table}.csv", where, problem, "Say it in our own words.")
