"""The engine of the tasks in a browser, on a book with one task of each type that it checks."""

import json
import re
from pathlib import Path

import pytest

from builds import CHECKED as ITEMS
from builds import TASK_PAGE as PAGE
from builds import soup
from conftest import TWO_LOOKS, live_tasks, violations
from sourcebook import sources
from sourcebook.sphinx import task_passages
from sourcebook.sphinx.task_teacher import for_teachers
from sourcebook.sphinx.tasks import BODIES
from sourcebook.tasks import bank

OURS = ("tasks-choices.js", "tasks-passages.js")
# Words that stand in answers alone.
BEASTS = ("marmots", "badgers", "otters", "herons", "lynxes")


def task(page, name: str):
    """One task of the page."""
    return page.locator(f"#task-try-{name}")


def said(box) -> str:
    """What the task says in its live region."""
    return box.locator(".sb-task-said").inner_text()


def notes(box) -> str:
    """All feedback beside parts."""
    return " | ".join(box.locator(".sb-task-note").all_inner_texts())


def check(box) -> str:
    """Press Check, and return what is said."""
    box.get_by_role("button", name="Check", exact=True).click()
    return said(box)


def sort(box, order: list[int]) -> None:
    """Put the entries, known by their places as printed, in an order with the buttons."""
    for to, entry in enumerate(order):
        row = box.locator(f'[data-entry="{entry}"]')
        while row.evaluate("row => [...row.parentElement.children].indexOf(row)") > to:
            row.locator('[data-move="-1"]').click()


def right_order(box) -> list[int]:
    """The right order, from the key in the page."""
    return box.evaluate("box => sourcebook.tasks.get(box.dataset.task).key().order")


def give(box, name: str, how) -> None:
    """Answer a task as a reader would."""
    if name.startswith("choose"):
        for n, field in enumerate(box.locator("input").all()):
            if n in how:
                field.check()
            elif name == "choose-several":
                field.uncheck()
    elif name in ("number", "date", "day"):
        for n, value in enumerate(how):
            box.locator("input").nth(n).fill(value)
    elif name == "order":
        right = right_order(box)
        sort(box, [right[n] for n in how])
    elif name in ("match", "fill-grid"):
        for n, value in enumerate(how):
            box.locator("select").nth(n).select_option(value)
    else:
        for segment in box.locator("[data-row]").all():
            pressed = segment.get_attribute("aria-pressed") == "true"
            if (segment.get_attribute("data-row") in how) != pressed:
                segment.click()


RIGHT = {
    "choose-one": [1],
    "choose-several": [0, 1],
    "number": ["13"],
    "date": ["2015-11-02", "2015-11-08"],
    "day": ["2012-02-05"],
    "order": [0, 1, 2, 3],
    "match": ["0", "3", "1"],
    "mark-passage": ["hl5c", "hl7a"],
    "fill-grid": ["0", "1", "0"],
}
# For each type answers that are not right, what is said, and what stands beside the parts.
OTHER = [
    ("choose-one", [0], "Not right.", "Grumpy marmots say: read ¶5."),
    ("choose-one", [2], "Not right.", "Timeline"),
    ("choose-several", [2], "Your choice is not right. Read what stands", "¶1"),
    ("choose-several", [0], "Your choice is right. There are more", "✓ Right. He does, in"),
    ("choose-several", [0, 1, 3], "2 of your 3 choices are right, 1 is not.", "does not speak"),
    ("number", ["15"], "Near", "Not all voted for it"),
    ("number", ["1,300"], "Not right yet.", "Look at Security Council"),
    ("date", ["2015-11-04", "2015-11-04"], "Near", "The text gives no day: see ¶6."),
    ("date", ["2015-11-02", "2015-11-09"], "Not right yet.", "Begin with"),
    ("day", ["2012-02-06"], "Not right yet.", "See Timeline."),
    ("order", [3, 2, 1, 0], "0 of 4 stand in their place.", "✗ Not right. Look at Timeline."),
    ("order", [0, 1, 3, 2], "2 of 4 stand in their place.", "✓ Right. Badgers put it first"),
    ("match", ["0", "3", "2"], "2 of 3 right. Look again at what is marked.", "✗ Not right."),
    ("mark-passage", ["hl5c"], "Your piece is right. There is more to mark.", "Three words"),
    ("mark-passage", ["hl5a", "hl5c"], "1 of your 2 pieces is right, 1 is not. There", "Herons"),
    ("mark-passage", ["hl5a", "hl5c", "hl7a"], "2 of your 3 pieces are right, 1 is", "Herons"),
    ("mark-passage", ["hl5d"], "Your piece is not right.", "Herons see no quotation marks"),
    ("mark-passage", ["hl5a", "hl5d"], "None of your 2 pieces is right. Read", "✗ Not this."),
    ("fill-grid", ["0", "0", "0"], "2 of 3 right. Look again", "Look at ¶3."),
    ("fill-grid", ["0", "", ""], "1 of 3 right. Still to fill: 2.", "✓ Right."),
]


def test_the_scripts_wait_for_the_reader_to_come_near(visit):
    """A page is read without the scripts of its tasks; they come when a task comes near."""
    page = visit("explanations")
    page.wait_for_load_state("networkidle")
    assert [one for one in page.asked if "tasks-store" in one] == []
    page.locator("sb-task").first.scroll_into_view_if_needed()
    page.locator("sb-task[data-live]").first.wait_for()


def test_an_answer_given_before_the_scripts_came_is_kept(visit):
    """Who answers faster than the scripts load loses nothing, also over a reload."""
    page = visit("hague-lavrov-2012")
    held = []
    page.route("**/tasks-store.js", lambda route: held.append(route))  # the scripts hang
    box = page.locator("sb-task[data-type=choose-one]").first
    box.locator("input").nth(1).check()
    page.wait_for_timeout(100)
    assert len(held) == 1 and box.get_attribute("data-live") is None
    held[0].continue_()
    page.locator("sb-task[data-type=choose-one][data-live]").first.wait_for()
    assert box.locator("input").nth(1).is_checked()
    page.unroute("**/tasks-store.js")
    page.reload()
    page.locator("sb-task[data-live]").first.wait_for()
    assert box.locator("input").nth(1).is_checked()


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_done(opened, name):
    """Each type says that it is right, marks its parts, names its sources and counts as done."""
    page = opened()
    box = task(page, name)
    assert said(box) == ""
    give(box, name, RIGHT[name])
    assert re.search(r"\b([Rr]ight|stand in their place)\.", check(box))
    assert "✗" not in notes(box) and "✓ Right." in notes(box)
    assert box.get_attribute("data-state") == "done"
    assert "✓ Done" in box.locator(".sb-task-facts").inner_text()
    assert "1 of 9 tasks done." in page.locator(".sb-tasks-progress").inner_text()


def emptied(box) -> None:
    """Press Try again, if anything was tried."""
    again = box.get_by_role("button", name="Try again")
    if again.is_visible():
        again.click()


@pytest.mark.parametrize("name", RIGHT)
def test_a_wrong_or_partly_right_answer_is_told_so(opened, name):
    """The live region sums up in words, and each part says by sign and word what it is."""
    page = opened()
    box = task(page, name)
    for other, how, words, beside in OTHER:
        if other == name:
            emptied(box)
            give(box, name, how)
            assert check(box).startswith(words), said(box)
            assert beside in notes(box), notes(box)
            assert box.get_attribute("data-state") == "tried"
    assert "0 of 9 tasks done." in page.locator(".sb-tasks-progress").inner_text()


def test_nothing_given_is_nothing_checked(opened):
    """Without an answer the check asks for one, and does not count."""
    page = opened()
    for name in RIGHT:
        box = task(page, name)
        assert re.match("Answer first|Move what", check(box)), name
        assert notes(box) == "" and not box.get_attribute("data-state")


LACKING = [
    ("number", ["thirteen"], "in figures"),
    ("number", ["1,4"], "in figures"),
    ("date", ["2015-11-02", ""], "Give both days"),
    ("date", ["2015-11-08", "2015-11-02"], "before the first"),
    ("match", ["0", "", ""], "Still to match: 2."),
]


def test_an_incomplete_answer_is_told_what_it_lacks(opened):
    """A slip of form is no wrong answer."""
    page = opened()
    for name, how, words in LACKING:
        box = task(page, name)
        give(box, name, how)
        assert words in check(box) and notes(box) == ""


def test_numbers_are_read_as_people_write_them(opened):
    """Commas between thousands, spaces and a true minus sign are no fault."""
    box = task(opened(), "number")
    for text in ("13", " 13.0 ", "+13"):
        give(box, "number", [text])
        assert check(box) == "Right."
    for text in ("1,300", "1 300", "−13"):
        give(box, "number", [text])
        assert check(box) == "Not right yet."


def check_as_another(box, name):
    """Check as if another wrong answer had been checked before."""
    box.page.evaluate(
        "id => { const task = sourcebook.tasks.get(id); task.judged = null; task.changed() }",
        f"try-{name}",
    )
    check(box)


def try_another(box, name):
    """Check something else, and then take up the answer that was there."""
    answer = box.page.evaluate(f"sourcebook.store.get('try-{name}').answer")
    give(box, name, RIGHT[name])
    check(box)
    box.page.evaluate(
        "([id, answer]) => sourcebook.tasks.get(id).use({answer})", [f"try-{name}", answer]
    )


@pytest.mark.parametrize("name", ["order", "match", "fill-grid"])
def test_feedback_that_tells_the_answer_waits_for_a_second_check(opened, name):
    """The first check leads to the passage; the second says what stands there."""
    wrong = {"order": [3, 2, 1, 0], "match": ["2", "2", "2"], "fill-grid": ["1", "0", "1"]}
    box = task(opened(), name)
    give(box, name, wrong[name])
    check(box)
    for _ in range(2):  # the same answer again is no second try
        assert "Look at" in notes(box) and not re.search("Badgers|Otters|Lynxes", notes(box))
        check(box)
    try_another(box, name)
    check(box)
    assert re.search("Badgers|Otters|Lynxes", notes(box))


@pytest.mark.parametrize("name", RIGHT)
def test_the_answer_is_shown_on_request_after_two_checks(opened, name):
    """Not before two checks of different answers; who has seen it can still do the task."""
    wrong = next(how for other, how, *_ in OTHER if other == name)
    page = opened()
    box = task(page, name)
    shower = box.get_by_role("button", name="Show the answer")
    give(box, name, wrong)
    for _ in range(2):
        assert not shower.is_visible()
        check(box)
    assert not shower.is_visible()
    check_as_another(box, name)
    shower.click()
    assert re.search("The answer:|To be marked:", box.locator(".sb-task-key").inner_text())
    assert box.get_attribute("data-state") == "seen"
    give(box, name, RIGHT[name])
    check(box)
    assert box.get_attribute("data-state") == "done"


def test_try_again_waits_for_a_try(opened):
    """Who has answered nothing has nothing to try again."""
    page = opened()
    for name in RIGHT:
        again = task(page, name).get_by_role("button", name="Try again")
        assert not again.is_visible(), name
        give(task(page, name), name, RIGHT[name])
        again.wait_for()


def test_enter_checks_a_number_and_a_date(opened):
    """In a field of one line Enter is the Check button."""
    page = opened()
    for name in ("number", "date", "day"):
        box = task(page, name)
        give(box, name, RIGHT[name])
        box.locator("input").last.press("Enter")
        assert said(box) == "Right.", name


def test_words_in_quotation_marks_get_no_second_pair(opened):
    """What was marked stands in one pair of marks: the report's own, or ours."""
    page = opened()
    box = task(page, "mark-passage")
    give(box, "mark-passage", ["hl5b", "hl5c"])
    page.wait_for_function("sourcebook.store.peek('try-mark-passage')?.answer.length === 2")
    assert page.evaluate("sourcebook.store.peek('try-mark-passage').text").split("\n") == [
        "“he had”",
        '"very little confidence"',
    ]


def test_feedback_that_says_right_says_it_once(opened):
    """Feedback that begins with the word has the sign alone before it."""
    page = opened()
    page.evaluate(
        "() => { const task = sourcebook.tasks.get('try-number');"
        " task.mark({ element: task.body, right: true, html: '<p>Right. So it is.</p>' }, 0) }"
    )
    assert notes(task(page, "number")) == "✓ Right. So it is."


def test_a_grid_of_one_column_is_told_by_its_rows(opened):
    """In words an answer has the row and the value, and the column only where there are more."""
    page = opened()
    give(task(page, "fill-grid"), "fill-grid", RIGHT["fill-grid"])
    page.wait_for_function("sourcebook.store.peek('try-fill-grid')?.text")
    two = page.evaluate("sourcebook.store.peek('try-fill-grid').text").split("\n")
    heads = task(page, "fill-grid").locator("thead th")
    assert heads.count() == 2 and f": {heads.first.text_content()}: " in two[0]
    heads.last.evaluate("head => head.remove()")
    line = page.evaluate(
        "() => { const task = sourcebook.tasks.get('try-fill-grid');"
        " return task.kind.text(task, task.kind.read(task)) }"
    )
    assert line.count(": ") == line.count("\n") + 1


def test_try_again_empties_the_task(opened):
    """Answer, marks and sentence go; the keyboard stands at the first control."""
    page = opened()
    for name in RIGHT:
        box = task(page, name)
        give(box, name, RIGHT[name])
        check(box)
        box.get_by_role("button", name="Try again").click()
        assert said(box) == notes(box) == ""
        assert answer_of(page, name) is None
        assert box.locator(".sb-task-body :focus").count() == 1
        assert re.match("Answer first|Move what", check(box))


def test_a_changed_part_loses_its_mark_and_the_others_keep_theirs(opened):
    """After a check the learner works on what is marked, and sees what was right."""
    box = task(opened(), "match")
    give(box, "match", ["0", "0", "0"])
    check(box)
    assert box.locator(".sb-task-note").count() == 3
    box.locator("select").nth(1).select_option("3")
    assert box.locator(".sb-task-note").count() == 2 and said(box) == ""


def test_hints_come_one_after_another_and_are_remembered(opened):
    """The second hint waits for the first; after a reload both are open again."""
    page = opened()
    box = task(page, "choose-one")
    first, second = box.locator(".sb-task-hint").all()
    assert first.is_visible() and not second.is_visible()
    first.locator("summary").click()
    second.locator("summary").click()
    page.wait_for_function("sourcebook.store.get('try-choose-one')?.hints === 2")
    page.reload()
    assert second.locator("p").is_visible()


def test_links_in_feedback_preview_their_passage(opened):
    """A link that came with the feedback shows its paragraph like any other."""
    page = opened()
    box = task(page, "choose-one")
    give(box, "choose-one", [0])
    check(box)
    box.locator(".sb-task-note a").focus()
    assert "very little confidence" in page.locator("#sb-popover").inner_text()


# Storage ----------------------------------------------------------------------------------------


def answer_of(page, name: str):
    """The answer in the controls."""
    return page.evaluate("name => sourcebook.tasks.get(name).record().answer", f"try-{name}")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_reload_keeps_the_answers(opened, scheme):
    """Answers, marks and progress come back, from a server and from a folder."""
    page = opened(scheme)
    before = {}
    for name in RIGHT:
        give(task(page, name), name, RIGHT[name])
        check(task(page, name))
        before[name] = answer_of(page, name), notes(task(page, name)), said(task(page, name))
    assert all(answer is not None and words for answer, _, words in before.values())
    page.reload()
    live_tasks(page)
    for name, there in before.items():
        box = task(page, name)
        assert (answer_of(page, name), notes(box), said(box)) == there
    assert "9 of 9 tasks done." in page.locator(".sb-tasks-progress").inner_text()


def test_an_answer_is_saved_without_a_check_and_at_once_on_leaving(opened):
    """What was typed a moment before the page is left is there again."""
    page = opened()
    task(page, "number").locator("input").fill("12")
    page.reload()
    assert answer_of(page, "number") == "12"


def test_nothing_stays_on_the_computer_unless_asked(opened):
    """Closed with its tab, an answer is gone; kept on request, it is there in the next tab."""
    page = opened()
    give(task(page, "number"), "number", ["12"])
    page.reload()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sb'))") == []
    other = opened(context=page.context)
    assert answer_of(other, "number") is None
    assert "gone when you close it" in other.locator(".sb-tasks-kept").inner_text()
    assert page.evaluate("sourcebook.store.keep(true)")
    assert "kept on this computer" in page.locator(".sb-tasks-kept").inner_text()
    later = opened(context=page.context)
    assert answer_of(later, "number") == "12"
    assert page.evaluate("sourcebook.store.keep(false)")
    left = "Object.keys(localStorage).filter(key => key.startsWith('sb'))"
    assert page.evaluate(left) == [] and answer_of(page, "number") == "12"


ABSENT = "for (const n of ['localStorage', 'sessionStorage'])"
REFUSED = (
    ABSENT
    + "Object.defineProperty(window, n, {get() { throw new DOMException('no', 'SecurityError') }})"
)
GONE = ABSENT + "Object.defineProperty(window, n, {value: undefined})"
FULL = (
    "Storage.prototype.setItem = function () "
    "{ throw new DOMException('full', 'QuotaExceededError') }"
)


@pytest.mark.parametrize(
    ("script", "words"),
    [(REFUSED, "lets no page store"), (GONE, "lets no page store"), (FULL, "storage is full")],
    ids=["refused", "absent", "full"],
)
def test_without_storage_there_is_a_warning_and_no_answer_is_lost(opened, script, words):
    """The tasks work, one sentence says what is the matter, the page asks before leaving."""
    page = opened(script=script)
    box = task(page, "choose-one")
    give(box, "choose-one", [1])
    assert check(box).startswith("Right. Your answer is on this page only")
    assert "on this page only" in page.locator(".sb-tasks-kept").inner_text()
    assert words in page.locator(".sb-task-warning").inner_text()
    assert page.locator(".sb-task-warning").count() == 1
    assert page.evaluate("sourcebook.store.state().ok") is False
    assert '"answer": 1' in page.evaluate("sourcebook.store.exportText()")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_storage_that_has_room_again_takes_what_was_held(opened):
    """The warning goes with its cause."""
    page = opened()
    page.evaluate(f"() => {{ window.put = Storage.prototype.setItem; {FULL} }}")
    give(task(page, "number"), "number", ["12"])
    page.locator(".sb-task-warning:not(:empty)").wait_for()
    page.evaluate("() => { Storage.prototype.setItem = window.put }")
    give(task(page, "number"), "number", ["13"])
    page.wait_for_function("sourcebook.store.state().ok")
    assert page.locator(".sb-task-warning").inner_text() == ""


def two_tabs(opened):
    """Two tabs that keep their answers on this computer."""
    one = opened()
    one.evaluate("sourcebook.store.keep(true)")
    return one, opened(context=one.context)


def test_a_tab_without_an_answer_of_its_own_follows_the_other(opened):
    """What is written in one tab is seen in the other, where nothing was."""
    one, two = two_tabs(opened)
    give(task(one, "number"), "number", ["12"])
    two.wait_for_function("sourcebook.tasks.get('try-number').record().answer === '12'")


def test_two_tabs_do_not_overwrite_each_other(opened):
    """Each keeps its own answer, is told of the other's, and may use it."""
    one, two = two_tabs(opened)
    one.evaluate("sourcebook.tasks.get('try-number').touched = true")
    two.evaluate("sourcebook.tasks.get('try-number').touched = true")
    give(task(one, "number"), "number", ["12"])
    two.wait_for_function("sourcebook.store.peek('try-number')?.answer === '12'")
    give(task(two, "number"), "number", ["14"])
    one.wait_for_function("sourcebook.store.peek('try-number').answer === '14'")
    assert answer_of(one, "number") == "12" and answer_of(two, "number") == "14"
    assert (
        "different answer: 14 votes" in task(one, "number").locator(".sb-task-asides").inner_text()
    )
    stored = two.evaluate("sourcebook.store.peek('try-number')")
    assert [other["answer"] for other in stored["others"]] == ["12"]
    task(one, "number").get_by_role("button", name="Use it").click()
    assert answer_of(one, "number") == "14"
    stored = one.evaluate("sourcebook.store.peek('try-number')")
    assert (stored["answer"], [other["answer"] for other in stored["others"]]) == ("14", ["12"])
    task(one, "number").get_by_role("button", name="Forget it").click()
    assert not task(one, "number").locator(".sb-task-asides").is_visible()
    assert "others" not in one.evaluate("sourcebook.store.peek('try-number')")


def test_of_two_tabs_that_write_in_turn_only_the_latest_drafts_are_kept(opened):
    """Beside an answer stands one draft of the other tab, not each that it has replaced since."""
    one, two = two_tabs(opened)
    for page in (one, two):
        page.evaluate("sourcebook.tasks.get('try-number').touched = true")
    for turn in range(3):
        for page, value in ((one, f"1{turn}"), (two, f"2{turn}")):
            give(task(page, "number"), "number", [value])
            page.wait_for_function(f"sourcebook.store.peek('try-number')?.answer === '{value}'")
    stored = two.evaluate("sourcebook.store.peek('try-number')")
    assert (stored["answer"], [other["answer"] for other in stored["others"]]) == ("22", ["12"])
    one.wait_for_function("sourcebook.store.peek('try-number')?.answer === '22'")
    aside = task(one, "number").locator(".sb-task-asides")
    assert aside.locator("q").all_inner_texts() == ["22 votes"]
    aside.get_by_role("button", name="Use it").click()
    stored = one.evaluate("sourcebook.store.peek('try-number')")
    assert (stored["answer"], [other["answer"] for other in stored["others"]]) == ("22", ["12"])


def test_what_files_brought_is_no_draft(opened):
    """Newer answers from two files stay beside what another tab writes, however often it writes."""
    one, two = two_tabs(opened)
    for own, foreign in (("12", "1"), ("13", "2"), ("14", "")):
        give(task(one, "number"), "number", [own])
        two.wait_for_function(f"sourcebook.store.peek('try-number')?.answer === '{own}'")
        if not foreign:
            break
        file = json.loads(two.evaluate("sourcebook.store.exportText()"))
        record = {"answer": foreign, "text": foreign, "at": "2999-01-01T00:00:00Z", "others": []}
        file["answers"]["try-number"] |= record
        done = two.evaluate("file => sourcebook.store.importText(file)", json.dumps(file))
        assert done["taken"] == 1
    others = two.evaluate("sourcebook.store.peek('try-number').others")
    assert {"1", "2"} <= {one["answer"] for one in others}


def store(page, name: str, **changes) -> None:
    """Write a record as another version of the book could have left it."""
    page.evaluate(
        "([id, changes]) => { const now = sourcebook.store.get(id) ?? {title: 't', chapter: 'c',"
        " type: 't', version: document.querySelector(`[data-task=${id}]`).dataset.version};"
        " sourcebook.store.put(id, {...now, ...changes}) }",
        [f"try-{name}", changes],
    )


def test_an_answer_to_an_earlier_form_is_kept_and_shown(opened):
    """After a new version of a task the old answer stands beside it, and the controls are empty."""
    page = opened()
    store(page, "choose-one", version="00000000", answer=2, text="Someone <b>else</b>’s", done=True)
    page.reload()
    box = task(page, "choose-one")
    aside = box.locator(".sb-task-asides")
    assert "an earlier form of this task: Someone <b>else</b>’s" in aside.inner_text()
    assert answer_of(page, "choose-one") is None and box.get_attribute("data-state") == ""
    give(box, "choose-one", [1])
    check(box)
    page.reload()
    assert answer_of(page, "choose-one") == 1 and "earlier form" in aside.inner_text()


STRANGE = [7, "words", -1, [], [99], {"a": 1}, [None], True, {"assad": "x"}, [["2012"]], ["<b>"]]


def test_a_strange_answer_breaks_nothing_and_is_not_lost(opened):
    """Whatever shape a stored answer has, the tasks start; what does not fit stays beside them."""
    page = opened()
    for strange in STRANGE:
        for name in RIGHT:
            store(page, name, answer=strange, text="as it was", others=[])
        page.reload()
        for name in RIGHT:
            beside = task(page, name).locator(".sb-task-asides").count()
            assert beside or answer_of(page, name) == strange, (name, strange)
        page.evaluate("sourcebook.store.clear()")


def test_export_and_import_bring_answers_back(opened):
    """A file made in one browser gives the same answers in another."""
    one = opened()
    for name in ("choose-one", "order", "fill-grid"):
        give(task(one, name), name, RIGHT[name])
        check(task(one, name))
    file = one.evaluate("sourcebook.store.exportText()")
    two = opened()
    outcome = two.evaluate("file => sourcebook.store.importText(file)", file)
    assert outcome == {"taken": 3, "there": 0, "kept": 0, "wrong": []}
    outcome = two.evaluate("file => sourcebook.store.importText(file)", file)
    assert outcome == {"taken": 0, "there": 3, "kept": 0, "wrong": []}
    two.reload()
    for name in ("choose-one", "order", "fill-grid"):
        assert answer_of(two, name) == answer_of(one, name)
    assert "3 of 9" in two.locator(".sb-tasks-progress").inner_text()


def test_an_import_never_overwrites_a_newer_answer(opened):
    """The newer answer stays or comes in; the other is kept beside it."""
    page = opened()
    give(task(page, "number"), "number", ["12"])
    check(task(page, "number"))
    file = json.loads(page.evaluate("sourcebook.store.exportText()"))
    for at, answer, outcome in (("2001-01-01", "1", "kept"), ("2999-01-01", "2", "taken")):
        file["answers"]["try-number"] |= {"answer": answer, "text": answer, "at": f"{at}T00:00:00Z"}
        done = page.evaluate("file => sourcebook.store.importText(file)", json.dumps(file))
        assert done[outcome] == 1 and done["wrong"] == []
    stored = page.evaluate("sourcebook.store.peek('try-number')")
    assert stored["answer"] == "2"
    assert {other["answer"] for other in stored["others"]} == {"1", "12"}


@pytest.mark.parametrize(
    "file",
    ["", "{", "[]", "{}", '{"form": "other", "answers": {}}', "null", '"words"'],
)
def test_what_is_no_file_of_answers_is_refused_in_words(opened, file):
    """Nothing is taken, and a sentence says why."""
    done = opened().evaluate("file => sourcebook.store.importText(file)", file)
    assert (done["taken"], done["kept"], len(done["wrong"])) == (0, 0, 1)


def test_a_broken_record_is_named_and_the_others_are_taken(opened):
    """One bad answer in a file does not cost the rest."""
    page = opened()
    good = {"type": "number", "version": "1", "title": "t", "chapter": "c", "text": "x"}
    good |= {"at": "2020-01-01T00:00:00Z", "answer": "12"}
    answers = {"good": good, "bad": {"answer": 1}, "Bad id": good, "when": good | {"at": "soon"}}
    file = {"form": "two-reports-on-syria/answers/1", "answers": answers}
    done = page.evaluate("file => sourcebook.store.importText(file)", json.dumps(file))
    assert done["taken"] == 1 and len(done["wrong"]) == 3
    assert page.evaluate("Object.keys(sourcebook.store.all())") == ["good"]


# The page -----------------------------------------------------------------------------------------


def test_the_keyboard_alone_answers_every_type(opened):
    """Tab, arrows, Space, Enter and letters are enough."""
    page = opened()
    keys = page.keyboard

    def enter(name: str, what: str, *pressed: str) -> None:
        task(page, name).locator(what).first.focus()
        for key in pressed:
            keys.press(key)

    enter("choose-one", "input", "Space", "ArrowDown")
    enter("choose-several", "input", "Space", "Tab", "Space")
    enter("number", "input", "1", "3")
    enter("match", "select", "M", "Tab", "M", "M", "M", "M", "Tab", "M", "M")
    enter("mark-passage", "[data-row=hl5c]", "Enter")
    enter("mark-passage", "[data-row=hl7a]", "Space")
    enter("fill-grid", "select", "s", "Tab", "n", "Tab", "s")
    order = task(page, "order")
    for to, entry in enumerate(right_order(order)):
        row = order.locator(f'[data-entry="{entry}"]')
        row.locator("button").first.focus()
        for _ in range(4):
            if row.evaluate("row => [...row.parentElement.children].indexOf(row)") == to:
                break
            keys.press("Enter")
            assert row.locator(":focus").count() == 1
    task(page, "day").locator("input").focus()
    page.evaluate("document.activeElement.value = '2012-02-05'")  # its parts differ by country
    page.evaluate("document.activeElement.dispatchEvent(new Event('input', {bubbles: true}))")
    for name in RIGHT:
        if name != "date":
            task(page, name).get_by_role("button", name="Check", exact=True).focus()
            keys.press("Enter")
            assert task(page, name).get_attribute("data-state") == "done", name


def test_an_order_tells_where_an_entry_went(opened):
    """A screen reader hears the new place."""
    box = task(opened(), "order")
    row = box.locator("li").nth(1)
    words = row.locator(".sb-task-words").inner_text()
    row.get_by_role("button", name=f"Move up: {words}").click()
    assert said(box) == f"{words.removesuffix('.')}: now number 1 of 4."


def test_without_scripts_a_task_is_a_plain_question(opened):
    """The question and its controls can be read, no button is dead, and no answer is in sight."""
    page = opened(java_script_enabled=False)
    for name in RIGHT:
        box = task(page, name)
        words = box.inner_text()
        assert box.locator(".sb-task-stem").inner_text() in words
        assert box.locator("button:visible").count() == 0
        assert not re.search("|".join(BEASTS), words, re.IGNORECASE)
    assert "switch on JavaScript" in page.locator(".sb-tasks-kept").inner_text()


TURN = """box => {
  const script = box.querySelector(":scope > script[data-key]")
  const key = sourcebook.tasks.get(box.dataset.task).key()
  key.options[2].right = true
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  script.textContent = JSON.stringify({k: btoa(String.fromCharCode(...bytes))})
}"""


def test_who_ticks_everything_gets_nothing(opened):
    """With three right and one wrong, all right ticks score 1 and all four nothing."""
    page = opened()
    box = task(page, "choose-several")
    box.evaluate(TURN)
    for ticked, score in (([0, 1, 2], 1), ([0, 1, 2, 3], 0)):
        give(box, "choose-several", ticked)
        check(box)
        assert page.evaluate("sourcebook.store.peek('try-choose-several').score") == score


def test_who_marks_a_whole_passage_gets_nothing(opened):
    """All segments marked score nothing, however many of them are right."""
    page = opened()
    box = task(page, "mark-passage")
    rows = [one.get_attribute("data-row") for one in box.locator("[data-row]").all()]
    box.evaluate(TURN.replace("key.options[2].right = true", f"key.key = {json.dumps(rows[1:])}"))
    for marked, score in ((rows[1:], 1), (rows, 0)):
        give(box, "mark-passage", marked)
        check(box)
        assert page.evaluate("sourcebook.store.peek('try-mark-passage').score") == score


@TWO_LOOKS
def test_axe_finds_nothing_in_used_tasks(opened, mode, width):
    """Answered in part, checked twice, the answer shown, all unfolded: no violation."""
    page = opened(mode=mode, width=width)
    for name in RIGHT:
        box = task(page, name)
        give(box, name, next(how for other, how, *_ in OTHER if other == name))
        check(box)
        check_as_another(box, name)
        box.get_by_role("button", name="Show the answer").click()
    give(task(page, "day"), "day", RIGHT["day"])
    check(task(page, "day"))
    page.evaluate(
        "document.querySelectorAll('.sb-task-asides, sb-task details').forEach(d => d.open = true)"
    )
    assert violations(page, "#tasks") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator("sb-task :is(button, summary, select):visible").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []


def test_check_stays_where_it_was_and_its_result_is_in_sight(opened):
    """Marks come in above the button; the page scrolls by their height."""
    page = opened(width=390)
    box = task(page, "order")
    give(box, "order", [0, 1, 3, 2])
    press = box.get_by_role("button", name="Check", exact=True)
    top = "e => e.getBoundingClientRect().top"
    press.evaluate("e => e.scrollIntoView({block: 'center'})")
    before = press.evaluate(top)
    press.click()
    page.wait_for_timeout(200)
    assert abs(press.evaluate(top) - before) < 2
    low = box.locator(".sb-task-said").evaluate("e => e.getBoundingClientRect().bottom")
    assert 0 < low <= 900


def test_large_type_leaves_room_for_the_words(opened):
    """At twice the size on a phone the arrows go under the words, and no field is cut off."""
    page = opened(width=390)
    page.add_style_tag(content=":root { font-size: 32px !important }")
    row = task(page, "order").locator("li").first
    assert row.locator(".sb-task-words").bounding_box()["width"] > 200
    for name in ("number", "date", "order"):
        assert task(page, name).evaluate(
            "e => [...e.querySelectorAll('input, button')].every((one) =>"
            " one.getBoundingClientRect().right <= e.getBoundingClientRect().right + 1)"
        ), name


def test_enter_checks_a_number_and_its_unit_may_be_written(opened):
    """The unit that stands beside the field is no part of the number."""
    box = task(opened(), "number")
    unit = box.locator("input + span")
    field = box.locator("input")
    field.fill(f"13 {unit.inner_text()}" if unit.count() else "13 %")
    field.press("Enter")
    assert said(box) == "Right."


def test_buttons_are_large_enough_for_a_thumb(opened):
    """On a touch screen every button, choice and hint is 44 pixels high."""
    page = opened(width=390, has_touch=True, is_mobile=True)
    controls = page.locator(
        "sb-task :is(button, summary, select, .sb-task-options label, .sb-task-field input):visible"
    )
    sizes = controls.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert len(sizes) > 30 and min(sizes) >= 44


def printed(page, where: str) -> bool:
    """Whether something is on paper."""
    page.emulate_media(media="print")
    seen = page.locator(where).first.is_visible()
    page.emulate_media(media="screen")
    return seen


def test_paper_has_an_empty_worksheet(opened):
    """Printed unanswered: boxes, fields and what to choose from; no button and no hint."""
    page = opened()
    for what in (
        "#task-try-order .sb-task-box",
        "#task-try-match select",
        "#task-try-match .sb-task-offered",
        "#task-try-fill-grid .sb-task-offered",
        "#task-try-mark-passage [data-row]",
        "#task-try-number input",
    ):
        assert printed(page, what), what
    for what in ("sb-task button", ".sb-task-hint", ".sb-tasks-kept"):
        assert not printed(page, what), what
    page.emulate_media(media="print")
    colour = "e => getComputedStyle(e).color"
    assert page.locator("#task-try-match select").first.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_paper_has_the_answers_given_and_their_marks(opened):
    """Printed answered: choices, their feedback and a hint that was opened."""
    page = opened()
    give(task(page, "match"), "match", RIGHT["match"])
    check(task(page, "match"))
    task(page, "match").locator("summary").first.click()
    assert printed(page, "#task-try-match .sb-task-note")
    assert printed(page, "#task-try-match .sb-task-hint p")
    page.emulate_media(media="print")
    colour = "e => getComputedStyle(e).color"
    assert page.locator("#task-try-match select").first.evaluate(colour) == "rgb(0, 0, 0)"


def test_paper_has_what_was_chosen_in_black(opened):
    """A chosen box is filled, a date that was given can be read, a marked piece is ruled."""
    page = opened()
    for name, how in (("choose-one", [1]), ("day", ["2012-02-05"]), ("mark-passage", ["hl5c"])):
        give(task(page, name), name, how)
    page.emulate_media(media="print")
    style = "(e, what) => getComputedStyle(e)[what]"
    boxes = task(page, "choose-one").locator("input")
    black, clear = "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"
    assert boxes.nth(1).evaluate(style, "backgroundColor") == black
    assert boxes.nth(0).evaluate(style, "backgroundColor") == clear
    assert task(page, "day").locator("input").evaluate(style, "color") == black
    assert task(page, "date").locator("input").first.evaluate(style, "color") == clear
    pieces = task(page, "mark-passage").locator("[data-row]")
    ruled = {
        piece.get_attribute("data-row"): piece.evaluate(style, "textDecorationLine")
        for piece in pieces.all()
    }
    assert [name for name, line in ruled.items() if line != "none"] == ["hl5c"]


def test_paper_has_nothing_that_is_of_the_screen_alone(opened):
    """No moves, how-to, sources, kept answers or passing word; progress once something is done."""
    page = opened()
    assert not printed(page, ".sb-tasks-progress")
    sort(task(page, "order"), right_order(task(page, "order"))[::-1])
    assert printed(page, "#task-try-order .sb-task-words")
    for what in (".sb-task-moves", ".sb-task-passing"):
        assert task(page, "order").locator(what).first.is_visible(), what
        assert not printed(page, f"#task-try-order {what}"), what
    give(task(page, "number"), "number", ["13"])
    check(task(page, "number"))
    store(page, "number", others=[{"answer": "9", "text": "9 votes", "at": "2026-01-01"}])
    page.reload()
    live_tasks(page)
    for what in (".sb-task-how", ".sb-task-rests", ".sb-task-asides"):
        assert page.locator(what).first.is_visible(), what
        assert not printed(page, what), what
    assert printed(page, ".sb-tasks-progress")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_pieces_are_told_apart_without_scripts(opened, media):
    """With JavaScript off, on screen and on paper, a stroke stands between two pieces to mark."""
    page = opened(java_script_enabled=False)
    page.emulate_media(media=media)
    pieces = task(page, "mark-passage").locator("[data-row=hl5b]")
    assert "|" in pieces.evaluate("e => getComputedStyle(e, '::before').content")


# What is published --------------------------------------------------------------------------------


def test_no_answer_can_be_read_or_searched(tried):
    """The words of answers stand neither in the page's text nor in the search index."""
    raw = (tried / f"{PAGE}.html").read_text("utf-8").lower()
    index = (tried / "searchindex.js").read_text("utf-8").lower()
    for beast in BEASTS:
        assert beast not in raw and beast[:-1] not in index
    assert "grid" in index


def test_only_pages_with_tasks_pay_for_them(tried):
    """A page names the engine and the scripts of its own types, and no other page does."""
    named = soup(tried / f"{PAGE}.html").find(id="sb-task-scripts").string
    own = [Path(name).name for name in json.loads(named)]
    assert own == ["tasks-store.js", "tasks.js", *OURS]
    for other in tried.glob("*.html"):
        if "<sb-task" not in other.read_text("utf-8"):
            assert "tasks-load.js" not in other.read_text("utf-8")


def test_a_task_printed_by_itself_is_not_printed_twice(tried):
    """``{tasks}`` leaves out what ``{task}`` has on the same page."""
    found = [box["data-task"] for box in soup(tried / f"{PAGE}.html").select("sb-task")]
    assert sorted(found) == sorted(ITEMS) and found[0] == "try-number"


def test_long_things_to_match_are_listed_with_letters():
    """A closed choice would cut them short, so they stand in full above, in the same order."""
    pairs = [
        pair | {"with": f"{pair['with']}, {'who speaks ' * 4}"}
        for pair in ITEMS["try-match"]["pairs"]
    ]
    item = bank.Item(PAGE, ITEMS["try-match"] | {"pairs": pairs})
    offered, left = BODIES["match"](None, item)
    assert "A. Mr Cameron, who speaks" in left.astext()
    assert offered.astext().index("Mr Cameron") < offered.astext().index("Mr Hague")
    short, _ = BODIES["match"](None, bank.Item(PAGE, ITEMS["try-match"]))
    assert "A. " not in short.astext()


def test_headings_of_tasks_go_down_by_one(tried):
    """Under a section of the second level a task has the third."""
    assert {h.name for h in soup(tried / f"{PAGE}.html").select(".sb-task-title")} == {"h3"}


def test_the_teacher_edition_prints_the_answers(teacher):
    """In it every task has its answer to unfold, and the student edition has none of that."""
    page = soup(teacher / f"{PAGE}.html")
    shut = {box["data-task"]: box.select_one(".sb-task-teacher") for box in page.select("sb-task")}
    assert all(shut.values()) and len(shut) == len(ITEMS)
    assert "Right: David Cameron’s" in shut["try-choose-one"].get_text()
    assert "2 November 2015 to 8 November 2015" in shut["try-date"].get_text()
    order = shut["try-order"].get_text()
    assert order.index("protest") < order.index("veto") < order.index("London")
    for beast in BEASTS:
        assert beast in page.get_text().lower()


def test_a_report_in_extracts_is_marked_in_extracts(monkeypatch):
    """Where a card says extracts, a task prints no more than the first words of a segment."""
    report = sources.report("hague-lavrov-2012")
    monkeypatch.setattr(type(report), "full_text", property(lambda self: False))
    monkeypatch.setattr(task_passages, "href", lambda *_: "#p7")
    item = bank.Item(PAGE, ITEMS["try-mark-passage"])

    class Directive:
        env = None

    text = " ".join(node.astext() for node in BODIES["mark-passage"](Directive, item))
    assert "consciences" not in text and "…" in text
    told = for_teachers(item, lambda *_: "").astext()
    assert "consciences" not in told and "I think the bloodshed …" in told


# Answer a task as its key says, and check it.
BY_KEY = """box => {
  const task = sourcebook.tasks.get(box.dataset.task), key = task.key()
  const days = () => (key.ask === 'interval' ? [key.key.from, key.key.to] : [key.key.from])
  const answer = {
    'choose-one': () => key.options.findIndex(one => one.right),
    'choose-several': () => key.options.flatMap((one, n) => (one.right ? [n] : [])),
    'number': () => String(key.key.from), 'date': days, 'order': () => key.order,
    'match': () => key.pairs.map(pair => pair.with),
    'mark-passage': () => key.key, 'fill-grid': () => key.key,
  }[task.type]()
  if (!task.put(answer)) return 'does not fit'
  task.changed()
  task.check()
  return box.dataset.state
}"""


def test_every_task_of_the_book_can_be_done(live, book):
    """On the book's own pages each task that the page checks is done by the answer of its key."""
    kinds = {ITEMS[f"try-{name}"]["type"] for name in RIGHT}
    states = {}
    for path in sorted(book.glob("*.html")):
        if not kinds.isdisjoint(box["data-type"] for box in soup(path).select("sb-task")):
            page = live(path.stem)
            for box in page.locator("sb-task").all():
                if box.get_attribute("data-type") in kinds:
                    states[box.get_attribute("data-task")] = box.evaluate(BY_KEY)
    assert len(states) > 30
    assert {name: state for name, state in states.items() if state != "done"} == {}


def test_a_file_with_a_wrong_clock_crowds_out_no_answer(opened):
    """An imported answer from the future, with many beside it, leaves the learner’s own."""
    page = opened()
    found = page.evaluate("""() => {
      const one = (answer, at) => ({type: "number", version: "x", title: "t", chapter: "c",
        text: answer, answer, at});
      sourcebook.store.put("try-number", one("MINE", "2026-01-01T00:00:00Z"));
      const others = [1, 2, 3, 4, 5].map((n) => one(`other ${n}`, "2099-01-01T00:00:00Z"));
      const foreign = {...one("THEIRS", "2098-01-01T00:00:00Z"), others};
      const file = {form: "two-reports-on-syria/answers/1", answers: {"try-number": foreign}};
      const outcome = sourcebook.store.importText(JSON.stringify(file));
      return [outcome.wrong, JSON.stringify(sourcebook.store.get("try-number"))];
    }""")
    assert found[0] == [] and "MINE" in found[1] and "THEIRS" in found[1]


def test_keeping_brings_all_that_was_beside(opened):
    """Answers of the tab and of the computer are joined: the later leads, none is dropped."""
    page = opened()
    record = page.evaluate("""() => {
      const one = (answer, at, others) => JSON.stringify({id: "try-number", type: "number",
        version: "x", title: "t", chapter: "c", text: answer, answer, at, rev: "1.a", others});
      localStorage.setItem("sb:try-number", one("old", "2026-01-01T00:00:00Z"));
      sessionStorage.setItem("sb:try-number", one("new", "2026-02-01T00:00:00Z",
        [{answer: "beside", text: "beside", at: "2026-01-15T00:00:00Z"}]));
      sourcebook.store.keep(true);
      return sourcebook.store.peek("try-number");
    }""")
    assert record["answer"] == "new"
    assert {one["answer"] for one in record["others"]} == {"old", "beside"}
