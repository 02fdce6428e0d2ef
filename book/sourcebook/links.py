"""Ask every address that tables, bibliography and pages name whether it answers: ``make links``.

A report for whoever keeps the book, never a reason for a build to fail: pages move, hosts refuse
programs, and there may be no network. Nothing is changed.
"""

import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import requests

from sourcebook import prose, tables
from sourcebook.addresses import host, is_address, same_page

BOOK = Path(__file__).parents[1]
AVAILABLE = "https://archive.org/wayback/available"
AGENT = {"User-Agent": "Mozilla/5.0 (compatible; link check of a teaching book)"}
SECONDS = 20  # that a host is given to answer
PROBES = 40  # hosts that may be tried first, to tell whether there is a network
HOSTS = 8  # asked at a time; the pages of one host are asked one after another
LINK = re.compile(r"https?://[^\s<>()\[\]{}\"'`“”’]+")  # an address in the text of a page

OK, MOVED, GONE, REFUSED, SILENT = "answers", "moved", "gone", "refuses programs", "no answer"
WRONG = "no address"
MEANING = {
    WRONG: "Copy the address of the page again.",
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
    """Return every address with what names it: ``events/unsc-veto-2``, ``references.bib/…`` …

    Arguments:
        book: the folder of the pages and the bibliography.
        folder: the folder of the tables.
    """
    found: dict[str, list[str]] = {}
    for address, place in (*_in_tables(folder), *_in_bibliography(book), *_in_pages(book)):
        if place not in found.setdefault(address, []):
            found[address].append(place)
    return found


Named = Iterator[tuple[str, str]]  # an address, and the place that names it


def _in_tables(folder: Path) -> Named:
    for name in tables.names(folder):
        fields = tables.describe(name, folder)["schema"]["fields"]
        columns = [field["name"] for field in fields if _holds_addresses(field)]
        for key in tables.keys(name, folder) if columns else ():
            row = tables.row(name, key, folder)
            yield from ((row[column], f"{name}/{key}") for column in columns if row[column])


def _holds_addresses(field: dict) -> bool:
    pattern = field.get("constraints", {}).get("pattern", "")
    return field.get("format") == "uri" or pattern.startswith("http")


def _in_bibliography(book: Path) -> Named:
    for entry in (book / "references.bib").read_text(encoding="utf-8").split("\n@"):
        key = re.match(r"@?\w+\{([^,]+),", entry)
        for address in re.findall(r"^\s*url = \{(.+?)\}", entry, re.MULTILINE):
            yield address, f"references.bib/{key[1] if key else '?'}"


def _in_pages(book: Path) -> Named:
    for path in prose.pages(book):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown"]
            text = "\n\n".join("".join(cell["source"]) for cell in cells)
        for match in LINK.finditer(text):
            yield match[0].rstrip(".,;:"), path.name


def ask(address: str, session: requests.Session) -> Answer:
    """Ask one address and return what came back; never raises, whatever stands there."""
    if not is_address(address):
        return Answer(address, WRONG, "no host of this name can be looked up")
    try:
        # Some hosts answer a bare HEAD wrongly, so the page is asked for and not read.
        with session.get(address, headers=AGENT, timeout=SECONDS, stream=True) as reply:
            code, end = reply.status_code, reply.url
            moved = any(step.status_code in (301, 308) for step in reply.history)
    # ValueError: what a host sends on to may be no address either.
    except (requests.RequestException, ValueError) as error:
        return Answer(address, SILENT, type(error).__name__)
    if code in (404, 410):
        return Answer(address, GONE, str(code))
    if code >= 400:
        return Answer(address, REFUSED, str(code))
    if moved and not same_page(address, end):
        return Answer(address, MOVED, end)
    return Answer(address, OK, str(code))


def check(wanted: Iterable[str]) -> list[Answer]:
    """Ask all addresses, several hosts at a time, and return the answers in order of address."""

    def one_host(group: list[str]) -> list[Answer]:
        with requests.Session() as session:
            return [ask(address, session) for address in group]

    ordered = sorted(wanted, key=lambda address: (host(address), address))
    groups = [list(group) for _, group in groupby(ordered, host)]
    with ThreadPoolExecutor(HOSTS) as pool:
        return [answer for answers in pool.map(one_host, groups) for answer in answers]


def snapshot(address: str, archive: str = AVAILABLE) -> str:
    """Return the address of the Internet Archive's copy of a page; empty if it names none."""
    try:
        reply = requests.get(archive, {"url": address}, headers=AGENT, timeout=SECONDS)
        return reply.json()["archived_snapshots"]["closest"]["url"]
    except (requests.RequestException, ValueError, LookupError, TypeError):
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


def probe(wanted: Iterable[str]) -> tuple[bool, int]:
    """Ask one address of each host, a few at a time, until any answers.

    Returns whether one did, and how many were tried: PROBES at most.
    """
    hosts = list({host(address): address for address in wanted if is_address(address)}.values())
    tried = 0
    for at in range(0, min(len(hosts), PROBES), HOSTS):
        some = hosts[at : min(at + HOSTS, PROBES)]
        tried += len(some)
        if any(answer.kind != SILENT for answer in check(some)):
            return True, tried
    return False, tried


def main() -> int:
    """Print the report. Returns 0 whatever the hosts say."""
    named = addresses()
    answered, tried = probe(named)
    if not answered:
        print(f"None of {tried} hosts that were tried answered.", end=" ")
        print("There seems to be no network: nothing was checked.")
        return 0
    print(f"Asking {len(named)} addresses; this takes some minutes.", flush=True)
    print(report(check(named), named))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
