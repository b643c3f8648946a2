//! What can still be read of a damaged directory.

use std::path::PathBuf;

use super::audit::AuditEntry;
use super::client::Client;
use super::unreadable::RowKind;
use super::user::User;

/// A row that could be read. Without any hash or secret, as what it holds has none.
#[derive(Debug, Clone)]
pub enum SalvagedRow {
    /// A user.
    User(Box<User>),
    /// A client.
    Client(Box<Client>),
    /// A line of the audit trail, with its number.
    AuditEntry(i64, Box<AuditEntry>),
}

/// How much of one table could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SalvagedTable {
    /// What its rows are.
    pub kind: RowKind,
    /// Rows that could be read.
    pub read: u64,
    /// Rows that are there and no longer make sense.
    pub unreadable: u64,
    /// The most rows that there may be in the broken parts; rows that were deleted long ago are counted too.
    pub missing_at_most: u64,
    /// Whether there may be more behind the last one.
    pub has_open_end: bool,
}

impl SalvagedTable {
    /// Whether something could not be read.
    pub const fn has_losses(&self) -> bool {
        self.unreadable > 0 || self.missing_at_most > 0 || self.has_open_end
    }
}

/// What was read out of a damaged directory, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The file that was written.
    pub file: PathBuf,
    /// Each table.
    pub tables: Vec<SalvagedTable>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_losses_unless_every_row_was_read() {
        let whole = SalvagedTable {
            kind: RowKind::User,
            read: 7,
            unreadable: 0,
            missing_at_most: 0,
            has_open_end: false,
        };
        assert!(!whole.has_losses());
        assert!(SalvagedTable { unreadable: 1, ..whole }.has_losses());
        assert!(
            SalvagedTable {
                missing_at_most: 1,
                ..whole
            }
            .has_losses()
        );
        assert!(
            SalvagedTable {
                has_open_end: true,
                ..whole
            }
            .has_losses()
        );
    }
}
