"""Items as other systems ask them: the bank's thirteen types as seven shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from itertools import groupby

from sourcebook import evidence, sources
from sourcebook.tasks import keys, text
from sourcebook.tasks.bank import PRACTICE, Item
from sourcebook.tasks.exports import days

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
TOP = "$course$/top/Two Reports on Syria"  # the category of Moodle that holds all others
BLOCKS = ("<p>", "<ul>", "<ol>", "<blockquote>")
MOST_DAYS = 31  # of a key that any day answers


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


def shares(item: Item) -> list[float]:
    """Return what each thing to choose gives, in per cent of the item's marks.

    Of several, a wrong tick takes off what a right one gives, or more where fewer are wrong than
    right, so that ticking everything gives nothing. Moodle takes 100 divided by 1 to 10, and no
    other number that could come out here; the schema bounds how many are right.
    """
    there = options(item)
    right = sum(option.right for option in there)
    fewer = max(1, min(right, len(there) - right))
    wrong = 0.0 if single(item) else -100 / fewer
    return [100 / right if option.right else wrong for option in there]


def lenient(item: Item) -> bool:
    """Whether everything ticked would score where a wrong tick costs what a right one gives."""
    right = sum(option.right for option in options(item))
    return 2 * right > len(options(item))


def per_cent(share: float) -> str:
    """Return a share as Moodle knows it, such as 33.33333: no more than five places, no noughts.

    Its reader of GIFT takes ``100`` for a share, and ``100.00000`` for words of the answer.
    """
    return f"{share:.5f}".rstrip("0").rstrip(".")


def published(
    report: sources.Report, words: str, unit: str = "paragraph", extracts: bool = False
) -> str:
    """Return words of a report, cut to an extract where its card, or ``extracts``, wants it."""
    # The directives know the measure; a page's module is slow to import, so only when asked.
    from sourcebook.sphinx.reports import extract

    return words.strip() if report.full_text and not extracts else extract(words, unit)


def stamp(report: sources.Report) -> str:
    """Return what stands over a report besides its headline: byline, stamp, agency, publisher."""
    card = report.card
    byline = card["byline"] or "no byline on our copy"
    stated = card["stated_date"] or "no date on our copy"
    return f"{byline} · {stated} · {card['agency']}, {card['publisher']}"


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
        each = [first + timedelta(n) for n in range(count)]
        return Answer(
            tuple(f for day in each for f in days.day_forms(day)), None, None, right, said
        )
    return Answer(days.interval_forms(first, last), None, None, right, said)


def cut(item: Item) -> bool:
    """Whether more days are right than are listed."""
    if item.type != "date" or item["ask"] != "day":
        return False
    first, last = (date.fromisoformat(item["key"][end]) for end in ("from", "to"))
    return (last - first).days + 1 > MOST_DAYS


def cells(item: Item) -> list[tuple[dict, dict, str]]:
    """Return the cells of a grid that are asked: row, column, value."""
    return [
        (row, column, item["key"][row["id"]][column["id"]])
        for row in item["rows"]
        for column in item["columns"]
        if column["id"] in item["key"][row["id"]]
    ]


def paragraph(words: str) -> str:
    """Return HTML as at least one paragraph."""
    return words if words.startswith(BLOCKS) else f"<p>{words}</p>"


def bullets(lines, kind: str = "ul") -> str:
    """Return lines of HTML as a list."""
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"


def hints(item: Item) -> list[str]:
    """Return the hints as HTML, in steps; a task for marks is asked without."""
    return [html(hint) for hint in item["hints"]] if item.edition == PRACTICE else []


def remarks(item: Item) -> list[str]:
    """Return the feedback that belongs to no option: of entries, pairs or rows, each by name."""
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


def after(item: Item) -> str:
    """Return what Moodle shows after an attempt: feedback that no option has, and sources."""
    parts = []
    if lines := remarks(item):
        parts.append(bullets(lines))
    if lines := resting(item):
        parts += ["<p><strong>Sources</strong></p>", bullets(lines)]
    return "\n".join(parts)


def tags(item: Item) -> list[str]:
    """Return what a question bank may be searched by."""
    numbers = [f"{name} {item[name]:g}" for name in ("difficulty", "minutes")]
    return [f"move {item['move']}", f"chapter {item.chapter}", *numbers, item.type, item.edition]


def by_category(items: list[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Yield the name of each category of Moodle and its items: one for edition and chapter."""
    for name, own in groupby(items, key=lambda item: f"{item.edition}/{item.chapter}"):
        yield f"{TOP}/{name}", list(own)
