"""Running the notebooks again."""

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from sourcebook import notebooks


def write(path, *cells):
    """A notebook as an editor leaves it, with its own metadata."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "x", "display_name": "x"}})
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "some time"}
    nbformat.write(notebook, path)
    return path


def test_second_run_changes_nothing(tmp_path):
    """A run keeps the outputs and nothing of its time or machine: a second leaves the same."""
    path = write(tmp_path / "a.ipynb", "x = 2", "x * 21")
    notebooks.main([str(path)])
    first = path.read_bytes()
    assert b'"42"' in first
    notebooks.main([str(path)])
    assert path.read_bytes() == first


def test_two_editors_leave_the_same_file(tmp_path):
    """Notebooks with the same cells come out the same, whatever ids an editor gave them."""
    one, two = (write(tmp_path / name, "1 + 1") for name in ("a.ipynb", "b.ipynb"))
    notebooks.main([str(one), str(two)])
    assert one.read_bytes() == two.read_bytes()


def test_failed_cell_leaves_the_file(tmp_path):
    """A notebook with a failing cell stops the run, and the file stays as it was."""
    path = write(tmp_path / "a.ipynb", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        notebooks.run(path)
    assert path.read_bytes() == before


def test_code_is_folded_but_where_it_is_to_be_seen(tmp_path):
    """Every code cell is folded on the page, except one that is tagged to show its code."""
    path = write(tmp_path / "a.ipynb", "1 + 1", "2 + 2")
    book = nbformat.read(path, as_version=4)
    book.cells[-1].metadata.tags = [notebooks.SHOWN]
    tags = [cell.metadata.tags for cell in notebooks.tidy(book).cells if cell.cell_type == "code"]
    assert tags[-2:] == [["hide-input"], [notebooks.SHOWN]]
