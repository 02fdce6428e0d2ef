import csv
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pytest

import seedling
import sourcebook as sb
from sourcebook import exports, tables


@pytest.fixture(scope="module")
def workbook():
    """The spreadsheet, as a spreadsheet program reads it."""
    return openpyxl.load_workbook(io.BytesIO(exports.as_spreadsheet()))


def test_the_zip_holds_every_table_its_codebook_and_the_log():
    """Each table is in the zip byte for byte, with its description, columns and checks."""
    archive = zipfile.ZipFile(io.BytesIO(exports.as_zip()))
    inside = {name.removeprefix(f"{exports.NAME}/") for name in archive.namelist()}
    assert inside == {f"{name}.csv" for name in tables.names()} | {
        "README.md",
        "columns.csv",
        "datapackage.json",
    }
    for name in tables.names():
        assert (
            archive.read(f"{exports.NAME}/{name}.csv")
            == (tables.SEEDS / f"{name}.csv").read_bytes()
        )


def test_the_codebook_has_every_column_of_every_table():
    """columns.csv describes exactly the columns that the tables have."""
    archive = zipfile.ZipFile(io.BytesIO(exports.as_zip()))
    text = archive.read(f"{exports.NAME}/columns.csv").decode("utf-8")
    described = {(row["table"], row["column"]) for row in csv.DictReader(io.StringIO(text))}
    assert described == {(name, column) for name in tables.names() for column in sb.load(name)}


def test_the_codebook_says_of_a_column_what_the_description_says():
    """Meaning, key and allowed values stand in columns.csv as datapackage.json has them."""
    rows = exports.columns().set_index(["table", "column"])
    for name in tables.names():
        for field in tables.describe(name)["schema"]["fields"]:
            row = rows.loc[(name, field["name"])]
            assert row["meaning"] == field["description"] and row["meaning"]
            assert row["key"] == (field["name"] in tables.key_of(name))
    assert rows.loc[("events", "status"), "allowed"] == "; ".join(exports.STATUSES)
    assert rows["key"].any() and not rows["key"].all()


def test_the_spreadsheet_has_a_sheet_for_each_table(workbook):
    """Every row and every column of a table stands on its sheet, in order."""
    assert workbook.sheetnames == ["read me", "columns", *tables.names()]
    for name in tables.names():
        sheet, frame = workbook[name], sb.load(name)
        assert [cell.value for cell in sheet[1]] == list(frame.columns)
        assert sheet.max_row == len(frame) + 1


def test_cells_of_the_spreadsheet_have_their_types(workbook):
    """A day is a day, a number a number, yes or no a truth value, and nothing is a formula."""
    columns = {cell.value: cell.column for cell in workbook["votes"][1]}
    day = workbook["votes"].cell(2, columns["date"])
    assert day.is_date and day.value == sb.load("votes")["date"][0].to_pydatetime()
    assert workbook["votes"].cell(2, columns["yes"]).value == sb.load("votes")["yes"][0]
    members = {cell.value: cell.column for cell in workbook["member_votes"][1]}
    assert workbook["member_votes"].cell(2, members["permanent"]).value is True
    cells = (cell for sheet in workbook for row in sheet.iter_rows() for cell in row)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_the_spreadsheet_keeps_its_head_in_sight_and_links_nowhere(workbook):
    """The header and the first column stay in sight, and an address is text, not a link."""
    for sheet in workbook:
        assert sheet.freeze_panes == "B2"
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    """A cell that begins with an equals sign is written as it stands."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "people", {"id": "hague"}, "note", "=1+1")
    book = openpyxl.load_workbook(io.BytesIO(exports.as_spreadsheet(folder)))
    values = {cell.value: cell.data_type for row in book["people"].iter_rows() for cell in row}
    assert values["=1+1"] == "s"


def test_the_same_tables_give_the_same_files():
    """No time of making is kept, so a download changes only when a table does."""
    assert exports.as_zip() == exports.as_zip()
    assert exports.as_spreadsheet() == exports.as_spreadsheet()
    archive = zipfile.ZipFile(io.BytesIO(exports.as_zip()))
    assert {one.date_time for one in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    book = openpyxl.load_workbook(io.BytesIO(exports.as_spreadsheet()))
    assert book.properties.created == exports.MADE


def test_extracts_keep_the_whole_text_out(tmp_path):
    """Where a report is published in extracts, no download holds the table with all its words."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "sources", {"id": "hague-lavrov-2012"}, "publish", "extracts")
    assert "evidence" not in exports.offered(folder)
    archive = zipfile.ZipFile(io.BytesIO(exports.as_zip(folder)))
    assert f"{exports.NAME}/evidence.csv" not in archive.namelist()
    described = json.loads(archive.read(f"{exports.NAME}/datapackage.json"))["resources"]
    assert "evidence" not in [one["name"] for one in described]
    book = openpyxl.load_workbook(io.BytesIO(exports.as_spreadsheet(folder)))
    assert "evidence" not in book.sheetnames


def test_the_summary_counts_rows_by_status():
    """The statuses of a table sum to its rows, and the last line sums the tables."""
    counts = exports.summary()
    assert (counts[list(exports.STATUSES)].sum(axis=1) == counts["rows"]).all()
    assert counts.loc["votes", "rows"] == len(sb.load("votes"))
    pd.testing.assert_series_equal(
        counts.loc["all"], counts.drop("all").sum(), check_names=False, check_dtype=False
    )
