"""Charts on the page: a notebook's Plotly output becomes a figure with its still and its data."""

import json
import re
from html import escape
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from sourcebook import facts, sources, stills

logger = logging.getLogger(__name__)

OPEN = "Open"  # the words of a link to a place without a name of its own
ROW = "row:"  # how a chart's link begins when it leads to the source of a table's row

# Runs while the page is read, before it is shown, so that closing the table moves nothing.
FOLD = "<script>document.currentScript.previousElementSibling.open = false</script>"


class Chart(nodes.General, nodes.Element):
    """A chart. Attributes: ``figure``, as in the notebook, and ``stills``, SVG by size."""


class PlotlyRenderer:
    """Renders the Plotly figures of a notebook; MyST-NB finds it by its entry point."""

    mime_priority_overrides = [("*", stills.MIME, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline: bool) -> list[nodes.Element] | None:
        """Return the node of a Plotly output, or None for any other output."""
        if data.mime_type != stills.MIME or inline:
            return None
        env = renderer.renderer.sphinx_env
        return [chart(data.content, env, data.line)]


def chart(figure: dict, env, line: int | None = None) -> Chart:
    """Return the node of a figure, and warn if its stills are missing or out of date.

    Arguments:
        figure: ``{"data": …, "layout": …}`` with the ``meta`` of ``sourcebook.marks.finish``.
        env: Sphinx's environment, while it reads a page.
        line: where the figure stands in the page, for the warning.
    """
    book = stills.Path(env.srcdir)
    for size in stills.WIDTHS:
        env.note_dependency(str(stills.path(figure["layout"]["meta"]["id"], size, book)))
    pictures, problem = stills.read(figure, book)
    if problem:
        logger.warning("%s %s", problem, stills.REMEDY, location=(env.docname, line))
    meta = figure["layout"]["meta"]
    # The words are found by search, and stand for the chart in other formats than HTML.
    words = nodes.Text(f"{meta['caption']} {meta['alt']}")
    return Chart("", words, figure=figure, stills=pictures)


def html(figure: dict, pictures: dict[str, str], hrefs: list[str]) -> str:
    """Return a chart's HTML.

    Arguments:
        figure: see ``chart``.
        pictures: SVG by size; where there is none, the text alternative is shown.
        hrefs: one address per row, empty where there is none.
    """
    meta = figure["layout"]["meta"]
    id, caption = f"chart-{meta['id']}", escape(meta["caption"])
    described = "sb-chart-alt" if pictures else "sb-chart-said"
    return (
        f'<figure class="sb-chart" id="{escape(id)}" data-chart'
        f' aria-labelledby="{id}-caption" aria-describedby="{id}-alt">'
        f'<figcaption id="{id}-caption">{caption}</figcaption>'
        f'<p class="{described}" id="{id}-alt">{escape(meta["alt"])}</p>'
        # The words above and the table below say all that the picture shows; its links are in
        # the table too, so it is no stop for the Tab key and silent for a screen reader.
        f'<div class="sb-chart-plot" aria-hidden="true">{_pictures(meta, pictures, hrefs)}</div>'
        '<p class="sb-chart-picked" role="status"></p>'
        '<details class="sb-chart-data" open><summary>Data behind this chart</summary>'
        f'<div class="sb-chart-scroll" role="region" aria-label="Data: {caption}" tabindex="0">'
        f"{_table(meta, hrefs)}</div></details>{FOLD}"
        f'<script type="application/json">{_json(figure)}</script></figure>'
    )


def _pictures(meta: dict, pictures: dict[str, str], hrefs: list[str]) -> str:
    def opening(match: re.Match) -> str:
        row = int(match[1])
        title = f"<title>{escape(', '.join(map(str, meta['rows'][row])))}</title>"
        href = f' href="{escape(hrefs[row])}" tabindex="-1"' if hrefs[row] else ""
        return f'<a{href} data-row="{row}">{title}'

    written = ""
    for size, svg in pictures.items():
        svg = re.sub(r'<a data-row="(\d+)">', opening, svg.strip())
        svg = re.sub(r' (?:xmlns|data-figure)="[^"]*"', "", svg)
        written += svg.replace("<svg", f'<svg class="sb-chart-{size}"', 1)
    return written


def _table(meta: dict, hrefs: list[str]) -> str:
    """The rows, with the passage next to the name. Narrow screens stack the cells, each with its
    label; the roles keep the table a table for a screen reader."""
    heads = [
        f'<th scope="col" role="columnheader"{_numeric(column)}>{escape(name)}</th>'
        for name, column in zip(meta["columns"], zip(*meta["rows"], strict=True), strict=True)
    ]
    place = _place(meta["links"])
    # On paper a column that says no more than Open leads nowhere.
    dumb = all(passage(anchor) == OPEN for anchor in meta["links"] if anchor)
    unsaid = ' class="sb-screen-only"' if dumb else ""
    if any(hrefs):
        heads.insert(1, f'<th scope="col" role="columnheader"{unsaid}>{place}</th>')
    body = ""
    for n, (row, anchor, href) in enumerate(zip(meta["rows"], meta["links"], hrefs, strict=True)):
        cells = f'<th scope="row" role="rowheader">{escape(str(row[0]))}</th>'
        if any(hrefs):
            cells += _cell(place, _link(href, passage(anchor), str(row[0])), unsaid)
        for name, value in zip(meta["columns"][1:], row[1:], strict=True):
            cells += _cell(name, escape(str(value)), _numeric([value]))
        body += f'<tr data-row="{n}" role="row">{cells}</tr>'
    return (
        f'<table role="table"><thead role="rowgroup"><tr role="row">{"".join(heads)}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _link(href: str, words: str, name: str) -> str:
    """Return the link of a row; one that says only Open is told apart by the row's name."""
    label = f' aria-label="{OPEN}: {escape(name)}"' if words == OPEN else ""
    return f'<a href="{escape(href)}"{label}>{escape(words)}</a>' if href else ""


def _cell(label: str, html: str, attributes: str = "") -> str:
    return f'<td role="cell" data-label="{escape(label)}"{attributes}>{html}</td>'


def _numeric(values) -> str:
    numbers = all(re.fullmatch(r"[\d.,]+%?", str(value)) for value in values)
    return ' class="sb-number"' if numbers else ""


def _place(links: list[str]) -> str:
    """Return what to call the column of links: they lead to passages or to sources of rows."""
    rows = any(anchor.startswith(ROW) for anchor in links)
    return "Source" if rows else "Passage"


def passage(anchor: str) -> str:
    """Return what to call what a link opens: ``Hague–Lavrov ¶3`` for ``hague-lavrov-2012#p3``,
    the host for the row of a table, and *Open* for another place in the book."""
    if anchor.startswith(ROW):
        return urlsplit(_address(anchor)).hostname or OPEN
    source, _, paragraph = anchor.partition("#")
    if source in sources.ids() and paragraph in sources.report(source).paragraphs:
        report = sources.report(source)
        return f"{report.short} {report.paragraphs[paragraph].number}"
    return OPEN


def _address(anchor: str) -> str:
    """Return the first source of the row that a link such as ``row:votes/S/2012/77`` names."""
    found = facts.addresses(facts.find(anchor.removeprefix(ROW)))
    return found[0][1] if found else ""


def _json(figure: dict) -> str:
    """The figure for charts.js, without what the page already says, safe inside a script tag."""
    layout = {key: value for key, value in figure["layout"].items() if key != "meta"}
    text = json.dumps({"data": figure["data"], "layout": layout}, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _href(builder, here: str, anchor: str) -> str:
    if anchor.startswith(ROW):
        try:
            return _address(anchor)
        except facts.FactError as error:
            logger.warning("A chart links to %s: %s", anchor, error, location=here)
            return ""
    page, _, place = anchor.partition("#")
    if page not in builder.env.found_docs:
        logger.warning("A chart links to %s: there is no such page.", anchor, location=here)
    return f"#{place}" if page == here else f"{builder.get_relative_uri(here, page)}#{place}"


def _visit_html(visitor, node: Chart) -> None:
    builder, here = visitor.builder, visitor.builder.current_docname
    hrefs = []
    for anchor in node["figure"]["layout"]["meta"]["links"]:
        hrefs.append(_href(builder, here, anchor) if anchor else "")
    visitor.body.append(html(node["figure"], node["stills"], hrefs))
    raise nodes.SkipNode


def _pass(visitor, node: Chart) -> None:
    """Print the words alone."""


def _add_assets(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    if doctree is not None and next(iter(doctree.findall(Chart)), None) is not None:
        app.add_css_file("charts.css")
        app.add_js_file("charts.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the node, and the script and styles of pages that hold a chart."""
    plain = (_pass, _pass)
    app.add_node(Chart, html=(_visit_html, None), text=plain, latex=plain)
    app.connect("html-page-context", _add_assets)
