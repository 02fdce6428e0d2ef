"""Whether a role play is in order: its form, its sums, its rows, and that it keeps its secret."""

from collections import Counter
from functools import cache
from pathlib import Path

from pybtex.database import parse_file

from sourcebook import chapters, facts, tables
from sourcebook.faults import Fault, unreadable
from sourcebook.kit import files, form, roleplay_sizes, roleplay_sources, roleplays, words
from sourcebook.kit.roleplays import RolePlay
from sourcebook.tasks import text
from sourcebook.tasks.bank_form import Problems

MOST_WORDS = 135  # of a card, which has half a page
LEAST_MINUTES, MOST_MINUTES = 40, 50


def check(
    teach: Path = files.TEACH, book: Path = words.BOOK, seeds: Path = tables.SEEDS
) -> list[Fault]:
    """Return every fault of the role plays and of the rules that they share.

    Arguments:
        teach: the folder of the kit's texts.
        book: the folder of the pages.
        seeds: the folder of the tables.
    """
    if not roleplays.paths(teach):
        return []
    faults = _file(teach / roleplays.RULES, "roleplay-rules", book, seeds)
    for path in roleplays.paths(teach):
        faults += _file(path, "roleplay", book, seeds)
    return faults


def _file(path: Path, kind: str, book: Path, seeds: Path) -> list[Fault]:
    name = path.name if kind == "roleplay-rules" else f"roleplays/{path.name}"
    file = f"teach/{name}"
    teach = path.parent if kind == "roleplay-rules" else path.parents[1]
    if fault := unreadable(path, file):
        return [fault]
    try:
        data = files.parsed(path)
    except files.KitError as error:
        return [Fault(file, error.where, str(error), error.remedy)]
    if formal := list(form.errors(kind, data, teach)):
        return [Fault(file, place, said, form.REMEDY) for place, said in formal]
    found = list(_texts(data, book, seeds))
    if kind == "roleplay":
        play = RolePlay(data)
        found += [*_page(play, path, book), *_times(play), *_variants(play)]
        found += _named(play, book, seeds)
        # What a text prints can be told only if its rows are there, and a sum only of whole plans.
        later = (_cards(play), roleplay_sizes.problems(play), _secret(play, seeds))
        found += [] if found else [one for each in later for one in each]
    return [Fault(file, place, problem, remedy) for place, problem, remedy in found]


def check_handouts(known: list[str], teach: Path) -> list[Fault]:
    """Return which of the handouts that every role play has are not listed.

    Arguments:
        known: the ids of all handouts.
        teach: the folder of the kit's texts.
    """
    return [
        Fault(
            "teach/handouts.yml",
            "",
            f"There is no handout {path.stem}-{end}, which the role play needs.",
            "Add it, as the other role plays have theirs.",
        )
        for path in roleplays.paths(teach)
        for end in roleplays.COPIES
        if f"{path.stem}-{end}" not in known
    ]


def check_entry(entry: dict, teach: Path) -> Problems:
    """Check that a handout of a role play names one that is there."""
    known = [path.stem for path in roleplays.paths(teach)]
    if "roleplay" in entry and entry["roleplay"] not in known:
        remedy = f"Use: {', '.join(known) or 'none, as there is no role play'}."
        yield "roleplay", f"There is no role play {entry['roleplay']!r}.", remedy


def _texts(data: dict, book: Path, seeds: Path) -> Problems:
    for place, voice, written in words.texts(data):
        for problem, remedy in words.problems(written, voice, book, seeds):
            yield place, problem, remedy


def _page(play: RolePlay, path: Path, book: Path) -> Problems:
    if play.id != path.stem:
        yield "id", f"The id is {play.id!r}.", f"Call it {path.stem}, like its file."
    if path.stem not in chapters.listed(book):
        remedy = f"Write book/{path.stem}.md with the roleplay directive, and list it in _toc.yml."
        yield "", "The role play has no page.", remedy


def _times(play: RolePlay) -> Problems:
    for length, given in (("minutes", play["minutes"]), ("short", play["short_minutes"])):
        total = play.total(length)
        if total != given:
            problem = f"The steps take {total:g} minutes ({length}), and it says {given:g}."
            yield "steps", problem, "Correct a step or the sum."
    if not LEAST_MINUTES <= play["minutes"] <= MOST_MINUTES:
        remedy = f"Let it take {LEAST_MINUTES} to {MOST_MINUTES} minutes."
        yield "minutes", "It does not fit a lesson.", remedy
    for number, step in enumerate(play["steps"], 1):
        if step["short"] > step["minutes"]:
            remedy = "Let the short version of a step be no longer."
            yield f"steps/{number}", "Its short version is longer.", remedy


def _variants(play: RolePlay) -> Problems:
    """Each size once; its parts add up; every card is held, and each by one part alone."""
    sizes = [variant.pupils for variant in play.variants]
    if sorted(sizes) != list(roleplays.SIZES):
        wanted = ", ".join(map(str, roleplays.SIZES))
        yield "variants", f"The variants are for {sizes}.", f"Write one each for {wanted} pupils."
    known = {role["id"]: role.get("optional", False) for role in play.roles}
    for variant in play.variants:
        place = f"variants/{variant.pupils}"
        if variant.total != variant.pupils:
            problem = f"Its parts make {variant.total} pupils."
            yield place, problem, f"Let them make {variant.pupils}."
        held = Counter(name for part in variant.parts for name in part.roles)
        for name in held:
            if name not in known:
                yield place, f"There is no card {name!r}.", f"Use: {', '.join(known)}."
        for name, optional in known.items():
            if held[name] > 1:
                yield place, f"The card {name!r} is in two parts.", "Put it into one."
            elif not held[name] and not optional:
                remedy = "Give it to somebody, or mark the card as optional."
                yield place, f"Nobody holds the card {name!r}.", remedy


def _cards(play: RolePlay) -> Problems:
    for name, count in Counter(role["id"] for role in play.roles).items():
        if count > 1:
            yield f"roles/{name}", "Another card has the same id.", "Give each an id of its own."
    for role in play.roles:
        long = card_words(role)
        if long > MOST_WORDS:
            remedy = f"Cut it to {MOST_WORDS}: two cards share a page."
            yield f"roles/{role['id']}", f"The card has {long} words.", remedy
        yield from _points(role)


def _points(role: dict) -> Problems:
    """A list in brackets is cut at every comma, and what is cut off has no sign at its end."""
    for part in role["parts"]:
        for point in part["points"]:
            if not point.rstrip("*").endswith((";", ".", "?", "!")):
                remedy = "Write one want a line, behind a dash, with a semicolon or a full stop."
                yield f"roles/{role['id']}", f"A point breaks off: {point!r}.", remedy


def card_words(role: dict) -> int:
    """Return how many words a card prints."""
    return sum(len(_printed(said).split()) for _, _, said in words.texts(role))


def _printed(said: str, seeds: Path = tables.SEEDS) -> str:
    return text.plain(roleplays.unmarked(said, seeds))


def _named(play: RolePlay, book: Path, seeds: Path) -> Problems:
    """What briefing, cards and debrief rest on is there, and so is each member of the Council."""
    for name in dict.fromkeys(roleplay_sources.named(play)):
        if "/" in name:
            try:
                facts.find(name, seeds)
            except facts.FactError as error:
                yield "rows", str(error), error.remedy
        elif name not in _bibliography(book):
            remedy = "Use an entry of book/references.bib, or table/key for a row."
            yield "rows", f"The bibliography has no entry {name!r}.", remedy
    if "vote" not in play.data:
        return
    there = {
        key.rpartition("/")[2]
        for key in tables.keys("member_votes", seeds)
        if key.startswith(f"{play['vote']}/")
    }
    ours = {role["member"] for role in play.roles if "member" in role}
    for name in sorted(there - ours):
        yield "roles", f"No card is of {name}, a member.", "Write the card."
    for name in sorted(ours - there):
        yield "roles", f"{name} did not vote on {play['vote']}.", "Take the card out."


@cache
def _bibliography(book: Path) -> frozenset[str]:
    return frozenset(parse_file(str(book / "references.bib")).entries)


def _secret(play: RolePlay, seeds: Path) -> Problems:
    """What gives the outcome away stands in the debrief, and nowhere before it."""
    debrief = " ".join(_printed(said, seeds) for _, _, said in words.texts(play["debrief"]))
    for secret in play["secrets"]:
        if secret.casefold() not in debrief.casefold():
            remedy = "Name words that the debrief prints."
            yield "secrets", f"The debrief does not say {secret!r}.", remedy
        for place, said in roleplays.before_the_vote(play):
            if secret.casefold() in _printed(said, seeds).casefold():
                yield place, f"It gives the outcome away: {secret!r}.", "Say it in the debrief."
