"""Fails the system calls of a worker with strace(1): each call once, and from there on for ever."""

from __future__ import annotations

import pathlib
import subprocess

from workers import Laboratory, Wrong, laboratory

STEPS = 3
# The calls by which SQLite 3.54 and the program reach a directory, and what can become of each.
FAULTS: dict[str, tuple[str, ...]] = {
    "pwrite64": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
    "write": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
    "pread64": ("error=EIO",),
    "fdatasync": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
    "fsync": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
    "openat": ("error=EMFILE", "error=EIO", "error=ENOSPC"),
    "ftruncate": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
    "unlink": ("error=EIO", "signal=SIGKILL"),
    "rename": ("error=EIO", "error=ENOSPC", "signal=SIGKILL"),
}


def traced(lab: Laboratory, *options: str) -> list[str]:
    """The command that traces calls about the folder's files alone."""
    names = [lab.directory.name + suffix for suffix in ("", "-wal", "-shm", ".generation")]
    paths = [word for name in names for word in ("-P", str(lab.folder / name))]
    return ["strace", "-f", "-qq", *paths, *options]


def calls_of_a_run(lab: Laboratory, call: str) -> int:
    """How often an undisturbed worker makes the call."""
    log = lab.folder / "calls"
    lab.work(lab.new_run(1), STEPS, traced(lab, "-o", str(log), "-e", f"trace={call}"))
    made = sum(f"{call}(" in line for line in log.read_text().splitlines())
    log.unlink()
    return made


def syscalls(worker: pathlib.Path, every: int) -> str:
    """Tries every `every`-th call of each kind."""
    points = 0
    with laboratory(worker) as lab:
        for call, faults in FAULTS.items():
            made = calls_of_a_run(lab, call)
            for fault in faults:
                for number in range(1 + points % every, made + 1, every):
                    for when in (f"{number}", f"{number}+"):
                        try_fault(lab, call, fault, when)
                        points += 1
        lab.verify(where="all faults")
    return f"{points} faults, every acknowledged step kept"


def try_fault(lab: Laboratory, call: str, fault: str, when: str) -> None:
    run = lab.new_run(7)
    where = f"{call} {fault} when={when}"
    try:
        code = lab.work(run, STEPS, traced(lab, "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                           f"inject={call}:{fault}:when={when}"))
    except subprocess.TimeoutExpired as error:
        raise Wrong(f"{where}: the worker hangs") from error
    is_killed = fault == "signal=SIGKILL" and code in (-9, 137)
    if code not in (0, 3) and not is_killed:
        raise Wrong(f"{where}: exit code {code}, {run.why_stopped}")
    lab.verify([run], where)
