"""Every check is among those that a build runs, and a fault in any of them stops it."""

import pytest

import builds
import seedling
from sourcebook import checks, tables
from sourcebook.faults import Fault, listing

HL = "hague-lavrov-2012"

SPOILT = {
    "tables": ("seeds/votes.csv", ("votes", {"vote_id": "S/2012/77"}, "yes", "many")),
    "sources": ("seeds/sources.csv", ("sources", {"id": HL}, "received", " ")),
    "evidence": ("seeds/evidence.csv", ("evidence", {"id": "hl3b"}, "verb", "")),
    "dating": ("seeds/clues.csv", ("clues", {"id": "met-before"}, "not_before", "2016-01-01")),
    "coding": (
        "seeds/codings.csv",
        ("codings", {"occasion": "hague-to-lavrov", "dimension": "force"}, "value", "nonsense"),
    ),
    "remarks": ("seeds/evidence.csv", ("evidence", {"id": "hl6a"}, "note", "“She” is unnamed.")),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_table_is_among_the_faults(tmp_path, kind):
    """Whichever table is wrong, the one list of faults names it."""
    file, (table, at, column, value) = SPOILT[kind]
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, at, column, value)
    assert file in {fault.file for fault in checks.everything(checks.BOOK, folder)}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("about.md", "# About", "# About\n\nHe saw “a change”."),
        ("about.md", "# About", "About"),
        ("charts/words-2012-wide.svg", "", ""),
    ],
    ids=["prose", "chapters", "stills"],
)
def test_a_spoilt_page_is_among_the_faults(tmp_path, name, old, new):
    """A wrong sentence, a page without a title and a missing still are found by the same call."""
    book = builds.copy_sources(tmp_path)
    path = book / name
    if path.suffix == ".svg":
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert checks.everything(book)


def test_the_book_has_no_fault():
    """The book as it stands passes every check."""
    assert listing(checks.everything()) == "No fault found."


def test_the_command_says_by_its_exit_code_whether_there_is_a_fault(monkeypatch, capsys):
    """``python -m sourcebook.checks`` ends with 1 and the list, or with 0."""
    assert checks.main() == 0
    fault = Fault("seeds/x.csv", "row y", "Wrong.", "Mend it.")
    monkeypatch.setattr(checks, "everything", lambda: [fault])
    assert checks.main() == 1
    assert "seeds/x.csv, row y: Wrong. Mend it." in capsys.readouterr().out


def test_a_list_of_faults_is_in_order_and_names_each_once():
    """Faults come by file and place, whatever the order of the checks."""
    one, two, ten = (Fault("a", f"line {n}", "p", "r") for n in (1, 2, 10))
    assert listing([ten, two, one, two]) == (
        "3 faults found:\n- a, line 1: p r\n- a, line 2: p r\n- a, line 10: p r"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{not json", "not JSON"),
        ("[]", "no resources"),
        ('{"resources": [{"name": "people"}]}', "has no path"),
        (None, "missing"),
    ],
)
def test_a_description_that_cannot_be_read_is_a_fault(tmp_path, text, problem):
    """A broken datapackage.json gets plain messages, not a traceback."""
    folder = seedling.copy(tmp_path)
    path = folder / "datapackage.json"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    faults = tables.check(folder)
    assert any(problem in fault.problem for fault in faults), faults


def test_a_table_without_a_description_is_a_fault(tmp_path):
    """A file that nobody described is not passed over."""
    folder = seedling.copy(tmp_path)
    (folder / "extra.csv").write_text("id\n1\n", encoding="utf-8")
    (fault,) = tables.check(folder)
    assert fault.file == "seeds/extra.csv"


def test_a_comma_too_many_is_one_fault(tmp_path):
    """What follows from a shifted row is left out of the list."""
    folder = seedling.copy(tmp_path)
    path = folder / "votes.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + ",x\n", encoding="utf-8")
    (fault,) = tables.check(folder)
    assert "more cells than the header" in fault.problem
