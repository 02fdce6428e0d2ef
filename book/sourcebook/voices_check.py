"""What a schema cannot say of the table of voices."""

from pathlib import Path

from sourcebook import sources, tables
from sourcebook.faults import Fault

FILE = "seeds/voices.csv"
COLUMNS = {"in_2012": "hague-lavrov-2012", "in_2015": "hammond-khoja-2015"}
FEWEST = 8


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Return the faults: a passage that is not in a report, or that denies what the row says.

    Arguments:
        folder: the folder of the tables.
    """
    keys = tables.keys("voices", folder)
    faults = [fault for key in keys for fault in _row(tables.row("voices", key, folder), folder)]
    if len(keys) < FEWEST:
        problem = f"There are {len(keys)} voices."
        faults.append(Fault(FILE, "", problem, f"The chapter needs at least {FEWEST}."))
    return faults


def _row(cells: dict[str, str], folder: Path) -> list[Fault]:
    faults, found = [], dict.fromkeys(COLUMNS.values(), 0)
    where = f"row {cells['id']}"
    for anchor in cells["passages"].split():
        source, _, paragraph = anchor.partition("#")
        known = source in found and paragraph in sources.report(source, folder).paragraphs
        if known:
            found[source] += 1
        else:
            problem = f"There is no passage {anchor!r}."
            faults.append(Fault(FILE, where, problem, "Write source#paragraph."))
    for column, source in COLUMNS.items():
        if (cells[column] == "absent") == bool(found[source]):
            problem = f"{column} says {cells[column]!r}, and {found[source]} passages are named."
            remedy = "A voice is absent if and only if no passage has it."
            faults.append(Fault(FILE, where, problem, remedy))
    return faults
