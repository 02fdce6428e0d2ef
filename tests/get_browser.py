"""Find a browser for the tests, or install one: `python tests/get_browser.py`.

In order: one on the PATH; the one Playwright has fetched before; on Debian, the system's own
package; elsewhere, Playwright's download. Standard library only, apart from Playwright.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

# The shell draws pages alone, without a browser's own windows: the tests take about half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
REMEDY = (
    "STOPPED: there is no browser for the tests. Install Chromium or Chrome so that one of "
    f"{', '.join(NAMES)} is on the PATH, or run, with a network: playwright install chromium"
)


def on_path() -> str | None:
    """The first browser on the PATH, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def playwrights_own() -> str | None:
    """The browser that Playwright has downloaded, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a browser that is here already, or None."""
    return on_path() or playwrights_own()


def is_debian(release: dict[str, str]) -> bool:
    """Whether this system has Debian's own `chromium` package.

    Ubuntu has the name too, but there it fetches a snap, which does not start in containers.
    """
    family = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    return "debian" in family and "ubuntu" not in family


def apt_prefix() -> list[str] | None:
    """What `apt-get` needs before it to install: nothing, sudo; None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True)
    return sudo if allowed and allowed.returncode == 0 else None


def ways() -> list[list[list[str]]]:
    """The ways to install a browser here, best first; each is a list of commands."""
    own = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    try:
        debian = is_debian(platform.freedesktop_os_release()) and shutil.which("apt-get")
    except OSError:  # not Linux
        debian = None
    prefix = apt_prefix() if debian else None
    if prefix is None:
        return [own]
    apt = [*prefix, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # A machine without any font shows boxes: text would have no width worth testing.
    packages = ["install", "-y", "--no-install-recommends", "fonts-liberation"]
    found = (("chromium-headless-shell",), ("chromium",))  # older releases have the second alone
    return [*([[*apt, "update"], [*apt, *packages, *names]] for names in found), own]


def install() -> str | None:
    """Try each way in turn; the path of the browser, or None."""
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    for commands in ways():
        for command in commands:
            print("No browser yet; running:", " ".join(command), flush=True)
            if subprocess.run(command, stdout=sys.stderr).returncode:
                break
        if found := find():
            return found
    return None


if __name__ == "__main__":
    browser = find() or install()
    if browser is None:
        sys.exit(REMEDY)
    print("Browser for the tests:", browser)
