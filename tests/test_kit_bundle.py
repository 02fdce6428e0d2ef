"""What the bundle writes, and when it writes it again."""

import json
import zipfile
from dataclasses import replace

import pytest

from sourcebook.faults import Fault
from sourcebook.kit import __main__ as command
from sourcebook.kit import bundle, handouts, kit_check, lessons, roleplays
from sourcebook.tasks.exports.blocks import Block, plain

KEY = "one-lesson-tasks-key"
FEW = ("one-lesson-plan", "report-2012", "one-lesson-tasks", "source-card-2012")
IN_ZIPS = {f"{KEY}-a4.pdf"}


@pytest.fixture
def few(monkeypatch):
    """The handouts of one lesson and one besides, and no role play; a test may change them."""
    kept = [sheet for sheet in handouts.sheets("student") if sheet.id in FEW]
    monkeypatch.setattr(handouts, "sheets", lambda edition: iter(kept))
    keys = [sheet for sheet in handouts.keys() if sheet.id == KEY]
    monkeypatch.setattr(handouts, "keys", lambda: iter(keys))
    one = lessons.lesson("one-lesson")
    monkeypatch.setattr(lessons, "lessons", lambda: (one,))
    monkeypatch.setattr(roleplays, "roleplays", lambda: ())
    return kept


def files(made) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in made.folder.iterdir()}


@pytest.fixture
def first(few, tmp_path):
    """A first run into an empty folder."""
    return bundle.make("student", tmp_path)


def test_nothing_is_written_twice(first, tmp_path):
    """A second run over the same sources writes no file."""
    assert set(first.written) == {*first.files, *IN_ZIPS}
    assert len(first.files) == 3 * len(FEW) + 1
    again = bundle.make("student", tmp_path)
    assert again.written == () and again.files == first.files


def test_the_same_sources_give_the_same_bytes(first, tmp_path):
    """Nothing in a file tells when or where it was made."""
    assert files(bundle.make("student", tmp_path / "elsewhere")) == files(first)


def test_a_changed_handout_is_written_again_with_its_zip_and_no_other(few, first, tmp_path):
    """A new word in the report's handout gives three new files and the lesson's zip."""
    at = next(n for n, sheet in enumerate(few) if sheet.id == "report-2012")
    few[at].blocks.append(Block("para", plain("A new word.")))
    again = bundle.make("student", tmp_path)
    assert set(again.written) == {*(f"report-2012{e}" for e in bundle.FORMS), "one-lesson.zip"}
    few[at].blocks.pop()


def test_a_handout_of_no_lesson_leaves_the_zip_alone(few, first, tmp_path):
    """A zip is made again when one of its own sheets has changed, and only then."""
    at = next(n for n, sheet in enumerate(few) if sheet.id == "source-card-2012")
    few[at].blocks.append(Block("para", plain("A new word.")))
    again = bundle.make("student", tmp_path)
    assert set(again.written) == {f"source-card-2012{ending}" for ending in bundle.FORMS}


def test_a_new_writer_writes_all_anew(first, tmp_path, monkeypatch):
    """A change in what prints counts as a change of every file."""
    monkeypatch.setattr(bundle, "_tools", lambda: "another typst")
    assert set(bundle.make("student", tmp_path).written) == {*first.files, *IN_ZIPS}


def test_what_is_gone_or_cut_short_comes_back(first, tmp_path):
    """A file that somebody took away or spoiled is written again."""
    (first.folder / "report-2012.docx").unlink()
    (first.folder / "report-2012-a4.pdf").write_bytes(b"%PDF")
    again = bundle.make("student", tmp_path)
    assert set(again.written) == {"report-2012.docx", "report-2012-a4.pdf"}
    assert files(again) == files(first)


@pytest.mark.parametrize("record", ["", "[1]", "{", '{"a": {"b": 1}}'])
def test_a_record_that_cannot_be_read_costs_a_run_and_no_more(first, tmp_path, record):
    """Without what the last run noted, all is written anew."""
    (tmp_path / "student.json").write_text(record, encoding="utf-8")
    assert set(bundle.make("student", tmp_path).written) == {*first.files, *IN_ZIPS}
    assert json.loads((tmp_path / "student.json").read_text(encoding="utf-8"))


def test_what_no_source_asks_for_is_taken_away(few, first, tmp_path):
    """A handout that has left handouts.yml leaves the folder too."""
    del few[next(n for n, sheet in enumerate(few) if sheet.id == "source-card-2012")]
    again = bundle.make("student", tmp_path)
    assert not [name for name in files(again) if name.startswith("source-card")]


def test_publishing_copies_these_files_and_leaves_no_other(first, tmp_path):
    """The folder beside the pages has the files of the edition, and no old one."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.pdf").write_bytes(b"old")
    bundle.publish(first, site)
    assert {path.name: path.read_bytes() for path in site.iterdir()} == files(first)


def test_a_key_is_in_the_zip_and_never_beside_it(first, tmp_path):
    """The key goes into the folder Key of the zip; the folder that is published has none."""
    with zipfile.ZipFile(first.folder / "one-lesson.zip") as archive:
        keys = {name for name in archive.namelist() if KEY in name}
        said = archive.read("one-lesson/README.txt").decode("utf-8")
    assert keys == {f"one-lesson/Key/{name}" for name in IN_ZIPS}
    assert "the folder Key is yours" in said and f"{KEY}: " in said
    assert not IN_ZIPS & {*first.files, *files(first)}
    bundle.publish(first, tmp_path / "site")
    assert not [path.name for path in (tmp_path / "site").iterdir() if KEY in path.name]


def test_a_changed_key_is_written_again_with_its_zip_and_no_other(first, tmp_path, monkeypatch):
    """A key that is nowhere but in the zip makes the zip anew as any sheet does."""
    (key,) = handouts.keys()
    changed = replace(key, blocks=[*key.blocks, Block("para", plain("A new word."))])
    monkeypatch.setattr(handouts, "keys", lambda: iter([changed]))
    again = bundle.make("student", tmp_path)
    assert set(again.written) == {*IN_ZIPS, "one-lesson.zip"}


def test_the_command_says_what_it_made(few, tmp_path, monkeypatch, capsys):
    """The command counts files and pages, and a second run says that nothing was made."""
    monkeypatch.setattr(bundle, "BUILT", tmp_path)
    monkeypatch.setattr(kit_check, "check", lambda: [])  # the decks of the other lessons are there
    assert command.main(["handouts"]) == 0
    assert "13 files" in capsys.readouterr().out
    assert command.main(["handouts"]) == 0
    assert " 0 were made anew" in capsys.readouterr().out


def test_the_command_says_where_it_cannot_write(few, tmp_path, monkeypatch, capsys):
    """A file where the folder should be is named with a remedy, and there is no traceback."""
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    monkeypatch.setattr(bundle, "BUILT", tmp_path / "taken")
    monkeypatch.setattr(kit_check, "check", lambda: [])
    assert command.main(["handouts"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"STOPPED: {tmp_path / 'taken'}") and "run the same command" in said


@pytest.mark.parametrize("verb", command.VERBS)
def test_the_command_knows_two_editions(monkeypatch, capsys, verb):
    """A misspelt edition stops either verb with its remedy, before anything is read."""
    monkeypatch.setattr(kit_check, "check", lambda: pytest.fail("It went on."))
    monkeypatch.setenv("SOURCEBOOK_EDITION", "techer")
    assert command.main([verb]) == 2
    said = capsys.readouterr().err
    assert said.startswith("STOPPED: ") and "Set it to student or teacher." in said


def test_the_command_stops_at_a_fault(tmp_path, monkeypatch, capsys):
    """With a fault in the kit nothing is written, and the fault is said."""
    fault = Fault("teach/handouts.yml", "handout x", "It is wrong.", "Mend it.")
    monkeypatch.setattr(kit_check, "check", lambda: [fault])
    monkeypatch.setattr(bundle, "BUILT", tmp_path / "none")
    assert command.main(["handouts"]) == 2
    said = capsys.readouterr().err
    assert "STOPPED" in said and "handout x: It is wrong. Mend it." in said
    assert not (tmp_path / "none").exists()
