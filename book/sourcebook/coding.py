"""The comparison: the codings as tables, what can be compared, and what lines up with what.

A *cell* is what one voice on one occasion says to one question. Silence is a value of its own.
"""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pandas as pd

from sourcebook import tables
from sourcebook.coding_check import NOT_STATED, check

__all__ = [
    "KEYS",
    "Lineup",
    "cells",
    "check",
    "compare",
    "conclusion",
    "confound",
    "coverage",
    "group_name",
    "heard",
    "lines_up",
    "matrix",
    "ordering",
    "pairs",
]

# What besides the voice may explain a difference: the column of the occasions, and its name.
KEYS = {
    "year": ("year", "year"),
    "listeners": ("audience_kind", "who listened"),
    "party": ("counterpart_kind", "who was met or called"),
    "question": ("question_status", "the question asked"),
}
AUDIENCE = ("listeners", "party")
# How the matrix calls groups whose bare value would not stand alone.
GROUPS = {
    ("party", "nobody"): "nobody met or called",
    ("question", "stated"): "question in the report",
    ("question", "known from elsewhere"): "question known from elsewhere",
    ("question", "not stated in this report"): "no question reported",
}


def group_name(key: str, value) -> str:
    """Return how a group of occasions is called: a key of KEYS and its value."""
    return GROUPS.get((key, str(value)), str(value))


def cells(group: str | None = None, folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return the codings, one line each, with their occasion and the codebook's labels.

    Arguments:
        group: ``"British"``, ``"other"``, or both if left out.

    The lines follow the order of the dimensions, then of the occasions.
    """
    occasions = tables.load("occasions", folder).rename(columns={"id": "occasion", "label": "who"})
    names = {"id": "dimension", "question": "asks"}
    dimensions = tables.load("dimensions", folder).rename(columns=names)
    labels = tables.load("codebook", folder)[["dimension", "value", "label"]]
    frame = tables.load("codings", folder).merge(labels, on=["dimension", "value"], how="left")
    frame = frame.merge(occasions, on="occasion").merge(dimensions, on="dimension")
    if group is not None:
        frame = frame[frame["group"] == group]
    order = pd.DataFrame({
        "dimension": frame["dimension"].map(_rank(dimensions["dimension"])),
        "occasion": frame["occasion"].map(_rank(occasions["occasion"])),
    })
    return frame.loc[order.sort_values(["dimension", "occasion"]).index].reset_index(drop=True)


def _rank(column: pd.Series) -> dict[str, int]:
    return {value: number for number, value in enumerate(column)}


def heard(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return the British cells in which something is stated or inferred."""
    frame = cells("British", folder)
    return frame[frame["value"] != NOT_STATED].reset_index(drop=True)


def matrix(
    group: str = "British", show: str = "label", folder: Path = tables.SEEDS
) -> pd.DataFrame:
    """Return dimensions by occasions.

    Arguments:
        group: whose occasions, ``"British"`` or ``"other"``.
        show: the column of ``cells`` that fills the matrix, such as ``"label"`` or ``"status"``.
    """
    frame = cells(group, folder)
    wide = frame.pivot(index="title", columns="who", values=show)
    wide = wide.loc[frame["title"].unique(), frame["who"].unique()]
    return wide.rename_axis(index=None, columns=None)


def compare(dimension: str, folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return what British voices say to one question: who, to whom, what, how firm, and where.

    Voices that are silent have no line, since silence cannot be compared with a position.

    Raises:
        KeyError: there is no such dimension.
    """
    if dimension not in tables.keys("dimensions", folder):
        known = ", ".join(tables.keys("dimensions", folder))
        raise KeyError(f"No dimension is called {dimension!r}. There are: {known}.")
    frame = heard(folder)
    frame = frame[frame["dimension"] == dimension].reset_index(drop=True)
    shown = frame[["year", "who", "counterpart_kind", "label", "status"]].copy()
    shown["paragraphs"] = [_paragraphs(evidence, folder) for evidence in frame["evidence"]]
    return shown.rename(columns={"who": "voice", "counterpart_kind": "met or called"})


def _paragraphs(evidence: str, folder: Path) -> str:
    rows = (tables.row("evidence", key, folder)["paragraph"] for key in evidence.split())
    return " ".join(dict.fromkeys(f"¶{row.removeprefix('p')}" for row in rows))


def coverage(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Count for each question the British voices that answer it in each year.

    The column ``both`` says whether there is anything to compare.
    """
    frame = heard(folder)
    years = sorted(cells("British", folder)["year"].unique())
    titles = tables.load("dimensions", folder)["title"]
    counts = pd.crosstab(frame["title"], frame["year"]).reindex(titles, columns=years, fill_value=0)
    counts["both"] = (counts > 0).all(axis=1)
    return counts.rename_axis(index=None, columns=None)


@dataclass(frozen=True)
class Lineup:
    """Whether the values of a dimension line up with a grouping of the occasions.

    ``kind`` is ``"apart"`` if several groups answer and no value stands in two of them,
    ``"shared"`` if one does, ``"one group"`` or ``"nobody"`` if there is nothing to compare.
    ``says`` puts it in a sentence.
    """

    kind: str
    says: str


def lines_up(dimension: str, key: str, folder: Path = tables.SEEDS) -> Lineup:
    """Say whether the British values of a dimension line up with a key of KEYS."""
    column, name = KEYS[key]
    frame = heard(folder)
    frame = frame[frame["dimension"] == dimension]
    parts = frame.groupby(column, sort=False)
    groups = {group_name(key, value): set(part["label"]) for value, part in parts}
    if not groups:
        return Lineup("nobody", "No British voice answers.")
    if len(groups) == 1:
        return Lineup("one group", f"Only one group answers: {next(iter(groups))}.")
    shared = [value for value in frame["label"].unique() if _count(value, groups) > 1]
    if not shared:
        return Lineup("apart", f"The values line up with {name}.")
    under = " and ".join(group for group, values in groups.items() if shared[0] in values)
    return Lineup("shared", f"No line-up with {name}: “{shared[0]}” stands under {under}.")


def _count(value: str, groups: dict[str, set[str]]) -> int:
    return sum(value in values for values in groups.values())


def _both(folder: Path) -> list[str]:
    frame, both = tables.load("dimensions", folder), coverage(folder)["both"]
    return [row.id for row in frame.itertuples() if both[row.title]]


def confound(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return, for each question answered in both years, what its values line up with.

    Columns are year, who listened, and who was met or called; True where the values line up.
    """
    title = tables.load("dimensions", folder).set_index("id")["title"]
    keys = ("year", *AUDIENCE)
    rows = {
        title[dimension]: {
            KEYS[key][1]: lines_up(dimension, key, folder).kind == "apart" for key in keys
        }
        for dimension in _both(folder)
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[KEYS[key][1] for key in keys])


def pairs(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Pair every answer of the first year with every answer of the second to the same question.

    The last columns say what else differs within the pair besides the year. If one pair differed
    in the year alone, year and audience could be told apart.
    """
    frame, rows = heard(folder), []
    for dimension in _both(folder):
        part = frame[frame["dimension"] == dimension]
        first = part[part["year"] == part["year"].min()]
        second = part[part["year"] == part["year"].max()]
        for one, two in product(first.to_dict("records"), second.to_dict("records")):
            rows.append({
                "question": one["title"],
                "first": one["who"],
                "second": two["who"],
                "same value": one["value"] == two["value"],
                "voice differs": one["speakers"] != two["speakers"],
                **{f"{KEYS[k][1]} differs": one[KEYS[k][0]] != two[KEYS[k][0]] for k in AUDIENCE},
            })
    return pd.DataFrame(rows)


def ordering(key: str, folder: Path = tables.SEEDS) -> str:
    """Say what comes to light when the occasions are ordered by a key of KEYS."""
    title = tables.load("dimensions", folder).set_index("id")["title"]
    kinds = {d: {k: lines_up(d, k, folder).kind for k in ("year", key)} for d in _both(folder)}
    lined = [d for d, kind in kinds.items() if kind[key] == "apart"]
    names = "; ".join(title[d] for d in lined) or "none"
    says = (
        f"Ordered by {KEYS[key][1]}. Values line up with it on {len(lined)} of the {len(kinds)} "
        f"questions that both years answer: {names}."
    )
    if key == "year":
        return says
    if key == "question":
        status = cells("British", folder).drop_duplicates("occasion")["question_status"]
        silent = int((status != "stated").sum())
        says += f" For {silent} of {len(status)} British occasions the report gives no question."
    also = sum(kinds[d]["year"] == "apart" for d in lined)
    return f"{says} {_of(also, len(lined))} of these line up with the year as well."


def _of(some: int, all_: int) -> str:
    return f"All {all_}" if some == all_ else f"{some} of {all_}" if some else "None"


def conclusion(folder: Path = tables.SEEDS) -> str:
    """Say, from the codings, how far year and audience can be told apart."""
    lined, crossed = confound(folder), pairs(folder)
    asked = len(tables.keys("dimensions", folder))
    by_year = lined[lined["year"]]
    also = int(by_year[[KEYS[key][1] for key in AUDIENCE]].any(axis=1).sum())
    # The voice counts as well: another speaker is another explanation.
    other = [column for column in crossed.columns if column.endswith(" differs")]
    alone = int((~crossed[other].any(axis=1)).sum())
    start = (
        f"British voices answer {len(lined)} of {asked} questions in both years. "
        f"The values line up with the year on {len(by_year)} of them; on {also} of those, also with "
        f"who listened or with who was met or called. Of {len(crossed)} pairs of answers across "
        f"the years, {alone or 'none'} {'differs' if alone == 1 else 'differ'} in the year alone"
    )
    if alone:
        return f"{start}. Such a pair can help to separate year from audience."
    voice = ": the voice differs in every one" if crossed["voice differs"].all() else ""
    return f"{start}{voice}. So these two reports cannot separate year from audience."
