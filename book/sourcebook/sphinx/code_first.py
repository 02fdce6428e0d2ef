"""A few statements for the reader to code before our codes are shown.

Without a script it is a form, and a note to open; on paper a worksheet. ``assets/positions.js``
keeps the note shut until every statement has a code, and then compares.
"""

from sphinx.util.docutils import SphinxDirective

from sourcebook import paths, tables
from sourcebook.sphinx.nodes import Tag, tag

Row = dict[str, str]


class CodeFirst(SphinxDirective):
    """``{code-first}``: ids of statements, one a line, each with four codes to choose from."""

    has_content = True

    def run(self):
        keys = [line.strip() for line in self.content if line.strip()]
        known = set(tables.keys("positions"))
        missing = [key for key in keys if key not in known]
        if missing or len(keys) < 2:
            raise self.error(f"No statements with the ids: {', '.join(missing) or 'none given'}.")
        rows = [tables.row("positions", key) for key in keys]
        box = tag("div", class_="sb-cf", data_code_first=True)
        for row in rows:
            box += _field(row)
        box += _buttons()
        box += _ours(rows)
        return [box]


def _field(row: Row) -> Tag:
    scale = paths.scales()[row["dimension"]]
    field = tag("fieldset", data_id=row["id"], data_ours=row["direction"])
    field += tag("legend", paths.told(row), tag("span", row["venue"], class_="sb-pp-venue"))
    field += tag("p", row["position"])
    action = tag("em", f"{scale['action']}.")
    field += tag("p", "Does it lean towards this? ", action, class_="sb-cf-ask")
    choices = tag("div", class_="sb-cf-choices")
    for level in paths.LEVELS:
        box = tag("input", type="radio", name_=f"code-{row['id']}", value=level)
        choices += tag("label", box, f" {level}")
    field += choices
    return field


def _buttons() -> Tag:
    compare = tag("button", "Compare with our codes", type="button", data_compare=True)
    compare["attributes"]["disabled"] = True
    carry = tag("button", "Carry my codes into the paths", type="button", data_carry=True)
    carry["attributes"]["hidden"] = True
    said = tag("p", role="status", class_="sb-cf-said")
    return tag("div", compare, carry, said, class_="sb-cf-tools", hidden=True)


def _ours(rows: list[Row]) -> Tag:
    """Return the table of codes, with a cell for the reader's, in a note that is shut."""
    heads = ("Statement", "Your code", "Our code", "What to know")
    head = tag("tr", *(tag("th", text, scope="col") for text in heads))
    body = []
    for row in rows:
        line = tag("tr", tag("th", paths.told(row), scope="row"))
        line += tag("td", "–", class_="sb-cf-own", data_id=row["id"], data_label=heads[1])
        line += tag("td", row["direction"], data_label=heads[2])
        line += tag("td", row["note"] or "–", data_label=heads[3])
        body.append(line)
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="sb-stack")
    return tag("details", tag("summary", "Our codes"), table, class_="sb-cf-ours")
