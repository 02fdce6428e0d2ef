"""Coding a report as a class, and dating one: the two tasks that have a page of their own behind.

Coding ends in a class code (``assets/class-codes.js``) for the page of class results. Dating asks
for clues with their facts, an interval and a reason; the verdict on days is the dating lab's.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import dating, facts, sources, tables
from sourcebook.sphinx.class_results import codebook
from sourcebook.sphinx.dating import BASES
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import passage_link
from sourcebook.sphinx.tasks import addresses, body
from sourcebook.tasks import bank, keys, paragraph_codes
from sourcebook.text import normalise

SCRIPT = "tasks-coding.js"
SHEETS = ("coding.css",)
CIRCLE = "On paper: circle one letter for each paragraph. Leave none circled if you cannot decide."
RESULTS = "class-results"
BLANK = "_" * 22
# True, near in time, and of no use for a date: what a learner who only looks for days may take.
DISTRACTORS = ("events/corbyn-elected", "events/fac-report", "events/unscr-2249")
# Talk of a round that was not held: it weakens the forecast, and turns no words into days.
NO_DATE = "events/vienna-second-round-rumour"
SHOWN = 64  # characters of a fact in a list to choose from
OUTSIDE_FIRST = "The page’s address and another account give the day, and no clue does."


# Coding ------------------------------------------------------------------------------------------


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


# Dating ------------------------------------------------------------------------------------------


@body("dating", "dating.js", SCRIPT, css=SHEETS)
def date_report(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return numbered facts, the clues with a choice of fact, the days, and room for a reason."""
    there = pool()
    first = tag("p", "Facts from outside, of which some date nothing", class_="sb-date-part")
    numbered = tag("ol", class_="sb-date-facts sb-task-plain")
    for row in there:
        numbered += tag("li", facts.sentence(facts.find(row)))
    second = tag("p", "Clues, each with the fact it needs", class_="sb-date-part")
    clues = tag("ul", class_="sb-date-clues", role="list")
    for key in tables.keys("clues"):
        clues += _clue(directive, item, tables.row("clues", key), there)
    third = tag("p", "The days", class_="sb-date-part")
    return [first, numbered, second, clues, third, *_days(item), _reason(item), _hidden(directive)]


def pool() -> list[str]:
    """Return the facts to choose from: those of all clues and some that date nothing, by day."""
    named = [row for key in tables.keys("clues") for row in _facts(key)]
    found = [*dict.fromkeys(named), *DISTRACTORS]
    cells = {row: facts.find(row).cells for row in found}
    return sorted(found, key=lambda row: cells[row].get("date") or cells[row]["start"])


def _facts(clue: str) -> list[str]:
    return tables.row("clues", clue)["facts"].split()


def _clue(directive, item: bank.Item, row: dict[str, str], there: list[str]) -> Tag:
    name = f"task-{item.id}-{row['id']}"
    words = f"“{normalise(row['words'])}”" if row["words"] else "Nothing about Paris"
    box = tag("input", type="checkbox", id=name, value=row["id"])
    label = tag("label", words, for_=name)
    entry = tag("li", box, label, data_clue=row["id"])
    if row["words"]:
        source, _, paragraph = dating.anchor(row["evidence"]).partition("#")
        number = sources.report(source).paragraphs[paragraph].number
        where = passage_link(directive.env, number, source, paragraph, class_="sb-para")
        entry += tag("span", where, f" {row['says']}")
    else:
        entry += tag("span", row["says"])
    choices = [tag("option", _short(n, row), value=n) for n, row in enumerate(there, 1)]
    select = tag("select", tag("option", "Which fact? …", value=""), *choices)
    select["attributes"]["aria-label"] = f"Fact for {row['label']}"
    entry += tag("span", select, tag("span", f"Fact number {BLANK}", class_="sb-date-blank"))
    return entry


def _short(number: int, row: str) -> str:
    words = f"{number}. {facts.sentence(facts.find(row))}"
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rsplit(' ', 1)[0]} …"


def _days(item: bank.Item) -> list[Tag]:
    fields = tag("div", class_="sb-date-days")
    for label in ("Earliest day", "Latest day"):
        day = tag("input", type="date", min="2010-01-01", max="2016-12-31")
        blank = tag("span", BLANK, class_="sb-date-blank")
        fields += tag("label", tag("span", label), day, blank)
    basis = tag("fieldset", tag("legend", "I know it from"), class_="sb-date-basis")
    for value, label in BASES.items():
        choice = tag("input", type="radio", name_=f"task-{item.id}-basis", value=value)
        box = tag("span", "☐", class_="sb-date-blank")
        basis += tag("label", choice, box, tag("span", label))
    return [fields, basis]


def _reason(item: bank.Item) -> Tag:
    low, high = item["words"]
    label = f"Your reason ({low} to {high} words, {item['out_of']} marks)"
    field = tag("textarea", id=f"task-{item.id}-reason", rows=item["lines"])
    lines = tag("div", *(tag("span") for _ in range(item["lines"])), class_="sb-date-lines")
    lines["attributes"]["aria-hidden"] = "true"
    name = tag("label", label, for_=f"task-{item.id}-reason")
    return tag("div", name, field, tag("p", class_="sb-date-count"), lines, class_="sb-date-reason")


def _hidden(directive) -> nodes.raw:
    """Return what the verdict needs: the clues' days and facts, and what is opened last."""
    clues = tables.load("clues")
    there = pool()
    card = tables.row("sources", dating.UNDATED)
    data = {
        "clues": dating.records(clues),
        "readings": dating.readings(clues),
        "common": dating.COMMON,
        "known": card["known_date"],
        "fits": {
            key: [there.index(row) + 1 for row in _facts(key) if row != NO_DATE]
            for key in clues["id"]
        },
        "traps": list(clues.loc[clues["kind"] == "trap", "id"]),
        "needs": {key: tables.row("clues", key)["needs"] for key in clues["id"]},
        "last": _last(card, addresses(directive.env)),
    }
    html = f'<script type="application/json" data-dating>{{"k":"{keys.encoded(data)}"}}</script>'
    return nodes.raw("", html, format="html")


def _last(card: dict[str, str], address: keys.text.Address) -> str:
    day = facts.wordings(card["known_date"], "date")[0]
    path = "/" + card["address"].split("//")[1].split("/", 1)[1].split("syrian")[0]
    meeting = facts.sentence(facts.find(card["known_date_row"]))
    return (
        f"<p>The address of the page has a date in its path: <code>{path}</code>. "
        f"Another account of the same day: {meeting} So the report is of {day}. "
        f"{OUTSIDE_FIRST}</p>"
    )


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
