"""The built book as a reader meets it: on a phone, in the dark, searched, printed, unscripted."""

import gzip
import re
import unicodedata

import pypdfium2
import pytest

from builds import article, charts_stored, pages_of, show_charts, slugs

TEXT_PAGE_MOST = 150_000  # bytes on the wire of a first visit, all files
CHART_PAGE_MOST = 700_000
UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"  # as a reader can
PACKED = {".woff2", ".png", ".jpg", ".webp"}  # formats that gzip does not shrink
PAGES = pytest.mark.parametrize("slug", slugs())
CHART_PAGES = [slug for slug in slugs() if charts_stored(slug)]


def squeezed(text: str) -> str:
    """Only the letters of a text: a PDF has its own lines, marks, joined letters and numbers."""
    return re.sub(r"[^a-z]+", "", unicodedata.normalize("NFKC", text).lower())


def weight(book, page) -> int:
    """The bytes that a host which gzips would have sent for all that the page has asked for."""
    total = 0
    for address in sorted(set(page.asked)):
        file = book / address
        content = file.read_bytes()
        total += len(content if file.suffix in PACKED else gzip.compress(content, 6))
    return total


def fits(page, state: str) -> None:
    """Fail if the page scrolls sideways, and say what sticks out of the window on the right."""
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    widest = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())
          .slice(0, 5).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert wide <= 0, f"{wide} pixels too wide, {state}: {widest}"


HINTLESS = """() => [...document.querySelectorAll(
    'article :is(.table-wrapper, .sb-scroll, .output)')]
  .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
    && !getComputedStyle(e, '::before').content.includes('sideways'))
  .map(e => e.textContent.slice(0, 80))"""


@PAGES
def test_page_fits_a_phone(visit, slug):
    """No page scrolls sideways on a phone, whatever is unfolded and however large its text.

    A table that is wider than the screen says that there is more. 200 % is what WCAG 1.4.4 asks.
    """
    page = visit(slug, width=390, height=800)
    large = page.add_style_tag(content="html { font-size: 200% !important }")
    fits(page, "with its text twice as large")
    large.evaluate("style => style.remove()")
    for state in ("folded", "unfolded"):
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            fits(page, f"{state}, at {width}")
        page.evaluate(UNFOLD)
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(f"({HINTLESS})().length === 0")


@PAGES
def test_page_reads_without_scripts(visit, book, slug):
    """With JavaScript off the text, the tables and a still of each chart are there to read."""
    page = visit(slug, java_script_enabled=False)
    page.evaluate(UNFOLD)
    shown = squeezed(page.locator("article").inner_text())
    assert len(shown) >= 0.9 * len(squeezed(article(book / f"{slug}.html")))
    for figure in page.locator("figure[data-chart]").all():
        assert figure.locator(".sb-chart-plot svg, .sb-chart-plot img").first.is_visible()
    for table in page.locator("article table:not(details table)").all():
        assert table.is_visible()


def shade(page) -> int:
    """How light the page's ground is, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) // 3


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_colour_mode_follows_the_reader(visit, scheme):
    """The page starts as the system asks; the switch changes it, and later pages remember."""
    assert shade(visit("index", scheme, mode="dark")) < 80
    page = visit("index", scheme, mode="light")
    assert shade(page) > 200
    switch = page.locator("[data-theme-switch]")
    for _ in range(3):
        switch.click()
        if shade(page) < 80:
            break
    assert shade(page) < 80
    page.goto(page.url.replace("index", "about"))
    assert shade(page) < 80


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds_a_page(visit, scheme):
    """A word typed into the one search box leads to the page that is about it."""
    page = visit("index", scheme)
    box = page.locator('input[name="q"]:visible')
    assert box.count() == 1
    box.fill("Khoja")
    box.press("Enter")
    page.wait_for_url("**/search.html?q=Khoja*")
    found = page.locator('#search-results a[href*="hammond-khoja-2015"]').first
    found.wait_for()
    assert page.locator('input[name="q"]:visible').count() == 1


def preview(page):
    """The preview that hovers over the page, once it shows."""
    shown = page.locator("#sb-popover:visible")
    shown.wait_for()
    return shown


@pytest.mark.parametrize("slug", ["hague-lavrov-2012", "hammond-khoja-2015", "index"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_preview_shows_the_passage(visit, slug, scheme):
    """Pointing at a reference, or reaching it by keyboard, shows its passage; Escape hides it."""
    page = visit(slug, scheme)
    link = page.locator("article a[data-preview]").first
    link.hover()
    assert len(preview(page).inner_text().split()) > 5
    page.keyboard.press("Escape")
    assert not page.locator("#sb-popover").is_visible()
    page.mouse.move(0, 0)
    link.focus()
    assert link.get_attribute("aria-describedby") == preview(page).get_attribute("id")


@pytest.mark.parametrize("slug", ["hague-lavrov-2012", "index"])
def test_tap_shows_the_passage_first(visit, slug):
    """On a phone the first tap shows the passage inside the window; the second follows the link."""
    page = visit(slug, width=390, has_touch=True)
    link = page.locator("article a[data-preview*='#p']").first
    link.tap()
    box = preview(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    target = link.get_attribute("href")
    link.tap()
    page.wait_for_url(f"**{target}")


@pytest.mark.parametrize("width", [1280, 390])
def test_contents_lead_to_another_page(visit, width):
    """From the contents, in the drawer on a phone, one choice leads to another page."""
    page = visit("index", width=width)
    opener = page.locator("button.sb-contents")
    if width < 1000:
        opener.press("Enter")
    page.locator("#sb-side a[href='glossary.html']").press("Enter")
    page.wait_for_url("**/glossary.html")


@PAGES
def test_page_prints(visit, book, slug):
    """On paper a page is A4, has its whole text, and nothing of the navigation."""
    page = visit(slug, mode="dark")
    paper = page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(paper) as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]
    text = squeezed(" ".join(pages_of(paper)))
    # Neither the zip nor the slides are of use on paper.
    read = page.locator("article section > p:not(.sb-zip, .sb-deck):visible")
    for paragraph in read.all_inner_texts():
        letters = squeezed(paragraph)[:80]  # a page may end in one half of them, not in both
        assert letters[:40] in text or letters[40:] in text
    for words in ("Colours: automatic", "Skip to the text", "The two reports Hague and Lavrov"):
        assert squeezed(words) not in text


def test_text_page_is_light(visit, book):
    """A first visit to a page of text costs at most 150 KB, all files, gzipped."""
    # While the first is waited for the others fall silent as well.
    pages = {slug: visit(slug) for slug in slugs() if slug not in CHART_PAGES}
    costs = {}
    for slug, page in pages.items():
        page.wait_for_load_state("networkidle")
        costs[slug] = weight(book, page)
    print(costs)
    assert {slug: cost for slug, cost in costs.items() if cost > TEXT_PAGE_MOST} == {}


def test_chart_page_is_light(visit, book):
    """A first visit to a page with charts, drawn, costs at most 700 KB, all files, gzipped."""
    costs = {}
    for slug in CHART_PAGES:
        page = visit(slug)
        show_charts(page)
        page.locator("figure[data-chart]").first.scroll_into_view_if_needed()
        page.locator("figure[data-chart]").first.hover()
        page.locator("figure[data-chart][data-drawn=true]").first.wait_for()
        page.wait_for_load_state("networkidle")
        costs[slug] = weight(book, page)
    print(costs)
    assert {slug: cost for slug, cost in costs.items() if cost > CHART_PAGE_MOST} == {}


@pytest.mark.parametrize("slug", ["index", "timeline", "between-the-reports", "commons"])
def test_a_phone_has_every_column_in_sight(visit, slug):
    """Here no table needs to be scrolled: short columns are narrow, long ones are stacked."""
    page = visit(slug, width=390)
    wide = page.locator("article :is(.table-wrapper, .output)").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    )
    assert wide == []
