"""The grid of votes, its totals, and the chart of what came of them."""

import pytest

import sourcebook as sb
from sourcebook import council
from sourcebook.sphinx.guess import agreement, casts

VOTES, MEMBERS = sb.load("votes"), sb.load("member_votes")
GRID = council.grid(VOTES, MEMBERS)
CHART = council.decisions(VOTES, id="some-chart", caption="What came of it?")


def test_the_grid_holds_every_vote_in_its_place():
    """Each member's vote stands in its row and column, and all other cells are empty."""
    for row in MEMBERS.itertuples():
        assert GRID.loc[row.member, row.vote_id] == row.vote
    assert int((GRID != council.ABSENT).sum().sum()) == len(MEMBERS) == 105


def test_the_permanent_five_come_first():
    """The five stand above the elected members and have no gap."""
    first = GRID.index[:5].tolist()
    assert first == ["China", "France", "Russia", "United Kingdom", "United States"]
    assert not (GRID.iloc[:5] == council.ABSENT).any().any()
    assert (GRID.iloc[5:] == council.ABSENT).any(axis="columns").all()


def test_elected_members_stand_in_the_order_of_their_coming():
    """The membership of each year is a step lower; one that came back stays where it first was."""
    years = council.joined(GRID, VOTES).iloc[5:].tolist()
    assert years == sorted(years) and len(set(years)) == 4
    nigeria = GRID.loc["Nigeria"]
    assert nigeria["S/2011/612"] == nigeria["S/2014/348"] == "yes" and nigeria["S/2012/77"] == ""


def test_totals_are_those_of_the_table_of_votes():
    """Counting the grid gives each draft's tally."""
    counted = council.totals(GRID)
    for vote in council.failed(VOTES).to_dict("records"):
        assert counted.loc[vote["vote_id"]].tolist() == [vote[side] for side in counted.columns]


@pytest.mark.parametrize(
    "vote_id, member, veto",
    [
        ("S/2012/77", "Russia", True),
        ("S/2012/77", "France", False),  # in favour
        ("S/2016/846", "China", False),  # abstained
        ("S/2016/846", "Venezuela", False),  # against, and elected
        ("S/2016/847", "United Kingdom", False),  # against a text short of nine
    ],
)
def test_only_a_veto_is_called_one(vote_id, member, veto):
    """A veto is a permanent member's vote against a text that had its nine."""
    vote = VOTES[VOTES["vote_id"] == vote_id].iloc[0].to_dict()
    assert council.is_veto(vote, member, GRID.loc[member, vote_id]) == veto


def test_the_chart_has_a_mark_for_every_vote():
    """Each vote is one mark, in the lane of its year and the trace of its outcome, with its row."""
    rows, seen = CHART.layout.meta["rows"], []
    dated = VOTES.sort_values("date", kind="stable").reset_index(drop=True)
    for trace in CHART.data:
        for row, lane in zip(trace.customdata, trace.y, strict=True):
            assert rows[row][3] == trace.name
            assert rows[row][0] == dated["title"][row]
            assert lane.startswith(f"{dated['date'][row].year}: ")
            seen.append(row)
    assert sorted(seen) == list(range(len(VOTES)))


def test_a_lane_says_its_counts():
    """The name of a year's lane, and the text alternative, count what stands in it."""
    for year, part in VOTES.groupby(VOTES["date"].dt.year):
        adopted = int((part["outcome"] == "adopted").sum())
        said = f"{year}: {adopted} adopted" if adopted else f"{year}: {len(part)} vetoed"
        assert said in CHART.layout.meta["alt"]


def test_outcomes_differ_in_shape_and_colour():
    """Nobody needs to see colours to tell a veto from an adoption."""
    marks = [trace.marker for trace in CHART.data]
    assert len({m.symbol for m in marks}) == len({m.color for m in marks}) == len(marks) == 3


def test_every_mark_leads_to_its_vote():
    """A mark's link is the place of the vote on the page of votes."""
    dated = VOTES.sort_values("date", kind="stable")
    links = [f"security-council#{council.anchor(key)}" for key in dated["vote_id"]]
    assert list(CHART.layout.meta["links"]) == links and len(set(links)) == len(links)


def test_the_order_of_the_table_does_not_matter():
    """Turned upside down, the table gives a chart with the same marks."""
    turned = council.decisions(VOTES.iloc[::-1], id="some-chart", caption="What came of it?")
    assert [len(trace.x) for trace in turned.data] == [len(trace.x) for trace in CHART.data]
    assert turned.layout.meta["alt"] == CHART.layout.meta["alt"]


def test_agreement_counts_the_same_votes():
    """The sentence about a guess counts the members guessed right."""
    record = casts("S/2012/77")
    assert agreement(dict.fromkeys(record, "yes"), record).endswith("agree for 13 of 15.")
    assert agreement({"China": "no"}, {"China": "no"}).endswith("agree for 1 of 1.")
