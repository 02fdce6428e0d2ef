"""The task of dating a report, in a browser."""

import pytest

from conftest import TWO_LOOKS, live_tasks, violations
from sourcebook import facts, tables
from sourcebook.sphinx.task_teacher import for_teachers
from sourcebook.tasks import bank, dating_facts, text

DATING = "when-was-it-written"
ITEM = next(item for item in bank.items() if item.type == "dating")
FACTS = dating_facts.pool()
SOUND = {"met-before": "events/vienna-communique", "next-week": "events/issg-vienna"}
REASON = (
    "Again and we need a round with Britain in it, so 30 October is over. The second round was on "
    "14 November, and it is still to come. Next week narrows it to the week before, if the "
    "forecast came true and if his weeks begin on a Monday. I would give it up if that round had "
    "been put off, for then the words would date nothing at all."
)


def task(page):
    # The scripts come when a task comes near.
    live_tasks(page)
    return page.locator("sb-task[data-type=dating]")


def date(box, clues: dict[str, str], first: str, last: str, basis="clues", reason=REASON) -> str:
    """Answer the task of dating, check it, and return what its status says."""
    for clue, fact in clues.items():
        row = box.locator(f"[data-clue={clue}]")
        row.get_by_role("checkbox").check()
        row.locator("select").select_option(str(FACTS.index(fact) + 1) if fact else "")
    for field, day in zip(box.locator("input[type=date]").all(), (first, last), strict=True):
        field.fill(day)
    if basis:
        box.locator(f"input[value={basis}]").check()
    box.locator("textarea").fill(reason)
    box.get_by_role("button", name="Check").click()
    return box.locator(".sb-task-said").inner_text()


def verdict(box) -> str:
    return box.locator(".sb-date-days .sb-task-note, .sb-date-days + .sb-task-note").inner_text()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_sound_interval_with_its_facts_is_right(live, scheme):
    """Clues with their facts and the days that they leave: right, and the task is done."""
    box = task(live(DATING, scheme))
    said = date(box, SOUND, "2015-11-02", "2015-11-08")
    assert said.startswith("Right.") and "have their facts" in said
    assert "2 to 8 November 2015: 7 days left" in verdict(box)
    assert verdict(box).count("Right") == 1
    assert box.get_attribute("data-state") == "done"


def test_one_day_from_the_text_over_claims(live):
    """4 November from the clues is told apart from a right interval and from the outside day."""
    page = live(DATING)
    box = task(page)
    assert date(box, SOUND, "2015-11-04", "2015-11-04").startswith("The right day, but not from")
    assert "over-claims" in verdict(box)
    assert verdict(box).startswith("The right day, but not from the clues.")
    assert box.get_attribute("data-state") == "tried"
    said = date(box, {}, "2015-11-04", "2015-11-04", basis="outside")
    assert said.startswith("Right, and rightly based")


@pytest.mark.parametrize(
    ("clue", "fact", "said"),
    [
        ("second-round", "events/unscr-2249", "does not do it"),
        ("next-week", dating_facts.NO_DATE, "does not do it"),
        ("no-paris", "", "No fact yet"),
        ("four-powers", "events/vienna-four-way", "is the reading right"),
        ("russian-strikes", "events/russian-air-campaign", "turns the words into days"),
    ],
)
def test_each_clue_is_told_about_its_fact(live, clue, fact, said):
    """A wrong fact, none, one that fits a trap and a right one have different feedback."""
    box = task(live(DATING))
    date(box, {clue: fact}, "2015-11-02", "2015-11-08")
    assert said in box.locator(f"[data-clue={clue}] .sb-task-note").inner_text()


@pytest.mark.parametrize(
    ("last", "basis", "reason", "said"),
    [
        ("", "clues", REASON, "earliest and a latest"),
        ("2015-11-08", "", REASON, "what you know it from"),
        ("2015-11-08", "clues", "", "Write your reason"),
    ],
)
def test_what_is_missing_is_asked_for(live, last, basis, reason, said):
    """Without days, basis or reason there is no verdict yet, and no scheme."""
    box = task(live(DATING))
    assert said in date(box, SOUND, "2015-11-02", last, basis, reason)
    assert box.locator(".sb-task-note").count() == 0


def test_the_reason_is_marked_as_any_written_answer(live):
    """The scheme comes after an answer; of each exemplar the learner guesses the mark before ours
    is told, and then places the own reason; all of it is there after a reload."""
    page = live(DATING)
    box = task(page)
    date(box, SOUND, "2015-11-02", "2015-11-08", reason="Too short to be compared.")
    assert "From 19 words on" in box.locator(".sb-task-said").inner_text()
    assert box.locator(".sb-judge").count() == 0
    date(box, SOUND, "2015-11-02", "2015-11-08")
    answers = box.locator(".sb-judge > details")
    assert answers.count() == 4 and "Mark scheme" in answers.first.inner_text()
    assert box.get_by_text("A strong answer").count() == 0 and "Ours:" not in box.inner_text()
    for number, (level, one) in enumerate(ITEM["exemplars"].items(), 1):
        answer = answers.nth(number)
        assert text.plain(one["text"])[:30] in answer.inner_text()
        assert level not in answer.locator("summary").inner_text()
        answer.locator("select").select_option("3")
        answer.get_by_role("button").click()
        assert f"Ours: {one['mark']} of {ITEM['out_of']}." in answer.inner_text()
    box.get_by_label("The mark that the scheme gives it").select_option("4")
    page.reload()
    box = task(page)
    assert box.locator(".sb-judge-ours b").count() == 3
    assert box.get_by_label("The mark that the scheme gives it").input_value() == "4"
    box.locator("textarea").fill("")
    assert box.locator(".sb-judge").count() == 0


def test_a_short_reason_is_begun_and_not_done(live):
    """Right days with fewer words than are asked for show the scheme and leave the task open."""
    box = task(live(DATING))
    said = date(box, SOUND, "2015-11-02", "2015-11-08", reason="word " * 30)
    assert "25 more to the least asked for" in said and box.locator(".sb-judge").is_visible()
    assert box.get_attribute("data-state") == "tried"


def test_writing_on_keeps_the_scheme_in_sight(live):
    """After the check the learner can improve the reason beside the scheme, also after a reload."""
    page = live(DATING)
    box = task(page)
    date(box, SOUND, "2015-11-02", "2015-11-08")
    box.locator("textarea").press_sequentially(" And more.")
    page.evaluate("sourcebook.tasks.flush()")
    page.reload()
    box = task(page)
    assert box.locator("textarea").input_value().endswith("And more.")
    assert box.locator(".sb-judge").is_visible()


def test_trying_again_begins_anew(live):
    """An emptied task has no scheme, no count and no tick; the answer can be brought back."""
    box = task(live(DATING))
    date(box, SOUND, "2015-11-02", "2015-11-08")
    box.get_by_role("button", name="Try again").click()
    assert box.locator(".sb-judge").count() == 0 and box.get_attribute("data-state") == ""
    assert box.locator(".sb-write-count").inner_text().startswith("No words yet")
    assert box.locator(".sb-write-paper").text_content() == ""
    box.get_by_role("button", name="Use it").click()
    assert box.locator("textarea").input_value() == REASON


def test_the_page_address_is_opened_last(live):
    """Metadata from outside is nowhere on the page until an answer is given; then it is shut, and
    stands after the learner's own mark."""
    box = task(live(DATING))
    assert box.get_by_text("/news/2015/11/04").count() == 0
    date(box, SOUND, "2015-11-02", "2015-11-08")
    last = box.locator(".sb-judge-self ~ * .sb-date-last")
    assert last.get_attribute("open") is None
    last.locator("summary").click()
    assert "/news/2015/11/04" in last.inner_text()


def test_a_long_reason_is_printed_whole(live):
    """Paper has the reason itself, not the part of it that its field has in sight."""
    page = live(DATING)
    box = task(page)
    box.locator("textarea").fill("\n".join(f"Line {n}" for n in range(60)))
    page.emulate_media(media="print")
    copy = box.locator(".sb-write-paper")
    assert copy.is_visible() and copy.inner_text().endswith("Line 59")
    assert not box.locator("textarea").is_visible()


def test_a_teacher_reads_each_clue_with_its_fact(monkeypatch):
    """The teacher's copy pairs every clue with its facts, names the trap, and gives the days."""
    shown = for_teachers(ITEM, text._no_address).astext()
    for clue in tables.keys("clues"):
        row = tables.row("clues", clue)
        assert dating_facts.words(row) in shown
        for fact in dating_facts.fits(clue):
            assert f"{FACTS.index(fact) + 1}. {facts.sentence(facts.find(fact))}" in shown
    assert shown.count("A trap:") == 1 and "2 November 2015 to 8 November 2015: 7 days" in shown
    assert facts.sentence(facts.find(dating_facts.NO_DATE)) not in shown


def test_an_answer_on_dating_survives_reload(live):
    """Clues, facts, days, basis and reason come back as they were."""
    page = live(DATING)
    date(task(page), SOUND, "2015-11-02", "2015-11-08")
    page.reload()
    box = task(page)
    row = box.locator("[data-clue=next-week]")
    assert row.get_by_role("checkbox").is_checked()
    assert row.locator("select").input_value() == str(FACTS.index(SOUND["next-week"]) + 1)
    assert box.locator("textarea").input_value() == REASON
    assert box.locator("input[value=clues]").is_checked()


def test_the_lab_keeps_its_choices(live):
    """Clues switched on and an answer given in the lab are there after a reload."""
    page = live(DATING)
    lab = page.locator("[data-dating-lab]")
    lab.locator("#clue-met-before").check()
    lab.locator("input[name=latest]").fill("2015-11-08")
    lab.locator("input[name=latest]").press("Tab")
    page.reload()
    assert lab.locator("#clue-met-before").is_checked()
    assert lab.locator("input[name=latest]").input_value() == "2015-11-08"
    assert lab.locator(".sb-dating-left").inner_text().startswith("30 October 2015 or later")


@pytest.mark.parametrize("media", ["print", "screen"])
def test_without_scripts_dating_leaves_room_to_write(live, media):
    """With JavaScript off there are facts, clues, blanks and lines, and no dead control."""
    page = live(DATING, java_script_enabled=False)
    page.emulate_media(media=media)
    box = task(page)
    assert box.locator(":is(input, select, textarea, button):visible").count() == 0
    assert box.locator(".sb-lines > span:visible").count() >= 6
    assert box.locator(".sb-date-blank").first.is_visible()


@TWO_LOOKS
def test_axe_finds_nothing_in_the_dated_task(live, mode, width):
    """Answered, checked and unfolded, the task has no violation and fits its screen."""
    page = live(DATING, mode=mode, width=width)
    box = task(page)
    date(box, SOUND | {"four-powers": "events/unscr-2249"}, "2015-11-04", "2015-11-04")
    box.locator("details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert violations(page, "sb-task[data-type=dating]") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_answers_stands_in_no_readable_part(book):
    """Neither the page nor the search index has the pairs of clue and fact, or the exemplars."""
    page = (book / f"{DATING}.html").read_text("utf-8")
    own = page[page.index('data-type="dating"') :].split("</sb-task>")[0]
    assert "A strong answer" not in own and '"fits"' not in own
