"""The tables for teachers: courses and what they ask, aims with their tasks, rules, content notes.

Needs no script. On a phone the rows are stacked.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import content_notes, tables
from sourcebook.prose import pages
from sourcebook.sphinx.nodes import Tag, cell, link, table, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import status_chip
from sourcebook.tasks import bank, text

CLASS = "sb-claims sb-stack"


class Curriculum(SphinxDirective):
    """``{curriculum} A-level History``: what one course asks, and what the module has for it."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        course = self.arguments[0]
        rows = [row for row in _rows("curriculum") if row["course"] == course]
        if not rows:
            known = ", ".join(dict.fromkeys(row["course"] for row in _rows("curriculum")))
            raise self.error(f"There is no course {course!r}. Use one of: {known}.")
        head = ["Where", "What it asks", "What is here", "Status"]
        body = [[_place(row), _claim(row, "claim"), _fit(row), _seen(row)] for row in rows]
        return [table(head, body, class_=CLASS, caption=course, data_claims=True)]


class Rules(SphinxDirective):
    """``{rules} impartiality``: what law and guidance ask of a teacher on one topic."""

    required_arguments = 1

    def run(self):
        topic = self.arguments[0]
        rows = [row for row in _rows("rules") if row["topic"] == topic]
        if not rows:
            known = ", ".join(dict.fromkeys(row["topic"] for row in _rows("rules")))
            raise self.error(f"There is no topic {topic!r}. Use one of: {known}.")
        head = ["Where, and for whom", "What it says", "Status"]
        body = [[_whom(row), _claim(row, "rule"), _seen(row)] for row in rows]
        return [table(head, body, class_=CLASS, caption=topic.capitalize(), data_claims=True)]


class Aims(SphinxDirective):
    """``{aims}``: every learning aim with its move, its chapters and its practice tasks."""

    def run(self):
        head = ["A learner can", "Chapters", "Tasks"]
        body = [[_aim(r), self._chapters(r), self._tasks(r)] for r in _rows("aims")]
        caption = "Learning aims and the tasks that show them"
        return [table(head, body, class_=CLASS, caption=caption, data_claims=True)]

    def _chapters(self, row: dict[str, str]) -> Tag:
        return _joined([_page_link(self.env, slug) for slug in row["chapters"].split()])

    def _tasks(self, row: dict[str, str]) -> Tag:
        items = [bank.item(name) for name in row["items"].split()]
        links = [_page_link(self.env, one.chapter, one["title"], f"task-{one.id}") for one in items]
        times = [f", {one['minutes']} min" for one in items]
        return _joined([cell(*pair) for pair in zip(links, times, strict=True)])


class ContentNotes(SphinxDirective):
    """``{content-notes}``: every content note of the book, by page, gathered from the pages."""

    def run(self):
        book = Path(self.env.srcdir)
        for path in pages(book):
            self.env.note_dependency(str(path))
        body = [
            [_page_link(self.env, note.slug), note.section or "the whole page", _said(note)]
            for note in content_notes.notes(book)
        ]
        head = ["Page", "Where", "What its note says"]
        caption = "Content notes, page by page"
        return [table(head, body, class_=CLASS, caption=caption, data_claims=True)]


def _rows(name: str) -> list[dict[str, str]]:
    return [tables.row(name, key) for key in tables.keys(name)]


def _joined(parts: list) -> Tag:
    between = [item for part in parts for item in ("; ", part)]
    return cell(*between[1:])


def _page_link(env, slug: str, label: str = "", place: str = "") -> Tag:
    """Return a link to a page or a place on it; without a label, the page's title."""
    (path,) = Path(env.srcdir).glob(f"{slug}.*")
    where = env.app.builder.get_relative_uri(env.docname, slug) + (f"#{place}" if place else "")
    return link(label or content_notes.title(path), where)


def _said(note: content_notes.Note) -> str:
    return text.plain(note.text)


def _place(row: dict[str, str]) -> Tag:
    return cell(tag("span", row["body"], class_="sb-claim-body"), " ", row["place"])


def _whom(row: dict[str, str]) -> Tag:
    return cell(tag("span", row["place"], class_="sb-claim-body"), " ", row["applies_to"])


def _claim(row: dict[str, str], column: str) -> Tag:
    """Return a claim with the page that it rests on and that page's date."""
    source = tag("span", class_="sb-claim-note")
    source += link(row["source_title"], row["source_url"], class_="sb-outside")
    source += nodes.Text(f" ({row['dated']})")
    return cell(row[column], " ", source)


def _fit(row: dict[str, str]) -> Tag:
    """Return what the module has for a claim, with links to its aims."""
    named = [(key, tables.row("aims", key)["title"]) for key in row["aims"].split()]
    aims = _joined([link(title, f"#aim-{key}") for key, title in named])
    return cell(row["fit"], " ", tag("span", "Aims: ", aims, class_="sb-claim-note"))


def _aim(row: dict[str, str]) -> Tag:
    title = tag("span", row["title"], class_="sb-claim-body")
    move = tag("span", f"Move: {row['move']}", class_="sb-claim-note")
    return tag("span", title, " ", row["aim"], " ", move, id=f"aim-{row['id']}")


def _seen(row: dict[str, str]) -> Tag:
    """Return the status, and what a user has still to look up."""
    chip = status_chip(row["status"])
    rest = tag("span", f"To check: {row['to_check']}", class_="sb-claim-note")
    return cell(chip, " ", rest) if row["to_check"] else cell(chip)


def setup(app: Sphinx) -> None:
    """Register the directives, and their style for the pages that have one."""
    app.add_directive("curriculum", Curriculum)
    app.add_directive("rules", Rules)
    app.add_directive("aims", Aims)
    app.add_directive("content-notes", ContentNotes)
    add_assets(app, "data-claims", css={"curriculum.css": 731})
