"""``{guide} id``: a handout of the kind *guide* as a page for pupils, with its links."""

from docutils import nodes
from sphinx.application import Sphinx

from sourcebook.kit import entries, files, kinds_guide
from sourcebook.sphinx.kit_parts import FORMS, KitDirective, file_link
from sourcebook.sphinx.nodes import Tag, cell, table, tag


class Guide(KitDirective):
    """``{guide} id``: the words of a handout, a section for each sitting, and the sheet itself."""

    required_arguments = 1

    def run(self):
        try:
            handout = entries.handout(self.arguments[0])
        except KeyError as error:
            raise self.error(error.args[0]) from error
        if handout["kind"] != "guide":
            raise self.error(f"The handout {handout.id!r} is no guide.")
        lesson = f"lessons/{handout['lesson']}.yml"
        for name in ("handouts.yml", lesson):
            self.env.note_dependency(str(files.TEACH / name))
        found = self._parts(handout["parts"])
        found += [self._sitting(handout, one) for one in kinds_guide.sittings(handout)]
        found += self._parts(handout["after"])
        return [tag("div", data_kit=handout.id), *found, self._sheet(handout)]

    def _sitting(self, handout: entries.Handout, sitting: kinds_guide.Sitting) -> nodes.section:
        tasks = tag("li", f"{kinds_guide.TASKS}: ", self.tasks(sitting.items), ".")
        steps = [tag("li", *self.inline(one)) for one in sitting.data["open"]]
        steps += [tasks, *(tag("li", *self.inline(one)) for one in sitting.data["then"])]
        return self.inside(
            sitting.title,
            f"sitting-{sitting.number}",
            tag("p", sitting.time, class_="sb-lesson-minutes"),
            tag("ol", *steps),
            self._named(kinds_guide.HAND_IN, sitting.data["hand_in"]),
            self._named(kinds_guide.PAPER, kinds_guide.papers(handout, sitting)),
        )

    def _named(self, name: str, words: str) -> Tag:
        return tag("p", tag("b", f"{name}: "), *self.inline(words), ".")

    def _parts(self, parts: list[dict]) -> list[nodes.Node]:
        found = []
        for part in parts:
            content = self.text(part["text"]) if "text" in part else []
            if "table" in part:
                content.append(self._table(part))
            heading = part.get("heading")
            found += (
                [self.inside(heading, nodes.make_id(heading), *content)] if heading else content
            )
        return found

    def _table(self, part: dict) -> Tag:
        head, *rows = part["table"]
        cells = [[cell(*self.inline(one)) for one in row] for row in rows]
        return table(head, cells, class_="sb-guide sb-stack", caption=part["heading"])

    def _sheet(self, handout: entries.Handout) -> nodes.section:
        links = [
            part
            for end, label in FORMS.items()
            for part in (file_link(handout.id + end, label), " ")
        ]
        return self.inside("On paper", "on-paper", tag("p", "This guide as a sheet: ", *links))


def setup(app: Sphinx) -> None:
    """Register the directive; its style is that of lessons."""
    app.add_directive("guide", Guide)
