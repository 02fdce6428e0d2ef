"""``{papers}``: the tasks that are for marks, set by set, in the teacher edition alone."""

from docutils import nodes
from sphinx.application import Sphinx

from sourcebook.sphinx.nodes import tag
from sourcebook.sphinx.tasks import Task
from sourcebook.tasks import editions, sets
from sourcebook.tasks.labels import minutes

NOT_HERE = (
    "You are reading the student edition. It has no question of these papers, no answer and no "
    "mark scheme: not on this page, not in the search, not in any file. Your teacher has them."
)


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
                marks = sum(item.get("out_of", 0) for item in one.items)
                total = f", {marks} marks" if marks else ""
                printed.append(tag("p", f"{minutes(one.minutes)}{total}."))
                for item in one.items:
                    printed += self.printed(item)
        return printed


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("papers", Papers)
