"""Dating the undated report: the sum in Python, the checks of the clues, the lab in a browser."""

from datetime import date
from itertools import combinations

import pytest

import seedling
from builds import ROOT
from conftest import TWO_LOOKS, violations
from sourcebook import dating, quotations, tables

LAB = "when-was-it-written"
SCRIPT = ROOT / "book" / "sourcebook" / "sphinx" / "assets" / "dating.js"


@pytest.fixture(scope="module")
def clues():
    return tables.load("clues")


def days(first: int, last: int) -> tuple[date, date]:
    """Days of November 2015; day -1 is 30 October."""
    return tuple(date.fromordinal(date(2015, 11, 1).toordinal() + n - 1) for n in (first, last))


def ends(left: dating.Interval) -> tuple[date | None, date | None]:
    return left.earliest, left.latest


# The interval ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "expected", "count"),
    [("hard", days(-1, 13), 15), ("forecast", days(2, 8), 7), ("denial", days(3, 8), 6)],
)
def test_the_three_honest_answers(clues, reading, expected, count):
    """Hard clues leave 30 October to 13 November, the forecast 2 to 8, the denial 3 to 8."""
    left = dating.interval(clues, dating.readings(clues)[reading])
    assert ends(left) == expected
    assert left.days == count


def test_no_honest_choice_of_clues_gives_a_single_day(clues):
    """Whatever is chosen apart from the trap, more than one day is left: no clue gives a day."""
    honest = list(clues.loc[clues["kind"] != "trap", "id"])
    left = dating.interval(clues, honest)
    assert left.days == 6
    assert left.earliest < date(2015, 11, 4) < left.latest


def test_the_card_of_the_report_agrees_with_the_clues(clues):
    """The source card gives the days that the forecast leaves, and the known day lies in them."""
    card = tables.row("sources", dating.UNDATED)
    left = dating.interval(clues, dating.readings(clues)["forecast"])
    assert card["inferred_from"] == left.earliest.isoformat()
    assert card["inferred_to"] == left.latest.isoformat()
    assert left.earliest <= date.fromisoformat(card["known_date"]) <= left.latest


def test_binding_clues_are_named_and_idle_ones_too(clues):
    """Of the hard clues only the two Vienna rounds set an end; the offices change nothing."""
    left = dating.interval(clues, dating.readings(clues)["hard"])
    assert (left.first_set_by, left.last_set_by) == (("met-before",), ("second-round",))
    assert left.idle == ("hammond-office", "khoja-office", "russian-strikes", "raf-iraq")
    assert left.assumed == ()


def test_a_soft_clue_costs_nothing_where_a_hard_one_says_the_same(clues):
    """The silence about Paris sets the last day, but the second round sets it too."""
    with_hard = dating.interval(clues, ["second-round", "no-paris"])
    assert with_hard.last_set_by == ("second-round", "no-paris")
    assert with_hard.assumed == ()
    assert dating.interval(clues, ["no-paris"]).assumed == ("no-paris",)


def test_the_trap_contradicts_the_first_round_with_britain(clues):
    """Clues that contradict each other leave an empty interval with a sentence, not an error."""
    left = dating.interval(clues, ["met-before", "four-powers"])
    assert left.empty and left.days == 0
    assert str(left) == "no day: not before 30 October 2015, not after 29 October 2015"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "any day"),
        (["met-before"], "30 October 2015 or later"),
        (["second-round"], "13 November 2015 or earlier"),
        (["next-week"], "2 November 2015 to 8 November 2015: 7 days"),
    ],
)
def test_an_interval_says_itself(clues, chosen, said):
    """Open ends, no clue and a whole interval each have their words."""
    assert str(dating.interval(clues, chosen)) == said


def test_the_order_of_choosing_does_not_matter(clues):
    """The same clues in another order leave the same days."""
    ids = list(clues["id"])
    assert dating.interval(clues, ids) == dating.interval(clues, reversed(ids))


def test_an_unknown_clue_is_refused(clues):
    """A misspelt id is an error that names it."""
    with pytest.raises(KeyError, match="next-year"):
        dating.interval(clues, ["next-year"])


def test_lanes_add_up_from_the_top(clues):
    """Each lane of the chart has the days left after its clue and all above it."""
    lanes = dating.lanes(clues)
    assert list(lanes["label"]) == list(clues["label"])
    last_honest = lanes.iloc[-2]
    assert (last_honest["left_from"].date(), last_honest["left_to"].date()) == days(3, 8)
    assert lanes.iloc[-1]["left_to"] < lanes.iloc[-1]["left_from"]
    assert set(lanes["anchor"]) - {""} == {f"{dating.UNDATED}#p{n}" for n in (1, 2, 4, 5, 6, 9)}


# The table ---------------------------------------------------------------------------------------


def test_every_clue_is_sound():
    """Words, outside facts, bounds and assumptions of all clues pass the check."""
    assert dating.check() == []


@pytest.mark.parametrize(
    ("clue", "column", "value", "problem"),
    [
        ("met-before", "evidence", "hk99z", "hk99z"),
        ("met-before", "evidence", "", "No evidence"),
        ("met-before", "evidence", "hk5b", "in another paragraph"),
        ("met-before", "words", "when they meet again", "not in the text"),
        ("denial", "words", "has given up hope", "not in the text"),
        ("next-week", "words", "next week", "probably"),
        ("next-week", "not_before", "2015-11-09", "later than not_after"),
        ("met-before", "not_before", "", "no bound"),
        ("next-week", "assumption", "", "do not agree"),
        ("met-before", "assumption", "That he was there.", "do not agree"),
        ("met-before", "facts", "", "outside fact is missing"),
        ("met-before", "facts", "events/vienna-first", "vienna-first"),
        ("met-before", "facts", "meetings/vienna", "meetings"),
        ("met-before", "not_before", "2015-10-31", "no row among its facts"),
        ("second-round", "not_after", "2015-11-15", "no row among its facts"),
        ("next-week", "not_after", "2015-11-09", "no row among its facts"),
        ("hammond-office", "not_before", "2014-07-14", "no row among its facts"),
        ("no-paris", "words", "Paris", "silence has words"),
    ],
)
def test_a_bad_clue_is_refused(tmp_path, clue, column, value, problem):
    """A clue that is wrong in one cell is one fault that names its row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "clues", {"id": clue}, column, value)
    faults = dating.check(folder)
    assert {fault.where for fault in faults} == {f"row {clue}"}
    assert problem in faults[0].problem


def test_bounds_follow_a_corrected_fact(tmp_path):
    """When the day of an outside fact is corrected, every clue that rests on it is a fault."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "events", {"id": "issg-vienna"}, "date", "2015-11-21")
    assert {f.where for f in dating.check(folder)} == {"row second-round", "row next-week"}


def test_our_words_on_the_clues_borrow_nothing(clues):
    """What the table says in our words shares no run of words with a report."""
    ours = clues[["label", "says", "needs", "assumption", "explanation"]].fillna("")
    assert [found for text in ours.to_numpy().ravel() if (found := quotations.borrowed(text))] == []


# The page's sum ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sums(browser):
    """A blank page that holds the functions of the lab."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Sums</title><body></body>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()


ALL_CHOICES = """clues => {
  const ids = clues.map(clue => clue.id)
  return Array.from({length: 2 ** ids.length}, (_, n) =>
    sourcebook.dating.interval(clues, ids.filter((_, bit) => n >> bit & 1)))
}"""


def as_page(left: dating.Interval) -> dict:
    """An interval as the page's script returns it."""
    iso = {end: day and day.isoformat() for end, day in zip(("e", "l"), ends(left), strict=True)}
    lists = {name: list(getattr(left, name)) for name in ("first_set_by", "last_set_by", "idle")}
    whole = {"earliest": iso["e"], "latest": iso["l"], "empty": left.empty, "days": left.days}
    return whole | lists | {"assumed": list(left.assumed)}


def test_page_and_python_agree_on_every_choice_of_clues(sums, clues):
    """For each of the 2ⁿ choices the page's script and Python give the same interval."""
    ids = list(clues["id"])
    choices = [[i for bit, i in enumerate(ids) if n >> bit & 1] for n in range(2 ** len(ids))]
    found = sums.evaluate(ALL_CHOICES, dating.records(clues))
    assert len(found) == 2 ** len(ids) == len({frozenset(choice) for choice in choices})
    differing = [
        choice
        for choice, page in zip(choices, found, strict=True)
        if page != as_page(dating.interval(clues, choice))
    ]
    assert differing == []


def test_the_script_refuses_an_unknown_clue(sums, clues):
    """The page's sum names a misspelt id, as Python does."""
    call = """clues => {
      try { sourcebook.dating.interval(clues, ['x']) } catch (error) { return error.message }
    }"""
    assert sums.evaluate(call, dating.records(clues)) == "No clue is called x."


def on_the_page(clues) -> dict:
    """What the lab's script reads from its page."""
    known = tables.row("sources", dating.UNDATED)["known_date"]
    return {
        "clues": dating.records(clues),
        "readings": dating.readings(clues),
        "common": dating.COMMON,
        "known": known,
    }


def nov(first: int, last: int, basis: str = "clues") -> dict:
    earliest, latest = (day.isoformat() for day in days(first, last))
    return {"earliest": earliest, "latest": latest, "basis": basis}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (nov(2, 8), "right"),
        (nov(3, 8), "right"),
        (nov(-1, 13), "right"),
        (nov(1, 7), "right"),
        (nov(1, 8), "right"),
        (nov(4, 4), "right-day"),
        (nov(5, 5), "over-claimed"),
        (nov(3, 5), "over-claimed"),
        (nov(5, 10), "over-claimed"),
        (nov(9, 13), "over-claimed"),
        (nov(-1, 1), "over-claimed"),
        (nov(1, 9), "too-wide"),
        (nov(-300, 60), "too-wide"),
        (nov(-8, -2), "contradicts"),
        (nov(14, 20), "contradicts"),
        (nov(-8, 4), "contradicts"),
        (nov(5, 20), "contradicts"),
        (nov(8, 2), "reversed"),
        (nov(4, 4, "outside"), "right-outside"),
        (nov(2, 8, "outside"), "too-wide"),
        (nov(5, 5, "outside"), "contradicts"),
        ({"earliest": "", "latest": "2015-11-04", "basis": "clues"}, "unfinished"),
    ],
)
def test_answers_are_told_apart(sums, clues, answer, kind):
    """Right, over-claimed, too wide, contradicted and right-from-outside are different verdicts."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer)"
    found = sums.evaluate(call, [on_the_page(clues), answer])
    assert found["kind"] == kind
    assert found["title"] and found["text"].endswith((".", "?"))


@pytest.mark.parametrize(
    ("answer", "soft"),
    [(nov(2, 8), ["next-week"]), (nov(3, 8), ["next-week", "denial"]), (nov(-1, 13), [])],
)
def test_a_right_answer_names_all_that_it_grants(sums, clues, answer, soft):
    """The verdict names what is granted for every clue, and each assumption that it rests on."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer).text"
    said = sums.evaluate(call, [on_the_page(clues), answer])
    assert f"for every clue: {dating.COMMON}." in said
    for clue, granted in clues.dropna(subset=["assumption"]).set_index("id")["assumption"].items():
        assert (granted[1:] in said) == (clue in soft)


def test_days_worked_out_from_clues_are_sent_back_to_the_clues(sums, clues):
    """Who has the clues' days and ticks the address is told which basis they come from."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer).text"
    said = sums.evaluate(call, [on_the_page(clues), nov(2, 8, "outside")])
    assert "choose the clues" in said


def test_a_contradiction_names_the_clue(sums, clues):
    """Feedback on a broken hard bound says which clue rules the days out."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer).text"
    said = sums.evaluate(call, [on_the_page(clues), nov(5, 20)])
    assert "Because of “for the second round of these talks” in ¶6 no day after 13 November" in said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (nov(-300, 60), "too early. Reread “when we meet again” in ¶6."),
        (nov(1, 9), "the forecast, “next week probably” in ¶6."),
        (nov(-8, 4), "Reread “when we meet again” in ¶6."),
        (nov(4, 4), "more days than one"),
        (nov(3, 5), "other days too"),
        (nov(-1, 13), "you can go on to fewer."),
    ],
)
def test_the_first_check_sends_to_the_words_and_not_to_the_days(sums, clues, answer, said):
    """Not telling, a verdict names words and paragraph, and no day that the reader did not give."""
    call = "([data, answer, tell]) => sourcebook.dating.judge(data, answer, tell).text"
    first, later = (
        sums.evaluate(call, [on_the_page(clues), answer, tell]) for tell in (False, True)
    )
    assert said in first and "2015" not in first
    assert later == first or "2015" in later


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "Any day at all"),
        (["next-week"], "2 to 8 November 2015: 7 days left."),
        (["met-before", "second-round"], "30 October to 13 November 2015: 15 days left."),
        (["met-before"], "30 October 2015 or later."),
        (["met-before", "four-powers"], "No day is left."),
    ],
)
def test_the_page_says_what_is_left(sums, clues, chosen, said):
    """Every kind of interval has its sentence, the empty one too."""
    call = """([clues, chosen]) => sourcebook.dating.sentence(
      sourcebook.dating.interval(clues, chosen),
      Object.fromEntries(clues.map(clue => [clue.id, clue.label])))"""
    assert sums.evaluate(call, [dating.records(clues), chosen]).startswith(said)


# The lab -----------------------------------------------------------------------------------------


CLUES = "the clues: the report’s words"


def lab(page):
    """The lab: a task on the same page asks for the same clues and days."""
    return page.locator("[data-dating-lab]")


def show_anyway(page):
    """Open the answers without giving one: all buttons of the lab work from then on."""
    page.get_by_role("button", name="Show me anyway").click()


def submit(page, first: str, last: str, basis: str):
    """Switch a clue on and give an answer; any words of the basis will do."""
    lab(page).get_by_label("when we meet again").check()
    page.locator("input[name=earliest]").fill(first)
    page.locator("input[name=latest]").fill(last)
    lab(page).get_by_role("radio", name=basis).check()
    page.get_by_role("button", name="Check my answer").click()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_switching_clues_narrows_the_days(visit, scheme):
    """The page opens without a clue; the boxes and buttons change the sentence at once."""
    page = visit(LAB, scheme)
    said = page.locator(".sb-dating-left")
    assert said.inner_text().startswith("Any day at all")
    assert page.locator(".sb-dating tbody :checked").count() == 0
    lab(page).get_by_label("when we meet again").check()
    assert said.inner_text() == "30 October 2015 or later. Nothing sets a last day."
    show_anyway(page)
    page.get_by_role("button", name="Hard clues only").click()
    assert said.inner_text() == "30 October to 13 November 2015: 15 days left."
    lab(page).get_by_label("next week probably").check()
    assert said.inner_text() == "2 to 8 November 2015: 7 days left."
    assert "That the forecast held" in page.locator(".sb-dating-why").inner_text()
    page.get_by_role("button", name="All clues").click()
    assert said.inner_text().startswith("No day is left.")
    page.get_by_role("button", name="No clue").click()
    assert said.inner_text().startswith("Any day at all")
    assert said.get_attribute("aria-live") == "polite"


def test_what_every_clue_grants_is_said(visit):
    """With and without a script the lab says once what is granted for all clues."""
    for page in (visit(LAB), visit(LAB, java_script_enabled=False)):
        said = page.locator(".sb-dating-granted")
        assert said.inner_text() == f"You grant for every clue: {dating.COMMON}."
        assert said.is_visible()


def test_a_clue_keeps_its_bounds_until_it_is_switched_on(visit):
    """Bounds, strength and Why come with the clue; the reader is asked to guess first."""
    page = visit(LAB)
    assert page.locator(".sb-dating-predict").inner_text().startswith("Guess first.")
    hidden = page.locator(".sb-dating tbody :is(td, .sb-dating-whys)")
    assert not any(part.is_visible() for part in hidden.all())
    lab(page).get_by_label("next week probably").check()
    row = page.locator("tr", has=page.locator("#clue-next-week"))
    assert row.locator("td").all_inner_texts() == ["2 November 2015", "8 November 2015", "soft"]
    assert row.locator(".sb-dating-whys").is_visible()
    assert sum(part.is_visible() for part in hidden.all()) == 4


def test_the_chart_follows_the_clues(visit):
    """The chart waits for a clue and shows the chosen ones alone, and so does its table."""
    page = visit(LAB)
    chart = page.locator("#chart-dating-clues")
    assert not chart.is_visible()
    show_anyway(page)
    page.get_by_role("button", name="Hard clues only").click()
    chart.locator(".sb-chart-live .point").first.wait_for(state="attached")
    bars = "plot => plot.data.map(trace => trace.y.length)"
    shown = chart.locator(".sb-chart-live").evaluate(bars)
    assert shown[:3] == [6, 6, 0]  # days left, hard clues, soft clues
    assert "30 October to 13 November 2015" in chart.locator("tr[data-row]").nth(5).text_content()
    chart.locator(".sb-chart-data > summary").click()
    assert sum(row.is_visible() for row in chart.locator("tr[data-row]").all()) == 6
    page.get_by_role("button", name="No clue").click()
    assert not chart.is_visible()


def test_an_answer_is_given_by_keyboard(visit):
    """With the keyboard alone a reader answers, and hears days, basis and verdict."""
    page = visit(LAB)
    page.locator("#clue-met-before").focus()
    page.keyboard.press("Space")
    page.locator("input[name=earliest]").fill("2015-11-04")
    page.locator("input[name=latest]").fill("2015-11-04")
    page.locator("input[name=latest]").focus()
    lab(page).get_by_role("radio", name=CLUES).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict = page.locator(".sb-dating-verdict")
    assert f"You say: 4 November 2015, from {CLUES}" in verdict.inner_text()
    assert "The right day, but not from the clues" in verdict.inner_text()


def test_an_untouched_form_is_told_nothing(visit):
    """Without clue, days and basis the lab asks for each under its group, and opens no answer."""
    page = visit(LAB)
    page.get_by_role("button", name="Check my answer").click()
    lacks = page.locator(".sb-dating-lacks:not(:empty)")
    assert [one.split(".")[0] for one in lacks.all_inner_texts()] == [
        "Set your first and your last day",
        "Say what you know it from",
        "Switch on a clue first",
    ]
    assert page.locator("input[name=earliest]").evaluate("f => f === document.activeElement")
    assert page.locator(".sb-dating-verdict").inner_text() == ""
    assert page.locator("[data-open=answered]").is_disabled()
    submit(page, "2015-10-01", "2015-11-20", CLUES)
    assert lacks.count() == 0
    verdict = page.locator(".sb-dating-verdict")
    assert "Reread" in verdict.inner_text()
    page.get_by_role("button", name="Check my answer").click()
    assert "no day after 13 November 2015" in verdict.inner_text()


def test_the_task_is_reached_past_the_answers(visit):
    """A link of the lab leads to the task below the answers, and one of the task leads back."""
    page = visit(LAB, java_script_enabled=False)
    page.locator(".sb-dating-write a").click()
    assert page.url.endswith("#task-date-the-second-report")
    page.get_by_role("link", name="Back to the dating lab").click()
    assert page.url.endswith("#dating-lab")


def test_the_answers_wait_for_an_answer(visit):
    """The answers and the outside date open once the reader has answered, or by a teacher's way."""
    page = visit(LAB)
    key, opener = page.locator(".sb-dating-key"), page.locator("[data-open=answered]")
    assert not key.is_visible() and opener.is_disabled()
    submit(page, "2015-11-08", "2015-11-02", CLUES)
    assert opener.is_disabled()  # the wrong way round is no answer
    submit(page, "2015-11-02", "2015-11-08", CLUES)
    assert "Right." in page.locator(".sb-dating-verdict").inner_text()
    assert not key.is_visible()
    opener.click()
    assert key.is_visible() and not opener.is_visible()
    assert page.locator(".sb-dating-answers").get_attribute("open") is not None
    assert page.locator(".sb-dating-outside").get_attribute("open") is None
    hurried = visit(LAB)
    show_anyway(hurried)
    assert hurried.locator(".sb-dating-answers dd").first.is_visible()


def test_the_lab_reads_without_a_script(visit):
    """Without a script the clues are a table with bounds, and the answers can be read."""
    page = visit(LAB, java_script_enabled=False)
    assert page.locator(".sb-dating-answers dd").first.is_visible()
    assert not page.locator(".sb-dating :is(form, .sb-dating-gate)").first.is_visible()
    assert page.locator(".sb-dating tbody tr").count() == len(tables.keys("clues"))
    assert page.locator(".sb-dating tbody td").first.is_visible()
    assert not page.locator(".sb-dating tbody input").first.is_visible()


def test_on_paper_the_answers_have_a_page_of_their_own(visit):
    """Printed, the table keeps its bounds, and the answers begin a new page under their name."""
    page = visit(LAB)
    page.emulate_media(media="print")
    assert page.locator(".sb-dating tbody td").first.is_visible()
    assert page.locator(".sb-dating-paper").is_visible()
    assert page.locator("#chart-dating-clues").is_visible()
    key = page.locator(".sb-dating-key")
    assert key.inner_text().startswith("Answers")
    assert key.evaluate("part => getComputedStyle(part).breakBefore") == "page"


@TWO_LOOKS
def test_axe_finds_nothing_in_the_lab_once_used(visit, mode, width):
    """With clues that contradict each other, an answer given and all unfolded, axe has no fault."""
    page = visit(LAB, mode=mode, width=width)
    assert violations(page, ".sb-dating") == []
    submit(page, "2015-11-02", "2015-11-08", CLUES)
    page.get_by_role("button", name="Open the answers").click()
    page.get_by_role("button", name="All clues").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.locator(".sb-dating-verdict").inner_text()
    assert violations(page, ".sb-dating") == []


def test_each_choice_can_be_touched(visit):
    """On a phone the labels and controls are large enough for a finger, and nothing sticks out."""
    page = visit(LAB, width=390, has_touch=True)
    boxes = page.locator(".sb-dating :is(button, tbody input, summary):visible").all()
    sizes = [box.bounding_box() for box in boxes]
    assert min(min(size["width"], size["height"]) for size in sizes) >= 22
    lab(page).get_by_label("next week probably").tap()
    assert page.locator("#clue-next-week").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_only_the_page_with_the_lab_pays_for_it(book):
    """No other page asks for the lab's script or style."""
    pages = {path.stem for path in book.glob("*.html") if "dating.js" in path.read_text("utf-8")}
    assert pages == {LAB}


def test_the_outside_evidence_is_the_address_of_the_report(book):
    """The part of the address that the lab shows stands in the address on the source card."""
    text = (book / f"{LAB}.html").read_text(encoding="utf-8")
    assert "/news/2015/11/04/" in text
    assert "/news/2015/11/04/" in tables.row("sources", dating.UNDATED)["address"]


def test_every_pair_of_honest_clues_agrees(clues):
    """No two clues contradict each other, except where one of them is the trap."""
    pairs = combinations(clues["id"], 2)
    clashing = {pair for pair in pairs if dating.interval(clues, pair).empty}
    assert clashing and all("four-powers" in pair for pair in clashing)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"known_date": "2015-11-05"}, "known_date is 2015-11-05, and events/"),
        ({"known_date_row": "events/no-such-event"}, "has no row 'no-such-event'"),
        ({"known_date_row": "offices/hague-foreign-secretary"}, "which event it tells of"),
        ({"known_date_row": ""}, "which event it tells of"),
        ({"known_date": ""}, "which event it tells of"),
    ],
)
def test_the_day_known_from_elsewhere_is_that_of_its_event(tmp_path, changes, problem):
    """A card names an event that exists, and has its day; else the fault says so before a build."""
    folder = seedling.copy(tmp_path)
    for column, value in changes.items():
        seedling.set_cell(folder, "sources", {"id": "hammond-khoja-2015"}, column, value)
    (fault,) = dating.check(folder)
    assert fault.file == "seeds/sources.csv" and "row hammond-khoja-2015" in fault.where
    assert problem in fault.problem and fault.remedy
