"""A notebook that shows a table as it no longer is."""

import json

import pytest

import seedling
from sourcebook import checks, notebooks, notebooks_check, tables


def write(path, kept):
    """A notebook without a cell that says what it read."""
    book = {"cells": [], "metadata": {notebooks_check.KEPT: kept} if kept else {}}
    path.write_text(json.dumps(book), encoding="utf-8")


def test_no_notebook_of_the_book_is_out_of_date():
    """Each notebook that says what it read has read the tables as they are."""
    assert notebooks_check.check(checks.BOOK) == []


def test_a_changed_table_is_named_with_the_remedy(tmp_path):
    """A notebook is out of date once a table that it read has changed, and only then."""
    kept = {name: notebooks_check.fingerprint(name) for name in ("votes", "polls")}
    write(tmp_path / "a.ipynb", kept)
    write(tmp_path / "b.ipynb", {"polls": kept["polls"]})
    write(tmp_path / "c.ipynb", {})
    assert notebooks_check.check(tmp_path) == []
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "votes", {"vote_id": "S/2012/77"}, "title", "Another")
    (fault,) = notebooks_check.check(tmp_path, folder)
    assert fault.file == "book/a.ipynb" and fault.problem.endswith("changed: votes.")
    assert "make notebooks" in fault.remedy


def test_what_no_notebook_shows_may_change(tmp_path):
    """A remark made clearer, or a report switched to extracts, asks for no new run."""
    folder = seedling.copy(tmp_path)
    kept = {name: notebooks_check.fingerprint(name) for name in ("votes", "sources")}
    write(tmp_path / "a.ipynb", kept)
    seedling.set_cell(folder, "votes", {"vote_id": "S/2012/77"}, "note", "Clearer.")
    seedling.set_cell(folder, "sources", {"id": "hague-lavrov-2012"}, "publish", "extracts")
    assert notebooks_check.check(tmp_path, folder) == []


def test_a_table_that_is_gone_is_a_change(tmp_path):
    """A notebook may have read a table that nobody describes any more."""
    write(tmp_path / "a.ipynb", {"weather": "0" * 12})
    (fault,) = notebooks_check.check(tmp_path)
    assert "weather" in fault.problem


def test_a_faulty_table_is_no_change(tmp_path):
    """The fault of the table itself comes first: it is not told a second time."""
    folder = seedling.copy(tmp_path)
    write(tmp_path / "a.ipynb", {"votes": "0" * 12})
    (folder / "votes.csv").unlink()
    with tables.withheld({"votes"}, folder):
        assert notebooks_check.check(tmp_path, folder) == []


def test_line_ends_are_no_change(tmp_path):
    """A checkout on Windows has other line ends and the same tables."""
    folder = seedling.copy(tmp_path)
    path = folder / "votes.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert notebooks_check.fingerprint("votes", folder) == notebooks_check.fingerprint("votes")


@pytest.mark.parametrize(
    ("cell", "read"),
    [("1 + 1", []), ("import sourcebook as sb; sb.load('votes').shape", ["votes"])],
)
def test_a_run_keeps_what_the_notebook_read(tmp_path, cell, read):
    """The tables that any code of a notebook opens are kept with their fingerprints."""
    path = tmp_path / "a.ipynb"
    book = {"cells": [], "metadata": {notebooks_check.KEPT: {"old": "1"}}, "nbformat": 4}
    code = {"cell_type": "code", "source": cell, "metadata": {}, "outputs": []}
    book |= {"nbformat_minor": 5, "cells": [code | {"execution_count": None, "id": "a"}]}
    path.write_text(json.dumps(book), encoding="utf-8")
    notebooks.run(path)
    kept = json.loads(path.read_text(encoding="utf-8"))["metadata"].get(notebooks_check.KEPT, {})
    assert kept == {name: notebooks_check.fingerprint(name) for name in read}
