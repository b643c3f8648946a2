//! The hash chain of the audit trail, as others see it: its head, and what was found broken.

use super::canonical::Canonical;
use super::time::Timestamp;

/// What the list of an entry's values says of itself. Part of the file format.
const ENTRY_PURPOSE: &str = "avo-admin/audit-entry/1";

/// SHA-256 of an audit entry and the hash of the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EntryHash(pub [u8; 32]);

impl EntryHash {
    /// What the first entry has as the hash of the one before.
    pub const NONE: Self = Self([0; 32]);

    /// The list whose hash is that of the entry after `previous`, up to where the entry's own values follow.
    pub(crate) fn begin(previous: Self) -> Canonical {
        let mut list = Canonical::of(ENTRY_PURPOSE);
        list.bytes(&previous.0);
        list
    }
}

/// SHA-256 of the numbers and sums of all users, clients, tokens and former credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StateDigest(pub [u8; 32]);

/// The newest entry of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailHead {
    /// Its number; 0 while there is none.
    pub id: i64,
    /// Its hash.
    pub hash: EntryHash,
}

/// An intact trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailReport {
    /// How many entries it has.
    pub entries: u64,
    /// Its end.
    pub head: TrailHead,
    /// The first entry that was hashed when it was written.
    pub chained_from: i64,
    /// When an upgrade hashed the entries before that.
    pub hashed_at: Option<Timestamp>,
    /// How many anchors it was compared with.
    pub anchors: u64,
    /// The last entry that was sealed: it and those before it are in files. 0 where none was.
    pub sealed_to: i64,
    /// How many anchors are of entries that were sealed.
    pub sealed_anchors: u64,
}

/// The first place at which the trail or the rows aren't as this program wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrokenPlace {
    /// An entry was changed.
    EntryChanged {
        /// Its number.
        id: i64,
        /// The time that it gives now.
        at: Timestamp,
    },
    /// Entries were removed.
    EntriesRemoved {
        /// The first of them.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// An entry was put in.
    EntryInserted {
        /// Its number.
        id: i64,
        /// The time that it gives.
        at: Timestamp,
    },
    /// An entry stands in the place of another one.
    EntryMoved {
        /// The number it should have.
        from: i64,
        /// The number it has.
        to: i64,
    },
    /// An entry does not follow the one before it: one of them was replaced.
    EntryReplaced {
        /// Its number.
        id: i64,
        /// The time that it gives.
        at: Timestamp,
    },
    /// The newest entries were removed.
    TailCut {
        /// The newest entry that is left; 0 where there is none.
        last: i64,
        /// The newest entry on record.
        head: i64,
    },
    /// The first entries were removed, and no entry says that they were sealed.
    SealUnrecorded {
        /// The last of them.
        last: i64,
    },
    /// The record of the trail's end is not of the newest entry.
    HeadChanged {
        /// The newest entry.
        last: i64,
    },
    /// A row was changed or put in.
    RowChanged(RowName),
    /// Rows were removed, put in or changed.
    RowsChanged {
        /// Of which table.
        table: &'static str,
        /// How many there are.
        found: i64,
        /// How many there should be.
        recorded: i64,
    },
    /// An entry is another one than at the time of an anchor.
    EntryUnlikeAnchor {
        /// Its number.
        id: i64,
        /// When the anchor was kept.
        anchored_at: Timestamp,
    },
    /// The trail is shorter than at the time of an anchor: entries were removed, or an older copy was put back.
    ShorterThanAnchor {
        /// The newest entry.
        last: i64,
        /// The newest entry then.
        anchored: i64,
        /// When the anchor was kept.
        anchored_at: Timestamp,
    },
    /// Rows were changed since an anchor, and no entry says so.
    RowsUnlikeAnchor {
        /// When the anchor was kept.
        anchored_at: Timestamp,
    },
}

/// Which row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowName {
    /// A user.
    User {
        /// The User Name.
        name: String,
    },
    /// A client.
    Client {
        /// Its name.
        name: String,
        /// The User Name of its owner.
        of: String,
    },
    /// A token.
    Token {
        /// Its last four characters.
        hint: String,
        /// The User Name of its owner.
        of: String,
    },
    /// A credential that was made void.
    FormerCredential {
        /// The User Name of its owner.
        of: String,
    },
}
