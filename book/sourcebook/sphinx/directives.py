"""Directives that print a chapter's box, a report, its card, its raw file and the tables."""

import re

from docutils import nodes
from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import evidence, facts, sources, tables
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import passage_link, row_mark, short_name, status_chip

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
# A card that says extracts prints no more than the first words of each paragraph.
EXTRACT = 12
MODES = (evidence.DIRECT, evidence.REPORTED, evidence.REPORTER, evidence.HEADLINE)


def table(head: list, rows: list[list], **attributes) -> Tag:
    """Return a table in a box that scrolls by itself; the first cell of a row is its header."""
    caption = attributes.pop("caption", "")
    header = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest))
        for first, *rest in rows
    ]
    whole = tag("table", tag("thead", header), tag("tbody", *body), **attributes)
    if caption:
        whole.insert(0, tag("caption", caption))
    label = caption or "Table"
    return tag("div", whole, class_="sb-scroll", tabindex="0", role="region", aria_label=label)


def cell(*parts) -> nodes.Element:
    """Return several nodes or strings as the content of one cell."""
    return tag("span", *parts)


class Chapter(SphinxDirective):
    """The box at a chapter's head: aims as its content, minutes and moves as options."""

    has_content = True
    option_spec = {"minutes": options.nonnegative_int, "moves": options.unchanged}

    def run(self):
        moves = [m for m in re.split(r",\s*", self.options.get("moves", "")) if m]
        meta = tag("p", class_="sb-chapter-meta")
        meta += tag("span", f"{self.options['minutes']} minutes", class_="sb-minutes")
        if moves:
            chips = [part for m in moves for part in (" ", tag("span", m, class_="sb-move"))]
            meta += tag("span", *chips, class_="sb-moves")
        title = tag("p", "After this chapter you can", class_="sb-chapter-title")
        box = tag("div", meta, title, class_="sb-chapter")
        box += self.parse_content_to_nodes()
        return [box]


class ReportText(SphinxDirective):
    """A report with numbered paragraphs, speakers marked and notes in the margin.

    The content gives the notes: ``p3: text``, a blank line between them.
    """

    required_arguments = 1
    has_content = True

    def run(self):
        report = sources.report(self.arguments[0])
        notes = self._notes()
        paragraphs = [self._paragraph(report, p, notes.get(p.id)) for p in report.paragraphs.values()]
        by = " · ".join(
            part for part in (report.card["byline"], report.card["stated_date"]) if part
        )
        head = tag("p", f"{report.card['agency']}, {report.card['publisher']}", class_="sb-report-by")
        head = tag("header", head, tag("p", by, class_="sb-report-stamp"))
        label = f"The report: {report.card['headline']}"
        body = [head, self._legend(report), *paragraphs]
        return [tag("section", *body, class_="sb-report", data_source=report.id, aria_label=label)]

    def _notes(self) -> dict[str, list]:
        notes = {}
        for block in re.split(r"\n\s*\n", "\n".join(self.content).strip()):
            match = re.match(r"(headline|p\w+):\s*(.*)", block, re.DOTALL)
            if match:
                notes[match[1]] = self.parse_text_to_nodes(match[2])
        return notes

    def _legend(self, report) -> Tag:
        counts = evidence.word_counts(report.id)
        side = counts.drop_duplicates("speaker").set_index("speaker")["side"]
        entries = []
        for speaker in side.index:
            name = tables.row("people", speaker)["name"]
            entries.append(tag("li", name, data_side=side[speaker]))
        return tag("ul", *entries, class_="sb-legend", aria_label="Whose words are marked how")

    def _paragraph(self, report, paragraph, note) -> Tag:
        sides = tables.load("people").set_index("id")["side"]
        headline = paragraph.id == "headline"
        text = tag("p", class_="sb-text sb-report-head" if headline else "sb-text")
        last = None
        for segment in evidence.segments(report.id, paragraph.id):
            if last is not None:
                text += nodes.Text(" ")
            text += self._segment(report, segment, sides[segment.speaker], segment.speaker != last)
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

    def _segment(self, report, segment, side, new_speaker) -> Tag:
        words = segment.words if report.full_text else _extract(segment.words)
        spoken = segment.mode in (evidence.DIRECT, evidence.REPORTED)
        mode = re.sub(r"\W+", "-", segment.mode.replace("'", ""))
        # The style sheet prints the name, so that the text copied or searched stays PA's.
        who = short_name(segment.speaker) if spoken and new_speaker else None
        return tag(
            "span",
            _with_sic(words),
            class_="sb-seg",
            data_mode=mode,
            data_side=side,
            data_who=who,
            id=segment.id,
        )


def _extract(words: str) -> str:
    kept = words.split()
    return words if len(kept) <= EXTRACT else " ".join(kept[:EXTRACT]) + " …"


def _with_sic(words: str) -> Tag:
    """Mark PA's slip as standing so in the text received."""
    before, slip, after = words.partition("the Russia's")
    if not slip:
        return tag("span", words)
    return tag("span", before, slip, " ", tag("span", "[sic]", class_="sb-sic"), after)


class RawText(SphinxDirective):
    """A report's file as received, each line with its kind, and as cleaned, by a switch."""

    required_arguments = 1

    def run(self):
        report = sources.report(self.arguments[0])
        lines = [self._line(report, line) for line in report.lines]
        kinds = [line.kind for line in report.lines]
        kept = sum(kind in sources.TEXT_KINDS for kind in kinds)
        blank = kinds.count("blank")
        sentence = (
            f"{len(kinds)} lines came to us: {kept} of the report, {blank} blank, "
            f"{len(kinds) - kept - blank} of other kinds."
        )
        box = tag("div", tag("p", sentence), tag("ol", *lines), class_="sb-raw", data_view="kinds")
        return [box]

    def _line(self, report, line) -> Tag:
        text = line.text if report.full_text else _extract(line.text)
        part = "report" if line.kind in sources.TEXT_KINDS else "around"
        part = "blank" if line.kind == "blank" else part
        item = tag("li", class_="sb-line", data_kind=line.kind.replace(" ", "-"), data_part=part)
        item += tag("span", line.kind, class_="sb-kind")
        item += tag("span", text.strip() or "\u00a0", class_="sb-content")
        if line.note:
            item += tag("span", line.note, class_="sb-remark")
        return item


class SourceCard(SphinxDirective):
    """A report's card: what is known of it, how, and how sure."""

    required_arguments = 1

    def run(self):
        card = sources.report(self.arguments[0]).card
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
            return cell(_span_of(card), " ", status_chip(card["date_status"]), " ", card["date_reasons"])
        if field == "known_date":
            day = facts.wordings(card[field], "date")[0]
            return cell(day, row_mark(self.env, facts.find(card["known_date_row"])))
        return card[field] or "not stated on our copy"


def _span_of(card: dict[str, str]) -> str:
    first, last = (facts.wordings(card[f"inferred_{end}"], "date")[0] for end in ("from", "to"))
    return first if first == last else f"{first} to {last}"


class EvidenceTable(SphinxDirective):
    """Every segment of a report: words, speaker, mode, verb and listener."""

    required_arguments = 1

    def run(self):
        report = sources.report(self.arguments[0])
        rows = [
            self._row(report, key, tables.row("evidence", key))
            for key in tables.keys("evidence")
            if tables.row("evidence", key)["source"] == report.id
        ]
        head = ["Row", "Words", "Speaker", "Mode", "Verb", "To whom"]
        caption = f"Who says what in {report.short}"
        return [table(head, rows, class_="sb-evidence", caption=caption)]

    def _row(self, report, key: str, row: dict[str, str]) -> list:
        place = report.paragraphs[row["paragraph"]].number
        words = row["words"] if report.full_text else _extract(row["words"])
        return [
            passage_link(self.env, f"{key} ({place})", report.id, row["paragraph"]),
            words,
            tables.row("people", row["speaker"])["name"],
            row["mode"],
            row["verb"],
            tables.row("people", row["addressee"])["name"] if row["addressee"] else "not stated",
        ]


class PeopleTable(SphinxDirective):
    """Everyone whom the reports name or let speak."""

    def run(self):
        rows = []
        for key in tables.keys("people"):
            row = tables.row("people", key)
            office = row["office"]
            role = [row["role"]]
            if office:
                role.append(row_mark(self.env, facts.find(f"offices/{office}")))
            name = tag("span", row["name"], id=f"person-{key}")
            rows.append([name, row["printed_as"], row["side"], cell(*role), row["note"]])
        head = ["Who", "As the reports print it", "Side", "What they were at the time", "Note"]
        return [table(head, rows, class_="sb-people", caption="People and bodies in the reports")]


class DataTables(SphinxDirective):
    """Every table with its columns, written from ``seeds/datapackage.json``."""

    def run(self):
        return [part for name in tables.names() for part in self._one(name)]

    def _one(self, name: str) -> list:
        resource = tables.describe(name)
        section = nodes.section(ids=[f"table-{name}"])
        section += nodes.title("", resource["title"])
        count = len(tables.keys(name))
        file = tag("code", f"seeds/{resource['path']}")
        section += tag("p", resource["description"])
        section += tag("p", f"{count} rows. File: ", file, ". Load it in Python: ")
        section[-1] += tag("code", f'sourcebook.load("{name}")')
        section[-1] += nodes.Text(".")
        rows = [self._field(field, tables.key_of(name)) for field in resource["schema"]["fields"]]
        head = ["Column", "Type", "What it holds"]
        section += table(head, rows, class_="sb-fields", caption=f"Columns of {resource['title']}")
        return [section]

    def _field(self, field: dict, key: list[str]) -> list:
        kind = f"{field['type']}, key" if field["name"] in key else field["type"]
        allowed = field.get("constraints", {}).get("enum", [])
        text = field["description"]
        if allowed:
            text += f" One of: {', '.join(str(value) for value in allowed)}."
        return [tag("code", field["name"]), kind, text]


def setup(app: Sphinx) -> None:
    """Register the directives and the script of the passages."""
    app.add_js_file("passages.js", priority=310, loading_method="defer")
    app.add_directive("chapter", Chapter)
    app.add_directive("report", ReportText)
    app.add_directive("raw-text", RawText)
    app.add_directive("source-card", SourceCard)
    app.add_directive("evidence-table", EvidenceTable)
    app.add_directive("people-table", PeopleTable)
    app.add_directive("data-tables", DataTables)
