"""A bind mount of the directory's file alone, as containers make them: whoever would use another log is refused.

The mount is in a namespace of its own, which nothing else sees and which goes with it.
"""

from __future__ import annotations

import pathlib
import subprocess
import sys
import tempfile

from workers import WAIT_SECS, Laboratory, Wrong, in_a_mount_namespace

ENDLESS = 1_000_000
REFUSED = 3


def bind(worker: pathlib.Path, program: pathlib.Path) -> str:
    """Runs the experiment inside a namespace of its own."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as place:
        return in_a_mount_namespace([sys.executable, __file__, str(worker), str(program), place])


def refused(program: pathlib.Path, path: pathlib.Path) -> int:
    """A command and a service under this path must be refused, with the reason. Returns how many were."""
    asked = (["users", "list"], ["serve", "--listen", "127.0.0.1:0", "--insecure-loopback"])
    for words in asked:
        found = subprocess.run([program, "--database", path, *words], capture_output=True, text=True,
                               timeout=WAIT_SECS, check=False)
        if found.returncode != REFUSED or "under another path" not in found.stderr:
            raise Wrong(f"{words[0]} at {path}: exit code {found.returncode}, {found.stderr}")
    return len(asked)


def used(program: pathlib.Path, path: pathlib.Path) -> None:
    found = subprocess.run([program, "--database", path, "users", "list"], capture_output=True, text=True,
                           timeout=WAIT_SECS, check=False)
    if found.returncode:
        raise Wrong(f"users list at {path}: {found.stderr}")


def beside_a_worker(lab: Laboratory, program: pathlib.Path, other: pathlib.Path) -> int:
    run = lab.new_run(1)
    process = lab.start(run, ENDLESS)
    assert process.stdout is not None
    run.take_in(process.stdout.readline())
    used(program, lab.directory)
    count = refused(program, other)
    process.kill()
    told, _ = process.communicate(timeout=WAIT_SECS)
    for line in told.splitlines(keepends=True):
        if line.endswith("\n"):
            run.take_in(line)
    lab.verify(where="after the refusals")
    return count


def beside_a_service(lab: Laboratory, program: pathlib.Path, other: pathlib.Path) -> int:
    serve = [program, "--database", other, "serve", "--listen", "127.0.0.1:0", "--insecure-loopback"]
    service = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert service.stdout is not None
    if not service.stdout.readline():
        raise Wrong("the service has not started")
    count = refused(program, lab.directory)
    service.terminate()
    service.communicate(timeout=WAIT_SECS)
    lab.verify(where="after the service under the other path")
    return count


def inside(worker: pathlib.Path, program: pathlib.Path, place: pathlib.Path) -> str:
    here, there = place / "here", place / "there"
    here.mkdir()
    there.mkdir()
    lab, other = Laboratory(worker, here), there / "directory.db"
    lab.prepare()
    other.touch(0o600)
    subprocess.run(["mount", "--bind", lab.directory, other], check=True)
    if lab.directory.stat().st_nlink != 1:
        raise Wrong("the file has another name, not another mount")
    try:
        count = beside_a_worker(lab, program, other) + beside_a_service(lab, program, other)
    finally:
        subprocess.run(["umount", other], check=True)
    return f"{count} programs under the other path refused, nothing lost"


if __name__ == "__main__":
    print(inside(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
