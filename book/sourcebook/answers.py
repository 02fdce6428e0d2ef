"""Answers to opinion polls, drawn question by question: never averaged, never joined."""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import finish, lanes

FOR, AGAINST = "var(--sb-british)", "var(--sb-accent)"
COLUMNS = ["Poll", "Asked, in our words", "For", "Against", "Don’t know", "Sample", "How asked"]


def dots(polls: pd.DataFrame, *, id: str, caption: str) -> go.Figure:
    """Draw each poll as two dots on one line: the share in favour and the share against.

    Arguments:
        polls: rows of the table ``polls``, in the order of drawing, with both shares.
        id, caption: see ``marks.finish``.

    Raises:
        ValueError: a share is missing, or two rows are of different kinds of question.
    """
    if polls["measures"].nunique() != 1:
        raise ValueError(f"one chart, one kind of question: {sorted(set(polls['measures']))}")
    if polls[["support", "oppose"]].isna().any(axis=None):
        raise ValueError("a poll without both shares cannot be drawn")
    polls = polls.reset_index(drop=True).assign(lane=label)
    figure = go.Figure(
        [_gaps(polls), _dots("For", polls, "support"), _dots("Against", polls, "oppose")]
    )
    figure.update_layout(
        xaxis={
            "title": {"text": "per cent of those asked"},
            "range": [0, 100],
            "tickvals": [0, 25, 50, 75, 100],
        },
        yaxis=lanes(polls["lane"].tolist()) | {"ticklabelposition": "inside"},
    )
    said = (f"{r.lane}: {r.support:g} for, {r.oppose:g} against" for r in polls.itertuples())
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=f"Per cent of those asked. {'; '.join(said)}.",
        columns=COLUMNS,
        rows=[_cells(r) for r in polls.itertuples()],
        links=[f"row:polls/{key}" for key in polls["id"]],
    )


def label(polls: pd.DataFrame) -> pd.Series:
    """Name each poll: ``YouGov, 27 Aug: A missile attack``, or by its day in a series."""
    days = polls["fieldwork_end"].map(lambda day: f"{day.day} {day:%b}")
    if polls["series"].notna().all() and polls["series"].nunique() == 1:
        return days + polls["fieldwork_end"].dt.strftime(" %Y")
    return polls["pollster"] + ", " + days + ": " + polls["short"]


def _dots(name: str, polls: pd.DataFrame, column: str) -> go.Scatter:
    """Dots with their figure on the outer side, so that near ones do not cover each other."""
    in_favour, colour = column == "support", FOR if column == "support" else AGAINST
    more = polls["support"] > polls["oppose"]  # on a tie the share against stands on the right
    return go.Scatter(
        name=name,
        mode="markers+text",
        x=[float(n) for n in polls[column]],
        y=polls["lane"].tolist(),
        customdata=polls.index.tolist(),
        text=[f"\N{NO-BREAK SPACE}{n:g}\N{NO-BREAK SPACE}" for n in polls[column]],
        textposition=["middle right" if r else "middle left" for r in more == in_favour],
        marker={
            "symbol": "circle" if in_favour else "diamond-open",
            "color": colour,
            "size": 14,
            "line": {"width": 0 if in_favour else 2.5, "color": colour},
        },
        cliponaxis=False,
        hovertemplate=f"<b>%{{y}}</b><br>{name.lower()}: %{{x}} per cent<extra></extra>",
    )


def _gaps(polls: pd.DataFrame) -> go.Scatter:
    """A thin line between the two dots of a poll, and none from poll to poll."""
    x, y = [], []
    for poll in polls.itertuples():
        x += [float(poll.support), float(poll.oppose), None]
        y += [poll.lane, poll.lane, None]
    return go.Scatter(
        mode="lines",
        x=x,
        y=y,
        line={"color": "var(--sb-rule)", "width": 3},
        hoverinfo="skip",
        showlegend=False,
        connectgaps=False,
    )


def _cells(row) -> list:
    def said(value, form: str = "{:g}") -> str:
        return "not given" if pd.isna(value) else form.format(value)

    return [
        row.lane,
        row.asked,
        said(row.support),
        said(row.oppose),
        said(row.dont_know),
        said(row.sample, "{:,}"),
        said(row.mode, "{}"),
    ]
