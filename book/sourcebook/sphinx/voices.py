"""The voices that the reports leave out or only speak about, and where each can be found.

Needs no script: each voice is a lid with its name, so that the reader can think of a place to look
before reading ours. On paper all are open.
"""

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, sources, tables
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import passage_link, row_mark

REPORTS = {"in_2012": "hague-lavrov-2012", "in_2015": "hammond-khoja-2015"}


class VoicesTable(SphinxDirective):
    """``{voices-table}``: every row of the table of voices, with its source marks."""

    def run(self):
        box = tag("div", class_="sb-voices", data_voices=True)
        box += [self._voice(key, tables.row("voices", key)) for key in tables.keys("voices")]
        return [box]

    def _voice(self, key: str, cells: dict[str, str]) -> Tag:
        name = tag("strong", cells["who"], class_="sb-voice-who")
        whole = tag("details", tag("summary", name, " ", _short(cells)), id=f"voice-{key}")
        told = [self._treated(cells, column) for column in REPORTS]
        mark = row_mark(self.env, facts.find(f"voices/{key}"))
        parts = {
            "Why it matters": [cells["why_it_matters"]],
            "In the reports": [told[0], "; ", told[1], "."],
            "Where to look": [cells["where"], mark],
            "Whom that leaves out": [cells["leaves_out"]],
            "Ask": [cells["what_to_ask"]],
        }
        pairs = (tag("div", tag("dt", what), tag("dd", *says)) for what, says in parts.items())
        whole += tag("dl", *pairs)
        return whole

    def _treated(self, cells: dict[str, str], column: str) -> Tag:
        """Return how one report treats the voice, with links to the paragraphs."""
        report = sources.report(REPORTS[column])
        line = tag("span", f"{column.removeprefix('in_')}: {cells[column]}")
        for anchor in cells["passages"].split():
            source, _, paragraph = anchor.partition("#")
            if source == REPORTS[column]:
                number = report.paragraphs[paragraph].number
                link = passage_link(self.env, number, source, paragraph, class_="sb-para")
                line += [tag("span", " "), link]
        return line


def _short(cells: dict[str, str]) -> Tag:
    """Return in a few words how the two reports treat a voice."""
    both = [f"{column.removeprefix('in_')}: {cells[column]}" for column in REPORTS]
    absent = {cells[column] for column in REPORTS} == {"absent"}
    said = "in neither report" if absent else "; ".join(both)
    return tag("span", said, class_="sb-voice-short")


def setup(app: Sphinx) -> None:
    """Register the directive, and its style for the pages that have one."""
    app.add_directive("voices-table", VoicesTable)
    add_assets(app, "data-voices", css={"voices.css": 717})
