#!/usr/bin/python3
"""The laboratory: tries in earnest what the tests only sample.

Usage: scripts/lab/lab.py [--sample] [--seed N] [EXPERIMENT...]
"""

from __future__ import annotations

import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import bind
import builds
import clock
import damage
import faults
import fuzz
import kills
import mutants
import power
import readonly
import space
import steps
import together
from workers import ROOT

Experiment = Callable[[pathlib.Path, bool, int], str]

LEFT_OUT = "left out of the sample"

# Name, what has to be there, and the experiment, by the worker, whether it is a sample, and a seed.
EXPERIMENTS: dict[str, tuple[tuple[str, ...], Experiment]] = {
    "kills": ((), lambda worker, is_sample, seed: kills.kills(worker, 200 if is_sample else 7_000, seed)),
    "moments": ((), lambda worker, is_sample, seed: steps.moments(worker, 10 if is_sample else 500, seed)),
    "stops": ((), lambda worker, is_sample, seed: steps.stops(worker, 3 if is_sample else 100, seed)),
    "steps": (("strace",), lambda worker, is_sample, _: steps.steps(worker, 40 if is_sample else 1)),
    "together": ((), lambda worker, is_sample, seed: together.together(worker, 3 if is_sample else 100, seed)),
    "clock": ((), lambda worker, is_sample, seed: clock.clock(worker, 3 if is_sample else 100, seed)),
    "bind": (("unshare", "mount"), lambda worker, *_: bind.bind(worker, worker.parents[1] / "avo-admin")),
    "damage": ((), lambda worker, is_sample, seed: damage.damage(worker, 200 if is_sample else 10_000, seed)),
    "syscalls": (("strace",), lambda worker, is_sample, _: faults.syscalls(worker, 7 if is_sample else 1)),
    "power": (("strace",), lambda worker, is_sample, seed: power.power(worker, 200 if is_sample else 2_000, seed)),
    "fuzz": ((), lambda worker, is_sample, _: LEFT_OUT if is_sample else fuzz.fuzz(60)),
    "builds": (("git",), lambda worker, is_sample, _: LEFT_OUT if is_sample else builds.builds()),
    "space": (("unshare", "mount"), lambda worker, is_sample, _: space.space(worker)),
    "readonly": (("unshare", "mount"), lambda worker, *_: readonly.readonly(worker, worker.parents[1] / "avo-admin")),
    "mutants": (("cargo-mutants", "git"), lambda worker, is_sample, seed: mutants.mutants(is_sample, seed)),
}


def build() -> pathlib.Path:
    subprocess.run(["cargo", "build", "--locked", "--quiet", "--bin", "avo-admin", "--example", "lab-worker"], cwd=ROOT, check=True)
    shown = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stdout
    target = shown.split('"target_directory":"', 1)[1].split('"', 1)[0]
    return pathlib.Path(target) / "debug" / "examples" / "lab-worker"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="a few minutes instead of hours")
    parser.add_argument("--seed", type=int, default=random.getrandbits(32), help="repeats a run by its number")
    parser.add_argument("experiments", nargs="*", metavar="EXPERIMENT", help=", ".join(EXPERIMENTS))
    asked = parser.parse_args()
    if unknown := set(asked.experiments) - set(EXPERIMENTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    worker = build()
    for name in asked.experiments or EXPERIMENTS:
        needed, experiment = EXPERIMENTS[name]
        if missing := [program for program in needed if shutil.which(program) is None]:
            print(f"{name}: NOT tried, {', '.join(missing)} is missing", flush=True)
            continue
        started = time.monotonic()
        told = experiment(worker, asked.sample, asked.seed)
        print(f"{name}: {told} ({time.monotonic() - started:.0f} s, seed {asked.seed})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
