"""``{roleplay} id`` prints a role play, ``{roleplays}`` a table of all.

A source mark would tell what came of it before the class has voted. So the facts stand here without
marks, and all sources together in the part that is shut until it is opened. What is shut is for one
reader and not for all: so paper leaves it out, and names the sheet that has it.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sourcebook.kit import entries, files, roleplay_sizes, roleplay_sources, roleplays
from sourcebook.kit.kinds_roleplay import who_leaves, who_plays
from sourcebook.kit.roleplays import RolePlay, unmarked
from sourcebook.sphinx.kit_parts import KitDirective, file_link, sheet_row
from sourcebook.sphinx.nodes import Tag, cell, link, table, tag
from sourcebook.sphinx.page import add_assets, once
from sourcebook.sphinx.roles import fact_item
from sourcebook.tasks.labels import minutes

LID = "What really happened: open it when the roles are left"
STEPS_LID = "For the teacher: open the steps"
CARDS_LID = "The cards: open this, then your own card alone"


class Play(KitDirective):
    """``{roleplay} id``: a role play of ``teach/roleplays``, from its question to its sources."""

    required_arguments = 1

    def run(self):
        once(self, "{roleplay}")
        try:
            play = roleplays.roleplay(self.arguments[0])
        except KeyError as error:
            raise self.error(error.args[0]) from error
        for name in (f"roleplays/{play.id}.yml", roleplays.RULES, "handouts.yml"):
            self.env.note_dependency(str(files.TEACH / name))
        question = tag("p", *self.inline(play["question"]), class_="sb-lesson-question")
        return [
            tag("div", question, class_="sb-lesson", data_kit=play.id, data_hindsight=True),
            *self.text(play["short"]),
            self._for_pupils(play),
            self._glance(play),
            self._care(play),
            self._print(play),
            self._steps(play),
            self._who(play),
            self._briefing(play),
            self._cards(play),
            self._after(play),
            *self.onward(),
        ]

    def text(self, words: str) -> list[nodes.Node]:
        """Return a text of the kit as nodes, without source marks."""
        return super().text(unmarked(words))

    def _list(self, texts: list[str], kind: str = "ul") -> Tag:
        return tag(kind, *(tag("li", *self.inline(text)) for text in texts))

    def _table(self, part: dict, caption: str) -> Tag:
        rows = [[cell(*self.inline(said)) if said else "" for said in row] for row in part["table"]]
        return table(part["head"], rows, class_="sb-stack sb-play-table", caption=caption)

    def _for_pupils(self, play: RolePlay) -> Tag:
        """Return what tells a pupil which two parts of the page to read, and no other."""
        read = tag("p", tag("b", "Going to play this? "), "Read only ")
        read += [link("the briefing", "#briefing"), nodes.Text(" and ")]
        read += [link("your own card", "#cards"), nodes.Text(". The rest would spoil it.")]
        warned = [tag("p", *self.inline(play["warning"]))] if "warning" in play.data else []
        return tag("div", *warned, read, class_="sb-play-first")

    def _shut(self, play: RolePlay, lid: str, sheet: str, *content, kind: str = "") -> list[Tag]:
        """Return a closed part, and the line that tells on paper which sheet has it."""
        name = entries.handout(f"{play.id}-{sheet}").title
        shut = tag("details", tag("summary", lid), *content, class_=f"sb-play-shut {kind}".strip())
        return [shut, tag("p", f"This is a sheet of its own: {name}.", class_="sb-play-paper")]

    def _glance(self, play: RolePlay) -> Tag:
        sizes = ", ".join(f"{variant.pupils}" for variant in play.variants)
        pairs = (
            ("Time", [nodes.Text(play.length)]),
            ("Pupils", [nodes.Text(f"{sizes}, and numbers between them")]),
            ("You need", self.inline(play["needs"])),
            ("Day and place", self.inline(play["day"])),
            ("Pupils know beforehand", self.inline(play["knows"])),
            ("When in the course", self.inline(play["before"])),
            ("Content", self.inline(play["content"])),
        )
        listed = [part for name, what in pairs for part in (tag("dt", name), tag("dd", *what))]
        return tag("dl", *listed, class_="sb-glance simple")

    def _care(self, play: RolePlay) -> nodes.section:
        rules = roleplays.rules()
        write = tag("p", tag("b", "Who would rather not play. "), *self.inline(rules["opt_out"]))
        task = tag("p", tag("b", "The written task. "), *self.inline(play["opt_out"]))
        leave = tag("p", tag("b", "Leaving the role. "), *self.inline(rules["leave_role"]))
        listed = self._list([*rules["safety"], *play["safety"]])
        return self.inside("Care, first of all", "care", listed, write, task, leave)

    def _print(self, play: RolePlay) -> nodes.section:
        whole = tag("p", file_link(f"{play.id}.zip", "Everything in one zip"), class_="sb-zip")
        rows = []
        for name, copies in play.copies.items():
            one = entries.handout(name)
            rows.append(sheet_row(name, one.title, cell(*self.inline(one["what"])), copies))
        head = ["Sheet", "Copies", "Pages", "Files"]
        sheets = table(head, rows, class_="sb-sheets sb-stack", caption="What to print")
        return self.inside("Print this", "print-this", whole, sheets)

    def _steps(self, play: RolePlay) -> nodes.section:
        steps = tag("ol", class_="sb-steps")
        for step, span in play.spans():
            said = tag("span", "Minutes ", class_="sb-unseen")
            when = tag("span", said, tag("span", span, class_="sb-when"))
            short = minutes(step["short"]) if step["short"] else "left out"
            title = tag("p", when, tag("b", step["title"]), class_="sb-step-title")
            title += tag("span", f" (in short: {short})", class_="sb-play-short")
            you = tag("p", tag("b", "You: "), *self.inline(step["teacher"]), class_="sb-does")
            they = tag("p", tag("b", "Pupils: "), *self.inline(step["pupils"]), class_="sb-does")
            steps += tag("li", title, you, they, class_="sb-step")
        shut = self._shut(play, STEPS_LID, "running", steps)
        return self.inside("Step by step", "steps", *shut)

    def _who(self, play: RolePlay) -> nodes.section:
        rows, sizes = [], roleplay_sizes.tabled(play)
        for role in play.roles:
            counts = (variant.copies(role["id"]) for variant in sizes)
            rows.append([role["title"], *(f"{count}" if count else "–" for count in counts)])
        head = ["Card in a class of", *(f"{variant.pupils}" for variant in sizes)]
        copies = table(head, rows, class_="sb-play-copies", caption="Pupils who hold each card")
        ways = tag("dl", class_="sb-different simple")
        for variant in play.variants:
            how = tag("p", *self.inline(variant.how))
            ways += tag("dt", f"{variant.pupils} pupils")
            held = [tag("p", f"{who_plays(play, variant)}.")] if variant.shared else []
            ways += tag("dd", how, *held)
        between = [*self.text(roleplays.rules()["between"]), self._list(who_leaves(play))]
        ways += [tag("dt", "Any other number"), tag("dd", *between)]
        return self.inside("Who plays what", "who-plays-what", ways, copies)

    def _briefing(self, play: RolePlay) -> nodes.section:
        part = play["briefing"]
        known = self._list(part["known"], "ol")
        warned = [tag("p", *self.inline(play["warning"]))] if "warning" in play.data else []
        found = [*warned, *self.text(part["text"])]
        found += [tag("p", tag("b", "What everybody knows")), known]
        if "table" in part:
            found.append(self._marked(part))
        found += [tag("p", tag("b", "Rules")), self._list(part["rules"])]
        return self.inside("The briefing", "briefing", *_explained(found))

    def _marked(self, part: dict) -> Tag:
        """Return the table of the briefing, with a choice of marks in each cell left empty."""
        rows = []
        for number, row in enumerate(part["table"], 1):
            marks = tag("span", class_="sb-play-marks", role="radiogroup")
            marks["attributes"]["aria-label"] = f"{part['head'][-1]}: {row[0]}"
            for mark in part.get("marks", []):
                button = tag("input", type="radio", value=mark)
                button["attributes"]["name"] = f"mark-{number}"
                marks += tag("label", button, f" {mark}")
            cells = [cell(*self.inline(said)) if said else marks for said in row]
            rows.append(cells)
        caption = "What lies on the table"
        whole = table(part["head"], rows, class_="sb-stack sb-play-table", caption=caption)
        if "marks" in part:
            whole["attributes"]["data-play-marks"] = True
        return whole

    def _cards(self, play: RolePlay) -> nodes.section:
        found = []
        for role in play.roles:
            card = tag("details", tag("summary", role["title"]), class_="sb-play-card")
            card["attributes"]["id"] = f"card-{role['id']}"
            card += tag("p", *self.inline(role["who"]))
            for part in role["parts"]:
                card += [tag("p", tag("b", part["head"])), self._list(part["points"])]
            _explained([card])
            found.append(card)
        shut = self._shut(play, CARDS_LID, "cards", *found, kind="sb-play-cards")
        return self.inside("The cards", "cards", *shut)

    def _after(self, play: RolePlay) -> nodes.section:
        part = play["debrief"]
        told = [
            tag("div", *self.text(part["outcome"]), class_="sb-play-outcome"),
            self._table(part, "Beside each other"),
            tag("p", tag("b", "Talk about it")),
            self._list(part["questions"], "ol"),
            tag("p", tag("b", "What this cannot tell you")),
            *self.text(part["limits"]),
        ]
        shut = self._shut(play, LID, "debrief", *told, kind="sb-later")
        return self.inside("Afterwards", "afterwards", *shut, self._sources(play))

    def _sources(self, play: RolePlay) -> Tag:
        rows = enumerate(roleplay_sources.sources(play), 1)
        listed = tag("ol", *(fact_item(self.env, number, row) for number, row in rows))
        shut = tag("details", tag("summary", "Sources of this page, which tell it too"))
        shut["attributes"]["class"] = "sb-play-sources sb-facts"
        shut += listed
        if names := roleplay_sources.cited(play):
            shut += self.text(f"Also: {{cite:t}}`{','.join(names)}`.")
        return shut


def _explained(content: list[nodes.Node]) -> list[nodes.Node]:
    """Link the first use of each word that pupils may not know to the glossary.

    Arguments:
        content: a briefing or one card, which is read by itself; it is changed in place.
    """
    for term in roleplays.rules()["terms"]:
        word = re.compile(rf"\b{term}(?:s|ed|ing)?\b", re.IGNORECASE)
        texts = (text for one in content for text in one.findall(nodes.Text))
        for text in texts:
            if (match := word.search(text)) and not _is_linked(text):
                _link_term(text, match, term)
                break
    return content


def _is_linked(text: nodes.Text) -> bool:
    around = text.parent
    while around is not None:
        titled = isinstance(around, Tag) and around["tag"] in ("a", "summary", "th")
        if titled or isinstance(around, nodes.reference | addnodes.pending_xref):
            return True
        around = around.parent
    return False


def _link_term(text: nodes.Text, match: re.Match, term: str) -> None:
    before, said, after = text[: match.start()], match[0], text[match.end() :]
    target = {"refdomain": "std", "reftype": "term", "reftarget": term, "refexplicit": True}
    xref = addnodes.pending_xref("", nodes.inline("", said), refwarn=True, **target)
    parts = [nodes.Text(before), nodes.inline("", "", xref), nodes.Text(after)]
    text.parent.replace(text, [part for part in parts if part != ""])


class Plays(KitDirective):
    """``{roleplays}``: every role play with its question, its time and its pupils."""

    def run(self):
        rows = []
        for play in roleplays.roleplays():
            self.env.note_dependency(str(files.TEACH / "roleplays" / f"{play.id}.yml"))
            name = cell(link(play.title, self.href(play.id)))
            sizes = ", ".join(f"{variant.pupils}" for variant in play.variants)
            time = minutes(play["minutes"])
            question = cell(*self.inline(unmarked(play["question"])))
            rows.append([name, question, time, sizes])
        head = ["Role play", "Question", "Time", "Pupils"]
        whole = table(head, rows, class_="sb-stack", caption="Role plays")
        return [tag("div", whole, data_kit="roleplays")]


def setup(app: Sphinx) -> None:
    """Register the directives, and their look."""
    app.add_directive("roleplay", Play)
    app.add_directive("roleplays", Plays)
    add_assets(app, "sb-play-card", css={"roleplays.css": 718})
    keeping = {"keep.js": 305, "roleplays.js": 310}
    add_assets(app, "data-play-marks", css={}, js=keeping)
