"""Text made comparable: what counts as the same words, and what counts as a word.

This is the only place where the module says which differences of typing do not matter.
"""

import re
import unicodedata
from dataclasses import dataclass

_BARE_WORD = re.compile(r"[^\W_](?:[\w'’.,-]*[^\W_])?")


def _spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()  # \s covers no-break and thin spaces


def _marks(text: str) -> str:
    return text.translate(str.maketrans("“”„«»‘’‚‛", '"""""\'\'\'\''))


def _dashes(text: str) -> str:
    return text.translate(str.maketrans("–—−‐‑‒―", "-------"))


def _ellipses(text: str) -> str:
    return re.sub(r"\s*(?:\.\s?){3}\s*|\s*…\s*", " … ", text)


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# Order matters: the last step tidies the spaces that the others may leave.
STEPS = {
    "letters composed": _letters,
    "quotation marks straightened": _marks,
    "dashes made hyphens": _dashes,
    "ellipses joined": _ellipses,
    "spaces tidied": _spaces,
}

CUT = "…"
NEGATIONS = {"not", "no", "never", "cannot", "neither", "nor", "without", "hardly", "barely"}


def normalise(text: str) -> str:
    """Return the text with every step of STEPS applied. Letters and their case stay."""
    for step in STEPS.values():
        text = step(text)
    return text


def steps_needed(words: str, text: str) -> list[str]:
    """Name the steps without which ``words`` would not be found in ``text``."""
    if words in text:
        return []
    needed = []
    for name in STEPS:
        left, right = words, text
        for other, step in STEPS.items():
            if other != name:
                left, right = step(left), step(right)
        if left not in right:
            needed.append(name)
    return needed or ["several ways of typing"]


@dataclass(frozen=True)
class Found:
    """Where words stand in a normalised text: half-open character ranges, and how they matched."""

    ranges: tuple[tuple[int, int], ...]
    how: str


def _whole_words(text: str, start: int, end: int) -> bool:
    def inside(i: int) -> bool:
        return 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()

    return not inside(start) and not inside(end)


def _places(piece: str, text: str, start: int) -> list[tuple[int, int]]:
    places = []
    at = text.find(piece, start)
    while at >= 0:
        if _whole_words(text, at, at + len(piece)):
            places.append((at, at + len(piece)))
        at = text.find(piece, at + 1)
    return places


def find(words: str, text: str) -> list[Found]:
    """Find a quotation in one paragraph.

    Arguments:
        words: the quotation; ``…`` or ``...`` stands for words left out.
        text: the paragraph as received.

    Returns every place where it stands, best first; an empty list if it does not. Positions are in
    ``normalise(text)``. Pieces on either side of a cut must follow one another.
    """
    target = normalise(text)
    pieces = [piece.strip() for piece in normalise(words).split(CUT) if piece.strip()]
    if not pieces:
        return []
    found = []
    for first in _places(pieces[0], target, 0):
        ranges, at = [first], first[1]
        for piece in pieces[1:]:
            following = _places(piece, target, at)
            if not following:
                break
            ranges.append(following[0])
            at = following[0][1]
        else:
            found.append(Found(tuple(ranges), _how(words, text, len(pieces) > 1)))
    return found


def _how(words: str, text: str, cut: bool) -> str:
    if cut:
        return "with a marked cut"
    needed = steps_needed(words, text)
    return f"after {', '.join(needed)}" if needed else "exactly"


def words_in(text: str) -> list[str]:
    """Return the words of a text: what stands between spaces and has a letter or a digit."""
    return [token for token in text.split() if any(char.isalnum() for char in token)]


def bare_words(text: str) -> list[str]:
    """Return the words in small letters without punctuation, for comparing runs of words."""
    return [match.lower() for match in _BARE_WORD.findall(normalise(text))]
