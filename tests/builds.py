"""Where the book's parts are, how the tests build it, and which browser they use."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest
import yaml
from bs4 import BeautifulSoup

import get_browser
from sourcebook import chapters
from sourcebook.kit import bundle
from sourcebook.tasks import bank

ROOT = Path(__file__).resolve().parents[1]
# Two pages without tasks of their own, to which tests add some.
TASK_PAGE, JUDGED_PAGE = "glossary", "people"
# A task of each type that the page checks, and some that a person judges.
CHECKED = {
    data["id"]: data
    for data in bank.read(Path(__file__).with_name("task_items.yml"))
    if data["type"] != "written"
}
JUDGED = """mend-a-sentence explain-policy-or-audience mark-three-on-russia
two-men-on-russia""".split()
CLUTTER = shutil.ignore_patterns("_build", "__pycache__", ".ipynb_checkpoints", "*.egg-info")


def show_charts(page) -> None:
    """Bring into sight the chart that waits for the reader's first clue."""
    charts = page.locator("[data-dating]")
    charts.evaluate_all("all => all.forEach(chart => delete chart.dataset.dating)")


def slugs() -> list[str]:
    """The slugs of all pages, in the order of `_toc.yml`."""
    return chapters.listed(ROOT / "book")


def charts_stored(slug: str) -> int:
    """How many charts the notebook of a page keeps among its outputs; 0 for a page without one."""
    path = ROOT / "book" / f"{slug}.ipynb"
    if not path.exists():
        return 0
    return path.read_text(encoding="utf-8").count('"application/vnd.plotly.v1+json"')


def copy_sources(folder: Path) -> Path:
    """Copy the book and what it grows from, without anything that a build leaves behind."""
    for part in ("book", "seeds", "exercises", "teach"):
        shutil.copytree(ROOT / part, folder / part, ignore=CLUTTER)
    return folder / "book"


def copy_handouts(folder: Path) -> None:
    """Copy the handouts of earlier builds, so that a copied book prints only those that change."""
    drafts = shutil.ignore_patterns(".*")
    shutil.copytree(bundle.BUILT, folder / "_build" / bundle.BUILT.name, ignore=drafts)


def build(book: Path, output: Path, **environment: str) -> subprocess.CompletedProcess:
    """Build a book as `make book` does; the log is in `stdout`, faults and all.

    `environment` adds variables: PYTHONPATH set to a copied book has that copy's package and
    tables used.
    """
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", book, "--path-output", output, "--all", "-nW", "--keep-going"]
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        env=os.environ | environment,
    )


def build_with_tasks(folder: Path, **environment: str) -> subprocess.CompletedProcess:
    """Build the book in a folder, with the tasks of the tests at the end of two of its pages."""
    source = copy_sources(folder)
    copy_handouts(folder)
    items = yaml.safe_dump([*CHECKED.values()], allow_unicode=True, sort_keys=False)
    (folder / "exercises" / "bank" / f"{TASK_PAGE}.yml").write_text(items, "utf-8")
    checked = "```{task} try-number\n```\n\n```{tasks}\n```\n"
    judged = "".join(f"```{{task}} {name}\n```\n\n" for name in JUDGED)
    for slug, directives in ((TASK_PAGE, checked), (JUDGED_PAGE, judged)):
        page = source / f"{slug}.md"
        page.write_text(f"{page.read_text('utf-8')}\n## Tasks\n\n{directives}", "utf-8")
    return build(source, folder, PYTHONPATH=str(source), **environment)


def least_bank(folder: Path) -> None:
    """Write beside a book that has but an index the least that a book's bank may be."""
    bank = folder / "exercises" / "bank"
    bank.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / "schema.json", bank.parent)
    items = (ROOT / "tests" / "task_items.yml").read_text(encoding="utf-8")
    items = items.replace("(timeline)", "(index)").replace("(security-council)", "(index)")
    (bank / "index.yml").write_text(items, encoding="utf-8")
    (bank.parent / "sets.yml").write_text("[]\n", encoding="utf-8")


def refused(folder: Path, directives: Iterable[str]) -> str:
    """Build a page with some directives that a build has to refuse; return its log.

    Fails if the build comes out well. `folder` is empty before.
    """
    front = f"---\nmyst:\n  html_meta:\n    description: {'A page for a test. ' * 4}\n---\n"
    text = "\n\n".join([f"{front}# A page", *directives])
    book = folder / "book"
    book.mkdir()
    least_bank(folder)
    (book / "index.md").write_text(text, encoding="utf-8")
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    for name in ("_config.yml", "references.bib", "favicon.svg"):
        shutil.copy(ROOT / "book" / name, book)
    done = build(book, folder)
    assert done.returncode != 0, done.stdout
    return done.stdout


def build_once(
    folder: Path, build: Callable[[Path], subprocess.CompletedProcess]
) -> tuple[Path, str]:
    """Build a book in a new folder, or wait for the worker that does: the pages and the log.

    The log is empty when the build came out well.
    """
    verdict = folder.with_suffix(".log")
    try:
        folder.mkdir()  # only one worker can make it; the others wait for the verdict
    except FileExistsError:
        for _ in range(600):
            if verdict.exists():
                break
            time.sleep(0.5)
    else:
        done = build(folder)
        draft = folder.with_suffix(".part")
        draft.write_text(done.stdout if done.returncode else "", encoding="utf-8")
        draft.rename(verdict)  # whole or not at all
    return folder / "_build" / "html", verdict.read_text(encoding="utf-8")


def need_browser() -> str:
    """The path of a browser. Without one the test is skipped; in CI it fails."""
    path = get_browser.find()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(get_browser.REMEDY)
    return path


@lru_cache(maxsize=64)
def soup(path: Path) -> BeautifulSoup:
    """A page's HTML, read once."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pages_of(paper: bytes) -> list[str]:
    """The text of each page of a PDF. pypdf, which tells more, takes twenty times as long."""
    with pypdfium2.PdfDocument(paper) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def article(path: Path) -> str:
    """The text of a page’s main part, spaces tidied, without words inside pictures and choices."""
    parts = soup(path).article.find_all(string=True)
    unread = ["svg", "script", "style", "option"]
    return " ".join(" ".join(p for p in parts if not p.find_parent(unread)).split())
