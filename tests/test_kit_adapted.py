"""The reports in easier English: they keep to the originals, and every slip is refused."""

import copy

import pytest

from sourcebook import evidence, sources
from sourcebook.kit import adapted, adapted_check, entries, files, form, handouts, lessons, words
from sourcebook.tasks import editions, text
from sourcebook.tasks.exports.blocks import Run
from sourcebook.text import bare_words

SOURCES = sources.ids()
FIRST, SECOND = SOURCES


def data(source: str) -> dict:
    return copy.deepcopy(files.parsed(adapted.path(source)))


def faults(source: str, changed: dict) -> list[str]:
    """Every fault of an adapted report: of its words, and against its original."""
    found = [f"{place}: {said} {do}" for place, said, do in adapted_check.check(source, changed)]
    for place, voice, words_ in words.texts(changed):
        found += [f"{place}: {said} {do}" for said, do in words.problems(words_, voice)]
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_each_report_is_there_in_easier_english(source):
    """Every paragraph once and in order, and nothing that the check refuses."""
    assert list(adapted.paragraphs(source)) == list(sources.report(source).paragraphs)
    assert list(form.errors("adapted", data(source))) == []
    assert faults(source, data(source)) == []


def at(changed: dict, name: str) -> dict:
    return next(one for one in changed["paragraphs"] if one["id"] == name)


def say(name: str, sentence: str):
    """A change that puts another text in place of a paragraph's."""
    return lambda d: at(d, name).update(adapted=sentence)


def add(name: str, sentence: str):
    """A change that adds a sentence to a paragraph."""
    return lambda d: at(d, name).update(adapted=f"{at(d, name)['adapted']} {sentence}")


SLIPS = {
    "paragraphs: Paragraphs are missing: p3.": lambda d: d["paragraphs"].remove(at(d, "p3")),
    "paragraphs: Paragraphs are unknown: p99.": lambda d: d["paragraphs"].append(
        {"id": "p99", "adapted": "More."}
    ),
    "paragraphs: Paragraphs are doubled: p3.": lambda d: d["paragraphs"].append(at(d, "p3")),
    "paragraphs: Their order is not the report’s. Write: headline, p1": (
        lambda d: d["paragraphs"].reverse()
    ),
    "report: There is no report 'none'. Use one of: hague": lambda d: d.update(report="none"),
    f"report: The report is '{SECOND}'. Call the file {SECOND}.yml": (
        lambda d: d.update(data(SECOND))
    ),
    "paragraph p3: William Hague is named or speaks in the original, not here.": say(
        "p3", "Western countries were not thinking of force in Syria. President Assad should go."
    ),
    "paragraph p8: David Cameron is named or speaks in the original, not here.": say(
        "p8", "Others will keep trying. Syrians should have a future."
    ),
    "paragraph p3: Bashar al-Assad is named or speaks in the original, not here.": say(
        "p3", "Mr Hague said that nobody was thinking of force in Syria. The president should go."
    ),
    "paragraph p3: Philip Hammond is named here and not in the original.": add(
        "p3", "Mr Hammond agreed."
    ),
    "paragraph p8: Sergey Lavrov is named here and not in the original.": add(
        "p8", "So did Mr Lavrov."
    ),
    "paragraph p8: “very little confidence” is quoted from hague-lavrov-2012#p5.": add(
        "p8", "He had {quote}`very little confidence <hague-lavrov-2012#p5 cameron>`."
    ),
    "paragraph p4: “such sales were not illegal” is not direct speech in the original.": add(
        "p4", "They {quote}`such sales were not illegal <hague-lavrov-2012#p4 lavrov>`."
    ),
    "“absolutely awful”, not in the text": add(
        "p7", "It was {quote}`absolutely awful <hague-lavrov-2012#p7 cameron>`."
    ),
    "adapted: “no force” stands in quotation marks without a source.": add(
        "p3", "He said “no force”."
    ),
    "adapted: source words without quotation marks: “the two men discussed the latest": add(
        "p2", "They say the two men discussed the latest situation."
    ),
    "paragraph p2: A sentence has 16 words: “It is a very long sentence": add(
        "p2", "It is a very long sentence with far too many words in it for most readers."
    ),
    "paragraph p1: The word “retorted” is not in the original paragraph.": (
        lambda d: at(d, "p1")["glosses"].append({"word": "retorted", "plain": "answered"})
    ),
}


@pytest.mark.parametrize("fault", SLIPS)
def test_a_slip_is_one_fault_with_its_paragraph(fault):
    """Each slip is named with its place, and nothing else is complained of."""
    changed = data(FIRST)
    SLIPS[fault](changed)
    found = faults(FIRST, changed)
    assert len(found) == 1 and fault in found[0], found


def test_a_quotation_does_not_make_a_sentence_long():
    """Words of a report are not ours to shorten; ours around them are counted."""
    changed = data(SECOND)
    whole = "Any kind of help from our allies in order to get rid of terrorism and get rid of "
    whole += "the dictatorship will be welcome."
    assert len(whole.split()) > adapted_check.LONGEST
    assert whole.rstrip(".") in text.plain(at(changed, "p8")["adapted"])
    assert faults(SECOND, changed) == []


def test_names_are_known_however_a_report_prints_them():
    """Surnames, offices and Moscow count; a minister’s title names nobody."""
    assert adapted_check.named("Mr Hague met President Bashar al Assad.") == {"hague", "assad"}
    assert adapted_check.named("Moscow and the Russians") == {"russia"}
    assert adapted_check.named("Downing Street, the Foreign Office") == {
        "downing-street",
        "foreign-office",
    }
    assert adapted_check.named("The Foreign Secretary told reporters.") == set()


@pytest.mark.parametrize(
    ("source", "paragraph", "said"),
    [
        (FIRST, "headline", "The writer of the headline reports; nobody else speaks"),
        (FIRST, "p1", "PA reports; nobody else speaks"),
        (FIRST, "p3", "PA reports; William Hague speaks (reported speech)"),
        (FIRST, "p5", "PA reports; David Cameron speaks (reported and direct speech)"),
        (FIRST, "p8", "PA quotes; David Cameron speaks (direct speech)"),
        (SECOND, "p11", "PA reports; Russia speaks (reported speech)"),
    ],
)
def test_who_tells_and_who_speaks_comes_from_the_evidence(source, paragraph, said):
    """Teller, speaker and mode are those of the table, also where the report names nobody."""
    assert adapted.note(source, adapted.paragraphs(source)[paragraph]) == said


def test_easier_words_are_told_from_exact_words():
    """A paragraph whose quoted words are all kept has exact words; a retold one has not."""
    first, second = (adapted.paragraphs(source) for source in SOURCES)
    assert not adapted.eased(FIRST, first["p5"])
    assert not adapted.eased(SECOND, second["p8"])
    assert adapted.eased(FIRST, first["p7"])
    assert not adapted.eased(FIRST, first["p3"]), "there is no direct speech to make easier"


def test_a_lesson_can_have_the_easier_report_read():
    """Its words are counted like those of a report, whole or by paragraph."""
    there = adapted.paragraphs(FIRST)
    by_hand = sum(len(text.plain(one.adapted).split()) for one in there.values())
    assert lessons.words(f"adapted:{FIRST}") == by_hand > 0
    assert lessons.words(f"adapted:{FIRST}#p1") == len(text.plain(there["p1"].adapted).split())
    for name in ("adapted:none", f"adapted:{FIRST}#p99"):
        with pytest.raises(KeyError):
            lessons.words(name)


def test_easier_sentences_are_short_on_the_whole():
    """On average a sentence of ours is much shorter than the longest allowed."""
    for source in SOURCES:
        told = " ".join(text.plain(one.adapted) for one in adapted.paragraphs(source).values())
        sentences = adapted_check.ENDS.split(told)
        original = " ".join(p.text for p in sources.report(source).paragraphs.values())
        assert len(told.split()) / len(sentences) < 11
        assert len(original.split()) / len(adapted_check.ENDS.split(original)) > 18


def sheet(source: str) -> handouts.Sheet:
    name = next(o.id for o in entries.listed() if o["kind"] == "adapted" and o["source"] == source)
    return next(one for one in handouts.sheets(editions.STUDENT) if one.id == name)


def said(runs: list[Run]) -> str:
    return "".join(run.words for run in runs)


@pytest.mark.parametrize("source", SOURCES)
def test_the_handout_has_both_columns_and_says_what_not_to_quote(source):
    """Each row has who speaks, the original with a mark at each voice, and the easier text."""
    printed = sheet(source).blocks
    assert adapted.WARNING in said([run for block in printed for run in block.runs])
    (table,) = [block for block in printed if block.kind == "table"]
    report = sources.report(source)
    for (left, right), one in zip(table.rows[1:], adapted.paragraphs(source).values(), strict=True):
        assert adapted.note(source, one) in said(left)
        turns = evidence.segments(source, one.id)
        assert sum(run.bold for run in left[1:]) == len(turns)
        bare = said([run for run in left if not run.bold])
        assert bare_words(bare) == bare_words(report.paragraphs[one.id].text)
        assert text.plain(one.adapted) in said(right)
        assert (adapted.EASIER in said(right)) == adapted.eased(source, one)
    listed = said([run for block in printed if block.kind == "item" for run in block.runs])
    for one in adapted.paragraphs(source).values():
        assert all(f"{gloss.word}: {gloss.plain}" in listed for gloss in one.glosses)


def test_where_extracts_are_shown_no_easier_text_tells_the_rest(monkeypatch):
    """A paragraph that is cut shows neither easier text nor words; a short headline shows both."""
    monkeypatch.setattr(sources.Report, "full_text", property(lambda report: False))
    printed = sheet(FIRST).blocks
    whole = str(printed)
    there = adapted.paragraphs(FIRST)
    assert text.plain(there["headline"].adapted) in whole
    for name in ("p1", "p3", "p7"):
        assert not adapted.shown(sources.report(FIRST), name)
        assert text.plain(there[name].adapted)[:40] not in whole
        assert there[name].glosses[1].plain not in whole
        assert sources.report(FIRST).paragraphs[name].text[:110] not in whole
    assert whole.count(adapted.NOT_SHOWN) == len(there) - 1


def test_the_readings_are_printed_with_the_rows_that_bear_on_them():
    """The sheet has every reading, or those named, with each row’s reason and room for a weight."""
    from sourcebook import readings
    from sourcebook.kit import kinds_readings

    everything = str(kinds_readings.rival_readings(entries.handout("readings-set")))
    found = readings.load()
    for one in found:
        assert one.cells["predicts"] in everything
        assert all(item.why in everything for item in one.items)
    chosen = entries.Handout({"readings": [found[0].cells["id"]]})
    some = str(kinds_readings.rival_readings(chosen))
    assert found[0].cells["claim"] in some and found[1].cells["claim"] not in some
