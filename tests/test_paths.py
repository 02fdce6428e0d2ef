"""Statements, their codes, the rules of conclusions, and the chart of all paths."""

import json

import pytest

import seedling
import sourcebook as sb
from sourcebook import path_chart, paths, paths_check, tables, timeline
from sourcebook.faults import listing
from sourcebook.path_rules import RuleError, work_out

OURS = paths.codes()
ROWS = [
    {"id": f"{d}-{day}", "date": day, "dimension": d, "target": target}
    for d, day, target in [
        ("force", "2012-01-01", "assad-government"),
        ("force", "2013-01-01", "assad-government"),
        ("force", "2014-01-01", "isil"),
        ("talks", "2013-06-01", ""),
        ("talks", "2013-06-01", ""),
    ]
]
ROWS[4]["id"] = "talks-again"
CODES = {"force-2012-01-01": 0, "force-2013-01-01": 3, "force-2014-01-01": 1}
CODES |= {"talks-2013-06-01": 2, "talks-again": 1}


def conclusion(key: str) -> paths.Conclusion:
    """One conclusion of the table."""
    return next(whole for whole in paths.conclusions() if whole.cells["id"] == key)


def test_the_tables_have_no_fault():
    """Every statement has a scale, every rule can be worked out, and nothing is borrowed."""
    assert listing(paths_check.check()) == "No fault found."


@pytest.mark.parametrize(
    "rule, verdict",
    {
        "first(force) = opposes": True,
        "last(force) = cautious": True,
        "highest(force) = supports": True,
        "highest(force until 2012-12-31) = supports": False,
        "highest(force until 2013-01-01) = supports": True,
        "highest(force before 2013-01-01) = supports": False,
        "first(force after 2012-01-01) = supports": True,
        "first(force from 2012-01-01) = opposes": True,
        "lowest(force after 2012-01-01) = cautious": True,
        "last(force target assad-government) > last(force)": True,
        "highest(talks on 2013-06-01) = open": True,
        "highest(any) > highest(talks)": True,
        "step(force before 2014-01-01) > step(force from 2014-01-01)": True,
        "step(force until 2013-12-31) = step(any)": True,
        "first(force) != last(force) and lowest(talks) >= open": False,
    }.items(),
)
def test_a_rule_says_what_it_says(rule, verdict):
    """Each function, each bound and each comparison picks the statements that it names."""
    assert all(test.holds(CODES) for test in work_out(rule, ROWS)) is verdict


@pytest.mark.parametrize(
    "rule, problem",
    {
        "last(force)": "compares nothing",
        "middle(force) > open": "is no term",
        "last(peace) > open": "'peace' is no question",
        "last(before 2014-01-01) > open": "names no question",
        "last(force before 2011-01-01) > open": "names no statement",
        "last(force before May) > open": "is no day",
        "last(force target) > open": "'target' is no question and no condition",
        "last(talks) > open": "a day with several statements",
        "step(force) > open": "compares a step with a code",
        "step(force until 2012-06-01) > step(force)": "names no statement",
    }.items(),
)
def test_a_rule_that_cannot_be_worked_out_is_refused(rule, problem):
    """Nothing is guessed: an unclear rule raises, with a remedy."""
    with pytest.raises(RuleError, match=problem) as caught:
        work_out(rule, ROWS)
    assert caught.value.remedy


def test_a_step_never_leads_from_one_question_to_another():
    """Steps stay within a question, so that two questions cannot make one jump."""
    (test,) = work_out("step(any) = step(any)", ROWS)
    assert all(a.partition("-")[0] == b.partition("-")[0] for a, b in test.left.of)


def test_a_first_or_last_code_hangs_on_no_other():
    """Only the statement that is picked by its day can turn a rule on the first or last."""
    assert len(conclusion("assad-two-days").rests_on()) == 2


def test_every_conclusion_can_be_turned_over_and_has_two_texts():
    """For each there are codes for which the other text follows."""
    for whole in paths.conclusions():
        texts = {
            whole.text({**OURS, key: code}) for key in whole.rests_on() for code in paths.LEVELS
        }
        assert texts == {whole.cells["text_if_true"], whole.cells["text_if_false"]}


def test_some_conclusions_are_robust_and_some_fragile():
    """A reader meets both, and flips are just those single steps that change the verdict."""
    fragile = {whole.cells["id"] for whole in paths.conclusions() if whole.flips(OURS)}
    assert 5 <= len(fragile) < len(tables.keys("conclusions"))
    assert {"force-any-target", "council-and-target"}.isdisjoint(fragile)
    for whole in paths.conclusions():
        flips = whole.flips(OURS)
        for key, code in whole.tried(OURS):
            turned = whole.holds({**OURS, key: code}) != whole.holds(OURS)
            assert turned == ((key, code) in flips)


def test_the_target_changes_the_answer():
    """Force counted whatever its target moves up; against the Syrian government it does not."""
    assert conclusion("force-any-target").holds(OURS)
    assert not conclusion("force-government").holds(OURS)


def test_a_step_is_one_level():
    """Single steps move one code by one place and never off the scale."""
    assert paths.steps("a", {"a": "opposes"}) == [("a", "cautious")]
    assert paths.steps("a", {"a": "open"}) == [("a", "cautious"), ("a", "supports")]


def test_agreement_is_told_in_words():
    """Equal codes, near ones and far ones are counted apart; parts that are nought are left out."""
    ours = {"a": "opposes", "b": "open", "c": "supports"}
    own = {"a": "opposes", "b": "supports", "c": "opposes"}
    said = "You gave 1 of 3 statements our code, 1 one step away, 1 further away."
    assert paths.agreement(own, ours) == said
    assert paths.agreement(ours, ours) == "You gave 3 of 3 statements our code."


def test_what_the_page_gets_is_json_and_whole():
    """The script gets every code and every conclusion, and nothing that JSON cannot say."""
    data = json.loads(json.dumps(paths.for_page()))
    assert set(data["ours"]) == set(tables.keys("positions"))
    assert [c["id"] for c in data["conclusions"]] == tables.keys("conclusions")


FORCE = {"id": "force-2012-02-08"}
SPOILT = {
    "no scale": ("positions", FORCE, "dimension", "force", "has no scale"),
    "no target": ("positions", FORCE, "target", "", "has no target"),
    "a stray target": (
        "positions",
        {"id": "peace-2013-05-20"},
        "target",
        "isil",
        "without a target",
    ),
    "the wrong target": (
        "positions",
        {"id": "isil-2015-11-26"},
        "target",
        "not-named",
        "another target",
    ),
    "outside the window": ("positions", FORCE, "date", "2016-02-08", "is outside"),
    "a scale of its own": (
        "scales",
        {"dimension": "russia"},
        "dimension",
        "moscow",
        "No statement uses it",
    ),
    "a rule on nothing": (
        "conclusions",
        {"id": "talks-always"},
        "rule",
        "lowest(peace) = supports",
        "is no question",
    ),
    "a rule on another question": (
        "conclusions",
        {"id": "talks-always"},
        "rule",
        "lowest(russia) = supports",
        "dimensions has other",
    ),
    "a rule that nothing turns": (
        "conclusions",
        {"id": "talks-always"},
        "rule",
        "lowest(peace-process) >= opposes",
        "No other code",
    ),
    "one text for both": (
        "conclusions",
        {"id": "talks-always"},
        "text_if_true",
        "Not every statement on negotiations supports a negotiated transition.",
        "the same",
    ),
    "borrowed words of a scale": (
        "scales",
        {"dimension": "russia"},
        "action",
        "The Russian presence on the ground is a fact now.",
        "stands in hammond-khoja-2015#p5",
    ),
    "borrowed words": (
        "conclusions",
        {"id": "talks-always"},
        "why",
        "The Russian presence on the ground is a fact now.",
        "stands in hammond-khoja-2015#p5",
    ),
}


@pytest.mark.parametrize("table, at, column, value, problem", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_row_is_found(tmp_path, table, at, column, value, problem):
    """Each rule of the check bites, and its fault names the row."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, table, at, column, value)
    found = listing(paths_check.check(folder))
    assert problem in found
    assert (value if column == "dimension" and table == "scales" else [*at.values()][0]) in found


def test_faults_come_all_at_once(tmp_path):
    """Three spoilt rows and too few conclusions are four faults in one list."""
    folder = seedling.copy(tmp_path)
    seedling.set_cell(folder, "positions", FORCE, "target", "")
    seedling.set_cell(folder, "positions", {"id": "peace-2013-05-20"}, "target", "isil")
    seedling.edit(folder, "conclusions", lambda rows: rows[:3])
    seedling.set_cell(folder, "conclusions", {"id": "assad-who"}, "rule", "no rule")
    found = listing(paths_check.check(folder))
    for part in (
        "has no target",
        "without a target",
        "There are 3 conclusions",
        "compares nothing",
    ):
        assert part in found


def test_seven_conclusions_are_too_few(tmp_path):
    """Eight are the least, so that robust ones stand beside fragile ones."""
    folder = seedling.copy(tmp_path)
    seedling.edit(folder, "conclusions", lambda rows: rows[:7])
    assert "There are 7 conclusions" in listing(paths_check.check(folder))


def test_the_chart_has_a_mark_for_each_statement():
    """Each statement stands once, in its lane, at its day, with the shape of its target."""
    positions, scales = sb.load("positions"), sb.load("scales")
    reports = timeline.reports(sb.load("sources"), sb.load("events"))
    figure = path_chart.paths_chart(positions, scales, reports, id="a", caption="b")
    drawn = [n for trace in figure.data for n in trace.customdata or ()]
    assert sorted(drawn) == list(range(len(positions)))
    rows = positions.sort_values("date", kind="stable").reset_index(drop=True)
    for trace in figure.data:
        for at, n in enumerate(trace.customdata or ()):
            target = rows["target"].fillna("")[n]
            assert trace.marker.symbol[at] == path_chart.LOOKS[target][0]
            assert trace.x[at] == str(rows["date"][n].date())
    assert len({symbol for symbol, _ in path_chart.LOOKS.values()}) == len(path_chart.LOOKS)


def test_the_chart_refuses_a_question_without_a_lane():
    """A statement that would not be drawn is an error, not a gap."""
    positions = sb.load("positions").assign(dimension="weather")
    with pytest.raises(ValueError, match="without a scale"):
        path_chart.paths_chart(positions, sb.load("scales"), None, id="a", caption="b")
