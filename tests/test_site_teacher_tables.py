"""The pages for teachers as they are built: the map, care, impartiality."""

import pytest
from bs4 import BeautifulSoup

import builds
from builds import ROOT
from sourcebook import content_notes, tables
from sourcebook.kit import bundle, entries
from sourcebook.tasks import bank

SHEETS = ("ground-rules", "impartiality-statement")


@pytest.fixture
def read(book):
    """Read a page of the built book."""

    def page(slug: str) -> BeautifulSoup:
        return BeautifulSoup((book / f"{slug}.html").read_text(encoding="utf-8"), "html.parser")

    return page


def test_every_claim_is_printed_with_its_source_and_its_status(read):
    """The map has each row of the table with its link, and a word for whether it was seen."""
    page = read("curriculum-map")
    claims = [tables.row("curriculum", key) for key in tables.keys("curriculum")]
    links = [a["href"] for a in page.select(".sb-claim-note a.sb-outside")]
    assert links == [row["source_url"] for row in _grouped(claims)]
    chips = [chip.text for chip in page.select(".sb-claims .sb-status")]
    assert chips == [row["status"] for row in _grouped(claims)]
    for row in claims:
        assert row["claim"] in page.text and row["to_check"] in page.text


def _grouped(claims):
    courses = dict.fromkeys(row["course"] for row in claims)
    return [row for course in courses for row in claims if row["course"] == course]


def test_links_to_aims_and_tasks_lead_somewhere(book, read):
    """An aim named by a course is on the page, and a task of an aim on its chapter’s page."""
    page = read("curriculum-map")
    there = {tag["id"] for tag in page.select("[id]")}
    aims = [a["href"] for a in page.select(".sb-claims a") if a["href"].startswith("#aim-")]
    assert len(aims) > 40 and {href[1:] for href in aims} <= there
    tasks = [a["href"] for a in page.select(".sb-claims a") if "#task-" in a["href"]]
    practice = {item.id for item in bank.items() if item.edition == bank.PRACTICE}
    assert {href.partition("#task-")[2] for href in tasks} == practice
    for href in set(tasks):
        name, _, place = href.partition("#")
        assert f'id="{place}"' in (book / name).read_text(encoding="utf-8"), href


def test_care_lists_every_content_note(read):
    """A teacher sees in one table what each page warns of."""
    table = next(t for t in read("care").select(".sb-claims") if "What its note says" in t.text)
    assert len(table.select("tbody tr")) == len(content_notes.notes(ROOT / "book"))
    assert "{row}" not in table.text and "](" not in table.text


@pytest.mark.parametrize(("slug", "name"), [("care", SHEETS[0]), ("impartiality", SHEETS[1])])
def test_a_sheet_is_read_on_its_page_and_can_be_taken(book, read, slug, name):
    """The words of a handout stand on the page, from the one place where they are written."""
    (box,) = read(slug).select(f"[data-sheet={name}]")
    for part in entries.handout(name)["parts"]:
        assert part.get("heading", "") in box.text
    files = [a["href"] for a in box.select(".sb-files a")]
    assert len(files) == 3 and all((book / href).is_file() for href in files)


def test_the_sheets_of_care_fill_one_page_each():
    """A statement to file and rules to hand out are one side, on A4 and on Letter."""
    made = bundle.make()
    for name in SHEETS:
        for paper in ("a4", "letter"):
            assert made.files[f"{name}-{paper}.pdf"].pages == 1, (name, paper)


def test_a_slip_in_a_directive_is_named_with_what_there_is(tmp_path):
    """An unknown course, topic or sheet is an error of its line."""
    log = builds.refused(
        tmp_path,
        [
            "```{curriculum} A-level Cookery\n```",
            "```{rules} parking\n```",
            "```{sheet} no-such-sheet\n```",
            "```{sheet} report-2012\n```",
        ],
    )
    assert "There is no course 'A-level Cookery'. Use one of: A-level History" in log
    assert "There is no topic 'parking'. Use one of: impartiality" in log
    assert "no handout 'no-such-sheet'" in log
    assert "'report-2012' has no words to print" in log
