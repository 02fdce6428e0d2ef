"""The lessons: their minutes, their reading times, their parts."""

import pytest

from sourcebook import sources
from sourcebook.kit import files, lessons
from sourcebook.tasks import bank
from sourcebook.tasks.exports import shapes

ALL = lessons.lessons()


def test_there_is_a_lesson():
    """An empty kit would pass every other test."""
    assert [lesson.id for lesson in ALL][0] == "one-lesson"
    assert len(ALL) == len(files.lessons())


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_the_steps_of_a_session_add_up_to_its_minutes(lesson):
    """Talk, tasks and reading of all steps fill the session, and no more."""
    for session in lesson.sessions:
        total = 0
        for step in session.steps:
            tasks = sum(bank.item(name)["minutes"] for name in step.get("items", []))
            assert step.start == total
            total += step["talk"] + tasks + lessons.reading_minutes(step.get("reads", []))
        assert total == session["minutes"]


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_a_lesson_has_what_a_teacher_needs(lesson):
    """Every lesson has its question, aims with practice tasks, an exit task and four answers."""
    assert shapes.plain(lesson["question"]).endswith("?")
    assert len(lesson["misconceptions"]) >= 4
    named = [name for aim in lesson["aims"] for name in aim["items"]]
    assert {bank.item(name).edition for name in named} == {bank.PRACTICE}
    assert all(session.exit for session in lesson.sessions)


def test_reading_times_come_from_the_words():
    """A report takes its words over the speed, up to the next half minute; two are read in one."""
    first, second = sources.ids()
    words = sum(len(p.text.split()) for p in sources.report(first).paragraphs.values())
    assert lessons.words(first) == words
    assert 0 <= lessons.reading_minutes([first]) - words / lessons.WORDS_A_MINUTE < 0.5
    both = (words + lessons.words(second)) / lessons.WORDS_A_MINUTE
    assert 0 <= lessons.reading_minutes([first, second]) - both < 0.5
    assert lessons.words(f"{first}#p1") < words
    assert lessons.reading_minutes([]) == 0


@pytest.mark.parametrize(
    "name",
    ["nothing", "hague-lavrov-2012#p99", "song:hague-lavrov-2012", "answers:whose-words-2012"],
)
def test_a_text_that_is_not_there_has_no_words(name):
    """A reading with a slip in its name is an error, not nought minutes."""
    with pytest.raises(KeyError):
        lessons.words(name)


def test_what_is_read_after_a_check_is_the_scheme_and_the_longest_answer():
    """After a written task a pupil reads the levels of its scheme, one answer and why."""
    item = bank.item("mend-a-sentence")
    scheme = sum(len(level["text"].split()) for level in item["scheme"])
    each = [len(f"{one['text']} {one['why']}".split()) for one in item["exemplars"].values()]
    assert len(each) == 3
    assert lessons.words("answers:mend-a-sentence") == scheme + max(each)


def made(*sessions: tuple[int, bool]) -> lessons.Lesson:
    return lessons.Lesson({"sessions": [{"minutes": m, "homework": home} for m, home in sessions]})


@pytest.mark.parametrize(
    ("sessions", "length"),
    [
        ([(50, False)], "50 minutes"),
        ([(50, False)] * 3, "3 × 50 minutes"),
        ([(50, False), (30, True)], "50 minutes, and 30 at home"),
        ([(50, False), (40, False)], "2 lessons, 90 minutes in all"),
        ([(30, True), (15, True)], "45 minutes at home"),
    ],
)
def test_the_length_of_a_lesson_in_words(sessions, length):
    """Equal sessions are counted, unequal ones added; homework is said apart."""
    assert made(*sessions).length == length


@pytest.mark.parametrize(
    ("homework", "headings"),
    [
        ([False], ["A"]),
        ([False, True, False], ["1: A", "At home: B", "2: C"]),
        ([True, False], ["At home: A", "B"]),
        ([True, True], ["1: A", "2: B"]),
    ],
)
def test_sessions_are_counted_as_they_are_taught(homework, headings):
    """Homework between lessons has no number; where all is homework, sittings are counted."""
    sessions = [
        {"title": title, "homework": home} for title, home in zip("ABC", homework, strict=False)
    ]
    assert lessons.Lesson({"sessions": sessions}).headings == headings


def test_a_lesson_that_is_not_there_names_those_that_are():
    """The error says which lessons there are."""
    with pytest.raises(KeyError, match="one-lesson"):
        lessons.lesson("none")


def test_a_step_says_from_which_minute_to_which():
    """The first step begins at nought, and each next one where the last ended."""
    spans = [step.span for step in lessons.lesson("one-lesson").sessions[0].steps]
    assert spans[0].startswith("0–") and spans[-1].endswith("–50")
    assert all(a.split("–")[1] == b.split("–")[0] for a, b in zip(spans, spans[1:], strict=False))
