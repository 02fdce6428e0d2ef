import json

import pandas as pd
import pytest

import sourcebook as sb
from sourcebook import outside_check, tables


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


def test_the_description_is_valid_json_with_every_table_once():
    """``datapackage.json`` names each table once."""
    package = json.loads((tables.SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names)) == len(tables.names())
