"""Where a submission runs: a room without network, other files or other people's work.

On Linux ``unshare`` makes the room, for root or where a user may make namespaces. Elsewhere a
submission runs like any program of the user who marks; ``NOT_WALLED`` is what they are told.
"""

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from sourcebook import tables

PACKAGE = Path(__file__).resolve().parents[1]
SCRIPT = Path(__file__).with_name("box.sh")
TOOLS = ("unshare", "setpriv", "mount", "chroot")
NAMESPACES = ["--net", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
NOBODY = "--reuid=65534 --regid=65534 --clear-groups"
SBIN = ("/usr/sbin", "/sbin")  # where systems have mount and chroot
MOST = 40_000_000  # bytes of a result that are read
NOT_WALLED = (
    "WARNING: submissions run without walls here ({why}). They can read and change your files "
    "and use the network, as any program that you start. Only time and, on Linux and macOS, "
    "memory and the size of files are limited. Mark submissions that you do not trust on a Linux "
    "machine, or on one that holds nothing else."
)


class Room:
    """A way to run a command: with walls, or without and then ``why`` says why not."""

    def __init__(self, prefix: list[str], flags: str, why: str = ""):
        self.prefix, self.flags, self.why = prefix, flags, why

    @property
    def walled(self) -> bool:
        """Whether there are walls."""
        return bool(self.prefix)

    def run(self, job: Path, arguments: list[str], seconds: float) -> tuple[dict | None, str]:
        """Run ``python arguments… OUT`` on a copy of a folder's files and read what it writes.

        Arguments:
            job: a folder of plain files.
            arguments: of Python; the place to write a JSON object to is added at the end.
            seconds: after so many the run is ended, with all that it started.

        Returns the object, or ``None`` and in plain words what happened instead.
        """
        if self.walled:
            return self._run_walled(job, arguments, seconds)
        return _run_bare(job, arguments, seconds)

    def _run_walled(self, job: Path, arguments, seconds: float) -> tuple[dict | None, str]:
        reader, writer = os.pipe()
        with tempfile.TemporaryDirectory() as room:
            Path(room).chmod(0o755)
            command = [*self.prefix, "sh", str(SCRIPT), room, str(job), self.flags]
            command += [sys.executable, *_seen()]
            command += ["--", "env", "--chdir=/sb-desk", sys.executable, *arguments, str(writer)]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment("/sb-desk"),
                pass_fds=[writer],
            )
            os.close(writer)
            try:
                data = _read(reader, time.monotonic() + seconds)
            finally:
                os.close(reader)
                process.kill()
                process.wait()
        return _judged(data)


def _seen() -> list[str]:
    """The places that a run may read: the system's programs, this Python, the package, tables."""
    places = {Path("/usr"), Path(sys.prefix), Path(sys.base_prefix), PACKAGE, tables.SEEDS}
    places.add(Path(sys.executable).resolve().parent.parent)
    whole = sorted({place.resolve() for place in places} | {Path(sys.prefix)})
    return [str(p) for p in whole if not any(q in p.parents for q in whole)]


def _environment(home: str) -> dict[str, str]:
    """Nothing of the environment of the person who marks but what a program cannot do without."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
    one = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")  # each thread takes address space
    return (
        kept
        | {name: "1" for name in one}
        | {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath, *SBIN]),
            "PYTHONPATH": str(PACKAGE.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",  # a warning on stderr would cost the marks of a check
            "JUPYTER_PLATFORM_DIRS": "1",
            "HOME": home,
            "TMPDIR": home,
            "IPYTHONDIR": f"{home}/.ipython",
        }
    )


def _read(reader: int, deadline: float) -> bytes | None:
    """All that comes out of a pipe until it is closed; ``None`` when time is up."""
    data = bytearray()
    while len(data) < MOST:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return None
        part = os.read(reader, 1 << 16)
        if not part:
            break
        data += part
    return bytes(data)


def _judged(data: bytes | None) -> tuple[dict | None, str]:
    if data is None:
        return None, "It ran longer than allowed and was ended."
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return None, "It ended before its marks were written."
    return found, ""


def _run_bare(job: Path, arguments, seconds: float) -> tuple[dict | None, str]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(shutil.copytree(job, Path(folder) / "work"))
        out = Path(folder) / "result.json"
        process = subprocess.Popen(
            [sys.executable, *arguments, str(out)],
            cwd=work,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(str(work)),
            start_new_session=True,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return _judged(None)
        finally:
            _end(process)
        if not out.is_file() or out.stat().st_size > MOST:
            return _judged(b"")
        return _judged(out.read_bytes())


def _end(process: subprocess.Popen) -> None:
    """End a process and, where the system has process groups, all that it left behind."""
    if hasattr(os, "killpg"):
        import signal

        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    process.kill()
    process.wait()


_PROBE = """
import json, os, socket, sys
held = []
for path in sys.argv[1].split(os.pathsep):
    try:
        open(os.path.join(path, "probe"), "w")
        held.append(path)
    except OSError:
        pass
try:
    socket.create_connection(("192.0.2.1", 9), 1)
    held.append("network")
except OSError as error:
    if error.errno != 101:  # network is unreachable
        held.append("network")
names = [name for _, name in socket.if_nameindex()]
with os.fdopen(int(sys.argv[2]), "w") as out:
    json.dump({"open": held, "networks": names}, out)
"""


def room() -> Room:
    """Return the best room that there is, its walls tried out; without walls it says why."""
    return _tried(os.environ.get("SOURCEBOOK_WALLS", ""))


@cache
def _tried(asked: str) -> Room:
    if asked == "off":
        return Room([], "", "SOURCEBOOK_WALLS is off")
    if not sys.platform.startswith("linux"):
        return Room([], "", "they need Linux")
    if lack := [tool for tool in TOOLS if not shutil.which(tool)]:
        return Room([], "", f"this system has no {', '.join(lack)}")
    if os.geteuid() == 0:
        one = Room(["unshare", *NAMESPACES], NOBODY)
    else:
        one = Room(["unshare", "--user", "--map-root-user", *NAMESPACES], "")
    with tempfile.TemporaryDirectory() as job:
        (Path(job) / "empty").touch()
        held = os.pathsep.join(_seen())
        found, _ = one.run(Path(job), ["-c", _PROBE, held], 30)
    if found == {"open": [], "networks": ["lo"]}:
        return one
    return Room([], "", "this system does not let this user make them")
