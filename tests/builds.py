"""Where the book's parts are, how the tests build it, and which browser they use."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import get_browser
from sourcebook import chapters

ROOT = Path(__file__).resolve().parents[1]
TASK_PAGE = "glossary"  # a page without tasks of its own, to which tests add some
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


def build_with_tasks(folder: Path, directives: str, **environment: str) -> Path:
    """Build the book in an empty folder, with tasks at the end of TASK_PAGE; return its pages.

    What is in `folder / "exercises"` by then is built as well, so that a caller may add items.
    """
    source = folder / "book" if (folder / "book").exists() else copy_sources(folder)
    page = source / f"{TASK_PAGE}.md"
    page.write_text(f"{page.read_text('utf-8')}\n## Tasks\n\n{directives}", "utf-8")
    done = build(source, folder, PYTHONPATH=str(source), **environment)
    assert done.returncode == 0, done.stdout[-6000:]
    return folder / "_build" / "html"


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


def build_once(shared: Path) -> tuple[Path, str]:
    """Build the book in `shared`, or wait for the worker that does: the pages and the log.

    The log is empty when the build came out well.
    """
    folder, verdict = shared / "site", shared / "site-log.txt"
    try:
        folder.mkdir()  # only one worker can make it; the others wait for the verdict
    except FileExistsError:
        for _ in range(600):
            if verdict.exists():
                break
            time.sleep(0.5)
    else:
        done = build(copy_sources(folder), folder)
        draft = shared / "site-log.part"
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


def article(path: Path) -> str:
    """The text of a page’s main part, spaces tidied, without words inside pictures and choices."""
    parts = soup(path).article.find_all(string=True)
    unread = ["svg", "script", "style", "option"]
    return " ".join(" ".join(p for p in parts if not p.find_parent(unread)).split())
