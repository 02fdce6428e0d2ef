"""The handouts of the kit as files: every PDF, every .docx, every zip."""

import io
import re
import zipfile

import pytest

from export_readers import squeezed
from sourcebook import accounts, sources, tables
from sourcebook.kit import (
    bundle,
    entries,
    handouts,
    kinds_plan,
    kinds_tasks,
    lessons,
    roleplays,
    slides,
)
from sourcebook.tasks import bank, editions, sets, text
from sourcebook.tasks.exports import shapes, sheet_pdf
from sourcebook.tasks.exports.blocks import Block, plain
from sourcebook.tasks.labels import minutes

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
PAPERS = {"-a4.pdf": [595, 842], "-letter.pdf": [612, 792]}
EDGE = 20  # points of every page that stay white
LETTER = 500  # thousandths of its size: a letter whose width the font does not say


@pytest.fixture(scope="module", params=[editions.STUDENT, editions.TEACHER])
def made(request) -> bundle.Bundle:
    """The files of an edition."""
    return bundle.make(request.param)


@pytest.fixture(scope="module")
def readers(made) -> dict[str, pypdf.PdfReader]:
    """Every PDF of an edition, opened once, by its name."""
    names = [name for name in made.files if name.endswith(".pdf")]
    return {name: pypdf.PdfReader(io.BytesIO((made.folder / name).read_bytes())) for name in names}


@pytest.fixture(scope="module")
def words(readers) -> dict[str, str]:
    """What every A4 PDF of an edition says, without its footers, by the id of its sheet."""
    found = {}
    for name, reader in readers.items():
        if name.endswith("-a4.pdf"):
            pages = [re.sub(r"\n[^\n]*\d+ of \d+\s*$", "", p.extract_text()) for p in reader.pages]
            found[name.removesuffix("-a4.pdf")] = squeezed("".join(pages))
    return found


def sheets(made) -> list[handouts.Sheet]:
    return list(handouts.sheets(made.folder.name))


def letter_widths(font) -> dict[str, float]:
    """How wide each letter of an embedded font is, in thousandths of its size."""
    codes = re.findall(r"<(\w+)> <(\w+)>\n", font["/ToUnicode"].get_object().get_data().decode())
    spans = iter(font["/DescendantFonts"][0].get_object()["/W"])
    by_code = {}
    for first, last, width in zip(spans, spans, spans, strict=True):
        by_code |= dict.fromkeys(range(first, last + 1), float(width))
    return {
        bytes.fromhex(letters).decode("utf-16-be"): by_code.get(int(code, 16), LETTER)
        for code, letters in codes
    }


def outside(page) -> list[str]:
    """The lines of a page that reach over its edge."""
    width, height = (float(side) for side in page.mediabox[2:])
    fonts, found = {}, []

    def line(said, place, _, font, size):
        if not said.strip():
            return
        widths = fonts.setdefault(font["/BaseFont"], letter_widths(font))
        long = sum(widths.get(letter, LETTER) for letter in said.strip()) * size / 1000
        inside = EDGE <= place[4] and place[4] + long <= width - EDGE
        if not (inside and EDGE < place[5] < height - EDGE):
            found.append(said)

    page.extract_text(visitor_text=line)
    return found


def test_every_handout_is_there_on_two_papers_and_for_word(made):
    """Each sheet has its three files and each lesson its zip; nothing else lies in the folder."""
    wanted = {sheet.id + ending for sheet in sheets(made) for ending in bundle.FORMS}
    wanted |= {f"{one.id}.zip" for one in (*lessons.lessons(), *roleplays.roleplays())}
    assert {path.name for path in made.folder.iterdir()} == wanted == set(made.files)


def test_every_pdf_has_its_paper_and_its_fonts_and_its_title(made, readers):
    """Pages are A4 or Letter, fonts are embedded, and the title can be read out of the file."""
    for sheet in sheets(made):
        for ending, paper in PAPERS.items():
            reader = readers[sheet.id + ending]
            assert len(reader.pages) == made.files[sheet.id + ending].pages > 0
            assert squeezed(sheet.title) in squeezed(reader.pages[0].extract_text())
            for page in reader.pages:
                assert [round(float(side)) for side in page.mediabox[2:]] == paper
                for font in page["/Resources"]["/Font"].values():
                    inside = font.get_object()["/DescendantFonts"][0].get_object()
                    assert {"/FontFile2", "/FontFile3"} & set(inside["/FontDescriptor"])


def test_every_pdf_is_black_alone(readers):
    """A copier loses nothing: no page has a colour or a grey."""
    for name, reader in readers.items():
        for page in reader.pages:
            stream = page.get_contents().get_data().decode("latin-1")
            found = set(re.findall(r"((?:[\d.]+ )+)(?:scn?|rg|g|k)\b", stream, re.IGNORECASE))
            assert found <= {"0 "}, (name, found)


def test_no_line_is_clipped(readers):
    """Every line of every page ends before the edge of the paper."""
    for name, reader in readers.items():
        for page in reader.pages:
            assert outside(page) == [], name


def test_a_clipped_line_would_be_found():
    """A word too long for the page, and a row too high for it, are seen."""
    long = [Block("para", plain("unbroken" * 20))]
    high = [Block("table", rows=[[plain("head")], [plain("word " * 2000)]], widths=(1,))]
    for blocks in (long, high):
        reader = pypdf.PdfReader(io.BytesIO(sheet_pdf.write("T", blocks)))
        assert any(outside(page) for page in reader.pages)


def test_every_word_file_opens_with_its_headings_and_no_empty_table(made):
    """Titles are headings; a table that is no room to write has words in its first row."""
    for sheet in sheets(made):
        document = docx.Document(io.BytesIO((made.folder / f"{sheet.id}.docx").read_bytes()))
        titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert titles == [sheet.title]
        parts = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
        assert parts == [
            "".join(run.words for run in block.runs)
            for block in sheet.blocks
            if block.kind in ("task", "part")
        ]
        for table in document.tables:
            assert table.rows
            if len(table.columns) > 1:
                assert any(cell.text.strip() for cell in table.rows[0].cells), sheet.id


@pytest.mark.parametrize("source", sources.ids())
def test_a_report_stands_whole_beside_its_margin(words, source):
    """Every paragraph has its number and every word of it; the owner of the rights is named."""
    name = next(
        one.id for one in entries.listed() if one["kind"] == "report" and one["source"] == source
    )
    report = sources.report(source)
    for key, one in report.paragraphs.items():
        if key != "headline":
            assert squeezed(f"{one.number} {one.text}") in words[name]
    assert squeezed(report.card["rights"]) in words[name]


def test_a_report_that_may_not_be_printed_in_full_is_cut(monkeypatch):
    """Where a card allows extracts alone, the handout has no more of the report."""
    monkeypatch.setattr(sources.Report, "full_text", property(lambda report: False))
    sheet = next(one for one in handouts.sheets(editions.STUDENT) if one.kind == "report")
    printed = str(sheet.blocks)
    for one in sources.report("hague-lavrov-2012").paragraphs.values():
        if len(one.text.split()) > 14:
            assert " ".join(one.text.split()[:14]) not in printed


def test_a_sheet_of_extracts_has_the_address_and_no_long_paragraph(words):
    """A teacher who may not copy a report has its first words, and where the whole of it is."""
    for one in entries.listed():
        if one.get("extracts"):
            report = sources.report(one["source"])
            assert squeezed(report.card["address"]) in words[one.id]
            for part in report.paragraphs.values():
                assert len(part.text.split()) <= 14 or squeezed(part.text) not in words[one.id]


def test_a_sheet_that_brings_what_a_page_has_needs_no_page(words):
    """A card of an account, or a list, stands on the sheet in place of the page that has it."""
    card = tables.row("accounts", "pmqs-2012")["card"]
    sheet = words["two-weeks-tasks-4"]
    assert squeezed(card) in sheet
    assert squeezed("on paper: One event, several accounts") not in sheet
    assert squeezed("on paper: Missing voices") not in sheet
    assert squeezed("Needs its rows, which end this sheet, or the page: Missing voices") in sheet


def test_a_plan_has_every_step_and_every_misconception(words):
    """The plan says all that the lesson's file says to the teacher, minute by minute."""
    for lesson in lessons.lessons():
        plan = words[f"{lesson.id}-plan"]
        said = [lesson["question"], lesson["short"], lesson["knows"]]
        said += [one[part] for one in lesson["misconceptions"] for part in ("they_say", "answer")]
        for session in lesson.sessions:
            for step in session.steps:
                said += [step[part] for part in ("title", "teacher", "pupils")]
                said += [step["say"]] if "say" in step.data else []
                said.append(step.span)
        # A text across a page break has the footer in its middle.
        missing = [one for one in said if squeezed(shapes.plain(one)) not in plan]
        assert len(missing) <= 2, (lesson.id, missing)


def test_a_plan_says_what_to_do_beforehand_and_what_can_go():
    """Product, checklist and what to leave out stand on every plan, and the minutes of tasks."""
    for lesson in lessons.lessons():
        blocks = kinds_plan.plan(entries.plan_of(lesson))
        cells = [runs for block in blocks for row in block.rows for runs in row]
        lists = [*(block.runs for block in blocks), *cells]
        plan = squeezed("".join(run.words for runs in lists for run in runs))
        for one in (lesson["product"], *lesson["before"], lesson["less"]):
            assert squeezed(shapes.plain(one)) in plan, (lesson.id, one)
        for item in (item for s in lesson.sessions for step in s.steps for item in step.items):
            assert squeezed(f"{item['title']} ({minutes(item['minutes'])})") in plan


@pytest.mark.parametrize("event", accounts.EVENTS)
def test_a_grid_has_every_claim_and_account_and_its_key_every_reading(event):
    """The grid asks for each cell that is asked about; the key says what we read there."""
    entry = next(one for one in entries.listed() if one.get("event") == event)
    blocks = handouts.KINDS["accounts-grid"](entry)
    grid = str(blocks)
    key = str(handouts.KEYS["accounts-grid"](entry))
    for claim in accounts.claims(event):
        assert claim["claim"] in grid and claim["claim"] in key
    for account in accounts.accounts(event):
        assert account["title"] in grid
    for row in accounts.reading(event).values():
        if accounts.asked(row):
            assert row["says"] in key
    _, *rows = next(block for block in blocks if block.kind == "table").rows
    cells = [cell[0].words for row in rows for cell in row[1:]]
    asked = [accounts.asked(row) for row in accounts.reading(event).values()]
    assert cells == ["" if each else "–" for each in asked]


def test_the_student_edition_has_no_key(made):
    """Keys are files of the teacher edition alone, one for each handout with answers."""
    keys = {name.removesuffix("-key.docx") for name in made.files if name.endswith("-key.docx")}
    asking = {one.id for one in entries.listed() if one["kind"] in handouts.KEYS}
    asking |= {one.id for one in sets.sets() if one.for_marks}
    assert asking and keys == (asking if made.folder.name == editions.TEACHER else set())


def test_no_answer_stands_on_a_handout_for_pupils(words, made):
    """What gives an answer away stands on no sheet of tasks, only on its key."""
    asked = {
        handout.id: kinds_tasks.items_of(handout)
        for handout in entries.listed()
        if handout["kind"] in ("tasks", "coding", "dating")
    }
    papers = {one.id: one.items for one in sets.sets() if one.for_marks}
    there = papers if made.folder.name == editions.TEACHER else {}
    assert papers and {name for name in papers if name in words} == set(there)
    count = 0
    for sheet, items in (asked | there).items():
        for item in items:
            for one in text.texts(item):
                # Who calibrates has the mark scheme before him.
                shown = item.type == "calibration" and one.place.startswith("scheme")
                answer = squeezed(shapes.plain(one.words))
                if one.answer and not shown and len(answer) > 40:
                    count += 1
                    assert answer not in words[sheet], (sheet, item.id, one.place)
    assert count > 20


def test_a_coding_that_no_task_has_is_refused():
    """A report without a task of coding is named in the error."""
    with pytest.raises(KeyError, match="no-such-report"):
        kinds_tasks.coding_of("no-such-report")
    assert kinds_tasks.coding_of("hague-lavrov-2012") == bank.item("class-coding-2012")


def test_a_zip_has_the_lesson_and_says_what_each_file_is(made):
    """A zip has plan and handouts in three folders, the keys in a fourth, slides, and a README."""
    shown = slides.make()
    keys = {sheet.id for sheet in handouts.keys()}
    for lesson in lessons.lessons():
        archive = zipfile.ZipFile(made.folder / f"{lesson.id}.zip")
        inside = bundle.parts(lesson, {sheet.id for sheet in sheets(made)} | keys)
        assert inside[0] == f"{lesson.id}-plan" and set(lesson.handouts) <= set(inside)
        names = {f"{lesson.id}/README.txt"}
        for sheet in inside:
            for ending, folder in bundle.FORMS.items():
                if sheet in keys and ending != "-a4.pdf":
                    continue
                name = f"{lesson.id}/{'Key' if sheet in keys else folder}/{sheet}{ending}"
                apart = sheet in keys and f"{sheet}{ending}" not in made.files
                there = made.folder.parent / "keys" if apart else made.folder
                assert archive.read(name) == (there / (sheet + ending)).read_bytes()
                names.add(name)
        for file in slides.of_deck(lesson.id):
            names.add(name := f"{lesson.id}/slides/{file}")
            assert archive.read(name) == (shown.folder / file).read_bytes()
        assert set(archive.namelist()) == names
        said = archive.read(f"{lesson.id}/README.txt").decode("utf-8")
        assert f"slides/{lesson.id}.html" in said
        assert ("the folder Key is yours" in said) == bool(keys & set(inside))
        copies = {one["handout"]: one["copies"] for s in lesson.sessions for one in s.materials}
        for sheet in inside:
            place = "Key" if sheet in keys else "A4"
            printed = archive.read(f"{lesson.id}/{place}/{sheet}-a4.pdf")
            pages = len(pypdf.PdfReader(io.BytesIO(printed)).pages)
            many = copies.get(sheet, "one for the teacher")
            assert re.search(rf"^{sheet}: .*\n(    .*\n)+    {many}, {pages} page", said, re.M)


def test_both_editions_give_a_teacher_the_same_keys_in_a_lessons_zip():
    """The student edition has every key of practice in its zips, and none beside them."""
    teachers, students = (bundle.make(one) for one in (editions.TEACHER, editions.STUDENT))
    for lesson in lessons.lessons():
        there, here = (
            zipfile.ZipFile(one.folder / f"{lesson.id}.zip") for one in (teachers, students)
        )
        assert here.namelist() == there.namelist(), lesson.id
    assert any("/Key/" in name for name in here.namelist())
    assert not [name for name in students.files if handouts.KEY in name]
    assert not list(students.folder.glob(f"*{handouts.KEY}*"))


def test_a_handout_with_a_task_for_marks_has_no_key_in_a_zip(monkeypatch):
    """One task for marks among others keeps the key out, even if the check were passed by."""
    practice = next(item for item in bank.items() if item.edition == bank.PRACTICE)
    marks = next(item for item in bank.items() if item.edition == bank.ASSESSMENT)
    data = {"id": "made-up", "kind": "tasks", "title": "T", "what": "W"}
    sound = entries.Handout(data | {"items": [practice.id]})
    mixed = entries.Handout(data | {"items": [practice.id, marks.id]})
    assert handouts.has_key(sound) and not handouts.has_key(mixed)
    monkeypatch.setattr(entries, "listed", lambda: (sound, mixed))
    assert [sheet.id for sheet in handouts.keys()] == ["made-up-key"]
