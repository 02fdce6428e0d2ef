"""The card of an account: who made it, why, how near it stands, and what it says in our words."""

from docutils import nodes

from sourcebook import facts, sources
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.roles import passage_link


def card(env, row: dict[str, str]) -> Tag:
    """Return the card of an account, shut; a report of the book is linked and not paraphrased.

    Arguments:
        env: Sphinx's environment of the page.
        row: the account's row.
    """
    summary = tag("summary", tag("span", row["short"], class_="sb-cl-name"))
    summary += tag("span", _told(row), class_="sb-cl-told")
    found = tag("details", summary, class_="sb-cl-card")
    lines = {"Title": row["title"], "Maker": row["maker"], "Interest": row["interest"]}
    pairs = [part for name, text in lines.items() for part in (tag("dt", name), tag("dd", text))]
    found += tag("dl", *pairs)
    found += tag("p", *_text(env, row))
    if row["note"]:
        found += tag("p", row["note"], class_="sb-remark")
    return found


def _told(row: dict[str, str]) -> str:
    day = facts.wordings(row["date"], "date")[0]
    return f"{row['nearness']} · {row['language']} · {day} · seen: {row['seen']}"


def _text(env, row: dict[str, str]) -> list:
    if row["report"]:
        report = sources.report(row["report"])
        first = next(p for p in report.paragraphs if p != "headline")
        label = f"Read {report.short} in the book"
        return [passage_link(env, label, row["report"], first), nodes.Text(".")]
    found = [nodes.Text(f"{row['card']} ")]
    for label, address in facts.addresses(facts.find(f"accounts/{row['id']}")):
        found += [link(label, address, class_="sb-outside"), nodes.Text(" ")]
    return found
