//! No file of the program is too long to be read at once.

use std::fs;
use std::path::Path;

use crate::rust_source::sources;

/// A longer file has more than one job.
const MOST_LINES: usize = 400;

#[test]
fn no_source_file_has_more_lines_than_can_be_read_at_once() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lines = |file: &Path| fs::read_to_string(file).unwrap().lines().count();
    let files = sources(&src).into_iter();
    let long: Vec<_> = files
        .map(|file| (lines(&file), file))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}
