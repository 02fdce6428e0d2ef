"""The key to the sheet of a set: answers, feedback, schemes, exemplars, hints, sources."""

from sourcebook import facts
from sourcebook.tasks import bank, paragraph_codes
from sourcebook.tasks.exports import shapes, stems
from sourcebook.tasks.exports.blocks import Block, Run, blocks, label, para, plain, runs
from sourcebook.tasks.exports.sheets import about


def key(title: str, items: list[bank.Item]) -> list[Block]:
    """Return the key of a set: answers, feedback, schemes, exemplars, hints, sources."""
    found = [Block("title", plain(f"{title}: key"))]
    found.append(label("For the teacher. Not for students before they have answered.", bold=True))
    for number, item in enumerate(items, 1):
        found.append(Block("task", plain(f"{number}. {item['title']}")))
        found.append(para(f"{about(item)}; {item['move']}; difficulty {item['difficulty']}"))
        found += _answer(item)
        found += blocks(stems.marking(item))
        for place, hint in enumerate(shapes.hints(item), 1):
            found.append(Block("item", runs(hint), label=f"Hint {place}:"))
        for line in shapes.resting(item):
            found.append(Block("item", runs(line), label="Source:"))
    return found


def _answer(item: bank.Item) -> list[Block]:
    """Return what is right, and what is said of it and of all else."""
    shape = shapes.shape(item)
    if shape == shapes.CHOICE:
        lines = [
            _line("Right" if o.right else "Wrong", o.html, o.feedback) for o in shapes.options(item)
        ]
    elif shape in (shapes.NUMBER, shapes.DAYS):
        lines = _ranges(item)
    elif shape == shapes.GRID:
        lines = [_row(item, row) for row in item["rows"]]
    else:
        lines = [
            Block("item", runs(line), label=f"{n}.")
            for n, line in enumerate(shapes.remarks(item), 1)
        ]
    if item.type == "class-coding":
        lines = [para("No key: the class’s codes are compared on the book’s page Class results.")]
        lines.append(label("At the edge of each code: for the talk after the coding", bold=True))
        for row in paragraph_codes.rows():
            lines.append(Block("item", plain(row["boundary_example"]), label=row["letter"]))
    return lines


def _line(label: str, html: str, feedback: str) -> Block:
    said = [Run(" – "), *runs(feedback)] if feedback else []
    return Block("item", [*runs(html), *said], label=f"{label}:")


def _ranges(item: bank.Item) -> list[Block]:
    spans = [("Right", item["key"]), *(("Near", one) for one in item.get("near", []))]
    lines = []
    for name, one in spans:
        ends = [_end(one[end]) for end in ("from", "to")]
        span = ends[0] if ends[0] == ends[1] else " to ".join(ends)
        said = [Run(span, True), Run(" – "), *runs(shapes.html(one["feedback"]))]
        lines.append(Block("item", said, label=f"{name}:"))
    return [*lines, Block("item", runs(shapes.html(item["otherwise"])), label="All else:")]


def _end(value) -> str:
    return facts.wordings(value, "date")[0] if isinstance(value, str) else f"{value:g}"


def _row(item: bank.Item, row: dict) -> Block:
    ended = shapes.plain(row["text"]).endswith((".", "?", "!"))
    said = [*runs(shapes.html(row["text"])), Run(" " if ended else ": ")]
    for column in item["columns"]:
        if value := item["key"][row["id"]].get(column["id"]):
            said += [*runs(shapes.html(column["text"])), Run(" "), Run(value, True), Run("; ")]
    return Block("item", [*said, *runs(shapes.html(row["feedback"]))], label="•")
