"""Rival readings as cards: what each says and predicts, and the rows for and against it.

Without a script the reader can rank and weigh with the browser's own menus, or on paper.
``assets/readings.js`` adds the reader's weights up. It gives no verdict.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, readings, sources
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import passage_link, row_mark

PARTS = {
    "predicts": "If it is right, we should find",
    "would_change_our_mind": "What would change our mind",
}
SIGNS = {"for": "+", "against": "−", "ambiguous": "?"}


def _menu(first: str, choices: list[str], label: str, **data) -> Tag:
    options = [tag("option", first, value="")]
    options += [tag("option", choice, value=choice) for choice in choices]
    return tag("select", *options, aria_label=label, autocomplete="off", **data)


class Readings(SphinxDirective):
    """``{readings}``: all cards and the sums; ``rank`` as argument: the claims to rank."""

    optional_arguments = 1

    def run(self):
        kind = self.arguments[0] if self.arguments else "cards"
        if kind not in ("cards", "rank"):
            raise self.error(f"There is no list {kind!r} of readings. Write rank, or nothing.")
        found = readings.load()
        if kind == "rank":
            return [_ranking(found)]
        cards = [self._card(reading) for reading in found]
        return [tag("div", *cards, _sums(found), class_="sb-readings", data_readings="cards")]

    def _card(self, reading: readings.Reading) -> Tag:
        cells = reading.cells
        card = tag("section", class_="sb-reading", id=f"reading-{cells['id']}")
        card["attributes"]["data-reading"] = cells["id"]
        card += [tag("h3", cells["title"]), tag("p", cells["claim"], class_="sb-reading-claim")]
        for column, heading in PARTS.items():
            card += tag("p", tag("strong", f"{heading}: "), cells[column], class_="sb-reading-part")
        whole = tag("details", class_="sb-reading-evidence", open=True)  # the script closes it
        whole += tag("summary", _summary(reading))
        whole += [self._side(reading, bearing) for bearing in readings.BEARINGS]
        whole += tag("p", role="status", class_="sb-reading-says")
        card += whole
        return card

    def _side(self, reading: readings.Reading, bearing: str) -> Tag:
        items = [self._item(item) for item in reading.side(bearing)]
        head = tag("p", readings.BEARINGS[bearing], class_="sb-reading-head")
        box = tag("div", head, class_="sb-reading-side", data_bearing=bearing)
        if items:
            box += tag("ul", *items)
        return box if items else tag("div", hidden=True)

    def _item(self, item: readings.Item) -> Tag:
        row = facts.find(item.row)
        line = tag("li", data_bearing=item.bearing)
        line += tag("span", SIGNS[item.bearing], class_="sb-reading-sign", aria_hidden="true")
        line += tag("span", *self._place(row), nodes.Text(item.why), *self._source(row))
        line += _menu(
            "not weighed", list(readings.WEIGHTS), f"Weight of: {item.why}", data_weight=True
        )
        return line

    def _place(self, row: facts.Row) -> list:
        """Return the day of a row before its reason: the test of timing needs it in sight."""
        day = row.cells.get("date")
        shown = facts.wordings(day, "date")[0] if day else ""
        return [tag("span", f"{shown}: ", class_="sb-reading-when")] if shown else []

    def _source(self, row: facts.Row) -> list:
        if row.table != "evidence":
            return [row_mark(self.env, row)]
        source, paragraph = row.cells["source"], row.cells["paragraph"]
        report = sources.report(source)
        label = f"{report.short} {report.paragraphs[paragraph].number}"
        link = passage_link(self.env, label, source, paragraph, class_="sb-para")
        return [nodes.Text(" ("), link, nodes.Text(")")]


def _summary(reading: readings.Reading) -> str:
    counts = [f"{len(reading.side(side))} {side}" for side in readings.SIDES]
    both = len(reading.side("ambiguous"))
    counts += [f"{both} both ways"] if both else []
    return f"The evidence on “{reading.cells['title']}”: {', '.join(counts)}"


def _ranking(found: list[readings.Reading]) -> Tag:
    places = [str(n) for n in range(1, len(found) + 1)]
    rows = [
        tag(
            "tr",
            tag("td", _menu("–", places, f"Your rank of: {r.cells['title']}", data_rank=True)),
            tag("th", r.cells["title"], scope="row"),
            tag("td", r.cells["claim"]),
            data_title=r.cells["title"],
        )
        for r in found
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Rank", "Reading", "It says")))
    caption = tag("caption", "Before any evidence: which explains most? Rank 1 explains most.")
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows))
    says = tag("p", role="status", class_="sb-reading-says")
    return tag("div", table, says, class_="sb-readings sb-ranking", data_readings="rank")


def _sums(found: list[readings.Reading]) -> Tag:
    names = ("Reading", "For", "Against", "Irrelevant", "To weigh")
    head = tag("tr", *(tag("th", name, scope="col") for name in names))
    rows = []
    for reading in found:
        row = tag("tr", tag("th", reading.cells["title"], scope="row"))
        row["attributes"]["data-sums"] = reading.cells["id"]
        cells = zip((*readings.SIDES, "irrelevant", "open"), names[1:], strict=True)
        row += [tag("td", data_cell=cell, data_label=name) for cell, name in cells]
        rows.append(row)
    caption = tag("caption", "Your weighing, added up and not judged")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="sb-reading-sums")


def setup(app: Sphinx) -> None:
    """Register the directive, and its assets for the pages that have one."""
    app.add_directive("readings", Readings)
    add_assets(
        app, "data-readings", css={"readings.css": 715}, js={"keep.js": 305, "readings.js": 315}
    )
