"""Every check of tables, reports, prose and exercises, in one place.

``python -m sourcebook.checks`` prints all faults and needs no Sphinx; the build runs the same.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sourcebook import (
    accounts_check,
    chapters,
    coding_check,
    content_notes,
    curriculum_check,
    dating_check,
    divisions_check,
    evidence,
    keys_check,
    names_check,
    notebooks_check,
    outside_check,
    paths_check,
    polls_check,
    prose,
    readings_check,
    series_check,
    sources,
    stills,
    tables,
    tables_check,
    voices_check,
    votes_check,
)
from sourcebook.faults import Fault, listing
from sourcebook.kit import kit_check
from sourcebook.tasks import bank_check, paragraph_codes

PACKAGE = Path(__file__).parent
BOOK = PACKAGE.parent
# What a schema cannot say of single tables: each has ``check(folder)``.
OF_TABLES = (
    evidence,
    dating_check,
    coding_check,
    outside_check,
    votes_check,
    divisions_check,
    polls_check,
    paths_check,
    accounts_check,
    readings_check,
    series_check,
    voices_check,
    paragraph_codes,
    keys_check,
)


def everything(book: Path = BOOK, folder: Path = tables.SEEDS) -> list[Fault]:
    """Return every fault of the tables, the book and the exercises beside it.

    A check that needs a table with a fault of its own is left out until that is mended; all
    others run, so that one list has as much as can be known.
    """
    faults = tables_check.check(folder)
    if any(fault.file == tables_check.DESCRIPTION for fault in faults):
        return faults  # nothing can be read by it
    faulty = {name for name in tables.names(folder) if f"seeds/{name}.csv" in _files(faults)}
    with tables.withheld(faulty, folder):
        of_reports = tables.gather([partial(sources.check, folder)])
        # The reports are read by their cards and lines.
        with tables.withheld({"sources", "lines"} if of_reports else (), folder):
            return faults + of_reports + tables.gather(_rest(book, folder))


def _files(faults: list[Fault]) -> set[str]:
    return {fault.file for fault in faults}


def _rest(book: Path, folder: Path) -> list[Callable[[], list[Fault]]]:
    """Return the checks of what the tables mean together, and of the pages if they can be read."""
    of_tables = [partial(part.check, folder) for part in OF_TABLES]
    of_tables.append(partial(prose.check_tables, folder))
    pages = prose.pages(book)
    unreadable = [fault for path in pages for fault in prose.check_readable(path)]
    if unreadable:
        return [lambda: unreadable, *of_tables]
    each = [partial(prose.check_page, path, folder) for path in pages]
    each = each or [partial(prose.check_book, book, folder)]
    each += [partial(part.check, book, folder) for part in (names_check, notebooks_check)]
    each += [partial(part.check, book) for part in (stills, content_notes)]
    if unlisted := chapters.check_toc(book):
        return [lambda: unlisted, *of_tables, *each]
    return [*of_tables, *each, *_by_contents(book, folder)]


def _by_contents(book: Path, folder: Path) -> list[Callable[[], list[Fault]]]:
    """Return the checks of what stands in the contents, which can be read."""
    return [
        partial(chapters.check_book, book),
        partial(curriculum_check.check, book, folder),
        partial(bank_check.check, book.parent / "exercises", book, folder),
        partial(kit_check.check, book.parent / "teach", book, folder),
    ]


def main() -> int:
    """Print all faults; return 1 if there is one."""
    faults = everything()
    print(listing(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
