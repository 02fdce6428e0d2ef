"""Ask every address that the book names whether it still answers: ``make links``.

A report for whoever keeps the book, never a reason for a build to fail: pages move, hosts refuse
programs, and there may be no network. Nothing is changed.
"""

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import requests

from sourcebook import outside_check, sources, tables

BOOK = Path(__file__).parents[1]
AVAILABLE = "https://archive.org/wayback/available"
AGENT = {"User-Agent": "Mozilla/5.0 (compatible; link check of a teaching book)"}
SECONDS = 20  # that a host is given to answer
PROBES = 5  # hosts that are tried first, to tell whether there is a network
HOSTS = 8  # asked at a time; the pages of one host are asked one after another

OK, MOVED, GONE, REFUSED, SILENT = "answers", "moved", "gone", "refuses programs", "no answer"
MEANING = {
    MOVED: "Look at the new address; if it shows the same page, put it into the row.",
    GONE: "Find the page elsewhere, or link its archive copy.",
    REFUSED: "Open it in a browser: the page may be there for people.",
    SILENT: "Try again another day.",
}


@dataclass(frozen=True)
class Answer:
    """What an address answered: its kind, and the code, new address or error behind it."""

    address: str
    kind: str
    detail: str = ""


def addresses(book: Path = BOOK, folder: Path = tables.SEEDS) -> dict[str, list[str]]:
    """Return every address with the rows and entries that name it: ``events/unsc-veto-2`` …"""
    found: dict[str, list[str]] = {}
    for name in outside_check.outside(folder):
        for key in tables.keys(name, folder):
            row = tables.row(name, key, folder)
            for column in ("source_url", "source2_url"):
                if row[column]:
                    found.setdefault(row[column], []).append(f"{name}/{key}")
    for key in sources.ids(folder):
        found.setdefault(tables.row("sources", key, folder)["address"], []).append(f"sources/{key}")
    entries = (book / "references.bib").read_text(encoding="utf-8").split("\n@")
    for entry in entries:
        key = re.match(r"@?\w+\{([^,]+),", entry)
        for address in re.findall(r"^\s*url = \{(.+?)\}", entry, re.MULTILINE):
            found.setdefault(address, []).append(f"references.bib/{key[1]}")
    return found


def ask(address: str, session: requests.Session) -> Answer:
    """Ask one address and return what came back; never raises for what a host does."""
    try:
        # Some hosts answer a bare HEAD wrongly, so the page is asked for and not read.
        with session.get(address, headers=AGENT, timeout=SECONDS, stream=True) as reply:
            code, end = reply.status_code, reply.url
            moved = any(step.status_code in (301, 308) for step in reply.history)
    except requests.RequestException as error:
        return Answer(address, SILENT, type(error).__name__)
    if code in (404, 410):
        return Answer(address, GONE, str(code))
    if code >= 400:
        return Answer(address, REFUSED, str(code))
    if moved and _differ(address, end):
        return Answer(address, MOVED, end)
    return Answer(address, OK, str(code))


def _differ(one: str, other: str) -> bool:
    """Whether two addresses differ in more than https, www or a last stroke."""

    def bare(address: str) -> str:
        return re.sub(r"^https?://(www\.)?|/$", "", address)

    return bare(one) != bare(other)


def check(wanted: Iterable[str]) -> list[Answer]:
    """Ask all addresses, several hosts at a time, and return the answers in order of address."""

    def one_host(group: list[str]) -> list[Answer]:
        with requests.Session() as session:
            return [ask(address, session) for address in group]

    ordered = sorted(wanted, key=lambda address: (urlsplit(address).netloc, address))
    groups = [list(group) for _, group in groupby(ordered, lambda a: urlsplit(a).netloc)]
    with ThreadPoolExecutor(HOSTS) as pool:
        return [answer for answers in pool.map(one_host, groups) for answer in answers]


def snapshot(address: str, archive: str = AVAILABLE) -> str:
    """Return the address of the Internet Archive's copy of a page; empty if it names none."""
    try:
        reply = requests.get(archive, {"url": address}, headers=AGENT, timeout=SECONDS)
        return reply.json()["archived_snapshots"]["closest"]["url"]
    except (requests.RequestException, ValueError, KeyError):
        return ""


def report(answers: list[Answer], named: dict[str, list[str]]) -> str:
    """Return the answers as text: what needs a look, by kind, then the sum."""
    lines = []
    for kind, meaning in MEANING.items():
        found = [answer for answer in answers if answer.kind == kind]
        if found:
            lines.append(f"\n{kind} ({len(found)}). {meaning}")
        for answer in found:
            lines.append(
                f"- {answer.address} [{answer.detail}]: {', '.join(named[answer.address])}"
            )
            copy = snapshot(answer.address) if kind == GONE else ""
            lines += [f"  archive copy: {copy}"] if copy else []
    fine = sum(answer.kind == OK for answer in answers)
    return "\n".join([*lines, f"\n{fine} of {len(answers)} addresses answer."]).strip()


def main() -> int:
    """Print the report. Returns 0 whatever the hosts say."""
    named = addresses()
    hosts = {urlsplit(address).netloc: address for address in named}
    if all(answer.kind == SILENT for answer in check(list(hosts.values())[:PROBES])):
        print("No address answered. There seems to be no network: nothing was checked.")
        return 0
    print(f"Asking {len(named)} addresses; this takes some minutes.", flush=True)
    print(report(check(named), named))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
