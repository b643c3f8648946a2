"""Several workers at once on one directory, to their end. Each must find its own steps done, and none may fail."""

from __future__ import annotations

import pathlib
import random

from workers import WAIT_SECS, Laboratory, Run, Wrong, laboratory, whole_lines

STEPS = 300


def together(worker: pathlib.Path, rounds: int, seed: int) -> str:
    chance, steps = random.Random(seed), 0
    for number in range(rounds):
        with laboratory(worker) as lab:
            workers = 2 + number % 3
            steps += run_at_once(lab, [lab.new_run(chance.getrandbits(32)) for _ in range(workers)])
            lab.verify(where=f"round {number}, seed {seed}")
    return f"{steps} steps by 2 to 4 workers at once, 0 errors, 0 differences"


def run_at_once(lab: Laboratory, runs: list[Run]) -> int:
    started = [lab.start(run, STEPS) for run in runs]
    for process, run in zip(started, runs, strict=True):
        told, _ = process.communicate(timeout=WAIT_SECS)
        for line in whole_lines(told):
            run.take_in(line)
        if process.returncode != 0 or run.done != STEPS:
            raise Wrong(f"{run}: exit code {process.returncode}, {run.why_stopped!r}")
    return STEPS * len(runs)
