"""The plan of a lesson on paper: all that its page says, for the desk of the teacher."""

from sourcebook.kit import entries, lessons
from sourcebook.kit.kinds_text import words
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.blocks import Block, Run, label, plain, runs
from sourcebook.tasks.labels import minutes

DIFFERENT = {
    "weaker": "Weaker readers",
    "eal": "English as an additional language",
    "strongest": "The strongest",
}
# Ends the checklist of every lesson, on its page and on paper.
CARE = (
    "[Care](care) has the content notes, ground rules and what to do when it goes wrong; "
    "[Impartiality](impartiality) a statement for whoever asks about balance."
)
# What a teacher asks before copying; on the page the sheets of extracts follow.
COPYING = (
    "The reports belong to others, and some sheets print paragraphs of them. Before you copy any "
    "for a class, ask whoever holds your school’s licences: see "
    "[what may be copied](impartiality). If you may not, print the extracts, show the "
    "publisher’s page on the projector, or send pupils its address."
)


def plan(handout: entries.Handout) -> list[Block]:
    """Return the plan of a lesson."""
    lesson = lessons.lesson(handout["lesson"])
    found = [Block("para", [Run(shapes.plain(lesson["question"]), bold=True)])]
    found += words(lesson["short"])
    for name, part in (("Time", lesson.length), ("You need", lesson["needs"])):
        found.append(_named(name, part))
    found.append(_named("Copying", COPYING))
    found.append(_named("Pupils know beforehand", lesson["knows"]))
    found.append(_named("Pupils produce", lesson["product"]))
    found.append(label("At the end pupils can", bold=True))
    found += [Block("item", runs(shapes.html(aim["text"])), label="•") for aim in lesson["aims"]]
    found.append(label("Before you begin", bold=True))
    todo = (*lesson["before"], CARE)
    found += [Block("item", runs(shapes.html(one)), label="☐") for one in todo]
    for session, heading in zip(lesson.sessions, lesson.headings, strict=True):
        found += _session(session, heading)
    found.append(_named("Less time?", lesson["less"]))
    return found + _around(lesson)


def _named(name: str, text: str) -> Block:
    mark = " " if name.endswith("?") else ": "
    return Block("para", [Run(f"{name}{mark}", bold=True), *runs(shapes.html(text))])


def _session(session: lessons.Session, heading: str) -> list[Block]:
    title = f"{heading} ({session['minutes']} minutes)"
    found = [Block("task", plain(title))]
    if session.materials:
        copies = (f"☐ {_titled(one['handout'])}: {one['copies']}" for one in session.materials)
        found.append(Block("label", [Run("Print: ", bold=True), Run(";  ".join(copies))]))
    rows = [[plain("Min."), plain("What you do and say"), plain("What pupils do")]]
    rows += [_step(step) for step in session.steps]
    found.append(Block("table", rows=rows, widths=(0.8, 5.8, 2.5)))
    return [*found, _named("Exit task", exit_task(session))]


def _titled(name: str) -> str:
    return entries.handout(name).title


def _step(step: lessons.Step) -> list[list[Run]]:
    does = [Run(f"{stopped(step['title'])} ", bold=True), *runs(shapes.html(step["teacher"]))]
    if "answers" in step.data:
        does += [Run(" Answers: ", bold=True), *runs(shapes.html(step["answers"]))]
    if "say" in step.data:
        does += [Run(" Say: ", bold=True), *_slanted(step["say"])]
    if "without" in step.data:
        does += [Run(" Without laptops: ", bold=True), *runs(shapes.html(step["without"]))]
    pupils = runs(shapes.html(step["pupils"]))
    if step.reading:
        pupils += [Run(" Reading: ", bold=True), Run(f"{minutes(step.reading)}.")]
    if step.items:
        noun = "Task" if len(step.items) == 1 else "Tasks"
        named = "; ".join(f"{one['title']} ({minutes(one['minutes'])})" for one in step.items)
        pupils += [Run(f" {noun}: ", bold=True), Run(stopped(named))]
    return [plain(step.span), does, pupils]


def stopped(words: str) -> str:
    """Return words with a full stop, unless they end in a mark of their own."""
    return words if words[-1] in ".?!" else f"{words}."


def _slanted(text: str) -> list[Run]:
    return [Run(run.words, run.bold, True) for run in runs(shapes.html(text))]


def exit_task(session: lessons.Session) -> str:
    """Return the exit task of a session as a text."""
    given = session.exit
    if "text" in given:
        return given["text"]
    item = next(i for step in session.steps for i in step.items if i.id == given["item"])
    return item["title"]


def _around(lesson: lessons.Lesson) -> list[Block]:
    found = [Block("task", plain("For different pupils"))]
    found += [_named(name, lesson["differentiation"][key]) for key, name in DIFFERENT.items()]
    found.append(Block("task", plain("What pupils may think")))
    for one in lesson["misconceptions"]:
        said = [*_slanted(one["they_say"]), Run(" – "), *runs(shapes.html(one["answer"]))]
        found.append(Block("item", said, label="•"))
    if notes := lesson.data.get("notes"):
        found.append(Block("task", plain("Good to know")))
        found += [Block("item", runs(shapes.html(note)), label="•") for note in notes]
    return found
