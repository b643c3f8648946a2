//! What an account of the computer that holds the directory may do without signing in: read, and reset a password.

use super::lookup::identify;
use super::one_time_password::give;
use super::{Service, check_password_for, named};
use crate::crypto::make_one_time_password;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors};
use crate::domain::query::{TokenReport, UserList, UserQuery};
use crate::domain::secret::SecretText;
use crate::store::Hold;

impl Service {
    /// The users that match, at most `limit` of them.
    ///
    /// # Errors
    /// [`Failure::Storage`], as everywhere below.
    pub fn read_users(&mut self, query: &UserQuery, limit: Option<u64>) -> Result<UserList, Failure> {
        let now = self.now();
        Ok(self.directory.read(|tx| tx.list_users(query, limit, now))?)
    }

    /// What the directory says about a token; nothing is changed and the token stays as it is.
    pub fn verify_token(&mut self, text: &str) -> Result<TokenReport, Failure> {
        let now = self.now();
        self.directory.read(|tx| identify(tx, text, now))
    }

    /// Gives a user a one-time password, lifts the waits and ends the user's sessions. For the computer that holds the
    /// directory: there is no sign-in, and the trail names the account of the operating system.
    ///
    /// # Errors
    /// [`Failure::UserGone`] where there is no such user.
    pub fn reset_password(&mut self, user_name: &str, system_account: &str) -> Result<SecretText, Failure> {
        let user = self
            .directory
            .read::<_, Failure>(|tx| Ok(tx.account_by_name(user_name)?))?
            .ok_or(Failure::UserGone)?
            .user;
        let password = make_one_time_password()?;
        let checked =
            check_password_for(&user, &password).map_err(|problem| FieldErrors::one(Field::Password, problem))?;
        let hash = self.hasher.hash(&checked)?;
        let clock = std::sync::Arc::clone(&self.clock);
        self.directory.write::<_, Failure>(|tx| {
            tx.hold(Hold::User(user.id))?;
            let now = clock.now();
            give(tx, &user, &hash, now)?;
            tx.write_audit(&AuditEntry {
                at: now,
                actor: AuditActor::SystemAccount(system_account.to_owned()),
                action: AuditAction::PasswordReset,
                user: Some(named(&user)),
                client: None,
                detail: None,
            })?;
            Ok(())
        })?;
        Ok(password)
    }
}
