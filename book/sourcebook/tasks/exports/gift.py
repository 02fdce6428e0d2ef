"""GIFT, Moodle's plain text format. Less fits into it than into Moodle XML."""

from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes, stems
from sourcebook.tasks.exports.losses import Loss, controls, feedback, hints, lost, marking

SIGNS = "\\#=~{}:"


def escaped(words: str) -> str:
    """Return a text on one line, with the signs of GIFT escaped.

    A backslash is doubled; line breaks become spaces, as in HTML they are.
    """
    flat = " ".join(words.split())
    # A per cent sign in first place would begin a weight.
    flat = f"&#37;{flat[1:]}" if flat.startswith("%") else flat
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in flat)


def write(items: list[Item]) -> bytes:
    """Return items as one GIFT file in UTF-8."""
    parts = []
    for name, own in shapes.by_category(items):
        parts += [f"$CATEGORY: {name}", *map(_question, own)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _question(item: Item) -> str:
    told = " ".join(f"[tag:{tag}]" for tag in shapes.tags(item))
    head = f"// [id:{item.id}] {told}\n"
    head += f"::{escaped(item['title'])}::[html]{escaped(_stem(item))}"
    shape = shapes.shape(item)
    if shape == shapes.CODING:
        return head
    answers, after = _ANSWERS[shape](item), shapes.after(item)
    if after:
        answers = [*answers, f"####{escaped(after)}"]
    if not answers:
        return head + " {}"
    sign = "#" if shape == shapes.NUMBER else ""
    return head + f" {{{sign}\n" + "\n".join(f"\t{line}" for line in answers) + "\n}"


def _stem(item: Item) -> str:
    words = stems.stem(item)
    if shapes.shape(item) == shapes.ORDER:
        words += "\n<p>Give each place its entry.</p>"
    return words


def _choice(item: Item) -> list[str]:
    lines = []
    for option, share in zip(shapes.options(item), shapes.shares(item), strict=True):
        if shapes.single(item):
            sign = "=" if option.right else "~"
        else:
            sign = f"~%{shapes.per_cent(share)}%"
        remark = f"#{escaped(option.feedback)}" if option.feedback else ""
        lines.append(f"{sign}{escaped(option.html)}{remark}")
    return lines


def _number(item: Item) -> list[str]:
    lines = []
    for one in shapes.answers(item):
        weight = 100 if one.right else 0
        # Moodle reads “..” only after a first digit; a range of one value is written the same way.
        span = f"{one.low:.10g}..{one.high:.10g}"
        lines.append(f"=%{weight}%{span}#{escaped(one.feedback)}")
    return [*lines, f"~#{escaped(shapes.html(item['otherwise']))}"]


def _days(item: Item) -> list[str]:
    lines = []
    for one in shapes.answers(item):
        weight = 100 if one.right else 0
        lines += [f"=%{weight}%{escaped(form)}#{escaped(one.feedback)}" for form in one.forms]
    return [*lines, f"=%0%*#{escaped(shapes.html(item['otherwise']))}"]


def _order(item: Item) -> list[str]:
    return [
        f"={number} -> {escaped(shapes.plain(entry['text']))}"
        for number, entry in enumerate(item["entries"], 1)
    ]


def _match(item: Item) -> list[str]:
    pairs = [(shapes.html(pair["this"]), pair["with"]) for pair in item["pairs"]]
    pairs += [("", extra) for extra in item.get("extra", [])]
    return [f"={escaped(one)} -> {escaped(shapes.plain(other))}" for one, other in pairs]


def _grid(item: Item) -> list[str]:
    lines = []
    for row, column, value in shapes.cells(item):
        named = f"{shapes.html(row['text'])} – {shapes.html(column['text'])}"
        lines.append(f"={escaped(named)} -> {escaped(value)}")
    used = {value for _, _, value in shapes.cells(item)}
    return lines + [f"= -> {escaped(value)}" for value in item["values"] if value not in used]


_ANSWERS = {
    shapes.CHOICE: _choice,
    shapes.NUMBER: _number,
    shapes.DAYS: _days,
    shapes.ORDER: _order,
    shapes.MATCH: _match,
    shapes.GRID: _grid,
    shapes.ESSAY: lambda item: [],
}


def losses(item: Item) -> list[Loss]:
    """Return what GIFT does not have of an item, or has elsewhere."""
    found = hints(item, "GIFT has no hints.") + feedback(item, "GIFT")
    found += marking(item, "A GIFT essay has no information for graders.")
    if shapes.points(item) > 1 and shapes.shape(item) == shapes.ESSAY:
        found.append(lost(item, "marking", "GIFT has no marks: set them in the quiz."))
    return found + controls(
        item,
        order="GIFT has no ordering: each place is matched with its entry.",
        fill_grid="GIFT has no grid: each cell is matched with its value.",
    )
