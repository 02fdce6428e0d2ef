"""Every kind of handout with the function that makes its blocks, and the sheets of an edition.

The papers for marks are made of the sets of the question bank and need no entry.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sourcebook.kit import (
    entries,
    kinds_adapted,
    kinds_guide,
    kinds_plan,
    kinds_readings,
    kinds_reports,
    kinds_roleplay,
    kinds_tables,
    kinds_tasks,
    kinds_text,
)
from sourcebook.kit.entries import Handout
from sourcebook.tasks import bank, editions, sets
from sourcebook.tasks.exports import paper, sheet_key
from sourcebook.tasks.exports.blocks import Block, plain

Maker = Callable[[Handout], list[Block]]
# A maker gives what stands under the title.
KINDS: dict[str, Maker] = {
    entries.PLAN: kinds_plan.plan,
    "report": kinds_reports.report,
    "adapted": kinds_adapted.beside,
    "source-card": kinds_reports.source_card,
    "accounts-grid": kinds_tables.accounts_grid,
    "coding": kinds_tasks.coding,
    "readings": kinds_readings.rival_readings,
    "dating": kinds_tasks.dating,
    "tasks": kinds_tasks.tasks,
    "text": kinds_text.text,
    "guide": kinds_guide.guide,
    "briefing": kinds_roleplay.briefing,
    "roles": kinds_roleplay.cards,
    "debrief": kinds_roleplay.debrief,
    "running": kinds_roleplay.running,
    "instead": kinds_roleplay.instead,
}
# Kinds with answers. Loose keys are the teacher edition’s; a lesson’s zip has them in both.
KEYS: dict[str, Maker] = {
    "accounts-grid": kinds_tables.accounts_key,
    "coding": kinds_tasks.coding_key,
    "dating": kinds_tasks.dating_key,
    "tasks": kinds_tasks.tasks_key,
}
KEY, ANSWERS = "-key", "key"  # how the id of a key ends, and its kind
PAPER = "paper"  # the kind of what is for marks
FOR_MARKS = "For marks. Not for pupils before the day. See [Papers for marks](papers)."


@dataclass(frozen=True)
class Sheet:
    """A handout ready to be printed.

    Arguments:
        id: its name in files.
        title: its name for readers, which is also its first heading.
        what: what it is for, as text of the bank.
        kind: its kind; ``key`` for the answers to another, ``paper`` for what is for marks.
        blocks: all that it prints.
    """

    id: str
    title: str
    what: str
    kind: str
    blocks: list[Block]


def sheets(edition: str) -> Iterator[Sheet]:
    """Yield every handout of an edition; the teacher's has keys and papers for marks too.

    Raises:
        KitError: a file of the kit cannot be read.
    """
    for handout in entries.listed():
        kind = handout["kind"]
        yield _sheet(handout, handout.id, handout.title, handout["what"], kind, KINDS[kind])
        if edition == editions.TEACHER and kind in KEYS:
            yield _key(handout)
    if edition == editions.TEACHER:
        yield from papers()


def papers() -> Iterator[Sheet]:
    """Yield every set that is for marks, and after each its key: the teacher's edition alone."""
    for one in sets.sets():
        if one.for_marks:
            title = f"{one.title}: key"
            yield Sheet(one.id, one.title, FOR_MARKS, PAPER, paper.sheet(one))
            key = sheet_key.key(one.title, list(one.items))
            yield Sheet(one.id + KEY, title, f"Answers to “{one.title}”.", ANSWERS, key)


def keys() -> Iterator[Sheet]:
    """Yield the key of every handout with practice tasks alone, for the zips of both editions.

    Raises:
        KitError: a file of the kit cannot be read.
    """
    for handout in entries.listed():
        if has_key(handout):
            yield _key(handout)


def has_key(handout: Handout) -> bool:
    """Whether every zip may have the key of a handout: it has answers, and no task for marks.

    The check refuses a task for marks as well; what pupils can open must not rely on it.
    """
    if handout["kind"] not in kinds_tasks.WITH_ITEMS:
        return handout["kind"] in KEYS
    return all(item.edition == bank.PRACTICE for item in kinds_tasks.items_of(handout))


def _key(handout: Handout) -> Sheet:
    title, what = f"{handout.title}: key", f"Answers to “{handout.title}”."
    return _sheet(handout, handout.id + KEY, title, what, ANSWERS, KEYS[handout["kind"]])


def _sheet(handout: Handout, name: str, title: str, what: str, kind: str, maker: Maker) -> Sheet:
    return Sheet(name, title, what, kind, [Block("title", plain(title)), *maker(handout)])
