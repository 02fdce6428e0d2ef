"""Tasks that a person judges, in a browser: written answers, the argument bench, marking."""

import itertools
import json
import random

import pytest

from builds import JUDGED, soup
from builds import JUDGED_PAGE as PAGE
from conftest import TWO_LOOKS, live_tasks, violations
from sourcebook import check_quotation, evidence, sources, tables
from sourcebook.sphinx import task_bench
from sourcebook.tasks import bank, text
from sourcebook.text import normalise, words_in
from test_quotations import RIGHT, WRONG
from test_quotations import (
    test_denials_and_doubts_are_kept_even_without_a_rule as without_a_rule,
)

WRITE, BENCH, MARK, OTHER_BENCH = JUDGED
ITEM = {name: bank.item(name) for name in JUDGED}
LOW, HIGH = ITEM[WRITE]["words"]
OURS = ("tasks-written.js", "tasks-bench.js", "quotations.js", "tasks-written.css")
HL, HK = "hague-lavrov-2012", "hammond-khoja-2015"
REFUSED = """for (const n of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, n, {get() { throw new DOMException('no', 'SecurityError') }})"""


def task(page, name: str):
    """One task of the page."""
    return page.locator(f"#task-{name}")


def words(count: int) -> str:
    """So many words, which say nothing."""
    return " ".join(["evidence"] * count)


def check(box) -> str:
    """Press Check, and return what is said."""
    box.get_by_role("button", name="Check", exact=True).click()
    return box.locator(".sb-task-said").inner_text()


def record(page, name: str) -> dict:
    """What is stored of a task."""
    page.evaluate("sourcebook.tasks.flush()")
    return page.evaluate("name => sourcebook.store.peek(name)", name)


def cite(box, row: int, anchor: str, quotation: str, speaker: str) -> None:
    """Fill one row of evidence."""
    fields = box.locator(".sb-bench-row").nth(row)
    fields.locator("[data-part=at]").select_option(anchor)
    fields.locator("[data-part=words]").fill(quotation)
    fields.locator("[data-part=speaker]").select_option(speaker)


def argue(box, claim: str = "The listener explains more than policy.", reasoning: str = "") -> None:
    """Write claim and reasoning."""
    box.locator("[data-part=claim]").fill(claim)
    box.locator("[data-part=reasoning]").fill(reasoning or words(160))


def form(box, what: str) -> str:
    """What is said of a part's form once the writer has paused."""
    box.page.wait_for_timeout(1000)
    return box.locator(what).inner_text()


def of_row(row: int) -> str:
    return f":nth-match(.sb-bench-row, {row + 1}) .sb-bench-said"


# A written answer ---------------------------------------------------------------------------------


def test_words_are_counted_as_python_counts_them(opened):
    """The count in the page and the package's agree on dashes, marks, figures and any space."""
    box = task(opened(), WRITE)
    for written in (
        "",
        "one",
        "a – b",
        "it’s 3.5 %\u00a0of  it",
        "…\n\n“no” — « no »",
        "é1 ¶3 - -",
    ):
        box.locator("textarea").fill(written)
        count = len(words_in(written))
        line = box.locator(".sb-write-count").inner_text()
        said = f"{count} word{'' if count == 1 else 's'}" if count else "No words"
        assert line.startswith(said), (written, line)


def test_the_count_is_in_sight_at_once_and_read_out_after_a_pause(opened):
    """Each key changes the line in sight; the live region waits until the writer pauses."""
    page = opened()
    box = task(page, WRITE)
    spoken = box.locator(".sb-write-said")
    spoken.evaluate(
        """e => { window.said = 0
          new MutationObserver(() => window.said++).observe(e, {childList: true}) }"""
    )
    box.locator("textarea").press_sequentially("one two three", delay=20)
    assert box.locator(".sb-write-count").inner_text().startswith("3 words")
    assert page.evaluate("window.said") == 0
    page.wait_for_timeout(1800)
    assert page.evaluate("window.said") == 1 and spoken.inner_text().startswith("3 words")


def test_the_scheme_waits_for_a_third_of_an_answer(opened):
    """Nothing, or less than a third of what is asked for, opens nothing and says why."""
    box = task(opened(), WRITE)
    assert check(box) == "Write your answer first, then check."
    box.locator("textarea").fill(words(LOW // 3 - 1))
    assert f"From {LOW // 3} words on" in check(box)
    assert box.locator(".sb-judge").count() == 0
    box.locator("textarea").fill(words(LOW // 3))
    assert f"{LOW - LOW // 3} more to the least" in check(box)
    assert box.locator(".sb-judge").count() == 1
    assert box.get_attribute("data-state") == "tried", "too short to be done"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (LOW, "within"),
        (HIGH, "within"),
        (HIGH + 1, "1 more than asked for"),
        (LOW - 1, "1 more to"),
    ],
)
def test_length_is_all_that_is_judged(opened, count, said):
    """The sentence names the length; an answer that is long enough is done, whatever it says."""
    box = task(opened(), WRITE)
    box.locator("textarea").fill(words(count))
    assert said in check(box)
    assert (box.get_attribute("data-state") == "done") == (count >= LOW)
    assert record(box.page, WRITE)["score"] is None


def test_scheme_and_answers_to_mark_come_one_by_one(opened):
    """Each exemplar shows its text, asks for a mark, and only then tells ours and the reason."""
    page = opened()
    box, item = task(page, WRITE), ITEM[WRITE]
    box.locator("textarea").fill(words(LOW))
    check(box)
    rows = box.locator(".sb-judge-scheme tbody tr")
    assert [row.split("\t")[0] for row in rows.all_inner_texts()] == [
        level["marks"] for level in item["scheme"]
    ]
    shut = box.locator(".sb-judge > details")
    for number, (level, one) in enumerate(item["exemplars"].items(), 1):
        answer = shut.nth(number)
        why = " ".join(text.plain(one["why"]).split())[:40]
        assert answer.get_attribute("open") is not None, "the next one opens by itself"
        assert text.plain(one["text"])[:30] in answer.inner_text()
        assert why not in box.inner_text() and level not in answer.locator("summary").inner_text()
        answer.get_by_role("button").click()
        assert "Give it a mark first" in answer.inner_text()
        answer.locator("select").select_option(str(item["out_of"]))
        answer.get_by_role("button").click()
        told = answer.locator(".sb-judge-ours").inner_text()
        assert f"Ours: {one['mark']} of {item['out_of']}." in told and why in " ".join(told.split())
        off = item["out_of"] - one["mark"]
        assert ("Yours is the same." if not off else f"Yours is {off} mark") in told
    page.reload()
    assert page.locator(f"#task-{WRITE} .sb-judge-ours b").count() == 3, "guesses are remembered"


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_learner_places_the_answer_and_it_is_kept(opened, scheme):
    """Mark and line are stored with the answer, shown in the scheme, and back after a reload."""
    page = opened(scheme)
    box = task(page, WRITE)
    box.locator("textarea").fill(words(LOW) + "\n\nÜber “İ” 😀")
    check(box)
    box.get_by_label("The mark that the scheme gives it").select_option("3")
    box.get_by_label("What would you change?").fill("Say who reports it.")
    assert record(page, WRITE)["self"] == {"mark": 3, "out_of": 4, "change": "Say who reports it."}
    page.reload()
    assert box.locator("textarea").input_value().endswith("\n\nÜber “İ” 😀")
    assert box.get_by_label("The mark that the scheme gives it").input_value() == "3"
    assert box.get_by_label("What would you change?").input_value() == "Say who reports it."
    assert "yours" in box.locator("tr[data-own] th").evaluate(
        "th => getComputedStyle(th, '::after').content"
    )


def test_writing_on_keeps_the_scheme_in_sight(opened):
    """After the check the writer can improve the answer beside the scheme, also after a reload."""
    page = opened()
    box = task(page, WRITE)
    box.locator("textarea").fill(words(LOW))
    check(box)
    box.locator("textarea").press_sequentially(" and more")
    assert box.locator(".sb-judge").is_visible()
    record(page, WRITE)
    page.reload()
    assert box.locator(".sb-judge").is_visible()
    assert box.locator("textarea").input_value().endswith("and more")


def test_no_button_empties_a_written_answer(opened):
    """There is no Try again; who deletes every word takes the judgement away with it.

    The learner's own mark stays: who cuts and pastes loses nothing.
    """
    page = opened()
    for name in (WRITE, BENCH):
        assert task(page, name).get_by_role("button", name="Try again").count() == 0
    box = task(page, WRITE)
    box.locator("textarea").fill(words(LOW))
    check(box)
    box.get_by_label("The mark that the scheme gives it").select_option("3")
    box.locator("textarea").fill("")
    assert box.locator(".sb-judge").count() == 0
    stored = record(page, WRITE)
    assert stored["answer"] is None and stored["self"]["mark"] == 3 and not stored["done"]


def test_long_work_comes_back_after_try_again(opened):
    """One tap empties it, and another brings it back, also after a reload."""
    page = opened()
    box = task(page, MARK)
    box.locator("textarea").first.fill("It quotes both sides.")
    box.get_by_role("button", name="Try again").click()
    assert box.locator("textarea").first.input_value() == ""
    page.reload()
    live_tasks(page)
    assert "before you tried again" in box.locator(".sb-task-asides").inner_text()
    box.get_by_role("button", name="Use it").click()
    assert box.locator("textarea").first.input_value() == "It quotes both sides."


@pytest.mark.parametrize("name", [WRITE, BENCH, MARK])
def test_a_strange_answer_breaks_nothing(opened, name):
    """A stored answer of another shape leaves the controls empty and stays beside the task."""
    page = opened()
    for strange in (7, ["x"], {"claim": 1}, {"marks": [99, 1, 1], "reasons": ["", "", ""]}):
        page.evaluate(
            """([id, answer, version]) => {
              sourcebook.store.remove(id)
              sourcebook.store.put(id, {type: 'x', version, title: 't', chapter: 'glossary', answer,
                text: 'what stood there', done: false, hints: 0}) }""",
            [name, strange, ITEM[name].version],
        )
        page.reload()
        assert "what stood there" in task(page, name).locator(".sb-task-asides").inner_text()
        assert set(
            task(page, name).locator("textarea").evaluate_all("a => a.map(e => e.value)")
        ) == {""}


def test_without_storage_a_written_answer_is_held_by_the_page(opened):
    """Refused storage costs a warning; scheme and own mark work, and the export has both."""
    page = opened(script=REFUSED)
    box = task(page, WRITE)
    box.locator("textarea").fill(words(LOW))
    check(box)
    box.get_by_label("The mark that the scheme gives it").select_option("2")
    assert "lets no page store" in page.locator(".sb-task-warning").inner_text()
    saved = json.loads(page.evaluate("sourcebook.store.exportText()"))["answers"][WRITE]
    assert saved["answer"] == words(LOW) and saved["self"]["mark"] == 2
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()


# Quotations ---------------------------------------------------------------------------------------

NO_RULES = [given for given, _ in without_a_rule.pytestmark[0].args[1]]
KINDS = """([given, rules]) => {
  const texts = JSON.parse(document.getElementById('sb-previews').textContent)
  const book = JSON.parse(document.getElementById('sb-bench').textContent)
  for (const [source, report] of Object.entries(book.reports))
    for (const [id, one] of Object.entries(report.paragraphs))
      one.text = texts[`${source}#${id}`].text
  if (!rules) book.qualifiers = []
  return given.map((one) => sourcebook.quotations.check(book, ...one))
}"""


def in_page(page, given: list, rules: bool = True) -> list[dict]:
    """What the page says of quotations."""
    return page.evaluate(KINDS, [[list(one) for one in given], rules])


def mutants() -> list[tuple[str, str, str, str]]:
    """Quotations cut, joined, misspelt and misattributed by dice, the same in every run."""
    dice, found = random.Random(4), []
    speakers = list(task_bench.voices())
    for name in sources.ids():
        for paragraph in sources.report(name).paragraphs.values():
            own = [segment.speaker for segment in evidence.segments(name, paragraph.id)]
            tokens = normalise(paragraph.text).split()
            for _ in range(30):
                start = dice.randrange(len(tokens))
                cut = tokens[start : start + dice.randint(1, 9)]
                change = dice.choice(["none", "none", "drop", "cut", "capital", "letter", "curly"])
                at = dice.randrange(len(cut))
                if change == "drop" and len(cut) > 1:
                    del cut[at]
                elif change == "cut":
                    cut[at] = "…"
                elif change == "capital":
                    cut[at] = cut[at].swapcase()
                elif change == "letter":
                    cut[at] = cut[at][1:] or "x"
                quoted = " ".join(cut)
                if change == "curly":
                    quoted = quoted.replace('"', "“").replace("'", "’").replace("-", "–")
                speaker = dice.choice([*own, *own, dice.choice(speakers)])
                found.append((quoted, name, paragraph.id, speaker))
    return found


def test_the_page_judges_quotations_as_python_does(opened):
    """Right ones, spoilt ones, and hundreds cut by dice get the same verdict in both."""
    page = opened()
    given = [*RIGHT, *(one[:4] for one in WRONG), *NO_RULES, *mutants()]
    wanted = [check_quotation(*one) for one in given]
    found = in_page(page, given)
    different = [
        (one, verdict.kind, said["kind"])
        for one, verdict, said in zip(given, wanted, found, strict=True)
        if verdict.kind != said["kind"]
    ]
    assert different == [] and len(given) > 600
    kinds = {verdict.kind for verdict in wanted}
    assert len(kinds) == 8, f"the dice threw only {kinds}"
    for one, verdict, said in zip(given, wanted, found, strict=True):
        if verdict.kind == "cut before a qualifier":
            assert f"“{said['qualifier']}”" in verdict.problem, one
        if verdict.right:
            modes = {tables.row("evidence", row)["mode"] for row in verdict.evidence}
            assert set(said["modes"]) == modes, one


def test_the_listed_verdicts_hold_in_the_page(opened):
    """Each quotation of the package's own lists is accepted, or refused for its own reason."""
    page = opened()
    assert {one["kind"] for one in in_page(page, RIGHT)} == {"verbatim"}
    assert [one["kind"] for one in in_page(page, [w[:4] for w in WRONG])] == [w[4] for w in WRONG]
    found = in_page(page, NO_RULES, rules=False)
    assert {one["kind"] for one in found} == {"cut before a qualifier"}
    assert [one["qualifier"] for one in found] == [
        lost for _, lost in without_a_rule.pytestmark[0].args[1]
    ]


def test_text_is_made_comparable_as_python_does(opened):
    """Spaces, marks, dashes, dots and letters fold in the same way."""
    page = opened()
    given = [
        "“a” ‘b’ «c» „d‚ ‛e",
        "a–b—c−d‐e‑f",
        "a. . . b...c … d ...",
        " \u00a0\u2009a\n\tb ",
        "e\u0301 İ ſ",
    ]
    given += [p.text for name in sources.ids() for p in sources.report(name).paragraphs.values()]
    assert page.evaluate("all => all.map(sourcebook.quotations.normalise)", given) == [
        normalise(one) for one in given
    ]


# The bench ----------------------------------------------------------------------------------------


FACT = "The Russian presence on the ground is a fact now"
LOOK = "have to look at their consciences"
CALL = "Western countries were not contemplating"
ROWS = [
    (f"{HK}#p5", FACT, "hammond", "good", "are those of Philip Hammond"),
    (f"{HL}#p7", f"“{LOOK}”", "cameron", "good", "Hague–Lavrov ¶7"),
    (f"{HL}#p3", CALL, "hague", "good", "reported speech"),
    (f"{HL}#p3", "contemplating military intervention", "hague", "bad", "leaves out “not”"),
    (f"{HK}#p6", "next week", "hammond", "bad", "leaves out “probably”"),
    (f"{HK}#p12", "a Russian occupation", "hammond", "bad", "not all, those of Philip Hammond"),
    (f"{HL}#p5", "the Russians have to look", "cameron", "bad", "They stand in Hague–Lavrov ¶7"),
    (f"{HL}#p5", "the Russians must look", "cameron", "bad", "do not stand so in"),
    (f"{HK}#p3", "No change at all", "hammond", "bad", "Only capital letters differ"),
    (f"{HL}#p3", "", "hague", "", ""),
    ("", "a Russian occupation", "", "bad", "Choose its paragraph"),
    ("", "a French occupation", "", "bad", "No report has these words"),
    (f"{HK}#p12", "a Russian occupation", "", "good", "The words stand in Hammond–Khoja ¶12"),
]


@pytest.mark.parametrize(("anchor", "quotation", "speaker", "kind", "said"), ROWS)
def test_the_form_of_evidence_is_checked_at_once(opened, anchor, quotation, speaker, kind, said):
    """Each way to get a quotation wrong is told apart, with a link to its paragraph."""
    box = task(opened(), BENCH)
    cite(box, 0, anchor, quotation, speaker)
    told = form(box, of_row(0))
    assert said in told
    line = box.locator(of_row(0)).locator("li").first
    if not kind:
        assert told == ""
        return
    assert line.get_attribute("data-kind") == kind
    assert line.locator("b").inner_text() == {"good": "✓ In order: ", "bad": "✗ To mend: "}[kind]
    if anchor:
        assert line.locator("a[data-preview]").count() >= 1


def test_links_of_the_check_preview_their_paragraph(opened):
    """Any paragraph that the check names can be previewed, cited by the task or not."""
    page = opened()
    box = task(page, BENCH)
    cite(box, 0, f"{HL}#p2", "the latest situation in the country", "foreign-office")
    form(box, of_row(0))
    box.locator(of_row(0)).locator("a").focus()
    page.wait_for_selector(".sb-popover:not([hidden])")
    assert (
        "half-hour" in page.locator(".sb-popover").inner_text()
        or page.locator(".sb-popover").inner_text()
    )


def test_claim_reports_and_hedges_are_checked(opened):
    """A question is no claim; both reports are asked for; reported speech wants a word for it."""
    box = task(opened(), BENCH)
    argue(box, "Did the audience matter more than policy?", words(160))
    assert "Yours asks" in form(box, "[data-said=claim]")
    argue(box)
    assert "states something" in form(box, "[data-said=claim]")
    cite(box, 0, f"{HL}#p3", CALL, "hague")
    cite(box, 1, f"{HL}#p7", LOOK, "cameron")
    whole = form(box, "[data-said=whole]")
    assert (
        "none yet from Hammond–Khoja" in whole and "Nothing in claim or reasoning shows it" in whole
    )
    argue(box, reasoning=f"As PA reports it, Mr Hague {words(160)}")
    cite(box, 1, f"{HK}#p5", FACT, "hammond")
    whole = form(box, "[data-said=whole]")
    assert (
        "You cite both reports" in whole and "shows that some of the evidence is reported" in whole
    )


def test_a_bench_for_one_report_asks_for_no_other(opened):
    """Where both are not asked for, one is enough."""
    box = task(opened(), OTHER_BENCH)
    cite(box, 0, f"{HK}#p5", FACT, "hammond")
    assert "report" not in form(box, "[data-said=whole]")


def test_check_tells_what_is_missing_and_never_judges(opened):
    """An argument with faults of form opens the scheme and is not done; mended, it is."""
    page = opened()
    box = task(page, BENCH)
    assert check(box) == "Make a claim and give evidence first, then check."
    argue(box, claim="")
    assert "things about the form to put right" in check(box)
    for what, said in (("claim", "Make a claim"), ("whole", "at least one quotation")):
        assert said in box.locator(f"[data-said={what}]").inner_text()
    assert box.locator(".sb-judge").is_visible() and box.get_attribute("data-state") == "tried"
    argue(box)
    cite(box, 0, f"{HL}#p7", LOOK, "cameron")
    cite(box, 1, f"{HK}#p5", FACT, "hammond")
    said = check(box)
    assert said.startswith("The form is in order.") and box.get_attribute("data-state") == "done"
    assert record(page, BENCH)["score"] is None


def test_evidence_is_added_and_removed(opened):
    """Rows grow to six and shrink to one; the focus goes where the work goes on."""
    page = opened()
    box = task(page, BENCH)
    add = box.get_by_role("button", name="Add evidence")
    for count in range(3, 7):
        add.click()
        assert box.locator(".sb-bench-row").count() == count
        assert page.evaluate("document.activeElement.dataset.part") == "at"
    assert not add.is_visible()
    cite(box, 5, f"{HK}#p12", "a Russian occupation", "khoja")
    for left in range(5, 0, -1):
        box.get_by_role("button", name="Remove").first.click()
        assert box.locator(".sb-bench-row").count() == left
        assert page.evaluate("document.activeElement.dataset.part") == "at"
    assert box.locator("legend").first.inner_text() == "Evidence 1"
    assert box.locator("[data-part=words]").input_value() == "a Russian occupation"
    add.click()
    box.get_by_role("button", name="Remove").first.click()
    box.get_by_role("button", name="Bring it back").click()
    assert box.locator("[data-part=words]").first.input_value() == "a Russian occupation"
    box.get_by_role("button", name="Remove").last.click()
    assert not box.get_by_role("button", name="Remove").is_visible() and add.is_visible()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_argument_survives_a_reload(opened, scheme):
    """Claim, four pieces of evidence and reasoning come back, with what is said of them."""
    page = opened(scheme)
    box = task(page, BENCH)
    argue(box)
    given = [
        (f"{HL}#p7", LOOK, "cameron"),
        (f"{HK}#p5", FACT, "hammond"),
        (f"{HK}#p12", "a Russian occupation", "khoja"),
        (f"{HL}#p4", "such sales were not illegal", "lavrov"),
    ]
    for row, one in enumerate(given):
        if row > 1:
            box.get_by_role("button", name="Add evidence").click()
        cite(box, row, *one)
    check(box)
    before = record(page, BENCH)
    page.reload()
    assert record(page, BENCH)["answer"] == before["answer"]
    assert len(before["answer"]["evidence"]) == 4
    assert box.locator(".sb-bench-row [data-kind=good]").count() == 4
    assert "4. “such sales were not illegal” (Hague–Lavrov ¶4, Sergey Lavrov)" in before["text"]
    assert box.locator(".sb-judge").is_visible()


def test_the_bench_by_keyboard_alone(opened):
    """Tab and letters write a claim, choose a paragraph and a speaker, and check."""
    page = opened()
    box = task(page, OTHER_BENCH)
    box.locator("[data-part=claim]").focus()
    page.keyboard.type("They differ in words.")
    page.keyboard.press("Tab")
    page.keyboard.type("hamm")  # the headline, and five paragraphs on
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("philip")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(FACT)
    box.locator("[data-part=reasoning]").focus()
    page.keyboard.insert_text(words(70))
    box.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    assert box.locator(".sb-task-said").inner_text().startswith("The form is in order.")
    choice = box.get_by_label("The mark that the scheme gives it")
    choice.focus()
    page.keyboard.type("5")
    assert record(page, OTHER_BENCH)["self"]["mark"] == 5


def test_a_report_in_extracts_is_not_looked_into(opened, monkeypatch):
    """Where a card says extracts, no segment travels, and the check says that it cannot look."""
    report = sources.report(HL)
    monkeypatch.setattr(type(report), "full_text", property(lambda self: False))
    monkeypatch.setattr(task_bench, "note_passage", lambda *_: None)
    monkeypatch.setattr(task_bench, "href", lambda *_: "#p7")
    found = task_bench._report(None, report)
    assert not found["full"] and {len(p["segments"]) for p in found["paragraphs"].values()} == {0}
    page = opened()
    page.evaluate(
        """() => { const data = document.getElementById('sb-bench')
          const book = JSON.parse(data.textContent)
          for (const report of Object.values(book.reports)) report.full = false
          data.textContent = JSON.stringify(book) }"""
    )
    box = task(page, BENCH)
    cite(box, 0, f"{HL}#p7", LOOK, "cameron")
    assert "the page cannot look" in form(box, of_row(0))


# Marking as an examiner ---------------------------------------------------------------------------

MARKS = [sample["mark"] for sample in ITEM[MARK]["samples"]]


def mark(box, given: list[int]) -> str:
    """Mark the samples and check."""
    for row, one in enumerate(given):
        box.locator(".sb-sample select").nth(row).select_option(str(one))
    return check(box)


def test_marks_are_compared_in_words(opened):
    """Our marks and reasons come after the learner's, with deviation, mean and where to look."""
    box = task(opened(), MARK)
    reasons = [" ".join(text.plain(s["why"]).split())[:40] for s in ITEM[MARK]["samples"]]
    assert not any(reason in box.inner_text() for reason in reasons)
    assert check(box) == "Answer first, then check." or "Still to mark" in check(box)
    low = min(range(3), key=MARKS.__getitem__)
    given = [m + 2 if n == low else m for n, m in enumerate(MARKS)]
    said = mark(box, given)
    place = ["first", "second", "third"][low]
    assert f"You were 2 marks more generous on the {place}." in said
    assert "On average you were 0.7 marks away." in said and f"Look again at the {place}" in said
    notes = " ".join(" ".join(box.locator(".sb-task-note").all_inner_texts()).split())
    assert all(reason in notes for reason in reasons)
    assert "You were 2 marks more generous" not in mark(box, MARKS)
    assert "the mark that we gave" in box.locator(".sb-task-said").inner_text()
    given = [m - 1 if m else m for m in MARKS]
    assert "1 mark more severe on the first" in mark(box, given) and "what is there" in check(box)


def test_throughout_means_every_answer(opened):
    """Who gave one answer our mark differed only elsewhere, and is told no more."""
    box = task(opened(), MARK)
    assert "You gave more throughout" in mark(box, [m + 1 for m in MARKS])
    said = mark(box, [MARKS[0], *(m + 1 for m in MARKS[1:])])
    assert "throughout" not in said and "You gave more wherever we differ" in said


def test_one_mark_missing_is_named(opened):
    """Two marks of three are not compared."""
    box = task(opened(), MARK)
    for row in range(2):
        box.locator(".sb-sample select").nth(row).select_option("1")
    assert check(box) == "Still to mark: 1 answer."


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_marks_and_reasons_survive_a_reload(opened, scheme):
    """What was marked is back, with our marks beside it."""
    page = opened(scheme)
    box = task(page, MARK)
    box.locator(".sb-sample textarea").nth(1).fill("It quotes\nboth.")
    mark(box, MARKS)
    before = record(page, MARK)
    page.reload()
    assert record(page, MARK)["answer"] == before["answer"]
    assert box.locator(".sb-task-note").count() == 3 and "It quotes\nboth." in before["text"]


# For everyone -------------------------------------------------------------------------------------


def used(page) -> None:
    """Use every part of every task."""
    box = task(page, WRITE)
    box.locator("textarea").fill(words(LOW))
    check(box)
    for number in range(1, 4):
        answer = box.locator(".sb-judge > details").nth(number)
        answer.locator("select").select_option("1")
        answer.get_by_role("button").click()
    box.get_by_label("The mark that the scheme gives it").select_option("3")
    box = task(page, BENCH)
    argue(box, "Is it?")
    cite(box, 0, f"{HL}#p3", CALL, "hague")
    cite(box, 1, f"{HL}#p3", "contemplating military intervention", "hague")
    check(box)
    mark(task(page, MARK), [1, 2, 3])


@TWO_LOOKS
def test_axe_finds_nothing_in_used_tasks(opened, mode, width):
    """Written, checked, marked and placed, all unfolded: no violation, nothing too small."""
    page = opened(mode=mode, width=width)
    used(page)
    page.evaluate("document.querySelectorAll('sb-task details').forEach(d => d.open = true)")
    assert violations(page, "#tasks") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    controls = page.locator("sb-task :is(button, summary, select, textarea, input):visible")
    assert controls.evaluate_all(sizes) == []


def test_controls_are_large_enough_for_a_thumb(opened):
    """On a touch screen every control is 44 pixels high."""
    page = opened(width=390, has_touch=True, is_mobile=True)
    used(page)
    controls = page.locator("sb-task :is(button, summary, select, textarea, input):visible")
    sizes = controls.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert len(sizes) > 30 and min(sizes) >= 44


def test_without_scripts_there_are_lines_to_write_on(opened):
    """No dead control, the question, the lines asked for, and nothing of scheme or answers."""
    page = opened(java_script_enabled=False)
    for name in (WRITE, BENCH, MARK):
        box = task(page, name)
        assert box.locator(":is(button, select, textarea):visible").count() == 0
        assert box.locator(".sb-lines > span:visible").count() >= (6 if name == MARK else 9)
    assert task(page, WRITE).locator(".sb-lines > span").count() == ITEM[WRITE]["lines"]
    assert task(page, BENCH).locator(".sb-paper:visible tbody tr").count() == 4
    assert "Mark scheme" not in task(page, WRITE).inner_text()


def printed(page, where: str) -> bool:
    """Whether something is on paper."""
    page.emulate_media(media="print")
    seen = page.locator(where).first.is_visible()
    page.emulate_media(media="screen")
    return seen


def test_paper_has_lines_or_what_was_written(opened):
    """Unanswered tasks print lines and tables to fill; answered ones the answer and own mark."""
    page = opened()
    write, bench, marking = (f"#task-{name}" for name in (WRITE, BENCH, MARK))
    for what in (f"{write} .sb-lines", f"{bench} .sb-paper td", f"{marking} .sb-paper td"):
        assert printed(page, what) and not page.locator(what).first.is_visible(), what
    for what in (f"{write} textarea", f"{bench} select", f"{marking} select", "sb-task button"):
        assert not printed(page, what), what
    used(page)
    for what in (
        f"{write} .sb-write-paper",
        f"{write} .sb-judge-self select",
        f"{bench} .sb-bench-row select",
        f"{marking} .sb-sample select",
        f"{marking} .sb-task-note",
    ):
        assert printed(page, what), what
    for what in (f"{write} .sb-lines", f"{write} .sb-judge-scheme", f"{bench} .sb-paper"):
        assert not printed(page, what), what
    page.emulate_media(media="print")
    assert page.locator(f"{write} .sb-write-paper").inner_text() == words(LOW)


def test_only_pages_with_such_tasks_pay_for_them(tried):
    """No other page asks for these scripts; the data of the bench stands once on its page."""
    for path in tried.glob("*.html"):
        whole = path.read_text("utf-8")
        kinds = ("written", "argument-bench", "calibration")
        has = any(f'data-type="{kind}"' in whole for kind in kinds)
        assert ("tasks-written.js" in whole) == ("tasks-written.css" in whole) == has, path.name
        assert ("quotations.js" in whole) == ("argument-bench" in whole), path.name
        assert whole.count('id="sb-bench"') == ('data-type="argument-bench"' in whole), path.name


def test_what_answers_is_nowhere_to_be_read(tried):
    """Exemplars, reasons and, but for marking, schemes stand in the encoded key alone."""
    page = soup(tried / f"{PAGE}.html")
    said = " ".join(page.article.get_text(" ").split())
    index = (tried / "searchindex.js").read_text("utf-8")
    for item in ITEM.values():
        answers = [one for one in text.texts(item) if one.answer]
        assert len(answers) >= 3
        for one in answers:
            part = " ".join(text.plain(one.words).split())[:50]
            assert part not in said and part not in index, one.place


def test_every_voice_of_the_reports_can_be_chosen():
    """Everyone to whom a row of the evidence gives words is offered, by name, and nobody else."""
    rows = tables.load("evidence")["speaker"]
    assert set(task_bench.voices()) == set(rows)
    names = list(task_bench.voices().values())
    assert len(names) == len(set(names)) and all(names)
    assert all(a != b for a, b in itertools.combinations(names, 2))
