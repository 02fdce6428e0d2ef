"""Write the tasks for other systems: ``python -m sourcebook.tasks.export FOLDER``.

All files are made before the first is written, so that a fault leaves nothing half done.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from sourcebook import checks
from sourcebook.command import Parser
from sourcebook.faults import Fault, listing
from sourcebook.tasks import bank
from sourcebook.tasks.sets import as_set, listed

ROOT = bank.EXERCISES.parent
BUILT = ROOT / "_build" / "html"
TITLE = "Two Reports on Syria"
INSTALL = "Install the extra “exports” of pyproject.toml."


class Stopped(Exception):
    """Why nothing was written; the text says it."""

    def __init__(self, *fault: str):
        super().__init__(str(Fault(*fault)))


class Faulty(Stopped):
    """Nothing was written because the book has faults; the text lists them all."""

    def __init__(self, faults: list[Fault]):
        Exception.__init__(self, listing(faults))


def main(arguments: list[str] | None = None) -> int:
    """Write the exports; return 0, or 2 with a sentence if nothing could be written."""
    parser = Parser(prog="python -m sourcebook.tasks.export", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=_folder, help="a new or empty folder")
    parser.add_argument("--student", action="store_true", help="practice sheets without key only")
    parser.add_argument("--set", action="append", default=[], metavar="ID", help="this set only")
    parser.add_argument("--book", type=Path, help=f"the built book for SCORM ({BUILT})")
    given = parser.parse_args(arguments)
    try:
        _check_folder(given.folder)
        _check_book()
        sets = _sets(given.set)
        files, said = _student(sets) if given.student else _teacher(sets, given)
        _save(given.folder, files)
    except Stopped as stop:
        print(f"STOPPED: {stop}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        print(f"STOPPED: The package {error.name!r} is missing. {INSTALL}", file=sys.stderr)
        return 2
    count = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    print("\n".join([f"Written into {given.folder}: {count}.", *said]))
    return 0


def everything(keys: bool) -> dict[str, bytes]:
    """Return every file of an export by its name.

    Arguments:
        keys: whether a teacher gets it; otherwise it has the practice sheets alone, without keys.

    Raises:
        Stopped: the bank or the built book cannot be read.
    """
    sets = _sets([])
    files, _ = _teacher(sets, argparse.Namespace(set=[], book=None)) if keys else _student(sets)
    return files


def _folder(name: str) -> Path:
    if not name.strip():
        raise argparse.ArgumentTypeError("the name is blank: name a new folder")
    return Path(name)


def _check_book() -> None:
    """Refuse to export from a book with a fault: a reference to nothing has no text to print."""
    if faults := checks.everything():
        raise Faulty(faults)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds something, that is no folder, or that a build would publish."""
    if folder.exists() and not folder.is_dir():
        raise Stopped(str(folder), "", "This is a file.", "Name a new folder.")
    if folder.is_dir() and _full(folder):
        way = "Name a new or an empty one (with make: TO=folder)."
        raise Stopped(str(folder), "", "The folder is not empty.", way)
    for public in (ROOT / "book", ROOT / "_build"):
        if folder.resolve().is_relative_to(public.resolve()):
            raise Stopped(
                str(folder), "", "Readers would get the keys.", f"Choose one outside {public}."
            )


def _full(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> Stopped:
    why = error.strerror or "no reason given"
    return Stopped(str(folder), "", f"It cannot be written ({why}).", "Name another folder.")


def _sets(chosen: list[str]) -> list[dict]:
    """Return the sets, all or those chosen."""
    sets = listed()
    known = [one["id"] for one in sets]
    for name in chosen:
        if name not in known:
            raise Stopped(
                "exercises/sets.yml", "", f"There is no set {name!r}.", f"Use: {', '.join(known)}."
            )
    if chosen:
        return [one for one in sets if one["id"] in chosen]
    return [*sets, *_loose({name for one in sets for name in one["items"]})]


def _loose(named: set[str]) -> list[dict]:
    """Return the items of no set as sets, one a chapter and edition, so that none lacks a sheet."""
    found: dict[str, dict] = {}
    for item in bank.items():
        if item.id not in named:
            name = f"more-{item.chapter}" + ("" if item.edition == bank.PRACTICE else "-marks")
            title = f"More tasks: {item.chapter.replace('-', ' ')}"
            found.setdefault(name, {"id": name, "title": title, "items": []})
            found[name]["items"].append(item.id)
    return list(found.values())


def _items(one: dict) -> list[bank.Item]:
    return [bank.item(name) for name in one["items"]]


def _practice(one: dict) -> bool:
    return all(item.edition == bank.PRACTICE for item in _items(one))


def _student(sets: list[dict]) -> tuple[dict[str, bytes], list[str]]:
    from sourcebook.tasks.exports import readme

    barred = [one["id"] for one in sets if not _practice(one)]
    if len(barred) == len(sets):
        remedy = "Name a set for practice; teachers print these without --student."
        raise Stopped("exercises/sets.yml", "", f"For marks alone: {', '.join(barred)}.", remedy)
    printed = [item for one in sets if one["id"] not in barred for item in _items(one)]
    files = {"README.txt": readme.student(printed)}
    for one in sets:
        if one["id"] not in barred:
            files |= _sheets("", one, keys=False)
    said = [f"Left out, since they are for marks: {', '.join(barred)}."] if barred else []
    return files, said


def _teacher(sets: list[dict], given) -> tuple[dict[str, bytes], list[str]]:
    from sourcebook.tasks.exports import coverage, readme

    wanted = {name for one in sets for name in one["items"]}
    items = [item for item in bank.items() if not given.set or item.id in wanted]
    files = {}
    for edition in (bank.PRACTICE, bank.ASSESSMENT):
        if own := [item for item in items if item.edition == edition]:
            files |= _systems(edition, own)
    for one in sets:
        folder = f"{bank.PRACTICE if _practice(one) else bank.ASSESSMENT}/"
        files |= _sheets(folder, one, keys=True)
    packages, notes = _packages([one for one in sets if _practice(one)], given.book)
    files |= packages
    files["README.txt"] = readme.write(items, notes)
    said = [*notes, "What they cannot carry (README.txt names each task and part):"]
    for name, losses in coverage.FORMATS.items():
        found = [loss for item in items for loss in losses(item)]
        said.append(f"  {name}: {readme.counted(found)}")
    return files, said


def _systems(edition: str, items: list[bank.Item]) -> dict[str, bytes]:
    """Return the files for course systems of an edition's items."""
    from sourcebook.tasks.exports import canvas, gift, moodle, qti21, spreadsheet

    title = f"{TITLE}: {edition}"
    files = {
        "moodle.xml": moodle.write(items),
        "gift.txt": gift.write(items),
        "tasks.csv": spreadsheet.write(items),
    }
    for name, module in (("canvas-qti12.zip", canvas), ("qti21.zip", qti21)):
        # Of a small choice nothing may be left to write.
        if any(module.carried(item) for item in items):
            files[name] = module.write(items, title)
    return {f"{edition}/{name}": data for name, data in files.items()}


def _sheets(folder: str, one: dict, keys: bool) -> dict[str, bytes]:
    from sourcebook.tasks.exports import paper, sheet_key, sheet_pdf, sheet_word, sheets

    title, items = one["title"], _items(one)
    asked = sheets.sheet(title, items) if _practice(one) else paper.sheet(as_set(one))
    printed = {one["id"]: (title, asked)}
    if keys:
        printed[f"{one['id']}-key"] = (f"{title}: key", sheet_key.key(title, items))
    return {
        f"{folder}sheets/{name}{ending}": write(named, blocks)
        for name, (named, blocks) in printed.items()
        for ending, write in ((".pdf", sheet_pdf.write), (".docx", sheet_word.write))
    }


def _packages(sets: list[dict], book: Path | None) -> tuple[dict[str, bytes], list[str]]:
    """Return the SCORM packages, and a sentence if there can be none."""
    from sourcebook.tasks.exports import scorm

    built = book or BUILT
    if not (built / "index.html").is_file():
        if book:
            raise Stopped(str(book), "", "There is no built book.", "Run make book first.")
        return {}, [
            "No SCORM package was made, since no built book was found: run make book first."
        ]
    files = {}
    try:
        for one in sets:
            made = scorm.write(one["id"], one["title"], _items(one), built)
            files[f"{bank.PRACTICE}/scorm/{one['id']}.zip"] = made
    except (scorm.NoTasks, OSError) as error:
        if book:
            raise Stopped(str(built), "", str(error), "Build the book again: make book.") from error
        return {}, [f"No SCORM package was made: {error} Run make book first."]
    return files, []


def _save(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files; what was written goes again if one cannot be."""
    done: list[Path] = []
    try:
        for name, data in sorted(files.items()):
            path = folder / name
            done += [parent for parent in _missing(path.parent)]
            path.parent.mkdir(parents=True, exist_ok=True)
            done.append(path)
            path.write_bytes(data)
    except OSError as error:
        for path in reversed(done):
            if path.is_file():
                path.unlink()
            elif path.is_dir():
                path.rmdir()
        raise _unwritable(folder, error) from error


def _missing(folder: Path) -> Iterator[Path]:
    """Yield the folders of a path that do not exist yet, the outermost first."""
    if not folder.exists():
        yield from _missing(folder.parent)
        yield folder


if __name__ == "__main__":
    sys.exit(main())
