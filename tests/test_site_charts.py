"""The charts of the built book, in a browser."""

import json
import re

import pytest

from builds import charts_stored, show_charts, slugs, soup

CHART_PAGES = [slug for slug in slugs() if charts_stored(slug)]
PAGES = pytest.mark.parametrize("slug", CHART_PAGES)

# Each mark that Plotly drew, with the row of the data table that it stands for.
MARKS = """live => [...live.querySelectorAll('.bars .point, .scatterlayer .point, .textpoint')]
  .map(mark => {
    const trace = mark.closest('.trace').__data__[0].trace
    const box = mark.getBoundingClientRect()
    return {row: trace.customdata ? trace.customdata[mark.__data__.i] : null,
      x: box.x + box.width / 2, y: box.y + box.height / 2, area: box.width * box.height}
  }).filter(mark => mark.area > 0)"""

CUT_OFF = """live => [...live.querySelectorAll('text')].filter(text => {
  const box = text.getBoundingClientRect(), frame = live.getBoundingClientRect()
  return text.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && (box.left < frame.left - 2 || box.right > frame.right + 2
    || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)
}).map(text => text.textContent)"""

SMALL = """live => [...live.querySelectorAll('text')].filter(text => text.textContent
  && parseFloat(getComputedStyle(text).fontSize) < 12).map(text => text.textContent)"""


@pytest.fixture
def visit(visit):
    """As everywhere, with the chart in sight that waits for the reader's first clue."""

    def open_page(*place, **options):
        page = visit(*place, **options)
        show_charts(page)
        return page

    return open_page


def drawn(figure):
    """The live chart of a figure that a reader has turned to."""
    figure.scroll_into_view_if_needed()
    figure.locator(".sb-chart-plot").hover()
    figure.locator("xpath=self::*[@data-drawn='true']").wait_for()
    return figure.locator(".sb-chart-live")


def expected(stored: dict) -> int:
    """How many marks a figure's data ask for: bars, points and written words."""
    count = 0
    for trace in stored["data"]:
        if trace.get("visible", True) is not True:
            continue
        places = zip(trace["x"], trace["y"], strict=True)
        marks = sum(x not in (None, 0) and y is not None for x, y in places)
        modes = trace.get("mode", "markers").split("+") if trace["type"] == "scatter" else ["bar"]
        count += marks * len({"markers", "text", "bar"}.intersection(modes))
    return count


def test_there_are_charts():
    """The book has charts; without this line the tests below would pass over none."""
    assert len(CHART_PAGES) >= 2


@PAGES
@pytest.mark.parametrize("width", [1280, 390])
def test_every_mark_is_drawn(visit, book, slug, width):
    """A reader who turns to a chart sees a mark for each point of its data, every word legible."""
    page = visit(slug, width=width)
    for source in soup(book / f"{slug}.html").select("figure[data-chart]"):
        live = drawn(page.locator(f"#{source['id']}"))
        marks = live.evaluate(MARKS)
        stored = json.loads(source.select_one('script[type="application/json"]').string)
        assert len(marks) == expected(stored) > 0, source["id"]
        assert live.evaluate(CUT_OFF) == []
        assert live.evaluate(SMALL) == []


# Note where a link to another host would lead, and stay.
STAY = """() => addEventListener('click', event => {
  const link = event.target.closest('a[href]')
  if (!link || link.host === location.host) return
  event.preventDefault()
  window.left = link.href
})"""


def opened(page, target: str) -> None:
    """Wait until a link has been followed, in the book or, as far as it may, out of it."""
    page.wait_for_function(
        "target => (window.left || location.href) === new URL(target, location.href).href",
        arg=target,
    )


@PAGES
def test_mark_opens_what_it_stands_for(visit, book, slug):
    """A click on a mark opens the passage, or the source of the row, behind it."""
    page = visit(slug)
    start = page.url
    for source in soup(book / f"{slug}.html").select("figure[data-chart]"):
        links = {
            int(row["data-row"]): row.a["href"] for row in source.select("tr[data-row]:has(a)")
        }
        marks = drawn(page.locator(f"#{source['id']}")).evaluate(MARKS)
        leading = [mark for mark in marks if mark["row"] in links and mark["area"] > 30]
        if not links:
            continue
        mark = max(leading, key=lambda mark: mark["area"])
        page.evaluate(STAY)
        page.mouse.click(mark["x"], mark["y"])
        opened(page, links[mark["row"]])
        page.goto(start)


@PAGES
def test_table_opens_the_same(visit, slug):
    """Enter on a row's link in the data table opens the same, without a mouse."""
    page = visit(slug)
    figure = page.locator("figure[data-chart]:has(tr[data-row] a)").first
    if not figure.count():
        pytest.skip("no chart of this page has passages")
    figure.locator("summary").press("Enter")
    link = figure.locator("tr[data-row] a").first
    target = link.get_attribute("href")
    page.evaluate(STAY)
    link.press("Enter")
    opened(page, target)


@PAGES
def test_finger_draws_a_chart(visit, slug):
    """A tap on a chart, beside its links, draws it; scrolling past loads nothing."""
    page = visit(slug, width=390, has_touch=True)
    figure = page.locator("figure[data-chart]").first
    figure.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [file for file in page.asked if "plotly" in file]
    figure.locator("figcaption").tap()
    figure.locator(".sb-chart-live svg").first.wait_for()


PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


def tap_on_row(page, figure, row):
    """Tap the middle of a bar; the still keeps its place under the drawn chart."""
    bar = figure.locator(f"svg.sb-chart-narrow a[data-row='{row}']").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_finger_sees_a_brick_before_it_follows(visit):
    """The first tap on a brick, still or drawn, says what it is; the link there opens it."""
    page = visit("who-gets-to-speak", **PHONE)
    start, figure = page.url, page.locator("#chart-words-2015")
    row = figure.locator("tr[data-row='1']")
    href, voice = row.locator("a").get_attribute("href"), row.locator("th").text_content()
    said = figure.get_by_role("status")
    tap_on_row(page, figure, 4)
    said.locator("a").wait_for()
    height = figure.bounding_box()["height"]
    figure.locator(".sb-chart-live svg").first.wait_for()
    tap_on_row(page, figure, 1)
    said.locator(f"a[href='{href}']").wait_for()
    assert page.url == start and figure.bounding_box()["height"] == height
    assert voice in said.inner_text() and "words" in said.inner_text().lower()
    assert said.locator("a").inner_text().startswith("Open ¶")
    said.locator("a").tap()
    page.wait_for_url(f"**/{href}")


@pytest.mark.parametrize("width", [320, 390])
def test_still_is_legible_and_can_be_hit_on_a_phone(visit, width):
    """On a phone no word of a still is under 11 pixels and no bar is lower than 24."""
    page = visit("who-gets-to-speak", **PHONE | {"width": width})
    for still in page.locator("svg.sb-chart-narrow").all():
        words, bars = still.evaluate(
            """svg => {
              const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
              const size = text => parseFloat(getComputedStyle(text).fontSize) * scale
              return [[...svg.querySelectorAll('text')].map(size),
                [...svg.querySelectorAll('a')].map(a => a.getBoundingClientRect().height)]
            }"""
        )
        assert min(words) >= 11 and min(bars) >= 24


@PAGES
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_data_fit_a_phone(visit, slug, size):
    """On a phone the open data are whole, every column in sight, at twice the text size too."""
    page = visit(slug, width=390)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    page.locator("figure[data-chart]").evaluate_all(
        "all => all.forEach(figure => {"
        " delete figure.dataset.dating; figure.querySelector('details').open = true })"
    )
    cut = page.locator("figure[data-chart]").evaluate_all(
        """all => all.flatMap(figure => [figure, ...figure.querySelectorAll(
            'figcaption, .sb-chart-scroll, tbody, tbody tr, tbody :is(th, td, a)')])
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1
            || e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).overflowY !== 'visible')
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert cut == []


@PAGES
def test_chart_follows_the_colour_mode(visit, slug):
    """A drawn chart takes the colours of the page when the reader changes them."""
    page = visit(slug)
    drawn(page.locator("figure[data-chart]").first)
    ink = "getComputedStyle(document.querySelector('.sb-chart-live text')).fill"
    light = page.evaluate(ink)
    page.evaluate("document.body.dataset.theme = 'dark'")
    page.wait_for_function(f"light => {ink} !== light", arg=light)


@PAGES
def test_still_goes_to_paper(visit, slug):
    """On paper each chart is its still, drawn or not, and its data are written out."""
    page = visit(slug)
    figures = page.locator("figure[data-chart]")
    drawn(figures.first)
    page.emulate_media(media="print")
    for figure in figures.all():
        assert figure.locator(".sb-chart-plot svg:visible").count() == 1
        assert figure.locator(".sb-chart-live:visible").count() == 0


def test_a_tap_is_answered_on_the_screen(visit):
    """Under a chart taller than the screen, the answer to a tap scrolls into sight."""
    page = visit("public-opinion", **PHONE | {"height": 500})
    figure = page.locator("#chart-polls-2013")
    tap_on_row(page, figure, 0)
    panel = figure.get_by_role("status")
    panel.locator("b").wait_for()
    inside = "e => Math.floor(e.getBoundingClientRect().bottom) <= innerHeight"
    page.wait_for_function(inside, arg=panel.element_handle())


def test_no_answer_moves_the_page(visit):
    """On a phone the room for the longest answer is kept from the start."""
    page = visit("public-opinion", **PHONE)
    for figure in page.locator("figure[data-chart]").all():
        before = figure.bounding_box()["height"]
        for row in figure.locator("tr[data-row]").evaluate_all(
            "all => all.map(r => r.dataset.row)"
        ):
            if figure.locator(f"svg.sb-chart-narrow a[data-row='{row}']").count():
                tap_on_row(page, figure, row)
        assert figure.bounding_box()["height"] == before


def test_a_link_to_an_entry_has_its_name(visit):
    """Where a tapped mark leads to an entry of the book, the link says which."""
    page = visit("timeline", **PHONE)
    figure = page.locator("#chart-timeline-events")
    tap_on_row(page, figure, 0)
    name = figure.locator("tr[data-row='0'] th").text_content()
    assert figure.get_by_role("status").locator("a").inner_text() == f"Open the entry: {name}"


def test_paper_has_no_column_of_open(visit):
    """A column whose links say no more than Open is left out on paper, one with names is not."""
    for slug in ("between-the-reports", "security-council"):
        page = visit(slug)
        page.emulate_media(media="print")
        shown = page.locator(".sb-chart-data :is(th, td):visible")
        assert shown.count() and shown.filter(has_text=re.compile("^(Open|Passage)$")).count() == 0
    page = visit("who-gets-to-speak")
    page.emulate_media(media="print")
    assert page.locator(".sb-chart-data td a:visible", has_text="¶").count() > 0


def test_drawing_changes_no_label(visit):
    """The drawn chart has the ticks of its still."""
    page = visit("commons", width=390)
    figure = page.locator("figure[data-chart]").first
    words = "e => [...e.querySelectorAll('text')].map(t => t.textContent)"
    still = figure.locator("svg.sb-chart-narrow").evaluate(words)
    live = drawn(figure).evaluate(
        """e => [...e.querySelectorAll('.xtick text')].filter(t => t.checkVisibility({
          opacityProperty: true, visibilityProperty: true})).map(t => t.textContent)"""
    )
    assert live.count("300") == still.count("300") == 2
