"""The timeline in the built book: its list, its filters, its print, and the ordering task."""

import gzip
import io
import itertools
import unicodedata

import pytest
from pypdf import PdfReader

import sourcebook as sb
from builds import slugs, soup
from conftest import violations
from sourcebook import facts, tables, timeline

SLUG = "timeline"
EVENTS = sb.load("events").sort_values("date", kind="stable")
REPORTS = timeline.reports(sb.load("sources"), EVENTS)
FIRST, SECOND = (str(date.date()) for date in REPORTS["date"])


@pytest.fixture(scope="module")
def chapter(book):
    """The chapter's HTML, parsed."""
    return soup(book / f"{SLUG}.html")


def shown(page) -> list[str]:
    items = page.locator(".sb-tl-event:not([hidden])")
    return items.evaluate_all("all => all.map(item => item.id.replace('event-', ''))")


def count(page) -> str:
    return page.locator(".sb-tl-count").inner_text()


def test_every_event_is_printed_with_its_sources(chapter):
    """Each row of the table is an entry with date, status, summary, note and every source."""
    assert [li["id"] for li in chapter.select(".sb-tl-event")] == [
        f"event-{key}" for key in EVENTS["id"]
    ]
    for row in (facts.find(f"events/{key}") for key in EVENTS["id"]):
        (entry,) = chapter.select(f"#event-{row.key}")
        text = entry.get_text(" ")
        for column in ("title", "summary", "note", "status"):
            assert row.cells[column] in text
        assert timeline.day(row.cells["date"]) in text
        links = [link["href"] for link in entry.select(".sb-tl-sources a")]
        assert links == [address for _, address in facts.addresses(row)] and links


def test_the_reports_stand_in_place(chapter):
    """A band for each report follows the events of its day and precedes those of later days."""
    for report in REPORTS.itertuples():
        band = chapter.select_one(f"#report-{report.source}")
        assert band.a["href"] == f"{report.source}.html"
        day = str(report.date.date())
        assert max(li["data-date"] for li in band.find_previous_siblings("li")) == day
        assert min(li["data-date"] for li in band.find_next_siblings("li")) > day


def test_without_scripts_the_list_is_whole(visit):
    """With JavaScript off every entry can be read to its sources, and no control is dead."""
    page = visit(SLUG, java_script_enabled=False)
    assert page.locator(".sb-tl-event .sb-tl-sources a:visible").count() >= len(EVENTS)
    assert (
        page.locator(".sb-tl-tools, .sb-order-moves, .sb-order > button")
        .filter(visible=True)
        .count()
        == 0
    )
    page.locator(".sb-order summary").click()
    assert page.locator(".sb-order-answer li").first.is_visible()


def choices():
    """Every actor alone, and some with themes and days."""
    actors = sorted({name for cell in EVENTS["actors"] for name in timeline.actors(cell)})
    some = [(), ("un",), ("russia", "isil", "uk-parliament")]
    alone = [((), actor, "") for actor in actors]
    together = itertools.product(some, ["", "Russia", "William Hague"], ["", FIRST, SECOND])
    return [
        {"themes": list(themes), "actor": actor, "until": until}
        for themes, actor, until in [*alone, *together]
    ]


FILTERED = """async given => {
  const left = []
  for (const address of given) {
    location.hash = new URLSearchParams(address)
    await new Promise(done => setTimeout(done))
    left.push([...document.querySelectorAll('.sb-tl-event:not([hidden])')]
      .map(item => item.id.replace('event-', '')))
  }
  return left
}"""


def test_the_page_filters_as_python_does(visit):
    """For every actor, with and without themes and days, the page keeps what the module keeps."""
    given = choices()
    addresses = [choice | {"theme": ".".join(choice["themes"])} for choice in given]
    for address in addresses:
        del address["themes"]
    left = visit(SLUG).evaluate(FILTERED, addresses)
    for choice, keys in zip(given, left, strict=True):
        assert keys == timeline.chosen(EVENTS, **choice), choice


def test_filters_work_by_keyboard_and_are_kept_in_the_address(visit):
    """Space on a theme narrows the list and says how many are left; the address brings it back."""
    page = visit(SLUG)
    box = page.get_by_role("checkbox", name="United Nations")
    box.focus()
    page.keyboard.press("Space")
    un = timeline.chosen(EVENTS, themes=["un"])
    assert shown(page) == un
    assert count(page) == f"{len(un)} of {len(EVENTS)} events: United Nations."
    page.get_by_role("radio", name="By 8 February 2012").focus()
    page.keyboard.press("Space")
    page.get_by_label("Who took part").select_option("Russia")
    left = timeline.chosen(EVENTS, themes=["un"], actor="Russia", until=FIRST)
    assert shown(page) == left
    said = count(page)
    assert said.startswith(f"{len(left)} of {len(EVENTS)} events: United Nations; Russia; by 8")
    assert not page.locator("#report-hammond-khoja-2015").is_visible()
    again = visit(f"{SLUG}#{page.url.partition('#')[2]}")
    assert shown(again) == left and count(again) == said
    again.get_by_role("button", name="Show everything").press("Enter")
    assert len(shown(again)) == len(EVENTS) and "#" not in again.url
    assert count(again) == f"All {len(EVENTS)} events."


def test_a_strange_address_shows_everything(visit):
    """An actor or a theme that the page does not have does not empty the list."""
    page = visit(f"{SLUG}#theme=weather&actor=Nobody&until=1999")
    assert len(shown(page)) == len(EVENTS)


def test_entries_unfold(visit):
    """Entries are folded at first; one opens by keyboard, and a button opens and folds all."""
    page = visit(SLUG)
    bodies = page.locator(".sb-tl-body:visible")
    assert bodies.count() == 0
    page.locator(".sb-tl-event summary").first.press("Enter")
    assert bodies.count() == 1
    button = page.get_by_role("button", name="Unfold all")
    button.click()
    assert bodies.count() == len(EVENTS)
    button.click()
    assert bodies.count() == 0


def test_an_address_of_an_event_opens_it(visit):
    """The address of an event unfolds it, even where a filter had left it out."""
    page = visit(f"{SLUG}#theme=un")
    page.evaluate("location.hash = 'event-paris-attacks'")
    page.locator("#event-paris-attacks .sb-tl-body").wait_for()
    assert "shown again" in count(page) and len(shown(page)) == len(EVENTS)
    focused = page.evaluate("document.activeElement.closest('li')?.id")
    assert focused == "event-paris-attacks"


FAINT = """figure => [...figure.querySelectorAll('.sb-chart-live .scatterlayer .point')]
  .filter(mark => +getComputedStyle(mark).opacity < .5).length"""


def test_the_charts_fade_what_is_left_out(visit):
    """Dots of events that the filter leaves out are faint in the still and in the drawn chart."""
    page = visit(f"{SLUG}#until={FIRST}")
    figure = page.locator("#chart-timeline-events")
    out = len(EVENTS) - len(timeline.chosen(EVENTS, until=FIRST))
    assert figure.locator("svg.sb-chart-wide .sb-tl-out").count() == out > 0
    figure.scroll_into_view_if_needed()
    figure.locator(".sb-chart-plot").hover()
    page.wait_for_function(f"({FAINT})(document.querySelector('#chart-timeline-events')) === {out}")
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_function(f"({FAINT})(document.querySelector('#chart-timeline-events')) === 0")
    assert figure.locator(".sb-tl-out").count() == 0


def test_paper_has_what_the_filter_shows(visit):
    """A print has the entries shown, with addresses; in full where unfolded; and no control."""
    page = visit(f"{SLUG}#theme=isil")
    page.locator("#event-caliphate-declared summary").click()
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = unicodedata.normalize("NFKC", " ".join(p.extract_text() for p in pages))
    text = "".join(text.split())
    isil = timeline.chosen(EVENTS, themes=["isil"])
    assert f"{len(isil)}of{len(EVENTS)}events:IslamicState." in text
    for key in EVENTS["id"]:
        row = tables.row("events", key)
        squeezed = {c: unicodedata.normalize("NFKC", "".join(row[c].split())) for c in row}
        assert key not in isil or squeezed["source_url"] in text
        assert (squeezed["summary"] in text) == (key == "caliphate-declared")
    assert "Withnoneticked" not in text and "Printwhatisshown" not in text
    page.emulate_media(media="print")
    seen = page.locator(".sb-tl-event").filter(visible=True)
    assert seen.evaluate_all("all => all.map(e => e.id.replace('event-', ''))") == isil


def test_the_button_prints_the_timeline_alone(visit):
    """The button leaves the chapter's prose out of the print, and the page as it was after it."""
    page = visit(SLUG)
    page.evaluate("window.print = () => { window.printed = document.body.dataset.print }")
    page.get_by_role("button", name="Print what is shown").click()
    assert page.evaluate("window.printed") == "timeline"
    page.emulate_media(media="print")
    assert page.locator("#further-reading").is_hidden()
    assert page.locator(".sb-tl-event").first.is_visible()
    assert page.locator("#chart-timeline-events").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#further-reading").is_visible()


def test_events_can_be_put_in_order(visit):
    """The task says how many stand in their place, by keyboard, and then opens the dates."""
    page = visit(SLUG)
    assert page.locator(".sb-order-answer").is_hidden()
    dates = "[...document.querySelectorAll('.sb-order > ol > li')].map(li => li.dataset.date)"
    for _ in range(30):
        given = page.evaluate(dates)
        wrong = [n for n in range(1, len(given)) if given[n] < given[n - 1]]
        if not wrong:
            break
        page.locator(".sb-order > ol > li").nth(wrong[0]).get_by_role(
            "button", name="Move up"
        ).press("Enter")
        assert "now number" in page.locator(".sb-order-says").inner_text()
    page.get_by_role("button", name="Check the order").press("Enter")
    assert page.locator(".sb-order-says").inner_text() == "All 7 stand in their place."
    page.locator(".sb-order-answer summary").click()
    answer = page.locator(".sb-order-answer li").all_inner_texts()
    assert len(answer) == 7 and answer[0].startswith("8 February 2012")


def test_only_this_page_loads_the_assets(book):
    """No other page carries the timeline's scripts or styles."""
    for name in ("timeline.js", "ordering.js"):
        having = [s for s in slugs() if soup(book / f"{s}.html").select(f'script[src*="{name}"]')]
        assert having == [SLUG]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_keeps_a_reader_out(visit, mode):
    """The filtered page, with an entry open, has no fault that axe can find."""
    page = visit(f"{SLUG}#theme=un.isil", mode=mode, width=390)
    page.locator(".sb-tl-event:visible summary").first.click()
    page.get_by_role("button", name="Check the order").click()
    assert violations(page) == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_it_fits_a_phone(visit, size):
    """On a phone nothing runs off the side, at twice the text size too, with every entry open."""
    page = visit(SLUG, width=390)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    page.get_by_role("button", name="Unfold all").click()
    wide = page.evaluate(
        "[...document.querySelectorAll('.sb-tl *, .sb-order *')].filter(e => e.checkVisibility()"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 60))"
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if size == "100%":
        targets = page.locator(
            ".sb-tl-tools :is(button, select, label:has(input)), .sb-order button"
        )
        heights = targets.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert min(heights) >= 44


def test_the_first_visit_is_light(visit, book):
    """All that a first visit asks for, before a chart is drawn, is under 250 kB in gzip."""
    page = visit(SLUG)
    page.wait_for_load_state("networkidle")
    files = {f"{SLUG}.html", *page.asked} - {""}
    weight = sum(len(gzip.compress((book / f).read_bytes())) for f in files if (book / f).is_file())
    assert 0 < weight < 250_000


def test_large_text_leaves_room_for_titles(visit):
    """At twice the text size on a phone a title of the ordering task keeps most of the line."""
    page = visit(SLUG, width=390)
    page.add_style_tag(content="html { font-size: 200% !important }")
    titles = page.locator(".sb-order-title").all()
    assert min(title.bounding_box()["width"] for title in titles) > 190


def test_the_count_is_in_sight_while_choosing(visit):
    """On a phone a choice is answered on the screen, and an empty answer says what to do."""
    page = visit(SLUG, width=390, height=844)
    page.get_by_role("checkbox", name="United Nations").check()
    said = page.locator(".sb-tl-count")
    assert said.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    empty = page.locator(".sb-tl-none")
    assert empty.is_hidden()
    page.get_by_label("Who took part").select_option("Russia")
    page.get_by_role("checkbox", name="United Nations").uncheck()
    page.get_by_role("checkbox", name="British Parliament").check()
    assert shown(page) == [] and empty.is_visible()
    page.get_by_role("button", name="Show everything").click()
    assert empty.is_hidden()


def test_one_page_has_every_date_and_title(visit):
    """The short print has the day and title of every event on one sheet of A4."""
    page = visit(SLUG)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print one page").click()
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = "".join(unicodedata.normalize("NFKC", sheet.extract_text()).split())
    for row in EVENTS.itertuples():
        assert "".join(unicodedata.normalize("NFKC", row.title).split()) in text
