"""``{papers}``: the tasks that are for marks, set by set, in the teacher edition alone.

``{paper-files} id`` prints the links to the files of one set.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook.kit import handouts
from sourcebook.sphinx.kit_parts import FORMS, file_link
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.tasks import Task
from sourcebook.tasks import editions, sets
from sourcebook.tasks.labels import minutes

NOT_HERE = (
    "You are reading the student edition. It has no question of these papers, no answer and no "
    "mark scheme: not on this page, not in the search, not in any file. Your teacher has them."
)


IN_TEACHERS = "Its sheet and its key are in the teacher’s edition."


def files(one: sets.Set) -> Tag:
    """Return the links to a set's sheet and to its key, each in three forms."""
    lines = []
    for name, label in ((one.id, "To print"), (one.id + handouts.KEY, "Key")):
        links = [part for end, form in FORMS.items() for part in (file_link(name + end, form), " ")]
        lines.append(tag("p", tag("b", f"{label}: "), *links, class_="sb-files"))
    return tag("div", *lines, data_kit="paper")


class PaperFiles(SphinxDirective):
    """``{paper-files} id``: the files of one set that is for marks."""

    required_arguments = 1

    def run(self):
        known = {one.id: one for one in sets.sets() if one.for_marks}
        name = self.arguments[0]
        if name not in known:
            raise self.error(f"No set {name!r} is for marks. There are: {', '.join(known)}.")
        if editions.edition() != editions.TEACHER:
            return [nodes.paragraph("", IN_TEACHERS)]
        title = tag("p", tag("b", known[name].title))
        return [tag("div", title, files(known[name]), class_="sb-paper", data_claims=True)]


class Papers(Task):
    """Every set that is for marks: its title, its time and its tasks."""

    required_arguments = 0
    under = 1

    def run(self):
        if editions.edition() != editions.TEACHER:
            return [nodes.paragraph("", NOT_HERE)]
        printed = []
        for one in sets.sets():
            if one.for_marks:
                printed.append(tag("h3", one.title, id=f"set-{one.id}"))
                total = f", {one.marks} marks" if one.marks else ""
                printed.append(tag("p", f"{minutes(one.minutes)}{total}."))
                printed.append(files(one))
                for item in one.items:
                    printed += self.printed(item)
        return printed


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("papers", Papers)
    app.add_directive("paper-files", PaperFiles)
