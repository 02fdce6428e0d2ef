"""What pages and sheets call the types, the difficulties and the times of tasks."""

KINDS = {
    "choose-one": "Choose one",
    "choose-several": "Choose all that fit",
    "number": "Give a number",
    "date": "Give a date",
    "order": "Put in order",
    "match": "Match",
    "mark-passage": "Mark the passage",
    "fill-grid": "Fill the grid",
    "written": "Write",
    "argument-bench": "Claim, evidence, reasoning",
    "calibration": "Mark as an examiner",
    "class-coding": "Code with your class",
    "dating": "Date the report",
}
DIFFICULTIES = {1: "a first step", 2: "takes thought", 3: "demanding"}


def minutes(number: float) -> str:
    """Return a time in words: ``1 minute``, ``2.5 minutes``."""
    return f"{number:g} minute{'' if number == 1 else 's'}"
