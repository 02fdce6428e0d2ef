import pytest

import seedling
import sourcebook as sb
from sourcebook import quotations

HL, HK = "hague-lavrov-2012", "hammond-khoja-2015"

RIGHT = [
    ("Western countries were not contemplating military intervention in Syria", HL, "p3", "hague"),
    ("such sales were not illegal", HL, "p4", "lavrov"),
    ("retorted", HL, "p4", "pa"),
    ("very little confidence", HL, "p5", "cameron"),
    ("the Russia's unilateral attempt", HL, "p5", "pa"),
    ("I think the Russians have to look at their consciences", HL, "p7", "cameron"),
    ("William Hague discusses Syria with Russia", HL, "headline", "headline-writer"),
    ("any kind of help", HK, "headline", "khoja"),
    ("any kind of help", HK, "p1", "khoja"),
    (
        "the Government has not given up hope of securing a Commons majority",
        HK,
        "p2",
        "downing-street",
    ),
    ("there had been “no change at all” in the stance", HK, "p3", "hammond"),
    ("next week probably", HK, "p6", "hammond"),
    (
        "The Russian presence on the ground is a fact now … Vienna dialogue process",
        HK,
        "p5",
        "hammond",
    ),
    ("we are facing a Russian occupation in Syria", HK, "p12", "khoja"),
    ("hit out at", HK, "p11", "pa"),
]

WRONG = [
    # a word dropped, added or changed
    (
        "Western countries were contemplating military intervention in Syria",
        HL,
        "p3",
        "hague",
        "not in the text",
    ),
    ("such sales were illegal", HL, "p4", "lavrov", "not in the text"),
    ("little confidence that it would end", HL, "p5", "cameron", "not in the text"),
    ("the Government has given up hope", HK, "p2", "downing-street", "not in the text"),
    ("no real change at all", HK, "p3", "hammond", "not in the text"),
    ("The Russian presence on the ground is a fact", HK, "p5", "khoja", "another speaker's"),
    ("there had been a change", HK, "p3", "hammond", "not in the text"),
    ("the Russian invasion", HK, "p12", "khoja", "not in the text"),
    ("No change at all", HK, "p3", "hammond", "not in the text"),
    ("legal", HL, "p4", "lavrov", "not in the text"),
    # a speaker swapped
    ("no change at all", HK, "p3", "khoja", "another speaker's"),
    ("we are facing a Russian occupation in Syria", HK, "p12", "hammond", "another speaker's"),
    ("such sales were not illegal", HL, "p4", "hague", "another speaker's"),
    ("very little confidence", HL, "p5", "hague", "another speaker's"),
    ("unilateral attempt at a diplomatic intervention", HL, "p5", "cameron", "another speaker's"),
    ("reduced appetite for UK involvement", HK, "p3", "hammond", "another speaker's"),
    ("any kind of help", HK, "headline", "headline-writer", "another speaker's"),
    ("any kind of help", HK, "p1", "pa", "another speaker's"),
    # the right words in the wrong place
    ("very little confidence", HL, "p6", "cameron", "in another paragraph"),
    ("no change at all", HL, "p3", "hammond", "in another paragraph"),
    ("Any kind of help", HK, "headline", "khoja", "in another paragraph"),
    # cut before a qualifier
    ("contemplating military intervention in Syria", HL, "p3", "hague", "cut before a qualifier"),
    ("illegal", HL, "p4", "lavrov", "cut before a qualifier"),
    ("Any kind of help from our allies", HK, "p8", "khoja", "cut before a qualifier"),
    ("next week", HK, "p6", "hammond", "cut before a qualifier"),
    (
        "given up hope of securing a Commons majority",
        HK,
        "p2",
        "downing-street",
        "cut before a qualifier",
    ),
    ("the rest of the world will keep on fighting", HL, "p8", "cameron", "cut before a qualifier"),
    ("part of the discussions with the Russians", HK, "p12", "khoja", "cut before a qualifier"),
    ("they have to withdraw their forces", HK, "p13", "khoja", "cut before a qualifier"),
    # order turned round across a cut, and places and people that do not exist
    ("on the ground … The Russian presence", HK, "p5", "hammond", "not in the text"),
    ("no change at all", "hague-2012", "p3", "hammond", "no such source"),
    ("no change at all", HK, "p99", "hammond", "no such paragraph"),
    ("no change at all", HK, "p3", "britain", "no such speaker"),
]


@pytest.mark.parametrize("quotation", RIGHT, ids=lambda q: q[0][:30])
def test_a_right_quotation_is_accepted(quotation):
    """Verbatim words of that speaker in that paragraph pass, and the rows they touch are named."""
    verdict = sb.check_quotation(*quotation)
    assert verdict.right, verdict
    assert verdict.evidence and verdict.how


@pytest.mark.parametrize("quotation", WRONG, ids=lambda q: f"{q[4]}: {q[0][:30]}")
def test_a_spoilt_quotation_is_rejected_for_its_own_reason(quotation):
    """Each way of getting a quotation wrong is refused and told apart, with a remedy."""
    *given, kind = quotation
    verdict = sb.check_quotation(*given)
    assert verdict.kind == kind, verdict
    assert verdict.problem and verdict.remedy


def test_the_wrong_quotations_are_many():
    """The bar asks for at least twenty spoilt quotations."""
    assert len(WRONG) >= 20


def test_borrowed_words_are_found_with_their_place():
    """Six words in a row from a report, without marks, are found whatever their capitals."""
    prose = "In effect the Russian presence on the ground is a fact, he argued."
    ((words, anchor),) = quotations.borrowed(prose)
    assert anchor == f"{HK}#p5"
    assert words == "the russian presence on the ground is a fact"
    assert quotations.borrowed("Hammond took Russian troops as given.") == []


@pytest.mark.parametrize(
    ("quotation", "lost"),
    [
        (("convince the Syrians to support", HK, "p9", "khoja"), "cannot"),
        (("part of the discussions", HK, "p12", "khoja"), "not"),
        (("change at all", HK, "p3", "hammond"), "no"),
        (("when we meet again - next week", HK, "p6", "hammond"), "probably"),
        (("when we meet again … for the second round", HK, "p6", "hammond"), "probably"),
        (("We … convince the Syrians to support", HK, "p9", "khoja"), "cannot"),
        (("there had been … change at all", HK, "p3", "hammond"), "no"),
    ],
)
def test_denials_and_doubts_are_kept_even_without_a_rule(tmp_path, quotation, lost):
    """A “not” before the words, a “probably” after them or either in a cut cannot be left out."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "qualifiers", lambda rows: [])
    verdict = sb.check_quotation(*quotation, folder=folder)
    assert verdict.kind == "cut before a qualifier", verdict
    assert f"“{lost}”" in verdict.problem


def test_six_words_are_borrowed_and_five_are_not():
    """The shortest run that counts has six words."""
    assert quotations.borrowed("Russian presence on the ground is") != []
    assert quotations.borrowed("Russian presence on the ground") == []
