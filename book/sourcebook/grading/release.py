"""The course of nbgrader: each exercise's learner version, and what the marking needs to know."""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from sourcebook.faults import Fault
from sourcebook.grading import master

GRADEBOOK = "gradebook.db"
MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN")
MISSING = (
    "The marking needs nbgrader and jupytext, which are not installed here: "
    "pip install --no-deps -r requirements-grading.txt"
)


class Refused(Exception):
    """What was asked for cannot be begun, or would overwrite something; a sentence says why."""


def missing() -> str:
    """Say what to install if the packages for releasing and marking are not there; else empty."""
    from importlib.util import find_spec

    return "" if find_spec("nbgrader") and find_spec("jupytext") else MISSING


def course(folder: Path, exercises: list[str] | None = None) -> Path:
    """Make a course in an empty folder: ``release/`` and ``gradebook.db``.

    Returns the folder. The gradebook holds the hidden tests.

    Raises:
        Unfit: an exercise cannot be put together, or its release version gives something away.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    for slug in master.slugs() if exercises is None else exercises:
        source = folder / "source" / slug
        source.mkdir(parents=True)
        nbformat.write(master.master(slug), source / f"{slug}.ipynb")
        config = Config()
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.course_id = "sourcebook"
        config.CourseDirectory.assignment_id = slug
        config.CourseDirectory.db_url = f"sqlite:///{folder / GRADEBOOK}"
        config.ClearSolutions.code_stub = {"python": master.STUB}
        config.ClearSolutions.text_stub = master.UNWRITTEN
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = logging.getLogger("release")
        converter.log.setLevel(logging.ERROR)
        with _own_programs():
            converter.start()
        if given := leaks(slug, released(folder, slug)):
            raise master.Unfit(given[0])
    return folder


@contextmanager
def _own_programs() -> Iterator[None]:
    """Put this Python's programs on the path: nbgrader calls one of them, alembic, by its name."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def released(folder: Path, slug: str):
    """Return the release version of an exercise of a course."""
    return nbformat.read(folder / "release" / slug / f"{slug}.ipynb", as_version=4)


def leaks(slug: str, notebook) -> list[Fault]:
    """Find what a learner's notebook has of the solutions: marks, code lines, mark schemes."""
    text = "\n".join(cell.source for cell in notebook.cells)
    lines = set(map(str.strip, text.splitlines()))
    known = master.release(slug).cells
    own = {line.strip() for cell in known for line in cell.source.splitlines()}
    secret = [line for task in master.tasks(slug).values() for line in task_lines(task)]
    given = [line for line in secret if line in lines and line not in own]
    given += [mark for mark in MARKS if mark in text]
    file = f"exercises/notebooks/{slug}.md"
    remedy = "Take it out: it belongs to solutions/."
    return [Fault(file, "", f"The learner’s version has “{line}”.", remedy) for line in given]


def task_lines(task: master.Task) -> list[str]:
    """Return the lines of a task that no learner's version may have."""
    text = "\n".join([task.solution, task.hidden, task.scheme])
    return [line.strip() for line in text.splitlines() if len(line.strip()) > 4]


def write(to: Path) -> list[Path]:
    """Write the release version of every exercise into a folder and return the files.

    Raises:
        Refused: it cannot be a folder, or has a notebook with the name of one of these.
        Unfit: an exercise cannot be put together, or gives something away.
    """
    names = [f"{slug}.ipynb" for slug in master.slugs()]
    if there := [name for name in names if os.path.lexists(to / name)]:
        raise Refused(
            f"{to} has {', '.join(there)} already, perhaps with somebody’s work: "
            "move that away, or name another folder."
        )
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{to} cannot be made a folder ({error.strerror}).") from None
    with tempfile.TemporaryDirectory() as folder:
        made = course(Path(folder))
        return [
            Path(shutil.copy(made / "release" / Path(name).stem / name, to / name))
            for name in names
        ]
