"""Numbers in prose: how a figure may be worded, and which numbers stand there without a row."""

import re
from collections.abc import Iterator
from fractions import Fraction

UNITS = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = {name: 20 + 10 * n for n, name in enumerate("twenty thirty forty fifty sixty".split())}
TENS |= {"seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
POUNDS = "_gbp_m"  # how the names of columns in millions of pounds end

NEAR = {"about", "around", "some", "roughly"}
BELOW = {"nearly", "almost", "just under", "under", "less than", "fewer than", "up to", "at most"}
ABOVE = {"more than", "over", "just over", "at least", "well over"}
ROUNDED = Fraction(6, 100)  # as far as a rounded figure may lie from the row's
BEYOND = Fraction(10, 100)  # as far as “more than” or “nearly” may lie from it

_HEDGES = "|".join(sorted(NEAR | BELOW | ABOVE, key=len, reverse=True))
_WORDED = re.compile(
    rf"(?:(?P<hedge>{_HEDGES}) )?(?P<pound>£)?(?P<number>\d[\d,]*(?:\.\d+)?|[a-z-]+)"
    rf"(?: (?P<scale>{'|'.join(SCALES)}))?(?P<percent> per cent|%)?",
    re.IGNORECASE,
)

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# What is no figure: days, years, hours, names with a number in them, and the book's own parts.
_HARMLESS = re.compile(
    rf"{_DAY}(?:(?:,| to| and| or|–|-) ?{_DAY})*(?:,? and)? {_MONTH}|{_MONTH} {_DAY}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b(?:1[89]|20)\d\d(?:s\b|[–-]\d\d(?:\d\d)?\b)?"
    r"|\b\d{1,2}:\d\d\b"
    r"|¶+\d+|\b(?:paragraphs?|sittings?|steps?|lines?|rows?|parts?|papers?|vols?\.|volume) \d+"
    r"(?:(?:,| to| and|–) ?\d+)*"
    r"|\b(?:divisions?|resolutions?|number|No\.|HC|page|pages|P5|Article|Chapter) \d+"
    r"(?:(?:,| to| and|–) ?\d+)*"
    r"|\b\d+(?: (?:or|to|and) \d+)? (?:min|minutes?|pixels|words|lessons?)\b|\b10 Downing Street"
    r"|\b[A-Za-z]+(?:[-/][A-Za-z]*)*\d[\w/.-]*"
    r"|^\s*\d[a-z]?(?:\. |\s*$)"  # the number of a step, in front of its text or alone in its cell
    r"|[\d/]+/[\d/]+|\b(?:Attribution|CC BY|version) \d\.\d"
    r"|^:\w+: .*$",  # an option of a directive
    re.IGNORECASE | re.MULTILINE,
)


def number(text: str) -> Fraction | None:
    """Return what a numeral or a number word under a hundred stands for; None if it is neither."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return Fraction(plain)
    word = text.casefold()
    if word in ("a", "zero", "no", "none"):
        return Fraction(word == "a")
    first, _, second = word.partition("-")
    if first in TENS and (not second or second in UNITS[1:10]):
        return Fraction(TENS[first] + (UNITS.index(second) if second else 0))
    return Fraction(UNITS.index(word)) if word in UNITS else None


def says(text: str, value: Fraction, column: str = "") -> bool:
    """Return whether a wording is true of a value.

    Arguments:
        text: such as ``59 per cent``, ``about 4 million``, ``more than £1.1 billion``, ``six``.
        value: the exact figure.
        column: the column it stands in; one in millions of pounds wants the sign and the scale.

    A wording without a hedge must be exact. *About* may round; *nearly* and its like must lie
    above the value or on it, *more than* and its like below it or on it, and both near it.
    """
    match = _WORDED.fullmatch(text.strip())
    given = number(match["number"]) if match else None
    if given is None:
        return False
    money = column.endswith(POUNDS)
    if money != bool(match["pound"]) or (money and not match["scale"]):
        return False
    value = value * 1_000_000 if money else value
    given *= SCALES[match["scale"].casefold()] if match["scale"] else 1
    hedge = (match["hedge"] or "").casefold()
    if given == value:
        return True
    if not value or not hedge:
        return False
    off = abs(given - value) / abs(value)
    if hedge in NEAR:
        return off <= ROUNDED
    return off <= BEYOND and (given > value) == (hedge in BELOW)


def bare(text: str) -> Iterator[str]:
    """Yield the numbers in a stretch of prose that no row stands behind."""
    for match in re.finditer(r"\S*\d\S*", _HARMLESS.sub(" ", text)):
        yield match[0].strip(".,;:()*")
