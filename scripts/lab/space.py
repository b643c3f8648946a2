"""Fills a real file system under a worker, a few KiB at a time left, and makes room again.

The file system is a tmpfs in a mount namespace of its own, which nothing else sees and which goes with it.
"""

from __future__ import annotations

import pathlib
import sys
import tempfile

from workers import Laboratory, Wrong, in_a_mount_namespace

SIZE_KIB = 4096
ENDLESS = 1_000_000


def space(worker: pathlib.Path) -> str:
    """Runs the experiment inside a namespace of its own."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as place:
        mount = f'mount -t tmpfs -o size={SIZE_KIB}k tmpfs "$1" && exec "$2" "$3" "$4" "$1"'
        return in_a_mount_namespace(["sh", "-ec", mount, "sh", place, sys.executable, __file__, str(worker)])


def fill(ballast: pathlib.Path, left_kib: int) -> None:
    """Takes all the room but this much."""
    with ballast.open("r+b", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            file.truncate(max(0, ballast.stat().st_size // 1024 - left_kib) * 1024)


def inside(worker: pathlib.Path, folder: pathlib.Path) -> str:
    lab, ballast, refused = Laboratory(worker, folder), folder / "ballast", 0
    ballast.touch()
    lab.prepare()
    lab.work(lab.new_run(1), 20)
    for left_kib in (0, 4, 8, 16, 24, 32, 40, 48, 64, 96, 128, 256, 512):
        fill(ballast, left_kib)
        run = lab.new_run(left_kib)
        code = lab.work(run, ENDLESS)
        if code != 3 or "Full" not in run.why_stopped:
            raise Wrong(f"{left_kib} KiB left: exit code {code}, {run.why_stopped!r}")
        refused += 1
        with ballast.open("wb"):
            pass
        lab.verify(where=f"{left_kib} KiB were left")
        after = lab.new_run(left_kib + 1)
        if lab.work(after, 5) != 0:
            raise Wrong(f"with room again: {after.why_stopped!r}")
    return f"filled {refused} times, each time said so, every acknowledged step kept"


if __name__ == "__main__":
    print(inside(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
