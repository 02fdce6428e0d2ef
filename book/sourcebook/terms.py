"""Who held which office, drawn as bars on the timeline's axis of dates."""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import PAPER, finish, marker
from sourcebook.timeline import WINDOW, day
from sourcebook.timeline_chart import DAY, HEAD, TOP, beside, frame, told

# The offices that the book's question turns on. Each has its colour, and the cells ``body`` and
# ``office`` under which the table has it: the post of the UN's envoy changed its name.
OFFICES = {
    "Prime Minister, UK": ("british", ("United Kingdom", "Prime Minister")),
    "Foreign Secretary, UK": ("british", ("United Kingdom", "Foreign Secretary")),
    "Defence Secretary, UK": ("british", ("United Kingdom", "Defence Secretary")),
    "Foreign Minister, Russia": ("russian", ("Russia", "Foreign Minister")),
    "President, Syria": ("reporter", ("Syria", "President")),
    "President, National Coalition": (
        "syrian",
        ("Syrian National Coalition", "President"),
        ("Syrian National Coalition", "President (acting)"),
    ),
    "Envoy for Syria, United Nations": (
        "reporter",
        ("United Nations and Arab League", "Joint Special Envoy for Syria"),
        ("United Nations and Arab League", "Joint Special Representative for Syria"),
        ("United Nations", "Special Envoy for Syria"),
    ),
}
BAR, ROW, REST = 24, 29, 11  # pixels: a bar, a row with the space below, and below an office
LETTER = 42 * DAY  # about what one letter of a name covers in the narrow chart
PARTICLES = ("al", "de")


def called(name: str) -> str:
    """Return the surname of a holder, with the particle that belongs to it."""
    parts = name.split()
    return " ".join(parts[-2:] if parts[-2].lower() in PARTICLES else parts[-1:])


def held(offices: pd.DataFrame, posts: tuple) -> pd.DataFrame:
    """Return the terms in an office that touch the timeline's window, in order.

    Arguments:
        offices: the table of offices.
        posts: pairs of the cells ``body`` and ``office``.

    Adds ``opens`` and ``closes`` (the midnight after the last day), cut to the window; ``before``
    and ``after`` for terms that go on beyond it; and ``said``, what stands on the bar. Raises
    ValueError where the table has no such term.
    """
    first, last = WINDOW
    named = pd.Series(list(zip(offices["body"], offices["office"], strict=True)), offices.index)
    rows = offices[named.isin(posts)].sort_values("start")
    acting = rows["office"].str.contains("acting")
    pairs = zip(rows["name"], acting, strict=True)
    names = [called(name) + " (acting)" * bool(only) for name, only in pairs]
    ends = (rows["end"] + DAY).fillna(last + 2 * DAY)
    rows = rows.assign(
        opens=rows["start"].clip(lower=first),
        closes=ends.clip(upper=last + DAY),
        before=rows["start"] < first,
        after=ends > last + DAY,
        said=names,
    )
    rows = rows[rows["opens"] < rows["closes"]]
    if rows.empty:
        raise ValueError(f"the table of offices has no term in {posts}")
    return rows


def placed(terms: pd.DataFrame) -> pd.DataFrame:
    """Add to the terms of one office their row, and whether the name fits inside the bar.

    A name that does not fit stands to the left of its bar, and the bar in the first row that has
    room for both.
    """
    ends: list[pd.Timestamp] = []
    rows, inside = [], []
    for term in terms.itertuples():
        width = _width(term)
        inside.append(term.closes - term.opens >= width)
        begins = term.opens if inside[-1] else term.opens - width
        # Some terms overlap by the day of the handing over.
        row = next((n for n, end in enumerate(ends) if end - 7 * DAY <= begins), len(ends))
        ends[row : row + 1] = [term.closes]
        rows.append(row)
    return terms.assign(row=rows, inside=inside)


def _width(term) -> pd.Timedelta:
    return (len(term.said) + 1) * LETTER


def terms_chart(
    offices: pd.DataFrame, reports: pd.DataFrame, *, id: str, caption: str
) -> go.Figure:
    """Draw who held the offices of OFFICES, on the axis of ``timeline.events_chart``.

    Arguments:
        offices: the table of offices; a bar opens the source of its row.
        reports: see ``timeline.reports``.
        id, caption: see ``marks.finish``.
    """
    figure, top, names, gaps, shown = go.Figure(), TOP, [], [], []
    for label, (colour, *posts) in OFFICES.items():
        terms = placed(held(offices, tuple(posts)))
        names.append(beside(reports["date"].min(), label, top))
        middles = [top + HEAD + BAR / 2 + ROW * n for n in terms["row"]]
        numbers = range(len(shown), len(shown) + len(terms))
        terms = terms.assign(label=label, y=middles, number=numbers)
        figure.add_trace(_bars(terms, f"var(--sb-{colour})"))
        figure.add_trace(_arrow_heads(terms, f"var(--sb-{colour})"))
        for term in terms[~terms["inside"]].itertuples():
            names.append(beside(term.opens, term.said, term.y, "right", 9, yanchor="middle"))
            gaps.append((term.opens - _width(term), term.opens, term.y - ROW / 2, term.y + ROW / 2))
        shown += list(terms.itertuples())
        top += HEAD + ROW * (max(terms["row"]) + 1) + REST
    frame(figure, reports, names, top, gaps)
    periods = [_period(term) for term in shown]
    said = "; ".join(f"{t.label}: {t.name}, {p}" for t, p in zip(shown, periods, strict=True))
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=f"Terms of office as bars. {said}. {told(reports)}",
        columns=["Holder", "Office", "Term"],
        rows=[[t.name, t.label, p] for t, p in zip(shown, periods, strict=True)],
        links=[f"row:offices/{t.id}" for t in shown],
    )


def _period(term) -> str:
    start = day(term.start)
    return f"{start} to {day(term.end)}" if pd.notna(term.end) else f"from {start}"


def _bars(terms: pd.DataFrame, colour: str) -> go.Bar:
    lengths = (terms["closes"] - terms["opens"]) / pd.Timedelta(milliseconds=1)
    said = [f"<b>{t.name}</b><br>{t.label}<br>{_period(t)}" for t in terms.itertuples()]
    return go.Bar(
        orientation="h",
        base=[str(date.date()) for date in terms["opens"]],
        x=[int(length) for length in lengths],  # Plotly measures a date axis in milliseconds
        y=terms["y"].tolist(),
        width=BAR,
        customdata=terms["number"].tolist(),
        marker=marker(colour),
        text=terms["said"].where(terms["inside"], "").tolist(),
        textposition="inside",
        insidetextanchor="middle",
        insidetextfont={"color": PAPER},
        textangle=0,
        constraintext="none",
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _arrow_heads(terms: pd.DataFrame, colour: str) -> go.Scatter:
    """Return heads at the ends of bars that go on beyond the window."""
    before, after = terms[terms["before"]], terms[terms["after"]]
    edges = [WINDOW[0] - 8 * DAY] * len(before) + [WINDOW[1] + 10 * DAY] * len(after)
    symbols = ["triangle-left"] * len(before) + ["triangle-right"] * len(after)
    return go.Scatter(
        mode="markers",
        x=[str(edge.date()) for edge in edges],
        y=before["y"].tolist() + after["y"].tolist(),
        marker={"symbol": symbols, "color": colour, "size": 16},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )
