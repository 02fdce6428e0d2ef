"""The tasks of coding a report and of dating one, in a browser."""

import re
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

from sourcebook.sphinx import class_results, task_coding
from sourcebook.tasks import class_codes, editions, paragraph_codes

CODING = {"hague-lavrov-2012": "CEBCCDGG", "hammond-khoja-2015": "DFAEEEDAGACCC"}
DATING = "when-was-it-written"
PARAGRAPHS = {one.number: len(one.paragraphs) for one in paragraph_codes.reports()}
EVERY = pytest.mark.parametrize(("slug", "letters"), CODING.items())
FACTS = task_coding.pool()
SOUND = {"met-before": "events/vienna-communique", "next-week": "events/issg-vienna"}
REASON = "Again and we need a round with Britain in it, so 30 October is over."


def task(page, kind="class-coding"):
    # The scripts come when a task comes near.
    page.evaluate("window.sourcebook?.loadTasks?.()")
    return page.locator(f"sb-task[data-type={kind}]")


def code(box, letters: str) -> None:
    """Choose a letter in each paragraph; ? leaves it alone."""
    for row, letter in zip(box.locator(".sb-coding > li").all(), letters, strict=False):
        if letter != "?":
            row.get_by_role("radio", name=f"{letter}:").check()


def class_code(box) -> class_codes.Coding:
    return class_codes.decode(box.locator(".sb-coding-code").inner_text(), PARAGRAPHS)


def values(letters: str) -> tuple[int, ...]:
    return tuple("?ABCDEFG".index(letter) for letter in letters)


# Coding ------------------------------------------------------------------------------------------


@EVERY
def test_learners_read_rules_and_no_examples(book, slug, letters):
    """A task has definition and bounds of each code; examples describe the very paragraphs."""
    page = unescape((book / f"{slug}.html").read_text("utf-8"))
    own = page[page.index('data-type="class-coding"') :].split("</sb-task>")[0]
    for row in paragraph_codes.rows():
        assert all(row[part] in own for part in ("definition", "include", "exclude"))
        assert row["boundary_example"] not in page


def test_teachers_read_the_examples_as_well(monkeypatch):
    """In the teacher edition the codebook has the examples, in the student edition it has not."""
    example = paragraph_codes.rows()[0]["boundary_example"]
    for edition in editions.STUDENT, editions.TEACHER:
        monkeypatch.setenv(editions.VARIABLE, edition)
        there = class_results.codebook().astext()
        assert (example in there) == (edition == editions.TEACHER)


@EVERY
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_coded_report_becomes_a_class_code(live, scheme, slug, letters):
    """Every paragraph coded, the page shows a code that holds just these letters."""
    box = task(live(slug, scheme))
    assert not box.locator(".sb-coding-given").is_visible()
    code(box, letters)
    found = class_code(box)
    assert found.values == values(letters) and found.book == paragraph_codes.version()
    assert paragraph_codes.reports()[found.report - 1].id == slug
    box.get_by_role("button", name="Make my class code").click()
    said = box.locator(".sb-task-said").inner_text()
    assert box.locator(".sb-coding-code").inner_text() in said and "not coded" not in said
    assert box.get_attribute("data-state") == "done"


def test_gaps_are_allowed_and_said(live):
    """Some paragraphs left out, there is a code all the same, and the page says what is missing."""
    box = task(live("hague-lavrov-2012"))
    code(box, "C?B")
    assert class_code(box).values == values("C?B?????")
    assert "2 of 8 paragraphs coded" in box.locator(".sb-coding-progress").inner_text()
    box.get_by_role("button", name="Make my class code").click()
    assert "6 paragraphs are not coded" in box.locator(".sb-task-said").inner_text()
    assert box.get_attribute("data-state") == "tried"
    box.locator(".sb-coding > li").first.get_by_role("radio", name="not coded").check()
    assert class_code(box).values == values("??B?????")


def test_keys_choose_letters(live):
    """In a row a letter key chooses, a minus takes back, arrows move, and Tab leads to the next."""
    page = live("hague-lavrov-2012")
    box = task(page)
    first = box.locator(".sb-coding > li").first
    first.get_by_role("radio", name="not coded").focus()
    page.keyboard.press("c")
    assert class_code(box).values[0] == 3
    assert "C: Russia" in first.inner_text()
    page.keyboard.press("ArrowRight")
    assert class_code(box).values[0] == 4
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the link of the second paragraph
    page.keyboard.press("g")
    assert class_code(box).values[:2] == (4, 7)
    page.keyboard.press("-")
    assert class_code(box).values[:2] == (4, 0)


def test_the_code_can_be_copied_and_read_out(live):
    """A button copies the code, and a list gives a word for each of its signs."""
    page = live("hague-lavrov-2012", permissions=["clipboard-read", "clipboard-write"])
    box = task(page)
    code(box, CODING["hague-lavrov-2012"])
    box.get_by_role("button", name="Copy").click()
    box.get_by_text("Copied.").wait_for()
    shown = box.locator(".sb-coding-code").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    box.get_by_text("To read it out").click()
    groups = box.locator(".sb-coding-spoken li").all_inner_texts()
    assert [group.split()[0] for group in groups] == shown.split("-")
    assert sum(len(re.findall(r"[\w-]+", group)) - 1 for group in groups) == len(shown) - 2


def test_a_coding_survives_reload(live):
    """What was chosen is there after a reload, and Try again empties it."""
    page = live("hague-lavrov-2012")
    code(task(page), "CEBC")
    page.wait_for_timeout(600)
    page.reload()
    assert class_code(task(page)).values == values("CEBC????")
    task(page).get_by_role("button", name="Try again").click()
    assert not task(page).locator(".sb-coding-given").is_visible()


def test_a_coding_under_another_codebook_is_kept_as_words(live):
    """Letters of an earlier codebook are not put into the controls, and are shown as text."""
    page = live("hague-lavrov-2012")
    code(task(page), "CEBC")
    page.wait_for_timeout(600)
    page.evaluate(
        """() => {
          const name = document.querySelector('sb-task[data-type=class-coding]').dataset.task
          const record = sourcebook.store.get(name)
          sourcebook.store.put(name, {...record, answer: {...record.answer, book: 'ZZ'}})
        }"""
    )
    page.reload()
    assert not task(page).locator(".sb-coding-given").is_visible()
    assert "C Russia" in task(page).locator(".sb-task-asides").inner_text()


@pytest.mark.parametrize("media", ["print", "screen"])
def test_without_scripts_it_is_a_sheet_to_circle(live, media):
    """With JavaScript off, every paragraph has its letters, and the codebook can be opened."""
    page = live("hague-lavrov-2012", java_script_enabled=False)
    page.emulate_media(media=media)
    box = task(page)
    assert box.locator(".sb-coding > li").count() == 8
    assert "circle one letter" in box.locator(".sb-coding-paper").inner_text()
    assert box.locator(".sb-coding-letters").first.inner_text().split()[:7] == list("ABCDEFG")
    assert not box.locator(".sb-coding-end").is_visible()
    if media == "print":
        assert not box.locator("input").first.is_visible()


@EVERY
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_coded_task(live, mode, width, slug, letters):
    """Coded, checked and unfolded, the task has no violation and fits its screen."""
    page = live(slug, mode=mode, width=width)
    code(task(page), letters[:-1])
    task(page).get_by_role("button", name="Make my class code").click()
    task(page).locator("details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert violations(page, "class-coding") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def violations(page, kind: str) -> list[str]:
    found = Axe().run(page, context=f"sb-task[data-type={kind}]").response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def test_letters_can_be_touched(live):
    """On a phone each letter is at least 36 by 44 pixels, and a tap chooses it."""
    box = task(live("hague-lavrov-2012", width=390, height=844, has_touch=True))
    labels = box.locator(".sb-coding-letters label")
    sizes = [label.bounding_box() for label in labels.all()]
    assert min(size["height"] for size in sizes) >= 44
    assert min(size["width"] for size in sizes) >= 36
    labels.nth(2).tap()
    assert class_code(box).values[0] == 3


# Dating ------------------------------------------------------------------------------------------


def date(box, clues: dict[str, str], first: str, last: str, basis="clues", reason=REASON) -> str:
    """Answer the task of dating, check it, and return what its status says."""
    for clue, fact in clues.items():
        row = box.locator(f"[data-clue={clue}]")
        row.get_by_role("checkbox").check()
        row.locator("select").select_option(str(FACTS.index(fact) + 1) if fact else "")
    for field, day in zip(box.locator("input[type=date]").all(), (first, last), strict=True):
        field.fill(day)
    if basis:
        box.locator(f"input[value={basis}]").check()
    box.locator("textarea").fill(reason)
    box.get_by_role("button", name="Check").click()
    return box.locator(".sb-task-said").inner_text()


def verdict(box) -> str:
    return box.locator(".sb-date-days .sb-task-note, .sb-date-days + .sb-task-note").inner_text()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_sound_interval_with_its_facts_is_right(live, scheme):
    """Clues with their facts and the days that they leave: right, and the task is done."""
    box = task(live(DATING, scheme), "dating")
    said = date(box, SOUND, "2015-11-02", "2015-11-08")
    assert said.startswith("Right.") and "have their facts" in said
    assert "2 to 8 November 2015: 7 days left" in verdict(box)
    assert box.get_attribute("data-state") == "done"


def test_one_day_from_the_text_over_claims(live):
    """4 November from the clues is told apart from a right interval and from the outside day."""
    page = live(DATING)
    box = task(page, "dating")
    assert date(box, SOUND, "2015-11-04", "2015-11-04").startswith("The right day, but not from")
    assert "over-claims" in verdict(box)
    assert box.get_attribute("data-state") == "tried"
    said = date(box, {}, "2015-11-04", "2015-11-04", basis="outside")
    assert said.startswith("Right, and rightly based")


@pytest.mark.parametrize(
    ("clue", "fact", "said"),
    [
        ("second-round", "events/unscr-2249", "does not do it"),
        ("next-week", task_coding.NO_DATE, "does not do it"),
        ("no-paris", "", "No fact yet"),
        ("four-powers", "events/vienna-four-way", "is the reading right"),
        ("russian-strikes", "events/russian-air-campaign", "turns the words into days"),
    ],
)
def test_each_clue_is_told_about_its_fact(live, clue, fact, said):
    """A wrong fact, none, one that fits a trap and a right one have different feedback."""
    box = task(live(DATING), "dating")
    date(box, {clue: fact}, "2015-11-02", "2015-11-08")
    assert said in box.locator(f"[data-clue={clue}] .sb-task-note").inner_text()


@pytest.mark.parametrize(
    ("last", "basis", "reason", "said"),
    [
        ("", "clues", REASON, "earliest and a latest"),
        ("2015-11-08", "", REASON, "what you know it from"),
        ("2015-11-08", "clues", "", "Write your reason"),
    ],
)
def test_what_is_missing_is_asked_for(live, last, basis, reason, said):
    """Without days, basis or reason there is no verdict yet, and no scheme."""
    box = task(live(DATING), "dating")
    assert said in date(box, SOUND, "2015-11-02", last, basis, reason)
    assert box.locator(".sb-task-note").count() == 0


def test_scheme_exemplars_and_outside_come_after_the_answer(live):
    """Mark scheme, exemplars and metadata are nowhere on the page until an answer is given."""
    page = live(DATING)
    box = task(page, "dating")
    assert box.get_by_text("A strong answer").count() == 0
    assert box.get_by_text("/news/2015/11/04").count() == 0
    date(box, SOUND, "2015-11-02", "2015-11-08")
    assert box.get_by_text("A strong answer").is_visible()
    last = box.locator(".sb-date-last")
    assert last.get_attribute("open") is None
    last.locator("summary").click()
    assert "/news/2015/11/04" in last.inner_text()


def test_an_answer_on_dating_survives_reload(live):
    """Clues, facts, days, basis and reason come back as they were."""
    page = live(DATING)
    date(task(page, "dating"), SOUND, "2015-11-02", "2015-11-08")
    page.reload()
    box = task(page, "dating")
    row = box.locator("[data-clue=next-week]")
    assert row.get_by_role("checkbox").is_checked()
    assert row.locator("select").input_value() == str(FACTS.index(SOUND["next-week"]) + 1)
    assert box.locator("textarea").input_value() == REASON
    assert box.locator("input[value=clues]").is_checked()


def test_the_lab_keeps_its_choices(live):
    """Clues switched on and an answer given in the lab are there after a reload."""
    page = live(DATING)
    lab = page.locator("[data-dating-lab]")
    lab.locator("#clue-met-before").check()
    lab.locator("input[name=latest]").fill("2015-11-08")
    lab.locator("input[name=latest]").press("Tab")
    page.reload()
    assert lab.locator("#clue-met-before").is_checked()
    assert lab.locator("input[name=latest]").input_value() == "2015-11-08"
    assert lab.locator(".sb-dating-left").inner_text().startswith("30 October 2015 or later")


@pytest.mark.parametrize("media", ["print", "screen"])
def test_without_scripts_dating_leaves_room_to_write(live, media):
    """With JavaScript off there are facts, clues, blanks and lines, and no dead control."""
    page = live(DATING, java_script_enabled=False)
    page.emulate_media(media=media)
    box = task(page, "dating")
    assert box.locator(":is(input, select, textarea, button):visible").count() == 0
    assert box.locator(".sb-date-lines > span:visible").count() >= 6
    assert box.locator(".sb-date-blank").first.is_visible()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_dated_task(live, mode, width):
    """Answered, checked and unfolded, the task has no violation and fits its screen."""
    page = live(DATING, mode=mode, width=width)
    box = task(page, "dating")
    date(box, SOUND | {"four-powers": "events/unscr-2249"}, "2015-11-04", "2015-11-04")
    box.locator("details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert violations(page, "dating") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_answers_stands_in_no_readable_part(book):
    """Neither the page nor the search index has the pairs of clue and fact, or the exemplars."""
    page = (book / f"{DATING}.html").read_text("utf-8")
    own = page[page.index('data-type="dating"') :].split("</sb-task>")[0]
    assert "A strong answer" not in own and '"fits"' not in own
