#!/usr/bin/python3
"""Changes one thing at a time in domain or service, and lists the changes that their tests don't notice.

Those of domain are its own unit tests; those of service are its unit tests and tests/directory_rules, where the use
cases are tried. cargo-mutants says what can be changed. With --in-diff, only the lines of a diff are changed:

    git diff main > /tmp/change.diff && scripts/lab/mutants.py --in-diff /tmp/change.diff

With --most only so many are tried, none that is explained or needs a build of its own, but with all tests and more time.
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
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import schemata
from schemata import Mutant
from workers import ROOT, Wrong

BUILT = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
PLACE = BUILT / "mutants"
LISTED = ROOT / "docs/mutants.md"
# How many mutants a sample tries, and how far it looks back where there is no branch.
SAMPLE, SAMPLED_COMMITS = 20, 10
# What cargo builds for the tests of each layer.
SUITES = {"domain": ["--lib"], "service": ["--lib", "--test", "directory_rules"]}


@dataclass(frozen=True)
class Patience:
    """How long a test may take without a mutant, and how much time is spent on one mutant, in seconds."""

    test_secs: float
    mutant_secs: float


# With many mutants: a test that takes longer hardly ever says what quicker ones don't. With few, of which none may seem
# to survive because the computer is slow.
OF_MANY, OF_FEW = Patience(4, 30), Patience(120, 300)


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
    patience: Patience
    folder: pathlib.Path = field(init=False)
    place: pathlib.Path = field(init=False)
    tests: list[Test] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = PLACE / self.layer
        self.folder = self.place / "crate"
        self.place.mkdir(parents=True, exist_ok=True)

    def find(self, files: list[str], in_diff: pathlib.Path | None) -> list[Mutant]:
        """What can be changed in these files of the layer, or in all of them, in the order of the files."""
        own = [file for file in files if file.startswith(f"src/{self.layer}/")]
        if files and not own:
            return []
        words = [word for file in own or [f"src/{self.layer}/**"] for word in ("--file", file)]
        words += ["--in-diff", str(in_diff.resolve())] if in_diff else []
        schemata.assemble(self.folder, self.layer)
        found = schemata.find(self.folder, words)
        return sorted(found, key=lambda mutant: own.index(mutant.file) if own else 0)

    def run(self, test: Test, limit_secs: float) -> tuple[bool | None, frozenset[int]]:
        """Whether the test passes, None if it does not end, and what it reaches where no mutant is chosen."""
        # A failure is looked for once; what it is made of doesn't matter.
        env = os.environ | {"PROPTEST_MAX_SHRINK_ITERS": "0", "CARGO_MANIFEST_DIR": str(self.folder)}
        with tempfile.TemporaryDirectory(prefix="avo-admin-mutants-", ignore_cleanup_errors=True) as temporary:
            process = subprocess.Popen([test.program, "--exact", test.name], cwd=self.folder,
                                       env=env | {"TMPDIR": temporary}, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                passes = process.wait(limit_secs) == 0
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                passes = None
        notes = self.place / f"reached.{process.pid}"
        numbers = notes.read_text().split() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return passes, frozenset(int(number) for number in numbers)

    def choose(self, mutant: int) -> None:
        (self.place / "chosen").write_text(str(mutant))

    def measure(self, programs: list[pathlib.Path]) -> None:
        """Runs every test without a mutant. One that fails or takes long even so is left out."""
        def measured(test: Test) -> bool | None:
            started = time.monotonic()
            passes, test.reached = self.run(test, self.patience.test_secs)
            test.secs = time.monotonic() - started
            return passes

        self.choose(0)
        tests = [Test(program, name) for program in programs for name in names_of_tests(program, self.layer)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(zip(tests, pool.map(measured, tests)))
        self.tests = sorted((test for test, passes in found if passes), key=lambda test: test.secs)
        left_out = [test.name for test, passes in found if not passes]
        print(f"  {len(self.tests)} tests, {sum(test.secs for test in self.tests):.0f} s; left out: "
              f"{', '.join(left_out) or 'none'}", flush=True)

    def judge(self, mutant: Mutant, tally: Tally, tests: Iterable[Test]) -> None:
        """The quickest tests first; the first one that fails is enough."""
        started = time.monotonic()
        self.choose(mutant.number)
        for test in tests:
            passes, _ = self.run(test, 10 + 5 * test.secs)
            if passes is None:
                tally.timed_out += 1
                print(f"  timed out: {mutant.what}, in {test.name}", flush=True)
            elif not passes:
                tally.caught += 1
            if not passes:
                return
            if time.monotonic() - started > self.patience.mutant_secs:
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


def try_layer(trial: Trial, mutants: list[Mutant]) -> Tally:
    layer, tally = trial.layer, Tally()
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
    trials = {layer: Trial(layer, OF_FEW if most else OF_MANY) for layer in SUITES}
    found = [(layer, mutant) for layer, trial in trials.items() for mutant in trial.find(files, in_diff)]
    if most:
        bodies = schemata.bodies_of([mutant for _, mutant in found])
        found = [(layer, mutant) for layer, mutant in found
                 if not explained[mutant.what] and schemata.can_share(mutant, bodies)]
        found = random.Random(seed).sample(found, min(most, len(found)))
    for layer, trial in trials.items():
        own = [mutant for of, mutant in found if of == layer]
        if not own:
            continue
        tallies[layer] = try_layer(trial, own)
        for mutant in tallies[layer].survived:
            if explained[mutant.what] > 0:
                explained[mutant.what] -= 1
            else:
                unexplained.append(mutant)
    return tallies, unexplained


def mutants(is_sample: bool, seed: int) -> str:
    """All of them, or some of those of the change."""
    with tempfile.TemporaryDirectory(prefix="avo-admin-lab-") as folder:
        diff = None
        if is_sample:
            base = base_of_change()
            if base is None:
                return "NOT tried, this clone has nothing to compare the change with"
            diff = pathlib.Path(folder) / "change.diff"
            diff.write_text(git("diff", base, "--", *(f"src/{layer}" for layer in SUITES)) + "\n")
            # The same change gives the same sample, so that a run that passed here passes elsewhere too.
            seed = zlib.crc32(diff.read_bytes())
        tallies, unexplained = try_all([], diff, SAMPLE if is_sample else None, seed)
    if unexplained:
        raise Wrong("survived, and not in docs/mutants.md: " + ", ".join(mutant.what for mutant in unexplained))
    return "; ".join(f"{layer} {tally}" for layer, tally in tallies.items()) or "nothing to change"


def base_of_change() -> str | None:
    """Where the branch begins; on the main branch, some commits ago, or as many as a shallow clone has; None for one."""
    head = git("rev-parse", "HEAD")
    bases = [git("merge-base", "HEAD", branch) for branch in ("origin/main", "main")]
    recent = git("rev-list", "--first-parent", f"--max-count={SAMPLED_COMMITS + 1}", "HEAD")
    bases += recent.splitlines()[-1:]
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
