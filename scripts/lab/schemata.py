"""Builds many mutants into one program (mutant schemata), because a build for each would take days.

A function that has mutants is there once for each of them and once as it is. A file names the mutant that runs; where
it names none, each function that is reached is noted in a file of the process group. What the compiler refuses is taken
out, and the rest is built again.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass

from workers import ROOT, Wrong

SELECTOR = """
/// The mutant that runs, or 0, which notes the function.
#[doc(hidden)]
pub fn mutant(function: usize) -> usize {
    use std::io::Write as _;
    static CHOSEN: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    static REACHED: std::sync::Mutex<std::collections::BTreeSet<usize>> = std::sync::Mutex::new(std::collections::BTreeSet::new());
    let chosen = *CHOSEN.get_or_init(|| {
        std::fs::read_to_string("PLACE/chosen").ok().and_then(|number| number.parse().ok()).unwrap_or(0)
    });
    if chosen == 0 && REACHED.lock().is_ok_and(|mut reached| reached.insert(function)) {
        // A test and the programs that it starts are a process group.
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let group = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(2)).unwrap_or_default();
        let file = std::fs::OpenOptions::new().append(true).create(true).open(format!("PLACE/reached.{group}"));
        let _ = file.and_then(|mut file| file.write_all(format!("{function}\\n").as_bytes()));
    }
    chosen
}
"""


@dataclass(frozen=True)
class Mutant:
    """One change, with offsets into its file."""

    number: int
    file: str
    what: str
    line: int
    function: str
    returns: str
    start: int
    end: int
    replacement: str
    body: tuple[int, int] | None

    def apply(self, text: str, start: int, end: int) -> str:
        """This part of the file with the change in it."""
        return text[start:self.start] + self.replacement + text[self.end:end]


# The first and the last line of each mutant in a file.
Lines = list[tuple[int, int, Mutant]]


@dataclass
class Program:
    """What was built: the tests, the function that each mutant is in, what is no program, and what needs a build."""

    tests: list[pathlib.Path]
    functions: dict[Mutant, int]
    unviable: set[Mutant]
    alone: set[Mutant]


# --- the crate ---

def assemble(folder: pathlib.Path, layer: str) -> None:
    """Domain alone, or the whole program, which the tests of the use cases need."""
    shutil.rmtree(folder, ignore_errors=True)
    if layer != "domain":
        files = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                               capture_output=True, text=True).stdout.splitlines()
        for file in files:
            if (ROOT / file).is_file() and not file.startswith(("tests/snapshots/", ".")):
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / file, folder / file)
        return
    shutil.copytree(ROOT / "src/domain", folder / "src/domain")
    shutil.copytree(ROOT / "assets", folder / "assets")
    (folder / "src/lib.rs").write_text("pub mod domain;\n")
    (folder / "Cargo.toml").write_text(manifest(folder))
    shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")


def manifest(folder: pathlib.Path) -> str:
    """The program's, with the crates that the files in this folder use."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (folder / "src").rglob("*.rs"))
    whole = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))
    parts = ['[package]\nname = "avo-admin"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n']
    for name in ("dependencies", "dev-dependencies"):
        used = {crate: wanted for crate, wanted in whole[name].items()
                if is_used(crate, sources) or crate == "idna_adapter"}
        parts.append(f"[{name}]\n" + "".join(f"{crate} = {quoted(wanted)}\n" for crate, wanted in used.items()))
    profile = whole["profile"]["dev"]
    parts.append(f"[profile.dev]\ndebug = {quoted(profile['debug'])}\n")
    parts += [f"[profile.dev.package.{crate}]\nopt-level = {wanted['opt-level']}\n"
              for crate, wanted in profile["package"].items() if is_used(crate, sources)]
    return "".join(parts)


def is_used(name: str, sources: str) -> bool:
    return re.search(rf"\b{name.replace('-', '_')}(::|;)", sources) is not None


def quoted(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {quoted(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(quoted(inner) for inner in value) + "]"
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


# --- the mutants ---

def find(folder: pathlib.Path, words: list[str]) -> list[Mutant]:
    """What cargo-mutants would change in this crate."""
    told = subprocess.run(["cargo", "mutants", "--list", "--json", "--dir", folder, *words], cwd=folder, check=True,
                          capture_output=True, text=True).stdout
    texts: dict[str, str] = {}
    found = []
    for number, one in enumerate(json.loads(told or "[]"), 1):
        file, function = one["file"], one["function"] or {"function_name": "", "return_type": ""}
        text = texts.setdefault(file, (folder / file).read_text(encoding="utf-8"))
        start, end = (offset(text, one["span"][edge]) for edge in ("start", "end"))
        what = re.sub(r":\d+:\d+: ", ": ", one["name"], count=1)
        found.append(Mutant(number, file, what, one["span"]["start"]["line"], function["function_name"],
                            function["return_type"], start, end, one["replacement"], body_of(text, function)))
    return found


def offset(text: str, place: dict[str, int]) -> int:
    before = 0
    for _ in range(place["line"] - 1):
        before = text.index("\n", before) + 1
    return before + place["column"] - 1


def body_of(text: str, function: dict) -> tuple[int, int] | None:
    """From brace to brace, where the function can be there more than once."""
    if not function["function_name"] or "impl " in function["return_type"]:
        return None
    start, end = (offset(text, function["span"][edge]) for edge in ("start", "end"))
    name = re.escape(function["function_name"].rsplit("::", 1)[-1])
    declared = re.search(rf"^[^/\n]*\bfn {name}\b", text[start:end], re.MULTILINE)
    return (text.index("{", start + declared.end()), end) if declared else None


def weave(path: pathlib.Path, text: str, mutants: list[Mutant], functions: dict[Mutant, int]) -> Lines:
    """Writes the file with all these mutants, and returns the lines that each of them has there."""
    parts, at, lines = [], 0, []
    for start, end in sorted({mutant.body for mutant in mutants}):
        own = [mutant for mutant in mutants if mutant.body == (start, end)]
        parts.append(f"{text[at:start]}{{ match crate::mutant({functions[own[0]]}) {{\n")
        for mutant in own:
            first = "".join(parts).count("\n") + 1
            parts.append(f"{mutant.number} => {mutant.apply(text, start, end)}\n")
            lines.append((first, first + parts[-1].count("\n") - 1, mutant))
        parts.append(f"_ => {text[start:end]}\n}} }}")
        at = end
    path.write_text("".join(parts) + text[at:], encoding="utf-8")
    return lines


# --- the build ---

def build(folder: pathlib.Path, place: pathlib.Path, layer: str, mutants: list[Mutant], suites: list[str]) -> Program:
    """The crate with all mutants that can stand together in one program."""
    sources = folder / "src" / layer
    originals = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sources.rglob("*.rs")}
    root = folder / "src/lib.rs"
    root.write_text(root.read_text(encoding="utf-8") + SELECTOR.replace("PLACE", str(place)), encoding="utf-8")
    bodies = bodies_of(mutants)
    alone = {mutant for mutant in mutants if not can_share(mutant, bodies)}
    functions = {mutant: bodies.index((mutant.file, *mutant.body)) for mutant in mutants if mutant not in alone}
    unviable: set[Mutant] = set()
    constant: set[str] = set()
    while True:
        together = [mutant for mutant in mutants if mutant not in alone | unviable]
        lines = {}
        for file, text in originals.items():
            own = [mutant for mutant in together if mutant.file == file]
            lines[file] = weave(folder / file, without_const(text, constant), own, functions)
        tests, errors = compile_tests(folder, suites)
        if tests:
            for file, text in originals.items():
                (folder / file).write_text(text, encoding="utf-8")
            return Program(tests, functions, unviable, alone)
        refused = {mutant for error in errors for mutant in at_fault(error, lines)}
        called = {name for error in errors if (error.get("code") or {}).get("code") == "E0015"
                  for name in re.findall(r"(\w+)`", error["message"])[:1]} - constant
        if not refused | called:
            raise Wrong("the tests do not build:\n" + "\n".join(error["rendered"] for error in errors))
        unviable |= refused
        constant |= called
        alone |= {mutant for mutant in together if name_of(mutant) in constant} - unviable


def without_const(text: str, constant: set[str]) -> str:
    """The same in as many characters, because the compiler can't compute which mutant runs."""
    return re.sub(r"\bconst fn (\w+)",
                  lambda found: found[0] if found[1] in constant else f"      fn {found[1]}", text)


def name_of(mutant: Mutant) -> str:
    return mutant.function.rsplit("::", 1)[-1]


def bodies_of(mutants: list[Mutant]) -> list[tuple[str, int, int]]:
    return sorted({(mutant.file, *mutant.body) for mutant in mutants if mutant.body})


def can_share(mutant: Mutant, bodies: list[tuple[str, int, int]]) -> bool:
    """Whether it can be in one program with others: it is in a function, and in none that is inside another one."""
    if not mutant.body:
        return False
    start, end = mutant.body
    return not any(file == mutant.file and first < start and end <= last for file, first, last in bodies)


def compile_tests(folder: pathlib.Path, suites: list[str]) -> tuple[list[pathlib.Path], list[dict]]:
    """The programs of the tests, or what the compiler says against them."""
    built = subprocess.run(["cargo", "test", "--no-run", "--quiet", "--message-format", "json", *suites], cwd=folder,
                           check=False, capture_output=True, text=True)
    said = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
    if built.returncode == 0:
        return [pathlib.Path(one["executable"]) for one in said
                if one["reason"] == "compiler-artifact" and one["executable"] and one["profile"]["test"]], []
    errors = [one["message"] for one in said
              if one["reason"] == "compiler-message" and one["message"]["level"] == "error"]
    if not errors:
        raise Wrong(built.stderr)
    return [], errors


def at_fault(error: dict, lines: dict[str, Lines]) -> set[Mutant]:
    """The mutants in whose lines the compiler found an error."""
    main = [span for span in error["spans"] if span["is_primary"]]
    for spans in (main, error["spans"]):
        found = {mutant for span in spans for file, line in places(span)
                 for first, last, mutant in lines.get(file, []) if first <= line <= last}
        if found:
            return found
    return set()


def places(span: dict | None) -> list[tuple[str, int]]:
    """Where it is, and where the macros were called that it comes from."""
    if not span:
        return []
    return [(span["file_name"], span["line_start"]), *places((span["expansion"] or {}).get("span"))]


def build_alone(folder: pathlib.Path, mutant: Mutant, suites: list[str]) -> list[pathlib.Path]:
    """The tests with this one mutant; none where the compiler refuses it."""
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.apply(text, 0, len(text)), encoding="utf-8")
        return compile_tests(folder, suites)[0]
    finally:
        path.write_text(text, encoding="utf-8")
