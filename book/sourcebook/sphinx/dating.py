"""The dating lab: clues to switch on and off, the days they leave, and an answer to commit to.

Without a script, and on paper, it reads as a table of clues with their bounds; the answers follow
after a page break. ``assets/dating-lab.js`` makes it a widget: a clue keeps its bounds to itself
until it is switched on, and the answers stay away until the reader has given one.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import dating, facts, tables
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import passage_link, row_mark
from sourcebook.tasks import bank
from sourcebook.tasks.labels import minutes
from sourcebook.text import normalise

PLACE = "dating-lab"  # its address on its page
HEAD = ("Clue", "Not before", "Not after", "Bound")
BUTTONS = {"none": "No clue", "hard": "Hard clues only", "all": "All clues"}
BASES = {
    "clues": "the clues: the report’s words, each with the fact it needs",
    "outside": "the page’s address, or another account of the same day",
}
ANSWERS = {
    "hard": "The hard clues alone, with no more than that.",
    "forecast": "With the forecast, if it held and weeks run from Monday to Sunday. "
    "This is the answer that the clues support.",
    "denial": "With the denial as well, if Downing Street is answering the reports it denied. "
    "Say “probably”.",
}
PREDICT = (
    "Guess first. Read the words and look up the fact. A clue can rule out all days before one "
    "day, all days after one day, or both. Which does this one rule out? Then switch it on and see."
)
GRANTED = f"You grant for every clue: {dating.COMMON}."
BLANK = "_" * 24
PAPER = (
    f"Your answer. Earliest day: {BLANK} Latest day: {BLANK}",
    "I know it from:",
    *(f"☐ {basis}" for basis in BASES.values()),
)
YEAR = ("2015-01-01", "2015-12-31")  # what the answer's fields show before the reader answers


class DatingLab(SphinxDirective):
    """``{dating-lab}``: the lab, written from the table ``clues``."""

    def run(self):
        clues = tables.load("clues")
        card = tables.row("sources", dating.UNDATED)
        tasks = [i for i in bank.items() if i.type == "dating" and i.chapter == self.env.docname]
        lab = tag("div", class_="sb-dating", id=PLACE, data_dating_lab=True)
        lab += self._clues()
        lab += tag("output", class_="sb-dating-left", aria_live="polite", hidden=True)
        lab += tag("p", GRANTED, class_="sb-dating-granted")
        lab += tag("dl", class_="sb-dating-why", hidden=True)
        lab += _answer_form()
        lab += self._write_it_down(tasks)
        lab += tag("div", *(tag("p", line) for line in PAPER), class_="sb-dating-paper")
        lab += _gate()
        lab += tag(
            "div",
            tag("p", "Answers", class_="sb-dating-title"),
            self._answers(clues),
            self._outside(card),
            class_="sb-dating-key",
        )
        lab += _data(clues, card["known_date"])
        return [lab]

    def _write_it_down(self, tasks: list[bank.Item]) -> Tag:
        """Return the way to the tasks of the same sort, which stand below the answers."""
        line = tag(
            "p", tag("strong", "Write it down before you read on: "), class_="sb-dating-write"
        )
        for item in tasks:
            line += link(item["title"], f"#task-{item.id}")
            line += nodes.Text(f" ({minutes(item['minutes'])}). ")
        line += nodes.Text("The task stands below the answers. From it a link leads back here.")
        return line

    def _clues(self) -> Tag:
        head = tag("tr", *(tag("th", label, scope="col", role="columnheader") for label in HEAD))
        rows = [self._clue(tables.row("clues", key)) for key in tables.keys("clues")]
        buttons = [
            tag("button", label, type="button", data_choose=name, disabled=name != "none")
            for name, label in BUTTONS.items()
        ]
        return tag(
            "fieldset",
            tag("legend", "Clues in the report of 2015"),
            tag("p", PREDICT, class_="sb-dating-predict", hidden=True),
            tag("div", *buttons, class_="sb-dating-buttons", hidden=True),
            # Narrow screens stack the cells; the roles keep the table a table for a screen reader.
            tag(
                "table",
                tag("thead", head, role="rowgroup"),
                tag("tbody", *rows, role="rowgroup"),
                role="table",
            ),
        )

    def _clue(self, row: dict[str, str]) -> Tag:
        box = tag("input", type="checkbox", id=f"clue-{row['id']}", value=row["id"], hidden=True)
        box["attributes"] |= {"disabled": True, "aria-describedby": f"clue-{row['id']}-says"}
        label = f"“{normalise(row['words'])}”" if row["words"] else "Nothing about Paris"
        name = tag("th", box, tag("label", label, for_=box["attributes"]["id"]), " ")
        name["attributes"] |= {"scope": "row", "role": "rowheader"}
        if row["words"]:
            source, _, paragraph = dating.anchor(row["evidence"]).partition("#")
            number = f"¶{paragraph.removeprefix('p')}"
            name += passage_link(self.env, number, source, paragraph, class_="sb-para")
        says = tag("span", row["says"], id=f"clue-{row['id']}-says")
        marks = [row_mark(self.env, facts.find(target)) for target in row["facts"].split()]
        name += tag("p", says, f" Look up: {row['needs']}.", *marks, class_="sb-dating-says")
        name += _why(row)
        days = [facts.wordings(row[c], "date")[0] if row[c] else "open" for c in _ENDS]
        cells = [*days, row["strength"]]
        pairs = zip(HEAD[1:], cells, strict=True)
        tds = [tag("td", cell, role="cell", data_label=label) for label, cell in pairs]
        return tag("tr", name, *tds, role="row", data_strength=row["strength"])

    def _answers(self, clues) -> Tag:
        items = []
        for name, chosen in dating.readings(clues).items():
            left = str(dating.interval(clues, chosen))
            items += [tag("dt", left[0].upper() + left[1:]), tag("dd", ANSWERS[name])]
        summary = tag("summary", "The three answers that the clues support")
        said = tag("p", f"Each grants {dating.COMMON}.")
        return tag(
            "details", summary, said, tag("dl", *items), class_="sb-dating-answers", open=True
        )

    def _outside(self, card: dict[str, str]) -> Tag:
        day = facts.wordings(card["known_date"], "date")[0]
        path = card["address"].split("//")[1].split("/", 1)[1].split("syrian")[0]
        mark = row_mark(self.env, facts.find(card["known_date_row"]))
        address = tag("li", "The address of the page has the date in its path: ")
        address += tag("code", f"/{path}")
        address += nodes.Text(". The page itself does not show it.")
        meeting = tag("li", f"A joint text of the two men puts their talks on {day}.", mark)
        end = tag(
            "p", f"So the report is of {day}. No clue in it says so: the day comes from elsewhere."
        )
        summary = tag("summary", "Open last: the page’s address and another account")
        return tag("details", summary, tag("ul", address, meeting), end, class_="sb-dating-outside")


_ENDS = ("not_before", "not_after")


def _why(row: dict[str, str]) -> Tag:
    summary = tag("summary", "Why, and at what cost" if row["assumption"] else "Why")
    # Ten summaries with one wording would be one link ten times over in a list of controls.
    summary += tag("span", f": {row['label']}", class_="sb-dating-name")
    why = tag("details", summary, tag("p", row["explanation"]), class_="sb-dating-whys")
    if row["assumption"]:
        why += tag("p", tag("strong", "You grant: "), row["assumption"])
    return why


def _gate() -> Tag:
    """Return the buttons that open the answers: one once the reader has answered, one before."""
    return tag(
        "p",
        tag("button", "Open the answers", type="button", data_open="answered", disabled=True),
        tag("button", "Show me anyway", type="button", data_open="anyway"),
        tag("span", "The answers open once you have given yours."),
        class_="sb-dating-gate",
        hidden=True,
    )


def _answer_form() -> Tag:
    def day(name: str, label: str, value: str) -> Tag:
        field = tag("input", type="date", name_=name, value=value)
        field["attributes"] |= {"min": "2010-01-01", "max": "2016-12-31"}
        return tag("label", tag("span", label), field)

    def basis(value: str, label: str) -> Tag:
        choice = tag("input", type="radio", name_="basis", value=value)
        return tag("label", choice, " ", label)

    bases = [basis(*item) for item in BASES.items()]
    return tag(
        "form",
        tag("p", "Your answer", class_="sb-dating-title"),
        tag("p", "When was the report written? Commit to the days that you can defend."),
        tag(
            "div",
            day("earliest", "Earliest day", YEAR[0]),
            day("latest", "Latest day", YEAR[1]),
            class_="sb-dating-days",
        ),
        _lacks("days"),
        tag("fieldset", tag("legend", "I know it from"), *bases, class_="sb-dating-basis"),
        _lacks("basis"),
        tag("button", "Check my answer", type="submit"),
        _lacks("clues"),
        tag("output", class_="sb-dating-verdict", aria_live="polite"),
        class_="sb-dating-answer",
        novalidate=True,
        hidden=True,
    )


def _lacks(part: str) -> Tag:
    """Return the place where the script says what a part of the form lacks."""
    return tag("p", class_="sb-dating-lacks", data_lacks=part, aria_live="polite")


def _data(clues, known: str) -> nodes.raw:
    readings = dating.readings(clues)
    data = {
        "clues": dating.records(clues),
        "readings": readings,
        "common": dating.COMMON,
        "known": known,
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return nodes.raw("", f'<script type="application/json">{text}</script>', format="html")


def setup(app: Sphinx) -> None:
    """Register the directive, and its assets for the pages that have it."""
    app.add_directive("dating-lab", DatingLab)
    add_assets(
        app,
        "data-dating-lab",
        css={"dating.css": 710},
        js={"keep.js": 305, "dating.js": 310, "dating-lab.js": 311},
    )
