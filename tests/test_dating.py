"""Dating the undated report: the sum in Python, the checks of the clues, the lab in a browser."""

from datetime import date
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe

import seedling
from builds import ROOT
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
    """Whatever is chosen apart from the trap, more than one day is left: the text has no day."""
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
    assert left.binding == ("met-before", "second-round")
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
    return {"clues": dating.records(clues), "readings": dating.readings(clues), "known": known}


def nov(first: int, last: int, basis: str = "text") -> dict:
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
        ({"earliest": "", "latest": "2015-11-04", "basis": "text"}, "unfinished"),
    ],
)
def test_answers_are_told_apart(sums, clues, answer, kind):
    """Right, over-claimed, too wide, contradicted and right-from-outside are different verdicts."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer)"
    found = sums.evaluate(call, [on_the_page(clues), answer])
    assert found["kind"] == kind
    assert found["title"] and found["text"].endswith((".", "?"))


def test_a_contradiction_names_the_clue(sums, clues):
    """Feedback on a broken hard bound says which clue rules the days out."""
    call = "([data, answer]) => sourcebook.dating.judge(data, answer).text"
    said = sums.evaluate(call, [on_the_page(clues), nov(5, 20)])
    assert "Second round to come allows no day after 13 November 2015" in said


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


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_switching_clues_narrows_the_days(visit, scheme):
    """The page opens with the offices alone; the buttons and boxes change the sentence at once."""
    page = visit(LAB, scheme)
    said = page.locator(".sb-dating-left")
    assert said.inner_text() == "4 January 2015 to 5 March 2016: 427 days left."
    page.get_by_role("button", name="Hard clues only").click()
    assert said.inner_text() == "30 October to 13 November 2015: 15 days left."
    page.get_by_label("next week probably").check()
    assert said.inner_text() == "2 to 8 November 2015: 7 days left."
    assert "That the forecast held" in page.locator(".sb-dating-why").inner_text()
    page.get_by_role("button", name="All clues").click()
    assert said.inner_text().startswith("No day is left.")
    page.get_by_role("button", name="No clue").click()
    assert said.inner_text().startswith("Any day at all")
    assert said.get_attribute("aria-live") == "polite"


def test_the_chart_follows_the_clues(visit):
    """The chart shows the chosen clues alone, and its table says what is left."""
    page = visit(LAB)
    page.get_by_role("button", name="Hard clues only").click()
    chart = page.locator("#chart-dating-clues")
    chart.locator(".sb-chart-live .point").first.wait_for(state="attached")
    bars = "plot => plot.data.map(trace => trace.y.length)"
    shown = chart.locator(".sb-chart-live").evaluate(bars)
    assert shown[:3] == [6, 6, 0]  # days left, hard clues, soft clues
    table = chart.locator("tr[data-row]").evaluate_all("rows => rows.map(r => r.textContent)")
    assert "30 October to 13 November 2015" in table[5]
    assert "not chosen" in table[6]


def test_an_answer_is_given_by_keyboard(visit):
    """With the keyboard alone a reader answers, and hears days, basis and verdict."""
    page = visit(LAB)
    page.locator("input[name=earliest]").fill("2015-11-04")
    page.locator("input[name=latest]").fill("2015-11-04")
    page.locator("input[name=latest]").focus()
    page.get_by_role("radio", name="the text alone").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict = page.locator(".sb-dating-verdict")
    assert "You say: 4 November 2015, from the text alone." in verdict.inner_text()
    assert "The right day, but only from outside" in verdict.inner_text()


def test_the_answers_stay_closed_until_asked_for(visit):
    """A script closes the answers and the outside evidence; without one they can be read."""
    page = visit(LAB)
    assert page.locator(".sb-dating-answers").get_attribute("open") is None
    assert page.locator(".sb-dating-outside").get_attribute("open") is None
    plain = visit(LAB, java_script_enabled=False)
    assert plain.locator(".sb-dating-answers dd").first.is_visible()
    assert not plain.locator(".sb-dating-answer").is_visible()
    assert plain.locator(".sb-dating tbody tr").count() == len(tables.keys("clues"))
    assert not plain.locator(".sb-dating tbody input").first.is_visible()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_lab_once_used(visit, mode, width):
    """With clues that contradict each other, an answer given and all unfolded, axe has no fault."""
    page = visit(LAB, mode=mode, width=width)
    page.get_by_role("button", name="All clues").click()
    page.get_by_role("radio", name="the text alone").check()
    page.get_by_role("button", name="Check my answer").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.locator(".sb-dating-verdict").inner_text()
    found = Axe().run(page, context=".sb-dating").response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:100]) for fault in found] == []


def test_each_choice_can_be_touched(visit):
    """On a phone the labels and controls are large enough for a finger, and nothing sticks out."""
    page = visit(LAB, width=390, has_touch=True)
    boxes = page.locator(".sb-dating :is(button, tbody input, summary):visible").all()
    sizes = [box.bounding_box() for box in boxes]
    assert min(min(size["width"], size["height"]) for size in sizes) >= 22
    page.get_by_label("next week probably").tap()
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
