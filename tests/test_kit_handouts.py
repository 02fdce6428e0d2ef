"""The handouts of the kit as files: every PDF, every .docx, every zip."""

import io
import re

import pytest

from export_readers import squeezed
from sourcebook.kit import bundle, handouts, lessons, roleplays
from sourcebook.tasks import editions

docx = pytest.importorskip("docx")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
PAPERS = {"-a4.pdf": [595, 842], "-letter.pdf": [612, 792]}


@pytest.fixture(scope="module", params=[editions.STUDENT, editions.TEACHER])
def made(request) -> bundle.Bundle:
    """The files of an edition."""
    return bundle.make(request.param)


@pytest.fixture(scope="module")
def readers(made) -> dict:
    """Every PDF of an edition, opened once, by its name."""
    names = [name for name in made.files if name.endswith(".pdf")]
    return {name: pypdf.PdfReader(io.BytesIO((made.folder / name).read_bytes())) for name in names}


def titles(made) -> dict[str, str]:
    return {sheet.id: sheet.title for sheet in handouts.sheets(made.folder.name)}


def test_every_handout_is_there_on_two_papers_and_for_word(made):
    """Each sheet has its three files and each lesson its zip; nothing else lies in the folder."""
    wanted = {sheet + ending for sheet in titles(made) for ending in bundle.FORMS}
    wanted |= {f"{one.id}.zip" for one in (*lessons.lessons(), *roleplays.roleplays())}
    assert {path.name for path in made.folder.iterdir()} == wanted == set(made.files)


def test_every_pdf_has_its_paper_and_its_fonts_and_its_title(made, readers):
    """Pages are A4 or Letter, fonts are embedded, and the title can be read out of the file."""
    for sheet, title in titles(made).items():
        for ending, paper in PAPERS.items():
            reader = readers[sheet + ending]
            assert len(reader.pages) == made.files[sheet + ending].pages > 0
            assert squeezed(title) in squeezed(reader.pages[0].extract_text())
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
