"""Worksheets of a set as blocks, which ``sheet_pdf`` and ``sheet_word`` print: sheet and key."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from sourcebook import facts, sources
from sourcebook.sphinx.tasks import KINDS, minutes
from sourcebook.tasks import bank, keys, paragraph_codes
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.losses import Loss, lost, moved

BOX, CIRCLE = "☐", "○"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHORT, LONG = "_" * 12, "_" * 26
BENCH = (("Claim", 3), ("Evidence: report, paragraph, words", 6), ("Reasoning", 0))


@dataclass(frozen=True)
class Run:
    """Words in one look."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass
class Block:
    """One part of a sheet.

    Arguments:
        kind: ``title``, ``task``, ``part`` (a heading), ``para``, ``label`` (a paragraph that stays
            with what follows), ``item`` (of a list), ``quote``, ``lines`` (room to write),
            ``table`` or ``break`` (a new page).
        runs: its words.
        label: what stands before a list's item.
        count: lines of room.
        rows: of a table: rows of cells, each a list of runs; the first is its head.
        widths: of a table's columns, as shares.
    """

    kind: str
    runs: list[Run] = field(default_factory=list)
    label: str = ""
    count: int = 0
    rows: list[list[list[Run]]] = field(default_factory=list)
    widths: tuple[float, ...] = ()


class _Reader(HTMLParser):
    """Reads the bank's HTML, which has few elements, as blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.bold, self.italic = [], 0, 0
        self.around, self.open = [], None

    def handle_starttag(self, tag, attrs):
        if tag in ("strong", "b"):
            self.bold += 1
        elif tag in ("em", "i"):
            self.italic += 1
        elif tag in ("ul", "ol"):
            self.around.append([tag, 0])
        elif tag == "blockquote":
            self.around.append([tag, 0])
            self.open = None
        elif tag == "li":
            self.around[-1][1] += 1
            kind, number = self.around[-1]
            self._begin("item", "•" if kind == "ul" else f"{number}.")
        elif tag == "p" and not (self.open and self.open.kind == "item" and not self.open.runs):
            quoted = any(kind == "blockquote" for kind, _ in self.around)
            self._begin("quote" if quoted else "para")

    def handle_endtag(self, tag):
        if tag in ("strong", "b"):
            self.bold -= 1
        elif tag in ("em", "i"):
            self.italic -= 1
        elif tag in ("ul", "ol", "blockquote"):
            self.around.pop()
            self.open = None
        elif tag in ("p", "li"):
            self.open = None

    def handle_data(self, data):
        words = " ".join(data.split())
        if not words:
            if self.open and self.open.runs and data:
                self.open.runs.append(Run(" "))
            return
        if self.open is None:
            self._begin("para")
        before = " " if data[0].isspace() and self.open.runs else ""
        after = " " if data[-1].isspace() else ""
        run = Run(f"{before}{words}{after}", self.bold > 0, self.italic > 0)
        self.open.runs.append(run)

    def _begin(self, kind, label=""):
        self.open = Block(kind, label=label)
        self.blocks.append(self.open)


def blocks(html: str) -> list[Block]:
    """Return HTML of the bank as blocks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [block for block in reader.blocks if block.runs]


def runs(html: str) -> list[Run]:
    """Return HTML of the bank as words of one paragraph."""
    found = []
    for number, block in enumerate(blocks(html)):
        found += [Run(" ")] if number else []
        found += [Run(f"{block.label} ")] if block.label else []
        found += block.runs
    return found


def _plain(words: str, bold: bool = False) -> list[Run]:
    return [Run(words, bold)]


def _para(words: str) -> Block:
    return Block("para", _plain(words))


def _label(words: str, bold: bool = False) -> Block:
    return Block("label", _plain(words, bold))


def reports(items: list[bank.Item]) -> list[str]:
    """Return the ids of the reports that the items of a sheet need, in the book's order."""
    named = {anchor.split("#")[0] for item in items for anchor in item["passages"]}
    named |= {item["source"] for item in items if "source" in item.data}
    return [name for name in sources.ids() if name in named]


def sheet(title: str, items: list[bank.Item]) -> list[Block]:
    """Return the sheet of a set for students: tasks with room to answer, then the reports."""
    total = minutes(sum(item["minutes"] for item in items))
    found = [Block("title", _plain(title))]
    found.append(_para(f"Name {LONG}   Date {SHORT}   Time: {total}"))
    for number, item in enumerate(items, 1):
        found.append(Block("task", _plain(f"{number}. {item['title']}")))
        found.append(_label(_facts(item)))
        found += _ROOM[item.type](item)
    for name in reports(items):
        found.append(Block("break"))
        found += _report(name)
    return found


def _facts(item: bank.Item) -> str:
    marks = f", {item['out_of']} marks" if "out_of" in item.data else ""
    return f"{KINDS[item.type]}, {minutes(item['minutes'])}{marks}"


def _report(name: str) -> list[Block]:
    report = sources.report(name)
    found = [Block("part", _plain(f"Report: {report.short}"))]
    found.append(_label(report.card["headline"], bold=True))
    for key, one in report.paragraphs.items():
        if key != "headline":
            found.append(_para(f"{one.number} {shapes.published(report, one.text)}"))
    return found


def _stem(item: bank.Item) -> list[Block]:
    return blocks(shapes.paragraph(shapes.html(item["stem"])))


def _options(item: bank.Item) -> list[Block]:
    sign = CIRCLE if item.type == "choose-one" else BOX
    there = [Block("item", runs(o.html), label=sign) for o in shapes.options(item)]
    return [*_stem(item), *there]


def _number(item: bank.Item) -> list[Block]:
    unit = shapes.plain(item.get("unit", ""))
    return [*_stem(item), _para(f"{SHORT} {unit}".rstrip())]


def _days(item: bank.Item) -> list[Block]:
    if item["ask"] == "day":
        return [*_stem(item), _para(f"The day: {LONG}")]
    return [*_stem(item), _para(f"First day: {LONG}   Last day: {LONG}")]


def _order(item: bank.Item) -> list[Block]:
    rows = [[_plain("Place"), _plain("Entry")]]
    for place in keys.shuffled(item):
        rows.append([_plain(""), runs(shapes.html(item["entries"][place]["text"]))])
    return [*_stem(item), Block("table", rows=rows, widths=(1, 7))]


def _match(item: bank.Item) -> list[Block]:
    rows = [[_plain("Letter"), _plain("Goes with")]]
    rows += [[_plain(""), runs(shapes.html(pair["this"]))] for pair in item["pairs"]]
    there = keys.choices(item)
    listed = [
        Block("item", runs(shapes.html(words)), label=LETTERS[number])
        for number, words in enumerate(there)
    ]
    return [*_stem(item), Block("table", rows=rows, widths=(1, 7)), *listed]


def _passage(item: bank.Item) -> list[Block]:
    report = sources.report(item["source"])
    found = [*_stem(item), _label("Underline in these paragraphs:")]
    for name in item["paragraphs"]:
        one = report.paragraphs[name]
        found.append(Block("quote", _plain(f"{one.number} {shapes.published(report, one.text)}")))
    return found


def _grid(item: bank.Item) -> list[Block]:
    rows = [[_plain(""), *(runs(shapes.html(one["text"])) for one in item["columns"])]]
    for row in item["rows"]:
        asked = item["key"][row["id"]]
        room = (_plain("" if one["id"] in asked else "–") for one in item["columns"])
        rows.append([runs(shapes.html(row["text"])), *room])
    widths = (3, *(1.5 for _ in item["columns"]))
    choose = _label(f"Choose from: {' · '.join(item['values'])}")
    return [*_stem(item), choose, Block("table", rows=rows, widths=widths)]


def _written(item: bank.Item) -> list[Block]:
    low, high = item["words"]
    return [*_stem(item), _label(f"{low} to {high} words"), Block("lines", count=item["lines"])]


def _bench(item: bank.Item) -> list[Block]:
    found = _stem(item)
    used = sum(count for _, count in BENCH)
    for name, count in BENCH:
        found.append(_label(name, bold=True))
        found.append(Block("lines", count=count or max(4, item["lines"] - used)))
    return found


def _calibration(item: bank.Item) -> list[Block]:
    found = [*_stem(item), *blocks(shapes.paragraph(shapes.html(item["question"])))]
    found.append(_label(f"Mark scheme, out of {item['out_of']}", bold=True))
    found += blocks(shapes.scheme(item))
    for number, sample in enumerate(item["samples"], 1):
        found.append(_label(f"Sample {number}", bold=True))
        quoted = f"<blockquote>{shapes.paragraph(shapes.html(sample['text']))}</blockquote>"
        found += blocks(quoted)
        found.append(_label(f"Mark: {SHORT} of {item['out_of']}. Reason:"))
        found.append(Block("lines", count=2))
    return found


def _coding(item: bank.Item) -> list[Block]:
    codes = paragraph_codes.rows()
    letters = "   ".join(row["letter"] for row in codes)
    listed = [Block("item", _plain(row["label"]), label=row["letter"]) for row in codes]
    report = sources.report(item["source"])
    rows = [[_plain(""), _plain("Paragraph"), _plain("Circle one")]]
    for name in paragraph_codes.report(item["source"]).paragraphs:
        one = report.paragraphs[name]
        words = shapes.published(report, one.text)
        rows.append([_plain(one.number), _plain(words), _plain(letters)])
    told = _label("Circle one letter for each paragraph. Leave none circled if you cannot decide.")
    return [*_stem(item), *listed, told, Block("table", rows=rows, widths=(0.7, 6, 2.6))]


def _dating(item: bank.Item) -> list[Block]:
    found = [*_stem(item), _label("Facts from outside, of which some date nothing", bold=True)]
    for number, one in enumerate(shapes.dating_facts(), 1):
        found.append(Block("item", _plain(one), label=f"{number}."))
    rows = [[_plain("Use"), _plain("Clue"), _plain("What it says"), _plain("Fact no.")]]
    for words, says in shapes.clues():
        rows.append([_plain(BOX), _plain(words), _plain(says), _plain("")])
    found += [
        _label("Clues, each with the fact that it needs", bold=True),
        Block("table", rows=rows, widths=(0.6, 3, 4, 1)),
        _para(f"Earliest day: {LONG}   Latest day: {LONG}"),
    ]
    low, high = item["words"]
    found.append(_label(f"Your reason, in {low} to {high} words:"))
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
    "class-coding": _coding,
    "dating": _dating,
}


def key(title: str, items: list[bank.Item]) -> list[Block]:
    """Return the key of a set: answers, feedback, schemes, exemplars, hints, sources."""
    found = [Block("title", _plain(f"{title}: key"))]
    found.append(_label("For the teacher. Not for students before they have answered.", bold=True))
    for number, item in enumerate(items, 1):
        found.append(Block("task", _plain(f"{number}. {item['title']}")))
        found.append(_para(f"{_facts(item)}; {item['move']}; difficulty {item['difficulty']}"))
        found += _answer(item)
        found += blocks(shapes.marking(item))
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
        lines = [_para("No key: the class’s codes are compared on the book’s page Class results.")]
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
    said = [*runs(shapes.html(row["text"])), Run(": ")]
    for column in item["columns"]:
        if value := item["key"][row["id"]].get(column["id"]):
            said += [*runs(shapes.html(column["text"])), Run(" "), Run(value, True), Run("; ")]
    return Block("item", [*said, *runs(shapes.html(row["feedback"]))], label="•")


def losses(item: bank.Item) -> list[Loss]:
    """Return what a sheet on paper does not do."""
    found = []
    if shapes.shape(item) != shapes.ESSAY:
        found.append(lost(item, "marking", "Paper marks nothing: the key sheet has the answers."))
    if item["hints"]:
        found.append(moved(item, "hints", "The hints stand in the key sheet."))
    if item.type == "mark-passage":
        found.append(moved(item, "control", "Words are underlined; segments are not shown apart."))
    if item.type == "class-coding":
        found.append(moved(item, "control", "Letters are circled; a class code needs the page."))
    return found
