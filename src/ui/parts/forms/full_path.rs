//! What is wrong with the path of a file that was typed.

use std::path::Path;

use crate::ui::strings::common as words;

/// The error beside the field: `missing` where nothing was typed. The example ends with `extension`.
pub(crate) fn full_path_error(path: &str, missing: &str, extension: &str) -> Option<String> {
    if path.is_empty() {
        return Some(missing.to_owned());
    }
    let example = if cfg!(windows) {
        r"C:\Backups\avo."
    } else {
        "/backups/avo."
    };
    (!Path::new(path).is_absolute()).then(|| words::path_not_full(&[example, extension].concat()))
}
