"""The decks as text: what each owes its lesson, and every fault named with file and line."""

import re
import shutil

import pytest

from builds import ROOT
from sourcebook.kit import decks, decks_check, kit_check, lessons

NAME = "one-lesson"
FILE = f"teach/slides/{NAME}.md"


@pytest.fixture
def kit(tmp_path):
    """A copy of the kit with one lesson and its deck."""
    folder = tmp_path / "teach"
    shutil.copytree(ROOT / "teach", folder)
    for path in [*folder.glob("lessons/*.yml"), *folder.glob("slides/*.md")]:
        if path.stem != NAME:
            path.unlink()
    return folder


def mutate(kit, old: str, new: str) -> int:
    """Change the deck in one place; return the line of the change."""
    path = kit / "slides" / f"{NAME}.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(kit, **options) -> list[str]:
    return [str(fault) for fault in decks_check.check(kit, **options)]


def test_every_lesson_has_a_deck_without_a_fault():
    """Each lesson has its deck, and no deck has a fault."""
    assert decks_check.check() == []
    names = {path.stem for path in decks.paths()}
    assert names == {lesson.id for lesson in lessons.lessons()} != set()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("`very little confidence <", "`little confidence at all <", "“little confidence at all”"),
        ("hague-lavrov-2012#p5 cameron>", "hague-lavrov-2012#p5 hague>", "Cameron|cameron"),
        ("Guess first.", "Guess first: 400 dead.", "400 rests on no row"),
        ("Guess first.", "Take 5 minutes.", "“5 minutes” is typed"),
        ("Guess first.", "Take five minutes.", "“five minutes” is typed"),
        ("{step} Read with a pencil", "{step} Read it", "no step 'Read it'"),
        ("{session} One report, many voices", "{session} Monday", "no session 'Monday'"),
        ("{exit} One report, many voices", "{exit} Monday", "no session 'Monday'"),
        ("{session} One report, many voices", "{sessions} here", "no place 'here'"),
        ("Guess first.", "![a](https://example.org/a.png)", "'https://example.org/a.png' is no"),
        ("Guess first.", "[Guess](https://example.org).", "'https://example.org' leads out"),
        ("Have this on", "See [it](no-page). Have this on", "'no-page' leads out of the deck"),
        ("Guess first.", "See {term}`veto`.", "No slide can print {term}"),
        (
            "```{step} Put the question",
            ":::{note}\nNo.\n:::\n\n```{step} Put the question",
            "{note}",
        ),
        ("## Read with a pencil", "#### Read with a pencil", "is no slide"),
    ],
)
def test_a_fault_is_named_with_its_line(kit, old, new, said):
    """A false quotation, a bare number, a typed time or an unknown name is told with its line."""
    line = mutate(kit, old, new)
    told = [fault for fault in faults(kit) if re.search(said, fault)]
    assert len(told) == 1
    number = int(re.match(rf"{FILE}, line (\d+)", told[0])[1])
    assert line - 2 <= number <= line  # a paragraph is named by its first line


def test_every_step_has_a_slide_in_the_order_of_the_lesson(kit):
    """A step without a slide is a fault, and so are two slides that have changed places."""
    mutate(kit, "```{step} Mend a sentence\n```\n", "```{revealjs-notes}\nMend.\n```\n")
    assert ["No slide is for the step 'Mend a sentence'" in fault for fault in faults(kit)] == [
        True
    ]
    mutate(kit, "{step} Put the question", "{step} here")
    mutate(kit, "{step} Half a report each", "{step} Put the question")
    mutate(kit, "{step} here", "{step} Half a report each")
    assert any("'Put the question' stands after 'Half a report each'" in f for f in faults(kit))


def test_a_step_at_home_needs_no_slide(kit):
    """What is done at home is not shown in class."""
    lesson = kit / "lessons" / f"{NAME}.yml"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("    minutes: 50\n", "    minutes: 50\n    homework: true\n"))
    mutate(kit, "```{step} Mend a sentence\n```\n", "```{revealjs-notes}\nMend.\n```\n")
    assert faults(kit) == []


def test_a_slide_without_notes_is_a_fault(kit):
    """The teacher has something to say to every slide."""
    line = mutate(
        kit, "## To whom did they speak?", "## Alone\n\nWords.\n\n## To whom did they speak?"
    )
    assert faults(kit) == [
        f"{FILE}, line {line}: The slide “Alone” has no notes. "
        "Add {revealjs-notes}: what does the teacher say here?"
    ]


def test_a_deck_begins_with_the_question_of_its_lesson(kit):
    """The first slide has the lesson’s question word for word."""
    mutate(kit, "# Who speaks for Britain", "# Who really speaks for Britain")
    assert ["Write “# Who speaks for Britain" in fault for fault in faults(kit)] == [True]


def test_lessons_and_decks_have_the_same_names(kit):
    """A lesson without a deck and a deck without a lesson are both told."""
    deck = kit / "slides" / f"{NAME}.md"
    deck.rename(deck.with_name("another.md"))
    told = faults(kit)
    assert len(told) == 2
    assert any(fault.startswith(f"{FILE}: The lesson {NAME} has no slides.") for fault in told)
    assert any(fault.startswith("teach/slides/another.md: No lesson has") for fault in told)


def test_a_deck_that_is_no_text_is_told_and_the_others_are_checked(kit):
    """A file that is not UTF-8 is one fault, not an end of the checks."""
    (kit / "slides" / "broken.md").write_bytes(b"# Caf\xe9\n")
    mutate(kit, "Guess first.", "Take 5 minutes.")
    told = faults(kit)
    assert any(
        fault.startswith("teach/slides/broken.md: The page cannot be read") for fault in told
    )
    assert any("is typed" in fault for fault in told)


def test_decks_are_read_while_a_lesson_is_faulty(kit):
    """When lessons have faults of their own, the prose of decks is still checked."""
    (kit / "lessons" / f"{NAME}.yml").write_text("- no lesson\n", encoding="utf-8")
    mutate(kit, "Guess first.", "Take 5 minutes.")
    assert ["is typed" in fault for fault in faults(kit, sound=False)] == [True]


def test_steps_of_one_title_are_told_apart_by_their_sessions():
    """Two steps with one title are called by session and title; others by title."""
    step = {"talk": 5, "teacher": "Ask.", "pupils": "Say."}
    sessions = [
        {"title": name, "minutes": 5, "steps": [step | {"title": "Sort"}]} for name in ("A", "B")
    ]
    sessions[1]["steps"].append(step | {"title": "Read", "say": "Now."})
    lesson = lessons.Lesson({"sessions": sessions})
    assert list(decks.steps(lesson)) == ["A / Sort", "B / Sort", "Read"]
    said = decks.step_notes(decks.steps(lesson)["Read"])
    assert said == [("Say", "Now."), ("You", "Ask."), ("Pupils", "Say.")]


def test_the_kit_passes_the_faults_of_decks_on(kit):
    """The check of the whole kit, which a build runs, tells the faults of decks."""
    line = mutate(kit, "Guess first.", "Take 5 minutes.")
    assert any(f.where == f"line {line}" and f.file == FILE for f in kit_check.check(kit))
