"""Coding a report as a class: it ends in a class code (``assets/class-codes.js``).

The page of class results takes the codes in.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import sources
from sourcebook.sphinx.class_results import codebook
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import passage_link
from sourcebook.sphinx.tasks import body
from sourcebook.tasks import bank, paragraph_codes

SCRIPT = "tasks-coding.js"
SHEETS = ("coding.css",)
CIRCLE = "On paper: circle one letter for each paragraph. Leave none circled if you cannot decide."
RESULTS = "class-results"


@body("class-coding", "class-codes.js", SCRIPT, css=SHEETS)
def class_coding(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return the codes, every paragraph with a row of letters, and room for the class code."""
    coded = paragraph_codes.report(item["source"])
    rows = paragraph_codes.rows()
    known = tag("ul", class_="sb-coding-list")
    for row in rows:
        known += tag("li", tag("b", row["letter"]), f" {row['label']}")
    listed = tag("ol", class_="sb-coding", role="list", data_report=coded.number)
    listed["attributes"]["data-book"] = paragraph_codes.version()
    for paragraph in coded.paragraphs:
        listed += _paragraph(directive, item, paragraph, rows)
    paper = tag("p", CIRCLE, class_="sb-coding-paper")
    return [known, codebook(), paper, listed, _end(directive)]


def _paragraph(directive, item: bank.Item, paragraph: str, rows: list[dict[str, str]]) -> Tag:
    report = sources.report(item["source"])
    number = report.paragraphs[paragraph].number
    named = passage_link(directive.env, number, report.id, paragraph, class_="sb-para")
    words = report.paragraphs[paragraph].text.strip() if report.full_text else ""
    field = tag("fieldset", tag("legend", f"Code for {number}"))
    letters = tag("div", class_="sb-coding-letters")
    name = f"task-{item.id}-{paragraph}"
    for value, row in enumerate(rows, 1):
        box = tag("input", type="radio", name_=name, value=value)
        box["attributes"] |= {"data-label": row["label"], "aria-label": _called(row)}
        letters += tag("label", box, tag("b", row["letter"]), title=row["label"])
    box = tag("input", type="radio", name_=name, value=0, checked=True, aria_label="not coded")
    letters += tag("label", box, tag("b", "–"), title="not coded", class_="sb-coding-none")
    field += letters
    field += tag("p", class_="sb-coding-name", aria_hidden="true")
    return tag("li", tag("p", named, f" {words}"), field, data_paragraph=number)


def _called(row: dict[str, str]) -> str:
    return f"{row['letter']}: {row['label']}"


def _end(directive) -> Tag:
    where = directive.env.app.builder.get_relative_uri(directive.env.docname, RESULTS)
    page = link("Class results", where)
    end = tag("div", class_="sb-coding-end", hidden=True)
    end += tag("p", class_="sb-coding-progress")
    code = tag("div", class_="sb-coding-given", hidden=True)
    code += tag("p", "Your class code. It holds your letters and no name.")
    code += tag("output", class_="sb-coding-code")
    code += tag("p", tag("button", "Copy", type="button"), " ", tag("span", role="status"))
    spoken = tag("ul", class_="sb-coding-spoken")
    code += tag("details", tag("summary", "To read it out"), spoken)
    code += tag("p", "Give it to your teacher, who puts the class’s codes into ", page, ".")
    end += code
    return end


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
