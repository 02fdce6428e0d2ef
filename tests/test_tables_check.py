"""Tables against their description: what a spreadsheet or a slip of the hand may do to them."""

import pytest
from frictionless import Package

import seedling
from sourcebook import constraints, tables, tables_check
from sourcebook.faults import BOM, listing

VETO = {"id": "unsc-veto-2"}
FEBRUARY = {"vote_id": "S/2012/77"}


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables."""
    return seedling.copy(tmp_path)


def rewrite(folder, table, old, new):
    """Replace the first occurrence of some bytes in a table."""
    path = folder / f"{table}.csv"
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def test_the_seeds_fit_their_description():
    """Every table satisfies ``datapackage.json``: types, constraints and keys."""
    assert listing(tables_check.check()) == "No fault found."


def test_the_standard_s_own_reader_agrees():
    """What our check passes, Frictionless passes: we ask for more than the standard, not less."""
    report = Package(str(tables.SEEDS / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


# Cells -------------------------------------------------------------------------------------------


def number(value):
    return ("polls", {"id": "survation-2015-11-28"}, "support", value, "no number", "0.5")


def whole(value):
    return ("votes", FEBRUARY, "yes", value, "no whole number", "digits alone")


def truth(value):
    return ("people", {"id": "hague"}, "speaks", value, "neither true nor false", "small letters")


def day(value):
    return ("events", VETO, "date", value, "no day", "2015-11-04")


SPOILT = [
    *map(number, ["INF", "-INF", "NaN", "2e0", "48.0", "048", "4_8", "٤٨", "48%"]),
    *map(whole, ["thirteen", "+13", "1_3", "013", "13.0", "١٣", "1e1"]),
    *map(truth, ["True", "TRUE", "1", "yes"]),
    *map(day, ["04/02/2012", "2012-2-4", "2012-02-30", "20120204", "٢٠١٢-٠٢-٠٤"]),
    ("polls", {"id": "survation-2015-11-28"}, "window", "15", "no year", "2015"),
    ("votes", FEBRUARY, "yes", " 13", "begins or ends with a blank", "Delete"),
    ("votes", FEBRUARY, "title", "Plan\u00a0", "begins or ends with a blank", "Delete"),
    ("votes", FEBRUARY, "subject", "   ", "begins or ends with a blank", "Delete"),
    ("votes", FEBRUARY, "yes", "16", "above 15", "15 is the maximum"),
    ("votes", FEBRUARY, "date", "2011-02-28", "below 2011-03-01", "minimum"),
    ("votes", FEBRUARY, "uk_vote", "aye", "not among the values allowed", "Use: yes; no; abstain."),
    ("votes", FEBRUARY, "meeting", "PV.6711", "not the form", "pattern"),
    ("events", VETO, "title", "A veto. " * 12 + "So.", "has 99 characters", "Shorten it to 90."),
    ("evidence", {"id": "hl3b"}, "speaker", "merkel", "No row of people has", "people.csv"),
    ("events", VETO, "source_url", "https://a b.org/", "not the form", "pattern"),
    ("events", VETO, "source_url", "https://[::1", "is no address", "Copy"),
    ("events", VETO, "source_url", "https://a..b/", "is no address", "Copy"),
    ("events", VETO, "source_url", f"https://{'a' * 64}.org/", "is no address", "Copy"),
    ("events", VETO, "source_url", "https://a.org:port/", "is no address", "Copy"),
    ("sources", {"id": "hague-lavrov-2012"}, "publish", "maybe", "not among", "full; extracts"),
]


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: f"{spoilt[2]}={spoilt[3][:20]}")
def test_a_spoilt_cell_is_one_fault_that_quotes_it(folder, spoilt):
    """The fault names file, row and column, quotes the value and says what would be right."""
    table, at, column, value, problem, remedy = spoilt
    seedling.set_cell(folder, table, at, column, value)
    (fault,) = tables_check.check(folder)
    assert fault.file == f"seeds/{table}.csv"
    assert next(iter(at.values())) in fault.where and f"column {column}" in fault.where
    assert constraints.quote(value) in fault.problem and problem in fault.problem
    assert remedy in fault.remedy


def test_an_empty_cell_that_needs_a_value_is_named(folder):
    """There is no value to quote, so the fault says that the cell is empty."""
    seedling.set_cell(folder, "events", VETO, "source_url", "")
    (fault,) = tables_check.check(folder)
    assert fault.problem == "The cell is empty." and "column source_url" in fault.where


def test_a_key_that_stands_twice_is_one_fault(folder):
    """The fault is at the second row and names the line of the first."""
    seedling.edit(folder, "events", lambda rows: [*rows, rows[0]])
    (fault,) = tables_check.check(folder)
    assert "stands in line 2 too" in fault.problem and "column id" in fault.where


def test_a_value_that_may_stand_once_is_named_with_its_first_line(folder):
    """A column may be unique without being the key."""
    title = tables.row("votes", "S/2011/612")["title"]
    seedling.set_cell(folder, "votes", FEBRUARY, "title", title)
    (fault,) = tables_check.check(folder)
    assert title in fault.problem and "line 2" in fault.problem


def test_rows_that_point_to_a_spoilt_key_are_no_faults_of_their_own(folder):
    """A key written wrongly is one fault, however many rows name it."""
    seedling.set_cell(folder, "people", {"id": "hague"}, "id", "Hague!")
    (fault,) = tables_check.check(folder)
    assert fault.file == "seeds/people.csv"


def test_a_spoilt_cell_hides_no_other_of_its_column(folder):
    """Two wrong speakers are two faults, even if one of them is also of the wrong form."""
    seedling.set_cell(folder, "evidence", {"id": "hl3b"}, "speaker", " ")
    seedling.set_cell(folder, "evidence", {"id": "hl3d"}, "speaker", "merkel")
    assert len(tables_check.check(folder)) == 2


# Lines -------------------------------------------------------------------------------------------


def test_a_lost_quotation_mark_is_a_fault_of_its_line(folder):
    """Rows that a lost mark would join are not joined: the line itself is named."""
    rewrite(folder, "qualifiers", b'not to make a demand."\n', b"not to make a demand.\n")
    (fault,) = tables_check.check(folder)
    assert fault.file == "seeds/qualifiers.csv" and fault.where == "line 3"
    assert "not closed" in fault.problem


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_line_break_in_a_cell_is_refused(folder, mark):
    """A row is one line, also where a cell with a break is in quotation marks."""
    seedling.set_cell(folder, "events", VETO, "note", f"One.{mark}Two.")
    faults = tables_check.check(folder)
    assert faults and {fault.file for fault in faults} == {"seeds/events.csv"}
    assert all(fault.where.startswith("line ") for fault in faults)


def test_an_empty_line_is_one_fault(folder):
    """A line with nothing in it is named and nothing else is said of it."""
    rewrite(folder, "votes", b"\n", b"\n\n")
    (fault,) = tables_check.check(folder)
    assert (fault.where, fault.problem) == ("line 2", "The line is empty.")


@pytest.mark.parametrize(
    ("new", "problem"), [(",x\n", "more cells than the header"), ("\n", "25 cells, the header 26")]
)
def test_a_comma_too_many_or_too_few_is_one_fault(folder, new, problem):
    """What follows from a shifted row is left out of the list."""
    path = folder / "votes.csv"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    kept = text if "x" in new else text.rpartition(",")[0]
    path.write_text(kept + new, encoding="utf-8")
    (fault,) = tables_check.check(folder)
    assert problem in fault.problem


def test_a_character_that_nobody_sees_is_named(folder):
    """A NUL byte is a fault and no traceback."""
    rewrite(folder, "votes", b"Arab League plan", b"Arab\x00League plan")
    (fault,) = tables_check.check(folder)
    assert "nobody sees ('\\x00')" in fault.problem and fault.where == "line 3"


def test_lines_may_end_as_windows_has_them(folder):
    """An editor on Windows spoils nothing."""
    path = folder / "votes.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert tables_check.check(folder) == []


# Files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"id,name\n\xff\xfe\n", "not UTF-8"),
        (None, "missing"),
        (b"id,name,printed_as\n", "header is not as described"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(folder, data, problem):
    """An empty, missing or wrongly saved table gets one plain message, and its followers none."""
    path = folder / "people.csv"
    path.unlink() if data is None else path.write_bytes(data)
    (fault,) = tables_check.check(folder)
    assert fault.file == "seeds/people.csv" and problem in fault.problem


def test_a_byte_order_mark_is_called_by_its_name(folder):
    """What Excel puts before the header is named, not called a wrong header."""
    path = folder / "votes.csv"
    path.write_bytes(BOM + path.read_bytes())
    (fault,) = tables_check.check(folder)
    assert "byte order mark" in fault.problem


def test_a_header_with_other_marks_between_its_names_is_one_fault(folder):
    """A table saved with tabs or a column renamed says what its header should be."""
    path = folder / "votes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", "\t"), encoding="utf-8")
    (fault,) = tables_check.check(folder)
    assert fault.where == "line 1" and "vote_id,title,date" in fault.remedy


def test_a_header_alone_is_no_table(folder):
    """A table that lost all its rows is a fault of that table."""
    path = folder / "scales.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    (fault,) = tables_check.check(folder)
    assert "no row" in fault.problem


def test_all_faults_are_listed_at_once(folder):
    """One run shows every fault, in order of file."""
    seedling.set_cell(folder, "votes", FEBRUARY, "yes", "many")
    seedling.set_cell(folder, "evidence", {"id": "hl3b"}, "mode", "shouting")
    rewrite(folder, "qualifiers", b'not to make a demand."\n', b"not to make a demand.\n")
    (folder / "extra.csv").write_text("id\n1\n", encoding="utf-8")
    text = listing(tables_check.check(folder))
    places = [text.index(f"seeds/{n}.csv") for n in ("evidence", "extra", "qualifiers", "votes")]
    assert text.startswith("4 faults found:") and places == sorted(places)


def test_a_table_without_a_description_is_a_fault(folder):
    """A file that nobody described is not passed over."""
    (folder / "extra.csv").write_text("id\n1\n", encoding="utf-8")
    (fault,) = tables_check.check(folder)
    assert fault.file == "seeds/extra.csv"


# The description ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{not json", "not JSON"),
        ("[]", "no resources"),
        ('{"resources": [{"name": "people"}]}', "has no path"),
        (None, "missing"),
    ],
)
def test_a_description_that_cannot_be_read_is_a_fault(folder, text, problem):
    """A broken datapackage.json gets plain messages, not a traceback."""
    path = folder / "datapackage.json"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    faults = tables_check.check(folder)
    assert any(problem in fault.problem for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"maxLength": 90', '"minLength": 90', "knows the constraint minLength"),
        ('"type": "boolean"', '"type": "time"', "knows the type time"),
        ('"type": "boolean"', '"type": "truth"', "not valid"),
    ],
)
def test_a_rule_that_nobody_checks_is_a_fault(folder, old, new, problem):
    """A type or a constraint that no check knows is refused instead of passed over."""
    path = folder / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = tables_check.check(folder)
    assert faults and all(problem in fault.problem for fault in faults), faults
