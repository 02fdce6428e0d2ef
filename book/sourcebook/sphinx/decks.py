"""The slides of a lesson: ``{sessions}``, ``{session}``, ``{step}`` and ``{exit}`` print what the
lesson's file says, and the book's roles print as a slide wants them, without links.

It serves a Sphinx project of its own (``sourcebook.kit.slides``), not the book's.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from sourcebook import calc, facts, sources
from sourcebook.kit import decks, files, lessons
from sourcebook.sphinx import nodes as parts
from sourcebook.sphinx import roles
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.tasks import bank, labels, text


class Quote(roles.QuoteRole):
    """A checked quotation; who speaks and where stand after it in plain words."""

    def reference(self, found: sources.Paragraph, whose: str, title: str) -> Tag:
        place = f"{sources.report(found.source).short} {found.number}"
        return tag("span", f"{whose}, {place}" if whose else place, class_="deck-who")


class Unnamed(Quote):
    """A checked quotation without its speaker, where that is what the class is asked."""

    def reference(self, found: sources.Paragraph, whose: str, title: str) -> Tag:
        return tag("span")


class Paragraph(SphinxRole):
    """The name of a paragraph, or the words for it."""

    def run(self):
        return [nodes.raw("", text.html(f"{{para}}`{self.text}`"), format="html")], []


class _Sourced:
    """What prints facts: their sources go into the notes of the slide."""

    def mark(self, row: facts.Row | calc.Count) -> Tag:
        found = tag("span")
        found["row"] = row
        return found


class Fact(_Sourced, roles.FactRole):
    """A value from a row."""


class Calculation(_Sourced, roles.CalcRole):
    """A figure worked out from cells."""


class Row(_Sourced, roles.RowRole):
    """A row that the sentence rests on."""


class _OfLesson(SphinxDirective):
    """What prints a part of the lesson whose name the deck has."""

    required_arguments = 1
    final_argument_whitespace = True

    @property
    def folder(self) -> Path:
        return Path(self.config.kit_folder)

    @property
    def lesson(self) -> lessons.Lesson:
        return lessons.lesson(self.env.docname, self.folder)


class Step(_OfLesson):
    """``{step} title``: the minutes of a step; in the notes, what the lesson says of it."""

    def run(self):
        step = decks.steps(self.lesson)[self.arguments[0]]
        return [_time(step.minutes), _notes(decks.step_notes(step))]


class Session(_OfLesson):
    """``{session} title``: the minutes of a session; in the notes, its steps and its handouts."""

    def run(self):
        session = decks.sessions(self.lesson)[self.arguments[0]]
        return [_time(session["minutes"]), _notes(decks.session_notes(session, self.folder))]


class Sessions(_OfLesson):
    """``{sessions} class`` or ``{sessions} home``: what is taught or done at home, with minutes."""

    def run(self):
        listed = [
            tag("li", f"{session['title']} ", tag("b", labels.minutes(session["minutes"])))
            for session in self.lesson.sessions
            if session.homework == (self.arguments[0] == "home")
        ]
        return [tag("ol", *listed, class_="deck-sessions")]


class Exit(_OfLesson):
    """``{exit} session``: the task that ends a session."""

    def run(self):
        task = decks.sessions(self.lesson)[self.arguments[0]].exit
        words = task["text"] if "text" in task else bank.item(task["item"])["stem"]
        asked = nodes.raw("", text.html(words), format="html")
        return [tag("div", asked, class_="deck-exit")]


def _time(minutes: float) -> Tag:
    return tag("p", labels.minutes(minutes), class_="deck-minutes")


def _notes(lines: list[tuple[str, str]]) -> Tag:
    """Return notes for the teacher from pairs of a label and a text."""
    notes = tag("aside", class_="notes")
    for label, words in lines:
        written = text.html(words)
        around = "div" if "<p>" in written else "p"
        said = nodes.raw("", written, format="html")
        if label == decks.LABELS["answers"]:
            # Open in the teacher's window; the page of notes, which pupils can read, shuts it.
            notes += tag("details", tag("summary", label), tag(around, said), open=True)
            continue
        notes += tag(around, tag("strong", f"{label}: "), said)
    return notes


def _finish_deck(app: Sphinx, doctree: nodes.document) -> None:
    """Give each slide one set of notes, which ends with the sources of its facts."""
    app.env.metadata[app.env.docname]["orphan"] = True  # no deck leads to another
    for node in list(doctree.findall(lambda node: node.tagname == "revealjs_notes")):
        node.replace_self(tag("aside", *node.children, class_="notes"))
    for slide in doctree.findall(nodes.section):
        _gather_notes(slide)


def _gather_notes(slide: nodes.section) -> None:
    own = [child for child in slide.children if not isinstance(child, nodes.section)]
    asides = [child for child in own if isinstance(child, Tag) and child["tag"] == "aside"]
    marks = [found for child in own for found in child.findall(Tag) if "row" in found]
    if not asides:
        return
    notes = tag("aside", class_="notes")
    for aside in asides:
        slide.remove(aside)
        notes += aside.children
    for row in {mark["row"].anchor: mark["row"] for mark in marks}.values():
        notes += _source(row)
    for mark in marks:
        mark.parent.remove(mark)
    slide.insert(len(own) - len(asides), notes)


def _source(row: facts.Row | calc.Count) -> Tag:
    if isinstance(row, calc.Count):
        return tag("p", tag("strong", "Counted: "), row.sentence())
    said = tag("p", tag("strong", "Source: "), facts.sentence(row))
    for title, address in facts.addresses(row):
        said += [nodes.Text(" "), parts.link(title, address, class_="deck-source"), nodes.Text(".")]
    return said


def _keep_body(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if doctree is not None:
        # sphinx-revealjs leaves the last slide open.
        body = context["body"]
        context["body"] = body + "</section>" * (body.count("<section") - body.count("</section"))
        app.deck_bodies[pagename] = (context["title"], context["body"])


def _pages_of_notes(app: Sphinx):
    """Give Sphinx one more page for each deck: its words and notes, to print."""
    for name, (title, body) in app.deck_bodies.items():
        yield f"{name}-notes", {"deck": name, "title": title, "body": body}, "notes.html"


def setup(app: Sphinx) -> dict:
    """Register what a deck may use; called by Sphinx."""
    parts.setup(app)
    app.deck_bodies = {}
    app.add_config_value("kit_folder", str(files.TEACH), "env")
    for name, role in {
        "quote": Quote(),
        "unnamed": Unnamed(),
        "para": Paragraph(),
        "fact": Fact(),
        "calc": Calculation(),
        "row": Row(),
        "misquote": roles.MisquoteRole(),
    }.items():
        app.add_role(name, role, override=True)
    app.add_directive("sessions", Sessions)
    app.add_directive("session", Session)
    app.add_directive("step", Step)
    app.add_directive("exit", Exit)
    app.connect("doctree-read", _finish_deck)
    app.connect("html-page-context", _keep_body)
    app.connect("html-collect-pages", _pages_of_notes)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
