"""Clues to a date, drawn as the days that each allows and the days that are left."""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import finish, lanes, marker

DAY = pd.Timedelta(days=1)
ACCENT = "var(--sb-accent)"


def intervals(
    clues: pd.DataFrame,
    window: tuple[str, str] = ("2015-09-01", "2015-12-31"),
    *,
    id: str,
    caption: str,
    alt: str,
) -> go.Figure:
    """Draw each clue as the days it allows, and what is left after it and the clues above it.

    Arguments:
        clues: one row per clue, in the order of drawing, with the columns

            * ``label``: name of the row, unique;
            * ``earliest``, ``latest``: ISO dates, both days included; NA for no bound;
            * ``strength``: ``hard`` (drawn solid) or ``soft`` (drawn hatched);
            * ``left_from``, ``left_to``: ISO dates of the days left after this clue and those
              above it; NA for no bound on that side. Where none is left, leave ``left_to`` before
              ``left_from`` and nothing is shaded;
            * ``anchor``: the passage, such as ``hammond-khoja-2015#p2``, or empty.
        window: first and last day drawn. What goes beyond is cut there and given an arrow head.
        id, caption, alt: see ``finish``.

    The traces keep their order, for pages that change them: 0 the days left, 1 hard clues,
    2 soft clues, 3 arrow heads.
    """
    rows = clues.reset_index(drop=True)
    table = [
        [r.label, _period(r.earliest, r.latest), r.strength, _period(r.left_from, r.left_to)]
        for r in rows.itertuples()
    ]
    return finish(
        _drawn(rows, *(pd.Timestamp(day) for day in window)),
        id=id,
        caption=caption,
        alt=alt,
        columns=["Clue", "Days it allows", "Bound", "Days left with those above"],
        rows=table,
        links=rows["anchor"].fillna("").tolist(),
    )


def _drawn(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> go.Figure:
    """Return the bars in their lanes, and on both sides room for the arrow heads."""
    days = _spans(rows, "earliest", "latest", first, last)
    hard = rows["strength"] == "hard"
    figure = go.Figure(
        [
            _days_left(_spans(rows, "left_from", "left_to", first, last)),
            _clues("Hard clue", days[hard]),
            _clues("Soft clue", days[~hard], hatched=True),
            _arrow_heads(days, first, last),
        ]
    )
    edges = [str(day.date()) for day in (first - 4 * DAY, last + 5 * DAY)]
    figure.update_layout(
        barmode="overlay",
        xaxis={"type": "date", "range": edges},
        yaxis=lanes(rows["label"].tolist()) | {"ticklabelposition": "inside"},
    )
    return figure


def _spans(
    rows: pd.DataFrame, start: str, end: str, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """Cut spans of days to the window. ``stop`` is the midnight after the last day."""
    begins, ends = (pd.to_datetime(rows[column]) for column in (start, end))
    spans = pd.DataFrame(
        {
            "label": rows["label"],
            "said": [_period(b, e) for b, e in zip(begins, ends, strict=True)],
            "start": begins.fillna(first).clip(lower=first),
            "stop": ends.fillna(last).clip(upper=last) + DAY,
            "before": begins.isna() | (begins < first),
            "after": ends.isna() | (ends > last),
        }
    )
    return spans[spans["start"] < spans["stop"]]


def _bars(spans: pd.DataFrame) -> dict:
    lengths = (spans["stop"] - spans["start"]) / pd.Timedelta(milliseconds=1)
    return {
        "orientation": "h",
        "base": [str(day.date()) for day in spans["start"]],
        "x": [int(length) for length in lengths],  # Plotly measures a date axis in milliseconds
        "y": spans["label"].tolist(),
    }


def _days_left(spans: pd.DataFrame) -> go.Bar:
    return go.Bar(
        name="Days left",
        width=1,
        marker={"color": ACCENT},
        opacity=0.16,
        hoverinfo="skip",
        **_bars(spans),
    )


def _clues(name: str, spans: pd.DataFrame, hatched: bool = False) -> go.Bar:
    return go.Bar(
        name=name,
        customdata=spans.index.tolist(),
        marker=marker(ACCENT, hatched),
        text=spans["said"].tolist(),
        textposition="none",
        hovertemplate=f"<b>%{{y}}</b><br>{name.lower()}: %{{text}}<extra></extra>",
        **_bars(spans),
    )


def _arrow_heads(spans: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> go.Scatter:
    before, after = spans[spans["before"]], spans[spans["after"]]
    edges = [first - DAY] * len(before) + [last + 2 * DAY] * len(after)
    symbols = ["triangle-left"] * len(before) + ["triangle-right"] * len(after)
    return go.Scatter(
        name="Goes on",
        mode="markers",
        x=[str(day.date()) for day in edges],
        y=before["label"].tolist() + after["label"].tolist(),
        marker={"symbol": symbols, "color": ACCENT, "size": 14},
        hoverinfo="skip",
        showlegend=False,
    )


def _period(start, end) -> str:
    """Days from start to end in words; NA for an open end."""
    if pd.isna(start) and pd.isna(end):
        return "any day"
    if pd.isna(start):
        return f"{_day(end)} or earlier"
    if pd.isna(end):
        return f"{_day(start)} or later"
    return f"{_day(start)} to {_day(end)}" if start <= end else "none"


def _day(value) -> str:
    day = pd.Timestamp(value)
    return f"{day.day} {day:%B %Y}"
