"""The code of a notebook cell, folded: readers see its result, and open the code if they wish."""

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx


def _visit(visitor, node: HideCodeCellNode) -> None:
    # MyST-NB's own summary has a label that differs from the words it shows.
    visitor.body.append('<details class="sb-code"><summary>The code</summary>')


def _depart(visitor, node: HideCodeCellNode) -> None:
    visitor.body.append("</details>")


def setup(app: Sphinx) -> None:
    """Print folded cells in our way."""
    app.add_node(HideCodeCellNode, override=True, html=(_visit, _depart))
