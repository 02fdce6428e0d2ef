"""The notebook exercises: solved, unsolved, and wrong in the ways that learners are."""

import itertools
import json
import os
import re
import subprocess
import sys
from datetime import date

import nbformat
import numpy as np
import pandas as pd
import pytest

from handed_in import need_grading
from sourcebook.grading import checks, keys, master

need_grading()

SLUGS = master.slugs()
SLIPS = [
    pytest.param(slug, task, said, code, id=f"{slug}-{task}-{number}")
    for slug in SLUGS
    for task, part in master.tasks(slug).items()
    for number, (said, code) in enumerate(part.slips)
]
FINGERPRINTED = sorted(json.loads(keys.KEYS.read_text(encoding="utf-8")))


def with_body(notebook, name: str, body: str):
    """The notebook with another body between nbgrader's marks in the cell named."""
    for cell in notebook.cells:
        if master.name_of(cell) == name:
            cell.source = re.sub(
                r"(?s)    ### BEGIN SOLUTION.*", lambda _: f"    {body}", cell.source
            )
    return notebook


def wrong(notebook, task: str, **given) -> str:
    """What the check after a task says; the test fails where it says nothing."""
    with pytest.raises(checks.Wrong) as caught:
        keys.play(notebook, task, **given)
    return str(caught.value)


@pytest.fixture(scope="module")
def right() -> dict:
    """The right answer to each task that has one."""
    found = {}
    for slug in SLUGS:
        with checks.recording() as one:
            keys.play(keys.solved(slug))
        found |= one
    return found


def test_the_six_are_there():
    """There are the six exercises, and each has a text, solutions and a place in the README."""
    told = (master.FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(SLUGS) == 6
    assert {path.stem for path in master.FOLDER.glob("*.md")} == {*SLUGS, "README"}
    assert all(f"`{slug}`" in told for slug in SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_opens_with_aims_and_an_example(slug):
    """Each has aims, a worked example, tasks each with its check, and a written part at the end."""
    text = (master.FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    order = [text.index(part) for part in ("**Aims.**", "## A worked example", "## 1. ")]
    assert order == sorted(order)
    parts = [cell.metadata.get("nbgrader") for cell in master.release(slug).cells]
    checked = [part["grade_id"] for part in parts if part and part["grade"] and part["locked"]]
    assert len(checked) >= 4 and all(name.endswith("-check") for name in checked)
    last = parts[-1]
    assert last["grade"] and last["solution"]
    scheme = master.tasks(slug)[last["grade_id"]].scheme
    assert scheme.startswith(f"{last['points']} marks")
    assert f"{last['points']} |" in scheme.split("**Weak")[0]
    assert all(f"**{name} (" in scheme for name in ("Weak", "Middle", "Strong"))


def test_solutions_pass_through_nbval(tmp_path):
    """Every solution runs through nbval in a kernel of its own, hidden tests and all."""
    for slug in SLUGS:
        nbformat.write(master.master(slug), tmp_path / f"{slug}.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "-q"]
    command += ["-p", "no:cacheprovider", "-c", os.devnull, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=400)
    assert done.returncode == 0, done.stdout[-3000:]
    cells = sum(c.cell_type == "code" for s in SLUGS for c in master.master(s).cells)
    assert f"{cells} passed" in done.stdout


@pytest.mark.parametrize("slug", SLUGS)
def test_each_check_says_that_a_solution_is_right(slug, capsys):
    """The solution passes every visible check, and each says so in words."""
    notebook = keys.solved(slug)
    names = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, "cell", "exec"), names)
            if master.name_of(cell).endswith("-check"):
                assert capsys.readouterr().out.startswith("✓ ")
            capsys.readouterr()


@pytest.mark.parametrize("slug", SLUGS)
def test_unsolved_checks_say_that_nothing_came(slug):
    """With one task left open, its check fails and says that nothing came back."""
    for name, task in master.tasks(slug).items():
        if task.solution:
            said = wrong(keys.solved(slug, **{name.replace("-", "_"): "    ..."}), name)
            assert re.search(r"Found: (nothing|another table, or none)\.", said), (name, said)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_has_five_slips_at_least(slug):
    """Each exercise knows five wrong-headed answers or more."""
    assert sum(len(task.slips) for task in master.tasks(slug).values()) >= 5


@pytest.mark.parametrize(("slug", "task", "said", "code"), SLIPS)
def test_a_slip_is_explained(slug, task, said, code, right):
    """A wrong-headed answer fails with found, expected and the sentence meant for it."""
    message = wrong(keys.solved(slug, **{task.replace("-", "_"): code}), task)
    assert message.startswith("Not yet.\nFound: ") and "\nExpected: " in message
    assert said in message
    if f"{slug}/{task}" in right:
        answer = checks.found(right[f"{slug}/{task}"]).split(" (")[0]
        assert answer not in message.split("Expected: ")[1]


def given_back(slug: str, task: str) -> list:
    """What the right function returns each time that the visible check calls it."""
    names, log = {}, []
    for cell in keys.solved(slug).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, "cell", "exec"), names)
        if master.name_of(cell) == task:
            function = re.search(r"def (\w+)", cell.source)[1]
            own = names[function]
            names[function] = lambda *given, own=own: log.append(own(*given)) or log[-1]
        if master.name_of(cell) == f"{task}-check":
            return log


@pytest.mark.parametrize("full", FINGERPRINTED)
def test_a_fixed_answer_fails_on_other_data(full):
    """Right answers written in by hand pass the visible check and fail the hidden one."""
    slug, task = full.split("/")
    log = given_back(slug, task)
    shown = keys.solved(slug, **{task.replace("-", "_"): "    return next(FIXED)"})
    keys.play(shown, task, FIXED=iter(log))
    hidden = with_body(master.master(slug), task, "return next(FIXED)")
    said = wrong(hidden, task, FIXED=itertools.chain(log, itertools.repeat(log[-1])))
    assert said.startswith("On other data: ")


@pytest.mark.parametrize("task", ["rows", "draw", "addresses"])
def test_a_fixed_chart_fails(task):
    """Rows, marks and addresses that do not follow the data given are found."""
    slug = "a-chart-of-your-own"
    names = keys.play(keys.solved(slug))
    frame = names["choose"](names["load"]("refugees"))
    fixed = {"rows": frame, "draw": names["draw"](frame), "addresses": names["addresses"](frame)}
    notebook = with_body(master.master(slug), task, "return FIXED")
    assert wrong(notebook, task, FIXED=fixed[task])


def test_fingerprints_are_up_to_date():
    """keys.json is what the solutions and the tables give today; `… grading keys` renews it."""
    assert keys.make() == json.loads(keys.KEYS.read_text(encoding="utf-8"))


def test_fingerprints_show_no_answer(right):
    """keys.json has no answer in it, and a fingerprint differs from task to task."""
    known = json.loads(keys.KEYS.read_text(encoding="utf-8"))
    assert set(known) == {full for full in right}
    assert all(re.fullmatch(r"[0-9a-f]{16}", key["right"]) for key in known.values())
    assert checks.fingerprint("a/b", 1) != checks.fingerprint("a/c", 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, pd.Series({"b": 2.0, "a": 1.0})),
        ([date(2015, 11, 2), None], (pd.Timestamp("2015-11-02"), pd.NaT)),
        (0.1 + 0.2, 0.3),
        ([{"x": 1}], pd.DataFrame({"x": [1]})),
        (np.datetime64("2015-11-02"), date(2015, 11, 2)),
        (np.array([1, 2]), [1, 2]),
        ({}, pd.Series(dtype=float)),
        ([1, 2], pd.Series([1, 2], index=["a", "a"])),
    ],
)
def test_equal_answers_look_equal(one, other):
    """An answer is judged by what it says and not by the library that holds it."""
    assert checks.plain(one) == checks.plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], [2, 1]),
        (1, "1"),
        ({"a": 1}, {"a": 1, "b": 0}),
        (0, None),
        (float("inf"), float("-inf")),
        (float("inf"), None),
        (10**400, float("inf")),
    ],
)
def test_other_answers_look_other(one, other):
    """Another order, kind or extra entry makes another answer."""
    assert checks.plain(one) != checks.plain(other)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (float("inf"), "inf (a number)"),
        (pd.Series([1.0, 2.0]) / 0, "2 entries: 0: inf; 1: inf"),
        (pd.Series([1, 2], index=["a", "a"]), "a"),
        (np.array([1, np.inf]), "inf"),
        (10**400, "1000"),
    ],
)
def test_a_strange_answer_is_explained_as_any_other(value, said):
    """Infinite numbers, numbers too large and names that repeat are wrong, and not an error."""
    task = next(iter(checks._keys()))
    with pytest.raises(checks.Wrong, match="Not yet") as caught:
        checks.answer(task, value)
    assert said in str(caught.value).splitlines()[1]


def test_a_notebook_shows_the_explanation_alone():
    """What a notebook prints of a failed check is its text, without the code that led to it."""
    assert checks.Wrong("Not yet.\nFound: 3.")._render_traceback_() == ["Not yet.", "Found: 3."]
