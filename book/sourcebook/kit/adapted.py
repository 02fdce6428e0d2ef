"""The reports in easier English, with who tells and who speaks, and what hard words mean.

An adapted text retells the whole of a paragraph. So where a card publishes extracts, none is shown
of a paragraph that is cut: see ``shown``.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sourcebook import evidence, sources, tables
from sourcebook.kit import files
from sourcebook.tasks import text
from sourcebook.tasks.exports import shapes

FOLDER = "adapted"
PAGE = "adapted-reports"  # of the book
HEADLINE = "headline"
WARNING = "Adapted for reading. Do not quote from it: quote the original."
NOT_SHOWN = "No easier text is shown, because only a part of the original may be shown."
LEGEND = (
    ("Direct speech", "the exact words, in quotation marks"),
    ("Reported speech", "what somebody said, in the reporter’s words"),
    ("The reporter", "all words that nobody is said to have spoken"),
    ("PA reports", "the news agency PA tells it, in words that its reporter chose"),
    ("PA quotes", "PA gives somebody’s words and adds none"),
)
EASIER = "Not the speaker’s exact words."


@dataclass(frozen=True)
class Gloss:
    """A hard word of the original and what it means."""

    word: str
    plain: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in easier English, as text of the bank, and its glosses."""

    id: str
    adapted: str
    glosses: tuple[Gloss, ...] = field(default=())


def path(source: str, folder: Path = files.TEACH) -> Path:
    """Return the file that has a report in easier English."""
    return folder / FOLDER / f"{source}.yml"


@cache
def paragraphs(source: str, folder: Path = files.TEACH) -> dict[str, Paragraph]:
    """Return the paragraphs of a report in easier English, by their ids.

    Raises:
        KeyError: the report is not adapted.
        KitError: its file cannot be read.
    """
    if not path(source, folder).is_file():
        raise KeyError(f"There is no teach/{FOLDER}/{source}.yml.")
    found = {}
    for one in files.parsed(path(source, folder))["paragraphs"]:
        glosses = tuple(Gloss(**gloss) for gloss in one.get("glosses", []))
        found[one["id"]] = Paragraph(one["id"], one["adapted"], glosses)
    return found


def count(place: str) -> int:
    """Count the words of an adapted report, or of one paragraph (``report#p3``).

    Raises:
        KeyError: there is no such text.
    """
    source, _, name = place.partition("#")
    there = paragraphs(source)
    wanted = [there[name]] if name else there.values()
    return sum(len(text.plain(one.adapted).split()) for one in wanted)


def voices(source: str, paragraph: str, seeds: Path = tables.SEEDS) -> dict[str, list[str]]:
    """Return who speaks in a paragraph, each with the modes; reporter and headline left out."""
    found: dict[str, list[str]] = {}
    for segment in evidence.segments(source, paragraph, seeds):
        if segment.speaker not in evidence.FRAMING:
            modes = found.setdefault(segment.speaker, [])
            modes += [segment.mode] if segment.mode not in modes else []
    return found


def teller(paragraph: str) -> str:
    """Return whose text a paragraph is, whoever speaks in it: the reporter’s or the headline’s."""
    mode = evidence.HEADLINE if paragraph == HEADLINE else evidence.REPORTER
    return next(who for who, modes in evidence.FRAMING.items() if mode in modes)


def note(source: str, paragraph: Paragraph) -> str:
    """Return who tells a paragraph, who speaks in it and how, from the evidence table."""
    who = teller(paragraph.id)
    own = any(one.speaker == who for one in evidence.segments(source, paragraph.id))
    name = "The writer of the headline" if paragraph.id == HEADLINE else called(who)
    said = [f"{name} {'reports' if own else 'quotes'}"]
    for speaker, modes in voices(source, paragraph.id).items():
        how = " and ".join(mode.removesuffix(" speech") for mode in modes)
        said.append(f"{tables.row('people', speaker)['name']} speaks ({how} speech)")
    return "; ".join(said if len(said) > 1 else [*said, "nobody else speaks"])


def eased(source: str, paragraph: Paragraph) -> bool:
    """Whether the easier text leaves out some of the direct speech of the original."""
    direct = [
        segment.words
        for segment in evidence.segments(source, paragraph.id)
        if segment.mode == evidence.DIRECT
    ]
    told = text.plain(paragraph.adapted)
    return any(words.strip("\"'.,“”‘’ ") not in told for words in direct)


def called(person: str) -> str:
    """Return how a speaker is called in marks, as on the pages of the reports."""
    # The roles of the pages know it; their module is slow to import, so only when asked.
    from sourcebook.sphinx.roles import short_name

    return short_name(person)


def shown(report: sources.Report, paragraph: str) -> bool:
    """Whether the easier text of a paragraph may be shown: only if the original is shown whole."""
    words = report.paragraphs[paragraph].text.strip()
    return shapes.published(report, words) == words
