"""What was handed in: found, recognised, and put in order so that nbgrader can mark it."""

import json
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from sourcebook.grading import keys, master

LARGEST = 20_000_000  # bytes of a file that is opened
HALF = re.compile("[\ud800-\udfff]")  # half a character: JSON may hold one, a file may not
BARE = "The cell {name} was missing; it was put back{empty}."
CHANGED = "The check {name} was changed; the true one was put back."
# Runs last. If the checks were switched off from inside, it does not end as it should.
ALARM = """
from sourcebook.grading import checks as probe_
seen_ = 0
for try_ in (
    lambda: probe_.answer({task!r}, object()),
    lambda: probe_.same(1, 2),
    lambda: probe_.demand(False, "", "", ""),
):
    try:
        with probe_.other_data():
            try_()
    except AssertionError:
        seen_ += 1
raise RuntimeError(f"{token} {{seen_}}")
"""


@dataclass
class Submission:
    """One file that was handed in.

    Arguments:
        name: its path in the folder of submissions.
        exercise: the exercise that it answers; empty if it cannot be marked.
        notebook: in order for nbgrader; ``None`` if it cannot be marked.
        notes: what happened to it, in plain words.
        written: the written parts, by name of the cell; empty where nothing was written.
        alarm: what the last cell's error says if nobody switched the checks off.
    """

    name: str
    exercise: str = ""
    notebook: object = None
    notes: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    alarm: str = ""


def find(folder: Path) -> list[Path]:
    """Return every file in a folder, in order of path; hidden ones are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink())
        and not any(part.startswith((".", "__MACOSX")) for part in path.relative_to(folder).parts)
    )


def name_of(path: Path, folder: Path) -> str:
    """Return a file's path in a folder on one line, no two alike.

    What is not UTF-8 or cannot be seen is shown with its number: ``\\xe9``, ``\\n``, ``\\u202e``.
    """
    name = path.relative_to(folder).as_posix().replace("\\", "\\\\")
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else _number(letter) for letter in text)


def _number(letter: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(letter, f"\\u{ord(letter):04x}")


def read(path: Path, folder: Path, releases: dict) -> Submission:
    """Read one file; what cannot be marked comes back without a notebook, and says why.

    Arguments:
        folder: the folder of submissions.
        releases: the release version of each exercise, by its slug.
    """
    one = Submission(name_of(path, folder))
    notebook, why = _opened(path)
    if notebook is None:
        one.notes.append(why)
        return one
    exercise = _recognised(notebook, path, releases)
    if not exercise:
        one.notes.append("Not marked: it is none of the exercises; no cell has a name of theirs.")
        return one
    if exercise not in path.stem:
        one.notes.append(f"The file has another name; by its content it is {exercise}.")
    one.exercise = exercise
    one.notebook = _in_order(notebook, releases[exercise], one)
    _add_alarm(one)
    return one


def _opened(path: Path):
    if path.is_symlink():
        return None, "Not marked: it is a link to another place, not a file."
    if path.suffix.lower() == ".zip":
        return None, "Not marked: it is a zip. Unpack it into the folder first."
    if path.suffix.lower() != ".ipynb":
        return None, "Not marked: it is no notebook (.ipynb)."
    if path.stat().st_size > LARGEST:
        size = path.stat().st_size // 1_000_000
        return None, f"Not marked: {size} MB is too large. Clear the outputs and hand it in again."
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
        for cell in notebook.cells:
            cell.metadata.get("nbgrader")
            if not isinstance(cell.source, str):
                raise TypeError("source")
            cell.source = HALF.sub("\ufffd", cell.source)
    except Exception as error:  # whatever a broken file makes a reader raise
        return None, f"Not marked: the file cannot be read as a notebook ({type(error).__name__})."
    return notebook, ""


def _recognised(notebook, path: Path, releases: dict) -> str:
    said = notebook.metadata.get("sourcebook", {})
    slug = said.get("exercise", "") if isinstance(said, dict) else ""
    if slug in releases:
        return slug
    names = {master.name_of(cell) for cell in notebook.cells} - {"", "setup"}
    hits = {key: len(names & _names(release)) for key, release in releases.items()}
    best = max(hits, key=lambda key: hits[key])
    if hits[best]:
        return best
    return next((key for key in releases if key in path.stem), "")


def _names(notebook) -> set[str]:
    return {master.name_of(cell) for cell in notebook.cells} - {""}


def _in_order(notebook, release, one: Submission):
    """The submission with every named cell of the exercise once, each of its kind.

    Cells of the learner's own stay where they are. Missing ones come after the named cell that
    they follow in the exercise.
    """
    wanted = {master.name_of(cell): cell for cell in release.cells if master.name_of(cell)}
    cells, seen = [], {}
    for cell in notebook.cells:
        name = master.name_of(cell)
        cell.metadata.pop("nbgrader", None)
        cell.pop("attachments", None)
        if name in wanted and name not in seen:
            made = seen[name] = _restored(name, cell, wanted[name], one)
        else:
            made = _fresh(cell)
            if name in wanted:
                one.notes.append(f"The cell {name} stands there twice; the first counts.")
        cells.append(made)
    before = None
    for name, cell in wanted.items():
        if name not in seen:
            place = 0 if before is None else _place(cells, before) + 1
            empty = ", empty" if cell.metadata["nbgrader"]["solution"] else ""
            one.notes.append(BARE.format(name=name, empty=empty))
            seen[name] = _fresh(cell)
            cells.insert(place, seen[name])
            if cell.cell_type == "markdown":
                one.written[name] = ""
        before = seen[name]
    made = nbformat.v4.new_notebook(cells=cells, metadata=dict(release.metadata))
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
    return made


def _place(cells: list, wanted) -> int:
    return next(number for number, cell in enumerate(cells) if cell is wanted)


def _restored(name: str, cell, true, one: Submission):
    """A named cell with its learner's words if it is theirs to fill, else the exercise's own."""
    part = true.metadata["nbgrader"]
    source = cell.source
    if part["locked"]:
        if source.strip() != true.source.strip():
            one.notes.append(CHANGED.format(name=name))
        source = true.source
    elif true.cell_type == "markdown":
        bare = source.strip() == true.source.strip()
        one.written[name] = "" if bare else source.replace(master.UNWRITTEN, "").strip()
    made = _fresh(true)
    made.source = source
    return made


def _fresh(cell):
    """A cell without outputs, of a kind that every notebook may have."""
    if cell.cell_type == "code":
        made = nbformat.v4.new_code_cell(cell.source)
    elif cell.cell_type == "raw":
        made = nbformat.v4.new_raw_cell(cell.source)
    else:
        made = nbformat.v4.new_markdown_cell(cell.source)
    if "nbgrader" in cell.metadata:
        made.metadata["nbgrader"] = nbformat.from_dict(cell.metadata["nbgrader"])
    return made


def _add_alarm(one: Submission) -> None:
    token = secrets.token_hex(8)
    tasks = list(json.loads(keys.KEYS.read_text(encoding="utf-8")))
    own = [task for task in tasks if task.startswith(f"{one.exercise}/")]
    source = ALARM.format(task=(own or tasks)[0], token=token)  # not all have one of their own
    cell = nbformat.v4.new_code_cell(source.strip())
    cell.id = "alarm"
    one.notebook.cells.append(cell)
    one.alarm = f"{token} 3"
