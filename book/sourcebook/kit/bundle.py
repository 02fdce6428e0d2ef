"""The files of the kit: each handout as PDF for two papers and as .docx, and the zips.

A zip has all that a lesson or a role play needs, the keys in a folder of their own. The student
edition has keys in these zips alone: those who have no other edition teach with it too.

A file is written again when what it prints has changed, or what prints it, and only then.
"""

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sourcebook.kit import entries, handouts, lessons, readme, roleplays, slides
from sourcebook.kit.files import digest, write
from sourcebook.tasks import editions
from sourcebook.tasks.exports import blocks, files, sheet_pdf, sheet_word

BUILT = Path(__file__).parents[3] / "_build" / "handouts"
# The end of a file's name, the folder of a zip that it goes into, and what it is.
FORMS = {"-a4.pdf": "A4", "-letter.pdf": "Letter", ".docx": "Word"}
# Of a key a zip has one form: in all three the whole book as a zip would be too large.
KEY_FORMS = ("-a4.pdf",)
APART = "keys"  # where the keys are kept that are in zips alone
WRITERS = (blocks, files, sheet_pdf, sheet_word)
LIBRARIES = ("typst", "python-docx")


@dataclass(frozen=True)
class Made:
    """One file of the kit.

    Arguments:
        name: its name in the folder of its edition.
        made_of: a fingerprint of all that it was made from.
        size: in bytes.
        pages: of a PDF; 0 for other files.
    """

    name: str
    made_of: str
    size: int
    pages: int = 0


@dataclass(frozen=True)
class Bundle:
    """The files that an edition publishes: their folder, and each by its name."""

    folder: Path
    files: dict[str, Made]
    written: tuple[str, ...]  # those that were made anew


@dataclass(frozen=True)
class _Printed:
    """What zips are made of: sheets by id, their files by name, and where each of these lies."""

    sheets: dict[str, handouts.Sheet]
    files: dict[str, Made]
    paths: dict[str, Path]


def make(edition: str | None = None, to: Path | None = None) -> Bundle:
    """Write the handouts and the zips of an edition, as far as they are not there already.

    Arguments:
        edition: ``student`` or ``teacher``; by default the one that is built.
        to: the folder that gets a folder for the edition; by default ``_build/handouts``.

    Raises:
        KitError: a file of the kit cannot be read.
        SlidesError: a deck cannot be built.
    """
    edition, to = edition or editions.edition(), to or BUILT
    folder, record = to / edition, to / f"{edition}.json"
    old = _recorded(record)
    sheets = {sheet.id: sheet for sheet in handouts.sheets(edition)}
    keys = {sheet.id: sheet for sheet in handouts.keys() if sheet.id not in sheets}
    found, written = _print(sheets, folder, old)
    apart, anew = _print(keys, to / APART, old, KEY_FORMS)
    written += anew
    paths = {name: folder / name for name in found} | {name: to / APART / name for name in apart}
    printed, shown = _Printed(sheets | keys, found | apart, paths), slides.make()
    for lesson in (*lessons.lessons(), *roleplays.roleplays()):
        made, new = _zip(lesson, printed, old.get(f"{lesson.id}.zip"), folder, shown)
        found[made.name] = made
        written += [made.name] if new else []
    _tidy(folder, found)
    noted = sorted((found | apart).items())
    text = json.dumps({name: asdict(made) for name, made in noted}, indent=1)
    write(record, f"{text}\n".encode())
    return Bundle(folder, found, tuple(written))


def parts(lesson: lessons.Lesson | roleplays.RolePlay, sheets) -> list[str]:
    """Return the ids of the sheets in a lesson's zip: its plan, its handouts, the keys there are.

    A role play has a sheet for the teacher among its handouts.
    """
    if isinstance(lesson, roleplays.RolePlay):
        return list(lesson.copies)
    named = [entries.plan_of(lesson).id, *lesson.handouts]
    return [one for name in named for one in (name, name + handouts.KEY) if one in sheets]


def _recorded(record: Path) -> dict[str, Made]:
    """Return what the last run wrote; nothing if its record is gone or cannot be read."""
    try:
        return {k: Made(**v) for k, v in json.loads(record.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _kept(made: Made | None, fingerprint: str, folder: Path) -> Made | None:
    """Return a file of the last run if it is still there and would come out the same."""
    if made is None or made.made_of != fingerprint:
        return None
    path = folder / made.name
    return made if path.is_file() and path.stat().st_size == made.size else None


@cache
def _tools() -> str:
    """Return what prints: the text of the writers, and the versions of their libraries."""
    texts = [Path(module.__file__).read_text(encoding="utf-8") for module in WRITERS]
    return "\n".join([*texts, *(f"{name} {version(name)}" for name in LIBRARIES)])


def _fingerprint(sheet: handouts.Sheet, ending: str) -> str:
    return digest(_tools(), ending, sheet.title, repr(sheet.blocks))


def _print(sheets, folder: Path, old, forms=tuple(FORMS)) -> tuple[dict[str, Made], list[str]]:
    """Return the files of sheets by name, and the names of those that had to be written."""
    folder.mkdir(parents=True, exist_ok=True)
    found, written = {}, []
    for sheet in sheets.values():
        for ending in forms:
            name = sheet.id + ending
            made = _kept(old.get(name), _fingerprint(sheet, ending), folder)
            if made is None:
                made = _printed(sheet, ending, folder)
                written.append(name)
            found[name] = made
    return found, written


def _printed(sheet: handouts.Sheet, ending: str, folder: Path) -> Made:
    pages = 0
    if ending == ".docx":
        data = sheet_word.write(sheet.title, sheet.blocks)
    else:
        data = sheet_pdf.write(sheet.title, sheet.blocks, FORMS[ending].lower())
        pages = _pages(data)
    name = sheet.id + ending
    write(folder / name, data)
    return Made(name, _fingerprint(sheet, ending), len(data), pages)


def _pages(data: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)


def _zip(lesson, printed: _Printed, old: Made | None, folder, shown) -> tuple[Made, bool]:
    """Return the zip of a lesson, and whether it had to be written."""
    inside = [printed.sheets[name] for name in parts(lesson, printed.sheets)]
    said = readme.of_lesson(lesson, inside, printed.files)
    names = slides.of_deck(lesson.id) if isinstance(lesson, lessons.Lesson) else ()
    deck = {name: (shown.folder / name).read_bytes() for name in names}
    places = {
        sheet.id + ending: f"{_folder(sheet, form)}/{sheet.id}{ending}"
        for sheet in inside
        for ending, form in FORMS.items()
        if sheet.kind != handouts.ANSWERS or ending in KEY_FORMS
    }
    made_of = [f"{place} {printed.files[name].made_of}" for name, place in places.items()]
    fingerprint = digest(said, *made_of, *(data.decode("utf-8") for data in deck.values()))
    name = f"{lesson.id}.zip"
    if kept := _kept(old, fingerprint, folder):
        return kept, False
    packed = {f"{lesson.id}/README.txt": said.encode("utf-8")}
    packed |= {f"{lesson.id}/{slides.FOLDER}/{name}": data for name, data in deck.items()}
    for file, place in places.items():
        packed[f"{lesson.id}/{place}"] = printed.paths[file].read_bytes()
    data = files.zipped(packed)
    write(folder / name, data)
    return Made(name, fingerprint, len(data)), True


def _folder(sheet: handouts.Sheet, form: str) -> str:
    return readme.KEYS if sheet.kind == handouts.ANSWERS else form


def _tidy(folder: Path, found: dict[str, Made]) -> None:
    """Take away what no source asks for any more."""
    for path in _strays(folder, found):
        path.unlink(missing_ok=True)


def _strays(folder: Path, found: dict[str, Made]) -> Iterator[Path]:
    return (p for p in folder.iterdir() if not p.name.startswith(".") and p.name not in found)


def publish(bundle: Bundle, to: Path) -> None:
    """Copy the files of an edition to a folder, which holds nothing else afterwards."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for name in bundle.files:
        shutil.copyfile(bundle.folder / name, to / name)
