"""``{adapted} report``: each paragraph as it stands, in easier English, and its hard words."""

from docutils import nodes
from sphinx.application import Sphinx

from sourcebook import evidence
from sourcebook.kit import adapted, files
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets, once
from sourcebook.sphinx.reports import ReportText, extract
from sourcebook.sphinx.roles import passage_link

ORIGINAL, EASIER = "The original", "In easier English"


class Adapted(ReportText):
    """A report beside its version in easier English, paragraph by paragraph."""

    has_content = False

    def run(self):
        report = self.report
        try:
            paragraphs = adapted.paragraphs(report.id)
        except KeyError as error:
            raise self.error(error.args[0]) from error
        once(self, f"{{adapted}} {report.id}")
        self.env.note_dependency(str(adapted.path(report.id, files.TEACH)))
        legend = tag("dl", class_="sb-adapted-legend simple")
        for name, what in adapted.LEGEND:
            legend += [tag("dt", name), tag("dd", what)]
        pairs = [self._pair(report, one) for one in paragraphs.values()]
        warning = tag("p", tag("strong", adapted.WARNING), class_="sb-adapted-warning")
        label = f"In easier English: {report.card['headline']}"
        body = (warning, legend, *pairs)
        return [tag("section", *body, class_="sb-adapted", data_adapted=True, aria_label=label)]

    def _pair(self, report, paragraph: adapted.Paragraph) -> Tag:
        number = report.paragraphs[paragraph.id].number.capitalize()
        place = passage_link(self.env, number, report.id, paragraph.id, class_="sb-pair-number")
        who = tag("b", adapted.note(report.id, paragraph))
        pair = tag("div", class_="sb-pair", id=f"{report.id}-{paragraph.id}")
        pair += tag("p", place, " ", who, class_="sb-pair-who")
        pair += self._side(ORIGINAL, "original", self._original(report, paragraph.id))
        pair += self._side(EASIER, "easier", *self._easier(report, paragraph))
        if paragraph.glosses and adapted.shown(report, paragraph.id):
            pair += self._glosses(paragraph)
        return pair

    def _side(self, name: str, kind: str, *content) -> Tag:
        return tag("div", tag("p", name, class_="sb-pair-label"), *content, data_side_of=kind)

    def _original(self, report, paragraph: str) -> Tag:
        if not adapted.shown(report, paragraph):
            return tag("p", extract(report.paragraphs[paragraph].text.strip()), class_="sb-text")
        text, last = tag("p", class_="sb-text"), None
        for segment in evidence.segments(report.id, paragraph):
            text += [nodes.Text(" ")] if last is not None else []
            text += self._segment(report, segment, segment.speaker != last)
            last = segment.speaker
        return text

    def _easier(self, report, paragraph: adapted.Paragraph) -> list[nodes.Node]:
        if not adapted.shown(report, paragraph.id):
            return [tag("p", adapted.NOT_SHOWN, class_="sb-pair-remark")]
        told = self.parse_text_to_nodes(paragraph.adapted)
        if adapted.eased(report.id, paragraph):
            told.insert(0, tag("p", adapted.EASIER, class_="sb-pair-remark"))
        return told

    def _glosses(self, paragraph: adapted.Paragraph) -> Tag:
        listed = tag("dl", class_="sb-glosses simple")
        for gloss in paragraph.glosses:
            meaning = [n for one in self.parse_text_to_nodes(gloss.plain) for n in one.children]
            listed += tag("div", tag("dt", gloss.word), tag("dd", *meaning))
        return listed


def setup(app: Sphinx) -> None:
    """Register the directive, and its style for the pages that have one."""
    app.add_directive("adapted", Adapted)
    add_assets(app, "data-adapted", css={"adapted.css": 718})
