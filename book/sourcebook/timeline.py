"""The timeline: names of its themes, the rule of its filter, and where the reports stand in it."""

from collections.abc import Collection

import pandas as pd

# From Syria outwards, the British side last: it stands next to the office-holders.
THEMES = {
    "conflict": "Fighting in Syria",
    "humanitarian": "People in need",
    "opposition": "Syrian opposition",
    "isil": "Islamic State",
    "russia": "Russia",
    "diplomacy": "Diplomacy",
    "un": "United Nations",
    "uk-government": "British Government",
    "uk-parliament": "British Parliament",
}
WINDOW = (pd.Timestamp("2011-03-01"), pd.Timestamp("2016-04-30"))


def actors(cell: str) -> list[str]:
    """Return the names in a cell of the column ``actors``."""
    return [name.strip() for name in cell.split(";") if name.strip()]


def chosen(
    events: pd.DataFrame, themes: Collection[str] = (), actor: str = "", until: str = ""
) -> list[str]:
    """Return the ids of the events that a filter leaves, in their order.

    Arguments:
        events: the table of events.
        themes: themes to keep; all if empty.
        actor: a name that must be among the actors; anyone if empty.
        until: an ISO date after which nothing is kept; no bound if empty.
    """
    kept = events
    if themes:
        kept = kept[kept["theme"].isin(list(themes))]
    if actor:
        kept = kept[[actor in actors(cell) for cell in kept["actors"]]]
    if until:
        kept = kept[kept["date"] <= pd.Timestamp(until)]
    return kept["id"].tolist()


def day(value) -> str:
    """Return a date in words, such as ``8 February 2012``."""
    when = pd.Timestamp(value)
    return f"{when.day} {when:%B %Y}"


def reports(sources: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the reports with the event that each tells of, in order of its day.

    Columns: ``source`` and ``short`` of the report, ``event`` (an id) and its ``date``.
    """
    found = sources[["id", "short", "known_date_row"]].rename(columns={"id": "source"})
    found["event"] = found.pop("known_date_row").str.removeprefix("events/")
    dates = events.set_index("id")["date"]
    found["date"] = [dates[event] for event in found["event"]]
    return found.sort_values("date").reset_index(drop=True)


def periods(events: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return how many events of each theme fall before, between and after the two reports.

    The day of a report counts with what came before it.
    """
    first, second = reports["date"]
    names = ["Before the first", "Between", "After the second"]
    bounds = [WINDOW[0], first, second, WINDOW[1]]
    spans = pd.cut(events["date"], bounds, labels=names, include_lowest=True)
    counts = pd.crosstab(events["theme"].map(THEMES), spans)
    ordered = counts.reindex(list(THEMES.values()), fill_value=0)
    return ordered.rename_axis(index=None, columns=None)
