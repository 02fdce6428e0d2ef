"""Keys that name a series and a day: a row that was changed under its key is found."""

import pytest

import seedling
from sourcebook import keys_check, tables


def test_every_key_is_that_of_its_row():
    """The tables as they stand have no fault."""
    assert keys_check.check() == []


@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("deaths", "scpr-2016-02-11", "estimator", "sohr"),
        ("deaths", "scpr-2016-02-11", "published", "2016-02-12"),
        ("refugees", "un-2012-08-30", "series", "portal-registered"),
        ("refugees", "un-2012-08-30", "date", "2012-08-28"),
        ("aid", "allocated-2014-01-29", "kind", "humanitarian"),
        ("aid", "relief-2012-02-17", "date", "2012-02-18"),
        ("displacement", "inside-2012-02-28", "date", "2012-02-27"),
        ("military", "raf-2015-12-04", "actor", "Russia"),
        ("military", "raf-2015-12-04", "date", "2015-12-05"),
        ("resettlement", "home-office-2014-01-29", "actor", "National Audit Office"),
        ("positions", "force-2012-02-08", "date", "2012-02-09"),
        ("positions", "force-2012-02-08", "dimension", "isil"),
        ("positions", "russia-2012-02-08-call", "date", "2012-02-07"),
    ],
)
def test_a_row_changed_under_its_key_is_a_fault(tmp_path, table, key, column, value):
    """Another series, estimator, actor or day than the key has is one fault of that row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, {"id": key}, column, value)
    (fault,) = keys_check.check(folder)
    assert (fault.file, fault.where) == (f"seeds/{table}.csv", f"row {key}")
    assert column in fault.problem and fault.remedy


@pytest.mark.parametrize("suffix", ["-1", "-10", "x", "-"])
def test_behind_series_and_day_stands_little(tmp_path, suffix):
    """A second row of a day has a number or a word of its own, and no other ending."""
    folder = seedling.copy(tmp_path)
    at = {"id": "scpr-2016-02-11"}
    seedling.set_cell(folder, "deaths", at, "id", at["id"] + suffix)
    assert [fault.where for fault in keys_check.check(folder)] == [f"row {at['id']}{suffix}"]


@pytest.mark.parametrize(("table", "key"), sorted(keys_check.CORRECTED))
def test_an_exception_is_still_one(table, key):
    """A key that is let off does differ from its row, so that the list never grows stale."""
    assert not key.startswith(keys_check.begins(table, tables.row(table, key)))
