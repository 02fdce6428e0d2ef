"""The README.txt beside the exports: which file is for what, and what each cannot carry."""

from collections import Counter
from textwrap import fill

from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import named
from sourcebook.tasks.exports.coverage import FORMATS, table
from sourcebook.tasks.exports.losses import LOST

INDENT = {
    "initial_indent": "    ",
    "subsequent_indent": "    ",
    "break_long_words": False,
    "break_on_hyphens": False,
}
TEACHER = """\
Two Reports on Syria: the tasks for other systems

FOR TEACHERS. All that is here has answers, except the sheets whose names do not end in -key.
Keys of practice tasks travel with the book's pages as well: never give marks for them.

  practice/, assessment/   tasks to learn with; tasks for marks, which the student edition lacks
    moodle.xml             Moodle: Question bank, Import, Moodle XML format
    gift.txt               Moodle and others: Import, GIFT format
    canvas-qti12.zip       Canvas: Settings, Import Course Content, QTI .zip file
    qti21.zip              Blackboard and others that read QTI 2.1
    tasks.csv              any spreadsheet: a row a task, a column a part
    sheets/                A4 sheets by set, each with a key, as PDF and as .docx
    scorm/                 by set, for any course system that plays SCORM 1.2

Tasks of no set stand in one named more- and their chapter. Tasks for marks come without their
hints everywhere but in tasks.csv. A paper prints its sources before its questions.

No live Moodle, Canvas, Blackboard or other course system has been tried. The files were read back
by programs of our own, part by part. Try one set before you rely on it, and tell us.
In the CSV a cell that would be a formula begins with an apostrophe.
"""
STUDENT = """\
Two Reports on Syria: sheets for students

A4 sheets by set, as PDF and as .docx, with room to answer and the reports where they are needed.
No key is here, and no task for marks.
"""


def write(items: list[Item], notes: list[str]) -> bytes:
    """Return the README for a teacher's export.

    Arguments:
        items: all items that were to be exported.
        notes: what was left out besides, each a sentence.
    """
    parts = [TEACHER, *notes, *([""] if notes else []), *_pages_needed(items)]
    parts += ["WHAT EACH FORMAT CARRIES", "", table(items), ""]
    parts += ["WHAT EACH CANNOT CARRY", ""]
    parts.append("“moved” is there in another place or form, “lost” is not there at all.")
    for name, losses in FORMATS.items():
        found = [loss for item in items for loss in losses(item)]
        parts += ["", f"{name}: {counted(found)}"]
        for loss in dict.fromkeys((one.part, one.how, one.why) for one in found):
            named = [one.item for one in found if (one.part, one.how, one.why) == loss]
            parts.append(f"- {loss[0]} {loss[1]}, {_number(len(named), 'task')}. {loss[2]}")
            parts.append(fill(", ".join(named), 96, **INDENT))
    return ("\n".join(parts) + "\n").encode("utf-8")


def student(items: list[Item]) -> bytes:
    """Return the README for sheets without keys.

    Arguments:
        items: those that are printed.
    """
    return ("\n".join([STUDENT, *_pages_needed(items)]) + "\n").encode("utf-8")


def _pages_needed(items: list[Item]) -> list[str]:
    """Return the tasks that cannot be done without a page of the book, by page, or nothing."""
    wanted = {}
    for item in {item.id: item for item in items}.values():
        said = f"{item.id} (rows printed)" if named.rows(item) else item.id
        for page in named.pages_needed(item):
            wanted.setdefault(page, []).append(said)
    if not wanted:
        return []
    lines = []
    for page, said in wanted.items():
        lines += [f"- {page}", fill(", ".join(said), 96, **INDENT)]
    return [
        "SHEETS THAT NEED A PAGE",
        "",
        "These tasks rest on a page of the book, which has to be there on screen or on paper:",
        *lines,
        "",
    ]


def counted(found) -> str:
    """Return how much of how many items is lost or moved, in words."""
    out = sum(loss.part == "item" for loss in found)
    ways = Counter(loss.how for loss in found if loss.part != "item")
    return f"{_number(out, 'task')} left out, {ways[LOST]} parts lost, {ways['moved']} parts moved"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
