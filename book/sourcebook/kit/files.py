"""Where the kit's texts lie, and how they are read."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sourcebook.tasks import bank

TEACH = Path(__file__).parents[3] / "teach"
KitError = bank.BankError  # a file that cannot be read, with place and remedy


@dataclass(frozen=True)
class Fields:
    """What a file of the kit says of one thing, field by field."""

    data: dict

    def __getitem__(self, key: str):
        return self.data[key]

    def get(self, key: str, default=None):
        """Return a field, or a default where there is none."""
        return self.data.get(key, default)


class Entry(Fields):
    """What has an id and a title of its own."""

    @property
    def id(self) -> str:
        return self.data["id"]

    @property
    def title(self) -> str:
        return self.data["title"]


def named(entries: Iterable[Entry], name: str, what: str) -> Entry:
    """Return the entry with an id.

    Arguments:
        entries: those there are.
        name: the id.
        what: what they are called, for the message.

    Raises:
        KeyError: there is none; the message lists those there are.
    """
    known = {one.id: one for one in entries}
    if name not in known:
        raise KeyError(f"There is no {what} {name!r}. There are: {', '.join(known) or 'none'}.")
    return known[name]


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
    try:
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, path)
    except OSError as error:
        os.unlink(draft.name)
        # The draft's name tells nobody what stands in the way.
        raise type(error)(error.errno, error.strerror, str(path)) from error
