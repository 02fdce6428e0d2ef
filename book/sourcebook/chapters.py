"""The contract of a chapter: what every page of the book has, and in what order it comes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from sourcebook.faults import Fault, unreadable
from sourcebook.prose import pages

MOVES = ("sourcing", "contextualisation", "corroboration", "close reading")
ENDING = ("What this cannot tell you", "Further reading")
TOC = "_toc.yml"
FORM = "Write root: index, then parts, each with chapters: a list of - file: slug."
DESCRIPTION = range(60, 161)  # characters; search engines cut longer ones


def text_of(path: Path) -> str:
    """Return a page as Markdown; of a notebook, its Markdown cells with a blank line between."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def options(text: str) -> dict[str, str]:
    """Return the options of a page's chapter directive; an empty dictionary if it has none."""
    block = re.search(r"^(`{3,}|:{3,})\{chapter\}\n((?::[\w-]+:.*\n)*)", text, re.MULTILINE)
    return dict(re.findall(r"^:([\w-]+):\s*(.*)$", block[2], re.MULTILINE)) if block else {}


def description(path: Path) -> str:
    """Return a page's description, or an empty string.

    It stands in the front matter of a Markdown file and in the metadata of a notebook.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        meta = json.loads(text)["metadata"]
    else:
        front = re.match(r"---\n(.*?)\n---", text, re.DOTALL)
        meta = yaml.safe_load(front[1]) if front else {}
    return meta.get("myst", {}).get("html_meta", {}).get("description", "")


def listed(book: Path) -> list[str]:
    """Return the pages of ``_toc.yml`` in order, the root first.

    ``check_toc`` says first whether the file can be read.
    """
    toc = yaml.safe_load((book / TOC).read_text(encoding="utf-8"))
    parts = toc.get("parts", [toc])
    return [toc["root"], *(c["file"] for part in parts for c in part.get("chapters", []))]


def check_toc(book: Path) -> list[Fault]:
    """Return why ``_toc.yml`` cannot be read; an empty list if it can.

    All else that looks at pages reads it, so it comes first.
    """
    file = f"book/{TOC}"
    if fault := unreadable(book / TOC, file):
        return [fault]
    try:
        toc = yaml.safe_load((book / TOC).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        return [Fault(file, where, "The file is no YAML.", "Correct the line, or one above it.")]
    return [Fault(file, where, problem, FORM) for where, problem in _form_of(toc)]


def _form_of(toc) -> Iterator[tuple[str, str]]:
    """Yield place and problem of whatever is not as ``listed`` reads it."""
    if not isinstance(toc, dict):
        yield "", "The file is not a list of fields with names."
        return
    if not isinstance(toc.get("root"), str):
        yield "", "It names no root."
    parts = toc.get("parts", [toc])
    for number, part in enumerate(parts if isinstance(parts, list) else [None], 1):
        chapters = part.get("chapters", []) if isinstance(part, dict) else None
        if not isinstance(chapters, list):
            yield f"part {number}", "It has no list of chapters."
            continue
        for at, one in enumerate(chapters, 1):
            if not (isinstance(one, dict) and isinstance(one.get("file"), str) and len(one) == 1):
                yield f"part {number}, chapter {at}", "It is not a file and no more."


def check_book(book: Path) -> list[Fault]:
    """Check that ``_toc.yml`` and the folder agree, and every page's contract."""
    order, there = listed(book), {path.stem: path for path in pages(book)}
    faults = [
        Fault("book/_toc.yml", slug, "There is no such page.", f"Write book/{slug}.md or drop it.")
        for slug in order
        if slug not in there
    ]
    faults += [
        Fault(
            f"book/{there[slug].name}", "", "No reader can find the page.", "List it in _toc.yml."
        )
        for slug in there
        if slug not in order
    ]
    return faults + [fault for path in there.values() for fault in check_page(path)]


def check_page(path: Path) -> list[Fault]:
    """Check one page: a title, a description and, for a chapter, its aims, time and endings."""
    text = text_of(path)

    def fault(problem: str, remedy: str) -> Fault:
        return Fault(f"book/{path.name}", "", problem, remedy)

    faults = []
    if not re.search(r"^# \S", text, re.MULTILINE):
        faults.append(fault("The page has no title.", "Begin it with a line “# Title”."))
    length = len(description(path))
    if length not in DESCRIPTION:
        faults.append(
            fault(
                f"The description has {length} characters.",
                "Write one of 60 to 160 as myst: html_meta: description: in its metadata.",
            )
        )
    given = options(text)
    if given:
        faults += _check_chapter(text, given, fault)
    return faults


def _check_chapter(text: str, given: dict[str, str], fault) -> list[Fault]:
    faults = []
    if not given.get("minutes", "").isdigit():
        faults.append(fault("The chapter gives no time.", "Add the option :minutes: 25."))
    wrong = [m for m in re.split(r",\s*", given.get("moves", "")) if m and m not in MOVES]
    if wrong:
        known = ", ".join(MOVES)
        faults.append(fault(f"Unknown move: {', '.join(wrong)}.", f"The moves are: {known}."))
    headings = re.findall(r"^## +(.*?)\s*$", text, re.MULTILINE)
    if tuple(headings[-2:]) != ENDING:
        faults.append(
            fault(
                "The chapter does not end as chapters do.",
                f"Let its last sections be “{ENDING[0]}” and “{ENDING[1]}”.",
            )
        )
    return faults
