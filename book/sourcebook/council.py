"""The votes of the Security Council as a grid, as totals, and as a chart of what came of them."""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import finish, lanes
from sourcebook.votes_check import PERMANENT, TALLY

PAGE = "security-council"  # where the votes are listed
SAID = {"yes": "for", "no": "against", "abstain": "abstained"}
ABSENT = ""  # not a member at the time
# Name in the key, symbol and colour of each outcome.
LOOKS = {
    "adopted": ("adopted", "circle", "var(--sb-good)"),
    "vetoed": ("vetoed", "x", "var(--sb-accent)"),
    "not-adopted": ("short of nine", "diamond-open", "var(--color-foreground-secondary)"),
}


def anchor(vote_id: str) -> str:
    """Return the address of a vote on its page, such as ``vote-s-2012-77``."""
    return "vote-" + vote_id.lower().replace("/", "-")


def failed(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the drafts that were not adopted, in the order of their votes."""
    return votes[votes["outcome"] != "adopted"].sort_values("date", kind="stable")


def grid(votes: pd.DataFrame, member_votes: pd.DataFrame) -> pd.DataFrame:
    """Return members by failed drafts: ``yes``, ``no``, ``abstain``, or empty for no member.

    The permanent members come first, by name; then the elected ones, in the order of the first
    of these drafts that they voted on. So the yearly change of membership reads as steps.
    """
    order = failed(votes)["vote_id"].tolist()
    cells = member_votes.pivot(index="member", columns="vote_id", values="vote")[order]
    cells = cells.fillna(ABSENT).astype(object)
    first = {name: (row != ABSENT).argmax() for name, row in cells.iterrows()}
    ranks = sorted(cells.index, key=lambda name: (name not in PERMANENT, first[name], name))
    return cells.loc[ranks]


def joined(cells: pd.DataFrame, votes: pd.DataFrame) -> pd.Series:
    """Return for each member of a grid the year of the first draft in it that it voted on."""
    years = votes.set_index("vote_id")["date"].dt.year
    return cells.apply(lambda row: int(years[row[row != ABSENT].index[0]]), axis="columns")


def totals(cells: pd.DataFrame) -> pd.DataFrame:
    """Return how many members of a grid cast each vote: one row a draft, one column a side."""
    return pd.DataFrame({side: (cells == side).sum() for side in TALLY})


def is_veto(vote: dict, member: str, cast: str) -> bool:
    """Return whether a vote against blocked the draft: a permanent member's, with nine for it."""
    return cast == "no" and vote["outcome"] == "vetoed" and member in PERMANENT


def decisions(votes: pd.DataFrame, *, id: str, caption: str) -> go.Figure:
    """Draw every vote as one mark in the lane of its year, told apart by what came of it.

    Arguments:
        votes: the table of votes.
        id, caption: see ``finish``.

    A mark leads to the vote's place on the page of votes.
    """
    rows = votes.sort_values("date", kind="stable").reset_index(drop=True)
    rows["year"] = rows["date"].dt.year
    rows["place"] = rows.groupby("year").cumcount() + 1
    names = {year: _lane(year, part) for year, part in rows.groupby("year")}
    figure = go.Figure([_marks(outcome, rows, names) for outcome in LOOKS])
    figure.update_layout(
        xaxis={
            "showticklabels": False,
            "showgrid": False,
            "title": {"text": "the votes of a year, in their order"},
            "range": [0.4, int(rows["place"].max()) + 0.6],
        },
        yaxis=lanes(list(names.values())) | {"ticklabelposition": "inside"},
    )
    return finish(
        figure,
        id=id,
        caption=caption,
        alt=f"Votes on Syria by year: {'; '.join(names.values())}.",
        columns=["Text", "Day", "For, against, abstained", "Outcome"],
        rows=[[r.title, _day(r.date), _tally(r), LOOKS[r.outcome][0]] for r in rows.itertuples()],
        links=[f"{PAGE}#{anchor(key)}" for key in rows["vote_id"]],
    )


def _lane(year: int, part: pd.DataFrame) -> str:
    counted = part["outcome"].value_counts()
    said = [f"{counted[key]} {name}" for key, (name, *_) in LOOKS.items() if key in counted]
    return f"{year}: {', '.join(said)}"


def _marks(outcome: str, rows: pd.DataFrame, names: dict[int, str]) -> go.Scatter:
    name, symbol, colour = LOOKS[outcome]
    own = rows[rows["outcome"] == outcome]
    return go.Scatter(
        name=name,
        mode="markers",
        x=own["place"].tolist(),
        y=[names[year] for year in own["year"]],
        customdata=own.index.tolist(),
        marker={
            "symbol": symbol,
            "color": colour,
            "size": 20,
            "line": {"color": colour, "width": 2},
        },
        text=[f"{_day(r.date)}: {_tally(r)}" for r in own.itertuples()],
        hovertemplate=f"%{{text}}<br>{name}<extra></extra>",
        hovertext=own["title"].tolist(),
    )


def _tally(vote) -> str:
    return f"{vote.yes}, {vote.no}, {vote.abstain}"


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
