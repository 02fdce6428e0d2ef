"""Faults in the table of polls that no table description can see."""

import re
from collections import Counter
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

MOST = 101  # shares are rounded, each on its own
SHARES = ("support", "oppose", "dont_know")
# What polls of one series have in common.
SAME = ("pollster", "asked", "target", "measures", "condition")

Problems = list[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every poll, and the series that may be compared, and return every fault."""
    rows = [tables.row("polls", key, folder) for key in tables.keys("polls", folder)]
    found = [(f"row {row['id']}", fault) for row in rows for fault in _poll(row)]
    for name in dict.fromkeys(row["series"] for row in rows if row["series"]):
        found += [(f"series {name}", fault) for fault in _series(name, rows)]
    return [Fault("seeds/polls.csv", where, problem, remedy) for where, (problem, remedy) in found]


def _poll(row: dict[str, str]) -> Problems:
    return _shares(row) + _days(row) + _key(row) + _condition(row)


def _shares(row: dict[str, str]) -> Problems:
    shares = [float(row[column]) for column in SHARES if row[column]]
    if sum(shares) > MOST:
        problem = f"The shares add up to {sum(shares):g} per cent."
        return [(problem, "Correct a share, or split the row: its answers exclude each other.")]
    if not (row["support"] or row["oppose"]):
        return [("The poll has no share for or against.", "Give one, or drop the row.")]
    return []


def _days(row: dict[str, str]) -> Problems:
    start, end, problems = row["fieldwork_start"], row["fieldwork_end"], []
    if start > end:
        problems.append((f"It begins on {start} and ends on {end}.", "Put the days in order."))
    if row["window"] != end[:4]:
        problem = f"The window is {row['window']} and the fieldwork ends in {end[:4]}."
        problems.append((problem, "Set the window to the year in which people were asked."))
    if not start and row["precision"] in ("day", "bounds"):
        problem = f"The days are given as {row['precision']}, and there is no first day."
        problems.append((problem, "Add the first day, or call the last one approx."))
    return problems


def _key(row: dict[str, str]) -> Problems:
    wanted = f"{row['pollster'].lower()}-{row['fieldwork_end']}"
    if re.fullmatch(rf"{re.escape(wanted)}(-[2-9])?", row["id"]):
        return []
    return [("The key is not of this pollster and day.", f"Write {wanted}, and -2 for a second.")]


def _condition(row: dict[str, str]) -> Problems:
    if row["measures"] == "a condition" and not row["condition"]:
        return [("The poll is about a condition and names none.", "Fill in the condition.")]
    return []


def _series(name: str, rows: list[dict[str, str]]) -> Problems:
    own = [row for row in rows if row["series"] == name]
    problems = []
    if len(own) < 2:
        problems.append(("It has one poll.", "A series has two or more: empty the cell."))
    for column in SAME:
        values = Counter(row[column] for row in own)
        if len(values) > 1:
            problem = f"Its polls differ in {column}: {'; '.join(v or 'empty' for v in values)}."
            problems.append((problem, "Compare only one pollster’s same question."))
    return problems
