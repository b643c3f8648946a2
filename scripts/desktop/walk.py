"""Runs the main workflow on a computer without a display, with `--demo`, and saves a screenshot of each step.

usage: walk.py PROGRAM FOLDER-FOR-PICTURES
"""

from __future__ import annotations

import sys
from pathlib import Path

from avo_admin import AvoAdmin, walk_demo
from desktop import Desktop
from waiting import Stuck


def main(program: Path, pictures: Path) -> int:
    for old in pictures.glob("*.png"):
        old.unlink()
    with Desktop(pictures) as desktop, AvoAdmin(desktop, program, ("--demo",)) as window:
        def step(done: str, picture: str) -> None:
            print(f"  {done}\n    {window.picture(picture)}", flush=True)

        try:
            token = walk_demo(window, step)
        except Stuck as stuck:
            print(f"The walk did not finish: {stuck}", file=sys.stderr)
            return 1
        print(f"  The clipboard contains a token of {len(token)} characters, ready to paste into a client.")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
