import hashlib

import pytest

import seedling
import sourcebook as sb
from sourcebook import sources, tables

HL, HK = "hague-lavrov-2012", "hammond-khoja-2015"
RECEIVED = {
    HL: "71f1d4db5e168b2f1de358e3516260866b914b7f23b4462c399e6849c966066e",
    HK: "6e74cbc8932faa470e84ec8cbb139d42b10b674c67c9b3d1e70ff09392a73e62",
}


@pytest.mark.parametrize("source", RECEIVED)
def test_the_reports_are_byte_for_byte_as_received(source):
    """Nobody has tidied a report, not even its slip or its stray space."""
    data = (tables.SEEDS / "articles" / f"{source}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == RECEIVED[source]


def test_the_slip_of_the_agency_stands():
    """“the Russia's” is as PA wrote it."""
    assert "the Russia's unilateral attempt" in sb.report(HL).paragraphs["p5"].text


@pytest.mark.parametrize(("source", "body"), [(HL, 8), (HK, 13)])
def test_every_line_is_accounted_for(source, body):
    """Each line received has a kind, and the body has the paragraphs that a reader counts."""
    report = sb.report(source)
    text = (tables.SEEDS / "articles" / f"{source}.txt").read_text(encoding="utf-8")
    assert [line.text for line in report.lines] == text.split("\n")
    assert [line.kind for line in report.lines].count("body") == body
    assert sources.check() == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [(1, "notification banner"), (10, "stamp"), (13, "donation appeal"), (39, "sign-off")],
)
def test_the_page_around_the_report_is_told_from_it(line, kind):
    """Banner, stamp, appeal and sign-off are not body text."""
    assert sb.report(HL).lines[line - 1].kind == kind


def test_an_unknown_report_is_refused():
    """There is no guessing at a report's id."""
    with pytest.raises(KeyError, match="hague-2012"):
        sb.report("hague-2012")


def spoil(tmp_path, change):
    folder = seedling.copy(tmp_path)
    change(folder)
    return sources.check(folder)


@pytest.mark.parametrize("field", sources.REQUIRED)
def test_a_card_without_a_required_line_is_refused(tmp_path, field):
    """A card without its rights line, or any other that is required, is a fault that names it."""
    (fault,) = spoil(
        tmp_path, lambda folder: seedling.set_cell(folder, "sources", {"id": HL}, field, " ")
    )
    assert fault.where == f"row {HL}" and field in fault.problem


@pytest.mark.parametrize(
    ("field", "value"),
    [("headline", "William Hague shouts"), ("byline", ""), ("stated_date", "10 February 2012")],
)
def test_a_card_that_differs_from_its_report_is_refused(tmp_path, field, value):
    """Headline, byline and stamp on the card are the report's own."""
    (fault,) = spoil(
        tmp_path, lambda folder: seedling.set_cell(folder, "sources", {"id": HL}, field, value)
    )
    assert field in fault.problem or "no headline" in fault.problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "empty"), (b" \n", "empty"), ("Caf\xe9\n".encode("latin-1"), "not UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, data, problem):
    """An empty file or one that is not UTF-8 gets one plain message."""
    faults = spoil(tmp_path, lambda folder: (folder / "articles" / f"{HL}.txt").write_bytes(data))
    assert [f.file for f in faults] == [f"seeds/articles/{HL}.txt"]
    assert problem in faults[0].problem


def test_a_missing_report_is_named(tmp_path):
    """A deleted file is a fault, not a traceback."""
    (fault,) = spoil(tmp_path, lambda folder: (folder / "articles" / f"{HK}.txt").unlink())
    assert "missing" in fault.problem


def test_a_changed_paragraph_names_all_that_hangs_on_it(tmp_path):
    """When the text of a paragraph changes, each row that rests on it is listed."""

    def change(folder):
        path = folder / "articles" / f"{HK}.txt"
        text = path.read_text(encoding="utf-8").replace("no change at all", "some change")
        path.write_text(text, encoding="utf-8")

    (fault,) = spoil(tmp_path, change)
    assert f"{HK}, line 9" == fault.where
    for row in (
        "evidence/hk3c",
        "evidence/hk3a",
        "codings/",
        "book/comparing-the-positions.ipynb (",
    ):
        assert row in fault.problem
    assert "evidence/hk5b" not in fault.problem


@pytest.mark.parametrize(
    ("at", "column", "value", "problem"),
    [
        ({"source": HL, "line": "2"}, "kind", "byline", "'byline'"),
        ({"source": HL, "line": "9"}, "kind", "body", "paragraph id"),
        ({"source": HL, "line": "9"}, "kind", "blank", "'blank'"),
        ({"source": HL, "line": "49"}, "line", "50", "no such line"),
    ],
)
def test_a_wrong_row_of_lines_is_named(tmp_path, at, column, value, problem):
    """A line that is not what its row says is a fault."""
    faults = spoil(tmp_path, lambda folder: seedling.set_cell(folder, "lines", at, column, value))
    assert any(problem in fault.problem for fault in faults), faults


def test_a_line_without_a_row_is_a_fault(tmp_path):
    """A line that nobody accounted for is found."""
    (fault,) = spoil(
        tmp_path, lambda f: seedling.edit(f, "lines", lambda rows: rows[:1] + rows[2:])
    )
    assert fault.where == f"{HL}, line 2"
