"""Dating a report: clues with their facts, an interval, and a reason that a person judges.

The verdict on days is the dating lab's (``assets/dating.js``). The reason is a written answer:
mark scheme, answers to mark and self-placement are those of ``task_written``.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import dating, facts, tables
from sourcebook.sphinx.dating import BASES, PLACE
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import passage_link
from sourcebook.sphinx.task_written import SCRIPT as WRITTEN
from sourcebook.sphinx.task_written import SHEETS as WRITTEN_SHEETS
from sourcebook.sphinx.task_written import counter, field
from sourcebook.sphinx.tasks import body
from sourcebook.tasks import bank, dating_facts, keys

SCRIPT = "tasks-dating.js"
SHEETS = (*WRITTEN_SHEETS, "coding.css")
BLANK = "_" * 22
SHOWN = 64  # characters of a fact in a list to choose from
OUTSIDE_FIRST = "The page’s address and another account give the day, and no clue does."


@body("dating", "dating.js", WRITTEN, SCRIPT, css=SHEETS)
def date_report(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return numbered facts, the clues with a choice of fact, the days, and room for a reason."""
    there = dating_facts.pool()
    first = tag("p", "Facts from outside, of which some date nothing", class_="sb-date-part")
    numbered = tag("ol", class_="sb-date-facts sb-task-plain")
    for row in there:
        numbered += tag("li", facts.sentence(facts.find(row)))
    second = tag("p", "Clues, each with the fact it needs", class_="sb-date-part")
    clues = tag("ul", class_="sb-date-clues", role="list")
    for key in tables.keys("clues"):
        clues += _clue(directive, item, tables.row("clues", key), there)
    third = tag("p", "The days", class_="sb-date-part")
    parts = [first, numbered, second, clues, third, *_days(item), *_reason(item)]
    return [*parts, _back(), _hidden()]


def _clue(directive, item: bank.Item, row: dict[str, str], there: list[str]) -> Tag:
    name = f"task-{item.id}-{row['id']}"
    box = tag("input", type="checkbox", id=name, value=row["id"])
    label = tag("label", dating_facts.words(row), for_=name)
    entry = tag("li", box, label, data_clue=row["id"])
    if place := dating_facts.place(row):
        source, paragraph, number = place
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


def _reason(item: bank.Item) -> list[Tag]:
    low, high = item["words"]
    label = f"Your reason: {low} to {high} words, {item['out_of']} marks"
    return [field(label, item["lines"], item["lines"], spellcheck="true"), *counter(item)]


def _back() -> Tag:
    """Return the way back to the lab, above the answers between the two."""
    way = link("Back to the dating lab", f"#{PLACE}")
    return tag("p", way, ". Between it and this task stand the answers.", class_="sb-date-back")


def _hidden() -> nodes.raw:
    """Return what the verdict needs: the clues' days and facts, and what is opened last."""
    clues = tables.load("clues")
    there = dating_facts.pool()
    card = tables.row("sources", dating.UNDATED)
    data = {
        "clues": dating.records(clues),
        "readings": dating.readings(clues),
        "common": dating.COMMON,
        "known": card["known_date"],
        "fits": {
            key: [there.index(row) + 1 for row in dating_facts.fits(key)] for key in clues["id"]
        },
        "traps": list(clues.loc[clues["kind"] == dating_facts.TRAP, "id"]),
        "needs": {key: tables.row("clues", key)["needs"] for key in clues["id"]},
        "last": _last(card),
    }
    html = f'<script type="application/json" data-dating>{{"k":"{keys.encoded(data)}"}}</script>'
    return nodes.raw("", html, format="html")


def _last(card: dict[str, str]) -> str:
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
