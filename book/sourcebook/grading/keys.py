"""The fingerprints of answers and of slips, made from the solutions: ``keys.json``.

Run again after a change of a table, of a task or of a solution.
"""

import contextlib
import io
import json
from pathlib import Path

from sourcebook.faults import Fault
from sourcebook.grading import checks, master

KEYS = Path(__file__).with_name("keys.json")


def play(notebook, until: str = "", **given) -> dict:
    """Run a notebook's code in this Python and return the names that it leaves.

    Arguments:
        notebook: one that needs no kernel, as the exercises are.
        until: name of a cell; the run ends after the first check from it on.
        given: names that the cells find there.

    Raises whatever a cell raises.
    """
    names, near = {"__name__": "__main__"} | given, False
    for cell in notebook.cells:
        name = master.name_of(cell)
        near = near or bool(until) and name == until
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, name or "cell", "exec"), names)
        if near and name.endswith("-check"):
            break
    return names


def solved(slug: str, folder: Path = master.FOLDER, **instead: str):
    """Return the learner's notebook with the solutions in it, or other code for the cells named.

    Arguments:
        instead: name of a cell, with ``_`` for ``-``, to the code of its function.
    """
    notebook, known = master.release(slug, folder), master.tasks(slug, folder)
    other = {name.replace("_", "-"): code for name, code in instead.items()}
    for cell in notebook.cells:
        name = master.name_of(cell)
        if name in known and cell.cell_type == "code":
            cell.source = master.filled(cell.source, other.get(name, known[name].solution))
    return notebook


def make(folder: Path = master.FOLDER) -> dict:
    """Return what ``keys.json`` should hold.

    Raises:
        Unfit: a slip gives the right answer, or the answer of another slip.
    """
    found = {}
    for slug in master.slugs(folder):
        with checks.recording() as right:
            play(solved(slug, folder))
        for name, task in master.tasks(slug, folder).items():
            full = f"{slug}/{name}"
            if full in right:
                found[full] = _key(full, right[full], task, slug, folder)
    return found


def _key(full: str, right, task: master.Task, slug: str, folder: Path) -> dict:
    key = {"kind": task.kind, "look": task.look, "right": checks.fingerprint(full, right)}
    slips = {}
    for said, code in task.slips:
        with checks.recording() as wrong:
            play(solved(slug, folder, **{task.id.replace("-", "_"): code}), task.id)
        mark = checks.fingerprint(full, wrong[full])
        if mark == key["right"] or mark in slips:
            file = f"exercises/notebooks/solutions/{slug}.md"
            problem = f"The slip “{said}” gives an answer that is right, or another slip’s."
            raise master.Unfit(Fault(file, task.id, problem, "Change its code or leave it out."))
        slips[mark] = said
    return key | {"slips": slips}


def write() -> None:
    """Write ``keys.json`` anew."""
    text = json.dumps(make(), ensure_ascii=False, indent=1, sort_keys=True)
    KEYS.write_text(text + "\n", encoding="utf-8")
