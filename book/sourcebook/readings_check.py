"""Faults in the readings that no table description can see."""

import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook import evidence, facts, quotations, readings, sources, tables
from sourcebook.faults import Fault

LEAST = 2  # items on each side of a reading: a reading with one side only is not weighed
OTHER_SIDES = ("russian", "syrian-opposition", "syrian-government")
EXPLAINED = "hammond-khoja-2015"  # the later report: nothing after it can have caused it
CAUSES = ("events", "divisions", "votes")
ONE_SENTENCE = re.compile(r"[^.!?]+\.")

Problems = Iterator[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every reading and every item of its evidence, and return every fault."""
    faults = []
    for reading in readings.load(folder):
        key = reading.cells["id"]
        for problem, remedy in _sides(reading):
            faults.append(Fault("seeds/readings.csv", f"row {key}", problem, remedy))
        for item in reading.items:
            where = f"row {key}/{item.row}"
            for problem, remedy in _item(item, folder):
                faults.append(Fault("seeds/reading_evidence.csv", where, problem, remedy))
    return faults


def _sides(reading: readings.Reading) -> Problems:
    for side in readings.SIDES:
        count = len(reading.side(side))
        if count < LEAST:
            problem = f"The reading has {count} rows {side} it."
            yield problem, f"Give it at least {LEAST}, or take the reading out."


def _item(item: readings.Item, folder: Path) -> Problems:
    yield from _why(item.why, folder)
    try:
        row = facts.find(item.row, folder)
    except facts.FactError as error:
        yield str(error), error.remedy
        return
    yield from _voice(row, folder)
    last = sources.report(EXPLAINED, folder).card["inferred_to"]
    if row.table in CAUSES and item.bearing == "for" and row.cells["date"] > last:
        problem = f"{item.row} is later than what it is to explain."
        yield problem, "A cause comes first: take a row from before the second report."


def _why(why: str, folder: Path) -> Problems:
    if not why.strip():
        yield "The row has no reason.", "Say in one sentence why it points this way."
    elif not ONE_SENTENCE.fullmatch(why.strip()):
        yield "The reason is not one sentence.", "Write one sentence that ends in a full stop."
    for words, anchor in quotations.borrowed(why, folder):
        problem = f"The reason uses the report's words “{words}” ({anchor}) as its own."
        yield problem, "Say it in your own words."


def _voice(row: facts.Row, folder: Path) -> Problems:
    """Refuse the words of other parties: they are never evidence for a British position."""
    if row.table != "evidence" or row.cells["speaker"] in evidence.FRAMING:
        return
    if tables.row("people", row.cells["speaker"], folder)["side"] in OTHER_SIDES:
        problem = f"{row.key} is in the words of {row.cells['speaker']}, who is not British."
        yield problem, "Take a British voice, or the reporter's own words."
