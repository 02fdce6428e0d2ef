"""The handout of a report beside its version in easier English, with its hard words."""

from sourcebook import evidence, sources
from sourcebook.kit import adapted
from sourcebook.kit.entries import Handout
from sourcebook.kit.kinds_reports import rights
from sourcebook.tasks.exports import shapes
from sourcebook.tasks.exports.blocks import Block, Run, label, para, plain, runs
from sourcebook.tasks.exports.sheets import NAME

MARKS = "In the original a mark such as [Hague, reported] says whose words follow."
WORDS = "Hard words"


def beside(handout: Handout) -> list[Block]:
    """Return each paragraph with who tells and speaks, in both versions; then the hard words."""
    report = sources.report(handout["source"])
    paragraphs = adapted.paragraphs(report.id).values()
    rows = [[plain("The original"), plain("In easier English")]]
    rows += [[_original(report, one), _easier(report, one)] for one in paragraphs]
    legend = " ".join(f"{name}: {what}." for name, what in adapted.LEGEND)
    return [
        para(NAME),
        Block("para", [Run(adapted.WARNING, bold=True)]),
        label(shapes.stamp(report)),
        para(f"{legend} {MARKS}"),
        Block("table", rows=rows, widths=(1, 1)),
        *_words(report, paragraphs),
        rights(report),
    ]


def _original(report: sources.Report, paragraph: adapted.Paragraph) -> list[Run]:
    original = report.paragraphs[paragraph.id]
    who = adapted.note(report.id, paragraph)
    head = Run(f"{original.number.capitalize()} · {who}\n", bold=True)
    if not adapted.shown(report, paragraph.id):
        return [head, Run(shapes.published(report, original.text))]
    found = [head]
    for segment in evidence.segments(report.id, paragraph.id):
        found += [Run(f"[{_mark(segment)}] ", bold=True), Run(f"{segment.words} ")]
    return found


def _mark(segment: evidence.Segment) -> str:
    if segment.speaker in evidence.FRAMING:
        return "headline" if segment.mode == evidence.HEADLINE else "reporter"
    return f"{adapted.called(segment.speaker)}, {segment.mode.removesuffix(' speech')}"


def _easier(report: sources.Report, paragraph: adapted.Paragraph) -> list[Run]:
    if not adapted.shown(report, paragraph.id):
        return [Run(adapted.NOT_SHOWN, italic=True)]
    told = runs(shapes.html(paragraph.adapted))
    if not adapted.eased(report.id, paragraph):
        return told
    return [Run(f"{adapted.EASIER}\n", italic=True), *told]


def _words(report: sources.Report, paragraphs) -> list[Block]:
    listed = []
    for one in paragraphs:
        if not one.glosses or not adapted.shown(report, one.id):
            continue
        said = []
        for gloss in one.glosses:
            said += [Run("; ")] if said else []
            said += [Run(gloss.word, bold=True), Run(": "), *runs(shapes.html(gloss.plain))]
        number = report.paragraphs[one.id].number.capitalize()
        listed.append(Block("item", [*said, Run(".")], label=number))
    return [Block("task", plain(WORDS)), *listed] if listed else []
