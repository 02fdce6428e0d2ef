"""The page of the reports in easier English: each paragraph twice, side by side or stacked."""

import pytest

from builds import soup
from sourcebook import evidence, sources
from sourcebook.kit import adapted
from sourcebook.sphinx.roles import short_name
from sourcebook.tasks import text
from sourcebook.text import bare_words

PAGE = adapted.PAGE
PAIRS = [(source, name) for source in sources.ids() for name in adapted.paragraphs(source)]


@pytest.fixture(scope="module")
def pairs(book):
    """Each pair of a paragraph and its easier version, by its address on the page."""
    return {one["id"]: one for one in soup(book / f"{PAGE}.html").select(".sb-pair")}


def words(node) -> list[str]:
    return bare_words(" ".join(node.get_text(" ").split()))


@pytest.mark.parametrize(("source", "name"), PAIRS, ids=lambda one: one)
def test_each_paragraph_stands_twice_with_who_speaks(pairs, source, name):
    """Speaker, original, easier text and glosses stand together; the number leads to the report."""
    pair, easier = pairs[f"{source}-{name}"], adapted.paragraphs(source)[name]
    paragraph = sources.report(source).paragraphs[name]
    assert pair.select_one(".sb-pair-number")["href"] == f"{source}.html#{name}"
    assert adapted.note(source, easier) in pair.select_one(".sb-pair-who").get_text()
    original = pair.select_one("[data-side-of=original] .sb-text")
    assert [w for w in words(original) if w != "sic"] == bare_words(paragraph.text)
    told = pair.select_one("[data-side-of=easier]").get_text(" ")
    begin = text.plain(easier.adapted).split("“")[0].strip()
    assert begin and begin in " ".join(told.split())
    assert (adapted.EASIER in told) == adapted.eased(source, easier)
    shown = [(dt.get_text(), dt.find_next("dd").get_text()) for dt in pair.select("dt")]
    assert shown == [(gloss.word, gloss.plain) for gloss in easier.glosses]


@pytest.mark.parametrize(("source", "name"), PAIRS, ids=lambda one: one)
def test_every_voice_of_the_original_has_its_name_in_words(pairs, source, name):
    """Speakers are marked with their names as on the page of the report, not by colour alone."""
    spoken = [
        short_name(one.speaker)
        for one in evidence.segments(source, name)
        if one.speaker not in evidence.FRAMING
    ]
    marked = [one["data-who"] for one in pairs[f"{source}-{name}"].select("[data-who]")]
    assert set(marked) == set(spoken)


def test_the_page_warns_before_each_report(book):
    """Nobody comes to an easier text without having passed the warning."""
    page = soup(book / f"{PAGE}.html")
    for section in page.select(".sb-adapted"):
        assert adapted.WARNING in section.find("p").get_text()
    assert len(page.select(".sb-adapted")) == len(sources.ids())


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_original_and_easier_version_stand_side_by_side_where_there_is_room(visit, width, beside):
    """On a wide window they begin at one height; on a phone one follows the other, none cut."""
    page = visit(PAGE, width=width)
    for pair in page.locator(".sb-pair").all():
        left, right = (pair.locator(f"[data-side-of={side}]") for side in ("original", "easier"))
        first, second = left.bounding_box(), right.bounding_box()
        if beside:
            assert first["y"] == pytest.approx(second["y"], abs=1) and second["x"] > first["x"]
        else:
            assert second["y"] >= first["y"] + first["height"] and second["x"] == first["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
