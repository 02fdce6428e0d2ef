"""Events drawn on an axis of dates, and the frame that the chart of office-holders shares.

Heights are in CSS pixels, so that dots and names keep their distance at any width; days are packed
for the narrow still, where one pixel is about five of them.
"""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import PAPER, finish
from sourcebook.timeline import THEMES, day

SIDES = {
    "opposition": "var(--sb-syrian)",
    "russia": "var(--sb-russian)",
    "uk-government": "var(--sb-british)",
    "uk-parliament": "var(--sb-british)",
}
OTHERS = "var(--sb-reporter)"
REPORT = "var(--sb-accent)"
EDGES = ["2011-02-01", "2016-06-05"]  # the window with room for dots and arrow heads
DAY = pd.Timedelta(days=1)

HEAD, STEP, REST = 24, 13, 12  # pixels: a lane's name, a level of dots, the space below
TOP, BOTTOM = 44, 8  # pixels in the plot: the names of the reports, and below the last lane
AROUND = 52  # pixels that the page's theme keeps above and below the plot
DODGE = 58 * DAY  # dots that are nearer stand on different levels


def levels(dates: pd.Series) -> list[int]:
    """Return for each date of one lane, in order, the lowest level on which it hides no other."""
    last: list[pd.Timestamp] = []
    placed = []
    for date in dates:
        free = (n for n, before in enumerate(last) if date - before >= DODGE)
        level = next(free, len(last))
        last[level : level + 1] = [date]
        placed.append(level)
    return placed


def events_chart(
    events: pd.DataFrame, reports: pd.DataFrame, *, id: str, caption: str
) -> go.Figure:
    """Draw each event as a dot in the lane of its theme, and the reports as lines across.

    Arguments:
        events: the table of events; the mark of an event opens its entry in the list on the page
            ``timeline``.
        reports: see ``reports``; the events that they tell of are diamonds.
        id, caption: see ``marks.finish``.

    Raises ValueError where an event has no lane.
    """
    rows = events.sort_values("date", kind="stable").reset_index(drop=True)
    if not set(rows["theme"]) <= set(THEMES):
        raise ValueError(f"themes without a lane: {sorted(set(rows['theme']) - set(THEMES))}")
    figure, top, names = go.Figure(), TOP, []
    for theme, name in THEMES.items():
        lane = rows[rows["theme"] == theme]
        names.append(beside(reports["date"].min(), name, top))
        heights = levels(lane["date"])
        floor = top + HEAD + STEP * max(heights, default=0) + STEP // 2
        figure.add_trace(_dots(lane, [floor - STEP * n for n in heights], set(reports["event"])))
        top = floor + STEP // 2 + REST
    frame(figure, reports, names, top)
    counts = rows["theme"].value_counts()
    said = ", ".join(f"{name} {counts.get(theme, 0)}" for theme, name in THEMES.items())
    alt = f"{len(rows)} events as dots on a line of dates, by theme: {said}. {told(reports)}"
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=alt,
        columns=["Event", "Date", "Theme"],
        rows=[[e.title, day(e.date), THEMES[e.theme]] for e in rows.itertuples()],
        links=[f"timeline#event-{key}" for key in rows["id"]],
    )


def _dots(lane: pd.DataFrame, heights: list[int], told: set[str]) -> go.Scatter:
    marked = [key in told for key in lane["id"]]
    colour = SIDES.get(lane["theme"].iloc[0], OTHERS) if len(lane) else OTHERS
    return go.Scatter(
        mode="markers",
        x=[str(date.date()) for date in lane["date"]],
        y=heights,
        customdata=lane.index.tolist(),
        text=[f"{day(e.date)}<br>{folded(e.title)}" for e in lane.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "color": [REPORT if mark else colour for mark in marked],
            "symbol": ["diamond" if mark else "circle" for mark in marked],
            "size": [15 if mark else 10 for mark in marked],
            "line": {"color": PAPER, "width": 1},
            "opacity": 1,
        },
        cliponaxis=False,
        showlegend=False,
    )


def folded(text: str, width: int = 34) -> str:
    """Return a text in lines of about a width, for a label that would leave a narrow screen."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def beside(
    date: pd.Timestamp, text: str, y: float, side: str = "left", shift: int = 6, **more
) -> dict:
    """Return an annotation that begins at a date, or ends there, and hangs from a height."""
    place = {"xref": "x", "x": str(date.date()), "yref": "y", "y": y, "yanchor": "top"}
    place |= {"xanchor": side, "align": side, "xshift": shift if side == "left" else -shift}
    return {"text": text, "showarrow": False, "borderpad": 0, **place, **more}


def frame(
    figure: go.Figure,
    reports: pd.DataFrame,
    names: list[dict],
    height: float,
    gaps: Collection[tuple] = (),
) -> None:
    """Give a figure the axis of dates, its names, the lines of the reports and its height.

    Arguments:
        figure: what to change.
        reports: see ``reports``.
        names: annotations of ``beside``, whose lanes begin at the line of the first report.
        height: pixels down to the end of the last lane.
        gaps: names that stand in a line's way: first and last day, upper and lower end.
    """
    figure.update_layout(
        height=height + BOTTOM + AROUND,
        barmode="overlay",
        annotations=[*names, *_report_names(reports)],
        shapes=[line for date in reports["date"] for line in _lines(date, height, gaps)],
        xaxis={
            "type": "date",
            "range": EDGES,
            "tick0": "2012-01-01",
            "dtick": "M12",
            "tickformat": "%Y",
            "ticklabelmode": "instant",
        },
        # No lanes of the theme's: names stand in the plot, at every width.
        yaxis={
            "type": "linear",
            "range": [height + BOTTOM, 0],
            "showticklabels": False,
            "ticklabelposition": "inside",
        },
    )


def _report_names(reports: pd.DataFrame) -> list[dict]:
    """Return a name for each line, the first to its right and the last to its left."""
    names = []
    for n, report in enumerate(reports.itertuples()):
        said = f"<b>{report.date.day} {report.date:%b %Y}</b><br>{report.short}"
        side = "right" if n else "left"
        names.append(beside(report.date, said, 2, side, font={"color": REPORT, "size": 13.5}))
    return names


def _lines(date: pd.Timestamp, height: float, gaps: Collection[tuple]) -> list[dict]:
    crossed = sorted(gap[2:] for gap in gaps if gap[0] <= date <= gap[1])
    starts = [0, *(end for _, end in crossed)]
    ends = [*(start for start, _ in crossed), height]
    look = {"type": "line", "xref": "x", "yref": "y", "layer": "below", "fillcolor": REPORT}
    look |= {"line": {"color": REPORT, "width": 2}, "x0": str(date.date()), "x1": str(date.date())}
    return [look | {"y0": y0, "y1": y1} for y0, y1 in zip(starts, ends, strict=True)]


def told(reports: pd.DataFrame) -> str:
    """Return what the lines across say, for the chart in words."""
    said = (f"{r.short} on {day(r.date)}" for r in reports.itertuples())
    return f"Lines across mark the events of the two reports: {', '.join(said)}."
