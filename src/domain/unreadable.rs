//! Rows of a directory that no longer are what was once written, such as a name with a line feed that was put there past
//! this program. They are named beside the good rows and never hide these.

/// A row that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRow {
    /// What it should be.
    pub kind: RowKind,
    /// Its number in its table.
    pub id: i64,
    /// The User Name or the client's name, where that is still readable.
    pub name: Option<String>,
}

/// What a row should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A user.
    User,
    /// A client.
    Client,
    /// A line of the audit trail.
    AuditEntry,
}

impl RowKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::User, Self::Client, Self::AuditEntry];
}
