"""Run the chapters' notebooks again in place: `python -m sourcebook.notebooks [notebook …]`.

What a run leaves behind besides its outputs (times, the Python's version, warnings of the
kernel) is dropped, so that a second run without a change in the code changes no file. What it read
is kept: the tables with their fingerprints, by which a build tells that a notebook is out of date.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from sourcebook import tables
from sourcebook.notebooks_check import KEPT, fingerprint

BOOK = Path(__file__).resolve().parents[1]
SHOWN = "show-input"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the same metadata whoever ran it, its code folded, and ids in order.

    Changes and returns `notebook`.
    """
    notebook.metadata.kernelspec = dict(KERNEL)
    notebook.metadata.language_info = {"name": "python"}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            tags = set(cell.metadata.get("tags", []))
            # Code is folded, but for a cell that is there to show code.
            cell.metadata.tags = sorted(tags if SHOWN in tags else {*tags, "hide-input"})
    return notebook


def run(path: Path) -> None:
    """Run one notebook and write it back with its outputs.

    Raises nbclient.exceptions.CellExecutionError where a cell fails; the file then stays as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        tidy(notebook),
        timeout=120,
        kernel_name=KERNEL["name"],
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    with tempfile.TemporaryDirectory() as folder:
        reads = Path(folder) / "reads.txt"
        client.execute(env=os.environ | {tables.READS: str(reads)})
        names = reads.read_text(encoding="utf-8").split() if reads.exists() else []
    notebook.metadata.pop(KEPT, None)
    if names:
        notebook.metadata[KEPT] = {name: fingerprint(name) for name in sorted(set(names))}
    nbformat.write(tidy(notebook), path)


def main(names: list[str]) -> None:
    """Run the notebooks named, or all of the book's."""
    for path in map(Path, names or sorted(map(str, BOOK.glob("*.ipynb")))):
        run(path)
        print("run:", path.name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
