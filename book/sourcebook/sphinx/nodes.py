"""Page parts as document nodes, so that they are searched, linked and printed like other text."""

from html import escape

from docutils import nodes
from sphinx.application import Sphinx

VOID = {"br", "hr", "input", "wbr"}


class Tag(nodes.General, nodes.Inline, nodes.Element):
    """An HTML element with document nodes inside. Builders other than HTML print its content."""


def tag(name: str, *children, **attributes) -> Tag:
    """Return an HTML element.

    Arguments:
        name: its tag, such as ``"div"``.
        children: nodes or strings.
        attributes: HTML attributes; ``class_`` becomes ``class``, ``data_mode`` ``data-mode``.
            Those that are None are left out, those that are True have no value.
    """
    cleaned = {
        key.rstrip("_").replace("_", "-"): value
        for key, value in attributes.items()
        if value is not None and value is not False
    }
    node = Tag("", tag=name, attributes=cleaned)
    for child in children:
        node += nodes.Text(child) if isinstance(child, str) else child
    return node


def link(label, href: str, **attributes) -> Tag:
    """Return a link with a label (a string or a node) to an address."""
    return tag("a", label, href=href, **attributes)


def table(head: list, rows: list[list], **attributes) -> Tag:
    """Return a table in a box that scrolls by itself; the first cell of a row is its header."""
    caption = attributes.pop("caption", "")
    header = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = []
    for first, *rest in rows:
        # On a phone the rows are stacked, and each cell says what it is.
        cells = (tag("td", c, data_label=name) for name, c in zip(head[1:], rest, strict=True))
        body.append(tag("tr", tag("th", first, scope="row"), *cells))
    whole = tag("table", tag("thead", header), tag("tbody", *body), **attributes)
    if caption:
        whole.insert(0, tag("caption", caption))
    label = caption or "Table"
    return tag("div", whole, class_="sb-scroll", tabindex="0", role="region", aria_label=label)


def cell(*parts) -> nodes.Element:
    """Return several nodes or strings as the content of one cell."""
    return tag("span", *parts)


def _visit_html(visitor, node: Tag) -> None:
    written = "".join(
        f" {key}" if value is True else f' {key}="{escape(str(value), quote=True)}"'
        for key, value in node["attributes"].items()
    )
    visitor.body.append(f"<{node['tag']}{written}>")


def _depart_html(visitor, node: Tag) -> None:
    if node["tag"] not in VOID:
        visitor.body.append(f"</{node['tag']}>")


def _pass(visitor, node: Tag) -> None:
    """Print the content alone."""


def setup(app: Sphinx) -> None:
    """Register the node."""
    plain = (_pass, _pass)
    app.add_node(Tag, html=(_visit_html, _depart_html), text=plain, latex=plain)
