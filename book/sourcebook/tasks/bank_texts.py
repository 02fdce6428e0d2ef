"""The texts of an item as such: none is blank, and each has a form on every page and export."""

import unicodedata

from sourcebook.tasks import bank, text
from sourcebook.tasks.bank_form import Problems

# Marks of Markdown that the page, paper and every course system can show.
KNOWN = {
    *("inline", "text", "softbreak", "hardbreak", "code_inline", "myst_role"),
    *("paragraph", "em", "strong", "link", "bullet_list", "ordered_list", "list_item"),
    "blockquote",
}
# Others say more of these than that they have no form.
ELSEWHERE = {"image", "html_block", "html_inline"}
REMEDY = "Use paragraphs, lists, emphasis, links and roles alone."


def check(item: bank.Item) -> Problems:
    """Yield what is wrong with a text of an item, whatever it says."""
    for one in text.texts(item):
        if signs := [sign for sign in one.words if _unseen(sign)]:
            problem = f"The sign U+{ord(signs[0]):04X} cannot be shown."
            yield one.place, problem, "Take it out; what stands there is no letter."
        elif not one.words.strip():
            yield one.place, "The text is blank.", "Write it, or take the part away."
        elif found := strange(one.words):
            problem = f"The bank cannot print this mark-up: {', '.join(sorted(found))}."
            yield one.place, problem, REMEDY


def strange(words: str) -> set[str]:
    """Return the marks of a text that have no form on paper, such as a heading or a fence."""
    return text.marks(words) - KNOWN - ELSEWHERE


def _unseen(sign: str) -> bool:
    """Whether a sign is a control, half of a character, or none: XML has no place for it."""
    return unicodedata.category(sign) in ("Cc", "Cs", "Cn") and sign not in "\n\t"
