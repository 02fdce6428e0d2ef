"""Every check of tables, reports, prose and exercises, in one place.

``python -m sourcebook.checks`` prints all faults and needs no Sphinx; the build runs the same.
"""

import sys
from pathlib import Path

from sourcebook import (
    accounts_check,
    chapters,
    coding,
    dating,
    divisions_check,
    evidence,
    names_check,
    outside_check,
    paths_check,
    polls_check,
    prose,
    readings_check,
    series_check,
    sources,
    stills,
    tables,
    voices_check,
    votes_check,
)
from sourcebook.faults import Fault, listing
from sourcebook.tasks import bank_check, paragraph_codes

BOOK = Path(__file__).parents[1]
# What a schema cannot say of single tables: each has ``check(folder)``.
OF_TABLES = (
    evidence,
    dating,
    coding,
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
)


def everything(book: Path = BOOK, folder: Path = tables.SEEDS) -> list[Fault]:
    """Return every fault of the tables, the book and the exercises beside it.

    The later checks read the tables and the pages, so they run once these can be read.
    """
    faults = tables.check(folder)
    if faults:
        return faults
    faults = sources.check(folder)
    if faults:
        return faults
    faults = [fault for path in prose.pages(book) for fault in prose.check_readable(path)]
    if faults:
        return faults
    faults = [fault for part in OF_TABLES for fault in part.check(folder)]
    faults += prose.check_tables(folder) + names_check.check(book, folder)
    faults += prose.check_book(book, folder) + chapters.check_book(book) + stills.check(book)
    return faults + bank_check.check(book.parent / "exercises", book, folder)


def main() -> int:
    """Print all faults; return 1 if there is one."""
    faults = everything()
    print(listing(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
