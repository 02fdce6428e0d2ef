"""A folder of submissions, good, broken and hostile, for the tests of the marking."""

import json
import os
from pathlib import Path

import nbformat
import pytest

from sourcebook.grading import keys, master, release

WHO = "who-speaks"


def need_grading() -> None:
    """Skip the module where the packages for marking are missing; in CI fail."""
    if lack := release.missing():
        if os.environ.get("CI"):
            pytest.fail(lack, pytrace=False)
        pytest.skip(lack, allow_module_level=True)


def answer(**instead: str):
    """A right answer to *Who speaks*, but for the functions named: their bodies, not indented."""
    bodies = {
        name: "\n".join(f"    {line}" for line in code.splitlines())
        for name, code in instead.items()
    }
    notebook = keys.solved(WHO, **bodies)
    notebook.cells[-1].source = "Britain has a smaller share of the second report."
    return notebook


def without(notebook, *names: str):
    """The notebook without the cells named."""
    notebook.cells = [cell for cell in notebook.cells if master.name_of(cell) not in names]
    return notebook


def changed(notebook, name: str, source: str, **part):
    """The notebook with other source, and other notes for nbgrader, in the cell named."""
    for cell in notebook.cells:
        if master.name_of(cell) == name:
            cell.source = source
            cell.metadata["nbgrader"] |= part
    return notebook


def began(notebook, source: str):
    """The notebook with a cell of its learner's own before the first check."""
    notebook.cells.insert(4, nbformat.v4.new_code_cell(source, id="own"))
    return notebook


NOTEBOOKS = {
    "solved/who-speaks": lambda: answer(),
    "fixed/who-speaks": lambda: answer(share_of_side="return 161 / 395"),
    "emoji/who-speaks": lambda: changed(answer(), "space-and-voice", "Half a \ud83d"),
    "endless/who-speaks": lambda: answer(words_by_speaker="while True:\n    pass"),
    "exits/who-speaks": lambda: answer(share_of_side="import os\nos._exit(0)"),
    "greedy/who-speaks": lambda: answer(
        words_by_speaker="return bytearray(30_000_000_000)",
        share_of_side='return float(input("How much? "))',
        first_heard='print("x" * 79 + "\\n" * 1, end="")\n'
        "for _ in range(100_000):\n    print('0123456789' * 20)",
    ),
    "curious/who-speaks": lambda: answer(
        words_by_speaker="import socket\nsocket.create_connection(('192.0.2.1', 9), 2)",
        share_of_side=f"from pathlib import Path\nPath({str(keys.KEYS)!r}).write_text('')",
        quoted_share="from pathlib import Path\n"
        f"Path({str(master.FOLDER / 'solutions' / 'votes.md')!r}).read_text()",
        first_heard="from pathlib import Path\nPath('../elsewhere').write_text('')\n"
        "import sourcebook\nPath(sourcebook.__file__).write_text('')",
    ),
    "tampered/who-speaks": lambda: changed(
        changed(answer(words_by_speaker="return 1"), "words-by-speaker-check", "pass", points=99),
        "share-of-side-check",
        "print('right')",
        grade=False,
        locked=False,
    ),
    "silenced/who-speaks": lambda: began(
        answer(words_by_speaker="return 1"),
        "from sourcebook.grading import checks\n"
        "checks.answer = checks.same = checks.demand = lambda *_: None",
    ),
}


def make(folder: Path) -> Path:
    """Write the whole folder of submissions and return it."""
    for name, build in NOTEBOOKS.items():
        path = folder / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(build()), encoding="utf-8")
    names = "words-by-speaker-check", "share-of-side", "share-of-side-check", "setup"
    cut = without(answer(), *names)
    cut.metadata.pop("sourcebook")
    nbformat.write(cut, folder / "=1+1.ipynb")
    (folder / "broken.ipynb").write_text('{"cells": [', encoding="utf-8")
    (folder / "strange.ipynb").write_text(
        json.dumps({"cells": [{"cell_type": "code", "source": 5}], "nbformat": 4}), encoding="utf-8"
    )
    (folder / "essay.docx").write_bytes(b"PK")
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(other, folder / "homework.ipynb")
    nbformat.write(other, folder / os.fsdecode(b"vot\xe9s.ipynb"))  # made on an old Windows
    (folder / "linked.ipynb").symlink_to(folder / "broken.ipynb")
    return folder
