"""The checks of the Security Council's votes, on copies of the tables that are spoilt."""

import pytest

import seedling
from sourcebook import tables, votes_check

FEBRUARY = {"vote_id": "S/2012/77"}


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables."""
    return seedling.copy(tmp_path)


def problems(folder) -> str:
    """The faults found, in one text."""
    return "\n".join(str(fault) for fault in votes_check.check(folder))


def test_the_votes_are_in_order():
    """The tables as they stand have no fault."""
    assert votes_check.check() == []


def test_every_failed_draft_has_its_fifteen():
    """Seven drafts failed, and each has fifteen members; so the checks have work to do."""
    failed = [k for k in tables.keys("votes") if not k.startswith("S/RES/")]
    votes = [key.rpartition("/")[0] for key in tables.keys("member_votes")]
    assert len(failed) == 7 and {votes.count(key) for key in failed} == {15}


# What is spoilt: table, row, column, value; and what the fault says.
SPOILT = {
    "a tally that is not fifteen": (
        ("votes", FEBRUARY, "yes", "12"),
        "row S/2012/77: Yes, no and abstain come to 14, not to 15.",
    ),
    "a veto called an adoption": (
        ("votes", FEBRUARY, "outcome", "adopted"),
        "The outcome is adopted, but the votes make it vetoed (13 in favour, China, Russia",
    ),
    "three votes against and no veto": (
        ("votes", {"vote_id": "S/2016/847"}, "outcome", "vetoed"),
        "The outcome is vetoed, but the votes make it not-adopted (4 in favour",
    ),
    "an adoption against a permanent member": (
        ("votes", {"vote_id": "S/RES/2254"}, "russia_vote", "no"),
        "row S/RES/2254: The outcome is adopted, but the votes make it vetoed",
    ),
    "the wrong vetoer": (
        ("votes", {"vote_id": "S/2016/846"}, "vetoed_by", "China; Russia"),
        "row S/2016/846: vetoed_by is China, Russia. The votes make it Russia.",
    ),
    "a veto where there was none": (
        ("votes", {"vote_id": "S/RES/2118"}, "vetoed_by", "Russia"),
        "vetoed_by is Russia. The votes make it empty: there was no veto.",
    ),
    "a draft that does nothing": (
        ("votes", FEBRUARY, "would_do", ""),
        "The draft failed, and would_do is empty.",
    ),
    "a draft that presses nobody": (
        ("votes", FEBRUARY, "pressure", ""),
        "The draft failed, and pressure is empty.",
    ),
    "a resolution with a sponsor column": (
        ("votes", {"vote_id": "S/RES/2118"}, "uk_sponsor", "yes"),
        "The text was adopted, and uk_sponsor is filled in.",
    ),
    "a sponsor that is not named": (
        ("votes", FEBRUARY, "uk_sponsor", "no"),
        "uk_sponsor is no, and sponsors says otherwise.",
    ),
    "a member's vote turned": (
        ("member_votes", FEBRUARY | {"member": "Togo"}, "vote", "abstain"),
        "vote S/2012/77: The members make 12 yes, 2 no, 1 abstain; the table of votes has 13 yes",
    ),
    "a permanent member in two minds": (
        ("member_votes", FEBRUARY | {"member": "United Kingdom"}, "vote", "no"),
        "United Kingdom has no here and yes in uk_vote of votes.",
    ),
    "a sixth permanent member": (
        ("member_votes", FEBRUARY | {"member": "Germany"}, "permanent", "true"),
        "The permanent members are not the five (too many: Germany).",
    ),
    "a permanent member missing": (
        ("member_votes", FEBRUARY | {"member": "France"}, "permanent", "false"),
        "The permanent members are not the five (missing France).",
    ),
    "a reason beside the wrong vote": (
        ("vote_reasons", FEBRUARY | {"member": "Russia"}, "vote", "yes"),
        "row S/2012/77/Russia: The vote is yes here and no among the members’ votes.",
    ),
}


@pytest.mark.parametrize("change, said", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_cell_is_found(folder, change, said):
    """Each kind of mistake is found, and the fault names file, row and remedy."""
    table, at, column, value = change
    seedling.set_cell(folder, table, at, column, value)
    found = [str(fault) for fault in votes_check.check(folder)]
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("seeds/") and fault.endswith(".") for fault in found)


def test_eight_in_favour_carry_no_text(folder):
    """Nine of fifteen are needed: with eight a draft fails whoever is against it."""
    for column, value in {"yes": "8", "abstain": "5"}.items():
        seedling.set_cell(folder, "votes", FEBRUARY, column, value)
    assert "the votes make it not-adopted (8 in favour" in problems(folder)


def test_members_of_an_adopted_text_are_checked_too(folder):
    """A text that was adopted needs no members’ votes; once it has one, it has fifteen."""

    def add(rows):
        return [*rows, rows[0] | {"vote_id": "S/RES/2118"}]

    seedling.edit(folder, "member_votes", add)
    assert "vote S/RES/2118: It has 1 members." in problems(folder)


def test_a_missing_member_is_found(folder):
    """Fourteen members are one too few, and the tally says so too."""

    def drop(rows):
        return [r for r in rows if (r["vote_id"], r["member"]) != ("S/2012/77", "India")]

    for table in ("member_votes", "vote_reasons"):
        seedling.edit(folder, table, drop)
    said = problems(folder)
    assert "vote S/2012/77: It has 14 members." in said
    assert "The members make 12 yes" in said


def test_a_draft_without_members_is_found(folder):
    """A failed draft with no member's vote at all is a fault and not an empty success."""

    def drop(rows):
        return [row for row in rows if row["vote_id"] != "S/2014/348"]

    for table in ("member_votes", "vote_reasons"):
        seedling.edit(folder, table, drop)
    assert "vote S/2014/348: It has 0 members." in problems(folder)


def test_all_faults_are_told_at_once(folder):
    """Two mistakes in two tables are both in one answer."""
    seedling.set_cell(folder, "votes", {"vote_id": "S/RES/2209"}, "abstain", "0")
    seedling.set_cell(folder, "vote_reasons", FEBRUARY | {"member": "China"}, "vote", "abstain")
    said = problems(folder)
    assert "S/RES/2209" in said and "S/2012/77/China" in said
