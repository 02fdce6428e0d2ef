"""Serving the book while it is written."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from sourcebook import serve

# The real serve, over a book of one line whose build is a copy.
STAND_IN = """
import sys, pathlib
from sourcebook import serve
serve.ROOT = pathlib.Path(sys.argv[1])
serve.PAGES = serve.ROOT / "_build" / "html"
serve.CHECK = (sys.executable, "-c", "")
serve.BUILD = (sys.executable, "-c",
  "import shutil; shutil.copytree('book', '_build/html', dirs_exist_ok=True)")
serve.serve(int(sys.argv[2]))
"""


def read(address: str, words: str) -> str:
    """The page at an address once it holds the words; what it last held, after ten seconds."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    text = ""
    for _ in range(50):
        try:
            text = opener.open(address, timeout=2).read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        if words in text:
            break
        time.sleep(0.2)
    return text


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_change_is_built_and_reloaded(tmp_path, port):
    """A saved page is built again, and an open one is told to reload."""
    page = tmp_path / "book" / "index.html"
    page.parent.mkdir()
    (tmp_path / "seeds").mkdir()
    page.write_text("<html><head></head><body>first words</body></html>", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", STAND_IN, tmp_path, str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/index.html"
        shown = read(address, "first words")
        assert "first words" in shown and "livereload.js" in shown
        page.write_text("<html><head></head><body>second words</body></html>", encoding="utf-8")
        assert "second words" in read(address, "second words")
    finally:
        running.terminate()
        running.wait(10)


@pytest.mark.parametrize(
    ("path", "made"),
    [("book/sourcebook/__pycache__/a.pyc", True), ("book/index.md", False)],
)
def test_builds_do_not_start_builds(path, made):
    """What a build writes itself does not count as a change."""
    assert serve.is_made_by_python(path) is made
