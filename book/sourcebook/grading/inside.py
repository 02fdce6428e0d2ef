"""One submission marked by nbgrader: run in a room of its own by ``walls``, never imported.

``python -m sourcebook.grading.inside EXERCISE CELL_SECONDS OUT`` works in a folder with the
gradebook of the exercise and the submission as ``EXERCISE.ipynb``, and writes a JSON object.
"""

import json
import logging
import os
import re
import shutil
import sys
from pathlib import Path

STUDENT = "one"
MEMORY = 4_000_000_000  # bytes of address space of one process
FILE = 60_000_000  # bytes of one file
PROCESSES = 200
START = 120  # seconds for a kernel, and for the cell that imports, on a slow and busy machine
SAID = 2000  # characters of an error that are passed on


def limit(seconds: int) -> None:
    """Limit this process and all that it starts, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {"RLIMIT_AS": MEMORY, "RLIMIT_FSIZE": FILE, "RLIMIT_CORE": 0, "RLIMIT_CPU": seconds}
    if os.geteuid() == 65534:  # a limit per user, who elsewhere has other work running
        wanted["RLIMIT_NPROC"] = PROCESSES
    for name, most in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (OSError, ValueError):  # macOS refuses some of them
            pass


def settings(exercise: str, seconds: int):
    """Return nbgrader's configuration for this folder."""
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = os.getcwd()
    config.CourseDirectory.course_id = "sourcebook"
    config.CourseDirectory.assignment_id = exercise
    config.CourseDirectory.student_id = STUDENT
    config.CourseDirectory.db_url = f"sqlite:///{os.getcwd()}/gradebook.db"
    config.Execute.timeout_func = lambda cell: START if _name(cell) == "setup" else seconds
    config.Execute.startup_timeout = START
    config.Execute.iopub_timeout = max(seconds // 2, 4)
    return config


def mark(exercise: str, seconds: int) -> dict:
    """Have nbgrader mark the submission; return the marks and each named cell's errors."""
    folder = Path("submitted", STUDENT, exercise)
    folder.mkdir(parents=True)
    Path("source", exercise).mkdir(parents=True)
    shutil.move(f"{exercise}.ipynb", folder)
    from nbgrader.api import Gradebook
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory

    log = Path("log.txt")
    logging.basicConfig(filename=log, level=logging.ERROR, force=True)
    config = settings(exercise, seconds)
    converter = Autograde(coursedir=CourseDirectory(config=config), config=config)
    converter.log = logging.getLogger("marking")
    try:
        converter.start()
    except BaseException as error:
        said = log.read_text(encoding="utf-8", errors="replace")
        kinds = re.findall(r"^(?:\w+\.)*(\w+Error)\b", said, re.MULTILINE)
        return {"error": kinds[-1] if kinds else f"{type(error).__name__}: {error}"[:SAID]}
    marked = Path("autograded", STUDENT, exercise, f"{exercise}.ipynb")
    with Gradebook(config.CourseDirectory.db_url, "sourcebook") as book:
        grades = book.find_submission_notebook(exercise, exercise, STUDENT).grades
        scores = {grade.name: grade.auto_score for grade in grades}
    return {"scores": scores} | _errors(json.loads(marked.read_text(encoding="utf-8")))


def _name(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _errors(notebook: dict) -> dict:
    """The errors of each named cell and of the last one, which has no name."""
    found, last = {}, ""
    for cell in notebook["cells"]:
        name = _name(cell)
        errors = [
            [one.get("ename", ""), one.get("evalue", "")[:SAID]]
            for one in cell.get("outputs", [])
            if one.get("output_type") == "error"
        ]
        if name and errors:
            found[name] = errors[0]
        last = errors[0][1] if errors else ""
    return {"errors": found, "last": last}


def main(exercise: str, seconds: str, out: str) -> None:
    """Mark, and write the result to a file's path or to the number of an open pipe."""
    if out.isdigit():
        os.set_inheritable(int(out), False)  # the submission's process does not get it
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    limit(int(seconds) * 8)
    try:
        result = mark(exercise, int(seconds))
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"[:SAID]}
    text = json.dumps(result)
    with os.fdopen(int(out), "w") if out.isdigit() else open(out, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
