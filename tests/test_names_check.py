import json

import pytest

import seedling
from sourcebook import names_check, tables
from sourcebook.checks import BOOK
from sourcebook.faults import listing

GREEN = {"division_id": "HC-2013-08-29-70", "party": "Green"}


def test_names_are_spelt_in_one_way():
    """No page and no table of ours has a spelling that the book does not use."""
    assert listing(names_check.check(BOOK)) == "No fault found."


@pytest.mark.parametrize(
    ("prose", "other", "name"),
    [
        ("Talks were held in Daraa.", "Daraa", "Deraa"),
        ("The boy, Aylan Kurdi, drowned.", "Aylan Kurdi", "Alan Kurdi"),
        ("Mr Lavrov is Sergei Lavrov.", "Sergei Lavrov", "Sergey Lavrov"),
        ("He named Bashar al Assad.", "Bashar al Assad", "Bashar al-Assad"),
        ("He named Bashar Al-Assad.", "Bashar Al-Assad", "Bashar al-Assad"),
        ("Mr Khodja came.", "Khodja", "Khaled Khoja"),
        ("Strikes on ISIL began.", "ISIL", "Islamic State (IS)"),
        ("Strikes on Daesh began.", "Daesh", "Islamic State (IS)"),
        ("Strikes on **ISIS** began.", "ISIS", "Islamic State (IS)"),
        ("Strikes on daesh began.", "daesh", "Islamic State (IS)"),
        ("In daraa and Homs.", "daraa", "Deraa"),
        ("In homs and Deraa.", "homs", "Homs"),
        ("Said sergey lavrov.", "sergey lavrov", "Sergey Lavrov"),
        ("See {fact}`Daraa <events/deraa-killings/date>`.", "Daraa", "Deraa"),
    ],
)
def test_another_spelling_in_prose_is_named(tmp_path, prose, other, name):
    """A refused spelling is a fault with the page, the line and the spelling to use."""
    (tmp_path / "page.md").write_text(f"# Page\n\n{prose}\n", encoding="utf-8")
    (fault,) = names_check.check(tmp_path)
    assert (fault.file, fault.where) == ("book/page.md", "line 3")
    assert other in fault.problem and name in fault.remedy


@pytest.mark.parametrize(
    "text",
    [
        "The group is called *Daesh* and _ISIL_ by others.",
        "He is *Sergei* in other papers.",
        "{quote}`President Bashar al Assad should now step down <hague-lavrov-2012#p3 hague>`",
        "```{glossary}\n:sorted:\n\nIS\nISIL\nDaesh\n  A group.\n```",
        "See {row}`positions/isil-2015-11-04` and {cite:p}`asianexpress2015daesh`.",
    ],
    ids=["italics", "one name in italics", "a quotation", "terms of a glossary", "addresses"],
)
def test_a_page_may_speak_of_a_spelling(tmp_path, text):
    """Words as words stand in italics or as terms, and a quotation keeps the report's spelling."""
    (tmp_path / "page.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    assert names_check.check(tmp_path) == []


def test_what_the_glossary_says_of_a_term_is_prose(tmp_path):
    """The definition under a term is held to the spelling."""
    text = "# Page\n\n```{glossary}\nDaesh\n  What Daesh is.\n```\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (fault,) = names_check.check(tmp_path)
    assert fault.where == "line 5"


def test_a_notebook_is_read_cell_by_cell(tmp_path):
    """The place of a fault in a notebook is its cell and line; code is not read."""
    cells = [
        ("markdown", "# Page"),
        ("code", "'ISIL'"),
        ("markdown", "One.\n\nOn *ISIL* and ISIS."),
    ]
    cells = [{"cell_type": kind, "source": [text]} for kind, text in cells]
    (tmp_path / "page.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (fault,) = names_check.check(tmp_path)
    assert fault.where == "cell 3, line 3" and "ISIS" in fault.problem


def test_every_exception_is_still_one():
    """A cell that is let off does hold a refused name, so that the list never grows stale."""
    found = names_check._Spellings(names_check.refused(), tables.SEEDS)
    for table, key, column in names_check.ABOUT_NAMES:
        assert list(found.faults("", "", tables.row(table, key)[column])), (table, key, column)


def test_a_book_without_other_spellings_has_no_fault(tmp_path):
    """With the column of spellings empty in every row nothing is refused, and nothing breaks."""
    folder = seedling.copy(tmp_path)
    for table in ("names", "people"):
        seedling.edit(folder, table, lambda rows: [row | {"elsewhere": ""} for row in rows])
    assert names_check.refused(folder) == {} and names_check.check(BOOK, folder) == []


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


@pytest.mark.parametrize(
    ("table", "at", "column", "value"),
    [
        ("offices", {"id": "annan-envoy"}, "name", "Kofi Anan"),
        ("positions", {"id": "aid-2014-01-29"}, "speaker", "Teresa May"),
        ("events", {"id": "geneva-communique"}, "actors", "UN envoy; Untied Kingdom"),
        ("events", {"id": "geneva-communique"}, "actors", "UN envoy; "),
        ("afterwards", {"id": "baghouz"}, "actors", "IS"),
        ("member_votes", {"vote_id": "S/2012/77", "member": "Togo"}, "member", "Tongo"),
        ("division_parties", GREEN, "party", "Greens and others"),
    ],
)
def test_a_name_without_an_entry_is_named(tmp_path, table, at, column, value):
    """Whoever acts, votes or holds an office in the tables is among the people or the names."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, at, column, value)
    (fault,) = names_check.check(BOOK, folder)
    unknown = value.split(";")[-1].strip() or "an empty name"
    assert unknown in fault.problem and fault.file == f"seeds/{table}.csv"


def test_a_name_that_rests_on_no_row_is_named(tmp_path):
    """What is said of a name points to a row that exists."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "names", {"name": "Alan Kurdi"}, "row", "events/kurdi")
    (fault,) = names_check.check(BOOK, folder)
    assert fault.where == "row Alan Kurdi" and fault.remedy
