"""The comparison: the codings as tables, and what can be compared.

A *cell* is what one voice on one occasion says to one question. Silence is a value of its own.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from sourcebook import tables
from sourcebook.coding_check import NOT_STATED, SETTINGS, check

__all__ = ["cells", "check", "compare", "coverage", "heard", "is_setting", "matrix", "ticks"]


def cells(group: str | None = None, folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return the codings, one line each, with their occasion and the codebook's labels.

    Arguments:
        group: ``"British"``, ``"other"``, or both if left out.

    The lines follow the order of the dimensions, then of the occasions.
    """
    frame = _all_cells(folder)
    if group is not None:
        frame = frame[frame["group"] == group]
    return frame.reset_index(drop=True)


@cache
def _all_cells(folder: Path) -> pd.DataFrame:
    occasions = tables.load("occasions", folder).rename(columns={"id": "occasion", "label": "who"})
    names = {"id": "dimension", "question": "asks"}
    dimensions = tables.load("dimensions", folder).rename(columns=names)
    labels = tables.load("codebook", folder)[["dimension", "value", "label"]]
    frame = tables.load("codings", folder).merge(labels, on=["dimension", "value"], how="left")
    frame = frame.merge(occasions, on="occasion").merge(dimensions, on="dimension")
    asked, told = frame["dimension"].map(_rank(dimensions["dimension"])), frame["occasion"]
    order = pd.DataFrame({"asked": asked, "told": told.map(_rank(occasions["occasion"]))})
    return frame.loc[order.sort_values(["asked", "told"]).index]


def _rank(column: pd.Series) -> dict[str, int]:
    return {value: number for number, value in enumerate(column)}


def heard(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return the British cells in which a position is stated or inferred.

    A setting (``is_setting``) is no position, so it is left out like a silence.
    """
    frame = cells("British", folder)
    answers = (frame["value"] != NOT_STATED) & ~is_setting(frame)
    return frame[answers].reset_index(drop=True)


def is_setting(frame: pd.DataFrame) -> pd.Series:
    """Return, for cells, which of them tell where a voice spoke and not what it wants."""
    return (frame["dimension"] + "/" + frame["value"]).isin(SETTINGS)


def ticks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with ✓ for every true value and – for every false one, for readers."""
    return frame.map(lambda value: {True: "✓", False: "–"}[value] if _is_bool(value) else value)


def _is_bool(value) -> bool:
    return pd.api.types.is_bool(value)


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

    Voices that are silent have no line, since silence cannot be compared with a position; a setting
    has none either.

    Raises:
        KeyError: there is no such dimension.
    """
    if dimension not in tables.keys("dimensions", folder):
        known = ", ".join(tables.keys("dimensions", folder))
        raise KeyError(f"No dimension is called {dimension!r}. There are: {known}.")
    frame = heard(folder)
    frame = frame[frame["dimension"] == dimension].reset_index(drop=True)
    shown = frame[["year", "who", "counterpart", "label", "status"]].copy()
    shown["counterpart"] = shown["counterpart"].fillna("none reported")
    shown["paragraphs"] = [_paragraphs(evidence, folder) for evidence in frame["evidence"]]
    names = {"who": "voice", "counterpart": "talks with", "label": "answer"}
    return shown.rename(columns=names | {"status": "how firm"})


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
