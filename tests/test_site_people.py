"""The chapter on the human cost, in a browser."""

import json

import pytest

import sourcebook as sb
from builds import soup

SLUG = "human-cost"
LINE, MARKS = "#chart-refugees-registered", "#chart-deaths-estimates"


@pytest.fixture(scope="module")
def chapter(book):
    """The chapter's HTML, parsed."""
    return soup(book / f"{SLUG}.html")


def drawn(page, chart):
    """The live chart of a figure that a reader has turned to."""
    figure = page.locator(chart)
    figure.scroll_into_view_if_needed()
    figure.locator(".sb-chart-plot").hover()
    figure.locator("xpath=self::*[@data-drawn='true']").wait_for()
    return figure.locator(".sb-chart-live")


def test_a_warning_comes_before_the_dead_are_counted(chapter):
    """Two content notes offer a way round, one of them at the head of the sitting on deaths."""
    notes = chapter.select(".content-note")
    assert [bool(note.select('a[href="#promised-and-delivered"]')) for note in notes] == [True] * 2
    inside = notes[1].find_parent("section")
    assert inside.select(MARKS) and inside.h2.text.startswith("Sitting 3")
    assert notes[1].sourceline < inside.select_one(MARKS).sourceline
    assert not [n for n in notes[0].find_all_previous(MARKS[1:])]


def test_the_way_round_leads_past_every_figure_for_deaths(visit, chapter):
    """The link leads below the sitting on deaths, and no figure for deaths stands outside it."""
    page = visit(SLUG)
    page.locator(".content-note a").first.click()
    target = page.locator("#promised-and-delivered")
    target.wait_for()
    below = target.bounding_box()["y"]
    assert below > page.locator(MARKS).bounding_box()["y"]
    assert 0 <= below < page.viewport_size["height"]


def test_the_line_is_drawn_in_two_pieces(visit):
    """No stroke runs through the months of 2015 for which the count of refugees has no value."""
    live = drawn(visit(SLUG, width=390), LINE)
    (path,) = live.locator(".scatterlayer path.js-line").all()
    assert path.get_attribute("d").count("M") == 2


def test_no_stroke_joins_estimates(visit):
    """The chart of deaths has a mark for each row of the table, and no line."""
    live = drawn(visit(SLUG, width=390), MARKS)
    assert live.locator(".scatterlayer path.js-line").count() == 0
    assert live.locator(".scatterlayer path.point").count() == len(sb.load("deaths"))


def test_each_figure_leads_to_its_source(chapter):
    """Each row of the data behind the charts names who said it and opens its page."""
    for chart, table in ((LINE, "refugees"), (MARKS, "deaths")):
        rows = chapter.select(f"{chart} tr[data-row]")
        urls = set(sb.load(table)["source_url"])
        assert rows and {row.a["href"] for row in rows} <= urls
    stored = json.loads(chapter.select_one(f"{MARKS} script").string)
    assert "By" in str(stored) or chapter.select_one(f"{MARKS} table")
