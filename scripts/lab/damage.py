"""Damages files by chance and opens them: found, or harmless, but never a panic, a hang or a wrong answer that was
taken for a right one."""

from __future__ import annotations

import pathlib
import random
import subprocess

from workers import WAIT_SECS, Laboratory, Run, Wrong, laboratory

STEPS = 120
# Exit codes of the worker's `verify`: right, different from what was acknowledged, refused with its cause.
RIGHT, DIFFERENT, REFUSED = 0, 1, 2
# The program's exit code for a damaged directory.
DAMAGED = 4


def damage(worker: pathlib.Path, files: int, seed: int) -> str:
    chance, found, told = random.Random(seed), {RIGHT: 0, DIFFERENT: 0, REFUSED: 0}, 0
    with laboratory(worker) as lab:
        run = lab.new_run(chance.getrandbits(32))
        if lab.work(run, STEPS) != 0:
            raise Wrong(run.why_stopped)
        whole = {path: path.read_bytes() for path in lab.folder.iterdir()}
        for number in range(files):
            for path in lab.folder.iterdir():
                path.unlink()
            for path, content in whole.items():
                path.write_bytes(content)
            harm = do_harm(lab.directory, chance)
            where = f"file {number}, seed {seed}: {harm}"
            found[verify(lab, run, where)] += 1
            if found[DIFFERENT] > told:
                told += tells_the_trail(worker.parents[1] / "avo-admin", lab.directory, where)
    return (f"{files} damaged files: {found[REFUSED]} refused, {found[RIGHT]} harmless, "
            f"{found[DIFFERENT]} with other contents that `check` names")


def tells_the_trail(program: pathlib.Path, directory: pathlib.Path, where: str) -> int:
    """An ordinary opening reads other contents than were written; `check` compares them with their digests."""
    checked = subprocess.run([program, "--database", directory, "check"], capture_output=True, text=True,
                             timeout=WAIT_SECS, check=False)
    if checked.returncode != DAMAGED:
        raise Wrong(f"{where}: other contents, and check ends with {checked.returncode}\n{checked.stdout}{checked.stderr}")
    return 1


def do_harm(directory: pathlib.Path, chance: random.Random) -> str:
    content = bytearray(directory.read_bytes())
    at = chance.randrange(len(content))
    kind = chance.choice(["bit", "byte", "zeros", "noise", "page", "cut", "moved"])
    match kind:
        case "bit":
            content[at] ^= 1 << chance.randrange(8)
        case "byte":
            content[at] = chance.randrange(256)
        case "zeros" | "noise":
            length = min(chance.randrange(1, 600), len(content) - at)
            content[at:at + length] = bytes(length) if kind == "zeros" else chance.randbytes(length)
        case "page":
            start = at // 4096 * 4096
            content[start:start + 4096] = bytes(4096)
        case "cut":
            del content[at:]
        case "moved":
            other = chance.randrange(len(content)) // 4096 * 4096
            start = at // 4096 * 4096
            content[start:start + 4096] = content[other:other + 4096]
    directory.write_bytes(content)
    return f"{kind} at {at}"


def verify(lab: Laboratory, run: Run, where: str) -> int:
    try:
        ended = subprocess.run([lab.worker, "verify", lab.directory], input=f"{run}\n", text=True, capture_output=True,
                               timeout=WAIT_SECS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Wrong(f"{where}: it hangs") from error
    if ended.returncode not in (RIGHT, DIFFERENT, REFUSED):
        raise Wrong(f"{where}: exit code {ended.returncode}\n{ended.stderr}")
    return ended.returncode
