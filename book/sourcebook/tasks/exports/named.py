"""What a sheet has to bring along: paragraphs of reports, and rows of the book's tables."""

import re
from functools import cache

from sourcebook import sources
from sourcebook.chapters import text_of
from sourcebook.prose import pages, split_anchor, split_target
from sourcebook.tasks import bank, keys, text

# Tasks whose rows are read and weighed, so that they may be printed with the question. Of the
# others the rows have the answer in them, such as days to be put in order or polls to be chosen:
# they need the page. Read a task and its rows before you add it.
ROWS_ON_PAPER = (
    "accounts-unnamed-diplomats",
    "commons-changed-mind",
    "cost-eight-days",
    "cost-textbook-sentence",
    "council-both-sides-said",
    "council-did-nothing",
    "opinion-borne-out",
    "opinion-may-we-compare",
    "opinion-overnight",
    "voices-two-on-homs",
)
# Tasks that link to a page and tell all that is needed of it: for these, paper will do.
TOLD_IN_FULL = ("accounts-silent-on-refugees", "explain-which-test", "voices-syrians-in-britain")
ROLE = re.compile(r"\{(para|quote)\}`([^`]+)`")
UP_TO = ("to", "–", "-")


def pages_needed(item: bank.Item) -> list[str]:
    """Return the titles of the pages that a practice task cannot be done without.

    They are those that its stem sends to, but for reports, which a sheet has. A task that rests on
    tables alone needs the page of its chapter.
    """
    if item.edition != bank.PRACTICE or item.id in TOLD_IN_FULL:
        return []
    linked = [to.partition("#")[0] for kind, to in text.addresses(item["stem"]) if kind == "link"]
    found = [page for page in dict.fromkeys(linked) if page not in sources.ids()]
    if not found and item["sources"] and not item["passages"]:
        found = [item.chapter]
    return [page_title(page) for page in found]


def rows(item: bank.Item) -> list[str]:
    """Return the rows of a task that a sheet may print, as lines of HTML."""
    return keys.named(item) if pages_needed(item) and item.id in ROWS_ON_PAPER else []


def paragraphs(items: list[bank.Item]) -> dict[str, list[str]]:
    """Return the paragraphs that questions name, by report, both in the book's order.

    A question names them by its passages or in what it says; of two that “to” joins it means all
    between as well.
    """
    found = {anchor for item in items for anchor in item["passages"]}
    for item in items:
        for one in text.texts(item):
            if not one.answer and not one.place.startswith("hints"):
                found |= _anchors(one.words)
    return {
        source: there
        for source in sources.ids()
        if (there := [n for n in _names(source) if f"{source}#{n}" in found])
    }


@cache
def page_title(page: str) -> str:
    """Return the title of a page, by which paper names it."""
    path = next(path for path in pages(keys.BOOK) if path.stem == page)
    lines = text_of(path).splitlines()
    return next(line[2:].strip() for line in lines if line.startswith("# "))


def _names(source: str) -> list[str]:
    return [name for name in sources.report(source).paragraphs if name != "headline"]


def _anchors(words: str) -> set[str]:
    found, last = set(), None
    for one in ROLE.finditer(words):
        source, name, _ = split_anchor(split_target(one[2])[1])
        there = _names(source)
        joined = last and words[last.end() : one.start()].strip() in UP_TO
        if joined and (first := split_anchor(split_target(last[2])[1]))[0] == source:
            span = there[there.index(first[1]) : there.index(name) + 1]
            found |= {f"{source}#{between}" for between in span}
        found.add(f"{source}#{name}")
        last = one if one[1] == "para" else None
    return found
