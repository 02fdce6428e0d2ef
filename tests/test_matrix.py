import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from builds import refused, slugs, soup
from conftest import TWO_LOOKS, violations
from sourcebook import coding, lineup, tables
from sourcebook.sphinx import weigh

SLUG = "comparing-the-positions"
BRITISH = ".sb-matrix[data-matrix=British]"
LABELS = {key: name[0].upper() + name[1:] for key, (_, name) in lineup.KEYS.items()}
NAMES = {
    "year": ["2012", "2015"],
    "listeners": ["Russian minister", "press", "Parliament"],
    "party": ["Assad’s backer", "no talks reported", "a leader of the Syrian opposition"],
    "question": ["no question reported", "question known from elsewhere"],
}


@pytest.fixture(scope="module")
def chapter(book):
    """The chapter's HTML, parsed."""
    return soup(book / f"{SLUG}.html")


@pytest.mark.parametrize("row", coding.cells().to_dict("records"), ids=lambda row: row["occasion"])
def test_every_cell_is_printed_with_value_status_and_reason(chapter, row):
    """A cell shows its value, its status in words, its reason and links to its evidence."""
    (cell,) = chapter.select(f"td#cell-{row['dimension']}-{row['occasion']}")
    text = " ".join(cell.get_text(" ").split())
    assert row["label"] in text and row["reason"] in text
    assert row["status"] in text.lower()
    links = {link["href"] for link in cell.select(".sb-mx-places a")}
    cited = [] if row["value"] == "not-stated" else row["evidence"].split()
    paragraphs = {tables.row("evidence", key)["paragraph"] for key in cited}
    assert links == {f"{row['source']}.html#{paragraph}" for paragraph in paragraphs}


def test_what_is_known_from_elsewhere_has_its_source(chapter):
    """Each cell known from elsewhere leads to a row among the facts used on the page."""
    cells = chapter.select('td:has(.sb-status[data-status="elsewhere"])')
    known = coding.cells().query("status == 'known from elsewhere'")
    assert len(cells) == len(known) > 5
    facts = {f"#{item['id']}" for item in chapter.select(".sb-facts li")}
    for cell in cells:
        assert {mark["href"] for mark in cell.select(".sb-mx-outside a.sb-mark")} <= facts
        assert cell.select(".sb-mx-outside a.sb-mark")


def test_the_others_stand_apart(chapter):
    """Words of other parties are in a table of their own that says what they are not."""
    (other,) = chapter.select(".sb-matrix[data-matrix=other]")
    assert "never evidence for a British position" in other.caption.text
    assert not chapter.select(f'{BRITISH} td[data-occasion="khoja-to-reporters"]')


def test_the_conclusion_is_the_computed_one(chapter):
    """The sentence on year and audience is the one that the codings give."""
    assert chapter.select_one(".sb-mx-conclusion").text == lineup.conclusion()


def test_only_pages_with_a_matrix_load_its_assets(book):
    """No other page carries the matrix's script or style."""
    having = [
        slug for slug in slugs() if soup(book / f"{slug}.html").select('script[src*="matrix.js"]')
    ]
    assert having == [SLUG]


def test_without_scripts_it_is_a_table_with_its_reasons(visit):
    """With JavaScript off there is no dead control, and table, reasons and weighing can be read."""
    page = visit(SLUG, java_script_enabled=False)
    assert page.locator(".sb-mx-tools").is_hidden()
    assert page.locator(f"{BRITISH} td[role=cell] .sb-mx-value").count() == 40
    assert page.locator(f"{BRITISH} .sb-mx-reasons dd").first.is_visible()
    assert page.locator(".sb-weigh summary").first.is_visible()


def groups(page) -> list[str]:
    """The headings over the columns."""
    return page.locator(f"{BRITISH} .sb-mx-groups th").all_text_contents()


@pytest.mark.parametrize("key", lineup.KEYS)
def test_the_columns_can_be_ordered(visit, key):
    """A button groups the columns, says what lines up, and is the only one pressed."""
    page = visit(SLUG)
    page.get_by_role("button", name=LABELS[key], exact=True).click()
    assert groups(page) == NAMES[key]
    assert page.locator(".sb-mx-says").text_content() == lineup.ordering(key)
    pressed = page.locator('[data-order][aria-pressed="true"]')
    assert pressed.all_text_contents() == [LABELS[key]]
    heads = page.locator(f"{BRITISH} .sb-mx-names [data-occasion]")
    order = heads.evaluate_all("all => all.map(head => head.dataset.occasion)")
    assert len(set(order)) == 5
    for row in page.locator(f"{BRITISH} tr[data-dimension]").all():
        cells = row.locator("td").evaluate_all("all => all.map(cell => cell.dataset.occasion)")
        assert cells == order
    notes = page.locator(f"{BRITISH} .sb-mx-lineup").all_text_contents()
    assert notes == [lineup.lines_up(d, key).says for d in coding.cells()["dimension"].unique()]


def test_the_announcement_is_live(visit):
    """What an ordering shows is announced to a reader who cannot see the columns move."""
    says = visit(SLUG).locator(".sb-mx-says")
    assert says.get_attribute("role") == "status"


def test_one_question_can_be_shown_alone(visit):
    """The filter leaves one row, says so, and gives all rows back."""
    page = visit(SLUG)
    select = page.locator("[data-filter]")
    select.select_option("russia")
    shown = page.locator(f"{BRITISH} tr[data-dimension]:visible")
    assert shown.evaluate_all("all => all.map(row => row.dataset.dimension)") == ["russia"]
    assert page.locator(".sb-mx-says").text_content() == "Showing Russia."
    select.select_option("")
    assert shown.count() == 8


def test_what_is_known_from_elsewhere_can_be_hidden(visit):
    """Hidden, the outside knowledge leaves a silence, and the silent cell still says so."""
    page = visit(SLUG)
    chips = page.locator(f'{BRITISH} td .sb-status[data-status="elsewhere"]:visible')
    before = chips.count()
    toggle = page.get_by_role("button", name="Known from elsewhere")
    toggle.click()
    assert (before > 5, chips.count()) == (True, 0)
    assert toggle.get_attribute("aria-pressed") == "false"
    assert f"{before} cells" in page.locator(".sb-mx-says").text_content()
    cell = page.locator("#cell-assad-hammond-to-reporters")
    assert "Not stated in this report" in cell.inner_text()
    cell.locator("summary").click()
    assert "Nothing that he is reported to say" in cell.inner_text()
    assert "joint statement" not in cell.inner_text()


def test_the_keyboard_alone_orders_and_opens(visit):
    """Enter orders, Enter opens a reason, Escape shuts it and the focus stays where it was."""
    page = visit(SLUG)
    page.locator('[data-order="listeners"]').focus()
    page.keyboard.press("Enter")
    assert groups(page) == NAMES["listeners"]
    why = page.locator("#cell-force-hammond-to-reporters details")
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    assert why.locator("p").first.is_visible()
    page.keyboard.press("Escape")
    assert why.get_attribute("open") is None
    assert why.locator("summary").evaluate("it => it === document.activeElement")


def test_one_reason_is_open_at_a_time(visit):
    """Opening a second reason shuts the first, so that no note covers another."""
    page = visit(SLUG)
    for cell in ("force-hague-to-lavrov", "assad-hague-to-lavrov"):
        page.locator(f"#cell-{cell} summary").focus()
        page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.sb-mx-why[open]').length === 1")


def test_a_status_has_a_word_and_a_shape(visit):
    """Stated, inferred and known from elsewhere differ in word and sign, not in colour alone."""
    page = visit(SLUG)
    looks = page.locator(f"{BRITISH} td .sb-status").evaluate_all(
        "all => all.map(e => [e.textContent, getComputedStyle(e, '::before').content])"
    )
    signs = {word: sign for word, sign in looks}
    assert set(signs) == {"stated", "inferred", "known from elsewhere"}
    assert len(set(signs.values())) == 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_phone_shows_cards(visit, mode):
    """At 390 pixels each cell names its voice and group, and nothing sticks out."""
    page = visit(SLUG, mode=mode, width=390, height=844)
    page.get_by_role("button", name=LABELS["party"], exact=True).click()
    box = page.locator(BRITISH)
    assert box.evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    cell = page.locator("#cell-russia-hammond-to-reporters")
    assert "Hammond to reporters" in cell.inner_text()
    assert "a leader of the Syrian opposition" in cell.inner_text()
    assert page.locator(f"{BRITISH} thead").first.is_hidden()


def test_a_small_laptop_keeps_the_table(visit):
    """From 900 pixels on the grid is a table that fits its column."""
    for width in (900, 1024):
        box = visit(SLUG, width=width, height=768).locator(BRITISH)
        assert box.locator("thead").first.is_visible()
        assert box.locator("td[role=cell]").last.evaluate("e => getComputedStyle(e).display") == (
            "table-cell"
        )
        wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.id)"
        assert box.locator("td[data-occasion]").evaluate_all(wide) == []
        assert box.evaluate("it => it.scrollWidth - it.clientWidth") <= 0


@pytest.mark.parametrize("view", weigh.VIEWS.values())
def test_the_reader_weighs_before_we_do(visit, view):
    """Our weighing waits for a choice, and then for the reader to open it; there is no score."""
    page = visit(SLUG)
    form = page.locator(".sb-weigh").first
    ours = form.locator(".sb-weigh-ours")
    assert ours.is_hidden()
    form.get_by_role("radio", name=view).check()
    assert not ours.locator("strong").first.is_visible()
    ours.locator("summary").click()
    assert ours.locator("strong").first.is_visible()
    assert view in form.locator(".sb-weigh-said").text_content()
    shown = form.inner_text().lower()
    assert not re.search(r"\b(score|points?|correct|wrong)\b", shown.replace("wrong word", ""))
    assert page.locator(".sb-weigh-ours:visible").count() == 1


@TWO_LOOKS
def test_axe_finds_nothing_in_the_used_widgets(visit, mode, width):
    """Ordered, filtered, opened and weighed, the widgets have no violation."""
    page = visit(SLUG, mode=mode, width=width)
    page.locator('[data-order="question"]').click()
    page.locator("[data-filter]").select_option("assad")
    page.locator("#cell-assad-hammond-to-reporters summary").click()
    page.get_by_role("radio", name="cannot tell").first.check()
    assert violations(page, {"include": [[".sb-matrix"], [".sb-weigh"]]}) == []


def letters(text: str) -> str:
    """Only the letters: paper breaks lines and joins some letters into one sign."""
    return re.sub(r"[^a-z]+", "", unicodedata.normalize("NFKC", text).lower())


def test_paper_does_not_answer_the_empty_boxes(visit):
    """Printed, our weighing stands only under the form in which the reader has opened it."""
    page = visit(SLUG)

    def views() -> int:
        paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
        return letters("".join(sheet.extract_text() for sheet in paper.pages)).count("wesay")

    assert views() == 0
    page.get_by_role("radio", name="cannot tell").first.check()
    page.locator(".sb-weigh-ours summary").first.click()
    assert views() == 1


def test_a_choice_that_the_browser_kept_is_a_choice(visit):
    """After going back, a kept choice still lets the reader open our weighing."""
    page = visit(SLUG)
    form = page.locator(".sb-weigh").first
    form.locator("input").first.evaluate("box => { box.checked = true }")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert form.locator(".sb-weigh-ours").is_visible()


def test_paper_has_the_table_and_every_reason(visit):
    """Printed on A4, the chapter has the matrix as a table and all that a screen unfolds."""
    paper = PdfReader(io.BytesIO(visit(SLUG).pdf(format="A4")))
    sheets = [letters(sheet.extract_text()) for sheet in paper.pages]
    text = "".join(sheets)
    missing = [r for r in coding.cells()["reason"] if letters(r) not in text]
    assert missing == []
    assert letters("Order the columns by") not in text
    whole = [letters(title) for title in coding.matrix().index]
    assert any(all(title in sheet for title in whole) for sheet in sheets)


MISTYPED = {
    "```{position-matrix} Martian\n```": "no group 'Martian'",
    "```{weigh} oil\n:view: audience\nWhy.\n```": "no dimension 'oil'",
    "```{weigh} force\nWhy.\n```": "Say what we think",
    "```{weigh} force\n:view: maybe\nWhy.\n```": '"maybe" unknown',
}


def test_mistyped_directives_stop_the_build(tmp_path):
    """A group, dimension or view that does not exist is refused, all of them in one build."""
    log = refused(tmp_path, MISTYPED)
    assert [problem for problem in MISTYPED.values() if problem not in log] == []
