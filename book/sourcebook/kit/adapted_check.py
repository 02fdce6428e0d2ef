"""Whether an adapted report keeps to its original, and whether its sentences are easy."""

import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook import evidence, prose, quotations, sources, tables
from sourcebook.kit import adapted
from sourcebook.tasks import text
from sourcebook.tasks.bank_form import Problems
from sourcebook.text import bare_words, normalise

LONGEST = 15  # words of our own in a sentence; quotations stand as they are
QUOTED = re.compile(r"\{quote\}`[^`]*`")
ENDS = re.compile(r"(?<=[.!?])\s+")


def check(name: str, data: dict, seeds: Path = tables.SEEDS) -> Problems:
    """Check an adapted report whose form is sound against the report.

    Arguments:
        name: the name of its file without the ending, which has to be the report's id.
        data: what the file says.
        seeds: the folder of the tables.
    """
    source = data["report"]
    if source not in sources.ids(seeds):
        remedy = f"Use one of: {', '.join(sources.ids(seeds))}."
        yield "report", f"There is no report {source!r}.", remedy
        return
    if source != name:
        yield "report", f"The report is {source!r}.", f"Call the file {source}.yml."
    wanted = list(sources.report(source, seeds).paragraphs)
    given = [one["id"] for one in data["paragraphs"]]
    if wanted != given:
        yield from _order(wanted, given)
        return
    for at, one in enumerate(data["paragraphs"]):
        before = given[at - 1] if at else ""
        place = f"paragraph {one['id']}"
        for problem, remedy in _paragraph(source, one, before, seeds):
            yield place, problem, remedy


def _order(wanted: list[str], given: list[str]) -> Problems:
    missing = [name for name in wanted if name not in given]
    strange = [name for name in given if name not in wanted]
    doubled = sorted({name for name in given if given.count(name) > 1})
    for names, what in ((missing, "missing"), (strange, "unknown"), (doubled, "doubled")):
        if names:
            remedy = "Give every paragraph of the report once."
            yield "paragraphs", f"Paragraphs are {what}: {', '.join(names)}.", remedy
    if not (missing or strange or doubled):
        yield "paragraphs", "Their order is not the report’s.", f"Write: {', '.join(wanted)}."


def _paragraph(source: str, one: dict, before: str, seeds: Path) -> Iterator[tuple[str, str]]:
    yield from _quotations(source, one, seeds)
    yield from _sentences(one["adapted"])
    yield from _names(source, one, before, seeds)
    original = f" {' '.join(bare_words(sources.report(source, seeds).paragraphs[one['id']].text))} "
    for gloss in one.get("glosses", []):
        if f" {' '.join(bare_words(gloss['word']))} " not in original:
            problem = f"The word “{gloss['word']}” is not in the original paragraph."
            yield problem, "Explain words as they stand there."


def _quotations(source: str, one: dict, seeds: Path) -> Iterator[tuple[str, str]]:
    """A quotation comes from its own paragraph, and is direct speech in the original."""
    for piece in prose.pieces(one["adapted"]):
        if piece.role != "quote":
            continue
        words, target = prose.split_target(piece.content)
        there, paragraph, speaker = prose.split_anchor(target)
        if (there, paragraph) != (source, one["id"]):
            remedy = f"Quote {source}#{one['id']}, or say it in easier words."
            yield f"“{words}” is quoted from {there}#{paragraph}.", remedy
            continue
        verdict = quotations.check_quotation(words, there, paragraph, speaker, seeds)
        modes = {tables.row("evidence", row, seeds)["mode"] for row in verdict.evidence}
        if verdict.right and modes != {evidence.DIRECT}:
            problem = f"“{words}” is not direct speech in the original."
            yield problem, "Leave the quotation marks out, and say it in easier words."


def _sentences(words: str) -> Iterator[tuple[str, str]]:
    for sentence in ENDS.split(normalise(QUOTED.sub("…", words))):
        length = len(text.plain(sentence).replace("…", " ").split())
        if length > LONGEST:
            problem = f"A sentence has {length} words: “{' '.join(sentence.split()[:6])} …”."
            yield problem, f"Make it at most {LONGEST}, quotations not counted."


def _names(source: str, one: dict, before: str, seeds: Path) -> Iterator[tuple[str, str]]:
    """Whoever is named or speaks in the original is named, and nobody else but who spoke before."""
    original = named(sources.report(source, seeds).paragraphs[one["id"]].text, seeds)
    if one["id"] != adapted.HEADLINE:  # its silence about the speaker is part of what it says
        original |= set(adapted.voices(source, one["id"], seeds))
    told = named(text.plain(one["adapted"]), seeds)
    may = original | set(adapted.voices(source, before, seeds) if before else ())
    for person in sorted(original - told):
        name = tables.row("people", person, seeds)["name"]
        yield f"{name} is named or speaks in the original, not here.", "Name whoever speaks."
    for person in sorted(told - may):
        name = tables.row("people", person, seeds)["name"]
        yield f"{name} is named here and not in the original.", "Name nobody whom it does not name."


def named(words: str, seeds: Path = tables.SEEDS) -> set[str]:
    """Return whom a text names, of the people and offices that a report can name."""
    return {
        key
        for key in tables.keys("people", seeds)
        if key not in evidence.FRAMING
        and any(re.search(rf"\b{re.escape(form)}", words) for form in _forms(key, seeds))
    }


def _forms(person: str, seeds: Path) -> list[str]:
    """Return how a person or office is written: surname, or name, and other printed forms."""
    row = tables.row("people", person, seeds)
    if row["kind"] == "person":
        return [row["name"].split()[-1].removeprefix("al-")]
    printed = [form.strip() for form in row["printed_as"].split(";") if form.strip()]
    return [row["name"], *printed] if row["kind"] == "institution" else []
