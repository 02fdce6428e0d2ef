import shutil

import pytest

from builds import ROOT
from sourcebook import chapters, checks, content_notes, prose
from sourcebook.faults import Fault

BOOK = ROOT / "book"
NOTE = ":::{admonition} Content note\n:class: content-note\nIt mentions\nkilling.\n:::\n"
CHAPTER = "# A chapter\n\n```{chapter}\n:minutes: 25\n```\n\n"


def book(folder, text):
    """A book of one page."""
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    (folder / "page.md").write_text(text, encoding="utf-8")
    return folder


def test_every_note_is_found_with_its_page_and_section(tmp_path):
    """A note at the head belongs to the page, a later one to the heading above it."""
    found = content_notes.notes(book(tmp_path, f"{CHAPTER}{NOTE}\n## One\n\n### Two\n\n{NOTE}"))
    assert [(one.slug, one.section) for one in found] == [("page", ""), ("page", "Two")]
    assert found[0].text == "It mentions killing."


def test_a_source_mark_stays_on_its_page(tmp_path):
    """A note is listed without the marks that only its own page can print."""
    note = NOTE.replace("killing.", "killing.{row}`events/paris-attacks` No more.")
    (found,) = content_notes.notes(book(tmp_path, note))
    assert found.text == "It mentions killing. No more."


def test_no_note_of_the_book_is_missed():
    """As many notes are listed as pages carry, and in the order of the pages."""
    found = content_notes.notes(BOOK)
    texts = [chapters.text_of(path) for path in [*BOOK.glob("*.md"), *BOOK.glob("*.ipynb")]]
    carried = sum(text.count(":class: content-note") for text in texts)
    assert len(found) == carried > 10
    order = chapters.listed(BOOK)
    assert [order.index(one.slug) for one in found] == sorted(order.index(o.slug) for o in found)


def test_the_chapters_say_what_is_coming():
    """No chapter of the book uses a distressing word before its first content note."""
    assert content_notes.check(BOOK) == []


@pytest.mark.parametrize("word", ["killed", "chemical attack", "the dead", "shelling", "Deaths"])
def test_a_distressing_word_without_a_note_is_a_fault(tmp_path, word):
    """A chapter that has such a word and no note is named, with the word."""
    (fault,) = content_notes.check(book(tmp_path, f"{CHAPTER}They speak of {word}."))
    assert fault.file == "book/page.md"
    assert word.removeprefix("the ") in fault.problem


def test_a_note_that_comes_too_late_is_a_fault(tmp_path):
    """A note warns of what follows, so that one below the word does not count."""
    text = f"{CHAPTER}Many died.\n\n{NOTE}"
    assert len(content_notes.check(book(tmp_path, text))) == 1
    assert content_notes.check(book(tmp_path, f"{CHAPTER}{NOTE}\nMany died.")) == []


def test_words_that_only_look_alike_are_no_fault(tmp_path):
    """A deadline is not a death, and a skill is not a killing."""
    assert content_notes.check(book(tmp_path, f"{CHAPTER}A deadline, a skill, a shell.")) == []


def test_pages_that_are_no_chapters_need_no_note(tmp_path):
    """A page for teachers may speak of killing without a note of its own."""
    assert content_notes.check(book(tmp_path, "# Care\n\nIt was killing.")) == []


def test_the_page_offered_instead_has_no_note():
    """Whoever opts out is sent to a chapter without any content note."""
    assert "who-gets-to-speak" not in {note.slug for note in content_notes.notes(BOOK)}
    care = (BOOK / "care.md").read_text(encoding="utf-8")
    assert "[Who gets to speak?](who-gets-to-speak), which has none" in care


def test_the_title_of_a_notebook_is_read_too():
    """A page's title is its first heading, in either kind of file."""
    assert content_notes.title(BOOK / "human-cost.ipynb") == "The human cost"
    assert content_notes.title(BOOK / "care.md") == "Care"


def test_a_moved_note_is_seen_red(tmp_path):
    """Taking the note off a real chapter makes a fault."""
    shutil.copy(BOOK / "timeline.ipynb", tmp_path)
    path = tmp_path / "timeline.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("content-note", "x"), "utf-8")
    (fault,) = content_notes.check(tmp_path)
    assert fault.file == "book/timeline.ipynb"


def test_a_build_asks_for_the_notes(monkeypatch):
    """A chapter without its note is in the one list of faults that stops a build."""
    monkeypatch.setattr(prose, "check_page", lambda *_: [])  # slow, and another test's subject
    missing = Fault("book/x.md", "", "No note.", "Write one.")
    monkeypatch.setattr(content_notes, "check", lambda book: [missing])
    assert missing in checks.everything()
