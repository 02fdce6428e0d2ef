"""Still pictures of the charts, for paper, for a slow line and for a page without scripts.

``python -m sourcebook.stills`` draws every chart of the notebooks in Chromium, with the same
Plotly and the same theme as the page, at two widths. A still names its colours by CSS variable,
so that it follows light, dark and print, and bears the fingerprint of the figure it was drawn
from, so that the build can tell when it is out of date.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from sourcebook.faults import Fault
from sourcebook.svg import tidy

BOOK = Path(__file__).resolve().parents[1]
ASSETS = Path(__file__).parent / "sphinx" / "assets"
MIME = "application/vnd.plotly.v1+json"
WIDTHS = {"wide": 720, "narrow": 360}  # CSS pixels; the page shows the one that fits
REMEDY = "Run make notebooks: it draws the stills again."
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
# Metrics of Arial, which most readers' system faces come close to. The page sets its own face.
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"


def figures(notebook: Path) -> Iterator[dict]:
    """Yield the figures among a notebook's outputs as ``{"data": [...], "layout": {...}}``."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


def theme() -> str:
    """Return the part of ``charts.js`` that decides how every chart looks."""
    script = (ASSETS / "charts.js").read_text(encoding="utf-8")
    return script.split("/* theme: begin.")[1].split("/* theme: end */")[0]


def fingerprint(figure: dict) -> str:
    """Return the first twelve digits of the SHA-256 of what a still shows: figure and theme."""
    shown = {"data": figure["data"], "layout": figure["layout"]}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False) + theme()
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def path(id: str, size: str, book: Path = BOOK) -> Path:
    """Return where a chart's still lies; ``size`` is a key of WIDTHS."""
    return book / "charts" / f"{id}-{size}.svg"


def read(figure: dict, book: Path = BOOK) -> tuple[dict[str, str], str]:
    """Return a figure's stills by size, and what is wrong with them (nothing: an empty text)."""
    id, print_ = figure["layout"]["meta"]["id"], fingerprint(figure)
    paths = {size: path(id, size, book) for size in WIDTHS}
    missing = [p.name for p in paths.values() if not p.is_file()]
    if missing:
        return {}, f"The chart {id} has no still: {', '.join(missing)}."
    stills = {size: p.read_text(encoding="utf-8") for size, p in paths.items()}
    stale = [paths[s].name for s, svg in stills.items() if f'data-figure="{print_}"' not in svg]
    if stale:
        return stills, f"The chart {id} has changed since its still was drawn: {', '.join(stale)}."
    return stills, ""


def check(book: Path = BOOK) -> list[Fault]:
    """Check that every chart of the book has its stills, that they are up to date, and no more."""
    faults, known = [], set()
    for notebook in sorted(book.glob("*.ipynb")):
        for figure in figures(notebook):
            problem = read(figure, book)[1]
            if problem:
                faults.append(Fault(f"book/{notebook.name}", "", problem, REMEDY))
            known |= {path(figure["layout"]["meta"]["id"], size, book) for size in WIDTHS}
    for left in sorted(set((book / "charts").glob("*.svg")) - known):
        remedy = "Delete the file."
        faults.append(Fault(f"book/charts/{left.name}", "", "No chart has this still.", remedy))
    return faults


def browser_path() -> str | None:
    """Return an installed Chromium, or None for the one that Playwright brings."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


# Plotly draws in layers of several <svg>; the marks know their trace and point by their bound data.
DRAW = """async ([figure, width, font, colours]) => {
  const made = sourcebook.charts.theme(figure, width, font, (v) => colours[v]);
  const plot = document.body.appendChild(document.createElement("div"));
  await Plotly.newPlot(plot, made.data, made.layout, { displayModeBar: false });
  for (const mark of plot.querySelectorAll(".point")) {
    const trace = mark.closest(".trace").__data__[0].trace;
    const row = (trace.customdata || [])[mark.__data__.i];
    if (row !== undefined && row !== null) mark.setAttribute("data-row", row);
  }
  const layers = [...plot.querySelectorAll("svg.main-svg")].map((svg) => svg.innerHTML);
  const { height } = plot._fullLayout;
  plot.remove();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
    width="${width}" height="${height}">${layers.join("")}</svg>`;
  const parsed = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  return new XMLSerializer().serializeToString(parsed);
}"""


def draw(page, figure: dict, size: str) -> str:
    """Draw one still on a Playwright page that holds Plotly and charts.js, and return its SVG."""
    id = figure["layout"]["meta"]["id"]
    names = sorted(set(VARIABLE.findall(json.dumps(figure) + theme())))
    # One colour stands for each variable while Plotly draws, and gives way to its name after.
    colours = {f"var({name})": f"rgb({n}, 250, {n})" for n, name in enumerate(names, 1)}
    raw = page.evaluate(DRAW, [figure, WIDTHS[size], FONT, colours])
    svg = tidy(ET.fromstring(raw), f"{id}-{size}", {c: name for name, c in colours.items()})
    svg.set("data-figure", fingerprint(figure))
    return ET.tostring(svg, encoding="unicode") + "\n"


def main() -> None:
    """Draw the stills that are missing or out of date, and delete those of charts that are gone."""
    charts = [f for notebook in sorted(BOOK.glob("*.ipynb")) for f in figures(notebook)]
    wanted = {path(f["layout"]["meta"]["id"], size) for f in charts for size in WIDTHS}
    for left in set((BOOK / "charts").glob("*.svg")) - wanted:
        left.unlink()
    due = [f for f in charts if read(f)[1] or "--all" in sys.argv]
    if due:
        _draw_all(due)
    print(f"stills: {len(due)} of {len(charts)} charts drawn", flush=True)


def _draw_all(due: list[dict]) -> None:
    from playwright.sync_api import sync_playwright  # only whoever writes a chapter needs it

    (BOOK / "charts").mkdir(exist_ok=True)
    scripts = [ASSETS / "vendor" / "plotly-basic.min.js", ASSETS / "charts.js"]
    tags = "".join(f'<script src="{script.as_uri()}"></script>' for script in scripts)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        blank = Path(folder) / "blank.html"
        blank.write_text(f"<!doctype html><meta charset=utf-8><body>{tags}", encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox"] if _as_root() else []
        )
        page = browser.new_page(viewport={"width": 800, "height": 800})
        page.goto(blank.as_uri())
        for figure in due:
            for size in WIDTHS:
                still = path(figure["layout"]["meta"]["id"], size)
                still.write_text(draw(page, figure, size), encoding="utf-8", newline="\n")
        browser.close()


def _as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    main()
