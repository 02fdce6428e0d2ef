"""Moodle XML. Moodle has no schema for it; the elements are those that its own export writes."""

from html import escape
from xml.etree import ElementTree as ET

from sourcebook import sources
from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes, stems
from sourcebook.tasks.exports.losses import Loss, controls, feedback, hints, moved

KINDS = {
    shapes.CHOICE: "multichoice",
    shapes.NUMBER: "numerical",
    shapes.DAYS: "shortanswer",
    shapes.ORDER: "ordering",
    shapes.MATCH: "matching",
    shapes.GRID: "cloze",
    shapes.ESSAY: "essay",
    shapes.CODING: "description",
}
# Wrong tries cost nothing: the book lets learners try again as well.
PENALTY = "0"


def write(items: list[Item]) -> bytes:
    """Return items as one file of Moodle XML, the two reports before them, by chapter."""
    quiz = ET.Element("quiz")
    _category(quiz, f"{shapes.TOP}/Reports")
    for name in sources.ids():
        _report(quiz, name)
    for name, own in shapes.by_category(items):
        _category(quiz, name)
        for item in own:
            _question(quiz, item)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"


def _category(quiz, name: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _text(question, "category", name, None)


def _report(quiz, name: str) -> None:
    report = sources.report(name)
    question = _head(quiz, "description", report.short, report_html(report), f"report-{name}")
    _tail(question, 0)


def report_html(report: sources.Report) -> str:
    """Return a report as numbered paragraphs, as much of it as its card lets be published."""
    parts = [f"<p><strong>{escape(report.card['headline'], quote=False)}</strong></p>"]
    parts.append(f"<p>{escape(shapes.stamp(report), quote=False)}</p>")
    for name, one in report.paragraphs.items():
        if name != "headline":
            words = shapes.published(report, one.text)
            parts.append(f"<p>{one.number} {escape(words, quote=False)}</p>")
    return "\n".join(parts)


def _text(parent, tag: str, words: str, format_: str | None = "html", **attributes):
    made = ET.SubElement(parent, tag, attributes | ({"format": format_} if format_ else {}))
    ET.SubElement(made, "text").text = words
    return made


def _head(quiz, kind: str, title: str, stem: str, number: str):
    question = ET.SubElement(quiz, "question", type=kind)
    _text(question, "name", title, None)
    _text(question, "questiontext", stem)
    ET.SubElement(question, "idnumber").text = number
    return question


def _tail(question, grade: float, after: str = "") -> None:
    _text(question, "generalfeedback", after)
    ET.SubElement(question, "defaultgrade").text = f"{grade:g}"
    ET.SubElement(question, "penalty").text = PENALTY
    ET.SubElement(question, "hidden").text = "0"


def _question(quiz, item: Item) -> None:
    shape = shapes.shape(item)
    stem = stems.stem(item) + (_cloze(item) if shape == shapes.GRID else "")
    question = _head(quiz, KINDS[shape], item["title"], stem, item.id)
    _tail(question, 0 if shape == shapes.CODING else shapes.points(item), shapes.after(item))
    _PARTS[shape](question, item)
    if shape not in (shapes.ESSAY, shapes.CODING):
        for hint in shapes.hints(item):
            _text(question, "hint", hint)
    tags = ET.SubElement(question, "tags")
    for tag in shapes.tags(item):
        _text(tags, "tag", tag, None)


def _choice(question, item: Item) -> None:
    ET.SubElement(question, "single").text = "true" if shapes.single(item) else "false"
    # A passage keeps its order, and so do options that the bank wrote in one.
    ET.SubElement(question, "shuffleanswers").text = "false"
    ET.SubElement(question, "answernumbering").text = "abc"
    for option, share in zip(shapes.options(item), shapes.shares(item), strict=True):
        answer = _text(question, "answer", option.html, fraction=shapes.per_cent(share))
        _text(answer, "feedback", option.feedback)


def _number(question, item: Item) -> None:
    for one in shapes.answers(item):
        middle, reach = (one.low + one.high) / 2, (one.high - one.low) / 2
        fraction = "100" if one.right else "0"
        answer = _text(question, "answer", f"{middle:.10g}", None, fraction=fraction)
        _text(answer, "feedback", one.feedback)
        ET.SubElement(answer, "tolerance").text = f"{reach:.10g}"
    answer = _text(question, "answer", "*", None, fraction="0")
    _text(answer, "feedback", shapes.html(item["otherwise"]))
    ET.SubElement(answer, "tolerance").text = "0"
    ET.SubElement(question, "unitgradingtype").text = "0"
    ET.SubElement(question, "showunits").text = "3"


def _days(question, item: Item) -> None:
    ET.SubElement(question, "usecase").text = "0"
    for one in shapes.answers(item):
        for form in one.forms:
            fraction = "100" if one.right else "0"
            answer = _text(question, "answer", form, "plain_text", fraction=fraction)
            _text(answer, "feedback", one.feedback)
    answer = _text(question, "answer", "*", "plain_text", fraction="0")
    _text(answer, "feedback", shapes.html(item["otherwise"]))


def _order(question, item: Item) -> None:
    for name, value in {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }.items():
        ET.SubElement(question, name).text = value
    for number, entry in enumerate(item["entries"], 1):
        _text(question, "answer", shapes.html(entry["text"]), fraction=str(number))


def _match(question, item: Item) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true"
    for pair in item["pairs"]:
        one = _text(question, "subquestion", shapes.html(pair["this"]))
        _text(one, "answer", shapes.plain(pair["with"]), None)
    for extra in item.get("extra", []):
        one = _text(question, "subquestion", "")
        _text(one, "answer", shapes.plain(extra), None)


def _cloze(item: Item) -> str:
    """Return a grid as a table with a choice in each cell that is asked."""
    heads = "".join(f'<th scope="col">{shapes.html(c["text"])}</th>' for c in item["columns"])
    rows = []
    for row in item["rows"]:
        line = f'<th scope="row">{shapes.html(row["text"])}</th>'
        for column in item["columns"]:
            value = item["key"][row["id"]].get(column["id"])
            line += f"<td>{'–' if value is None else _choices(item['values'], value)}</td>"
        rows.append(f"<tr>{line}</tr>")
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    # Braces of the table's own texts would open a question.
    return f"\n<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def _choices(values: list[str], right: str) -> str:
    listed = "~".join(f"{'=' if value == right else ''}{_inside(value)}" for value in values)
    return f"{{1:MULTICHOICE:{listed}}}"


def _inside(value: str) -> str:
    """Return a text that is safe between a question's braces: its own signs as entities."""
    return "".join(f"&#{ord(c)};" if c in '&<>"{}~#=/\\%:' else c for c in value)


def _essay(question, item: Item) -> None:
    fields = {
        "responseformat": "editor",
        "responserequired": "1",
        "responsefieldlines": str(max(5, item.get("lines", 15))),
        "attachments": "0",
        "attachmentsrequired": "0",
    }
    for name, value in fields.items():
        ET.SubElement(question, name).text = value
    told = stems.marking(item)
    if shapes.hints(item):
        told += "\n<p><strong>Hints of the book</strong></p>"
        told += shapes.bullets(shapes.hints(item), "ol")
    _text(question, "graderinfo", told)
    parts = stems.TEMPLATES.get(item.type, ())
    _text(question, "responsetemplate", "\n".join(f"<p>{part}: </p>" for part in parts))


def _coding(question, item: Item) -> None:
    """Leave a description as it is: there is nothing to mark."""


_PARTS = {
    shapes.CHOICE: _choice,
    shapes.NUMBER: _number,
    shapes.DAYS: _days,
    shapes.ORDER: _order,
    shapes.MATCH: _match,
    shapes.GRID: lambda question, item: None,
    shapes.ESSAY: _essay,
    shapes.CODING: _coding,
}


def losses(item: Item) -> list[Loss]:
    """Return what Moodle XML does not have of an item, or has elsewhere."""
    found = feedback(item, "Moodle")
    if shapes.shape(item) == shapes.ESSAY and shapes.hints(item):
        why = "A Moodle essay has no hints: they stand in the information for graders."
        found.append(moved(item, "hints", why))
    if shapes.shape(item) == shapes.CODING:
        found += hints(item, "A Moodle description has no hints.")
    bench = "An essay with headings; the form of quotations is not checked at once."
    return found + controls(item, argument_bench=bench)
