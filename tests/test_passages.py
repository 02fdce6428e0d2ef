"""A report and its file in the reader's hands: the views, and marks that tell quoted from said."""

import pytest

from sourcebook import quotations
from sourcebook.sphinx.roles import _reported

REPORT = "hague-lavrov-2012"


@pytest.mark.parametrize(
    ("words", "paragraph", "speaker", "reported"),
    [
        ("such sales were not illegal", "p4", "lavrov", "reported"),
        ("very little confidence", "p5", "cameron", ""),
        ('he had "very little confidence"', "p5", "cameron", "partly reported"),
        ("retorted", "p4", "pa", ""),
    ],
)
def test_a_mark_says_whose_wording_it_is(words, paragraph, speaker, reported):
    """A speaker's sense in the reporter's wording is marked apart from the speaker's own words."""
    verdict = quotations.check_quotation(words, REPORT, paragraph, speaker)
    assert verdict.right
    assert _reported(verdict, speaker) == reported


def test_a_report_is_met_plain_and_marked_by_a_switch(visit):
    """The reader reads first; speakers and notes come at a press of a key."""
    page = visit(REPORT)
    report = page.locator(".sb-report")
    note = report.locator(".sb-note").first
    assert not note.is_visible()
    marked = report.get_by_role("button", name="With speakers and notes")
    marked.focus()
    page.keyboard.press("Enter")
    assert marked.get_attribute("aria-pressed") == "true"
    assert note.is_visible()
    who = "e => getComputedStyle(e, '::before').content"
    assert report.locator("[data-who]").first.evaluate(who).startswith('"Foreign Office"')


def test_a_file_is_met_unsorted_and_keeps_its_line_numbers(visit):
    """As received, no line gives its kind away; alone, the report's lines keep their numbers."""
    page = visit(REPORT)
    raw = page.locator(".sb-raw")
    assert not raw.locator(".sb-kind").first.is_visible()
    raw.get_by_role("button", name="The report alone").click()
    lines = [line for line in raw.locator(".sb-line").all() if line.is_visible()]
    number = "e => getComputedStyle(e, '::before').content"
    assert [line.evaluate(number) for line in lines][:4] == [f'"{n}"' for n in (5, 9, 10, 23)]


def test_without_scripts_all_is_shown(visit):
    """With JavaScript off, kinds, speakers and notes are there to read."""
    page = visit(REPORT, java_script_enabled=False)
    assert page.locator(".sb-kind").first.is_visible()
    assert page.locator(".sb-note").first.is_visible()
