//! What a connection of an open directory is never asked for: another schema, other settings, another file. A defect, or
//! text that came to be SQL, finds the engine refusing it. What the triggers do for the trail, this does for the triggers.

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::error::StoreError;

/// Pragmas that are called with a value and change no setting of the file.
const CALLS: [&str; 5] = [
    "wal_checkpoint",
    "quick_check",
    "integrity_check",
    "query_only",
    "max_page_count",
];

/// Lets the connection read and write rows, and nothing else. Not before an upgrade.
pub(super) fn rows_only(connection: &mut Connection) -> Result<(), StoreError> {
    Ok(connection.authorizer(Some(|context: AuthContext<'_>| judge(&context.action)))?)
}

fn judge(action: &AuthAction<'_>) -> Authorization {
    let is_allowed = match action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Insert { .. }
        | AuthAction::Update { .. }
        | AuthAction::Delete { .. }
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Function { .. }
        | AuthAction::Recursive => true,
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => pragma_value.is_none() || CALLS.contains(pragma_name),
        _ => false,
    };
    if is_allowed {
        Authorization::Allow
    } else {
        Authorization::Deny
    }
}
