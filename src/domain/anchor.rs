//! What is known of a directory outside its file, to compare it with later.

use std::fmt;

use super::hex::{hex, unhex};
use super::time::Timestamp;
use super::trail::{EntryHash, StateDigest, TrailHead};

/// The first part of a line that holds an anchor.
const KIND: &str = "avo-head-1";

/// Tells directories apart, and gives nothing of them away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DirectoryMark(pub [u8; 16]);

/// The end of a directory's trail and the digest of its rows, at one moment. It holds nothing secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Which directory.
    pub directory: DirectoryMark,
    /// The end of its trail.
    pub head: TrailHead,
    /// Its rows.
    pub state: StateDigest,
    /// When.
    pub at: Timestamp,
}

/// A place outside the directory's file where anchors are kept.
pub trait AnchorKeeper: Send {
    /// Keeps one. That it could not is for the log alone: the directory works without.
    fn keep(&mut self, anchor: &Anchor);
}

impl Anchor {
    /// Reads what [`Display`](fmt::Display) writes; white space at the ends is ignored.
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.trim().split(':');
        let mut next = || parts.next();
        if next()? != KIND {
            return None;
        }
        let anchor = Self {
            directory: DirectoryMark(unhex(next()?)?),
            head: TrailHead {
                id: next()?.parse().ok()?,
                hash: EntryHash(unhex(next()?)?),
            },
            state: StateDigest(unhex(next()?)?),
            at: Timestamp::from_unix_ms(next()?.parse().ok()?),
        };
        next().is_none().then_some(anchor)
    }
}

/// One line without spaces: kind, directory, number and hash of the entry, digest of the rows, and milliseconds since the
/// Unix epoch.
impl fmt::Display for Anchor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{KIND}:{}:{}:{}:{}:{}",
            hex(&self.directory.0),
            self.head.id,
            hex(&self.head.hash.0),
            hex(&self.state.0),
            self.at.unix_ms()
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_anchor_is_read_back_from_its_line(
            (directory, id, hash, state, at) in any::<([u8; 16], i64, [u8; 32], [u8; 32], i64)>()
        ) {
            let anchor = Anchor {
                directory: DirectoryMark(directory),
                head: TrailHead { id, hash: EntryHash(hash) },
                state: StateDigest(state),
                at: Timestamp::from_unix_ms(at),
            };
            prop_assert_eq!(Anchor::parse(&format!(" {anchor}\n")), Some(anchor));
        }

        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = Anchor::parse(&text);
            let _ = Anchor::parse(&format!("{KIND}:{text}"));
        }
    }

    #[test]
    fn a_line_that_was_cut_or_continued_is_none() {
        let anchor = Anchor {
            directory: DirectoryMark([1; 16]),
            head: TrailHead {
                id: 7,
                hash: EntryHash([2; 32]),
            },
            state: StateDigest([3; 32]),
            at: Timestamp::from_unix_ms(9),
        };
        let line = anchor.to_string();
        assert_eq!(Anchor::parse(line.rsplit_once(':').unwrap().0), None);
        assert_eq!(Anchor::parse(&format!("{line}:1")), None);
        assert_eq!(Anchor::parse(&line.replace("avo-head-1", "avo-head-2")), None);
    }
}
