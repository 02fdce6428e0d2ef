"""A copy of the tables that a test may spoil."""

import csv
import shutil
from pathlib import Path

from sourcebook import tables


def copy(to: Path) -> Path:
    """Copy ``seeds/`` into a folder and return the copy."""
    return Path(shutil.copytree(tables.SEEDS, to / "seeds"))


def edit(folder: Path, table: str, change) -> None:
    """Rewrite a table: ``change`` takes its rows as dictionaries and returns the new rows."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames, list(reader)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def set_cell(folder: Path, table: str, at: dict[str, str], column: str, value: str) -> None:
    """Set one cell of the row whose cells match ``at``; fail if no row does."""

    def change(rows):
        hits = [row for row in rows if all(row[k] == v for k, v in at.items())]
        assert len(hits) == 1, f"{len(hits)} rows match {at}"
        hits[0][column] = value
        return rows

    edit(folder, table, change)
