"""Kills workers at random moments, one or several at a time, and stops them for a while."""

from __future__ import annotations

import pathlib
import random
import signal
import subprocess
import time

from workers import Laboratory, Run, laboratory, whole_lines

ENDLESS = 1_000_000
# A directory grows with each round, and its verification with it.
ROUNDS_PER_DIRECTORY = 100


def end(process: subprocess.Popen[str], run: Run) -> None:
    process.send_signal(signal.SIGKILL)
    told, _ = process.communicate()
    for line in whole_lines(told):
        run.take_in(line)


def kill_one(lab: Laboratory, chance: random.Random) -> None:
    """Kills a worker after some microseconds, counted from an acknowledgement of its."""
    run = lab.new_run(chance.getrandbits(32))
    process = lab.start(run, ENDLESS)
    assert process.stdout is not None
    for _ in range(chance.randrange(40)):
        run.take_in(process.stdout.readline())
    # Where in the next steps it is hit is left to chance; nothing is concluded from the time.
    time.sleep(chance.random() * 0.004)
    end(process, run)


def kill_several(lab: Laboratory, chance: random.Random) -> None:
    """Two to four workers at once; they are killed one after the other, so that the last ones go on meanwhile."""
    started = []
    for _ in range(chance.randint(2, 4)):
        run = lab.new_run(chance.getrandbits(32))
        started.append((lab.start(run, ENDLESS), run))
    for process, run in started:
        assert process.stdout is not None
        for _ in range(chance.randrange(20)):
            run.take_in(process.stdout.readline())
        if chance.random() < 0.3:
            stop_for_a_while(process, started)
        end(process, run)


def stop_for_a_while(stopped: subprocess.Popen[str], started: list[tuple[subprocess.Popen[str], Run]]) -> None:
    """SIGSTOP in the middle of a step. The others wait for it or go on; none may fail."""
    stopped.send_signal(signal.SIGSTOP)
    for process, run in started:
        if process is not stopped and process.poll() is None and process.stdout is not None:
            stopped.send_signal(signal.SIGCONT)
            run.take_in(process.stdout.readline())
            stopped.send_signal(signal.SIGSTOP)
    stopped.send_signal(signal.SIGCONT)


def kills(worker: pathlib.Path, rounds: int, seed: int) -> str:
    chance, kills_made, acknowledged = random.Random(seed), 0, 0
    for first in range(0, rounds, ROUNDS_PER_DIRECTORY):
        with laboratory(worker) as lab:
            for number in range(first, min(first + ROUNDS_PER_DIRECTORY, rounds)):
                before = len(lab.runs)
                (kill_several if number % 4 == 3 else kill_one)(lab, chance)
                lab.verify(lab.runs[before:], f"round {number}, seed {seed}")
            lab.verify(where=f"all rounds to {number}, seed {seed}")
            kills_made += len(lab.runs)
            acknowledged += sum(run.done for run in lab.runs)
    return f"{kills_made} kills, {acknowledged} acknowledged steps, 0 lost, 0 broken"
