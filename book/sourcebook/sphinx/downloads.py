"""The tables as files beside the pages, for whoever wants to work with them."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from sourcebook import sources, tables

# These hold every word of a report, so they go only with reports shown in full.
WHOLE_TEXT = {"evidence"}


def offered() -> list[str]:
    """Return the names of the tables that readers may download."""
    full = all(sources.report(source).full_text for source in sources.ids())
    return [name for name in tables.names() if full or name not in WHOLE_TEXT]


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "tables"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(tables.SEEDS / "datapackage.json", folder)
    for name in offered():
        shutil.copy(tables.SEEDS / tables.describe(name)["path"], folder)


def setup(app: Sphinx) -> None:
    """Copy the tables when the pages are done."""
    app.connect("build-finished", _copy)
