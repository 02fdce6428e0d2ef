"""The slides as files and in a browser: every deck, every slide."""

import functools
import http.server
import shutil
import threading
import unicodedata
from contextlib import contextmanager
from pathlib import Path

import pytest

from builds import ROOT, pages_of, soup
from conftest import Quiet, violations, watch
from export_readers import squeezed
from sourcebook.kit import __main__ as command
from sourcebook.kit import decks, kit_check, slides

pytest.importorskip("sphinx_revealjs")
NAMES = [path.stem for path in decks.paths()]
DECKS = pytest.mark.parametrize("name", NAMES)
SCHEMES = pytest.mark.parametrize("scheme", ["file", "http"])

# What a class sees of each slide, with the edges of its text and the smallest letters.
WORDS = """() => [...document.querySelectorAll('.pdf-page section:not(.stack)')].map(slide =>
  [...slide.querySelectorAll('h1, h2, h3, p, li, td, th')]
    .filter(part => !part.closest('aside') && !part.querySelector('p, li'))
    .map(part => part.innerText))"""
MEASURE = """() => Reveal.getSlides().map(slide => {
  const {h, v} = Reveal.getIndices(slide)
  Reveal.slide(h, v)
  const edges = {left: 1280, right: 0, bottom: 0}, sizes = [], capitals = []
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  let words = 0
  for (let text; text = walker.nextNode();) {
    if (!text.data.trim() || text.parentElement.closest('aside.notes')) continue
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) {
      edges.left = Math.min(edges.left, box.left)
      edges.right = Math.max(edges.right, box.right)
      edges.bottom = Math.max(edges.bottom, box.bottom)
    }
    const style = getComputedStyle(text.parentElement)
    sizes.push(parseFloat(style.fontSize))
    capitals.push(style.textTransform, style.fontVariantCaps)
    words += text.data.trim().split(/\\s+/).length
  }
  const box = selector => slide.querySelector(selector)?.getBoundingClientRect()
  range.selectNodeContents(slide.querySelector('h1, h2, h3'))
  const minutes = box(':scope > .deck-minutes')
  const meets = b => minutes && b.right > minutes.left && b.top < minutes.bottom
  return {...edges, words, title: slide.querySelector('h1, h2, h3').innerText,
    smallest: Math.min(...sizes), capitals: [...new Set(capitals)],
    notes: slide.querySelector('aside.notes')?.textContent.trim() ?? '',
    notesShown: slide.querySelector('aside.notes')?.checkVisibility() ?? false,
    covered: [...range.getClientRects()].some(meets)}
})"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> slides.Made:
    """All decks, written once."""
    return slides.make(tmp_path_factory.mktemp("slides"))


@contextmanager
def served(folder: Path):
    """Serve a folder on this machine only, for as long as the context lasts."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def roots(made):
    """The address of the decks by scheme."""
    with served(made.folder) as address:
        yield {"file": made.folder.as_uri(), "http": address}


@pytest.fixture
def show(browser, roots):
    """Open a file of the decks; any fault of it fails the test at its end."""
    contexts, faults = [], []

    def open_file(name, scheme="file", query="", **options):
        context = browser.new_context(viewport={"width": 1280, "height": 720}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, roots[scheme], faults)
        page.goto(f"{roots[scheme]}/{name}.html{query}")
        if options.get("java_script_enabled", True) and not name.endswith("-notes"):
            page.wait_for_function("Reveal.isReady()")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@DECKS
@SCHEMES
def test_every_slide_fits_and_is_large_and_has_notes(show, name, scheme):
    """No slide overflows at 1280 by 720; letters are 28 pixels or more, words few, notes there."""
    page = show(name, scheme)
    assert page.evaluate("Reveal.getScale()") == 1
    seen = page.evaluate(MEASURE)
    assert [slide["title"] for slide in seen] == [s.title for s in decks.read(_source(name))]
    for slide in seen:
        # The number of the slide and the arrows stand below.
        assert 60 <= slide["left"] and slide["right"] <= 1220 and slide["bottom"] <= 660, slide
        assert slide["smallest"] >= 28, slide
        assert slide["words"] <= 60, slide
        assert slide["capitals"] == ["none", "normal"], slide
        assert slide["notes"] and not slide["notesShown"], slide
        assert not slide["covered"], slide


def test_a_phone_held_upright_shows_every_slide_large(show):
    """At 320 by 568 no letter of a deck has less than 12 pixels, and no slide overflows."""
    page = show(max(NAMES, key=lambda name: len(decks.read(_source(name)))))
    page.set_viewport_size({"width": 320, "height": 568})
    page.wait_for_function("Reveal.getConfig().width === 720")
    scale = page.evaluate("Reveal.getScale()")
    for slide in page.evaluate(MEASURE):
        assert slide["smallest"] * scale >= 12, slide
        assert slide["right"] <= 320 and slide["bottom"] <= 520, slide
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function("Reveal.getConfig().width === 1280 && Reveal.getScale() === 1")


def test_a_deck_is_as_dark_as_the_screen_and_white_on_paper(show):
    """A dark screen has a dark deck, which D makes light; printed it is white all the same."""
    dark = "document.documentElement.classList.contains('dark')"
    page = show(NAMES[0], color_scheme="dark")
    assert page.evaluate(dark)
    page.keyboard.press("d")
    assert not page.evaluate(dark)
    assert not show(NAMES[0], query="?print-pdf", color_scheme="dark").evaluate(dark)


def _source(name: str) -> Path:
    return next(path for path in decks.paths() if path.stem == name)


@DECKS
def test_the_right_arrow_leads_through_all_slides(show, name):
    """One key leads from the first slide to the last, and the left arrow back."""
    page = show(name)
    last = page.evaluate("Reveal.getTotalSlides()") - 1
    for _ in range(last):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("[Reveal.isLastSlide(), Reveal.getSlidePastCount()]") == [True, last]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("Reveal.getSlidePastCount()") == last - 1


@SCHEMES
def test_keys_open_the_overview_and_the_notes(show, scheme):
    """Esc shows all slides; S opens a window with the notes, which leads the slides on."""
    page = show(NAMES[0], scheme)
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    notes = popup.value.locator(".speaker-controls-notes .value")
    wanted = page.evaluate("Reveal.getCurrentSlide().querySelector('aside.notes').textContent")
    notes.wait_for()
    assert notes.text_content() == wanted
    popup.value.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getSlidePastCount() === 1")


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(show, dark):
    """axe finds no violation on a deck in a light and in a dark room, nor on its page of notes."""
    page = show(NAMES[0], "http")  # axe reads the style sheets, which it cannot from a file
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if dark:
        page.keyboard.press("d")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    found = violations(page)
    page.evaluate("Reveal.slide(Reveal.getSlides().findIndex(s => s.querySelector('blockquote')))")
    # The first heading of the page is on the first slide, which is now out of sight.
    found += violations(page, rules={"page-has-heading-one": {"enabled": False}})
    found += violations(show(f"{NAMES[0]}-notes", "http"))
    assert found == []


@DECKS
def test_a_deck_prints_one_slide_a_page(show, name):
    """With ?print-pdf in the address each slide is one page, and no word of it is lost."""
    page = show(name, query="?print-pdf")
    page.locator(".pdf-page").last.wait_for(state="attached")
    pages = pages_of(page.pdf(prefer_css_page_size=True))
    shown = page.evaluate(WORDS)
    assert len(pages) == len(shown) == len(decks.read(_source(name)))
    for printed, parts in zip(pages, shown, strict=True):
        # Fonts may print two letters as one sign.
        text = squeezed(unicodedata.normalize("NFKC", printed))
        for part in parts:
            assert squeezed(unicodedata.normalize("NFKC", part)) in text


@DECKS
def test_the_page_of_notes_has_every_word_without_a_script(made, show, name):
    """Without scripts a deck leads to one plain page, which has all that the deck and you say."""
    page = show(name, java_script_enabled=False)
    page.wait_for_url(f"**/{name}-notes.html")
    deck = soup(made.folder / f"{name}.html")
    for part in ("h1, h2, h3", "aside.notes"):
        shown = page.locator(part)
        assert shown.all_text_contents() == [one.get_text() for one in deck.select(part)]
        assert all(one.is_visible() for one in shown.all())
    assert soup(made.folder / f"{name}-notes.html").script is None


def test_a_deck_works_by_itself(made, browser, tmp_path):
    """The files that go into a lesson’s zip are all that a deck asks for, and they are small."""
    for name in slides.of_deck(NAMES[0]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made.folder / name, tmp_path / name)
    page, faults = browser.new_page(), []
    watch(page, tmp_path.as_uri(), faults)
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto((tmp_path / f"{NAMES[0]}.html").as_uri())
    page.wait_for_function("Reveal.isReady()")
    page.close()
    assert faults == []
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 400_000


@pytest.fixture
def kit(tmp_path):
    """A copy of the kit with two decks, so that Sphinx is quick."""
    shutil.copytree(ROOT / "teach", tmp_path / "teach")
    for path in decks.paths(tmp_path / "teach"):
        if path.stem not in ("one-lesson", "cover-lesson"):
            path.unlink()
    return tmp_path / "teach"


def test_slides_are_written_again_when_their_sources_change_and_only_then(kit, tmp_path):
    """Nothing is written twice; a changed time reaches the slide; a lost file comes back."""
    out = tmp_path / "out"
    first = slides.make(out, kit)
    assert set(first.written) == set(first.files)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    deck = kit / "slides" / "one-lesson.md"
    deck.touch()
    assert slides.make(out, kit).written == ()
    assert before == {path: path.stat().st_mtime_ns for path in before}
    lesson = kit / "lessons" / "one-lesson.yml"
    text = lesson.read_text(encoding="utf-8").replace("talk: 4", "talk: 7", 1)
    lesson.write_text(text, encoding="utf-8")
    assert set(slides.make(out, kit).written) == {"one-lesson.html", "one-lesson-notes.html"}
    (out / "_static" / "deck.css").unlink()
    assert slides.make(out, kit).written == ("_static/deck.css",)
    times = [time.text for time in soup(out / "one-lesson.html").select(".deck-minutes")]
    assert times[1] == "7 minutes"


def test_what_no_deck_asks_for_is_taken_away(kit, tmp_path):
    """The slides of a deck that is gone do not stay behind."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "gone.html").write_text("old", encoding="utf-8")
    slides.make(out, kit)
    assert not (out / "gone.html").exists()


def test_the_draft_of_another_build_stays(kit, tmp_path):
    """Of two builds at once neither takes away what the other is about to put in its place."""
    out = tmp_path / "out"
    slides.make(out, kit)
    (out / ".draft").write_text("x", encoding="utf-8")
    (kit / "slides" / "cover-lesson.md").unlink()
    slides.make(out, kit)
    assert (out / ".draft").exists() and not (out / "cover-lesson.html").exists()


def test_a_deck_that_cannot_be_built_is_named(kit, tmp_path):
    """What Sphinx cannot read stops the slides with file and line, and leaves no half of them."""
    deck = kit / "slides" / "one-lesson.md"
    deck.write_text(deck.read_text(encoding="utf-8") + "\n```{nothing}\n```\n", encoding="utf-8")
    with pytest.raises(slides.SlidesError, match=r"one-lesson\.md:\d+.*nothing"):
        slides.make(tmp_path / "out", kit)
    assert list((tmp_path / "out").iterdir()) == []


def test_the_command_says_what_it_made(tmp_path, monkeypatch, capsys):
    """The command counts lessons and new files; a deck that cannot be built stops it."""
    monkeypatch.setattr(kit_check, "check", lambda: [])
    made = slides.Made(tmp_path, slides.of_deck("one-lesson"), ("one-lesson.html",))
    monkeypatch.setattr(slides, "make", lambda: made)
    assert command.main(["slides"]) == 0
    said = capsys.readouterr().out
    assert said == f"The slides of 1 lessons are in {tmp_path}. 1 files were made anew.\n"

    def fail():
        raise slides.SlidesError("The slides cannot be built.")

    monkeypatch.setattr(slides, "make", fail)
    assert command.main(["slides"]) == 2
    assert capsys.readouterr().err == "STOPPED: The slides cannot be built.\n"


def test_a_missing_package_is_named_with_its_remedy(monkeypatch, tmp_path):
    """Without sphinx-revealjs one message says what to install, and nothing is written."""
    monkeypatch.setattr(slides, "LIBRARIES", ("no-such-package",))
    with pytest.raises(slides.SlidesError, match="'no-such-package' is missing. Install it: pip"):
        slides.make(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_book_leads_to_the_slides_of_each_lesson(book, made):
    """A lesson’s page links to its deck and its page of notes, which lie beside the pages."""
    for name in NAMES:
        links = [link["href"] for link in soup(book / f"{name}.html").select("a[href^='slides/']")]
        assert links == [f"slides/{name}.html", f"slides/{name}-notes.html"]
    for file in made.files:
        own, there = (made.folder / file).read_bytes(), (book / "slides" / file).read_bytes()
        if file.endswith(".html"):
            page = file.removesuffix(".html").removesuffix("-notes")
            link = soup(book / "slides" / file).select_one("a.deck-lesson")
            assert link["href"] == f"../{page}.html" and (book / f"{page}.html").is_file()
            assert not soup(made.folder / file).select("a.deck-lesson"), "its zip has no such page"
        else:
            assert there == own
