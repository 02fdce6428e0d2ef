"""Events to put in order before looking: ``{event-order}`` with their ids, one a line.

Without a script, and on paper, there is a box before each event for its number and the answer can
be opened. ``assets/ordering.js`` gives buttons that move an event up or down.
"""

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import tables, timeline
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets


class EventOrder(SphinxDirective):
    """The events in the order given, which must not be the right one, and the answer to open."""

    has_content = True

    def run(self):
        keys = [line.strip() for line in self.content if line.strip()]
        wrong = [key for key in keys if key not in tables.keys("events")]
        if wrong:
            raise self.error(f"There is no event {', '.join(wrong)}.")
        rows = [tables.row("events", key) for key in keys]
        right = sorted(rows, key=lambda row: row["date"])
        if len({row["date"] for row in rows}) < len(rows) or right == rows:
            raise self.error("Give events of different days, and not in their order.")
        known = [tables.row("sources", key) for key in tables.keys("sources")]
        told = {row["known_date_row"].removeprefix("events/") for row in known}
        answer = tag("details", tag("summary", "The order, with dates"), class_="sb-order-answer")
        answer += tag(
            "ol",
            *(tag("li", tag("b", timeline.day(row["date"])), f": {row['title']}") for row in right),
        )
        return [
            tag(
                "div",
                tag("ol", *(_item(row, row["id"] in told) for row in rows), role="list"),
                tag("button", "Check the order", type="button", hidden=True),
                tag("p", class_="sb-order-says", role="status"),
                answer,
                class_="sb-order",
                data_event_order=True,
            )
        ]


def _item(row: dict[str, str], told: bool) -> Tag:
    label = tag("span", tag("b", "One of our reports: "), row["title"]) if told else row["title"]
    moves = [
        tag("button", sign, type="button", data_move=step, aria_label=f"Move {way}: {row['title']}")
        for sign, step, way in (("↑", "-1", "up"), ("↓", "1", "down"))
    ]
    return tag(
        "li",
        tag("span", class_="sb-order-box", aria_hidden="true"),
        tag("span", label, class_="sb-order-title"),
        tag("span", *moves, class_="sb-order-moves", hidden=True),
        data_date=row["date"],
    )


def setup(app: Sphinx) -> None:
    """Register the directive, and its assets for the pages that have it."""
    app.add_directive("event-order", EventOrder)
    add_assets(
        app, "data-event-order", css={"ordering.css": 710}, js={"keep.js": 305, "ordering.js": 321}
    )
