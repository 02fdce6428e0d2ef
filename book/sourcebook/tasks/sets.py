"""Sets of tasks that go together, such as a lesson's or a paper's, read from ``sets.yml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sourcebook.tasks import bank, bank_form


@dataclass(frozen=True)
class Set:
    """Tasks that go together.

    Arguments:
        id: its name in addresses and files.
        title: its name for readers.
        minutes: how long it takes; the sum of its tasks, as the check of the bank makes sure.
        items: the tasks, in the order in which they are worked.
        front: the instructions of a paper, as text of the bank.
        letters: of a paper, the letter under which its questions know each report.
        reports: False where the book is open, so that a paper prints no report.
    """

    id: str
    title: str
    minutes: float
    items: tuple[bank.Item, ...]
    front: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    reports: bool = True

    @property
    def marks(self) -> int:
        """The marks of all its tasks; 0 if one has none of its own."""
        each = [item.get("out_of", 0) for item in self.items]
        return sum(each) if all(each) else 0

    @property
    def for_marks(self) -> bool:
        """Whether a task of the set is an assessment, so that no student edition may have it."""
        return any(item.edition == bank.ASSESSMENT for item in self.items)


def listed(folder: Path = bank.EXERCISES) -> list[dict]:
    """Return what ``sets.yml`` lists, as it stands.

    Raises:
        BankError: the file cannot be read, or what it lists is no set.
    """
    found = bank.read(folder / "sets.yml")
    for where, problem, remedy in faulty(found, folder):
        raise bank.BankError(problem, where, remedy)
    return found


def faulty(found: list, folder: Path = bank.EXERCISES) -> bank_form.Problems:
    """Yield what is wrong with the form and the ids of sets: where, the problem, the remedy."""
    named = [one.get("id") for one in found if isinstance(one, dict)]
    for number, one in enumerate(found, 1):
        name = one.get("id") if isinstance(one, dict) else None
        where = f"set {name}" if isinstance(name, str) else f"set {number}"
        formal = list(bank_form.check_set(one, folder))
        for place, problem, remedy in formal:
            yield where + (f", {place}" if place else ""), problem, remedy
        if formal:
            continue
        if named.count(name) > 1:
            yield where, "Another set has the same id.", "Give every set an id of its own."
        if name.endswith("-key") or name.startswith("more-"):
            remedy = "Let it not begin with more- nor end with -key, as other exports do."
            yield where, "The id would give the set no file of its own.", remedy


@cache
def sets(folder: Path = bank.EXERCISES) -> tuple[Set, ...]:
    """Return every set, in the order of the file.

    Raises:
        BankError: the file cannot be read, or what it lists is no set.
        KeyError: it names a task that is not there.
    """
    return tuple(as_set(one, folder) for one in listed(folder))


def as_set(one: dict, folder: Path = bank.EXERCISES) -> Set:
    """Return an entry of ``sets.yml`` with its tasks.

    Raises:
        KeyError: it names a task that is not there.
    """
    items = tuple(bank.item(name, folder) for name in one["items"])
    total = sum(item["minutes"] for item in items)
    return Set(
        one["id"],
        one["title"],
        one.get("minutes", total),
        items,
        one.get("front", ""),
        one.get("letters", {}),
        one.get("reports", True),
    )
