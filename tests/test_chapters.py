import shutil

import pytest

from sourcebook import chapters, checks
from sourcebook.checks import BOOK
from sourcebook.kit import kit_check
from sourcebook.tasks import bank_check

PAGE = """\
---
myst:
  html_meta:
    description: A page that a test makes in order to see that the contract of a chapter holds.
---
# A page

```{chapter}
:minutes: 20
:moves: sourcing, close reading
- Read.
```

## What this cannot tell you

## Further reading
"""


def faults(tmp_path, text):
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    return chapters.check_page(path)


def test_the_books_pages_keep_the_contract():
    """Every page of the book has its title, description and, as a chapter, its parts."""
    assert chapters.check_book(BOOK) == []


def test_a_sound_chapter_passes(tmp_path):
    """The contract asks for no more than this."""
    assert faults(tmp_path, PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# A page", "A page", "no title"),
        (
            "that a test makes in order to see that the contract of a chapter holds",
            "",
            "description",
        ),
        (":minutes: 20\n", "", "no time"),
        ("sourcing, ", "guessing, ", "Unknown move"),
        ("## Further reading\n", "", "does not end"),
        ("## What this cannot tell you\n", "## Limits\n", "does not end"),
    ],
)
def test_a_chapter_that_breaks_the_contract_is_refused(tmp_path, old, new, problem):
    """A missing title, description, time, move or ending is a fault of its own."""
    assert old in PAGE
    (fault,) = faults(tmp_path, PAGE.replace(old, new))
    assert problem in fault.problem and fault.remedy


BROKEN = {
    "missing": (None, "", "is missing"),
    "empty": ("", "", "is empty"),
    "no text": (b"root: \xff", "line 1", "not UTF-8"),
    "no yaml": ("root: index\nparts: [", "line 2", "no YAML"),
    "a list": ("- index\n", "", "fields with names"),
    "no root": ("chapters:\n- file: about\n", "", "no root"),
    "parts of nothing": ("root: index\nparts:\n", "part 1", "no list of chapters"),
    "a part that is a word": ("root: index\nparts: [a]\n", "part 1", "no list of chapters"),
    "no chapters": ("root: index\nchapters:\n", "part 1", "no list of chapters"),
    "a slip": ("root: index\nchapters:\n- fil: a\n", "part 1, chapter 1", "not a file"),
    "a number": ("root: index\nchapters:\n- file: 7\n", "part 1, chapter 1", "not a file"),
    "pages below": (
        "root: index\nchapters:\n- file: a\n- file: b\n  sections:\n  - file: c\n",
        "part 1, chapter 2",
        "not a file",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_contents_that_cannot_be_read_are_one_fault_with_its_place(tmp_path, case):
    """Whatever is wrong with the file, every check of the book says so, and none breaks off."""
    shutil.copytree(BOOK, tmp_path / "book", ignore=shutil.ignore_patterns("sourcebook"))
    held, where, problem = BROKEN[case]
    toc = tmp_path / "book" / chapters.TOC
    toc.unlink()
    if held is not None:
        toc.write_bytes(held if isinstance(held, bytes) else held.encode("utf-8"))
    (fault,) = chapters.check_toc(tmp_path / "book")
    assert (fault.file, fault.where) == ("book/_toc.yml", where) and problem in fault.problem
    assert kit_check.check(book=tmp_path / "book") == [fault]
    assert bank_check.check(book=tmp_path / "book") == [fault]
    if case == "missing":  # all others alike, and this one takes a second
        assert fault in checks.everything(tmp_path / "book")


def test_the_contents_and_the_folder_must_agree(tmp_path):
    """A page that is not listed, and a listed page that is not there, are both faults."""
    shutil.copy(BOOK / "_toc.yml", tmp_path)
    for slug in chapters.listed(BOOK)[:-1]:
        (tmp_path / f"{slug}.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "stray.md").write_text(PAGE, encoding="utf-8")
    where = {(fault.file, fault.where) for fault in chapters.check_book(tmp_path)}
    assert where == {("book/_toc.yml", chapters.listed(BOOK)[-1]), ("book/stray.md", "")}
