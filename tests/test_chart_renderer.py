import json
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from sourcebook import stills, tables
from sourcebook.sphinx import charts

HK = "hammond-khoja-2015"
EVIL = '</script><img src=x onerror="alert(1)">&'
STILL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" data-figure="abc">'
    '<a data-row="0"><path d="M0,0"/></a><a data-row="1"><path d="M1,1"/></a></svg>\n'
)


def figure(text="Hammond"):
    meta = {
        "id": "some-chart", "caption": f"Who is {text}?", "alt": f"A bar for {text}.",
        "columns": ["Voice", "Mode", "Words"], "rows": [[text, "direct speech", 12], ["b", "c", 3]],
        "links": [f"{HK}#p3", ""],
    }  # fmt: skip
    return {"data": [{"type": "bar", "name": text, "customdata": [0, 1]}], "layout": {"meta": meta}}


def page(text="Hammond", pictures=None, hrefs=("report.html#p3", "")):
    pictures = {"wide": STILL, "narrow": STILL} if pictures is None else pictures
    return BeautifulSoup(charts.html(figure(text), pictures, list(hrefs)), "html.parser")


def test_a_chart_is_a_named_and_described_figure():
    """The figure is named by its caption and described by its words, both of which exist."""
    soup = page()
    box = soup.find("figure", class_="sb-chart", id="chart-some-chart")
    assert box.has_attr("data-chart")
    assert soup.find(id=box["aria-labelledby"]).text == "Who is Hammond?"
    assert soup.find(id=box["aria-describedby"]).text == "A bar for Hammond."


def test_the_picture_is_silent_and_no_stop_for_the_tab_key():
    """All that the picture says is in words and table, so it is hidden from a screen reader."""
    plot = page().find(class_="sb-chart-plot")
    assert plot["aria-hidden"] == "true"
    assert [svg["class"] for svg in plot.find_all("svg")] == [
        ["sb-chart-wide"],
        ["sb-chart-narrow"],
    ]
    assert all(link["tabindex"] == "-1" for link in plot.find_all("a", href=True))


def test_marks_of_the_still_lead_to_their_passage():
    """Without JavaScript a mark is a link to its row's passage, and says what it is."""
    first, second = page().select("svg.sb-chart-wide a")
    assert first["href"] == "report.html#p3"
    assert first.title.text == "Hammond, direct speech, 12"
    assert not second.has_attr("href")


def test_the_data_stand_in_a_table_with_headers():
    """The table has a header for each column and row, and links to the same passages."""
    table = page().find("table")
    heads = [th.text for th in table.select("thead th[scope=col]")]
    assert heads == ["Voice", "Passage", "Mode", "Words"]
    assert [th.text for th in table.select("tbody th[scope=row]")] == ["Hammond", "b"]
    assert [tr["data-row"] for tr in table.select("tbody tr")] == ["0", "1"]
    (link,) = table.select("a")
    assert (link["href"], link.text) == ("report.html#p3", "Hammond–Khoja ¶3")
    assert "Passage" not in page(hrefs=("", "")).find("table").text


def test_a_mark_may_lead_to_the_source_of_a_row():
    """A link that names a table's row opens the page that the row rests on."""
    one = figure()
    one["layout"]["meta"]["links"] = ["row:votes/S/2012/77", ""]
    href = charts._address("row:votes/S/2012/77")
    assert href == tables.row("votes", "S/2012/77")["source_url"]
    table = BeautifulSoup(charts.html(one, {}, [href, ""]), "html.parser").find("table")
    assert [th.text for th in table.select("thead th")][1] == "Source"
    assert table.find("a")["href"] == href and table.find("a").text == urlsplit(href).hostname


def test_a_stacked_cell_has_its_label():
    """Each cell carries the name of its column, and roles that outlast another layout."""
    table = page().find("table")
    labels = [td["data-label"] for td in table.select("tbody tr:first-child td")]
    assert labels == ["Passage", "Mode", "Words"]
    assert all(part.get("role") for part in [table, *table.find_all(["tr", "th", "td", "thead"])])


def test_a_chart_keeps_a_place_for_what_was_tapped():
    """An empty live region stands between the picture and its data from the first."""
    place = page().find(class_="sb-chart-picked")
    assert place["role"] == "status" and not place.contents
    assert "sb-chart-plot" in place.find_previous_sibling()["class"]


def test_the_data_are_open_until_a_script_folds_them():
    """With JavaScript off the data are open, in a region that the keyboard can scroll."""
    details = page().find("details", class_="sb-chart-data")
    assert details.has_attr("open") and details.find("summary").text
    region = details.find(attrs={"role": "region"})
    assert region["tabindex"] == "0" and region["aria-label"]
    assert "open = false" in details.find_next_sibling("script").text


def test_text_is_escaped_everywhere():
    """No text of a figure can end a script, open a tag or leave an attribute."""
    soup = page(EVIL)
    assert not soup.find("img")
    assert soup.find("figcaption").text == f"Who is {EVIL}?"
    assert soup.select_one("tbody th").text == EVIL
    assert soup.find(attrs={"role": "region"})["aria-label"] == f"Data: Who is {EVIL}?"
    data = json.loads(soup.find("script", type="application/json").text)
    assert data["data"][0]["name"] == EVIL


def test_the_page_holds_the_figure_once():
    """The figure for the script leaves out what caption and table say, and names no other host."""
    html = charts.html(figure(), {"wide": STILL}, ["report.html#p3", ""])
    data = json.loads(BeautifulSoup(html, "html.parser").find(type="application/json").text)
    assert set(data) == {"data", "layout"} and "meta" not in data["layout"]
    assert "://" not in html


def test_without_a_still_the_words_are_shown():
    """Where a still is missing the text alternative is there to read."""
    soup = page(pictures={})
    assert soup.find(id="chart-some-chart-alt")["class"] == ["sb-chart-said"]
    assert not soup.find("svg")


@pytest.mark.parametrize(
    ("anchor", "label"),
    [
        (f"{HK}#p11", "Hammond–Khoja ¶11"),
        (f"{HK}#headline", "Hammond–Khoja headline"),
        ("people#hammond", "Open"),
        ("", "Open"),
    ],
)
def test_a_passage_is_called_by_report_and_paragraph(anchor, label):
    """A link says which report and paragraph it opens."""
    assert charts.passage(anchor) == label


def test_other_outputs_are_left_alone():
    """The renderer takes Plotly's output and no other."""
    assert (
        charts.PlotlyRenderer.handle_mime(None, SimpleNamespace(mime_type="text/html"), False)
        is None
    )


def test_the_build_warns_once_of_a_chart_without_stills(tmp_path, monkeypatch):
    """A chart without up-to-date stills gives one warning, and warnings stop the build."""
    warnings = []
    monkeypatch.setattr(charts.logger, "warning", lambda text, *a, **k: warnings.append(text % a))
    env = SimpleNamespace(srcdir=tmp_path, docname="page", note_dependency=lambda name: None)
    node = charts.chart(figure(), env, 7)
    assert node["stills"] == {}
    (said,) = warnings
    assert "some-chart" in said and stills.REMEDY in said
