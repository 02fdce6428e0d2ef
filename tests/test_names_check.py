import pytest

import seedling
from sourcebook import names_check
from sourcebook.checks import BOOK
from sourcebook.faults import listing


def test_names_are_spelt_in_one_way():
    """No page and no table of ours has a spelling that the book does not use."""
    assert listing(names_check.check(BOOK)) == "No fault found."


@pytest.mark.parametrize(
    ("prose", "other", "name"),
    [
        ("Talks were held in Daraa.", "Daraa", "Deraa"),
        ("The boy, Aylan Kurdi, drowned.", "Aylan Kurdi", "Alan Kurdi"),
        ("See {fact}`Daraa <events/deraa-killings/date>`.", "Daraa", "Deraa"),
    ],
)
def test_another_spelling_in_prose_is_named(tmp_path, prose, other, name):
    """A refused spelling is a fault with the page, the line and the spelling to use."""
    (tmp_path / "page.md").write_text(f"# Page\n\n{prose}\n", encoding="utf-8")
    (fault,) = names_check.check(tmp_path)
    assert (fault.file, fault.where) == ("book/page.md", "line 3")
    assert other in fault.problem and name in fault.remedy


def test_part_of_a_word_is_no_name(tmp_path):
    """Himself is not Hims, and a name that contains another is left alone."""
    (tmp_path / "page.md").write_text("# Page\n\nHimself he went.\n", encoding="utf-8")
    assert names_check.check(tmp_path) == []


def test_another_spelling_in_a_table_is_named(tmp_path):
    """Our own columns are held to the spelling too; titles of pages are not."""
    folder = seedling.copy(tmp_path)
    at = {"id": "deraa-killings"}
    seedling.set_cell(folder, "events", at, "source_title", "Protest in Daraa")
    seedling.set_cell(folder, "events", at, "summary", "Police fired in Daraa.")
    (fault,) = names_check.check(BOOK, folder)
    assert fault.where == "row deraa-killings, column summary"


def test_an_office_holder_without_an_entry_is_named(tmp_path):
    """Whoever holds an office in the tables is among the people or the names."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "offices", {"id": "annan-envoy"}, "name", "Kofi Anan")
    (fault,) = names_check.check(BOOK, folder)
    assert "Kofi Anan" in fault.problem and fault.file == "seeds/offices.csv"


def test_a_name_that_rests_on_no_row_is_named(tmp_path):
    """What is said of a name points to a row that exists."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "names", {"name": "Alan Kurdi"}, "row", "events/kurdi")
    (fault,) = names_check.check(BOOK, folder)
    assert fault.where == "row Alan Kurdi" and fault.remedy
