//! Arrows point one way: every `use` and path in `src` against the table of the house.
//!
//! Texts and comments are taken out first, so only code counts. `super::` is followed to what it means, so there is no
//! way around. What stands under `#[cfg(test)]` at the end of a file may use more and is left out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Layer, and what it may import beside itself.
const TABLE: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("crypto", &["domain"]),
    ("store", &["domain"]),
    ("platform", &["domain"]),
    ("protocol", &["domain"]),
    ("service", &["domain", "crypto", "store"]),
    ("server", &["domain", "protocol", "platform", "crypto", "service"]),
    ("native", &[]),
    ("client", &["domain", "protocol", "native", "platform", "crypto", "ui"]),
    ("avo_client", &["client", "platform"]),
    ("command", &["domain", "state"]),
    ("state", &["domain", "command"]),
    (
        "worker",
        &["domain", "command", "state", "crypto", "service", "store", "platform"],
    ),
    ("ui", &["domain", "command", "state"]),
    ("cli", &["domain", "service", "server", "store", "platform", "crypto"]),
    (
        "app",
        &[
            "domain", "native", "platform", "service", "command", "state", "worker", "ui", "cli", "store", "crypto",
        ],
    ),
];

/// A word of another crate, and the layers that may say it.
const CRATES: [(&str, &[&str]); 11] = [
    ("rusqlite", &["store"]),
    ("argon2", &["crypto"]),
    ("arboard", &["platform"]),
    ("eframe", &["app", "client", "native", "main"]),
    ("egui", &["ui", "app", "client", "native"]),
    ("clap", &["cli", "client", "main"]),
    ("axum", &["server"]),
    ("tokio", &["server", "client"]),
    ("rustls", &["server", "client"]),
    ("rcgen", &["server"]),
    ("governor", &["server"]),
];

/// How SQL begins, as it stands at the start of a text.
const SQL: [&str; 9] = [
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE ",
    "PRAGMA ",
    "CREATE TABLE",
    "ALTER TABLE",
    "DROP ",
    "WITH ",
];

/// Something that points the wrong way: line and words.
type Finding = (usize, String);

/// `text` with comments gone and texts emptied, line by line as before. The texts come back beside it.
fn split_code(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut texts = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let (mut index, mut line) = (0, 1);
    while index < characters.len() {
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < characters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                while index < characters.len() && !(at(index) == '*' && at(index + 1) == '/') {
                    line += usize::from(at(index) == '\n');
                    code.extend((at(index) == '\n').then_some('\n'));
                    index += 1;
                }
                index += 2;
            }
            'r' if matches!((at(index + 1), at(index + 2)), ('"', _) | ('#', '"')) && !is_word(code.chars().last()) => {
                let closing = if at(index + 1) == '#' { "\"#" } else { "\"" };
                index += 1 + closing.len();
                let rest: String = characters[index..].iter().collect();
                let inner = rest.split(closing).next().unwrap_or_default().to_owned();
                index += inner.chars().count() + closing.len();
                let breaks = inner.matches('\n').count();
                texts.push((line, inner));
                line += breaks;
                code.push_str(&"\n".repeat(breaks));
                code.push_str("\"\"");
            }
            '"' => {
                let (start, mut inner) = (line, String::new());
                index += 1;
                while index < characters.len() && at(index) != '"' {
                    if at(index) == '\\' {
                        inner.push(at(index));
                        index += 1;
                    }
                    line += usize::from(at(index) == '\n');
                    code.extend((at(index) == '\n').then_some('\n'));
                    inner.push(at(index));
                    index += 1;
                }
                index += 1;
                texts.push((start, inner));
                code.push_str("\"\"");
            }
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < characters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            other => {
                line += usize::from(other == '\n');
                code.push(other);
                index += 1;
            }
        }
    }
    (code, texts)
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphanumeric() || character == '_')
}

/// What is left when the tests at the end of a file are cut off.
fn without_tests(code: &str) -> &str {
    let lines = code.match_indices("#[cfg(");
    let tests = lines.filter(|(at, _)| {
        let rest = &code[*at..];
        let (attribute, after) = rest.split_once(']').unwrap_or((rest, ""));
        attribute.contains("test") && after.trim_start().starts_with("mod tests")
    });
    tests.map(|(at, _)| at).next().map_or(code, |at| &code[..at])
}

/// The layers named by paths from the crate's root, each with its line. `modules` is where the file stands.
fn imported(code: &str, modules: &[&str]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for root in ["crate::", "avo_admin::", "super::"] {
        for (at, _) in code.match_indices(root) {
            if is_word(code[..at].chars().last()) || code[..at].ends_with("::") {
                continue;
            }
            let mut rest = &code[at..];
            if root == "super::" {
                let mut depth = 0;
                while let Some(after) = rest.strip_prefix("super::") {
                    (rest, depth) = (after, depth + 1);
                }
                if depth < modules.len() {
                    continue;
                }
            } else {
                rest = &rest[root.len()..];
            }
            let line = code[..at].matches('\n').count() + 1;
            found.extend(first_names(rest).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// The first names after a path's root: one, or those of a group in braces.
fn first_names(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|character| is_word(Some(*character)))
            .collect()
    };
    let Some(group) = rest.trim_start().strip_prefix('{') else {
        return vec![word(rest)];
    };
    let (mut names, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(word(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(word(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Everything in a file that points the wrong way. `relative` is its path under `src`.
fn check(relative: &Path, text: &str) -> Vec<Finding> {
    let path = relative.to_string_lossy().replace('\\', "/");
    let mut modules: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if modules.last() == Some(&"mod") {
        modules.pop();
    }
    let layer = modules[0];
    if layer == "lib" {
        return Vec::new();
    }
    let (code, texts) = split_code(text);
    let code = without_tests(&code);
    let mut findings = Vec::new();
    let allowed = TABLE
        .iter()
        .find(|(name, _)| *name == layer)
        .map(|(_, allowed)| *allowed);
    for (line, name) in imported(code, &modules) {
        let is_layer = TABLE.iter().any(|(layer, _)| *layer == name);
        let is_allowed =
            name == layer || layer == "main" || allowed.is_some_and(|allowed| allowed.contains(&name.as_str()));
        if is_layer && !is_allowed {
            findings.push((line, format!("{layer} imports {name}")));
        }
    }
    for (word, allowed) in CRATES {
        for (at, _) in code.match_indices(word) {
            let is_whole = !is_word(code[..at].chars().last()) && !is_word(code[at + word.len()..].chars().next());
            let is_crate = code[at + word.len()..].starts_with("::") || code[..at].trim_end().ends_with("use");
            if is_whole && is_crate && !code[..at].ends_with("::") && !allowed.contains(&layer) {
                findings.push((code[..at].matches('\n').count() + 1, format!("{layer} uses {word}")));
            }
        }
    }
    let lines = code.matches('\n').count() + 1;
    for (line, text) in texts {
        let is_sql = SQL.iter().any(|start| text.trim_start().starts_with(start));
        if is_sql && layer != "store" && line <= lines {
            findings.push((line, format!("{layer} has SQL")));
        }
    }
    findings.sort();
    findings
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_arrow_points_the_right_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&src);
    assert!(files.len() > 30);
    let mut report = String::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let layer = relative
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .replace(".rs", "");
        let is_known = ["lib", "main"].contains(&layer.as_str()) || TABLE.iter().any(|(name, _)| *name == layer);
        assert!(is_known, "{layer} is in no line of the table");
        for (line, what) in check(relative, &fs::read_to_string(&file).unwrap()) {
            writeln!(report, "src/{}:{line}: {what}", relative.display()).unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn a_wrong_arrow_is_found_with_its_line() {
    let findings = |path: &str, text: &str| check(Path::new(path), text);
    for (path, text, wanted) in [
        (
            "domain/user.rs",
            "\nuse crate::store::Directory;\n",
            (2, "domain imports store"),
        ),
        (
            "ui/screens/users.rs",
            "use crate::{\n    domain::user,\n    service::{Service, Session},\n};",
            (1, "ui imports service"),
        ),
        (
            "ui/mod.rs",
            "fn a() { super::worker::start(); }",
            (1, "ui imports worker"),
        ),
        (
            "ui/screens/users.rs",
            "use super::super::super::platform::Clock;",
            (1, "ui imports platform"),
        ),
        (
            "store/users.rs",
            "type A = crate::service::Session;",
            (1, "store imports service"),
        ),
        (
            "service/users.rs",
            "use rusqlite::Connection;",
            (1, "service uses rusqlite"),
        ),
        ("app/mod.rs", "let hash = argon2::hash();", (1, "app uses argon2")),
        ("ui/theme.rs", "use eframe::egui;", (1, "ui uses eframe")),
        (
            "service/users.rs",
            "\n\nlet sql = \"SELECT 1\";",
            (3, "service has SQL"),
        ),
        (
            "cli/users.rs",
            "let sql = r#\"\n  DELETE FROM users\"#;",
            (1, "cli has SQL"),
        ),
        (
            "worker/mod.rs",
            "/* a\n b */ use crate::ui::theme;",
            (2, "worker imports ui"),
        ),
        (
            "domain/a.rs",
            "const QUOTE: char = '\"'; use crate::store::Tx; const ALSO: char = '\"';",
            (1, "domain imports store"),
        ),
    ] {
        let found = findings(path, text);
        assert_eq!(found, [(wanted.0, wanted.1.to_owned())], "{text}");
    }
    for (path, text) in [
        (
            "domain/user.rs",
            "// use crate::store::Directory;\nconst A: &str = \"crate::store::Tx\";",
        ),
        (
            "domain/user.rs",
            "use super::role::Roles;\n#[cfg(test)]\nmod tests { use crate::store::Tx; }",
        ),
        ("service/users.rs", "use crate::store::{Tx, users::Account};"),
        ("store/users.rs", "let sql = \"SELECT 1\"; use rusqlite::Row;"),
        ("ui/strings.rs", "const A: &str = \"Update user\"; use egui::Ui;"),
    ] {
        assert_eq!(findings(path, text), [], "{text}");
    }
}
