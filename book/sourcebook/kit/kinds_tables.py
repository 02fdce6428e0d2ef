"""Handouts of the book's tables: the grid of claims by accounts, and its key."""

from sourcebook import accounts
from sourcebook.kit.entries import Handout
from sourcebook.tasks.exports.blocks import Block, Run, label, para, plain
from sourcebook.tasks.exports.sheets import NAME

LETTERS = {"asserted": "A", "partly": "P", "contradicted": "C", "silent": "S", "cannot-tell": "?"}
BEFORE = "–"
TOLD = (
    "Read each account on the next pages. For every claim, write what the account does with it: "
    "A it says so, P it says a part of it, C it says the contrary, S it is silent, "
    f"? we cannot tell. A cell with {BEFORE} is not asked: the account is older than the event."
)


def _rows(handout: Handout, table) -> list[dict[str, str]]:
    """Return the rows of an event that the handout names, or all."""
    found = table(handout["event"])
    wanted = handout.get(table.__name__)
    return [row for row in found if row["id"] in wanted] if wanted else found


def accounts_grid(handout: Handout) -> list[Block]:
    """Return claims by accounts, to be filled in, and what each account has."""
    columns = _rows(handout, accounts.accounts)
    reading = accounts.reading(handout["event"])
    rows = [[plain("Claim"), *(plain(f"{n}") for n, _ in enumerate(columns, 1))]]
    for claim in _rows(handout, accounts.claims):
        asked = (accounts.asked(reading[claim["id"], one["id"]]) for one in columns)
        rows.append([plain(claim["claim"]), *(plain("" if each else BEFORE) for each in asked)])
    widths = (5, *(1 for _ in columns))
    named = "; ".join(f"{n} {one['short']}" for n, one in enumerate(columns, 1))
    found = [para(NAME), para(TOLD), para(f"{named}."), Block("table", rows=rows, widths=widths)]
    found.append(Block("part", plain("The accounts")))
    for number, one in enumerate(columns, 1):
        found += card(one, f"{number}. {one['short']}: {one['title']}")
    return found


def card(account: dict[str, str], heading: str) -> list[Block]:
    """Return the card of an account: its heading, who made it, what it says in our words."""
    about = account["maker"], account["nearness"].capitalize(), account["language"]
    told = account["card"] or "The report itself: see its own sheet."
    return [label(heading, bold=True), label(f"{'. '.join(about)}."), para(told)]


def accounts_key(handout: Handout) -> list[Block]:
    """Return our reading of the same claims: a letter, what the account says, and where."""
    columns = _rows(handout, accounts.accounts)
    reading = accounts.reading(handout["event"])
    found = [label("For the teacher. Our reading; a class may argue for another.", bold=True)]
    for claim in _rows(handout, accounts.claims):
        found.append(Block("task", plain(claim["claim"])))
        found.append(label(claim["why_it_matters"]))
        for number, one in enumerate(columns, 1):
            row = reading[claim["id"], one["id"]]
            if not accounts.asked(row):
                continue
            said = [Run(f"{LETTERS[row['stance']]} ", bold=True), Run(f"{one['short']}: ")]
            said.append(Run(" ".join(part for part in (row["says"], row["note"]) if part)))
            found.append(Block("item", said, label=f"{number}."))
    return found
