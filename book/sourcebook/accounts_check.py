"""Faults in the accounts, the claims and our reading of them that no table description can see."""

import re
from pathlib import Path

from sourcebook import quotations, sources, tables
from sourcebook.faults import Fault

SPEAKING = ("asserted", "partly", "contradicted")
SILENT, CANNOT_TELL = "silent", "cannot-tell"
BEFORE = "made before"
QUOTING = re.compile(r"[\"“”]")
FEWEST_CLAIMS = 8
# Cells in our own words, by table: none quotes, and none borrows from the two reports.
OURS = {
    "accounts": ("maker", "interest", "card", "note"),
    "claims": ("claim", "why_it_matters"),
    "account_claims": ("says", "note"),
}

Problems = list[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check accounts, claims and our reading, and return every fault."""
    return _accounts(folder) + _claims(folder) + _cells(folder) + _words(folder)


def _rows(table: str, folder: Path) -> dict[str, dict[str, str]]:
    return {key: tables.row(table, key, folder) for key in tables.keys(table, folder)}


def _as_faults(table: str, where: str, problems: Problems) -> list[Fault]:
    return [Fault(f"seeds/{table}.csv", where, problem, remedy) for problem, remedy in problems]


def _accounts(folder: Path) -> list[Fault]:
    faults, days = [], _days(folder)
    for key, row in _rows("accounts", folder).items():
        problems = []
        if bool(row["card"]) == bool(row["report"]):
            problem = "An account is a report of this book or has a card, and never both."
            problems.append((problem, "Fill in card, or report."))
        if row["report"] and row["report"] not in sources.ids(folder):
            problems.append((f"There is no report {row['report']!r}.", "See seeds/sources.csv."))
        day = days[row["event"]]
        if row["nearness"] == BEFORE and day and row["date"] >= day:
            problem = "It is said to be made before the event, and has a later date or the same."
            problems.append((problem, "Correct the date or the nearness."))
        faults += _as_faults("accounts", f"row {key}", problems)
    for event in [event for event, day in days.items() if not day]:
        problem = "No account of this event is a report of this book."
        remedy = "Fill in report in the row of the account that is one: it has the day."
        faults += _as_faults("accounts", f"event {event}", [(problem, remedy)])
    return faults


def _days(folder: Path) -> dict[str, str]:
    """Return the day of each event: that of its report in the book; empty if it has none."""
    days: dict[str, str] = {}
    for row in _rows("accounts", folder).values():
        days[row["event"]] = days.get(row["event"]) or (row["date"] if row["report"] else "")
    return days


def _claims(folder: Path) -> list[Fault]:
    claims = _rows("claims", folder).values()
    faults = []
    for event in dict.fromkeys(row["event"] for row in _rows("accounts", folder).values()):
        count = sum(row["event"] == event for row in claims)
        if count < FEWEST_CLAIMS:
            problem = f"The event {event} has {count} claims."
            faults.append(Fault("seeds/claims.csv", "", problem, f"Add up to {FEWEST_CLAIMS}."))
    return faults


def _cells(folder: Path) -> list[Fault]:
    claims, accounts = _rows("claims", folder), _rows("accounts", folder)
    there = _rows("account_claims", folder)
    wanted = {
        f"{claim}/{account}": accounts[account]
        for claim, row in claims.items()
        for account in accounts
        if accounts[account]["event"] == row["event"]
    }
    faults = []
    for key in [key for key in there if key not in wanted]:
        problem = "The claim and the account are of two events, or one of them does not exist."
        faults += _as_faults("account_claims", f"row {key}", [(problem, "Drop the row.")])
    for key, account in wanted.items():
        missing = [("The cell is missing.", "Add a row, even if the account is silent.")]
        problems = _cell(there[key], account, folder) if key in there else missing
        faults += _as_faults("account_claims", f"row {key}", problems)
    return faults


def _cell(row: dict[str, str], account: dict[str, str], folder: Path) -> Problems:
    stance = row["stance"]
    problems = _place(row, account, folder)
    if stance in SPEAKING:
        for column in ("says", "root"):
            if not row[column]:
                problem = f"The cell is {stance} and has no {column}."
                problems.append((problem, f"Fill in {column}."))
    else:
        filled = [c for c in ("says", "where", "link", "root") if row[c]]
        if filled:
            problem = f"The cell is {stance}, but {' and '.join(filled)} is filled in."
            problems.append((problem, "Empty it, or change the stance."))
    if stance == CANNOT_TELL:
        problems += _untold(row, account)
    return problems + _silence(row, account)


def _untold(row: dict[str, str], account: dict[str, str]) -> Problems:
    problems = []
    if not row["note"]:
        problems.append(("Cannot-tell has no note.", "Say which part was not seen."))
    if account["seen"] == "whole":
        problem = "The account was seen whole, so that one can tell."
        problems.append((problem, "Use silent, or correct what was seen."))
    return problems


def _silence(row: dict[str, str], account: dict[str, str]) -> Problems:
    if (row["stance"] == SILENT) != bool(row["silence"]):
        problem = "A silent cell says why it is silent, and no other does."
        return [(problem, "Fill in silence, or empty it.")]
    if row["silence"] == BEFORE and account["nearness"] != BEFORE:
        problem = "The account was not made before the event."
        return [(problem, "Use not mentioned, or correct the account’s nearness.")]
    return []


def _place(row: dict[str, str], account: dict[str, str], folder: Path) -> Problems:
    """Check where the cell was read: paragraphs of a report of the book, or an address."""
    problems = []
    if row["where"] and not account["report"]:
        problems.append(("Paragraphs belong to the two reports.", "Give the address in link."))
    for anchor in row["where"].split() if account["report"] else []:
        source, _, paragraph = anchor.partition("#")
        known = sources.report(account["report"], folder).paragraphs
        if source != account["report"] or paragraph not in known:
            problems.append((f"{account['report']} has no paragraph {anchor!r}.", "Correct it."))
    if row["stance"] in SPEAKING and not (row["where"] or row["link"]):
        problem = f"The cell is {row['stance']} and does not say where it was read."
        problems.append((problem, "Give paragraphs of the report in where, or an address in link."))
    return problems


def _words(folder: Path) -> list[Fault]:
    faults = []
    for table, columns in OURS.items():
        for key, row in _rows(table, folder).items():
            for column in columns:
                problems = []
                if QUOTING.search(row[column]):
                    problems.append(("Quotation marks in our own words.", "Paraphrase."))
                for words, anchor in quotations.borrowed(row[column], folder):
                    problem = f"“{words}” stands in {anchor}."
                    problems.append((problem, "Say it in words of our own."))
                faults += _as_faults(table, f"row {key}, column {column}", problems)
    return faults
