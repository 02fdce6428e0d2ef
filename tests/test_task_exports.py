"""Exports for course systems, each read back by a reader of the tests' own."""

import csv
import io
import re
import zipfile
from datetime import date
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from export_readers import gift, moodle, qti12, qti21, squeezed, words
from sourcebook.tasks import bank, dating_facts, text
from sourcebook.tasks.exports import canvas, coverage, days, shapes, spreadsheet, stems
from sourcebook.tasks.exports import gift as to_gift
from sourcebook.tasks.exports import moodle as to_moodle
from sourcebook.tasks.exports import qti21 as to_qti21
from sourcebook.tasks.exports.losses import CONTROLS

pytest.importorskip("text2qti")
pytest.importorskip("qti_package_maker")
HOSTILE = (
    'a < b & "c" {d} = ~e: f ]]> g\\h % # -> *i* _j_ $k$ `l` [m] <b>no tag</b> 1. '
    "’«é» صباح الخير 😀 end"
)
LINES = "first line\n\nsecond line with a ~ and a = sign"
ITEMS = list(bank.items())
NAMES = [item.id for item in ITEMS]


def hostile(type_: str, **parts) -> bank.Item:
    """An item whose texts have every sign that means something in a format."""
    shell = next(item for item in ITEMS if item.type == type_)
    data = shell.data | {
        "id": f"try-{type_}",
        "title": 'T < & { = ~ : ]]> "q" 😀 صباح',
        "sources": [],
    }
    return bank.Item("timeline", data | {"stem": _typed(f"{type_} {HOSTILE}\n\n{LINES}")} | parts)


def _typed(raw: str) -> str:
    """Escape a text for Markdown, so that it is read as it stands."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!&~$:=|^\"'%])", r"\\\1", raw)


def odd() -> list[bank.Item]:
    """Hostile items of the shapes that every format marks by itself, and of an essay."""
    right, wrong = _typed(f"{HOSTILE} right"), _typed(f"{HOSTILE} wrong")
    said = _typed(f"Feedback {HOSTILE}")
    options = [
        {"text": wrong, "feedback": said},
        {"text": right, "right": True, "feedback": said},
        {"text": _typed("%50% {~other} = // [html] x"), "feedback": said},
    ]
    pairs = [
        {"this": _typed(f"{n} {HOSTILE}"), "with": _typed(f"{HOSTILE} {n}"), "feedback": said}
        for n in range(3)
    ]
    entries = [{"text": _typed(f"{n} {HOSTILE}"), "feedback": said} for n in range(3)]
    return [
        hostile("choose-one", options=options, hints=[said]),
        hostile("choose-several", options=options, hints=[said]),
        hostile("number", otherwise=said, key={"from": 1.5, "to": 2, "feedback": said}),
        hostile("match", pairs=pairs, extra=[_typed("= ~ } extra")], hints=[said]),
        hostile("order", entries=entries, hints=[said]),
        hostile("written", hints=[said]),
    ]


@pytest.fixture(scope="module")
def read() -> dict[str, dict]:
    """What each reader finds in the exports of the whole bank and of the hostile items."""
    items = [*ITEMS, *odd()]
    return {
        "Moodle XML": moodle(to_moodle.write(items)),
        "GIFT": gift(to_gift.write(items)),
        "QTI 1.2 (Canvas)": qti12(canvas.write(items, "Try & <see>")),
        "QTI 2.1": qti21(to_qti21.write(items, "Try & <see>")),
    }


def there(read, name: str, item: bank.Item) -> dict | None:
    """What a reader found of an item; Canvas knows an item by its title and stem alone."""
    if name == "QTI 1.2 (Canvas)":
        stem = squeezed(words(stems.stem(item)))
        found = [one for one in read[name].values() if squeezed(one["stem"]) == stem]
        return found[0] if found else None
    return read[name].get(item.id)


def lost_parts(name: str, item: bank.Item) -> set[str]:
    return {one.part for one in coverage.FORMATS[name](item) if one.how == "lost"}


QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
FORMATS = ["Moodle XML", "GIFT", "QTI 1.2 (Canvas)", "QTI 2.1"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_item_is_there_or_listed_as_left_out(read, name):
    """An item is in an export exactly if the format does not list it as left out."""
    for item in [*ITEMS, *odd()]:
        assert (there(read, name, item) is None) == ("item" in lost_parts(name, item)), item.id


@pytest.mark.parametrize("name", FORMATS)
def test_title_and_stem_come_back(read, name):
    """Title and question are read back word for word, whatever signs they have."""
    for item in [*ITEMS, *odd()]:
        if found := there(read, name, item):
            assert found["title"] == item["title"]
            assert squeezed(words(stems.stem(item))) in squeezed(found["stem"]), item.id


@pytest.mark.parametrize("name", FORMATS)
def test_options_keys_and_their_feedback_come_back(read, name):
    """Each option, whether it is right, and its feedback are read back as the bank has them."""
    for item in [*ITEMS, *odd()]:
        found = there(read, name, item)
        if found is None or shapes.shape(item) != shapes.CHOICE:
            continue
        meant = [
            (
                squeezed(words(one.html)),
                one.right,
                "" if name == "QTI 2.1" else squeezed(words(one.feedback)),
            )
            for one in shapes.options(item)
        ]
        assert [(squeezed(o), r, squeezed(f)) for o, r, f in found["options"]] == meant, item.id
        assert found["single"] == shapes.single(item)


@pytest.mark.parametrize("name", FORMATS)
def test_numbers_and_days_come_back(read, name):
    """The right range or the right forms are read back, and near misses where they are carried."""
    for item in [*ITEMS, *odd()]:
        found = there(read, name, item)
        if found is None or item.type not in ("number", "date"):
            continue
        key = shapes.answers(item)[0]
        if item.type == "number" and found.get("range"):
            assert found["range"] == pytest.approx((key.low, key.high))
        elif item.type == "number":
            assert found["forms"] == [f"{key.low:g}"]
        else:
            meant = key.forms if name != "QTI 2.1" else [f for f in key.forms if f.isascii()]
            assert found["forms"] == list(meant)


@pytest.mark.parametrize(
    ("low", "high", "meant"),
    [
        (0, 5, (-0.0001, 5)),
        (-5, 0, (-5, 0.0001)),
        (0.00005, 1.5, (-0.0001, 1.5)),
        (-5, 5, (-5, 5)),
        (0, 0, None),
        (-3, -3, (-3, -3)),
    ],
)
def test_a_range_that_ends_at_nought_stays_a_range_in_canvas(low, high, meant):
    """Where text2qti refuses an end, it moves outwards by a hair, and the move is listed; nought
    alone is asked as a word."""
    item = hostile("number", near=[], key={"from": low, "to": high, "feedback": "Yes."})
    (found,) = qti12(canvas.write([item], "T")).values()
    if meant:
        assert found["range"] == pytest.approx(meant)
    else:
        assert found["forms"] == ["0"]
    said = [one.why for one in canvas.losses(item) if one.part == "control"]
    assert len(said) == (meant != (low, high))
    assert not said or ("0.0001" in said[0]) == bool(meant)


@pytest.mark.parametrize("name", FORMATS)
def test_orders_matches_and_grids_come_back(read, name):
    """The right order, the pairs with what goes with none, and each cell's value are read back."""
    for item in [*ITEMS, *odd()]:
        found = there(read, name, item)
        if found is None:
            continue
        if item.type == "order":
            meant = [squeezed(words(shapes.html(one["text"]))) for one in item["entries"]]
            assert [squeezed(one) for one in found["order"]] == meant
        elif item.type == "match":
            meant = [(p["this"], p["with"]) for p in item["pairs"]]
            meant = {(squeezed(_plain(a)), squeezed(_plain(b))) for a, b in meant}
            assert {(squeezed(a), squeezed(b)) for a, b in found["pairs"] if a} == meant
            extra = {squeezed(_plain(one)) for one in item.get("extra", [])}
            assert extra == {squeezed(b) for a, b in found["pairs"] if not a}
        elif item.type == "fill-grid":
            assert found["cells"] == [value for _, _, value in shapes.cells(item)]


def _plain(raw: str) -> str:
    return words(shapes.html(raw))


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_is_in_the_export_or_its_part_is_listed_as_lost(read, name):
    """Of an item that is exported, no text is missing but those whose part is listed; and what is
    listed as lost is indeed not there."""
    parts = {"hints": "hints", "scheme": "scheme", "exemplars": "exemplars", "samples": "answers"}
    for item in ITEMS:
        found = there(read, name, item)
        if found is None:
            continue
        lost, whole = lost_parts(name, item), squeezed(f"{found['title']} {found['all']}")
        for one in text.texts(item):
            if one.place == "otherwise" and silent(item):
                continue
            if one.place.startswith("hints") and item.edition == bank.ASSESSMENT:
                assert squeezed(_plain(one.words)) not in whole, item.id
                continue
            head, _, tail = one.place.partition("/")
            part = parts.get(head)
            if item.type == "calibration" and (head == "scheme" or tail.endswith("text")):
                part = "stem"
            if "feedback" in one.place or one.place == "otherwise" or head == "feedback":
                part = "feedback"
            if item.type == "class-coding" and head == "hints":
                part = "hints"
            present = squeezed(_plain(one.words)) in whole
            assert present != (part in lost), (item.id, one.place)


def silent(item: bank.Item) -> bool:
    """Whether nobody ever reads what is said to all else: each wrong segment has its own words."""
    if item.type != "mark-passage":
        return False
    rows = {row for _, row, _ in shapes.segments(item)}
    return rows - set(item["key"]) <= set(item.get("feedback", {}))


def test_moodle_has_number_tags_hints_and_marks():
    """Moodle gets the item’s id as its number, its tags and marks."""
    root = ET.fromstring(to_moodle.write(ITEMS))
    found = {
        q.findtext("idnumber"): q for q in root.iter("question") if q.find("idnumber") is not None
    }
    assert set(NAMES) <= set(found)
    for item in ITEMS:
        question = found[item.id]
        tags = {tag.text for tag in question.findall("tags/tag/text")}
        assert {f"move {item['move']}", f"chapter {item.chapter}"} <= tags
        assert f"difficulty {item['difficulty']}" in tags
        if "out_of" in item.data:
            assert float(question.findtext("defaultgrade")) == item["out_of"]
        if question.get("type") not in ("essay", "description"):
            count = len(item["hints"]) if item.edition == bank.PRACTICE else 0
            assert len(question.findall("hint")) == count


def test_moodle_takes_nothing_off_for_a_new_try():
    """No question has a penalty."""
    questions = ET.fromstring(to_moodle.write([*ITEMS, *odd()])).findall("question")
    assert {q.findtext("penalty") for q in questions if q.get("type") != "category"} == {"0"}


def several(right: int, wrong: int) -> bank.Item:
    """A choice of several with so many right and wrong options."""
    said = [{"text": f"Right {n}", "right": True, "feedback": "Yes."} for n in range(right)]
    said += [{"text": f"Wrong {n}", "feedback": "No."} for n in range(wrong)]
    return hostile("choose-several", options=said)


# Shares that Moodle takes, which stops at any other; each may be negative.
TAKEN = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20]
TAKEN += [16.66667, 14.28571, 12.5, 11.11111, 10, 5]
MOODLES = [(moodle, to_moodle.write), (gift, to_gift.write)]


@pytest.mark.parametrize(("read_", "write"), MOODLES, ids=["XML", "GIFT"])
@pytest.mark.parametrize("right", range(1, 11))
@pytest.mark.parametrize("wrong", range(1, 11))
def test_who_ticks_everything_gets_nothing(read_, write, right, wrong):
    """All right ticks give 100, all ticks give 0 or less, and each share is one that Moodle takes;
    a wrong tick takes off what a right one gives, and more only where it has to."""
    item = several(right, wrong)
    shares = read_(write([item]))[item.id]["shares"]
    gives, takes = shares[0], shares[-1]
    assert shares == [gives] * right + [takes] * wrong
    assert sum(shares[:right]) == pytest.approx(100, abs=1e-3) and sum(shares) < 1e-3
    for share in (gives, -takes):
        assert min(abs(share - one) for one in TAKEN) < 1e-5, share
    assert takes == pytest.approx(-gives if wrong >= right else -100 / wrong, abs=1e-5)


def test_a_wrong_choice_of_one_takes_nothing_off(read):
    """Where one may be chosen, the right one gives all and a wrong one nothing."""
    for item in [*ITEMS, *odd()]:
        for name in ("Moodle XML", "GIFT"):
            if item.type == "choose-one":
                assert sorted(set(there(read, name, item)["shares"])) == [0, 100], item.id


def test_canvas_says_where_ticking_everything_scores():
    """Canvas counts right less wrong, whatever the file says: with more right ones it is listed."""
    for right, wrong in ((2, 1), (2, 2), (1, 2)):
        found = [one.part for one in canvas.losses(several(right, wrong))]
        assert ("marking" in found) == (right > wrong)


@pytest.mark.parametrize("name", ["Moodle XML", "GIFT"])
def test_each_question_lies_in_the_category_of_its_edition_and_chapter(read, name):
    """Practice and assessment lie apart in the question bank, and in them the chapters."""
    for item in ITEMS:
        meant = f"$course$/top/Two Reports on Syria/{item.edition}/{item.chapter}"
        assert there(read, name, item)["category"] == meant


@pytest.mark.parametrize("name", ["Moodle XML", "GIFT"])
def test_the_sources_of_a_task_stand_in_what_is_shown_afterwards(read, name):
    """What an item rests on is there, and no heading of sources where it rests on none."""
    for item in [*ITEMS, *odd()]:
        if shapes.shape(item) == shapes.CODING and name == "GIFT":
            continue  # a description of GIFT has nothing afterwards
        whole = squeezed(there(read, name, item)["all"])
        for line in shapes.resting(item):
            assert squeezed(words(line)) in whole, item.id
        if not shapes.resting(item):
            assert not whole.endswith("Sources"), item.id


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_moved_is_listed_and_nothing_else(name):
    """Feedback of parts, and answers given in another way, are listed where they are; a task for
    marks, which is asked without hints, loses none."""
    for item in ITEMS:
        found = coverage.FORMATS[name](item)
        if coverage.out(found):
            continue
        moved = {one.part for one in found if one.how == "moved"}
        if name in ("Moodle XML", "GIFT"):
            assert ("feedback" in moved) == bool(shapes.remarks(item)), item.id
        other = item.type in CONTROLS or (name == "GIFT" and item.type in ("order", "fill-grid"))
        if item.type != "number":  # an end at nought: see the test of Canvas's ranges
            assert ("control" in moved) == other, item.id
        if item.edition == bank.ASSESSMENT:
            assert "hints" not in {one.part for one in found}, item.id


def test_days_that_are_not_listed_are_said():
    """Of a month of right days all are listed; with one day more every format says so."""
    formats = (to_moodle, to_gift, canvas, to_qti21)
    for last, cut in (("2015-01-31", False), ("2015-02-01", True)):
        key = {"from": "2015-01-01", "to": last, "feedback": "Yes."}
        item = hostile("date", ask="day", key=key, near=[], otherwise="No.")
        forms = shapes.answers(item)[0].forms
        assert "2015-01-31" in forms and "2015-02-01" not in forms
        for one in formats:
            assert ("marking" in {loss.part for loss in one.losses(item)}) == cut, one.__name__


def test_a_marker_of_the_dating_task_gets_each_clue_with_its_fact():
    """Moodle’s information for graders pairs clue and fact, and so does the key on paper."""
    item = next(item for item in ITEMS if item.type == "dating")
    told = squeezed(words(stems.marking(item)))
    for clue, said in dating_facts.key():
        assert squeezed(f"{clue} → {said}") in told
    assert squeezed(words(stems.marking(item))) in squeezed(
        moodle(to_moodle.write([item]))[item.id]["all"]
    )


def test_a_day_is_taken_in_the_forms_in_which_people_write_it():
    """4 November 2015 may be typed in words, as a number with slashes, and as ISO has it."""
    forms = days.day_forms(date(2015, 11, 4))
    assert {"4 November 2015", "2015-11-04", "04/11/2015", "4/11/2015"} <= set(forms)
    spans = days.interval_forms(date(2015, 10, 30), date(2015, 11, 1))
    assert {"2015-10-30 to 2015-11-01", "30 October to 1 November 2015"} <= set(spans)
    assert "30/10/2015 - 01/11/2015" in spans
    assert all("2015" in span for span in spans)


def test_the_spreadsheet_has_every_text_and_every_key_in_a_column():
    """A row an item, each text in the column of its place, each key beside it."""
    items = [*ITEMS, *odd()]
    rows = list(csv.DictReader(io.StringIO(spreadsheet.write(items).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [item.id for item in items]
    for row, item in zip(rows, items, strict=True):
        for one in text.texts(item):
            assert row[one.place].removeprefix("'") == shapes.plain(one.words)
        for number, option in enumerate(item.get("options", []), 1):
            assert (row[f"options/{number}/right"] == "yes") == bool(option.get("right"))
        if item.type in ("number", "date"):
            assert row["key/from"] == str(item["key"]["from"])
        for name, one in item.get("exemplars", {}).items():
            assert row[f"exemplars/{name}/mark"] == str(one["mark"])


def test_no_cell_of_the_spreadsheet_is_a_formula():
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    item = hostile("number", unit="=HYPERLINK(1)", hints=[r"\=1+1", r"\@SUM(A1)", r"\-2", r"\+3"])
    data = spreadsheet.write([item]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(data)):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert "'=HYPERLINK(1)" in data


def test_the_same_bank_gives_the_same_bytes():
    """Nothing in a file tells when it was made, so that two runs do not differ."""
    few = [item for item in ITEMS if item.chapter in ("timeline", "papers")]
    for write in (to_moodle.write, to_gift.write, spreadsheet.write):
        assert write(few) == write(few)
    for write in (canvas.write, to_qti21.write):
        first = write(few, "T")
        assert first == write(few, "T")
        dates = {one.date_time for one in zipfile.ZipFile(io.BytesIO(first)).infolist()}
        assert dates == {(2026, 1, 1, 0, 0, 0)}


def test_a_match_and_an_order_do_not_show_their_answer_by_their_order():
    """In QTI 2.1 no match and no order stands as it is answered."""
    there = zipfile.ZipFile(io.BytesIO(to_qti21.write(ITEMS, "T")))
    for item in ITEMS:
        if item.type in ("match", "order") and to_qti21.carried(item):
            xml = there.read(f"qti21_items/{item.id}.xml").decode("utf-8")
            names = re.findall(r'identifier="(choice_\d+)"', xml)
            assert names != sorted(names), item.id


def qti21_roots(items) -> dict[str, ET.Element]:
    """The XML of each item in a QTI 2.1 package."""
    archive = zipfile.ZipFile(io.BytesIO(to_qti21.write(items, "T")))
    return {
        item.id: ET.fromstring(archive.read(f"qti21_items/{item.id}.xml"))
        for item in items
        if to_qti21.carried(item)
    }


def most(root: ET.Element) -> float:
    """The highest score that an item of QTI 2.1 gives, as its response processing says."""
    processing = root.find(f"{QTI}responseProcessing")
    template = (processing.get("template") or "").rpartition("/")[2]
    if template == "match_correct":
        return 1  # so the standard's template says
    declared = root.find(f"{QTI}responseDeclaration")
    if template == "map_response":
        values = [float(one.get("mappedValue")) for one in declared.iter(f"{QTI}mapEntry")]
        return max(values) if declared.get("cardinality") == "single" else sum(values)
    return max(float(one.text) for one in processing.iter(f"{QTI}baseValue"))


def test_every_item_of_qti_21_is_worth_one_point():
    """Numbers, choices, days, orders and matches have one scale: all right is 1."""
    for name, root in qti21_roots([*ITEMS, *odd()]).items():
        assert most(root) == pytest.approx(1), name


def test_a_choice_of_qti_21_limits_ticks_only_where_one_is_right():
    """One may be chosen of a single choice, any number of all others, however many are right."""
    for item in [*ITEMS, *odd()]:
        if shapes.shape(item) == shapes.CHOICE:
            root = qti21_roots([item])[item.id]
            asked = root.find(f".//{QTI}choiceInteraction")
            assert asked.get("maxChoices") == ("1" if shapes.single(item) else "0"), item.id


def test_items_of_qti_are_made_of_what_the_standard_has():
    """A body of QTI 2.1 has only elements that the standard allows, and names are XML names."""
    html = {"div", "p", "ul", "ol", "li", "em", "strong", "blockquote"}
    asking = {"choiceInteraction", "simpleChoice", "orderInteraction", "textEntryInteraction"}
    asking |= {"matchInteraction", "simpleMatchSet", "simpleAssociableChoice"}
    archive = zipfile.ZipFile(io.BytesIO(to_qti21.write([*ITEMS, *odd()], "T")))
    for name in archive.namelist():
        root = ET.fromstring(archive.read(name))
        body = next(root.iter(f"{QTI}itemBody"), None)
        if body is not None:
            used = {one.tag.removeprefix(QTI) for one in body.iter()} - {"itemBody"}
            assert used <= html | asking, (name, used)
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", root.get("identifier"))
            for paragraph in body.iter(f"{QTI}p"):
                assert {one.tag.removeprefix(QTI) for one in paragraph} <= html - {
                    "p",
                    "div",
                } | asking


def test_the_table_of_coverage_is_what_the_formats_say():
    """A type is whole, moved, partly there or left out, by what each format says of its items."""
    found = coverage.coverage(ITEMS)
    assert found["Moodle XML"]["choose-one"] == coverage.WHOLE
    assert found["Moodle XML"]["order"] == coverage.MOVED
    assert found["GIFT"]["order"] == coverage.PARTLY
    assert found["QTI 1.2 (Canvas)"]["match"] == coverage.OUT
    assert found["QTI 2.1"]["written"] == coverage.OUT
    assert found["SCORM 1.2"]["written"] == "partly; some left out"
    assert set(found["CSV"].values()) == {coverage.WHOLE}
    for name in found:
        assert set(found[name]) == {item.type for item in ITEMS}
        assert name in coverage.table(ITEMS)


def test_the_guide_has_the_table_as_it_is_computed():
    """``exercises/README.md`` says of each format and type what the formats say themselves."""
    guide = (bank.EXERCISES / "README.md").read_text(encoding="utf-8")
    assert coverage.markdown(ITEMS) in guide, (
        "Put in what python -m sourcebook.tasks.exports.coverage prints."
    )


def test_readers_of_the_tests_find_faults(read):
    """The readers tell a changed key and a changed word apart from the bank’s."""
    item = next(item for item in ITEMS if item.type == "choose-one")
    whole = to_moodle.write([item]).decode("utf-8")
    turned = whole.replace('fraction="100"', 'fraction="0"')
    assert not any(right for _, right, _ in moodle(turned.encode("utf-8"))[item.id]["options"])
    assert unescape(item["title"]) == read["Moodle XML"][item.id]["title"]
