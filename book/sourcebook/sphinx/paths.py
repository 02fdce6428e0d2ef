"""The paths of the British position on the page: statements, codes and what follows from them.

Without a script every path stands there with our codes, its statements and sources, and the
conclusions as our codes have them. ``assets/positions.js`` lets the reader change a code.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, paths
from sourcebook.sphinx import code_first, rules
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import status_chip
from sourcebook.timeline import day

Row = dict[str, str]
ALL = "All questions"


class PositionPath(SphinxDirective):
    """``{position-path}``: each question with its path, statements and codes; the conclusions."""

    def run(self):
        scales = paths.scales()
        box = tag("div", class_="sb-path", data_path=True)
        box += [_tools(scales), tag("p", class_="sb-pp-printed")]
        for key, scale in scales.items():
            box += _question(key, scale)
        box += _conclusions()
        count = f"{len(paths.conclusions())} conclusions, from our codes."
        box += tag("p", count, class_="sb-pp-says", role="status")  # last: it stays in sight
        return [box, _data()]


def _tools(scales: dict[str, Row]) -> Tag:
    options = [tag("option", scale["title"], value=key) for key, scale in scales.items()]
    select = tag("select", *options, tag("option", ALL, value=""), data_question=True)
    reset = tag("button", "Back to our codes", type="button", data_reset=True, disabled=True)
    label = tag("label", tag("span", "Question "), select)
    return tag("div", label, reset, class_="sb-pp-tools", hidden=True)


def _question(key: str, scale: Row) -> Tag:
    rows = paths.statements(key)
    part = tag("section", class_="sb-pp-one", data_dimension=key, id=f"path-{key}")
    part["attributes"]["aria-labelledby"] = f"path-{key}-name"
    part += tag("h3", scale["title"], id=f"path-{key}-name")
    asks = tag("p", "The code says how far a statement leans towards this: ", class_="sb-pp-asks")
    asks += tag("em", f"{scale['action']}.")
    part += [asks, _path(rows, scale)]
    if any(row["target"] for row in rows):
        part += _key(rows)
    part += tag("ol", *(_statement(row) for row in rows), class_="sb-pp-list")
    return part


def _path(rows: list[Row], scale: Row) -> Tag:
    """Return the path: a column for each statement, a row for each code, the highest on top."""
    levels = [tag("span", level) for level in reversed(paths.LEVELS)]
    plot = tag("div", class_="sb-pp-plot")
    at = [(100 * (n + 0.5) / len(rows), _top(row["direction"])) for n, row in enumerate(rows)]
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in at)
    line = tag("polyline", points=points, vector_effect="non-scaling-stroke")
    plot += tag("svg", line, viewBox="0 0 100 100", preserveAspectRatio="none", aria_hidden="true")
    for year, when in paths.report_days().items():
        plot += _report(year, _place(when, rows))
    for row, (x, y) in zip(rows, at, strict=True):
        style = f"left:{x:.2f}%;top:{y:.2f}%"
        plot += tag("span", class_="sb-pp-ghost", data_id=row["id"], style=style, hidden=True)
        plot += _mark(row, style)
    days = [tag("span", *_short(row["date"])) for row in rows]
    box = tag("div", class_="sb-pp-grid", role="group", aria_label=f"Path: {scale['title']}")
    box += tag("div", *levels, class_="sb-pp-levels", aria_hidden="true")
    box += [plot, tag("div", *days, class_="sb-pp-days", aria_hidden="true")]
    tip = tag("p", "Statements in order; the distances are not those of time.", class_="sb-pp-tip")
    return tag("div", box, tip)


def _top(level: str) -> float:
    return 100 * (len(paths.LEVELS) - 0.5 - paths.LEVELS.index(level)) / len(paths.LEVELS)


def _report(year: str, at: float) -> Tag:
    """Return the line of a report; its name stands on the side where there is room."""
    side, style = ("left", f"right:{100 - at:.2f}%") if at > 50 else ("right", f"left:{at:.2f}%")
    word = tag("span", " report", class_="sb-pp-long")  # two of them do not fit on a phone
    return tag("span", year, word, class_="sb-pp-report", data_side=side, style=style)


def _place(when: str, rows: list[Row]) -> float:
    """Place a report: over the statements of its day, or between those before and after it."""
    before = sum(row["date"] < when for row in rows)
    that_day = sum(row["date"] == when for row in rows)
    return 100 * (before + that_day / 2) / len(rows)


def _short(date: str) -> list:
    number, month, year = day(date).split()
    return [f"{number} {month[:3]}", tag("br"), year]


def _mark(row: Row, style: str) -> Tag:
    words = f"{paths.told(row)}: {row['direction']}. Target: {paths.TARGETS[row['target']]}."
    mark = tag("a", href=f"#position-{row['id']}", class_="sb-pp-mark", style=style)
    mark["attributes"] |= {"data-id": row["id"], "data-words": f"{paths.told(row)}, {row['venue']}"}
    mark += _shape(row["target"])
    mark += tag("span", words, class_="sb-pp-hidden")
    return mark


def _shape(target: str) -> Tag:
    return tag("span", class_="sb-pp-shape", data_target=target or "none", aria_hidden="true")


def _key(rows: list[Row]) -> Tag:
    used = {row["target"] for row in rows}
    entries = [
        tag("li", _shape(target), f" {name}") for target, name in paths.TARGETS.items()
        if target in used
    ]  # fmt: skip
    lead = tag("li", "Target of force or arms:")
    return tag("ul", lead, *entries, class_="sb-pp-key")


def _statement(row: Row) -> Tag:
    item = tag("li", id=f"position-{row['id']}", data_id=row["id"], class_="sb-pp-item")
    head = tag("p", tag("strong", day(row["date"])), f" {row['speaker']}, {row['office']}")
    head += tag("span", row["venue"], class_="sb-pp-venue")
    item += [head, tag("p", row["position"])]
    meta = tag("p", class_="sb-pp-meta")
    if row["target"]:
        meta += tag("span", _shape(row["target"]), f" target: {paths.TARGETS[row['target']]}")
    meta += status_chip(row["status"])
    for label, address in facts.addresses(facts.find(f"positions/{row['id']}")):
        meta += [nodes.Text(" "), link(label, address, class_="sb-outside")]
    item += meta
    if row["note"]:
        summary = tag("summary", "Note")
        summary += tag("span", f": {paths.told(row)}", class_="sb-pp-hidden")
        item += tag("details", summary, tag("p", row["note"]))
    item += tag("p", "Our code: ", tag("strong", row["direction"]), class_="sb-pp-code")
    return item


def _conclusions() -> Tag:
    ours, found = paths.codes(), paths.conclusions()
    part = tag("section", class_="sb-pp-follows", aria_labelledby="path-follows")
    part += tag("h3", "What follows from the codes", id="path-follows")
    box = tag("input", type="checkbox", data_fragile=True)
    part += tag("p", tag("label", box, " Show the fragile ones only"), class_="sb-pp-only")
    part.children[-1]["attributes"]["hidden"] = True
    part += tag("ul", *(_conclusion(whole, ours) for whole in found), class_="sb-pp-texts")
    return part


def _conclusion(whole: paths.Conclusion, ours: Row) -> Tag:
    item = tag("li", data_conclusion=whole.cells["id"])
    item += tag("p", tag("strong", whole.text(ours)), class_="sb-pp-text")
    item += tag("p", whole.hangs(ours), class_="sb-pp-hangs")
    who = {row["id"]: paths.told(row) for row in paths.statements()}
    flips = [tag("li", f"{who[key]}: {ours[key]} → {code}") for key, code in whole.flips(ours)]
    body = tag("details", tag("summary", "Rule, reason and steps"))
    body.children[0] += tag("span", f": {whole.text(ours)}", class_="sb-pp-hidden")
    body += tag("p", rules.sentence(whole.cells["rule"]), class_="sb-pp-rule")
    body += [tag("p", whole.cells["why"]), tag("ul", *flips, class_="sb-pp-flips")]
    coded = tag("details", tag("summary", "The rule as code"), class_="sb-pp-coded")
    coded.children[0] += tag("span", f": {whole.text(ours)}", class_="sb-pp-hidden")
    coded += tag("p", tag("code", whole.cells["rule"]))
    body += coded
    item += body
    return item


def _data() -> nodes.raw:
    text = json.dumps(paths.for_page(), ensure_ascii=False).replace("<", "\\u003c")
    html = f'<script type="application/json" id="sb-path-data">{text}</script>'
    return nodes.raw("", html, format="html")


def setup(app: Sphinx) -> None:
    """Register the directives, and the assets of both for the pages that have one."""
    app.add_directive("position-path", PositionPath)
    app.add_directive("code-first", code_first.CodeFirst)
    add_assets(
        app,
        "data-path",
        "data-code-first",
        css={"positions.css": 710},
        js={"keep.js": 305, "positions.js": 310},
    )
