"""The look of the book: templates, style sheets, fonts, and no asset that a page does not use."""

import re
from html import escape
from pathlib import Path

from docutils import nodes

HERE = Path(__file__).parent

# What Furo, MyST-NB and Sphinx add to every page. Our own style sheet and script do these jobs.
_REPLACED = ("furo-extensions.css", "mystnb", "furo.js", "sphinx_highlight.js")
# Needed by the search page alone.
_SEARCH_ONLY = ("documentation_options.js", "doctools.js")

_MENDED = (
    # The looks that pandas gives to each table.
    (r"<style scoped[^>]*>.*?</style>\s*", ""),
    (r'<tr style="text-align: right;">', "<tr>"),
    (r'<table border="1" class="', '<table class="'),
    # A table's empty corner is no heading of anything.
    (r"<th([^>]*)>(\s*|<p></p>)</th>", r"<td\1></td>"),
    # A list of entries with a role that is no list entry's, and was withdrawn.
    (r'<div role="list" class="citation-list">', '<div class="citation-list">'),
    (r' role="doc-biblioentry"', ""),
)


def setup(app) -> None:
    """Register the templates, the assets and the trimming of each page with a Sphinx app."""
    app.connect("config-inited", _add_paths)
    # Before Furo reads it, which adds this setting too late for a configuration file.
    app.connect("builder-inited", _set_dark_code, priority=100)
    app.add_css_file("sourcebook.css", priority=700)
    app.add_css_file("print.css", priority=701, media="print")
    app.add_js_file("look.js", priority=300, loading_method="defer")
    # After Furo and every other extension: this handler sees all they have added.
    app.connect("html-page-context", _trim, priority=900)
    app.connect("html-page-context", _mend, priority=900)
    app.connect("html-page-context", _add_contents, priority=901)


def _add_paths(app, config) -> None:
    config.templates_path = [str(HERE / "templates"), *config.templates_path]
    assets = str(HERE / "assets")
    if assets not in config.html_static_path:
        config.html_static_path = [*config.html_static_path, assets]


def _set_dark_code(app) -> None:
    app.config.pygments_dark_style = "a11y-high-contrast-dark"


def _trim(app, pagename, templatename, context, doctree) -> None:
    """Drop from one page the style sheets and scripts that it does not use."""
    unused = list(_REPLACED)
    if pagename != "search":
        unused += _SEARCH_ONLY
    if 'class="highlight' not in context.get("body", ""):
        unused.append("pygments.css")
    for key in ("css_files", "script_files"):
        context[key] = [
            asset
            for asset in context.get(key, [])
            if not any(name in str(getattr(asset, "filename", asset)) for name in unused)
        ]


def _mend(app, pagename, templatename, context, doctree) -> None:
    """Mend what Docutils and pandas write and a screen reader stumbles over."""
    # A second viewport beside the theme's.
    context["metatags"] = re.sub(r'<meta name="viewport"[^>]*>', "", context.get("metatags", ""))
    body = context.get("body", "")
    for pattern, replacement in _MENDED:
        body = re.sub(pattern, replacement, body, flags=re.DOTALL)
    context["body"] = body


def _add_contents(app, pagename, templatename, context, doctree) -> None:
    """Give the templates ``sb_contents``: every page by part, and this page's sections under it."""
    sections = "".join(
        f'<li><a class="reference" href="{escape(anchor)}">{escape(title)}</a></li>'
        for anchor, title in _sections(app.env.tocs.get(pagename))
    )
    tree = context["toctree"](collapse=True, includehidden=True) or ""
    context["sb_contents"] = re.sub(
        r'(<a class="current reference internal")( href="#">.*?</a>)',
        rf'\1 aria-current="page"\2{f"<ul>{sections}</ul>" if sections else ""}',
        # Sphinx calls a part's name a heading without saying of which level.
        tree.replace(' role="heading"', ""),
    )


def _sections(toc) -> list[tuple[str, str]]:
    """Return (address, title) of the page's own second-level sections."""
    page = toc.next_node(nodes.list_item) if toc else None
    inner = [child for child in page or [] if isinstance(child, nodes.bullet_list)]
    links = [item.next_node(nodes.reference) for part in inner for item in part]
    return [(link["anchorname"], link.astext()) for link in links if link is not None]
