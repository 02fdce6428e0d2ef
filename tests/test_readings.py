import pytest

import seedling
import sourcebook as sb
from sourcebook import readings, readings_check, tables


def faults(tmp_path, change) -> list[str]:
    """The faults of a copy of the tables after ``change`` has spoilt it."""
    folder = seedling.copy(tmp_path)
    change(folder)
    return [str(fault) for fault in readings_check.check(folder)]


def spoil(column, value, row="events/caliphate-declared", reading="islamic-state"):
    """A change of one cell of the evidence."""
    at = {"reading": reading, "row": row}
    return lambda folder: seedling.set_cell(folder, "reading_evidence", at, column, value)


def without(reading, bearing, keep):
    """A change that leaves a reading only ``keep`` rows on one side."""

    def change(folder):
        def cut(rows):
            side = [r for r in rows if (r["reading"], r["bearing"]) == (reading, bearing)]
            return [r for r in rows if r not in side[keep:]]

        seedling.edit(folder, "reading_evidence", cut)

    return change


def test_the_readings_are_sound():
    """The readings and their evidence as they stand break no rule."""
    assert readings_check.check() == []


def test_there_are_rivals_and_each_is_weighed_on_both_sides():
    """At least five readings, each with two rows or more for it and two or more against it."""
    loaded = readings.load()
    assert len(loaded) >= 5
    for reading in loaded:
        counts = {side: len(reading.side(side)) for side in readings.SIDES}
        assert min(counts.values()) >= readings_check.LEAST, (reading.cells["id"], counts)


def test_no_reading_gets_a_far_longer_list():
    """No reading wins by the number of its rows: for and against differ by one at most."""
    for reading in readings.load():
        assert abs(len(reading.side("for")) - len(reading.side("against"))) <= 1


def test_no_item_is_lost():
    """Every row of the evidence stands on the card of its reading."""
    table = sb.load("reading_evidence")
    loaded = {(r.cells["id"], item.row) for r in readings.load() for item in r.items}
    assert loaded == set(zip(table["reading"], table["row"], strict=True))


@pytest.mark.parametrize("side", readings.SIDES)
@pytest.mark.parametrize("keep", [0, 1])
def test_a_one_sided_reading_is_a_fault(tmp_path, side, keep):
    """A reading with fewer than two rows on a side is named, with the count."""
    (fault,) = faults(tmp_path, without("audience", side, keep))
    assert "readings.csv, row audience" in fault and f"{keep} rows {side}" in fault


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (spoil("row", "events/no-such-event"), "has no row 'no-such-event'"),
        (spoil("row", "nowhere/at-all"), "There is no table 'nowhere'"),
        (spoil("why", " "), "has no reason"),
        (spoil("why", "It comes first. It comes in time."), "not one sentence"),
        (spoil("why", "It comes in time"), "not one sentence"),
        (spoil("row", "evidence/hk12a"), "khoja, who is not British"),
        (spoil("row", "evidence/hl4b"), "lavrov, who is not British"),
        (spoil("row", "events/paris-attacks"), "later than what it is to explain"),
        (spoil("row", "divisions/HC-2015-12-02-139"), "later than what it is to explain"),
        (
            spoil("why", "Western countries were not contemplating military intervention then."),
            "uses the report's words",
        ),
    ],
)
def test_a_spoilt_row_is_named(tmp_path, change, says):
    """A row that does not exist, is another party's, comes too late or has no reason is refused."""
    (fault,) = faults(tmp_path, change)
    assert says in fault and "reading_evidence.csv, row islamic-state/" in fault


def test_a_later_row_may_count_against(tmp_path):
    """Only a cause must come first: what came later may still speak against a reading."""
    change = spoil("row", "events/paris-attacks", "positions/force-2013-08-29")
    assert faults(tmp_path, change) == []


def test_all_faults_come_at_once(tmp_path):
    """Two spoilt rows are two faults in one run."""

    def change(folder):
        spoil("why", "")(folder)
        spoil("row", "events/none", "events/vienna-communique", "russia-arrives")(folder)

    assert len(faults(tmp_path, change)) == 2


def test_a_tally_adds_up_and_does_not_judge():
    """The sums name both sides alike, and nothing in them says which reading wins."""
    weights = [("for", "strong"), ("for", "weak"), ("against", "strong"), ("against", "")]
    said = readings.tally([*weights, ("ambiguous", "irrelevant")])
    assert said == (
        "For: 1 strong, 1 weak; Against: 1 strong, 0 weak; irrelevant: 1; still to weigh: 1."
    )
    assert readings.tally([("for", ""), ("against", "")]) == "Nothing weighed yet."


@pytest.mark.parametrize(
    ("ranks", "says"),
    [
        ({"A": "", "B": ""}, "Ranked: 0 of 2."),
        ({"A": "1", "B": ""}, "Ranked: 1 of 2."),
        ({"A": "2", "B": "2"}, "Given twice: 2."),
        ({"A": "2", "B": "1"}, "All ranked, with “B” first. Now read the evidence."),
    ],
)
def test_ranks_are_complete_or_what_is_wrong_is_said(ranks, says):
    """A missing or doubled rank is named; a full ranking sends the reader to the evidence."""
    assert readings.rank_note(ranks) == says


def test_later_events_are_later():
    """No row of the later events is from the time of the reports, and all are in the past."""
    dates = [tables.row("afterwards", key)["date"] for key in tables.keys("afterwards")]
    assert 12 <= len(dates) and min(dates) > "2016-04-30" and max(dates) <= "2026-11-24"
    assert dates == sorted(dates)
