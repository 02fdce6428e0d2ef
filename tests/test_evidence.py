import re

import pytest

import seedling
import sourcebook as sb
from sourcebook import evidence, tables
from sourcebook.text import words_in

HL, HK = "hague-lavrov-2012", "hammond-khoja-2015"


def test_the_seeds_are_sound():
    """Every word of both reports is in exactly one row, and every rule about rows holds."""
    assert evidence.check() == []


@pytest.mark.parametrize("source", [HL, HK])
def test_no_quotation_mark_is_left_out(source):
    """Every double quotation mark of a report stands in a row of direct speech."""
    in_text = sum(p.text.count('"') for p in sb.report(source).paragraphs.values())
    rows = sb.load("evidence").query("source == @source and mode == 'direct speech'")
    assert sum(words.count('"') for words in rows["words"]) == in_text > 0


@pytest.mark.parametrize("source", [HL, HK])
def test_word_counts_are_complete(source):
    """The words of all rows add up to the words of headline and body."""
    whole = sum(len(words_in(p.text)) for p in sb.report(source).paragraphs.values())
    assert sb.word_counts(source)["words"].sum() == whole


def test_pronouns_and_unmarked_quotations_have_their_true_speakers():
    """“He” and quotations that run on belong to their speaker, not to the last name printed."""
    speaker = sb.load("evidence").set_index("id")["speaker"]
    assert speaker[["hl7a", "hl8a"]].tolist() == ["cameron", "cameron"]
    assert speaker[["hk5b", "hk6a", "hk7c"]].tolist() == ["hammond"] * 3
    assert speaker[["hk9a", "hk10a", "hk12a", "hk13a"]].tolist() == ["khoja"] * 4


@pytest.mark.parametrize(
    ("row", "column", "value", "problem"),
    [
        ("hk3c", "mode", "reported speech", "quotation mark"),
        ("hl3b", "mode", "direct speech", "without a quotation mark"),
        ("hl3a", "speaker", "hague", "does not fit the mode"),
        ("hl3b", "speaker", "pa", "does not fit the mode"),
        ("hl4b", "verb", "", "without its reporting verb"),
        ("hl4b", "words", "such sales were legal.", "do not add up"),
    ],
)
def test_a_spoilt_evidence_row_is_named(tmp_path, row, column, value, problem):
    """A wrong mode, speaker, verb or word in the evidence table is a fault that names its row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "evidence", {"id": row}, column, value)
    faults = evidence.check(folder)
    assert any(problem in fault.problem for fault in faults), faults
    assert any(row in fault.where or "#p4" in fault.where for fault in faults)


def test_a_missing_row_is_a_fault(tmp_path):
    """A quotation left out of the table is found."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "evidence", lambda rows: [r for r in rows if r["id"] != "hk10a"])
    (fault,) = evidence.check(folder)
    assert fault.where == f"{HK}#p10"


def test_a_qualifier_that_is_not_in_its_paragraph_is_a_fault(tmp_path):
    """The rules about cuts are themselves checked against the reports."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "qualifiers", lambda rows: [rows[0] | {"qualifier": "never"}, *rows[1:]])
    (fault,) = evidence.check(folder)
    assert fault.file == "seeds/qualifiers.csv"


def test_every_speaker_is_a_person_of_the_people_table():
    """Speakers and listeners are rows of the people table, whatever their mode."""
    people = set(tables.keys("people"))
    frame = sb.load("evidence")
    assert set(frame["speaker"]) | set(frame["addressee"].dropna()) <= people
    assert all(re.fullmatch(r"[a-z-]+", person) for person in people)
