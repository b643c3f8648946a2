"""Moves the clock under workers, by minutes to years, ahead and back."""

from __future__ import annotations

import pathlib
import random
import signal

from workers import WAIT_SECS, Laboratory, Wrong, laboratory, whole_lines

STEPS = 60
MINUTE_MS = 60_000
YEAR_MS = 365 * 24 * 60 * MINUTE_MS
MOVES_MS = (2 * MINUTE_MS, 60 * MINUTE_MS, YEAR_MS // 52, YEAR_MS, 30 * YEAR_MS)


def move(file: pathlib.Path, by_ms: int) -> None:
    new = file.with_suffix(".new")
    new.write_text(f"{by_ms}\n", encoding="ascii")
    new.replace(file)


def clock(worker: pathlib.Path, rounds: int, seed: int) -> str:
    chance, jumps, steps = random.Random(seed), 0, 0
    for number in range(rounds):
        with laboratory(worker) as lab:
            jumps += move_under_workers(lab, chance)
            steps += sum(run.done for run in lab.runs)
            lab.verify(where=f"round {number}, seed {seed}")
    return f"{jumps} jumps under {steps} steps, 0 lost, 0 refused"


def move_under_workers(lab: Laboratory, chance: random.Random) -> int:
    """Two workers; the clock jumps after each acknowledgement of the first. Half of the jumps come while it is stopped,
    as with a computer that sleeps."""
    file, jumps = lab.folder / "clock", 0
    move(file, 0)
    before = ["env", f"AVO_ADMIN_LAB_CLOCK={file}"]
    started = [(lab.start(run, STEPS, before), run) for run in (lab.new_run(chance.getrandbits(32)) for _ in range(2))]
    first, run = started[0]
    assert first.stdout is not None
    while line := first.stdout.readline():
        run.take_in(line)
        is_asleep = chance.random() < 0.5
        if is_asleep:
            first.send_signal(signal.SIGSTOP)
        move(file, chance.choice((-1, 1)) * chance.randrange(chance.choice(MOVES_MS)))
        jumps += 1
        if is_asleep:
            first.send_signal(signal.SIGCONT)
    for process, run in started:
        told, _ = process.communicate(timeout=WAIT_SECS)
        for line in whole_lines(told):
            run.take_in(line)
        if process.returncode != 0 or run.done != STEPS:
            raise Wrong(f"{run}: exit code {process.returncode}, {run.why_stopped!r}")
    return jumps
