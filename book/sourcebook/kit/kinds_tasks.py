"""Handouts of the question bank: tasks with room to answer, coding, dating, and their keys."""

from sourcebook import tables
from sourcebook.kit.entries import Handout
from sourcebook.kit.kinds_tables import card
from sourcebook.kit.kinds_text import text
from sourcebook.tasks import bank, sets
from sourcebook.tasks.exports import sheet_key, sheets
from sourcebook.tasks.exports.blocks import Block, para, plain
from sourcebook.tasks.exports.sheets import NAME

CODING, DATING = "class-coding", "dating"
WITH_ITEMS = ("tasks", "coding", "dating")  # the kinds that print tasks of the bank


def items_of(handout: Handout) -> list[bank.Item]:
    """Return the tasks that a handout of kind ``tasks``, ``coding`` or ``dating`` prints.

    Raises:
        KeyError: a task, a set or a coding of the report is not there.
    """
    if handout["kind"] == "coding":
        return [coding_of(handout["source"])]
    if handout["kind"] == "dating":
        return [bank.item(handout["item"])]
    if "set" in handout.data:
        known = {one.id: one for one in sets.sets()}
        return list(known[handout["set"]].items)
    return [bank.item(name) for name in handout["items"]]


def coding_of(source: str) -> bank.Item:
    """Return the task in which a class codes a report.

    Raises:
        KeyError: there is none.
    """
    for item in bank.items():
        if item.type == CODING and item["source"] == source:
            return item
    raise KeyError(f"No task codes the report {source!r}.")


def tasks(handout: Handout) -> list[Block]:
    """Return tasks with room to answer, then parts, cards of accounts, and the reports.

    Reports are left out where they are handouts of their own.
    """
    printed = sheets.sheet(
        handout.title,
        items_of(handout),
        with_reports=handout.get("reports", True),
        here=handout.get("here", ()),
    )
    return [*printed[1:], *text(handout), *_cards(handout.get("cards", []))]


def _cards(names: list[str]) -> list[Block]:
    found = []
    for name in names:
        one = tables.row("accounts", name)
        found += card(one, f"{one['short']}: {one['title']}")
    return [Block("task", plain("What an account says")), *found] if found else []


def tasks_key(handout: Handout) -> list[Block]:
    """Return the answers to the tasks of a handout."""
    return sheet_key.key(handout.title, items_of(handout))[1:]


def coding(handout: Handout) -> list[Block]:
    """Return the codes, and a report with a row of letters beside each paragraph."""
    return [para(NAME), *sheets.coding(coding_of(handout["source"]))]


def dating(handout: Handout) -> list[Block]:
    """Return the clues and the facts from outside that date a report."""
    return [para(NAME), *sheets.dating(bank.item(handout["item"]))]


coding_key = dating_key = tasks_key
