"""The page of all answers in the built book, in a browser."""

import gzip
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest

from builds import ROOT, soup
from conftest import TWO_LOOKS, violations
from sourcebook import chapters
from sourcebook.tasks import bank

SLUG = "my-answers"
BUNDLE = "_static/vendor/docx.iife.js"
PRACTICE = [item for item in bank.items() if item.edition == bank.PRACTICE]
BY_CHAPTER = {
    slug: [item for item in PRACTICE if item.chapter == slug]
    for slug in chapters.listed(ROOT / "book")
}
WRITTEN, CHOSEN, GONE = "mend-a-sentence", "mark-three-on-russia", "no-such-task-any-more"
ANSWER = (
    "First line: “naïve” – İ, Дамаск, دمشق 😀\nsecond line\n\nA new paragraph & <b>no mark-up</b>."
)
REFUSED = """for (const n of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, n, {get() { throw new DOMException('no', 'SecurityError') }})"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def answered(name: str, answer="yes", **more) -> dict:
    """A record of an answer, as the tasks store it."""
    item = next((one for one in PRACTICE if one.id == name), None)
    return {
        "type": item.type if item else "written",
        "version": item.version if item else "00000000",
        "title": item["title"] if item else "An old task",
        "chapter": item.chapter if item else "gone",
        "answer": answer,
        "text": answer,
        "done": False,
        "hints": 0,
        "at": "2026-03-01T10:30:00.000Z",
    } | more


RECORDS = {
    WRITTEN: answered(
        WRITTEN, ANSWER, done=True, self={"mark": 3, "out_of": 4, "change": "Who reports it?"}
    ),
    CHOSEN: answered(CHOSEN, {"marks": [1, 2, 3]}, text="Answer 1: 1 of 6\nAnswer 2: 2 of 6"),
    GONE: answered(GONE, "What I once wrote"),
}
PUT = "all => { for (const [id, one] of Object.entries(all)) sourcebook.store.put(id, one) }"
BARE = """() => Object.fromEntries(Object.entries(sourcebook.store.all()).map(
  ([id, {rev, ...one}]) => [id, one]))"""


@pytest.fixture
def filled(visit):
    """Open the page with three answers stored: `filled(**what visit takes)`."""

    def open_page(**options):
        page = visit(SLUG, accept_downloads=True, **options)
        page.evaluate(PUT, RECORDS)
        page.wait_for_function("document.querySelectorAll('.sb-my-answer').length === 3")
        return page

    return open_page


def press(page, name: str) -> None:
    page.locator(".sb-my").get_by_role("button", name=name).click()


def said(page) -> str:
    """What the page says after something was done."""
    return page.locator(".sb-my-said").inner_text()


def downloaded(page, name: str) -> tuple[str, bytes]:
    """Press a button and return the name and content of the file it makes."""
    with page.expect_download() as waiting:
        press(page, name)
    path = waiting.value.path()
    return waiting.value.suggested_filename, path.read_bytes()


def bring(page, content: bytes, name: str = "answers.json") -> str:
    """Choose a file to bring in, and return what is said."""
    page.locator(".sb-my-said").evaluate("e => e.replaceChildren()")
    page.get_by_label("Bring in answers from a file").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )
    page.wait_for_function("document.querySelector('.sb-my-said').textContent !== ''")
    return said(page)


# What is shown ------------------------------------------------------------------------------------


def test_nothing_answered_says_what_to_do(visit):
    """Empty, the page says how to begin, lists every practice task, and nothing is done."""
    page = visit(SLUG)
    empty = page.locator(".sb-my-empty")
    assert "answered nothing yet" in empty.inner_text()
    assert "in another tab is in that tab" in empty.inner_text(), "as they are not kept"
    total = page.locator(".sb-my-total").inner_text()
    assert total.startswith(f"0 of {len(PRACTICE)} tasks done.")
    assert page.locator(".sb-my-open").first.is_visible(), "the first chapter's are unfolded"
    assert page.locator(".sb-my-open li").count() == len(PRACTICE)
    page.evaluate("sourcebook.store.keep(true)")
    page.wait_for_function(
        "!document.querySelector('.sb-my-empty').textContent.includes('another tab')"
    )
    for name in ("Save to a file", "Save as Word document", "Clear all answers …"):
        press(page, name)
        assert said(page).startswith("There is nothing to")


def test_chapters_and_tasks_come_in_the_books_order(visit):
    """Titles of chapters, tasks, minutes and addresses are those of the book and the bank."""
    page = visit(SLUG)
    own = {slug: items for slug, items in BY_CHAPTER.items() if items}
    links = page.locator(".sb-my-progress a")
    assert [
        href.removesuffix(".html")
        for href in links.evaluate_all("a => a.map(e => e.getAttribute('href'))")
    ] == list(own)
    found = page.locator(".sb-my-open a").evaluate_all("a => a.map(e => e.getAttribute('href'))")
    assert found == [f"{s}.html#task-{item.id}" for s, items in own.items() for item in items]
    first = own[next(iter(own))][0]
    number = f"{first['minutes']:g}"
    assert page.locator(".sb-my-open li").first.text_content() == (
        f"{first['title']}, {number} minute{'' if number == '1' else 's'}"
    )


def test_answers_are_set_out_with_state_date_and_own_mark(filled):
    """Each answer has its title, state, kind, day, words as written and the learner's mark."""
    page = filled()
    one = page.locator(".sb-my-answer", has_text="Who reports it?")
    item = bank.item(WRITTEN)
    assert one.locator("h4").inner_text() == item["title"]
    assert one.locator("h4 a").get_attribute("href") == f"{item.chapter}.html#task-{WRITTEN}"
    facts = one.locator(".sb-my-facts").inner_text()
    assert facts.startswith("✓ Done · Write · 1 March 2026")
    assert one.locator(".sb-my-text").text_content() == ANSWER
    assert one.locator(".sb-my-self").all_inner_texts() == [
        "Own mark: 3 of 4",
        "Would change: Who reports it?",
    ]
    total = page.locator(".sb-my-total").inner_text()
    assert total == f"1 of {len(PRACTICE)} tasks done. 1 more begun."


def test_only_what_is_answered_can_be_shown(filled):
    """The space bar leaves answers alone, also after a reload, and brings the rest back."""
    page = filled()
    only = page.get_by_label("Show only what I have answered")
    rest = page.locator(".sb-my-unbegun, .sb-my-chapter:not([data-begun])")
    assert rest.first.is_visible()
    only.press("Space")
    assert page.locator(".sb-my-answer").first.is_visible()
    assert not [one for one in rest.all() if one.is_visible()]
    page.reload()
    assert only.is_checked() and not rest.first.is_visible()
    only.press("Space")
    assert rest.first.is_visible()


def test_an_answer_to_a_task_that_is_gone_is_still_there(filled):
    """What the book no longer has stands under a heading of its own."""
    last = filled().locator(".sb-my-chapter").last
    assert last.locator("h3").inner_text() == "No longer in the book"
    assert "What I once wrote" in last.inner_text() and "An old task" in last.inner_text()


def test_answers_kept_beside_are_shown(filled):
    """An answer from another tab or file stands under the one it differs from."""
    page = filled()
    other = json.loads(page.evaluate("sourcebook.store.exportText()"))
    other["answers"][WRITTEN] |= {
        "answer": "Another",
        "text": "Another",
        "at": "2025-01-01T00:00:00Z",
    }
    told = bring(page, json.dumps(other).encode())
    assert "2 answers were here already." in told
    assert "1 answer here is newer and stayed. The file’s is kept beside it." in told
    page.wait_for_selector(".sb-my-other")
    line = page.locator(".sb-my-other").inner_text()
    assert "Kept beside it" in line and "Another" in line


def test_a_strange_record_breaks_nothing(visit):
    """A record with parts missing or of another kind is shown as far as it goes."""
    page = visit(SLUG)
    page.evaluate(PUT, {WRITTEN: {"answer": 3, "text": 4, "at": "never", "self": 5, "others": 6}})
    page.evaluate(
        PUT, {CHOSEN: {"answer": [1], "self": {"mark": "x", "change": 2}, "others": [None, 1]}}
    )
    page.wait_for_function("document.querySelectorAll('.sb-my-answer').length === 2")


def test_another_tab_is_followed(filled):
    """What another tab stores appears without a reload, once answers are kept here."""
    page = filled()
    page.get_by_label("Keep my answers on this computer").check()
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate(PUT, {bank.item(CHOSEN).id: answered(CHOSEN, "x", text="from the other tab")})
    page.wait_for_function("document.body.innerText.includes('from the other tab')")


# Files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_export_clear_and_import_bring_all_back(filled, scheme):
    """Saved, cleared and brought in again, every answer is as it was; also from a folder."""
    page = filled(scheme=scheme)
    before = page.evaluate(BARE)
    name, content = downloaded(page, "Save to a file")
    assert re.fullmatch(r"my-answers-\d{4}-\d\d-\d\d\.json", name)
    assert said(page).startswith("3 answers saved")
    press(page, "Clear all answers …")
    press(page, "Clear them")
    assert page.evaluate("sourcebook.store.all()") == {}
    assert "answered nothing yet" in page.locator(".sb-my-empty").inner_text()
    assert bring(page, content, name) == "3 answers taken from the file."
    assert page.evaluate(BARE) == before
    page.reload()
    assert page.locator(".sb-my-answer").count() == 3
    assert page.evaluate(BARE) == before


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_word_document_has_headings_words_and_lines(filled, scheme):
    """The .docx opens as XML: real headings, each word and line break, own mark, empty name."""
    page = filled(scheme=scheme)
    name, content = downloaded(page, "Save as Word document")
    assert re.fullmatch(r"my-answers-\d{4}-\d\d-\d\d\.docx", name)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    parts = [part for part in archive.namelist() if part.endswith((".xml", ".rels"))]
    trees = {part: ElementTree.fromstring(archive.read(part)) for part in parts}
    body = trees["word/document.xml"]
    found = []
    for line in body.iter(f"{W}p"):
        style = line.find(f"{W}pPr/{W}pStyle")
        words = "".join(
            "\n" if e.tag == f"{W}br" else e.text or ""
            for e in line.iter()
            if e.tag in (f"{W}t", f"{W}br")
        )
        found.append((style.get(f"{W}val") if style is not None else "", words))
    headings = [one for one in found if one[0].startswith(("Title", "Heading"))]
    assert headings[0] == ("Title", "My answers: Two Reports on Syria")
    titles = {item.id: item["title"] for item in PRACTICE}
    assert ("Heading2", titles[WRITTEN]) in headings and ("Heading2", titles[CHOSEN]) in headings
    assert ("Heading1", "No longer in the book") in headings
    assert sum(style == "Heading1" for style, _ in headings) == 3
    texts = [words for _, words in found]
    for block in ANSWER.split("\n\n"):
        assert block in texts
    assert "Answer 1: 1 of 6\nAnswer 2: 2 of 6" in texts
    assert "Own mark: 3 of 4" in texts and "Would change: Who reports it?" in texts
    assert re.fullmatch("Name: _+", texts[1])
    core = "".join(trees["docProps/core.xml"].itertext())
    assert "Un-named" not in core


def test_characters_that_xml_forbids_do_not_spoil_the_document(visit):
    """A control character or half a character in an answer is left out, the rest stays."""
    page = visit(SLUG, accept_downloads=True)
    page.evaluate(
        """one => sourcebook.store.put('mend-a-sentence',
          {...one, text: 'a\\u0000b\\u000bc\\ud800d\\ufffee'})""",
        answered(WRITTEN),
    )
    _, content = downloaded(page, "Save as Word document")
    body = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert re.search("abc�?de", "".join(ElementTree.fromstring(body).itertext()))


def test_the_word_library_is_fetched_at_the_click_alone(filled):
    """Neither opening the page nor saving a file asks for the library."""
    page = filled()
    downloaded(page, "Save to a file")
    assert BUNDLE not in page.asked
    downloaded(page, "Save as Word document")
    downloaded(page, "Save as Word document")
    assert page.asked.count(BUNDLE) == 1


def test_a_library_that_does_not_come_is_said(filled):
    """Without the library the page says what else to do, and works when it is back."""
    page = filled()
    page.route("**/docx.iife.js", lambda route: route.abort())
    press(page, "Save as Word document")
    page.wait_for_function(
        "document.querySelector('.sb-my-said').textContent.includes('could not')"
    )
    page.faults.clear()  # the console's line about the file
    page.unroute("**/docx.iife.js")
    assert downloaded(page, "Save as Word document")[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no file of answers"),
        (b"\xff\xfe\x00", "no file of answers"),
        (b'{"form": "another/1", "answers": {}}', "no file of answers"),
        (b'{"form": "two-reports-on-syria/answers/1", "answers": {}}', "has no answers in it"),
        (b" " * 10_000_001, "too large"),
    ],
    ids=["empty", "not text", "another form", "no answers", "too large"],
)
def test_a_wrong_file_is_refused_in_words(filled, content, words):
    """A file that is not ours changes nothing and is told so."""
    page = filled()
    before = page.evaluate(BARE)
    assert words in bring(page, content)
    assert page.evaluate(BARE) == before


def test_of_a_file_with_faults_the_rest_is_taken(filled):
    """A broken record is named, an old one kept beside, a new one taken."""
    page = filled()
    file = json.loads(page.evaluate("sourcebook.store.exportText()"))
    new = bank.item(PRACTICE[0].id).id
    file["answers"] |= {new: answered(new), "broken": {"text": 1}, "Bad Name": answered(GONE)}
    told = bring(page, json.dumps(file).encode())
    assert "1 answer taken" in told and "3 answers were here already." in told
    assert "“broken” is not complete" in told and "“Bad Name” is no name" in told
    page.wait_for_function("document.querySelectorAll('.sb-my-answer').length === 4")


# Clearing and keeping -----------------------------------------------------------------------------


def test_clearing_asks_first_in_the_page(filled):
    """The question has the number, the safe button has the focus, Escape leaves all as it is."""
    page = filled()
    press(page, "Clear all answers …")
    sure = page.get_by_role("group", name="Clear all answers?")
    assert "3 answers for good" in sure.inner_text()
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Leave them"
    page.keyboard.press("Escape")
    assert not sure.is_visible() and page.evaluate(focused) == "Clear all answers …"
    assert len(page.evaluate(BARE)) == 3


def test_cleared_is_cleared_everywhere(filled):
    """After clearing nothing of the book is in either storage, and nothing is kept any more."""
    page = filled()
    page.get_by_label("Keep my answers on this computer").check()
    assert "stay on this computer" in said(page)
    press(page, "Clear all answers …")
    press(page, "Clear them")
    assert said(page) == "All answers are cleared."
    for storage in ("localStorage", "sessionStorage"):
        assert page.evaluate(f"Object.keys({storage}).filter(k => k.startsWith('sb'))") == []
    assert not page.get_by_label("Keep my answers on this computer").is_checked()


def test_answers_are_kept_on_the_computer_only_on_request(filled):
    """The switch moves answers to this computer and back, and says what that means."""
    page = filled()
    keep = page.get_by_label("Keep my answers on this computer")
    assert not keep.is_checked() and "shared computer" in page.locator(".sb-my-shared").inner_text()
    stored = "Object.keys(localStorage).filter(k => k.startsWith('sb:')).length"
    assert page.evaluate(stored) == 0
    keep.check()
    assert page.evaluate(stored) == 3
    page.reload()
    assert keep.is_checked() and page.locator(".sb-my-answer").count() == 3
    keep.uncheck()
    assert page.evaluate(stored) == 0 and page.locator(".sb-my-answer").count() == 3


def test_refused_storage_is_said_and_a_file_still_works(visit):
    """The page says that nothing can be stored; a file brought in can be read and saved again."""
    page = visit(SLUG, accept_downloads=True)
    page.add_init_script(REFUSED)
    page.reload()
    assert "lets no page store" in page.locator(".sb-my-warning").inner_text()
    keep = page.get_by_label("Keep my answers on this computer")
    keep.click()
    assert not keep.is_checked() and "does not allow it" in said(page)
    file = {"form": "two-reports-on-syria/answers/1", "answers": RECORDS}
    assert "3 answers taken" in bring(page, json.dumps(file).encode())
    assert len(json.loads(downloaded(page, "Save to a file")[1])["answers"]) == 3
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()


# For everyone -------------------------------------------------------------------------------------


def test_the_keyboard_alone_saves_and_clears(filled):
    """Enter saves a file; Enter, Tab back and Enter clear all."""
    page = filled()
    page.get_by_role("button", name="Save to a file").focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert said(page) == "All answers are cleared." and page.evaluate(BARE) == {}


@TWO_LOOKS
def test_axe_finds_nothing_on_the_used_page(filled, mode, width):
    """With answers, a question open and all unfolded: no violation, nothing sticks out."""
    page = filled(mode=mode, width=width)
    press(page, "Clear all answers …")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_controls_are_large_enough_for_a_thumb(filled):
    """On a touch screen each button, field and fold is 44 pixels high."""
    page = filled(width=390, has_touch=True, is_mobile=True)
    controls = page.locator(".sb-my :is(button, summary, .sb-my-keep, input[type=file]):visible")
    sizes = controls.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert len(sizes) > 10 and min(sizes) >= 44


def test_no_name_is_asked(filled):
    """The page has a file field and two switches, and no field for a name or anything else."""
    kinds = (
        filled()
        .locator(":is(input, textarea, select):visible")
        .evaluate_all(
            "all => all.filter(e => !e.closest('.sb-search, .sb-header')).map(e => e.type)"
        )
    )
    assert sorted(kinds) == ["checkbox", "checkbox", "file"]


def test_without_scripts_the_page_explains(visit):
    """Nothing to press; where answers are and what a script would do is said."""
    page = visit(SLUG, java_script_enabled=False)
    assert "switch on JavaScript" in page.locator(".sb-my").inner_text()
    assert page.locator("article :is(button, input):visible").count() == 0
    assert "Where your answers are" in page.locator("article").inner_text()


def test_paper_has_the_answers_and_a_line_for_a_name(filled):
    """Printed: name line, headings, answers and own marks; no tool, no unbegun task, no manual."""
    page = filled()
    page.emulate_media(media="print")
    for what in (".sb-my-name", ".sb-my-answer h4", ".sb-my-text", ".sb-my-self"):
        assert page.locator(what).first.is_visible(), what
    for what in (".sb-my-tools", ".sb-my-unbegun", ".sb-my-chapter:not([data-begun])"):
        assert not page.locator(what).first.is_visible(), what
    assert not page.get_by_role("heading", name="For teachers").is_visible()


def test_the_page_is_light(book, visit):
    """Its own script, style and list of tasks have at most 12 kB in gzip."""
    assets = [book / "_static" / name for name in ("my-answers.js", "my-answers.css")]
    listed = soup(book / f"{SLUG}.html").find(id="sb-book-tasks").get_text()
    parts = [*(path.read_bytes() for path in assets), listed.encode()]
    assert sum(len(gzip.compress(part)) for part in parts) <= 12_000
