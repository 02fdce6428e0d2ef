"""Tasks answered by choosing, by a number or a date, by an order, by matching."""

from string import ascii_uppercase

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.tasks import body, inline_text
from sourcebook.tasks import bank, keys, text

SCRIPT = "tasks-choices.js"
LONG = 28  # characters; what a closed choice has room for beside the words on its left
ASKED = {"day": ["The day"], "interval": ["First day", "Last day"]}


def _options(item: bank.Item, kind: str) -> list[nodes.Node]:
    rows = []
    for number, option in enumerate(item["options"]):
        box = tag("input", type=kind, name_=f"task-{item.id}", value=number)
        rows.append(tag("li", tag("label", box, tag("span", inline_text(option["text"])))))
    return [tag("ul", *rows, class_="sb-task-options", role="list")]


@body("choose-one", SCRIPT)
def choose_one(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return radio buttons."""
    return _options(item, "radio")


@body("choose-several", SCRIPT)
def choose_several(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return check boxes."""
    return _options(item, "checkbox")


@body("number", SCRIPT)
def number(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return a field for a number, with its unit."""
    unit = text.plain(item.get("unit", ""))
    label = tag("label", tag("span", "Your number"))
    label += tag("input", type="text", inputmode="decimal", autocomplete="off", size=8)
    if unit:
        label += tag("span", unit)
    return [tag("p", label, class_="sb-task-field")]


@body("date", SCRIPT)
def date(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return a field for a day, or two for an interval."""
    fields = [
        tag("label", tag("span", name), tag("input", type="date")) for name in ASKED[item["ask"]]
    ]
    return [tag("p", *fields, class_="sb-task-field")]


@body("order", SCRIPT)
def order(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return the entries, shuffled, each with a box for its number; the script adds buttons."""
    rows = []
    for place, at in enumerate(keys.shuffled(item)):
        words = tag("span", inline_text(item["entries"][at]["text"]), class_="sb-task-words")
        box = tag("span", class_="sb-task-box", aria_hidden="true")
        rows.append(tag("li", box, words, data_entry=place))
    return [tag("ol", *rows, class_="sb-task-order", role="list")]


@body("match", SCRIPT)
def match(directive: SphinxDirective, item: bank.Item) -> list[nodes.Node]:
    """Return a choice for each thing on the left, among all on the right.

    Long things on the right, which a closed choice would cut short, are listed with letters.
    """
    there = keys.choices(item)
    labels = [text.plain(words) for words in there]
    long = max(map(len, labels)) > LONG
    if long:
        labels = [
            f"{letter}. {label}" for letter, label in zip(ascii_uppercase, labels, strict=False)
        ]
    rows = []
    for number, pair in enumerate(item["pairs"]):
        name = f"task-{item.id}-{number}"
        words = tag("label", inline_text(pair["this"]), for_=name, class_="sb-task-words")
        rows.append(tag("li", words, select(name, labels)))
    listed = tag("ol" if long else "ul", *(tag("li", inline_text(words)) for words in there))
    offered = tag("div", tag("p", "Choose from:"), listed, class_="sb-task-offered", data_long=long)
    left = tag("ul", *rows, class_="sb-task-match", role="list", data_long=long)
    return [offered, left] if long else [left, offered]


def select(name: str, labels: list[str], **attributes) -> Tag:
    """Return a choice among words, with none chosen; the values are their numbers from 0."""
    offered = [tag("option", label, value=number) for number, label in enumerate(labels)]
    return tag("select", tag("option", "Choose …", value=""), *offered, id=name, **attributes)


def setup(app: Sphinx) -> None:
    """Nothing to register: the bodies are registered on import."""
