"""Tasks that a person judges: a written answer, and marking as an examiner.

The page counts words and shows the mark scheme and the exemplars once something has been written.
Without a script, and on paper, there are lines to write on.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.tasks import body, shown_text
from sourcebook.tasks import bank, text

SCRIPT = "tasks-written.js"
SHEETS = ("tasks-written.css",)
REASON_LINES = 2


def field(label: str, lines: int, rows: int, **attributes) -> Tag:
    """Return a field to write in, with lines for paper.

    Arguments:
        label: what the field is called.
        lines: how many lines to print.
        rows: the height of the field in lines of text.
        attributes: those of the ``textarea``.
    """
    ruled = tag("span", *(tag("span") for _ in range(lines)), class_="sb-lines", aria_hidden="true")
    box = tag("textarea", rows=rows, **attributes)
    # What the script copies here is printed: a textarea prints only what is in sight.
    copy = tag("span", class_="sb-write-paper", aria_hidden="true")
    return tag("label", tag("span", label), box, copy, ruled, class_="sb-write")


def counter(item: bank.Item) -> list[Tag]:
    """Return the count of words, and the line that a screen reader is told it by."""
    low, high = item["words"]
    count = tag("p", class_="sb-write-count", data_from=low, data_to=high)
    return [count, tag("p", class_="sb-write-said", role="status")]


@body("written", SCRIPT, css=SHEETS)
def written(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return a field for the answer."""
    low, high = item["words"]
    label = f"Your answer: {low} to {high} words, {item['out_of']} marks"
    rows = min(14, max(5, item["lines"]))
    return [field(label, item["lines"], rows, spellcheck="true"), *counter(item)]


@body("calibration", SCRIPT, css=SHEETS)
def calibration(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return the question, the mark scheme, three answers to mark, and a sheet for a meeting."""
    question = tag("div", tag("p", tag("b", "The question")), class_="sb-marking-question")
    question += shown_text(directive, item["question"])
    samples = [
        _sample(directive, item, number, one) for number, one in enumerate(item["samples"], 1)
    ]
    return [question, _scheme(directive, item), *samples, _sheet(item)]


def _scheme(directive: SphinxDirective, item: bank.Item) -> Tag:
    head = tag("tr", tag("th", "Marks", scope="col"), tag("th", "What it takes", scope="col"))
    rows = []
    for level in item["scheme"]:
        cell = tag("td", *shown_text(directive, level["text"]))
        rows.append(tag("tr", tag("th", level["marks"], scope="row"), cell))
    caption = tag("caption", f"Mark scheme, out of {item['out_of']}")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="sb-judge-scheme")


def _sample(directive: SphinxDirective, item: bank.Item, number: int, sample: dict) -> Tag:
    given = [
        tag("option", f"{mark} of {item['out_of']}", value=mark)
        for mark in range(item["out_of"] + 1)
    ]
    choice = tag("select", tag("option", "Choose …", value=""), *given)
    mark = tag("label", tag("span", "Your mark"), choice, class_="sb-sample-mark")
    reason = field("The sentence that decided it", REASON_LINES, REASON_LINES, spellcheck="true")
    box = tag("fieldset", tag("legend", f"Answer {number}"), class_="sb-sample")
    box += tag("blockquote", *shown_text(directive, sample["text"]))
    box += [mark, reason]
    return box


def _sheet(item: bank.Item) -> Tag:
    """Return the sheet for markers who meet: their marks side by side, to fill by hand."""
    heads = ("Answer", "My mark", "A second marker’s", "Agreed", "What decided it")
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    rows = [
        tag("tr", tag("th", str(number), scope="row"), *(tag("td") for _ in heads[1:]))
        for number, _ in enumerate(item["samples"], 1)
    ]
    caption = tag(
        "caption", f"Moderation sheet: {text.plain(item['title'])}, out of {item['out_of']}"
    )
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="sb-paper")


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
