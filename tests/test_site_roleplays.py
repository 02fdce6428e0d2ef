"""The pages of the role plays, built: what they show, what they keep shut, on every screen."""

import copy
import io

import pypdf
import pytest

from builds import article, soup
from export_readers import squeezed
from sourcebook.kit import entries, roleplay_sizes, roleplays
from sourcebook.sphinx.roleplays import LID

PLAYS = roleplays.roleplays()
OPENS = squeezed(LID)
COUNCIL = roleplays.roleplay("council-in-february")
EACH = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.id)


def open_text(path) -> str:
    """The text of a page that stands outside the parts that tell the outcome."""
    main = copy.copy(soup(path).article)
    for shut in main.select("details.sb-later, details.sb-play-sources"):
        assert not shut.has_attr("open")
        shut.decompose()
    return " ".join(main.get_text(" ").split())


@EACH
def test_the_outcome_is_only_in_what_is_shut(book, play):
    """Neither the page nor a source mark tells what came of it before a part is opened."""
    path = book / f"{play.id}.html"
    shown = open_text(path)
    assert len(shown) > 4000
    for secret in play["secrets"]:
        assert secret.casefold() not in shown.casefold()
        assert secret.casefold() in article(path).casefold()
    assert not soup(path).article.select("a.sb-mark")
    assert not soup(path).select("#facts-used")


@EACH
def test_the_page_has_all_that_the_file_says(book, play):
    """Care, steps with their minutes, who plays what, every card and every question are there."""
    page = soup(book / f"{play.id}.html").article
    assert [step.get_text() for step in page.select(".sb-when")] == [s for _, s in play.spans()]
    cards = page.select("details.sb-play-card > summary")
    assert [card.get_text() for card in cards] == [role["title"] for role in play.roles]
    care = page.select_one("#care").get_text(" ")
    assert len(page.select("#care li")) == len(roleplays.rules()["safety"]) + len(play["safety"])
    assert "The written task." in care and "Leaving the role." in care
    copies = page.select(".sb-play-copies tbody tr")
    for row, role in zip(copies, play.roles, strict=True):
        numbers = [cell.get_text() for cell in row.select("td")]
        assert numbers == [str(v.copies(role["id"]) or "–") for v in roleplay_sizes.tabled(play)]
    outcome = page.select_one("details.sb-later")
    assert len(outcome.select("ol > li")) == len(play["debrief"]["questions"])
    assert len(outcome.select("tbody tr")) == len(play["debrief"]["table"])


@EACH
def test_every_sheet_can_be_fetched(book, play):
    """The page links its zip and three forms of five sheets, and each file is there."""
    links = [
        a["href"] for a in soup(book / f"{play.id}.html").select("#print-this a[href^='handouts/']")
    ]
    assert len(links) == len(set(links)) == 1 + 3 * len(roleplays.COPIES)
    assert all((book / link).is_file() for link in links)


def test_the_teachers_page_lists_them(book):
    """A teacher finds every role play from the landing page."""
    links = {a["href"] for a in soup(book / "teach.html").article.select("a[href]")}
    assert {f"{play.id}.html" for play in PLAYS} <= links


@EACH
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_phone_shows_it_whole_and_opens_it_by_keyboard(visit, play, scheme):
    """Nothing runs over the side at 390 pixels, and the outcome opens with the Enter key."""
    page = visit(play.id, scheme=scheme, width=390, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    copies = page.locator(".sb-play-copies").locator("..")
    assert copies.evaluate("one => one.scrollWidth <= one.clientWidth")
    lid = page.locator("details.sb-later > summary")
    assert not page.locator(".sb-play-outcome").is_visible()
    lid.focus()
    page.keyboard.press("Enter")
    assert page.locator(".sb-play-outcome").is_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@EACH
def test_it_works_without_scripts(visit, play):
    """Cards open without a script; until then no card and no step of the teacher shows."""
    page = visit(play.id, java_script_enabled=False)
    card = page.locator("details.sb-play-card").first
    assert not card.is_visible() and not page.locator(".sb-steps").is_visible()
    page.locator("details.sb-play-cards > summary").click()
    assert not card.locator("ul").first.is_visible()
    card.locator("summary").click()
    assert card.locator("ul").first.is_visible()


def printed(page) -> list[str]:
    """The words of each sheet of the page on paper."""
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [squeezed(one.extract_text()).replace("ʼ", "’") for one in reader.pages]


def test_paper_has_of_what_is_shut_only_the_sheets_name(visit):
    """Nothing shut is printed: neither the outcome nor a card nor a step; each names its sheet.

    What a reader has opened is printed, the outcome on sheets of its own.
    """
    page, play = visit(COUNCIL.id), COUNCIL
    said = squeezed("".join(page.locator(".sb-play-card li").last.text_content()))
    step = squeezed(play["steps"][0]["pupils"])
    paper = "".join(printed(page))
    for shut in (said, step, OPENS, *map(squeezed, play["secrets"])):
        assert shut not in paper
    for end in ("running", "cards", "debrief"):
        assert squeezed(entries.handout(f"{play.id}-{end}").title) in paper
    opened = ".sb-play-cards, .sb-play-card:last-child, .sb-later"
    page.locator(opened).evaluate_all("all => all.forEach(one => one.open = true)")
    sheets = printed(page)
    wanted = (said, "Afterwardsonly")
    card, after = (next(n for n, text in enumerate(sheets) if w in text) for w in wanted)
    assert card < after
    first = squeezed(play.roles[0]["parts"][0]["points"][0])
    assert not [words for words in sheets if first in words]


def test_marks_on_the_draft_stay_in_the_tab_and_off_the_paper(visit):
    """A delegation's mark is there again after a reload; on paper its cell is empty."""
    page = visit(COUNCIL.id, width=390)
    mark = page.get_by_role("radiogroup", name="Your mark: C. Troops").get_by_label("change")
    mark.check()
    page.reload()
    assert mark.is_checked()
    page.emulate_media(media="print")
    assert not mark.is_visible()


@EACH
def test_first_words_that_need_it_lead_to_the_glossary(book, play):
    """A briefing and a card link a word at its first use alone, and no link tells the outcome."""
    page = soup(book / f"{play.id}.html").article
    for part in page.select("#briefing, details.sb-play-card"):
        terms = [a["href"] for a in part.select("a[href^='glossary.html#term-']")]
        assert len(terms) == len(set(terms))
    links = page.select("#briefing a[href*='#term-'], .sb-play-card a[href*='#term-']")
    there = soup(book / "glossary.html")
    for name in {a["href"].partition("#")[2] for a in links}:
        said = there.find(id=name).find_next("dd").get_text(" ").casefold()
        assert not [secret for secret in play["secrets"] if secret.casefold() in said]
    assert links


@EACH
def test_letters_of_double_size_fit_a_phone(visit, play):
    """At 200 per cent nothing runs over the side of a phone."""
    page = visit(play.id, width=390, height=844)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
