import json

import pandas as pd
import pytest

import seedling
import sourcebook as sb
from sourcebook import outside_check, tables
from sourcebook.faults import listing


def test_the_seeds_fit_their_description():
    """Every table satisfies ``datapackage.json``: types, constraints and keys."""
    assert listing(tables.check()) == "No fault found."


def test_every_file_in_seeds_is_described():
    """No table lies in the folder undescribed, and none is described that does not lie there."""
    files = {path.name for path in tables.SEEDS.glob("*.csv")}
    assert files == {tables.describe(name)["path"] for name in tables.names()}


@pytest.mark.parametrize("name", tables.names())
def test_every_column_has_a_description_that_says_more_than_its_name(name):
    """A description has a sentence, and every table a licence, a key and a title."""
    resource = tables.describe(name)
    assert resource["title"] and resource["licenses"] and tables.key_of(name)
    for field in resource["schema"]["fields"]:
        assert len(field["description"].split()) >= 4, (name, field["name"])


@pytest.mark.parametrize("name", outside_check.outside())
def test_every_outside_fact_has_an_address_and_a_status(name):
    """No fact from outside the reports stands without a source and a status."""
    frame = sb.load(name)
    assert frame["source_url"].str.match(r"https?://\S+$").all()
    assert frame["status"].isin(["stated", "inferred", "corroborated", "contested"]).all()
    contested = frame[frame["status"] == "contested"]
    assert contested["note"].notna().all(), "a contested row says who disagrees and why"


def test_load_gives_typed_columns_and_a_frame_of_ones_own():
    """Dates are dates, numbers numbers, empty cells NA; changing a frame changes no other."""
    votes = sb.load("votes")
    assert pd.api.types.is_datetime64_any_dtype(votes["date"])
    assert votes["yes"].dtype == "Int64"
    assert sb.load("evidence")["note"].isna().any()
    votes.loc[:, "yes"] = 0
    assert sb.load("votes")["yes"].min() > 0


def test_an_unknown_table_or_row_is_named_with_those_there_are():
    """A wrong name gets the names that would be right."""
    with pytest.raises(KeyError, match="evidence"):
        sb.load("evidences")
    with pytest.raises(KeyError, match="no row 'x'"):
        tables.row("people", "x")


@pytest.mark.parametrize(
    ("table", "at", "column", "value", "where"),
    [
        ("evidence", {"id": "hl3b"}, "speaker", "merkel", "speaker"),
        ("evidence", {"id": "hl3b"}, "mode", "shouting", "mode"),
        ("evidence", {"id": "hl3b"}, "id", "hl3d", "row"),
        ("votes", {"vote_id": "S/2012/77"}, "yes", "thirteen", "yes"),
        ("events", {"id": "unsc-veto-2"}, "date", "04/02/2012", "date"),
        ("events", {"id": "unsc-veto-2"}, "date", "2012-2-4", "is no day"),
        ("events", {"id": "unsc-veto-2"}, "source_url", "", "source_url"),
        ("sources", {"id": "hague-lavrov-2012"}, "publish", "maybe", "publish"),
    ],
)
def test_a_spoilt_cell_is_named_by_row_and_column(tmp_path, table, at, column, value, where):
    """A value that breaks a type, constraint or key is a fault that says where."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, at, column, value)
    faults = tables.check(folder)
    assert any(f.file == f"seeds/{table}.csv" and where in str(f) for f in faults), faults
    assert all(fault.remedy for fault in faults)


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "empty"), (b"id,name\n\xff\xfe\n", "not UTF-8"), (None, "missing")],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path, data, problem):
    """An empty, missing or wrongly saved table gets one plain message."""
    folder = seedling.copy(tmp_path)
    path = folder / "people.csv"
    path.unlink() if data is None else path.write_bytes(data)
    (fault,) = tables.check(folder)
    assert fault.file == "seeds/people.csv" and problem in fault.problem


def test_a_header_with_other_marks_between_its_names_is_one_fault(tmp_path):
    """A table saved with tabs or a column renamed says what its header should be."""
    folder = seedling.copy(tmp_path)
    path = folder / "votes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", "\t"), encoding="utf-8")
    (fault,) = tables.check(folder)
    assert fault.where == "line 1" and "vote_id,title,date" in fault.remedy


def test_all_faults_are_listed_at_once(tmp_path):
    """One run shows every fault, in order of file."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "votes", {"vote_id": "S/2012/77"}, "yes", "many")
    seedling.set_cell(folder, "evidence", {"id": "hl3b"}, "mode", "shouting")
    text = listing(tables.check(folder))
    assert text.index("seeds/evidence.csv") < text.index("seeds/votes.csv")
    assert text.startswith("2 faults found:")


def test_the_description_is_valid_json_with_every_table_once():
    """``datapackage.json`` names each table once."""
    package = json.loads((tables.SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names)) == len(tables.names())
