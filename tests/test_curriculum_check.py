from datetime import date, timedelta

import pytest

import seedling
from builds import ROOT, least_bank
from sourcebook import chapters, curriculum_check, tables
from sourcebook.tasks import bank

BOOK = ROOT / "book"
CLAIMS = [
    (name, tables.row(name, key)) for name in curriculum_check.CLAIMS for key in tables.keys(name)
]
AIMS = [tables.row("aims", key) for key in tables.keys("aims")]


def faults(tmp_path, table, key, column, value) -> list[str]:
    """The faults of a copy of the tables with one cell changed."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, {"id": key}, column, value)
    return [str(fault) for fault in curriculum_check.check(BOOK, folder)]


def test_the_tables_for_teachers_are_sound():
    """Aims, courses and rules as they stand break no rule."""
    assert curriculum_check.check(BOOK) == []


def test_an_aim_of_a_task_that_is_gone_is_a_fault(tmp_path):
    """A task whose id is wrong is named with the row that needs it."""
    (fault,) = faults(tmp_path, "aims", "date-by-clues", "items", "which-year in-two-weeks")
    assert fault == (
        "seeds/aims.csv, row date-by-clues: There is no task 'which-year'. See exercises/bank."
    )


def test_an_aim_never_names_a_task_for_marks(tmp_path):
    """A table that every reader may download gives no trace of assessment."""
    (fault,) = faults(tmp_path, "aims", "date-by-clues", "items", "paper-quiz-autumn")
    assert "for assessment" in fault


def test_an_aim_of_a_page_that_is_gone_is_a_fault(tmp_path):
    """A chapter that no reader can find is named."""
    (fault,) = faults(tmp_path, "aims", "date-by-clues", "chapters", "dates")
    assert "There is no page 'dates'." in fault


def test_a_course_with_an_unknown_aim_is_a_fault(tmp_path):
    """The message lists the aims that there are."""
    (fault,) = faults(tmp_path, "curriculum", "qaa-benchmark", "aims", "think")
    assert "There is no aim 'think'." in fault and "argue-from-evidence" in fault


def test_what_is_named_twice_is_a_fault(tmp_path):
    """A list has each name once."""
    (fault,) = faults(tmp_path, "aims", "date-by-clues", "items", "in-two-weeks in-two-weeks")
    assert "named twice" in fault


@pytest.mark.parametrize(("table", "key"), [("curriculum", "c3-iowa"), ("rules", "wales")])
def test_what_is_not_verified_says_what_to_look_up(tmp_path, table, key):
    """A claim that we did not see says what a user has to check; a verified one need not."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, {"id": key}, "to_check", "")
    assert curriculum_check.check(BOOK, folder) == []
    tables_of = seedling.copy(tmp_path / "other")
    for column, value in (("to_check", ""), ("status", curriculum_check.UNSEEN)):
        seedling.set_cell(tables_of, table, {"id": key}, column, value)
    (fault,) = curriculum_check.check(BOOK, tables_of)
    assert "does not say what to look up" in fault.problem


def test_nothing_was_read_in_days_to_come(tmp_path):
    """A day of checking lies in the past."""
    later = str(max(date.today(), date(2026, 11, 28)) + timedelta(days=2))
    (fault,) = faults(tmp_path, "rules", "wales", "checked", later)
    assert "a day to come" in fault


def test_a_book_without_the_map_has_no_aims_to_check(tmp_path):
    """A small book lacks pages and tasks, and its courses are checked all the same."""
    book = tmp_path / "book"
    book.mkdir()
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    least_bank(tmp_path)
    assert curriculum_check.check(book) == []
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "curriculum", {"id": "c3-iowa"}, "aims", "think")
    assert len(curriculum_check.check(book, folder)) == 1


def test_a_bank_that_cannot_be_read_is_left_to_its_own_check(tmp_path):
    """No second fault hides the one that says what is wrong."""
    broken = tmp_path / "exercises" / "bank"
    broken.mkdir(parents=True)
    (broken / "timeline.yml").write_text("- id: [", encoding="utf-8")
    assert curriculum_check.check(BOOK, exercises=broken.parent) == []


@pytest.mark.parametrize(("name", "row"), CLAIMS, ids=lambda one: one["id"] if "id" in one else one)
def test_every_claim_has_its_page_and_its_date(name, row):
    """A claim of a course or a law names a page, an address and what date the page gives."""
    assert row["source_url"].startswith("http") and " " not in row["source_url"]
    assert row["source_title"] and row["dated"]


def test_every_aim_serves_a_course_and_every_chapter_an_aim():
    """No aim is there for its own sake, and no chapter is left out of the map."""
    served = {aim for name, row in CLAIMS for aim in row.get("aims", "").split()}
    unserved = {row["id"] for row in AIMS} - served
    assert unserved <= {"without-hindsight", "code-as-a-class"}  # of the module itself
    taught = {slug for row in AIMS for slug in row["chapters"].split()}
    pages = [*BOOK.glob("*.md"), *BOOK.glob("*.ipynb")]
    assert {path.stem for path in pages if chapters.options(chapters.text_of(path))} <= taught


def test_every_practice_task_serves_an_aim():
    """The map leaves no task of the bank out."""
    named = {name for row in AIMS for name in row["items"].split()}
    assert {item.id for item in bank.items() if item.edition == bank.PRACTICE} <= named


def test_the_pages_print_every_course_and_every_rule():
    """What the tables hold, some page shows."""
    shown = "".join(path.read_text(encoding="utf-8") for path in BOOK.glob("*.md"))
    for name, row in CLAIMS:
        directive = f"{{curriculum}} {row.get('course')}" if name == "curriculum" else ""
        assert (directive or f"{{rules}} {row['topic']}") in shown
