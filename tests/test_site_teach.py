"""The pages for teachers in the built book: what is linked is there, and quickly found."""

import io
import re
from urllib.parse import unquote

import pypdf
import pytest

from builds import article, soup
from export_readers import squeezed
from sourcebook.kit import entries, lessons, roleplays
from sourcebook.tasks import bank

ALL = lessons.lessons()
PAGES = ["teach", *(one.id for one in (*ALL, *roleplays.roleplays()))]


def file_links(book, slug):
    """Each link to a file of the kit with the size that stands behind it."""
    return [
        (span.a["href"], span.get_text().removeprefix(span.a.get_text()).strip())
        for span in soup(book / f"{slug}.html").select(".sb-file")
    ]


@pytest.mark.parametrize("slug", PAGES)
def test_every_file_that_a_page_offers_is_there_and_as_large_as_it_says(book, slug):
    """Links to sheets and zips lead to files, and the size beside each is the file's."""
    links = file_links(book, slug)
    assert links
    for href, size in links:
        there = (book / unquote(href)).stat().st_size
        number, unit = size.split()
        said = float(number) * {"KB": 1e3, "MB": 1e6}[unit]
        assert said == pytest.approx(there, rel=0.05, abs=600), (href, size, there)


def test_every_file_of_the_kit_is_offered_somewhere(book):
    """No sheet lies beside the pages without a link to it."""
    linked = {href for slug in PAGES for href, _ in file_links(book, slug)}
    there = {f"handouts/{path.name}" for path in (book / "handouts").iterdir()}
    assert there and there == linked


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_a_lesson_page_has_its_steps_with_their_minutes(book, lesson):
    """Each step stands there with its first and last minute, in order."""
    page = soup(book / f"{lesson.id}.html")
    steps = [step for session in lesson.sessions for step in session.steps]
    shown = [
        (one.select_one(".sb-when").get_text(), one.select_one(".sb-step-title b").get_text())
        for one in page.select(".sb-step")
    ]
    assert shown == [(step.span, step["title"]) for step in steps]
    # What is right in a step is shut, since pupils can read the page.
    answers = [
        one.select_one("details.sb-step-answers:not([open])") for one in page.select(".sb-step")
    ]
    assert [bool(one) for one in answers] == ["answers" in step.data for step in steps]


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_every_task_of_a_lesson_is_linked_where_it_stands(book, lesson):
    """A click on a task opens its chapter at that task."""
    page = soup(book / f"{lesson.id}.html")
    linked = {a["href"] for a in page.select(".sb-step-tasks a")}
    steps = [step for session in lesson.sessions for step in session.steps]
    named = {item.id for step in steps for item in step.items}
    named |= {name for aim in lesson["aims"] for name in aim["items"]}
    assert linked == {f"{bank.item(name).chapter}.html#task-{name}" for name in named}
    for href in linked:
        path, _, place = href.partition("#")
        assert soup(book / path).find(id=place), href


@pytest.mark.parametrize("lesson", ALL, ids=lambda lesson: lesson.id)
def test_a_lesson_page_lists_what_to_print_and_how_often(book, lesson):
    """Plan and handouts stand in the table with copies and pages."""
    rows = soup(book / f"{lesson.id}.html").select("#print-this tbody tr")
    shown = [row.get_text(" ") for row in rows]
    assert shown[0].startswith("The plan")
    for name in lesson.handouts:
        copies = next(
            one["copies"] for s in lesson.sessions for one in s.materials if one["handout"] == name
        )
        title = entries.handout(name).title
        assert any(row.startswith(title) and copies in row for row in shown), name


@pytest.mark.parametrize("slug", PAGES[1:])
def test_a_page_leads_back_to_teach_and_a_lesson_to_care(book, slug):
    """Whoever has read to the end has the way back; a lesson says where care and balance are."""
    linked = {a.get("href") for a in soup(book / f"{slug}.html").select("article a")}
    assert {"teach.html", "#print-this"} <= linked
    if slug in {lesson.id for lesson in ALL}:
        assert {"care.html", "impartiality.html"} <= linked


def test_the_landing_page_lists_every_lesson_with_its_needs(book):
    """Each lesson is offered by need, and stands with its time in the table, in order."""
    page = soup(book / "teach.html")
    titles = [a.get_text() for a in page.select(".sb-lessons tbody th a")]
    assert titles == [lesson.title for lesson in ALL]
    assert all(lesson.length in article(book / "teach.html") for lesson in ALL)
    offered = {a["href"] for a in page.select("#which-lesson a")}
    assert offered >= {f"{lesson.id}.html" for lesson in ALL}


def test_a_first_time_teacher_has_a_plan_in_three_clicks_on_a_phone(visit):
    """From the front page on a phone, without scripts: Teach, the lesson, its plan."""
    page = visit("index", width=390, height=800, java_script_enabled=False)
    page.locator("article").get_by_role("link", name="Teach", exact=True).first.click()
    offer = page.locator("article").get_by_role("link", name=ALL[0].title).first
    assert offer.bounding_box()["y"] < 800, "the first screen has no lesson"
    offer.click()
    plan = page.locator("#print-this").get_by_role("link", name="PDF (A4)").first
    answer = page.request.get(page.evaluate("a => a.href", plan.element_handle()))
    reader = pypdf.PdfReader(io.BytesIO(answer.body()))
    assert "Plan" in reader.pages[0].extract_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "lesson", [one for one in ALL if len(one.sessions) == 1], ids=lambda lesson: lesson.id
)
def test_the_page_of_one_session_prints_on_three_pages(visit, lesson):
    """Whoever prints the page instead of the plan has three pages, with all that is folded."""
    page = visit(lesson.id)
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    # The browser's own font calls the apostrophe by another name.
    said = squeezed("".join(one.extract_text() for one in reader.pages)).replace("ʼ", "’")
    assert len(reader.pages) <= 3
    assert all(squeezed(step["title"]) in said for step in lesson.sessions[0].steps)
    for one in lesson["misconceptions"]:
        # As far as the first role or link, whose mark is printed in a way of its own.
        assert squeezed(re.split(r"[{*\[]", one["answer"])[0]) in said


@pytest.mark.parametrize("slug", [*PAGES, "take-it", "care", "impartiality"])
def test_links_to_files_are_large_enough_for_a_thumb(visit, slug):
    """On a touch screen what leads to a file, or opens a list, is 44 pixels high and wide.

    Other links in tables and among sources are 24 pixels high.
    """
    page = visit(slug, width=390, height=844, has_touch=True, is_mobile=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(
             'article :is(.sb-sheets, .sb-zip, .sb-deck, .sb-paper .sb-files) a[href],' +
             'article :is(.sb-they-say, [data-kit="handouts"]) > summary')].map(one => {
             const box = one.getBoundingClientRect()
             return [one.textContent, Math.round(Math.min(box.width, box.height))]})"""
    )
    assert sizes and [one for one in sizes if one[1] < 44] == []
    low = page.locator(
        "article :is(.sb-claims, .sb-lessons, .sb-facts) a:not(.sb-mark)"
    ).evaluate_all(
        """all => all.filter(one => one.checkVisibility() && [...one.getClientRects()]
             .some(box => box.height < 24)).map(one => one.outerHTML)"""
    )
    assert low == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_pupils_guide_leads_to_every_task_with_its_minutes(book):
    """A section for each sitting says its minutes, and links each task and page where it stands."""
    page = soup(book / "your-homework.html")
    for number, session in enumerate(lessons.lesson("homework-only").sessions, 1):
        part = page.find(id=f"sitting-{number}")
        assert f"{session['minutes']} minutes" in part.get_text()
        shown = part.select_one(".sb-step-tasks").get_text()
        for item in (item for step in session.steps for item in step.items):
            assert part.find("a", href=f"{item.chapter}.html#task-{item.id}"), item.id
            assert f"{item['title']} ({item['minutes']:g} minutes)" in shown
    assert soup(book / "homework-only.html").find("a", href="your-homework.html")
