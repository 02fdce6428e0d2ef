"""The tables on the Data page: each described, and all of them as files beside the pages."""

import shutil
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sourcebook import exports, outside_check, tables
from sourcebook.sphinx.nodes import Tag, link, table, tag

FOLDER = "tables"
WHAT = {
    ".xlsx": "one spreadsheet, a sheet for each table; the sheet columns is the codebook.",
    ".zip": "every table as CSV; columns.csv is the codebook; with the log of what was checked.",
}
SHARED = "source_title source_url source2_url status note checked how".split()


@cache
def archives() -> dict[str, bytes]:
    """Return the spreadsheet and the zip by file name."""
    made = {".xlsx": exports.as_spreadsheet(), ".zip": exports.as_zip()}
    return {f"{exports.NAME}{ending}": content for ending, content in made.items()}


class Downloads(SphinxDirective):
    """``{data-downloads}``: all tables in one file, each with its size."""

    def run(self):
        items = []
        for name, content in archives().items():
            size = f" ({len(content) / 1000:.0f} KB): "
            given = link(name, f"{FOLDER}/{name}", download=True)
            items.append(tag("li", given, size, WHAT[Path(name).suffix]))
        return [tag("ul", *items, class_="sb-downloads")]


class DataTables(SphinxDirective):
    """``{data-tables}``: every table with its columns, from ``seeds/datapackage.json``."""

    def run(self):
        entries = [
            tag("li", link(tables.describe(name)["title"], f"#table-{name}"))
            for name in tables.names()
        ]
        return [tag("ul", *entries), *(_one(name) for name in tables.names())]


class SourceColumns(SphinxDirective):
    """``{source-columns}``: the columns that all tables of outside facts share, once."""

    def run(self):
        first = tables.describe(outside_check.outside()[0])["schema"]["fields"]
        shared = [field for field in first if field["name"] in SHARED]
        return [_fields(shared, [], "Columns of every table of outside facts")]


def _one(name: str) -> nodes.section:
    resource = tables.describe(name)
    section = nodes.section(ids=[f"table-{name}"])
    section += nodes.title("", resource["title"])
    section += tag("p", resource["description"])
    call = tag("code", f'sourcebook.load("{name}")')
    given = tag("p", f"{len(tables.keys(name)):,} rows. In Python: ", call, ". ")
    if name in exports.offered():
        path = resource["path"]
        given += link(f"Download {path}", f"{FOLDER}/{path}", download=True)
    section += given
    fields = resource["schema"]["fields"]
    if name in outside_check.outside():
        fields = [field for field in fields if field["name"] not in SHARED]
        shared = link("seven columns on its sources", "#source-columns")
        section += tag("p", "Beside these, every row has the ", shared, ".")
    columns = _fields(fields, tables.key_of(name), f"Columns of {resource['title']}")
    # Folded: a reader looks for one table among thirty.
    section += tag("details", tag("summary", f"Its {len(fields)} columns"), columns)
    return section


def _fields(fields: list[dict], key: list[str], caption: str) -> Tag:
    head = ["Column", "Type", "What it holds"]
    rows = [_field(field, key) for field in fields]
    return table(head, rows, class_="sb-fields sb-stack", caption=caption)


def _field(field: dict, key: list[str]) -> list:
    kind = f"{field['type']}, key" if field["name"] in key else field["type"]
    allowed = field.get("constraints", {}).get("enum", [])
    text = field["description"]
    if allowed:
        text += f" One of: {', '.join(str(value) for value in allowed)}."
    return [tag("code", field["name"]), kind, text]


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "datapackage.json").write_text(exports.description(), encoding="utf-8")
    for name in exports.offered():
        shutil.copy(tables.SEEDS / tables.describe(name)["path"], folder)
    for name, content in archives().items():
        (folder / name).write_bytes(content)


def setup(app: Sphinx) -> None:
    """Register the directives, and copy the tables when the pages are done."""
    app.add_directive("data-downloads", Downloads)
    app.add_directive("data-tables", DataTables)
    app.add_directive("source-columns", SourceColumns)
    app.connect("build-finished", _copy)
