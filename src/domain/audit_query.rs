//! Questions to the audit trail, and its answers in pages, newest first.

use super::audit::{AuditAction, AuditEntry};
use super::client::ClientId;
use super::time::Timestamp;
use super::unreadable::UnreadableRow;
use super::user::UserId;

/// Which entries. What is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Who did it.
    pub actor: Option<UserId>,
    /// The user it was done to.
    pub user: Option<UserId>,
    /// The client it was done to.
    pub client: Option<ClientId>,
    /// What was done.
    pub action: Option<AuditAction>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// The place of an entry in the order by time, and by number where times are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditKey {
    /// When.
    pub at: Timestamp,
    /// The number in the trail, which is the order in which entries were written.
    pub id: i64,
}

/// A part of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries with their numbers, newest first.
    pub entries: Vec<(i64, AuditEntry)>,
    /// Those that can't be read.
    pub unreadable: Vec<UnreadableRow>,
    /// What the next page is to begin after; none where this is the last one.
    pub next: Option<AuditKey>,
}
