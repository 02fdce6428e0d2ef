"""The page of all answers: what the book has to answer, for ``assets/my-answers.js`` to fill.

Answers are in the reader's browser alone, so that without a script there is only a word on that.
"""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import chapters
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.tasks import bank
from sourcebook.tasks.labels import KINDS

WITHOUT = (
    "To see your answers here, switch on JavaScript. Without it every task can still be read and "
    "printed, with room to write."
)


class MyAnswers(SphinxDirective):
    """``{my-answers}``: every answer of the reader, by chapter, with what can be done with them."""

    def run(self):
        for path in bank.files():
            self.env.note_dependency(str(path))
        return [tag("div", tag("p", WITHOUT), class_="sb-my", data_my_answers=True)]


def book_tasks(app: Sphinx, page: str) -> list[dict]:
    """Return the chapters that have tasks, in the book's order, each with its practice tasks.

    Arguments:
        page: the page whose addresses lead there.

    Tasks that a page prints nowhere yet count too: the page's title is then their address.
    """
    found = []
    for slug in chapters.listed(app.srcdir):
        own = [one for one in bank.items() if one.chapter == slug and one.edition == bank.PRACTICE]
        if own and slug in app.env.titles:
            where = app.builder.get_relative_uri(page, slug)
            title = app.env.titles[slug].astext()
            found.append({"id": slug, "title": title, "href": where, "tasks": _tasks(own)})
    return found


def _tasks(own: list[bank.Item]) -> list[dict]:
    return [
        {
            "id": one.id,
            "title": one["title"],
            "kind": KINDS[one.type],
            "minutes": one["minutes"],
        }
        for one in own
    ]


def _fill(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give the page its list of tasks, now that every page's title is known."""
    for box in doctree.findall(Tag):
        if box["attributes"].get("data-my-answers"):
            data = {"book": app.config.html_title, "chapters": book_tasks(app, page)}
            written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
            written = written.replace("<", "\\u003c")
            html = f'<script type="application/json" id="sb-book-tasks">{written}</script>'
            box += nodes.raw("", html, format="html")


def _add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if "data-my-answers" in context.get("body", ""):
        app.add_css_file("my-answers.css", priority=711)
        app.add_js_file("keep.js", priority=305, loading_method="defer")
        app.add_js_file("tasks-store.js", priority=330, loading_method="defer")
        app.add_js_file("my-answers.js", priority=340, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive and its assets."""
    app.add_directive("my-answers", MyAnswers)
    app.connect("doctree-resolved", _fill)
    app.connect("html-page-context", _add_assets)
