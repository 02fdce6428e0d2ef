"""The built book, served, in a browser. Each page that a test opens is watched for faults."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from builds import TASK_PAGE, build_once, need_browser

FLAGS = [
    # No other host can be reached or asked for, whatever a page or the browser itself may try.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def built(tmp_path_factory, request) -> tuple[Path, str]:
    """The folder of the book's pages, built once for all workers, and the log of a bad build."""
    base = tmp_path_factory.getbasetemp()
    return build_once(base.parent if hasattr(request.config, "workerinput") else base)


@pytest.fixture(scope="session")
def book(built) -> Path:
    """The folder of the book's pages."""
    pages, log = built
    if log:
        pytest.fail("the book does not build: test_book_builds has the log", pytrace=False)
    return pages


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine only; the address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(book) -> str:
    """The address of the book, served on this machine only."""
    with serving(book) as address:
        yield address


@pytest.fixture(scope="module")
def served(pages) -> str:
    """The address of the book that a module builds for itself: its fixture `pages`."""
    with serving(pages) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium. Without one the test is skipped; in CI it fails."""
    from playwright.sync_api import sync_playwright

    path = need_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def watch(page, root: str, faults: list[str]) -> None:
    """Write console errors, script errors and outside requests into `faults`.

    The book's own files that the page asks for go to `page.asked`, as paths inside the book.
    """
    page.faults, page.asked = faults, []

    def asked(request):
        if request.url.startswith(root):
            page.asked.append(urlsplit(request.url[len(root) :].lstrip("/")).path)
        elif not request.url.startswith(("data:", "blob:", "about:")):
            faults.append(f"asks another host: {request.url}")

    def said(message):
        if message.type in ("error", "warning"):
            faults.append(f"console {message.type}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))


def live_tasks(page) -> None:
    """Load the scripts of tasks at once, which come by themselves when a task comes near."""
    page.evaluate("window.sourcebook?.loadTasks?.()")


@pytest.fixture
def visit(browser, book, site):
    """Open a page of the book as a new reader: `visit(slug, scheme="http", **context options)`.

    `scheme` is "http" or "file"; `mode` is "light" or "dark"; `width` is the window's. When the
    test ends, any fault on any page opened fails it. The list is on the page as `page.faults`.
    """
    contexts, faults = [], []

    def open_page(slug, scheme="http", mode="light", width=1280, height=900, **options):
        context = browser.new_context(
            color_scheme=mode, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        root = book.as_uri() if scheme == "file" else site
        watch(page, root, faults)
        name, _, anchor = slug.partition("#")
        page.goto(f"{root}/{name}.html" + (f"#{anchor}" if anchor else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def live(visit):
    """Open a page as `visit` does, with its tasks live."""

    def open_page(*arguments, **options):
        page = visit(*arguments, **options)
        live_tasks(page)
        return page

    return open_page


@pytest.fixture
def opened(browser, pages, served):
    """Open the page with the tasks of a module: `opened(scheme, script, context, **options)`.

    `script` runs before the page's own; `context` is that of a page opened before. Any fault on a
    page opened fails the test.
    """
    contexts, faults = [], []

    def open_page(scheme="http", script="", context=None, mode="light", width=1280, **options):
        if context is None:
            context = browser.new_context(
                color_scheme=mode, viewport={"width": width, "height": 900}, **options
            )
            context.set_default_timeout(10_000)
            contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        root = pages.as_uri() if scheme == "file" else served
        watch(page, root, faults)
        page.goto(f"{root}/{TASK_PAGE}.html")
        live_tasks(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def violations(page, context=None) -> list[str]:
    """What axe finds in a page, or in a part of it: the rule and where it is broken first."""
    found = Axe().run(page, context=context).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:300]}" for fault in found]
