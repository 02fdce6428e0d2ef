import json
import re

import pandas as pd
import pytest

import seedling
import sourcebook as sb
from builds import ROOT
from sourcebook import coding, lineup, tables, tables_check
from sourcebook.coding_check import ELSEWHERE, NOT_STATED, SILENT, SPOKEN

SILENT_CELL = "not stated in this report"


def cell(occasion, dimension):
    """One coded cell as a dictionary."""
    frame = coding.cells().set_index(["occasion", "dimension"])
    return frame.loc[(occasion, dimension)].to_dict()


def british(year=None):
    """The British cells, of one year if it is given."""
    frame = coding.cells("British")
    return frame if year is None else frame[frame["year"] == year]


def test_the_codings_are_sound():
    """Codebook, occasions and codings as they stand break no rule."""
    assert coding.check() == []


@pytest.mark.parametrize(("group", "voices"), [("British", 5), ("other", 3)])
def test_every_voice_has_a_cell_for_every_question(group, voices):
    """Five British voices and three others each answer, or are silent on, eight questions."""
    filled = coding.matrix(group)
    assert filled.shape == (8, voices)
    assert filled.notna().all(axis=None)


def test_no_british_cell_rests_on_anyone_else():
    """A British cell rests on its own voice's words, or on what the reporter tells of its act."""
    speaker = sb.load("evidence").set_index("id")["speaker"]
    for row in british().itertuples():
        for key in row.evidence.split() if not pd.isna(row.evidence) else []:
            assert speaker[key] == row.speakers or (speaker[key] == "pa" and key in row.acts), row


def test_a_silence_stays_a_silence():
    """What is known from elsewhere never turns “not stated in this report” into a value."""
    silent = british()[british()["status"].isin(SILENT)]
    assert len(silent) > 20
    assert set(silent["value"]) == {NOT_STATED}
    assert set(silent["label"]) == {"Not stated in this report"}
    assert silent["evidence"].isna().all()


@pytest.mark.parametrize(
    ("occasion", "dimension", "value", "status"),
    [
        ("hague-to-lavrov", "force", "not-considered", "stated"),
        ("hague-to-lavrov", "assad", "go-now", "stated"),
        ("cameron-to-mps", "force", NOT_STATED, SILENT_CELL),  # “fighting” is a figure of speech
        ("cameron-to-mps", "assad", NOT_STATED, ELSEWHERE),
        ("cameron-to-mps", "parliament", "place", "stated"),
        ("downing-street-to-press", "parliament", "majority-sought", "stated"),
        ("downing-street-to-press", "russia", NOT_STATED, SILENT_CELL),
        ("downing-street-to-press", "civilians", NOT_STATED, SILENT_CELL),  # not Mr Cameron's voice
        ("hammond-to-reporters", "force", "said-unchanged", "inferred"),
        ("hammond-to-reporters", "assad", NOT_STATED, ELSEWHERE),
        ("hammond-to-reporters", "islamic-state", NOT_STATED, ELSEWHERE),
        ("hammond-to-reporters", "russia", "taken-as-fact", "stated"),
    ],
)
def test_hard_cells_are_coded_as_the_reports_have_them(occasion, dimension, value, status):
    """Where a careless reader would say more than the report, the cell says what it says."""
    found = cell(occasion, dimension)
    assert (found["value"], found["status"]) == (value, status)


def test_assads_future_is_stated_in_2012_and_by_no_british_voice_in_2015():
    """The silence of 2015 stays one, beside the joint statement that fills it from outside."""
    assert set(british(2012).query("dimension == 'assad'")["value"]) == {"go-now", NOT_STATED}
    assert set(british(2015).query("dimension == 'assad'")["value"]) == {NOT_STATED}
    assert cell("hammond-to-reporters", "assad")["outside"] == "positions/assad-2015-11-04"


def test_no_british_voice_of_2012_names_the_security_council():
    """The Council stands in PA's words of 2012 alone, so no British cell has it as forum."""
    assert "security-council" not in set(british()["value"])


def test_outside_rows_are_not_hindsight():
    """What is known from elsewhere was known when the report was written."""
    last = sb.load("sources").set_index("id")["inferred_to"]
    for row in british().dropna(subset="outside").itertuples():
        table, key = row.outside.split("/", 1)
        assert pd.Timestamp(tables.row(table, key)["date"]) <= last[row.source], row


# Each spoils one cell: which, its new values, and what the fault must say.
BAD = {
    "unknown value": ("hague-to-lavrov/force", {"value": "hawkish"}, "no value force/hawkish"),
    "value of another question": (
        "hague-to-lavrov/force",
        {"value": "go-now"},
        "no value force/go-now",
    ),
    "unknown status": ("hague-to-lavrov/force", {"status": "certain"}, "no status 'certain'"),
    "evidence that does not exist": (
        "hague-to-lavrov/force",
        {"evidence": "hl99z"},
        "no evidence row hl99z",
    ),
    "evidence of the other report": (
        "hague-to-lavrov/force",
        {"evidence": "hk3c"},
        "row of hammond-khoja-2015, another report",
    ),
    "Khoja's occupation for Hammond": (
        "hammond-to-reporters/russia",
        {"evidence": "hk12a"},
        "khoja is not a British voice",
    ),
    "Lavrov's answer for Hague": (
        "hague-to-lavrov/russia",
        {"evidence": "hl4b"},
        "lavrov is not a British voice",
    ),
    "a Russian claim for Hammond": (
        "hammond-to-reporters/opposition",
        {"evidence": "hk11b"},
        "russia is not a British voice",
    ),
    "Downing Street's words for Hammond": (
        "hammond-to-reporters/force",
        {"evidence": "hk2b"},
        "hk2b is downing-street's, not hammond's",
    ),
    "Cameron's words for Hague": (
        "hague-to-lavrov/russia",
        {"evidence": "hl7a"},
        "hl7a is cameron's, not hague's",
    ),
    "the reporter's contrast for Hammond": (
        "hammond-to-reporters/force",
        {"evidence": "hk3e"},
        "in the words of pa and tells no act of hammond",
    ),
    "a headline as evidence": (
        "hague-to-lavrov/forum",
        {"evidence": "hl0"},
        "in the words of headline-writer",
    ),
    "Hammond's words for Khoja": (
        "khoja-to-reporters/russia",
        {"evidence": "hk5b"},
        "hk5b is hammond's, not khoja's",
    ),
    "stated without evidence": (
        "hague-to-lavrov/force",
        {"evidence": ""},
        "is stated and rests on no evidence",
    ),
    "inferred without evidence": (
        "hammond-to-reporters/force",
        {"evidence": ""},
        "is inferred and rests on no evidence",
    ),
    "silent with evidence": (
        "downing-street-to-press/assad",
        {"evidence": "hk2b"},
        "but evidence is named: hk2b",
    ),
    "silence called stated": (
        "downing-street-to-press/assad",
        {"status": "stated", "evidence": "hk2b"},
        "not-stated does not fit the status “stated”",
    ),
    "a position called silence": (
        "hague-to-lavrov/force",
        {"status": SILENT_CELL, "evidence": ""},
        "not-considered does not fit the status",
    ),
    "an outside source fills a silence": (
        "hammond-to-reporters/assad",
        {"value": "go-later"},
        "go-later does not fit the status “known from elsewhere”",
    ),
    "no reason": ("hague-to-lavrov/force", {"reason": " "}, "no reason"),
    "two sentences of reason": (
        "hague-to-lavrov/force",
        {"reason": "He said so. It is clear."},
        "reason is not one sentence",
    ),
    "a reason that misquotes": (
        "hague-to-lavrov/russia",
        {"reason": "He “berated” Mr Lavrov."},
        "“berated” in the reason is not in the cell's evidence",
    ),
    "a reason that quotes a neighbour": (
        "hammond-to-reporters/russia",
        {"reason": "He calls it “a Russian occupation”."},
        "“a Russian occupation” in the reason",
    ),
    "a reason in the report's words": (
        "hague-to-lavrov/force",
        {"reason": "Western countries were not contemplating military intervention in Syria."},
        "uses the report's words",
    ),
    "known from elsewhere without a row": (
        "hammond-to-reporters/assad",
        {"outside": "", "outside_says": ""},
        "but no row is named",
    ),
    "an outside row that does not exist": (
        "hammond-to-reporters/assad",
        {"outside": "positions/assad-2099"},
        "has no row 'assad-2099'",
    ),
    "an outside row without its sentence": (
        "hammond-to-reporters/assad",
        {"outside_says": ""},
        "sentence on the outside row is not one sentence",
    ),
    "an outside sentence that names nobody": (
        "hammond-to-reporters/assad",
        {"outside_says": "Britain wanted him gone."},
        "does not name the voice",
    ),
    "another voice's outside row": (
        "hammond-to-reporters/assad",
        {"outside": "positions/assad-2011-08-18"},
        "is not about Philip Hammond",
    ),
    "Cameron's outside row for Downing Street": (
        "downing-street-to-press/civilians",
        {
            "status": ELSEWHERE,
            "outside": "positions/aid-2015-09-07",
            "outside_says": "David Cameron had told MPs that Britain would take in Syrians.",
        },
        "is not about Downing Street",
    ),
    "hindsight": (
        "hague-to-lavrov/opposition",
        {"outside": "positions/recog-2012-11-20"},
        "is later than the report",
    ),
    "an outside row beside a stated cell": (
        "hague-to-lavrov/assad",
        {"outside": "positions/assad-2012-02-08"},
        "beside a cell with another status",
    ),
    "an outside sentence without its row": (
        "downing-street-to-press/assad",
        {"outside_says": "David Cameron said so."},
        "A sentence about an outside row, but no row",
    ),
}


@pytest.mark.parametrize(("spoilt", "changes", "problem"), BAD.values(), ids=BAD)
def test_a_bad_coding_is_rejected(tmp_path, spoilt, changes, problem):
    """A spoilt cell is a fault that names the cell and says what is wrong with it."""
    folder = seedling.copy(tmp_path)
    at = dict(zip(("occasion", "dimension"), spoilt.split("/"), strict=True))
    for column, value in changes.items():
        seedling.set_cell(folder, "codings", at, column, value)
    faults = coding.check(folder)
    assert {fault.where for fault in faults} == {f"row {spoilt}"}
    assert any(problem in fault.problem for fault in faults), faults
    assert all(fault.remedy for fault in faults)


def test_a_missing_cell_is_a_fault(tmp_path):
    """A cell that nobody coded is missed: silence must be coded too."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "codings", lambda rows: rows[1:])
    (fault,) = coding.check(folder)
    assert (fault.where, fault.problem) == ("row hague-to-lavrov/force", "The cell is missing.")


def test_a_cell_coded_twice_is_a_fault(tmp_path):
    """The description of the table refuses a second row for the same cell."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "codings", lambda rows: [*rows, rows[0]])
    assert any(fault.file == "seeds/codings.csv" for fault in tables_check.check(folder))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda rows: [*rows, rows[0] | {"value": "eighth", "label": "Eighth"}], "has 8 values"),
        (lambda rows: [r for r in rows if r["value"] != NOT_STATED], "Silence has no value"),
        (lambda rows: [rows[0], rows[1] | {"label": rows[0]["label"]}, *rows[2:]], "one label"),
        (
            lambda rows: [r | {"label": r["label"].removeprefix("Setting: ")} for r in rows],
            "parliament/place does not tell a setting",
        ),
        (
            lambda rows: [rows[0] | {"label": "Setting: none"}, *rows[1:]],
            "force/not-considered does not tell a setting",
        ),
    ],
)
def test_a_bad_codebook_is_rejected(tmp_path, change, problem):
    """Eight values, silence without one, a label twice or an unmarked setting are faults."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "codebook", change)
    faults = [fault for fault in coding.check(folder) if fault.file == "seeds/codebook.csv"]
    assert any(problem in fault.problem for fault in faults), faults


@pytest.mark.parametrize(
    ("occasion", "column", "value", "problem"),
    [
        ("hague-to-lavrov", "acts", "hl3b", "hl3b is not a row of the reporter's words"),
        ("hague-to-lavrov", "acts", "hk1d", "hk1d is not a row of the reporter's words"),
        ("cameron-to-mps", "question_row", "", "A question known from elsewhere has a row"),
        ("hague-to-lavrov", "question_row", "events/unsc-veto-2", "no other question has one"),
        ("cameron-to-mps", "question_row", "events/never", "has no row 'never'"),
    ],
)
def test_a_bad_occasion_is_rejected(tmp_path, occasion, column, value, problem):
    """An act in someone's own words, or a question without its source, is a fault."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "occasions", {"id": occasion}, column, value)
    faults = [fault for fault in coding.check(folder) if fault.file == "seeds/occasions.csv"]
    assert any(problem in fault.problem for fault in faults), faults


def test_silence_is_not_compared():
    """A comparison lists the voices that answer, with their paragraphs, and nobody else."""
    found = coding.compare("force")
    voices = ["Hague to Lavrov", "Downing Street to the press", "Hammond to reporters"]
    assert found["voice"].tolist() == voices
    assert found["paragraphs"].tolist() == ["¶3", "¶2", "¶3 ¶4"]
    assert found["how firm"].isin(SPOKEN).all()


def test_a_setting_is_not_an_answer():
    """Where something was said is shown in the matrix and counts for no comparison."""
    shown = british()[coding.is_setting(british())]
    assert set(shown["label"]) == {
        "Setting: one government to another",
        "Setting: said in Parliament",
    }
    assert len(shown) == 3
    assert not coding.is_setting(coding.heard()).any()
    assert coding.coverage().loc["Parliament’s part", 2012] == 0
    assert coding.compare("forum")["voice"].tolist() == ["Cameron to MPs", "Hammond to reporters"]
    says = "Only one group answers: 2015. A setting is not an answer."
    assert lineup.lines_up("parliament", "year").says == says


def test_readers_see_ticks():
    """A table for readers has ticks and dashes for true and false, and its numbers as they are."""
    shown = coding.ticks(coding.coverage())
    assert set(shown["both"]) == {"✓", "–"}
    assert (shown[2012] == coding.coverage()[2012]).all()


def test_an_unknown_dimension_is_refused_with_the_known_ones():
    """A mistyped dimension is answered with the list of those there are."""
    with pytest.raises(KeyError, match="No dimension is called 'oil'.*force, assad"):
        coding.compare("oil")


def test_no_two_british_voices_share_listeners_and_counterpart():
    """No British voice speaks in both reports, and no two speak to the same about the same."""
    occasions = sb.load("occasions").query("group == 'British'")
    assert occasions["speakers"].is_unique
    assert not occasions.duplicated(["audience_kind", "counterpart_kind"]).any()


def test_what_the_values_line_up_with():
    """All four rows line up with the year; only Russia lines up with nothing else."""
    lined = lineup.confound()
    assert lined["year"].tolist() == [True] * 4
    alone = lined[~lined.drop(columns="year").any(axis=1)]
    assert alone.index.tolist() == ["Russia"]


def test_a_value_on_both_sides_breaks_the_line_up(tmp_path):
    """Had Mr Hammond criticised Russia, its row would no longer line up with the year."""
    folder = seedling.copy(tmp_path)
    at = {"occasion": "hammond-to-reporters", "dimension": "russia"}
    seedling.set_cell(folder, "codings", at, "value", "criticised")
    found = lineup.lines_up("russia", "year", folder)
    assert found.kind == "shared"
    assert found.says == "No line-up with year: “Criticised” stands under 2012 and 2015."
    assert "on 3 of them" in lineup.conclusion(folder)


def test_no_pair_differs_in_the_year_alone():
    """Each of the seven pairs across the years differs in voice, and in listener or counterpart."""
    crossed = lineup.pairs()
    assert len(crossed) == 7
    assert crossed["voice differs"].all()
    audience = [f"{lineup.KEYS[key][1]} differs" for key in lineup.AUDIENCE]
    assert crossed[audience].any(axis=1).all()
    assert lineup.conclusion().endswith("cannot separate year from audience.")


def test_the_conclusion_is_computed(tmp_path):
    """With one voice, one listener and one counterpart in both years the sentence turns round."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "occasions", {"id": "foreign-office-to-press"}, "speakers", "hammond")
    backer = "Assad’s backer"
    at = {"id": "hammond-to-reporters"}
    seedling.set_cell(folder, "occasions", at, "counterpart_kind", backer)
    said = lineup.conclusion(folder)
    assert "1 differs in the year alone" in said
    assert said.endswith("can help to separate year from audience.")


def test_nothing_is_claimed_from_whether_a_question_is_known():
    """Sorted by the question asked, the matrix says why no row can line up with that."""
    assert {lineup.lines_up(d, "question").kind for d in tables.keys("dimensions")} == {
        "order only"
    }
    said = lineup.ordering("question")
    assert "For 5 of 5 British occasions the report gives no question." in said
    assert said.endswith("we claim no line-up from it.")
    assert "the question asked" not in lineup.confound().columns


@pytest.mark.parametrize("key", ["year", *lineup.AUDIENCE])
def test_each_ordering_says_what_it_shows(key):
    """The sentence of an ordering counts, out of four, the rows that line up with it."""
    count = sum(
        lineup.lines_up(d, key).kind == "apart"
        for d, both in zip(tables.keys("dimensions"), coding.coverage()["both"], strict=True)
        if both
    )
    assert f"answer 4 questions. On {count} of them the answers line up" in lineup.ordering(key)


def prose() -> str:
    """The chapter's Markdown."""
    path = ROOT / "book" / "comparing-the-positions.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def test_the_chapter_counts_as_the_tables_do():
    """The numbers in words that the chapter prints are those of the codings."""
    both = coding.coverage()["both"]
    text = prose()
    words = {3: "three", 4: "four", 7: "seven", 8: "eight"}
    assert f"the same {words[len(both)]} questions" in text
    assert f"On {words[both.sum()]} questions somebody answers in both years" in text
    assert f"On {words[(~both).sum()]} nobody does" in text
    assert f"in all {words[len(lineup.pairs())]}" in text
    lined = lineup.confound()
    heard = words[lined["who listened"].sum()]
    assert f"{words[lined['year'].sum()].capitalize()} rows line up with the year" in text
    assert f"By who listened, {heard} of the {words[len(lined)]} line up again" in text


def test_the_chapter_weighs_every_row_that_both_years_answer():
    """Each comparable question has its weighing form; so have the silence and the setting."""
    both = coding.coverage()["both"].to_numpy()
    comparable = {d for d, yes in zip(tables.keys("dimensions"), both, strict=True) if yes}
    weighed = re.findall(r"^```\{weigh\} (\S+)$", prose(), re.MULTILINE)
    assert set(weighed) == comparable | {"assad", "parliament"}


def test_the_chapter_never_makes_britain_speak():
    """“Britain said” is an error: every statement has a voice."""
    verbs = "said|says|insist|believe|want|told|tells|stated|demand|call(s|ed) for"
    assert re.search(rf"\b(Britain|London|the UK) ({verbs})", prose()) is None
