"""What lines up with what: can the year be told apart from the audience?

Values *line up* with a grouping of the occasions if no value stands in two of its groups. With few
occasions that is easily so: it is a warning, not a finding. Settings and silences do not count.
"""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pandas as pd

from sourcebook import tables
from sourcebook.coding import cells, coverage, heard, is_setting

# What besides the voice may explain a difference: the column of the occasions, and its name.
KEYS = {
    "year": ("year", "year"),
    "listeners": ("audience_kind", "who listened"),
    "party": ("counterpart_kind", "the other party in talks"),
    "question": ("question_status", "the question asked"),
}
AUDIENCE = ("listeners", "party")
# Of the question only this is coded: whether it is known. So nothing lines up with it.
ORDER_ONLY = "question"
# How the matrix calls groups whose bare value would not stand alone.
GROUPS = {
    ("party", "nobody"): "no talks reported",
    ("party", "Assad’s opponents"): "a leader of the Syrian opposition",
    ("question", "stated"): "question in the report",
    ("question", "known from elsewhere"): "question known from elsewhere",
    ("question", "not stated in this report"): "no question reported",
}


def group_name(key: str, value) -> str:
    """Return how a group of occasions is called: a key of KEYS and its value."""
    return GROUPS.get((key, str(value)), str(value))


@dataclass(frozen=True)
class Lineup:
    """Whether the values of a dimension line up with a grouping of the occasions.

    ``kind`` is ``"apart"`` if several groups answer and no value stands in two of them,
    ``"shared"`` if one does, ``"one group"`` or ``"nobody"`` if there is nothing to compare, and
    ``"order only"`` for a key that sorts and claims nothing.
    ``says`` puts it in a sentence.
    """

    kind: str
    says: str


def lines_up(dimension: str, key: str, folder: Path = tables.SEEDS) -> Lineup:
    """Say whether the British values of a dimension line up with a key of KEYS."""
    column, name = KEYS[key]
    if key == ORDER_ONLY:
        return Lineup("order only", "Sorted only: the questions themselves cannot be compared.")
    frame = heard(folder)
    frame = frame[frame["dimension"] == dimension]
    parts = frame.groupby(column, sort=False)
    groups = {group_name(key, value): set(part["label"]) for value, part in parts}
    if not groups:
        return Lineup("nobody", "No British voice answers.")
    if len(groups) == 1:
        also = " A setting is not an answer." if _has_setting(dimension, folder) else ""
        return Lineup("one group", f"Only one group answers: {next(iter(groups))}.{also}")
    shared = [value for value in frame["label"].unique() if _count(value, groups) > 1]
    if not shared:
        return Lineup("apart", f"The values line up with {name}.")
    under = " and ".join(group for group, values in groups.items() if shared[0] in values)
    return Lineup("shared", f"No line-up with {name}: “{shared[0]}” stands under {under}.")


def _has_setting(dimension: str, folder: Path) -> bool:
    frame = cells("British", folder)
    return bool(is_setting(frame[frame["dimension"] == dimension]).any())


def _count(value: str, groups: dict[str, set[str]]) -> int:
    return sum(value in values for values in groups.values())


def _both(folder: Path) -> list[str]:
    frame, both = tables.load("dimensions", folder), coverage(folder)["both"]
    return [row.id for row in frame.itertuples() if both[row.title]]


def confound(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return, for each question answered in both years, what its values line up with.

    Columns are year, who listened, and the other party in talks; True where the values line up.
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
            rows.append(_pair(one, two))
    return pd.DataFrame(rows)


def _pair(one: dict, two: dict) -> dict:
    pair = {"question": one["title"], "first": one["who"], "second": two["who"]}
    pair["same value"] = one["value"] == two["value"]
    pair["voice differs"] = one["speakers"] != two["speakers"]
    for column, name in (KEYS[key] for key in AUDIENCE):
        pair[f"{name} differs"] = one[column] != two[column]
    return pair


def ordering(key: str, folder: Path = tables.SEEDS) -> str:
    """Say what comes to light when the occasions are ordered by a key of KEYS."""
    if key == ORDER_ONLY:
        return _ordered_by_question(folder)
    title = tables.load("dimensions", folder).set_index("id")["title"]
    kinds = {d: {k: lines_up(d, k, folder).kind for k in ("year", key)} for d in _both(folder)}
    lined = [d for d, kind in kinds.items() if kind[key] == "apart"]
    names = "; ".join(title[d] for d in lined) or "none"
    says = (
        f"Ordered by {KEYS[key][1]}. Both years answer {len(kinds)} questions. On {len(lined)} of "
        f"them the answers line up, so that no value stands in two groups: {names}."
    )
    if key == "year":
        return says
    also = sum(kinds[d]["year"] == "apart" for d in lined)
    return f"{says} {_of(also, len(lined))} of these line up with the year as well."


def _ordered_by_question(folder: Path) -> str:
    status = cells("British", folder).drop_duplicates("occasion")["question_status"]
    silent = int((status != "stated").sum())
    return (
        f"Ordered by {KEYS[ORDER_ONLY][1]}. For {silent} of {len(status)} British occasions the "
        "report gives no question. So only whether a question is known can be compared, and we "
        "claim no line-up from it."
    )


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
        f"The values line up with the year on {len(by_year)} of them; on {also} of those, also "
        f"with who listened or with the other party in talks. Of {len(crossed)} pairs of answers "
        f"across the years, {alone or 'none'} {'differs' if alone == 1 else 'differ'} in the year "
        "alone"
    )
    if alone:
        return f"{start}. Such a pair can help to separate year from audience."
    voice = ": the voice differs in every one" if crossed["voice differs"].all() else ""
    return f"{start}{voice}. So these two reports cannot separate year from audience."
