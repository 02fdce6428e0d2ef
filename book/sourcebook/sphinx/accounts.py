"""The claims grid: claims by accounts, filled by the reader first and by us after.

Without a script, and on paper, it is an empty table to fill by hand, the cards to fill it from, and
our reading in a part to unfold. ``assets/accounts.js`` puts a choice into each cell and compares.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import accounts, sources
from sourcebook.sphinx.account_cards import card
from sourcebook.sphinx.nodes import Tag, link, table, tag
from sourcebook.sphinx.page import add_assets, once
from sourcebook.sphinx.roles import passage_link

PRESET = "made before"
HOW = (
    "For each cell: asserted, partly, contradicted, silent, or cannot tell. Silent means that the "
    "account does not have it. Cannot tell means that the part which might have it was not seen. "
    "Fill as many cells as you like, from the cards and the report."
)
OURS = (
    "This is our reading, and it can be contested. Each cell names its place. Where the cards "
    "decide, go back to the page itself."
)
# Stances that only the page's own table has, besides those that a reader may choose.
LABELS = accounts.STANCES | {PRESET: PRESET}


def _event(directive: SphinxDirective) -> str:
    event = directive.arguments[0]
    if event not in accounts.EVENTS:
        known = ", ".join(accounts.EVENTS)
        raise directive.error(f"There is no event {event!r}. There are: {known}.")
    return event


def _stance(row: dict[str, str]) -> str:
    return row["stance"] if accounts.asked(row) else PRESET


class ClaimsGrid(SphinxDirective):
    """``{claims-grid} event``: the cards, the grid to fill and our reading of it."""

    required_arguments = 1

    def run(self):
        self.event = _event(self)
        once(self, f"{{claims-grid}} {self.event}", "Take one out, or let it have the other event.")
        self.accounts, self.claims = accounts.accounts(self.event), accounts.claims(self.event)
        self.reading = accounts.reading(self.event)
        box = tag("div", class_="sb-claims", data_claims_grid=self.event)
        box += tag("p", "The accounts", class_="sb-cl-head", id=f"cards-{self.event}")
        box += tag("div", *(card(self.env, row) for row in self.accounts), class_="sb-cl-cards")
        box += tag("p", "The grid", class_="sb-cl-head", id=f"grid-{self.event}")
        box += tag("p", HOW, class_="sb-cl-how")
        box += _steps()
        box += self._table("Fill it", self._blank, class_="sb-cl-blank")
        box += _steps(again=True)
        box += _buttons()
        box += self._ours()
        return [box, self._data()]

    def _table(self, caption: str, cell, **attributes) -> Tag:
        """Return claims by accounts; ``cell`` makes a cell of a claim and an account."""
        heads = (
            tag("th", row["short"], scope="col", role="columnheader", data_account=row["id"])
            for row in self.accounts
        )
        head = tag("tr", tag("th", "Claim", scope="col", role="columnheader"), *heads, role="row")
        body = []
        for claim in self.claims:
            name = tag("th", claim["claim"], scope="row", role="rowheader")
            name += tag("span", claim["why_it_matters"], class_="sb-cl-why")
            cells = (cell(claim, account) for account in self.accounts)
            body.append(tag("tr", name, *cells, role="row", data_claim=claim["id"]))
        # Narrow screens stack the cells; the roles keep the table a table for a screen reader.
        return tag(
            "table",
            tag("caption", f"{caption}: claims about {accounts.EVENTS[self.event]}"),
            tag("thead", head, role="rowgroup"),
            tag("tbody", *body, role="rowgroup"),
            role="table",
            **attributes,
        )

    def _blank(self, claim: dict[str, str], account: dict[str, str]) -> Tag:
        row = self.reading[claim["id"], account["id"]]
        cell = tag("td", role="cell", id=f"cell-{claim['id']}-{account['id']}")
        cell["attributes"] |= {"data-account": account["id"], "data-label": account["short"]}
        if not accounts.asked(row):
            cell["attributes"]["data-preset"] = True
            cell += tag("span", PRESET, class_="sb-cl-stance", data_stance=PRESET)
        return cell

    def _filled(self, claim: dict[str, str], account: dict[str, str]) -> Tag:
        stance = _stance(self.reading[claim["id"], account["id"]])
        chip = tag("span", LABELS[stance], class_="sb-cl-stance", data_stance=stance)
        return tag("td", chip, role="cell", data_label=account["short"])

    def _ours(self) -> Tag:
        part = tag("details", tag("summary", "Our reading"), class_="sb-cl-ours")
        part += tag("p", OURS)
        part += self._table("Our reading", self._filled, class_="sb-cl-filled")
        for claim in self.claims:
            part += self._claim(claim)
        return part

    def _claim(self, claim: dict[str, str]) -> Tag:
        part = tag("details", tag("summary", claim["claim"]), class_="sb-cl-claim")
        part["attributes"]["id"] = f"ours-{claim['id']}"
        entries = []
        for account in self.accounts:
            row = self.reading[claim["id"], account["id"]]
            if accounts.asked(row):
                entries += [tag("dt", account["short"]), self._entry(row)]
        part += tag("dl", *entries, class_="sb-cl-list")
        return part

    def _entry(self, row: dict[str, str]) -> Tag:
        stance = _stance(row)
        entry = tag("dd", tag("span", LABELS[stance], class_="sb-cl-stance", data_stance=stance))
        if row["says"]:
            entry += nodes.Text(f" {row['says']}")
        for anchor in row["where"].split():
            source, _, paragraph = anchor.partition("#")
            number = sources.report(source).paragraphs[paragraph].number
            entry += [nodes.Text(" "), passage_link(self.env, number, source, paragraph)]
        if row["link"]:
            entry += [nodes.Text(" "), link("the page", row["link"], class_="sb-outside")]
            entry.children[-1]["attributes"]["aria-label"] = f"the page for {row['account']}"
        if row["root"]:
            entry += tag("span", f" Behind it: {row['root']}.", class_="sb-cl-root")
        if row["note"]:
            entry += tag("span", f" {row['note']}", class_="sb-cl-note")
        return entry

    def _data(self) -> nodes.raw:
        data = {
            "stances": accounts.STANCES,
            "claims": {row["id"]: row["claim"] for row in self.claims},
            "accounts": {row["id"]: row["short"] for row in self.accounts},
            "ours": {
                "/".join(key): row["stance"]
                for key, row in self.reading.items()
                if accounts.asked(row)
            },
        }
        text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        name = f"claims-{self.event}"
        html = f'<script type="application/json" id="{name}">{text}</script>'
        return nodes.raw("", html, format="html")


def _steps(again: bool = False) -> Tag:
    """Return the buttons that lead from claim to claim where the grid shows one at a time.

    They stand above the claim, and ``again`` below it: there the count is not read out twice.
    """
    back = tag("button", "Previous claim", type="button", data_step="-1")
    on = tag("button", "Next claim", type="button", data_step="1")
    return tag(
        "p",
        back,
        tag("span", role=None if again else "status"),
        on,
        class_="sb-cl-steps",
        hidden=True,
    )


def _buttons() -> Tag:
    compare = tag("button", "Compare with our reading", type="button", data_show="compare")
    compare["attributes"]["disabled"] = True
    return tag(
        "div",
        compare,
        tag("button", "Show our reading anyway", type="button", data_show="anyway"),
        tag("button", "Empty the grid", type="button", data_empty=True, disabled=True),
        tag("output", class_="sb-cl-said", aria_live="polite"),
        tag("div", class_="sb-cl-again"),
        class_="sb-cl-tools",
        hidden=True,
    )


class ClaimsSupport(SphinxDirective):
    """``{claims-support} event``: which accounts assert each claim, and whose telling they are."""

    required_arguments = 1

    def run(self):
        event = _event(self)
        rows = []
        for claim in accounts.claims(event):
            named, roots = accounts.support(event, claim["id"])
            rows.append([claim["claim"], "; ".join(named) or "none", "; ".join(roots) or "nobody"])
        head = ["Claim", "Asserted in", "Behind them"]
        caption = f"Who asserts what about {accounts.EVENTS[event]}, and who stands behind them"
        return [table(head, rows, class_="sb-stack", caption=caption)]


def setup(app: Sphinx) -> None:
    """Register the directives, and their assets for the pages that have a grid."""
    app.add_directive("claims-grid", ClaimsGrid)
    app.add_directive("claims-support", ClaimsSupport)
    add_assets(
        app, "data-claims-grid", css={"accounts.css": 710}, js={"keep.js": 305, "accounts.js": 310}
    )
