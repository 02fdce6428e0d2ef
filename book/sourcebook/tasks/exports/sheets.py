"""The sheet of a set for students: its tasks with room to answer, and the reports it needs."""

from collections.abc import Collection

from sourcebook import sources
from sourcebook.tasks import bank, keys, paragraph_codes
from sourcebook.tasks.exports import named, shapes, stems
from sourcebook.tasks.exports.blocks import Block, Run, blocks, label, para, plain, runs
from sourcebook.tasks.exports.losses import Loss, lost, moved
from sourcebook.tasks.labels import KINDS, minutes

BOX, CIRCLE = "☐", "○"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHORT, LONG = "_" * 12, "_" * 26
NAME = f"Name {LONG}   Class {'_' * 8}   Date {SHORT}"  # what pupils fill in first
BENCH = (("Claim", 3), ("Evidence: report, paragraph, words", 6), ("Reasoning", 0))


def reports(items: list[bank.Item]) -> list[str]:
    """Return the ids of the reports that the items of a sheet need, in the book's order."""
    named = {anchor.split("#")[0] for item in items for anchor in item["passages"]}
    named |= {item["source"] for item in items if "source" in item.data}
    return [name for name in sources.ids() if name in named]


def sheet(
    title: str, items: list[bank.Item], with_reports: bool = True, here: Collection[str] = ()
) -> list[Block]:
    """Return the sheet of a set for students: tasks with room to answer, then the reports.

    Arguments:
        title: its heading.
        items: the tasks, in the order in which they are worked.
        with_reports: False leaves out the reports, where pupils have them apart.
        here: the ids of tasks for which pupils have on paper what else stands on a page.

    What is for marks is set by ``paper``.
    """
    total = minutes(sum(item["minutes"] for item in items))
    found = [Block("title", plain(title))]
    found.append(para(f"{NAME}   Time: {total}"))
    for number, item in enumerate(items, 1):
        found.append(Block("task", plain(f"{number}. {item['title']}")))
        found.append(label(about(item)))
        if (needed := named.pages_needed(item)) and item.id not in here:
            found.append(label(f"{_needs(item)}: {' · '.join(needed)}"))
        found += room(item)
    if with_reports:
        for name in reports(items):
            found += report(name)
    return found + _rows(items)


def _needs(item: bank.Item) -> str:
    if named.rows(item):
        return "Needs its rows, which end this sheet, or the page"
    return "Needs the page, on screen or on paper"


def _rows(items: list[bank.Item]) -> list[Block]:
    """Return the rows that tasks rest on, where no row has an answer in it."""
    found = []
    for number, item in enumerate(items, 1):
        if lines := named.rows(item):
            found.append(label(f"{number}. {item['title']}", bold=True))
            found += [Block("item", runs(line), label="•") for line in lines]
    return [Block("part", plain("Rows of the book’s tables")), *found] if found else []


def about(item: bank.Item) -> str:
    """Return kind, time and marks of an item in words."""
    marks = f", {item['out_of']} marks" if "out_of" in item.data else ""
    return f"{KINDS[item.type]}, {minutes(item['minutes'])}{marks}"


def room(item: bank.Item) -> list[Block]:
    """Return the question of an item with room to answer."""
    return _ROOM[item.type](item)


def report(name: str, only: list[str] | None = None) -> list[Block]:
    """Return a report on a page of its own; with ``only``, these paragraphs where they stand."""
    whole = sources.report(name)
    kind = "part" if only is None else "task"
    found = [Block(kind, plain(f"Report: {whole.short}"))]
    found.append(label(whole.card["headline"], bold=True))
    found.append(label(shapes.stamp(whole)))
    if only is not None and len(only) < len(whole.paragraphs) - 1:
        found.append(label("Of this report, the paragraphs that the questions name:"))
    for key, one in whole.paragraphs.items():
        if key != "headline" and (only is None or key in only):
            found.append(para(f"{one.number} {shapes.published(whole, one.text)}"))
    return found


def _stem(item: bank.Item) -> list[Block]:
    return blocks(shapes.paragraph(shapes.html(item["stem"])))


def _options(item: bank.Item) -> list[Block]:
    sign = CIRCLE if item.type == "choose-one" else BOX
    there = [Block("item", runs(o.html), label=sign) for o in shapes.options(item)]
    return [*_stem(item), *there]


def _number(item: bank.Item) -> list[Block]:
    unit = shapes.plain(item.get("unit", ""))
    return [*_stem(item), para(f"{SHORT} {unit}".rstrip())]


def _days(item: bank.Item) -> list[Block]:
    if item["ask"] == "day":
        return [*_stem(item), para(f"The day: {LONG}")]
    return [*_stem(item), para(f"First day: {LONG}   Last day: {LONG}")]


def _order(item: bank.Item) -> list[Block]:
    rows = [[plain("Place"), plain("Entry")]]
    for place in keys.shuffled(item):
        rows.append([plain(""), runs(shapes.html(item["entries"][place]["text"]))])
    return [*_stem(item), Block("table", rows=rows, widths=(1, 7))]


def _match(item: bank.Item) -> list[Block]:
    rows = [[plain("Letter"), plain("Goes with")]]
    rows += [[plain(""), runs(shapes.html(pair["this"]))] for pair in item["pairs"]]
    there = keys.choices(item)
    listed = [
        Block("item", runs(shapes.html(words)), label=LETTERS[number])
        for number, words in enumerate(there)
    ]
    return [*_stem(item), Block("table", rows=rows, widths=(1, 7)), *listed]


def _passage(item: bank.Item) -> list[Block]:
    report = sources.report(item["source"])
    found = [*_stem(item), label("Underline in these paragraphs:")]
    for name in item["paragraphs"]:
        one = report.paragraphs[name]
        found.append(Block("quote", plain(f"{one.number} {shapes.published(report, one.text)}")))
    return found


def _grid(item: bank.Item) -> list[Block]:
    rows = [[plain(""), *(runs(shapes.html(one["text"])) for one in item["columns"])]]
    for row in item["rows"]:
        asked = item["key"][row["id"]]
        room = (plain("" if one["id"] in asked else "–") for one in item["columns"])
        rows.append([runs(shapes.html(row["text"])), *room])
    widths = (3, *(1.5 for _ in item["columns"]))
    choose = label(f"Choose from: {' · '.join(item['values'])}")
    return [*_stem(item), choose, Block("table", rows=rows, widths=widths)]


def _written(item: bank.Item) -> list[Block]:
    low, high = item["words"]
    return [*_stem(item), label(f"{low} to {high} words"), Block("lines", count=item["lines"])]


def _bench(item: bank.Item) -> list[Block]:
    found = _stem(item)
    used = sum(count for _, count in BENCH)
    for name, count in BENCH:
        found.append(label(name, bold=True))
        found.append(Block("lines", count=count or max(4, item["lines"] - used)))
    return found


def _calibration(item: bank.Item) -> list[Block]:
    found = [*_stem(item), *blocks(shapes.paragraph(shapes.html(item["question"])))]
    found.append(label(f"Mark scheme, out of {item['out_of']}", bold=True))
    found += blocks(stems.scheme(item))
    for number, sample in enumerate(item["samples"], 1):
        found.append(label(f"Sample {number}", bold=True))
        quoted = f"<blockquote>{shapes.paragraph(shapes.html(sample['text']))}</blockquote>"
        found += blocks(quoted)
        found.append(label(f"Mark: {SHORT} of {item['out_of']}. Reason:"))
        found.append(Block("lines", count=2))
    return found


def coding(item: bank.Item) -> list[Block]:
    """Return what a class needs to code a report: question, codes, and paragraphs with letters."""
    codes = paragraph_codes.rows()
    letters = "   ".join(row["letter"] for row in codes)
    listed = [Block("item", rules(row), label=row["letter"]) for row in codes]
    report = sources.report(item["source"])
    rows = [[plain(""), plain("Paragraph"), plain("Circle one")]]
    for name in paragraph_codes.report(item["source"]).paragraphs:
        one = report.paragraphs[name]
        words = shapes.published(report, one.text)
        rows.append([plain(one.number), plain(words), plain(letters)])
    told = label("Circle one letter for each paragraph. Leave none circled if you cannot decide.")
    return [*_stem(item), *listed, told, Block("table", rows=rows, widths=(0.7, 6, 2.6))]


def rules(row: dict[str, str]) -> list[Run]:
    """Return a code with the rules that learners may read, as one paragraph."""
    found = [Run(f"{row['label']}. ", bold=True)]
    for label_, words in paragraph_codes.rules(row):
        found += [Run(f"{label_}: ", italic=True)] if label_ else []
        found.append(Run(f"{words} "))
    return found


def dating(item: bank.Item) -> list[Block]:
    """Return what dates a report on paper: question, facts, clues, and room for days and reason."""
    found = [*_stem(item), label("Facts from outside, of which some date nothing", bold=True)]
    for number, one in enumerate(stems.outside_facts(), 1):
        found.append(Block("item", plain(one), label=f"{number}."))
    rows = [[plain("Use"), plain("Clue"), plain("What it says"), plain("Fact no.")]]
    for words, says in stems.clues():
        rows.append([plain(BOX), plain(words), plain(says), plain("")])
    found += [
        label("Clues, each with the fact that it needs", bold=True),
        Block("table", rows=rows, widths=(0.8, 3, 4, 1)),
        para(f"Earliest day: {LONG}   Latest day: {LONG}"),
    ]
    low, high = item["words"]
    found.append(label(f"Your reason, in {low} to {high} words:"))
    return [*found, Block("lines", count=item["lines"])]


_ROOM = {
    "choose-one": _options,
    "choose-several": _options,
    "number": _number,
    "date": _days,
    "order": _order,
    "match": _match,
    "mark-passage": _passage,
    "fill-grid": _grid,
    "written": _written,
    "argument-bench": _bench,
    "calibration": _calibration,
    "class-coding": coding,
    "dating": dating,
}


def losses(item: bank.Item) -> list[Loss]:
    """Return what a sheet on paper does not do."""
    found = []
    if shapes.shape(item) != shapes.ESSAY:
        found.append(lost(item, "marking", "Paper marks nothing: the key sheet has the answers."))
    if shapes.hints(item):
        found.append(moved(item, "hints", "The hints stand in the key sheet."))
    if named.pages_needed(item):
        rows = " Its rows are printed." if named.rows(item) else ""
        found.append(
            lost(item, "stem", f"Pages of the book are not printed: the task needs one.{rows}")
        )
    if item.type == "mark-passage":
        found.append(moved(item, "control", "Words are underlined; segments are not shown apart."))
    if item.type == "class-coding":
        found.append(moved(item, "control", "Letters are circled; a class code needs the page."))
    return found
