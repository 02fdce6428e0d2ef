"""Notebooks that show tables as they no longer are."""

import json
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

KEPT = "sourcebook_tables"  # the key of a notebook’s metadata that has what it read


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
    return tables.fingerprint(name, folder) if name in tables.names(folder) else ""
