"""The chapter on the human cost, in a browser."""

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
    assert MARKS[1:] in [figure.get("id") for figure in notes[1].find_all_next("figure")]


def test_the_way_round_leads_past_the_figures_for_deaths(visit):
    """The link at the top of the chapter leads below the sitting on deaths."""
    page = visit(SLUG)
    page.locator(".content-note a").first.click()
    heading = page.get_by_role("heading", name="Sitting 4")
    page.wait_for_function("location.hash === '#promised-and-delivered' && scrollY > 0")
    chart = page.locator(MARKS).bounding_box()
    below = heading.bounding_box()["y"]
    assert chart["y"] + chart["height"] < 0 <= below < page.viewport_size["height"]


def test_the_line_is_drawn_in_two_pieces(visit):
    """No stroke runs through the months of 2015 for which the count of refugees has no value."""
    live = drawn(visit(SLUG, width=390), LINE)
    pieces = live.locator(".scatterlayer path.js-line").all()
    assert sum(piece.get_attribute("d").count("M") for piece in pieces) == 2


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
    assert "By" in [head.text for head in chapter.select(f"{MARKS} thead th")]
