"""Counts of people and sums of money: what may not be joined is not joined."""

import pandas as pd
import pytest

import seedling
import sourcebook as sb
from sourcebook import people_counts, series_check, tables, timeline

TEXT = {"id": "a-chart", "caption": "How many?"}
NAMES = dict.fromkeys(people_counts.SHAPES, "Somebody")


@pytest.fixture
def copy(tmp_path):
    return seedling.copy(tmp_path)


@pytest.fixture(scope="module")
def reports():
    return timeline.reports(sb.load("sources"), sb.load("events"))


@pytest.fixture(scope="module")
def portal():
    refugees = sb.load("refugees")
    return refugees[refugees["series"] == "portal-registered"]


def spoil(folder, table, key, **cells):
    """Set cells of one row."""
    for column, value in cells.items():
        seedling.set_cell(folder, table, {"id": key}, column, value)


def swap(folder, table, first, second):
    """Let two rows change places."""

    def change(rows):
        at = [next(n for n, row in enumerate(rows) if row["id"] == key) for key in (first, second)]
        rows[at[0]], rows[at[1]] = rows[at[1]], rows[at[0]]
        return rows

    seedling.edit(folder, table, change)


def found(folder):
    return {(fault.file, fault.where): fault for fault in series_check.check(folder)}


# The tables --------------------------------------------------------------------------------------


def test_the_tables_as_they_are_have_no_fault():
    """The book's own counts keep every rule."""
    assert series_check.check() == []


@pytest.mark.parametrize(
    ("table", "key", "cells", "words"),
    [
        ("refugees", "portal-2012-03-31", {"date": "2012-02-29"}, "twice"),
        ("refugees", "portal-2012-03-31", {"scope": "And people waiting"}, "counts others"),
        ("displacement", "inside-2012-02-28", {"figure_low": "300000"}, "down to"),
        ("displacement", "inside-2015-10-27", {"date": "2015-08-27"}, "twice"),
        ("deaths", "scpr-2016-02-11", {"estimator": "rumour"}, "Nobody is called"),
        ("deaths", "un-2013-06-13", {"covers_until": "2013-06-14"}, "after it was published"),
        ("aid", "relief-2014-01-29", {"cumulative_gbp_m": "599"}, "falls from 600"),
        ("aid", "allocated-2014-01-29", {"cumulative_gbp_m": "1"}, "falls from"),
        ("aid", "relief-2012-02-17", {"increment_gbp_m": ""}, "neither a total nor"),
        ("aid", "relief-2012-09-26", {"increment_gbp_m": "39"}, "above the total"),
        ("aid", "allocated-2014-01-29", {"cumulative_gbp_m": "601"}, "above the total stated"),
    ],
)
def test_a_spoiled_cell_is_found(copy, table, key, cells, words):
    """Each rule finds a cell that breaks it, and says where and what to do."""
    spoil(copy, table, key, **cells)
    fault = found(copy)[f"seeds/{table}.csv", f"row {key}"]
    assert words in fault.problem and fault.remedy


@pytest.mark.parametrize(
    ("table", "first", "second"),
    [
        ("refugees", "portal-2012-02-29", "portal-2012-03-31"),
        ("displacement", "inside-2015-08-27", "inside-2015-10-27"),
        ("deaths", "sohr-2015-02-07", "sohr-2015-03-15"),
        ("aid", "non-lethal-2013-05-13", "non-lethal-2013-11-18"),
    ],
)
def test_rows_of_one_series_stand_in_order(copy, table, first, second):
    """A row above an earlier one of its own series is a fault."""
    swap(copy, table, first, second)
    assert any(where[0] == f"seeds/{table}.csv" for where in found(copy))


def test_order_is_asked_within_a_series_only(copy):
    """Rows of two series, of two estimators or of two kinds may stand in any order."""
    swap(copy, "refugees", "un-2012-02-28", "portal-2012-02-29")
    swap(copy, "deaths", "scpr-2016-02-11", "sohr-2016-02-11")
    assert found(copy) == {}


def test_two_figures_of_one_day_may_be_announced(copy):
    """A morning's and an evening's total of aid are no fault, and the table has such a day."""
    days = pd.Series([row["date"] for row in rows("aid") if row["kind"] == "humanitarian"])
    assert days.duplicated().any()
    assert found(copy) == {}


def test_all_faults_come_at_once(copy):
    """Faults of different tables and rows are listed together."""
    spoil(copy, "aid", "relief-2012-02-17", increment_gbp_m="")
    spoil(copy, "deaths", "scpr-2016-02-11", estimator="rumour")
    spoil(copy, "refugees", "portal-2012-03-31", scope="And people waiting")
    assert {where for _, where in found(copy)} == {
        "row relief-2012-02-17", "row scpr-2016-02-11", "row portal-2012-03-31",
    }  # fmt: skip


def rows(table):
    return [tables.row(table, key) for key in tables.keys(table)]


# The charts --------------------------------------------------------------------------------------


def test_the_line_has_every_value_and_breaks_in_the_gap(portal, reports):
    """Each row is a point of the line; nothing is drawn through the months without a value."""
    line = people_counts.registered(portal, reports, **TEXT).data[0]
    points = [(x, y) for x, y in zip(line.x, line.y, strict=True) if y is not None]
    assert points == [(str(r.date.date()), r.figure) for r in portal.itertuples()]
    gaps = [x for x, y in zip(line.x, line.y, strict=True) if y is None]
    assert len(gaps) == 1 and "2015-01-26" < gaps[0] < "2015-10-13"
    assert line.connectgaps is False


@pytest.mark.parametrize("series", [["portal-registered", "un-statement"], []])
def test_a_line_refuses_two_series_and_none(series, reports):
    """What UN officials said is never on the portal's line, and no line has no rows."""
    refugees = sb.load("refugees")
    with pytest.raises(ValueError):
        people_counts.registered(refugees[refugees["series"].isin(series)], reports, **TEXT)


def test_a_line_refuses_two_scopes(portal, reports):
    """One row that counts other people stops the chart."""
    mixed = portal.copy()
    mixed.loc[mixed.index[3], "scope"] = "And people waiting"
    with pytest.raises(ValueError, match="scope"):
        people_counts.registered(mixed, reports, **TEXT)


def test_a_line_refuses_days_out_of_order(portal, reports):
    """A line that would run back in time is not drawn."""
    with pytest.raises(ValueError, match="order"):
        people_counts.registered(portal.iloc[::-1], reports, **TEXT)


def test_no_estimate_is_joined_to_another(reports):
    """Each figure is one mark in the trace of its estimator, and no trace has a line."""
    deaths = sb.load("deaths")
    figure = people_counts.estimates(deaths, NAMES, reports, **TEXT)
    assert not any("lines" in trace.mode for trace in figure.data)
    for trace in figure.data:
        own = deaths.iloc[list(trace.customdata)]
        assert own["estimator"].nunique() == 1
        assert list(trace.y) == own["figure"].tolist()
    drawn = sorted(n for trace in figure.data for n in trace.customdata)
    assert drawn == list(range(len(deaths)))


def test_no_two_estimators_look_alike():
    """Shape tells estimators apart, so that colour is not needed."""
    symbols = [symbol for symbol, _ in people_counts.SHAPES.values()]
    assert len(set(symbols)) == len(symbols)


def test_an_unknown_estimator_is_refused(reports):
    """A figure by someone without a name in the key stops the chart."""
    deaths = sb.load("deaths")
    with pytest.raises(ValueError, match="scpr"):
        few = {who: name for who, name in NAMES.items() if who != "scpr"}
        people_counts.estimates(deaths, few, reports, **TEXT)
    with pytest.raises(ValueError, match="no rows"):
        people_counts.estimates(deaths.iloc[:0], NAMES, reports, **TEXT)
