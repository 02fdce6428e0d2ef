"""What an item asks and how it is marked, each as HTML in one piece."""

from html import escape

from sourcebook import facts, sources, tables
from sourcebook.tasks import dating_facts, paragraph_codes
from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes

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


def stem(item: Item) -> str:
    """Return the question as HTML, with all that the book's page prints as part of it."""
    parts = [shapes.paragraph(shapes.html(item["stem"]))]
    if item.type == "number" and item.get("unit"):
        parts.append(f"<p>Your number, in {shapes.html(item['unit'])}:</p>")
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


def _samples(item: Item) -> list[str]:
    parts = [
        shapes.paragraph(shapes.html(item["question"])),
        f"<p><strong>Mark scheme, out of {item['out_of']}</strong></p>",
        scheme(item),
    ]
    for number, sample in enumerate(item["samples"], 1):
        parts.append(f"<p><strong>Sample {number}</strong></p>")
        parts.append(f"<blockquote>{shapes.paragraph(shapes.html(sample['text']))}</blockquote>")
    return parts


def scheme(item: Item) -> str:
    """Return the levels of a mark scheme as a list."""
    return shapes.bullets(
        f"<strong>{level['marks']}</strong>: {shapes.html(level['text'])}"
        for level in item["scheme"]
    )


def clues() -> list[tuple[str, str]]:
    """Return the clues of the dating task: the words, and where and what they say."""
    found = []
    for key in tables.keys("clues"):
        row = tables.row("clues", key)
        place = dating_facts.place(row)
        says = f"{place[-1]} {row['says']}" if place else row["says"]
        found.append((dating_facts.words(row), says))
    return found


def outside_facts() -> list[str]:
    """Return the facts from outside that the dating task offers, in order of day."""
    return [facts.sentence(facts.find(row)) for row in dating_facts.pool()]


def _clues() -> list[str]:
    listed = (
        f"{escape(words, quote=False)}: {escape(says, quote=False)}" for words, says in clues()
    )
    there = (escape(one, quote=False) for one in outside_facts())
    return [
        "<p><strong>Facts from outside, of which some date nothing</strong></p>",
        shapes.bullets(there, "ol"),
        "<p><strong>Clues</strong></p>",
        shapes.bullets(listed),
    ]


def _codes(item: Item) -> list[str]:
    rows = paragraph_codes.rows()
    codes = (
        f"<strong>{row['letter']} {_plain(row['label'])}</strong> {_rules(row)}" for row in rows
    )
    report = sources.report(item["source"])
    names = paragraph_codes.report(item["source"]).paragraphs
    there = (report.paragraphs[name] for name in names)
    lines = (f"{p.number} {escape(shapes.published(report, p.text), quote=False)}" for p in there)
    return [shapes.bullets(codes), *(f"<p>{line}</p>" for line in lines)]


def _plain(words: str) -> str:
    return escape(words, quote=False)


def _rules(row: dict[str, str]) -> str:
    """Return the rules of a code that learners may read, in one line of HTML."""
    return " ".join(
        f"<em>{label}:</em> {_plain(words)}" if label else _plain(words)
        for label, words in paragraph_codes.rules(row)
    )


def marking(item: Item) -> str:
    """Return what a marker needs as HTML: key, scheme, exemplars, reference marks, feedback."""
    parts = []
    if item.type == "dating":
        pairs = (f"{_plain(what)} → {_plain(said)}" for what, said in dating_facts.key())
        parts += [
            "<p><strong>Each clue with its fact, and the days</strong></p>",
            shapes.bullets(pairs),
        ]
    if "scheme" in item.data and item.type != "calibration":
        parts += [f"<p><strong>Mark scheme, out of {item['out_of']}</strong></p>", scheme(item)]
    for name, one in item.get("exemplars", {}).items():
        parts.append(f"<p><strong>{LEVELS[name]}: {one['mark']}</strong></p>")
        parts.append(f"<blockquote>{shapes.paragraph(shapes.html(one['text']))}</blockquote>")
        parts.append(shapes.paragraph(shapes.html(one["why"])))
    for number, one in enumerate(item.get("samples", []), 1):
        parts.append(f"<p><strong>Sample {number}: {one['mark']}</strong></p>")
        parts.append(shapes.paragraph(shapes.html(one["why"])))
    return "\n".join(parts)
