//! What is decided about a log or a file that does not belong in its place, while the directory is closed.

use super::DirectoryWorker;
use crate::domain::failure::Failure;
use crate::domain::secret::SecretText;
use crate::service::{Service, set_log_aside};

impl DirectoryWorker {
    /// Renames a log that does not belong to the directory.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn set_log_aside(&self) -> Result<(), Failure> {
        set_log_aside(&self.location, &*self.clock).map(|_| ())
    }

    /// Accepts what is in the directory's place, as one of its administrators. The password is compared here, because the
    /// other lanes have no directory yet.
    ///
    /// # Errors
    /// Those of [`Service::accept_older_copy`].
    pub fn accept_copy(&self, user_name: &str, password: &SecretText) -> Result<(), Failure> {
        Service::accept_older_copy(&self.location, self.policy, &self.clock, user_name, password).map(|_| ())
    }
}
