"""The visible checks of the notebook exercises: they explain, and never give the answer.

A check says what it found, what kind of thing was expected, and where to look. The right answers
are not in it: ``keys.json`` has a fingerprint of each, and one of each common slip with the
sentence that helps. Pure Python, so that it runs wherever a notebook does.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from importlib.resources import files

SHOWN = 160  # characters of what was found
PLACES = 6  # decimal places that count


class Wrong(AssertionError):
    """A check that did not pass; its text is for the learner."""

    def _render_traceback_(self) -> list[str]:
        """Have a notebook show the explanation alone, without the code that led to it."""
        return str(self).splitlines()


def plain(value):
    """Return a value as JSON has it, so that equal answers look equal.

    A Series is taken as a mapping, or as a list where its index repeats itself, and a table as a
    list of rows; numbers of any library become Python's, rounded to six places; days become ISO
    text; an empty cell becomes ``None``.
    """
    if hasattr(value, "columns") and hasattr(value, "to_dict"):
        return [plain(row) for row in value.to_dict("records")]
    if _repeats(value):
        value = list(value)
    if _maps(value):
        pairs = [[plain(key), plain(value[key])] for key in value.keys()]
        return {"pairs": sorted(pairs, key=lambda pair: json.dumps(pair, ensure_ascii=False))}
    if isinstance(value, (set, frozenset)):
        return {"set": sorted(map(plain, value), key=str)}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if getattr(value, "ndim", 0):
        return [plain(one) for one in value]
    if type(value).__name__ == "datetime64":
        return str(value.astype("datetime64[s]")).removesuffix("T00:00:00")
    return _single(value.item() if hasattr(value, "item") else value)


def _maps(value) -> bool:
    """Whether a value is a mapping, or a Series, which is taken as one."""
    series = all(hasattr(value, part) for part in ("to_dict", "index", "keys"))
    return isinstance(value, Mapping) or series


def _repeats(value) -> bool:
    """Whether a value is a Series in which a name stands for more than one row."""
    return _maps(value) and not getattr(getattr(value, "index", None), "is_unique", True)


def _single(value):
    if type(value).__name__ in ("NAType", "NaTType") or value is None:
        return None
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bool, str)):
        return value
    try:
        number = round(float(value), PLACES)
    except (TypeError, ValueError, OverflowError):
        return {"other": type(value).__name__}
    if number in (float("inf"), float("-inf")):
        return {"other": str(number)}
    if number != number:  # not a number stands for an empty cell
        return None
    return int(number) if number == int(number) else number


def fingerprint(task: str, value) -> str:
    """Return sixteen digits that tell an answer to a task from others without showing it."""
    text = json.dumps([task, plain(value)], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def found(value) -> str:
    """Return what an answer is, in a line."""
    if _nothing(value):
        return "nothing"
    if hasattr(value, "columns"):
        shape = f"a table of {len(value)} rows with the columns {', '.join(map(str, value))}"
        return _cut(shape)
    if _maps(value) and not _repeats(value):
        pairs = "; ".join(f"{_word(key)}: {_word(value[key])}" for key in value.keys())
        return _cut(f"{len(value)} entries: {pairs}")
    if isinstance(value, (list, tuple, set)):
        return _cut(f"a {type(value).__name__} of {len(value)}: {', '.join(map(_word, value))}")
    return _cut(f"{_word(value)} ({_kind(value)})")


def _nothing(value) -> bool:
    """Whether a function gave nothing back, asked once or several times."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)) and value:
        return all(map(_nothing, value))
    return value is None or value is Ellipsis


def _kind(value) -> str:
    names = {str: "text", bool: "yes or no", int: "a whole number", float: "a number"}
    return names.get(type(value), type(value).__name__)


def _word(value) -> str:
    simple = plain(value)
    return str(value) if isinstance(simple, (dict, list)) else str(simple)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@cache
def _keys() -> dict:
    return json.loads(files(__package__).joinpath("keys.json").read_text(encoding="utf-8"))


_record: dict | None = None


@contextmanager
def recording() -> Iterator[dict]:
    """Collect the answers that ``answer`` is given instead of judging them: task to value."""
    global _record
    _record = {}
    try:
        yield _record
    finally:
        _record = None


def answer(task: str, value) -> None:
    """Check an answer and print that it is right.

    Arguments:
        task: the exercise and the task, such as ``"who-speaks/words-by-speaker"``.
        value: what the learner's function gave.

    Raises:
        Wrong: it is not right; the message explains.
        KeyError: there is no such task.
    """
    if _record is not None:
        _record[task] = value
        return
    key = _keys()[task]
    print_ = fingerprint(task, value)
    if print_ == key["right"]:
        print(f"✓ {task.split('/')[1]}: right.")
        return
    if _nothing(value):
        hint = "Nothing came back. Does your function end with a line that begins with return?"
    else:
        hint = key["slips"].get(print_, "")
    raise Wrong(_explain(found(value), key["kind"], hint or f"Look at {key['look']}"))


def _explain(was: str, kind: str, hint: str) -> str:
    return f"Not yet.\nFound: {was}.\nExpected: {kind}\n{hint}"


def demand(holds: bool, was: str, kind: str, hint: str) -> None:
    """Raise ``Wrong`` with its three parts unless something holds."""
    if not holds:
        raise Wrong(_explain(was, kind, hint))


@contextmanager
def other_data() -> Iterator[None]:
    """Say of any failure inside that it came from other data than the notebook shows."""
    try:
        yield
    except Exception as error:
        said = f"{type(error).__name__}: {error}".replace("Wrong: ", "", 1)
        raise Wrong(f"On other data: {said}") from None


def same(value, expected) -> None:
    """Compare an answer on other data with the right one.

    Raises:
        Wrong: they differ.
    """
    if plain(value) != plain(expected):
        raise Wrong(f"found {found(value)}; right would be {found(expected)}.")
