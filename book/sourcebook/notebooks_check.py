"""Notebooks that show tables as they no longer are."""

import hashlib
import json
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

KEPT = "sourcebook_tables"  # the key of a notebook’s metadata that has what it read


# Columns that no chart and no table of a notebook shows: to change them makes none out of date.
UNSHOWN = {"note", "publish", "rights", "checked", "source_title", "source_publisher"}


def fingerprint(name: str, folder: Path = tables.SEEDS) -> str:
    """Return the first twelve digits of the SHA-256 of what notebooks may show of a table.

    Raises:
        KeyError: no table has this name.
    """
    rows = (tables.row(name, key, folder) for key in tables.keys(name, folder))
    shown = [[value for column, value in row.items() if column not in UNSHOWN] for row in rows]
    return hashlib.sha256(json.dumps(shown).encode("utf-8")).hexdigest()[:12]


def check(book: Path, folder: Path = tables.SEEDS) -> list[Fault]:
    """Return a fault for each notebook that read a table which has changed since.

    Arguments:
        book: the folder of the notebooks. One that does not say what it read is passed over.
        folder: the folder of the tables.
    """
    faults = []
    for path in sorted(book.glob("*.ipynb")):
        kept = json.loads(path.read_text(encoding="utf-8"))["metadata"].get(KEPT, {})
        sound = [name for name in kept if not tables.is_withheld(name, folder)]
        changed = [name for name in sound if _now(name, folder) != kept[name]]
        if changed:
            problem = f"Since the notebook was run, these tables changed: {', '.join(changed)}."
            remedy = "Run make notebooks: charts and tables on the page are those of the last run."
            faults.append(Fault(f"book/{path.name}", "", problem, remedy))
    return faults


def _now(name: str, folder: Path) -> str:
    return fingerprint(name, folder) if name in tables.names(folder) else ""
