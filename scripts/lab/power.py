"""Cuts the power: records what a program writes with strace(1), and opens what could have been left on the disk.

Of what was written to a file since its last flush, each write is kept, dropped or torn at a sector, by chance. Names of
files are taken to be durable at once, as ext4, XFS and Btrfs make them with the first flush of the file. The shared
memory of the log is left out: it does not outlive the computer, and SQLite makes it anew.

The same is done to a small program that commits with `synchronous=NORMAL`. If it lost nothing, the experiment would
prove nothing.
"""

from __future__ import annotations

import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from workers import Wrong, kept_on_failure, laboratory

SECTOR = 512
STEPS = 200
CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"

LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(<[^>]*>)?")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FILE = re.compile(r"^\d+<([^>]*)>")


@dataclass(frozen=True)
class Event:
    """Something that was done to a file, or acknowledged on standard output."""

    kind: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    to: str = ""


def events(log: pathlib.Path, folder: pathlib.Path) -> Iterator[Event]:
    """What the recorded calls mean, in their order; only of files in the folder."""
    places: dict[str, int] = {}
    for line in log.read_text(errors="replace").splitlines():
        found = LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, words = found[1], found[2]
        texts = [unescaped(text) for text in TEXT.findall(words)]
        number = words.partition("<")[0]
        if call == "write" and number == "1":
            yield Event("acknowledged", data=texts[0])
            continue
        path = unescaped(opened[1]).decode() if (opened := FILE.match(words)) else ""
        if call == "openat":
            path = unescaped((found[4] or "")[1:-1]).decode()
            if path.startswith(str(folder)) and ("O_CREAT" in words or "O_TRUNC" in words):
                yield Event("made", path)
            places[path] = 0
        elif call.startswith("rename") or call.startswith("unlink"):
            names = [text.decode() for text in texts if text.startswith(str(folder).encode())]
            if names and call.startswith("rename"):
                yield Event("renamed", names[0], to=names[1])
            elif names:
                yield Event("removed", names[0])
        elif not path.startswith(str(folder)):
            continue
        elif call in ("fsync", "fdatasync"):
            yield Event("flushed", path)
        elif call == "ftruncate":
            yield Event("cut", path, at=int(words.rpartition(",")[2]))
        elif call == "pwrite64":
            yield Event("written", path, texts[0][: int(found[3])], int(words.rpartition(",")[2]))
        elif call == "write":
            yield Event("written", path, texts[0][: int(found[3])], places.get(path, 0))
            places[path] = places.get(path, 0) + int(found[3])


def unescaped(text: str) -> bytes:
    """strace was asked to print every byte as `\\x` and two digits."""
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass
class Disk:
    """What is on the disk for certain, and what may be."""

    durable: dict[str, bytearray] = field(default_factory=dict)
    pending: dict[str, list[Event]] = field(default_factory=dict)

    def take_in(self, event: Event) -> None:
        if event.path.endswith("-shm"):
            return
        if event.kind == "made":
            self.durable.setdefault(event.path, bytearray())
        elif event.kind in ("written", "cut"):
            self.pending.setdefault(event.path, []).append(event)
        elif event.kind == "flushed" and event.path in self.durable:
            for waiting in self.pending.pop(event.path, []):
                done(self.durable[event.path], waiting)
        elif event.kind == "removed":
            self.durable.pop(event.path, None)
            self.pending.pop(event.path, None)
        elif event.kind == "renamed" and event.path in self.durable:
            self.durable[event.to] = self.durable.pop(event.path)
            self.pending[event.to] = self.pending.pop(event.path, [])

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states that a cut now can leave."""
        left = {}
        for path, durable in self.durable.items():
            content = bytearray(durable)
            for waiting in self.pending.get(path, []):
                fate = chance.random()
                if fate < 0.4:
                    done(content, waiting)
                elif fate < 0.6 and waiting.kind == "written":
                    kept = chance.randrange(0, len(waiting.data) + 1, SECTOR)
                    done(content, Event("written", path, waiting.data[:kept], waiting.at))
            left[path] = bytes(content)
        return left


def done(content: bytearray, event: Event) -> None:
    if event.kind == "cut":
        del content[event.at:]
        content.extend(bytes(event.at - len(content)))
        return
    if event.data:
        content.extend(bytes(max(0, event.at - len(content))))
        content[event.at:event.at + len(event.data)] = event.data


def record(command: list[str], folder: pathlib.Path) -> list[Event]:
    log = folder.parent / f"{folder.name}.strace"
    subprocess.run(["strace", "-f", "-qq", "-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(log), *command],
                   check=True, stdout=subprocess.DEVNULL, timeout=600)
    recorded = list(events(log, folder))
    log.unlink()
    return recorded


def cuts(before: dict[str, bytes], recorded: list[Event], wanted: int, chance: random.Random
         ) -> Iterator[tuple[dict[str, bytes], int]]:
    """States that cuts can leave, spread over the whole recording, each with the number of what was acknowledged."""
    disk, acknowledged = Disk({path: bytearray(content) for path, content in before.items()}), 0
    share = wanted / max(1, len(recorded))
    owed = 0.0
    for event in recorded:
        if event.kind == "acknowledged":
            acknowledged += event.data.startswith(b"done ")
        else:
            disk.take_in(event)
        owed += share
        while owed >= 1:
            owed -= 1
            yield disk.after_a_cut(chance), acknowledged


def contents(folder: pathlib.Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.iterdir()}


def put(left: dict[str, bytes], folder: pathlib.Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    for path, content in left.items():
        (folder / pathlib.Path(path).name).write_bytes(content)


def power(worker: pathlib.Path, states: int, seed: int) -> str:
    chance, tried = random.Random(seed), 0
    lost_with_normal = control(states, chance)
    if not lost_with_normal:
        raise Wrong("nothing is lost with synchronous=NORMAL: the experiment proves nothing")
    with laboratory(worker) as lab:
        before, run = contents(lab.folder), lab.new_run(chance.getrandbits(32))
        recorded = record(lab.command(run, STEPS), lab.folder)
        for left, run.done in cuts(before, recorded, states, chance):
            put(left, lab.folder)
            lab.verify([run], f"state {tried}, seed {seed}, after {run.done} steps")
            tried += 1
    return f"0 lost in {tried} states; synchronous=NORMAL loses something in {lost_with_normal} of {states}"


CONTROL = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA synchronous=NORMAL")
for number in range(1, 201):
    connection.execute("INSERT INTO steps VALUES (?, randomblob(2000))", [number])
    sys.stdout.write(f"done {number}\\n")
    sys.stdout.flush()
"""


def control(states: int, chance: random.Random) -> int:
    """In how many states a program that does not flush each commit has lost something it had acknowledged."""
    return sum(1 for is_kept in control_states(states, chance) if not is_kept)


def control_states(states: int, chance: random.Random) -> Iterator[bool]:
    with kept_on_failure() as folder:
        directory = folder / "control.db"
        connection = sqlite3.connect(directory)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE steps (number INTEGER PRIMARY KEY, filler BLOB)")
        connection.close()
        before = contents(folder)
        recorded = record([sys.executable, "-c", CONTROL, str(directory)], folder)
        for left, acknowledged in cuts(before, recorded, states, chance):
            put(left, folder)
            yield kept_steps(directory) >= acknowledged


def kept_steps(directory: pathlib.Path) -> int:
    connection = sqlite3.connect(directory)
    try:
        return connection.execute("SELECT ifnull(max(number), 0) FROM steps").fetchone()[0]
    finally:
        connection.close()
