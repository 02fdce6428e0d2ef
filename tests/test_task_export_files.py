"""The sheets on paper, the SCORM packages, and the command that writes all exports."""

import base64
import functools
import io
import json
import re
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest

from export_readers import squeezed, words
from sourcebook import checks, sources
from sourcebook.faults import Fault
from sourcebook.tasks import bank, export, keys, paragraph_codes, sets, text
from sourcebook.tasks.exports import (
    blocks,
    named,
    paper,
    readme,
    scorm,
    shapes,
    sheet_key,
    sheet_pdf,
    sheet_word,
    sheets,
)

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
pytest.importorskip("qti_package_maker")
HOSTILE = 'a < b & "c" {d} = ~e: f ]]> g\\h #let $x$ *i* _j_ @k `l` [m] // n /* o */ ’«é» مرحبا ☐ →'
SETS = {one["id"]: one for one in bank.read(bank.EXERCISES / "sets.yml")}


def of_set(name: str) -> list[bank.Item]:
    return [bank.item(one) for one in SETS[name]["items"]]


def of_each_type() -> list[bank.Item]:
    """The first practice item of each type."""
    found = {}
    for item in bank.items():
        if item.edition == bank.PRACTICE:
            found.setdefault(item.type, item)
    return list(found.values())


def pdf_text(data: bytes) -> str:
    """Return what a PDF says, without the footers, which would stand in the midst of a text."""
    there = [page.extract_text().rstrip() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return squeezed("".join(re.sub(r"\n[^\n]*\d+ of \d+$", "", words) for words in there))


def word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        parts += [cell.text for row in table.rows for cell in row.cells]
    return squeezed("".join(parts))


READERS = [(sheet_pdf.write, pdf_text), (sheet_word.write, word_text)]
IDS = ["PDF", "docx"]


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[str, str]]:
    """Sheet and key of an item of each type, as words, by ending."""
    items = of_each_type()
    made = sheets.sheet("A sheet", items), sheet_key.key("A sheet", items)
    return {
        name: tuple(read(write("A sheet", part)) for part in made)
        for name, (write, read) in zip(IDS, READERS, strict=True)
    }


@pytest.mark.parametrize("ending", IDS)
def test_a_sheet_has_every_question_and_no_answer(pages, ending):
    """All that is asked stands on the sheet, and nothing that gives an answer away."""
    sheet, _ = pages[ending]
    for item in of_each_type():
        for one in text.texts(item):
            wanted = squeezed(shapes.plain(one.words))
            place = one.place.split("/")[0]
            if one.answer:
                assert wanted not in sheet, (item.id, one.place)
            elif place not in ("hints", "unit") and not item.type == "class-coding":
                assert wanted in sheet, (item.id, one.place)


@pytest.mark.parametrize("ending", IDS)
def test_a_sheet_of_coding_has_the_codebook_without_its_examples(pages, ending):
    """Each code’s rules are printed; what describes the paragraphs is in the key."""
    sheet, key = pages[ending]
    for row in paragraph_codes.rows():
        for column in ("label", "definition", "include", "exclude"):
            assert squeezed(row[column]) in sheet, (row["letter"], column)
        assert squeezed(row["boundary_example"]) not in sheet
        assert ending == "PDF" or squeezed(row["boundary_example"]) in key


@pytest.mark.parametrize("ending", IDS)
def test_a_key_has_every_answer(pages, ending):
    """Answers, feedback, schemes, exemplars and hints stand in the key; page breaks aside."""
    _, key = pages[ending]
    missing, count = [], 0
    for item in of_each_type():
        for one in text.texts(item):
            if (one.answer or one.place.startswith("hints")) and one.place != "otherwise":
                count += 1
                if squeezed(words(shapes.html(one.words))) not in key:
                    missing.append((item.id, one.place))
    # A text across a page break has the footer in its middle.
    assert len(missing) <= (count // 20 if ending == "PDF" else 0), missing


@pytest.mark.parametrize(("write", "read"), READERS, ids=IDS)
def test_strange_signs_survive_on_paper(write, read):
    """Signs that mean something to typst or to Word come out as they went in, Arabic among them."""
    made = [blocks.Block("para", [blocks.Run(f"{HOSTILE} one"), blocks.Run(" bold", bold=True)])]
    made.append(blocks.Block("item", [blocks.Run(HOSTILE)], label="☐"))
    made.append(blocks.Block("table", rows=[[[blocks.Run(HOSTILE)]]], widths=(1,)))
    found = read(write(f'T "{HOSTILE}"', made))
    # A reader of PDF gives the letters of Arabic from left to right or from right to left.
    latin = squeezed(HOSTILE.replace("مرحبا", ""))
    bare = re.sub("[\u0600-\u06ff\ufe70-\ufeff]", "", found)
    assert bare.count(latin) >= 3
    assert len(re.findall("[\u0600-\u06ff\ufe70-\ufeff]", found)) >= 15


@pytest.mark.parametrize("write", [sheet_pdf.write, sheet_word.write], ids=IDS)
def test_a_sheet_has_the_same_bytes_each_time(write):
    """Nothing in a sheet tells when it was made."""
    made = sheets.sheet("First look", of_set("first-look"))
    assert write("First look", made) == write("First look", made)


@pytest.mark.parametrize(("lines", "pages", "closer"), [(27, 1, 0), (30, 1, 1), (50, 2, 0)])
def test_a_sheet_is_set_closer_only_where_that_saves_a_page(lines, pages, closer):
    """What runs over by a little is set closer, never below what can be read and written on."""
    made = [blocks.Block("title", blocks.plain("T")), blocks.Block("lines", count=lines)]
    data = sheet_pdf.write("T", made)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == pages
    assert data == sheet_pdf._set("T", made, "a4", sheet_pdf.LOOKS[closer])
    assert all(look.size >= 10.5 and look.line >= 8 for look in sheet_pdf.LOOKS)


def test_lines_to_write_on_that_go_over_to_a_page_say_whose_they_are():
    """The next page names the task while its lines go on, and says nothing of one that is done."""
    made = [blocks.Block("title", blocks.plain("T"))]
    for task in ("1. Why?", "2. How?"):
        made += [blocks.Block("task", blocks.plain(task)), blocks.Block("lines", count=40)]
    made.append(blocks.Block("part", blocks.plain("The report")))
    pages = pypdf.PdfReader(io.BytesIO(sheet_pdf.write("T", made))).pages
    heads = [re.findall(r"\S+ \S+ \(continued\)", page.extract_text()) for page in pages]
    assert heads == [[], ["1. Why? (continued)"], ["2. How? (continued)"], []]


def test_a_sheet_is_black_on_white_with_its_fonts_inside():
    """The PDF is A4, in black alone, and brings its fonts."""
    data = sheet_pdf.write("First look", sheets.sheet("First look", of_set("first-look")))
    reader = pypdf.PdfReader(io.BytesIO(data))
    for page in reader.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        stream = page.get_contents().get_data().decode("latin-1")
        colours = re.findall(r"((?:[\d.]+ )+)(?:scn?|rg|g|k)\b", stream, re.IGNORECASE)
        assert set(colours) == {"0 "}
        for font in page["/Resources"]["/Font"].values():
            inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inside.get_object())


def test_a_word_sheet_has_real_headings_and_room_to_write():
    """Titles are headings of Word, and every line to write on is a ruled row."""
    items = of_set("first-look")
    data = sheet_word.write("First look", sheets.sheet("First look", items))
    document = docx.Document(io.BytesIO(data))
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert (
        styles[0] == "Heading 1" and styles.count("Heading 2") == len(items) + 1
    )  # and the report
    ruled = sum(len(t.rows) for t in document.tables if len(t.columns) == 1)
    assert ruled == sum(item.get("lines", 0) for item in items)
    for style in ("Normal", "Heading 1", "Heading 2"):
        assert str(document.styles[style].font.color.rgb) == "000000"


def test_a_word_sheet_has_no_empty_paragraph_but_between_tables_and_behind_the_last():
    """Behind a table other words keep away by themselves."""
    lines, words = blocks.Block("lines", count=2), blocks.para("Words.")
    made = sheet_word.write("T", [lines, words, lines, lines, words, lines])
    document = docx.Document(io.BytesIO(made))
    there = [part.text if hasattr(part, "text") else "|" for part in document.iter_inner_content()]
    assert there == ["|", "Words.", "|", "", "|", "Words.", "|", ""]
    room = [one.paragraph_format.space_before for one in document.paragraphs if one.text]
    assert room[0] == room[1] > 0


def test_a_word_sheet_is_in_british_english():
    """Every language that the styles name for our letters is British, for the spelling check."""
    styles = docx.Document(io.BytesIO(sheet_word.write("T", []))).styles.element
    found = [one.get(docx.oxml.ns.qn("w:val")) for one in styles.iter(docx.oxml.ns.qn("w:lang"))]
    assert found and set(found) == {"en-GB"}


def test_a_report_that_may_not_be_printed_in_full_is_cut(monkeypatch):
    """Where a card allows extracts alone, sheets and exports print no more of the report."""
    monkeypatch.setattr(sources.Report, "full_text", property(lambda report: False))
    items = of_set("one-report-50")
    printed = json.dumps([block.__dict__ for block in sheets.sheet("T", items)], default=str)
    report = sources.report("hague-lavrov-2012")
    for one in report.paragraphs.values():
        if len(one.text.split()) > 12:
            assert " ".join(one.text.split()[:14]) not in printed


def shown(block: blocks.Block) -> str:
    return "".join(run.words for run in block.runs)


def test_a_report_has_its_byline_its_stamp_and_its_agency():
    """What a task asks of the labels of the page stands over the report."""
    made = [shown(block) for block in sheets.sheet("T", of_set("first-look"))]
    stamp = "Gavin Cordon · Wednesday 08 February 2012 12:16 EST · Press Association (PA), "
    assert f"{stamp}The Independent" in made
    other = shapes.stamp(sources.report("hammond-khoja-2015"))
    assert other.startswith("no byline on our copy · Updated · Press")


def test_a_sheet_says_which_task_needs_a_page_and_prints_harmless_rows():
    """A task that rests on tables names its page; rows are printed where they give nothing away."""
    items = of_set("path-30") + of_set("public-opinion-28")
    made = [shown(block) for block in sheets.sheet("T", items)]
    needs = "Needs the page, on screen or on paper: "
    assert made.count(f"{needs}What did the public want?") == 1
    printed = "Needs its rows, which end this sheet, or the page: "
    assert made.count(f"{printed}What did the public want?") == 3
    asked = bank.item("path-assad-in-time")
    assert named.pages_needed(asked) and not named.rows(asked)
    for row in keys.named(asked):
        assert not [line for line in made if squeezed(line) == squeezed(words(row))]
    printed = bank.item("opinion-may-we-compare")
    rows = [squeezed(line) for line in made]
    for row in keys.named(printed):
        assert [line for line in rows if line.startswith(squeezed(words(row.split("<a")[0])))]
    told = readme.student(items).decode("utf-8")
    assert "What did the public want?" in told and "opinion-may-we-compare (rows printed)" in told


def test_a_task_needs_the_pages_that_its_stem_sends_to_but_no_report():
    """Passages do not stand for a linked page; what a sheet has or a stem tells needs none."""
    needed = named.pages_needed
    assert needed(bank.item("if-the-stamp-were-lost")) == ["Timeline"]
    both = ["Rival explanations", "What did a Commons majority mean?"]
    assert needed(bank.item("explain-corbyn-needed")) == both
    assert needed(bank.item("known-strikes-of-2018"))  # “rows” alone does not say which
    for name in named.TOLD_IN_FULL:
        assert not needed(bank.item(name)) and list(text.addresses(bank.item(name)["stem"])), name
    asked = bank.item("whose-words-2012")
    report = asked.data | {"stem": "By [the report](hague-lavrov-2012#p3), who speaks?"}
    assert not needed(asked) and not needed(bank.Item(asked.chapter, report))


def test_a_key_puts_no_colon_behind_a_full_stop():
    """A row of a grid that is a sentence keeps its stop; one that is a name gets a colon."""
    item = bank.item("how-we-know-2015")
    names = [item["rows"][0], item["rows"][1] | {"text": "The day"}]
    made = [
        shown(block) for block in sheet_key.key("T", [bank.Item("x", item.data | {"rows": names})])
    ]
    assert [
        line for line in made if line.startswith("The talks were held at the Foreign Office. How")
    ]
    assert [line for line in made if line.startswith("The day: How")]


def test_rows_are_printed_of_tasks_that_exist_and_need_them():
    """The list of tasks with rows on paper has no stranger and no task for marks."""
    for name in named.ROWS_ON_PAPER:
        assert named.rows(bank.item(name)), name


def test_the_paragraphs_of_a_paper_are_those_that_its_questions_name():
    """“From ¶2 to ¶4” means three paragraphs; hints, feedback and exemplars name none."""
    item = bank.item("paper-four-3")
    span = "{para}`¶2 <hammond-khoja-2015#p2>` to\n{para}`¶4 <hammond-khoja-2015#p4>`, not later"
    data = item.data | {"stem": span, "passages": ["hague-lavrov-2012#p7"]}
    data["hints"] = ["See {para}`¶9 <hammond-khoja-2015#p9>`."]
    found = named.paragraphs([bank.Item("papers", data)])
    assert found == {"hague-lavrov-2012": ["p7"], "hammond-khoja-2015": ["p2", "p3", "p4"]}


@pytest.mark.parametrize("one", [one for one in sets.sets() if one.for_marks], ids=lambda s: s.id)
def test_a_paper_has_its_sources_first_and_once_and_no_hint(one):
    """Reports stand before the questions, no further than they are named; hints are nowhere."""
    items = list(one.items)
    lines = [shown(block) for block in paper.sheet(one)]
    first = lines.index(items[0]["title"])
    for report, there in named.paragraphs(items).items():
        for key, part in sources.report(report).paragraphs.items():
            places = [at for at, line in enumerate(lines) if line == f"{part.number} {part.text}"]
            wanted = key in there and one.reports
            assert len(places) == wanted and all(at < first for at in places)
    everything = squeezed(" ".join([*lines, *map(shown, sheet_key.key("T", items))]))
    for item in items:
        for hint in item["hints"]:
            assert squeezed(words(shapes.html(hint))) not in everything


@pytest.mark.parametrize("one", [one for one in sets.sets() if one.for_marks], ids=lambda s: s.id)
def test_a_paper_asks_all_and_says_its_marks(one):
    """Every paragraph of every stem, a report under its letter, marks before the room to write."""
    made = paper.sheet(one)
    lines = [shown(block) for block in made]
    printed = squeezed(" ".join(lines))
    for item in one.items:
        for part in blocks.blocks(shapes.paragraph(shapes.html(item["stem"]))):
            said = shown(part)
            if one.letters and re.match(r"Source [A-Z] is", said):
                continue  # it says again what stands under the first question
            assert squeezed(said) in printed, (item.id, said)
    for name, letter in one.letters.items():
        at = next(n for n, line in enumerate(lines) if line.startswith(f"Source {letter}."))
        assert lines[at + 1] == sources.report(name).card["headline"]
    told = [block for block in made if block.kind == "marks"]
    assert len(told) == sum(item.type == "written" for item in one.items)
    for block in told:
        assert made[made.index(block) + 1].kind == "lines"
        assert not [b for b in made[made.index(block) - 3 : made.index(block)] if b.kind == "para"]


# SCORM -------------------------------------------------------------------------------------------

TASK = (
    '<sb-task id="task-{id}" data-task="{id}" data-type="choose-one"><p>{stem} '
    '<a href="hague-lavrov-2012.html#p5" data-preview="hague-lavrov-2012#p5" class="sb-para">¶5</a>'
    '<a href="timeline.html">Timeline</a> <a class="sb-outside" href="https://example.org/">x</a></p>'
    '<script type="application/json" data-key>{{"k":"e30="}}</script></sb-task>'
)


@pytest.fixture
def built(tmp_path):
    """A build with one task, its script and its style sheet."""
    static = tmp_path / "html" / "_static"
    (static / "fonts").mkdir(parents=True)
    for name in ("tasks.css", "tasks-store.js", "tasks.js", "look.js", "fonts/a.woff2"):
        (static / name).write_text(name, encoding="utf-8")
    item = of_set("first-look")[0]
    head = '<link rel="stylesheet" type="text/css" href="_static/tasks.css?v=1" />'
    head += "".join(
        f'<script defer="defer" src="_static/{name}?v=1"></script>'
        for name in ("look.js", "tasks-store.js", "tasks.js")
    )
    previews = '<script type="application/json" id="sb-previews">{"a#p1": "x <\\/b>"}</script>'
    page = f"<html><head>{head}</head><body>{TASK.format(id=item.id, stem=HOSTILE)}{previews}"
    (tmp_path / "html" / f"{item.chapter}.html").write_text(page, encoding="utf-8")
    return tmp_path / "html", item


def test_a_package_has_all_that_its_page_asks_for(built):
    """Every file that the page or the manifest names is in the zip, and nothing else."""
    folder, item = built
    data = scorm.write("try", 'A & "set" <b>', [item], folder)
    archive = zipfile.ZipFile(io.BytesIO(data))
    page = archive.read("index.html").decode("utf-8")
    asked = re.findall(r'(?:src|href)="((?!#|https?:)[^"]+)"', page)
    assert asked and set(asked) <= set(archive.namelist())
    assert "look.js" not in page
    root = ET.fromstring(archive.read("imsmanifest.xml"))
    listed = {one.get("href") for one in root.iter(f"{{{scorm.PACKING}}}file")}
    assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
    assert [t.text for t in root.iter(f"{{{scorm.PACKING}}}title")] == ['A & "set" <b>'] * 2
    resource = next(root.iter(f"{{{scorm.PACKING}}}resource"))
    assert resource.get(f"{{{scorm.SCORM}}}scormtype") == "sco"
    assert resource.get("href") in listed
    assert data == scorm.write("try", 'A & "set" <b>', [item], folder)


def test_a_package_has_the_task_its_key_and_links_that_work_alone(built):
    """The task is in the page with its key; links lead to paragraphs there, or to other hosts."""
    folder, item = built
    data = scorm.write("try", "T", [item], folder)
    page = zipfile.ZipFile(io.BytesIO(data)).read("index.html").decode("utf-8")
    assert HOSTILE in page
    key = json.loads(re.search(r"data-key>(\{.*?\})</script>", page)[1])["k"]
    key = json.loads(base64.b64decode(key))
    assert [o["right"] for o in key["options"]] == [bool(o.get("right")) for o in item["options"]]
    for option, one in zip(item["options"], key["options"], strict=True):
        assert squeezed(words(one["feedback"])) == squeezed(words(shapes.html(option["feedback"])))
    anchors = set(re.findall(r'\bid="([\w-]+)"', page))
    links = re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page + str(key))
    assert set(links) >= {"#hague-lavrov-2012-p5", "https://example.org/"}
    assert all(link[1:] in anchors for link in links if link.startswith("#"))
    assert not [link for link in links if not link.startswith(("#", "https:"))]
    for report in sources.ids():
        for one in sources.report(report).paragraphs.values():
            assert squeezed(one.text) in squeezed(words(page))


def test_the_data_that_tasks_share_stands_in_a_page_once(built):
    """A build puts it inside the first task of a page; the package has it once, all pages' parts
    in it, and so no name twice."""
    folder, item = built
    other = next(one for one in of_each_type() if one.chapter != item.chapter)
    for number, one in enumerate((item, other)):
        path = folder / f"{one.chapter}.html"
        page = path.read_text(encoding="utf-8") if path.is_file() else ""
        page = page or f"<html><body>{TASK.format(id=one.id, stem='x')}"
        data = f'<script type="application/json" id="sb-bench">{{"p{number}": 1}}</script>'
        path.write_text(page.replace("</sb-task>", f"{data}</sb-task>", 1), encoding="utf-8")
    made = scorm.write("try", "T", [item, other], folder)
    page = zipfile.ZipFile(io.BytesIO(made)).read("index.html").decode("utf-8")
    names = re.findall(r'\bid="([\w-]+)"', page)
    assert sorted(names) == sorted(set(names))
    data = re.search(r'id="sb-bench">(.*?)</script>', page)[1]
    assert json.loads(data) == {"p0": 1, "p1": 1}


def test_tasks_for_marks_go_into_no_package(built):
    """A set with a task for marks has no SCORM, since a page's key can be read; it is listed."""
    assert not scorm.possible(of_set("paper-quiz"))
    assert all(scorm.losses(item)[0].part == "item" for item in of_set("paper-quiz"))
    folder, item = built
    with pytest.raises(scorm.NoTasks, match="yesterday-in-damascus"):
        scorm.write("try", "T", of_set("first-look"), folder)


LMS = """
window.kept = {"cmi.core.student_id": "one", "cmi.suspend_data": %s};
window.API = {
  LMSInitialize: () => "true", LMSFinish: () => "true", LMSCommit: () => "true",
  LMSGetValue: (name) => window.kept[name] ?? "",
  LMSSetValue: (name, value) => { window.kept[name] = value; return "true"; },
};
"""
STORE = """
window.sourcebook = {store: (() => {
  const held = {}, told = [];
  return {all: () => held, peek: (id) => held[id], clear() {}, onChange: (one) => told.push(one),
    put(id, record) { held[id] = record; told.forEach((one) => one(id)); }};
})(), tasks: {flush() {}}};
"""


def test_a_package_reports_to_its_course_and_gets_its_answers_back(built, browser, tmp_path):
    """Score, status and answers go to the course, within its 4096 characters, and come back."""
    folder, item = built
    (folder / "_static" / "tasks-store.js").write_text(STORE, encoding="utf-8")
    (folder / "_static" / "tasks.js").write_text("", encoding="utf-8")
    data = scorm.write("try", "T", [item], folder)
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path / "out")
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(LMS % '"not json"')
    page.goto((tmp_path / "out" / "index.html").as_uri())
    put = "record => sourcebook.store.put(record.id, record)"
    page.evaluate(put, {"id": item.id, "answer": 1, "score": 1, "done": True, "version": "v"})
    page.wait_for_function("kept['cmi.core.score.raw'] === '100'")
    kept = page.evaluate("kept")
    assert kept["cmi.core.lesson_status"] == "completed"
    assert "kept by the course" in page.locator("[data-scorm]").inner_text()
    page.evaluate(put, {"id": item.id, "answer": "x" * 5000, "score": 0})
    page.wait_for_function("kept['cmi.core.score.raw'] === '0'")
    assert len(page.evaluate("kept['cmi.suspend_data']")) <= 4096
    assert "no room for your longest answer" in page.locator("[data-scorm]").inner_text()
    again = context.new_page()
    again.add_init_script(LMS % json.dumps(kept["cmi.suspend_data"]))
    again.goto((tmp_path / "out" / "index.html").as_uri())
    assert again.evaluate(f"sourcebook.store.all()['{item.id}'].answer") == 1
    context.close()


# The command -------------------------------------------------------------------------------------


once = functools.cache(checks.everything)


@pytest.fixture(autouse=True)
def checked_once(monkeypatch):
    """Let the command look at the book once for all tests: nothing in it changes."""
    monkeypatch.setattr(checks, "everything", once)


def run(capsys, *arguments) -> tuple[int, str, str]:
    try:
        code = export.main([str(one) for one in arguments])
    except SystemExit as stop:
        code = stop.code
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_teacher_gets_every_format_with_practice_and_assessment_apart(
    tmp_path, capsys, monkeypatch
):
    """One command writes all formats of a set, what is lost is listed and counted."""
    monkeypatch.setattr(export, "BUILT", tmp_path / "none")
    folder = tmp_path / "out"
    code, said, _ = run(capsys, folder, "--set", "first-look", "--set", "paper-quiz")
    assert code == 0 and "SCORM" in said
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    for edition, name in (("practice", "first-look"), ("assessment", "paper-quiz")):
        for file in ("moodle.xml", "gift.txt", "tasks.csv", "canvas-qti12.zip", "qti21.zip"):
            assert f"{edition}/{file}" in found
        for ending in (".pdf", ".docx", "-key.pdf", "-key.docx"):
            assert f"{edition}/sheets/{name}{ending}" in found
    practice = (folder / "practice" / "moodle.xml").read_text(encoding="utf-8")
    assert "whose-words-2012" in practice and "paper-quiz" not in practice
    told = (folder / "README.txt").read_text(encoding="utf-8")
    assert "No SCORM package was made" in told and "No live Moodle" in told
    assert re.search(r"GIFT: 0 tasks left out, \d+ parts lost", said)
    assert "mend-a-sentence" in told.partition("GIFT:")[2]


def test_a_student_export_has_sheets_of_practice_sets_alone(tmp_path, capsys):
    """Without keys, without tasks for marks, and without a word of any answer."""
    folder = tmp_path / "out"
    code, said, _ = run(capsys, folder, "--student", "--set", "first-look", "--set", "paper-quiz")
    assert code == 0 and "paper-quiz" in said
    names = sorted(path.name for path in folder.rglob("*") if path.is_file())
    assert names == ["README.txt", "first-look.docx", "first-look.pdf"]
    assert said.startswith(f"Written into {folder}: 3 files.\n")
    there = pdf_text((folder / "sheets" / "first-look.pdf").read_bytes())
    for item in of_set("first-look"):
        for one in text.texts(item):
            assert not one.answer or squeezed(shapes.plain(one.words)) not in there


def test_every_item_stands_in_a_set_or_in_one_of_its_chapter():
    """No task lacks a sheet because no set names it."""
    listed = [name for one in export._sets([]) for name in one["items"]]
    assert {item.id for item in bank.items()} == set(listed)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "folder"),
        (["{tmp}/new", "--set", "nothing"], "There is no set 'nothing'"),
        (["{tmp}/full"], "Name a new or an empty one (with make: TO=folder)"),
        (["{tmp}/full/file"], "This is a file"),
        (["{tmp}/full/file/under", "--student", "--set", "first-look"], "cannot be written"),
        (["{tmp}/new", "--book", "{tmp}/full"], "There is no built book"),
        (["{root}/book/new"], "Readers would get the keys"),
        (["{tmp}/new", "--teachers"], "nrecognized"),
        ([""], "the name is blank"),
        (["  "], "the name is blank"),
        (["{tmp}/new", "--student", "--set", "paper-quiz"], "For marks alone: paper-quiz"),
    ],
)
def test_a_bad_argument_gives_one_sentence_and_loses_nothing(tmp_path, capsys, arguments, sentence):
    """A wrong folder, set, book or option stops with a sentence and code 2; no file is touched."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("kept", encoding="utf-8")
    given = [one.format(tmp=tmp_path, root=export.ROOT) for one in arguments]
    if "--book" in given:
        given += ["--set", "first-look"]
    code, out, said = run(capsys, *given)
    assert code == 2 and not out
    assert said.startswith("STOPPED: ") and sentence in said and said.count("\n") == 1
    assert (tmp_path / "full" / "file").read_text(encoding="utf-8") == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


@pytest.mark.parametrize("student", [[], ["--student"]])
def test_a_book_with_faults_is_not_exported(tmp_path, capsys, monkeypatch, student):
    """Every fault is listed with file, item and remedy, and no file is written."""
    found = [Fault("exercises/bank/a.yml", f"item {n}", "It is wrong.", "Mend it.") for n in (1, 2)]
    monkeypatch.setattr(checks, "everything", lambda: found)
    code, out, said = run(capsys, tmp_path / "new", *student)
    assert code == 2 and not out and not (tmp_path / "new").exists()
    assert said.startswith("STOPPED: 2 faults found:\n")
    assert all(f"- exercises/bank/a.yml, item {n}: It is wrong. Mend it." in said for n in (1, 2))


@pytest.mark.parametrize("way", ["straight", "a link to it", "a linked checkout"])
@pytest.mark.parametrize("public", ["book", "_build"])
@pytest.mark.parametrize("inside", ["", "deep/new"])
def test_no_key_is_written_where_readers_look(tmp_path, capsys, monkeypatch, public, way, inside):
    """The folders that a build publishes are refused, straight and through a symbolic link."""
    root, link = tmp_path / "root", tmp_path / "link"
    (root / public).mkdir(parents=True)
    monkeypatch.setattr(export, "ROOT", root)
    asked = root / public / inside
    if way == "a link to it":
        link.symlink_to(root / public)
        asked = link / inside
    elif way == "a linked checkout":
        link.symlink_to(root)
        monkeypatch.setattr(export, "ROOT", link)
    code, out, said = run(capsys, asked, "--student", "--set", "first-look")
    assert code == 2 and not out
    assert "Readers would get the keys" in said and said.count("\n") == 1
    assert list((root / public).iterdir()) == []


def test_a_folder_beside_the_public_ones_is_taken(tmp_path, monkeypatch):
    """A name that only begins like a public folder is no public folder."""
    monkeypatch.setattr(export, "ROOT", tmp_path)
    for name in ("books", "_build-2", "exports"):
        export._check_folder(tmp_path / name)


def test_a_missing_package_gives_a_sentence(tmp_path, capsys, monkeypatch):
    """Without the packages of the extra the command says which one is missing."""
    monkeypatch.setitem(sys.modules, "typst", None)
    code, _, said = run(capsys, tmp_path / "new", "--student", "--set", "first-look")
    assert code == 2 and "'typst'" in said and not (tmp_path / "new").exists()


def test_what_was_written_goes_again_when_the_rest_cannot_be(tmp_path):
    """A disk that fails halfway leaves no half an export."""
    files = {"a/one.txt": b"1", "b": b"2", "b/two.txt": b"3"}
    with pytest.raises(export.Stopped, match="cannot be written"):
        export._save(tmp_path / "out" / "deep", files)
    assert list(tmp_path.iterdir()) == []


def test_a_build_starts_without_the_packages_that_write_files():
    """No page waits for a package that only sheets and course systems need."""
    import subprocess

    heavy = {"typst", "docx", "pypdf", "text2qti", "qti_package_maker"}
    code = f"import sourcebook.sphinx, sys; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_entries_stand_on_paper_as_in_the_pages():
    """The entries of an order stand on the sheet in the order of the page, never the right one."""
    for item in bank.items():
        if item.type == "order":
            table = next(block for block in sheets.sheet("T", [item]) if block.kind == "table")
            shown = ["".join(run.words for run in row[1]) for row in table.rows[1:]]
            meant = [words(shapes.html(item["entries"][n]["text"])) for n in keys.shuffled(item)]
            assert [squeezed(one) for one in shown] == [squeezed(one) for one in meant]


def test_an_old_build_that_nobody_named_costs_the_packages_alone(tmp_path, monkeypatch):
    """A build without the tasks stops the export if it was named; else the rest is written."""
    old = tmp_path / "html"
    old.mkdir()
    (old / "index.html").write_text("<p>An old book.</p>", encoding="utf-8")
    monkeypatch.setattr(export, "BUILT", old)
    sets = [one for one in export._sets(["first-look"]) if one["id"] == "first-look"]
    files, said = export._packages(sets, None)
    assert files == {} and "Run make book first" in said[0]
    with pytest.raises(export.Stopped, match="does not print"):
        export._packages(sets, old)
