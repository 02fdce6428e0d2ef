"""A class’s results: codes pasted in, what they say paragraph by paragraph, and a script.

Without a script, and on paper before anything is pasted, it is a tally sheet for each report.
``assets/class-list.js`` reads the codes, ``assets/class-results.js`` shows what they say. Nothing
is stored or sent.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import sources
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.tasks import editions, paragraph_codes
from sourcebook.tasks.paragraph_codes import Coded

OPENING = 5  # words of a paragraph in a tally sheet
ASSETS = ("class-codes.js", "agreement.js", "class-list.js", "class-results.js")
HELP = (
    "One a line or many in a row, with or without names. Letters will do as well, in a line for "
    "each learner: one letter for each paragraph, ? for none, such as CEB?CDGG. Names serve to "
    "tell apart two people with one code, and are shown nowhere. Nothing is stored or sent: what "
    "you paste is gone when you close the page."
)
SHARES = "Shares are of those who coded the paragraph; in the last column, of all."
MADE = "Made-up data. Nobody coded this: it shows what the page does."
MEANT = (
    "Alpha is 1 when coders always agree, and 0 when they agree as often as codes drawn from a hat "
    "would. A pair’s alpha on one report says nearly nothing; a class’s does. Agreement is not "
    "truth: a whole class can make the same mistake."
)
INTERVAL = (
    "The interval tells how far alpha hangs on single paragraphs: whole paragraphs are drawn again "
    "and again, two thousand times. With as few paragraphs as here it is too narrow as a rule, and "
    "alpha often stands near its upper end. It says nothing about other classes or other reports."
)
# For the made-up class: the letters from which each paragraph's codes are drawn, ? for a gap.
POOLS = ("CCCEE", "EEEEEEC", "AAAABBB", "CCCCCCCE", "CCCCEE", "DDDDDB", "GGGCC?", "GGGGGGDA")
# Minutes, what to do, what to say. {worst} and {codes} are filled in by the page.
SCRIPT = (
    ("0–1", "We differ most on {worst}. Read it once to yourselves. No talking yet."),
    ("1–3", "In pairs: one of you argues for each of {codes}. You may use only words that stand "
     "in the paragraph. Put your finger on them."),
    ("3–5", "One voice for each code, half a minute each. Begin with the words, then the reason."),
    ("5–6", "Now I read the rules for these codes aloud. Does a rule decide it?"),
    ("6–7", "Choose again, by hands. You may change your mind; say which words changed it."),
    ("7–9", "If a rule decided it, we keep it. If none did, we write one: what belongs, what does "
     "not, this paragraph as the example."),
    ("9–10", "Write down the code, the rule, and how many still disagree. A dispute that stays is "
     "a finding about the text, not a fault of the class."),
)  # fmt: skip


def page_data() -> dict:
    """Return what the page needs: version, codes, and the reports with their paragraphs."""
    return {
        "book": paragraph_codes.version(),
        "codes": paragraph_codes.rows(),
        "pools": POOLS,
        "reports": [
            {
                "number": one.number,
                "id": one.id,
                "short": one.short,
                "year": sources.report(one.id).card["inferred_from"][:4],
                "paragraphs": [
                    {"id": p, "number": _number(p), "text": _text(one.id, p)}
                    for p in one.paragraphs
                ],
            }
            for one in paragraph_codes.reports()
        ],
    }


def _number(paragraph: str) -> str:
    return f"¶{paragraph.removeprefix('p')}"


def _text(source: str, paragraph: str) -> str:
    report = sources.report(source)
    return report.paragraphs[paragraph].text.strip() if report.full_text else ""


def codebook() -> Tag:
    """Return the codes with their rules, as a list to open; examples are for teachers."""
    entries = []
    examples = editions.edition() == editions.TEACHER
    for row in paragraph_codes.rows():
        rules = tag("dd")
        for label, words in paragraph_codes.rules(row, examples):
            rules += tag("p", *([tag("strong", f"{label}: ")] if label else []), words)
        entries += [tag("dt", tag("b", row["letter"]), f" {row['label']}"), rules]
    summary = tag("summary", f"The codebook (version {paragraph_codes.version()})")
    return tag("details", summary, tag("dl", *entries), class_="sb-codebook")


class ClassResults(SphinxDirective):
    """``{class-results}``: the box to paste into, the tables, and the script to read out."""

    def run(self):
        box = tag("div", class_="sb-cr", data_class_results=True)
        box += [_entry(), tag("p", class_="sb-cr-said", role="status")]
        box += tag("p", MADE, class_="sb-cr-made", hidden=True)
        box += _tools()
        box += tag("div", class_="sb-cr-aside", hidden=True)
        box += [_sheet(one) for one in paragraph_codes.reports()]
        box += _agreement()
        box += tag("div", class_="sb-cr-disputed", hidden=True)
        box += [_script(), codebook(), _data()]
        return [box]


def _entry() -> Tag:
    field = tag("textarea", id="cr-codes", rows="6", spellcheck="false", autocomplete="off")
    field["attributes"]["aria-describedby"] = "cr-help"
    return tag(
        "div",
        tag("label", "The class’s codes", for_="cr-codes"),
        field,
        tag("p", HELP, id="cr-help"),
        tag(
            "div",
            tag("button", "Show the results", type="button", data_do="show", class_="sb-cr-main"),
            tag("button", "Try it with made-up codes", type="button", data_do="sample"),
            tag("button", "Empty the box", type="button", data_do="clear"),
            class_="sb-cr-buttons",
        ),
        class_="sb-cr-entry",
        hidden=True,
    )


def _tools() -> Tag:
    return tag(
        "div",
        tag("button", "Large type", type="button", data_do="large", aria_pressed="false"),
        tag("button", "Download as CSV", type="button", data_do="csv"),
        tag("button", "Print", type="button", data_do="print"),
        tag("span", class_="sb-cr-reports"),
        class_="sb-cr-buttons sb-cr-tools",
        hidden=True,
    )


def _agreement() -> Tag:
    return tag(
        "div",
        tag("p", "Agreement", class_="sb-cr-title"),
        tag("p", class_="sb-cr-alpha"),
        tag("div", class_="sb-cr-scale"),
        tag("p", class_="sb-cr-reading"),
        tag("p", MEANT),
        tag("p", INTERVAL),
        class_="sb-cr-agreement",
    )


def _sheet(one: Coded) -> Tag:
    """Return the table of a report: blank cells to tally in, which the page fills."""
    codes = paragraph_codes.rows()
    head = [tag("th", "Paragraph", scope="col")]
    for row in codes:
        head.append(tag("th", tag("b", row["letter"]), " ", tag("span", row["label"]), scope="col"))
    head.append(tag("th", tag("b", "–"), " ", tag("span", "not coded"), scope="col"))
    body = []
    for paragraph in one.paragraphs:
        words = _text(one.id, paragraph).split()[:OPENING]
        opening = f" {' '.join(words)} …" if words else ""
        label = tag("span", _number(paragraph), class_="sb-cr-par")
        name = tag("th", label, tag("span", opening, class_="sb-cr-opening"), scope="row")
        body.append(tag("tr", name, *(tag("td") for _ in range(len(codes) + 1))))
    table = tag(
        "table",
        tag("caption", f"{one.short}, paragraph by paragraph. ", tag("small", SHARES)),
        tag("thead", tag("tr", *head)),
        tag("tbody", *body),
    )
    sheet = tag("div", table, class_="sb-scroll sb-cr-sheet", role="region", tabindex="0")
    sheet["attributes"] |= {"data-report": one.number, "aria-label": f"{one.short}, table"}
    return sheet


def _script() -> Tag:
    steps = []
    for minutes, words in SCRIPT:
        said = words.replace("{worst}", "␟worst␟").replace("{codes}", "␟codes␟").split("␟")
        shown = {
            "worst": tag("span", "the most disputed paragraph", data_slot="worst"),
            "codes": tag("span", "the codes that compete", data_slot="codes"),
        }
        line = [shown.get(part, part) for part in said if part]
        steps.append(tag("li", tag("b", f"{minutes} min"), " ", tag("span", *line)))
    return tag(
        "div",
        tag("p", "Ten minutes to settle it", class_="sb-cr-title"),
        tag("ol", *steps),
        class_="sb-cr-script",
    )


def _data() -> nodes.raw:
    text = json.dumps(page_data(), ensure_ascii=False).replace("<", "\\u003c")
    return nodes.raw("", f'<script type="application/json">{text}</script>', format="html")


def _add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if "data-class-results" in context.get("body", ""):
        app.add_css_file("coding.css", priority=709)
        app.add_css_file("class-results.css", priority=710)
        for place, name in enumerate(ASSETS):
            app.add_js_file(name, priority=310 + place, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive, and its assets for the page that has it."""
    app.add_directive("class-results", ClassResults)
    app.connect("html-page-context", _add_assets)
