"""Directives that print a chapter's box and the people."""

import re

from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, tables
from sourcebook.sphinx.nodes import cell, table, tag
from sourcebook.sphinx.roles import row_mark

# The side of a listener or of a reader says nothing about a position.
SIDES = {"none": "–"}


class Chapter(SphinxDirective):
    """The box at a chapter's head: aims as its content, minutes and moves as options."""

    has_content = True
    option_spec = {"minutes": options.nonnegative_int, "moves": options.unchanged}

    def run(self):
        if "minutes" not in self.options:
            raise self.error("The chapter gives no time. Add the option :minutes: 25.")
        moves = [m for m in re.split(r",\s*", self.options.get("moves", "")) if m]
        meta = tag("p", class_="sb-chapter-meta")
        meta += tag("span", f"{self.options['minutes']} minutes", class_="sb-minutes")
        if moves:
            chips = [part for m in moves for part in (" ", tag("span", m, class_="sb-move"))]
            meta += tag("span", *chips, class_="sb-moves")
        title = tag("p", "After this chapter you can", class_="sb-chapter-title")
        box = tag("div", meta, title, class_="sb-chapter")
        box += self.parse_content_to_nodes()
        return [box]


class PeopleTable(SphinxDirective):
    """Everyone whom the reports name or let speak."""

    def run(self):
        rows = []
        for key in tables.keys("people"):
            row = tables.row("people", key)
            office = row["office"]
            role = [row["role"]]
            if office:
                role.append(row_mark(self.env, facts.find(f"offices/{office}")))
            name = tag("span", row["name"], id=f"person-{key}")
            side = SIDES.get(row["side"], row["side"].replace("-", " ").capitalize())
            rows.append([name, row["printed_as"], side, cell(*role), row["note"]])
        head = ["Who", "As the reports print it", "Side", "What they were at the time", "Note"]
        return [
            table(
                head, rows, class_="sb-people sb-stack", caption="People and bodies in the reports"
            )
        ]


class NamesTable(SphinxDirective):
    """People, places and groups whom the chapters name and the reports do not."""

    KINDS = {"person": "People", "group": "Groups and bodies", "place": "Places"}

    def run(self):
        return [self._one(kind, caption) for kind, caption in self.KINDS.items()]

    def _one(self, kind: str, caption: str):
        rows = []
        for key in sorted(tables.keys("names"), key=str.casefold):
            row = tables.row("names", key)
            if row["kind"] == kind:
                mark = [row_mark(self.env, facts.find(row["row"]))] if row["row"] else []
                name = tag("span", key, id=f"name-{re.sub(r'[^a-z]+', '-', key.lower())}")
                rows.append([name, cell(f"{row['what']}.", *mark), row["elsewhere"] or "–"])
        head = ["Name", "Who or what", "Elsewhere also"]
        return table(head, rows, class_="sb-names sb-stack", caption=caption)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("chapter", Chapter)
    app.add_directive("people-table", PeopleTable)
    app.add_directive("names-table", NamesTable)
