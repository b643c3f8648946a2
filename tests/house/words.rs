//! No sentence of a window is glued from parts: each is a message of the catalogue with its arguments.

use std::fs;
use std::path::Path;

use crate::rust_source::{sources, split_code, without_tests};

/// Where everything that makes text makes what a person reads in a window.
const FOLDERS: [&str; 4] = ["src/ui", "src/words", "src/app", "src/client/window"];

/// What glues text from parts. Lists are made by `words::lists`.
const GLUE: [&str; 3] = ["format!(", ".join(\"", "concat!("];

/// Files that make text that no sentence is made of, each with what is left in it.
const EXCEPTIONS: [(&str, &str); 8] = [
    ("src/app/window.rs", "errors before there is a window, for the terminal"),
    ("src/ui/icons.rs", "names of files"),
    ("src/ui/icons/drawing.rs", "attributes of SVG"),
    ("src/ui/strings/users.rs", "lines of a tooltip, one below the other"),
    ("src/words/catalogue.rs", "names of files, and documentation"),
    ("src/words/completeness.rs", "names of files, in a test"),
    ("src/words/numbers.rs", "digits in groups"),
    ("src/words/pseudo.rs", "the pseudo-language, which is for tests"),
];

#[test]
fn no_sentence_of_a_window_is_glued_from_parts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in FOLDERS.iter().flat_map(|folder| sources(&root.join(folder))) {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let is_exception = EXCEPTIONS.iter().any(|(exception, _)| *exception == name);
        if is_exception || name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let glued = glued_in(&fs::read_to_string(&path).unwrap());
        found.extend(glued.iter().map(|(line, glue)| format!("{name}:{line}: {glue}")));
    }
    assert!(
        found.is_empty(),
        "these make text outside the catalogue:\n{}",
        found.join("\n")
    );
}

/// What glues text outside the tests of a file, with its line.
fn glued_in(source: &str) -> Vec<(usize, &'static str)> {
    let (code, _) = split_code(source);
    let code = without_tests(&code);
    let lines = code.lines().zip(1..);
    lines
        .flat_map(|(line, number)| {
            let glue = GLUE.into_iter().filter(move |glue| line.contains(glue));
            glue.map(move |glue| (number, glue))
        })
        .collect()
}

#[test]
fn glue_is_found_in_code_and_passed_over_in_comments_and_tests() {
    let source =
        "// format!(\"{a}: {b}\")\nlet text = format!(\"{a}: {b}\");\n#[cfg(test)]\nmod tests { format!(\"\") }";
    assert_eq!(glued_in(source), [(2, "format!(")]);
    assert_eq!(glued_in("names.join(\", \")"), [(1, ".join(\"")]);
    assert!(glued_in("path.join(name)").is_empty());
}
