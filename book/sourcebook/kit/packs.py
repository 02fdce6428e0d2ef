"""The packs of the page *Take it and change it*: each a zip, kept until its sources change."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sourcebook.kit import bundle, files, handouts
from sourcebook.tasks import editions
from sourcebook.tasks.exports.files import zipped

ROOT = files.TEACH.parent
BUILT = ROOT / "_build" / "packs"
# Whatever a pack prints comes from here; a change in any of it makes the packs anew.
SOURCES = ("seeds", "exercises", "teach", "book/sourcebook")
UNREAD = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}


@dataclass(frozen=True)
class Pack:
    """One zip: its file, what readers see of it, its size in bytes, what it was made from."""

    name: str
    title: str
    what: str
    size: int
    made_of: str


@dataclass(frozen=True)
class _Plan:
    """How a pack comes about; ``make`` returns nothing where a package that it needs is missing."""

    title: str
    what: str
    editions: tuple[str, ...]
    make: Callable[[str], dict[str, bytes]]


def make(edition: str | None = None, to: Path = BUILT) -> tuple[Pack, ...]:
    """Write the packs of an edition, as far as they are not there already.

    Arguments:
        edition: ``student`` or ``teacher``; by default the one that is built.
        to: the folder that gets a folder for the edition.

    Raises:
        KitError: a file of the kit cannot be read.
    """
    edition = edition or editions.edition()
    folder, record = to / edition, to / f"{edition}.json"
    folder.mkdir(parents=True, exist_ok=True)
    old, made_of = _recorded(record), _fingerprint()
    packs = []
    for name, plan in PLANS.items():
        if edition in plan.editions:
            pack = old.get(name)
            if not (pack and pack.made_of == made_of and (folder / f"{name}.zip").is_file()):
                pack = _packed(name, plan, folder, made_of)
            packs += [pack] if pack else []
    text = json.dumps([asdict(pack) for pack in packs], indent=1, ensure_ascii=False)
    files.write(record, f"{text}\n".encode())
    return tuple(packs)


def path(pack: Pack, edition: str | None = None, to: Path = BUILT) -> Path:
    """Return where the zip of a pack lies."""
    return to / (edition or editions.edition()) / f"{pack.name}.zip"


def _packed(name: str, plan: _Plan, folder: Path, made_of: str) -> Pack | None:
    there = folder / f"{name}.zip"
    inside = plan.make(folder.name)
    if not inside:
        there.unlink(missing_ok=True)
        return None
    data = zipped({f"{name}/{file}": held for file, held in inside.items()})
    files.write(there, data)
    return Pack(name, plan.title, plan.what, len(data), made_of)


def _recorded(record: Path) -> dict[str, Pack]:
    """Return what the last run wrote; nothing if its record is gone or cannot be read."""
    try:
        return {one["name"]: Pack(**one) for one in json.loads(record.read_text("utf-8"))}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


@cache
def _fingerprint() -> str:
    """Return a digest of every file that a pack may come from, and of what is installed."""
    digest = hashlib.sha256()
    for part in SOURCES:
        for file in sorted((ROOT / part).rglob("*")):
            if file.is_file() and not UNREAD & set(file.parts):
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    libraries = [f"{name} {version(name)}" for name in bundle.LIBRARIES]
    digest.update(f"{_grading()} {_book()} {libraries}".encode())
    return digest.hexdigest()[:16]


def _grading() -> bool:
    from sourcebook.grading import release

    return not release.missing()


def _book() -> bool:
    """Whether there is a built book, without which no SCORM package can be made."""
    from sourcebook.tasks import export

    return (export.BUILT / "index.html").is_file()


def _handouts(edition: str) -> dict[str, bytes]:
    made = bundle.make(edition)
    return {
        f"{place}/{sheet.id}{ending}": (made.folder / f"{sheet.id}{ending}").read_bytes()
        for sheet in handouts.sheets(edition)
        for ending, place in bundle.FORMS.items()
    }


def _tasks(edition: str) -> dict[str, bytes]:
    from sourcebook.tasks import export

    return export.everything(keys=edition == editions.TEACHER)


def _notebooks(edition: str) -> dict[str, bytes]:
    from sourcebook.grading import release

    if not _grading():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        return {one.name: one.read_bytes() for one in release.write(Path(folder) / "release")}


BOTH = (editions.STUDENT, editions.TEACHER)
PLANS = {
    "handouts": _Plan(
        "All handouts",
        "Every plan and sheet of every lesson: PDF for A4 and Letter, and Word files to change.",
        BOTH,
        _handouts,
    ),
    "task-sheets": _Plan(
        "The tasks on paper",
        "The practice tasks of every chapter as sheets with room to write, PDF and Word. No keys.",
        (editions.STUDENT,),
        _tasks,
    ),
    "question-bank": _Plan(
        "The tasks, with keys, for course systems",
        "Moodle XML, GIFT, QTI 1.2 and 2.1, SCORM 1.2, a spreadsheet, and sheets with their keys. "
        "Its README says what each format cannot carry. For teachers alone.",
        (editions.TEACHER,),
        _tasks,
    ),
    "notebooks": _Plan(
        "The notebook exercises",
        "Six Jupyter notebooks for courses with some Python, as learners get them.",
        BOTH,
        _notebooks,
    ),
}
