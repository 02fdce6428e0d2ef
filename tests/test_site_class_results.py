"""The page of class results in a browser: codes in, table, agreement, disputes and CSV out."""

import csv
import io
import random
import time

import pytest

from conftest import TWO_LOOKS, violations
from sourcebook.tasks import agreement, paragraph_codes
from sourcebook.tasks.class_codes import encode

SLUG = "class-results"
BOOK = paragraph_codes.version()
FIRST, SECOND = paragraph_codes.reports()


def codings(count: int, report=FIRST, seed: int = 1) -> list[list[int]]:
    """Codings of a class at random, of which most agree on each paragraph."""
    dice = random.Random(seed)
    truth = [dice.randint(1, 7) for _ in report.paragraphs]
    return [
        [right if dice.random() < 0.7 else dice.randint(0, 7) for right in truth]
        for _ in range(count)
    ]


def codes(values: list[list[int]], report=FIRST) -> list[str]:
    return [encode(report.number, BOOK, one) for one in values]


def show(page, text: str):
    """Paste a text, ask for the results, and return the box."""
    box = page.locator("[data-class-results]")
    box.locator("textarea").fill(text)
    box.get_by_role("button", name="Show the results").click()
    return box


def aside(box) -> list[tuple[str, str]]:
    """What is set aside: kind and whole text."""
    items = box.locator(".sb-cr-aside li")
    return [(item.get_attribute("data-kind"), item.inner_text()) for item in items.all()]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_class_is_counted(visit, scheme):
    """Numbers, shares, alpha and interval in the page are those of Python."""
    values = codings(28)
    lines = [f"Pupil {n}: {code}" for n, code in enumerate(codes(values), 1)]
    box = show(visit(SLUG, scheme), "\n".join(lines))
    assert (
        box.locator(".sb-cr-said").inner_text().startswith("28 codes counted for Hague–Lavrov, 0")
    )
    rows = box.locator("[data-shown] tbody tr")
    for at, row in enumerate(rows.all()):
        column = [one[at] for one in values]
        for code, cell in enumerate(row.locator("td").all()[:7], 1):
            count = column.count(code)
            assert cell.inner_text().split()[:1] == ([str(count)] if count else [])
    found = agreement.agreement(values)
    said = box.locator(".sb-cr-alpha").inner_text()
    for value in (found.alpha, found.low, found.high):
        assert f"{value:.2f}" in said
    assert "Agreement is not truth" in box.inner_text()


@pytest.mark.parametrize(
    "separator", ["\n", " ", ", ", ";", "\t", " | ", "\r\n\r\n", "\u200b \ufeff"]
)
def test_any_separator_will_do(visit, separator):
    """One a line or many in a row, the codes are found."""
    box = show(visit(SLUG), separator.join(codes(codings(12))))
    assert "12 codes counted" in box.locator(".sb-cr-said").inner_text()
    assert aside(box) == []


def test_signs_that_nobody_sees_do_no_harm(visit):
    """A code and letters pasted from a message with signs without width count as they are."""
    (one,) = codes(codings(1))
    text = f"\ufeff{one.replace('-', chr(0x200B) + '-')}\u200e\nSam: CEBC\u2060CDGG\u200b"
    box = show(visit(SLUG), text)
    assert "2 codes counted" in box.locator(".sb-cr-said").inner_text()
    assert aside(box) == []


def test_names_and_words_around_codes_do_no_harm(visit):
    """Names, numbers, hyphens and small letters around a code are no fault."""
    one, two, three = codes(codings(3))
    text = f"Anne-Marie O’Neill 12B: {one}\n2) {two.lower()} thanks!\nSam {three.replace('-', ' ')}"
    box = show(visit(SLUG), text)
    assert "3 codes counted" in box.locator(".sb-cr-said").inner_text()
    assert aside(box) == []


def test_what_does_not_count_is_named(visit):
    """Mistyped, other report or codebook, empty, no code, too long, repeated: each with why."""
    good = codes(codings(4))
    slip = good[0][:-1] + ("7" if good[0][-1] != "7" else "8")
    other = encode(SECOND.number, BOOK, [1] * len(SECOND.paragraphs))
    old = encode(1, "00" if BOOK != "00" else "11", [1] * 8)
    empty = encode(1, BOOK, [0] * 8)
    long = encode(1, BOOK, [1] * 9)
    lines = [*good, f"Kim: {slip}", other, old, empty, "I was ill", good[1], long]
    box = show(visit(SLUG), "\n".join(lines))
    kinds = [kind for kind, _ in aside(box)]
    assert kinds == ["repeat", "checksum", "other", "book", "empty", "none", "length"]
    said = [text for _, text in aside(box)]
    assert "Line 5" in said[1] and "a sign is wrong or missing" in said[1]
    assert SECOND.short in said[2] and BOOK in said[3]
    assert f"Its length does not fit {FIRST.short}." in said[6]
    assert "4 codes counted" in box.locator(".sb-cr-said").inner_text()
    assert "6 set aside, 1 repeat left out" in box.locator(".sb-cr-said").inner_text()
    box.get_by_text("Line by line").click()
    assert "line 2" in aside(box)[0][1]
    box.get_by_role("button", name="Count it: line 10").click()
    assert "5 codes counted" in box.locator(".sb-cr-said").inner_text()
    box.get_by_role("button", name=f"Show the 1 code for {SECOND.short}").click()
    assert f"1 code counted for {SECOND.short}" in box.locator(".sb-cr-said").inner_text()
    assert "at least two coders" in box.locator(".sb-cr-alpha").inner_text()


def test_two_people_with_one_code_both_count(visit):
    """The same code under two names is two people; without names the page asks."""
    (code,) = codes(codings(1))
    page = visit(SLUG)
    assert aside(show(page, f"Ann: {code}\nBen: {code}")) == []
    assert [kind for kind, _ in aside(show(page, f"{code}\n{code}"))] == ["repeat"]
    assert [kind for kind, _ in aside(show(page, f"Ann: {code}\nAnn: {code}"))] == ["repeat"]


def test_repeated_codes_are_one_question(visit):
    """Twelve codes twice: one line asks, both answers can be given, and each can be taken back."""
    box = show(visit(SLUG), "\n".join(codes(codings(12)) * 2))
    said, line = box.locator(".sb-cr-said"), box.locator(".sb-cr-repeated > p").first
    assert "12 codes counted" in said.inner_text() and "12 repeats left out" in said.inner_text()
    text = "12 codes occur more than once: separate learners Count all, or pasted twice Leave out?"
    assert line.inner_text() == text
    box.get_by_role("button", name="Count all").click()
    assert "24 codes counted" in said.inner_text() and "left out" not in said.inner_text()
    box.get_by_role("button", name="Leave out", exact=True).click()
    assert "12 codes counted" in said.inner_text()
    named = [f"P{n}: {code}" for n, code in enumerate(codes(codings(12)) * 2)]
    assert aside(show(box.page, "\n".join(named))) == []
    assert "24 codes counted" in said.inner_text()


def test_letters_typed_from_sheets_all_count(visit):
    """A line for each learner: alike or not, with or without names, all 24 count and none asks."""
    lines = ["CEBCCDGG"] * 12 + ["CEACCDGG"] * 10 + ["Ann CEBCCDGG", "Ben: cebccdgg"]
    box = show(visit(SLUG), "\n".join(lines))
    assert (
        "24 codes counted for Hague–Lavrov, 0 set aside." in box.locator(".sb-cr-said").inner_text()
    )
    assert aside(box) == []
    again = show(box.page, "Ann CEBCCDGG\nAnn CEBCCDGG\nBen CEBCCDGG")
    assert [kind for kind, _ in aside(again)] == ["repeat"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ECAC", "letters"),
        ("Kim: ECAC", "letters"),
        ("cebccd?", "letters"),
        ("Kim ce?", "letters"),
        ("Abe", "none"),
        ("Anna Bea", "none"),
    ],
)
def test_letters_that_fit_no_report_are_explained(visit, line, kind):
    """Too few letters say how many each report needs; a name of such letters is none."""
    ((found, said),) = aside(show(visit(SLUG), line))
    assert found == kind
    if kind == "letters":
        count = len(line.split()[-1])
        told = f"{count} letters; the report of 2012 has 8 paragraphs, that of 2015 has 13."
        assert f"{told} Use ? for a gap." in said


@pytest.mark.parametrize("line", ["she was cabbaged", "Ann cebccdgg", "thanks for deadbeef"])
def test_a_word_in_a_message_is_no_coding(visit, line):
    """Small letters after other words may be a word: they are set aside, with what to do."""
    box = show(visit(SLUG), f"{line}\nAnn: cebccdgg\nceaccdgg\nBen ceb?cdgg")
    ((kind, said),) = aside(box)
    assert kind == "letters" and line in said
    assert "stands alone in its line, or after a name and a colon" in said
    assert "3 codes counted" in box.locator(".sb-cr-said").inner_text()


def test_what_rounds_to_nothing_has_no_sign(visit):
    """An alpha or an end of its interval just below 0 is 0.00, not −0.00."""
    dice = random.Random(8)
    values = [[dice.randint(1, 7) for _ in FIRST.paragraphs] for _ in range(300)]
    found = agreement.agreement(values)
    assert -0.005 < found.low < 0
    said = show(visit(SLUG), "\n".join(codes(values))).locator(".sb-cr-alpha").inner_text()
    assert "−0.00" not in said and "interval: 0.00 to" in said


def test_letters_from_paper_count_as_well(visit):
    """A line of letters, one a paragraph and ? for none, is a coding."""
    box = show(visit(SLUG), "Ann CEB?CDGG\nBen: ceaccdgg")
    assert "2 codes counted for Hague–Lavrov, 0" in box.locator(".sb-cr-said").inner_text()
    row = box.locator("[data-shown] tbody tr").nth(3)
    assert row.locator("td").all_inner_texts()[-1].split()[0] == "1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hello", "no-coders"),
        ("CEBCCDGG", "one-coder"),
        ("a CCCCCCCC\nb CCCCCCCC", "no-variation"),
        ("a CCCC????\nb ????DDDD", "no-pair"),
    ],
)
def test_what_has_no_alpha_has_a_sentence(visit, text, why):
    """No, one or uniform codings give a plain sentence and never NaN."""
    box = show(visit(SLUG), text)
    assert box.locator(".sb-cr-alpha").inner_text() == agreement.WHY[why]
    assert "NaN" not in box.inner_text() and "undefined" not in box.inner_text()


def test_a_pair_is_told_that_it_says_little(visit):
    """Two coders get their alpha with a warning."""
    box = show(visit(SLUG), "a CEBCCDGG\nb CEACCDGG")
    assert "nearly nothing" in box.locator(".sb-cr-reading").inner_text()


def test_the_most_disputed_come_with_text_codes_and_rules(visit):
    """The paragraph on which a class splits evenly stands first, with the rules for both codes."""
    lines = [f"p{n} CEBCCDG{'G' if n % 2 else 'A'}" for n in range(10)]
    lines.append("p10 CEACCDGG")
    box = show(visit(SLUG), "\n".join(lines))
    first = box.locator(".sb-cr-disputed > ol > li").first
    assert first.inner_text().startswith("¶8: 5")
    assert box.locator(".sb-cr-disputed > ol > li").count() == 2
    examples = [row["boundary_example"] for row in paragraph_codes.rows()]
    assert not any(one in box.locator(".sb-codebook").inner_text() for one in examples)
    first.locator("summary").click()
    rules = {row["letter"]: row["boundary_example"] for row in paragraph_codes.rows()}
    assert rules["A"] in first.inner_text() and rules["G"] in first.inner_text()
    assert "¶8" in box.locator(".sb-cr-script").inner_text()


def test_a_paragraph_opens_in_its_row(visit):
    """The number of a paragraph shows its text below, and puts it away again."""
    box = show(visit(SLUG), "a CEBCCDGG\nb CEACCDGG")
    button = box.get_by_role("button", name="¶4: show the paragraph").locator("visible=true")
    button.press("Enter")
    assert "arms sales" in box.locator(".sb-cr-text").inner_text()
    button.press("Enter")
    assert box.locator(".sb-cr-text").count() == 0


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_csv_has_a_line_a_coder_and_no_name(visit, scheme):
    """The download works from a file too, and holds codes and letters alone."""
    page = visit(SLUG, scheme)
    box = show(page, "Ann CEB?CDGG\nBen CEACCDGG")
    with page.expect_download() as waiting:
        box.get_by_role("button", name="Download as CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["p4"] for line in lines] == ["", "C"]
    assert lines[0]["report"] == FIRST.id and lines[0]["codebook"] == BOOK
    assert "Ann" not in text and waiting.value.suggested_filename.endswith(f"{FIRST.id}.csv")


def test_three_hundred_codes_are_shown_within_a_second(visit):
    """Reading, counting and 2,000 resamples of 300 codes, to the last cell; one more is refused."""
    page = visit(SLUG)
    lines = [f"P{n}: {c}" for n, c in enumerate(codes(codings(301, SECOND, 4), SECOND), 1)]
    page.locator("textarea").fill("\n".join(lines))
    start = time.perf_counter()
    page.get_by_role("button", name="Show the results").click()
    assert page.locator(".sb-cr-said").inner_text().startswith("300 codes counted")
    taken = time.perf_counter() - start
    print(f"300 codes: {taken:.3f} s")
    assert taken < 1
    assert [kind for kind, _ in aside(page.locator("[data-class-results]"))] == ["many"]


def test_the_sample_is_labelled_as_made_up(visit):
    """Made-up data say so as long as they are in the box."""
    page = visit(SLUG)
    page.get_by_role("button", name="Try it with made-up codes").click()
    assert page.locator(".sb-cr-made").is_visible()
    assert {kind for kind, _ in aside(page.locator("[data-class-results]"))} == {
        "checksum",
        "other",
        "repeat",
    }
    show(page, "a CEBCCDGG\nb CEACCDGG")
    assert not page.locator(".sb-cr-made").is_visible()


def test_nothing_is_kept(visit):
    """After a class's results no storage of the browser holds anything new."""
    page = visit(SLUG)
    show(page, "\n".join(codes(codings(5))))
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]


def test_the_keyboard_alone_is_enough(visit):
    """Typed, tabbed and pressed: results come without a mouse, and focus stays with the reader."""
    page = visit(SLUG)
    page.locator("textarea").focus()
    (code,) = codes(codings(1))
    page.keyboard.insert_text(f"{code}\n{code}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Count all")
    button.focus()
    page.keyboard.press("Enter")
    assert "2 codes counted" in page.locator(".sb-cr-said").inner_text()
    assert page.evaluate("document.activeElement.className") == "sb-cr-said"


def test_large_type_is_for_projectors(visit):
    """The switch makes the table at least half as large again and leaves the box out."""
    page = visit(SLUG)
    page.get_by_role("button", name="Try it with made-up codes").click()
    size = (
        "() => parseFloat(getComputedStyle(document.querySelector('[data-shown] td b')).fontSize)"
    )
    before = page.evaluate(size)
    page.get_by_role("button", name="Large type").click()
    assert page.evaluate(size) >= 1.5 * before
    assert not page.locator("textarea").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_without_scripts_it_is_two_tally_sheets(visit):
    """With JavaScript off no control is dead, and each report has a blank table."""
    page = visit(SLUG, java_script_enabled=False)
    box = page.locator("[data-class-results]")
    assert box.locator(":is(button, textarea):visible").count() == 0
    assert box.locator(".sb-cr-sheet:visible").count() == 2
    assert box.locator("td").first.inner_text() == ""
    assert box.locator(".sb-cr-script").is_visible()


def test_paper_has_tally_sheets_before_and_results_after(visit):
    """Printed empty it has both sheets to tally in; printed with codes, the class's table alone."""
    page = visit(SLUG)

    def sheets() -> int:
        page.emulate_media(media="print")
        seen = page.locator(".sb-cr-sheet:visible").count()
        assert page.locator("textarea:visible").count() == 0
        page.emulate_media(media="screen")
        return seen

    assert sheets() == 2
    page.get_by_role("button", name="Try it with made-up codes").click()
    assert sheets() == 1
    assert len(page.pdf()) > 10_000


@TWO_LOOKS
def test_axe_finds_nothing_in_the_used_page(visit, mode, width):
    """With made-up data, everything unfolded, plain and in large type, axe finds no violation."""
    page = visit(SLUG, mode=mode, width=width)
    page.get_by_role("button", name="Try it with made-up codes").click()
    page.locator("button.sb-cr-par:visible").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for _ in range(2):
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Large type").click()


def test_targets_are_large_enough(visit):
    """On a phone each button is at least 44 pixels high."""
    page = visit(SLUG, width=390, height=844, has_touch=True)
    page.get_by_role("button", name="Try it with made-up codes").click()
    sizes = [b.bounding_box() for b in page.locator("[data-class-results] button:visible").all()]
    assert min(size["height"] for size in sizes) >= 44


def test_only_this_page_pays_for_it(book):
    """No other page asks for its scripts and style."""
    having = [p.stem for p in book.glob("*.html") if "class-results.js" in p.read_text("utf-8")]
    assert having == [SLUG]
