//! Only the listed files walk through rows by hand, because a list that ends at its first bad row hides all good ones.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rust_source::{sources, split_code, without_tests};

/// The files that may, each with its reason.
const HANDS: [(&str, &str); 10] = [
    ("rows.rs", "names a bad row and goes on"),
    ("refold.rs", "an upgrade, which reads every text as far as it is one"),
    ("audit_prose.rs", "an upgrade, which leaves what is no text as it is"),
    ("chain.rs", "an upgrade, which hashes every entry as it is"),
    (
        "digest.rs",
        "an upgrade, which sums up every row, and the sums themselves",
    ),
    ("verify.rs", "ends at the first broken place, which is its answer"),
    ("reader.rs", "the engine's own list of tables"),
    ("salvage.rs", "the engine's own list of columns"),
    ("salvage/table.rs", "counts bad rows and goes on behind broken pages"),
    ("schema.rs", "the engine's own list of what was made"),
];
/// What walks through rows.
const WALKS: [&str; 5] = [
    "while let Some(row)",
    "rows.next()",
    ".query_map(",
    ".query_and_then(",
    ".mapped(",
];

#[test]
fn a_list_of_rows_is_read_only_where_a_bad_row_hides_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let (mut wrong, mut idle) = (Vec::new(), BTreeSet::from(HANDS.map(|(hand, _)| hand)));
    for path in sources(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if name.ends_with("tests.rs") {
            continue;
        }
        let (code, _) = split_code(&std::fs::read_to_string(&path).unwrap());
        let code = without_tests(&code);
        let walks = code
            .lines()
            .enumerate()
            .filter(|(_, line)| WALKS.iter().any(|walk| line.contains(walk)));
        let places: Vec<String> = walks
            .map(|(index, _)| format!("src/store/{name}:{} walks through rows past store/rows.rs", index + 1))
            .collect();
        if HANDS.iter().any(|(hand, _)| *hand == name) {
            if !places.is_empty() {
                idle.remove(name.as_str());
            }
        } else {
            wrong.extend(places);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(idle.is_empty(), "{idle:?} walk through no rows");
}
