"""All tables in one file: a zip of CSV files with their description, and a spreadsheet."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from sourcebook import outside_check, sources, tables

STATUSES = ("stated", "inferred", "corroborated", "contested")
NAME = "two-reports-on-syria"
# These hold every word of a report, so they go only with reports shown in full.
WHOLE_TEXT = {"evidence"}
# Files do not tell when they were made, so that the same tables give the same bytes.
MADE = datetime(2026, 1, 1)
WIDEST = 60  # characters of a spreadsheet column


def offered(folder: Path = tables.SEEDS) -> list[str]:
    """Return the names of the tables that readers may download."""
    full = all(sources.report(source, folder).full_text for source in sources.ids(folder))
    return [name for name in tables.names(folder) if full or name not in WHOLE_TEXT]


def description(folder: Path = tables.SEEDS) -> str:
    """Return ``datapackage.json`` for the tables offered."""
    whole = tables.descriptor(folder)
    kept = [one for one in whole["resources"] if one["name"] in offered(folder)]
    return json.dumps(whole | {"resources": kept}, ensure_ascii=False, indent=1) + "\n"


def columns(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return the codebook of the tables: one row a column, with its type and what it holds."""
    rows = [
        {
            "table": name,
            "column": field["name"],
            "type": field["type"],
            "key": field["name"] in tables.key_of(name, folder),
            "meaning": field["description"],
            "allowed": "; ".join(map(str, field.get("constraints", {}).get("enum", []))),
        }
        for name in offered(folder)
        for field in tables.describe(name, folder)["schema"]["fields"]
    ]
    return pd.DataFrame(rows)


def summary(folder: Path = tables.SEEDS) -> pd.DataFrame:
    """Return, for each table of outside facts, its rows by status, those with two
    sources, and those whose pages were not found again."""
    frames = {name: tables.load(name, folder) for name in outside_check.outside(folder)}
    counts = {
        name: {
            "rows": len(frame),
            **{status: int((frame["status"] == status).sum()) for status in STATUSES},
            "two sources": int(frame["source2_url"].notna().sum()),
            "not found again": int((frame["how"] == "not found again").sum()),
        }
        for name, frame in frames.items()
    }
    made = pd.DataFrame.from_dict(counts, orient="index")
    made.loc["all"] = made.sum()
    return made


def as_zip(folder: Path = tables.SEEDS) -> bytes:
    """Return a zip: every table offered, the description, the codebook and the log of checks."""
    files = {tables.describe(name, folder)["path"]: None for name in offered(folder)}
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in files}
    texts["README.md"] = (folder / "README.md").read_text(encoding="utf-8")
    texts["datapackage.json"] = description(folder)
    texts["columns.csv"] = columns(folder).to_csv(index=False, lineterminator="\n")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(texts.items()):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return buffer.getvalue()


def as_spreadsheet(folder: Path = tables.SEEDS) -> bytes:
    """Return an .xlsx workbook: a sheet on what it is, one with the codebook, one for each table.

    Days are days and numbers numbers. No cell is a formula, whatever sign it begins with.
    """
    # A tenth of a second to import, and only the export needs it.
    import xlsxwriter

    buffer = io.BytesIO()
    # Row after row, so that nothing of the order of writing is kept in memory or in the file.
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": tables.descriptor(folder)["title"], "created": MADE})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
    sheets = {"read me": _about(folder), "columns": columns(folder)}
    sheets |= {name: tables.load(name, folder) for name in offered(folder)}
    for name, frame in sheets.items():
        _fill(book.add_worksheet(name), frame, head, cell, day)
    book.close()
    return buffer.getvalue()


def _about(folder: Path) -> pd.DataFrame:
    whole = tables.descriptor(folder)
    licence = f"Licence: {whole['licenses'][0]['title']} ({whole['licenses'][0]['path']})."
    rows = [
        (whole["title"], whole["description"]),
        ("licence", f"{licence} The words of the two reports belong to their publishers."),
        ("status", "stated, inferred, corroborated or contested: see the sheet columns."),
        ("empty cell", "not known or not given; never nought."),
    ]
    described = (tables.describe(name, folder) for name in offered(folder))
    rows += [(one["name"], f"{one['title']}. {one['description']}") for one in described]
    return pd.DataFrame(rows, columns=["sheet", "what it is"])


def _fill(sheet, frame: pd.DataFrame, head, cell, day) -> None:
    for at, name in enumerate(frame.columns):
        values = ["" if pd.isna(value) else value for value in frame[name]]
        longest = max((len(str(value)) for value in [name, *values]), default=0)
        sheet.set_column(at, at, min(WIDEST, max(8, longest) + 2))
        sheet.write_string(0, at, name, head)
        for line, value in enumerate(values, 1):
            if isinstance(value, pd.Timestamp):
                sheet.write_datetime(line, at, value.to_pydatetime(), day)
            elif isinstance(value, (bool, np.bool_)):
                sheet.write_boolean(line, at, value, cell)
            elif isinstance(value, str):
                sheet.write_string(line, at, value, cell)
            else:
                sheet.write_number(line, at, float(value), cell)
    sheet.freeze_panes(1, 1)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
