"""Checks of form for the chart of a learner's own, where there is no single right answer."""

import re

from sourcebook.grading.checks import demand, found, plain

FEWEST = 5  # rows worth a chart
CAPTION, LIMIT = 8, 6  # words at least
DAYS = ("date", "fieldwork_end", "published")


def rows(frame, choose, allowed: list[str]) -> None:
    """Check which rows of a table a chart is to show.

    Arguments:
        frame: the table, or ``None`` where the name is not one of those allowed.
        choose: the learner's function from the table to the rows.
        allowed: names of the tables to choose from.

    Raises:
        Wrong: the rows are too few, or not the table's own.
    """
    names = ", ".join(allowed)
    hint = "The table that you chose has another name than those allowed."
    demand(frame is not None, "another table, or none", f"one of {names}.", hint)
    chosen, kind = choose(frame), "rows of that table, with all their columns."
    demand(hasattr(chosen, "columns"), found(chosen), kind, "Does choose end with return?")
    few = f"What choose returns has fewer than five rows: {len(chosen)}."
    demand(len(chosen) >= FEWEST, found(chosen), "five rows or more.", few)
    own = set(map(str, plain(frame)))
    hint = "There are rows that do not stand in the table. Choose rows; do not change them."
    demand(all(str(row) in own for row in plain(chosen)), found(chosen), kind, hint)
    print("✓ rows: chosen from the table.")


def drawing(draw, chosen) -> None:
    """Check that a chart has titles and shows the rows that it is given.

    Arguments:
        draw: the learner's function from rows to a Plotly figure.
        chosen: the rows.

    Raises:
        Wrong: it is no figure, an axis has no title, or the marks are not the rows'.
    """
    figure = draw(chosen)
    kind = "a Plotly figure with one mark or bar for each row."
    demand(hasattr(figure, "to_plotly_json"), found(figure), kind, "Does draw end with return?")
    for axis in ("xaxis", "yaxis"):
        title = str(getattr(figure.layout, axis).title.text or "")
        hint = "Name what is counted and its unit, as in the worked example."
        demand(len(title) > 2, f"no title at the {axis}", "a title at both axes.", hint)
    marks = _marks(figure)
    hint = "Does each row of the chosen table become one mark?"
    demand(len(marks) >= len(chosen), f"{len(marks)} marks for {len(chosen)} rows", kind, hint)
    cells = {str(cell) for row in plain(chosen) for _, cell in row["pairs"]}
    strange = [mark for mark in marks if not {str(plain(one)) for one in mark} <= cells]
    hint = "Draw with numbers from the rows, as they stand in the columns."
    demand(not strange, f"{len(strange)} marks whose values stand in no row", kind, hint)
    fewer = chosen.iloc[: max(len(chosen) // 2, 1)]
    short = _marks(draw(fewer))
    follows = len(short) < len(marks) or len(fewer) == len(chosen)
    hint = "The chart does not follow its rows. Use the rows that draw is given, and no others."
    demand(follows, f"as many marks for {len(fewer)} rows as for {len(chosen)}", kind, hint)
    print("✓ draw: every row is a mark, and the axes have titles.")


def _marks(figure) -> list[tuple]:
    """The marks of all traces; a count that Plotly makes itself, as in a histogram, has no y."""
    return [
        pair
        for trace in figure.data
        if getattr(trace, "x", None) is not None and getattr(trace, "y", None) is not None
        for pair in zip(trace.x, trace.y, strict=False)
    ]


def words(said, chosen) -> None:
    """Check question, caption and limits of a chart.

    Arguments:
        said: a dictionary with ``question``, ``caption`` and ``limits``.
        chosen: the rows that the chart shows.

    Raises:
        Wrong: one of the three is missing or not of the form asked for.
    """
    kind = "a dictionary with question, caption and limits."
    whole = isinstance(said, dict) and {"question", "caption", "limits"} <= set(said)
    demand(whole, found(said), kind, "Look at the names of the three entries.")
    question, caption, limits = (said[key] for key in ("question", "caption", "limits"))
    hint = "A question ends with a question mark. Ask what the chart can answer."
    demand(str(question).strip().endswith("?"), found(question), "one question.", hint)
    hint = "A caption says what is seen; it does not ask again."
    long = len(str(caption).split()) >= CAPTION and "?" not in str(caption)
    demand(long, found(caption), f"a sentence of {CAPTION} words or more.", hint)
    years = _years(chosen)
    named = set(re.findall(r"\b\d{4}\b", str(caption)))
    hint = "The caption does not name the years of its rows: look at the first and the last day."
    demand({years[0], years[-1]} <= named, found(caption), "the years that the rows span.", hint)
    sentences = limits if isinstance(limits, (list, tuple)) else []
    full = {str(one).strip() for one in sentences if len(str(one).split()) >= LIMIT}
    hint = f"Write two different sentences of {LIMIT} words or more about what is not shown."
    demand(len(full) >= 2, found(limits), "a list of two sentences or more.", hint)
    print("✓ words: a question, a caption and limits. A person reads them.")


def _years(chosen) -> list[str]:
    column = next(name for name in DAYS if name in chosen.columns)
    return sorted({str(day.year) for day in chosen[column].dropna()})


def addresses(function, chosen) -> None:
    """Check that the sources of the rows are named, each once and in order.

    Raises:
        Wrong: they are not.
    """
    given, kind = function(chosen), "a list of addresses, each once, in the order of the rows."
    demand(isinstance(given, list), found(given), kind, "Does addresses end with return?")
    hint = "An address stands there more than once."
    demand(len(given) == len(set(given)), f"{len(given)} addresses", kind, hint)
    right = list(dict.fromkeys(chosen["source_url"]))
    hint = "Look at the column source_url of the rows that the chart shows, and of no others."
    demand(set(given) == set(right), f"{len(given)} addresses", kind, hint)
    hint = "They are not in the order of the rows. A set forgets the order."
    demand(given == right, f"{len(given)} addresses", kind, hint)
    print("✓ addresses: every source of the rows.")
