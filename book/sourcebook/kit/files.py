"""Where the kit's texts lie, and how they are read."""

import hashlib
import os
import tempfile
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


def digest(*texts: str) -> str:
    """Return a fingerprint of texts in their order."""
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()[:16]


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, since two builds may be at work at once."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(data)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, path)
