"""Everything that an edition of the book holds, as text to search: pages, scripts, downloads."""

import base64
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from pypdf import PdfReader

from sourcebook.tasks import bank, text

# A shorter string, such as a name, stands in the book with good reason.
LONG_ENOUGH = 25  # letters and digits
ENCODED = re.compile(r'"k":\s*"([A-Za-z0-9+/=]+)"')
SIGN = "[A-Za-z0-9+/_-]"
# A run may be broken into lines, in a notebook by an escaped end of line.
RUN = re.compile(rf"{SIGN}{{41,}}(?:(?:\\n|\s)+{SIGN}{{41,}})*(?:(?:\\n|\s)+{SIGN}+)?")
ZIP, GZIP, PDF = b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-"
INVENTORY = b"# Sphinx inventory version 2"
ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([nrtbfv])|(.))", re.DOTALL
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def _sign(found: re.Match) -> str:
    *numbers, blank, other = found.groups()
    if blank:
        return " "
    number = int(next(filter(None, numbers), "0"), 16)
    return other or chr(min(number, 0x10FFFF))


def unescaped(words: str) -> str:
    """A text without the escapes of JSON and scripts, also where they are escaped in turn."""
    for _ in range(4):
        plain = ESCAPE.sub(_sign, words)
        if plain == words:
            break
        words = plain
    return words


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def squeezed(words: str) -> str:
    """Letters and digits alone, in small letters: what no mark-up and no escaping changes.

    The number of a source mark is no part of the sentence that it stands in.
    """
    bare = re.sub(r"<sup\b.*?</sup>", "", unescaped(words), flags=re.DOTALL)
    return _letters(unescape(re.sub(r"<[^>]*>", "", bare)))


def searched(words: str) -> str:
    """A text squeezed in four ways: as it is read, as it stands, without inner tags, as an address.

    The second finds what stands in an attribute, a comment or a script; the third finds it even
    with mark-up in it; the fourth finds what is written with per cent signs. A bar that no string
    has stands between them.
    """
    raw = unescape(unescaped(words))
    ways = [squeezed(words), _letters(raw), _letters(TAG.sub("", unescape(raw)))]
    address = unquote(raw)
    return "|".join([*ways, *([_letters(TAG.sub("", address))] if address != raw else [])])


def _decoded(run: str) -> bytes:
    signs = re.sub(r"\\n|\s", "", run).translate(str.maketrans("-_", "+/"))
    return base64.b64decode(signs[: len(signs) - (len(signs) % 4 == 1)] + "==")


def _texts(
    name: str, data: bytes, seen: set[bytes], skip: re.Pattern | None = None
) -> Iterator[tuple[str, str]]:
    if skip and skip.search(name):
        return
    digest = hashlib.sha256(data).digest()
    if digest in seen:
        return  # a sheet lies in its folder and in the zip of each lesson that uses it
    seen.add(digest)
    if data.startswith(ZIP):
        archive = zipfile.ZipFile(io.BytesIO(data))
        for inside in archive.namelist():
            yield from _texts(f"{name}!{inside}", archive.read(inside), seen, skip)
    elif data.startswith(GZIP):
        yield from _texts(f"{name}!", gzip.decompress(data), seen)
    elif data.startswith(PDF):
        pages = PdfReader(io.BytesIO(data)).pages
        yield name, " ".join(page.extract_text() for page in pages)
    elif data.startswith(INVENTORY):
        *head, packed = data.split(b"\n", 4)
        yield name, (b"\n".join(head) + b"\n" + zlib.decompress(packed)).decode("utf-8")
    else:
        whole = data.decode("utf-8", errors="ignore")
        yield name, whole
        for number, code in enumerate(ENCODED.findall(whole)):
            yield f"{name}, key {number}", base64.b64decode(code).decode("utf-8")
        yield from _runs(name, whole, seen)


def _runs(name: str, whole: str, seen: set[bytes]) -> Iterator[tuple[str, str]]:
    """What the long runs of base64 in a text hold, and what these hold in turn."""
    plain = []
    for number, run in enumerate(RUN.findall(whole)):
        inside = _decoded(run)
        if inside.startswith((ZIP, GZIP, PDF)):
            yield from _texts(f"{name}, run {number}", inside, seen)
        else:
            plain.append(inside)
    if plain:
        yield from _texts(f"{name}, runs", b"\n".join(plain), seen)


def everything(folder: Path, skip: re.Pattern | None = None) -> dict[str, str]:
    """Each text in a folder squeezed, by its file, its place in an archive or its number as a key.

    What is encoded in pages is decoded, and archives are opened. A name is a text as well. The
    same bytes are read once. What `skip` finds in the name of a file or of a part of an archive is
    not read.
    """
    seen: set[bytes] = set()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        name: f"{searched(name)}|{searched(words)}"
        for path in files
        for name, words in _texts(str(path.relative_to(folder)), path.read_bytes(), seen, skip)
    }


def strings(item: bank.Item, answers_only: bool = False, as_printed: bool = False) -> set[str]:
    """The texts of an item by sentences, squeezed, without those too short to tell.

    With ``as_printed`` those that a page has of a task for marks: without hints, and broken where
    the mark of a source follows a fact.

    What a text quotes, and the titles of pages it links to, stand in the book anyway.
    """
    found = set()
    for one in text.texts(item):
        if one.place.startswith("hints") and as_printed:
            continue
        if one.answer or not answers_only:
            roles = "quote|misquote|fact|calc" if as_printed else "quote|misquote"
            own = re.sub(rf"\{{(?:{roles})\}}`[^`]*`|\[[^\]]*\]\([^)]*\)", "¦", one.words)
            parts = re.split(r"(?<=[.?!])\s+|¦", text.plain(own))
            found |= {squeezed(part) for part in parts}
    return {words for words in found if len(words) >= LONG_ENOUGH}


def found_in(wanted: set[str], texts: dict[str, str]) -> dict[str, str]:
    """Where each string stands: the string and the first text that has it."""
    return {
        words: name for words in sorted(wanted) for name, held in texts.items() if words in held
    }


def visible(page: Path) -> str:
    """A page as its readers see it with the scripts off, squeezed: no script, no encoded key."""
    whole = page.read_text(encoding="utf-8")
    return squeezed(re.sub(r"<(script|style)\b.*?</\1>", "", whole, flags=re.DOTALL))
