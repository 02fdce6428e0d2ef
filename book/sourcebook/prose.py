"""The prose of the book: every page read for quotations, facts and borrowed words."""

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sourcebook import calc, facts, figures, quotations, sources, tables
from sourcebook.faults import Fault, unreadable
from sourcebook.text import bare_words

# Directives whose content is not prose, and those that would bring in what no check sees.
NOT_PROSE = {"code-cell", "code-block", "math", "bibliography", "toctree"}
UNSEEN = {"raw", "include", "literalinclude", "eval-rst"}
# Roles whose content is an address or a key.
ADDRESSES = {"quote", "unnamed", "misquote", "para", "fact", "calc", "row"}
ADDRESSES |= {"cite", "cite:p", "cite:t", "cite:ps", "cite:ts"}
WORDS = {"abbr", "doc", "ref", "sub", "sup", "term"}  # roles of pages, whose text is prose
ROLES = ADDRESSES | WORDS  # any other is a slip: its text would be printed unchecked
SHOWING = {"quote", "unnamed", "para", "fact", "calc"}  # those that print words of their own
EXTENSIONS = {"colon_fence", "deflist"}
# A condition of a count may have < and > of its own.
TARGET = re.compile(r"^(?P<text>.*?)\s*<(?P<target>\S.*)>$", re.DOTALL)
QUOTED = re.compile(
    r"[\"“”„＂][^\"“”„＂]*[\"“”„＂]"  # double marks of any shape
    r"|‘[^‘’]+’|(?<![\w])'[^']+'(?!\w)"  # single marks, which an apostrophe is not
    r"|[«»][^«»]*[«»]"
    r"|[“”„]"  # a mark without its partner
)
HARMLESS = re.compile(r"\s*<!--.*-->\s*|</.*", re.DOTALL)  # comments and closing tags
RAW = "raw content"


@dataclass(frozen=True)
class Piece:
    """A stretch of a page: a role with its content, or plain prose (role ``""``).

    The text of a role that is no address is prose too, and comes twice.
    ``where`` is the place in the file, such as ``line 12`` or ``cell 3, line 2``.
    """

    where: str
    role: str
    content: str


def split_target(content: str) -> tuple[str, str]:
    """Split ``text <target>`` as roles have it; the text is empty if there is only a target."""
    match = TARGET.match(content.strip())
    return (match["text"], match["target"]) if match else ("", content.strip())


def split_anchor(target: str) -> tuple[str, str, str]:
    """Split ``source#paragraph speaker`` into its three parts; missing ones are empty."""
    anchor, _, speaker = target.partition(" ")
    source, _, paragraph = anchor.partition("#")
    return source, paragraph, speaker.strip()


@cache
def parser():
    """Return the one parser of Markdown, which takes long to make."""
    config = MdParserConfig(enable_extensions=EXTENSIONS)
    return create_md_parser(config, RendererHTML)


def pieces(text: str, first_line: int = 1, cell: int | None = None) -> Iterator[Piece]:
    """Yield the roles and the prose of a Markdown text, in order.

    Arguments:
        text: the Markdown.
        first_line: the number of its first line in the file or cell.
        cell: the number of the notebook cell, from 1.
    """
    prefix = f"cell {cell}, " if cell else ""
    for token in parser().parse(text):
        line = (token.map[0] if token.map else 0) + first_line
        if token.type in ("fence", "colon_fence"):
            yield from _inside(token, line, cell)
        elif token.type == "html_block" and not HARMLESS.fullmatch(token.content):
            yield Piece(f"{prefix}line {line}", RAW, token.content)
        elif token.type == "inline":
            yield from _inline(token.children, line, prefix)


def _inside(token, line: int, cell: int | None) -> Iterator[Piece]:
    name = re.match(r"\{([\w-]+)\}", token.info.strip())
    if not name or name[1].lower() in NOT_PROSE:
        return
    if name[1].lower() in UNSEEN:
        yield Piece(f"cell {cell}, line {line}" if cell else f"line {line}", RAW, token.info)
        return
    yield from pieces(token.info.strip()[name.end() :].strip(), line, cell)  # the title
    # Glossary definitions are indented, and Markdown would take deep indents for code.
    lines = [row.strip() for row in token.content.splitlines()]
    yield from pieces("\n".join(lines), line + 1, cell)


def _inline(children, line: int, prefix: str) -> Iterator[Piece]:
    prose = ""
    start = line
    for child in children:
        # Roles are known by their small letters, whatever the writer typed.
        role = child.meta["name"].lower() if child.type == "myst_role" else ""
        if role in ADDRESSES:
            # A bar that no run of words crosses, or the mark of a source.
            prose += " ¦ " if role in SHOWING else figures.CITED
            yield Piece(f"{prefix}line {line}", role, child.content)
        elif role in UNSEEN:
            yield Piece(f"{prefix}line {line}", RAW, child.content)
        elif role:
            yield Piece(f"{prefix}line {line}", role, child.content)
            text, target = split_target(child.content)
            prose += text or target
        elif child.type in ("softbreak", "hardbreak"):
            prose += " "
            line += 1
        elif child.type == "code_inline":
            prose += " ¦ "
        elif child.type == "html_inline" and not HARMLESS.fullmatch(child.content):
            yield Piece(f"{prefix}line {line}", RAW, child.content)
        else:
            prose += child.content
    if prose.strip():
        yield Piece(f"{prefix}line {start}", "", prose)


def page_pieces(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a page: a Markdown file or the Markdown cells of a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield from pieces(text)
        return
    for number, cell in enumerate(json.loads(text)["cells"], 1):
        if cell["cell_type"] == "markdown":
            yield from pieces("".join(cell["source"]), 1, number)


def pages(book: Path) -> list[Path]:
    """Return the pages that lie directly in the book's folder, in order of name."""
    return sorted([*book.glob("*.md"), *book.glob("*.ipynb")])


def check_readable(path: Path, within: str = "book") -> list[Fault]:
    """Check that a page is text in UTF-8 and, if a notebook, valid JSON with cells."""
    file = f"{within}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith("\ufeff"):
            return [unreadable(path, file)]
        if path.suffix == ".ipynb" and not {"cells", "metadata"} <= set(json.loads(text)):
            return [Fault(file, "", "The notebook has no cells or metadata.", "Restore it.")]
        if path.suffix == ".md" and (front := re.match(r"---\n(.*?)\n---", text, re.DOTALL)):
            yaml.safe_load(front[1])
    except (UnicodeDecodeError, json.JSONDecodeError, yaml.YAMLError) as error:
        problem = f"The page cannot be read: {' '.join(str(error).split())}."
        remedy = "Save it as UTF-8; a notebook must be valid JSON, front matter valid YAML."
        return [Fault(file, "", problem, remedy)]
    return []


def check_page(path: Path, folder: Path = tables.SEEDS, within: str = "book") -> list[Fault]:
    """Check one page: quotations, facts, paragraph links, and words borrowed without marks.

    ``within`` is the page's folder as faults name it.
    """
    faults = check_readable(path, within)
    for piece in [] if faults else page_pieces(path):
        for problem, remedy in _problems(piece, folder):
            faults.append(Fault(f"{within}/{path.name}", piece.where, problem, remedy))
    return faults


def check_book(book: Path, folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every page of a book and return all faults. An empty book is a fault."""
    found = pages(book)
    if not found:
        return [Fault(str(book), "", "There is no page here.", "Point to the book's folder.")]
    return [fault for path in found for fault in check_page(path, folder)]


Problems = Iterator[tuple[str, str]]


def _problems(piece: Piece, folder: Path) -> Problems:
    if piece.role in CHECKS:
        yield from CHECKS[piece.role](piece.content, folder)
    elif piece.role not in ROLES:
        remedy = f"Use one of: {', '.join(sorted(ROLES))}."
        yield f"There is no role {{{piece.role}}}.", meant(piece.role, ROLES, remedy)


def meant(role: str, known: set[str], remedy: str) -> str:
    """Return which known role a writer may have meant; a remedy of the caller’s if none is near."""
    near = difflib.get_close_matches(role, sorted(known - {""}), 1)
    return f"Did you mean {{{near[0]}}}?" if near else remedy


def _quotation(content: str, folder: Path) -> Problems:
    words, target = split_target(content)
    source, paragraph, speaker = split_anchor(target)
    if not (words and paragraph and speaker):
        yield (
            f"{{quote}}`{content}` is not complete.",
            "Write {quote}`words <source#paragraph speaker>`.",
        )
        return
    verdict = quotations.check_quotation(words, source, paragraph, speaker, folder)
    if not verdict.right:
        yield f"“{words}”, {verdict.kind}: {verdict.problem}", verdict.remedy
    elif paragraph != "headline" and _whole(words, source, paragraph, folder):
        yield (
            f"“{words}” is the whole of {source}#{paragraph}.",
            "Leave some of it out: a book in extracts still prints its quotations.",
        )


def _whole(words: str, source: str, paragraph: str, folder: Path) -> bool:
    text = sources.report(source, folder).paragraphs[paragraph].text
    return bare_words(words) == bare_words(text)


def _paragraph(content: str, folder: Path) -> Problems:
    source, paragraph, _ = split_anchor(split_target(content)[1])
    if source not in sources.ids(folder):
        yield f"There is no report {source!r}.", f"Use one of: {', '.join(sources.ids(folder))}."
    elif paragraph not in sources.report(source, folder).paragraphs:
        known = ", ".join(sources.report(source, folder).paragraphs)
        yield f"{source} has no paragraph {paragraph!r}.", f"Use one of: {known}."


def _fact(content: str, folder: Path) -> Problems:
    text, target = split_target(content)
    try:
        facts.shown(target, text, folder)
    except facts.FactError as error:
        yield str(error), error.remedy


def _calculation(content: str, folder: Path) -> Problems:
    text, target = split_target(content)
    if not text:
        yield f"{{calc}}`{content}` has no wording.", "Write {calc}`six <count:votes?…>`."
        return
    try:
        calc.shown(text, target, folder)
    except facts.FactError as error:
        yield str(error), error.remedy


def _rows(content: str, folder: Path) -> Problems:
    for target in facts.targets(content):
        try:
            facts.find(target, folder)
        except facts.FactError as error:
            yield str(error), error.remedy


def _own_words(content: str, folder: Path) -> Problems:
    for match in QUOTED.finditer(content):
        yield (
            f"{match[0]} stands in quotation marks without a source.",
            "Use the quote role, or italics for words as words.",
        )
    for number in figures.bare(content):
        yield (
            f"the number {number} rests on no row.",
            "Give it with {fact}`text <table/key/column>` or {calc}`text <expression>`.",
        )
    for words, anchor in quotations.borrowed(QUOTED.sub(" ¦ ", content), folder):
        yield (
            f"source words without quotation marks: “{words}” stands in {anchor}.",
            "Quote them with the quote role, or say it in your own words.",
        )


def _raw(content: str, folder: Path) -> Problems:
    yield f"{RAW} is not checked: {content.strip()[:40]}", "Write it on the page as Markdown."


def _misquotation(content: str, folder: Path) -> Problems:
    words = f" {' '.join(bare_words(content))} "
    for source in sources.ids(folder):
        for paragraph in sources.report(source, folder).paragraphs.values():
            if words in f" {' '.join(bare_words(paragraph.text))} ":
                problem = f"“{content}” is no misquotation: it stands in {paragraph.anchor}."
                yield problem, "Use {quote}`words <source#paragraph speaker>`."


CHECKS = {
    "": _own_words,
    RAW: _raw,
    "quote": _quotation,
    "unnamed": _quotation,  # on slides: without its speaker
    "misquote": _misquotation,
    "para": _paragraph,
    "fact": _fact,
    "calc": _calculation,
    "row": _rows,
}


def check_tables(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check that words quoted in the remarks of a table stand in the paragraph they remark on."""
    faults = []
    for name in tables.names(folder):
        for key in tables.keys(name, folder):
            row = tables.row(name, key, folder)
            if row.get("source") in sources.ids(folder) and row.get("paragraph"):
                faults += _remarks(name, key, row, folder)
    return faults


def _remarks(name: str, key: str, row: dict[str, str], folder: Path) -> Iterator[Fault]:
    report = sources.report(row["source"], folder)
    whole = " ".join(p.text for p in report.paragraphs.values())
    text = f" {' '.join(bare_words(whole))} "
    for column in ("note", "why"):
        for match in QUOTED.finditer(row.get(column, "")):
            if f" {' '.join(bare_words(match[0]))} " not in text:
                problem = f"{match[0]} is not in {row['source']}."
                remedy = "Copy the words from the report, or drop the quotation marks."
                yield Fault(f"seeds/{name}.csv", f"row {key}, column {column}", problem, remedy)
