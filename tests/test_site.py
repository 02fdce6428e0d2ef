"""The files of the built book, read without a browser."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from builds import ROOT, article, build, charts_stored, copy_sources, slugs, soup

# Published addresses stay: a page may be added here, never taken away.
FROZEN = """index hague-lavrov-2012 hammond-khoja-2015 when-was-it-written who-gets-to-speak
comparing-the-positions timeline security-council commons human-cost public-opinion
one-event-several-accounts between-the-reports explanations what-they-could-not-know missing-voices
people glossary data bibliography about papers class-results my-answers
assessment take-it your-homework teach one-lesson three-lessons seminar two-weeks homework-only
no-computers cover-lesson write-the-read-out the-house-decides council-in-february adapted-reports
curriculum-map care impartiality""".split()
FEWEST_WORDS = {"bibliography": 50, "people": 100, "index": 150, "papers": 150}
REPORTS = ("hague-lavrov-2012", "hammond-khoja-2015")
FETCHES = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src"}
PAGES = pytest.mark.parametrize("slug", slugs())
ALL = pytest.mark.parametrize("slug", [*slugs(), "search"])


def squeezed(text: str) -> str:
    """Text without spaces and marks, for finding a paragraph under the page's own markup."""
    return re.sub(r"[\W_]+", "", text).casefold()


def is_outside(address: str) -> bool:
    """Whether an address names another host."""
    return bool(urlsplit(address).netloc)


def test_book_builds(built):
    """The book builds from a clean copy, with every warning an error."""
    _, log = built
    if log:
        pytest.fail(log[-12000:], pytrace=False)


def test_published_addresses_stay(book):
    """Every address that was ever published is still in the contents and has its page."""
    assert set(FROZEN) <= set(slugs())
    assert [slug for slug in slugs() if not (book / f"{slug}.html").exists()] == []


def test_the_bibliography_offers_archive_copies(book):
    """Every entry that has an archive address shows it as a link after its own."""
    bib = (ROOT / "book" / "references.bib").read_text("utf-8")
    wanted = set(re.findall(r"^  archive = \{(.+?)\}", bib, re.MULTILINE))
    links = soup(book / "bibliography.html").find_all("a", string="archive copy")
    assert {link["href"] for link in links} == wanted and wanted


@PAGES
def test_page_is_not_empty(book, slug):
    """A page has text enough to be a page."""
    assert len(article(book / f"{slug}.html").split()) >= FEWEST_WORDS.get(slug, 300)


@pytest.mark.parametrize("slug", REPORTS)
def test_report_is_whole_on_its_page(book, slug):
    """Every paragraph of a report is on its page, word for word."""
    text = squeezed(article(book / f"{slug}.html").replace("[sic]", ""))
    received = (ROOT / "seeds" / "articles" / f"{slug}.txt").read_text("utf-8").splitlines()
    with open(ROOT / "seeds" / "lines.csv", encoding="utf-8", newline="") as file:
        body = [
            row for row in csv.DictReader(file) if (row["source"], row["kind"]) == (slug, "body")
        ]
    assert len(body) >= 8
    gone = [
        row["paragraph"] for row in body if squeezed(received[int(row["line"]) - 1]) not in text
    ]
    assert gone == []


@ALL
def test_page_loads_nothing_from_elsewhere(book, slug):
    """No script, style sheet, picture or frame of a page has the address of another host."""
    page = soup(book / f"{slug}.html")
    tags = [(tag, tag.get(FETCHES[tag.name], "")) for tag in page.find_all(list(FETCHES))]
    asked = [url for tag, url in tags if "canonical" not in tag.get("rel", [])]
    styles = " ".join(tag.get_text() for tag in page.find_all("style"))
    styles += " ".join(tag["style"] for tag in page.select("[style]"))
    assert [
        url for url in asked + re.findall(r"url\([\"']?([^)\"']+)", styles) if is_outside(url)
    ] == []


def test_style_sheets_load_nothing_from_elsewhere(book):
    """No style sheet imports, or takes a font or picture, from another host."""
    pattern = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^)\"'\s]+)")
    found = {file.name: pattern.findall(file.read_text("utf-8")) for file in book.rglob("*.css")}
    assert {name: urls for name, urls in found.items() if urls} == {}


@ALL
def test_links_and_anchors_resolve(book, slug):
    """Every link of a page to the book itself leads to a file, and to a place in it."""
    file, broken = book / f"{slug}.html", []
    page = soup(file)
    for tag in page.select("[href], [src]"):
        address = urlsplit(tag.get("href") or tag.get("src") or "")
        if address.scheme or address.netloc:
            continue
        target = (file.parent / unquote(address.path)).resolve() if address.path else file
        if not target.is_file():
            broken.append(f"{tag.get('href') or tag.get('src')}: no such file")
        elif address.fragment and target.suffix == ".html":
            place = unquote(address.fragment)
            if not soup(target).find(id=place) and not soup(target).find(
                "a", attrs={"name": place}
            ):
                broken.append(f"{tag['href']}: no such place")
    assert sorted(set(broken)) == []


@ALL
def test_ids_are_unique(book, slug):
    """No two things on a page share an id."""
    ids = Counter(tag["id"] for tag in soup(book / f"{slug}.html").select("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []


@ALL
def test_page_head_is_complete(book, slug):
    """A page says its language, title, icon and width, and has one main heading."""
    page = soup(book / f"{slug}.html")
    assert page.html.get("lang", "").startswith("en")
    assert page.title.get_text(strip=True)
    assert page.select_one('meta[name="viewport"]')
    assert page.select_one('link[rel~="icon"]')
    assert len(page.find_all("h1")) == 1


def test_titles_and_descriptions_tell_pages_apart(book):
    """No two pages share a title or a description, and a description is one readable sentence."""
    pages = {slug: soup(book / f"{slug}.html") for slug in slugs()}
    titles = Counter(page.title.get_text(strip=True) for page in pages.values())
    said = {slug: page.select('meta[name="description"]') for slug, page in pages.items()}
    assert [slug for slug, tags in said.items() if len(tags) != 1] == []
    texts = {slug: tags[0]["content"] for slug, tags in said.items()}
    assert {slug: len(text) for slug, text in texts.items() if not 60 <= len(text) <= 155} == {}
    assert [text for text, count in (titles + Counter(texts.values())).items() if count > 1] == []


@ALL
def test_one_search_box(book, slug):
    """A page has one place to search from, and no second bar of a theme."""
    page = soup(book / f"{slug}.html")
    assert len(page.select('input[name="q"]')) == 1
    assert len(page.select("body > header")) == 1
    assert page.select(".bd-header, .search-button__wrapper, .header-article, .mobile-header") == []


@ALL
def test_contents_are_in_order(book, slug):
    """The contents beside every page name the pages in the order of `_toc.yml`."""
    links = soup(book / f"{slug}.html").select("nav#sb-side a.reference")
    files = [urlsplit(link["href"]).path or f"{slug}.html" for link in links]
    assert list(dict.fromkeys(Path(file).stem for file in files if file != "#")) == slugs()


@PAGES
def test_no_trace_of_failure(book, slug):
    """No page shows an error of the code or of the markup to its reader."""
    page = soup(book / f"{slug}.html")
    assert page.select(".output.traceback, .system-message, .problematic, .stderr") == []
    assert "Traceback (most recent call last)" not in article(book / f"{slug}.html")


@PAGES
def test_pictures_have_words(book, slug):
    """Every picture has a text alternative that is not just its file's name."""
    poor = [
        img.get("src")
        for img in soup(book / f"{slug}.html").find_all("img")
        if img.get("alt") is None or Path(img.get("src", "")).stem in img["alt"]
    ]
    assert poor == []


@PAGES
def test_charts_have_words_and_data(book, slug):
    """Each chart kept in a notebook is on its page, with a caption, an alternative and its data."""
    figures = soup(book / f"{slug}.html").select("figure[data-chart]")
    assert len(figures) == charts_stored(slug)
    for figure in figures:
        assert figure["id"].startswith("chart-")
        assert len(figure.figcaption.get_text(" ", strip=True)) > 20
        assert len(figure.find(id=figure["aria-describedby"]).get_text(" ", strip=True)) > 40
        assert figure.select(".sb-chart-plot svg"), "no still"
        assert figure.select(".sb-chart-data table tbody tr"), "no data table"
        stored = json.loads(figure.select_one('script[type="application/json"]').string)
        assert stored["data"], "no marks"


def without_pages(book: Path) -> None:
    """Leave a contents list whose pages are all gone."""
    for page in [*book.glob("*.md"), *book.glob("*.ipynb")]:
        page.unlink()


def without_text(book: Path) -> None:
    """Leave the pages, but only their headings."""
    for page in book.glob("*.md"):
        page.write_text("# A page\n", encoding="utf-8")
    for page in book.glob("*.ipynb"):
        page.unlink()
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")


@pytest.mark.parametrize("emptied", [without_pages, without_text], ids=lambda cause: cause.__name__)
def test_empty_book_is_a_failure(tmp_path, emptied):
    """A build that would come out empty stops with a message instead."""
    emptied(copy_sources(tmp_path))
    done = build(tmp_path / "book", tmp_path / "out")
    assert done.returncode != 0
    assert re.search(r"empty|no pages?|missing|doesn't exist|does not exist", done.stdout, re.I)
