"""``{lesson} id`` prints a lesson, ``{lessons}`` a table of all, ``{handouts}`` all sheets."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from sourcebook import sources
from sourcebook.kit import adapted, bundle, entries, files, handouts, lessons, slides
from sourcebook.kit.kinds_plan import CARE, COPYING, DIFFERENT
from sourcebook.sphinx.kit_parts import FOLDER, KitDirective, file_link, made, sheet_row, unwrapped
from sourcebook.sphinx.nodes import Tag, cell, link, table, tag
from sourcebook.sphinx.page import add_assets
from sourcebook.tasks import bank, editions
from sourcebook.tasks.labels import minutes


class Lesson(KitDirective):
    """``{lesson} id``: a lesson of ``teach/lessons``, from its question to its notes."""

    required_arguments = 1

    def run(self):
        try:
            lesson = lessons.lesson(self.arguments[0])
        except KeyError as error:
            raise self.error(error.args[0]) from error
        self.env.note_dependency(str(files.TEACH / "lessons" / f"{lesson.id}.yml"))
        self.env.note_dependency(str(files.TEACH / "handouts.yml"))
        question = tag("p", *self.inline(lesson["question"]), class_="sb-lesson-question")
        head = tag("div", question, class_="sb-lesson", data_kit=lesson.id)
        return [
            head,
            *self.text(lesson["short"]),
            self._glance(lesson),
            self._print(lesson),
            self._aims(lesson),
            self._before(lesson),
            *(self._session(lesson, n) for n, _ in enumerate(lesson.sessions, 1)),
            tag("p", tag("b", "Less time? "), *self.inline(lesson["less"])),
            self._different(lesson),
            self._misconceptions(lesson),
            *self._notes(lesson),
            *self.onward(lesson.data.get("play", "")),
        ]

    def _glance(self, lesson: lessons.Lesson) -> Tag:
        pairs = (
            ("Time", [nodes.Text(lesson.length)]),
            ("You need", self.inline(lesson["needs"])),
            ("Pupils know beforehand", self.inline(lesson["knows"])),
            ("Pupils produce", self.inline(lesson["product"])),
        )
        listed = [part for name, what in pairs for part in (tag("dt", name), tag("dd", *what))]
        return tag("dl", *listed, class_="sb-glance simple")

    def _print(self, lesson: lessons.Lesson) -> nodes.section:
        whole = tag("p", file_link(f"{lesson.id}.zip", "Everything in one zip"), class_="sb-zip")
        whole += nodes.Text(": print its folder A4 or Letter, each sheet in the copies below.")
        if any(handouts.has_key(entries.handout(name)) for name in lesson.handouts):
            whole += nodes.Text(" It comes with the keys in a folder of their own.")
        deck = tag("p", link("The slides", f"{slides.FOLDER}/{lesson.id}.html"), class_="sb-deck")
        deck += nodes.Text(" to show, and ")
        deck += link("their words with your notes", f"{slides.FOLDER}/{lesson.id}-notes.html")
        deck += nodes.Text(" to print.")
        plan = entries.plan_of(lesson)
        rows = [sheet_row(plan.id, "The plan", "", "one for the teacher")]
        for name in lesson.handouts:
            one = entries.handout(name)
            what = cell(*self.inline(one["what"]))
            rows.append(sheet_row(name, one.title, what, lesson.copies[name]))
            if name + handouts.KEY in {n.removesuffix("-a4.pdf") for n in made().files}:
                rows.append(sheet_row(name + handouts.KEY, f"{one.title}: key", "", "yours"))
        head = ["Sheet", "Copies", "Pages", "Files"]
        sheets = table(head, rows, class_="sb-sheets sb-stack", caption="What to print")
        return self.inside("Print this", "print-this", whole, deck, *self._copying(lesson), sheets)

    def _copying(self, lesson: lessons.Lesson) -> list[Tag]:
        used = [entries.handout(name) for name in lesson.handouts]
        reports = {one["source"] for one in used if one["kind"] == "report"}
        cut = tag("p", class_="sb-zip")
        for one in entries.listed():
            if one.get("extracts") and one["source"] in reports:
                cut += [file_link(f"{one.id}-a4.pdf", one.title), nodes.Text(" ")]
        return [tag("p", *self.inline(COPYING)), cut]

    def _aims(self, lesson: lessons.Lesson) -> nodes.section:
        entries_ = []
        for aim in lesson["aims"]:
            shown = self.tasks([bank.item(name) for name in aim["items"]])
            entries_.append(tag("li", *self.inline(aim["text"]), " ", shown))
        return self.inside("At the end pupils can", "aims", tag("ul", *entries_, class_="sb-aims"))

    def _before(self, lesson: lessons.Lesson) -> nodes.section:
        listed = (tag("li", *self.inline(one)) for one in (*lesson["before"], CARE))
        return self.inside("Before you begin", "beforehand", tag("ul", *listed))

    def _session(self, lesson: lessons.Lesson, number: int) -> nodes.section:
        session = lesson.sessions[number - 1]
        steps = tag("ol", *(self._step(step) for step in session.steps), class_="sb-steps")
        section = self.inside(
            lesson.headings[number - 1],
            f"session-{number}",
            tag("p", minutes(session["minutes"]), class_="sb-lesson-minutes"),
            steps,
        )
        section += tag("p", tag("b", "Exit task: "), *self._exit(session), class_="sb-exit")
        return section

    def _step(self, step: lessons.Step) -> Tag:
        when = tag("span", step.span, class_="sb-when")
        said = tag("span", "Minutes ", class_="sb-unseen")
        title = tag("p", tag("span", said, when), tag("b", step["title"]), class_="sb-step-title")
        item = tag("li", title, class_="sb-step")
        item += self._does("You", step["teacher"])
        if "answers" in step.data:
            told = self.text(step["answers"])
            item += tag("details", tag("summary", "Answers"), *told, class_="sb-step-answers")
        if "say" in step.data:
            item += tag("div", tag("b", "Say aloud"), *self.text(step["say"]), class_="sb-say")
        item += self._does("Pupils", step["pupils"])
        if names := step.get("reads"):
            item += self._reads(names, step.reading)
        if step.items:
            noun = "Task" if len(step.items) == 1 else "Tasks"
            item += tag("p", tag("b", f"{noun}: "), self.tasks(step.items), class_="sb-does")
        if "without" in step.data:
            item += self._does("Without laptops", step["without"])
        return item

    def _does(self, who: str, words: str) -> Tag:
        first, *others = self.text(words)
        there = tag("p", tag("b", f"{who}: "), unwrapped(first), class_="sb-does")
        return tag("div", there, *others)

    def _reads(self, names: list[str], took: float) -> Tag:
        there = tag("p", tag("b", "Reading: "), class_="sb-does")
        for number, name in enumerate(names):
            there += [nodes.Text(", ")] if number else []
            there += self._reading(name)
        there += nodes.Text(f" ({minutes(took)})")
        return there

    def _reading(self, name: str) -> Tag:
        kind, _, place = name.rpartition(":")
        if kind == lessons.ANSWERS:
            item = bank.item(place)
            href = self.href(item.chapter, f"task-{place}")
            return link(f"the mark scheme and one answer to {item['title']}", href)
        source, _, paragraph = place.partition("#")
        report = sources.report(source)
        number = f" {report.paragraphs[paragraph].number}" if paragraph else ""
        if kind == adapted.FOLDER:
            there = f"{source}-{paragraph}" if paragraph else ""
            href = self.href(adapted.PAGE, there)
            return link(f"{report.short}{number} in easier English", href)
        return link(f"{report.short}{number}", self.href(source, paragraph))

    def _exit(self, session: lessons.Session) -> list[nodes.Node]:
        if "text" in session.exit:
            return self.inline(session.exit["text"])
        there = [item for step in session.steps for item in step.items]
        return [self.tasks([item for item in there if item.id == session.exit["item"]][:1])]

    def _different(self, lesson: lessons.Lesson) -> nodes.section:
        listed = tag("dl", class_="sb-different simple")
        for key, name in DIFFERENT.items():
            listed += tag("dt", name)
            listed += tag("dd", *self.text(lesson["differentiation"][key]))
        return self.inside("For different pupils", "different-pupils", listed)

    def _misconceptions(self, lesson: lessons.Lesson) -> nodes.section:
        shut = []
        for one in lesson["misconceptions"]:
            said = tag("summary", *self.inline(one["they_say"]))
            shut.append(tag("details", said, *self.text(one["answer"]), class_="sb-they-say"))
        return self.inside("What pupils may think", "misconceptions", *shut)

    def _notes(self, lesson: lessons.Lesson) -> list[nodes.section]:
        if not (notes := lesson.data.get("notes")):
            return []
        listed = tag("ul", *(tag("li", *self.inline(note)) for note in notes))
        return [self.inside("Good to know", "notes", listed)]


class Lessons(KitDirective):
    """``{lessons}``: every lesson with its question, its time and what it needs."""

    def run(self):
        rows = []
        for lesson in lessons.lessons():
            self.env.note_dependency(str(files.TEACH / "lessons" / f"{lesson.id}.yml"))
            title = link(lesson.title, self.href(lesson.id))
            question, needs = (cell(*self.inline(lesson[part])) for part in ("question", "needs"))
            rows.append([title, lesson.length, needs, question])
        head = ["Lesson", "Time", "You need", "Its question"]
        whole = table(head, rows, class_="sb-lessons sb-stack", caption="All lessons")
        return [tag("div", whole, data_kit="lessons")]


class Handouts(KitDirective):
    """``{handouts}``: every sheet that is no plan, with its files."""

    def run(self):
        self.env.note_dependency(str(files.TEACH / "handouts.yml"))
        rows = []
        for sheet in handouts.sheets(editions.edition()):
            if sheet.kind != entries.PLAN:
                title, _, pages, links = sheet_row(sheet.id, sheet.title, "", "")
                rows.append([title, cell(*self.inline(sheet.what)), pages, links])
        head = ["Sheet", "What it is for", "Pages", "Files"]
        whole = table(head, rows, class_="sb-sheets sb-stack", caption="All sheets")
        # Folded: most readers come for a lesson, and a phone shows one sheet at a time.
        label = f"The {len(rows)} sheets: open the list"
        return [tag("details", tag("summary", label), whole, data_kit="handouts")]


def _copy(app: Sphinx, exception: Exception | None) -> None:
    """Put the files beside the pages, if the book has a page of the kit."""
    if exception or app.builder.format != "html":
        return
    if any(lesson.id in app.env.found_docs for lesson in lessons.lessons()):
        bundle.publish(made(), Path(app.outdir) / FOLDER)
        slides.publish(slides.make(), Path(app.outdir) / slides.FOLDER)


def setup(app: Sphinx) -> None:
    """Register the directives, and copy the handouts when the pages are done."""
    app.add_directive("lesson", Lesson)
    app.add_directive("lessons", Lessons)
    app.add_directive("handouts", Handouts)
    app.connect("build-finished", _copy)
    add_assets(app, "data-kit", css={"lessons.css": 717})
