//! One-time passwords that administrators make for other users.

use super::Service;
use super::gate::Caller;
use super::hashing::{HashedOneTimePassword, Hashes as _};
use super::lookup::details;
use super::session::Session;
use super::user_checks::seen;
use crate::crypto::PasswordHash;
use crate::domain::access::Operation;
use crate::domain::audit::AuditAction;
use crate::domain::failure::Failure;
use crate::domain::one_time_password::{ONE_TIME_PASSWORD_SECS, OneTimeSecret};
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::user::{Revision, User, UserId};
use crate::store::{PasswordChange, WriteTx};

/// A one-time password that its user can sign in with.
#[derive(Debug)]
pub struct MadePassword {
    /// The user as it is now; when the password stops working stands there.
    pub details: UserDetails,
    /// The password, for the one time it is shown.
    pub password: OneTimeSecret,
}

/// When a one-time password stops working that is made at `now`.
pub(super) fn end_of_one_time_password(now: Timestamp) -> Timestamp {
    now.plus_secs(ONE_TIME_PASSWORD_SECS)
}

/// Gives `user` a one-time password: it must be changed, the waits after wrong passwords are lifted, and the user's
/// sessions end.
pub(super) fn give(tx: &WriteTx<'_>, user: &User, hash: &PasswordHash, now: Timestamp) -> Result<(), Failure> {
    let change = PasswordChange {
        hash: hash.as_str(),
        must_change: true,
        expires_at: Some(end_of_one_time_password(now)),
    };
    tx.set_password(user.id, &change)?.ok_or(Failure::UserGone)?;
    tx.clear_attempts(user.user_name.as_str())?;
    Ok(())
}

/// Records that the caller made a one-time password for `user`.
pub(super) fn note_made(tx: &WriteTx<'_>, caller: &Caller, user: &User) -> Result<(), Failure> {
    Ok(tx.write_audit(&caller.entry(AuditAction::OneTimePasswordMade, user))?)
}

impl Service {
    /// Makes a one-time password for another user: it works for a day and must be changed at the first sign-in. The
    /// present password stops working, the user's sessions end, and the waits after wrong passwords are lifted, as with
    /// every new password. A disabled user can sign in with it once enabled.
    ///
    /// # Errors
    /// [`Failure`]; [`Failure::UserConflict`] where the user is no longer as in `revision`.
    pub fn make_one_time_password(
        &mut self,
        session: &Session,
        id: UserId,
        revision: Revision,
    ) -> Result<MadePassword, Failure> {
        let hashed = self.hash_one_time_password(session, id, revision)?;
        self.give_one_time_password(session, id, revision, &hashed)
    }

    /// The same with a password that was made and hashed before.
    ///
    /// # Errors
    /// The same.
    pub fn give_one_time_password(
        &mut self,
        session: &Session,
        id: UserId,
        revision: Revision,
        hashed: &HashedOneTimePassword,
    ) -> Result<MadePassword, Failure> {
        self.writing(session, Operation::MakeOneTimePassword(id), |tx, caller| {
            let user = seen(tx, id, revision)?;
            give(tx, &user, &hashed.hash, caller.now)?;
            note_made(tx, caller, &user)?;
            Ok(MadePassword {
                details: details(tx, id)?,
                password: hashed.password.clone(),
            })
        })
    }
}
