"""The chapter on the Security Council in the built book, and its widgets in a browser."""

import io
import re

import pytest
from pypdf import PdfReader

import sourcebook as sb
from builds import refused, slugs, soup
from conftest import TWO_LOOKS, violations
from sourcebook import council
from sourcebook.sphinx.guess import agreement, casts

SLUG = "security-council"
VOTES, MEMBERS = sb.load("votes"), sb.load("member_votes")
GUESS = "[data-guess=votes]"


@pytest.fixture(scope="module")
def chapter(book):
    """The chapter's HTML, parsed."""
    return soup(book / f"{SLUG}.html")


def words(element) -> str:
    """The text of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())


def test_the_grid_is_printed_whole(chapter):
    """Each row of the grid says in words how the member voted on each draft."""
    grid = council.grid(VOTES, MEMBERS)
    rows = chapter.select('.sb-council tbody tr:not(:has([scope="rowgroup"]))')
    assert [words(row.th) for row in rows] == grid.index.tolist()
    meant = {"yes": "for", "no": "against", "abstain": "abstained", "": "not a member"}
    for row, (_, own) in zip(rows, grid.iterrows(), strict=True):
        said = [words(cell.select_one(".sb-cast-word")) for cell in row.select("td")]
        assert [w.replace("veto", "against") for w in said] == [meant[cast] for cast in own]


def test_vetoes_and_votes_against_are_told_apart(chapter):
    """The grid has as many vetoes as the table of votes names, and none in the Russian text."""
    named = VOTES["vetoed_by"].dropna().str.split("; ").str.len().sum()
    vetoes = chapter.select('.sb-council td [data-cast="veto"]')
    assert len(vetoes) == named == 11
    signs = {kind: chapter.select_one(f'.sb-council [data-cast="{kind}"]') for kind in
             ("yes", "no", "abstain", "veto", "absent")}  # fmt: skip
    assert len({words(sign) for sign in signs.values()}) == 5


def test_totals_are_shown_and_compared(chapter):
    """Under the grid stand the sums of each side, and the UN's tally with its check mark."""
    foot = [
        [words(cell) for cell in row.select("td")] for row in chapter.select(".sb-council tfoot tr")
    ]
    for at, vote in enumerate(council.failed(VOTES).to_dict("records")):
        sums = [vote["yes"], vote["no"], vote["abstain"]]
        assert [int(row[at]) for row in foot[:3]] == sums
        assert foot[3][at].startswith("–".join(map(str, sums))) and "the same" in foot[3][at]


def test_every_draft_has_its_reasons_with_sources(chapter):
    """Each failed draft has a place of its own, what was in it, and each reason with a mark."""
    reasons = sb.load("vote_reasons")
    for vote in council.failed(VOTES).to_dict("records"):
        (entry,) = chapter.select(f"#{council.anchor(vote['vote_id'])}")
        text = words(entry)
        assert vote["would_do"] in text and vote["pressure"] in text
        own = reasons[reasons["vote_id"] == vote["vote_id"]]
        given = entry.select(".sb-draft-reason")
        assert len(given) == len(own) > 0
        assert all(reason.select_one("a.sb-mark") for reason in given)


def test_every_vote_has_a_place_on_the_page(chapter):
    """The chart can lead to any vote: each has one element with its address."""
    for key in VOTES["vote_id"]:
        assert len(chapter.select(f"#{council.anchor(key)}")) == 1


def test_only_pages_with_the_parts_load_their_assets(book):
    """No other page carries the look of the grid."""
    having = [s for s in slugs() if soup(book / f"{s}.html").select('link[href*="council.css"]')]
    assert having == [SLUG]


def answer(page, guesses: dict[str, str]) -> None:
    """Choose a vote for each member named."""
    for name, side in guesses.items():
        page.locator(f'{GUESS} fieldset[data-member="{name}"] input[value={side}]').check()


def test_the_record_waits_for_six_guesses(visit):
    """The record stays away until all are guessed, and then says how many agree."""
    page = visit(SLUG)
    box, names = page.locator(GUESS), page.locator(f"{GUESS} fieldset")
    record = box.locator(".sb-guess-reveal")
    assert record.is_hidden()
    members = names.evaluate_all("all => all.map(f => f.dataset.member)")
    guesses = dict(zip(members, ["no", "yes", "abstain", "yes", "no", "yes"], strict=True))
    first = members[0]
    answer(page, {name: side for name, side in guesses.items() if name != first})
    assert record.is_hidden() and "1" in box.get_by_role("status").text_content()
    answer(page, {first: guesses[first]})
    record.locator("summary").click()
    actual = {name: casts("S/2012/77")[name] for name in members}
    box.get_by_role("status").filter(has_text=agreement(guesses, actual)).wait_for()
    same = box.locator('[data-same="true"]').count()
    assert same == sum(actual[name] == side for name, side in guesses.items()) not in (0, 6)


def test_the_keyboard_answers(visit):
    """A choice can be made and its note opened without a mouse."""
    page = visit(SLUG)
    box = page.locator("[data-guess=choice]").first
    box.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box.locator(".sb-guess-reveal[open] p").first.wait_for()
    assert "open the note" not in box.get_by_role("status").text_content()


def test_a_choice_that_the_browser_kept_is_a_choice(visit):
    """After going back, kept guesses still let the reader open the record."""
    page = visit(SLUG)
    box = page.locator("[data-guess=choice]").first
    box.locator("input").first.evaluate("box => { box.checked = true }")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert box.locator(".sb-guess-reveal").is_visible()


def test_without_a_script_nothing_is_out_of_reach(visit):
    """With JavaScript off the record, the drafts and the grid can all be opened and read."""
    page = visit(SLUG, java_script_enabled=False)
    record = page.locator(f"{GUESS} .sb-guess-reveal")
    record.locator("summary").click()
    assert record.locator("table").is_visible()
    assert page.locator(".sb-council tfoot").is_visible()


def test_a_heading_opens_its_draft(visit):
    """A click on a column's head opens that draft, though it was folded."""
    page = visit(SLUG)
    place = page.locator(f"#{council.anchor('S/2012/538')}")
    assert place.is_hidden()
    page.locator(f'.sb-council thead a[href="#{council.anchor("S/2012/538")}"]').click()
    place.wait_for()


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_a_phone_needs_no_sideways_scroll(visit, size):
    """At 390 pixels, at twice the text too, nothing is wider than the page; signs stand alone."""
    page = visit(SLUG, width=390, height=844)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    word = page.locator(".sb-council td .sb-cast-word").first
    assert word.evaluate("e => e.getBoundingClientRect().width") <= 1
    grid = page.locator(".sb-council .sb-scroll")
    assert (grid.evaluate("e => e.scrollWidth - e.clientWidth") <= 0) == (size == "100%")


def test_fingers_can_hit_the_choices(visit):
    """On a phone every choice and heading to press is at least 44 pixels high."""
    page = visit(SLUG, width=390, has_touch=True, is_mobile=True)
    low = page.locator(".sb-guess label, .sb-council thead a, .sb-drafts summary").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height).filter(h => h < 44)"
    )
    assert low == []


@TWO_LOOKS
def test_axe_finds_nothing_in_the_used_parts(visit, mode, width):
    """Answered and opened, the chapter's parts have no violation."""
    page = visit(SLUG, mode=mode, width=width)
    for field in page.locator(".sb-guess fieldset").all():
        field.locator("input").first.check()
    opened = ".sb-guess-reveal, .sb-drafts details"
    page.evaluate(f"document.querySelectorAll('{opened}').forEach(d => {{ d.open = true }})")
    parts = [[".sb-council"], [".sb-drafts"], [".sb-adopted"], [".sb-guess"]]
    assert violations(page, {"include": parts}) == []


def test_paper_is_a_worksheet_until_it_is_answered(visit):
    """Printed, the record is there only once the reader has opened it; the grid is whole."""
    page = visit(SLUG)

    def text() -> str:
        paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
        return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in paper.pages))

    assert "All fifteen: 13 for" not in text()
    for field in page.locator(f"{GUESS} fieldset").all():
        field.locator("input").first.check()
    page.locator(f"{GUESS} .sb-guess-reveal summary").click()
    printed = text()
    assert "All fifteen: 13 for" in printed and "Bosnia and Herzegovina" in printed


MISTYPED = {
    "```{predict-votes} S/2012/77\n:members: Atlantis\n```": "No vote on S/2012/77 by: Atlantis",
    "```{predict-votes} S/2012/77\n```": "no one named",
    "```{predict-votes} S/2012/538\n:members: India\n:before: S/2012/7\n```": (
        "There are no votes on S/2012/7 to give as a hint."
    ),
    "```{choose} Why?\n:answers: because\n```": "Give at least two answers",
}


def test_mistyped_directives_stop_the_build(tmp_path):
    """A member that did not vote and a choice without choices are refused, all in one build."""
    log = refused(tmp_path, MISTYPED)
    assert [problem for problem in MISTYPED.values() if problem not in log] == []


def test_large_text_is_large_in_the_grid_too(visit):
    """At twice the text size the grid's words grow; it scrolls by itself, past the names."""
    page = visit(SLUG, width=390, height=844)
    page.add_style_tag(content="html { font-size: 200% !important }")
    name = page.locator('.sb-council tbody th[scope="row"]').first
    assert name.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 24
    left = name.bounding_box()["x"]
    page.locator(".sb-council .sb-scroll").evaluate("e => { e.scrollLeft = 150 }")
    assert abs(name.bounding_box()["x"] - left) < 1


def test_what_can_be_opened_looks_so(visit):
    """The record and what we say carry a sign that turns when they are opened."""
    page = visit(SLUG)
    for field in page.locator(".sb-guess fieldset").all():
        field.locator("input").first.check()
    sign = "e => getComputedStyle(e.querySelector('summary'), '::before').content"
    for note in page.locator(".sb-guess-reveal").all():
        assert "▸" in note.evaluate(sign)
        note.locator("summary").click()
        assert "▾" in note.evaluate(sign)
