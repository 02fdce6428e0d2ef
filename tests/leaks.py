"""Everything that an edition of the book holds, as text to search: pages, scripts, downloads."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from pypdf import PdfReader

from sourcebook.tasks import bank, text

# A shorter string, such as a name, stands in the book with good reason.
LONG_ENOUGH = 25  # letters and digits
ENCODED = re.compile(r'"k":\s*"([A-Za-z0-9+/=]+)"')
ZIPPED = (".zip", ".xlsx", ".docx")


def squeezed(words: str) -> str:
    """Letters and digits alone, in small letters: what no mark-up and no escaping changes."""
    plain = unescape(re.sub(r"<[^>]*>", "", words.replace("\\u003c", "<")))
    return re.sub(r"[\W_]+", "", plain.replace("\\n", "")).casefold()


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith(ZIPPED):
        archive = zipfile.ZipFile(io.BytesIO(data))
        for inside in archive.namelist():
            yield from _texts(f"{name}!{inside}", archive.read(inside))
    elif name.endswith(".pdf"):
        pages = PdfReader(io.BytesIO(data)).pages
        yield name, " ".join(page.extract_text() for page in pages)
    else:
        whole = data.decode("utf-8", errors="ignore")
        yield name, whole
        for number, code in enumerate(ENCODED.findall(whole)):
            yield f"{name}, key {number}", base64.b64decode(code).decode("utf-8")


def everything(folder: Path) -> dict[str, str]:
    """Each text in a folder squeezed, by its file, its place in an archive or its number as a key.

    What is encoded in pages is decoded, and archives are opened.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        name: squeezed(words)
        for path in files
        for name, words in _texts(str(path.relative_to(folder)), path.read_bytes())
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
