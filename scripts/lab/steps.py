"""Kills a creation, a backup, a restore and an upgrade: at each system call that changes a file, and at random moments.
Each of these calls is also made to fail once."""

from __future__ import annotations

import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from workers import ROOT, WAIT_SECS, Wrong, kept_on_failure

SEED, BEFORE, AFTER = 4, 40, 40
FIXTURES = ROOT / "tests/directory_rules/fixtures"
HARMS = ("signal=KILL", "error=EIO")
# What changes files or their names. A kill in front of each one leaves every state that there is between two of them.
CALLS = ("write", "pwrite64", "ftruncate", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat")


@dataclass
class Operation:
    """What is killed: how its folder is made, its command, and the judgement of what it leaves."""

    make: Callable[[pathlib.Path, pathlib.Path], None]
    command: Callable[[pathlib.Path], list[str]]
    judge: Callable[[pathlib.Path, pathlib.Path], None]


def run(worker: pathlib.Path, *words: object) -> str:
    found = subprocess.run([worker, *map(str, words)], capture_output=True, text=True, timeout=WAIT_SECS, check=False)
    if found.returncode:
        raise Wrong(f"{' '.join(map(str, words))}: exit code {found.returncode}, {found.stdout}{found.stderr}")
    return found.stdout.strip()


def history(worker: pathlib.Path, folder: pathlib.Path) -> None:
    run(worker, "history", folder, SEED, BEFORE, AFTER)


def damaged_history(worker: pathlib.Path, folder: pathlib.Path) -> None:
    """With a directory that can't be read and the log of a program that was killed."""
    history(worker, folder)
    directory = folder / "directory.db"
    directory.write_bytes(b"evidence")
    (folder / "directory.db-wal").write_bytes(b"a log of it")


def judge_restore(worker: pathlib.Path, folder: pathlib.Path) -> None:
    told = run(worker, "judge", folder, SEED, BEFORE, AFTER)
    # What is there is usable: the restore can be done, or done again.
    if told == "old":
        run(worker, "restore", folder)
        run(worker, "judge", folder, SEED, BEFORE, AFTER)


def judge_damaged(worker: pathlib.Path, folder: pathlib.Path) -> None:
    """Neither the damaged file nor its log may be lost, or parted."""
    directory = folder / "directory.db"
    if directory.read_bytes() == b"evidence":
        run(worker, "restore", folder)
    run(worker, "look", directory)
    kept = [path for path in folder.glob("directory.db.before-restore-*") if path.read_bytes() == b"evidence"]
    if [pathlib.Path(f"{path}-wal").read_bytes() for path in kept] != [b"a log of it"]:
        raise Wrong(f"the old file is not kept with its log: {sorted(path.name for path in folder.iterdir())}")


def judge_backup(worker: pathlib.Path, folder: pathlib.Path) -> None:
    backup = folder / "second.db"
    if backup.exists():
        run(worker, "look", backup)
    else:
        run(worker, "backup", folder / "directory.db", backup)
    run(worker, "judge", folder, SEED, BEFORE, AFTER)


def judge_creation(worker: pathlib.Path, folder: pathlib.Path) -> None:
    directory = folder / "directory.db"
    if not directory.exists():
        run(worker, "prepare", directory)
    if (told := run(worker, "look", directory)) != "1 users, 0 clients, 1 entries":
        raise Wrong(told)


def upgrade(version: int) -> Operation:
    """The upgrade of a directory as an earlier version wrote it, with more rows."""

    def make(_: pathlib.Path, folder: pathlib.Path) -> None:
        written = (FIXTURES / f"schema_v{version}.sql").read_text(encoding="utf-8")
        with sqlite3.connect(folder / "directory.db") as raw:
            raw.executescript(written)
        raw.close()
        (folder / "directory.db").chmod(0o600)

    def judge(worker: pathlib.Path, folder: pathlib.Path) -> None:
        entries = 2 if version < 3 else 4
        wanted = f"2 users, 3 clients, {entries} entries"
        copies = [path for path in folder.glob("**/*-schema*.avobackup") if path.is_file()]
        for path in [folder / "directory.db", *copies]:
            if path.suffix != ".generation" and (told := run(worker, "look", path)) != wanted:
                raise Wrong(f"{path.name}: {told}")

    return Operation(make, lambda folder: ["look", str(folder / "directory.db")], judge)


OPERATIONS = {
    "creation": Operation(lambda *_: None, lambda folder: ["prepare", str(folder / "directory.db")], judge_creation),
    "backup": Operation(history, lambda folder: ["backup", str(folder / "directory.db"), str(folder / "second.db")],
                        judge_backup),
    "restore": Operation(history, lambda folder: ["restore", str(folder)], judge_restore),
    "restore over a damaged file": Operation(damaged_history, lambda folder: ["restore", str(folder)], judge_damaged),
    "upgrade of schema 1": upgrade(1),
    "upgrade of schema 5": upgrade(5),
}


@dataclass
class Ground:
    """A folder as it is before an operation, and a copy of it for each try."""

    worker: pathlib.Path
    operation: Operation
    whole: pathlib.Path
    tried: pathlib.Path

    @staticmethod
    def make(worker: pathlib.Path, operation: Operation, folder: pathlib.Path) -> Ground:
        ground = Ground(worker, operation, folder / "whole", folder / "tried")
        ground.whole.mkdir()
        operation.make(worker, ground.whole)
        return ground

    def command(self, before: list[str]) -> list[str]:
        shutil.rmtree(self.tried, ignore_errors=True)
        shutil.copytree(self.whole, self.tried)
        return [*before, str(self.worker), *self.operation.command(self.tried)]

    def judge(self, where: str) -> None:
        try:
            self.operation.judge(self.worker, self.tried)
        except Wrong as wrong:
            raise Wrong(f"{where}: {wrong}") from wrong


def calls_of(ground: Ground, log: pathlib.Path) -> dict[str, int]:
    """How often the operation makes each call where nothing disturbs it."""
    subprocess.run(ground.command(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]),
                   check=True, capture_output=True, timeout=WAIT_SECS)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return {call: sum(f" {call}(" in line for line in lines) for call in CALLS}


def harm_at(ground: Ground, call: str, number: int, harm: str) -> None:
    traced = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
              f"inject={call}:{harm}:when={number}"]
    subprocess.run(ground.command(traced), check=False, capture_output=True, timeout=WAIT_SECS)


def steps(worker: pathlib.Path, every: int) -> str:
    """Harms each operation at every `every`-th of these calls."""
    counts = []
    for name, operation in OPERATIONS.items():
        with kept_on_failure() as folder:
            ground, points = Ground.make(worker, operation, folder), 0
            for call, made in calls_of(ground, folder / "calls").items():
                # In the sample too, the few calls that change names are all tried.
                for number in range(1, made + 1, every if "write" in call else 1):
                    for harm in HARMS:
                        harm_at(ground, call, number, harm)
                        ground.judge(f"{name}, {harm} at {call} {number}")
                        points += 1
        counts.append(f"{name} {points}")
    return f"killed or failed at a call, each time whole: {', '.join(counts)}"


def kill_at_random(ground: Ground, chance: random.Random, longest_secs: float) -> None:
    process = subprocess.Popen(ground.command([]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Where it is hit is left to chance; nothing is concluded from the time.
    time.sleep(chance.random() * longest_secs)
    process.send_signal(signal.SIGKILL)
    process.wait(WAIT_SECS)


def moments(worker: pathlib.Path, rounds: int, seed: int) -> str:
    """Kills each operation at random moments."""
    chance = random.Random(seed)
    for name, operation in OPERATIONS.items():
        with kept_on_failure() as folder:
            ground = Ground.make(worker, operation, folder)
            started = time.monotonic()
            subprocess.run(ground.command([]), check=True, capture_output=True, timeout=WAIT_SECS)
            longest_secs = time.monotonic() - started
            for number in range(rounds):
                kill_at_random(ground, chance, longest_secs)
                ground.judge(f"{name}, round {number}, seed {seed}")
    return f"{rounds * len(OPERATIONS)} kills of {', '.join(OPERATIONS)}, each time whole"


def stop_at_random(ground: Ground, chance: random.Random, longest_secs: float) -> str:
    """SIGSTOP, and meanwhile another program opens the directory: it is let in or told that the directory is busy."""
    process = subprocess.Popen(ground.command([]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.random() * longest_secs)
    process.send_signal(signal.SIGSTOP)
    looked = subprocess.run([ground.worker, "look", ground.tried / "directory.db"], capture_output=True, text=True,
                            timeout=WAIT_SECS, check=False)
    process.send_signal(signal.SIGCONT)
    process.wait(WAIT_SECS)
    if looked.returncode and "Busy" not in looked.stderr:
        raise Wrong(f"beside a stopped program: {looked.stderr}")
    return "busy" if looked.returncode else "let in"


def stops(worker: pathlib.Path, rounds: int, seed: int) -> str:
    """Stops a backup and a restore for a while at random moments."""
    chance, found = random.Random(seed), {"busy": 0, "let in": 0}
    for name in ("backup", "restore"):
        with kept_on_failure() as folder:
            ground = Ground.make(worker, OPERATIONS[name], folder)
            started = time.monotonic()
            subprocess.run(ground.command([]), check=True, capture_output=True, timeout=WAIT_SECS)
            longest_secs = time.monotonic() - started
            for number in range(rounds):
                found[stop_at_random(ground, chance, longest_secs)] += 1
                ground.judge(f"{name}, round {number}, seed {seed}")
    return f"backup and restore stopped; another program was let in {found['let in']} times, refused {found['busy']} times"
