"""The position matrix: every cell of the comparison, with its evidence and its reason.

Without a script it is a table and a list of reasons. ``assets/matrix.js`` orders and filters it.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import coding, facts, lineup, sources, tables
from sourcebook.coding_check import ELSEWHERE, NOT_STATED, SETTINGS, SILENT
from sourcebook.sphinx import weigh
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import passage_link, row_mark

CAPTIONS = {
    "British": "What each British voice says, question by question",
    "other": "The other voices: never evidence for a British position",
}


def _texts(parts: dict[str, str]) -> dict[str, str]:
    return {f"data_{key}": text for key, text in parts.items()}


class Matrix(SphinxDirective):
    """``{position-matrix}``: the British cells with controls; ``other`` as argument: the others."""

    optional_arguments = 1

    def run(self):
        group = self.arguments[0] if self.arguments else "British"
        if group not in CAPTIONS:
            known = ", ".join(CAPTIONS)
            raise self.error(f"There is no group {group!r} of occasions. There are: {known}.")
        cells = coding.cells(group)
        box = tag("div", class_="sb-matrix", data_matrix=group, data_elsewhere="shown")
        if group == "British":
            box += _controls(cells)
        box += self._table(cells, group)
        if group == "British":
            box += tag("p", lineup.conclusion(), class_="sb-mx-conclusion")
            box += _lineup_table()
        box += self._reasons(cells, group)
        return [box]

    def _table(self, cells, group: str) -> Tag:
        occasions = cells.drop_duplicates("occasion")
        heads = [_occasion_head(row) for row in occasions.to_dict("records")]
        corner = tag("th", "Question", scope="col", role="columnheader")
        names = tag("tr", corner, *heads, role="row", class_="sb-mx-names")
        rows = [self._row(part) for _, part in cells.groupby("dimension", sort=False)]
        # Narrow screens stack the cells; the roles keep the table a table for a screen reader.
        return tag(
            "table",
            tag("caption", CAPTIONS[group]),
            tag("thead", _group_row(occasions), names, role="rowgroup"),
            tag("tbody", *rows, role="rowgroup"),
            role="table",
        )

    def _row(self, part) -> Tag:
        first = part.iloc[0]
        head = tag("th", tag("span", first["title"], class_="sb-mx-title"), scope="row")
        head["attributes"]["role"] = "rowheader"
        head += tag("span", first["asks"], class_="sb-mx-question")
        if first["group"] == "British":
            notes = {key: lineup.lines_up(first["dimension"], key).says for key in lineup.KEYS}
            head += tag("span", notes["year"], class_="sb-mx-lineup", **_texts(notes))
        tds = [self._cell(cell) for cell in part.to_dict("records")]
        return tag("tr", head, *tds, role="row", data_dimension=first["dimension"])

    def _cell(self, cell: dict) -> Tag:
        silent = cell["value"] == NOT_STATED
        name = f"cell-{cell['dimension']}-{cell['occasion']}"
        td = tag("td", role="cell", id=name, data_occasion=cell["occasion"])
        td["attributes"]["data-silent"] = "true" if silent else "false"
        if f"{cell['dimension']}/{cell['value']}" in SETTINGS:
            td["attributes"]["data-setting"] = "true"
        group = lineup.group_name("year", cell["year"])
        td += tag("span", tag("span", group, class_="sb-mx-group"), cell["who"], class_="sb-mx-who")
        td += tag("span", cell["label"], class_="sb-mx-value")
        td += _status(cell["status"])
        if not silent:
            td += self._places(cell)
        td += self._why(cell)
        return td

    def _places(self, cell: dict, full: bool = False) -> Tag:
        """Return links to the paragraphs of the evidence, with its mode if ``full``."""
        found = tag("span", class_="sb-mx-places")
        seen = {}
        for key in cell["evidence"].split():
            row = tables.row("evidence", key)
            seen.setdefault(row["paragraph"], {})[row["mode"]] = True
        for paragraph, modes in seen.items():
            number = sources.report(cell["source"]).paragraphs[paragraph].number
            found += passage_link(self.env, number, cell["source"], paragraph, class_="sb-para")
            found += nodes.Text(f" ({' and '.join(modes)}) " if full else " ")
        return found

    def _why(self, cell: dict) -> Tag:
        summary = tag("summary", "Why", class_="sb-mx-summary")
        # Forty summaries with one wording would be one name forty times in a list of controls.
        summary += tag("span", f": {cell['title']}, {cell['who']}", class_="sb-mx-hidden")
        return tag("details", summary, tag("div", *self._reason(cell)), class_="sb-mx-why")

    def _reason(self, cell: dict) -> list:
        parts = [tag("p", cell["reason"])]
        if cell["value"] != NOT_STATED:
            parts.append(tag("p", "Rests on ", self._places(cell, full=True), class_="sb-mx-rests"))
        if cell["status"] == ELSEWHERE:
            outside = tag("p", tag("strong", "From elsewhere: "), class_="sb-mx-outside")
            outside += [nodes.Text(cell["outside_says"]), row_mark(self.env, _row_of(cell))]
            parts.append(outside)
        return parts

    def _reasons(self, cells, group: str) -> Tag:
        whole = tag("details", class_="sb-mx-reasons", open=True)  # the script closes it
        whole += tag("summary", f"All {len(cells)} cells with their reasons, as a list")
        for title, part in cells.groupby("title", sort=False):
            terms = []
            for cell in part.to_dict("records"):
                firm = "" if cell["status"] == SILENT[0] else f" ({cell['status']})"
                terms.append(tag("dt", f"{cell['who']}: {cell['label']}{firm}"))
                terms.append(tag("dd", *self._reason(cell)))
            whole += tag("p", title, class_="sb-mx-title")
            whole += tag("dl", *terms)
        return whole


def _row_of(cell: dict) -> facts.Row:
    return facts.find(cell["outside"])


def _status(status: str) -> Tag:
    """Return the status: a word, a shape and a colour. A silent cell has said the word already."""
    if status == SILENT[0]:
        return tag("span", class_="sb-mx-none")
    kind = "elsewhere" if status == ELSEWHERE else status
    return tag("span", status, class_="sb-status", data_status=kind)


def _group_row(occasions) -> Tag:
    """Return the headings over the columns, one for each year; the script rewrites them."""
    row = tag("tr", tag("td", role="cell"), role="row", class_="sb-mx-groups")
    for year, part in occasions.groupby("year", sort=False):
        head = tag("th", lineup.group_name("year", year), scope="colgroup", role="columnheader")
        head["attributes"]["colspan"] = str(len(part))
        row += head
    return row


def _occasion_head(row: dict) -> Tag:
    names = {key: lineup.group_name(key, row[column]) for key, (column, _) in lineup.KEYS.items()}
    head = tag("th", row["who"], scope="col", role="columnheader", **_texts(names))
    head["attributes"]["data-occasion"] = row["occasion"]
    head += tag("span", row["medium"], class_="sb-mx-medium")
    return head


def _controls(cells) -> Tag:
    buttons = [
        tag(
            "button",
            name[0].upper() + name[1:],
            type="button",
            data_order=key,
            data_says=lineup.ordering(key),
            aria_pressed="true" if key == "year" else "false",
        )
        for key, (_, name) in lineup.KEYS.items()
    ]
    rows = cells.drop_duplicates("dimension")[["dimension", "title"]].itertuples(index=False)
    chosen = [tag("option", "all questions", value="")]
    chosen += [tag("option", title, value=dimension) for dimension, title in rows]
    select = tag("label", tag("span", "Show "), tag("select", *chosen, data_filter=True))
    toggle = tag("button", "Known from elsewhere", type="button", data_toggle=True)
    toggle["attributes"]["aria-pressed"] = "true"
    order = tag("fieldset", tag("legend", "Order the columns by"), *buttons)
    says = tag("p", role="status", class_="sb-mx-says")
    return tag("div", order, tag("div", select, toggle), says, class_="sb-mx-tools", hidden=True)


def _lineup_table() -> Tag:
    """Return the small table of what the values line up with."""
    lined = lineup.confound()
    head = [tag("th", "Answered in both years", scope="col")]
    keys = ["year", *lineup.AUDIENCE]
    head += [tag("th", f"by {lineup.KEYS[k][1]}", scope="col", data_key=k) for k in keys]
    rows = []
    for title, row in lined.iterrows():
        words = [("✓", "lines up") if value else ("–", "does not") for value in row]
        marks = [
            tag("td", tag("span", sign, aria_hidden="true"), f" {word}", data_key=key)
            for key, (sign, word) in zip(keys, words, strict=True)
        ]
        rows.append(tag("tr", tag("th", title, scope="row"), *marks))
    caption = tag("caption", "What the values line up with: no value stands in two groups")
    return tag(
        "table", caption, tag("thead", tag("tr", *head)), tag("tbody", *rows), class_="sb-mx-lined"
    )


def setup(app: Sphinx) -> None:
    """Register the directives, and the assets of both for the pages that have one."""
    app.add_directive("position-matrix", Matrix)
    weigh.setup(app)
    add_assets(
        app,
        "data-matrix",
        "data-weigh",
        css={"matrix.css": 710},
        js={"keep.js": 305, "matrix.js": 310},
    )
