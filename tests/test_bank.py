"""The bank is read as its authors mean it."""

import shutil
from pathlib import Path

import pytest

from sourcebook.tasks import bank

HERE = Path(__file__).with_name("task_items.yml")


@pytest.fixture
def written(tmp_path):
    """Write a file of the bank and return its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "about.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


def test_words_stay_words(written):
    """No, yes, on and a date are text, as an author means them; true is a truth value."""
    (found,) = bank.read(written("- {a: no, b: on, c: 2015-11-04, d: true, e: 3}"))
    assert found == {"a": "no", "b": "on", "c": "2015-11-04", "d": True, "e": 3}


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("- id: one\n  id: two", "line 2", "stands here twice"),
        ("- id: [", "line 1", "no YAML"),
        ("id: one", "", "no list"),
        ("- id: one\n  - two", "line 2", "no YAML"),
        (b"- id: \xff", "", "not UTF-8"),
        ("- id: a\n  minutes: .nan", "line 2", "no finite number"),
        ("- id: a\n  minutes: -.inf", "line 2", "no finite number"),
        ("- id: a\n  minutes: 1.0e+999", "line 2", "no finite number"),
        ("- id: a\n  ? [a, b]\n  : c", "line 2", "is no word"),
        ("- id: a\n  ? {a: b}\n  : c", "line 2", "is no word"),
        ("- id: a\n  day: !!timestamp soon", "line 2", "cannot be read"),
        ("- id: a\n  day: !!int ten", "line 2", "cannot be read"),
        ("- id: a\n  sum: " + "9" * 5000, "line 2", "cannot be read"),
        ("- id: " + "[" * 3000 + "]" * 3000, "", "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(written, text, where, problem):
    """The error names the line, the problem and the remedy."""
    with pytest.raises(bank.BankError, match=problem) as caught:
        bank.read(written(text))
    assert caught.value.where == where and caught.value.remedy.endswith(".")


def test_every_item_of_the_bank_is_found_by_its_id():
    """The ids lead to the items, and each item belongs to its file's chapter."""
    for item in bank.items():
        assert bank.item(item.id) == item
        assert (bank.EXERCISES / "bank" / f"{item.chapter}.yml").exists()


def test_an_unknown_id_names_those_like_it():
    """A slip in an id is answered with the ids that begin alike."""
    known = bank.items()[0].id
    with pytest.raises(KeyError, match=known):
        bank.item(known[:5] + "zzz")


def test_a_better_comment_makes_no_other_task(tmp_path):
    """The version changes with what is asked; feedback, hints, key and marks leave it alone."""
    folder = tmp_path / "exercises"
    (folder / "bank").mkdir(parents=True)
    shutil.copy(HERE, folder / "bank" / "glossary.yml")
    for item in bank.items(folder):
        data = item.data
        assert bank.Item("x", data | {"hints": ["Other."], "minutes": 9}).version == item.version
        assert bank.Item("x", data | {"stem": "Other?"}).version != item.version
        if "options" in data:
            other = [option | {"feedback": "Other."} for option in data["options"]]
            assert bank.Item("x", data | {"options": other}).version == item.version
            assert bank.Item("x", data | {"options": other[1:]}).version != item.version


def test_each_part_that_is_asked_makes_another_task(tmp_path):
    """Every part that a learner answers to changes the version; no other part does."""
    asked = {
        *("type", "stem", "options", "entries", "pairs", "extra", "source", "paragraphs", "rows"),
        *("columns", "values", "samples", "out_of", "unit"),
    }
    whole = {part: data[part] for data in bank.read(HERE) for part in data}
    whole["samples"] = [{"text": "One.", "mark": 1, "why": "So."}]
    version = bank.Item("x", whole).version
    assert asked < set(whole)
    for part in whole:
        without = {name: value for name, value in whole.items() if name != part}
        assert (bank.Item("x", without).version != version) == (part in asked), part
        changed = whole | {part: "Other."}
        assert (bank.Item("x", changed).version != version) == (part in asked), part
