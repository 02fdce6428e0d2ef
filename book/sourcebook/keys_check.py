"""Keys that name a series and a day: they have to be those of their own row.

Polls, divisions and votes have a rule of their own in the checks of their tables.
"""

import re
from functools import partial
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

# By table: the column that a key begins with, and the column of the day that it ends with.
NAMED = {
    "refugees": ("series", "date"),
    "deaths": ("estimator", "published"),
    "aid": ("kind", "date"),
    "displacement": ("", "date"),
    "military": ("actor", "date"),
    "resettlement": ("actor", "date"),
    "positions": ("dimension", "date"),
}
# How a key begins where that is not the value itself in small letters. Keys are frozen: pages cite
# them, so one that was given before its column was divided keeps its beginning.
SHORT = {
    "refugees": {"portal-registered": "portal", "un-statement": "un"},
    "deaths": {"un-merged-lists": "un"},
    "aid": {"humanitarian": "relief", "non-lethal-opposition": "non-lethal"},
    "displacement": {"": "inside"},
    "positions": {
        "assad-future": "assad",
        "military-intervention": "force",
        "arming-opposition": "arms",
        "recognition-of-opposition": "recog",
        "un-route": "un",
        "humanitarian": "aid",
        "parliament-consent": "consent",
        "peace-process": "peace",
    },
}
# Rows whose day was corrected after their key was frozen; the note of the row says so.
CORRECTED = {("resettlement", "home-office-2014-06-15")}


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Return a fault for every key that does not begin and end as its row says.

    Arguments:
        folder: the folder of the tables.
    """
    return tables.gather(partial(_table, name, folder) for name in NAMED)


def _table(name: str, folder: Path) -> list[Fault]:
    faults = []
    for key in tables.keys(name, folder):
        wanted = begins(name, tables.row(name, key, folder))
        if (name, key) not in CORRECTED and not re.fullmatch(
            rf"{re.escape(wanted)}(-[2-9]|-[a-z]+)?", key
        ):
            column, day = NAMED[name]
            problem = (
                f"The key does not name {' and '.join(filter(None, (column, day)))} of its row."
            )
            remedy = f"Correct the row; the key of a new row is {wanted}, and -2 for a second."
            faults.append(Fault(f"seeds/{name}.csv", f"row {key}", problem, remedy))
    return faults


def begins(name: str, row: dict[str, str]) -> str:
    """Return how the key of a row begins: its series, short, and its day.

    Raises:
        KeyError: the keys of this table name no series and day.
    """
    column, day = NAMED[name]
    value = row[column] if column else ""
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower())
    return f"{SHORT.get(name, {}).get(value, slug)}-{row[day]}"
