import pandas as pd
import pytest

import sourcebook as sb
from sourcebook import tables, terms, timeline, timeline_chart

EVENTS = sb.load("events")
REPORTS = timeline.reports(sb.load("sources"), EVENTS)
WORDS = {"id": "some-chart", "caption": "What came before?"}


def events(*rows):
    columns = ["id", "date", "title", "theme", "actors"]
    frame = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return frame.assign(date=pd.to_datetime(frame["date"]))


FEW = events(
    ("veto", "2012-02-04", "A veto", "un", "Russia; China"),
    ("call", "2012-02-08", "A call", "diplomacy", "William Hague; Russia"),
    ("after", "2012-02-09", "The day after", "un", "Chinatown"),
)


@pytest.mark.parametrize(
    "choice, left",
    [
        ({}, ["veto", "call", "after"]),
        ({"themes": ["un"]}, ["veto", "after"]),
        ({"actor": "Russia"}, ["veto", "call"]),
        ({"actor": "China"}, ["veto"]),
        ({"until": "2012-02-08"}, ["veto", "call"]),
        ({"themes": ["un", "diplomacy"], "actor": "Russia", "until": "2012-02-07"}, ["veto"]),
        ({"actor": "Nobody"}, []),
    ],
)
def test_the_filter(choice, left):
    """Theme, whole name and day narrow the list together; the day itself is kept."""
    assert timeline.chosen(FEW, **choice) == left


def test_the_reports_stand_on_their_events():
    """Each report has the day of the event that its card names."""
    cards = {row["id"]: row for row in map(lambda k: tables.row("sources", k), REPORTS["source"])}
    assert REPORTS["date"].is_monotonic_increasing
    for report in REPORTS.itertuples():
        assert f"events/{report.event}" == cards[report.source]["known_date_row"]
        assert str(report.date.date()) == tables.row("events", report.event)["date"]


def test_no_dot_hides_another():
    """Dots of one lane that are near in time stand on different levels, others on the floor."""
    dates = pd.to_datetime(pd.Series(["2012-01-01", "2012-01-02", "2012-01-20", "2012-06-01"]))
    assert timeline_chart.levels(dates) == [0, 1, 2, 0]
    figure = timeline_chart.events_chart(EVENTS, REPORTS, **WORDS)
    for trace in figure.data:
        places = sorted(zip(pd.to_datetime(pd.Series(trace.x)), trace.y, strict=True))
        for n, (date, height) in enumerate(places):
            near = [h for d, h in places[:n] if date - d < timeline_chart.DODGE]
            assert height not in near


def test_every_event_is_a_dot_that_opens_its_entry():
    """The chart has a dot for each event, in the lane of its theme, linked to its entry."""
    figure = timeline_chart.events_chart(EVENTS, REPORTS, **WORDS)
    meta = figure.layout.meta
    assert len(figure.data) == len(timeline.THEMES)
    seen = [row for trace in figure.data for row in trace.customdata]
    assert sorted(seen) == list(range(len(EVENTS))) == list(range(len(meta["rows"])))
    for trace, name in zip(figure.data, timeline.THEMES.values(), strict=True):
        for row, date in zip(trace.customdata, trace.x, strict=True):
            assert meta["rows"][row][1:] == [timeline.day(date), name]
            key = meta["links"][row].removeprefix("timeline#event-")
            assert tables.row("events", key)["title"] == meta["rows"][row][0]


def test_the_reports_are_diamonds_and_lines():
    """The events of the two reports, and no others, are diamonds; a line crosses each day."""
    figure = timeline_chart.events_chart(EVENTS, REPORTS, **WORDS)
    diamonds = {
        figure.layout.meta["links"][row].removeprefix("timeline#event-")
        for trace in figure.data
        for row, shape in zip(trace.customdata, trace.marker.symbol, strict=True)
        if shape == "diamond"
    }
    assert diamonds == set(REPORTS["event"])
    assert {line.x0 for line in figure.layout.shapes} == {str(d.date()) for d in REPORTS["date"]}


def test_a_theme_without_a_lane_is_refused():
    """An event whose theme has no lane stops the chart instead of going missing."""
    with pytest.raises(ValueError, match="weather"):
        timeline_chart.events_chart(EVENTS.assign(theme="weather"), REPORTS, **WORDS)


@pytest.mark.parametrize(
    "name, surname",
    [("Moaz al-Khatib", "al-Khatib"), ("Staffan de Mistura", "de Mistura"), ("Liam Fox", "Fox")],
)
def test_surnames(name, surname):
    """A bar bears the surname with its particle."""
    assert terms.called(name) == surname


OFFICES = sb.load("offices")


def test_terms_are_cut_to_the_window_and_say_so():
    """A term that goes beyond the window is cut there and has an arrow head on that side."""
    rows = terms.held(OFFICES, (("United Kingdom", "Foreign Secretary"),)).set_index("id")
    hague, hammond = rows.loc["hague-foreign-secretary"], rows.loc["hammond-foreign-secretary"]
    assert (hague["opens"], hague["before"], hague["after"]) == (timeline.WINDOW[0], True, False)
    assert (hammond["before"], hammond["after"]) == (False, True)
    assert hague["closes"] == hammond["opens"] == pd.Timestamp("2014-07-15")


def test_an_office_that_nobody_held_is_refused():
    """A post that the table does not have stops the chart."""
    with pytest.raises(ValueError, match="Astronomer"):
        terms.held(OFFICES, (("United Kingdom", "Astronomer Royal"),))


@pytest.mark.parametrize("label", terms.OFFICES)
def test_names_of_holders_do_not_collide(label):
    """In one row of an office no bar, with the name beside it, runs into the one before."""
    placed = terms.placed(terms.held(OFFICES, tuple(terms.OFFICES[label][1:])))
    for _, row in placed.groupby("row"):
        ends = row["closes"].shift()
        begins = row["opens"] - [
            pd.Timedelta(0) if r.inside else (len(r.said) + 1) * terms.LETTER
            for r in row.itertuples()
        ]
        assert not (begins < ends - pd.Timedelta(days=7)).any()


def test_the_bars_have_what_the_table_has():
    """Each bar is as long as its term in the window, and its link is the row's source."""
    figure = terms.terms_chart(OFFICES, REPORTS, **WORDS)
    rows = OFFICES.set_index("id")
    meta = figure.layout.meta
    seen = []
    for trace in (t for t in figure.data if t.type == "bar"):
        for n, base, length in zip(trace.customdata, trace.base, trace.x, strict=True):
            row = rows.loc[meta["links"][n].removeprefix("row:offices/")]
            assert meta["rows"][n][0] == row["name"]
            stop = pd.Timestamp(base) + pd.Timedelta(milliseconds=length)
            assert pd.Timestamp(base) == max(row["start"], timeline.WINDOW[0])
            last = timeline.WINDOW[1] if pd.isna(row["end"]) else row["end"]
            assert stop - timeline_chart.DAY == min(last, timeline.WINDOW[1])
            seen.append(n)
    assert sorted(seen) == list(range(len(meta["rows"])))


def test_both_charts_have_one_axis():
    """Events and terms stand on the same dates, so that they can be read one above the other."""
    charts = [
        timeline_chart.events_chart(EVENTS, REPORTS, **WORDS),
        terms.terms_chart(OFFICES, REPORTS, **WORDS),
    ]
    assert charts[0].layout.xaxis == charts[1].layout.xaxis


def test_what_the_chapter_says_of_its_events_holds():
    """The comparisons that the chapter makes in words are true of the table."""
    dates, themes = EVENTS["date"], EVENTS["theme"]
    first, second = REPORTS["date"]
    counts = timeline.periods(EVENTS, REPORTS)
    assert counts.to_numpy().sum() == len(EVENTS)
    assert counts["Between"].sum() > len(EVENTS) / 2
    assert {"isil", "humanitarian"}.isdisjoint(themes[dates <= first])
    assert (themes == "conflict").sum() < (themes == "uk-parliament").sum()
    autumn = dates.between("2015-09-01", "2015-12-31").sum()
    assert autumn > (dates.dt.year == 2014).sum()
    on = {day: set(_holders(day)) for day in (first, second)}
    kept = {"cameron-prime-minister", "lavrov-foreign-minister", "assad-president"}
    assert kept <= on[first] & on[second]
    assert {"hague-foreign-secretary", "hammond-defence-secretary"} <= on[first] - on[second]
    assert "hammond-foreign-secretary" in on[second] - on[first]
    days = EVENTS.set_index("id")["date"]
    assert days["hammond-fac-evidence"] < days["russian-air-campaign"] < days["vienna-communique"]
    assert (days["russian-air-campaign"] - days["hammond-fac-evidence"]).days == 21
    assert second < days["paris-attacks"] < days["commons-vote-2015"]
    assert first < days["commons-vote-2013"] < second


def test_the_day_of_a_report_counts_with_what_came_before():
    """No event falls between two spans, not even on the first day of the window or on a border."""
    first, second = (str(day.date()) for day in REPORTS["date"])
    days = [str(timeline.WINDOW[0].date()), first, second, str(timeline.WINDOW[1].date())]
    rows = events(*((str(n), day, "An event", "un", "China") for n, day in enumerate(days)))
    counts = timeline.periods(rows, REPORTS).loc[timeline.THEMES["un"]]
    assert counts.tolist() == [2, 1, 1]


def _holders(day):
    stays = (OFFICES["start"] <= day) & (OFFICES["end"].isna() | (OFFICES["end"] >= day))
    return OFFICES.loc[stays, "id"]
