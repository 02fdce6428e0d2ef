"""What a directive and its page owe each other: its assets, and to stand there once."""

import re
from collections.abc import Mapping

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def once(directive: SphinxDirective, what: str, remedy: str = "Take one of them out.") -> None:
    """Refuse a second directive with the same addresses and names on one page.

    Arguments:
        directive: the one that is being read.
        what: the directive with what tells it from others, such as ``{timeline}``.
        remedy: what the writer may do.

    Raises:
        docutils.parsers.rst.DirectiveError: there is one above it.
    """
    seen = directive.env.temp_data.setdefault("sourcebook-once", set())
    if what in seen:
        raise directive.error(f"The page has {what} twice. {remedy}")
    seen.add(what)


def add_assets(
    app: Sphinx, *marks: str, css: Mapping[str, int], js: Mapping[str, int] | None = None
) -> None:
    """Give style sheets and scripts to the pages that need them, and to no other.

    Arguments:
        app: the application.
        marks: attributes, such as ``data-timeline``; a page with any of them needs the assets.
        css: style sheets with their priorities.
        js: scripts with theirs; they run once the page is read.
    """
    wanted = re.compile(rf"(?:{'|'.join(marks)})(?![\w-])")

    def add(app: Sphinx, pagename, templatename, context, doctree) -> None:
        if wanted.search(context.get("body", "")):
            for name, priority in css.items():
                app.add_css_file(name, priority=priority)
            for name, priority in (js or {}).items():
                app.add_js_file(name, priority=priority, loading_method="defer")

    app.connect("html-page-context", add)
