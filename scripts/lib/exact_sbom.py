"""Leaves in each SBOM what Cargo.lock resolves for the programs, and fails where something is missing.

cargo-cyclonedx lists what cargo-metadata resolves, and that turns on what only the tests need, such as wgpu on Linux. Paths
and times of this computer go as well, so that the same sources have the same SBOM.

Usage: exact_sbom.py TARGET SBOM...
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

PACKAGE = "avo-admin"
Crate = tuple[str, str]


def resolved(target: str) -> set[Crate]:
    """Names and versions of all crates that the programs link, and those whose macros they use."""
    tree = subprocess.run(["cargo", "tree", "--locked", "--target", target, "--edges", "normal", "--prefix", "none",
                           "--format", "{p}"], check=True, capture_output=True, text=True).stdout
    words = (line.split() for line in tree.splitlines() if line)
    return {(word[0], word[1].removeprefix("v")) for word in words if word[0] != PACKAGE}


def crate(component: dict[str, Any]) -> Crate:
    return component["name"], component["version"]


def exact(bill: dict[str, Any], wanted: set[Crate]) -> dict[str, Any]:
    kept = [component for component in bill["components"] if crate(component) in wanted]
    gone = {component["bom-ref"] for component in bill["components"] if crate(component) not in wanted}
    edges = [edge | {"dependsOn": [name for name in edge.get("dependsOn", ()) if name not in gone]}
             for edge in bill["dependencies"] if edge["ref"] not in gone]
    metadata = {name: value for name, value in bill["metadata"].items() if name != "timestamp"}
    left = {name: value for name, value in bill.items() if name != "serialNumber"}
    return left | {"metadata": metadata, "components": kept, "dependencies": edges}


def main() -> int:
    target, *files = sys.argv[1:]
    wanted = resolved(target)
    for file in map(pathlib.Path, files):
        bill = exact(json.loads(file.read_text(encoding="utf-8")), wanted)
        missing = wanted - {crate(component) for component in bill["components"]}
        unlicensed = [component["name"] for component in bill["components"] if not component.get("licenses")]
        if missing or unlicensed:
            print(f"{file}: missing {sorted(missing)}, without a licence {unlicensed}")
            return 1
        text = json.dumps(bill, indent=1, ensure_ascii=False).replace(str(pathlib.Path.cwd()), f"/{PACKAGE}")
        file.write_text(f"{text}\n", encoding="utf-8")
        print(f"{file}: {len(bill['components'])} components, none missing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
