"""A division drawn by party."""

import pandas as pd
import pytest

import sourcebook as sb
from sourcebook import lobbies

PARTIES = sb.load("division_parties")
DRAWN = ["HC-2013-08-29-69", "HC-2013-08-29-70", "HC-2015-12-02-139"]
NAMED = ["Conservative", "Labour", "Liberal Democrat"]


def rows(division):
    return PARTIES[PARTIES["division_id"] == division]


def chart(division):
    return lobbies.by_party(rows(division), id="lobbies", caption="Who voted how?")


@pytest.mark.parametrize("division", DRAWN)
def test_bars_add_up_to_the_division(division):
    """Bars to the right are the official ayes, bars to the left the noes, small parties and all."""
    total = sb.load("divisions").set_index("division_id").loc[division]
    ayes, noes = chart(division).data
    assert (sum(ayes.x), -sum(noes.x)) == (total["ayes"], total["noes"])
    assert [str(abs(n)) for n in noes.x] == list(noes.text)


@pytest.mark.parametrize("division", DRAWN)
def test_each_bar_shows_its_own_row(division):
    """A bar leads to the row of its party, and the row to its source."""
    figure = chart(division)
    meta = figure.layout.meta
    for trace, column in zip(figure.data, (1, 2), strict=True):
        for row, lane, n in zip(trace.customdata, trace.y, trace.x, strict=True):
            assert (meta["rows"][row][0], meta["rows"][row][column]) == (lane, abs(n))
    assert all(link.startswith("row:division") for link in meta["links"])


@pytest.mark.parametrize("division", ["HC-2014-09-26-53"])
def test_a_gap_is_not_drawn(division):
    """Where a party’s votes are not known there is no chart, and the refusal names the party."""
    with pytest.raises(lobbies.Unknown, match="not nought: Labour"):
        chart(division)


def test_one_chart_one_division():
    """Two votes asked two questions, and no chart holds both."""
    with pytest.raises(ValueError, match="one division"):
        lobbies.by_party(PARTIES, id="lobbies", caption="Who voted how?")


def test_what_is_not_known_is_written_so():
    """In the table of the chart an unknown number of absent members is no nought."""
    cells = {row[0]: row for row in chart("HC-2015-12-02-139").layout.meta["rows"]}
    assert cells["Labour"][-1] == 11
    assert cells["Conservatives"][-1] == "not known"
    assert cells["All others"][3] == "not known"


def test_the_overview_keeps_gaps():
    """Across divisions a gap is a question mark, and a missing breakdown is said."""
    table = lobbies.known(PARTIES, NAMED)
    assert table.loc["HC-2014-09-26-53"].tolist() == ["?–6", "?–24", "?–1", "?–12"]
    assert table.loc["HC-2015-12-02-138"].tolist() == ["not found"] * 3 + ["211–390"]
    assert table.loc["HC-2015-12-02-139"].tolist() == ["313–7", "66–152", "6–2", "12–62"]


def test_one_gap_makes_a_sum_unknown():
    """A party whose noes are not known leaves the sum of the others unknown."""
    few = rows("HC-2015-12-02-139").copy()
    few.loc[few["party"] == "Green", "no"] = pd.NA
    assert lobbies.known(few, NAMED).loc["HC-2015-12-02-139", lobbies.OTHERS] == "12–?"
