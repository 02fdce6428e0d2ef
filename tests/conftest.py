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

from builds import build, build_once, build_with_tasks, copy_sources, need_browser
from sourcebook.kit import bundle
from sourcebook.tasks import editions

FLAGS = [
    # No other host can be reached or asked for, whatever a page or the browser itself may try.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

# The width and the colours, both changed at once: axe takes its time.
TWO_LOOKS = pytest.mark.parametrize(("mode", "width"), [("light", 1280), ("dark", 390)])


@pytest.fixture(scope="session")
def shared(tmp_path_factory, request) -> Path:
    """A folder for what is built once for all workers."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture(scope="session")
def built(shared) -> tuple[Path, str]:
    """The folder of the book's pages, and the log of a bad build."""
    return build_once(shared / "site", lambda folder: build(copy_sources(folder), folder))


@pytest.fixture(scope="session")
def book(built) -> Path:
    """The folder of the book's pages."""
    pages, log = built
    if log:
        pytest.fail("the book does not build: test_book_builds has the log", pytrace=False)
    return pages


@pytest.fixture(scope="session")
def tried(book, shared) -> Path:
    """The folder of the book's pages when two of them have the tasks of the tests."""
    pages, log = build_once(shared / "tried", build_with_tasks)
    assert not log, log[-6000:]
    return pages


@pytest.fixture(scope="session")
def teacher(book, shared) -> Path:
    """The same in the teacher edition. `make teacher` differs by these tasks alone."""
    edition = {"SOURCEBOOK_EDITION": editions.TEACHER}
    bundle.make(editions.TEACHER)  # so that the copy need not print it, nor the tests of the kit
    pages, log = build_once(shared / "teacher", lambda to: build_with_tasks(to, **edition))
    assert not log, log[-6000:]
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


@pytest.fixture(scope="session")
def served(tried) -> str:
    """The address of the book with the tasks of the tests."""
    with serving(tried) as address:
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
def opened(request, browser, tried, served):
    """Open the page with the tasks of a module: `opened(scheme, script, context, **options)`.

    The module names it as PAGE. `script` runs before the page's own; `context` is that of a page
    opened before. Any fault on a page opened fails the test.
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
        root = tried.as_uri() if scheme == "file" else served
        watch(page, root, faults)
        page.goto(f"{root}/{request.module.PAGE}.html")
        live_tasks(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def violations(page, context=None, **options) -> list[str]:
    """What axe finds in a page, or in a part of it: the rule, where it is broken, and how."""
    # What passes is not told either: to write it down takes half of the time.
    options |= {"resultTypes": ["violations"]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for fault in found
        for node in fault["nodes"][:3]
    ]
