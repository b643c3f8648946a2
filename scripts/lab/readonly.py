"""A medium that can't be written to: every program says so and leaves the files as they are, with and without a log.

The medium is a tmpfs in a mount namespace of its own, which nothing else sees and which goes with it.
"""

from __future__ import annotations

import hashlib
import pathlib
import subprocess
import sys
import tempfile

from workers import WAIT_SECS, Laboratory, Wrong, in_a_mount_namespace

ENDLESS = 1_000_000
ASKED = (["users", "list"], ["check"], ["serve", "--listen", "127.0.0.1:0", "--insecure-loopback"])


def readonly(worker: pathlib.Path, program: pathlib.Path) -> str:
    """Runs the experiment inside a namespace of its own."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as place:
        return in_a_mount_namespace([sys.executable, __file__, str(worker), str(program), place])


def digests(folder: pathlib.Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refuse_all(program: pathlib.Path, lab: Laboratory, medium: pathlib.Path) -> int:
    subprocess.run(["mount", "-o", "remount,ro", medium], check=True)
    before = digests(medium)
    try:
        for words in ASKED:
            found = subprocess.run([program, "--database", lab.directory, *words], capture_output=True, text=True,
                                   timeout=WAIT_SECS, check=False)
            if found.returncode == 0 or "read-only" not in found.stderr:
                raise Wrong(f"{words[0]}: exit code {found.returncode}, {found.stderr}")
        if digests(medium) != before:
            raise Wrong("a file has changed")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", medium], check=True)
    return len(ASKED)


def inside(worker: pathlib.Path, program: pathlib.Path, medium: pathlib.Path) -> str:
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", medium], check=True)
    lab = Laboratory(worker, medium)
    lab.prepare()
    lab.work(lab.new_run(1), 20)
    refused = refuse_all(program, lab, medium)
    run = lab.new_run(2)
    process = lab.start(run, ENDLESS)
    assert process.stdout is not None
    run.take_in(process.stdout.readline())
    process.kill()
    told, _ = process.communicate(timeout=WAIT_SECS)
    for line in told.splitlines(keepends=True):
        if line.endswith("\n"):
            run.take_in(line)
    refused += refuse_all(program, lab, medium)
    lab.verify(where="once it can be written to again")
    return f"{refused} programs refused, every file as it was, every acknowledged step kept"


if __name__ == "__main__":
    print(inside(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
