"""Two editions from one source: what is for marks is in the teacher's alone."""

import base64
import gzip
import io
import json
import re
import textwrap
import zipfile
import zlib
from html import escape
from urllib.parse import quote

import pytest

import leaks
from builds import ROOT
from sourcebook.kit import entries, handouts, lessons
from sourcebook.tasks import bank, editions, text

FOR_MARKS = [item for item in bank.items() if item.edition == bank.ASSESSMENT]
PRACTICE = [item for item in bank.items() if item.edition == bank.PRACTICE]
EXERCISES = ROOT / "exercises" / "notebooks"
SOLUTIONS = EXERCISES / "solutions"


PLANTED = "Nine purple badgers signed “the treaty”, and no one – not even Zoë’s cat – noticed it."
MARKED = PLANTED.replace("even", "<em>even</em>")


def in_base64(words: str) -> str:
    """A text as base64 without a fill at its end."""
    return base64.b64encode(words.encode("utf-8")).decode("ascii").rstrip("=")


def in_word(words: str) -> bytes:
    """A text in a document of Word, broken into two runs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = "".join(f"<w:t>{half}</w:t>" for half in (words[:30], words[30:]))
        archive.writestr("word/document.xml", f"<w:p>{parts}</w:p>")
    return packed.getvalue()


def in_zip(name: str) -> bytes:
    """An archive with one file, which has this name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "x")
    return packed.getvalue()


PACKED = gzip.compress(PLANTED.encode("utf-8"))
INVENTORY = b"# Sphinx inventory version 2\n# Project: a\n# Version: 1\n# packed with zlib\n"
HIDDEN = {
    "text": f"<p>{MARKED}</p>",
    "attribute": f'<p title="{PLANTED}">x</p>',
    "attribute with mark-up": f'<p data-said="{escape(f"<p>{MARKED}</p>")}">x</p>',
    "comment": f"<!-- {PLANTED} -->",
    "comment with mark-up": f"<!-- {MARKED} -->",
    "script": f"<script>const a = 1 < 2; say('{MARKED}')</script>",
    "json": json.dumps({"a": f"One.\n{PLANTED}"}),
    "json in json": json.dumps(json.dumps({"a": MARKED})),
    "json with escaped marks": json.dumps(MARKED).replace("<", "\\u003c").replace("/", "\\/"),
    "quotation marks": json.dumps('Nine "purple" badgers signed "it", and "no one" noticed.'),
    "hexadecimal": PLANTED.replace(" ", "\\x20").replace("ë", "\\xeb"),
    "base64": f"<script>f('{in_base64(PLANTED)}')</script>",
    "base64 in lines": json.dumps("\n".join(textwrap.wrap(in_base64(PLANTED), 44))),
    "base64 for addresses": in_base64("???" + PLANTED).replace("/", "_").replace("+", "-"),
    "base64 twice": in_base64(in_base64(PLANTED)),
    "gzip": PACKED,
    "gzip in base64": base64.b64encode(PACKED),
    "word": in_word(PLANTED),
    "word in base64": base64.b64encode(in_word(PLANTED)),
    "address": f'<a href="data:text/html,{quote(MARKED)}">x</a>',
    "name in a zip": in_zip(f"{PLANTED}.txt"),
    "inventory": INVENTORY + zlib.compress(f"a std:label -1 a.html {PLANTED}\n".encode()),
}


@pytest.mark.parametrize("place", HIDDEN)
def test_the_search_finds_a_string_wherever_it_is_hidden(tmp_path, place):
    """One planted sentence is found in mark-up, scripts, escapes, base64 and archives."""
    data = HIDDEN[place]
    (tmp_path / "planted").write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    words = PLANTED if place != "quotation marks" else json.loads(HIDDEN[place])
    wanted = {leaks.squeezed(words)}
    assert set(leaks.found_in(wanted, leaks.everything(tmp_path))) == wanted


def test_the_search_reads_the_names_of_files(tmp_path):
    """A sentence in a file's name is found as in its text."""
    (tmp_path / "nine-purple-badgers-signed-the-treaty.html").write_text("x")
    wanted = {leaks.squeezed("Nine purple badgers signed the treaty")}
    assert set(leaks.found_in(wanted, leaks.everything(tmp_path))) == wanted


def test_the_search_finds_nothing_where_nothing_is(tmp_path):
    """The three ways in which a text is read do not run into each other."""
    (tmp_path / "page.html").write_text("<p>signed it, and no one noticed. Nine badgers</p>")
    texts = leaks.everything(tmp_path)
    assert leaks.found_in({leaks.squeezed("Nine badgers signed it")}, texts) == {}


@pytest.fixture(scope="module")
def student(book):
    """Every text of the student edition."""
    return leaks.everything(book)


def test_an_edition_that_is_neither_is_refused(monkeypatch):
    """A slip in the edition's name is an error: it must not publish answers, nor hide them."""
    monkeypatch.setenv(editions.VARIABLE, "techer")
    with pytest.raises(ValueError, match="student or teacher"):
        editions.edition()


def test_the_student_edition_is_the_default(monkeypatch):
    """Without a word on the edition, the student's is built."""
    monkeypatch.delenv(editions.VARIABLE, raising=False)
    assert editions.edition() == editions.STUDENT
    assert not any(map(editions.shown, FOR_MARKS)) and all(map(editions.shown, PRACTICE))


def test_the_student_edition_has_nothing_that_is_for_marks(student):
    """No string of an assessment item is in any page, index, script, key or download."""
    wanted = set().union(*(leaks.strings(item) for item in FOR_MARKS))
    # The texts of practice items may say the same by chance of wording, and so may the book.
    assert len(wanted) > 100
    assert leaks.found_in(wanted, student) == {}


def test_the_search_would_find_what_is_there(teacher):
    """The same search finds each of those strings in the teacher edition, so it can fail."""
    held = leaks.everything(teacher)
    wanted = set().union(*(leaks.strings(item, as_printed=True) for item in FOR_MARKS))
    assert wanted - set(leaks.found_in(wanted, held)) == set()
    hints = {leaks.squeezed(text.plain(one)) for item in FOR_MARKS for one in item["hints"]}
    # The spreadsheet has all that the bank has.
    held = {name: words for name, words in held.items() if not name.endswith("tasks.csv")}
    assert hints and leaks.found_in(hints, held) == {}, "a paper has no hints"


def test_loose_keys_of_handouts_are_the_teachers_alone(book, teacher):
    """The teacher edition has keys among its handouts and links them; the student's has none."""
    keys = {path.name for path in (teacher / "handouts").glob("*-key*")}
    assert keys and not list((book / "handouts").glob("*-key*"))
    for folder, wanted in ((teacher, keys), (book, set())):
        page = (folder / "teach.html").read_text(encoding="utf-8")
        assert set(re.findall(r'href="handouts/([^"]*-key[^"]*)"', page)) == wanted


def archives(folder):
    """Each zip of an edition with the names of its files, but not those within another zip."""
    for path in sorted(folder.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            yield path.relative_to(folder).as_posix(), archive.namelist()


def test_the_students_keys_are_in_the_zips_of_lessons_and_in_no_other_file(book):
    """Outside the folder Key of a lesson's zip no file and no archive has a key by its name."""
    zips = {f"handouts/{lesson.id}.zip": lesson for lesson in lessons.lessons()}
    keyed = {}
    for place, names in archives(book):
        keys = {name for name in names if re.search(r"-key[-.]", name)}
        keyed[place] = keys
        own = f"{zips[place].id}/Key/" if place in zips else None
        assert all(own and name.startswith(own) for name in keys), (place, keys)
    wanted = {
        place
        for place, lesson in zips.items()
        if any(handouts.has_key(entries.handout(name)) for name in lesson.handouts)
    }
    assert wanted == {place for place, keys in keyed.items() if keys} and len(wanted) > 3
    assert not [path.name for path in book.rglob("*-key*")]


def test_a_page_says_that_its_zip_has_keys_where_it_has(book):
    """The line about the zip speaks of keys if there are some, in a folder of their own."""
    held = dict(archives(book))
    for lesson in lessons.lessons():
        page = (book / f"{lesson.id}.html").read_text(encoding="utf-8")
        has = any("/Key/" in name for name in held[f"handouts/{lesson.id}.zip"])
        assert ("the keys in a folder of their own" in page) == has, lesson.id


def test_no_practice_answer_can_be_read_in_a_page(book):
    """With scripts off no page shows an answer, a mark scheme or an exemplar."""
    wanted = set().union(*(leaks.strings(item, answers_only=True) for item in PRACTICE))
    asked = set().union(*(leaks.strings(item) for item in PRACTICE)) - wanted
    pages = {path.name: leaks.visible(path) for path in book.glob("*.html")}
    assert len(wanted) > 300
    assert leaks.found_in(wanted, pages) == {}
    assert len(leaks.found_in(asked, pages)) > 100, "the search finds what is printed"


def test_no_practice_answer_is_in_the_search_index(book):
    """The index knows no word that stands in the answers alone."""
    raw = (book / "searchindex.js").read_text("utf-8")
    index = json.loads(raw[raw.index("(") + 1 : raw.rindex(")")])
    held = leaks.squeezed(" ".join([*index["titles"], *map(str, index["alltitles"])]))
    answers = set().union(*(leaks.strings(item, answers_only=True) for item in PRACTICE))
    assert leaks.found_in(answers, {"titles": held}) == {}
    pages = "".join(leaks.visible(path) for path in book.glob("*.html"))
    strange = {word for word in index["terms"] if len(word) > 6 and word not in pages}
    # As they are read: the index knows names of elements that other pages explain.
    texts = leaks.everything(book).items()
    keys = "".join(words.partition("|")[0] for name, words in texts if ", key " in name)
    assert {word for word in strange if word in keys} == set()


def test_no_sources_are_published(book):
    """The site carries no copy of its sources, where answers would stand as they are written."""
    assert not (book / "_sources").exists()
    assert [path.name for path in book.rglob("*.yml")] == []


def test_no_solution_of_a_notebook_is_in_the_student_edition(student):
    """No line of a solution is in any page or download, but for those of the worked examples."""
    lines = {
        leaks.squeezed(line)
        for path in sorted(SOLUTIONS.iterdir())
        for line in path.read_text("utf-8").splitlines()
    }
    given = "|".join(leaks.squeezed(path.read_text("utf-8")) for path in EXERCISES.glob("*.md"))
    wanted = {line for line in lines if len(line) >= leaks.LONG_ENOUGH and line not in given}
    assert len(wanted) > 30
    assert leaks.found_in(wanted, student) == {}
