"""Write the slides of the lessons: decks of reveal.js that ask nothing of the network.

A file is written again when what it shows has changed, and only then.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from sourcebook import tables
from sourcebook.kit import decks, files
from sourcebook.tasks import bank

PROJECT = Path(__file__).parent / "deck"
BUILT = Path(__file__).parents[3] / "_build" / "slides"
FOLDER = "slides"  # in a lesson’s zip, and beside the pages of the book
LESSON = "<!-- lesson -->"  # where a deck beside the book's pages leads back to its lesson
RECORD = "made-of.json"
# For whoever shows them.
KEYS = "Arrow keys: on and back. Esc: all. S: your notes, in a second window. D: dark or light."
LIBRARIES = ("sphinx", "sphinx-revealjs", "myst-parser")
# Of all that sphinx-revealjs brings, what a deck loads.
ASSETS = tuple(
    f"_static/{name}"
    for name in (
        "deck.css",
        "deck.js",
        "deck-notes.css",
        "revealjs/LICENSE",
        "revealjs/dist/reveal.css",
        "revealjs/dist/reveal.js",
        "revealjs/plugin/notes/notes.js",
    )
)


class SlidesError(Exception):
    """Why no slides were written."""


@dataclass(frozen=True)
class Made:
    """The slides: their folder, the names of its files, and those that were written anew."""

    folder: Path
    files: tuple[str, ...]
    written: tuple[str, ...]


def of_deck(name: str) -> tuple[str, ...]:
    """Return the files that make the deck of a lesson work by itself, in a zip for instance."""
    return (f"{name}.html", f"{name}-notes.html", *ASSETS)


def make(to: Path = BUILT, folder: Path = files.TEACH) -> Made:
    """Write every deck and its page of notes, as far as they are not there already.

    Arguments:
        to: the folder that gets them.
        folder: the folder of the kit, whose lessons and decks are sound.

    Raises:
        SlidesError: a deck cannot be built, or sphinx-revealjs is not installed.
    """
    names = [path.stem for path in decks.paths(folder)]
    wanted = tuple(dict.fromkeys(file for name in names for file in of_deck(name)))
    made_of = _fingerprint(folder)
    if _recorded(to) == made_of and all((to / file).is_file() for file in wanted):
        return Made(to, wanted, ())
    to.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        _build(folder, Path(work), names)
        written = tuple(file for file in wanted if _renew(Path(work) / file, to / file))
    for path in [path for path in _all(to) if path.relative_to(to).as_posix() not in wanted]:
        path.unlink(missing_ok=True)
    files.write(to / RECORD, json.dumps(made_of).encode())
    return Made(to, wanted, written)


def _fingerprint(folder: Path) -> str:
    """Return a digest of all that a deck may print, and of what prints it."""
    package = Path(__file__).parents[1]
    sources = [*decks.paths(folder), *folder.glob("lessons/*.yml"), *folder.glob("adapted/*.yml")]
    sources += [*tables.SEEDS.rglob("*"), *(bank.EXERCISES / "bank").glob("*.yml")]
    sources += [*package.rglob("*.py"), *PROJECT.rglob("*")]
    texts = [file.read_bytes().hex() for file in sorted(sources) if file.is_file()]
    try:
        libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    except PackageNotFoundError as error:
        remedy = "Install it: pip install -r requirements.txt"
        raise SlidesError(f"The package {error.name!r} is missing. {remedy}") from error
    return files.digest(*libraries, *texts)


def _recorded(to: Path) -> str:
    try:
        return json.loads((to / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""


def _all(to: Path) -> Iterator[Path]:
    """Yield the files of earlier runs. A name with a dot before it is another build’s draft."""
    return (
        path
        for path in to.rglob("*")
        if path.is_file() and path.name != RECORD and not path.name.startswith(".")
    )


def _build(folder: Path, to: Path, names: list[str]) -> None:
    """Run Sphinx by itself: within a build of the book, two would share what they register."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "revealjs"]
    command += ["-c", PROJECT, "-d", to / ".doctrees", "-D", f"root_doc={names[0]}"]
    command += ["-D", f"kit_folder={folder}", folder / decks.FOLDER, to]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise SlidesError(f"The slides cannot be built.\n{done.stderr.strip()}")


def _renew(new: Path, old: Path) -> bool:
    """Put a file in its place unless the same stands there; return whether it was written."""
    data = new.read_bytes()
    if old.is_file() and old.read_bytes() == data:
        return False
    old.parent.mkdir(parents=True, exist_ok=True)
    files.write(old, data)
    return True


def publish(made: Made, to: Path) -> None:
    """Copy the slides to a folder beside the book's pages, which holds nothing else afterwards.

    There the decks lead to the page of their lesson, which a lesson's zip has not.
    """
    shutil.rmtree(to, ignore_errors=True)
    for name in made.files:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        data = (made.folder / name).read_bytes()
        if name.endswith(".html"):
            data = with_lesson(data, name)
        (to / name).write_bytes(data)


def with_lesson(deck: bytes, name: str) -> bytes:
    """Return a page of slides with its link to the page of the lesson, one folder up."""
    page = name.removesuffix(".html").removesuffix("-notes")
    way = f'<a class="deck-lesson" href="../{page}.html">Lesson</a>'
    return deck.replace(LESSON.encode(), way.encode())
