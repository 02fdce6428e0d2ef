import pytest

import seedling
from sourcebook import facts, tables, voices_check

VOICES = [tables.row("voices", key) for key in tables.keys("voices")]


def faults(tmp_path, key, column, value) -> list[str]:
    """The faults of a copy of the tables with one cell of a voice changed."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "voices", {"id": key}, column, value)
    return [str(fault) for fault in voices_check.check(folder)]


def test_the_voices_are_sound():
    """The voices as they stand break no rule."""
    assert voices_check.check() == []


def test_some_voices_are_in_neither_report():
    """The table goes beyond those whom the reports mention, and not only there."""
    absent = [v for v in VOICES if v["in_2012"] == v["in_2015"] == "absent"]
    assert 0 < len(absent) < len(VOICES)


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice["id"])
def test_a_voice_can_be_looked_for(voice):
    """Each voice has an address, says whom that place leaves out, and asks one question."""
    assert voice["source_url"].startswith("http")
    assert voice["leaves_out"]
    assert voice["what_to_ask"].count("?") == 1 and voice["what_to_ask"].endswith("?")


def test_an_absent_voice_with_a_passage_is_a_fault(tmp_path):
    """A voice cannot be absent from a report that speaks of it."""
    (fault,) = faults(tmp_path, "syrian-government", "in_2015", "absent")
    assert "if and only if" in fault


def test_a_present_voice_without_a_passage_is_a_fault(tmp_path):
    """A voice that is said to be spoken about must be shown."""
    (fault,) = faults(tmp_path, "refugees", "in_2012", "spoken about")
    assert "0 passages" in fault


def test_a_passage_that_is_in_no_report_is_a_fault(tmp_path):
    """A wrong paragraph is found, and so is the voice that it leaves unshown."""
    found = faults(tmp_path, "syrian-government", "passages", "hague-lavrov-2012#p3 elsewhere#p1")
    assert any("elsewhere#p1" in fault for fault in found)


def test_too_few_voices_are_a_fault(tmp_path):
    """A handful of voices is not enough to choose from."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "voices", lambda rows: rows[:3])
    assert any("There are 3 voices" in str(fault) for fault in voices_check.check(folder))


def test_a_source_mark_tells_where_to_look():
    """The words behind a voice's source mark say who it is and where it was found."""
    row = facts.find("voices/kurdish-parties")
    assert facts.sentence(row).startswith("Kurdish parties, the PYD above all: Rudaw")
