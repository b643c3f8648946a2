"""Runs the fuzz targets (fuzz/), each for some seconds, with cargo-fuzz and a nightly compiler."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess
import tempfile

from workers import ROOT, Wrong

CARGO = ["cargo", "+nightly", "fuzz"]
EXECUTED = re.compile(r"stat::number_of_executed_units: +(\d+)")


def fuzz(seconds: int) -> str:
    if subprocess.run([*CARGO, "--version"], cwd=ROOT, capture_output=True, check=False).returncode:
        return "NOT tried, cargo-fuzz or a nightly compiler is missing; the tests of src/fuzzing.rs try the same in short"
    subprocess.run([*CARGO, "build"], cwd=ROOT, check=True)
    targets = subprocess.run([*CARGO, "list"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return ", ".join(f"{target} {run(target, seconds):,}" for target in targets) + f" inputs in {seconds} s each"


def run(target: str, seconds: int) -> int:
    """How many inputs were tried. What is new goes into a copy of the corpus."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as place:
        corpus = shutil.copytree(ROOT / "fuzz/corpus" / target, pathlib.Path(place) / "corpus")
        found = subprocess.run([*CARGO, "run", target, str(corpus), "--", f"-max_total_time={seconds}", "-timeout=20",
                                "-print_final_stats=1"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise Wrong(f"{target}: {found.stdout}{found.stderr}")
    return int(EXECUTED.search(found.stderr)[1])
