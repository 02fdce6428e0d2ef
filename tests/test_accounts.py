import pytest

import seedling
from sourcebook import accounts, accounts_check, tables
from sourcebook.faults import listing

CELL = {"claim": "length", "account": "pa-2012"}
ELAPH = {"claim": "length", "account": "elaph-2012"}
UNSEEN = {"claim": "length", "account": "rt-2012"}
SILENT = {"claim": "homs", "account": "pa-2012"}


def test_our_reading_is_sound():
    """Accounts, claims and our reading as they stand break no rule."""
    assert accounts.check() == []


@pytest.mark.parametrize("event", accounts.EVENTS)
def test_every_claim_is_read_in_every_account(event):
    """Eight claims or more about each event are each read in each of its accounts."""
    claims, given = accounts.claims(event), accounts.accounts(event)
    assert len(claims) >= 8 and len(given) >= 6
    assert len(accounts.reading(event)) == len(claims) * len(given)


def test_no_row_of_our_reading_is_left_over():
    """Every row belongs to a claim and an account of one event."""
    known = {"/".join(key) for event in accounts.EVENTS for key in accounts.reading(event)}
    assert known == set(tables.keys("account_claims"))


def test_there_is_no_third_event():
    """An event that does not exist is named, with those that do."""
    with pytest.raises(KeyError, match="no event 'call-2013'.*call-2012, meeting-2015"):
        accounts.claims("call-2013")


SPOILT = {
    "a cell has nothing to say": (CELL, "says", "", "asserted and has no says"),
    "a cell names no teller": (CELL, "root", "", "asserted and has no root"),
    "a cell names no place": (CELL, "where", "", "does not say where it was read"),
    "a paragraph does not exist": (CELL, "where", "hague-lavrov-2012#p9", "no paragraph"),
    "a paragraph of the other report": (CELL, "where", "hammond-khoja-2015#p2", "no paragraph"),
    "another account has paragraphs": (ELAPH, "where", "hague-lavrov-2012#p2", "the two reports"),
    "another account has no address": (ELAPH, "link", "", "does not say where it was read"),
    "a silence that speaks": (SILENT, "says", "Something.", "silent, but says is filled in"),
    "a silence with a paragraph": (SILENT, "where", "hague-lavrov-2012#p2", "silent, but where is"),
    "a silence with an address": (SILENT, "link", "https://a.org", "silent, but link is filled"),
    "a silence with a teller": (SILENT, "root", "the Commons", "silent, but root is filled"),
    "a silence without its kind": (SILENT, "silence", "", "A silent cell says why"),
    "a silence by date that is none": (SILENT, "silence", "made before", "not made before"),
    "not seen, and no word on it": (UNSEEN, "note", "", "Cannot-tell has no note"),
    "a speaking cell with a silence": (CELL, "silence", "not mentioned", "no other does"),
    "a quotation in our words": (CELL, "says", "He said “half an hour”.", "Quotation marks"),
    "borrowed words": (
        CELL,
        "says",
        "They discussed the latest situation in the country by telephone.",
        "stands in hague-lavrov-2012#p2",
    ),
}


@pytest.mark.parametrize("at, column, value, problem", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_cell_is_found(tmp_path, at, column, value, problem):
    """Each rule of a cell bites, and its fault names the row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "account_claims", at, column, value)
    found = listing(accounts.check(folder))
    assert problem in found and f"{at['claim']}/{at['account']}" in found


def test_silent_and_cannot_tell_are_not_mixed_up(tmp_path):
    """An account that was seen whole cannot leave a reader unable to tell."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "account_claims", SILENT, "stance", "cannot-tell")
    seedling.set_cell(folder, "account_claims", SILENT, "silence", "")
    assert "seen whole, so that one can tell" in listing(accounts.check(folder))


def test_a_missing_cell_and_a_stray_one_are_found_at_once(tmp_path):
    """A claim that an account is not asked about, and a row across two events, are both named."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "account_claims", CELL, "account", "pa-2015")
    found = listing(accounts.check(folder))
    assert "length/pa-2012: The cell is missing" in found
    assert "length/pa-2015: The claim and the account are of two events" in found


WRONG_ACCOUNTS = {
    "a card beside a report": ("pa-2012", "card", "A card.", "never both"),
    "neither card nor report": ("elaph-2012", "card", "", "never both"),
    "a report that is not there": ("pa-2012", "report", "hague-2013", "no report"),
    "an earlier account of a later day": ("fac-2015", "date", "2015-11-04", "made before"),
}


@pytest.mark.parametrize("key, column, value, problem", WRONG_ACCOUNTS.values(), ids=WRONG_ACCOUNTS)
def test_a_spoilt_account_is_found(tmp_path, key, column, value, problem):
    """Each rule of an account bites."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "accounts", {"id": key}, column, value)
    assert problem in listing(accounts_check._accounts(folder))


@pytest.mark.parametrize("column", ["claim", "why_it_matters"])
def test_a_claim_borrows_nothing(tmp_path, column):
    """Claims are in our words, like all else that a reader is asked to compare."""
    folder = seedling.copy(tmp_path)
    words = "They discussed the latest situation in the country by telephone."
    seedling.set_cell(folder, "claims", {"id": "length"}, column, words)
    (fault,) = accounts.check(folder)
    assert fault.where == f"row length, column {column}"
    assert "stands in hague-lavrov-2012#p2" in fault.problem


@pytest.mark.parametrize("to", ["", "elaph-2012"], ids=["emptied", "moved"])
def test_an_event_without_a_report_is_a_fault(tmp_path, to):
    """The day of an event is that of its report; without one the event is named."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "accounts", {"id": "pa-2012"}, "report", "")
    if to:
        seedling.set_cell(folder, "accounts", {"id": to}, "report", "hague-lavrov-2012")
    faults = accounts.check(folder)
    found = [f for f in faults if f.problem == "No account of this event is a report of this book."]
    assert [f.where for f in found] == ([] if to else ["event call-2012"])
    assert {"row pa-2012", *(f"row {to}" for _ in to[:1])} <= {f.where for f in faults}


def test_too_few_claims_are_found(tmp_path):
    """An event with fewer than eight claims teaches too little."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "claims", lambda rows: rows[:5] + rows[10:])
    assert "call-2012 has 5 claims" in listing(accounts.check(folder))


def ours(event: str) -> dict:
    """Our own stances, as a reader might give them."""
    return {key: row["stance"] for key, row in accounts.reading(event).items()}


@pytest.mark.parametrize("event", accounts.EVENTS)
def test_a_reader_who_agrees_everywhere(event):
    """Our own reading given back agrees in every cell, and cells settled by date do not count."""
    found = accounts.compare(event, ours(event))
    assert found.same == found.filled == found.total < len(accounts.reading(event))
    assert str(found).endswith("In each of them you read as we do.")


def test_a_reader_who_differs_is_led_back():
    """A cell that differs is named, empty cells are left out, and nothing is called wrong."""
    given = {("length", "pa-2012"): "asserted", ("homs", "pa-2012"): "asserted"}
    found = accounts.compare("call-2012", given | {("caller", "pa-2012"): ""})
    assert (found.filled, found.same, found.differing) == (2, 1, (("homs", "pa-2012"),))
    assert str(found).startswith("You filled 2 of ") and "wrong" not in str(found)


def test_an_empty_grid_has_no_score():
    """Without a cell filled the comparison says so and compares nothing."""
    assert str(accounts.compare("call-2012", {})).startswith("You have filled none")


def test_three_accounts_may_be_one_source():
    """The length of the call is in four accounts, three of them from the Foreign Office."""
    named, roots = accounts.support("call-2012", "length")
    assert len(named) == 4 and roots == ["the Foreign Office", "diplomats without names"]


def test_a_claim_that_is_partly_there_is_not_asserted(tmp_path):
    """Only what an account asserts outright counts among those that stand behind a claim."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "account_claims", ELAPH, "stance", "partly")
    before, after = (accounts.support("call-2012", "length", f)[0] for f in (tables.SEEDS, folder))
    assert set(before) - set(after) == {tables.row("accounts", "elaph-2012")["short"]}


def test_nothing_of_the_coalition_is_a_british_position():
    """The only root of the claim that Hammond agreed on Russia's campaign is the Coalition."""
    assert accounts.support("meeting-2015", "dangerous")[1] == ["the Coalition"]
