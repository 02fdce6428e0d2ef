"""Each rule of the bank, broken once: the fault says where it is and what to do about it."""

import copy
import re
import shutil
from pathlib import Path

import pytest
import yaml

from sourcebook.tasks import bank, bank_check, sets

HERE = Path(__file__).with_name("task_items.yml")
FILE = "exercises/bank/glossary.yml"


def folder_with(to: Path, items: list, lists: list | None = None) -> Path:
    """A folder like exercises/ with these items for the page Glossary."""
    folder = to / "exercises"
    (folder / "bank").mkdir(parents=True)
    shutil.copy(bank.EXERCISES / "schema.json", folder)
    for path, data in (("bank/glossary.yml", items), ("sets.yml", lists or [])):
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


def long_by(number: int) -> list[dict]:
    """Two wrong options of twenty letters, and a right one of so many."""
    wrong = [{"text": sign * 20, "feedback": "See [T](timeline)."} for sign in "ab"]
    return [*wrong, {"text": "c" * number, "right": True, "feedback": "Yes."}]


@pytest.mark.parametrize(("number", "shows"), [(41, True), (40, False)])
def test_a_right_option_shows_itself_by_its_length(tmp_path, items, number, shows):
    """Twelve characters and two fifths more than the longest wrong option are allowed, no more."""
    items["choose-one"]["options"] = long_by(number)
    faults = bank_check.check(folder_with(tmp_path, [items["choose-one"]]))
    assert bool(faults) == shows
    assert not faults or "41 characters, the others 20 to 20" in faults[0].problem


@pytest.mark.parametrize(("number", "shows"), [(11, True), (12, False)])
def test_a_short_right_option_shows_itself_too(tmp_path, items, number, shows):
    """Twelve characters and two fifths less than the shortest wrong option are allowed."""
    wrong = [{"text": sign * 40, "feedback": "See [T](timeline)."} for sign in "ab"]
    right = {"text": "c" * number, "right": True, "feedback": "Yes."}
    items["choose-one"]["options"] = [*wrong, right]
    faults = bank_check.check(folder_with(tmp_path, [items["choose-one"]]))
    assert bool(faults) == shows


def test_three_things_to_choose_from_are_enough_for_a_match(tmp_path, items):
    """Three pairs without extras pass; of two things on the right one could guess."""
    items["match"].pop("extra")
    assert bank_check.check(folder_with(tmp_path, [items["match"]])) == []


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
    "no role": ("number", "stem", "{qoute}`No <x#p7 y>`?", "stem", "cannot print {qoute}"),
    "fence": ("number", "stem", "```{note}\nHow many?\n```", "stem", "this mark-up: fence"),
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
    "short for marks": ("written", "edition", "assessment", "exemplars/weak", "It has 4 words"),
    "short key": ("choose-one", "options/1/text", "short", "options", "characters"),
    "several: all right": ("choose-several", "options", "right", "options", "4 options are right"),
    "option twice": ("choose-one", "options/2/text", "*William* Hague’s", "options", "the same"),
    "several: option twice": (
        *("choose-several", "options/3/text", "Mr  Khoja"),
        *("options", "the same"),
    ),
    "entry twice": ("order", "entries/3/text", "The **call**", "entries", "the same"),
    "row twice": ("fill-grid", "rows/1/text", "assad should step down", "rows", "the same"),
    "column twice": ("fill-grid", "columns/1/text", "2012", "columns", "the same"),
    "value twice": ("fill-grid", "values/2", "Stated", "values", "the same"),
    "left alike": ("match", "pairs/1/this", "alike", "pairs", "are the same"),
    "extra alike": ("match", "extra/0", "*Mr Hague*", "extra", "right answer as well"),
    "image": ("number", "stem", "See ![a map](map.png).", "stem", "image"),
    "image in feedback": (
        *("choose-one", "options/0/feedback", "[![a](timeline)](timeline)"),
        *("options/1/feedback", "image"),
    ),
    "other host": ("number", "hints/0", "[Here](https://a.org/).", "hints/1", "other host"),
    "bare address": ("number", "hints/0", "<https://a.org/>", "hints/1", "other host"),
    "address by name": ("number", "stem", "[a]\n\n[a]: //a.org/b", "stem", "other host"),
    "script": ("number", "stem", "[a](mailto:a@a.org)", "stem", "other host"),
    "no such page": ("number", "otherwise", "[T](timelime)", "otherwise", "no page 'timelime'"),
    "file for a page": ("number", "stem", "[T](timeline.md#a)", "stem", "no page 'timeline.md'"),
    "scheme overlaps": ("written", "scheme/1/marks", "1-3", "scheme", "follows"),
    "scheme has a gap": ("written", "scheme/1/marks", "3", "scheme", "follows"),
    "scheme begins late": ("written", "scheme/0/marks", "1", "scheme", "begins at 1"),
    "level upside down": ("written", "scheme/1/marks", "2–1", "scheme", "ends before"),
    "scheme ends low": ("written", "out_of", 5, "scheme", "ends at 4 of 5"),
    "no exemplar": ("written", "exemplars/middle", None, "exemplars", "'middle' is a required"),
    "day that is none": ("date", "key/from", "2015-02-30", "key", "no day 2015-02-30"),
    "near day that is none": ("date", "near/0/to", "2015-13-01", "near/1", "no day 2015-13-01"),
    "near in the key": ("number", "near/0", "in", "near/1", "has all of it"),
    "near in another near": ("number", "near/1", "in", "near/2", "has all of it"),
    "near interval": ("date", "near/0", "in", "near/1", "has all of it"),
    "large number": ("number", "key/to", 10**300, "key/to", "greater than the maximum"),
    "blank stem": ("number", "stem", " \n ", "stem", "blank"),
    "blank option": ("choose-one", "options/0/text", " ", "options/1/text", "blank"),
    "control sign": ("number", "stem", "How\x07 many?", "stem", "U\\+0007"),
    "half a character": ("written", "hints/0", "a\ud800", "hints/1", "U\\+D800"),
    "footnote": ("number", "stem", "a[^1]\n\n[^1]: b", "stem", "mark-up: footnote"),
    "heading": ("number", "hints/0", "# Big", "hints/1", "mark-up: heading"),
    "title in lines": ("number", "title", "How\nmany?", "title", "does not match"),
    "hint twice": ("number", "hints", ["Look.", "Look."], "hints", "non-unique"),
    "passage twice": (
        *("match", "passages", ["hague-lavrov-2012#p5"] * 2),
        *("passages", "non-unique"),
    ),
    "extra twice": ("match", "extra", ["A b", "A b"], "extra", "non-unique"),
    "extras alike": ("match", "extra", ["A b", "*A*  b"], "extra", "the same"),
    "eleven to mark": ("mark-passage", "key", list(map(str, range(11))), "key", "too long"),
    "empty row of grid": ("fill-grid", "key/assad", {}, "key", "'assad' asks for nothing"),
    "rests on nothing": ("choose-several", "passages", [], "", "rests on nothing"),
}


def spoil(data: dict, path: str, value) -> None:
    """Spoil one item; some rules need more than one place."""
    if value == "none":
        for option in data["options"]:
            option.pop("right", None)
    elif value == "right":
        for option in data["options"]:
            option["right"] = True
    elif value == "short":
        data["options"][1]["text"] = "His"
        for number in (0, 2):
            data["options"][number]["text"] = (
                "These are words of other people altogether" + "." * number
            )
    elif value == "alike":
        data["pairs"][0]["this"], data["pairs"][1]["this"] = "One man", "*one*  man"
    elif value == "same":
        data["pairs"][1]["this"] = data["pairs"][0]["this"]
    elif value == "in":
        number, spans = int(path[-1]), [data["key"], *data["near"]]
        data["near"][number:] = [dict(spans[number], feedback="See [T](timeline).")]
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
        assert fault.file == FILE and fault.remedy.strip().endswith((".", ">`.", "?"))


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
        (b"[]", "lists no item"),
        (b"- id: a\n  ? [a, b]\n  : c", "is no word"),
        (b"- id: a\n  minutes: .nan", "no finite number"),
        (b"- " + b"[" * 3000 + b"]" * 3000, "nested too deeply"),
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


@pytest.mark.parametrize("name", ["about.yaml", "about.YML", "about.txt", "more/about.yml"])
def test_a_file_that_nobody_reads_is_a_fault(tmp_path, items, name):
    """A file with another ending, or in a folder of its own, is not passed over in silence."""
    folder = folder_with(tmp_path, [items["number"]])
    path = folder / "bank" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("- id: a", encoding="utf-8")
    (fault,) = bank_check.check(folder)
    assert fault.file == f"exercises/bank/{name.split('/')[0]}" and "not read" in fault.problem


def test_files_of_the_system_are_no_fault(tmp_path, items):
    """What a system leaves in a folder, with a dot before its name, is nobody's task."""
    folder = folder_with(tmp_path, [items["number"]])
    (folder / "bank" / ".DS_Store").write_bytes(b"\x00")
    assert bank_check.check(folder) == []


SCHEMAS = {
    "missing": None,
    "empty": b"",
    "not UTF-8": b"\xff",
    "no JSON": b"{",
    "a list": b"[]",
    "no types": b'{"$defs": {}}',
    "endless": b"[" * 100_000,
    "no definition": b'{"$defs": {}, "items": {"properties": {"type": {"enum": ["number"]}}}}',
}


def schema_fault(folder: Path) -> str:
    (fault,) = bank_check.check(folder)
    assert fault.file == "exercises/schema.json" and fault.remedy
    return fault.problem


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_that_is_none_is_one_fault(tmp_path, items, kind):
    """Without its schema the bank cannot be checked, and that is said without a traceback."""
    folder = folder_with(tmp_path, [*items.values()])
    (folder / "schema.json").unlink()
    if SCHEMAS[kind] is not None:
        (folder / "schema.json").write_bytes(SCHEMAS[kind])
    assert schema_fault(folder)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"#/$defs/item"', '"#/$defs/itme"'),
        ('"type": "object"', '"type": "objekt"'),
        ('"set": {', '"sett": {'),
        ("(-[a-z0-9]+)*$", "(-[a-z0-9]+*$"),
    ],
)
def test_a_slip_in_the_schema_is_one_fault(tmp_path, items, right, wrong):
    """A reference to nothing, an unknown type, a lost definition, a bad pattern are faults."""
    folder = folder_with(tmp_path, [*items.values()])
    text = (folder / "schema.json").read_text(encoding="utf-8")
    assert right in text
    (folder / "schema.json").write_text(text.replace(right, wrong), encoding="utf-8")
    assert "schema" in schema_fault(folder)


GOOD_SET = {"id": "one", "title": "One", "minutes": 3, "items": ["try-number", "try-match"]}
SETS = {
    "minutes": ({"minutes": 4}, "take 3 minutes, and it says 4"),
    "minutes in words": ({"minutes": "ten"}, "'ten' is not of type 'number'"),
    "minutes empty": ({"minutes": ""}, "is not of type 'number'"),
    "minutes that are none": ({"minutes": 10**100}, "greater than the maximum"),
    "unknown": ({"items": ["try-number", "nobody"]}, "has no nobody"),
    "no title": ({"title": None}, "'title' is a required property"),
    "no id": ({"id": None}, "'id' is a required property"),
    "a number for an id": ({"id": 7}, "7 is not of type 'string'"),
    "a path for an id": ({"id": "../../../escaped"}, "does not match"),
    "a line for an id": ({"id": "one\n"}, "does not match"),
    "the id of a key": ({"id": "one-key"}, "file of its own"),
    "the id of what is left": ({"id": "more-glossary"}, "file of its own"),
    "words for items": ({"items": "try-number"}, "is not of type 'array'"),
    "a list for an item": ({"items": [["try-number"]]}, "is not of type 'string'"),
    "no items": ({"items": []}, "non-empty|too short"),
    "an item twice": ({"items": ["try-number"] * 3}, "non-unique"),
    "unknown part": ({"colour": "red"}, "'colour' was unexpected"),
    "a letter for no report": ({"letters": {"nobody": "A"}}, "name no report: nobody"),
}


def sets_faults(folder: Path) -> list:
    faults = bank_check.check(folder)
    assert all(fault.file == "exercises/sets.yml" and fault.remedy for fault in faults), faults
    return faults


@pytest.mark.parametrize("kind", SETS)
def test_a_set_has_the_form_of_one_and_its_minutes_add_up(tmp_path, items, kind):
    """A set that lacks a part, names a stranger or sums wrongly is a fault."""
    change, problem = SETS[kind]
    both = [items["number"], items["match"]]
    assert bank_check.check(folder_with(tmp_path / "good", both, [GOOD_SET])) == []
    spoilt = {part: value for part, value in (GOOD_SET | change).items() if value is not None}
    (fault,) = sets_faults(folder_with(tmp_path / "bad", both, [spoilt]))
    name = spoilt.get("id")
    assert fault.where.startswith(f"set {name}" if isinstance(name, str) else "set 1")
    assert re.search(problem, fault.problem)


def test_no_two_sets_share_an_id(tmp_path, items):
    """Two sets with one id would be printed into one file."""
    both = [items["number"], items["match"]]
    faults = sets_faults(folder_with(tmp_path, both, [GOOD_SET, GOOD_SET | {"title": "Two"}]))
    assert [fault.where for fault in faults] == ["set one", "set one"]
    assert all("same id" in fault.problem for fault in faults)


def test_a_set_is_for_practice_or_for_marks(tmp_path, items):
    """A set with one task for marks would keep its practice from the student edition."""
    both = [items["number"], items["match"] | {"edition": "assessment"}]
    (fault,) = sets_faults(folder_with(tmp_path, both, [GOOD_SET]))
    assert "practice and assessment" in fault.problem and fault.where == "set one"


def test_sets_that_are_none_stop_who_reads_them(tmp_path, items):
    """Whoever exports without a check gets one sentence, and no file outside the folder."""
    both = [items["number"], items["match"]]
    assert [one.id for one in sets.sets(folder_with(tmp_path / "good", both, [GOOD_SET]))] == [
        "one"
    ]
    bad = folder_with(tmp_path / "bad", both, [GOOD_SET | {"id": "../../../escaped"}])
    with pytest.raises(bank.BankError, match="does not match") as caught:
        sets.sets(bad)
    assert caught.value.where and caught.value.remedy


@pytest.mark.parametrize("lists", [["words"], [["a"]], [None], {"id": "one"}])
def test_what_is_no_set_is_a_fault_and_no_traceback(tmp_path, items, lists):
    """Whatever stands in sets.yml, the check ends with a list of faults."""
    faults = bank_check.check(folder_with(tmp_path, [items["number"]], lists))
    assert [fault.file for fault in faults] == ["exercises/sets.yml"]


def test_the_bank_as_it_stands_has_no_fault():
    """The published bank passes."""
    assert bank_check.check() == []
