"""The commands for a course leader: ``python -m sourcebook.grading release|grade|keys``."""

import argparse
import os
import sys
from pathlib import Path

from sourcebook.command import Parser
from sourcebook.grading import batch, keys, master, release, walls

NO_FOLDER = "Say where to write the notebooks: python -m sourcebook.grading release FOLDER"
NO_NAMES = "Say what to mark and where to write: make grade FROM=folder TO=marks.csv"


def arguments(given: list[str]) -> argparse.Namespace:
    """Return the command line's parts; where it is wrong, one sentence says so and all ends."""
    parser = Parser("python -m sourcebook.grading", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("release", help="write the learners’ notebooks into a folder")
    one.add_argument("folder")
    one = verbs.add_parser("grade", help="mark a folder of submissions and write a CSV")
    one.add_argument("folder", help="submissions, in folders of their own or not")
    one.add_argument("out", help="the CSV to write; it must not be there yet")
    one.add_argument("--seconds", type=int, default=batch.CELL_SECONDS, help="for one cell")
    one.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="marked at a time")
    verbs.add_parser("keys", help="make the fingerprints of the answers again")
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    """Carry out a command; return 0, or 1 where it could not be done."""
    args = arguments(given)
    if hasattr(sys.stdout, "reconfigure"):  # a name that the screen cannot show stops nothing
        sys.stdout.reconfigure(errors="backslashreplace")
    if lack := release.missing():
        return _stop(lack)
    try:
        if args.verb == "keys":
            keys.write()
        elif args.verb == "release":
            if not args.folder.strip():
                return _stop(NO_FOLDER)
            for path in release.write(Path(args.folder)):
                print(path)
        else:
            return _grade(args)
    except master.Unfit as error:
        return _stop(str(error.fault))
    except release.Refused as refused:
        return _stop(str(refused))
    return 0


def _grade(args: argparse.Namespace) -> int:
    if not args.folder.strip() or not args.out.strip():
        return _stop(NO_NAMES)
    folder, out = Path(args.folder), Path(args.out)
    options = {"seconds": args.seconds, "jobs": args.jobs}
    batch.ready(folder, out, **options)
    room = walls.room()
    if not room.walled:
        print(walls.NOT_WALLED.format(why=room.why), file=sys.stderr)
    rows = batch.write(folder, out, **options)
    print(f"{len(rows)} files, one row each: {out}")
    return 0


def _stop(why: str) -> int:
    print(f"STOPPED: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
