import pytest

import seedling
from sourcebook import outside_check
from sourcebook.faults import listing


def test_the_rows_of_outside_facts_hold():
    """Sources bear their status, no two hold one office, and speakers held theirs."""
    assert listing(outside_check.check()) == "No fault found."


def test_every_table_with_a_status_is_checked():
    """A table of outside facts is known by its columns, so a new one is checked at once."""
    assert {"events", "votes", "deaths", "polls"} <= set(outside_check.outside())
    assert not {"evidence", "people"} & set(outside_check.outside())


VETO = {"id": "unsc-veto-2"}


@pytest.mark.parametrize(
    ("table", "at", "changes", "problem"),
    [
        ("events", VETO, {"source2_url": "", "how": "first page read again"}, "by one source"),
        ("events", VETO, {"status": "contested", "note": ""}, "does not say why"),
        ("events", VETO, {"status": "inferred", "note": ""}, "does not say why"),
        ("events", VETO, {"source2_url": "", "status": "stated"}, "no second page"),
        ("events", VETO, {"source_title": "press.un.org"}, "only its host"),
        ("offices", {"id": "hammond-foreign-secretary"}, {"start": "2014-07-10"}, "overlaps"),
        ("offices", {"id": "khoja-coalition-president"}, {"end": "2014-12-01"}, "before it begins"),
        ("positions", {"id": "assad-2015-09-09"}, {"speaker": "William Hague"}, "was Philip"),
    ],
)
def test_a_spoilt_row_is_named_with_a_remedy(tmp_path, table, at, changes, problem):
    """Each fault names file and row and says what to do."""
    folder = seedling.copy(tmp_path)
    for column, value in changes.items():
        seedling.set_cell(folder, table, at, column, value)
    found = [fault for fault in outside_check.check(folder) if problem in fault.problem]
    assert found and all(fault.file == f"seeds/{table}.csv" and fault.remedy for fault in found)


def test_the_same_page_twice_is_not_two_sources(tmp_path):
    """A second address must differ from the first."""
    folder = seedling.copy(tmp_path)

    def twice(rows):
        rows[0]["source2_url"] = rows[0]["source_url"]
        return rows

    seedling.edit(folder, "events", twice)
    assert any("same page" in fault.problem for fault in outside_check.check(folder))
