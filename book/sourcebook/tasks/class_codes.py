"""Class codes: a learner's coding of a report in a few letters and digits, safe to read out.

A code is a row of bits, five to a symbol: 2 for the format, 3 for the report, 10 for the version
of the codebook, 3 for each paragraph (0 = not coded, 1 = A … 7 = G), zeros up to a whole symbol,
and 16 of checksum. The checksum (CRC-16, polynomial 0x1021, first value 0xFFFF) finds every run
of wrong bits that is no longer than itself, so that no wrong symbol and no swap of two neighbours
passes. The page does the same in ``sphinx/assets/class-codes.js``; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Digits and capitals without I, L, O and U: what is read wrongly most easily, and what spells.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORMAT = 1
MOST_REPORTS = 7
CHECK_BITS, HEAD_BITS = 16, 15
SHORTEST = 7  # symbols: a head, a checksum and nothing between
GROUP = 4
# Gaps, and signs without width that come along when a code is pasted from a message. Spelled out,
# since Python and JavaScript take different signs for white space.
_UNSEEN = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_FILLER = re.compile(rf"[\s\x1c-\x1f\x85{_UNSEEN}\-‐-―−_.·]+")
_READ_AS = str.maketrans("OIL", "011")


class ClassCodeError(ValueError):
    """A text that is no class code. ``kind`` is a word for the reason, the message a sentence."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Coding:
    """What a class code says.

    Arguments:
        report: the number of the report, from 1.
        book: the version of the codebook, two symbols.
        values: one number a paragraph: 0 = not coded, 1 = A … 7 = G.
    """

    report: int
    book: str
    values: tuple[int, ...]


def clean(text: str) -> str:
    """Return the symbols of a text as the alphabet has them: no gaps, capitals, O as 0, I as 1."""
    upper = unicodedata.normalize("NFKC", text).upper()
    return _FILLER.sub("", upper).translate(_READ_AS)


def encode(report: int, book: str, values: Sequence[int]) -> str:
    """Return the class code of a coding, in groups of four.

    Arguments:
        report: the number of the report, 1 to 7.
        book: the version of the codebook, two symbols.
        values: one number from 0 to 7 for each paragraph.

    Raises:
        ValueError: a number or a symbol is out of range.
    """
    if not 1 <= report <= MOST_REPORTS or any(not 0 <= value <= 7 for value in values):
        raise ValueError("A report has a number from 1 to 7, a paragraph one from 0 to 7.")
    bits = _bits(FORMAT, 2) + _bits(report, 3)
    bits += [bit for symbol in book for bit in _bits(ALPHABET.index(symbol), 5)]
    if len(bits) != HEAD_BITS:
        raise ValueError("The version of the codebook has two symbols.")
    bits += [bit for value in values for bit in _bits(value, 3)]
    bits += [0] * _padding(len(values))
    bits += _bits(_checksum(bits), CHECK_BITS)
    symbols = [ALPHABET[_number(bits[at : at + 5])] for at in range(0, len(bits), 5)]
    return "-".join("".join(symbols[at : at + GROUP]) for at in range(0, len(symbols), GROUP))


def decode(text: str, paragraphs: Mapping[int, int]) -> Coding:
    """Return what a class code says.

    Arguments:
        text: the code, in any case, with or without gaps.
        paragraphs: how many paragraphs each report has, by its number.

    Raises:
        ClassCodeError: it is no code, is mistyped, or belongs to another report or format.
    """
    symbols = clean(text)
    wrong = [symbol for symbol in symbols if symbol not in ALPHABET]
    if wrong:
        said = f"The sign {wrong[0]} is in no class code."
        raise ClassCodeError("symbols", said)
    if len(symbols) < SHORTEST:
        raise ClassCodeError("short", "This is too short for a class code.")
    bits = [bit for symbol in symbols for bit in _bits(ALPHABET.index(symbol), 5)]
    if _checksum(bits[:-CHECK_BITS]) != _number(bits[-CHECK_BITS:]):
        raise ClassCodeError("checksum", "The checksum does not fit: a sign is wrong or missing.")
    found, report = _number(bits[:2]), _number(bits[2:5])
    if found != FORMAT:
        said = f"The code has format {found}; this page reads format {FORMAT}."
        raise ClassCodeError("format", said)
    if report not in paragraphs:
        raise ClassCodeError("report", f"The code is for report {report}, which is not here.")
    count = paragraphs[report]
    body = bits[HEAD_BITS:-CHECK_BITS]
    if len(body) != 3 * count + _padding(count) or any(body[3 * count :]):
        raise ClassCodeError("length", f"Its length does not fit report {report}.")
    values = tuple(_number(body[at : at + 3]) for at in range(0, 3 * count, 3))
    return Coding(report, symbols[1:3], values)


def length(count: int) -> int:
    """Return how many symbols a code for a number of paragraphs has."""
    return (HEAD_BITS + 3 * count + _padding(count) + CHECK_BITS) // 5


def _padding(count: int) -> int:
    return -(HEAD_BITS + 3 * count + CHECK_BITS) % 5


def _bits(number: int, count: int) -> list[int]:
    return [number >> place & 1 for place in reversed(range(count))]


def _number(bits: Sequence[int]) -> int:
    return int("".join(map(str, bits)) or "0", 2)


def _checksum(bits: Sequence[int]) -> int:
    register = 0xFFFF
    for bit in bits:
        register = (register << 1) ^ (0x1021 if register >> 15 ^ bit else 0)
        register &= 0xFFFF
    return register
