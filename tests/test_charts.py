import json
import re

import pandas as pd
import pytest

import sourcebook as sb
from builds import slugs
from sourcebook import charts, facts, sources, stills, svg

HL, HK = "hague-lavrov-2012", "hammond-khoja-2015"
NAMES = sb.load("people").set_index("id")["name"].to_dict()
NOTEBOOKS = sorted(stills.BOOK.glob("*.ipynb"))
FIGURES = [figure for notebook in NOTEBOOKS for figure in stills.figures(notebook)]
KINDS = [charts.words_by_speaker, charts.running_order]


def drawn(kind, source):
    return kind(sb.word_counts(source), NAMES, id="some-chart", caption="Who speaks?")


def bricks(figure):
    return [trace for trace in figure.data if trace.customdata is not None]


def clue(label, earliest, latest, strength="hard", left=("2015-10-30", "2015-11-13")):
    return {
        "label": label, "earliest": earliest, "latest": latest, "strength": strength,
        "left_from": left[0], "left_to": left[1], "anchor": f"{HK}#p6",
    }  # fmt: skip


def clues(*rows):
    return charts.intervals(pd.DataFrame(rows), id="dates", caption="When?", alt="Days.")


@pytest.mark.parametrize("source", [HL, HK])
@pytest.mark.parametrize("kind", KINDS)
def test_bricks_add_up_to_the_report(kind, source):
    """Bricks, and the rows of the table, add up to every word of the report."""
    total = int(sb.word_counts(source)["words"].sum())
    figure = drawn(kind, source)
    assert sum(sum(trace.x) for trace in bricks(figure)) == total
    assert sum(row[2] for row in figure.layout.meta["rows"]) == total
    assert f"of {total}" in figure.layout.meta["columns"][3]


@pytest.mark.parametrize("source", [HL, HK])
@pytest.mark.parametrize("kind", KINDS)
def test_each_brick_shows_its_own_row(kind, source):
    """A mark's number leads to the row of the same speaker, mode and number of words."""
    figure = drawn(kind, source)
    rows = figure.layout.meta["rows"]
    seen = []
    for trace in bricks(figure):
        for row, name, words in zip(trace.customdata, trace.y, trace.x, strict=True):
            assert rows[row][:3] == [name, trace.name, words]
            seen.append(row)
    assert sorted(seen) == list(range(len(rows)))


@pytest.mark.parametrize("source", [HL, HK])
def test_turns_follow_one_another(source):
    """In the running order each turn begins where the one before it ends."""
    figure = drawn(charts.running_order, source)
    turns = sorted((t.base[i], t.x[i]) for t in bricks(figure) for i in range(len(t.x)))
    at = 0
    for start, words in turns:
        assert start == at
        at += words
    assert at == figure.layout.xaxis.range[1]


def test_reported_speech_is_hatched_and_nothing_else():
    """In the figure, before the theme adds to it, reported speech alone is hatched."""
    traces = drawn(charts.words_by_speaker, HL).data
    hatched = {t.name for t in traces if t.type == "bar" and t.marker.pattern.shape}
    assert hatched == {"reported speech"}


def test_a_bar_gives_its_count_and_what_it_is_part_of():
    """Beside each bar stands the count with its denominator."""
    label = next(t for t in drawn(charts.words_by_speaker, HL).data if t.type == "scatter")
    said = dict(zip(label.y, label.text, strict=True))
    assert said["William Hague"].strip() == "17 of 226"


@pytest.mark.parametrize("kind", KINDS)
def test_two_reports_in_one_chart_are_refused(kind):
    """Words of two reports are not added together unnoticed."""
    with pytest.raises(ValueError, match="one report"):
        kind(sb.word_counts(), NAMES, id="both", caption="Who?")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f["layout"]["meta"]["id"])
def test_every_chart_of_the_book_is_whole(figure):
    """Each chart has a question, words for who cannot see it, data, and links to real passages,
    rows or events."""
    meta = figure["layout"]["meta"]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", meta["id"])
    assert meta["caption"].endswith("?") and len(meta["alt"]) > 80
    assert all(len(row) == len(meta["columns"]) for row in meta["rows"])
    for anchor in filter(None, meta["links"]):
        page, _, place = anchor.partition("#")
        if anchor.startswith("row:"):
            assert facts.addresses(facts.find(anchor.removeprefix("row:")))
        elif page in sources.ids():
            assert place in sb.report(page).paragraphs
        else:  # another place of the book; the tests of the site follow every link
            assert page in slugs() and place


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f["layout"]["meta"]["id"])
def test_no_look_in_the_figure(figure):
    """A figure holds no stock look of Plotly's and no colour but CSS variables."""
    assert "template" not in figure["layout"]
    assert not re.search(r'"(#[0-9a-fA-F]{3,8}|rgba?\(.*?\))"', json.dumps(figure))


def test_chart_ids_are_unique():
    """No two charts of the book share an address."""
    ids = [figure["layout"]["meta"]["id"] for figure in FIGURES]
    assert len(ids) == len(set(ids)) >= 5


def test_every_colour_named_is_defined():
    """Each CSS variable that a chart or the theme names has a value in the book's style sheet."""
    style = (stills.ASSETS / "sourcebook.css").read_text(encoding="utf-8")
    named = set(stills.VARIABLE.findall(json.dumps(FIGURES) + stills.theme()))
    assert len(named) > 5
    assert {name for name in named if f"{name}:" not in style} == set()


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"caption": " "},
        {"alt": ""},
        {"rows": []},
        {"rows": [["one cell"]]},
        {"links": []},
        {"rows": [["a", 1], ["b", 2]], "links": ["", ""], "customdata": [0, 2]},
        {"customdata": None},
    ],
    ids=str,
)
def test_an_incomplete_chart_is_refused(change):
    """A chart without id, question, words, data or numbered marks cannot be made."""
    parts = {"id": "x", "caption": "?", "alt": "a", "columns": ["a", "b"], "links": [""]}
    parts |= {"rows": [["a", 1]], "customdata": [0]} | change
    figure = charts.go.Figure([charts.go.Bar(x=[1], customdata=parts.pop("customdata"))])
    with pytest.raises(ValueError, match="chart"):
        charts.finish(figure, **parts)


def test_clues_are_drawn_day_by_day():
    """A clue's bar runs from the midnight before its first day to the midnight after its last."""
    hard = clues(clue("a", "2015-10-30", "2015-11-13")).data[1]
    assert hard.base[0] == "2015-10-30"
    assert hard.x[0] == 15 * 24 * 60 * 60 * 1000


def test_clues_without_an_end_reach_the_edge_and_go_on():
    """An open bound, or one beyond the window, is cut at its edge and given an arrow head."""
    figure = clues(clue("a", None, "2015-11-13"), clue("b", "2015-09-30", "2016-07-13", "soft"))
    _, hard, soft, heads = figure.data
    assert hard.base[0] == "2015-09-01"
    assert list(heads.marker.symbol) == ["triangle-left", "triangle-right"]
    assert list(heads.y) == ["a", "b"]
    assert figure.layout.meta["rows"][0][1] == "13 November 2015 or earlier"
    assert soft.text[0] == "30 September 2015 to 13 July 2016"


def test_soft_clues_are_hatched():
    """A soft clue can be told from a hard one without colour."""
    figure = clues(clue("a", None, "2015-11-13"), clue("b", "2015-11-02", None, "soft"))
    assert figure.data[1].marker.pattern.shape is None
    assert figure.data[2].marker.pattern.shape == "/"
    assert (list(figure.data[1].y), list(figure.data[2].y)) == (["a"], ["b"])


def test_nothing_is_shaded_where_no_day_is_left():
    """Clues that contradict each other leave no tint, and the table says so."""
    left = [("2015-10-30", None), ("2015-10-30", "2015-10-22")]
    figure = clues(*(clue(n, "2015-10-30", None, left=d) for n, d in zip("ab", left, strict=True)))
    assert list(figure.data[0].y) == ["a"]
    assert figure.layout.meta["rows"][1][3] == "none"


@pytest.mark.parametrize("size", stills.WIDTHS)
@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f["layout"]["meta"]["id"])
def test_the_key_of_a_still_has_every_mode(figure, size):
    """Each mode that a chart of words shows stands once in its key, and no other does."""
    modes = {trace.get("name") for trace in figure["data"]} & set(charts.MODES)
    root = svg.ET.parse(stills.path(figure["layout"]["meta"]["id"], size)).getroot()
    words = [text.text for text in root.iter(f"{svg.SVG}text")]
    assert sorted(w for w in words if w in charts.MODES) == sorted(modes)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f["layout"]["meta"]["id"])
def test_modes_of_a_still_are_told_apart_without_colour(figure):
    """Bars of two modes never have the same pattern; direct speech alone is solid."""
    meta = figure["layout"]["meta"]
    root = svg.ET.parse(stills.path(meta["id"], "wide")).getroot()
    shapes = {p.get("id"): drawn_in(p) for p in root.iter(f"{svg.SVG}pattern")}
    seen = {}
    for mark in root.iter(f"{svg.SVG}a"):
        mode, style = meta["rows"][int(mark.get("data-row"))][1], mark[-1].get("style")
        if mode in charts.MODES:
            pattern = re.search(r"fill:url\(#(.+?)\)", style)
            seen.setdefault(mode, set()).add(shapes[pattern[1]] if pattern else "solid")
    assert all(len(shape) == 1 for shape in seen.values())
    assert len(set.union(set(), *seen.values())) == len(seen)
    assert seen.get("direct speech", {"solid"}) == {"solid"}


def drawn_in(pattern):
    """What a pattern draws, whatever its colour."""
    return "".join(f"{svg._name(shape)} {shape.get('d')};" for shape in pattern)


def test_the_book_has_every_still_and_no_more():
    """Each chart of the book has stills drawn from the figure and theme as they are now."""
    assert stills.check() == []


@pytest.fixture
def book(tmp_path):
    """A book with one notebook, one chart and its stills."""
    figure = json.loads(drawn(charts.words_by_speaker, HL).to_json())
    write(tmp_path, figure)
    (tmp_path / "charts").mkdir()
    for size in stills.WIDTHS:
        mark = f'<svg data-figure="{stills.fingerprint(figure)}"/>'
        stills.path("some-chart", size, tmp_path).write_text(mark, encoding="utf-8")
    assert stills.check(tmp_path) == []
    return tmp_path, figure


def write(folder, figure):
    cell = {"cell_type": "code", "outputs": [{"data": {stills.MIME: figure}}]}
    (folder / "page.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


def test_a_stale_still_is_a_fault(book):
    """A chart whose numbers have changed since its still was drawn is one fault with a remedy."""
    folder, figure = book
    figure["data"][0]["x"][0] += 1
    write(folder, figure)
    (fault,) = stills.check(folder)
    assert "has changed since" in fault.problem and "make notebooks" in fault.remedy


def test_a_new_theme_makes_every_still_stale(book, monkeypatch):
    """A change of the theme in charts.js asks for new stills, and a change elsewhere does not."""
    folder, _ = book
    assert "bargap" in stills.theme() and "pointerenter" not in stills.theme()
    monkeypatch.setattr(stills, "theme", lambda: "another look")
    assert len(stills.check(folder)) == 1


def test_a_missing_still_is_a_fault(book):
    """A chart without one of its two stills is a fault that names the file."""
    folder, _ = book
    stills.path("some-chart", "narrow", folder).unlink()
    (fault,) = stills.check(folder)
    assert "some-chart-narrow.svg" in fault.problem


def test_a_left_over_still_is_a_fault(book):
    """A still whose chart is gone is a fault."""
    folder, _ = book
    stills.path("old-chart", "wide", folder).write_text("<svg/>", encoding="utf-8")
    (fault,) = stills.check(folder)
    assert fault.file == "book/charts/old-chart-wide.svg"


RAW = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs id="defs-f00">
<pattern id="p-1"><path d="M0,0" stroke="rgb(1, 2, 3)"/></pattern>
<pattern id="p-2"><path d="M0,0" stroke="rgb(1, 2, 3)"/></pattern></defs>
<g class="draglayer"><rect width="9" style="fill: rgb(9, 9, 9);"/></g>
<g class="point" data-row="4"><path d="M0,1.23456" style='fill: url("#p-1"); opacity: 1;'/></g>
<path class="point" data-row="5" d="M1,1" style='fill: url("#p-2");'/>
<g class="empty"><g/></g><text style="fill: rgb(1, 2, 3); white-space: pre;">words</text></svg>"""


def tidied(raw=RAW):
    tree = svg.tidy(svg.ET.fromstring(raw), "chart-wide", {"rgb(1, 2, 3)": "var(--ink)"})
    return svg.ET.tostring(tree, encoding="unicode")


def test_a_still_is_steady_and_small():
    """A still keeps what is seen, with ids that are the same each time, and shares definitions."""
    assert tidied() == tidied(RAW.replace("p-1", "x-7").replace("p-2", "x-8").replace("f00", "0f"))
    assert tidied().count("<pattern") == 1 and "url(#chart-wide-1)" in tidied()
    for gone in ("rect", "class", "white-space", "defs-f00", "1.23456", "<g"):
        assert gone not in tidied()


def test_a_still_names_its_colours():
    """Every colour of a still is a CSS variable; one that is not stops the drawing."""
    assert "rgb" not in tidied() and "fill:var(--ink)" in tidied()
    with pytest.raises(ValueError, match="colour of its own"):
        tidied(RAW.replace("fill: rgb(1, 2, 3)", "fill: rgb(4, 5, 6)"))


def test_marks_of_a_still_become_links():
    """A mark with a row is wrapped in a link that keeps the row's number."""
    assert re.findall(r'<a data-row="(\d)"><path', tidied()) == ["4", "5"]


def test_what_the_chapter_says_of_its_counts_holds():
    """The comparisons in words that “Who gets to speak?” makes are true of the counts."""
    counts = sb.word_counts().groupby(["source", "speaker", "mode"])["words"].sum()
    voice = counts.groupby(["source", "speaker"]).sum()
    direct = counts.xs("direct speech", level="mode")
    whole = counts.groupby("source").sum()
    assert 0.5 < direct[HK].sum() / whole[HK] < 0.6 and 0.22 < direct[HL].sum() / whole[HL] < 0.28
    assert 5 < voice[HL, "cameron"] / voice[HL, "hague"] < 6
    assert list(direct[HL].index) == ["cameron"] and voice[HL, "lavrov"] == 5
    assert direct[HK, "khoja"] / voice[HK, "khoja"] > 0.9
    reported = voice.drop(["pa", "headline-writer"], level="speaker")
    british = (
        reported[
            reported.index.isin(
                ["hague", "cameron", "foreign-office", "hammond", "downing-street"], level="speaker"
            )
        ]
        .groupby("source")
        .sum()
        / reported.groupby("source").sum()
    )
    assert british[HL] > 0.95 and 0.45 < british[HK] < 0.55
    open_case = sb.word_counts(HK).set_index("id").loc["hk3e", "words"]
    assert 0 < voice[HK, "khoja"] - voice[HK, "hammond"] < open_case
