"""Counts of people over time, drawn so that nothing is joined that may not be joined.

A line stands for one count by one method, and breaks off where a value is long missing. What
several estimators said is drawn as marks without a line. A frame that mixes what may not be
joined is refused.
"""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import PAPER, finish
from sourcebook.timeline import day
from sourcebook.timeline_chart import REPORT, beside, told

GAP = 100  # days without a value, after which the line breaks off
HEIGHT = 460
QUIET = "var(--color-foreground-secondary)"
UN, SYRIAN = "var(--sb-accent)", "var(--sb-syrian)"
BRITISH, OTHER = "var(--sb-british)", "var(--sb-russian)"

# The mark of each estimator: told from the others by its shape first, then by its colour.
SHAPES = {
    "un": ("circle-open", UN),
    "un-merged-lists": ("square", UN),
    "un-envoy": ("star", UN),
    "sohr": ("diamond", SYRIAN),
    "vdc": ("triangle-down", SYRIAN),
    "scpr": ("triangle-up", SYRIAN),
    "syrian-government": ("cross", OTHER),
    "uk-quoting": ("x", BRITISH),
}
BESIDE = ("scpr", "un-envoy")  # one figure each, far above the rest: named beside the mark


def registered(
    refugees: pd.DataFrame, reports: pd.DataFrame, *, id: str, caption: str
) -> go.Figure:
    """Draw one count of refugees as a line that breaks off where a value is long missing.

    Arguments:
        refugees: rows of the table ``refugees``, of one series and one scope, with days in order.
        reports: see ``timeline.reports``; they are lines across.
        id, caption: see ``marks.finish``.

    Raises ValueError if the rows are of more than one series or scope, if a day comes twice or
    before the one above it, or if there is no row.
    """
    rows = one_line(refugees, "series", "scope")
    figure = go.Figure([_line(rows)])
    millions = range(1_000_000, 6_000_000, 1_000_000)
    _frame(figure, reports, {n: f"{n // 1_000_000} million" for n in millions}, 6_000_000)
    first, last, most = rows.iloc[0], rows.iloc[-1], rows.loc[rows["figure"].idxmax()]
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=(
            f"A line from {_said(first)} over {_said(most)}, the highest, to {_said(last)}, with a "
            f"break wherever no value is known for {GAP} days. {told(reports)}"
        ),
        columns=["Day", "Registered refugees"],
        rows=[[day(r.date), f"{r.figure:,}"] for r in rows.itertuples()],
        links=[f"row:refugees/{key}" for key in rows["id"]],
    )


def estimates(
    deaths: pd.DataFrame, names: Mapping[str, str], reports: pd.DataFrame, *, id: str, caption: str
) -> go.Figure:
    """Draw each figure as a mark of its estimator, and join none.

    Arguments:
        deaths: rows of the table ``deaths``.
        names: short names of the estimators, in the order of the key and of drawing.
        reports, id, caption: as for ``registered``.

    Raises ValueError if an estimator has no name or no mark of its own, or if there is no row.
    """
    rows = deaths.reset_index(drop=True)
    strange = sorted(set(rows["estimator"]) - set(names)) + sorted(set(names) - set(SHAPES))
    if strange or rows.empty:
        raise ValueError(f"no name or no mark for: {', '.join(strange) or 'no rows at all'}")
    given = rows["estimator"].value_counts()
    shown = [who for who in names if who in given]
    figure = go.Figure([_marks(rows[rows["estimator"] == who], names[who]) for who in shown])
    _frame(figure, reports, {n: f"{n:,}" for n in range(100_000, 600_000, 100_000)}, 600_000)
    for r in rows[rows["estimator"].isin(BESIDE)].itertuples():
        label = beside(r.published, names[r.estimator], r.figure, shift=8, yanchor="middle")
        figure.add_annotation(label)
    counts = ", ".join(f"{names[who]} {given[who]}" for who in shown)
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=(
            f"{len(rows)} figures for the dead, by who gave them and when: {counts}. No line joins "
            f"them. {told(reports)}"
        ),
        columns=["Published", "By", "Wording", "Deaths"],
        rows=[
            [day(r.published), names[r.estimator], r.qualifier, f"{r.figure:,}"]
            for r in rows.itertuples()
        ],
        links=[f"row:deaths/{key}" for key in rows["id"]],
    )


def one_line(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the rows numbered from 0; raise ValueError unless one line may join them."""
    if frame.empty:
        raise ValueError("a line needs rows")
    for column in columns:
        values = sorted(set(frame[column].astype(str)))
        if len(values) > 1:
            raise ValueError(f"one line may not join several values of {column}: {values}")
    days = frame["date"]
    if not (days.is_monotonic_increasing and days.is_unique):
        raise ValueError("one line needs its days in order, each of them once")
    return frame.reset_index(drop=True)


def _line(rows: pd.DataFrame) -> go.Scatter:
    days, values, numbers = _broken(rows)
    return go.Scatter(
        mode="lines+markers",
        x=days,
        y=values,
        customdata=numbers,
        connectgaps=False,
        line={"color": UN, "width": 2},
        marker={"color": UN, "size": 6, "opacity": 1},
        hovertemplate="%{x|%-d %B %Y}<br>%{y:,} registered<extra></extra>",
        showlegend=False,
    )


def _broken(rows: pd.DataFrame) -> tuple[list, list, list]:
    """Return days, values and row numbers, with a point of nothing in every long gap."""
    points, before = [], None
    for r in rows.itertuples():
        if before is not None and (r.date - before).days > GAP:
            points.append((str((before + (r.date - before) / 2).date()), None, None))
        points.append((str(r.date.date()), int(r.figure), r.Index))
        before = r.date
    days, values, numbers = zip(*points, strict=True)
    return list(days), list(values), list(numbers)


def _marks(rows: pd.DataFrame, name: str) -> go.Scatter:
    who = rows["estimator"].iloc[0]
    symbol, colour = SHAPES[who]
    return go.Scatter(
        name=name,
        mode="markers",
        x=[str(d.date()) for d in rows["published"]],
        y=[int(n) for n in rows["figure"]],
        customdata=rows.index.tolist(),
        marker={
            "symbol": symbol,
            "color": colour,
            "size": 14 if symbol.startswith(("triangle", "star")) else 11,  # these look small
            "line": {"color": colour if "open" in symbol else PAPER, "width": 1.5},
            "opacity": 1,
        },
        hovertemplate=f"<b>{name}</b><br>%{{x|%-d %B %Y}}<br>%{{y:,}}<extra></extra>",
        cliponaxis=False,
        showlegend=who not in BESIDE,
    )


def _frame(figure: go.Figure, reports: pd.DataFrame, ticks: dict[int, str], top: int) -> None:
    """Give a figure years, numbers that stand in the plot at every width, and the reports."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "yanchor": "bottom"}
    look = {"showarrow": False, "borderpad": 0, "font": {"color": QUIET, "size": 13.5}}
    numbers = [{"text": text, "y": n, **place, **look} for n, text in ticks.items()]
    line = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    line |= {"line": {"color": REPORT, "width": 2}, "fillcolor": REPORT}
    names, lines = [], []
    for n, r in enumerate(reports.itertuples()):
        text, side = f"Report of<br>{r.date.day} {r.date:%b %Y}", "right" if n else "left"
        font = {"color": REPORT, "size": 13.5}
        names.append(beside(r.date, text, 1, side, yref="paper", font=font))
        lines.append(line | {"x0": str(r.date.date()), "x1": str(r.date.date())})
    years = {"type": "date", "range": ["2010-09-01", "2017-10-01"], "tick0": "2012-01-01"}
    years |= {"dtick": "M12", "tickformat": "%Y", "ticklabelmode": "instant", "showgrid": False}
    scale = {"type": "linear", "range": [0, top], "tickvals": list(ticks), "showgrid": True}
    # Inside: no room is kept for numbers beside the plot.
    scale |= {"showticklabels": False, "ticklabelposition": "inside"}
    figure.update_layout(
        height=HEIGHT, annotations=[*numbers, *names], shapes=lines, xaxis=years, yaxis=scale
    )


def _said(row) -> str:
    return f"{row['figure']:,} on {day(row['date'])}"
