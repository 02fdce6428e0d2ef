"""The cards of readings and the shut parts of the hindsight chapter, in a browser."""

import itertools

import pytest

from builds import soup
from conftest import violations
from sourcebook import readings, tables

CARDS, LATER = "explanations", "what-they-could-not-know"
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


def card(page, key):
    """One card with its evidence opened."""
    found = page.locator(f"#reading-{key}")
    details = found.locator("details")
    if details.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def test_every_row_is_printed_on_its_card(book):
    """A card has each row with its reason and a link to its source or paragraph."""
    page = soup(book / f"{CARDS}.html")
    for reading in readings.load():
        items = page.select(f"#reading-{reading.cells['id']} li[data-bearing]")
        printed = {(item["data-bearing"], " ".join(item.get_text(" ").split())) for item in items}
        assert len(items) == len(reading.items)
        for wanted in reading.items:
            assert any(b == wanted.bearing and wanted.why in text for b, text in printed)
        assert all(item.select("a[href]") for item in items)


def test_no_card_is_marked_as_the_winner(book):
    """All cards are built alike: one claim, two parts, both sides, in the order of the table."""
    page = soup(book / f"{CARDS}.html")
    cards = page.select(".sb-reading")
    assert [c["data-reading"] for c in cards] == tables.keys("readings")
    for found in cards:
        assert len(found.select(".sb-reading-part")) == 2
        heads = [head.text for head in found.select(".sb-reading-head")]
        assert heads[:2] == ["For", "Against"]


def test_without_scripts_the_evidence_can_be_read(visit):
    """With JavaScript off every row is in sight and the later parts can be opened."""
    page = visit(CARDS, java_script_enabled=False)
    items = page.locator(".sb-reading li[data-bearing]")
    assert items.count() == len(tables.keys("reading_evidence"))
    assert items.first.is_visible() and items.last.is_visible()
    assert visit(LATER, java_script_enabled=False).locator(".sb-later summary").first.is_visible()


def test_the_page_says_what_python_says_of_weights(visit):
    """For weights of every kind the card says the sentence that the package gives."""
    page = visit(CARDS)
    for at, reading in enumerate(readings.load()):
        found = card(page, reading.cells["id"])
        assert found.locator(".sb-reading-says").text_content() == "Nothing weighed yet."
        choices = itertools.cycle(["strong", "", "weak", "irrelevant", "strong"][at % 3 :])
        weights = [(item.bearing, next(choices)) for item in _printed(reading)]
        for menu, (_, weight) in zip(found.locator("select").all(), weights, strict=True):
            menu.select_option(weight)
        assert found.locator(".sb-reading-says").text_content() == readings.tally(weights)
        row = page.locator(f'[data-sums="{reading.cells["id"]}"]')
        strong = sum(weight == ("for", "strong") for weight in weights)
        assert row.locator('[data-cell="for"]').text_content().startswith(f"{strong} strong")
        still = sum(not weight for _, weight in weights)
        assert row.locator('[data-cell="open"]').text_content() == str(still)


def _printed(reading):
    """The items of a reading in the order of the card."""
    return [item for side in readings.BEARINGS for item in reading.side(side)]


def test_the_page_says_what_python_says_of_ranks(visit):
    """Empty, doubled and full rankings get the sentence that the package gives."""
    page = visit(CARDS)
    rows = page.locator(".sb-ranking tbody tr")
    titles = rows.evaluate_all("all => all.map(row => row.dataset.title)")
    count = len(titles)
    full = [str((n + 2) % count + 1) for n in range(count)]
    for ranks in ([""] * count, ["1", "1", "3", "3"] + [""] * (count - 4), full):
        for menu, rank in zip(rows.locator("select").all(), ranks, strict=True):
            menu.select_option(rank)
        said = page.locator(".sb-ranking .sb-reading-says")
        assert said.text_content() == readings.rank_note(dict(zip(titles, ranks, strict=True)))
        assert said.get_attribute("role") == "status"


def test_the_later_part_is_shut_until_it_is_opened(visit):
    """What came later is hidden at first, opens with Enter, and the list of events too."""
    page = visit(LATER)
    lids = page.locator("details.sb-later, details.sb-after")
    assert lids.count() >= 9
    for lid in lids.all():
        assert lid.get_attribute("open") is None
        assert not lid.locator("p").first.is_visible()
    lids.first.locator("summary").press("Enter")
    assert lids.first.locator("p").first.is_visible()


def test_every_later_event_has_its_status_and_source(book):
    """The list has a row for each later event, with its status and a mark that leads to it."""
    page = soup(book / f"{LATER}.html")
    items = page.select(".sb-after li")
    assert len(items) == len(tables.keys("afterwards"))
    for key, item in zip(tables.keys("afterwards"), items, strict=True):
        row = tables.row("afterwards", key)
        assert row["title"] in item.text and row["status"] in item.select_one(".sb-status").text
        assert item.select("a.sb-mark")


@pytest.mark.parametrize(("slug", "size"), [(CARDS, "100%"), (CARDS, "200%"), (LATER, "200%")])
def test_it_fits_a_phone(visit, slug, size):
    """Opened on a phone nothing scrolls sideways, at twice the text size too; menus are high."""
    page = visit(slug, **PHONE)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    page.evaluate("document.querySelectorAll('article details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = page.locator("article select:visible").evaluate_all(
        "all => all.map(menu => menu.getBoundingClientRect().height)"
    )
    assert all(height >= 44 for height in heights)
    assert heights or slug != CARDS


@pytest.mark.parametrize(("slug", "mode"), [(CARDS, "light"), (CARDS, "dark"), (LATER, "dark")])
def test_no_barrier_is_found(visit, slug, mode):
    """With everything open the automatic checker finds nothing, in light and in dark."""
    page = visit(slug, mode=mode)
    page.evaluate("document.querySelectorAll('article details').forEach(d => { d.open = true })")
    assert violations(page, "article") == []


def test_paper_has_the_evidence_and_room_to_write(visit):
    """On paper every row and later part is there, and empty weights print as lines."""
    page = visit(CARDS)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".sb-reading li[data-bearing]").last.is_visible()
    menu = page.locator(".sb-reading select").first
    style = "menu => { const s = getComputedStyle(menu); return [s.color, s.borderBottomStyle] }"
    assert menu.evaluate(style) == ["rgba(0, 0, 0, 0)", "solid"]
    assert page.locator(".sb-readings[data-blank]").count() == 1


def test_a_shut_fold_is_shut(visit):
    """The evidence of a card takes no room until the reader opens it."""
    page = visit(CARDS, **PHONE)
    menu = page.locator(".sb-reading-evidence select").first
    assert not menu.is_visible()
    height = page.locator(".sb-reading-evidence").first.bounding_box()["height"]
    page.locator(".sb-reading-evidence summary").first.click()
    assert menu.is_visible()
    assert page.locator(".sb-reading-evidence").first.bounding_box()["height"] > height + 200


def test_a_rank_given_twice_is_marked_where_it_was_given(visit):
    """Both rows say whose rank they share, to a screen reader too; mended, neither does."""
    page = visit(CARDS, **PHONE)
    rows = page.locator(".sb-ranking tbody tr")
    titles = rows.evaluate_all("all => all.map(row => row.dataset.title)")
    for place in (0, 3):
        rows.nth(place).locator("select").select_option("2")
    for place, other in ((0, 3), (3, 0)):
        menu = rows.nth(place).locator("select")
        note = page.locator(f"#{menu.get_attribute('aria-describedby')}")
        assert note.inner_text() == f"2 is also given to {titles[other]}"
    rows.nth(3).locator("select").select_option("1")
    assert page.locator("[aria-invalid], .sb-reading-twice").count() == 0
