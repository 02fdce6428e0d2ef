"""What the pages of the kit share: links to its files, rows of sheets, texts with the bank's roles.

The files are made beforehand and copied beside the pages: see ``kit.bundle``.
"""

import re
from functools import cache

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sourcebook.kit import bundle
from sourcebook.sphinx.nodes import Tag, cell, link, tag
from sourcebook.tasks.labels import minutes

# MyST leads to no place of another page without a label there.
PLACED = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)#([\w-]+)\)")
FOLDER = "handouts"  # beside the pages
FORMS = {"-a4.pdf": "PDF (A4)", "-letter.pdf": "PDF (Letter)", ".docx": "Word"}


@cache
def made() -> bundle.Bundle:
    """Return the files of the kit, made anew as far as their sources have changed."""
    return bundle.make()


def size(number: int) -> str:
    """Return a size in bytes for readers."""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(1, round(number / 1e3))} KB"


def file_link(name: str, label: str) -> Tag:
    """Return a link to a file of the kit, with its size behind it.

    Raises:
        KeyError: the kit has no such file.
    """
    one = made().files[name]
    # A PDF opens in the browser, from where it is printed.
    given = link(label, f"{FOLDER}/{name}", download=not name.endswith(".pdf"))
    return tag("span", given, f" {size(one.size)}", class_="sb-file")


def sheet_row(name: str, title: str, what, copies: str) -> list:
    """Return a handout as a row: its title with what it is, copies, pages, links to its files."""
    pages = made().files[f"{name}-a4.pdf"].pages
    parts = [tag("b", title), tag("span", what, class_="sb-what")] if what else [tag("b", title)]
    links = [part for end, label in FORMS.items() for part in (file_link(name + end, label), " ")]
    return [cell(*parts), copies, f"{pages}", tag("span", *links, class_="sb-files")]


def unwrapped(paragraph: nodes.Node) -> nodes.inline:
    """Return what a paragraph holds. A link to a page may stand in no element of ours alone."""
    return nodes.inline("", "", *paragraph.children)


class KitDirective(SphinxDirective):
    """What the directives of the kit share: texts with the roles of the bank, links to pages."""

    def text(self, words: str) -> list[nodes.Node]:
        """Return a text of the kit as nodes; a link may lead to a place of a page, slug#place."""

        def placed(match: re.Match) -> str:
            href = self.href(*match.group(2, 3))
            return f'<a class="reference internal" href="{href}">{match[1]}</a>'

        return self.parse_text_to_nodes(PLACED.sub(placed, words))

    def inline(self, words: str) -> list[nodes.Node]:
        """Return a text of one paragraph as nodes without the paragraph."""
        return [unwrapped(one) for one in self.text(words)]

    def href(self, page: str, place: str = "") -> str:
        """Return the address of a page of the book, and of a place in it."""
        uri = self.env.app.builder.get_relative_uri(self.env.docname, page)
        return f"{uri}#{place}" if place else uri

    def onward(self, play: str = "") -> list[Tag]:
        """Return where to go from the end of a page: a role play, what to print, *Teach*."""
        fits = [tag("p", tag("b", "Role play: "), *self.inline(play))] if play else []
        back = tag("p", "Back to ", link("what to print", "#print-this"), ", or to ")
        back += [link("Teach", self.href("teach")), nodes.Text(", where all lessons are.")]
        return [*fits, back]

    def tasks(self, items) -> Tag:
        """Return links to tasks, each with its minutes."""
        there = tag("span", class_="sb-step-tasks")
        for number, item in enumerate(items):
            there += [nodes.Text("; ")] if number else []
            there += link(item["title"], self.href(item.chapter, f"task-{item.id}"))
            there += nodes.Text(f" ({minutes(item['minutes'])})")
        return there

    def inside(self, title: str, name: str, *content) -> nodes.section:
        """Return a section with a heading and an address of its own."""
        section = nodes.section(ids=[name])
        section += nodes.title("", title)
        section += content
        return section
