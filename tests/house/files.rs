//! Only the files listed here open files by hand, because closing any descriptor of the directory's file drops the locks
//! of the engine (fcntl(2)), and other processes could then overwrite what was acknowledged.
//!
//! Not its job: what each of them opens. `tests/directory_rules/file_locks.rs` watches the locks.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rust_source::{is_word, sources, split_code, without_tests};

/// The files that may use `std::fs`, each with what it opens.
const HANDS: [(&str, &str); 34] = [
    (
        "store/inspection.rs",
        "the directory's file, while no connection is open on it",
    ),
    ("store/beginning.rs", "nothing: it lists a folder, for tests alone"),
    ("store/file.rs", "nothing: it looks at paths"),
    ("store/file_id.rs", "nothing: it looks at paths"),
    ("store/file_lock/linux.rs", "nothing: it keeps an open file"),
    ("store/file_lock/elsewhere.rs", "a lock file"),
    ("store/generation/log.rs", "the engine's log, which carries no locks"),
    ("store/generation/mark.rs", "the mark beside a directory"),
    ("store/folder.rs", "folders"),
    ("store/leftovers.rs", "nothing: it looks at paths and renames"),
    (
        "store/making/sweeping.rs",
        "abandoned files that this process does not have open",
    ),
    ("store/making.rs", "files that were just made, and folders"),
    ("store/backup.rs", "backups, and a copy that no connection is on"),
    ("store/backup_folder.rs", "nothing: it lists the folder of the backups"),
    (
        "store/restore.rs",
        "a backup, and its copy while no connection is on it; it renames the directory's",
    ),
    (
        "store/named_file.rs",
        "files that a person names, after a look that none is the directory's",
    ),
    ("store/seal.rs", "a file that was just made"),
    ("store/found_backups.rs", "nothing: it lists folders"),
    (
        "store/salvage/copy.rs",
        "a damaged file that no connection of this process is on, and its copy",
    ),
    ("store/salvage/export.rs", "a file that was just made"),
    ("store/network_share.rs", "the kernel's table of mounts"),
    (
        "platform/private_file.rs",
        "private files and those that a person named",
    ),
    ("platform/anchors.rs", "nothing: it lists the folder of the heads"),
    ("platform/private_folder.rs", "nothing: it makes folders"),
    ("platform/password_file.rs", "a file or pipe with a password"),
    ("platform/secret_file.rs", "files with a secret, such as a key"),
    ("platform/token_file.rs", "nothing: it looks for a free name"),
    ("platform/disk_room.rs", "nothing: it asks how much is free"),
    ("platform/lock.rs", "lock files"),
    ("platform/signals.rs", "the kernel's list of ignored signals"),
    ("platform/clipboard/wayland.rs", "nothing: it sets the flags of a pipe"),
    ("platform/service_lock.rs", "the lock file of the registration service"),
    ("fuzzing.rs", "throw-away files, in no release"),
    ("client/commands.rs", "a file with a token, where no directory is open"),
];

/// The file that may open a connection: it enters the file first.
const CONNECTS: &str = "store/connection.rs";

/// The lines of `code` that use `std::fs`, or another type that opens files.
fn lines_with_files(code: &str) -> Vec<usize> {
    let by_name = ["File::open", "File::create", "File::options", "OpenOptions"]
        .into_iter()
        .flat_map(|name| code.match_indices(name))
        .map(|(at, _)| at);
    let by_module = code.match_indices("fs").map(|(at, _)| at).filter(|at| {
        let (before, after) = (&code[..*at], &code[at + 2..]);
        let is_whole = !is_word(before.chars().last()) && !is_word(after.chars().next());
        // Extension traits of files that are open already.
        is_whole && !before.ends_with("unix::") && !before.ends_with("windows::")
    });
    lines(code, by_name.chain(by_module))
}

/// The lines of `code` that open a connection of the engine.
fn lines_with_connections(code: &str) -> Vec<usize> {
    let in_memory = "Connection::open_in_memory";
    let places = code.match_indices("Connection::open").map(|(at, _)| at);
    lines(code, places.filter(|at| !code[*at..].starts_with(in_memory)))
}

fn lines(code: &str, places: impl Iterator<Item = usize>) -> Vec<usize> {
    let lines: BTreeSet<usize> = places.map(|at| code[..at].matches('\n').count() + 1).collect();
    lines.into_iter().collect()
}

/// What is wrong with a file. `name` is its path under `src`.
fn check(name: &str, text: &str) -> Vec<String> {
    let (code, _) = split_code(text);
    let code = without_tests(&code);
    let mut wrong = Vec::new();
    if !HANDS.iter().any(|(hand, _)| *hand == name) {
        let found = lines_with_files(code).into_iter();
        wrong.extend(found.map(|line| format!("src/{name}:{line} opens files, which only the listed files may")));
    }
    if name != CONNECTS {
        let found = lines_with_connections(code).into_iter();
        wrong.extend(found.map(|line| format!("src/{name}:{line} connects past {CONNECTS}")));
    }
    wrong
}

#[test]
fn only_the_listed_files_open_files_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut wrong, mut idle) = (Vec::new(), BTreeSet::from(HANDS.map(|(hand, _)| hand)));
    for path in sources(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if name.ends_with("/tests.rs") || name.contains("/tests/") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        wrong.extend(check(&name, &text));
        if !lines_with_files(&split_code(&text).0).is_empty() {
            idle.remove(name.as_str());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(idle.is_empty(), "listed, but without files: {idle:?}");
}

#[test]
fn every_way_to_open_a_file_by_hand_is_found_with_its_line() {
    for code in [
        "use std::fs;",
        "use std::fs::{self, File};",
        "use std::{fs, io};",
        "fn a() { std::fs::copy(b, c); }",
        "fn a(path: &Path) { File::open(path); }",
        "fn a(path: &Path) { File::options().open(path); }",
        "fn a(path: &Path) { OpenOptions::new().open(path); }",
        "fn a(path: &Path) { rustix::fs::open(path); }",
    ] {
        let wanted = ["src/service/users.rs:2 opens files, which only the listed files may"];
        assert_eq!(check("service/users.rs", &format!("\n{code}")), wanted, "{code}");
        assert!(check("store/file.rs", code).is_empty(), "{code}");
    }
    let connects = "fn a(path: &Path) { Connection::open_with_flags(path, flags); }";
    assert_eq!(
        check("store/users.rs", connects),
        ["src/store/users.rs:1 connects past store/connection.rs"]
    );
}

#[test]
fn what_opens_nothing_is_not_mistaken_for_a_file() {
    for code in [
        "use std::os::unix::fs::MetadataExt as _;",
        "// std::fs::read",
        "const A: &str = \"fs::read\";",
        "fn a(error: ServeError) -> bool { matches!(error, ServeError::File(_)) }",
        "fn a(path: &Path) { path.symlink_metadata(); }",
        "fn a() { Connection::open_in_memory(); }",
        "#[cfg(test)]\nmod tests { use std::fs; }",
    ] {
        assert!(check("service/users.rs", code).is_empty(), "{code}");
    }
}
