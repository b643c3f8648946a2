//! The thread that hashes: comparing or hashing a password takes a noticeable time, and nothing that writes waits for it.
//! What it found is judged and stored by the thread that writes, in one short transaction.

use super::SessionNumber;
use super::follower::Follower;
use super::not_open;
use crate::domain::failure::Failure;
use crate::domain::secret::SecretText;
use crate::service::{ComparedPassword, Hashes as _, Hashing, SessionSnapshot};

/// Compares and hashes passwords.
pub type HashWorker = Follower<Hashing>;

/// What was hashed for the user of a session. What was asked before a lock is still done after it, so only this worker
/// makes one, and for a locked console only to unlock it.
pub struct Hashed<T>(T);

impl<T> Hashed<T> {
    pub(super) const fn value(&self) -> &T {
        &self.0
    }
}

impl HashWorker {
    /// Begins a request of the session `asked_by`.
    pub fn begin(&mut self, asked_by: Option<SessionNumber>) {
        self.follow(asked_by);
    }

    /// Compares a password for signing in.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn compare(&mut self, user_name: &str, password: &SecretText) -> Result<ComparedPassword, Failure> {
        let hashing = self.connection.as_mut().ok_or_else(not_open)?;
        hashing.compare(user_name, password)
    }

    /// Compares a password for unlocking the console.
    ///
    /// # Errors
    /// [`Failure`]; [`Failure::SessionEnded`] where the request is of another session.
    pub fn compare_to_unlock(&mut self, password: &SecretText) -> Result<Hashed<ComparedPassword>, Failure> {
        let session = self.session_even_if_locked(&self.shared.present())?;
        let hashing = self.connection.as_mut().ok_or_else(not_open)?;
        Ok(Hashed(hashing.compare_own(&session, password)?))
    }

    /// Hashes for the user who is signed in, unless the console is locked.
    ///
    /// # Errors
    /// Those of `work`, and [`Failure::SessionEnded`] where the request is of another session.
    pub fn hash<T>(
        &mut self,
        work: impl Fn(&mut Hashing, &SessionSnapshot) -> Result<T, Failure>,
    ) -> Result<Hashed<T>, Failure> {
        self.signed_in(work).map(Hashed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::crypto::HashPolicy;
    use crate::domain::role::PrimaryRole;
    use crate::domain::time::Timestamp;
    use crate::domain::user::UserDraft;
    use crate::platform::clock::ManualClock;
    use crate::worker::directory::DirectoryWorker;

    fn draft() -> UserDraft {
        UserDraft {
            user_name: "bo.holm".to_owned(),
            email: "bo.holm@example.com".to_owned(),
            first_name: "Bo".to_owned(),
            last_name: "Holm".to_owned(),
            primary_role: PrimaryRole::QualityEngineer,
            is_admin: false,
        }
    }

    /// A console at which an administrator is signed in, and what hashes for it.
    fn signed_in(folder: &tempfile::TempDir) -> (DirectoryWorker, HashWorker, SessionNumber, SecretText) {
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_795_424_400_000));
        let (path, policy) = (folder.path().join("directory.db"), HashPolicy::cheap_for_tests_only());
        let mut writer = DirectoryWorker::new(path, policy, Arc::new(clock));
        let hasher = writer.hasher();
        writer.begin(None);
        let demo = writer.open_demo(14).unwrap();
        let session = writer.sign_in(&demo.user_name, &demo.password).unwrap().session;
        writer.end();
        (writer, hasher, session, demo.password)
    }

    #[test]
    fn a_user_whose_password_was_hashed_before_a_lock_is_created_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let (mut writer, mut hasher, session, password) = signed_in(&folder);
        hasher.begin(Some(session));
        let hashed = hasher
            .hash(|hashing, session| {
                hashing.hash_new_user(session, &draft(), &SecretText::from("eleven copper lanterns"))
            })
            .unwrap();
        writer.begin(Some(session));
        writer.lock();
        writer.end();
        writer.begin(Some(session));
        let created = writer.hashed(&hashed, |service, session, hashed| {
            service.create_hashed_user(session, hashed)
        });
        assert_eq!(created.unwrap().details.user.user_name.as_str(), "bo.holm");
        writer.end();
        hasher.begin(Some(session));
        let refused = hasher.hash(|hashing, session| hashing.compare_own(session, &password));
        assert_eq!(refused.err(), Some(Failure::SessionEnded), "locked");
        let compared = hasher.compare_to_unlock(&password).unwrap();
        writer.unlock(&compared).unwrap();
    }

    #[test]
    fn nothing_is_hashed_or_kept_for_another_session() {
        let folder = tempfile::tempdir().unwrap();
        let (mut writer, mut hasher, session, password) = signed_in(&folder);
        hasher.begin(Some(session));
        let compared = hasher
            .hash(|hashing, session| hashing.compare_own(session, &password))
            .unwrap();
        writer.begin(Some(session));
        writer.sign_out();
        writer.end();
        writer.begin(None);
        let confirmed = writer.hashed(&compared, |service, session, compared| {
            service.confirm_compared(session, compared)
        });
        assert_eq!(confirmed, Err(Failure::SessionEnded));
        hasher.begin(None);
        assert_eq!(hasher.compare_to_unlock(&password).err(), Some(Failure::SessionEnded));
    }
}
