//! What is checked before a user is created or changed: once before a password is hashed, and again in the transaction
//! that writes.

use super::lookup::details;
use super::session::Session;
use crate::domain::conflict::Conflict;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::time::Timestamp;
use crate::domain::user::{Revision, User, UserId, ValidUser};
use crate::store::Tx;

/// The user in the revision that was seen.
pub(super) fn seen(tx: &Tx<'_>, id: UserId, revision: Revision) -> Result<User, Failure> {
    let user = tx.user(id)?.ok_or(Failure::UserGone)?;
    if user.revision == revision {
        Ok(user)
    } else {
        Err(conflict(tx, id)?)
    }
}

/// The refusal of a change that started from an older revision, with the user as it is now and who changed it.
pub(super) fn conflict(tx: &Tx<'_>, id: UserId) -> Result<Failure, Failure> {
    let now = details(tx, id)?;
    let change = tx.latest_user_change(id, now.user.changed_at)?;
    Ok(Failure::UserConflict(Box::new(Conflict { now, change })))
}

/// Refuses a User Name or an Email Id that another user has; `existing` is the user to be changed.
pub(super) fn refuse_taken(tx: &Tx<'_>, valid: &ValidUser, existing: Option<UserId>) -> Result<(), Failure> {
    let mut errors = FieldErrors::default();
    if existing.is_none() && tx.is_user_name_taken(&valid.user_name)? {
        errors.push(Field::UserName, FieldProblem::UserNameTaken);
    }
    if tx.is_email_taken(&valid.email, existing)? {
        errors.push(Field::Email, FieldProblem::EmailTaken);
    }
    Ok(errors.into_result()?)
}

/// Refuses where the session's password was given too long ago for this.
pub(super) fn need_fresh_password(session: &Session, now: Timestamp) -> Result<(), Failure> {
    if session.is_fresh(now) {
        Ok(())
    } else {
        Err(Failure::PasswordNeeded)
    }
}
