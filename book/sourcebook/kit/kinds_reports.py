"""Handouts of a report: its text with room for notes, and its source card."""

from sourcebook import facts, sources
from sourcebook.kit.entries import Handout
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.blocks import Block, Run, label, para, plain
from sourcebook.tasks.exports.sheets import NAME

# Label and field of the card; the days are put together below.
CARD = (
    ("Headline", "headline"),
    ("Published by", "publisher"),
    ("Agency", "agency"),
    ("Byline", "byline"),
    ("Date on our copy", "stated_date"),
    ("Day that its text supports", "inferred"),
    ("Day known from elsewhere", "known_date"),
    ("How it reached us", "received"),
    ("Address", "address"),
)
BLANK = "Fill the card from the report and the labels of its page. Leave empty what is not known."
STATUSES = "stated\ninferred\nnot known"  # of this height there is room to write
UNSTATED = "not stated on our copy"


def report(handout: Handout) -> list[Block]:
    """Return a report, or extracts of it, with numbered paragraphs and a margin for notes."""
    one, cut = sources.report(handout["source"]), bool(handout.get("extracts"))
    rows = [
        [plain(paragraph.number), plain(shapes.published(one, paragraph.text, extracts=cut))]
        for key, paragraph in one.paragraphs.items()
        if key != "headline"
    ]
    return [
        para(NAME),
        label(one.card["headline"], bold=True),
        label(shapes.stamp(one)),
        *([para(f"Extracts. The whole report is at {one.card['address']}")] if cut else []),
        Block("margin", rows=rows),
        rights(one),
    ]


def source_card(handout: Handout) -> list[Block]:
    """Return a report's card: what is known of it, and how sure; or, blank, room to find out."""
    one = sources.report(handout["source"])
    if handout.get("blank"):
        return [para(NAME), para(BLANK), _empty()]
    rows = [[plain("What"), plain("What we know")]]
    rows += [[plain(name), plain(_value(one.card, field))] for name, field in CARD]
    return [Block("table", rows=rows, widths=(1, 3)), rights(one)]


def _empty() -> Block:
    rows = [[plain("What"), plain("What you found, and where"), plain("Circle one")]]
    rows += [[plain(name), plain(""), plain(STATUSES)] for name, _ in CARD]
    return Block("table", rows=rows, widths=(1.1, 3.2, 0.8))


def _value(card: dict[str, str], field: str) -> str:
    if field == "inferred":
        ends = [facts.wordings(card[f"inferred_{end}"], "date")[0] for end in ("from", "to")]
        span = ends[0] if ends[0] == ends[1] else " to ".join(ends)
        return f"{span} ({card['date_status']}). {card['date_reasons']}"
    if field == "known_date":
        return facts.wordings(card[field], "date")[0]
    return card[field] or UNSTATED


def rights(one: sources.Report) -> Block:
    """Return what a report's card says about rights."""
    return Block("para", [Run(one.card["rights"], italic=True)])
