"""The packs of the page *Take it and change it*, and the book as a zip."""

import io
import re
import zipfile

import pytest

from builds import soup
from sourcebook import exports
from sourcebook.kit import packs
from sourcebook.sphinx import downloads
from sourcebook.sphinx.kit_parts import size

PAGE = "take-it"
LARGEST = 15_000_000  # bytes of the whole book as a zip


@pytest.fixture
def one(monkeypatch):
    """A pack of a single file instead of all; how often it was made; what its sources are now."""
    made = []

    def write(edition):
        made.append(edition)
        return {"a.txt": b"Words."} if one.there else {}

    def change(mark):
        monkeypatch.setattr(packs, "_fingerprint", lambda: mark)

    plan = packs._Plan("A pack", "What it is.", ("student",), write)
    monkeypatch.setattr(packs, "PLANS", {"a-pack": plan})
    one.there, one.made, one.change = True, made, change
    change("first")
    return one


def test_a_pack_is_made_again_when_its_sources_change_and_only_then(tmp_path, one):
    """The second run makes nothing, a change makes it anew, and a file that is gone comes back."""
    (pack,) = packs.make("student", tmp_path)
    there = packs.path(pack, "student", tmp_path)
    assert packs.make("student", tmp_path) == (pack,) and one.made == ["student"]
    assert there.stat().st_size == pack.size
    one.change("second")
    assert packs.make("student", tmp_path)[0].made_of == "second"
    there.unlink()
    packs.make("student", tmp_path)
    assert there.is_file() and len(one.made) == 3


def test_a_broken_record_costs_a_run_and_no_more(tmp_path, one):
    """A record that is no JSON is as good as none."""
    packs.make("student", tmp_path)
    (tmp_path / "student.json").write_text("{", encoding="utf-8")
    assert packs.make("student", tmp_path)[0].name == "a-pack" and len(one.made) == 2


def test_a_pack_of_the_other_edition_is_not_made(tmp_path, one):
    """The teacher's packs are for the teacher edition, and the other way round."""
    assert packs.make("teacher", tmp_path) == () and one.made == []


def test_a_pack_that_cannot_be_made_is_not_offered(tmp_path, one):
    """Where a package is missing there is no pack, and the zip of an earlier run goes."""
    (pack,) = packs.make("student", tmp_path)
    one.there = False
    one.change("second")
    assert packs.make("student", tmp_path) == ()
    assert not packs.path(pack, "student", tmp_path).exists()


def test_the_sources_of_packs_are_read_by_what_they_hold(tmp_path, monkeypatch):
    """The fingerprint follows a word in any file, and no clutter of Python."""
    monkeypatch.setattr(packs, "ROOT", tmp_path)
    page = tmp_path / "teach" / "a.yml"
    page.parent.mkdir()
    page.write_text("a: one", encoding="utf-8")
    first = packs._fingerprint.__wrapped__()
    (tmp_path / "teach" / "__pycache__").mkdir()
    (tmp_path / "teach" / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert packs._fingerprint.__wrapped__() == first
    page.write_text("a: two", encoding="utf-8")
    assert packs._fingerprint.__wrapped__() != first


def test_another_version_of_what_prints_makes_the_packs_anew(tmp_path, monkeypatch):
    """The same sources printed by a new typst are another pack."""
    monkeypatch.setattr(packs, "ROOT", tmp_path)
    first = packs._fingerprint.__wrapped__()
    monkeypatch.setattr(packs, "version", lambda name: f"{name} of tomorrow")
    assert packs._fingerprint.__wrapped__() != first


def test_every_file_is_there_and_as_large_as_the_page_says(book):
    """Each link of the table leads to a file beside the pages, and its size stands beside it."""
    links = soup(book / f"{PAGE}.html").select("[data-kit=downloads] a[download]")
    assert len(links) > 5
    for one in links:
        there = book / one["href"]
        assert size(there.stat().st_size) in one.parent.get_text(" "), one["href"]


def test_the_book_is_in_its_zip_without_the_other_packs(book):
    """The zip has every page, is no larger than the bar, and does not offer itself."""
    whole = book / downloads.FOLDER / downloads.WHOLE
    assert whole.stat().st_size <= LARGEST
    with zipfile.ZipFile(whole) as archive:
        names = set(archive.namelist())
        page = archive.read(f"{exports.NAME}/{PAGE}.html").decode("utf-8")
        same = archive.read(f"{exports.NAME}/index.html")
    assert {f"{exports.NAME}/{path.name}" for path in book.glob("*.html")} <= names
    assert not any(f"/{downloads.FOLDER}/" in name for name in names)
    assert downloads.WHOLE not in page and "you are reading it" in page
    assert same == (book / "index.html").read_bytes()


def test_no_page_keeps_the_mark_of_an_unknown_size(book):
    """What stands for the size while the book is built is nowhere in it afterwards."""
    pages = [path for path in book.glob("*.html") if downloads.UNKNOWN in path.read_text("utf-8")]
    assert pages == []


def test_the_students_packs_have_no_key(book):
    """No file in them has the name of a key, and no sheet is for marks."""
    for pack in sorted((book / downloads.FOLDER).glob("*.zip")):
        with zipfile.ZipFile(io.BytesIO(pack.read_bytes())) as archive:
            names = archive.namelist()
        assert names and not [n for n in names if re.search(r"-key[-.]|/paper-", n)], pack
