"""The Security Council's votes on the page: the grid, the drafts that failed, the texts adopted.

All three are plain tables and lists; ``assets/council.css`` fits the grid to a phone.
"""

import pandas as pd
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from sourcebook import council, facts, tables
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.sphinx.roles import row_mark
from sourcebook.votes_check import PERMANENT, SEATS, TALLY

SIGNS = {"yes": "✓", "no": "✕", "abstain": "–", "veto": "✕", council.ABSENT: "·"}
WORDS = council.SAID | {"veto": "veto", council.ABSENT: "not a member"}
KEY = {"yes": "for", "no": "against", "veto": "against, and a veto", "abstain": "abstained"}
OUTCOMES = {"vetoed": "vetoed", "not-adopted": "not adopted, no veto"}
# Terms of a draft's entry, and the columns that answer them.
TERMS = {
    "What it would have done": "would_do",
    "Pressure behind it": "pressure",
    "Sponsors": "sponsors",
}


def votes() -> pd.DataFrame:
    """Return the table of votes."""
    return tables.load("votes")


def day(date: pd.Timestamp, month: str = "%B") -> str:
    """Return a day as it is written in prose; with ``%b`` for the month, as in a head."""
    return f"{date.day} {date.strftime(month)} {date.year}"


def cast(kind: str) -> Tag:
    """Return a vote as a sign, a word and a colour; the word is said where the sign is shown."""
    sign = tag("span", SIGNS[kind], class_="sb-cast-sign", aria_hidden="true")
    word = tag("span", WORDS[kind], class_="sb-cast-word")
    return tag("span", sign, word, class_="sb-cast", data_cast=kind or "absent")


class Grid(SphinxDirective):
    """``{council-grid}``: members by failed drafts, with totals compared with the UN's."""

    def run(self):
        frame = votes()
        drafts = council.failed(frame).to_dict("records")
        cells = council.grid(frame, tables.load("member_votes"))
        box = tag("div", class_="sb-council", data_council=True)
        table = tag(
            "table",
            tag("caption", "How each member voted on the drafts that failed"),
            tag("thead", _heads(drafts)),
            *_bodies(cells, drafts, council.joined(cells, frame)),
            tag("tfoot", *_totals(cells, drafts)),
        )
        # With large text it is wider than a phone, and scrolls by itself.
        box += [tag("div", table, class_="sb-scroll"), _key()]
        return [box]


def _heads(drafts: list[dict]) -> Tag:
    row = tag("tr", tag("th", "Member", scope="col"))
    for vote in drafts:
        place = f"#{council.anchor(vote['vote_id'])}"
        head = tag("a", tag("span", day(vote["date"], "%b"), class_="sb-cg-day"), href=place)
        head += tag("span", vote["title"], class_="sb-cg-title")
        row += tag("th", head, scope="col")
    return row


def _bodies(cells: pd.DataFrame, drafts: list[dict], joined: pd.Series) -> list[Tag]:
    """One part of the table for the permanent five, one for each year in which others came."""
    groups: dict[str, list[Tag]] = {}
    for name, row in cells.iterrows():
        head = f"Elected, first here in {joined[name]}"
        group = groups.setdefault("Permanent" if name in PERMANENT else head, [])
        tds = []
        for vote in drafts:
            kind = row[vote["vote_id"]]
            tds.append(tag("td", cast("veto" if council.is_veto(vote, name, kind) else kind)))
        group.append(tag("tr", tag("th", name, scope="row"), *tds))
    span = str(len(drafts) + 1)
    return [
        tag("tbody", tag("tr", tag("th", tag("span", name), scope="rowgroup", colspan=span)), *rows)
        for name, rows in groups.items()
    ]


def _totals(cells: pd.DataFrame, drafts: list[dict]) -> list[Tag]:
    """The sums of the rows above, and the tally that the UN announced; they have to be equal."""
    counted, rows = council.totals(cells), []
    for side in TALLY:
        sums = [tag("td", str(counted.loc[vote["vote_id"], side])) for vote in drafts]
        rows.append(tag("tr", tag("th", council.SAID[side].capitalize(), scope="row"), *sums))
    said = tag("tr", tag("th", "As the UN announced it", scope="row"), class_="sb-cg-said")
    for vote in drafts:
        announced = [int(vote[side]) for side in TALLY]
        if announced != counted.loc[vote["vote_id"]].tolist():  # the check of tables comes first
            raise ExtensionError(f"The grid's totals of {vote['vote_id']} are not the UN's.")
        tally = tag("span", "–".join(map(str, announced)), class_="sb-cg-tally")
        said_so = tag("span", " (the same)", class_="sb-cg-same")
        same = tag("span", "✓", aria_hidden="true"), said_so
        said += tag("td", tally, " ", *same)
    return [*rows, said]


def _key() -> Tag:
    key = tag("ul", class_="sb-cg-key")
    for kind, words in (KEY | {council.ABSENT: "not a member then"}).items():
        sign = tag("span", SIGNS[kind], class_="sb-cast-sign", aria_hidden="true")
        key += tag("li", tag("span", sign, class_="sb-cast", data_cast=kind or "absent"), words)
    return key


class Drafts(SphinxDirective):
    """``{failed-drafts}``: each draft that failed, what was in it, and the reasons given."""

    def run(self):
        reasons = tables.load("vote_reasons")
        box = tag("div", class_="sb-drafts", data_council=True)
        for vote in council.failed(votes()).to_dict("records"):
            own = reasons[reasons["vote_id"] == vote["vote_id"]]
            box += self._draft(vote, own.to_dict("records"))
        return [box]

    def _draft(self, vote: dict, reasons: list[dict]) -> Tag:
        tally = f"{vote['yes']} for, {vote['no']} against, {vote['abstain']} abstained"
        summary = tag("summary", tag("span", vote["title"], class_="sb-draft-title"))
        summary += tag("span", f"{day(vote['date'])}, {vote['vote_id']}", class_="sb-draft-day")
        outcome = OUTCOMES[vote["outcome"]]
        summary += tag("span", f"{tally}: ", tag("strong", outcome), class_="sb-draft-tally")
        # The address is inside, so that a browser which is sent there opens the entry.
        entry = tag("dl", id=council.anchor(vote["vote_id"]))
        for term, column in TERMS.items():
            entry += [tag("dt", term), tag("dd", vote[column])]
        entry.children[-1] += row_mark(self.env, facts.find(f"votes/{vote['vote_id']}"))
        entry += tag("dt", "Reasons given, in our words")
        for row in reasons:
            mark = row_mark(self.env, facts.find(f"vote_reasons/{row['vote_id']}/{row['member']}"))
            who = tag("span", tag("strong", row["member"]), " ", cast(row["vote"]))
            says = f"{row['speaker']}: {row['reason']}"
            entry += tag("dd", who, " ", says, mark, class_="sb-draft-reason")
        return tag("details", summary, entry)


class Adopted(SphinxDirective):
    """``{adopted-texts}``: the texts that were adopted, with what they did."""

    def run(self):
        adopted = votes().query("outcome == 'adopted'").sort_values("date", kind="stable")
        body = tag("tbody")
        for vote in adopted.to_dict("records"):
            number = vote["vote_id"].rpartition("/")[2]
            head = tag("th", tag("span", number, class_="sb-cg-number"), scope="row")
            head += row_mark(self.env, facts.find(f"votes/{vote['vote_id']}"))
            tally = (
                "" if vote["yes"] == SEATS else f" ({vote['yes']} for, {vote['abstain']} abstained)"
            )
            cells = tag("td", day(vote["date"])), tag("td", f"{vote['subject']}.{tally}")
            body += tag("tr", head, *cells, id=council.anchor(vote["vote_id"]))
        heads = (tag("th", head, scope="col") for head in ("Resolution", "Day", "What it did"))
        caption = tag("caption", f"The {len(adopted)} texts adopted on Syria, 2011 to 2016")
        table = tag("table", caption, tag("thead", tag("tr", *heads)), body)
        return [tag("div", table, class_="sb-adopted", data_council=True)]


def setup(app: Sphinx) -> None:
    """Register the directives, and their look for the pages that have one."""
    app.add_directive("council-grid", Grid)
    app.add_directive("failed-drafts", Drafts)
    app.add_directive("adopted-texts", Adopted)
    add_assets(app, "data-council", css={"council.css": 710})
