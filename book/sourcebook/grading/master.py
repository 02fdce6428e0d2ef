"""An exercise put together: its text, and the solutions and hidden tests that live apart.

``exercises/notebooks/<slug>.md`` is what a learner gets, as MyST text. What only the course leader
has stands in ``exercises/notebooks/solutions/<slug>.md``, under the name of the cell.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

from sourcebook.faults import Fault

FOLDER = Path(__file__).parents[3] / "exercises" / "notebooks"
STUB = "# Your code here.\n..."
UNWRITTEN = "*Write here.*"
_BLOCK = re.compile(
    r"(?:\*\*(?P<name>Kind|Look|Slip|Hidden tests)\.\*\*(?P<said>[^\n]*)\n+)?"
    r"(?:```python\n(?P<code>.*?)^```$\n?)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Task:
    """What the course leader has of one cell.

    ``solution`` and ``hidden`` are code, the second empty where there is none. ``slips`` are pairs
    of a sentence for the learner and the code that it answers. ``scheme`` is the mark scheme of a
    written part, with exemplars; such a part has nothing else.
    """

    id: str
    solution: str = ""
    kind: str = ""
    look: str = ""
    slips: list[tuple[str, str]] = field(default_factory=list)
    hidden: str = ""
    scheme: str = ""


class Unfit(Exception):
    """An exercise that cannot be put together; ``fault`` says why."""

    def __init__(self, fault: Fault):
        super().__init__(str(fault))
        self.fault = fault


def slugs(folder: Path = FOLDER) -> list[str]:
    """Return the names of all exercises: those files that have solutions."""
    return sorted(path.stem for path in (folder / "solutions").glob("*.md"))


@cache
def tasks(slug: str, folder: Path = FOLDER) -> dict[str, Task]:
    """Return what the course leader has of an exercise, by the name of the cell.

    Raises:
        OSError: there are no solutions to it.
    """
    text = (folder / "solutions" / f"{slug}.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    pairs = zip(map(str.strip, parts[::2]), parts[1::2], strict=True)
    return {name: _task(name, body) for name, body in pairs}


def _task(name: str, body: str) -> Task:
    task = Task(name)
    if "```python" not in body:
        task.scheme = body.strip()
        return task
    for block in _BLOCK.finditer(body):
        said, code = (block["said"] or "").strip(), _body(block["code"] or "")
        if block["name"] == "Kind":
            task.kind = said
        elif block["name"] == "Look":
            task.look = said
        elif block["name"] == "Slip":
            task.slips.append((said, code))
        elif block["name"] == "Hidden tests":
            task.hidden = dedent(code)
        elif code:
            task.solution = code
    return task


def _body(code: str) -> str:
    """Code as it stands in a function; in the file it has no indent, so that it can be tidied."""
    return indent(dedent(code), "    ")


def release(slug: str, folder: Path = FOLDER):
    """Return an exercise as the learner's notebook, without anything of the course leader's.

    Raises:
        OSError: there is no such exercise.
    """
    import jupytext

    path = folder / f"{slug}.md"
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    notebook.metadata["sourcebook"] = {"exercise": slug}
    notebook.metadata.pop("jupytext", None)
    return notebook


def master(slug: str, folder: Path = FOLDER):
    """Return an exercise with its solutions and hidden tests between nbgrader's marks.

    Raises:
        Unfit: a cell has no solution, or a solution no cell.
    """
    notebook, known = release(slug, folder), tasks(slug, folder)
    cells = {name_of(cell): cell for cell in notebook.cells if name_of(cell)}
    if lost := set(known) - set(cells):
        raise Unfit(_fault(slug, min(lost), "No cell has this name.", "Correct the heading."))
    for name, cell in cells.items():
        part = cell.metadata["nbgrader"]
        if part["solution"] and name not in known:
            raise Unfit(_fault(slug, name, "The cell has no solution.", "Add a section for it."))
        if part["solution"] and cell.cell_type == "code":
            cell.source = filled(cell.source, _marked(known[name].solution))
        elif part["grade"] and cell.cell_type == "code":
            cell.source += _hidden(known[name.removesuffix("-check")].hidden)
    return notebook


def _fault(slug: str, where: str, problem: str, remedy: str) -> Fault:
    return Fault(f"exercises/notebooks/solutions/{slug}.md", where, problem, remedy)


def name_of(cell) -> str:
    """Return the name that nbgrader knows a cell by; empty if it knows none."""
    part = cell.get("metadata", {}).get("nbgrader", {})
    return str(part.get("grade_id", "")) if isinstance(part, dict) else ""


def filled(source: str, code: str) -> str:
    """Return a cell with code in the place of the learner's, from the stub on.

    What follows the stub is the learner's too, so that code may define more than one function.
    """
    head = source.split(indent(STUB, "    "))[0]
    return head + code.strip("\n")


def _marked(code: str) -> str:
    return f"    ### BEGIN SOLUTION\n{code.rstrip()}\n    ### END SOLUTION"


def _hidden(code: str) -> str:
    if not code:
        return ""
    inside = indent(dedent(code).rstrip(), "    ")
    return f"\n### BEGIN HIDDEN TESTS\nwith checks.other_data():\n{inside}\n### END HIDDEN TESTS"
