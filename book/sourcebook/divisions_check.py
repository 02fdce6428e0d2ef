"""Faults in the divisions of the Commons that no table description can see."""

from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

HOUSE = 650  # members of the House of Commons in 2013 to 2015
TELLERS = 2  # a side
REMAINDERS = ("Not broken down by party", "Other parties together")
SIDES = {"aye": "ayes", "no": "noes"}
COUNTED = ("aye", "no", "teller_aye", "teller_no", "absent")

Rows = list[dict[str, str]]
Problems = list[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check the divisions and their parties, and return every fault."""
    parties = "division_parties"
    rows = [tables.row(parties, key, folder) for key in tables.keys(parties, folder)]
    faults = []
    for key in tables.keys("divisions", folder):
        division = tables.row("divisions", key, folder)
        own = [row for row in rows if row["division_id"] == key]
        faults += _faults("divisions", f"row {key}", _division(division))
        faults += _faults("division_parties", f"division {key}", _parties(division, own))
        for row in own:
            faults += _faults("division_parties", f"row {key}/{row['party']}", _party(row))
    return faults


def _faults(table: str, where: str, problems: Problems) -> list[Fault]:
    return [Fault(f"seeds/{table}.csv", where, problem, remedy) for problem, remedy in problems]


def _division(row: dict[str, str]) -> Problems:
    ayes, noes = int(row["ayes"]), int(row["noes"])
    problems = []
    if int(row["majority"]) != abs(ayes - noes):
        problem = f"{ayes} and {noes} do not make a majority of {row['majority']}."
        problems.append((problem, "Write the difference between the two sides."))
    if row["outcome"].endswith("agreed") != (ayes > noes):
        problem = f"{ayes} ayes and {noes} noes do not fit “{row['outcome']}”."
        problems.append((problem, "What has more ayes than noes is agreed, and nothing else."))
    if row["division_id"] != f"HC-{row['date']}-{row['number']}":
        problem = "The key does not name the day and the number of the division."
        problems.append((problem, f"Write HC-{row['date']}-{row['number']}, or correct the row."))
    return problems


def _sum(rows: Rows, column: str) -> tuple[int, list[str]]:
    """The sum of what is known in a column, and the parties of which it is not."""
    known = [int(row[column]) for row in rows if row[column]]
    return sum(known), [row["party"] for row in rows if not row[column]]


def _parties(division: dict[str, str], rows: Rows) -> Problems:
    if not rows:
        return [("The division has no party rows.", "Add them, or one row for all together.")]
    problems = []
    for side, total in ((side, int(division[name])) for side, name in SIDES.items()):
        problems += _side(side, total, rows) + _tellers(side, rows)
    return problems + _house(rows)


def _side(side: str, total: int, rows: Rows) -> Problems:
    known, gaps = _sum(rows, side)
    if not gaps:
        if known == total:
            return []
        problem = f"The parties' {SIDES[side]} add up to {known}, the division has {total}."
        return [(problem, "Count tellers in their own columns, and members of both lobbies twice.")]
    if known > total:
        problem = f"The known {SIDES[side]} alone are {known}, the division has {total}."
        return [(problem, "Correct the rows: a part cannot exceed the whole.")]
    if known == total and not any(row["party"].startswith(REMAINDERS) for row in rows):
        problem = f"The {SIDES[side]} add up only if those not known are nought: {', '.join(gaps)}."
        return [(problem, "Write 0 where it was verified, or a row for what is left over.")]
    return []


def _tellers(side: str, rows: Rows) -> Problems:
    known, gaps = _sum(rows, f"teller_{side}")
    if known > TELLERS or (known < TELLERS and not gaps):
        problem = f"Tellers of the {SIDES[side]}: {known}."
        return [(problem, "A division has two tellers a side; leave unknown cells empty.")]
    return []


def _house(rows: Rows) -> Problems:
    """Where nothing is left open, every member is somewhere, and those in both lobbies twice."""
    sums = [_sum(rows, column) for column in (*COUNTED, "both")]
    if any(gaps for _, gaps in sums):
        return []
    *counted, both = (known for known, _ in sums)
    if sum(counted) - both == HOUSE:
        return []
    problem = f"The rows account for {sum(counted) - both} members of {HOUSE}."
    return [(problem, "Correct the absent, the tellers or the members of both lobbies.")]


def _party(row: dict[str, str]) -> Problems:
    problems = []
    for side in SIDES:
        if row["both"] and row[side] and int(row["both"]) > int(row[side]):
            problem = f"{row['both']} went through both lobbies, and only {row[side]} {side}."
            problems.append((problem, "Who went through both is in both totals."))
        if row[f"printed_{side}"] and row[f"printed_{side}"] == row[side]:
            problem = f"The printed {SIDES[side]} are those that were counted."
            problems.append((problem, "Keep that column for lists that differ."))
    return problems
