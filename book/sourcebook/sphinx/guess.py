"""Questions that a reader answers before the page does: a guess at votes, and a choice.

Without a script they are a form and a note to open. ``assets/guess.js`` keeps the note shut until
the reader has answered, and then sets the guesses beside the record.
"""

from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import council, facts, figures, tables
from sourcebook.sphinx.council import cast
from sourcebook.sphinx.nodes import Tag, tag
from sourcebook.sphinx.page import add_assets, once
from sourcebook.sphinx.roles import row_mark
from sourcebook.votes_check import TALLY


def agreement(guesses: dict[str, str], record: dict[str, str]) -> str:
    """Return how many guesses agree with the record, in a sentence; the script says the same."""
    same = sum(record[name] == guess for name, guess in guesses.items())
    return f"Your guess and the record agree for {same} of {len(record)}."


def casts(vote_id: str) -> dict[str, str]:
    """Return how each member voted on a draft."""
    frame = tables.load("member_votes")
    own = frame[frame["vote_id"] == vote_id]
    return dict(zip(own["member"], own["vote"], strict=True))


def _names(argument: str) -> list[str]:
    return [name.strip() for name in argument.split(";") if name.strip()]


class PredictVotes(SphinxDirective):
    """``{predict-votes} S/2012/77``: guess how members voted, then see.

    Options: ``members``, with semicolons; ``before``, an earlier vote shown as a hint. The content
    stands under the record, once it is open.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"members": options.unchanged_required, "before": options.unchanged_required}

    def run(self):
        vote_id = self.arguments[0]
        record, hints = casts(vote_id), casts(self.options.get("before", ""))
        members = _names(self.options.get("members", ""))
        missing = [name for name in members if name not in record]
        if not members or missing:
            raise self.error(f"No vote on {vote_id} by: {', '.join(missing) or 'no one named'}.")
        if "before" in self.options and not hints:
            raise self.error(f"There are no votes on {self.options['before']} to give as a hint.")
        once(self, f"{{predict-votes}} {vote_id}", "Ask about all members in one of them.")
        box = tag("div", class_="sb-guess", data_guess="votes")
        for name in members:
            box += self._field(name, record[name], hints)
        box += tag("p", role="status", class_="sb-guess-said")
        heads = ("Member", "Your guess", "The vote")
        table = tag("table", tag("thead", tag("tr", *(tag("th", h, scope="col") for h in heads))))
        table += tag("tbody", *(_line(name, record[name]) for name in members))
        shut = tag("details", tag("summary", "The record"), class_="sb-guess-reveal")
        mark = row_mark(self.env, facts.find(f"votes/{vote_id}"))
        shut += [table, tag("p", _tally(vote_id, len(record)), mark)]
        shut += self.parse_content_to_nodes()
        box += shut
        return [box]

    def _field(self, name: str, actual: str, hints: dict[str, str]) -> Tag:
        field = tag("fieldset", data_member=name, data_actual=actual)
        legend = tag("legend", name)
        if hints:
            earlier = tables.row("votes", self.options["before"])["date"]
            said = council.SAID[hints[name]] if name in hints else "not a member"
            legend += tag("span", f" {facts.wordings(earlier, 'date')[2]}: {said}")
        field += legend
        group = f"guess-{self.arguments[0]}-{name}".lower().replace(" ", "-")
        for side in TALLY:
            box = tag("input", type="radio", name_=group, value=side)
            field += tag("label", box, f" {council.SAID[side]}")
        return field


def _line(name: str, actual: str) -> Tag:
    own = tag("td", class_="sb-guess-own", data_member=name)
    return tag("tr", tag("th", name, scope="row"), own, tag("td", cast(actual)))


def _tally(vote_id: str, members: int) -> str:
    vote = tables.row("votes", vote_id)
    tally = ", ".join(f"{vote[side]} {council.SAID[side]}" for side in TALLY)
    return f"All {figures.UNITS[members]}: {tally}."


class Choose(SphinxDirective):
    """``{choose} question``: a choice among answers, then what we say.

    The option ``answers`` lists them with semicolons; the content is what the page says.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"answers": options.unchanged_required}

    def run(self):
        answers = _names(self.options.get("answers", ""))
        if len(answers) < 2:
            raise self.error("Give at least two answers: :answers: yes; no")
        field = tag("fieldset", tag("legend", self.arguments[0]))
        serial = self.env.new_serialno("choose")
        for answer in answers:
            box = tag("input", type="radio", name_=f"choose-{serial}", value=answer)
            field += tag("label", box, f" {answer}")
        said = tag("p", role="status", class_="sb-guess-said")
        shut = tag("details", tag("summary", "What we say"), class_="sb-guess-reveal")
        shut += self.parse_content_to_nodes()
        return [tag("div", field, said, shut, class_="sb-guess", data_guess="choice")]


def setup(app: Sphinx) -> None:
    """Register the directives, and the assets of both for the pages that have one."""
    app.add_directive("predict-votes", PredictVotes)
    app.add_directive("choose", Choose)
    add_assets(app, "data-guess", css={"guess.css": 710}, js={"keep.js": 305, "guess.js": 310})
