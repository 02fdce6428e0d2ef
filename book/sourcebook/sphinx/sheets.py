"""``{sheet} id`` prints a handout of words on a page, with the links to its files.

So rules and statements stand in ``teach/handouts.yml`` alone.
"""

from sphinx.application import Sphinx

from sourcebook.kit import entries, files
from sourcebook.sphinx.kit_parts import FORMS, KitDirective, file_link
from sourcebook.sphinx.nodes import cell, table, tag

WORDS = "text"  # the one kind of handout that can be read on a page


class Sheet(KitDirective):
    """``{sheet} ground-rules``: the parts of a handout in a box, without the room to write."""

    required_arguments = 1

    def run(self):
        self.env.note_dependency(str(files.TEACH / "handouts.yml"))
        name = self.arguments[0]
        try:
            handout = entries.handout(name)
        except KeyError as error:
            raise self.error(error.args[0]) from error
        if handout["kind"] != WORDS:
            raise self.error(f"The handout {name!r} has no words to print. Link to Teach instead.")
        links = [
            part for end, label in FORMS.items() for part in (file_link(name + end, label), " ")
        ]
        head = tag("p", tag("b", handout.title), " ", tag("span", *links, class_="sb-files"))
        parts = [node for part in handout["parts"] for node in self._part(part, handout.title)]
        return [tag("div", head, *parts, class_="sb-paper", data_sheet=name, data_claims=True)]

    def _part(self, part: dict, title: str) -> list:
        found = []
        if "heading" in part:
            found.append(tag("p", tag("b", part["heading"]), class_="sb-paper-part"))
        if "text" in part:
            found += self.text(part["text"])
        if "table" in part:
            labels, *others = part["table"]
            rows = [[cell(*self.inline(words)) for words in row] for row in others]
            caption = part.get("heading", title)
            found.append(table(labels, rows, class_="sb-claims sb-stack", caption=caption))
        return found


def setup(app: Sphinx) -> None:
    """Register the directive; its style comes with that of the tables for teachers."""
    app.add_directive("sheet", Sheet)
