"""What answers a task travels apart from the question: complete, encoded, and linked."""

import base64
import json
from pathlib import Path

import pytest

from sourcebook.tasks import bank, keys, text

ITEMS = {
    data["id"].removeprefix("try-"): bank.Item("glossary", data)
    for data in bank.read(Path(__file__).with_name("task_items.yml"))
}


def address(page: str, place: str) -> str:
    """An address as a page would give it."""
    return f"{page}.html#{place}" if place else f"{page}.html"


@pytest.mark.parametrize("name", ITEMS)
def test_a_key_has_every_text_that_answers_and_comes_back_whole(name):
    """Each answering text is in the key as HTML, and encoding loses no letter."""
    item = ITEMS[name]
    key = keys.key(item, address)
    written = json.dumps(key, ensure_ascii=False)
    for one in text.texts(item):
        html = json.dumps(text.html(one.words, address), ensure_ascii=False)
        if one.answer:
            assert html in written, one.place
    assert json.loads(base64.b64decode(keys.encoded(key)).decode("utf-8")) == key
    assert item["stem"] not in written


def test_a_key_says_which_options_are_right():
    """Right and wrong stand in the order of the options."""
    assert [one["right"] for one in keys.key(ITEMS["choose-one"])["options"]] == [0, 1, 0]
    assert [one["right"] for one in keys.key(ITEMS["choose-several"])["options"]] == [1, 1, 0, 0]


@pytest.mark.parametrize("count", [3, 4, 8])
@pytest.mark.parametrize("name", ["a", "b", "seven-days", "fewest-days-first"])
def test_entries_are_never_printed_in_their_order(name, count):
    """A task to put in order is shuffled, alike in every build, and its key undoes that."""
    entries = [{"text": f"t{n}", "feedback": f"f{n}"} for n in range(count)]
    item = bank.Item("x", ITEMS["order"].data | {"id": name, "entries": entries})
    order = keys.shuffled(item)
    assert sorted(order) == list(range(count)) != order == keys.shuffled(item)
    found = keys.key(item)
    right = [found["entries"][place]["feedback"] for place in found["order"]]
    assert right == [f"f{n}" for n in range(count)]


def test_choices_of_a_match_tell_nothing_by_their_order():
    """What may be matched stands by the alphabet, each thing once, and the key points into it."""
    item = ITEMS["match"]
    there = keys.choices(item)
    assert there == ["Mr Cameron", "Mr Hague", "Mr Khoja", "Mr Lavrov"]
    pairs = keys.key(item)["pairs"]
    assert [there[pair["with"]] for pair in pairs] == [pair["with"] for pair in item["pairs"]]


def test_feedback_links_to_its_passage_and_previews_it():
    """A paragraph, a quotation and a page in a feedback are links; a quotation keeps its marks."""
    options = keys.key(ITEMS["choose-one"], address)["options"]
    link = 'href="hague-lavrov-2012.html#p5" data-preview="hague-lavrov-2012#p5"'
    assert link in options[0]["feedback"]
    assert (
        "“very little confidence” <a" in options[1]["feedback"] and link in options[1]["feedback"]
    )
    assert '<a href="timeline.html">Timeline</a>' in options[2]["feedback"]


def test_without_addresses_there_is_no_link():
    """Exports and search get words alone."""
    assert "<a" not in json.dumps(keys.key(ITEMS["choose-one"])["options"])


def test_a_key_names_what_the_task_rests_on():
    """Rows come with their sentence and address, entries of the bibliography with their title."""
    first, second = keys.key(ITEMS["choose-one"], address)["sources"]
    assert "Security Council" in first and 'href="http' in first
    assert "bibliography.html" in second and "{" not in second


def test_facts_in_a_task_are_among_its_sources_once():
    """A row named both in the text and under sources is listed once."""
    assert len(keys.key(ITEMS["number"])["sources"]) == 1
    bare = bank.Item("x", ITEMS["number"].data | {"sources": []})
    assert keys.rests_on(bare) == keys.rests_on(ITEMS["number"])
