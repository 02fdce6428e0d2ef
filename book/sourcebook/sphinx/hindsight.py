"""What was known and what came later, side by side; and the list of the later events.

Needs no script: the later part is shut until the reader opens it. On paper it is the right-hand
column, to be covered with a sheet.
"""

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, tables
from sourcebook.sphinx.nodes import tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import row_mark, status_chip

LATER = "What came later: open it when you have written your sentence"
THEMES = {
    "conflict": "The war",
    "uk": "Britain",
    "russia": "Russia",
    "diplomacy": "Diplomacy",
    "justice": "Justice",
    "humanitarian": "Aid",
}


class Hindsight(SphinxDirective):
    """``{hindsight} name``: words with what was public that day; holds one ``{later}``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        head = tag("p", self.arguments[0], class_="sb-hind-name")
        box = tag("div", head, class_="sb-hind", data_hindsight=True)
        box += self.parse_content_to_nodes()
        return [box]


class Later(SphinxDirective):
    """``{later} words on the lid``: what the reader should guess first, shut until it is opened."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self):
        lid = self.arguments[0] if self.arguments else LATER
        box = tag("details", tag("summary", lid), class_="sb-later", data_hindsight=True)
        box += tag("div", *self.parse_content_to_nodes())
        return [box]


class Afterwards(SphinxDirective):
    """``{afterwards}``: every event after the window of the timeline, with its source."""

    def run(self):
        keys = sorted(
            tables.keys("afterwards"), key=lambda key: tables.row("afterwards", key)["date"]
        )
        items = [self._item(facts.find(f"afterwards/{key}")) for key in keys]
        first, last = (tables.row("afterwards", key)["date"][:4] for key in (keys[0], keys[-1]))
        summary = tag("summary", f"The later events: {len(items)}, from {first} to {last}")
        whole = tag("details", summary, tag("ol", *items), class_="sb-after")
        whole["attributes"]["data-hindsight"] = True
        return [whole]

    def _item(self, row: facts.Row):
        cells = row.cells
        day = facts.wordings(cells["date"], "date")[0]
        when = tag("p", tag("strong", day), f" {THEMES[cells['theme']]}", class_="sb-after-day")
        title = tag("strong", f"{cells['title']}. ")
        text = tag("p", title, cells["summary"], row_mark(self.env, row))
        return tag("li", when, text, status_chip(cells["status"]))


def setup(app: Sphinx) -> None:
    """Register the directives, and their style for the pages that have one."""
    app.add_directive("hindsight", Hindsight)
    app.add_directive("later", Later)
    app.add_directive("afterwards", Afterwards)
    add_assets(app, "data-hindsight", css={"hindsight.css": 716})
