"""QTI 2.1, made by the package qti-package-maker, for Blackboard and others.

The package takes ASCII only, and unescapes what it is given before it reads it as HTML. So every
letter beyond ASCII goes in as a numbered entity, and every escaped sign is escaped once more.
"""

import re

from sourcebook.tasks import keys
from sourcebook.tasks.bank import Item
from sourcebook.tasks.exports import shapes, stems
from sourcebook.tasks.exports.files import MADE, zipped
from sourcebook.tasks.exports.losses import INSTEAD, Loss, controls, hints, lost

CARRIED = (shapes.CHOICE, shapes.NUMBER, shapes.DAYS, shapes.ORDER, shapes.MATCH)
FOLDER = "qti21_items"
SPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
MAPPED = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"


def write(items: list[Item], title: str) -> bytes:
    """Return a zip of QTI 2.1: one file an item, one with their order, the manifest.

    Arguments:
        items: of any type; those that cannot be carried are left out.
        title: of the package.
    """
    from qti_package_maker.common import qti_manifest
    from qti_package_maker.engines.blackboard_qti_v2_1 import assessment_meta

    there = [item for item in items if carried(item)]
    names = [f"{FOLDER}/{item.id}.xml" for item in there]
    files = {
        name: _bytes(_item(item).getroottree()) for name, item in zip(names, there, strict=True)
    }
    files[f"{FOLDER}/assessment_meta.xml"] = _bytes(
        assessment_meta.generate_assessment_meta(title, names)
    )
    manifest = _bytes(qti_manifest.generate_manifest(title, names, version="2.1"))
    # The package writes the day of making.
    day = re.compile(rb">\d{4}-\d\d-\d\d<")
    files["imsmanifest.xml"] = day.sub(f">{MADE:%Y-%m-%d}<".encode(), manifest)
    return zipped(files)


def carried(item: Item) -> bool:
    """Whether an item has a form in this format."""
    shape = shapes.shape(item)
    if shape == shapes.MATCH:
        # The package pairs the first with the first: two on the left cannot share one.
        right = [pair["with"] for pair in item["pairs"]]
        return len(set(right)) == len(right)
    return shape in CARRIED


def _bytes(tree) -> bytes:
    from lxml import etree

    return etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _safe(html: str) -> str:
    """Return HTML as the package takes it: see the module's own words."""
    once = re.sub(r"&(?=#?\w+;)", "&amp;", " ".join(html.split()))
    return once.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _item(item: Item):
    """Return the XML of an item, named by its id, with what the package leaves unfit put right."""
    from qti_package_maker.engines.blackboard_qti_v2_1 import write_item

    question = _QUESTIONS[shapes.shape(item)](item)
    # A random name and a name of texts would change with every run; the id does not.
    root = getattr(write_item, type(question).__name__)(question)
    root.set("identifier", f"item-{item.id}")
    root.set("title", item["title"])
    for prompt in list(root.iter("prompt")):
        # It repeats the stem with its tags as text.
        prompt.getparent().remove(prompt)
    _FITTED.get(shapes.shape(item), lambda root, item: None)(root, item)
    return root


def _scored(root, item: Item) -> None:
    """Let a right choice score: as made, the condition has no consequence.

    Of several, any number may be chosen: as made, the limit tells how many are right.
    """
    from lxml import etree

    if not shapes.single(item):
        root.find("responseDeclaration").set("cardinality", "multiple")
        root.find(".//choiceInteraction").set("maxChoices", "0")

    then = root.find(".//responseIf")
    score = etree.SubElement(then, "setOutcomeValue", identifier="SCORE")
    etree.SubElement(score, "baseValue", baseType="float").text = "1"


def _mapped(root, item: Item) -> None:
    """Let every form of a day count: as made, a single answer has several right values."""
    from lxml import etree

    for more in root.findall(".//correctResponse/value")[1:]:
        more.getparent().remove(more)
    for entry in root.iter("mapEntry"):
        entry.set("mappedValue", "1")
    old = root.find("responseProcessing")
    root.replace(old, etree.Element("responseProcessing", template=MAPPED))


def _whole(root, item: Item) -> None:
    """Let a right number score 1 as all other items do: as made, it scores 100."""
    root.find(".//responseIf/setOutcomeValue/baseValue").text = "1"


def _mixed_pairs(root, item: Item) -> None:
    """Put the right side of a match in order of letters: as made, its order is the answer.

    Each pair scores its share of 1: as made, each scores 1.
    """
    entries = list(root.iter("mapEntry"))
    for entry in entries:
        entry.set("mappedValue", f"{1 / len(entries):.10g}")
    there = root.findall(".//simpleMatchSet")[1]
    there[:] = sorted(there, key=lambda one: "".join(one.itertext()).casefold())


def _mixed_entries(root, item: Item) -> None:
    """Put entries in the order of the book's pages: as made, they stand in the right one."""
    there = root.find(".//orderInteraction")
    there[:] = [there[place] for place in keys.shuffled(item)]


_FITTED = {
    shapes.CHOICE: _scored,
    shapes.NUMBER: _whole,
    shapes.DAYS: _mapped,
    shapes.MATCH: _mixed_pairs,
    shapes.ORDER: _mixed_entries,
}


def _choice(item: Item):
    from qti_package_maker.assessment_items import item_types

    there = shapes.options(item)
    listed = [_safe(option.html) for option in there]
    right = [words for words, option in zip(listed, there, strict=True) if option.right]
    stem = _safe(stems.stem(item))
    if shapes.single(item):
        return item_types.MC(stem, listed, right[0])
    return item_types.MA(stem, listed, right)


def _number(item: Item):
    from qti_package_maker.assessment_items import item_types

    low, high = item["key"]["from"], item["key"]["to"]
    middle, reach = round((low + high) / 2, 10), round((high - low) / 2, 10)
    return item_types.NUM(_safe(stems.stem(item)), float(middle), float(reach), False)


def _days(item: Item):
    from qti_package_maker.assessment_items import item_types

    right = [form for one in shapes.answers(item) if one.right for form in one.forms]
    # What is typed is compared letter by letter, so that an entity would never be met.
    forms = [form for form in right if form.isascii()]
    return item_types.FIB(_safe(stems.stem(item)), forms)


def _order(item: Item):
    from qti_package_maker.assessment_items import item_types

    listed = [_safe(shapes.html(entry["text"])) for entry in item["entries"]]
    return item_types.ORDER(_safe(stems.stem(item)), listed)


def _match(item: Item):
    from qti_package_maker.assessment_items import item_types

    left = [_safe(shapes.html(pair["this"])) for pair in item["pairs"]]
    right = [_safe(shapes.html(pair["with"])) for pair in item["pairs"]]
    right += [_safe(shapes.html(extra)) for extra in item.get("extra", [])]
    return item_types.MATCH(_safe(stems.stem(item)), left, right)


_QUESTIONS = {
    shapes.CHOICE: _choice,
    shapes.NUMBER: _number,
    shapes.DAYS: _days,
    shapes.ORDER: _order,
    shapes.MATCH: _match,
}


def losses(item: Item) -> list[Loss]:
    """Return what this format does not have of an item, or has elsewhere."""
    if shapes.shape(item) == shapes.MATCH and not carried(item):
        why = f"qti-package-maker cannot let two on the left share one on the right. {INSTEAD}"
        return [lost(item, "item", why)]
    if not carried(item):
        return [lost(item, "item", f"qti-package-maker has no {item.type} question. {INSTEAD}")]
    found = [
        lost(item, "data", "Only id and title are kept, not move, difficulty, minutes, sources."),
        lost(item, "feedback", "qti-package-maker writes no feedback."),
    ]
    return found + hints(item, "qti-package-maker writes no hints.") + controls(item)
