"""The handout of rival readings: claims to rank, then the rows for and against each to weigh."""

from sourcebook import facts, readings, sources
from sourcebook.kit.entries import Handout
from sourcebook.tasks.exports.blocks import Block, Run, para, plain
from sourcebook.tasks.exports.sheets import NAME

RANK = (
    "Rank first, before any evidence: 1 explains most. Then weigh the rows of the reading that you "
    "put first and of the one that you put last: s for strong, w for weak, i for irrelevant. "
    "A longer list is no better list, and the order of the readings is no ranking."
)
# Label and column of what stands above the rows of a reading.
PARTS = (
    ("It says", "claim"),
    ("If it is right, we should find", "predicts"),
    ("What would change our mind", "would_change_our_mind"),
)


def rival_readings(handout: Handout) -> list[Block]:
    """Return the readings that are named, or all: to rank, then each with its rows and days."""
    wanted = handout.get("readings")
    found = [one for one in readings.load() if not wanted or one.cells["id"] in wanted]
    rows = [[plain("Rank"), plain("Reading"), plain("It says")]]
    rows += [[[], plain(one.cells["title"]), plain(one.cells["claim"])] for one in found]
    blocks = [para(NAME), para(RANK), Block("table", rows=rows, widths=(0.6, 1.6, 5))]
    blocks.append(Block("part", plain("The evidence")))
    for one in found:
        blocks.append(Block("task", plain(one.cells["title"])))
        blocks += [_named(name, one.cells[column]) for name, column in PARTS]
        blocks.append(_rows(one))
    return blocks


def _named(name: str, words: str) -> Block:
    return Block("label", [Run(f"{name}: ", bold=True), Run(words)])


def _rows(reading: readings.Reading) -> Block:
    rows = [[plain("Points"), plain("Day or place"), plain("Why"), plain("Weight")]]
    for bearing, name in readings.BEARINGS.items():
        rows += [
            [plain(name), plain(_place(item)), plain(item.why), []]
            for item in reading.side(bearing)
        ]
    return Block("table", rows=rows, widths=(1, 1.3, 5, 0.8))


def _place(item: readings.Item) -> str:
    """Return the day of a row, or its paragraph: the test of timing needs it in sight."""
    cells = facts.find(item.row).cells
    if item.row.startswith("evidence/"):
        report = sources.report(cells["source"])
        return f"{report.short} {report.paragraphs[cells['paragraph']].number}"
    return facts.wordings(cells["date"], "date")[0] if cells.get("date") else ""
