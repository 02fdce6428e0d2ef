import pytest

from sourcebook import facts, outside_check


@pytest.mark.parametrize(
    ("target", "text", "printed"),
    [
        ("events/hammond-khoja-meeting/date", "", "4 November 2015"),
        ("events/hammond-khoja-meeting/date", "November 2015", "November 2015"),
        ("events/hammond-khoja-meeting/date", "Wednesday 4 November", "Wednesday 4 November"),
        ("votes/S/2012/77/yes", "", "13"),
        ("votes/S/2012/77/no", "two", "two"),
        ("offices/hague-foreign-secretary/name", "hague", "hague"),
    ],
)
def test_a_fact_prints_its_value_or_a_wording_that_says_the_same(target, text, printed):
    """Dates, numbers and names may be worded, as long as they say what the row says."""
    assert facts.shown(target, text)[1] == printed


@pytest.mark.parametrize(
    ("target", "text", "problem"),
    [
        ("events/hammond-khoja-meeting/date", "5 November 2015", "is not what"),
        ("events/hammond-khoja-meeting/date", "Tuesday 4 November", "is not what"),
        ("votes/S/2012/77/yes", "14", "is not what"),
        ("votes/S/2012/77/yes", "1", "is not what"),
        ("offices/hague-foreign-secretary/name", "Will", "is not what"),
        ("positions/assad-2015-09-09/position", "accept", "leaves out “not”"),
        ("votes/S/2012/78/yes", "", "no row"),
        ("votes/S/2012/77/maybe", "", "no column"),
        ("vote/S/2012/77/yes", "", "no table"),
        ("offices/cameron-prime-minister/note", "", "is empty"),
    ],
)
def test_a_wrong_fact_is_refused_with_what_would_be_right(target, text, problem):
    """A wording that differs, or a cell that does not exist, is an error with a remedy."""
    with pytest.raises(facts.FactError, match=problem) as error:
        facts.shown(target, text)
    assert error.value.remedy


def test_a_sentence_says_what_the_row_says():
    """Ayes are ayes, dates are dates, and both sources are named, the first first."""
    row = facts.find("divisions/HC-2013-08-29-70")
    assert facts.sentence(row) == (
        "House of Commons division 70, 29 August 2013: 272 ayes, 285 noes; motion rejected."
    )
    row = facts.find("events/hammond-khoja-meeting")
    (_, first), (label, second) = facts.addresses(row)
    assert (first, second) == (row.cells["source_url"], row.cells["source2_url"])
    assert label.startswith("second source: ")


def test_every_row_of_outside_facts_can_be_told_in_a_sentence_with_an_address():
    """The list at the end of a page has a sentence and a source for each row that it may hold."""
    for table in outside_check.outside():
        for key in facts.tables.keys(table):
            row = facts.find(f"{table}/{key}")
            assert len(facts.sentence(row)) > 20
            assert "of the table" not in facts.sentence(row), f"{table} has no sentence"
            assert facts.addresses(row)[0][1].startswith("http")
            assert row.anchor.replace("-", "").isalnum()
