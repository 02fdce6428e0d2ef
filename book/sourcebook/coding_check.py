"""Faults in the codebook, the codings and the occasions that no table description can see."""

import re
from pathlib import Path

from sourcebook import evidence, facts, quotations, sources, tables
from sourcebook.faults import Fault
from sourcebook.text import find

NOT_STATED = "not-stated"
SPOKEN, SILENT = ("stated", "inferred"), ("not stated in this report", "known from elsewhere")
ELSEWHERE = SILENT[1]
# Values that tell where something was said and not what was wanted: shown, and never compared.
SETTINGS = ("forum/bilateral", "parliament/place")
SETTING_LABEL = "Setting: "
MOST_VALUES = 7
QUOTED = re.compile(r"“([^”]*)”")
ONE_SENTENCE = re.compile(r"[^.!?]+\.")  # a table's sentence has no full stop but its last

Problems = list[tuple[str, str]]


def check(folder: Path = tables.SEEDS) -> list[Fault]:
    """Check codebook, occasions and codings, and return every fault."""
    return _codebook(folder) + _occasions(folder) + _codings(folder)


def _rows(name: str, folder: Path) -> list[dict[str, str]]:
    return [tables.row(name, key, folder) for key in tables.keys(name, folder)]


def _as_faults(table: str, where: str, problems: Problems) -> list[Fault]:
    return [Fault(f"seeds/{table}.csv", where, problem, remedy) for problem, remedy in problems]


def _codebook(folder: Path) -> list[Fault]:
    faults = []
    for dimension in tables.keys("dimensions", folder):
        rows = [r for r in _rows("codebook", folder) if r["dimension"] == dimension]
        problems = []
        if len(rows) > MOST_VALUES:
            problems.append((f"It has {len(rows)} values.", f"Keep to {MOST_VALUES} or fewer."))
        if NOT_STATED not in {r["value"] for r in rows}:
            problems.append(("Silence has no value.", f"Add the value {NOT_STATED}."))
        if len({r["label"] for r in rows}) < len(rows):
            problems.append(("Two values have one label.", "Give each value its own label."))
        problems += [fault for r in rows for fault in _setting(r)]
        faults += _as_faults("codebook", f"dimension {dimension}", problems)
    return faults


def _setting(row: dict[str, str]) -> Problems:
    value = f"{row['dimension']}/{row['value']}"
    if row["label"].startswith(SETTING_LABEL) == (value in SETTINGS):
        return []
    remedy = f"Begin the labels of {' and '.join(SETTINGS)} with “{SETTING_LABEL}”, and no others."
    return [(f"The label of {value} does not tell a setting from a position.", remedy)]


def _occasions(folder: Path) -> list[Fault]:
    faults = []
    for row in _rows("occasions", folder):
        problems = []
        for key in row["acts"].split():
            act = _evidence(key, folder)
            if act is None or act["source"] != row["source"] or act["speaker"] != "pa":
                problem = f"{key} is not a row of the reporter's words in {row['source']}."
                problems.append((problem, "List only rows in which the reporter tells an act."))
        known = row["question_status"] == ELSEWHERE
        if known != bool(row["question_row"]):
            problem = "A question known from elsewhere has a row, and no other question has one."
            problems.append((problem, "Name the row that has the question, or correct the status."))
        elif known:
            problems += _row_exists(row["question_row"], folder)
        faults += _as_faults("occasions", f"row {row['id']}", problems)
    return faults


def _codings(folder: Path) -> list[Fault]:
    there = {(r["occasion"], r["dimension"]): r for r in _rows("codings", folder)}
    faults = []
    for occasion in _rows("occasions", folder):
        for dimension in tables.keys("dimensions", folder):
            row = there.get((occasion["id"], dimension))
            where = f"row {occasion['id']}/{dimension}"
            missing = [("The cell is missing.", "Add a row, even if the report is silent.")]
            problems = _cell(row, occasion, folder) if row else missing
            faults += _as_faults("codings", where, problems)
    return faults


def _cell(row: dict[str, str], occasion: dict[str, str], folder: Path) -> Problems:
    value = f"{row['dimension']}/{row['value']}"
    problems = []
    if value not in tables.keys("codebook", folder):
        problems.append((f"The codebook has no value {value}.", "Use one of its values."))
    problems += _status(row)
    for key in row["evidence"].split():
        problems += _rests_on(key, occasion, folder)
    problems += _reason(row, occasion, folder)
    return problems + _outside(row, occasion, folder)


def _status(row: dict[str, str]) -> Problems:
    status, cited = row["status"], row["evidence"].split()
    if status not in SPOKEN + SILENT:
        return [(f"There is no status {status!r}.", f"Use one of: {', '.join(SPOKEN + SILENT)}.")]
    problems = []
    if (status in SILENT) != (row["value"] == NOT_STATED):
        problem = f"The value {row['value']} does not fit the status “{status}”."
        problems.append((problem, "A silent cell has the value not-stated, and no other has it."))
    if status in SPOKEN and not cited:
        problem = f"The cell is {status} and rests on no evidence."
        problems.append((problem, "Name its evidence rows, or code it as not stated."))
    if status in SILENT and cited:
        problem = f"The status is “{status}”, but evidence is named: {' '.join(cited)}."
        problems.append((problem, "Drop the evidence, or code what it states."))
    return problems


def _evidence(key: str, folder: Path) -> dict[str, str] | None:
    if key not in tables.keys("evidence", folder):
        return None
    return tables.row("evidence", key, folder)


def _rests_on(key: str, occasion: dict[str, str], folder: Path) -> Problems:
    row, voice = _evidence(key, folder), occasion["speakers"]
    if row is None:
        return [(f"There is no evidence row {key}.", "See seeds/evidence.csv.")]
    if row["source"] != occasion["source"]:
        problem = f"{key} is a row of {row['source']}, another report."
        return [(problem, "A cell rests on its own report alone.")]
    if row["speaker"] == voice or key in occasion["acts"].split():
        return []
    if row["speaker"] in evidence.FRAMING:
        problem = f"{key} is in the words of {row['speaker']} and tells no act of {voice}."
        return [(problem, "Name the voice's own words, or a row listed under its acts.")]
    side = tables.row("people", row["speaker"], folder)["side"]
    if occasion["group"] == "British" and side != "british":
        problem = f"{key} is {row['speaker']}'s, and {row['speaker']} is not a British voice."
        return [(problem, "Words of other parties are never evidence for a British position.")]
    problem = f"{key} is {row['speaker']}'s, not {voice}'s."
    return [(problem, "Each voice answers for itself: cite it under its own occasion.")]


def _reason(row: dict[str, str], occasion: dict[str, str], folder: Path) -> Problems:
    reason = row["reason"].strip()
    if not reason:
        return [("The cell has no reason.", "Say in one sentence why this value and no other.")]
    problems = _one_sentence("reason", reason)
    for words in QUOTED.findall(reason):
        if not any(find(words, text) for text in _texts(row, occasion, folder)):
            problem = f"“{words}” in the reason is not in the cell's evidence."
            problems.append((problem, "Quote the evidence rows, or use your own words."))
    for words, anchor in quotations.borrowed(QUOTED.sub(" ¦ ", reason), folder):
        problem = f"The reason uses the report's words “{words}” ({anchor}) as its own."
        problems.append((problem, "Quote them, or say it in your own words."))
    return problems


def _texts(row: dict[str, str], occasion: dict[str, str], folder: Path) -> list[str]:
    """Return the words that a reason may quote: the cell's evidence, or all of a silent voice's."""
    cited = row["evidence"].split()
    rows = ((key, _evidence(key, folder)) for key in tables.keys("evidence", folder))
    return [
        r["words"]
        for key, r in rows
        if (key in cited if cited else (r["source"], r["speaker"]) == _voice(occasion))
    ]


def _voice(occasion: dict[str, str]) -> tuple[str, str]:
    return occasion["source"], occasion["speakers"]


def _one_sentence(what: str, text: str) -> Problems:
    if ONE_SENTENCE.fullmatch(text):
        return []
    return [(f"The {what} is not one sentence.", "Write one sentence that ends in a full stop.")]


def _row_exists(target: str, folder: Path) -> Problems:
    try:
        facts.find(target, folder)
    except facts.FactError as error:
        return [(str(error), error.remedy)]
    return []


def _outside(row: dict[str, str], occasion: dict[str, str], folder: Path) -> Problems:
    target, says = row["outside"], row["outside_says"].strip()
    if (row["status"] == ELSEWHERE) != bool(target):
        if target:
            return [("An outside row stands beside a cell with another status.", _ONLY_ELSEWHERE)]
        return [("Known from elsewhere, but no row is named.", "Name it, as positions/id.")]
    if not target:
        return [("A sentence about an outside row, but no row.", "Name it.")] if says else []
    missing = _row_exists(target, folder)
    if missing:
        return missing
    problems = _one_sentence("sentence on the outside row", says)
    cells = facts.find(target, folder).cells
    names = occasion["known_through"].split("; ")
    if not set(names) & {cells.get("speaker"), *cells.get("actors", "").split("; ")}:
        problem = f"{target} is not about {' or '.join(names)}."
        problems.append((problem, "An outside row speaks for the same voice, or its minister."))
    if not any(name in says for name in names):
        problem = "The sentence on the outside row does not name the voice."
        problems.append((problem, f"Name {' or '.join(names)} in it."))
    if cells["date"] > sources.report(occasion["source"], folder).card["inferred_to"]:
        problem = f"{target} is later than the report."
        problems.append((problem, "Use what was known by then: hindsight is no position."))
    return problems


_ONLY_ELSEWHERE = "Outside rows belong to cells that are known from elsewhere, and to no other."
