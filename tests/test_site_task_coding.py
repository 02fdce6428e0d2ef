"""The task of coding a report, in a browser."""

import re
from html import unescape

import pytest

from conftest import TWO_LOOKS, live_tasks, violations
from sourcebook.sphinx import class_results
from sourcebook.tasks import class_codes, editions, paragraph_codes

CODING = {"hague-lavrov-2012": "CEBCCDGG", "hammond-khoja-2015": "DFAEEEDAGACCC"}
PARAGRAPHS = {one.number: len(one.paragraphs) for one in paragraph_codes.reports()}
EVERY = pytest.mark.parametrize(("slug", "letters"), CODING.items())


def task(page):
    # The scripts come when a task comes near.
    live_tasks(page)
    return page.locator("sb-task[data-type=class-coding]")


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
@TWO_LOOKS
def test_axe_finds_nothing_in_the_coded_task(live, mode, width, slug, letters):
    """Coded, checked and unfolded, the task has no violation and fits its screen."""
    page = live(slug, mode=mode, width=width)
    code(task(page), letters[:-1])
    task(page).get_by_role("button", name="Make my class code").click()
    task(page).locator("details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert violations(page, "sb-task[data-type=class-coding]") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_letters_can_be_touched(live):
    """On a phone each letter is at least 36 by 44 pixels, and a tap chooses it."""
    box = task(live("hague-lavrov-2012", width=390, height=844, has_touch=True))
    labels = box.locator(".sb-coding-letters label")
    sizes = [label.bounding_box() for label in labels.all()]
    assert min(size["height"] for size in sizes) >= 44
    assert min(size["width"] for size in sizes) >= 36
    labels.nth(2).tap()
    assert class_code(box).values[0] == 3
