"""The voices that the reports leave out or only speak about, and where each can be found."""

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, sources, tables
from sourcebook.sphinx.nodes import Tag, cell, table, tag
from sourcebook.sphinx.roles import passage_link, row_mark

HEAD = [
    "Who",
    "Why they matter",
    "In the two reports",
    "Where to look",
    "Whom that leaves out",
    "Ask",
]
REPORTS = {"in_2012": "hague-lavrov-2012", "in_2015": "hammond-khoja-2015"}


class VoicesTable(SphinxDirective):
    """``{voices-table}``: every row of the table of voices, with its source marks."""

    def run(self):
        rows = [self._row(tables.row("voices", key), key) for key in tables.keys("voices")]
        caption = "Voices to look for, and where"
        return [table(HEAD, rows, class_="sb-voices sb-stack", caption=caption)]

    def _row(self, cells: dict, key: str) -> list:
        name = tag("span", cells["who"], id=f"voice-{key}")
        where = cell(cells["where"], row_mark(self.env, facts.find(f"voices/{key}")))
        treated = [self._treated(cells, column) for column in REPORTS]
        told = cell(treated[0], tag("br"), treated[1])
        return [
            name,
            cells["why_it_matters"],
            told,
            where,
            cells["leaves_out"],
            cells["what_to_ask"],
        ]

    def _treated(self, cells: dict, column: str) -> Tag:
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


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("voices-table", VoicesTable)
