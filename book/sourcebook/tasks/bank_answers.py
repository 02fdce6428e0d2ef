"""The answers of an item: whether each is the one that is meant, and nothing gives it away."""

import re
from datetime import date

from sourcebook.tasks import bank, text
from sourcebook.tasks.bank_form import Problems

# Longer than every wrong option by more than this, or shorter than each, a right one shows itself.
LONGER, SHORTER, SLACK = 1.4, 0.6, 12  # two ratios; characters
_PLACE = re.compile(r"\{para\}|\{quote\}|\]\([a-z0-9-]+(?:#[\w-]+)?\)")


def check(item: bank.Item) -> Problems:
    """Yield what is wrong with the key, the options or the marks of an item."""
    yield from _ANSWERS.get(item.type, lambda item: iter(()))(item)
    yield from _spans(item)
    yield from _alike(item)
    if "scheme" in item.data:
        yield from _levels(item)
    if "exemplars" in item.data:
        yield from _marks(item)
        yield from _lengths(item)


def _spans(item: bank.Item) -> Problems:
    """Check the ranges of a number or a date: the key, then each near miss."""
    if item.type not in ("number", "date"):
        return
    before: list[dict] = []
    for place, span in [("key", item["key"]), *_near(item)]:
        ends = [span["from"], span["to"]]
        if none := [day for day in ends if isinstance(day, str) and not _day(day)]:
            yield place, f"There is no day {none[0]}.", "Correct the day: year, month, day."
        elif ends[0] > ends[1]:
            yield place, "The range ends before it begins.", "Exchange from and to."
        elif any(_holds(item, other, span) for other in before):
            remedy = "Move its range, or take it out: its feedback is never read."
            yield place, "The key or a near miss before it has all of it.", remedy
        before.append(span)


def _near(item: bank.Item) -> list[tuple[str, dict]]:
    return [(f"near/{number}", span) for number, span in enumerate(item.get("near", []), 1)]


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _holds(item: bank.Item, one: dict, other: dict) -> bool:
    """Whether every answer that falls to the other range falls to the one before it already."""
    if item.get("ask") == "interval":  # has to be met as it is
        return (one["from"], one["to"]) == (other["from"], other["to"])
    return one["from"] <= other["from"] and other["to"] <= one["to"]


def _shown(words: str) -> str:
    return " ".join(text.plain(words).split()).casefold()


def _alike(item: bank.Item) -> Problems:
    """Find what a learner cannot tell apart: options, entries, rows, columns, values or extras."""
    for part in ("options", "entries", "rows", "columns", "values", "extra"):
        given = [one["text"] if isinstance(one, dict) else one for one in item.get(part, [])]
        if len({_shown(words) for words in given}) < len(given):
            yield part, "Two of them are the same.", "Tell them apart."


def _levels(item: bank.Item) -> Problems:
    """Check that the levels of a scheme have each mark from 0 on once, the lowest first."""
    due = 0
    for level in item["scheme"]:
        low, *rest = map(int, re.split("[–-]", level["marks"]))
        high = rest[0] if rest else low
        if low != due:
            problem = f"It begins at {low}." if not due else f"{low} follows {due - 1}."
            yield "scheme", problem, "Let the levels have each mark from 0 once, lowest first."
            return
        if high < low:
            yield "scheme", f"{level['marks']} ends before it begins.", "Exchange the two."
            return
        due = high + 1
    if due - 1 != item["out_of"]:
        remedy = "Let the highest level end with the full mark."
        yield "scheme", f"It ends at {due - 1} of {item['out_of']}.", remedy


def _one(item: bank.Item) -> Problems:
    right = [option for option in item["options"] if option.get("right")]
    if len(right) != 1:
        yield "options", f"{len(right)} options are right.", "Mark exactly one with right: true."
        return
    lengths = [len(text.plain(o["text"])) for o in item["options"] if not o.get("right")]
    own = len(text.plain(right[0]["text"]))
    if own > max(lengths) * LONGER + SLACK or own < min(lengths) * SHORTER - SLACK:
        problem = f"The right option has {own} characters, the others {min(lengths)} to "
        remedy = "Bring them closer: its length gives it away."
        yield "options", f"{problem}{max(lengths)}.", remedy
    yield from _sent_back(item)


def _several(item: bank.Item) -> Problems:
    right = sum(bool(option.get("right")) for option in item["options"])
    if right in (0, len(item["options"])):
        yield "options", f"{right} options are right.", "Have right ones and wrong ones."
    yield from _sent_back(item)


def _sent_back(item: bank.Item) -> Problems:
    for number, option in enumerate(item["options"], 1):
        if not option.get("right") and not _PLACE.search(option["feedback"]):
            problem = "The feedback of a wrong option sends the reader nowhere."
            remedy = "Add {para}`¶3 <source#p3>`, a {quote}, or a link [title](page)."
            yield f"options/{number}/feedback", problem, remedy


def _matched(item: bank.Item) -> Problems:
    right = [_shown(pair["with"]) for pair in item["pairs"]]
    left = [_shown(pair["this"]) for pair in item["pairs"]]
    # Several on the left may share one on the right; an extra is nobody's.
    for words in item.get("extra", []):
        if _shown(words) in right:
            yield "extra", f"{words!r} is a right answer as well.", "Take it out of extra."
    if len(set(left)) < len(left):
        yield "pairs", "Two on the left are the same.", "Tell them apart."
    if len({*right, *map(_shown, item.get("extra", []))}) < 3:
        yield "pairs", "There are fewer than three to choose from.", "Add some under extra."


def _grid(item: bank.Item) -> Problems:
    rows, columns = ({one["id"] for one in item[part]} for part in ("rows", "columns"))
    for row, cells in item["key"].items():
        strange = ({row} - rows) | (set(cells) - columns)
        for name in sorted(strange | (set(cells.values()) - set(item["values"]))):
            remedy = "A key has rows, in them columns, in them values of the item."
            yield "key", f"The item has no {name!r}.", remedy
    for part, ids in (("rows", rows), ("columns", columns)):
        if len(ids) < len(item[part]):
            yield part, "Two have the same id.", "Give each an id of its own."
    for row in sorted(row for row in rows if not item["key"].get(row)):
        yield "key", f"The row {row!r} asks for nothing.", "Give it a key, or take it out."


def _written_marks(item: bank.Item) -> Problems:
    low, high = item["words"]
    if low > high:
        yield "words", "The range ends before it begins.", "Write the smaller number first."


_ANSWERS = {
    "choose-one": _one,
    "choose-several": _several,
    "match": _matched,
    "fill-grid": _grid,
    "written": _written_marks,
    "argument-bench": _written_marks,
}


def _marks(item: bank.Item) -> Problems:
    """Check that exemplars rise from weak to strong, to the full mark at most."""
    marks = [item["exemplars"][name]["mark"] for name in ("weak", "middle", "strong")]
    if not marks[0] < marks[1] < marks[2] <= item["out_of"]:
        remedy = f"Let them rise from weak to strong, to {item['out_of']} at most."
        yield "exemplars", f"The marks are {', '.join(map(str, marks))}.", remedy


def _lengths(item: bank.Item) -> Problems:
    """Check that exemplars of tasks for marks are as long as the task asks its answers to be."""
    if item["edition"] != bank.ASSESSMENT:
        return
    low, high = item["words"]
    for name, one in item["exemplars"].items():
        count = len(text.plain(one["text"]).split())
        if not low <= count <= high:
            problem = f"It has {count} words; the task asks for {low} to {high}."
            yield f"exemplars/{name}", problem, "Let it have the length of an answer."
