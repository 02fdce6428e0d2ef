"""The chapters on the Commons and on public opinion, as readers see them."""

import pytest

from builds import soup

PHONE, DESK = 390, 1280
PAGES = pytest.mark.parametrize("slug", ["commons", "public-opinion"])


def table_with(page, heading):
    """The cells of the first table with this heading, as rows of texts."""
    table = page.find("th", string=heading).find_parent("table")
    rows = table.tbody("tr")
    return [[cell.get_text(strip=True) for cell in row("td")] for row in rows]


def test_the_puzzle_can_be_solved(book):
    """The printed figures come to two more than the official result on each side."""
    rows = table_with(soup(book / "commons.html"), "Ayes, as printed")
    ayes, noes = (sum(int(row[n]) for row in rows) for n in (0, 1))
    assert (ayes, noes) == (397 + 2, 223 + 2)


def test_gaps_are_seen_as_gaps(book):
    """No party’s unknown votes are printed as nought."""
    rows = table_with(soup(book / "commons.html"), "Lib Dem")
    assert rows[2] == ["?–6", "?–24", "?–1", "?–12"]
    assert rows[3][:3] == ["not found"] * 3


def test_the_answer_comes_after_the_question(book):
    """A reader can guess first: no share of the three questions stands above them."""
    text = soup(book / "public-opinion.html").article.get_text(" ")
    asked, told = text.index("Write down three guesses"), text.index("Nobody’s mind had changed")
    assert "44" not in text[:asked] and "44" in text[asked:told]


@PAGES
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_phone_does_not_scroll_sideways(visit, slug, mode):
    """On a phone the page is no wider than the screen, and each chart’s still is the narrow one."""
    page = visit(slug, width=PHONE, mode=mode)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    for figure in page.locator("figure[data-chart]").all():
        figure.scroll_into_view_if_needed()
        assert figure.locator("svg.sb-chart-narrow").is_visible()
        assert not figure.locator("svg.sb-chart-wide").is_visible()


@PAGES
def test_charts_read_without_scripts(visit, slug):
    """Without JavaScript each chart is a picture with its data, wording and all, in a table."""
    page = visit(slug, width=DESK, java_script_enabled=False)
    for figure in page.locator("figure[data-chart]").all():
        assert figure.locator("svg.sb-chart-wide").is_visible()
        assert figure.locator("tbody tr").first.is_visible()
