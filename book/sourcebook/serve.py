"""Show the book on this machine only, and build it again after each change.

`python -m sourcebook.serve [port]`; the port is 8000 unless given. Stop with Ctrl-C.
"""

import subprocess
import sys
from pathlib import Path

from livereload import Server

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "_build" / "html"
# The checks alone first: what they find stands at the end of what is printed, not in a log.
CHECK = (sys.executable, "-m", "sourcebook.checks")
BUILD = (
    *(str(Path(sys.executable).with_name("jupyter-book")), "build", "book", "--path-output", "."),
    *("--all", "-nW", "--keep-going", "--quiet"),
)


def build() -> None:
    """Build every page; a fault is printed, and the last good pages stay."""
    checked = subprocess.run(CHECK, cwd=ROOT)
    done = checked if checked.returncode else subprocess.run(BUILD, cwd=ROOT)
    print("Stopped by the faults above." if done.returncode else "Built.", flush=True)


def is_made_by_python(path: str) -> bool:
    """Whether a path is one that the build itself writes: it must not start a build."""
    return "__pycache__" in path or ".ipynb_checkpoints" in path or path.endswith(".pyc")


def serve(port: int = 8000) -> None:
    """Build, then serve the pages on 127.0.0.1 and reload open ones after each change."""
    build()
    server = Server()
    for folder in ("book", "seeds", "exercises", "teach"):
        server.watch(str(ROOT / folder), build, ignore=is_made_by_python)
    print(f"The book: http://127.0.0.1:{port}/index.html  (Ctrl-C stops)", flush=True)
    server.serve(port=port, host="127.0.0.1", root=str(PAGES), open_url_delay=None)


if __name__ == "__main__":
    serve(*map(int, sys.argv[1:]))
