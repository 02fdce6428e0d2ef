"""Each rule of the bank, broken once: the fault says where it is and what to do about it."""

import copy
import re
import shutil
from pathlib import Path

import pytest
import yaml

from sourcebook.tasks import bank, bank_check

HERE = Path(__file__).with_name("task_items.yml")
FILE = "exercises/bank/glossary.yml"


def folder_with(to: Path, items: list, sets: list | None = None) -> Path:
    """A folder like exercises/ with these items for the page Glossary."""
    folder = to / "exercises"
    (folder / "bank").mkdir(parents=True)
    shutil.copy(bank.EXERCISES / "schema.json", folder)
    for path, data in (("bank/glossary.yml", items), ("sets.yml", sets or [])):
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def items() -> dict[str, dict]:
    """One good item of each type, by the end of its id; a test may spoil them."""
    return {data["id"].removeprefix("try-"): data for data in copy.deepcopy(bank.read(HERE))}


def edit(data: dict, path: str, value) -> None:
    """Set what stands at a place such as ``options/1/text``; None takes it out."""
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    for part in way:
        data = data[part]
    if value is None:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def test_items_in_order_have_no_fault(tmp_path, items):
    """What the other tests spoil is sound."""
    assert bank_check.check(folder_with(tmp_path, [*items.values()])) == []


QUOTE = "{quote}`a quite other word <hague-lavrov-2012#p5 cameron>`"
SPOILT = {
    "no stem": ("choose-one", "stem", None, "", "'stem' is a required property"),
    "unknown type": ("choose-one", "type", "riddle", "type", "no type 'riddle'"),
    "unknown part": ("choose-one", "colour", "red", "", "Unknown parts: colour"),
    "unknown move": ("choose-one", "move", "guessing", "move", "'guessing' is not one of"),
    "difficulty": ("choose-one", "difficulty", 4, "difficulty", "4 is greater"),
    "no hint": ("choose-one", "hints", [], "hints", "too short|non-empty"),
    "id": ("choose-one", "id", "Try one", "id", "does not match"),
    "paragraph": ("choose-one", "passages/0", "hague-lavrov-2012#p99", "passages", "p99"),
    "row": ("choose-one", "sources/0", "votes/S/1999/1", "sources", "no row 'S/1999/1'"),
    "entry": ("choose-one", "sources/1", "nobody1999", "sources", "no entry 'nobody1999'"),
    "no right one": ("choose-one", "options/1/right", None, "options", "0 options are right"),
    "two right ones": ("choose-one", "options/0/right", True, "options", "2 options are right"),
    "long key": ("choose-one", "options/1/text", "David Cameron’s " * 4, "options", "characters"),
    "feedback to nowhere": (
        *("choose-one", "options/0/feedback", "No."),
        *("options/1/feedback", "sends the reader nowhere"),
    ),
    "feedback of several": (
        *("choose-several", "options/2/feedback", "No."),
        *("options/3/feedback", "sends the reader nowhere"),
    ),
    "several: none right": ("choose-several", "options", "none", "options", "0 options are right"),
    "quotation": ("choose-one", "stem", QUOTE, "stem", "quite other word"),
    "bare quotation": ("choose-one", "stem", "He had “very little confidence”.", "stem", "quot"),
    "number from no row": ("choose-one", "hints/0", "There were 13 votes.", "hints/1", "13"),
    "fact": ("number", "stem", "On {fact}`5 March <votes/S/2012/77/date>`?", "stem", "5 March"),
    "role": ("number", "stem", "By {cite:p}`hansard2012syria`?", "stem", "cannot print {cite:p}"),
    "true misquotation": (
        *("written", "exemplars/weak/text", "{misquote}`very little confidence`"),
        *("exemplars/weak/text", "is no misquotation"),
    ),
    "range": ("number", "key/from", 14, "key", "ends before it begins"),
    "near range": ("date", "near/0/to", "2015-11-01", "near/1", "ends before it begins"),
    "day": ("date", "key/from", "2 November", "key/from", "does not match"),
    "extra that fits": ("match", "extra/0", "Mr Hague", "extra", "right answer as well"),
    "twice on the left": ("match", "pairs/1/this", "same", "pairs", "are the same"),
    "two to choose": ("match", "pairs", "two", "pairs", "fewer than three"),
    "report": ("mark-passage", "source", "hague-2013", "source", "no report 'hague-2013'"),
    "segment": ("mark-passage", "key/0", "hl3a", "key", "no segment 'hl3a'"),
    "segment of feedback": ("mark-passage", "feedback/hl1", "x", "key", "no segment 'hl1'"),
    "all marked": ("mark-passage", "key", "all", "key", "Every segment"),
    "value of grid": ("fill-grid", "key/assad/y2012", "maybe", "key", "no 'maybe'"),
    "row of grid": ("fill-grid", "key/assad", None, "key", "'assad' asks for nothing"),
    "column of grid": ("fill-grid", "key/assad/y2020", "stated", "key", "no 'y2020'"),
    "rows of grid alike": ("fill-grid", "rows/1/id", "assad", "rows", "same id"),
    "words": ("written", "words/0", 90, "words", "ends before it begins"),
    "marks do not rise": ("written", "exemplars/middle/mark", 1, "exemplars", "marks are 1, 1, 4"),
    "marks above": ("written", "exemplars/strong/mark", 5, "exemplars", "marks are 1, 2, 5"),
    "scheme ends low": ("written", "scheme/2/marks", "3", "scheme", "ends at 3 of 4"),
    "no exemplar": ("written", "exemplars/middle", None, "exemplars", "'middle' is a required"),
    "rests on nothing": ("choose-several", "passages", [], "", "rests on nothing"),
}


def spoil(data: dict, path: str, value) -> None:
    """Spoil one item; some rules need more than one place."""
    if value == "none":
        for option in data["options"]:
            option.pop("right", None)
    elif value == "same":
        data["pairs"][1]["this"] = data["pairs"][0]["this"]
    elif value == "two":
        data.pop("extra")
        data["pairs"][2]["with"] = data["pairs"][0]["with"]
    elif value == "all":
        data["key"] = ["hl5a", "hl5b", "hl5c", "hl5d", "hl7a", "hl7b"]
    else:
        edit(data, path, value)


@pytest.mark.parametrize("rule", SPOILT)
def test_each_rule_names_file_item_and_remedy(tmp_path, items, rule):
    """A broken rule is one fault or more, at its item and place, with a remedy."""
    name, path, value, place, problem = SPOILT[rule]
    spoil(items[name], path, value)
    faults = bank_check.check(folder_with(tmp_path, [items[name]]))
    where = f"item {items[name]['id']}" + (f", {place}" if place else "")
    found = [fault for fault in faults if fault.where == where]
    assert found, faults
    assert re.search(problem, " ".join(fault.problem for fault in found))
    for fault in faults:
        assert fault.file == FILE and fault.remedy.strip().endswith((".", ">`."))


def test_all_faults_are_listed_at_once(tmp_path, items):
    """Three items spoilt in three ways are three faults of one check."""
    items["choose-one"]["options"][1].pop("right")
    items["number"]["key"]["from"] = 99
    items["match"].pop("pairs")
    faults = bank_check.check(folder_with(tmp_path, [*items.values()]))
    named = {fault.where.split(",")[0] for fault in faults}
    assert named == {"item try-choose-one", "item try-number", "item try-match"}


def test_an_id_stands_once(tmp_path, items):
    """Two items with one id are both named."""
    twin = items["number"] | {"title": "Twin"}
    faults = bank_check.check(folder_with(tmp_path, [items["number"], twin]))
    assert {fault.problem for fault in faults} == {"Another item has the same id."}


STRANGE = {
    "no item": ["just words"],
    "no id": [{"type": "number"}],
    "an id that is a list": [{"id": ["a"], "type": "number"}],
    "a type that is a list": [{"id": "a", "type": ["number"]}],
    "nothing": [{}],
    "a number": [{"id": 7, "type": "number"}],
    "options that are words": [{"id": "a", "type": "choose-one", "options": "b"}],
}


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_item_is_a_fault_and_no_traceback(tmp_path, kind):
    """Whatever stands in the list, the check ends with a list of faults."""
    faults = bank_check.check(folder_with(tmp_path, STRANGE[kind]))
    assert faults and all(fault.file == FILE and fault.remedy for fault in faults)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"- id: \xff", "not UTF-8"),
        (b"- id: [", "no YAML"),
        (b"id: one", "no list"),
        (b"", "empty"),
        (b"- id: a\n  id: b", "twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, items, text, problem):
    """A broken file is named, and the other files are checked all the same."""
    items["number"]["key"]["from"] = 99
    folder = folder_with(tmp_path, [items["number"]])
    (folder / "bank" / "about.yml").write_bytes(text)
    faults = {fault.file: fault.problem for fault in bank_check.check(folder)}
    assert problem in faults["exercises/bank/about.yml"] and FILE in faults


def test_a_file_belongs_to_a_chapter(tmp_path, items):
    """A file with the name of no page would be printed nowhere."""
    folder = folder_with(tmp_path, [items["number"]])
    (folder / "bank" / "glossary.yml").rename(folder / "bank" / "glosary.yml")
    (fault,) = bank_check.check(folder)
    assert fault.file == "exercises/bank/glosary.yml" and "glossary" in fault.remedy


def test_an_empty_bank_is_a_fault(tmp_path):
    """A bank without files is not a bank without faults."""
    folder = folder_with(tmp_path, [])
    (folder / "bank" / "glossary.yml").unlink()
    assert [fault.problem for fault in bank_check.check(folder)] == ["The bank is empty."]


SETS = {
    "minutes": ({"minutes": 4}, "take 3 minutes, and it says 4"),
    "unknown": ({"items": ["try-number", "nobody"]}, "has no nobody"),
    "no title": ({"title": None}, "lacks title"),
    "words for items": ({"items": "try-number"}, "no list of items"),
}


@pytest.mark.parametrize("kind", SETS)
def test_a_set_names_items_whose_minutes_add_up(tmp_path, items, kind):
    """A set that lacks a part, names a stranger or sums wrongly is a fault."""
    change, problem = SETS[kind]
    good = {"id": "one", "title": "One", "minutes": 3, "items": ["try-number", "try-match"]}
    both = [items["number"], items["match"]]
    assert bank_check.check(folder_with(tmp_path / "good", both, [good])) == []
    spoilt = {part: value for part, value in (good | change).items() if value is not None}
    (fault,) = bank_check.check(folder_with(tmp_path / "bad", both, [spoilt]))
    assert fault.file == "exercises/sets.yml" and fault.where == "set one"
    assert problem in fault.problem


@pytest.mark.parametrize("sets", [["words"], {"id": "one"}])
def test_what_is_no_set_is_a_fault_and_no_traceback(tmp_path, items, sets):
    """Whatever stands in sets.yml, the check ends with a list of faults."""
    faults = bank_check.check(folder_with(tmp_path, [items["number"]], sets))
    assert [fault.file for fault in faults] == ["exercises/sets.yml"]


def test_the_bank_as_it_stands_has_no_fault():
    """The published bank passes."""
    assert bank_check.check() == []
