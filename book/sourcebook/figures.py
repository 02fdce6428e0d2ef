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

CITED = "‡"  # stands in prose for the mark of a source
# Options of directives, whose lines are settings and no prose.
OPTIONS = ("minutes", "moves", "before", "members", "view", "class")

_HEDGES = "|".join(sorted(NEAR | BELOW | ABOVE, key=len, reverse=True))
_WORDED = re.compile(
    rf"(?:(?P<hedge>{_HEDGES}) )?(?P<pound>£)?(?P<number>\d[\d,]*(?:\.\d+)?|[a-z-]+)"
    rf"(?: (?P<scale>{'|'.join(SCALES)}))?(?P<percent> per cent|%)?",
    re.IGNORECASE,
)

_MONTH = (
    "(?-i:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LIST = r"(?:(?:,| to| and|–) ?\d{1,4})*"
# A count may look like a year; what follows it tells.
_COUNTED = (
    r"(?! (?:people|dead|killed|wounded|refugees|civilians|children|men|women|families|Syrians"
    r"|fighters|troops|soldiers|deaths|votes|noes|ayes|MPs|members|strikes|places|homes)\b)"
)
# What is no figure: days, years, hours, names with a number in them, and the book's own parts.
_HARMLESS = re.compile(
    rf"{_DAY}(?:(?:,| to| and| or|–|-) ?{_DAY})*(?:,? and)? {_MONTH}"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b(?:19|20)\d\d/\d\d/\d\d\b"  # the path of an address
    rf"|\b(?:19|20)\d\d(?:s\b|[–-]\d\d(?:\d\d)?\b)?\b{_COUNTED}"
    r"|\b\d{1,2}:\d\d\b"
    r"|¶+\d+|\b(?:paragraphs?|sittings?|steps?|lines?|rows?|parts?|papers?|vols?\.|volume)"
    rf" \d{{1,3}}{_LIST}\b"
    rf"|\b(?:divisions?|resolutions?|No\.|HC|page|pages|P5|Article|Chapter) \d{{1,4}}{_LIST}\b"
    r"|\b\d{1,3}(?: (?:or|to|and) \d{1,3})? (?:min|minutes?|pixels|words|lessons?)\b"
    r"|\b10 Downing Street|\bThirty Years"
    r"|\b[A-Za-z]+[-/][A-Za-z/-]*\d[\w/.-]*|\b[A-Za-z]{1,3}\d{1,3}\b"
    r"|^\s*\d[a-z]?(?:\. |\s*$)"  # the number of a step, in front of its text or alone in its cell
    r"|\b(?:Attribution|CC BY|version) \d\.\d"
    rf"|^:(?:{'|'.join(OPTIONS)}): .*$",
    re.IGNORECASE | re.MULTILINE,
)
_UNIT = "|".join(UNITS[1:])
# Small number words are part of plain English; these state a quantity as much as a numeral does.
_IN_WORDS = re.compile(
    rf"\b(?:{'|'.join(TENS)})(?:-(?:{_UNIT}))?\b"
    rf"|\b(?:an?|{_UNIT}) (?:{'|'.join(SCALES)})\b"
    rf"|\b(?:{_UNIT}) (?:in|out of) (?:{'|'.join(UNITS[2:])}|a {'|a '.join(SCALES)})\b"
    rf"|\b(?:{_UNIT}) per cent\b",
    re.IGNORECASE,
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
    """Yield the numbers in a stretch of prose that no row stands behind.

    Arguments:
        text: the prose, with ``CITED`` where a source is cited or a row is named.

    Numerals always; number words from twenty up, with a scale, as a share or in per cent, unless
    their sentence cites a source.
    """
    prose = _HARMLESS.sub(" ", text)
    for match in re.finditer(r"\S*[\d½⅓⅔¼¾]\S*", prose):
        yield match[0].strip(f".,;:()*{CITED}")
    for sentence in re.split(rf"(?<=[.?!:{CITED}])\s+(?=[A-Z*])", prose):
        if CITED not in sentence:
            yield from (match[0] for match in _IN_WORDS.finditer(sentence))
