import json

import pytest

import seedling
from sourcebook import prose, sources

GOOD = """\
# Title

He said there was {quote}`no change at all <hammond-khoja-2015#p3 hammond>` (see
{para}`hammond-khoja-2015#p3`). The vote was {fact}`13 <votes/S/2012/77/yes>` to
{fact}`votes/S/2012/77/no`. {row}`events/unsc-veto-2, votes/S/2012/77`

```{note}
The *retort* is {quote}`such sales were not illegal <hague-lavrov-2012#p4 lavrov>`.
```
"""

BAD = {
    "{quote}`no change <hammond-khoja-2015#p3 khoja>`": "another speaker's",
    "{quote}`some change at all <hammond-khoja-2015#p3 hammond>`": "not in the text",
    "{quote}`very little confidence <hague-lavrov-2012#p6 cameron>`": "in another paragraph",
    "{quote}`illegal <hague-lavrov-2012#p4 lavrov>`": "cut before a qualifier",
    "{quote}`no change at all`": "not complete",
    "{Quote}`some change <hammond-khoja-2015#p3 hammond>`": "not in the text",
    "{quote}`no change at all <hammond-khoja-2015#p3>`": "not complete",
    "He {qoute}`never said this <hague-lavrov-2012#p7 cameron>`.": "no role {qoute}",
    "See {note}`this`.": "There is no role {note}.",
    "{para}`hammond-khoja-2015#p77`": "no paragraph",
    "{para}`hammond-2015#p7`": "no report",
    "{fact}`14 <votes/S/2012/77/yes>`": "is not what",
    "{row}`events/no-such-event`": "no row",
    'He saw "no change at all" there.': "without a source",
    "He saw ‘no change at all’ there.": "without a source",
    "He saw «no change at all» there.": "without a source",
    "He saw 'no change at all' there.": "without a source",
    "He saw “no change at all there.": "without a source",
    "See {term}`the Russian presence on the ground is <x>`.": "without quotation marks",
    "He saw <q>no change</q> there.": "raw content is not checked",
    "He saw “a change” there.": "without a source",
    "There were 285 noes.": "rests on no row",
    "There were two hundred noes.": "rests on no row",
    "There were {calc}`286 <divisions/HC-2013-08-29-70/noes + 0>`.": "is not what",
    "There were {calc}`285`.": "has no wording",
    "There were {calc}`285 <285>`.": "rests on no cell",
    "In short, the Russian presence on the ground is a fact now.": "without quotation marks",
}


def check(tmp_path, text, name="page.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return prose.check_page(path)


def test_a_sound_page_has_no_fault(tmp_path):
    """Right quotations, facts, links and source marks pass, inside directives too."""
    assert check(tmp_path, GOOD) == []


@pytest.mark.parametrize("sentence", BAD)
def test_a_spoilt_sentence_is_found_with_its_line(tmp_path, sentence):
    """Each kind of fault is told apart and has file, line and remedy."""
    (fault,) = check(tmp_path, f"# Title\n\nA first line.\n{sentence}\n")
    assert BAD[sentence] in fault.problem
    assert (fault.file, fault.where) in [("book/page.md", "line 4"), ("book/page.md", "line 3")]
    assert fault.remedy


def test_all_faults_of_a_page_are_listed_at_once(tmp_path):
    """One run shows every spoilt sentence, inside directives and lists too."""
    listed = "\n".join(f"- {sentence}" for sentence in BAD)
    text = f"# Title\n\n```{{note}}\n{listed}\n```\n"
    found = {fault.problem for fault in check(tmp_path, text)}
    assert len(found) == len(BAD)
    lines = {fault.where for fault in check(tmp_path, text)}
    assert lines == {f"line {number}" for number in range(4, 4 + len(BAD))}


def test_notebooks_are_checked_cell_by_cell(tmp_path):
    """A fault in a notebook names the cell and the line in it; code is not prose."""
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "\n", "Right."]},
        {"cell_type": "code", "source": ['print("no change at all")']},
        {"cell_type": "markdown", "source": ["One.\n", "\n", "Two “no change at all”."]},
    ]
    (fault,) = check(tmp_path, json.dumps({"cells": cells, "metadata": {}}), "page.ipynb")
    assert fault.where == "cell 3, line 3"


@pytest.mark.parametrize("name", ["eval-rst", "include", "literalinclude", "raw", "RAW"])
def test_what_would_hide_prose_is_a_fault(tmp_path, name):
    """Content that the check of pages cannot read is refused."""
    (fault,) = check(tmp_path, f"# Title\n\n```{{{name}}} html\nSome words.\n```\n")
    assert "raw content" in fault.problem and fault.where == "line 3"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"# \xff"),
        ("a.md", b"---\nmyst: [\n---\n# A"),
        ("b.ipynb", b"{not json"),
        ("b.ipynb", b'{"cells": []}'),
    ],
)
def test_a_page_that_cannot_be_read_is_a_fault(tmp_path, name, data):
    """A page that is not UTF-8 or not JSON gets one message, not a traceback."""
    (tmp_path / name).write_bytes(data)
    (fault,) = prose.check_page(tmp_path / name)
    assert "cannot be read" in fault.problem or "no cells" in fault.problem


def test_no_quotation_is_a_whole_paragraph(tmp_path):
    """A book in extracts still prints its quotations: one that leaves nothing out is refused."""
    page = tmp_path / "a.md"
    whole = sources.report("hague-lavrov-2012").paragraphs["p8"].text.strip().strip('"')
    target = "<hague-lavrov-2012#p8 cameron>"
    page.write_text(f"He said {{quote}}`{whole} {target}`.\n", encoding="utf-8")
    (fault,) = prose.check_page(page)
    assert "the whole of hague-lavrov-2012#p8" in fault.problem
    page.write_text(f"He said {{quote}}`{whole[4:]} {target}`.\n", encoding="utf-8")
    assert prose.check_page(page) == []


def test_an_empty_book_is_a_fault(tmp_path):
    """A folder without pages is never a success."""
    assert prose.check_book(tmp_path)


def test_words_quoted_in_a_tables_remarks_are_checked(tmp_path):
    """A remark in a table that misquotes the report is a fault."""
    assert prose.check_tables() == []
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "evidence", {"id": "hl5a"}, "note", "“the Russians” is a slip.")
    seedling.set_cell(folder, "evidence", {"id": "hl6a"}, "note", "“She” is Mr Cameron.")
    faults = prose.check_tables(folder)
    assert [fault.where for fault in faults] == ["row hl6a, column note"]
