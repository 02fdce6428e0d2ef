"""Bytes that do not tell when they were made: zips with one date, in one order."""

import io
import zipfile
from datetime import datetime

MADE = datetime(2026, 1, 1)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of files by name, in order of name; folders end in a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith("/") else 0o644) << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
