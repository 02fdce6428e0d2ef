"""Whether a quotation is right, and whether prose borrows words without quoting them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook import sources, tables
from sourcebook.evidence import FRAMING, Segment, segments
from sourcebook.text import NEGATIONS, bare_words, find, normalise

HEDGES = {"probably", "perhaps", "possibly", "unless", "except"}
# Runs this long seldom arise by chance. Shorter ones are mostly names and set phrases.
RUN = 6


@dataclass(frozen=True)
class Verdict:
    """What the check of a quotation found.

    ``kind`` is ``verbatim`` or names the failure; ``how`` says how the words matched; ``evidence``
    lists the rows that the words touch; ``problem`` and ``remedy`` are empty for a right quotation.
    """

    kind: str
    how: str = ""
    evidence: tuple[str, ...] = ()
    problem: str = ""
    remedy: str = ""

    @property
    def right(self) -> bool:
        return self.kind == "verbatim"


def check_quotation(
    words: str, source: str, paragraph: str, speaker: str, folder: Path = tables.SEEDS
) -> Verdict:
    """Check that words stand in a paragraph as that speaker's, uncut where it matters.

    Arguments:
        words: the quotation without its outer quotation marks; ``…`` stands for words left out.
        source, paragraph: where it should stand, such as ``hague-lavrov-2012`` and ``p5``.
        speaker: id of a row of the people table; ``pa`` for the reporter's own words.
    """
    if source not in sources.ids(folder):
        return _unknown("source", source, sources.ids(folder))
    report = sources.report(source, folder)
    if paragraph not in report.paragraphs:
        return _unknown("paragraph", paragraph, list(report.paragraphs))
    if speaker not in tables.keys("people", folder):
        return _unknown("speaker", speaker, tables.keys("people", folder))
    places = find(words, report.paragraphs[paragraph].text)
    if not places:
        return _not_here(words, source, paragraph, folder)
    touched = segments(source, paragraph, folder)
    for place in places:
        parts = [[s for s in touched if s.start < e and b < s.end] for b, e in place.ranges]
        rows = [row for part in parts for row in part]
        if all(_is_theirs(part, speaker) for part in parts):
            ids = tuple(dict.fromkeys(row.id for row in rows))
            cut = _cut(words, source, paragraph, place.ranges, folder)
            return cut or Verdict("verbatim", place.how, ids)
    return _another_speaker(rows, speaker, paragraph)


def _unknown(what: str, given: str, known: list[str]) -> Verdict:
    return Verdict(
        f"no such {what}",
        problem=f"There is no {what} {given!r}.",
        remedy=f"Use one of: {', '.join(known)}.",
    )


def _is_theirs(rows: list[Segment], speaker: str) -> bool:
    if speaker in FRAMING:
        return any(row.speaker == speaker for row in rows)
    return all(row.speaker == speaker for row in rows)


def _another_speaker(rows: list[Segment], speaker: str, paragraph: str) -> Verdict:
    whose = sorted({row.speaker for row in rows if row.speaker != speaker})
    return Verdict(
        "another speaker's",
        problem=f"In {paragraph} these words are not {speaker}'s alone: {', '.join(whose)}.",
        remedy=f"Name {' or '.join(whose)} as the speaker, or quote only {speaker}'s words.",
    )


def _not_here(words: str, source: str, paragraph: str, folder: Path) -> Verdict:
    elsewhere = [
        found.anchor
        for other in sources.ids(folder)
        for found in sources.report(other, folder).paragraphs.values()
        if find(words, found.text)
    ]
    if elsewhere:
        return Verdict(
            "in another paragraph",
            problem=f"The words are not in {source}#{paragraph}.",
            remedy=f"They stand in {', '.join(elsewhere)}: name that, with its speaker.",
        )
    text = normalise(sources.report(source, folder).paragraphs[paragraph].text)
    hint = "Copy the words from the paragraph, and write … where you leave any out."
    if normalise(words).casefold() in text.casefold():
        hint = "Only capital letters differ: keep them as they stand."
    return Verdict("not in the text", problem="No report has these words.", remedy=hint)


def _cut(words, source, paragraph, ranges, folder) -> Verdict | None:
    text = normalise(sources.report(source, folder).paragraphs[paragraph].text)
    lost = (
        _lost_neighbour(bare_words(text[: ranges[0][0]]), bare_words(text[ranges[-1][1] :]))
        or _lost_between(text, ranges)
        or _lost_qualifier(words, source, paragraph, folder)
    )
    if lost is None:
        return None
    qualifier, why = lost
    return Verdict(
        "cut before a qualifier",
        problem=f"The quotation leaves out “{qualifier}”. {why}",
        remedy=f"Quote as far as “{qualifier}”, or put the point in your own words.",
    )


def _lost_neighbour(before: list[str], after: list[str]) -> tuple[str, str] | None:
    if before and before[-1] in NEGATIONS:
        return before[-1], "It stands directly before the words quoted and denies them."
    if after and after[0] in HEDGES:
        return after[0], "It stands directly after the words quoted and weakens them."
    return None


def _lost_between(text: str, ranges) -> tuple[str, str] | None:
    """Find a denial or a doubt in what a marked cut leaves out."""
    for (_, end), (start, _) in zip(ranges, ranges[1:], strict=False):
        for word in bare_words(text[end:start]):
            if word in NEGATIONS | HEDGES:
                return word, "It stands in the words cut out and changes their sense."
    return None


def _lost_qualifier(words, source, paragraph, folder) -> tuple[str, str] | None:
    quoted = f" {' '.join(bare_words(words))} "
    for key in tables.keys("qualifiers", folder):
        rule = tables.row("qualifiers", key, folder)
        if (rule["source"], rule["paragraph"]) != (source, paragraph):
            continue
        claim, need = (f" {' '.join(bare_words(rule[k]))} " for k in ("words", "qualifier"))
        if claim in quoted and need not in quoted:
            return rule["qualifier"], rule["why"]
    return None


@cache
def _runs(folder: Path) -> dict[tuple[str, ...], str]:
    runs = {}
    for source in sources.ids(folder):
        for paragraph in sources.report(source, folder).paragraphs.values():
            words = bare_words(paragraph.text)
            for at in range(len(words) - RUN + 1):
                runs.setdefault(tuple(words[at : at + RUN]), paragraph.anchor)
    return runs


def borrowed(text: str, folder: Path = tables.SEEDS) -> list[tuple[str, str]]:
    """Find runs of words that prose shares with a report outside quotation marks.

    Arguments:
        text: a stretch of our own prose, quotations taken out.

    Returns pairs of the shared words and the anchor of the paragraph, longest runs joined.
    """
    words, runs = bare_words(text), _runs(folder)
    found, at = [], 0
    while at <= len(words) - RUN:
        anchor = runs.get(tuple(words[at : at + RUN]))
        if anchor is None:
            at += 1
            continue
        end = at + RUN
        while end < len(words) and tuple(words[end - RUN + 1 : end + 1]) in runs:
            end += 1
        found.append((" ".join(words[at:end]), anchor))
        at = end
    return found
