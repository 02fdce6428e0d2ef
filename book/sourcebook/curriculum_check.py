"""What a schema cannot say of the tables for teachers: aims that name real pages and tasks,
courses that name real aims, and claims that say what is left to check."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sourcebook import chapters, tables
from sourcebook.faults import Fault
from sourcebook.outside_check import PUBLISHED
from sourcebook.tasks import bank

MAP = "curriculum-map"  # the page that prints the aims and the courses
CLAIMS = ("curriculum", "rules")  # tables whose rows are verified or not
UNSEEN = "not verified"

Problems = Iterator[tuple[str, str]]


def check(book: Path, folder: Path = tables.SEEDS, exercises: Path | None = None) -> list[Fault]:
    """Return every fault of the aims, of the courses that name them and of the rules.

    Arguments:
        book: the folder of the pages, whose ``_toc.yml`` lists the chapters.
        folder: the folder of the tables.
        exercises: the folder of the question bank; the one beside the book if left out.
    """
    checks = [partial(_aims, book, folder, exercises or book.parent / "exercises")]
    checks.append(partial(_courses, folder))
    checks += [partial(_claims, name, folder) for name in CLAIMS]
    return tables.gather(checks)


def _faults(table: str, folder: Path, problems) -> list[Fault]:
    return [
        Fault(f"seeds/{table}.csv", f"row {key}", problem, remedy)
        for key in tables.keys(table, folder)
        for problem, remedy in problems(tables.row(table, key, folder))
    ]


def _aims(book: Path, folder: Path, exercises: Path) -> list[Fault]:
    """An aim names pages that readers can find, and tasks that may be practised."""
    pages = chapters.listed(book)
    if MAP not in pages:
        return []  # a smaller book has no map, and not all that it names
    try:
        items = [item for item in bank.items(exercises) if isinstance(item.data, dict)]
    except bank.BankError:
        return []  # the check of the bank says what is wrong with it
    edition = {item.get("id"): item.get("edition") for item in items}

    def problems(row: dict[str, str]) -> Problems:
        yield from _named(row["chapters"], pages, "page", "See book/_toc.yml.")
        yield from _named(row["items"], edition, "task", "See exercises/bank.")
        for name in row["items"].split():
            if edition.get(name) == bank.ASSESSMENT:
                problem = f"The task {name!r} is for assessment, and every reader sees this table."
                yield problem, "Name practice tasks alone."

    return _faults("aims", folder, problems)


def _courses(folder: Path) -> list[Fault]:
    """A course names aims that exist."""
    known = tables.keys("aims", folder)
    return _faults(
        "curriculum",
        folder,
        lambda row: _named(row["aims"], known, "aim", f"Use some of: {', '.join(known)}."),
    )


def _named(cell: str, known, what: str, remedy: str) -> Problems:
    for name, times in Counter(cell.split()).items():
        if name not in known:
            yield f"There is no {what} {name!r}.", remedy
        if times > 1:
            yield f"The {what} {name!r} is named twice.", "Name it once."


def _claims(table: str, folder: Path) -> list[Fault]:
    return _faults(table, folder, _claim)


def _claim(row: dict[str, str]) -> Problems:
    """A claim that was not verified says what to look up, and nothing was read in days to come."""
    if row["status"] == UNSEEN and not row["to_check"]:
        problem = "The row is not verified and does not say what to look up."
        yield problem, "Say in to_check what a user should look up, and where."
    # A clock that runs behind refuses no row as it was published.
    if row["checked"] > max(str(date.today()), PUBLISHED):
        yield f"The row was checked on {row['checked']}, a day to come.", "Correct the day."
