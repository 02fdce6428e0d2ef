"""Claim, evidence, reasoning: the fields, and what the page needs to check their form.

The texts of the reports come with the page's previews, which leave out what is not published.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import evidence, sources, tables
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.roles import href, note_passage
from sourcebook.sphinx.task_written import SCRIPT, SHEETS, counter, field
from sourcebook.sphinx.tasks import body
from sourcebook.tasks import bank

DATA = "sb-bench"
ROWS, PAPER_ROWS = 2, 4
CLAIM_LINES, FEWEST_LINES = 2, 6
FRAMES = {"pa": "PA, the reporter", "headline-writer": "the headline’s writer"}
ORDER = ("british", "russian", "syrian-opposition", "reporter")


@body("argument-bench", "quotations.js", SCRIPT, "tasks-bench.js", css=SHEETS)
def argument_bench(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return fields for a claim, pieces of evidence and reasoning."""
    low, high = item["words"]
    asked = (
        f"Claim, quotations and reasoning together: {low} to {high} words, {item['out_of']} marks."
    )
    claim = field("Claim", CLAIM_LINES, 2, data_part="claim", spellcheck="true")
    both = " Both reports." if item.get("both") else ""
    rows = tag(
        "div", *(_row() for _ in range(ROWS)), class_="sb-bench-rows", data_both=item.get("both")
    )
    # A label's words are its field's name, so the paper's table stands outside.
    left = max(FEWEST_LINES, item["lines"] - CLAIM_LINES - PAPER_ROWS)
    reasoning = field("Reasoning", left, min(10, left), data_part="reasoning", spellcheck="true")
    parts = [
        tag("p", asked, both, class_="sb-bench-asked"),
        *(claim, _said("claim")),
        *(rows, _paper(), _said("whole")),
        *(reasoning, _said("reasoning")),
        *counter(item),
    ]
    return parts + _data(directive)


def _said(name: str) -> Tag:
    return tag("ul", class_="sb-bench-said", aria_live="polite", role="list", data_said=name)


def _row() -> Tag:
    groups = []
    for name in sources.ids():
        report = sources.report(name)
        offered = (
            tag("option", f"{report.short} {one.number}", value=one.anchor)
            for one in report.paragraphs.values()
        )
        groups.append(tag("optgroup", *offered, label=f"{report.short}: {report.card['headline']}"))
    at = tag("select", tag("option", "Choose …", value=""), *groups, data_part="at")
    named = (tag("option", name, value=key) for key, name in voices().items())
    speaker = tag("select", tag("option", "Choose …", value=""), *named, data_part="speaker")
    row = tag("fieldset", tag("legend", "Evidence"), class_="sb-bench-row")
    row += tag("label", tag("span", "Report and paragraph"), at)
    row += tag("label", tag("span", "Whose words"), speaker)
    row += field("Quotation, pasted", 0, 2, data_part="words", spellcheck="false")
    row += tag("ul", class_="sb-bench-said", aria_live="polite", role="list")
    return row


def _paper() -> Tag:
    heads = ("Report, paragraph", "Whose words", "The words, copied exactly")
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    rows = [tag("tr", *(tag("td") for _ in heads)) for _ in range(PAPER_ROWS)]
    caption = tag("caption", "Evidence")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="sb-paper")


def voices() -> dict[str, str]:
    """Return everyone to whom words of a report belong, by id, with a name; by side."""
    spoken = {
        segment.speaker
        for name in sources.ids()
        for paragraph in sources.report(name).paragraphs
        for segment in evidence.segments(name, paragraph)
    }
    people = {key: tables.row("people", key) for key in tables.keys("people") if key in spoken}
    ordered = sorted(people, key=lambda key: ORDER.index(people[key]["side"]))
    return {key: FRAMES.get(key, people[key]["name"]) for key in ordered}


def _data(directive: SphinxDirective) -> list[nodes.Node]:
    """Return the data of the check, once a page."""
    if directive.env.temp_data.setdefault(DATA, False):
        return []
    directive.env.temp_data[DATA] = True
    data = {
        "people": voices(),
        "qualifiers": [tables.row("qualifiers", key) for key in tables.keys("qualifiers")],
        "reports": {name: _report(directive.env, sources.report(name)) for name in sources.ids()},
    }
    if not all(one["full"] for one in data["reports"].values()):
        published = {name for name, one in data["reports"].items() if one["full"]}
        data["qualifiers"] = [row for row in data["qualifiers"] if row["source"] in published]
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    html = f'<script type="application/json" id="{DATA}">{written}</script>'
    return [nodes.raw("", html, format="html")]


def _report(env, report: sources.Report) -> dict:
    return {
        "short": report.short,
        "full": report.full_text,
        "paragraphs": {
            name: _paragraph(env, report, one) for name, one in report.paragraphs.items()
        },
    }


def _paragraph(env, report: sources.Report, paragraph: sources.Paragraph) -> dict:
    note_passage(env, report.id, paragraph.id)
    segments = [
        [s.start, s.end, s.speaker, s.mode] for s in evidence.segments(report.id, paragraph.id)
    ]
    return {
        "number": paragraph.number,
        "href": href(env, report.id, paragraph.id),
        "segments": segments if report.full_text else [],
    }


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
