"""Roles for prose: quotations, paragraph links, facts and source marks.

Their content has been checked before any page is read (see ``sourcebook.checks``).
"""

import json
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from sourcebook import calc, facts, quotations, sources, tables
from sourcebook.evidence import FRAMING, REPORTED
from sourcebook.prose import split_anchor, split_target
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.text import normalise


def href(env, source: str, paragraph: str) -> str:
    """Return the address of a paragraph as seen from the page that is being read."""
    if env.docname == source:
        return f"#{paragraph}"
    return f"{env.app.builder.get_relative_uri(env.docname, source)}#{paragraph}"


def _store(env, name: str) -> dict:
    """Return what the page has gathered under a name so far."""
    return env.temp_data.setdefault(f"sourcebook_{name}", {})


def note_passage(env, source: str, paragraph: str) -> sources.Paragraph:
    """Return a paragraph, and have the page carry its preview."""
    found = sources.report(source).paragraphs[paragraph]
    return _store(env, "passages").setdefault(found.anchor, found)


def passage_link(env, label, source: str, paragraph: str, **attributes) -> Tag:
    """Return a link to a paragraph that previews it, and note the paragraph for the page."""
    report = sources.report(source)
    found = note_passage(env, source, paragraph)
    target = href(env, source, paragraph)
    if isinstance(label, str) and label.lstrip("¶").isdigit():
        attributes.setdefault(
            "aria_label", f"{report.short} {label}"
        )  # a number alone tells little
    return link(label, target, data_preview=found.anchor, **attributes)


def short_name(person: str) -> str:
    """Return how a speaker is called in marks: surname, initials in brackets, or whole name."""
    row = tables.row("people", person)
    initials = re.search(r"\((\w+)\)", row["name"])
    if initials:
        return initials[1]
    return row["name"].split()[-1] if row["kind"] == "person" else row["name"]


def side(person: str) -> str:
    """Return a speaker's side as the style sheet knows it: ``british``, ``syrian`` …"""
    return tables.row("people", person)["side"].partition("-")[0]


def _inner_marks(words: str) -> str:
    """Set the words as typeset text: curly marks, single ones inside the quotation."""
    words, opening = normalise(words), True
    typeset = []
    for before, char in zip(" " + words, words, strict=False):
        if char == '"':
            typeset.append("‘" if opening else "’")
            opening = not opening
        elif char == "'":
            typeset.append("‘" if before in " (" else "’")
        else:
            typeset.append(char)
    return "".join(typeset)


class QuoteRole(SphinxRole):
    """``words <source#paragraph speaker>``: a checked quotation with a link to its paragraph."""

    def run(self):
        words, target = split_target(self.text)
        source, paragraph, speaker = split_anchor(target)
        verdict = quotations.check_quotation(words, source, paragraph, speaker)
        if not verdict.right:  # in a place that the check of pages does not see
            message = f"“{words}”, {verdict.kind}: {verdict.problem} {verdict.remedy}"
            error = self.inliner.reporter.error(message, line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, error)], [error]
        found = sources.report(source).paragraphs[paragraph]
        reported = _reported(verdict, speaker)
        who = "" if speaker == "headline-writer" else short_name(speaker)
        whose = ", ".join(part for part in (who, reported) if part)
        title = f"Checked: matches {sources.report(source).short} {found.number} {verdict.how}"
        if reported:
            title += f". The wording is PA’s, the sense {who}’s"
        typeset = f"“{_inner_marks(words)}”"
        quoted = tag("span", typeset, class_="sb-quote", data_reported=bool(reported))
        return [tag("span", quoted, " ", self.reference(found, whose, title), class_="sb-q")], []

    def reference(self, found: sources.Paragraph, whose: str, title: str) -> Tag:
        """Return what stands after the words: whose they are, and a link to their paragraph."""
        mark = tag("span", "✓", class_="sb-tick", aria_hidden="true")
        link_ = passage_link(self.env, mark, found.source, found.id, class_="sb-ref", title=title)
        link_ += tag("span", f"{whose}, {found.number}" if whose else found.number)
        return link_


def _reported(verdict: quotations.Verdict, speaker: str) -> str:
    """Say whether a speaker's words reach us in the reporter's wording, wholly or in part."""
    if speaker in FRAMING:
        return ""
    modes = {tables.row("evidence", row)["mode"] for row in verdict.evidence}
    if modes == {REPORTED}:
        return "reported"
    return "partly reported" if REPORTED in modes else ""


class MisquoteRole(SphinxRole):
    """``words``: in quotation marks, and wrong on purpose; for tasks. No link, since none fits."""

    def run(self):
        return [tag("span", f"“{_inner_marks(self.text)}”", class_="sb-quote")], []


class ParagraphRole(SphinxRole):
    """``source#paragraph`` or ``text <source#paragraph>``: a link that previews a paragraph."""

    def run(self):
        text, target = split_target(self.text)
        source, paragraph, _ = split_anchor(target)
        report = sources.report(source)
        label = text or f"{report.short} {report.paragraphs[paragraph].number}"
        return [passage_link(self.env, label, source, paragraph, class_="sb-para")], []


def row_mark(env, row: facts.Row | calc.Count) -> Tag:
    """Return the superscript mark of a row, numbered in order of first use on the page."""
    seen = _store(env, "rows")
    number = seen.setdefault(row.anchor, (len(seen) + 1, row))[0]
    label = f"Source {number}: {_sentence(row)}"
    anchor = link(
        str(number), f"#{row.anchor}", class_="sb-mark", data_preview=row.anchor, aria_label=label
    )
    return tag("sup", anchor)


def _sentence(row: facts.Row | calc.Count) -> str:
    return row.sentence() if isinstance(row, calc.Count) else facts.sentence(row)


class FactRole(SphinxRole):
    """``table/key/column`` or ``text <table/key/column>``: a value with its source mark."""

    def run(self):
        text, target = split_target(self.text)
        row, shown = facts.shown(target, text)
        return [tag("span", shown, class_="sb-fact"), self.mark(row)], []

    def mark(self, row: facts.Row | calc.Count) -> Tag:
        """Return what leads from the value to its source."""
        return row_mark(self.env, row)


class CalcRole(FactRole):
    """``text <expression>``: a figure worked out from cells, with their source marks."""

    def run(self):
        text, expression = split_target(self.text)
        used = {row.anchor: row for row in calc.shown(text, expression)}
        marks = [self.mark(row) for row in used.values()]
        return [tag("span", text, class_="sb-fact"), *marks], []


class RowRole(FactRole):
    """``table/key``, or several with commas: the source mark alone."""

    def run(self):
        return [self.mark(facts.find(target)) for target in facts.targets(self.text)], []


def status_chip(status: str) -> Tag:
    """Return a status as a chip that a word and a shape tell apart, not its colour alone."""
    return tag("span", status, class_="sb-status", data_status=status.replace(" ", "-"))


def fact_item(env, number: int, row: facts.Row | calc.Count) -> Tag:
    """Return an entry of the facts of a page: what the row says, its status, its sources."""
    if isinstance(row, calc.Count):
        data = env.app.builder.get_relative_uri(env.docname, "data")
        table = link("the table", f"{data}#table-{row.table}")
        return tag(
            "li",
            f"Counted by the build: {row.sentence()} See ",
            table,
            ".",
            id=row.anchor,
            value=number,
        )
    item = tag("li", facts.sentence(row), " ", id=row.anchor, value=number)
    item += status_chip(row.cells.get("status") or "stated")
    for label, address in facts.addresses(row):
        item += [nodes.Text(" "), link(label, address, class_="sb-outside")]
    if row.cells.get("note"):
        item += tag("p", row.cells["note"], class_="sb-remark")
    return item


def _finish_page(app: Sphinx, doctree) -> None:
    """Print at the end of a page the facts it used, and give the script its previews."""
    env = app.env
    _close_up(doctree)
    rows, passages = _store(env, "rows"), _store(env, "passages")
    if rows:
        entries = [fact_item(env, number, row) for number, row in rows.values()]
        heading = tag("h2", "Facts used on this page", id="facts-used")
        gone = tag("p", "A page that no longer opens may have a copy in the ", class_="sb-gone")
        gone += [link("Internet Archive", "https://web.archive.org/"), nodes.Text(".")]
        section = tag("section", heading, tag("ol", *entries), gone, class_="sb-facts")
        section["attributes"]["aria-labelledby"] = "facts-used"
        _last_section(doctree).append(section)
    if passages:
        doctree.append(_previews(passages))


def _close_up(doctree) -> None:
    """Drop the space before a source mark, which could otherwise begin a line alone, and a mark
    that the same sentence has again: one mark a row and a sentence is enough."""
    for mark in [node for node in doctree.findall(Tag) if node["tag"] == "sup"]:
        parent = mark.parent
        at = parent.index(mark)
        if at and isinstance(parent[at - 1], nodes.Text):
            parent[at - 1] = nodes.Text(parent[at - 1].rstrip())
        if _comes_again(mark, parent[at + 1 :]):
            parent.remove(mark)


def _comes_again(mark: Tag, after: list[nodes.Node]) -> bool:
    """Whether the next mark is the same and no sentence ends before it."""
    between = ""
    for node in after:
        if isinstance(node, Tag) and node["tag"] == "sup":
            return node.astext() == mark.astext() and not re.search(r"[.?!]\s", between)
        between += node.astext()
    return False


def _last_section(doctree):
    return next((child for child in doctree.children if isinstance(child, nodes.section)), doctree)


def _previews(passages: dict) -> nodes.raw:
    shown = {
        anchor: {
            "title": f"{sources.report(found.source).short} {found.number}",
            "text": found.text.strip() if sources.report(found.source).full_text else "",
        }
        for anchor, found in passages.items()
    }
    data = json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c")
    html = f'<script type="application/json" id="sb-previews">{data}</script>'
    return nodes.raw("", html, format="html")


def setup(app: Sphinx) -> None:
    """Register the roles and what a page gets at its end."""
    app.add_role("quote", QuoteRole())
    app.add_role("misquote", MisquoteRole())
    app.add_role("para", ParagraphRole())
    app.add_role("fact", FactRole())
    app.add_role("calc", CalcRole())
    app.add_role("row", RowRole())
    app.connect("doctree-read", _finish_page)
