from fractions import Fraction

import pytest

from sourcebook import figures


@pytest.mark.parametrize(
    ("text", "value", "column"),
    [
        ("59 per cent", 59, "support"),
        ("59%", 59, "support"),
        ("4,013,292", 4013292, "figure"),
        ("about 4 million", 4013292, "figure"),
        ("more than four million", 4013292, "figure"),
        ("nearly 5 million", 4850000, "figure"),
        ("more than 250,000", 250000, "figure"),
        ("at least 191,000", 191369, "figure"),
        ("£600 million", 600, "cumulative_gbp_m"),
        ("£1.1 billion", 1100, "cumulative_gbp_m"),
        ("thirty-one", 31, "aye"),
        ("no", 0, "both"),
        ("about 94", 100, "figure"),
        ("about 106", 100, "figure"),
        ("more than 90", 100, "figure"),
        ("nearly 110", 100, "figure"),
    ],
)
def test_a_wording_that_is_true_of_the_figure_is_taken(text, value, column):
    """Figures may be rounded, hedged or written in words, as long as it stays true."""
    assert figures.says(text, Fraction(value), column)


@pytest.mark.parametrize(
    ("text", "value", "column"),
    [
        ("60 per cent", 59, "support"),
        ("4 million", 4013292, "figure"),
        ("about 3.5 million", 4013292, "figure"),
        ("nearly 4 million", 4013292, "figure"),
        ("more than 5 million", 4850000, "figure"),
        ("more than 100,000", 269617, "figure"),
        ("£600 billion", 600, "cumulative_gbp_m"),
        ("600", 600, "cumulative_gbp_m"),
        ("£59", 59, "support"),
        ("about 1", 0, "both"),
        ("many", 31, "aye"),
        ("about 93", 100, "figure"),
        ("about 107", 100, "figure"),
        ("more than 89", 100, "figure"),
        ("nearly 111", 100, "figure"),
    ],
)
def test_a_wording_that_is_not_true_of_the_figure_is_refused(text, value, column):
    """No rounding without a hedge, no hedge on the wrong side, no money without its sign."""
    assert not figures.says(text, Fraction(value), column)


@pytest.mark.parametrize(
    "text",
    [
        "On 2 to 8 November 2015, and on the 8th, at 12:16, see ¶5 and paragraphs 2 and 3.",
        "Division 139 and resolution 2118; draft S/2012/77, HC 457, form A4; the 1990s, 2011–2016.",
        "3. Copy the table.",
        "Read for 5 minutes at 390 pixels, before 6 February.",
        ":minutes: 35",
        "No. 10 denies it.",
        "The report of 2012, the 2015 report, in 2013 and 2014, and MPs in 2015 asked why.",
        "Nine Conservatives and two of their friends took a hundredth of a second.",
        "Figures of 4 May, and of the Thirty Years War.",
        "The path is 2015/11/04, the paper A/HRC/25/65.",
    ],
)
def test_days_years_and_names_are_no_figures(text):
    """What only looks like a figure needs no row."""
    assert list(figures.bare(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Some 270,000 people died.", ["270,000"]),
        ("It rose by 12% in May 2013, from 30.", ["12%", "30"]),
        ("Labour had 152 or 153 noes.", ["152", "153"]),
        ("13", ["13"]),
        ("£600m", ["£600m"]),
        ("About 2000 people fled, and 1900 civilians.", ["2000", "1900"]),
        ("The number 4000 stands for all.", ["4000"]),
        ("In March 30 people died.", ["30"]),
        ("Of them 13 may have been children.", ["13"]),
        ("They voted 272/285.", ["272/285"]),
        ("It has 5000 words on page 4000000.", ["5000", "4000000"]),
        ("S4000 people and ½ of them.", ["S4000", "½"]),
        (":figure: 4000", ["4000"]),
        ("There were two hundred and eighty-five noes.", ["two hundred", "eighty-five"]),
        ("Forty million people fled.", ["Forty"]),
        ("A million fled; nine per cent came back.", ["A million", "nine per cent"]),
        ("Nearly nine in ten said no, one in five aye.", ["nine in ten", "one in five"]),
    ],
)
def test_a_figure_without_a_row_is_found(text, found):
    """Every other numeral in prose is named."""
    assert list(figures.bare(text)) == found


def test_a_number_in_words_may_rest_on_a_source_that_its_sentence_cites():
    """A count that a book gives is sourced by citing the book; a numeral still needs a row."""
    assert list(figures.bare(f"It took twenty years {figures.CITED}. All of thirty died.")) == [
        "thirty"
    ]
    assert list(figures.bare(f"It took 20 years {figures.CITED}.")) == ["20"]
