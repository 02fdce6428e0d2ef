"""Where the kit's texts lie, and how they are read."""

from pathlib import Path

from sourcebook.tasks import bank

TEACH = Path(__file__).parents[3] / "teach"
KitError = bank.BankError  # a file that cannot be read, with place and remedy


def lessons(folder: Path = TEACH) -> list[Path]:
    """Return the files of the lessons, in order of name."""
    return sorted((folder / "lessons").glob("*.yml"))


def parsed(path: Path):
    """Return what a YAML file has, as it stands.

    Raises:
        KitError: it is no YAML in UTF-8.
        OSError: it cannot be read.
    """
    return bank.parsed(path)
