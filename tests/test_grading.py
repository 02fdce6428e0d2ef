"""Releasing and marking the notebook exercises: leaks, walls, and whatever is handed in."""

import copy
import csv
import io
import json
import os
import re
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

import handed_in
from builds import ROOT
from sourcebook import tables
from sourcebook.grading import __main__ as command
from sourcebook.grading import batch, checks, keys, master, release, submissions, walls

handed_in.need_grading()

WHO = handed_in.WHO
FULL = "words-by-speaker 2/2; share-of-side 2/2; quoted-share 3/3; first-heard 2/2"
SECONDS = 10
# Total, and words of the row, for each that is marked; see handed_in for what each of them does.
MARKED = {
    "solved/who-speaks.ipynb": ("9", ["Marked."]),
    "emoji/who-speaks.ipynb": ("9", ["Marked."]),
    "fixed/who-speaks.ipynb": ("7", ["share-of-side: right on the data shown, wrong on other"]),
    "endless/who-speaks.ipynb": ("7", ["words-by-speaker: ran too long and was stopped"]),
    "greedy/who-speaks.ipynb": (
        "3",
        ["words-by-speaker: asked for more memory than allowed", "share-of-side: asked for input"],
    ),
    "curious/who-speaks.ipynb": (
        "0",
        [
            "words-by-speaker: stopped with OSError: [Errno 101]",
            "share-of-side: stopped with OSError: [Errno 30] Read-only file system",
            "quoted-share: stopped with FileNotFoundError",
            "first-heard: stopped with OSError: [Errno 30] Read-only file system",
        ],
    ),
    "tampered/who-speaks.ipynb": (
        "7",
        [
            "The check words-by-speaker-check was changed; the true one was put back.",
            "words-by-speaker: wrong on the data shown",
        ],
    ),
    "silenced/who-speaks.ipynb": ("0", ["The checks were switched off from inside"]),
    "'=1+1.ipynb": (
        "7",
        [
            "The file has another name; by its content it is who-speaks.",
            "The cell setup was missing; it was put back.",
            "The cell share-of-side was missing; it was put back, empty.",
            "share-of-side: nothing filled in",
        ],
    ),
}
NAMED = {
    "exits/who-speaks.ipynb": "The notebook ended its own Python",
    "broken.ipynb": "cannot be read as a notebook (NotJSONError)",
    "strange.ipynb": "cannot be read as a notebook",
    "essay.docx": "it is no notebook",
    "vot\\xe9s.ipynb": "it is none of the exercises",
    "homework.ipynb": "it is none of the exercises",
    "linked.ipynb": "it is a link to another place",
}


def need_walls() -> None:
    """Skip where no walls can be made; in CI fail."""
    if not walls.room().walled:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no walls: {walls.room().why}")


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> tuple[dict, str]:
    """The rows of the CSV of one batch, by submission, and the sheet of the written parts."""
    need_walls()
    folder = handed_in.make(tmp_path_factory.mktemp("handed-in"))
    out = folder.parent / f"{folder.name}-marks.csv"
    before = keys.KEYS.read_bytes()
    assert command.main(["grade", str(folder), str(out), f"--seconds={SECONDS}"]) == 0
    assert keys.KEYS.read_bytes() == before
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(batch.COLUMNS)
    sheet = out.with_name(f"{out.stem}-written.md").read_text(encoding="utf-8")
    return {row["submission"]: row for row in rows}, sheet


def test_every_file_has_one_row(marked):
    """Whatever is handed in has its row: nothing is lost and nothing stops the batch."""
    assert set(marked[0]) == {*MARKED, *NAMED}


@pytest.mark.parametrize("name", MARKED)
def test_what_can_be_marked_is_marked(marked, name):
    """A bad task costs its own points, and the row says in words what happened."""
    row, (total, said) = marked[0][name], MARKED[name]
    assert (row["exercise"], row["total"], row["out of"]) == (WHO, total, "9"), row
    assert [part for part in said if part not in row["what happened"]] == [], row
    assert row["needs reading by a person"].startswith("space-and-voice: out of 6")


@pytest.mark.parametrize("name", NAMED)
def test_what_cannot_be_marked_is_named(marked, name):
    """What cannot be marked has no total, says why, and is left to a person."""
    row = marked[0][name]
    assert NAMED[name] in row["what happened"], row
    assert row["total"] == "" and row["points by task"] == ""
    assert row["needs reading by a person"]


def test_points_stand_task_by_task(marked):
    """The row has the points of each task, in the order of the exercise."""
    assert marked[0]["solved/who-speaks.ipynb"]["points by task"] == FULL


def test_attack_on_the_checks_is_left_to_a_person(marked):
    """A submission that switched the checks off has no marks and is to be looked at."""
    row = marked[0]["silenced/who-speaks.ipynb"]
    assert "whether the checks were attacked" in row["needs reading by a person"]


def test_written_parts_stand_under_their_scheme(marked):
    """The sheet has the mark scheme, and each answer with the submission that it is from."""
    sheet = marked[1]
    assert sheet.index("6 marks.") < sheet.index("### solved/who-speaks.ipynb")
    assert sheet.count("Britain has a smaller share of the second report.") >= len(MARKED) - 1
    assert "Half a \ufffd" in sheet


def test_without_walls_it_is_marked_and_told(tmp_path, monkeypatch, capsys):
    """Where no walls can be made the user is warned, and a submission is marked all the same."""
    monkeypatch.setenv("SOURCEBOOK_WALLS", "off")
    folder = tmp_path / "in"
    folder.mkdir()
    nbformat.write(handed_in.answer(), folder / "who-speaks.ipynb")
    assert command.main(["grade", str(folder), str(tmp_path / "marks.csv")]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("WARNING: submissions run without walls here")
    assert "who-speaks.ipynb: 9/9" in said.out


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import time; time.sleep(60)", "longer than allowed"),
        ("import os; os._exit(3)", "before its marks were written"),
        ("import sys; open(int(sys.argv[1]), 'w').write('[1]')", "before its marks were written"),
    ],
)
def test_a_room_that_ends_badly_is_named(tmp_path, code, said):
    """A run that goes on, breaks off or writes no result is ended, and said in words."""
    need_walls()
    (tmp_path / "file").touch()
    found, why = walls.room().run(tmp_path, ["-c", code], 3)
    assert found is None and said in why


def test_a_room_holds_what_is_needed_and_no_more(tmp_path):
    """Inside there is no home, no folder of the project but package and tables, no environment."""
    need_walls()
    (tmp_path / "file").touch()
    code = (
        "import json, os, sys\n"
        f"there = [p for p in {[str(master.FOLDER), str(tmp_path)]!r} if os.path.exists(p)]\n"
        f"seeds = os.path.exists({str(tables.SEEDS / 'votes.csv')!r})\n"
        "found = [there, seeds, os.listdir('.'), 'SECRET' in os.environ, os.getuid() > 0]\n"
        "json.dump({'found': found}, os.fdopen(int(sys.argv[1]), 'w'))"
    )
    os.environ["SECRET"] = "x"
    try:
        found, why = walls.room().run(tmp_path, ["-c", code], 20)
    finally:
        del os.environ["SECRET"]
    assert found == {"found": [[], True, ["file"], False, os.geteuid() == 0]}, why


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course as nbgrader makes it, with the release versions."""
    return release.course(tmp_path_factory.mktemp("course"))


@pytest.mark.parametrize("slug", master.slugs())
def test_release_has_the_learners_text_and_no_more(course, slug):
    """nbgrader's release version is the text of the exercise: no solution line, no hidden test."""
    notebook = release.released(course, slug)
    assert release.leaks(slug, notebook) == []
    sources = [cell.source.strip() for cell in notebook.cells]
    assert sources == [cell.source.strip() for cell in master.release(slug).cells]
    assert all(not cell.get("outputs") for cell in notebook.cells)


@pytest.mark.parametrize("slug", master.slugs())
def test_a_leak_would_be_found(slug):
    """Each solution line, hidden test or line of a mark scheme in a release version is found."""
    for task in master.tasks(slug).values():
        for line in release.task_lines(task)[:3]:
            notebook = master.release(slug)
            notebook.cells[2].source += f"\n{line}"
            own = {x.strip() for c in master.release(slug).cells for x in c.source.splitlines()}
            assert line in own or release.leaks(slug, notebook), line


def test_release_writes_every_exercise(course, tmp_path, monkeypatch, capsys):
    """One command writes the six notebooks into a folder, and nothing else."""
    monkeypatch.setattr(release, "course", lambda folder: course)
    assert command.main(["release", str(tmp_path / "out")]) == 0
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert files == {f"{slug}.ipynb" for slug in master.slugs()}
    assert len(capsys.readouterr().out.splitlines()) == len(files)


def test_release_overwrites_nothing(course, tmp_path, monkeypatch, capsys):
    """A notebook that somebody worked in stops the release with one sentence, and stays."""
    monkeypatch.setattr(release, "course", lambda folder: course)
    mine = tmp_path / f"{WHO}.ipynb"
    mine.write_text("mine", encoding="utf-8")
    assert command.main(["release", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("STOPPED: ") and f"{WHO}.ipynb" in said and said.count("\n") == 1
    assert mine.read_text(encoding="utf-8") == "mine" and list(tmp_path.iterdir()) == [mine]


@pytest.mark.parametrize("where", ["file", "file/in", "", " "])
def test_release_needs_a_folder(course, tmp_path, monkeypatch, capsys, where):
    """A file in the place of the folder, or no name, is told in one sentence."""
    monkeypatch.setattr(release, "course", lambda folder: course)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    assert command.main(["release", where]) == 1
    said = capsys.readouterr().err
    assert said.startswith("STOPPED: ") and said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_heading_without_a_cell_stops_the_release(tmp_path):
    """A solution without its cell, or a cell without its solution, is a fault with a remedy."""
    text = (master.FOLDER / f"{WHO}.md").read_text(encoding="utf-8")
    own = (master.FOLDER / "solutions" / f"{WHO}.md").read_text(encoding="utf-8")
    (tmp_path / "solutions").mkdir()
    (tmp_path / f"{WHO}.md").write_text(text, encoding="utf-8")
    path = tmp_path / "solutions" / f"{WHO}.md"
    for spoilt, said in [
        (own.replace("## first-heard", "## first"), "No cell has this name."),
        (own.split("## first-heard")[0], "The cell has no solution."),
    ]:
        path.write_text(spoilt, encoding="utf-8")
        master.tasks.cache_clear()
        with pytest.raises(master.Unfit, match=said):
            master.master(WHO, tmp_path)
    master.tasks.cache_clear()


@pytest.mark.parametrize("there", ["marks.csv", "marks-written.md"])
def test_marks_are_never_written_over(tmp_path, capsys, there):
    """A CSV or a sheet that is there stops the marking with one sentence, and stays."""
    folder, out, mine = tmp_path / "in", tmp_path / "marks.csv", tmp_path / there
    folder.mkdir()
    (folder / "essay.docx").touch()
    mine.write_text("mine", encoding="utf-8")
    assert command.main(["grade", str(folder), str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"STOPPED: {mine} is there already")
    with pytest.raises(release.Refused, match="is there already"):
        batch.write(folder, out)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"in", there}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["", "marks.csv"], "make grade FROM=folder TO=marks.csv"),
        (["in", ""], "make grade FROM=folder TO=marks.csv"),
        (["none", "marks.csv"], "There is no folder none."),
        (["in/essay.docx", "marks.csv"], "There is no folder in/essay.docx."),
        (["empty", "marks.csv"], "There is no file in the folder empty."),
        (["in", "none/marks.csv"], "There is no folder none"),
        (["in", "in"], "in is there already"),
        (["in", "x" * 300], "cannot be written"),
        (["in", "marks.csv", "--jobs=0"], "--jobs must be 1 or more"),
        (["in", "marks.csv", "--seconds=-5"], "--seconds must be 1 or more"),
    ],
)
def test_what_cannot_be_graded_is_told_before_it_begins(tmp_path, monkeypatch, capsys, given, said):
    """A wrong folder, CSV or number gives one sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "essay.docx").touch()
    assert command.main(["grade", *given]) == 1
    told = capsys.readouterr().err
    assert told.startswith("STOPPED: ") and said in told and told.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"empty", "in"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "following arguments are required: verb"),
        (["mark"], "invalid choice: 'mark'"),
        (["grade", "in", "marks.csv", "--seconds", "soon"], "--seconds: invalid int value: 'soon'"),
    ],
)
def test_a_bad_argument_is_told_in_one_line(capsys, given, said):
    """What is no verb and no number gets a sentence and code 2, without a page of usage."""
    with pytest.raises(SystemExit) as stop:
        command.main(given)
    told = capsys.readouterr().err
    assert stop.value.code == 2 and told.startswith("STOPPED: ")
    assert said in told and told.count("\n") == 1


def test_the_csv_in_the_folder_is_no_submission(tmp_path):
    """A CSV written among the submissions has no row of its own."""
    (tmp_path / "essay.docx").touch()
    found = batch.write(tmp_path, tmp_path / "marks.csv")
    assert [row["submission"] for row in found] == ["essay.docx"]


@pytest.mark.parametrize("error", [master.Unfit("It cannot be."), KeyboardInterrupt()])
def test_a_batch_that_marked_nothing_leaves_no_csv(tmp_path, monkeypatch, error):
    """What ends the marking before its first row leaves nothing that stops the next try."""

    def rows(*_, **__):
        raise error
        yield

    monkeypatch.setattr(batch, "rows", rows)
    with pytest.raises(type(error)):
        graded(tmp_path, "votes.ipynb")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_every_package_for_marking_is_pinned_once():
    """requirements-grading.txt fixes one version each, names no host, leaves out the slow one."""
    text = (ROOT / "requirements-grading.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [ln for ln in lines if not re.match(r"[a-z0-9.-]+==[\w.]+( ; .+)?$", ln)] == []
    names = [line.split("==")[0] for line in lines]
    assert len(names) == len(set(names)) and {"nbgrader", "jupytext"} <= set(names)
    # The book's own tests compare with it too.
    assert "krippendorff==" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "rfc3987-syntax" not in names and "://" not in text


def test_missing_packages_are_told(monkeypatch, tmp_path, capsys):
    """Without nbgrader the commands say what to install."""
    monkeypatch.setattr(release, "missing", lambda: release.MISSING)
    assert command.main(["release", str(tmp_path)]) == 1
    assert "requirements-grading.txt" in capsys.readouterr().err


def graded(tmp_path, *names, **options) -> tuple[list[dict], str]:
    """The rows and the sheet of a batch of files with these names that are no notebooks."""
    folder, out = tmp_path / "in", tmp_path / "marks.csv"
    folder.mkdir()
    for name in names:
        (folder / os.fsdecode(name)).write_text("{", encoding="utf-8")
    batch.write(folder, out, **options)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows, out.with_name("marks-written.md").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_not_utf8_are_told_apart(tmp_path, capsys):
    """A name in another encoding stops nothing, and two that differ in a byte look different."""
    rows, _ = graded(tmp_path, b"vot\xe9s.ipynb", b"vot\xe8s.ipynb", "votés.ipynb")
    names = {row["submission"] for row in rows}
    assert names == {"vot\\xe9s.ipynb", "vot\\xe8s.ipynb", "votés.ipynb"}


def test_what_cannot_be_encoded_is_written_all_the_same(tmp_path, monkeypatch):
    """A half character in what the room says does not stop the CSV."""
    row = dict.fromkeys(batch.COLUMNS, "half \ud83d")
    monkeypatch.setattr(batch, "rows", lambda *_, **__: iter([row]))
    rows, _ = graded(tmp_path, "votes.ipynb")
    assert rows[0]["what happened"] == "half \\ud83d"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_forges_nothing(tmp_path):
    """A name with lines, letters that cannot be seen or marks of Markdown stays one plain name."""
    forged = "a\n\n### ann\n\nMark: 6\n\n`x\\n\u202e<b>.ipynb"
    rows, _ = graded(tmp_path, forged, "a b", "a  b", "a\nb", " =1", "a\\nb")
    names = [row["submission"] for row in rows]
    shown = "a\\n\\n### ann\\n\\nMark: 6\\n\\n`x\\\\n\\u202e<b>.ipynb"
    assert sorted(names) == sorted([shown, "a b", "a  b", "a\\nb", "' =1", "a\\\\nb"])
    sheet = batch.written_sheet({(WHO, "space-and-voice"): dict.fromkeys(names, "text")})
    heads = [line for line in sheet.splitlines() if line.startswith("### ")]
    assert len(heads) == len(names) and "\nMark: 6" not in sheet
    told = MarkdownIt().render("\n".join(head[4:] + "\n" for head in heads))
    paragraphs = BeautifulSoup(told, "html.parser").find_all("p")
    assert [one.text for one in paragraphs] == sorted(name.strip() for name in names)
    assert not any(one.find() for one in paragraphs)


def test_half_a_character_is_replaced(tmp_path):
    """A notebook with half a character in it is marked like any other."""
    notebook = handed_in.answer(words_by_speaker="return '\ud83d'")
    notebook.cells[-1].source = "Half: \ud83d and whole: 😀"
    path = tmp_path / f"{WHO}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    one = submissions.read(path, tmp_path, {WHO: master.release(WHO)})
    assert one.written == {"space-and-voice": "Half: \ufffd and whole: 😀"}
    nbformat.write(one.notebook, path)


def test_the_sheet_is_whole_or_not_there(tmp_path, monkeypatch):
    """Whatever is in an answer the sheet is written; it has its name only when it is whole."""
    sheet = tmp_path / "marks-written.md"
    monkeypatch.setattr(batch, "written_sheet", lambda written: "half \ud83d")
    monkeypatch.setattr(batch.Path, "write_text", seen_by(sheet, batch.Path.write_text))
    assert graded(tmp_path, "essay.docx")[1] == "half ?"
    assert {path.name for path in tmp_path.iterdir()} == {"in", "marks.csv", sheet.name}


def seen_by(sheet, write):
    """The way to write a file, which fails where it is the sheet itself."""

    def watched(path, *args, **options):
        assert path != sheet
        return write(path, *args, **options)

    return watched


def test_a_screen_without_the_letters_stops_nothing(tmp_path, monkeypatch):
    """Where the output can show no letters but ASCII, a name is shown with its numbers."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "łódź.txt").touch()
    assert command.main(["grade", str(tmp_path / "in"), str(tmp_path / "marks.csv")]) == 0
    screen.flush()
    assert b"\\u0142" in screen.buffer.getvalue()


def read(notebook, tmp_path):
    """A notebook as the marking reads it."""
    path = tmp_path / f"{WHO}.ipynb"
    nbformat.write(notebook, path)
    return submissions.read(path, tmp_path, {WHO: master.release(WHO)})


def test_a_cell_handed_in_twice_counts_once(tmp_path):
    """Of two cells with one name the first counts, and the row says so."""
    notebook = handed_in.answer()
    named = [cell for cell in notebook.cells if master.name_of(cell) == "share-of-side"]
    notebook.cells.append(copy.deepcopy(named[0]))
    notebook.cells[-1].id = "again"
    one = read(notebook, tmp_path)
    names = [master.name_of(cell) for cell in one.notebook.cells]
    assert len([name for name in names if name]) == len({name for name in names if name})
    assert any("twice" in note for note in one.notes)


def test_the_learners_own_cells_stay(tmp_path):
    """Cells that a learner added stay where they are, without what they printed."""
    one = read(handed_in.began(handed_in.answer(), "mine = 1"), tmp_path)
    assert one.notebook.cells[4].source == "mine = 1"
    assert one.notes == [] and one.exercise == WHO


def test_an_empty_written_part_is_told(tmp_path):
    """A written part that was left as it was counts as not written."""
    assert read(master.release(WHO), tmp_path).written == {"space-and-voice": ""}
    assert read(handed_in.answer(), tmp_path).written["space-and-voice"].startswith("Britain")


@pytest.mark.parametrize("slug", master.slugs())
@pytest.mark.parametrize("attacked", [False, True])
def test_the_alarm_sees_a_replaced_fingerprint(tmp_path, monkeypatch, slug, attacked):
    """The last cell ends as it should, but not where every answer has the right fingerprint."""
    if attacked:
        monkeypatch.setattr(checks, "fingerprint", lambda task, _: checks._keys()[task]["right"])
    path = tmp_path / f"{slug}.ipynb"
    nbformat.write(master.release(slug), path)
    one = submissions.read(path, tmp_path, {slug: master.release(slug)})
    with pytest.raises(RuntimeError) as ended:
        exec(one.notebook.cells[-1].source, {})
    assert (str(ended.value) == one.alarm) is not attacked


def test_a_large_file_is_named(tmp_path, monkeypatch):
    """A file that is too large to open is named and left closed."""
    monkeypatch.setattr(submissions, "LARGEST", 100)
    one = read(handed_in.answer(), tmp_path)
    assert one.notebook is None and "too large" in one.notes[0]


def test_walls_are_told_where_there_are_none(monkeypatch):
    """On a system without walls the room says why, and the README says what is not walled."""
    walls._tried.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert (walls.room().walled, walls.room().why) == (False, "they need Linux")
    walls._tried.cache_clear()
    told = (master.FOLDER / "README.md").read_text(encoding="utf-8")
    assert "## What is not walled" in told and "macOS and Windows" in told
