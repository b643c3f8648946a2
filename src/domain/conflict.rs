//! A change that was refused because what it started from had changed in the meantime.

use super::query::UserDetails;
use super::time::Timestamp;

/// What is there now, and whose change it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The user with all clients, as of now.
    pub now: UserDetails,
    /// The latest change, where the audit trail still tells at little cost.
    pub change: Option<Change>,
}

/// Who made a change, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The User Name at that time; without one, the client itself did it by registering.
    pub by: Option<String>,
    /// The moment of the change.
    pub at: Timestamp,
}
