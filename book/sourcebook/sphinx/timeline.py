"""The timeline's list: every event with its actors, status, note and sources, by year.

Without a script it is the whole list, open to read. ``assets/timeline.js`` folds it and filters it
by theme, by actor and by what had happened on the day of a report.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import facts, tables, timeline
from sourcebook.sphinx.nodes import Tag, link, tag
from sourcebook.sphinx.page import add_assets, once
from sourcebook.sphinx.roles import status_chip

# Runs while the page is read, before it is shown, so that folding moves nothing.
FOLD = (
    "<script>document.currentScript.previousElementSibling.querySelectorAll('details')"
    ".forEach((part) => { part.open = false; })</script>"
)
BUTTONS = {
    "open": "Unfold all",
    "print": "Print what is shown",
    "brief": "Print one page: dates and titles",
    "reset": "Show everything",
}
SHARE = (
    "Your choice stands in the address of this page: copy the address to share what you see. "
    "On paper, entries that you have unfolded are printed in full, the others with their sources."
)

NOTHING = "Nothing fits all that you have chosen. Untick one choice, or press Show everything."


class Timeline(SphinxDirective):
    """``{timeline}``: the events of the table, with filters and the two reports in place."""

    def run(self):
        once(self, "{timeline}")
        events = tables.load("events").sort_values("date", kind="stable")
        reports = timeline.reports(tables.load("sources"), events)
        years = events.groupby(events["date"].dt.year)
        box = tag("div", class_="sb-tl", data_timeline=True)
        box += _tools(events, reports)
        box += tag("p", f"{len(events)} events.", class_="sb-tl-count", role="status")
        box += tag("p", NOTHING, class_="sb-tl-none", hidden=True)
        box += _year_links([str(year) for year, _ in years])
        for year, part in years:
            items = [_event(facts.find(f"events/{key}")) for key in part["id"]]
            dates = part["date"].tolist()
            for report in reports[reports["date"].dt.year == year][::-1].itertuples():
                at = sum(date <= report.date for date in dates)
                items.insert(at, self._report(report))
            heading = tag("h3", str(year), id=f"year-{year}")
            box += tag("section", heading, tag("ol", *items, class_="sb-tl-list"), data_year=year)
        return [box, nodes.raw("", FOLD, format="html")]

    def _report(self, report) -> Tag:
        """Return the band that marks a report in the list; no filter hides what came before it."""
        card = tables.row("sources", report.source)
        address = self.env.app.builder.get_relative_uri(self.env.docname, report.source)
        when = tag("strong", f"The report of {report.date.year}: {report.short}")
        said = tag("p", when, f", on a {card['event']}.")
        if card["date_status"] != "stated":
            span = " to ".join(timeline.day(card[c]) for c in ("inferred_from", "inferred_to"))
            said += nodes.Text(f" Its own text fits {span}; the day is known from elsewhere.")
        return tag(
            "li",
            said,
            " ",
            link("Read the report", address),
            class_="sb-tl-report",
            id=f"report-{report.source}",
            data_date=str(report.date.date()),
        )


def _event(row: facts.Row) -> Tag:
    cells = row.cells
    head = tag(
        "summary",
        tag("time", timeline.day(cells["date"]), datetime=cells["date"]),
        " ",
        tag("span", cells["title"], class_="sb-tl-title"),
        " ",
        tag("span", timeline.THEMES[cells["theme"]], class_="sb-tl-theme"),
        " ",
        status_chip(cells["status"]),
    )
    body = tag("div", tag("p", cells["summary"]), class_="sb-tl-body")
    names = timeline.actors(cells["actors"])
    body += tag("p", f"Who: {', '.join(names)}.", class_="sb-tl-who")
    if cells["note"]:
        body += tag("p", cells["note"], class_="sb-remark")
    body += [tag("p", *source, class_="sb-tl-sources") for source in _sources(row)]
    return tag(
        "li",
        tag("details", head, body, open=True),
        class_="sb-tl-event",
        id=f"event-{row.key}",
        data_theme=cells["theme"],
        data_date=cells["date"],
        data_actors=";".join(names),
    )


def _sources(row: facts.Row) -> list[list]:
    (label, address), *second = facts.addresses(row)
    first = ["Source: ", link(label, address, class_="sb-outside")]
    lines = [[*first, f" ({row.cells['source_publisher']})"]]
    for label, address in second:
        lines.append([link(label[0].upper() + label[1:], address, class_="sb-outside")])
    return lines


def _year_links(years: list[str]) -> Tag:
    links = [link(year, f"#year-{year}") for year in years]
    return tag("nav", *links, class_="sb-tl-years", aria_label="Years")


def _tools(events, reports) -> Tag:
    counts = events["theme"].value_counts()
    themes = tag("fieldset", tag("legend", "Themes"))
    themes += tag("p", "Tick those that you want. With none ticked, all are shown.")
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name_="theme", value=theme),
            tag("span", f"{name} ({counts[theme]})"),
        )
        for theme, name in timeline.THEMES.items()
        if theme in counts
    ]
    themes += tag("div", *boxes, class_="sb-tl-boxes")
    buttons = [tag("button", label, type="button", data_do=name) for name, label in BUTTONS.items()]
    return tag(
        "form",
        themes,
        _who(events),
        _until(reports),
        tag("div", *buttons, class_="sb-tl-buttons"),
        tag("p", SHARE, class_="sb-tl-share"),
        class_="sb-tl-tools",
        autocomplete="off",
        hidden=True,
    )


def _who(events) -> Tag:
    counts: dict[str, int] = {}
    for cell in events["actors"]:
        for name in timeline.actors(cell):
            counts[name] = counts.get(name, 0) + 1
    select = tag("select", tag("option", "Anyone", value=""), name_="actor")
    for name in sorted(counts, key=str.casefold):
        select += tag("option", f"{name} ({counts[name]})", value=name)
    return tag("label", tag("span", "Who took part"), select, class_="sb-tl-who-choice")


def _until(reports) -> Tag:
    def choice(value: str, label: str, checked: bool = False) -> Tag:
        box = tag("input", type="radio", name_="until", value=value, checked=checked)
        return tag("label", box, tag("span", label))

    choices = [choice("", "The whole timeline", True)]
    for report in reports.itertuples():
        day = f"{timeline.day(report.date)} ({report.short})"
        choices.append(choice(str(report.date.date()), f"By {day}"))
    legend = tag("legend", "What had happened by the day of a report")
    return tag("fieldset", legend, tag("div", *choices, class_="sb-tl-boxes"))


def setup(app: Sphinx) -> None:
    """Register the directive, and its assets for the pages that have it."""
    app.add_directive("timeline", Timeline)
    add_assets(app, "data-timeline", css={"timeline.css": 710}, js={"timeline.js": 320})
