"""Polls: shares, days, keys and the series that may be compared."""

import pytest

import seedling
import sourcebook as sb
from sourcebook import polls_check

POLL, SERIES = "survation-2015-11-28", "yougov-raf-is-syria"


def test_the_table_is_without_fault():
    """The polls that the book cites hold together."""
    assert polls_check.check() == []


BAD = {
    "shares above a hundred": (POLL, {"support": "58"}, "add up to 110 per cent"),
    "no share at all": (POLL, {"support": "", "oppose": ""}, "no share for or against"),
    "the end before the start": (POLL, {"fieldwork_start": "2015-11-29"}, "begins on 2015-11-29"),
    "another year’s window": (POLL, {"window": "2014"}, "The window is 2014"),
    "bounds without a first day": (POLL, {"fieldwork_start": ""}, "there is no first day"),
    "a day without a first day": (
        POLL, {"fieldwork_start": "", "precision": "day"}, "there is no first day",
    ),
    "another pollster’s key": (POLL, {"pollster": "ICM"}, "not of this pollster and day"),
    "another day’s key": (POLL, {"fieldwork_end": "2015-11-27"}, "not of this pollster and day"),
    "a condition without its words": (
        "comres-2013-09-01-3", {"condition": ""}, "about a condition and names none",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("poll", "changes", "problem"), BAD.values(), ids=BAD)
def test_a_bad_poll_is_rejected(tmp_path, poll, changes, problem):
    """A spoilt poll is a fault that names the row and says what to do."""
    folder = seedling.copy(tmp_path)
    for column, value in changes.items():
        seedling.set_cell(folder, "polls", {"id": poll}, column, value)
    faults = polls_check.check(folder)
    assert {fault.where for fault in faults} == {f"row {poll}"}
    assert any(problem in fault.problem for fault in faults), faults
    assert all(fault.remedy for fault in faults)


def test_rounding_may_make_a_hundred_and_one(tmp_path):
    """Shares rounded each on its own may come to 101, and no higher."""
    assert 101 in sb.load("polls")[["support", "oppose", "dont_know"]].sum(axis=1).tolist()
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "polls", {"id": "comres-2013-09-01-2"}, "dont_know", "9")
    (fault,) = polls_check.check(folder)
    assert "102 per cent" in fault.problem


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("asked", "Should the RAF strike Islamic State?"),
        ("target", "Syrian government"),
        ("measures", "a principle"),
        ("condition", "If the UN agrees"),
    ],
)
def test_a_series_has_one_question(tmp_path, column, value):
    """A poll with another question or target cannot be compared with the others of its series."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "polls", {"id": "yougov-2015-11-17"}, column, value)
    (fault,) = polls_check.check(folder)
    assert fault.where == f"series {SERIES}" and f"differ in {column}" in fault.problem


@pytest.mark.parametrize("suffix", ["-1", "-10", "-x", "x", "-"])
def test_a_second_poll_of_a_day_has_a_number(tmp_path, suffix):
    """Behind pollster and day stands nothing, or a number from 2 to 9."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "polls", {"id": POLL}, "id", f"{POLL}{suffix}")
    (fault,) = polls_check.check(folder)
    assert "not of this pollster and day" in fault.problem


def test_a_series_has_one_pollster(tmp_path):
    """Another pollster’s poll joins no series, whatever it asked."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "polls", {"id": "comres-2015-11-20"}, "series", SERIES)
    assert any("differ in pollster" in fault.problem for fault in polls_check.check(folder))


def test_a_series_of_one_is_no_series(tmp_path):
    """A single poll compares with nothing."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "polls", {"id": POLL}, "series", "lonely")
    (fault,) = polls_check.check(folder)
    assert fault.where == "series lonely" and fault.problem == "It has one poll."


def test_no_series_spans_the_two_debates():
    """No question of 2013 was asked again in 2015, as the chapter says."""
    polls = sb.load("polls").dropna(subset="series")
    years = polls.groupby("series")["window"].agg(set)
    assert not [name for name, years in years.items() if {2013, 2015} <= years]
