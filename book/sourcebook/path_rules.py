"""The rules of conclusions: a small language over the codes of dated statements.

``highest(isil until 2015-11-04) <= cautious``: functions of chosen statements, compared with each
other or with a code, joined by ``and``. What is chosen depends on question, target and day only and
never on a code: so a rule is worked out once, and any recoding can be tried on it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt, ne

LEVELS = ("opposes", "cautious", "open", "supports")
COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
PICK: dict[str, Callable[[list[int]], int]] = {
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "highest": max,
    "lowest": min,
}
FUNCTIONS = (*PICK, "step")
BOUNDS: dict[str, Callable[[str, str], bool]] = {
    "on": eq,
    "before": lt,
    "until": le,
    "after": gt,
    "from": ge,
}
ANY = "any"

_COMPARISON = re.compile(r"(?P<left>.+?)\s*(?P<op>!=|<=|>=|=|<|>)\s*(?P<right>.+)")
_CALL = re.compile(r"(?P<fn>[a-z]+)\((?P<chosen>[^()]*)\)")

Row = Mapping[str, str]


class RuleError(Exception):
    """A rule that cannot be read or worked out; ``remedy`` says what to do."""

    def __init__(self, problem: str, remedy: str):
        super().__init__(problem)
        self.remedy = remedy


@dataclass(frozen=True)
class Term:
    """One side of a comparison.

    Arguments:
        fn: one of FUNCTIONS, or empty for a code.
        of: ids of the statements; for ``step``, pairs of a statement and the one before it.
        level: the code as its place in LEVELS, where ``fn`` is empty.
    """

    fn: str = ""
    of: tuple = ()
    level: int = 0

    def ids(self) -> list[str]:
        """Return the statements that the term rests on, each once."""
        flat = [key for pair in self.of for key in pair] if self.fn == "step" else self.of
        return list(dict.fromkeys(flat))

    def value(self, codes: Mapping[str, int]) -> int:
        """Return the term's value for codes given as places in LEVELS."""
        if not self.fn:
            return self.level
        if self.fn == "step":
            return max(abs(codes[later] - codes[earlier]) for earlier, later in self.of)
        values = [codes[key] for key in self.of]
        return PICK[self.fn](values)


@dataclass(frozen=True)
class Test:
    """One comparison of a rule."""

    left: Term
    op: str
    right: Term

    def holds(self, codes: Mapping[str, int]) -> bool:
        """Whether the comparison holds for codes given as places in LEVELS."""
        return COMPARE[self.op](self.left.value(codes), self.right.value(codes))


def work_out(rule: str, rows: Iterable[Row]) -> tuple[Test, ...]:
    """Return the comparisons of a rule with the statements that they rest on.

    Arguments:
        rule: see the module.
        rows: the statements: ``id``, ``date`` (ISO), ``dimension`` and ``target``.

    Raises:
        RuleError: the rule cannot be read, names no statement, or asks for the first or last of
            several on one day.
    """
    rows = sorted(rows, key=lambda row: row["date"])  # stable: on one day as in the table
    return tuple(_test(part.strip(), rows) for part in rule.split(" and "))


def _test(text: str, rows: list[Row]) -> Test:
    match = _COMPARISON.fullmatch(text)
    if not match:
        raise RuleError(f"{text!r} compares nothing.", "Write: last(isil) > first(isil).")
    left, right = _term(match["left"], rows), _term(match["right"], rows)
    if (left.fn == "step") != (right.fn == "step"):
        raise RuleError(f"{text!r} compares a step with a code.", "Compare a step with a step.")
    return Test(left, match["op"], right)


def _term(text: str, rows: list[Row]) -> Term:
    text = text.strip()
    if text in LEVELS:
        return Term(level=LEVELS.index(text))
    match = _CALL.fullmatch(text)
    if not match or match["fn"] not in FUNCTIONS:
        raise RuleError(f"{text!r} is no term.", f"Use a code, or one of: {', '.join(FUNCTIONS)}.")
    questions, tests = _choice(match["chosen"], {row["dimension"] for row in rows})
    mine = [row for row in rows if row["dimension"] in questions]
    chosen = [row for row in mine if all(test(row) for test in tests)]
    of = _steps(mine, chosen) if match["fn"] == "step" else tuple(row["id"] for row in chosen)
    if not of:
        raise RuleError(f"{text} names no statement.", "Widen the choice: silence is no code.")
    if match["fn"] in ("first", "last"):  # no other code can matter
        place = 0 if match["fn"] == "first" else -1
        _one_on_its_day(text, chosen, place)
        of = (of[place],)
    return Term(match["fn"], of)


def _choice(text: str, known: set[str]) -> tuple[set[str], list[Callable[[Row], bool]]]:
    """Return the questions of a choice, and the tests that its other words are."""
    words, questions, tests = text.split(), set(), []
    while words:
        word = words.pop(0)
        if word == ANY or word in known:
            questions |= known if word == ANY else {word}
        elif word == "target" and words:
            tests.append(_aimed(words.pop(0)))
        elif word in BOUNDS and words:
            tests.append(_bound(BOUNDS[word], words.pop(0)))
        else:
            remedy = f"Use: target …, a day after {', '.join(BOUNDS)}, or: {', '.join(known)}."
            raise RuleError(f"{word!r} is no question and no condition.", remedy)
    if not questions:
        raise RuleError(f"({text}) names no question.", "Begin with a question, or with any.")
    return questions, tests


def _aimed(target: str) -> Callable[[Row], bool]:
    return lambda row: row["target"] == target


def _bound(compare: Callable[[str, str], bool], day: str) -> Callable[[Row], bool]:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise RuleError(f"{day!r} is no day.", "Write it as 2015-11-04.") from None
    return lambda row: compare(row["date"], day)


def _steps(mine: list[Row], chosen: list[Row]) -> tuple[tuple[str, str], ...]:
    """Return each chosen statement with the one before it on the same question."""
    pairs, before = [], {}
    for row in mine:
        if row in chosen and row["dimension"] in before:
            pairs.append((before[row["dimension"]], row["id"]))
        before[row["dimension"]] = row["id"]
    return tuple(pairs)


def _one_on_its_day(text: str, chosen: list[Row], place: int) -> None:
    days = [row["date"] for row in chosen]
    if days.count(days[place]) > 1:
        problem = f"{text} falls on {days[place]}, a day with several statements."
        raise RuleError(problem, "Use highest or lowest, or end the choice on another day.")
