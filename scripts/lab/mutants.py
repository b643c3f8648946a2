#!/usr/bin/python3
"""Changes one thing at a time in domain or service, and lists the changes that their tests don't notice.

Those of domain are its own unit tests; those of service are its unit tests and tests/directory_rules, where the use
cases are tried. cargo-mutants says what can be changed. With --in-diff, only the lines of a diff are changed, and with
--most only so many:

    git diff main > /tmp/change.diff && scripts/lab/mutants.py --in-diff /tmp/change.diff

docs/mutants.md lists what survives, and why. Exit code 2: something survived that is not listed there.

Usage: scripts/lab/mutants.py [--in-diff DIFF] [--most N] [--seed N] [FILE...]
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import schemata
from schemata import Mutant
from workers import ROOT, Wrong

BUILT = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
PLACE = BUILT / "mutants"
LISTED = ROOT / "docs/mutants.md"
# How many mutants a sample tries, and how far it looks back where there is no branch.
SAMPLE, SAMPLED_COMMITS = 20, 10
# A test that takes longer says nothing that quicker ones don't, and so much time is spent on one mutant.
LONGEST_TEST_SECS, MOST_SECS = 4, 30
# What cargo builds for the tests of each layer.
SUITES = {"domain": ["--lib"], "service": ["--lib", "--test", "directory_rules"]}


@dataclass
class Test:
    """One test, how long it takes, and the functions with mutants that it reaches."""

    program: pathlib.Path
    name: str
    secs: float = 0.0
    reached: frozenset[int] = frozenset()


@dataclass
class Tally:
    """What became of the mutants of a layer."""

    caught: int = 0
    unviable: int = 0
    timed_out: int = 0
    survived: list[Mutant] = field(default_factory=list)

    def __str__(self) -> str:
        return (f"{self.caught} caught, {self.unviable} unviable, {self.timed_out} timed out, "
                f"{len(self.survived)} survived")


@dataclass
class Trial:
    """Runs the tests of one layer."""

    layer: str
    folder: pathlib.Path = field(init=False)
    place: pathlib.Path = field(init=False)
    tests: list[Test] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = PLACE / self.layer
        self.folder = self.place / "crate"
        self.place.mkdir(parents=True, exist_ok=True)

    def run(self, test: Test, mutant: int, limit_secs: float) -> bool | None:
        """Whether the test passes; None if it does not end."""
        (self.place / "chosen").write_text(str(mutant))
        # A failure is looked for once; what it is made of doesn't matter.
        env = os.environ | {"PROPTEST_MAX_SHRINK_ITERS": "0", "CARGO_MANIFEST_DIR": str(self.folder)}
        with tempfile.TemporaryDirectory(prefix="avo-admin-mutants-", ignore_cleanup_errors=True) as temporary:
            try:
                done = subprocess.run([test.program, "--exact", test.name], cwd=self.folder, timeout=limit_secs,
                                      env=env | {"TMPDIR": temporary}, stdin=subprocess.DEVNULL, capture_output=True,
                                      check=False)
            except subprocess.TimeoutExpired:
                return None
        return done.returncode == 0

    def measure(self, programs: list[pathlib.Path]) -> None:
        """Runs every test without a mutant. One that fails or takes long even so is left out."""
        reached, left_out = self.place / "reached", []
        for program in programs:
            for name in names_of_tests(program, self.layer):
                reached.unlink(missing_ok=True)
                test, started = Test(program, name), time.monotonic()
                if not self.run(test, 0, LONGEST_TEST_SECS):
                    left_out.append(name)
                    continue
                numbers = reached.read_text().split() if reached.exists() else []
                test.secs = time.monotonic() - started
                test.reached = frozenset(int(number) for number in numbers)
                self.tests.append(test)
        self.tests.sort(key=lambda test: test.secs)
        print(f"  {len(self.tests)} tests, {sum(test.secs for test in self.tests):.0f} s; left out: "
              f"{', '.join(left_out) or 'none'}", flush=True)

    def judge(self, mutant: Mutant, tally: Tally, tests: Iterable[Test]) -> None:
        """The quickest tests first; the first one that fails is enough."""
        started = time.monotonic()
        for test in tests:
            passes = self.run(test, mutant.number, 10 + 5 * test.secs)
            if passes is None:
                tally.timed_out += 1
                print(f"  timed out: {mutant.what}, in {test.name}", flush=True)
            elif not passes:
                tally.caught += 1
            if not passes:
                return
            if time.monotonic() - started > MOST_SECS:
                break
        tally.survived.append(mutant)
        print(f"  survived: {mutant.what} (line {mutant.line})", flush=True)


def names_of_tests(program: pathlib.Path, layer: str) -> list[str]:
    """All of a suite, and of the unit tests those of the layer."""
    told = subprocess.run([program, "--list", "--format", "terse"], check=True, capture_output=True, text=True).stdout
    names = [line.removesuffix(": test") for line in told.splitlines() if line.endswith(": test")]
    is_of_units = program.name.startswith("avo_admin-")
    return [name for name in names if name.startswith(f"{layer}::") or not is_of_units]


def prepare() -> None:
    """A target folder of its own, so that no program with mutants is taken for the program. The crates that are built
    are linked into it, because building them takes minutes."""
    target = PLACE / "target"
    if (BUILT / "debug/deps").is_dir() and not target.exists():
        for part in ("deps", "build"):
            shutil.copytree(BUILT / "debug" / part, target / "debug" / part, copy_function=os.link)
        shutil.copytree(BUILT / "debug/.fingerprint", target / "debug/.fingerprint")
    os.environ["CARGO_TARGET_DIR"] = str(target)


def try_layer(layer: str, files: list[str], words: list[str], most: int | None, seed: int) -> Tally:
    trial, tally = Trial(layer), Tally()
    schemata.assemble(trial.folder, layer)
    mutants = schemata.find(trial.folder, words)
    if most is not None and len(mutants) > most:
        mutants = random.Random(seed).sample(mutants, most)
    if not mutants:
        return tally
    mutants.sort(key=lambda mutant: files.index(mutant.file) if mutant.file in files else 0)
    print(f"{layer}: {len(mutants)} mutants", flush=True)
    prepare()
    program = schemata.build(trial.folder, trial.place, layer, mutants, SUITES[layer])
    trial.measure(program.tests)
    tally.unviable = len(program.unviable)
    without = program.unviable | program.alone
    for number, mutant in enumerate(mutants):
        if number % 50 == 0:
            print(f"  {number} of {len(mutants)} at {time.strftime('%H:%M')}", flush=True)
        if mutant not in without:
            function = program.functions[mutant]
            trial.judge(mutant, tally, [test for test in trial.tests if function in test.reached])
    for mutant in sorted(program.alone, key=lambda mutant: mutant.number):
        if schemata.build_alone(trial.folder, mutant, SUITES[layer]):
            trial.judge(mutant, tally, trial.tests)
        else:
            tally.unviable += 1
    print(f"{layer}: {tally}", flush=True)
    return tally


def listed() -> Counter[str]:
    """What docs/mutants.md explains, as often as it stands there."""
    return Counter(re.findall(r"^- `(src/.+)`$", LISTED.read_text(encoding="utf-8"), re.MULTILINE))


def try_all(files: list[str], in_diff: pathlib.Path | None, most: int | None,
            seed: int) -> tuple[dict[str, Tally], list[Mutant]]:
    """What became of them by layer, and which survivors are not explained."""
    tallies, unexplained, explained = {}, [], listed()
    for layer in SUITES:
        own = [file for file in files if file.startswith(f"src/{layer}/")]
        if files and not own:
            continue
        words = [word for file in own or [f"src/{layer}/**"] for word in ("--file", file)]
        words += ["--in-diff", str(in_diff.resolve())] if in_diff else []
        tallies[layer] = try_layer(layer, own, words, most, seed)
        for mutant in tallies[layer].survived:
            if explained[mutant.what] > 0:
                explained[mutant.what] -= 1
            else:
                unexplained.append(mutant)
    return tallies, unexplained


def mutants(is_sample: bool, seed: int) -> str:
    """All of them, or some of those of the change to domain. The tests of service take minutes to measure."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as folder:
        diff = None
        if is_sample:
            base = base_of_change()
            if base is None:
                return "NOT tried, this clone has nothing to compare the change with"
            diff = pathlib.Path(folder) / "change.diff"
            diff.write_text(git("diff", base, "--", "src/domain") + "\n")
        tallies, unexplained = try_all([], diff, SAMPLE if is_sample else None, seed)
    if unexplained:
        raise Wrong("survived, and not in docs/mutants.md: " + ", ".join(mutant.what for mutant in unexplained))
    return "; ".join(f"{layer} {tally}" for layer, tally in tallies.items())


def base_of_change() -> str | None:
    """Where the branch begins; on the main branch, some commits ago. None in a clone that is too shallow."""
    head = git("rev-parse", "HEAD")
    bases = [git("merge-base", "HEAD", branch) for branch in ("origin/main", "main")]
    bases.append(git("rev-parse", "--verify", f"HEAD~{SAMPLED_COMMITS}"))
    return next((base for base in bases if base not in ("", head)), None)


def git(*words: str) -> str:
    """What git says; nothing where it fails."""
    said = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return said.removesuffix("\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in-diff", type=pathlib.Path, metavar="DIFF")
    parser.add_argument("--most", type=int, metavar="N", help="of a layer, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*", metavar="FILE", help="such as src/domain/backup_rotation.rs; all without one")
    asked = parser.parse_args()
    _, unexplained = try_all(asked.files, asked.in_diff, asked.most, asked.seed)
    if unexplained:
        print(f"\nnot in {LISTED.relative_to(ROOT)}:")
        print("\n".join(f"- `{mutant.what}`" for mutant in unexplained))
    return 2 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
