"""A table becomes a Plotly figure: who is given the words of a report, and in which order.

``intervals``, the chart of dates, stands in ``spans``; what all charts share stands in ``marks``.
"""

import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from sourcebook.evidence import DIRECT, HEADLINE, REPORTED, REPORTER
from sourcebook.marks import finish, key, lanes, marker
from sourcebook.spans import intervals

__all__ = ["finish", "intervals", "running_order", "words_by_speaker"]

SIDES = {
    "british": "var(--sb-british)",
    "russian": "var(--sb-russian)",
    "syrian-opposition": "var(--sb-syrian)",
    "syrian-government": "var(--sb-syrian)",
    "reporter": "var(--sb-reporter)",
}
MODES = (DIRECT, REPORTED, REPORTER, HEADLINE)
PART = ["source", "paragraph", "speaker", "side", "mode"]


def words_by_speaker(
    counts: pd.DataFrame, names: Mapping[str, str], *, id: str, caption: str
) -> go.Figure:
    """Draw how many words of one report each voice is given, and in which mode.

    Arguments:
        counts: ``sourcebook.word_counts(source)`` of one report.
        names: a name for each speaker id.
        id, caption: see ``finish``.

    A brick is what one speaker has in one mode in one paragraph; a bar is all bricks of a speaker.
    Those who are reported come first, most words first; then the reporter and the headline.
    """
    bricks = counts.groupby(PART, sort=False)["words"].sum().reset_index()
    sums = bricks.groupby(["speaker", "side"], sort=False)["words"].sum().reset_index()
    sums["frames"] = sums["side"] == "reporter"
    sums = sums.sort_values(["frames", "words"], ascending=[True, False], kind="stable")
    bars, total = sums["speaker"].tolist(), int(counts["words"].sum())
    ranks = {"speaker": bars.index, "mode": MODES.index}
    bricks = bricks.sort_values(
        ["speaker", "mode"], key=lambda column: column.map(ranks[column.name]), kind="stable"
    ).reset_index(drop=True)
    figure = _brick_chart(bricks, names, [names[speaker] for speaker in bars])
    figure.add_scatter(
        mode="text",
        x=sums["words"].tolist(),
        y=[names[speaker] for speaker in bars],
        text=[f"\N{NO-BREAK SPACE}{n} of {total}" for n in sums["words"]],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
    # Whole tenths of the report, so that charts of two reports compare share with share.
    longest = math.ceil(10 * sums["words"].max() / total) / 10 * total
    figure.update_layout(
        barmode="stack",
        xaxis={"title": {"text": f"words, of {total} in the report"}, "range": [0, longest]},
    )
    alt = f"Words of {total} given to each voice: {_sums(bricks, names)}."
    return finish(figure, id=id, caption=caption, alt=alt, **_table(bricks, names))


def running_order(
    counts: pd.DataFrame, names: Mapping[str, str], *, id: str, caption: str
) -> go.Figure:
    """Draw in which order the voices of one report come, from its first word to its last.

    Arguments: as for ``words_by_speaker``. A lane is a speaker, a brick is a turn: words that
    follow one another in one paragraph, from one speaker, in one mode. Lanes are in order of entry.
    """
    change = (counts[PART] != counts[PART].shift()).any(axis=1).cumsum()
    turns = counts.groupby([change.rename("turn"), *PART], sort=False)["words"].sum().reset_index()
    turns["start"] = turns["words"].cumsum() - turns["words"]
    entries = [names[speaker] for speaker in dict.fromkeys(turns["speaker"])]
    figure = _brick_chart(turns, names, entries)
    figure.update_layout(
        barmode="overlay",
        xaxis={
            "title": {"text": "words from the start of the report"},
            "range": [0, int(counts["words"].sum())],
        },
    )
    said = (f"{names[turn.speaker]} {turn.words} ({turn.mode})" for turn in turns.itertuples())
    alt = f"The turns in the order of reading, each with its number of words: {', '.join(said)}."
    return finish(figure, id=id, caption=caption, alt=alt, **_table(turns, names))


def _brick_chart(bricks: pd.DataFrame, names: Mapping[str, str], bars: list[str]) -> go.Figure:
    """Bricks in the colour of their side, hatched where speech is reported.

    The page's theme gives the other modes their patterns and the key an entry for each mode shown.
    """
    if bricks["source"].nunique() != 1:
        raise ValueError("a chart of words takes the counts of one report")
    parts = ((mode, bricks[bricks["mode"] == mode]) for mode in MODES)
    figure = go.Figure([_brick_bar(mode, part, names) for mode, part in parts if len(part)])
    figure.add_traces([key(DIRECT, bars[0]), key(REPORTED, bars[0], hatched=True)])
    return figure.update_layout(yaxis=lanes(bars))


def _brick_bar(mode: str, part: pd.DataFrame, names: Mapping[str, str]) -> go.Bar:
    colours = ["var(--sb-headline)" if mode == HEADLINE else SIDES[side] for side in part["side"]]
    return go.Bar(
        name=mode,
        orientation="h",
        x=part["words"].tolist(),
        y=[names[speaker] for speaker in part["speaker"]],
        base=part["start"].tolist() if "start" in part else None,
        customdata=part.index.tolist(),
        marker=marker(colours, hatched=mode == REPORTED),
        text=[f"{_place(b.paragraph)}, {_words(b.words)}" for b in part.itertuples()],
        textposition="none",
        hovertemplate=f"<b>%{{y}}</b><br>{mode}, %{{text}}<extra></extra>",
        showlegend=False,
    )


def _place(paragraph: str) -> str:
    return paragraph if paragraph == "headline" else f"¶{paragraph.removeprefix('p')}"


def _words(n: int) -> str:
    return f"{n} word" if n == 1 else f"{n} words"


def _sums(bricks: pd.DataFrame, names: Mapping[str, str]) -> str:
    said = []
    for speaker, own in bricks.groupby("speaker", sort=False):
        modes = own.groupby("mode", sort=False)["words"].sum().items()
        each = ", ".join(f"{n} {mode}" for mode, n in modes)
        said.append(f"{names[speaker]} {own['words'].sum()} ({each})")
    return "; ".join(said)


def _table(bricks: pd.DataFrame, names: Mapping[str, str]) -> dict:
    total = int(bricks["words"].sum())
    return {
        "columns": ["Speaker", "Mode", "Words", f"Share of {total}"],
        "rows": [
            [names[brick.speaker], brick.mode, int(brick.words), f"{brick.words / total:.1%}"]
            for brick in bricks.itertuples()
        ],
        "links": [f"{brick.source}#{brick.paragraph}" for brick in bricks.itertuples()],
    }
