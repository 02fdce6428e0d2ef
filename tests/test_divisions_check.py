"""Divisions of the Commons: what their tables must add up to."""

import pytest

import seedling
from sourcebook import divisions_check, tables

LOST, IRAQ = "HC-2013-08-29-70", "HC-2014-09-26-53"
CROSS, WON = "HC-2015-12-02-138", "HC-2015-12-02-139"


def at(division, party):
    return {"division_id": division, "party": party}


def test_the_tables_are_without_fault():
    """The divisions that the book cites add up."""
    assert divisions_check.check() == []


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("majority", "14", "do not make a majority of 14"),
        ("outcome", "motion agreed", "do not fit “motion agreed”"),
        ("number", "71", "does not name the day and the number"),
        ("date", "2013-08-30", "does not name the day and the number"),
    ],
)
def test_a_bad_division_is_rejected(tmp_path, column, value, problem):
    """A majority, an outcome or a key that its own row denies is a fault of that row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "divisions", {"division_id": LOST}, column, value)
    faults = divisions_check.check(folder)
    assert [f.where for f in faults] == [f"row {LOST}"]
    assert problem in faults[0].problem and faults[0].remedy


BAD = {
    "a party with one vote too many": (
        at(LOST, "Labour"), {"no": "222", "absent": "34"}, "add up to 286, the division has 285",
    ),
    "Labour’s printed noes in place of the counted": (
        at(WON, "Labour"), {"no": "153", "printed_no": ""}, "add up to 224, the division has 223",
    ),
    "a third teller": (
        at(LOST, "Conservative"), {"teller_aye": "3", "absent": "32"}, "Tellers of the ayes: 3",
    ),
    "one teller short": (
        at(LOST, "Labour"), {"teller_no": "1", "absent": "36"}, "Tellers of the noes: 1",
    ),
    "a member who is nowhere": (at(LOST, "Labour"), {"absent": "34"}, "account for 649 members"),
    "a member of both lobbies counted once": (
        at(LOST, "Conservative"), {"both": "0"}, "account for 651",
    ),
    "more in both lobbies than in one": (
        at(LOST, "Green"), {"both": "2"}, "2 went through both lobbies, and only 0 aye",
    ),
    "one more in both lobbies than in one": (
        at(LOST, "Green"), {"both": "1"}, "1 went through both lobbies, and only 0 aye",
    ),
    "known votes above the total": (
        at(IRAQ, "Not broken down by party"), {"aye": "525"}, "known ayes alone are 525",
    ),
    "a printed figure that is no other": (
        at(WON, "Labour"), {"printed_no": "152"}, "printed noes are those that were counted",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("where", "changes", "problem"), BAD.values(), ids=BAD)
def test_bad_party_figures_are_rejected(tmp_path, where, changes, problem):
    """A spoilt figure is a fault of its division, and says what does not add up."""
    folder = seedling.copy(tmp_path)
    for column, value in changes.items():
        seedling.set_cell(folder, "division_parties", where, column, value)
    faults = divisions_check.check(folder)
    assert any(problem in fault.problem for fault in faults), faults
    assert all(where["division_id"] in fault.where and fault.remedy for fault in faults)


def test_a_gap_is_not_summed_as_nought(tmp_path):
    """Votes that add up only if a gap is nought are a fault that names the party."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "division_parties", at(WON, "Democratic Unionist Party"), "no", "")
    (fault,) = divisions_check.check(folder)
    assert "only if those not known are nought: Democratic Unionist Party" in fault.problem


def test_a_named_remainder_may_stand_beside_gaps():
    """In 2014 the parties’ ayes are not known, and one row says so for all of them."""
    rows = [k for k in tables.keys("division_parties") if k.startswith(IRAQ)]
    ayes = {k: tables.row("division_parties", k)["aye"] for k in rows}
    assert [k for k, n in ayes.items() if n] == [f"{IRAQ}/Not broken down by party"]


@pytest.mark.parametrize("name", divisions_check.REMAINDERS)
def test_either_remainder_may_stand_beside_gaps(tmp_path, name):
    """A row for what is left over explains a gap, by whichever of its names."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "division_parties", at(WON, "Democratic Unionist Party"), "no", "")
    seedling.set_cell(folder, "division_parties", at(WON, "Green"), "party", name)
    assert divisions_check.check(folder) == []


def test_a_division_without_parties_is_missed(tmp_path):
    """A division whose party rows are gone is a fault, even where they were one remainder."""
    folder = seedling.copy(tmp_path)
    seedling.edit(
        folder, "division_parties", lambda rows: [r for r in rows if r["division_id"] != CROSS]
    )
    (fault,) = divisions_check.check(folder)
    assert (fault.where, fault.problem) == (f"division {CROSS}", "The division has no party rows.")


def test_all_faults_are_told_at_once(tmp_path):
    """Three spoilt rows are three faults in one run."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "divisions", {"division_id": LOST}, "majority", "1")
    seedling.set_cell(folder, "divisions", {"division_id": WON}, "outcome", "motion rejected")
    seedling.set_cell(folder, "division_parties", at(WON, "Green"), "no", "3")
    assert len(divisions_check.check(folder)) == 3
