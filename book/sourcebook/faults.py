"""What is wrong, where, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
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
    ordered = sorted(set(faults))
    noun = "fault" if len(ordered) == 1 else "faults"
    return "\n".join([f"{len(ordered)} {noun} found:", *(f"- {fault}" for fault in ordered)])
