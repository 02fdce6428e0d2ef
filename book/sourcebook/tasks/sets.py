"""Sets of tasks that go together, such as a lesson's or a paper's, read from ``sets.yml``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook.tasks import bank


@dataclass(frozen=True)
class Set:
    """Tasks that go together.

    Arguments:
        id: its name in addresses and files.
        title: its name for readers.
        minutes: how long it takes; the sum of its tasks, as the check of the bank makes sure.
        items: the tasks, in the order in which they are worked.
    """

    id: str
    title: str
    minutes: float
    items: tuple[bank.Item, ...]

    @property
    def for_marks(self) -> bool:
        """Whether a task of the set is an assessment, so that no student edition may have it."""
        return any(item.edition == bank.ASSESSMENT for item in self.items)


@cache
def sets(folder: Path = bank.EXERCISES) -> tuple[Set, ...]:
    """Return every set, in the order of the file.

    Raises:
        BankError: the file cannot be read.
        KeyError: it names a task that is not there.
    """
    return tuple(
        Set(
            one["id"],
            one["title"],
            one["minutes"],
            tuple(bank.item(name, folder) for name in one["items"]),
        )
        for one in bank.read(folder / "sets.yml")
    )
