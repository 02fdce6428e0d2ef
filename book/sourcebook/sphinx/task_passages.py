"""Tasks on the words of a report, and claims by columns: marking a passage, filling a grid."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import evidence, sources
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.reports import extract
from sourcebook.sphinx.roles import href
from sourcebook.sphinx.task_choices import select
from sourcebook.sphinx.tasks import body, inline_text
from sourcebook.tasks import bank, text

SCRIPT = "tasks-passages.js"


@body("mark-passage", SCRIPT)
def mark_passage(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return paragraphs of a report; the script makes each segment a switch."""
    report = sources.report(item["source"])
    return [_paragraph(directive, report, report.paragraphs[name]) for name in item["paragraphs"]]


def _paragraph(directive, report: sources.Report, paragraph: sources.Paragraph) -> Tag:
    where = href(directive.env, report.id, paragraph.id)
    label = f"{report.short} {paragraph.number}"
    line = tag("p", tag("a", paragraph.number, href=where, aria_label=label), class_="sb-task-par")
    for segment in evidence.segments(report.id, paragraph.id):
        words = segment.words if report.full_text else extract(segment.words, "segment")
        line += [nodes.Text(" "), tag("span", words, data_row=segment.id)]
    return line


@body("fill-grid", SCRIPT)
def fill_grid(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return a table with a choice in each cell that is asked."""
    columns = item["columns"]
    heads = (
        tag("th", inline_text(one["text"]), scope="col", role="columnheader") for one in columns
    )
    # Narrow screens stack the cells; the roles keep the table a table for a screen reader.
    head = tag("tr", tag("td", role="cell"), *heads, role="row")
    rows = [_row(item, row) for row in item["rows"]]
    table = tag("table", tag("thead", head, role="rowgroup"), tag("tbody", *rows, role="rowgroup"))
    table["attributes"] |= {"class": "sb-task-grid", "role": "table"}
    table["attributes"]["aria-labelledby"] = f"task-{item.id}-title"
    offered = tag("p", f"Choose from: {' · '.join(item['values'])}", class_="sb-task-offered")
    return [table, offered]


def _row(item: bank.Item, row: dict) -> Tag:
    line = tag("tr", tag("th", inline_text(row["text"]), scope="row", role="rowheader"), role="row")
    line["attributes"]["data-row"] = row["id"]
    for column in item["columns"]:
        cell = tag("td", role="cell", data_label=text.plain(column["text"]))
        if column["id"] in item["key"][row["id"]]:
            label = f"{text.plain(row['text']).removesuffix('.')}: {text.plain(column['text'])}"
            name = f"task-{item.id}-{row['id']}-{column['id']}"
            cell += select(name, item["values"], aria_label=label, data_column=column["id"])
        else:
            cell["attributes"]["data-unasked"] = True
            cell += tag("span", "–", aria_label="not asked")
        line += cell
    return line


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
