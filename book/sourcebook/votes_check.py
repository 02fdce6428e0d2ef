"""Faults in the votes of the Security Council that no table description can see."""

from collections import Counter
from pathlib import Path

from sourcebook import tables
from sourcebook.faults import Fault

SEATS, MAJORITY = 15, 9
# The permanent members, and the column of the table of votes that repeats the vote of each.
PERMANENT = {
    "China": "china_vote",
    "France": "france_vote",
    "Russia": "russia_vote",
    "United Kingdom": "uk_vote",
    "United States": "us_vote",
}
TALLY = ("yes", "no", "abstain")
OF_FAILED = ("would_do", "pressure", "uk_sponsor")  # columns for drafts that failed, and no others

Problems = list[tuple[str, str]]
Rows = list[dict[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check every vote, the members' votes on each draft that failed, and the reasons given."""
    faults, members = [], _by_vote("member_votes", folder)
    for key in tables.keys("votes", folder):
        vote, own = tables.row("votes", key, folder), members.pop(key, [])
        problems = _tally(vote) + _outcome(vote) + _failed_columns(vote)
        faults += [Fault("seeds/votes.csv", f"row {key}", *found) for found in problems]
        if own or vote["outcome"] != "adopted":
            problems = _seats(own) + _agree(vote, own)
            faults += [Fault("seeds/member_votes.csv", f"vote {key}", *found) for found in problems]
    return faults + _reasons(folder)


def _by_vote(table: str, folder: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for key in tables.keys(table, folder):
        row = tables.row(table, key, folder)
        found.setdefault(row["vote_id"], []).append(row)
    return found


def _tally(vote: dict[str, str]) -> Problems:
    total = sum(int(vote[side]) for side in TALLY)
    if total == SEATS:
        return []
    problem = f"Yes, no and abstain come to {total}, not to {SEATS}."
    return [(problem, "Correct the tally by the record of the meeting.")]


def _outcome(vote: dict[str, str]) -> Problems:
    """Nine in favour carry a text, unless a permanent member is against: only that is a veto."""
    against = {name for name, column in PERMANENT.items() if vote[column] == "no"}
    carried = int(vote["yes"]) >= MAJORITY
    outcome = "not-adopted" if not carried else "vetoed" if against else "adopted"
    problems = []
    if vote["outcome"] != outcome:
        reason = f"{vote['yes']} in favour, {_list(against) or 'no permanent member'} against"
        problem = f"The outcome is {vote['outcome']}, but the votes make it {outcome} ({reason})."
        problems.append((problem, f"Write {outcome}, or correct the votes."))
    vetoed_by = {name.strip() for name in vote["vetoed_by"].split(";") if name.strip()}
    expected = against if outcome == "vetoed" else set()
    if vetoed_by != expected:
        problem = f"vetoed_by is {_list(vetoed_by) or 'empty'}."
        remedy = f"The votes make it {_list(expected) or 'empty: there was no veto'}."
        problems.append((problem, remedy))
    return problems


def _failed_columns(vote: dict[str, str]) -> Problems:
    failed = vote["outcome"] != "adopted"
    problems = []
    for column in OF_FAILED:
        if failed and not vote[column]:
            problems.append((f"The draft failed, and {column} is empty.", "Fill it in."))
        if not failed and vote[column]:
            problem = f"The text was adopted, and {column} is filled in."
            problems.append((problem, "Empty it: the column is for drafts that failed."))
    named = "United Kingdom" in vote["sponsors"]
    if failed and vote["uk_sponsor"] and named != (vote["uk_sponsor"] == "yes"):
        problem = f"uk_sponsor is {vote['uk_sponsor']}, and sponsors says otherwise."
        problems.append((problem, "Name the United Kingdom in both, or in neither."))
    return problems


def _seats(own: Rows) -> Problems:
    """Fifteen members, each once in the key; five of them permanent, and the right five."""
    problems = []
    if len(own) != SEATS:
        problem = f"It has {len(own)} members."
        problems.append((problem, f"Give a row to each of the {SEATS}, and to no other."))
    marked = {row["member"] for row in own if row["permanent"] == "true"}
    if marked != set(PERMANENT):
        missing, extra = set(PERMANENT) - marked, marked - set(PERMANENT)
        said = [f"missing {_list(missing)}"] if missing else []
        said += [f"too many: {_list(extra)}"] if extra else []
        problem = f"The permanent members are not the five ({'; '.join(said)})."
        problems.append((problem, f"They are {_list(PERMANENT)}."))
    return problems


def _agree(vote: dict[str, str], own: Rows) -> Problems:
    """The members' rows add up to the tally, and repeat the votes of the permanent five."""
    counted, problems = Counter(row["vote"] for row in own), []
    given = {side: int(vote[side]) for side in TALLY}
    if any(counted[side] != given[side] for side in TALLY):
        ours = ", ".join(f"{counted[side]} {side}" for side in TALLY)
        theirs = ", ".join(f"{given[side]} {side}" for side in TALLY)
        problem = f"The members make {ours}; the table of votes has {theirs}."
        problems.append((problem, "Correct the member whose vote is wrong, or the tally."))
    casts = {row["member"]: row["vote"] for row in own}
    for name, column in PERMANENT.items():
        if name in casts and casts[name] != vote[column]:
            problem = f"{name} has {casts[name]} here and {vote[column]} in {column} of votes."
            problems.append((problem, "Give both the vote that the record has."))
    return problems


def _reasons(folder: Path) -> list[Fault]:
    """A reason stands beside the vote that the member cast."""
    faults = []
    for key in tables.keys("vote_reasons", folder):
        row = tables.row("vote_reasons", key, folder)
        cast = tables.row("member_votes", key, folder)["vote"]  # the key exists: a foreign key
        if row["vote"] != cast:
            problem = f"The vote is {row['vote']} here and {cast} among the members’ votes."
            remedy = "Give both the vote that the record has."
            faults.append(Fault("seeds/vote_reasons.csv", f"row {key}", problem, remedy))
    return faults


def _list(names) -> str:
    return ", ".join(sorted(names))
