//! Sample users before they are stored.

use crate::domain::client::ClientStatus;
use crate::domain::time::Timestamp;
use crate::domain::user::UserDraft;

/// The version that most clients report.
pub(super) const CURRENT_VERSION: &str = "1.4.0";
pub(super) const HOUR_SECS: i64 = 60 * 60;

pub(super) struct MadeUp {
    pub(super) draft: UserDraft,
    pub(super) created_at: Timestamp,
    pub(super) last_sign_in_at: Option<Timestamp>,
    pub(super) is_disabled: bool,
    /// After wrong passwords a moment ago.
    pub(super) is_locked: bool,
    pub(super) clients: Vec<MadeClient>,
}

pub(super) struct MadeClient {
    pub(super) name: String,
    /// Where it runs, once it has registered.
    pub(super) host: String,
    pub(super) version: &'static str,
    pub(super) status: ClientStatus,
    /// When its token was made too.
    pub(super) created_at: Timestamp,
    pub(super) token_expires_at: Option<Timestamp>,
    /// Once it has registered.
    pub(super) last_seen_at: Timestamp,
}
