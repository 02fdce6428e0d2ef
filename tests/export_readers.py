"""Readers of the exports, written from what each system reads; they share nothing with the writers.

Each returns, by item, what it found: ``title``, ``stem``, ``all`` (every word), and by kind
``options`` (words, right, feedback), ``shares`` (per cent of each), ``single``, ``range``,
``forms``, ``order``, ``pairs`` and ``cells``; those of Moodle also ``category``.
"""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

BLOCKS = {"p", "li", "ul", "ol", "div", "table", "tr", "td", "th", "blockquote", "br"}


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [" "] if tag in BLOCKS else []

    handle_endtag = lambda self, tag: self.handle_starttag(tag, [])  # noqa: E731

    def handle_data(self, data):
        self.found.append(data)


def words(html: str) -> str:
    """The words of HTML, as a browser shows them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


def squeezed(text: str) -> str:
    """A text without any space."""
    return "".join(text.split())


# Moodle XML --------------------------------------------------------------------------------------


def moodle(data: bytes) -> dict[str, dict]:
    """Read Moodle XML as Moodle’s question bank does."""
    found, category = {}, ""
    for question in ET.fromstring(data).iter("question"):
        category = question.findtext("category/text") or category
        name = question.findtext("idnumber")
        if name is None:
            continue
        kind = question.get("type")
        one = {"title": question.findtext("name/text"), "kind": kind, "category": category}
        stem = question.findtext("questiontext/text")
        one["stem"] = words(re.sub(r"\{1:MULTICHOICE:.*?\}", "", stem))
        every = [part.text or "" for part in question.iter("text")]
        one["all"] = " ".join(words(part) for part in every)
        one |= _MOODLE.get(kind, lambda question: {})(question)
        if kind == "cloze":
            listed = re.findall(r"\{1:MULTICHOICE:(.*?)\}", stem)
            one["cells"] = [words(_chosen(choices)) for choices in listed]
        found[name] = one
    return found


def _chosen(choices: str) -> str:
    return next(one[1:] for one in choices.split("~") if one.startswith("="))


def _moodle_choice(question) -> dict:
    options, shares = [], []
    for answer in question.findall("answer"):
        said = words(answer.findtext("feedback/text") or "")
        shares.append(float(answer.get("fraction")))
        options.append((words(answer.findtext("text")), shares[-1] > 0, said))
    single = question.findtext("single") == "true"
    return {"options": options, "single": single, "shares": shares}


def _moodle_number(question) -> dict:
    for answer in question.findall("answer"):
        if answer.get("fraction") == "100":
            middle, reach = (float(answer.findtext(tag)) for tag in ("text", "tolerance"))
            return {"range": (middle - reach, middle + reach)}
    return {}


def _moodle_days(question) -> dict:
    right = [one for one in question.findall("answer") if one.get("fraction") == "100"]
    return {"forms": [one.findtext("text") for one in right]}


def _moodle_order(question) -> dict:
    listed = sorted(question.findall("answer"), key=lambda one: float(one.get("fraction")))
    return {"order": [words(one.findtext("text")) for one in listed]}


def _moodle_match(question) -> dict:
    pairs = question.findall("subquestion")
    return {"pairs": [(words(p.findtext("text") or ""), p.findtext("answer/text")) for p in pairs]}


_MOODLE = {
    "multichoice": _moodle_choice,
    "numerical": _moodle_number,
    "shortanswer": _moodle_days,
    "ordering": _moodle_order,
    "matching": _moodle_match,
}


# GIFT --------------------------------------------------------------------------------------------

# The weight of an answer as Moodle's importer knows it: two digits before a point, three whole.
_WEIGHT = re.compile(r"%-*\d{1,2}\.?\d*%")
_MARKS = {sign: chr(0xE000 + n) for n, sign in enumerate("\\:#={}~")}


def _hidden(text: str) -> str:
    return re.sub(r"\\([\\:#={}~])", lambda found: _MARKS[found[1]], text)


def _bare(text: str) -> str:
    for sign, mark in _MARKS.items():
        text = text.replace(mark, sign)
    return text.strip()


def gift(data: bytes) -> dict[str, dict]:
    """Read GIFT as Moodle’s importer does: a blank line ends a question."""
    found, category = {}, ""
    for part in re.split(r"\n\s*\n", data.decode("utf-8")):
        if part.startswith("$CATEGORY: "):
            category = part.removeprefix("$CATEGORY: ").strip()
        number = re.search(r"^// \[id:([\w-]+)\]", part, re.MULTILINE)
        lines = [line for line in part.splitlines() if not line.strip().startswith("//")]
        text = _hidden("\n".join(lines).strip())
        if number:
            found[number[1]] = _gift(text) | {"category": category}
    return found


def _gift(text: str) -> dict:
    title, text = re.fullmatch(r"::(.*?)::(.*)", text, re.DOTALL).groups()
    head, _, rest = text.partition("{")
    body = rest.rpartition("}")[0].strip()
    assert "{" not in body and "}" not in body
    stem = words(_bare(head).removeprefix("[html]"))
    one = {"title": _bare(title), "stem": stem, "all": f"{stem} {words(_bare(body))}"}
    one["title"] = re.sub(r"\s+", " ", one["title"])
    body, _, _ = body.partition("####")
    if body.startswith("#"):
        return one | _gift_number(body[1:])
    if "~" in body:
        return one | _gift_choice(body)
    if "->" in body:
        pairs = [tuple(map(_bare, part.split("->", 1))) for part in body.split("=")[1:]]
        pairs = [(words(a), b) for a, b in pairs]
        places = [a for a, _ in pairs]
        if places == [str(n) for n in range(1, len(pairs) + 1)]:
            return one | {"order": [b for _, b in pairs]}
        return one | {"pairs": pairs, "cells": [b for a, b in pairs if a]}
    if "=" in body:
        right = [part for part in body.split("=")[1:] if part.startswith("%100%")]
        return one | {"forms": [_bare(part[5:].partition("#")[0]) for part in right]}
    return one


def _gift_number(body: str) -> dict:
    span = re.search(r"=%100%(-?[\d.]+?)\.\.(-?[\d.]+)", body)
    return {"range": (float(span[1]), float(span[2]))}


def _gift_choice(body: str) -> dict:
    options, shares = [], []
    for sign, part in re.findall(r"([=~])([^=~]*)", body):
        weight = _WEIGHT.match(part)
        part = part[weight.end() :] if weight else part
        answer, _, said = part.partition("#")
        shares.append(float(weight[0].strip("%")) if weight else 100.0 * (sign == "="))
        options.append((words(_bare(answer)), shares[-1] > 0, words(_bare(said))))
    return {"options": options, "single": "=" in body, "shares": shares}


# QTI ---------------------------------------------------------------------------------------------

Q1 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
Q2 = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def qti12(data: bytes) -> dict[str, dict]:
    """Read a Canvas package: the file of questions that its manifest names."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    manifest = archive.read("imsmanifest.xml").decode("utf-8")
    names = [name for name in re.findall(r'href="([^"]+\.xml)"', manifest)]
    assert set(names) <= set(archive.namelist())
    name = next(one for one in names if "assessment_meta" not in one)
    items = ET.fromstring(archive.read(name)).iter(f"{Q1}item")
    return {item.get("ident"): _qti12(item) for item in items}


def _qti12(item) -> dict:
    field = {f[0].text: f[1].text for f in item.iter(f"{Q1}qtimetadatafield")}
    stem = words(item.findtext(f"{Q1}presentation/{Q1}material/{Q1}mattext"))
    every = [words(one.text or "") for one in item.iter(f"{Q1}mattext")]
    one = {"title": item.get("title"), "stem": stem, "all": " ".join(every)}
    said = {
        back.get("ident").removesuffix("_fb"): words(back.findtext(f".//{Q1}mattext"))
        for back in item.iter(f"{Q1}itemfeedback")
    }
    conditions = [
        part for part in item.iter(f"{Q1}respcondition") if part.find(f"{Q1}setvar") is not None
    ]
    if field["question_type"] in ("multiple_choice_question", "multiple_answers_question"):
        right = _qti12_right(conditions[0])
        labels = list(item.iter(f"{Q1}response_label"))
        options = [
            (
                words(label.findtext(f".//{Q1}mattext")),
                label.get("ident") in right,
                said.get(label.get("ident"), ""),
            )
            for label in labels
        ]
        single = field["question_type"] == "multiple_choice_question"
        return one | {"options": options, "single": single}
    if field["question_type"] == "numerical_question":
        low, high = (item.find(f".//{Q1}{tag}") for tag in ("vargte", "varlte"))
        return one | {"range": (float(low.text), float(high.text))}
    if field["question_type"] == "short_answer_question":
        return one | {"forms": [part.text for part in conditions[0].iter(f"{Q1}varequal")]}
    return one


def _qti12_right(condition) -> set[str]:
    barred = {part.text for no in condition.iter(f"{Q1}not") for part in no.iter(f"{Q1}varequal")}
    return {part.text for part in condition.iter(f"{Q1}varequal")} - barred


def qti21(data: bytes) -> dict[str, dict]:
    """Read a QTI 2.1 package: the files that its manifest names as items."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    root = ET.fromstring(archive.read("imsmanifest.xml"))
    names = [one.get("href") for one in root.iter() if one.get("type") == "imsqti_item_xmlv2p1"]
    found = {}
    for name in names:
        item = ET.fromstring(archive.read(name))
        found[item.get("identifier").removeprefix("item-")] = _qti21(item)
    return found


def _text(element) -> str:
    return "".join(element.itertext())


def _qti21(item) -> dict:
    body = item.find(f"{Q2}itemBody")
    stem = _text(body[0])
    one = {"title": item.get("title"), "stem": stem, "all": _text(body)}
    right = [v.text for v in item.findall(f"{Q2}responseDeclaration/{Q2}correctResponse/{Q2}value")]
    choice = body.find(f"{Q2}choiceInteraction")
    if choice is not None:
        options = [(_text(c), c.get("identifier") in right, "") for c in choice]
        declared = item.find(f"{Q2}responseDeclaration")
        # One right option of several looks like a single choice; the item’s stem tells them apart.
        single = declared.get("cardinality") == "single"
        assert item.find(f".//{Q2}responseIf/{Q2}setOutcomeValue") is not None
        return one | {"options": options, "single": single}
    if (order := body.find(f"{Q2}orderInteraction")) is not None:
        named = {c.get("identifier"): _text(c) for c in order}
        return one | {"order": [named[name] for name in right]}
    if body.find(f"{Q2}matchInteraction") is not None:
        named = {c.get("identifier"): _text(c) for c in body.iter(f"{Q2}simpleAssociableChoice")}
        pairs = [tuple(named[name] for name in pair.split()) for pair in right]
        used = {name for pair in right for name in pair.split()}
        return one | {"pairs": pairs + [("", w) for name, w in named.items() if name not in used]}
    if item.find(f"{Q2}responseDeclaration").get("baseType") == "float":
        reach = item.find(f".//{Q2}equal").get("tolerance").split()
        return one | {
            "range": (float(right[0]) - float(reach[0]), float(right[0]) + float(reach[1]))
        }
    return one | {"forms": [entry.get("mapKey") for entry in item.iter(f"{Q2}mapEntry")]}
