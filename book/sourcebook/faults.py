"""What is wrong, where, and what to do about it."""

import re
from dataclasses import dataclass
from pathlib import Path

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Fault:
    """One thing that a person can put right.

    Arguments:
        file: path of the file, relative to the checkout where it lies in it.
        where: the place in the file, such as ``line 12`` or ``row hl3b``; may be empty.
        problem: what is wrong, in one sentence.
        remedy: what to do, in one sentence.
    """

    file: str
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.problem} {self.remedy}"


def listing(faults: list[Fault]) -> str:
    """Return the faults as text: a count, then one line each, in order of file and place."""
    if not faults:
        return "No fault found."
    ordered = sorted(set(faults), key=_place)
    noun = "fault" if len(ordered) == 1 else "faults"
    return "\n".join([f"{len(ordered)} {noun} found:", *(f"- {fault}" for fault in ordered)])


def _place(fault: Fault) -> list:
    """Order as a person would: line 7 before line 10."""
    parts = re.split(r"(\d+)", f"{fault.file}\n{fault.where}\n{fault.problem}\n{fault.remedy}")
    return [int(part) if part.isdigit() else part for part in parts]


def unreadable(path: Path, file: str) -> Fault | None:
    """Say in plain words why a file cannot be read as text: it is missing, empty or not UTF-8.

    ``file`` is its name in the message. None if it can be read.
    """
    if not path.is_file():
        return Fault(file, "", "The file is missing.", "Restore it.")
    data = path.read_bytes()
    if not data.strip():
        return Fault(file, "", "The file is empty.", "Restore its content.")
    if data.startswith(BOM):
        problem = "The file is saved with a byte order mark, three bytes that nobody sees."
        remedy = "Save it as UTF-8 without one (in a spreadsheet: not as CSV UTF-8 with BOM)."
        return Fault(file, "line 1", problem, remedy)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Fault(file, f"line {line}", "The file is not UTF-8.", "Save it as UTF-8.")
    return None
