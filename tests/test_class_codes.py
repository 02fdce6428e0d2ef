"""Class codes: there and back in Python and in the page, and no slip of the hand passes."""

import random
import unicodedata
from collections.abc import Iterator

import pytest

import seedling
from builds import ROOT
from sourcebook import tables
from sourcebook.tasks import class_codes, paragraph_codes
from sourcebook.tasks.class_codes import ALPHABET, ClassCodeError, Coding, clean, decode, encode

SCRIPT = ROOT / "book" / "sourcebook" / "sphinx" / "assets" / "class-codes.js"
PARAGRAPHS = {one.number: len(one.paragraphs) for one in paragraph_codes.reports()}
BOOK = paragraph_codes.version()


def codings(count: int, seed: int = 1) -> list[Coding]:
    """Codings of either report, at random, some with gaps and some under other codebooks."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        report = dice.choice(list(PARAGRAPHS))
        top = dice.choice([0, 1, 7, 7, 7])
        values = tuple(dice.randint(0, top) for _ in range(PARAGRAPHS[report]))
        found.append(Coding(report, "".join(dice.choices(ALPHABET, k=2)), values))
    return found


def kind(text: str, paragraphs: dict[int, int] = PARAGRAPHS) -> str:
    """Why a text is no class code, in a word."""
    with pytest.raises(ClassCodeError) as caught:
        decode(text, paragraphs)
    assert str(caught.value).endswith(".")
    return caught.value.kind


# Python ------------------------------------------------------------------------------------------


def test_a_code_says_what_was_put_in():
    """Two thousand codings at random come back as they were, and no two share a code."""
    found = {encode(c.report, c.book, c.values): c for c in codings(2000)}
    assert len(found) == len(set(codings(2000)))
    assert all(decode(text, PARAGRAPHS) == coding for text, coding in found.items())


def test_codes_are_short_and_in_groups_of_four():
    """The code of the first report has eleven symbols, that of the second fourteen."""
    lengths = {n: len(clean(encode(n, BOOK, [7] * count))) for n, count in PARAGRAPHS.items()}
    assert lengths == {1: 11, 2: 14}
    assert all(class_codes.length(count) == lengths[n] for n, count in PARAGRAPHS.items())
    assert [len(group) for group in encode(2, BOOK, [1] * 13).split("-")] == [4, 4, 4, 2]


def slips(text: str) -> Iterator[str]:
    """Every code with one wrong symbol, and every code with two neighbours exchanged."""
    for at, right in enumerate(text):
        for other in ALPHABET.replace(right, ""):
            yield text[:at] + other + text[at + 1 :]
        pair = text[at : at + 2][::-1]
        if len(set(pair)) == 2:
            yield text[:at] + pair + text[at + 2 :]


def test_no_wrong_symbol_and_no_swap_passes():
    """At every place, each of the 31 wrong symbols and each swap of neighbours is refused."""
    tried = 0
    for coding in codings(40, seed=2):
        text = clean(encode(coding.report, coding.book, coding.values))
        for slip in slips(text):
            tried += 1
            assert kind(slip) == "checksum"
    assert tried > 40 * 11 * 31


def test_every_missing_or_added_symbol_is_refused():
    """A code with a symbol too few or too many never passes, wherever it is."""
    for coding in codings(40, seed=3):
        text = clean(encode(coding.report, coding.book, coding.values))
        shorter = [text[:at] + text[at + 1 :] for at in range(len(text))]
        longer = [
            text[:at] + symbol + text[at:] for at in range(len(text) + 1) for symbol in ALPHABET
        ]
        assert {kind(slip) for slip in shorter + longer} <= {"checksum", "length"}


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " – "),
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: text.replace("0", "o").replace("1", "I"),
        lambda text: f"  {text}\n",
        lambda text: "\ufeff\u200b" + text.replace("-", "\u2060-\xad"),
        lambda text: text.replace("-", "\x85\u200e"),
    ],
)
def test_case_gaps_and_lookalikes_do_not_matter(change):
    """Small letters, any gap, signs that nobody sees, O for 0 and I or L for 1 do not count."""
    for coding in codings(200, seed=4):
        text = encode(coding.report, coding.book, coding.values)
        assert decode(change(text), PARAGRAPHS) == coding


def test_what_is_no_code_says_why():
    """A strange sign, a scrap, another format, an unknown report: each has its own word."""
    good = encode(1, BOOK, [1] * 8)
    assert kind("9US4-4444-444") == "symbols"
    assert kind("") == kind("9A") == "short"
    assert kind(good, {2: 13}) == "report"
    assert kind(good, {1: 9}) == "length"
    bits = [1, 0, *class_codes._bits(1, 3), *[0] * 10, *[0] * 24]  # format 2
    bits += class_codes._bits(class_codes._checksum(bits), 16)
    symbols = [ALPHABET[class_codes._number(bits[n : n + 5])] for n in range(0, len(bits), 5)]
    assert kind("".join(symbols)) == "format"


def test_what_fills_the_last_symbol_is_zeros():
    """A code of nine paragraphs has two bits to fill; with one of them set it is no code."""
    good = encode(1, "00", [7] * 9)
    assert decode(good, {1: 9}).values == (7,) * 9
    bits = [bit for sign in clean(good) for bit in class_codes._bits(ALPHABET.index(sign), 5)]
    body = bits[:-16]
    assert body[-2:] == [0, 0] and len(body) == 15 + 3 * 9 + 2
    for fill in ([0, 1], [1, 0], [1, 1]):
        spoilt = body[:-2] + fill
        spoilt += class_codes._bits(class_codes._checksum(spoilt), 16)
        signs = [spoilt[at : at + 5] for at in range(0, len(spoilt), 5)]
        code = "".join(ALPHABET[class_codes._number(sign)] for sign in signs)
        assert kind(code, {1: 9}) == "length"


@pytest.mark.parametrize(
    ("report", "book", "values"),
    [(0, "00", [1]), (8, "00", [1]), (1, "0", [1]), (1, "0U", [1]), (1, "00", [8])],
)
def test_what_no_code_can_hold_is_refused(report, book, values):
    """A number or a version out of range is an error, not a wrong code."""
    with pytest.raises(ValueError):
        encode(report, book, values)


# The codebook ------------------------------------------------------------------------------------


def test_the_codes_for_paragraphs_are_sound():
    """At most seven codes, in order, and each of the eight questions under one of them."""
    assert paragraph_codes.check() == []
    assert 2 <= len(paragraph_codes.rows()) <= 7


def test_a_reports_number_never_changes():
    """Published class codes hold these numbers and lengths."""
    found = [(one.number, one.id, len(one.paragraphs)) for one in paragraph_codes.reports()]
    assert found == [(1, "hague-lavrov-2012", 8), (2, "hammond-khoja-2015", 13)]


def test_every_cell_counts_for_the_version(tmp_path):
    """Another word in any cell gives another version."""
    folder = seedling.copy(tmp_path)
    columns = list(paragraph_codes.rows()[0])
    versions = {BOOK}
    for column in columns[1:]:
        seedling.set_cell(folder, "paragraph_codes", {"letter": "C"}, column, f"New {column}.")
        tables._cells.cache_clear()
        versions.add(paragraph_codes.version(folder))
    assert len(versions) == len(columns)
    assert all(len(one) == 2 and set(one) <= set(ALPHABET) for one in versions)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("letter", "E", "letters are"),
        ("dimensions", "rusia", "no 'rusia'"),
        ("dimensions", "force", "under 2 codes"),
    ],
)
def test_a_bad_table_of_codes_is_refused(tmp_path, column, value, problem):
    """A gap in the letters, an unknown question and one with two codes are faults."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "paragraph_codes", {"letter": "C"}, column, value)
    assert any(problem in fault.problem for fault in paragraph_codes.check(folder))


# The page ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(browser):
    """A blank page that holds the functions."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Codes</title><body></body>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()


def as_page(coding: Coding) -> dict:
    return {"report": coding.report, "book": coding.book, "values": list(coding.values)}


def test_the_page_writes_the_same_codes(page):
    """Two thousand codings give the same strings in both, and the page reads them back."""
    some = codings(2000, seed=5)
    written = page.evaluate(
        "all => all.map(sourcebook.classCodes.encode)", list(map(as_page, some))
    )
    assert written == [encode(c.report, c.book, c.values) for c in some]
    call = "([all, n]) => all.map(text => sourcebook.classCodes.decode(text, n))"
    assert page.evaluate(call, [written, PARAGRAPHS]) == list(map(as_page, some))


def test_the_page_refuses_every_slip_with_the_same_sentence(page):
    """All slips of ten codes, and what is no code at all, get the word and sentence of Python."""
    texts = [
        slip for c in codings(10, seed=6) for slip in slips(encode(c.report, c.book, c.values))
    ]
    texts += ["", "9A", "9US4-4444-444", "hello", "Ä", encode(7, "00", [1] * 8), "9" * 40]
    call = """([all, n]) => all.map(text => sourcebook.classCodes.decode(text, n))
      .map(found => [found.error, found.say])"""
    found = page.evaluate(call, [texts, PARAGRAPHS])
    for text, (word, sentence) in zip(texts, found, strict=True):
        try:
            assert (word, sentence) == (None, None) or decode(text, PARAGRAPHS) is None
            assert decode(text, PARAGRAPHS)
        except ClassCodeError as error:
            assert (word, sentence) == (error.kind, str(error)), text


def test_the_page_passes_over_the_same_signs(page):
    """Every sign of the first plane that Python knows is read or refused alike in both."""
    code = encode(1, "9V", [3, 1, 4, 1, 5, 2, 6, 5])
    signs = [chr(n) for n in range(0x10000) if unicodedata.category(chr(n)) not in ("Cs", "Cn")]
    call = """([all, code, n]) => all.map(sign =>
      sourcebook.classCodes.decode(code.slice(0, 4) + sign + code.slice(4), n).error ?? "")"""
    found = page.evaluate(call, [signs, code, PARAGRAPHS])
    differ = []
    for sign, error in zip(signs, found, strict=True):
        try:
            decode(code[:4] + sign + code[4:], PARAGRAPHS)
            mine = ""
        except ClassCodeError as caught:
            mine = caught.kind
        if mine != error:
            differ.append((hex(ord(sign)), mine, error))
    assert differ == []
