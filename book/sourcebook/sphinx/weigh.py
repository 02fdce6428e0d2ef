"""A form in which a reader weighs one difference before seeing how we weigh it.

Without a script it is a question with four answers and a note to open. ``assets/matrix.js`` keeps
the note shut until the reader has chosen.
"""

from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import coding, tables
from sourcebook.coding_check import NOT_STATED
from sourcebook.sphinx.nodes import tag
from sourcebook.sphinx.page import once

VIEWS = {
    "policy": "mostly policy",
    "situation": "mostly the situation",
    "audience": "mostly the audience",
    "cannot-tell": "cannot tell",
}


class Weigh(SphinxDirective):
    """``{weigh} dimension``: a reader's choice about one difference, then our own.

    The option ``view`` is our choice, a key of VIEWS; the content gives its reasons.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"view": lambda given: options.choice(given, tuple(VIEWS))}

    def run(self):
        dimension = self.arguments[0]
        if dimension not in tables.keys("dimensions"):
            raise self.error(f"There is no dimension {dimension!r} to weigh.")
        if "view" not in self.options:
            raise self.error("Say what we think: :view: " + ", ".join(VIEWS))
        title = tables.row("dimensions", dimension)["title"]
        field = tag("fieldset", tag("legend", title), tag("p", *_difference(dimension)))
        choices = tag("div", class_="sb-weigh-choices")
        for value, label in VIEWS.items():
            box = tag("input", type="radio", name_=f"weigh-{dimension}", value=value)
            choices += tag("label", box, f" {label}")
        field += choices
        view = VIEWS[self.options["view"]]
        ours = tag("details", tag("summary", "Our weighing"), class_="sb-weigh-ours")
        ours += tag("p", "We say: ", tag("strong", view), ".")
        ours += self.parse_content_to_nodes()
        said = tag("p", role="status", class_="sb-weigh-said")
        once(self, f"{{weigh}} {dimension}")
        return [tag("div", field, said, ours, class_="sb-weigh", data_weigh=view)]


def _difference(dimension: str) -> list:
    """Return what the two reports have on one question, from the codings."""
    frame = coding.cells("British")
    frame = frame[frame["dimension"] == dimension]
    parts = []
    for year, part in frame.groupby("year", sort=True):
        spoken = part[part["value"] != NOT_STATED]
        said = "; ".join(f"{row.label} ({row.who})" for row in spoken.itertuples())
        parts += [tag("strong", f"{year}: "), f"{said or 'no British voice answers'}. "]
    return parts


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("weigh", Weigh)
