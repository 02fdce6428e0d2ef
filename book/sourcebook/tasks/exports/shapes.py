"""Items as other systems ask them: the bank's thirteen types as seven shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape

from sourcebook import dating, evidence, facts, sources, tables
from sourcebook.tasks import keys, paragraph_codes, text
from sourcebook.tasks.bank import Item
from sourcebook.text import normalise

CHOICE, NUMBER, DAYS, ORDER, MATCH = "choice", "number", "days", "order", "match"
GRID, ESSAY, CODING = "grid", "essay", "coding"
SHAPES = {
    "choose-one": CHOICE,
    "choose-several": CHOICE,
    "mark-passage": CHOICE,
    "number": NUMBER,
    "date": DAYS,
    "order": ORDER,
    "match": MATCH,
    "fill-grid": GRID,
    "written": ESSAY,
    "argument-bench": ESSAY,
    "calibration": ESSAY,
    "dating": ESSAY,
    "class-coding": CODING,
}
# Not the machine's language, whatever it is.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
BLOCKS = ("<p>", "<ul>", "<ol>", "<blockquote>")
MOST_DAYS = 31  # of a key that any day answers
HOW_DAY = "Write the day like 31 January 2001 or 2001-01-31."
HOW_INTERVAL = "Write the two days like 2001-01-01 to 2001-01-31."
LEVELS = {"weak": "A weak answer", "middle": "A middling answer", "strong": "A strong answer"}
TEMPLATES = {
    "argument-bench": ("Claim", "Evidence (report, paragraph, words)", "Reasoning"),
    "calibration": (
        "Sample 1: mark and reason",
        "Sample 2: mark and reason",
        "Sample 3: mark and reason",
    ),
    "dating": ("Earliest day", "Latest day", "Clues, each with its fact", "Reason"),
}


@dataclass(frozen=True)
class Option:
    """One thing to choose: its text and feedback as HTML, and whether it is right."""

    html: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Answer:
    """An answer that an item foresees: the texts that give it, or its range; its feedback."""

    forms: tuple[str, ...]
    low: float | None
    high: float | None
    right: bool
    feedback: str


@cache
def html(words: str) -> str:
    """Return a text of the bank as HTML without links; kept, since every format asks for it."""
    return text.html(words)


@cache
def plain(words: str) -> str:
    """Return a text of the bank as plain words; kept, since every format asks for it."""
    return text.plain(words)


def shape(item: Item) -> str:
    """Return the shape of an item's type."""
    return SHAPES[item.type]


def single(item: Item) -> bool:
    """Whether exactly one option may be chosen."""
    return item.type == "choose-one"


def points(item: Item) -> int:
    """Return the marks that an item is worth: those of its scheme, or 1."""
    return item.get("out_of", 1)


def options(item: Item) -> list[Option]:
    """Return what there is to choose; of a passage, its segments."""
    if item.type != "mark-passage":
        return [
            Option(html(o["text"]), bool(o.get("right")), html(o["feedback"]))
            for o in item["options"]
        ]
    found, said = [], item.get("feedback", {})
    for number, row, words in segments(item):
        right = row in item["key"]
        remark = said.get(row, "" if right else item["otherwise"])
        shown = f"{number} {escape(words, quote=False)}"
        found.append(Option(shown, right, html(remark) if remark else ""))
    return found


def segments(item: Item) -> Iterator[tuple[str, str, str]]:
    """Yield the segments of a passage to mark: paragraph number, row, words as published."""
    report = sources.report(item["source"])
    for name in item["paragraphs"]:
        for segment in evidence.segments(report.id, name):
            words = published(report, segment.words, "segment")
            yield report.paragraphs[name].number, segment.id, words


def published(report: sources.Report, words: str, unit: str = "paragraph") -> str:
    """Return words of a report, cut to an extract where its card allows no more."""
    # The directives know the measure; a page's module is slow to import, so only when asked.
    from sourcebook.sphinx.reports import extract

    return words.strip() if report.full_text else extract(words, unit)


def answers(item: Item) -> list[Answer]:
    """Return the foreseen answers of a number or a date: the key, then the near misses."""
    spans = [(item["key"], True), *((near, False) for near in item.get("near", []))]
    return [_answer(item, span, right) for span, right in spans]


def _answer(item: Item, span: dict, right: bool) -> Answer:
    said = html(span["feedback"])
    if item.type == "number":
        return Answer((), span["from"], span["to"], right, said)
    first, last = (date.fromisoformat(span[end]) for end in ("from", "to"))
    if item["ask"] == "day":
        count = min((last - first).days + 1, MOST_DAYS)
        days = [first + timedelta(n) for n in range(count)]
        return Answer(tuple(f for day in days for f in day_forms(day)), None, None, right, said)
    return Answer(interval_forms(first, last), None, None, right, said)


def day_forms(day: date) -> tuple[str, ...]:
    """Return the ways in which a day may be typed.

    >>> day_forms(date(2015, 11, 4))[:3]
    ('4 November 2015', '2015-11-04', '04/11/2015')
    """
    return tuple(dict.fromkeys(_spellings(day)))


def _spellings(day: date) -> tuple[str, ...]:
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    return (
        f"{day.day} {month} {day.year}",
        day.isoformat(),
        day.strftime("%d/%m/%Y"),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {short} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.strftime("%d.%m.%Y"),
    )


def interval_forms(first: date, last: date) -> tuple[str, ...]:
    """Return the ways in which an interval may be typed, from ISO days to words."""
    pairs = zip(_spellings(first), _spellings(last), strict=True)
    found = [f"{first} to {last}", f"{first}/{last}"]
    found += [f"{one} {joint} {other}" for one, other in pairs for joint in ("to", "-", "–")]
    if (first.year, first.month) == (last.year, last.month):
        month = f"{MONTHS[first.month - 1]} {first.year}"
        found += [f"{first.day}{joint}{last.day} {month}" for joint in ("–", "-", " to ")]
    elif first.year == last.year:
        one = f"{first.day} {MONTHS[first.month - 1]}"
        other = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
        found += [f"{one} {joint} {other}" for joint in ("to", "-", "–")]
    return tuple(dict.fromkeys(found))


def cells(item: Item) -> list[tuple[dict, dict, str]]:
    """Return the cells of a grid that are asked: row, column, value."""
    return [
        (row, column, item["key"][row["id"]][column["id"]])
        for row in item["rows"]
        for column in item["columns"]
        if column["id"] in item["key"][row["id"]]
    ]


def stem(item: Item) -> str:
    """Return the question as HTML, with all that the book's page prints as part of it."""
    parts = [paragraph(html(item["stem"]))]
    if item.type == "number" and item.get("unit"):
        parts.append(f"<p>Your number, in {html(item['unit'])}:</p>")
    if item.type == "date":
        parts.append(f"<p>{HOW_DAY if item['ask'] == 'day' else HOW_INTERVAL}</p>")
    if item.type == "calibration":
        parts += _samples(item)
    if item.type == "dating":
        parts += _clues()
    if item.type == "class-coding":
        parts += _codes(item)
    if "words" in item.data:
        low, high = item["words"]
        parts.append(f"<p>Write {low} to {high} words ({item['out_of']} marks).</p>")
    return "\n".join(parts)


def paragraph(words: str) -> str:
    """Return HTML as at least one paragraph."""
    return words if words.startswith(BLOCKS) else f"<p>{words}</p>"


def bullets(lines, kind: str = "ul") -> str:
    """Return lines of HTML as a list."""
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"


def _samples(item: Item) -> list[str]:
    parts = [
        paragraph(html(item["question"])),
        f"<p><strong>Mark scheme, out of {item['out_of']}</strong></p>",
        scheme(item),
    ]
    for number, sample in enumerate(item["samples"], 1):
        parts.append(f"<p><strong>Sample {number}</strong></p>")
        parts.append(f"<blockquote>{paragraph(html(sample['text']))}</blockquote>")
    return parts


def scheme(item: Item) -> str:
    """Return the levels of a mark scheme as a list."""
    return bullets(
        f"<strong>{level['marks']}</strong>: {html(level['text'])}" for level in item["scheme"]
    )


def clues() -> list[tuple[str, str]]:
    """Return the clues of the dating lab: the words, and where and what they say."""
    found = []
    for key in tables.keys("clues"):
        row = tables.row("clues", key)
        if row["words"]:
            source, _, name = dating.anchor(row["evidence"]).partition("#")
            number = sources.report(source).paragraphs[name].number
            found.append((f"“{normalise(row['words'])}”", f"{number} {row['says']}"))
        else:
            found.append(("Nothing about Paris", row["says"]))
    return found


def dating_facts() -> list[str]:
    """Return the facts from outside that the dating lab offers, in order of day."""
    from sourcebook.sphinx.task_coding import pool

    return [facts.sentence(facts.find(row)) for row in pool()]


def _clues() -> list[str]:
    listed = (
        f"{escape(words, quote=False)}: {escape(says, quote=False)}" for words, says in clues()
    )
    there = (escape(one, quote=False) for one in dating_facts())
    return [
        "<p><strong>Facts from outside, of which some date nothing</strong></p>",
        bullets(there, "ol"),
        "<p><strong>Clues</strong></p>",
        bullets(listed),
    ]


def _codes(item: Item) -> list[str]:
    rows = paragraph_codes.rows()
    codes = (
        f"<strong>{row['letter']}</strong> {escape(row['label'], quote=False)}" for row in rows
    )
    report = sources.report(item["source"])
    names = paragraph_codes.report(item["source"]).paragraphs
    there = (report.paragraphs[name] for name in names)
    lines = (f"{p.number} {escape(published(report, p.text), quote=False)}" for p in there)
    return [bullets(codes), *(f"<p>{line}</p>" for line in lines)]


def marking(item: Item) -> str:
    """Return what a marker needs as HTML: scheme, exemplars, reference marks, feedback."""
    parts = []
    if "scheme" in item.data and item.type != "calibration":
        parts += [f"<p><strong>Mark scheme, out of {item['out_of']}</strong></p>", scheme(item)]
    for name, one in item.get("exemplars", {}).items():
        parts.append(f"<p><strong>{LEVELS[name]}: {one['mark']}</strong></p>")
        parts.append(f"<blockquote>{paragraph(html(one['text']))}</blockquote>")
        parts.append(paragraph(html(one["why"])))
    for number, one in enumerate(item.get("samples", []), 1):
        parts.append(f"<p><strong>Sample {number}: {one['mark']}</strong></p>")
        parts.append(paragraph(html(one["why"])))
    return "\n".join(parts)


def hints(item: Item) -> list[str]:
    """Return the hints as HTML, in steps."""
    return [html(hint) for hint in item["hints"]]


def remarks(item: Item) -> list[str]:
    """Return the feedback that belongs to no option: of entries, pairs or rows, each with its own."""
    lines = []
    for one in (*item.get("entries", []), *item.get("rows", [])):
        lines.append(f"{html(one['text'])} – {html(one['feedback'])}")
    for pair in item.get("pairs", []):
        there = f"{html(pair['this'])} → {html(pair['with'])}"
        lines.append(f"{there} – {html(pair['feedback'])}")
    return lines


def resting(item: Item) -> list[str]:
    """Return the lines of sources that an item rests on, without links that only the book has."""
    return keys.rests_on(item)
