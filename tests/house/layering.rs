//! Arrows point one way: every `use` and path in `src` against the table of the house.
//!
//! Texts and comments are taken out first, so only code counts. `super::` is followed to what it means, so there is no
//! way around. What stands under `#[cfg(test)]` at the end of a file may use more and is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::rust_source::{imported, is_word, sources, split_code, without_tests};

/// The tables of layers and floors: what they allow, [`check`] allows, so that page and code cannot differ.
const PAGE: &str = include_str!("../../docs/architecture.md");

/// Names, each with what it may import beside itself.
type Table = BTreeMap<String, BTreeSet<String>>;

/// A word of another crate, and the layers that may say it.
const CRATES: [(&str, &[&str]); 13] = [
    ("rusqlite", &["store"]),
    ("argon2", &["crypto"]),
    ("age", &["crypto"]),
    ("arboard", &["platform"]),
    ("eframe", &["app", "client", "native", "main"]),
    ("egui", &["ui", "app", "client", "native"]),
    ("clap", &["cli", "client", "main"]),
    ("axum", &["server"]),
    ("tokio", &["server", "client"]),
    ("rustls", &["server", "client"]),
    ("rcgen", &["server"]),
    ("governor", &["server"]),
    ("zbus", &["platform"]),
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

/// The table of the page whose head begins with `head`. Names in one line may import each other.
fn table(head: &str) -> Table {
    let lines = PAGE
        .lines()
        .skip_while(|line| !line.starts_with(&format!("| {head} |")));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<(Vec<&str>, &str)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            (quoted(cells[0]), cells[2])
        })
        .collect();
    let all: BTreeSet<String> = rows
        .iter()
        .flat_map(|(names, _)| names)
        .map(|name| (*name).to_owned())
        .collect();
    let mut table = Table::new();
    for (names, imports) in &rows {
        let allowed: BTreeSet<String> = names
            .iter()
            .chain(&quoted(imports))
            .map(|name| (*name).to_owned())
            .collect();
        assert!(
            allowed.is_subset(&all),
            "{imports} names what is in no line of the table"
        );
        table.extend(names.iter().map(|name| ((*name).to_owned(), allowed.clone())));
    }
    assert!(!table.is_empty(), "docs/architecture.md has no table of a {head}");
    table
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// What is wrong with a path from `here` to `there`, both from the crate's root.
fn wrong_arrow(layers: &Table, floors: &Table, here: &[&str], there: &[&str]) -> Option<String> {
    let (layer, to) = (*here.first()?, *there.first()?);
    if layer == "main" || !layers.contains_key(to) {
        return None;
    }
    if layer != to {
        let is_allowed = layers.get(layer).is_some_and(|allowed| allowed.contains(to));
        return (!is_allowed).then(|| format!("{layer} imports {to}"));
    }
    let (floor, to) = (*here.get(1)?, *there.get(1)?);
    let is_wrong = layer == "ui" && floors.contains_key(to) && !floors.get(floor)?.contains(to);
    is_wrong.then(|| format!("{floor} imports {to}"))
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
    let (layers, floors) = (table("layer"), table("floor of `ui`"));
    for (line, path) in imported(code, &modules) {
        findings.extend(wrong_arrow(&layers, &floors, &modules, &path).map(|what| (line, what)));
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
    findings.dedup();
    findings
}

#[test]
fn every_arrow_points_the_right_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&src);
    assert!(files.len() > 30);
    let (layers, floors) = (table("layer"), table("floor of `ui`"));
    let mut report = String::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let path = relative.with_extension("");
        let modules: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_known = match modules.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["lib" | "main"] | ["ui", "mod"] => true,
            ["ui", floor, ..] => floors.contains_key(*floor),
            [layer, ..] => layers.contains_key(*layer),
            [] => false,
        };
        assert!(is_known, "src/{} is in no line of the table", relative.display());
        for (line, what) in check(relative, &fs::read_to_string(&file).unwrap()) {
            writeln!(report, "src/{}:{line}: {what}", relative.display()).unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// How a shortcut with Ctrl or Command is written; the one place for those in the window.
const SHORTCUTS: [&str; 3] = ["KeyboardShortcut", "Modifiers::COMMAND", "Modifiers::CTRL"];
const TABLE_OF_SHORTCUTS: &str = "ui/actions";

#[test]
fn shortcuts_stand_in_the_table_of_actions() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&src) {
        let relative = file.strip_prefix(&src).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let (code, _) = split_code(&text);
        let is_table = relative.starts_with(TABLE_OF_SHORTCUTS);
        let found = SHORTCUTS.iter().find(|word| without_tests(&code).contains(**word));
        assert!(is_table || found.is_none(), "src/{} has {found:?}", relative.display());
    }
}

/// Path of a file, its text, and what is wrong with it in which line.
const WRONG: [(&str, &str, (usize, &str)); 15] = [
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
    (
        "ui/screens/users/mod.rs",
        "\nuse super::super::dialogs::Dialogs;",
        (2, "screens imports dialogs"),
    ),
    (
        "ui/dialogs/identify.rs",
        "use crate::ui::{screens::home, theme};",
        (1, "dialogs imports screens"),
    ),
    (
        "ui/theme.rs",
        "fn a() { super::widgets::focus::start(); }",
        (1, "theme imports widgets"),
    ),
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
];

/// Path of a file, and a text that is in order there.
const RIGHT: [(&str, &str); 7] = [
    (
        "domain/user.rs",
        "// use crate::store::Directory;\nconst A: &str = \"crate::store::Tx\";",
    ),
    (
        "domain/user.rs",
        "use super::role::Roles;\n#[cfg(test)]\nmod tests { use crate::store::Tx; }",
    ),
    ("service/users.rs", "use crate::store::{Tx, users::Account};"),
    (
        "ui/screens/users/mod.rs",
        "use super::super::widgets::Button;\nuse super::home;",
    ),
    ("ui/view.rs", "use super::{dialogs::Dialogs, screens::home};"),
    ("store/users.rs", "let sql = \"SELECT 1\"; use rusqlite::Row;"),
    ("ui/strings.rs", "const A: &str = \"Update user\"; use egui::Ui;"),
];

#[test]
fn a_wrong_arrow_is_found_with_its_line() {
    for (path, text, wanted) in WRONG {
        let found = check(Path::new(path), text);
        assert_eq!(found, [(wanted.0, wanted.1.to_owned())], "{text}");
    }
    for (path, text) in RIGHT {
        assert_eq!(check(Path::new(path), text), [], "{text}");
    }
}
