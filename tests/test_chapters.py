import shutil

import pytest

from sourcebook import chapters
from sourcebook.checks import BOOK

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


def test_the_contents_and_the_folder_must_agree(tmp_path):
    """A page that is not listed, and a listed page that is not there, are both faults."""
    shutil.copy(BOOK / "_toc.yml", tmp_path)
    for slug in chapters.listed(BOOK)[:-1]:
        (tmp_path / f"{slug}.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "stray.md").write_text(PAGE, encoding="utf-8")
    where = {(fault.file, fault.where) for fault in chapters.check_book(tmp_path)}
    assert where == {("book/_toc.yml", chapters.listed(BOOK)[-1]), ("book/stray.md", "")}
