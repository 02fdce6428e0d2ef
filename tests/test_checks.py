"""Every check is among those that a build runs, and a fault in any of them stops it."""

import importlib

import pytest

import builds
import seedling
from sourcebook import (
    accounts_check,
    checks,
    coding_check,
    curriculum_check,
    dating_check,
    divisions_check,
    evidence,
    keys_check,
    names_check,
    notebooks_check,
    outside_check,
    paths_check,
    polls_check,
    prose,
    readings_check,
    series_check,
    sources,
    tables_check,
    voices_check,
    votes_check,
)
from sourcebook.faults import Fault, listing

HL = "hague-lavrov-2012"

# For each module with a check, a cell that it and no table description refuses.
SPOILT = {
    sources: ("sources", {"id": HL}, "byline", "Gavin Gordon"),
    evidence: ("evidence", {"id": "hl3b"}, "verb", ""),
    dating_check: ("clues", {"id": "met-before"}, "not_before", "2016-01-01"),
    coding_check: (
        "codings",
        {"occasion": "hague-to-lavrov", "dimension": "force"},
        "reason",
        "“A.”",
    ),
    outside_check: ("events", {"id": "unsc-veto-2"}, "source_title", "press.un.org"),
    votes_check: ("votes", {"vote_id": "S/2012/77"}, "yes", "12"),
    divisions_check: ("divisions", {"division_id": "HC-2013-08-29-70"}, "majority", "14"),
    polls_check: ("polls", {"id": "survation-2015-11-28"}, "window", "2014"),
    paths_check: ("positions", {"id": "force-2012-02-08"}, "target", ""),
    accounts_check: ("account_claims", {"claim": "length", "account": "pa-2012"}, "root", ""),
    readings_check: ("reading_evidence", {"row": "positions/force-2014-09-11"}, "why", "One. Two."),
    series_check: ("aid", {"id": "relief-2012-02-17"}, "increment_gbp_m", ""),
    voices_check: ("voices", {"id": "homs-civilians"}, "in_2012", "absent"),
    keys_check: ("deaths", {"id": "scpr-2016-02-11"}, "estimator", "sohr"),
    names_check: ("offices", {"id": "annan-envoy"}, "name", "Kofi Anan"),
    curriculum_check: ("aims", {"id": "date-by-clues"}, "chapters", "dates"),
}
OF_BOOK = (names_check, curriculum_check)  # these look at the pages too
MODULES = sorted(path.stem for path in checks.PACKAGE.glob("*_check.py"))
# These have no cell that they alone refuse: one comes before all others, one compares hashes.
APART = (tables_check, notebooks_check)


def found_by(module, folder) -> set[Fault]:
    """What the module's own check has to say of some tables."""
    return set(module.check(checks.BOOK, folder) if module in OF_BOOK else module.check(folder))


@pytest.mark.parametrize(
    "modules",
    # The reports are read before all else, so that a fault in one is alone in its list.
    [[sources], [module for module in SPOILT if module is not sources]],
    ids=["reports", "tables"],
)
def test_a_spoilt_table_is_among_the_faults(tmp_path, monkeypatch, modules):
    """Whichever check finds it, the one list of faults has it, and the description allows it."""
    monkeypatch.setattr(prose, "check_page", lambda *_: [])  # slow, and another test's subject
    folder = seedling.copy(tmp_path)
    for module in modules:
        seedling.set_cell(folder, *SPOILT[module])
    assert tables_check.check(folder) == []
    listed = set(checks.everything(checks.BOOK, folder))
    for module in modules:
        found = found_by(module, folder)
        assert any(fault.file == f"seeds/{SPOILT[module][0]}.csv" for fault in found), module
        assert found <= listed, module


def test_every_check_of_tables_is_spoilt_above():
    """No module with a check is left out of the test before this one."""
    spoilt = {module.__name__.rpartition(".")[2] for module in (*SPOILT, *APART)}
    assert set(MODULES) <= spoilt


def test_every_check_is_asked(monkeypatch):
    """Each ``*_check.py`` has a check, and a fault that it finds is in the one list."""
    given = {name: Fault("seeds/x.csv", name, "Wrong.", "Mend it.") for name in MODULES}
    for name, fault in given.items():
        module = importlib.import_module(f"sourcebook.{name}")
        monkeypatch.setattr(module, "check", lambda *_, fault=fault: [fault])
    assert set(given.values()) <= set(checks.everything())


def test_remarks_that_misquote_are_among_the_faults(tmp_path):
    """The remarks of the tables are read with the prose."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "evidence", {"id": "hl6a"}, "note", "“She” is unnamed.")
    assert "seeds/evidence.csv" in {fault.file for fault in checks.everything(checks.BOOK, folder)}


def test_a_faulty_table_hides_no_fault_of_another(tmp_path, monkeypatch):
    """What does not rest on a faulty table is checked all the same: other tables, and pages."""
    monkeypatch.setattr(notebooks_check, "check", lambda *_: [])  # every spoilt table is a change
    book = builds.copy_sources(tmp_path)
    folder = tmp_path / "seeds"
    page = book / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nHe saw “a change”.\n", encoding="utf-8")
    seedling.set_cell(folder, "deaths", {"id": "scpr-2016-02-11"}, "figure", "many")
    for module in (divisions_check, polls_check, series_check, outside_check):
        table, at, column, value = SPOILT[module]
        seedling.set_cell(folder, table, at, column, value)
    files = {fault.file for fault in checks.everything(book, folder)}
    tables = {f"seeds/{name}.csv" for name in ("deaths", "divisions", "polls", "aid")}
    assert files == tables | {"seeds/events.csv", "book/about.md"}


def test_a_report_that_cannot_be_read_hides_no_fault_of_another_table(tmp_path, monkeypatch):
    """A text that is gone stops only what rests on the reports."""
    monkeypatch.setattr(notebooks_check, "check", lambda *_: [])  # every spoilt table is a change
    folder = seedling.copy(tmp_path)
    (folder / "articles" / f"{HL}.txt").unlink()
    seedling.set_cell(folder, *SPOILT[divisions_check])
    files = {fault.file for fault in checks.everything(checks.BOOK, folder)}
    assert files == {f"seeds/articles/{HL}.txt", "seeds/divisions.csv"}


def test_a_page_that_cannot_be_read_hides_no_fault_of_a_table(tmp_path, monkeypatch):
    """A notebook that is no JSON is named beside the faults of the tables."""
    monkeypatch.setattr(notebooks_check, "check", lambda *_: [])  # every spoilt table is a change
    book = builds.copy_sources(tmp_path)
    (book / "data.ipynb").write_text("{", encoding="utf-8")
    seedling.set_cell(tmp_path / "seeds", *SPOILT[divisions_check])
    files = {fault.file for fault in checks.everything(book, tmp_path / "seeds")}
    assert files == {"book/data.ipynb", "seeds/divisions.csv"}


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
