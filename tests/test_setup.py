"""Set-up on a fresh machine: the verbs, the pins, the messages, the choice of a browser."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml

import builds
import get_browser
from builds import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WITH_MAKE = pytest.mark.skipif(not shutil.which("make"), reason="no make on this system")


def bare(name: str) -> str:
    """A package's name as the index compares it, without version, extras or marker."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def test_every_verb_is_told():
    """Each verb of the Makefile says in one line what it does, and the README names it."""
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split())
    told = set(re.findall(r"^(\w+):.*  ## \S+", MAKEFILE, re.M))
    assert phony == told
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.M)) == phony


def test_old_make_can_read_it():
    """The Makefile uses nothing newer than the make that macOS brings (3.81)."""
    assert not re.search(r"\.ONESHELL|!=|&:|\$\(file |::=", MAKEFILE)


def test_front_files_stay_short():
    """The Makefile and the README can be read in one sitting: four lines a verb, two screens."""
    assert len(MAKEFILE.splitlines()) <= 4 * len(re.findall(r"^\w+:.*  ## ", MAKEFILE, re.M))
    assert len(README.splitlines()) <= 80


def test_hand_ci_and_tests_build_alike():
    """By hand, on Windows, in the tests and while serving, the book is built alike."""
    words = "--all -nW --keep-going"
    assert words in MAKEFILE and words in README
    for file in ("tests/builds.py", "book/sourcebook/serve.py"):
        text = re.sub(r'[",\s]+', " ", (ROOT / file).read_text(encoding="utf-8"))
        assert words in text, file


def test_every_package_is_pinned_once():
    """requirements.txt fixes one version of each package, and ends with the book's own."""
    lines = [line for line in PINS if not line.startswith("#")]
    assert lines[-1] == "-e ."
    loose = [line for line in lines[:-1] if not re.match(r"[a-z0-9.-]+==[\w.]+( ; .+)?$", line)]
    assert loose == []
    names = [bare(line) for line in lines[:-1]]
    assert len(names) == len(set(names))
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    assert {bare(name) for name in wanted} <= set(names)


def test_pins_name_no_host():
    """requirements.txt says why versions are fixed, and names no index and no address."""
    assert PINS[0].startswith("# ")
    assert [line for line in PINS if re.search(r"://|--(extra-)?index|find-links| @ ", line)] == []


def test_ci_runs_what_hands_run():
    """CI throws everything away and calls `make test`; a fault in any step stops it."""
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in text
    assert [line for line in text.splitlines() if line.startswith("make")] == [
        "make clean",
        "make test",
    ]


def test_workflow_has_few_rights():
    """The published workflow tests and builds with the same verbs, and only deploys with rights."""
    text = (ROOT / ".github" / "workflows" / "book.yml").read_text(encoding="utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert [name for name, job in flow["jobs"].items() if "permissions" in job] == ["deploy"]
    assert flow["jobs"]["deploy"]["needs"] == ["test", "build"]
    runs = [step["run"] for job in flow["jobs"].values() for step in job["steps"] if "run" in step]
    walls, *verbs = runs
    assert verbs == ["make test", "make .venv/grading book"]
    # The tests of the walls are not skipped: the runner is asked for namespaces, and then tried.
    assert "apparmor_restrict_unprivileged_userns" in walls and "unshare --user" in walls
    assert all(re.search(r"@v\d+$", use) for use in re.findall(r"uses: (\S+)", text))


def test_reports_keep_their_bytes():
    """git changes no line end of the two reports, on any system."""
    assert "seeds/articles/* -text" in (ROOT / ".gitattributes").read_text(encoding="utf-8")


@pytest.fixture
def fresh(tmp_path):
    """A folder as after cloning, with a stand-in Python whose answers the test chooses.

    `fresh(fails)` runs `make .venv/ready`; `fails` is the part of the command line that the
    stand-in refuses. Returns exit code and what was said to the user.
    """
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)

    def make(fails="nothing"):
        python = tmp_path / "python"
        python.write_text(
            f'#!/bin/sh\ncase "$*" in *"{fails}"*) exit 1;; esac\n'
            'case "$*" in "-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; esac\n'
        )
        python.chmod(0o755)
        command = ["make", "-C", tmp_path, "PYTHON=./python", ".venv/ready"]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode, [ln for ln in done.stderr.splitlines() if "STOPPED" in ln]

    make.folder = tmp_path
    return make


@WITH_MAKE
@pytest.mark.parametrize(
    ("fails", "remedy"),
    [
        ("version_info", "Python 3.11 or newer is needed"),
        ("-m venv", "apt install python3-venv"),
        ("-m pip", "needs a network once"),
    ],
)
def test_failed_step_says_what_to_do(fresh, fails, remedy):
    """A set-up step that cannot be done stops the rest with one message that has the remedy."""
    code, said = fresh(fails)
    assert code != 0
    assert len(said) == 1 and remedy in said[0]
    assert not (fresh.folder / ".venv" / "ready").exists()


@WITH_MAKE
def test_environment_is_made_once(fresh):
    """.venv is made once, kept while the pins stay, and made anew when they change."""
    assert fresh() == (0, [])
    kept = fresh.folder / ".venv" / "kept"
    kept.touch()
    assert fresh() == (0, []) and kept.exists()
    later = (fresh.folder / ".venv" / "ready").stat().st_mtime + 5
    os.utime(fresh.folder / "requirements.txt", (later, later))
    assert fresh() == (0, []) and not kept.exists()


@WITH_MAKE
def test_help_lists_the_verbs():
    """`make` alone lists the verbs and does nothing."""
    done = subprocess.run(["make", "-C", ROOT], capture_output=True, text=True)
    assert done.returncode == 0
    assert {"make book", "make test"} <= {
        " ".join(line.split()[:2]) for line in done.stdout.splitlines()
    }


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose PATH holds only the programs given, with no browser of Playwright's."""

    def holds(*programs):
        for name in programs:
            file = tmp_path / (name + (".exe" if os.name == "nt" else ""))
            file.touch()
            file.chmod(0o755)
        return str(tmp_path)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(get_browser, "playwrights_own", lambda: None)
    monkeypatch.setattr(get_browser, "apt_prefix", lambda: [])
    monkeypatch.setattr(
        get_browser.platform, "freedesktop_os_release", lambda: {"ID": "debian"}, raising=False
    )
    return holds


def test_browser_on_the_path_comes_first(machine, monkeypatch):
    """A browser on the PATH is used before Playwright's own; of several, the plain Chromium."""
    monkeypatch.setattr(get_browser, "playwrights_own", lambda: "own")
    assert get_browser.find() == "own"
    folder = machine("google-chrome")
    assert get_browser.find().startswith(folder)
    machine("chromium")
    assert "chromium" in get_browser.find()


def test_debian_installs_its_own_browser(machine):
    """Where apt-get may be used, Debian's Chromium is tried first, then Playwright's."""
    machine("apt-get")
    shell, apt, own = get_browser.ways()
    assert apt[0][-1] == "update" and apt[1][-1] == "chromium"
    assert shell[1][-1] == "chromium-headless-shell"
    assert own == [[sys.executable, "-m", "playwright", "install", "chromium"]]


@pytest.mark.parametrize("lack", ["rights", "apt-get", "Debian", "Linux"])
def test_elsewhere_playwright_fetches_one(machine, monkeypatch, lack):
    """Without Debian, apt-get or the right to install, Playwright's download is the only way."""
    machine(*() if lack == "apt-get" else ("apt-get",))
    if lack == "rights":
        monkeypatch.setattr(get_browser, "apt_prefix", lambda: None)
    if lack == "Debian":
        ubuntu = {"ID": "ubuntu", "ID_LIKE": "debian"}
        monkeypatch.setattr(get_browser.platform, "freedesktop_os_release", lambda: ubuntu)
    if lack == "Linux":
        monkeypatch.delattr(get_browser.platform, "freedesktop_os_release")
        monkeypatch.setattr(
            get_browser.platform, "freedesktop_os_release", raise_os_error, raising=False
        )
    assert [commands[0][-2:] for commands in get_browser.ways()] == [["install", "chromium"]]


def raise_os_error():
    raise OSError("no such file")


def test_every_way_is_tried(machine, monkeypatch):
    """When one way fails the next is tried, and when all fail there is no browser."""
    machine("apt-get")
    tried = []

    def refuse(command, **_):
        tried.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(get_browser.subprocess, "run", refuse)
    assert get_browser.install() is None
    assert ["apt-get" in command[0] for command in tried] == [True, True, False]


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_missing_browser_fails_ci(machine, monkeypatch, ci, outcome):
    """Without a browser the tests of the pages are skipped by hand, and fail in CI."""
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="playwright install chromium"):
        builds.need_browser()
