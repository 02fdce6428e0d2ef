"""The path of the British position: dated statements, their codes, and what follows from them.

Each statement has one of four codes, by one coder. A conclusion is a rule over the codes; here the
codes are changed, and one sees which conclusions turn over. ``sphinx/assets/positions.js`` does the
same in the page, and a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sourcebook import tables
from sourcebook.path_rules import LEVELS, RuleError, Test, work_out
from sourcebook.timeline import day

__all__ = [
    "LEVELS",
    "MEANINGS",
    "TARGETS",
    "Conclusion",
    "RuleError",
    "agreement",
    "codes",
    "conclusions",
    "for_page",
    "report_days",
    "scales",
    "statements",
]

MEANINGS = {
    "opposes": "rejects the action",
    "cautious": "holds back, sets conditions or does only part",
    "open": "is willing to consider it, or keeps it available",
    "supports": "asks for it, does it or commits to it",
}
TARGETS = {
    "assad-government": "Syrian government",
    "isil": "IS",
    "not-named": "not named",
    "": "not about force",
}

Codes = Mapping[str, str]
Change = tuple[str, str]  # a statement and the code that it is given instead


def scales(folder: Path = tables.SEEDS) -> dict[str, dict[str, str]]:
    """Return the questions with what their codes refer to, in the order of the table."""
    return {key: tables.row("scales", key, folder) for key in tables.keys("scales", folder)}


def statements(dimension: str = "", folder: Path = tables.SEEDS) -> list[dict[str, str]]:
    """Return the statements, all or those on one question, by date; on one day as in the table."""
    rows = [tables.row("positions", key, folder) for key in tables.keys("positions", folder)]
    kept = [row for row in rows if dimension in ("", row["dimension"])]
    return sorted(kept, key=lambda row: row["date"])


def codes(folder: Path = tables.SEEDS) -> dict[str, str]:
    """Return our code of every statement."""
    return {row["id"]: row["direction"] for row in statements(folder=folder)}


def report_days(folder: Path = tables.SEEDS) -> dict[str, str]:
    """Return the day of each report by its year, as the events have it."""
    rows = [tables.row("sources", key, folder) for key in tables.keys("sources", folder)]
    days = [tables.row("events", r["known_date_row"].split("/")[1], folder)["date"] for r in rows]
    return {day[:4]: day for day in sorted(days)}


def places(given: Codes) -> dict[str, int]:
    """Return codes as their places in LEVELS."""
    return {key: LEVELS.index(code) for key, code in given.items()}


def steps(key: str, given: Codes) -> list[Change]:
    """Return the changes of one statement's code by one level, down before up."""
    at = LEVELS.index(given[key])
    return [(key, LEVELS[n]) for n in (at - 1, at + 1) if 0 <= n < len(LEVELS)]


@dataclass(frozen=True)
class Conclusion:
    """A sentence that hangs on the codes.

    Arguments:
        cells: its row in the table ``conclusions``.
        tests: the comparisons of its rule, all of which must hold.
    """

    cells: dict[str, str]
    tests: tuple[Test, ...]

    def rests_on(self) -> list[str]:
        """Return the statements whose codes can matter, each once, in the order of the rule."""
        sides = [side for test in self.tests for side in (test.left, test.right)]
        return list(dict.fromkeys(key for side in sides for key in side.ids()))

    def holds(self, given: Codes) -> bool:
        """Whether the rule holds for these codes."""
        return all(test.holds(places(given)) for test in self.tests)

    def text(self, given: Codes) -> str:
        """Return what can be concluded from these codes."""
        return self.cells["text_if_true" if self.holds(given) else "text_if_false"]

    def tried(self, given: Codes) -> list[Change]:
        """Return every change of one code by one level among the statements it rests on."""
        return [change for key in self.rests_on() for change in steps(key, given)]

    def flips(self, given: Codes) -> list[Change]:
        """Return the changes of one code by one level that turn the conclusion over."""
        now = self.holds(given)
        return [(k, c) for k, c in self.tried(given) if self.holds({**given, k: c}) != now]

    def hangs(self, given: Codes) -> str:
        """Return in a sentence how much the conclusion hangs on single codes."""
        count, tried, turned = len(self.rests_on()), self.tried(given), self.flips(given)
        on = f"Rests on {count} statements. " if count > 1 else "Rests on 1 statement. "
        if not turned:
            return f"{on}Robust: none of {len(tried)} single steps turns it over."
        verb = "turns" if len(turned) == 1 else "turn"
        return f"{on}Fragile: {len(turned)} of {len(tried)} single steps {verb} it over."


def conclusions(folder: Path = tables.SEEDS) -> list[Conclusion]:
    """Return every conclusion with its rule worked out, in the order of the table.

    Raises:
        RuleError: a rule cannot be worked out.
    """
    rows, found = statements(folder=folder), []
    for key in tables.keys("conclusions", folder):
        cells = tables.row("conclusions", key, folder)
        found.append(Conclusion(cells, work_out(cells["rule"], rows)))
    return found


def told(row: Mapping[str, str]) -> str:
    """Return who spoke and when, as marks and lists call a statement."""
    return f"{row['speaker']}, {day(row['date'])}"


def for_page(folder: Path = tables.SEEDS) -> dict:
    """Return what the page's script needs to work out every conclusion for any codes."""
    return {
        "levels": LEVELS,
        "ours": places(codes(folder)),
        "who": {row["id"]: told(row) for row in statements(folder=folder)},
        "conclusions": [
            {
                "id": whole.cells["id"],
                "texts": [whole.cells["text_if_false"], whole.cells["text_if_true"]],
                "tests": [[asdict(t.left), t.op, asdict(t.right)] for t in whole.tests],
            }
            for whole in conclusions(folder)
        ],
    }


def agreement(own: Codes, ours: Codes) -> str:
    """Return in a sentence how a reader's codes compare with ours.

    Arguments:
        own: the reader's codes; statements without one are left out.
        ours: our codes of the same statements at least.
    """
    mine, theirs = places(own), places({key: ours[key] for key in own})
    off = [abs(mine[key] - theirs[key]) for key in own]
    near, far = off.count(1), sum(n > 1 for n in off)
    said = f"You gave {off.count(0)} of {len(off)} statements our code"
    rest = [f"{near} one step away" if near else "", f"{far} further away" if far else ""]
    return ", ".join([said, *filter(None, rest)]) + "."
