"""What several accounts have of one event, claim by claim, and who stands behind them.

The page compares a reader's grid with ours in ``sphinx/assets/accounts.js``; a test holds the two
to the same result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sourcebook import tables
from sourcebook.accounts_check import BEFORE, CANNOT_TELL, SILENT, SPEAKING, check

__all__ = [
    "BEFORE",
    "CANNOT_TELL",
    "EVENTS",
    "SILENT",
    "SPEAKING",
    "STANCES",
    "Comparison",
    "accounts",
    "asked",
    "check",
    "claims",
    "compare",
    "reading",
    "support",
]

EVENTS = {
    "call-2012": "the telephone call of 8 February 2012",
    "meeting-2015": "the meeting of 4 November 2015",
}
# What a reader may say of an account and a claim, in the order in which it is offered.
STANCES = {
    "asserted": "asserted",
    "partly": "partly",
    "contradicted": "contradicted",
    "silent": "silent",
    "cannot-tell": "cannot tell",
}

Rows = list[dict[str, str]]


def _of(table: str, event: str, folder: Path) -> Rows:
    if event not in EVENTS:
        raise KeyError(f"There is no event {event!r}. There are: {', '.join(EVENTS)}.")
    rows = (tables.row(table, key, folder) for key in tables.keys(table, folder))
    return [row for row in rows if row["event"] == event]


def accounts(event: str, folder: Path = tables.SEEDS) -> Rows:
    """Return the accounts of an event, in the order of the table.

    Raises:
        KeyError: there is no such event.
    """
    return _of("accounts", event, folder)


def claims(event: str, folder: Path = tables.SEEDS) -> Rows:
    """Return the claims about an event, in the order of the table.

    Raises:
        KeyError: there is no such event.
    """
    return _of("claims", event, folder)


def reading(event: str, folder: Path = tables.SEEDS) -> dict[tuple[str, str], dict[str, str]]:
    """Return our reading of an event: a row for every claim and account, under both names."""
    found = {}
    for claim in claims(event, folder):
        for account in accounts(event, folder):
            key = (claim["id"], account["id"])
            found[key] = tables.row("account_claims", "/".join(key), folder)
    return found


def asked(row: Mapping[str, str]) -> bool:
    """Whether a reader is asked about a cell: not where the account is older than the event."""
    return row["silence"] != BEFORE


@dataclass(frozen=True)
class Comparison:
    """A reader's grid beside ours.

    ``filled`` of the ``total`` cells asked about have a stance; in ``same`` of them it is ours;
    ``differing`` names the others as (claim, account), in the order of the grid.
    """

    filled: int
    total: int
    same: int
    differing: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        if not self.filled:
            return f"You have filled none of the {self.total} cells."
        said = f"You filled {self.filled} of {self.total} cells. "
        if not self.differing:
            return said + "In each of them you read as we do."
        others = "others" if len(self.differing) > 1 else "other"
        return said + f"In {self.same} you read as we do. Look again at the {others}:"


def compare(
    event: str, given: Mapping[tuple[str, str], str], folder: Path = tables.SEEDS
) -> Comparison:
    """Compare a reader's stances with ours.

    Arguments:
        event: ``call-2012`` or ``meeting-2015``.
        given: the reader's stances under (claim, account); missing or empty ones count as unfilled.

    Raises:
        KeyError: there is no such event.
    """
    ours = {key: row for key, row in reading(event, folder).items() if asked(row)}
    filled = {key: given[key] for key in ours if given.get(key)}
    differing = tuple(key for key, stance in filled.items() if stance != ours[key]["stance"])
    return Comparison(len(filled), len(ours), len(filled) - len(differing), differing)


def support(event: str, claim: str, folder: Path = tables.SEEDS) -> tuple[list[str], list[str]]:
    """Return which accounts assert a claim, by their short names, and whose telling they rest on.

    Three accounts with one teller behind them are one source.
    """
    has = {
        account["short"]: tables.row("account_claims", f"{claim}/{account['id']}", folder)
        for account in accounts(event, folder)
    }
    has = {name: row for name, row in has.items() if row["stance"] == "asserted"}
    return list(has), list(dict.fromkeys(row["root"] for row in has.values()))
