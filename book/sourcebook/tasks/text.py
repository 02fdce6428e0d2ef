"""The texts of an item: where they stand in it, and each as HTML or as plain words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sourcebook.prose import EXTENSIONS, split_anchor, split_target
from sourcebook.sources import report
from sourcebook.tasks.bank import Item

# Ours are statements of the book. Theirs are a learner's or a wrong answer's, so that they may err.
OURS, THEIRS = "ours", "theirs"
PARTS = ("title", "stem", "otherwise", "question", "unit")
Address = Callable[[str, str], str]


@dataclass(frozen=True)
class Text:
    """One text of an item: its place, such as ``options/2/feedback``; whose voice; the words.

    ``answer`` says whether it gives an answer away, so that no student edition may print it.
    """

    place: str
    voice: str
    words: str
    answer: bool


def texts(item: Item) -> Iterator[Text]:
    """Yield every text of an item, in order."""
    for part in PARTS:
        if part in item.data:
            yield Text(part, OURS, item[part], part == "otherwise")
    for number, hint in enumerate(item.get("hints", []), 1):
        yield Text(f"hints/{number}", OURS, hint, False)
    for number, option in enumerate(item.get("options", []), 1):
        voice = OURS if option.get("right") else THEIRS
        yield Text(f"options/{number}/text", voice, option["text"], False)
        yield Text(f"options/{number}/feedback", OURS, option["feedback"], True)
    for part in ("entries", "rows", "columns"):
        for number, one in enumerate(item.get(part, []), 1):
            yield Text(f"{part}/{number}/text", OURS, one["text"], False)
            if "feedback" in one:
                yield Text(f"{part}/{number}/feedback", OURS, one["feedback"], True)
    for number, pair in enumerate(item.get("pairs", []), 1):
        yield Text(f"pairs/{number}/this", OURS, pair["this"], False)
        yield Text(f"pairs/{number}/with", OURS, pair["with"], False)
        yield Text(f"pairs/{number}/feedback", OURS, pair["feedback"], True)
    for number, extra in enumerate(item.get("extra", []), 1):
        yield Text(f"extra/{number}", THEIRS, extra, False)
    yield from _keys(item)
    for number, level in enumerate(item.get("scheme", []), 1):
        # Who calibrates as a marker marks by the scheme, so that it is part of what is asked.
        yield Text(f"scheme/{number}", OURS, level["text"], item.type != "calibration")
    for name, sample in _samples(item):
        yield Text(f"{name}/text", THEIRS, sample["text"], item.type != "calibration")
        yield Text(f"{name}/why", OURS, sample["why"], True)


def _keys(item: Item) -> Iterator[Text]:
    key = item.get("key")
    if isinstance(key, dict) and "feedback" in key:
        yield Text("key/feedback", OURS, key["feedback"], True)
    for number, near in enumerate(item.get("near", []), 1):
        yield Text(f"near/{number}/feedback", OURS, near["feedback"], True)
    for name, words in item.get("feedback", {}).items():
        yield Text(f"feedback/{name}", OURS, words, True)


def _samples(item: Item) -> Iterator[tuple[str, dict]]:
    for name, sample in item.get("exemplars", {}).items():
        yield f"exemplars/{name}", sample
    for number, sample in enumerate(item.get("samples", []), 1):
        yield f"samples/{number}", sample


def _no_address(source: str, paragraph: str) -> str:
    return ""


@cache
def _parser():
    """Return the one parser of all texts, which takes long to make."""

    def role(renderer, tokens, at, options, env):
        return _role(tokens[at].meta["name"].lower(), tokens[at].content, env["address"])

    def link(renderer, tokens, at, options, env):
        return _link(tokens[at].attrs["href"], env["address"])

    parser = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
    parser.add_render_rule("myst_role", role)
    parser.add_render_rule("link_open", link)
    return parser


def html(words: str, address: Address = _no_address) -> str:
    """Return a text as HTML: roles as what they print, Markdown as elements.

    Arguments:
        words: MyST text with the roles of the bank.
        address: gives the address of a paragraph from (source, paragraph); where it is empty, the
            paragraph is named without a link. Links to pages of the book follow the same rule.
    """

    written = _parser().render(words, {"address": address}).strip()
    if address is _no_address:
        written = re.sub(r"</?a\b[^>]*>", "", written)
    written = re.sub(r"<a>(.*?)</a>", r"\1", written, flags=re.DOTALL)  # without an address
    one = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", written, re.DOTALL)
    return one[1] if one else written


def _role(name: str, content: str, address: Address) -> str:
    words, target = split_target(content)
    if name == "misquote":
        return f"“{escape(content, quote=False)}”"
    if name == "quote":
        quoted = f"“{escape(words, quote=False)}”"
        place = _passage(target, "", address)
        return f"{quoted} {place}" if place.startswith("<a") else quoted
    if name == "para":
        return _passage(target, words, address)
    return escape(words or target, quote=False)


def _passage(target: str, words: str, address: Address) -> str:
    source, paragraph, _ = split_anchor(target)
    number = report(source).paragraphs[paragraph].number
    name = escape(f"{report(source).short} {number}", quote=False)
    label = escape(words, quote=False) or name
    where = address(source, paragraph)
    if not where:
        return label
    # A number alone tells little to who hears it.
    said = f' aria-label="{name}"' if words == number else ""
    return f'<a href="{escape(where)}" data-preview="{source}#{paragraph}"{said}>{label}</a>'


def _link(target: str, address: Address) -> str:
    page, _, place = target.partition("#")
    where = address(page, place)
    return f'<a href="{escape(where)}">' if where else "<a>"


def _tokens(words: str) -> Iterator[Token]:
    waiting = list(_parser().parse(words))
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting += token.children or []


def addresses(words: str) -> Iterator[tuple[str, str]]:
    """Yield what a text shows or leads to: ``image`` or ``link``, and its address."""
    for token in _tokens(words):
        if token.type == "image":
            yield "image", str(token.attrs["src"])
        elif token.type == "link_open":
            yield "link", str(token.attrs["href"])


def marks(words: str) -> set[str]:
    """Return the kinds of mark-up that a text has, by the names of the parser, such as ``em``."""
    return {token.type.removesuffix("_open").removesuffix("_close") for token in _tokens(words)}


def plain(words: str) -> str:
    """Return a text as plain words: no mark-up, a blank line between paragraphs."""
    written = re.sub(r"</(?:p|li|ul|ol)>\s*", "\n\n", html(words))
    bare = unescape(re.sub(r"<[^>]+>", "", written))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", bare))
    return "\n\n".join(part for part in paragraphs if part)
