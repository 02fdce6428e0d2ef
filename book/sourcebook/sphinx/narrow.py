"""Tables on a narrow screen: which columns may be narrow, and which tables are stacked instead.

Pandas and Docutils write plain tables. On a phone one with four columns or more and running text
in them hides its columns behind the edge: its rows are stacked, each cell with its column's name.
So are those of a table to which its page gives the class ``stacked``.
What is left to scroll is told by ``assets/look.js``.
"""

import re
from html import unescape

from sphinx.application import Sphinx

SHORT = 14  # characters; a column of such cells needs no room for words
WHOLE = 8  # characters; so short a cell is not broken
MANY = 4  # columns
ASKED = "stacked"  # the class of a table that is stacked with fewer columns too

_PLAIN = rf'dataframe|(?:{ASKED} )?docutils[^"]*'
_TABLE = re.compile(rf'<table class="(?:{_PLAIN})".*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"}


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _with_class(attributes: str, name: str) -> str:
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'


def fitted(table: str) -> str:
    """Return a table with its short columns marked, or stacked on narrow screens.

    Arguments:
        table: the HTML of a table without tables inside; one with spans is left as it is.
    """
    head, cut, body = table.partition("</thead>")
    heads = [_words(cell[3]) for cell in _CELL.finditer(head)]
    rows = [[_words(cell[3]) for cell in _CELL.finditer(row)] for row in _ROW.findall(body)]
    if not rows or "span=" in table or any(len(row) != len(heads) for row in rows):
        return table
    short = [max(map(len, column)) <= SHORT for column in zip(*rows, strict=True)]
    asked = ASKED in table.partition(">")[0]
    if asked or (len(heads) >= MANY and not all(short[1:])):
        return _stacked(head, body, heads)
    return _rows(head, short) + cut + _rows(body, short)


def _rows(part: str, short: list[bool]) -> str:
    def row(found: re.Match) -> str:
        marks = iter(short)

        def cell(match: re.Match) -> str:
            # Two numbers with a dash between them are read as one: 240–31.
            name = "sb-short sb-whole" if len(_words(match[3])) <= WHOLE else "sb-short"
            attributes = _with_class(match[2], name) if next(marks) else match[2]
            return f"<{match[1]}{attributes}>{match[3]}</{match[1]}>"

        return _CELL.sub(cell, found[0])

    return _ROW.sub(row, part)


def _stacked(head: str, body: str, heads: list[str]) -> str:
    """Return the table with a label in each cell; roles keep it a table for a screen reader."""

    def row(found: re.Match) -> str:
        names = iter(heads)

        def cell(match: re.Match) -> str:
            name = next(names).replace('"', "&quot;")
            role = "rowheader" if match[1] == "th" else "cell"
            label = f' data-label="{name}"' if name and name != heads[0] else ""
            return f'<{match[1]}{match[2]} role="{role}"{label}>{match[3]}</{match[1]}>'

        return _CELL.sub(cell, found[0])

    named = _CELL.sub(
        lambda m: (
            f'<{m[1]}{m[2]} role="{"columnheader" if m[1] == "th" else "cell"}">{m[3]}</{m[1]}>'
        ),
        head,
    )
    whole = f"{named}</thead>{_ROW.sub(row, body)}".replace('class="', 'class="sb-stack ', 1)
    for name, role in _ROLES.items():
        whole = re.sub(rf"<{name}\b", f'<{name} role="{role}"', whole)
    return whole


def _fit(app: Sphinx, pagename, templatename, context, doctree) -> None:
    body = context.get("body", "")
    context["body"] = _TABLE.sub(lambda found: fitted(found[0]), body)


def setup(app: Sphinx) -> None:
    """Fit the tables of each page, once ``look`` has mended them."""
    app.connect("html-page-context", _fit, priority=910)
