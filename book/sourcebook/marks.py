"""What every chart is made of: bars, lanes, and the words that the page prints around it.

A figure holds what is to be seen and nothing of how it looks: colours are the names of CSS
variables, so that a chart follows the page's light, dark and printed colours. The look is added
on the page, once, by ``sphinx/assets/charts.js``.
"""

from collections.abc import Sequence

import plotly.graph_objects as go
import plotly.io as pio

# Only the figure's own JSON goes into the notebook, without Plotly's stock look (7 KB a figure).
pio.renderers.default = "plotly_mimetype"
pio.templates.default = None

PAPER = "var(--color-background-primary)"


def finish(
    figure: go.Figure,
    *,
    id: str,
    caption: str,
    alt: str,
    columns: Sequence[str],
    rows: Sequence[Sequence],
    links: Sequence[str],
) -> go.Figure:
    """Add to a figure what the page prints around it, and check that it is whole.

    Arguments:
        id: slug; the figure's address on its page is ``#chart-<id>``.
        caption: the question that the chart answers.
        alt: the chart in words, for a reader who cannot see it.
        columns, rows: the data behind the chart; the first column names the row.
        links: one per row: an anchor such as ``hague-lavrov-2012#p3``, or ``row:votes/S/2012/77``
            for the source of a table's row; empty where there is none.

    Every mark that stands for a row gives the row's number (from 0) as its ``customdata``. Raises
    ValueError when a part is missing or a mark names no row.
    """
    meta = {"id": id, "caption": caption, "alt": alt, "columns": list(columns)}
    meta |= {"rows": [list(row) for row in rows], "links": list(links)}
    _refuse_parts(figure, meta)
    figure.update_layout(meta=meta)
    return figure


def _refuse_parts(figure: go.Figure, meta: dict) -> None:
    """Raise ValueError when something that a chart needs is missing."""
    chart, rows = f"chart {meta['id']!r}", meta["rows"]
    for name in ("id", "caption", "alt"):
        if not meta[name].strip():
            raise ValueError(f"{chart}: {name} is empty")
    width = len(meta["columns"])
    if not rows or len(rows) != len(meta["links"]) or any(len(row) != width for row in rows):
        raise ValueError(f"{chart}: each row needs {width} cells and one link")
    named = {n for trace in figure.data for n in (trace.customdata or ()) if n is not None}
    if not named or not named <= set(range(len(rows))):
        raise ValueError(f"{chart}: its marks name rows {sorted(named)} of {len(rows)}")


def marker(colour: str | list[str], hatched: bool = False) -> dict:
    """The look of bars in one colour or one per bar, with a line of paper between them."""
    look = {"color": colour, "line": {"color": PAPER, "width": 1}}
    if hatched:
        look["pattern"] = {"shape": "/", "fillmode": "replace", "size": 6, "solidity": 0.45}
    return look


def lanes(names: list[str]) -> dict:
    """A category axis that reads from the top down."""
    return {"type": "category", "categoryarray": names, "autorange": "reversed"}


def key(name: str, lane: str, hatched: bool = False) -> go.Bar:
    """A bar without length, for the key only: in grey, since it stands for bars of any colour."""
    return go.Bar(
        name=name,
        orientation="h",
        x=[None],
        y=[lane],
        marker=marker("var(--color-foreground-secondary)", hatched),
        hoverinfo="skip",
    )
