//! Each promise of `docs/security.md` names tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::rust_source::sources;

/// The functions behind `#[test]`, and those of `proptest!`, in the whole repository.
fn tests(root: &Path) -> BTreeSet<String> {
    let files = ["src", "tests"]
        .into_iter()
        .flat_map(|folder| sources(&root.join(folder)));
    let mut names = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(file).unwrap();
        let after = source.split("#[test]").skip(1);
        names.extend(after.filter_map(|rest| {
            let (_, named) = rest.split_once("fn ")?;
            Some(named.split('(').next()?.to_owned())
        }));
    }
    names
}

/// What the last column of each row of a table names.
fn promised(page: &str) -> Vec<&str> {
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let last_cells = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    last_cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|name| name.contains('_') && !name.contains('/'))
        .collect()
}

#[test]
fn every_test_behind_a_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let (promised, tests) = (promised(&page), tests(root));
    assert!(promised.len() > 40, "{promised:?}");
    let missing: Vec<_> = promised.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
