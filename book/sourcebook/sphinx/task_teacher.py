"""What the teacher edition prints under a task: its answer, mark scheme and exemplars."""

from docutils import nodes

from sourcebook import facts
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.tasks import bank, dating_facts, keys, text
from sourcebook.tasks.exports.shapes import segments

LEVELS = {"weak": "A weak answer", "middle": "A middling answer", "strong": "A strong answer"}


def for_teachers(item: bank.Item, address: text.Address) -> Tag:
    """Return the answer of an item in a part to unfold; ``address`` as ``text.html`` has it."""

    def html(words: str) -> nodes.raw:
        return nodes.raw("", text.html(words, address), format="html")

    shut = tag("details", tag("summary", "For the teacher"), class_="sb-task-teacher")
    shut += [part for part in (_answer(item, html), _ranges(item, html)) if part is not None]
    shut += _scheme(item, html)
    for line in keys.rests_on(item, address):
        shut += tag("p", nodes.raw("", line, format="html"), class_="sb-task-source")
    return shut


def _list(lines: list[list], kind: str = "ul") -> Tag:
    return tag(kind, *(tag("li", *line) for line in lines))


def _answer(item: bank.Item, html) -> Tag | None:
    """Return what is right, each with what is said of it."""
    if "options" in item.data:
        return _list(
            [
                [
                    tag("b", "Right: " if one.get("right") else "Wrong: "),
                    html(one["text"]),
                    " – ",
                    html(one["feedback"]),
                ]
                for one in item["options"]
            ]
        )
    if "entries" in item.data:
        lines = [[html(one["text"]), " – ", html(one["feedback"])] for one in item["entries"]]
        return _list(lines, "ol")
    if "pairs" in item.data:
        return _list(
            [
                [html(one["this"]), " → ", html(one["with"]), " – ", html(one["feedback"])]
                for one in item["pairs"]
            ]
        )
    if "rows" in item.data:
        return _grid(item, html)
    if item.type == "mark-passage":
        return _segments(item, html)
    if item.type == "dating":
        return _list([[tag("b", what), f" → {said}"] for what, said in dating_facts.key()])
    return None


def _grid(item: bank.Item, html) -> Tag:
    names = {one["id"]: one["text"] for one in item["columns"]}
    lines = []
    for row in item["rows"]:
        line = [html(row["text"]), ": "]
        for column, value in item["key"][row["id"]].items():
            line += [html(names[column]), " ", tag("b", value), "; "]
        lines.append([*line, html(row["feedback"])])
    return _list(lines)


def _segments(item: bank.Item, html) -> Tag:
    lines = []
    said = item.get("feedback", {})
    for _, row, words in segments(item):
        if row in item["key"]:
            remark = [" – ", html(said[row])] if row in said else []
            lines.append([words, *remark])
    return _list(lines)


def _ranges(item: bank.Item, html) -> Tag | None:
    """Return the range that is right, the near misses and what is said to all else."""
    if item.type not in ("number", "date"):
        if "otherwise" in item.data:
            return tag("p", tag("b", "To all else: "), html(item["otherwise"]))
        return None
    spans = [("Right", item["key"]), *(("Near", one) for one in item.get("near", []))]
    lines = [
        [tag("b", f"{name}: {_span(one)}"), " – ", html(one["feedback"])] for name, one in spans
    ]
    return _list([*lines, [tag("b", "Anything else"), " – ", html(item["otherwise"])]])


def _span(one: dict) -> str:
    first, last = (
        facts.wordings(one[end], "date")[0] if isinstance(one[end], str) else f"{one[end]:g}"
        for end in ("from", "to")
    )
    return first if first == last else f"{first} to {last}"


def _scheme(item: bank.Item, html) -> list[Tag]:
    """Return the mark scheme, the exemplars and the reference marks of samples."""
    parts = []
    if "scheme" in item.data:
        parts.append(tag("p", tag("b", f"Mark scheme, out of {item['out_of']}")))
        levels = [[tag("b", one["marks"]), ": ", html(one["text"])] for one in item["scheme"]]
        parts.append(_list(levels))
    samples = [(LEVELS[name], one) for name, one in item.get("exemplars", {}).items()]
    samples += [(f"Sample {n}", one) for n, one in enumerate(item.get("samples", []), 1)]
    for name, one in samples:
        parts.append(tag("p", tag("b", f"{name}: {one['mark']}")))
        if item.type != "calibration":
            parts.append(tag("blockquote", html(one["text"])))
        parts.append(tag("p", html(one["why"])))
    return parts
