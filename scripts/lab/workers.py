"""Drives the worker of the laboratory: a directory, runs of the worker, and what they acknowledged."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
WAIT_SECS = 120


class Wrong(Exception):
    """Something was lost, or is there that was never done."""


@dataclass
class Run:
    """The steps of one worker that were acknowledged."""

    name: str
    seed: int
    done: int = 0
    why_stopped: str = ""

    def take_in(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        if word == "done":
            self.done = int(rest)
        elif word == "stopped":
            self.why_stopped = rest
        elif line.strip():
            raise Wrong(f"{self.name} said: {line!r}")

    def __str__(self) -> str:
        return f"{self.name} {self.seed} {self.done}"


@dataclass
class Laboratory:
    """A throw-away directory and everything that was done to it."""

    worker: pathlib.Path
    folder: pathlib.Path
    runs: list[Run] = field(default_factory=list)

    @property
    def directory(self) -> pathlib.Path:
        return self.folder / "directory.db"

    def prepare(self) -> None:
        subprocess.run([self.worker, "prepare", self.directory], check=True, timeout=WAIT_SECS)

    def new_run(self, seed: int) -> Run:
        run = Run(f"w{len(self.runs)}", seed)
        self.runs.append(run)
        return run

    def command(self, run: Run, steps: int) -> list[str]:
        return [str(self.worker), "work", str(self.directory), run.name, str(run.seed), str(steps)]

    def start(self, run: Run, steps: int, before: Sequence[str] = ()) -> subprocess.Popen[str]:
        """Starts the worker, under the command `before` where one is given."""
        return subprocess.Popen([*before, *self.command(run, steps)], stdout=subprocess.PIPE, text=True)

    def work(self, run: Run, steps: int, before: Sequence[str] = ()) -> int:
        """Runs the worker to its end, and returns its exit code."""
        process = self.start(run, steps, before)
        told, _ = process.communicate(timeout=WAIT_SECS)
        for line in whole_lines(told):
            run.take_in(line)
        return process.returncode

    def verify(self, runs: Sequence[Run] | None = None, where: str = "") -> None:
        """Compares the directory with what was acknowledged. Opening it is part of the question."""
        told = "".join(f"{run}\n" for run in (self.runs if runs is None else runs))
        found = subprocess.run([self.worker, "verify", self.directory], input=told, text=True,
                               capture_output=True, timeout=WAIT_SECS, check=False)
        if found.returncode:
            raise Wrong(f"{where}: {found.stdout}{found.stderr}")


def whole_lines(told: str) -> Iterator[str]:
    """The lines that came to their end: a process that is killed can leave half of one."""
    return (line for line in told.splitlines(keepends=True) if line.endswith("\n"))


@contextmanager
def kept_on_failure() -> Iterator[pathlib.Path]:
    """A folder that is removed unless something was wrong."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="avo-admin-lab-"))
    try:
        yield folder
    except BaseException:
        print(f"Everything is kept in {folder}.")
        raise
    shutil.rmtree(folder)


@contextmanager
def laboratory(worker: pathlib.Path) -> Iterator[Laboratory]:
    with kept_on_failure() as folder:
        lab = Laboratory(worker, folder)
        lab.prepare()
        yield lab


def in_a_mount_namespace(command: Sequence[str]) -> str:
    """Runs a command where its mounts are seen by nothing else and go with it. Returns what it prints."""
    for namespace in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
            break
    else:
        return "NOT tried, this account may not make a mount namespace"
    inner = subprocess.run([*namespace, *command], capture_output=True, text=True, timeout=1800, check=False)
    if inner.returncode:
        raise Wrong(inner.stdout + inner.stderr)
    return inner.stdout.strip()
