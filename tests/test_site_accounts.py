"""The claims grids of the built book, in a browser."""

import re

import pytest

from builds import soup
from conftest import TWO_LOOKS, violations
from sourcebook import accounts

SLUG = "one-event-several-accounts"
EVENTS = pytest.mark.parametrize("event", accounts.EVENTS)
FIT = "box => box.scrollWidth - box.clientWidth"


def grid(page, event="call-2012"):
    """One of the two grids."""
    return page.locator(f"[data-claims-grid={event}]")


def fill(box, given: dict) -> None:
    """Choose a stance in each cell that is given."""
    for (claim, account), stance in given.items():
        box.locator(f'[data-key="{claim}/{account}"]').select_option(stance)


@EVENTS
def test_every_account_has_a_card_and_every_cell_a_reading(book, event):
    """Cards print paraphrase and address; our reading has each account for each claim."""
    (box,) = soup(book / f"{SLUG}.html").select(f"[data-claims-grid={event}]")
    text = box.get_text(" ")
    for row in accounts.accounts(event):
        assert row["interest"] in text and row["card"] in text
        assert row["report"] or box.select(f'a[href="{row["source_url"]}"]')
    reading = accounts.reading(event)
    assert len(box.select(".sb-cl-filled td")) == len(reading)
    for (claim, _), row in reading.items():
        (ours,) = box.select(f"#ours-{claim}")
        assert row["says"] in ours.get_text(" ") and (not row["link"] or row["link"] in str(ours))


def test_only_the_page_with_the_grids_pays_for_them(book):
    """No other page asks for the script or the style."""
    having = [p.stem for p in book.glob("*.html") if "accounts.js" in p.read_text("utf-8")]
    assert having == [SLUG]


@EVENTS
def test_without_scripts_the_grid_is_an_empty_worksheet(visit, event):
    """With JavaScript off no control is dead, the grid is empty, and our reading can be opened."""
    page = visit(SLUG, java_script_enabled=False)
    box = grid(page, event)
    assert box.locator("button:visible").count() == box.locator("select").count() == 0
    assert box.locator(".sb-cl-blank td:not([data-preset])").first.inner_text() == ""
    assert not box.locator(".sb-cl-filled").is_visible()
    box.locator(".sb-cl-ours > summary").click()
    assert box.locator(".sb-cl-filled .sb-cl-stance").first.is_visible()


def given_for(event: str) -> dict:
    """A reader's grid that differs from ours in every third cell."""
    asked = {k: row["stance"] for k, row in accounts.reading(event).items() if accounts.asked(row)}
    other = {"silent": "asserted"}
    return {
        key: other.get(stance, "silent") if place % 3 == 0 else stance
        for place, (key, stance) in enumerate(asked.items())
        if place % 4
    }


@EVENTS
def test_the_page_compares_as_python_does(visit, event):
    """For a grid that agrees and differs, both give the same sentence and the same cells."""
    box = grid(visit(SLUG), event)
    given = given_for(event)
    fill(box, given)
    box.get_by_role("button", name="Compare with our reading").click()
    found = accounts.compare(event, given)
    assert len(found.differing) > 5
    assert box.locator(".sb-cl-said p").text_content() == str(found)
    marked = box.locator("td[data-differs]").evaluate_all("all => all.map(cell => cell.id)")
    assert marked == [f"cell-{claim}-{account}" for claim, account in found.differing]
    assert not re.search(r"\b(score|points?|correct|wrong)\b", box.inner_text().lower())


def test_the_reader_fills_before_we_show(visit):
    """Our reading is away until it is asked for, and emptying the grid takes it away again."""
    box = grid(visit(SLUG))
    compare = box.get_by_role("button", name="Compare with our reading")
    assert compare.is_disabled() and not box.locator(".sb-cl-ours").is_visible()
    fill(box, {("length", "pa-2012"): "silent"})
    compare.click()
    assert box.locator(".sb-cl-filled").is_visible()
    box.get_by_role("button", name="Empty the grid").click()
    assert not box.locator(".sb-cl-ours").is_visible() and compare.is_disabled()
    box.get_by_role("button", name="Show our reading anyway").click()
    assert "filled none" in box.locator(".sb-cl-said").inner_text()
    assert box.locator(".sb-cl-filled").is_visible()


def test_what_is_older_than_the_event_is_not_asked(visit):
    """Cells settled by date hold a word and no choice."""
    box = grid(visit(SLUG), "meeting-2015")
    cell = box.locator("#cell-presence-fac-2015")
    assert cell.inner_text() == "made before" and cell.locator("select").count() == 0


def test_the_keyboard_alone_fills_compares_and_goes_back(visit):
    """A letter chooses, Enter compares, and the link in the answer leads to the cell."""
    page = visit(SLUG)
    box = grid(page)
    box.locator('[data-key="homs/pa-2012"]').focus()
    page.keyboard.press("a")
    box.get_by_role("button", name="Compare with our reading").focus()
    page.keyboard.press("Enter")
    box.get_by_role("link", name="PA’s report: The two ministers spoke about Homs.").focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.dataset.key"
    assert page.evaluate(focused) == "homs/pa-2012"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_phone_shows_one_claim_at_a_time(visit, mode):
    """At 390 pixels one claim is in sight, the buttons lead on, and nothing sticks out."""
    page = visit(SLUG, mode=mode, width=390, height=844)
    box = grid(page)
    rows = box.locator(".sb-cl-blank tbody tr:visible")
    assert rows.count() == 1
    first = rows.inner_text()
    box.get_by_role("button", name="Next claim").first.click()
    assert rows.count() == 1 and rows.inner_text() != first
    assert "Claim 2 of " in box.locator(".sb-cl-steps").first.inner_text()
    sizes = [b.bounding_box() for b in box.locator(":is(select, button, summary):visible").all()]
    assert min(size["height"] for size in sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_laptop_keeps_the_table(visit):
    """From 1100 pixels on the grid is a table that fits its column."""
    for width in (1100, 1280):
        box = grid(visit(SLUG, width=width, height=800), "meeting-2015")
        assert box.locator(".sb-cl-blank thead").is_visible()
        assert box.evaluate(FIT) <= 0
        assert box.locator("td").evaluate_all(f"all => Math.max(...all.map({FIT}))") <= 1


@TWO_LOOKS
def test_axe_finds_nothing_in_the_used_grid(visit, mode, width):
    """Filled, compared and unfolded, the grids have no violation."""
    page = visit(SLUG, mode=mode, width=width)
    for event in accounts.EVENTS:
        key = next(key for key, row in accounts.reading(event).items() if accounts.asked(row))
        fill(grid(page, event), {key: "contradicted"})
        grid(page, event).get_by_role("button", name="Compare with our reading").click()
    page.locator(".sb-claims details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert violations(page, ".sb-claims") == []


def test_paper_has_the_worksheet_and_ours_only_on_choice(visit):
    """Printed, the cards and the empty grid are there; our reading where the reader opened it."""
    page = visit(SLUG)
    box = grid(page)

    def printed(where: str) -> bool:
        page.emulate_media(media="print")
        seen = box.locator(where).first.is_visible()
        page.emulate_media(media="screen")
        return seen

    assert printed(".sb-cl-card p") and printed(".sb-cl-blank td")
    assert not printed(".sb-cl-blank select") and not printed(".sb-cl-list dd")
    fill(box, {("length", "pa-2012"): "silent"})
    box.get_by_role("button", name="Show our reading anyway").click()
    assert printed(".sb-cl-blank select") and printed(".sb-cl-filled") and printed(".sb-cl-list dd")
    assert not printed("button")


PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def test_emptying_can_be_undone(visit):
    """One tap empties the grid and says so; another brings all of it back."""
    box = grid(visit(SLUG, **PHONE))
    empty = box.get_by_role("button", name="Empty the grid")
    assert empty.is_disabled()
    fill(box, {("length", "pa-2012"): "silent"})
    box.get_by_role("button", name="Compare with our reading").click()
    said = box.locator(".sb-cl-said").inner_text()
    empty.click()
    assert "The grid is empty." in box.locator(".sb-cl-said").inner_text() and empty.is_disabled()
    assert box.locator('[data-key="length/pa-2012"]').input_value() == ""
    box.get_by_role("button", name="Undo").click()
    assert box.locator('[data-key="length/pa-2012"]').input_value() == "silent"
    assert box.locator(".sb-cl-said").inner_text() == said


def test_the_comparison_follows_a_correction(visit):
    """A cell that is mended after the comparison leaves its list at once."""
    box = grid(visit(SLUG))
    ours = accounts.reading("call-2012")["length", "pa-2012"]["stance"]
    fill(box, {("length", "pa-2012"): "silent" if ours != "silent" else "asserted"})
    box.get_by_role("button", name="Compare with our reading").click()
    assert box.locator(".sb-cl-again li").count() == 1
    fill(box, {("length", "pa-2012"): ours})
    assert box.locator(".sb-cl-again li, td[data-differs]").count() == 0
    assert "In each of them you read as we do." in box.locator(".sb-cl-said").inner_text()


def test_a_phone_shows_the_result_and_the_way_on(visit):
    """The result scrolls into sight; under a claim the next begins, and its count is told."""
    page = visit(SLUG, **PHONE)
    box = grid(page)
    fill(box, {("length", "pa-2012"): "silent"})
    bars = box.locator(".sb-cl-steps")
    filled = "Claim 1 of 10, 1 of 6 filled"
    assert [filled in text for text in bars.all_inner_texts()] == [True, True]
    page.set_viewport_size({"width": 390, "height": 420})
    box.get_by_role("button", name="Compare with our reading").click()
    inside = (
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    )
    assert box.locator(".sb-cl-said").evaluate(inside)
    bars.last.get_by_role("button", name="Next claim").click()
    row = box.locator(".sb-cl-blank tr[data-current]")
    assert row.locator("th").evaluate(inside)
    assert page.evaluate("document.activeElement.closest('tr').hasAttribute('data-current')")
    assert "Claim 2 of 10, none filled" in bars.last.inner_text()


def test_large_text_has_room_for_names_and_choices(visit):
    """At twice the text size on a phone no name lies over its choice, and no choice is narrow."""
    page = visit(SLUG, **PHONE)
    page.add_style_tag(content="html { font-size: 200% !important }")
    selects = grid(page).locator(".sb-cl-blank tr[data-current] select")
    assert min(s.bounding_box()["width"] for s in selects.all()) > 300
    heights = selects.evaluate_all(
        "all => all.map(s => s.getBoundingClientRect().top"
        " - s.parentElement.getBoundingClientRect().top)"
    )
    assert min(heights) > 32  # the name has its own line above
