"""The facts of the dating task: those to choose from, those that each clue needs, and its key."""

from sourcebook import dating, facts, sources, tables
from sourcebook.text import normalise

# True, near in time, and of no use for a date: what a learner who only looks for days may take.
DISTRACTORS = ("events/corbyn-elected", "events/fac-report", "events/unscr-2249")
# Talk of a round that was not held: it weakens the forecast, and turns no words into days.
NO_DATE = "events/vienna-second-round-rumour"
TRAP = "trap"  # the kind of a clue whose fact fits a reading that is wrong
READINGS = {
    "hard": "The hard clues alone",
    "forecast": "With the forecast",
    "denial": "With the denial too, probably",
}


def pool() -> list[str]:
    """Return the facts to choose from: those of all clues and some that date nothing, by day."""
    named = [row for key in tables.keys("clues") for row in _named(key)]
    found = [*dict.fromkeys(named), *DISTRACTORS]
    cells = {row: facts.find(row).cells for row in found}
    return sorted(found, key=lambda row: cells[row].get("date") or cells[row]["start"])


def _named(clue: str) -> list[str]:
    return tables.row("clues", clue)["facts"].split()


def fits(clue: str) -> list[str]:
    """Return the facts that turn a clue into days."""
    return [row for row in _named(clue) if row != NO_DATE]


def words(row: dict[str, str]) -> str:
    """Return the words of a clue, or what stands for them where it is a silence."""
    return f"“{normalise(row['words'])}”" if row["words"] else "Nothing about Paris"


def place(row: dict[str, str]) -> tuple[str, str, str] | None:
    """Return where a clue's words stand: report, paragraph, its number; None for a silence."""
    if not row["words"]:
        return None
    source, _, paragraph = dating.anchor(row["evidence"]).partition("#")
    return source, paragraph, sources.report(source).paragraphs[paragraph].number


def key() -> list[tuple[str, str]]:
    """Return what a teacher needs: each clue with its facts, then the days that clues leave."""
    there, found = pool(), []
    for name in tables.keys("clues"):
        row = tables.row("clues", name)
        each = (f"{there.index(one) + 1}. {facts.sentence(facts.find(one))}" for one in fits(name))
        trap = "A trap: the fact fits, the reading does not. " if row["kind"] == TRAP else ""
        found.append((words(row), trap + " ".join(each)))
    clues = tables.load("clues")
    for name, chosen in dating.readings(clues).items():
        found.append((READINGS[name], f"{dating.interval(clues, chosen)}."))
    return found
