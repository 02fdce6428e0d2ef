"""The bank as a CSV file: a row an item, a column a part, for spreadsheets and for search."""

import csv
import io

from sourcebook.tasks import text
from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.losses import Loss

FACTS = ("id", "chapter", "type", "edition", "move", "difficulty", "minutes", "version")
# Spreadsheets take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
AS_IT_IS = ("out_of", "lines", "ask", "both", "source")


def write(items: list[Item]) -> bytes:
    """Return items as CSV in UTF-8, marked as such for Excel.

    A column is named by the place of its part, such as ``options/2/feedback``. Of lists that are
    no text, such as passages, the members are divided by spaces.
    """
    rows = [cells(item) for item in items]
    columns = [*FACTS]
    columns += sorted({name for row in rows for name in row} - set(FACTS), key=_order)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(words) for name, words in row.items()} for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words


def cells(item: Item) -> dict[str, str]:
    """Return the parts of an item by place, each as plain words."""
    found = {name: _fact(item, name) for name in FACTS}
    found["passages"], found["sources"] = " ".join(item["passages"]), " ".join(item["sources"])
    for name in AS_IT_IS:
        if name in item.data:
            found[name] = str(item[name])
    if "words" in item.data:
        found["words"] = " to ".join(map(str, item["words"]))
    for one in text.texts(item):
        found[one.place] = shapes.plain(one.words)
    return found | _keys(item)


def _fact(item: Item, name: str) -> str:
    if name in ("chapter", "version"):
        return getattr(item, name)
    return f"{item[name]:g}" if isinstance(item[name], float) else str(item[name])


def _keys(item: Item) -> dict[str, str]:
    """Return what answers an item and is no text."""
    found = {}
    for number, option in enumerate(item.get("options", []), 1):
        found[f"options/{number}/right"] = "yes" if option.get("right") else "no"
    for name, samples in (("exemplars", item.get("exemplars", {})), ("samples", _numbered(item))):
        for key, sample in samples.items():
            found[f"{name}/{key}/mark"] = str(sample["mark"])
    for number, level in enumerate(item.get("scheme", []), 1):
        found[f"scheme/{number}/marks"] = level["marks"]
    spans = {"key": item.get("key")}
    spans |= {f"near/{number}": near for number, near in enumerate(item.get("near", []), 1)}
    for place, span in spans.items():
        if isinstance(span, dict) and "from" in span:
            found[f"{place}/from"], found[f"{place}/to"] = str(span["from"]), str(span["to"])
    if item.type == "mark-passage":
        found["key"], found["paragraphs"] = " ".join(item["key"]), " ".join(item["paragraphs"])
    if item.type == "fill-grid":
        found["values"] = " | ".join(item["values"])
        for row, there in item["key"].items():
            found |= {f"key/{row}/{column}": value for column, value in there.items()}
    return found


def _numbered(item: Item) -> dict[str, dict]:
    return {str(number): one for number, one in enumerate(item.get("samples", []), 1)}


# The columns as a reader goes through an item.
_PARTS = (
    "title stem question unit ask source paragraphs out_of lines words both options entries pairs "
    "extra rows columns values key near feedback otherwise samples scheme exemplars hints passages "
    "sources"
).split()


def _order(name: str) -> tuple:
    part, *rest = name.split("/")
    return _PARTS.index(part), [(0, int(r), "") if r.isdigit() else (1, 0, r) for r in rest]


def losses(item: Item) -> list[Loss]:
    """Return nothing: every part of an item has a column."""
    return []
