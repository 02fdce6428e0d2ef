"""The paths of the British position in the built book and in a browser."""

import io
import random
import re

import pytest
from pypdf import PdfReader

from builds import refused, slugs, soup
from conftest import TWO_LOOKS, violations
from sourcebook import paths, tables

SLUG = "between-the-reports"
OURS = paths.codes()
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


def words(element) -> str:
    """The text of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())


def code(page, key: str, level: str) -> None:
    """Give a statement a code, as a reader would."""
    page.locator("[data-question]").select_option(tables.row("positions", key)["dimension"])
    page.locator(f"#code-of-{key}").select_option(str(paths.LEVELS.index(level)))


def test_every_statement_is_printed_with_code_and_sources(book):
    """Each statement has its wording, our code, its status and a link to each source."""
    page = soup(book / f"{SLUG}.html")
    items = page.select(".sb-pp-item")
    assert {item["id"].removeprefix("position-") for item in items} == set(OURS)
    for item in items:
        row = tables.row("positions", item["data-id"])
        text = words(item)
        assert row["position"] in text and row["speaker"] in text and row["venue"] in text
        assert words(item.select_one(".sb-pp-code")) == f"Our code: {row['direction']}"
        assert words(item.select_one(".sb-status")) == row["status"]
        hrefs = [link["href"] for link in item.select("a.sb-outside")]
        assert hrefs == [row[c] for c in ("source_url", "source2_url") if row[c]]


def test_every_conclusion_is_printed_as_our_codes_have_it(book):
    """Without a script each conclusion has its text, how it hangs, its rule and its steps."""
    page = soup(book / f"{SLUG}.html")
    for whole in paths.conclusions():
        (item,) = page.select(f'[data-conclusion="{whole.cells["id"]}"]')
        assert words(item.select_one(".sb-pp-text")) == whole.text(OURS)
        assert words(item.select_one(".sb-pp-hangs")) == whole.hangs(OURS)
        assert item.code.get_text() == whole.cells["rule"]
        assert len(item.select(".sb-pp-flips li")) == len(whole.flips(OURS))


def test_marks_stand_where_the_codes_say(book):
    """On every path a higher code stands higher, and columns follow the order of days."""
    page = soup(book / f"{SLUG}.html")
    for part in page.select(".sb-pp-one"):
        rows = paths.statements(part["data-dimension"])
        styles = [mark["style"] for mark in part.select(".sb-pp-mark")]
        found = [[float(n) for n in re.findall(r"[\d.]+", style)] for style in styles]
        levels = [paths.LEVELS.index(row["direction"]) for row in rows]
        assert [round(87.5 - 25 * level, 2) for level in levels] == [top for _, top in found]
        lefts = [left for left, _ in found]
        assert lefts == sorted(lefts) and len(set(lefts)) == len(rows)


def test_only_the_page_with_paths_loads_their_assets(book):
    """No other page carries the script of the paths."""
    having = [s for s in slugs() if soup(book / f"{s}.html").select('script[src*="positions.js"]')]
    assert having == [SLUG]


def test_the_page_concludes_what_python_concludes(visit):
    """For many random recodings the script has the verdicts, steps and sentences of the package."""
    page = visit(SLUG)
    chance = random.Random(2015)
    conclusions = paths.conclusions()
    for _ in range(60):
        given = {k: chance.choice(paths.LEVELS) if chance.random() < 0.3 else c
                 for k, c in OURS.items()}  # fmt: skip
        found = page.evaluate(
            """(codes) => {
              const data = JSON.parse(document.getElementById("sb-path-data").textContent);
              const { holds, flips, hangs } = window.sourcebook.paths;
              const n = data.levels.length;
              return data.conclusions.map((c) => [holds(c, codes), flips(c, codes, n)
                .map(([id, at]) => [id, data.levels[at]]), hangs(c, codes, n)]);
            }""",
            paths.places(given),
        )
        wanted = [
            [whole.holds(given), [list(f) for f in whole.flips(given)], whole.hangs(given)]
            for whole in conclusions
        ]
        assert found == wanted


def test_a_changed_code_turns_a_conclusion_over_and_back(visit):
    """The reader changes one code: mark, conclusion and message follow; reset undoes it all."""
    page = visit(SLUG)
    key, whole = "force-2013-09-03", paths.conclusions()[3]
    item = page.locator(f'[data-conclusion="{whole.cells["id"]}"]')
    mark = page.locator(f'.sb-pp-mark[data-id="{key}"]')
    before = mark.evaluate("e => e.style.top")
    code(page, key, "cautious")
    given = {**OURS, key: "cautious"}
    assert whole.text(given) != whole.text(OURS)
    assert item.locator(".sb-pp-text strong").text_content() == whole.text(given)
    assert item.get_attribute("data-turned") is not None
    assert mark.evaluate("e => e.style.top") != before
    assert "cautious (ours: opposes)" in mark.text_content()
    says = page.locator(".sb-pp-says")
    assert says.get_attribute("role") == "status"
    turned = [w.text(given) for w in paths.conclusions() if w.holds(given) != w.holds(OURS)]
    assert f"You changed 1 code. Turned over: {len(turned)} of" in says.text_content()
    assert all(text in says.text_content() for text in turned)
    page.get_by_role("button", name="Back to our codes").click()
    assert item.locator(".sb-pp-text strong").text_content() == whole.text(OURS)
    assert mark.evaluate("e => e.style.top") == before
    assert page.locator("[data-turned]").count() == 0


def test_a_step_can_be_tried_by_keyboard(visit):
    """A listed step is a button: pressed, it turns its conclusion over."""
    page = visit(SLUG)
    item = page.locator('[data-conclusion="talks-always"]')
    item.locator("summary").first.press("Enter")
    item.get_by_role("button").first.press("Enter")
    assert item.get_attribute("data-turned") is not None
    assert "Not every" in item.locator(".sb-pp-text").text_content()


def test_fragile_conclusions_can_be_shown_alone(visit):
    """Ticked, the box hides just those that no single step turns over."""
    page = visit(SLUG)
    page.locator("[data-fragile]").check()
    shown = page.locator("[data-conclusion]:not([hidden])").evaluate_all(
        "all => all.map(e => e.dataset.conclusion)"
    )
    assert shown == [w.cells["id"] for w in paths.conclusions() if w.flips(OURS)]


def test_one_question_is_shown_at_a_time(visit):
    """The menu shows a question alone or all of them; an address opens the question it needs."""
    page = visit(SLUG)
    assert page.locator(".sb-pp-one:visible").count() == 1
    page.locator("[data-question]").select_option("")
    assert page.locator(".sb-pp-one:visible").count() == len(paths.scales())
    page = visit(f"{SLUG}#position-russia-2013-03-13")
    assert page.locator("#position-russia-2013-03-13").is_visible()
    assert page.locator("[data-question]").input_value() == "russia"


def test_a_mark_tells_its_speaker_on_focus(visit):
    """Focus on a mark says who spoke, where and with what code; it leads to the statement."""
    page = visit(SLUG)
    mark = page.locator('.sb-pp-mark[data-id="assad-2011-08-18"]')
    mark.focus()
    tip = page.locator("#path-assad-future .sb-pp-tip").text_content()
    assert "David Cameron, 18 August 2011" in tip and "supports" in tip
    page.keyboard.press("Enter")
    page.wait_for_url("**#position-assad-2011-08-18")


def test_our_codes_wait_for_the_readers(visit):
    """Five statements: ours stay away until all are coded, then the package's sentence is said."""
    page = visit(SLUG)
    box = page.locator("[data-code-first]")
    fields, ours = box.locator("fieldset"), box.locator(".sb-cf-ours")
    compare = box.get_by_role("button", name="Compare")
    keys = fields.evaluate_all("all => all.map(f => f.dataset.id)")
    own = dict(zip(keys, ["supports", "cautious", "open", "cautious", "opposes"], strict=True))
    assert ours.is_hidden() and compare.is_disabled()
    for key, level in own.items():
        assert ours.is_hidden()
        box.locator(f'fieldset[data-id="{key}"] input[value={level}]').check()
    assert ours.is_hidden()
    compare.click()
    assert ours.locator("table").is_visible()
    said = box.get_by_role("status").text_content()
    assert said == paths.agreement(own, OURS)
    box.get_by_role("button", name="Carry").click()
    changed = sum(OURS[key] != level for key, level in own.items())
    assert f"You changed {changed} codes" in page.locator(".sb-pp-says").text_content()


def test_without_a_script_everything_is_there(visit):
    """With JavaScript off all paths, codes and conclusions are in sight, and nothing dead is."""
    page = visit(SLUG, java_script_enabled=False)
    assert page.locator(".sb-pp-one:visible").count() == len(paths.scales())
    assert page.locator(".sb-pp-code:visible").count() == len(OURS)
    assert page.locator("[data-conclusion]:visible").count() == len(paths.conclusions())
    assert page.locator(".sb-path button:visible, .sb-path select:visible").count() == 0
    page.locator(".sb-cf-ours summary").click()
    assert page.locator(".sb-cf-ours table").is_visible()


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_a_phone_needs_no_sideways_scroll(visit, size):
    """At 390 pixels, at twice the text too, no path is wider than the page."""
    page = visit(SLUG, width=390, height=844)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    page.locator("[data-question]").select_option("")
    assert page.evaluate("document.documentElement.scrollWidth - 390") <= 0


def test_fingers_can_hit_everything(visit):
    """On a phone every control and every mark is at least 44 pixels high."""
    page = visit(SLUG, **PHONE)
    page.locator("[data-question]").select_option("")
    parts = ("button", "select", "summary", ".sb-pp-mark", "label:has(input)", "a.sb-outside")
    found = [f":is(.sb-path, .sb-cf) {part}:visible" for part in parts]
    low = page.locator(", ".join(found)).evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"
    )
    assert low == []


@TWO_LOOKS
def test_axe_finds_nothing_in_the_used_parts(visit, mode, width):
    """Coded, compared and recoded, the parts have no violation."""
    page = visit(SLUG, mode=mode, width=width)
    for field in page.locator(".sb-cf fieldset").all():
        field.locator("input").first.check()
    page.locator("[data-compare]").click()
    page.locator("[data-carry]").click()
    page.locator("[data-question]").select_option("")
    page.evaluate("document.querySelectorAll('.sb-path details').forEach(d => { d.open = true })")
    parts = [[".sb-path"], [".sb-cf"]]
    assert violations(page, {"include": parts}) == []


def test_paper_is_a_worksheet_until_it_is_compared(visit):
    """Printed, our five codes are there only once they are opened; the path is what is shown."""
    page = visit(SLUG)

    def text() -> str:
        paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
        return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in paper.pages))

    printed = text()
    assert "What to know" not in printed and "Does it lean towards this" in printed
    assert "Compare with our codes" not in printed and "What follows from the codes" in printed
    for field in page.locator(".sb-cf fieldset").all():
        field.locator("input").first.check()
    page.locator("[data-compare]").click()
    assert "What to know" in text()


def test_a_mistyped_statement_stops_the_build(tmp_path):
    """A statement that does not exist is refused by name."""
    log = refused(tmp_path, ["```{code-first}\nassad-2011-06-07\nassad-1999\n```"])
    assert "No statements with the ids: assad-1999" in log


def test_the_two_reports_are_told_apart_on_a_phone(visit):
    """On a phone no name of a report lies over the other, on any path."""
    page = visit(SLUG, **PHONE)
    page.locator("[data-question]").select_option("")
    over = page.locator(".sb-pp-plot").evaluate_all(
        """all => all.map(plot => [...plot.querySelectorAll('.sb-pp-report')].map(label => {
            const range = document.createRange(); range.selectNodeContents(label)
            return range.getBoundingClientRect() }))
          .filter(([a, b]) => a.right > b.left && b.right > a.left).length"""
    )
    assert over == 0


def test_the_keyboard_is_never_under_the_result(visit):
    """Once a code is changed, whatever takes the focus stands above the result that stays."""
    page = visit(SLUG, width=390, height=700)
    code(page, "force-2013-09-03", "cautious")
    page.locator("#code-of-force-2013-09-03").focus()
    hidden = """() => { const e = document.activeElement
      if (e.closest('.sb-pp-says') || !e.closest('.sb-path')) return false
      const bar = document.querySelector('.sb-pp-says').getBoundingClientRect()
      const own = e.getBoundingClientRect()
      return own.bottom > bar.top && own.top < bar.bottom }"""
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(hidden), page.evaluate("document.activeElement.outerHTML")


def test_what_turned_over_is_one_tap_away(visit):
    """The button in the result leads to a conclusion that turned over, with the focus."""
    page = visit(SLUG, **PHONE)
    code(page, "force-2013-09-03", "cautious")
    page.get_by_role("button", name="Show them").tap()
    where = "document.activeElement.closest('[data-turned]').getBoundingClientRect().top"
    assert 0 <= page.evaluate(where) < 844


def test_carried_codes_take_the_reader_with_them(visit):
    """The carried codes are on all questions: the paths show all, and the focus is there."""
    page = visit(SLUG)
    for field in page.locator(".sb-cf fieldset").all():
        field.locator("input").first.check()
    page.locator("[data-compare]").click()
    page.locator("[data-carry]").click()
    assert page.locator("[data-question]").evaluate("e => e === document.activeElement")
    assert page.locator(".sb-pp-one:visible").count() == len(paths.scales())


def test_paper_says_what_it_leaves_out(visit):
    """A print of one question says so; with all of them chosen it has all and says nothing."""
    page = visit(SLUG)
    page.emulate_media(media="print")
    said = page.locator(".sb-pp-printed")
    count = len(paths.scales())
    assert said.inner_text().startswith(f"Printed: Assad’s future, one of {count} questions.")
    page.emulate_media(media="screen")
    page.locator("[data-question]").select_option("")
    page.emulate_media(media="print")
    assert said.is_hidden() and page.locator(".sb-pp-one:visible").count() == count


def test_a_rule_is_read_as_a_sentence(book):
    """Each rule stands there in words, with its code folded away under them."""
    page = soup(book / f"{SLUG}.html")
    for whole in paths.conclusions():
        (item,) = page.select(f'[data-conclusion="{whole.cells["id"]}"]')
        said = words(item.select_one(".sb-pp-rule"))
        assert said.endswith(".") and "(" not in said and " is " in said
        assert item.code.find_parent("details")["class"] == ["sb-pp-coded"]
