//! Where a directory is kept.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a directory is kept. Everything above the store passes it on and shows it. Only what belongs to a file (its folder,
/// a lock or a certificate beside it, putting a backup in its place) takes it apart, so that another kind of place makes
/// the compiler name each of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Location {
    /// A file on a disk of this computer.
    File(PathBuf),
}

impl Location {
    /// The shortest name that tells it from others, as a title bar shows it.
    pub fn short_name(&self) -> String {
        let Self::File(path) = self;
        path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        )
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::File(path) = self;
        write!(formatter, "{}", path.display())
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::File(path.clone())
    }
}

impl From<&Self> for Location {
    fn from(location: &Self) -> Self {
        location.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_others_by_its_name_and_shown_with_its_whole_path() {
        let location = Location::from(Path::new("/srv/avo/directory.db"));
        assert_eq!(location.short_name(), "directory.db");
        assert_eq!(location.to_string(), "/srv/avo/directory.db");
        assert_eq!(
            Location::from(Path::new("/")).short_name(),
            "/",
            "no name, so all of it"
        );
    }
}
