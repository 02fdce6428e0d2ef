"""Tasks of the question bank: ``{task} id`` prints one, ``{tasks}`` those of the page's chapter.

Without a script, and on paper, a task is a plain question with room to answer. ``assets/tasks.js``
checks it. What answers it stands in no readable part of the page, nor in the search index.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import chapters, sources
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import href, note_passage
from sourcebook.sphinx.task_teacher import for_teachers
from sourcebook.tasks import bank, editions, keys
from sourcebook.tasks.labels import DIFFICULTIES, KINDS, minutes

# What a type of task prints between its question and its hints: see ``body``.
BODIES: dict[str, Callable[[SphinxDirective, bank.Item], list[nodes.Node]]] = {}
# The scripts and style sheets of each type, for the pages that have such a task.
SCRIPTS: dict[str, tuple[str, ...]] = {}
SHEETS: dict[str, tuple[str, ...]] = {}


def body(type_: str, *scripts: str, css: tuple[str, ...] = ()):
    """Say of a function that it prints what a type of task has between question and hints.

    Arguments:
        type_: the type in the bank.
        scripts: the files in ``assets/`` that register the type in the page, in order.
        css: its style sheets beside ``tasks.css``.

    The function takes the directive and the item, and returns nodes: plain HTML that reads as a
    question without a script and leaves room to answer on paper, with nothing of the answer.
    """

    def register(function):
        BODIES[type_], SCRIPTS[type_], SHEETS[type_] = function, scripts, css
        return function

    return register


def shown_text(directive: SphinxDirective, words: str) -> list[nodes.Node]:
    """Return a text of the bank as nodes, with the source marks of its facts.

    A quotation stands in its marks without its reference, which says who speaks: that may be what
    is asked.
    """
    bare = re.sub(r"\{quote\}`([^`]*?)\s*<[^`>]*>`", r"{misquote}`\1`", words)
    # A link to this very page would lead nowhere but to its top.
    bare = re.sub(rf"\[([^\]]*)\]\({re.escape(directive.env.docname)}\)", r"\1", bare)
    return directive.parse_text_to_nodes(bare)


def inline_text(words: str) -> nodes.raw:
    """Return a short text of the bank, such as an option, as HTML without links."""
    return nodes.raw("", keys.text.html(words), format="html")


def addresses(env) -> keys.text.Address:
    """Return a function that gives addresses from the page being read.

    The paragraphs that it is asked for are among the previews of the page. The page itself, without
    a place in it, has none: such a link would lead to its top.
    """

    def address(page: str, place: str) -> str:
        if page in sources.ids() and place in sources.report(page).paragraphs:
            note_passage(env, page, place)
            return href(env, page, place)
        if page == env.docname:
            return f"#{place}" if place else ""
        uri = env.app.builder.get_relative_uri(env.docname, page)
        return f"{uri}#{place}" if place else uri

    return address


class Task(SphinxDirective):
    """``{task} id``: one task of the bank."""

    required_arguments = 1
    under = 0  # how many headings a subclass puts between the section's and the task's

    def run(self):
        try:
            item = bank.item(self.arguments[0])
        except KeyError as error:
            raise self.error(error.args[0]) from error
        return self.printed(item) if editions.shown(item) else []

    def printed(self, item: bank.Item) -> list[nodes.Node]:
        """Return a task as nodes."""
        if item.type not in BODIES:
            raise self.error(f"The page has no way to print a task of type {item.type}.")
        self.env.note_dependency(str(bank.EXERCISES / "bank" / f"{item.chapter}.yml"))
        name = f"task-{item.id}"
        box = tag("sb-task", id=name, role="group", aria_labelledby=f"{name}-title")
        box["attributes"] |= {
            "data-task": item.id,
            "data-type": item.type,
            "data-version": item.version,
            "data-title": item["title"],
            "data-chapter": item.chapter,
            "data-minutes": f"{item['minutes']:g}",
        }
        box += self._head(item)
        box += tag("div", *shown_text(self, item["stem"]), class_="sb-task-stem")
        box += tag("div", *BODIES[item.type](self, item), class_="sb-task-body")
        box += self._hints(item)
        box += tag("div", class_="sb-task-tools")
        box += tag("p", role="status", class_="sb-task-said")
        if editions.edition() == editions.TEACHER:
            box += for_teachers(item, addresses(self.env))
        box += self._key(item)
        return [box]

    def _head(self, item: bank.Item) -> Tag:
        level = min(
            6, 1 + self.under + sum(isinstance(n, nodes.section) for n in _line(self.state))
        )
        title = tag(f"h{max(2, level)}", item["title"], id=f"task-{item.id}-title")
        title["attributes"]["class"] = "sb-task-title"
        facts = (
            tag("b", KINDS[item.type]),
            item["move"],
            minutes(item["minutes"]),
            DIFFICULTIES[item["difficulty"]],
        )
        line = tag("p", class_="sb-task-facts")
        for number, fact in enumerate(facts):
            line += [nodes.Text(" · ")] if number else []
            line += tag("span", fact)
        line += tag("span", class_="sb-task-state")
        return tag("div", title, line, class_="sb-task-head")

    def _hints(self, item: bank.Item) -> list[Tag]:
        shut = []
        if item.edition == bank.ASSESSMENT:
            return shut  # a paper has no hints
        for number, hint in enumerate(item["hints"], 1):
            label = f"Hint {number} of {len(item['hints'])}" if len(item["hints"]) > 1 else "Hint"
            one = tag("details", tag("summary", label), class_="sb-task-hint", data_hint=number)
            one += shown_text(self, hint)
            shut.append(one)
        return shut

    def _key(self, item: bank.Item) -> nodes.raw:
        key = keys.encoded(keys.key(item, addresses(self.env)))
        html = f'<script type="application/json" data-key>{{"k":"{key}"}}</script>'
        return nodes.raw("", html, format="html")


def _line(state) -> list[nodes.Node]:
    """Return the node that is being filled and those around it."""
    found, node = [], state._renderer.current_node
    while node is not None:
        found.append(node)
        node = node.parent
    return found


class Tasks(Task):
    """``{tasks}``: the practice tasks of the page's chapter that the page prints nowhere else."""

    required_arguments = 0

    def run(self):
        page = chapters.text_of(Path(self.env.doc2path(self.env.docname)))
        elsewhere = set(re.findall(r"^[`:]{3,}\{task\}\s+(\S+)", page, re.MULTILINE))
        own = [
            item
            for item in bank.items()
            if item.chapter == self.env.docname and item.edition == bank.PRACTICE
        ]
        if not own:
            raise self.error(f"exercises/bank/{self.env.docname}.yml has no practice task.")
        listed = [item for item in own if item.id not in elsewhere]
        total = minutes(sum(item["minutes"] for item in own))
        noun = "task" if len(own) == 1 else "tasks"
        count = tag("p", f"{len(own)} {noun}, {total}.", class_="sb-tasks-progress")
        box = tag("div", count, self._kept(), class_="sb-tasks", data_tasks=self.env.docname)
        for item in listed:
            box += self.printed(item)
        return [box]

    def _kept(self) -> Tag:
        line = tag("p", class_="sb-tasks-kept")
        line += tag("span", "To check answers in this page, switch on JavaScript. ")
        if "my-answers" in self.env.found_docs:
            where = self.env.app.builder.get_relative_uri(self.env.docname, "my-answers")
            line += link("My answers", where)
        return line


def _add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """Give a page with tasks its styles, and the names of the scripts that come with a task.

    The scripts are loaded when a task comes near: who only reads does not pay for them.
    """
    there = context.get("body", "")
    kinds = sorted(set(re.findall(r'<sb-task[^>]* data-type="([\w-]+)"', there)))
    if not kinds:
        return
    app.add_js_file("tasks-load.js", priority=330, loading_method="defer")
    for name in dict.fromkeys(["tasks.css", *(one for kind in kinds for one in SHEETS[kind])]):
        app.add_css_file(name, priority=710)
    own = (one for kind in kinds for one in SCRIPTS[kind])
    loaded = {Path(str(one.filename)).name for one in context["script_files"] if one.filename}
    wanted = [one for one in dict.fromkeys(["tasks-store.js", "tasks.js", *own])]
    listed = json.dumps([f"_static/{one}" for one in wanted if one not in loaded])
    context["body"] = (
        f'{there}<script type="application/json" id="sb-task-scripts">{listed}</script>'
    )


def setup(app: Sphinx) -> None:
    """Register the directives, and their assets for the pages that have tasks."""
    app.add_directive("task", Task)
    app.add_directive("tasks", Tasks)
    app.connect("html-page-context", _add_assets)
