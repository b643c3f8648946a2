//! What takes the time of a hash: a password is compared or hashed after a reading, outside of any transaction that
//! writes. [`Service`] judges or stores the result afterwards, in one short transaction.
//!
//! Nothing is decided here. The transaction reads rights, waits and the stored hash once more, so that any number of
//! passwords may be compared at a time: each counts once, and none is accepted while a wait is due.

use super::gate::Gate;
use super::reader::Reader;
use super::session::OfSession;
use super::user_checks::{need_fresh_password, refuse_taken, seen};
use super::{Service, check_new_user, check_password_for};
use crate::crypto::{Hasher, PasswordHash, PasswordMatch, make_one_time_password};
use crate::domain::access::Operation;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::one_time_password::OneTimeSecret;
use crate::domain::password::PasswordAttempt;
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::domain::user::{Revision, User, UserDraft, UserId, ValidUser};
use crate::store::{StoreError, Tx, WriteTx};

/// A password with what its comparison found.
pub struct ComparedPassword {
    pub(super) user_name: String,
    pub(super) attempt: PasswordAttempt,
    pub(super) found: Comparison,
}

/// What one comparison found.
pub(super) struct Comparison {
    /// The hash it was compared with, if the account has one.
    pub(super) stored: Option<String>,
    /// The wait that was due, in seconds. Nothing was compared then.
    pub(super) wait_secs: Option<i64>,
    pub(super) verdict: PasswordMatch,
    /// A right password under today's cost, where the stored hash is weaker.
    pub(super) renewal: Option<PasswordHash>,
}

/// A new user whose details passed the rules, and the hash of the password.
pub struct HashedUser {
    pub(super) details: ValidUser,
    pub(super) hash: PasswordHash,
    /// The password, where it is a one-time password that was made for the user.
    pub(super) one_time: Option<OneTimeSecret>,
}

/// A one-time password with its hash, before the directory has it.
pub struct HashedOneTimePassword {
    pub(super) password: OneTimeSecret,
    pub(super) hash: PasswordHash,
}

/// A change of a user that passed the rules, and the hash of the new password, if there is one.
pub struct CheckedUpdate {
    pub(super) details: ValidUser,
    pub(super) hash: Option<PasswordHash>,
}

/// A change of one's own password.
pub struct HashedOwnPassword {
    /// The comparison of the current one; none where a password set by an administrator must be changed.
    pub(super) current: Option<ComparedPassword>,
    pub(super) new: NewHash,
}

/// What became of a new password of one's own.
pub(super) enum NewHash {
    /// The current password was wrong, so nothing was hashed.
    NotMade,
    /// It is the present password.
    Unchanged,
    Made(PasswordHash),
}

/// Compares and hashes passwords, on a connection of its own that only reads. Used by one thread at a time.
pub struct Hashing {
    reader: Reader,
    hasher: Hasher,
}

/// Comparing and hashing, of [`Service`] and [`Hashing`] alike. Each call takes as long as one to three hashes.
pub trait Hashes: Gate {
    /// What hashes.
    fn hasher(&self) -> Hasher;

    /// Compares a password with that of `user_name`. An unknown name and a wait take the same time.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    fn compare(&mut self, user_name: &str, password: &SecretText) -> Result<ComparedPassword, Failure> {
        let attempt = PasswordAttempt::new(password);
        Ok(ComparedPassword {
            found: compare(self, user_name, &attempt)?,
            user_name: user_name.to_owned(),
            attempt,
        })
    }

    /// Compares the password of a session's user.
    ///
    /// # Errors
    /// [`Failure::SessionEnded`], [`Failure::Denied`] or [`Failure::Storage`].
    fn compare_own(&mut self, session: &impl OfSession, password: &SecretText) -> Result<ComparedPassword, Failure> {
        let session = session.session();
        self.reading(session, Operation::ReadOwnAccount, |_, _| Ok(()))?;
        self.compare(session.user_name(), password)
    }

    /// Checks a new user and hashes the password.
    ///
    /// # Errors
    /// [`Failure`] with every problem of draft and password.
    fn hash_new_user(
        &mut self,
        session: &impl OfSession,
        draft: &UserDraft,
        password: &SecretText,
    ) -> Result<HashedUser, Failure> {
        let session = session.session();
        // Checked before the slow part too, so that a caller without the right learns nothing about the draft.
        self.reading(session, Operation::CreateUser, |tx, _| match draft.validate() {
            Ok(valid) => refuse_taken(tx, &valid, None),
            Err(_) => Ok(()),
        })?;
        let (details, password) = check_new_user(draft, password)?;
        if details.roles.is_administrator() {
            need_fresh_password(session, self.clock().now())?;
        }
        let hash = self.hasher().hash(&password)?;
        Ok(HashedUser {
            details,
            hash,
            one_time: None,
        })
    }

    /// Checks a new user, and makes and hashes a one-time password.
    ///
    /// # Errors
    /// [`Failure`] with every problem of the draft.
    fn hash_new_user_with_one_time_password(
        &mut self,
        session: &impl OfSession,
        draft: &UserDraft,
    ) -> Result<HashedUser, Failure> {
        let password = make_one_time_password()?;
        let hashed = self.hash_new_user(session, draft, &password)?;
        Ok(HashedUser {
            one_time: Some(OneTimeSecret::new(password)),
            ..hashed
        })
    }

    /// Makes a one-time password for a user, and hashes it.
    ///
    /// # Errors
    /// [`Failure`], with what is there now where the revision is another one.
    fn hash_one_time_password(
        &mut self,
        session: &impl OfSession,
        id: UserId,
        revision: Revision,
    ) -> Result<HashedOneTimePassword, Failure> {
        let operation = Operation::MakeOneTimePassword(id);
        let user = self.reading(session.session(), operation, |tx, _| seen(tx, id, revision))?;
        let password = make_one_time_password()?;
        let checked = check_password_for(&user, &password).map_err(|problem| one(Field::Password, problem))?;
        Ok(HashedOneTimePassword {
            hash: self.hasher().hash(&checked)?,
            password: OneTimeSecret::new(password),
        })
    }

    /// Checks a change of a user and hashes the new password, if there is one.
    ///
    /// # Errors
    /// [`Failure`], with what is there now where the revision is another one.
    fn check_update(
        &mut self,
        session: &impl OfSession,
        id: UserId,
        revision: Revision,
        draft: &UserDraft,
        password: Option<&SecretText>,
    ) -> Result<CheckedUpdate, Failure> {
        let operation = Operation::UpdateUser(id);
        let before = self.reading(session.session(), operation, |tx, _| seen(tx, id, revision))?;
        let draft = UserDraft {
            user_name: before.user_name.to_string(),
            ..draft.clone()
        };
        match password {
            None => Ok(CheckedUpdate {
                details: draft.validate()?,
                hash: None,
            }),
            Some(password) => hash_update(self.hasher(), &before, &draft, password),
        }
    }

    /// Compares one's current password and hashes the new one.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for the new one or a missing current one, otherwise those of [`Self::compare_own`].
    fn hash_own_password(
        &mut self,
        session: &impl OfSession,
        current: Option<&SecretText>,
        new: &SecretText,
    ) -> Result<HashedOwnPassword, Failure> {
        let session = session.session();
        let before = self.reading(session, Operation::ChangeOwnPassword, |_, caller| {
            Ok(caller.account.clone())
        })?;
        let checked = check_password_for(&before.user, new).map_err(|problem| one(Field::Password, problem))?;
        let current = match current {
            Some(current) => Some(self.compare_own(session, current)?),
            None if before.user.must_change_password => None,
            None => return Err(one(Field::CurrentPassword, FieldProblem::Missing)),
        };
        let hasher = self.hasher();
        let is_unchanged = |hash| is_right(hasher.verify(checked.as_attempt(), hash));
        let new = if current.as_ref().is_some_and(|current| !is_right(current.found.verdict)) {
            NewHash::NotMade
        } else if before.password_hash.as_deref().is_some_and(is_unchanged) {
            NewHash::Unchanged
        } else {
            NewHash::Made(hasher.hash(&checked)?)
        };
        Ok(HashedOwnPassword { current, new })
    }
}

const fn is_right(verdict: PasswordMatch) -> bool {
    matches!(verdict, PasswordMatch::Right { .. })
}

/// Compares an attempt with the password of `user_name`.
pub(super) fn compare<G: Hashes + ?Sized>(
    gate: &mut G,
    user_name: &str,
    attempt: &PasswordAttempt,
) -> Result<Comparison, Failure> {
    let now = gate.clock().now();
    let (account, wait_secs) = gate.read(|tx| {
        Ok((
            tx.account_by_name(user_name)?,
            tx.attempts(user_name, now)?.wait_secs(now),
        ))
    })?;
    let stored = account.and_then(|account| account.password_hash);
    let hasher = gate.hasher();
    let verdict = if let (Some(stored), None) = (&stored, wait_secs) {
        hasher.verify(attempt, stored)
    } else {
        hasher.verify_dummy(attempt);
        PasswordMatch::Wrong
    };
    let renewal = match verdict {
        PasswordMatch::Right { needs_rehash: true } => renew(hasher, attempt),
        _ => None,
    };
    Ok(Comparison {
        stored,
        wait_secs,
        verdict,
        renewal,
    })
}

/// A right password under today's cost. The old hash stays valid, so a failure is only logged.
fn renew(hasher: Hasher, attempt: &PasswordAttempt) -> Option<PasswordHash> {
    let renewed = hasher.rehash(attempt);
    if let Err(error) = &renewed {
        tracing::warn!(%error, "a password hash could not be renewed");
    }
    renewed.ok()
}

fn hash_update(
    hasher: Hasher,
    before: &User,
    draft: &UserDraft,
    password: &SecretText,
) -> Result<CheckedUpdate, Failure> {
    let (details, password) = match draft.validate() {
        Ok(details) => {
            let with_new_details = check_new_user(draft, password)?.1;
            check_password_for(before, password).map_err(|problem| one(Field::Password, problem))?;
            (details, with_new_details)
        }
        Err(_) => check_new_user(draft, password)?,
    };
    Ok(CheckedUpdate {
        details,
        hash: Some(hasher.hash(&password)?),
    })
}

pub(super) fn one(field: Field, problem: FieldProblem) -> Failure {
    Failure::Invalid(FieldErrors::one(field, problem))
}

impl Service {
    /// What compares and hashes passwords of the same directory, for another thread.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn hashing(&self) -> Result<Hashing, Failure> {
        Ok(Hashing {
            reader: self.reader()?,
            hasher: self.hasher,
        })
    }
}

impl Hashes for Service {
    fn hasher(&self) -> Hasher {
        self.hasher
    }
}

impl Hashes for Hashing {
    fn hasher(&self) -> Hasher {
        self.hasher
    }
}

impl Gate for Hashing {
    fn clock(&self) -> &dyn Clock {
        self.reader.clock()
    }

    fn read<T>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.reader.read(work)
    }

    fn note(&mut self, work: impl FnMut(&WriteTx<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.reader.note(work)
    }
}
