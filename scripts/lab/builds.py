"""Builds the release twice, in two folders with names of different lengths, and compares the programs byte by byte."""

from __future__ import annotations

import hashlib
import os
import pathlib
import subprocess

from workers import ROOT, Wrong, kept_on_failure

PROGRAMS = ("avo-admin", "avo-client")


def builds() -> str:
    with kept_on_failure() as folder:
        folders = [folder / name for name in ("one", "another-with-a-longer-name")]
        # Both first: a commit between the two builds would make them two programs.
        for clone in folders:
            subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        one, other = (build(clone) for clone in folders)
        if one != other:
            raise Wrong(f"{one} and {other}. Of what they are made of, these differ: {differing(folders)}")
    return ", ".join(f"{name} {digest}" for name, digest in one.items())


def differing(folders: list[pathlib.Path]) -> str:
    """The libraries whose files differ, where the cause is to be looked for."""
    one, other = ({path.name: digest(path) for path in (folder / "target/release/deps").glob("*.rlib")}
                  for folder in folders)
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return ", ".join(names) or "none"


def digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(folder: pathlib.Path) -> dict[str, str]:
    """SHA-256 of each program of a build in this clean clone."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=folder, check=True,
                   env=os.environ | without_paths(folder) | {"CARGO_TARGET_DIR": str(folder / "target")})
    return {name: digest(folder / "target/release" / name) for name in PROGRAMS}


def without_paths(folder: pathlib.Path) -> dict[str, str]:
    """What keeps the paths of this computer out of Rust's panic messages and of C's assertions."""
    home = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
    names = {folder: "/avo-admin", home: "/cargo"}
    return {
        "RUSTFLAGS": " ".join(f"--remap-path-prefix={path}={name}" for path, name in names.items()),
        "CFLAGS": " ".join(f"-ffile-prefix-map={path}={name}" for path, name in names.items()),
        "SOURCE_DATE_EPOCH": "0",
    }
