"""A folder of submissions marked: one row for each file, whatever is in it."""

import csv
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from sourcebook.grading import master, release, submissions, walls

COLUMNS = (
    "submission",
    "exercise",
    "points by task",
    "total",
    "out of",
    "what happened",
    "needs reading by a person",
)
CELL_SECONDS = 20
START_SECONDS = 150  # for Python, nbgrader and the kernel, on a slow and busy machine
LONG_CELLS = 4  # cells that may run to their limit before the whole is ended
SAID = 160  # characters of an error in a row
ENDS = {
    "DeadKernelError": "The notebook ended its own Python (exit or a crash): no mark was kept.",
    "UnresponsiveKernelError": "The notebook ran too long and could not be interrupted.",
}
MARKDOWN = re.compile(r"[`#*<>&\[\]]|\\(?=[!-/:-@\[-`{-~])")  # what a name may do to a heading
BARE = r"\\\g<0>"
UNREAD = "yes: nothing could be marked"


def rows(
    folder: Path,
    seconds: int = CELL_SECONDS,
    jobs: int = 2,
    written: dict | None = None,
    but: Path | None = None,
) -> Iterator[dict[str, str]]:
    """Mark every file of a folder; yield its row as ``COLUMNS`` says, in order of path.

    Arguments:
        seconds: how long one cell may run.
        jobs: how many submissions are marked at the same time.
        written: filled with the written parts, by exercise, cell and submission.
        but: a file in the folder that is no submission: the CSV that is being written.
    """
    room, releases = walls.room(), {slug: master.release(slug) for slug in master.slugs()}
    paths = [path for path in submissions.find(folder) if not _same(path, but)]
    found = [_read(path, folder, releases) for path in paths]
    if written is not None:
        for one in found:
            for cell, text in one.written.items():
                written.setdefault((one.exercise, cell), {})[one.name] = text
    with tempfile.TemporaryDirectory() as made:
        course = release.course(Path(made), sorted({one.exercise for one in found} - {""}))

        def mark(one: submissions.Submission) -> dict[str, str]:
            try:
                return _row(one, *_marked(one, course, room, seconds))
            except Exception as error:  # no file may stop those that come after it
                return _line(one, "", "", "", [_failed(error)], UNREAD)

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(mark, found)


def _same(path: Path, but: Path | None) -> bool:
    return but is not None and path.resolve() == but.resolve()


def _read(path: Path, folder: Path, releases: dict) -> submissions.Submission:
    try:
        return submissions.read(path, folder, releases)
    except Exception as error:  # as above
        name = submissions.name_of(path, folder)
        return submissions.Submission(name, notes=[_failed(error)])


def _failed(error: Exception) -> str:
    return f"Not marked: the marking failed on it ({type(error).__name__}: {error})."


def _marked(one, course: Path, room: walls.Room, seconds: int) -> tuple[dict | None, str]:
    if one.notebook is None:
        return None, ""
    with tempfile.TemporaryDirectory() as job:
        nbformat.write(one.notebook, Path(job) / f"{one.exercise}.ipynb")
        shutil.copy(course / release.GRADEBOOK, job)
        arguments = ["-m", "sourcebook.grading.inside", one.exercise, str(seconds)]
        return room.run(Path(job), arguments, START_SECONDS + LONG_CELLS * seconds)


def points(notebook) -> dict[str, float]:
    """Return the points of each cell of an exercise that gives some, by its name."""
    parts = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return {part["grade_id"]: float(part["points"]) for part in parts if part.get("grade")}


def _row(one, result: dict | None, why: str) -> dict[str, str]:
    if one.notebook is None:
        return _line(one, "", "", "", [], UNREAD)
    most = points(one.notebook)
    reading = [f"{name}: {_reading(one, name, most[name])}" for name in one.written]
    out_of = sum(value for name, value in most.items() if name not in one.written)
    if result is None or "scores" not in result:
        said = why or _died(result or {})
        reading.append("what could be marked by machine was not")
        return _line(one, "", "", _number(out_of), [said], "; ".join(reading))
    scores, notes = _scores(result, most, one), _notes(result, one)
    if result.get("last") != one.alarm:
        scores = dict.fromkeys(scores, 0.0)
        notes.append("The checks were switched off from inside: no marks. Look at this one.")
        reading.append("whether the checks were attacked")
    by_task = [
        f"{name.removesuffix('-check')} {_number(scores[name])}/{_number(most[name])}"
        for name in scores
    ]
    total = _number(sum(scores.values()))
    return _line(one, "; ".join(by_task), total, _number(out_of), notes, "; ".join(reading))


def _scores(result: dict, most: dict[str, float], one) -> dict[str, float]:
    """What the room says, never less than nothing nor more than there is to have."""
    given = result["scores"] if isinstance(result["scores"], dict) else {}
    found = {}
    for name, value in most.items():
        if name not in one.written:
            score = given.get(name)
            fair = isinstance(score, (int, float)) and 0 <= score <= value
            found[name] = float(score) if fair else 0.0
    return found


def _reading(one, name: str, value: float) -> str:
    return f"out of {_number(value)}" if one.written[name] else "nothing written"


def _died(result: dict) -> str:
    kind = str(result.get("error", "no reason given")).strip()[:SAID]
    return ENDS.get(kind, f"nbgrader could not mark it: {kind}")


def _notes(result: dict, one) -> list[str]:
    errors = result.get("errors")
    errors = errors if isinstance(errors, dict) else {}
    return [
        f"{str(name).removesuffix('-check')}: {_said(*map(str, error))}"
        for name, error in errors.items()
        if isinstance(error, list) and len(error) == 2
    ]


def _said(kind: str, text: str) -> str:
    first = " ".join(text.split())[:SAID]
    if kind == "Wrong" and text.startswith("On other data"):
        return "right on the data shown, wrong on other data"
    if kind == "Wrong":
        return "nothing filled in" if "Found: nothing." in text else "wrong on the data shown"
    plain = {
        "CellTimeoutError": "ran too long and was stopped",
        "KeyboardInterrupt": "ran too long and was stopped",
        "MemoryError": "asked for more memory than allowed",
        "StdinNotImplementedError": "asked for input, and nobody is there to give it",
    }
    return plain.get(kind, f"stopped with {kind}: {first}")


def _number(value: float) -> str:
    return f"{value:g}"


def _line(one, by_task: str, total: str, out_of: str, notes: list[str], reading: str) -> dict:
    said = [*one.notes, *notes] or ["Marked."]
    cells = (one.exercise, by_task, total, out_of, " ".join(_ended(said)), reading)
    flat = [one.name, *(" ".join(cell.split()) for cell in cells)]  # a name keeps its spaces
    return dict(zip(COLUMNS, map(_harmless, flat), strict=True))


def _ended(notes: list[str]) -> list[str]:
    return [note if note.endswith(".") else note + "." for note in notes]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") else cell


def ready(folder: Path, out: Path, seconds: int = CELL_SECONDS, jobs: int = 2) -> None:
    """See that a folder can be marked, before anything is opened.

    Raises:
        Refused: it cannot, or marks or the written parts of an earlier marking are there.
    """
    for name, number in (("seconds", seconds), ("jobs", jobs)):
        if number < 1:
            raise release.Refused(f"--{name} must be 1 or more, and is {number}.")
    for path in (folder, out.parent):
        if not os.path.isdir(path):
            raise release.Refused(f"There is no folder {path}.")
    if os.path.lexists(out) or os.path.lexists(sheet_beside(out)):
        there = out if os.path.lexists(out) else sheet_beside(out)
        raise release.Refused(
            f"{there} is there already, perhaps with your marks: name another file to write."
        )
    if not submissions.find(folder):
        raise release.Refused(f"There is no file in the folder {folder}.")


def write(folder: Path, out: Path, **options) -> list[dict[str, str]]:
    """Mark a folder and write a CSV, each row as soon as it is known; return the rows.

    Arguments:
        out: the CSV; beside it a sheet ``<name>-written.md`` with the written parts is put.
        options: see ``rows``.

    Raises:
        Refused: see ``ready``.
    """
    ready(folder, out, **options)
    written: dict = {}
    done = []
    opened = _opened(out)
    try:
        with opened as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            for row in rows(folder, written=written, but=out, **options):
                table.writerow(row)
                file.flush()
                done.append(row)
                marks = f"{row['total'] or '-'}/{row['out of'] or '-'}"
                print(f"{row['submission']}: {marks}", flush=True)
    except BaseException:
        if not done:
            out.unlink()  # headings alone would only stop the next try
        raise
    sheet = sheet_beside(out)
    part = sheet.with_name(f"{sheet.name}.part")
    part.write_text(written_sheet(written), encoding="utf-8", errors="replace")
    part.replace(sheet)
    return done


def _opened(out: Path):
    how = {"encoding": "utf-8-sig", "errors": "backslashreplace", "newline": ""}
    try:
        return out.open("x", **how)
    except OSError as error:
        raise release.Refused(f"{out} cannot be written ({error.strerror}).") from None


def sheet_beside(out: Path) -> Path:
    """Return where the written parts go that belong to a CSV."""
    return out.with_name(f"{out.stem}-written.md")


def written_sheet(written: dict) -> str:
    """Return the written parts as Markdown: for each its mark scheme, then what was handed in."""
    parts = ["# The written parts", "For a person to read. Put the marks into the CSV."]
    for (exercise, cell), answers in sorted(written.items()):
        parts += [f"## {exercise}: {cell}", master.tasks(exercise)[cell].scheme]
        for name, text in sorted(answers.items()):
            fence = "`" * max(4, text.count("`") + 1)
            said = f"{fence}text\n{text}\n{fence}" if text else "Nothing written."
            parts += [f"### {MARKDOWN.sub(BARE, name)}", said, "Mark:"]
    return "\n\n".join(parts) + "\n"
