"""Answers to polls, drawn."""

import pytest

import sourcebook as sb
from sourcebook import answers

POLLS = sb.load("polls")
FORCE = POLLS[(POLLS["measures"] == "British force") & POLLS["oppose"].notna()]


def chart(polls):
    return answers.dots(polls, id="polls", caption="Who said yes?")


@pytest.mark.parametrize("year", [2013, 2014, 2015])
def test_each_poll_has_its_two_dots(year):
    """A poll is two dots with its two figures, and both lead to its row."""
    polls = FORCE[FORCE["window"] == year]
    figure = chart(polls)
    for trace, column in zip(figure.data[1:], ("support", "oppose"), strict=True):
        assert list(trace.x) == polls[column].tolist()
        assert list(trace.customdata) == list(range(len(polls)))
        assert [float(text.strip()) for text in trace.text] == polls[column].tolist()
    assert figure.layout.meta["links"] == [f"row:polls/{key}" for key in polls["id"]]


def test_the_wording_stands_beside_the_figure():
    """Each row of the chart’s data has the question, and says where a figure was not given."""
    meta = chart(FORCE).layout.meta
    assert [row[1] for row in meta["rows"]] == FORCE["asked"].tolist()
    assert meta["columns"][1].startswith("Asked")
    assert "not given" in {row[4] for row in meta["rows"]}


def test_no_line_runs_from_poll_to_poll():
    """A line joins the two dots of one poll, and breaks before the next."""
    gaps = chart(FORCE).data[0]
    assert len(gaps.y) == 3 * len(FORCE)
    for n in range(0, len(gaps.y), 3):
        assert gaps.y[n] == gaps.y[n + 1] and gaps.x[n + 2] is None


def test_different_kinds_of_question_are_not_drawn_together():
    """Force by Britain and force by another state do not share a chart."""
    with pytest.raises(ValueError, match="one kind of question"):
        chart(POLLS[POLLS["pollster"] == "ComRes"])


def test_a_poll_with_one_share_is_not_drawn():
    """A missing share is not drawn as nought."""
    with pytest.raises(ValueError, match="both shares"):
        chart(POLLS[POLLS["id"] == "yougov-2015-12-03"])


def test_figures_stand_on_the_outer_sides():
    """The larger share has its figure on the right, the smaller on the left, and a tie one each."""
    polls = FORCE[FORCE["window"] == 2015]
    _, yes, no = chart(polls).data
    for row, a, b in zip(polls.itertuples(), yes.textposition, no.textposition, strict=True):
        assert {a, b} == {"middle right", "middle left"}
        assert (a == "middle right") == (row.support > row.oppose)


def test_names_fit_a_phone():
    """No name of a poll is longer than a narrow chart can hold, and no two are alike."""
    for year in (2013, 2015):
        names = answers.label(FORCE[FORCE["window"] == year])
        assert names.is_unique and names.str.len().max() <= 47


def test_a_series_is_named_by_its_days():
    """In a series the question is the same, so the days tell the polls apart."""
    series = FORCE[FORCE["series"] == "yougov-raf-is-syria"]
    assert answers.label(series).tolist()[::5] == ["29 Aug 2014", "1 Dec 2015"]
