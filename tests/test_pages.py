"""What roles and directives put into pages, seen in a small book of their own."""

import shutil

import pytest
from bs4 import BeautifulSoup

import builds
import leaks
import seedling
import sourcebook as sb
from sourcebook.checks import BOOK
from sourcebook.kit import adapted
from sourcebook.prose import split_anchor, split_target
from sourcebook.sources import Paragraph
from sourcebook.sphinx.nodes import _visit_html, tag
from sourcebook.sphinx.roles import _inner_marks, _previews
from sourcebook.tasks.text import plain

FRONT = """\
---
myst:
  html_meta:
    description: A page that a test makes in order to see what the roles and directives print.
---
"""
INDEX = f"""{FRONT}
# A small book

There was {{quote}}`no change at all <hammond-khoja-2015#p3 hammond>` on
{{fact}}`4 November <events/hammond-khoja-meeting/date>`, as {{para}}`hague-lavrov-2012#p3` was not.
Thirteen in favour. {{row}}`votes/S/2012/77, events/hammond-khoja-meeting`
{{row}}`events/hammond-khoja-meeting`.

```{{chapter}}
:minutes: 7
:moves: sourcing
- Look.
```

## What this cannot tell you

## Further reading
"""
REPORT = f"""{FRONT}
# A report

```{{source-card}} hague-lavrov-2012
```

```{{report}} hague-lavrov-2012
p3: A note with {{quote}}`insisted <hague-lavrov-2012#p3 pa>`.
```

```{{raw-text}} hague-lavrov-2012
```

```{{evidence-table}} hague-lavrov-2012
```
"""


def build(folder, pages):
    """Build a book of the given pages and return the finished process."""
    book = folder / "book"
    book.mkdir()
    builds.least_bank(folder)
    for name in ("_config.yml", "references.bib", "favicon.svg"):
        shutil.copy(BOOK / name, book)
    for name, text in pages.items():
        (book / name).write_text(text, encoding="utf-8")
    return builds.build(book, folder)


TOC = "format: jb-book\nroot: index\nchapters:\n  - file: hague-lavrov-2012\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The two pages of a small book, parsed."""
    folder = tmp_path_factory.mktemp("small")
    done = build(folder, {"index.md": INDEX, "hague-lavrov-2012.md": REPORT, "_toc.yml": TOC})
    assert done.returncode == 0, done.stdout
    out = folder / "_build" / "html"
    return {
        name: BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        for name in ("index", "hague-lavrov-2012")
    }


def test_a_quotation_has_its_marks_and_a_link_to_its_paragraph(pages):
    """The reader sees the words, who said them and where, and can go there."""
    (quote,) = pages["index"].select("span.sb-quote")
    assert quote.text == "“no change at all”"
    (reference,) = pages["index"].select("a.sb-ref")
    assert reference["href"] == "hammond-khoja-2015.html#p3"
    assert reference.text == "✓Hammond, ¶3"


def test_a_page_lists_the_facts_it_used_once_each(pages):
    """Marks are numbered in order of first use and lead to the row, its status and its source.
    A mark just behind its like is left out."""
    marks = pages["index"].select("a.sb-mark")
    assert [mark.text for mark in marks] == ["1", "2", "1"]
    items = pages["index"].select(".sb-facts li")
    assert [f"#{item['id']}" for item in items] == [mark["href"] for mark in marks[:2]]
    for item in items:
        assert item.select(".sb-status") and item.select("a[href^=http]")


def test_a_page_carries_the_previews_of_the_paragraphs_it_links_to(pages):
    """Previews work from a file: the text is in the page."""
    (script,) = pages["index"].select("script#sb-previews")
    assert "hague-lavrov-2012#p3" in script.string and "no change at all" in script.string


def test_a_report_is_printed_whole_with_numbers_speakers_and_notes(pages):
    """Each paragraph has its anchor and PA's words unchanged; speech is marked with its speaker."""
    page = pages["hague-lavrov-2012"]
    numbers = [par["id"] for par in page.select(".sb-report .sb-par")]
    assert numbers == ["headline", *(f"p{n}" for n in range(1, 9))]
    (third,) = page.select("#p3 > p")
    assert third.text == (
        "Mr Hague insisted that Western countries were not contemplating military intervention in "
        "Syria but said he believed that President Bashar al Assad should now step down."
    )
    assert [part["data-who"] for part in third.select("[data-who]")] == ["Hague", "Hague"]
    assert page.select("#p3 aside .sb-quote")
    assert page.select_one(".sb-sic").text == "[sic]"


def test_the_file_as_received_is_printed_line_by_line(pages):
    """Every line is there with its kind, so that the report can be told from the page around it."""
    lines = pages["hague-lavrov-2012"].select("li.sb-line")
    assert len(lines) == 49
    kinds = {line["data-kind"] for line in lines}
    assert {"headline", "byline", "stamp", "body", "sign-off", "donation-appeal"} <= kinds


def test_a_card_shows_stated_and_inferred_dates_apart(pages):
    """What the copy says and what we infer are separate lines, with status and reasons."""
    text = pages["hague-lavrov-2012"].select_one("table.sb-card").text
    for part in ("12:16 EST", "Rights", "the full text", "stated", "if the label is right"):
        assert part in text


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"index.md": f"{FRONT}\n# A\n\nHe saw “a change”.\n", "_toc.yml": TOC}, "2 faults found"),
        ({"_toc.yml": TOC}, "There is no page here"),
        ({"index.md": INDEX, "_toc.yml": TOC}, "There is no such page"),
    ],
    ids=["a fault in prose", "an empty book", "a page that is not there"],
)
def test_a_faulty_book_does_not_build(tmp_path, files, message):
    """Faults stop the build before a page is made, with every message in the log."""
    done = build(tmp_path, files)
    assert done.returncode != 0
    assert message in done.stdout
    assert not (tmp_path / "_build" / "html" / "index.html").exists()


def test_an_unknown_report_in_a_directive_is_named_with_its_line(tmp_path):
    """A slip in a directive's argument is an error of that line, not a traceback."""
    text = f"{FRONT}\n# A\n\n```{{source-card}} hague\n```\n"
    done = build(tmp_path, {"index.md": text, "_toc.yml": "format: jb-book\nroot: index\n"})
    assert done.returncode != 0
    assert "index.md:9: ERROR: There is no report 'hague'. Use one of:" in done.stdout


def test_a_card_that_says_extracts_publishes_no_full_text(book, tmp_path):
    """One switch on the card, and no page, script, sheet or zip has a whole paragraph left."""
    copied = builds.copy_sources(tmp_path)
    builds.copy_handouts(tmp_path)
    for source in sb.sources.ids():
        seedling.set_cell(tmp_path / "seeds", "sources", {"id": source}, "publish", "extracts")
    done = builds.build(copied, tmp_path / "out", PYTHONPATH=str(copied))
    assert done.returncode == 0, done.stdout
    pages = tmp_path / "out/_build/html"
    text = leaks.everything(pages)
    assert any(name.endswith("-key-a4.pdf") for name in text)
    assert any("report-2012.docx!" in name for name in text)
    shown = builds.article(pages / "adapted-reports.html")
    for source in sb.sources.ids():
        for paragraph in sb.report(source).paragraphs.values():
            if paragraph.id != "headline":
                assert leaks.found_in({leaks.squeezed(paragraph.text)}, text) == {}
            # As far as the first quotation, behind which a page has a mark.
            easier = plain(adapted.paragraphs(source)[paragraph.id].adapted).split("“")[0]
            assert (easier.strip() in shown) == (paragraph.id == "headline"), paragraph.anchor
    assert not [name for name in text if name.endswith("/evidence.csv")]
    assert "extracts and the link" in builds.article(pages / "hague-lavrov-2012.html")


def test_roles_split_words_from_targets():
    """``text <target>`` and a bare target are both read."""
    assert split_target("a < b <x#p1 pa>") == ("a < b", "x#p1 pa")
    assert split_target(" x#p1 ") == ("", "x#p1")
    assert split_anchor("x#p1 pa") == ("x", "p1", "pa")


def test_marks_inside_a_quotation_become_single():
    """Quotation marks nest: double outside, single inside."""
    assert _inner_marks('there had been "no change" in Russia\'s') == (
        "there had been ‘no change’ in Russia’s"
    )


def test_attributes_are_escaped():
    """Text from tables cannot break out of an attribute."""

    class Visitor:
        body = []

    _visit_html(Visitor, tag("a", "x", title='say "no" <b>', class_="y", hidden=False))
    assert Visitor.body == ['<a title="say &quot;no&quot; &lt;b&gt;" class="y">']


def test_previews_cannot_end_their_own_script():
    """The text of a paragraph stays data, whatever it holds."""
    paragraph = Paragraph("hague-lavrov-2012", "p1", "</script><b>", "")
    (node,) = [_previews({"x": paragraph})]
    assert node.astext().count("<") == 2, "the tags of the script alone"
