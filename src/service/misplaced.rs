//! A log or a file that does not belong in its place, and what is decided about it before the directory is opened.

use std::path::PathBuf;
use std::sync::Arc;

use super::gate::actor;
use super::{HashPolicy, Service};
use crate::domain::access::Denied;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::store::{Directory, set_log_aside as set_aside};

/// Renames a log that does not belong to the directory. Nothing is lost by a rename, so it asks for no password.
/// Returns the new name; none where there is no such log.
///
/// # Errors
/// [`Failure::Storage`].
pub fn set_log_aside(location: impl Into<Location>, clock: &dyn Clock) -> Result<Option<PathBuf>, Failure> {
    Ok(set_aside(&location.into(), clock.now())?)
}

impl Service {
    /// Makes an older copy of the directory, or another directory in its place, the directory from now on. Its own
    /// administrators decide, because what was changed since is not in it. False where everything is in its place.
    ///
    /// # Errors
    /// [`Failure::SignInRefused`], [`Failure::Denied`] where the user is no administrator, or [`Failure::Storage`].
    pub fn accept_older_copy(
        location: impl Into<Location>,
        policy: HashPolicy,
        clock: &Arc<dyn Clock>,
        user_name: &str,
        password: &SecretText,
    ) -> Result<bool, Failure> {
        let Some(directory) = Directory::open_older(&location.into(), clock.now())? else {
            return Ok(false);
        };
        let mut service = Self::over(directory, policy, Arc::clone(clock));
        let user = service.sign_in(user_name, password)?.user;
        if !user.roles.is_administrator() {
            return Err(Denied::NotAdministrator.into());
        }
        service.directory.adopt::<Failure>(|tx| {
            tx.write_audit(&AuditEntry {
                at: clock.now(),
                actor: actor(&user),
                action: AuditAction::OlderCopyAccepted,
                user: None,
                client: None,
                detail: None,
            })?;
            Ok(())
        })?;
        Ok(true)
    }
}
