import pytest

from sourcebook.text import bare_words, find, normalise, words_in


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("“no change”", '"no change"'),
        ("Russia’s", "Russia's"),
        ("again – next week", "again - next week"),
        ("The\u00a0Independent", "The Independent"),
        ("one... two", "one … two"),
        ("cafe\u0301", "café"),
    ],
)
def test_typing_differences_do_not_matter(typed, same):
    """Curly marks, dashes, no-break spaces, ellipses and composed letters compare as equal."""
    assert normalise(typed) == normalise(same)


@pytest.mark.parametrize("other", ["No change", "no changes", "no  chang e"])
def test_letters_case_and_spaces_between_letters_matter(other):
    """Normalising changes no letter, no capital and no word."""
    assert normalise(other) != normalise("no change")


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ('said "no"', "exactly"),
        ("said “no”", "after quotation marks straightened"),
        ("again – next", "after dashes made hyphens"),
        ("said … next", "with a marked cut"),
        ("week\u00a0soon", "after spaces tidied"),
    ],
)
def test_a_match_says_how_it_matched(words, how):
    """The checker names the typing differences that it overlooked."""
    (found,) = find(words, 'He said "no" again - next week soon')
    assert found.how == how


def test_pieces_around_a_cut_must_follow_one_another():
    """A cut cannot swap the order of what was said."""
    assert find("one … three", "one two three")
    assert not find("three … one", "one two three")


def test_words_are_not_found_inside_longer_words():
    """A quotation cannot begin or end within a word."""
    assert not find("legal", "such sales were not illegal.")
    assert not find("", "anything") and not find("…", "anything")


def test_a_dash_is_not_a_word():
    """Only what has a letter or a digit counts as a word."""
    assert words_in('again - next week "probably" -') == ["again", "next", "week", '"probably"']
    assert bare_words("The Russia’s co-ordinate, 2015.") == [
        "the",
        "russia's",
        "co-ordinate",
        "2015",
    ]
