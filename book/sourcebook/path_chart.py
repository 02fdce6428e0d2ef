"""Every statement on one axis of dates: a lane for each question, its height the code.

Heights are in CSS pixels, as in ``timeline_chart``, whose frame it shares.
"""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import finish
from sourcebook.path_rules import LEVELS
from sourcebook.paths import TARGETS
from sourcebook.timeline import day
from sourcebook.timeline_chart import beside, frame, told

LOOKS = {
    "assad-government": ("square", "var(--sb-syrian)"),
    "isil": ("circle", "var(--sb-accent)"),
    "not-named": ("diamond", "var(--sb-headline)"),
    "": ("circle-open", "var(--sb-british)"),
}
# The key needs short names: its entries stand in one row.
KEY = {"assad-government": "Assad", "isil": "IS", "not-named": "unnamed", "": "no force"}
TOP, HEAD, STEP, REST = 44, 24, 11, 16  # pixels: names of the reports, a lane's name, a code, below
COLUMNS = ["Statement", "Day", "Question", "Code", "Target of force or arms"]


def paths_chart(
    positions: pd.DataFrame, scales: pd.DataFrame, reports: pd.DataFrame, *, id: str, caption: str
) -> go.Figure:
    """Draw each statement at its day and code, in the lane of its question.

    Arguments:
        positions, scales: the tables; the mark of a statement opens it in the list on the page
            ``between-the-reports``.
        reports: see ``timeline.reports``.
        id, caption: see ``marks.finish``.

    Raises ValueError where a statement's question has no scale.
    """
    rows = positions.sort_values("date", kind="stable").reset_index(drop=True)
    rows["target"] = rows["target"].fillna("")
    titles = dict(zip(scales["dimension"], scales["title"], strict=True))
    if not set(rows["dimension"]) <= set(titles):
        raise ValueError(f"questions without a scale: {set(rows['dimension']) - set(titles)}")
    figure, top, names = go.Figure(), TOP, []
    for dimension, title in titles.items():
        names.append(beside(reports["date"].min(), f"<b>{title}</b>", top))
        floor = top + HEAD + STEP * (len(LEVELS) - 1)
        figure.add_traces(_lane(rows[rows["dimension"] == dimension], floor))
        top = floor + REST
    frame(figure, reports, names, top)
    figure.add_traces([_key(target) for target in LOOKS])
    counts = ", ".join(f"{titles[d]} {n}" for d, n in rows["dimension"].value_counts().items())
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=f"{len(rows)} statements at their day, the higher the more they lean towards the "
        f"action of their question: {counts}. {told(reports)}",
        columns=COLUMNS,
        rows=[_cells(row, titles) for row in rows.itertuples()],
        links=[f"between-the-reports#position-{key}" for key in rows["id"]],
    )


def _lane(lane: pd.DataFrame, floor: int) -> list[go.Scatter]:
    """Return the line of a path and its marks."""
    x = [str(date.date()) for date in lane["date"]]
    y = [floor - STEP * LEVELS.index(code) for code in lane["direction"]]
    line = go.Scatter(mode="lines", x=x, y=y, hoverinfo="skip", showlegend=False)
    line.line = {"color": "var(--color-foreground-border)", "width": 1}
    looks = [LOOKS[target] for target in lane["target"]]
    marks = go.Scatter(
        mode="markers",
        x=x,
        y=y,
        customdata=lane.index.tolist(),
        text=[f"{s.speaker}, {day(s.date)}<br>{s.direction}" for s in lane.itertuples()],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "symbol": [symbol for symbol, _ in looks],
            "color": [colour for _, colour in looks],
            "size": 9,
            "line": {"color": [colour for _, colour in looks], "width": 2},
        },
        cliponaxis=False,
        showlegend=False,
    )
    return [line, marks]


def _key(target: str) -> go.Scatter:
    symbol, colour = LOOKS[target]
    look = {"symbol": symbol, "color": colour, "size": 9, "line": {"color": colour, "width": 2}}
    return go.Scatter(
        mode="markers", name=KEY[target], x=[None], y=[None], marker=look, hoverinfo="skip"
    )


def _cells(row, titles: dict[str, str]) -> list:
    target = TARGETS[row.target] if row.target else "–"
    return [row.speaker, day(row.date), titles[row.dimension], row.direction, target]
