import pytest

import seedling
from sourcebook import outside_check, tables
from sourcebook.faults import listing


def test_the_rows_of_outside_facts_hold():
    """Sources bear their status, no two hold one office, and speakers held theirs."""
    assert listing(outside_check.check()) == "No fault found."


def test_every_table_with_a_status_is_checked():
    """A table of outside facts is known by its columns, so a new one is checked at once."""
    assert {"events", "votes", "deaths", "polls"} <= set(outside_check.outside())
    assert not {"evidence", "people"} & set(outside_check.outside())


VETO, RAF = {"id": "unsc-veto-2"}, {"id": "raf-2015-12-04"}
ASSAD, HAMMOND = {"id": "assad-2015-09-09"}, {"id": "hammond-foreign-secretary"}


@pytest.mark.parametrize(
    ("table", "at", "changes", "problem"),
    [
        ("events", VETO, {"source2_url": "", "how": "first page read again"}, "by one source"),
        ("events", VETO, {"status": "contested", "note": ""}, "does not say why"),
        ("events", VETO, {"status": "inferred", "note": ""}, "does not say why"),
        ("events", VETO, {"source2_url": "", "status": "stated"}, "no second page"),
        ("events", VETO, {"source_title": "press.un.org"}, "only its host"),
        ("events", VETO, {"how": "not found again"}, "not found again"),
        ("events", VETO, {"checked": "2999-01-01"}, "a day to come"),
        ("military", RAF, {"unit": ""}, "a figure and no unit"),
        ("military", RAF, {"figure": ""}, "a unit and no figure"),
        ("offices", {"id": "hammond-foreign-secretary"}, {"start": "2014-07-10"}, "overlaps"),
        ("offices", {"id": "khoja-coalition-president"}, {"end": "2014-12-01"}, "before it begins"),
        ("offices", HAMMOND, {"end": ""}, "overlaps that of Boris Johnson"),
        ("offices", HAMMOND, {"start": "2010-05-12"}, "overlaps that of William Hague"),
        ("offices", {"id": "hague-foreign-secretary"}, {"person": ""}, "person is empty"),
        ("offices", {"id": "fox-defence-secretary"}, {"person": "hague"}, "person is hague"),
        ("positions", ASSAD, {"speaker": "William Hague"}, "was Philip"),
        ("positions", ASSAD, {"person": "hague"}, "speaker is Philip Hammond, and person is hague"),
        ("positions", ASSAD, {"office": "Foreign Secretray"}, "no Foreign Secretray"),
        ("positions", ASSAD, {"office": "Foreign Minister"}, "no Foreign Minister of the United"),
        ("positions", ASSAD, {"date": "2001-09-09"}, "Nobody is known as Foreign Secretary"),
    ],
)
def test_a_spoilt_row_is_named_with_a_remedy(tmp_path, table, at, changes, problem):
    """Each fault names file and row and says what to do."""
    folder = seedling.copy(tmp_path)
    for column, value in changes.items():
        seedling.set_cell(folder, table, at, column, value)
    found = [fault for fault in outside_check.check(folder) if problem in fault.problem]
    assert found and all(fault.file == f"seeds/{table}.csv" and fault.remedy for fault in found)


@pytest.mark.parametrize("how", ["both pages read again", "second page read again"])
def test_a_page_that_is_not_there_was_not_read_again(tmp_path, how):
    """A row with one source cannot have had a second page read."""
    folder = seedling.copy(tmp_path)
    for column, value in {"source2_url": "", "status": "stated", "how": how}.items():
        seedling.set_cell(folder, "events", VETO, column, value)
    (fault,) = outside_check.check(folder)
    assert how in fault.problem


def test_a_term_without_an_end_goes_on(tmp_path):
    """Who took office and is not known to have left it is the holder on every later day."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "offices", HAMMOND, "end", "")
    seedling.set_cell(folder, "positions", ASSAD, "speaker", "William Hague")
    assert any("was Philip Hammond" in fault.problem for fault in outside_check.check(folder))


def test_two_terms_that_begin_on_one_day_overlap_each_other(tmp_path):
    """Each of the two rows is named, since either may be the wrong one."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "offices", HAMMOND, "start", "2010-05-12")
    found = {fault.where for fault in outside_check.check(folder) if "overlaps" in fault.problem}
    assert {"row hammond-foreign-secretary", "row hague-foreign-secretary"} <= found


def test_an_office_of_another_state_makes_nobody_a_british_minister(tmp_path):
    """Who holds an office of the same name elsewhere does not speak for Britain."""
    folder = seedling.copy(tmp_path)
    at = {"id": "lavrov-foreign-minister"}
    seedling.set_cell(folder, "offices", at, "office", "Foreign Secretary")
    seedling.set_cell(folder, "positions", ASSAD, "speaker", "Sergey Lavrov")
    seedling.set_cell(folder, "positions", ASSAD, "person", "lavrov")
    (fault,) = outside_check.check(folder)
    assert fault.problem.endswith("the Foreign Secretary was Philip Hammond.")


def test_a_clock_that_runs_behind_refuses_nothing(monkeypatch):
    """A day of checking is compared with today, or with that of the tables if it is later."""

    class Past(outside_check.date):
        @classmethod
        def today(cls):
            return cls(2020, 1, 1)

    monkeypatch.setattr(outside_check, "date", Past)
    assert outside_check.check() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address,
        lambda address: f"{address.rstrip('/')}/",
        lambda address: address.replace("https:", "http:"),
        lambda address: address.replace("://", "://www."),
    ],
    ids=["the same", "a last stroke", "http", "www"],
)
def test_the_same_page_twice_is_not_two_sources(tmp_path, change):
    """A second address must differ from the first by more than the way it is written."""
    folder = seedling.copy(tmp_path)
    first = tables.row("events", "unsc-veto-2")["source_url"]
    seedling.set_cell(folder, "events", VETO, "source2_url", change(first))
    (fault,) = outside_check.check(folder)
    assert "same page" in fault.problem
