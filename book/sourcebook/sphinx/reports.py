"""Directives that print a report: its text, its card, its file as received, its evidence."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import evidence, facts, sources, tables
from sourcebook.sphinx.nodes import Tag, cell, link, table, tag
from sourcebook.sphinx.roles import passage_link, row_mark, short_name, side, status_chip

CARD = {
    "headline": "Headline",
    "publisher": "Published by",
    "agency": "Agency",
    "byline": "Byline",
    "address": "Address",
    "received": "How it reached us",
    "stated_date": "Date on our copy",
    "inferred": "Date its text supports",
    "known_date": "Date known from elsewhere",
    "rights": "Rights",
    "publish": "Shown here",
}
SHOWN = {"full": "the full text", "extracts": "extracts and the link"}
# A card that says extracts prints no more than the first words of a paragraph or segment.
EXTRACT = {"paragraph": 12, "segment": 4}


class ReportDirective(SphinxDirective):
    """A directive whose one argument is the id of a report."""

    required_arguments = 1

    @property
    def report(self) -> sources.Report:
        """The report named; an unknown one is an error with file and line."""
        if self.arguments[0] not in sources.ids():
            known = ", ".join(sources.ids())
            raise self.error(f"There is no report {self.arguments[0]!r}. Use one of: {known}.")
        return sources.report(self.arguments[0])


class ReportText(ReportDirective):
    """A report with numbered paragraphs, speakers marked and notes in the margin.

    The content gives the notes: ``p3: text``, a blank line between them.
    """

    has_content = True

    def run(self):
        report = self.report
        notes = self._notes()
        paragraphs = [
            self._paragraph(report, p, notes.get(p.id)) for p in report.paragraphs.values()
        ]
        by = " · ".join(
            part for part in (report.card["byline"], report.card["stated_date"]) if part
        )
        head = tag(
            "p", f"{report.card['agency']}, {report.card['publisher']}", class_="sb-report-by"
        )
        head = tag("header", head, tag("p", by, class_="sb-report-stamp"))
        label = f"The report: {report.card['headline']}"
        body = [head, self._legend(report), *paragraphs]
        return [tag("section", *body, class_="sb-report", data_view="marked", aria_label=label)]

    def _notes(self) -> dict[str, list]:
        notes = {}
        for block in re.split(r"\n\s*\n", "\n".join(self.content).strip()):
            match = re.match(r"(headline|p\w+):\s*(.*)", block, re.DOTALL)
            if match:
                notes[match[1]] = self.parse_text_to_nodes(match[2])
        return notes

    def _legend(self, report) -> Tag:
        speakers = evidence.word_counts(report.id)["speaker"].unique()
        entries = [
            tag("li", tables.row("people", speaker)["name"], data_side=side(speaker))
            for speaker in speakers
        ]
        for mode in (evidence.DIRECT, evidence.REPORTED):
            entries.append(tag("li", tag("span", mode, data_mode=_slug(mode))))
        return tag("ul", *entries, class_="sb-legend", aria_label="Whose words are marked how")

    def _paragraph(self, report, paragraph, note) -> Tag:
        headline = paragraph.id == "headline"
        text = tag("p", class_="sb-text sb-report-head" if headline else "sb-text")
        last = None
        for segment in evidence.segments(report.id, paragraph.id):
            if last is not None:
                text += nodes.Text(" ")
            text += self._segment(report, segment, segment.speaker != last)
            last = segment.speaker
            if not report.full_text:
                break
        number = "H" if headline else paragraph.number.removeprefix("¶")
        name = "the headline" if headline else f"paragraph {number}"
        anchor = link(number, f"#{paragraph.id}", class_="sb-num", aria_label=f"Link to {name}")
        block = tag("div", anchor, text, class_="sb-par", id=paragraph.id)
        if note:
            block += tag("aside", *note, class_="sb-note", aria_label=f"Note on {name}")
        return block

    def _segment(self, report, segment, new_speaker) -> Tag:
        words = segment.words if report.full_text else extract(segment.words)
        spoken = segment.mode in (evidence.DIRECT, evidence.REPORTED)
        # The style sheet prints the name, so that the text copied or searched stays PA's.
        who = short_name(segment.speaker) if spoken and new_speaker else None
        return tag(
            "span",
            _with_sic(words),
            class_="sb-seg",
            data_mode=_slug(segment.mode),
            data_side=side(segment.speaker),
            data_who=who,
            id=segment.id,
        )


def _slug(mode: str) -> str:
    return re.sub(r"\W+", "-", mode.replace("'", ""))


def extract(text: str, unit: str = "paragraph") -> str:
    """Return as much of a ``paragraph`` or ``segment`` as a card of extracts lets a page print."""
    words = text.split()
    kept = words[: EXTRACT[unit]]
    return text if len(words) == len(kept) else " ".join(kept) + " …"


def _with_sic(words: str) -> Tag:
    """Mark PA's slip as standing so in the text received."""
    before, slip, after = words.partition("the Russia's")
    if not slip:
        return tag("span", words)
    return tag("span", before, slip, " ", tag("span", "[sic]", class_="sb-sic"), after)


class RawText(ReportDirective):
    """A report's file as received, each line with its kind; a script adds two other views."""

    def run(self):
        report = self.report
        lines = tag("ol", *(self._line(report, line) for line in report.lines))
        count = tag("p", _count(report), class_="sb-raw-count")
        return [tag("div", lines, count, class_="sb-raw", data_view="kinds")]

    def _line(self, report, line) -> Tag:
        text = line.text if report.full_text else extract(line.text)
        kind = line.kind.replace(" ", "-")
        item = tag(
            "li", class_="sb-line", data_kind=kind, data_part=line.part, data_line=line.number
        )
        item += tag("span", line.kind, class_="sb-kind")
        item += tag("span", text.strip() or "\u00a0", class_="sb-content")
        if line.note:
            item += tag("span", line.note, class_="sb-remark")
        return item


def _count(report) -> str:
    kinds = [line.kind for line in report.lines]
    parts = [line.part for line in report.lines]
    text = sum(kind in sources.TEXT_KINDS for kind in kinds)
    return (
        f"{len(kinds)} lines came to us: {text} of headline and text, "
        f"{parts.count('report') - text} labels of the report, {parts.count('around')} of page "
        f"furniture, {parts.count('blank')} blank."
    )


class SourceCard(ReportDirective):
    """A report's card: what is known of it, how, and how sure."""

    def run(self):
        card = self.report.card
        rows = [[label, self._value(card, field)] for field, label in CARD.items()]
        body = [tag("tr", tag("th", label, scope="row"), tag("td", value)) for label, value in rows]
        caption = tag("caption", "Source card: what we know of this report, and how")
        whole = tag("table", caption, tag("tbody", *body), class_="sb-card")
        return [tag("div", whole, class_="sb-scroll")]

    def _value(self, card: dict[str, str], field: str):
        if field == "address":
            return link(card[field], card[field], class_="sb-outside sb-address")
        if field == "publish":
            return SHOWN[card[field]]
        if field == "inferred":
            return cell(
                _span_of(card), " ", status_chip(card["date_status"]), " ", card["date_reasons"]
            )
        if field == "known_date":
            day = facts.wordings(card[field], "date")[0]
            return cell(day, row_mark(self.env, facts.find(card["known_date_row"])))
        return card[field] or "not stated on our copy"


def _span_of(card: dict[str, str]) -> str:
    first, last = (facts.wordings(card[f"inferred_{end}"], "date")[0] for end in ("from", "to"))
    return first if first == last else f"{first} to {last}"


class EvidenceTable(ReportDirective):
    """Every segment of a report: words, speaker, mode, verb and listener."""

    def run(self):
        report = self.report
        rows = [
            self._row(report, key, tables.row("evidence", key))
            for key in tables.keys("evidence")
            if tables.row("evidence", key)["source"] == report.id
        ]
        head = ["Row", "Words", "Speaker", "Mode", "Verb", "To whom"]
        caption = f"Who says what in {report.short}"
        return [table(head, rows, class_="sb-evidence sb-stack", caption=caption)]

    def _row(self, report, key: str, row: dict[str, str]) -> list:
        place = report.paragraphs[row["paragraph"]].number
        words = row["words"] if report.full_text else extract(row["words"], "segment")
        return [
            passage_link(self.env, f"{key} ({place})", report.id, row["paragraph"]),
            words,
            tables.row("people", row["speaker"])["name"],
            row["mode"],
            row["verb"],
            tables.row("people", row["addressee"])["name"] if row["addressee"] else "not stated",
        ]


def setup(app: Sphinx) -> None:
    """Register the directives and the script of the passages."""
    app.add_js_file("passages.js", priority=310, loading_method="defer")
    app.add_directive("report", ReportText)
    app.add_directive("raw-text", RawText)
    app.add_directive("source-card", SourceCard)
    app.add_directive("evidence-table", EvidenceTable)
