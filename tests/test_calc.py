import pytest

from sourcebook import calc
from sourcebook.facts import FactError
from sourcebook.prose import split_target

DIVISION = "divisions/HC-2015-12-02-139"


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("174", f"{DIVISION}/ayes - {DIVISION}/noes"),
        ("1,240", f"2 * ( {DIVISION}/ayes + {DIVISION}/noes )"),
        ("about 64 per cent", f"100 * {DIVISION}/ayes / ( {DIVISION}/ayes + {DIVISION}/noes )"),
        ("thirteen", "count:member_votes?vote_id=S/2012/77&vote=yes"),
        ("two", "count:member_votes?vote_id=S/2012/77&vote!=yes"),
        ("one", "count:member_votes?vote_id=S/2012/77&member=South+Africa"),
        ("one", "count:votes?sponsors~=United+Kingdom&date=2012-02-04"),
        ("one", "count:votes?date<2012-02-04"),
        ("one", "count:votes?date<=2012-02-04&date>2011-10-04"),
        ("two", "count:votes?date<=2012-02-04&date>=2011-10-04"),
        ("one", "count:division_parties?division_id=HC-2015-12-02-139&aye>200"),
        ("272", "sum:division_parties/aye?division_id=HC-2013-08-29-70"),
        ("54", "division_parties/HC-2015-12-02-139/Scottish+National+Party/no + 1"),
        ("£600 million", "aid/relief-2014-01-29/cumulative_gbp_m / 1"),
        ("£1,965 million", "sum:aid/increment_gbp_m?kind=humanitarian"),
    ],
)
def test_a_figure_worked_out_from_cells_is_checked(text, expression):
    """Sums, differences, shares and counts of rows may be stated, with what they rest on."""
    assert calc.shown(text, expression)


@pytest.mark.parametrize(
    ("text", "expression", "problem"),
    [
        ("173", f"{DIVISION}/ayes - {DIVISION}/noes", "not what"),
        ("174", f"{DIVISION}/ayes {DIVISION}/noes", "does not fit"),
        ("174", f"{DIVISION}/ayes -", "breaks off"),
        ("174", f"( {DIVISION}/ayes", "bracket"),
        ("174", f"{DIVISION}/ayes / 0", "divides by nought"),
        ("174", f"{DIVISION}/outcome", "no number"),
        ("six", "count:vote?outcome=vetoed", "no table"),
        ("six", "count:votes?outcome=vetod", "No row"),
        ("25", "count:votes?outcome!=vetoedd", "No row"),
        ("one", "count:votes?date<=2012", "no day"),
        ("4,000", "4000", "rests on no cell"),
        ("six", "2 * 3", "rests on no cell"),
        ("600", "aid/relief-2014-01-29/cumulative_gbp_m / 1", "not what"),
        ("1965", "sum:aid/increment_gbp_m?kind=humanitarian", "not what"),
        ("six", "count:votes?result=vetoed", "no condition"),
        ("six", "sum:votes?outcome=vetoed", "not complete"),
        ("six", "sum:votes/subject?outcome=vetoed", "no column of numbers"),
    ],
)
def test_a_wrong_expression_or_wording_is_refused(text, expression, problem):
    """Each fault is named, and each has a remedy."""
    with pytest.raises(FactError, match=problem) as error:
        calc.shown(text, expression)
    assert error.value.remedy


def test_a_count_says_what_was_counted():
    """The list at the end of a page tells a reader how to count again."""
    (count,) = calc.shown("two", "count:member_votes?vote_id=S/2012/77&vote=no")
    assert count.sentence() == (
        "The number of rows in the table member_votes where vote_id is S/2012/77 and vote is no."
    )
    assert count.anchor == "count-member-votes-vote-id-s-2012-77-vote-no"


def test_a_condition_may_have_angle_brackets_of_its_own():
    """The target of a role ends with its last angle bracket, so that days can be compared."""
    expression = "count:votes?date<2012-02-04&date>2011-01-01"
    assert split_target(f"one <{expression}>") == ("one", expression)
