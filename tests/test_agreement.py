"""Agreement: the page and the package krippendorff give the same, and gaps give sentences."""

import math
import random

import numpy as np
import pytest

from builds import ROOT
from sourcebook.tasks import agreement

SCRIPT = ROOT / "book" / "sourcebook" / "sphinx" / "assets" / "agreement.js"
# Krippendorff's worked example ("Computing Krippendorff's Alpha-Reliability", 2011, section C):
# four observers, twelve units, five values, gaps. He gives 0.743 for nominal data.
EXAMPLE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]


def matrices(count: int, seed: int = 1) -> list[list[list[int]]]:
    """Codings at random: 2 to 30 coders, 1 to 14 units, some agreement, many gaps or none."""
    dice = random.Random(seed)
    found = []
    for _ in range(count):
        coders, units = dice.randint(2, 30), dice.randint(1, 14)
        codes, sure, gaps = dice.randint(1, 7), dice.random(), dice.choice([0, 0.1, 0.6, 0.95])
        truth = [dice.randint(1, codes) for _ in range(units)]
        found.append(
            [
                [
                    0
                    if dice.random() < gaps
                    else (right if dice.random() < sure else dice.randint(1, codes))
                    for right in truth
                ]
                for _ in range(coders)
            ]
        )
    return found


def test_the_published_example_comes_out():
    """Krippendorff's own example of 2011 gives his 0.743."""
    assert agreement.agreement(EXAMPLE).alpha == pytest.approx(0.743, abs=0.0005)


def test_a_hand_count_comes_out():
    """Two coders, four units, one disagreement: alpha is 8/15 by hand."""
    # Values 1 1 | 1 1 | 2 2 | 1 2: n = 8, of them 5 and 3. Observed 2/8, expected 30/56.
    assert agreement.agreement([[1, 1, 2, 1], [1, 1, 2, 2]]).alpha == pytest.approx(1 - 14 / 30)


@pytest.mark.parametrize(
    ("codings", "why"),
    [
        ([], "no-coders"),
        ([[1, 2, 3]], "one-coder"),
        ([[1, 0, 3], [0, 2, 0]], "no-pair"),
        ([[0, 0], [0, 0]], "no-pair"),
        ([[4, 4, 4], [4, 4, 4]], "no-variation"),
        ([[4, 4, 0], [4, 0, 1]], "no-variation"),
    ],
)
def test_what_cannot_be_computed_has_a_sentence(page, codings, why):
    """None, one, no pair, no variation: a reason and a sentence in both, and never NaN."""
    found = agreement.agreement(codings)
    assert (found.alpha, found.low, found.high, found.why) == (None, None, None, why)
    call = "c => sourcebook.agreement.agreement(c, c[0]?.length ?? 0)"
    shown = page.evaluate(call, codings)
    assert (shown["alpha"], shown["low"], shown["high"], shown["why"]) == (None, None, None, why)


def test_both_have_the_same_sentences(page):
    """The reasons are worded alike."""
    assert page.evaluate("sourcebook.agreement.WHY") == agreement.WHY
    assert all(sentence.endswith(".") for sentence in agreement.WHY.values())


def test_agreement_everywhere_is_one():
    """Where all agree and the codes vary, alpha is 1 and so is every resample that has one."""
    found = agreement.agreement([[1, 2, 3, 1]] * 5)
    assert (found.alpha, found.low, found.high) == (1, 1, 1)
    assert found.skipped > 0  # the same unit drawn four times has no variation


def test_one_unit_gives_alpha_and_no_interval(page):
    """A single paragraph cannot be resampled."""
    codings = [[1], [1], [2]]
    found = agreement.agreement(codings)
    assert found.alpha is not None and found.low is None
    assert page.evaluate("c => sourcebook.agreement.agreement(c, 1).low", codings) is None


def test_a_unit_with_one_code_changes_nothing():
    """Paragraphs that one person coded are left out, as alpha's definition has it."""
    assert agreement.agreement([[1, 2, 1, 5], [1, 2, 2, 0]]) == agreement.agreement(
        [[1, 2, 1], [1, 2, 2]]
    )


# The page ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(browser):
    """A blank page that holds the functions."""
    page = browser.new_page()
    page.set_content("<!doctype html><title>Agreement</title><body></body>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()


def test_the_generator_is_the_same(page):
    """Ten thousand numbers from several seeds are equal to the last bit."""
    call = """([seed, count]) => {
      const next = sourcebook.agreement.random(seed)
      return Array.from({length: count}, next)
    }"""
    for seed in (0, 1, 2012, 2**32 - 1):
        numbers = agreement.random(seed)
        assert page.evaluate(call, [seed, 2500]) == [next(numbers) for _ in range(2500)]


def same(ours, theirs) -> bool:
    """Whether two numbers are equal but for rounding, or both missing."""
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, abs_tol=1e-9)


def test_page_and_package_give_the_same_alpha(page):
    """For 1,000 matrices with and without gaps both give the same alpha, or neither does."""
    some = matrices(1000)
    call = "all => all.map(c => sourcebook.agreement.agreement(c, c[0].length, 1).alpha)"
    shown = page.evaluate(call, some)
    ours = [agreement.agreement(one, 1).alpha for one in some]
    assert all(map(same, ours, shown))
    assert 100 < ours.count(None) < 900


def test_page_and_package_give_the_same_interval(page):
    """Drawn from the same seed, both ends and the count of empty resamples are equal."""
    some = [EXAMPLE, *matrices(40, seed=2)]
    call = "all => all.map(c => sourcebook.agreement.agreement(c, c[0].length, 200))"
    for one, shown in zip(some, page.evaluate(call, some), strict=True):
        ours = agreement.agreement(one, 200)
        assert same(ours.low, shown["low"]) and same(ours.high, shown["high"])
        assert (ours.units, ours.skipped) == (shown["units"], shown["skipped"])


def test_the_full_interval_of_the_example_is_the_same(page):
    """With all 2,000 resamples the published example has one interval in both."""
    ours = agreement.agreement(EXAMPLE)
    shown = page.evaluate("c => sourcebook.agreement.agreement(c, c[0].length)", EXAMPLE)
    assert same(ours.low, shown["low"]) and same(ours.high, shown["high"])
    assert ours.low < ours.alpha < ours.high <= 1


def test_three_hundred_coders_take_less_than_a_second(page):
    """Alpha and 2,000 resamples of 300 codings of 13 paragraphs are ready within a second."""
    dice = random.Random(3)
    codings = [[dice.randint(0, 7) for _ in range(13)] for _ in range(300)]
    call = """c => {
      const start = performance.now()
      sourcebook.agreement.agreement(c, 13)
      return performance.now() - start
    }"""
    assert page.evaluate(call, codings) < 1000


def test_the_interval_of_a_short_report_is_too_narrow():
    """For classes that code eight paragraphs, fewer than 95 in 100 intervals hold the true alpha.

    The page says so. Coders here give the right code in 80 of 100 cases and any code otherwise;
    the true alpha is that of very many such paragraphs.
    """
    dice = np.random.default_rng(5)

    def coded(units: int, coders: int = 28) -> np.ndarray:
        sure = dice.random((coders, units)) < 0.8
        codes = np.where(sure, dice.integers(1, 8, units), dice.integers(1, 8, (coders, units)))
        return np.array([(codes == code).sum(axis=0) for code in range(1, 8)]).T

    true = agreement.alpha(coded(20_000))
    held = 0
    for _ in range(60):
        table = coded(8)
        drawn = sorted(agreement.alpha(table[d]) for d in dice.integers(0, 8, (200, 8)))
        held += agreement.percentile(drawn, 0.025) <= true <= agreement.percentile(drawn, 0.975)
    assert 0.5 < held / 60 < 0.9
