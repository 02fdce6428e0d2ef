"""A division of the Commons, drawn as what each party sent through the two lobbies."""

import pandas as pd
import plotly.graph_objects as go

from sourcebook.marks import finish, lanes, marker

AYE, NO = "var(--sb-british)", "var(--sb-accent)"
OTHERS = "All others"
SHORT = {
    "Scottish National Party": "SNP",
    "Democratic Unionist Party": "DUP",
    "Liberal Democrat": "Lib Dems",
    "Conservative": "Conservatives",
}
COLUMNS = ["Party", "Ayes", "Noes", "In both lobbies", "Tellers", "Took no part"]
TICKS = [-300, -200, -100, 0, 100, 200, 300]


class Unknown(ValueError):
    """A party's votes are not known: a gap, which no chart may draw as nought."""


def by_party(parties: pd.DataFrame, *, id: str, caption: str, own_lane: int = 4) -> go.Figure:
    """Draw one division: ayes to the right, noes to the left, a lane for each party.

    Arguments:
        parties: rows of the table ``division_parties``, all of one division.
        id, caption: see ``marks.finish``.
        own_lane: a party with fewer votes than this shares the last lane.

    Raises:
        Unknown: a party's ayes or noes are not known.
        ValueError: the rows are of more than one division, or of none.
    """
    if parties["division_id"].nunique() != 1:
        raise ValueError("a chart of lobbies takes the rows of one division")
    gaps = parties[parties[["aye", "no"]].isna().any(axis=1)]
    if len(gaps):
        raise Unknown(f"not known, and not nought: {', '.join(gaps['party'])}")
    rows = _lanes(parties, own_lane)
    said = (f"{r.lane} {r.aye} ayes and {r.no} noes" for r in rows.itertuples())
    return finish(
        _drawn(rows),
        id=id,
        caption=caption,
        alt=f"Votes counted, tellers left out: {'; '.join(said)}.",
        columns=COLUMNS,
        rows=[_cells(r) for r in rows.itertuples()],
        links=rows["link"].tolist(),
    )


def known(parties: pd.DataFrame, named: list[str]) -> pd.DataFrame:
    """Set out divisions and parties as ayes–noes; what was not found says so, and is no nought.

    Arguments:
        parties: rows of ``division_parties``, of any number of divisions.
        named: the parties that get a column. All other rows go into one more column, where a gap
            in one row makes the sum unknown.
    """
    column = parties["party"].where(parties["party"].isin(named), OTHERS)
    votes = parties[["aye", "no"]].astype(object).where(parties[["aye", "no"]].notna(), None)
    cells = votes.groupby([parties["division_id"], column], sort=False).agg(_together)
    pairs = [f"{_said(a)}–{_said(n)}" for a, n in zip(cells["aye"], cells["no"], strict=True)]
    table = pd.Series(pairs, cells.index).unstack()
    table = table.reindex(columns=[*named, OTHERS]).fillna("not found")
    return table.rename_axis(index=None, columns=None)


def _together(values: pd.Series) -> int | None:
    return None if any(v is None for v in values) else int(sum(values))


def _said(value) -> str:
    return "?" if value is None or pd.isna(value) else str(int(value))


def _lanes(parties: pd.DataFrame, own_lane: int) -> pd.DataFrame:
    """A row for each lane: parties by their votes, and those with few together at the end."""
    votes = parties["aye"] + parties["no"]
    large = parties[votes >= own_lane].assign(votes=votes).sort_values("votes", ascending=False)
    large = large.assign(
        lane=large["party"].replace(SHORT),
        link="row:division_parties/" + large["division_id"] + "/" + large["party"],
        tellers=large["teller_aye"].astype("Int64") + large["teller_no"],
    )
    few = parties[votes < own_lane]
    if few.empty:
        return large.reset_index(drop=True)
    whole = ["aye", "no", "both", "absent"]
    sums = {c: few[c].sum() if few[c].notna().all() else pd.NA for c in whole}
    tellers = few["teller_aye"] + few["teller_no"]
    sums["tellers"] = tellers.sum() if tellers.notna().all() else pd.NA
    last = {"lane": OTHERS, "link": f"row:divisions/{few['division_id'].iloc[0]}", **sums}
    return pd.concat([large, pd.DataFrame([last])], ignore_index=True)


def _drawn(rows: pd.DataFrame) -> go.Figure:
    """Return both sides of every lane, with room at the ends for the longest number."""
    figure = go.Figure(
        [_side("Voted aye", rows, "aye", AYE), _side("Voted no", rows, "no", NO, left=True)]
    )
    widest = int(rows[["aye", "no"]].to_numpy().max()) * 1.3
    figure.update_layout(
        barmode="overlay",
        xaxis={
            "title": {"text": "members: noes to the left, ayes to the right"},
            "range": [-widest, widest],
            "tickvals": TICKS,
            "ticktext": [str(abs(n)) for n in TICKS],
        },
        yaxis=lanes(rows["lane"].tolist()),
    )
    return figure


def _side(name: str, rows: pd.DataFrame, column: str, colour: str, left: bool = False) -> go.Bar:
    sign = -1 if left else 1
    drawn = rows[rows[column] > 0]
    return go.Bar(
        name=name,
        orientation="h",
        x=[sign * int(n) for n in drawn[column]],
        y=drawn["lane"].tolist(),
        customdata=drawn.index.tolist(),
        marker=marker(colour, hatched=left),
        text=[str(int(n)) for n in drawn[column]],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        hovertemplate=f"<b>%{{y}}</b><br>{name.lower()}: %{{text}}<extra></extra>",
    )


def _cells(row) -> list:
    rest = [row.aye, row.no, row.both, row.tellers, row.absent]
    return [row.lane, *("not known" if pd.isna(n) else int(n) for n in rest)]
