"""``python -m sourcebook.kit handouts`` writes the handouts of the edition that is built, and
``python -m sourcebook.kit slides`` the slides of the lessons.
"""

import argparse
import sys
from collections.abc import Callable

from sourcebook.faults import listing
from sourcebook.kit import bundle, kit_check, slides
from sourcebook.tasks import editions


def _handouts() -> list[str]:
    made = bundle.make()
    pages = sum(one.pages for name, one in made.files.items() if name.endswith("-a4.pdf"))
    anew = len(made.written)
    return [
        f"{len(made.files)} files are in {made.folder}: {pages} pages of A4. {anew} were made anew."
    ]


def _slides() -> list[str]:
    made = slides.make()
    decks = sum(name.endswith("-notes.html") for name in made.files)
    anew = len(made.written)
    return [f"The slides of {decks} lessons are in {made.folder}. {anew} files were made anew."]


# Each verb gives what it has to say when it is done.
VERBS: dict[str, Callable[[], list[str]]] = {"handouts": _handouts, "slides": _slides}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; return 2 if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m sourcebook.kit", description=__doc__)
    parser.add_argument("verb", choices=VERBS)
    given = parser.parse_args(arguments)
    try:
        editions.edition()
    except ValueError as error:
        print(f"STOPPED: {error}", file=sys.stderr)
        return 2
    if faults := kit_check.check():
        print(f"STOPPED: {listing(faults)}", file=sys.stderr)
        return 2
    try:
        print("\n".join(VERBS[given.verb]()))
    except slides.SlidesError as error:
        print(f"STOPPED: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        remedy = "Make room for it, or let yourself write there; then run the same command again."
        print(f"STOPPED: {error.filename}: {error.strerror}. {remedy}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
