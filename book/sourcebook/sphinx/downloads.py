"""``{downloads}``: everything that can be taken away, each with its size and what it is."""

import re
import shutil
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx

from sourcebook import exports
from sourcebook.kit import lessons, packs, roleplays
from sourcebook.sphinx import data
from sourcebook.sphinx.kit_parts import KitDirective, file_link, size
from sourcebook.sphinx.nodes import Tag, cell, link, table, tag
from sourcebook.tasks.exports.files import zipped

FOLDER = "downloads"  # beside the pages
WHOLE = f"{exports.NAME}-book.zip"
# The size of the book is known only when all its pages are written.
UNKNOWN = "SIZE-OF-THE-BOOK"
OFFER = re.compile(r'<span class="sb-whole">.*?</span>', re.DOTALL)
HERE = '<span class="sb-whole">you are reading it</span>'
# Not part of the book: the packs themselves, and what the build keeps for its next run.
APART = {FOLDER, ".doctrees", ".buildinfo"}


@cache
def offered() -> tuple[packs.Pack, ...]:
    """Return the packs of this edition, made anew as far as their sources have changed."""
    return packs.make()


class Downloads(KitDirective):
    """``{downloads}``: a table of all zips: the book, handouts, tasks, tables, lessons, plays."""

    def run(self):
        head = ["What", "File", "What it is"]
        rows = [self._whole(), *map(self._pack, offered()), *self._tables()]
        rows += [self._lesson("Lesson", lesson) for lesson in lessons.lessons()]
        rows += [self._lesson("Role play", play) for play in roleplays.roleplays()]
        whole = table(head, rows, class_="sb-sheets sb-stack", caption="Everything to take away")
        return [tag("div", whole, data_kit="downloads")]

    def _whole(self) -> list:
        given = link(WHOLE, f"{FOLDER}/{WHOLE}", download=True)
        what = (
            "All pages with their sheets, charts and tasks. Unpack it and open index.html: it "
            "needs no network. The other zips of this list are not in it."
        )
        return ["The whole book", tag("span", given, f" {UNKNOWN}", class_="sb-whole"), what]

    def _pack(self, pack: packs.Pack) -> list:
        given = link(f"{pack.name}.zip", f"{FOLDER}/{pack.name}.zip", download=True)
        return [pack.title, cell(given, f" {size(pack.size)}"), pack.what]

    def _tables(self) -> list[list]:
        rows = []
        for name, content in data.archives().items():
            given = link(name, f"{data.FOLDER}/{name}", download=True)
            rows.append(["All tables", cell(given, f" {size(len(content))}"), _what(name)])
        return rows

    def _lesson(self, kind: str, lesson: lessons.Lesson | roleplays.RolePlay) -> list:
        title = cell(f"{kind}: ", link(lesson.title, self.href(lesson.id)))
        what = cell(*self.inline(lesson["question"]))
        return [title, file_link(f"{lesson.id}.zip", f"{lesson.id}.zip"), what]


def _what(name: str) -> Tag:
    words = data.WHAT[Path(name).suffix]
    return tag("span", words[0].upper() + words[1:])


def _publish(app: Sphinx, exception: Exception | None) -> None:
    """Put the packs beside the pages, and the whole book into a zip, once all else is there."""
    if exception or app.builder.format != "html":
        return
    pages = [page for page in app.env.found_docs if _offers(Path(app.outdir) / f"{page}.html")]
    if not pages:
        return
    out = Path(app.outdir)
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    (out / FOLDER).mkdir()
    for pack in offered():
        shutil.copyfile(packs.path(pack), out / FOLDER / f"{pack.name}.zip")
    whole = _book(out, pages)
    (out / FOLDER / WHOLE).write_bytes(whole)
    for page in pages:
        path = out / f"{page}.html"
        written = path.read_text(encoding="utf-8").replace(UNKNOWN, size(len(whole)))
        path.write_text(written, encoding="utf-8")


def _offers(page: Path) -> bool:
    return page.is_file() and UNKNOWN in page.read_text(encoding="utf-8")


def _book(out: Path, pages: list[str]) -> bytes:
    """Return the book as a zip; where its pages offer the zip, they say that this is it."""
    inside = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out)
        if path.is_file() and name.parts[0] not in APART:
            held = path.read_bytes()
            if name.suffix == ".html" and name.stem in pages:
                held = OFFER.sub(HERE, held.decode("utf-8")).encode("utf-8")
            inside[f"{exports.NAME}/{name.as_posix()}"] = held
    return zipped(inside)


def setup(app: Sphinx) -> None:
    """Register the directive; the zip of the book is made after everything else."""
    app.add_directive("downloads", Downloads)
    app.connect("build-finished", _publish, priority=900)
