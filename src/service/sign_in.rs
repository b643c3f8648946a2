//! Signing in, staying signed in, and one's own password.

use super::gate::{self, Gate as _, actor};
use super::session::Session;
use super::{Service, check_password_for, named};
use crate::crypto::PasswordMatch;
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::password::PasswordAttempt;
use crate::domain::secret::SecretText;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::{Account, PasswordChange, StoreError, Tx};

/// How often a sign-in starts over because the stored hash was changed while it was being compared.
const MOST_TRIES: u32 = 5;

/// A fresh session and whose it is.
#[derive(Debug)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The user; whether the password must be changed first stands there.
    pub user: User,
}

/// What became of one guess.
enum Guess<T> {
    Right(T),
    Refused(Failure),
    /// The stored hash is another one by now.
    Again,
}

impl Service {
    /// Signs in. Unknown name, wrong password, locked and disabled have the same words and take the same time.
    ///
    /// # Errors
    /// [`Failure::SignInRefused`] with the wait that is due, or [`Failure::Storage`].
    pub fn sign_in(&mut self, user_name: &str, password: &SecretText) -> Result<SignedIn, Failure> {
        self.try_password(user_name, password, &AuditActor::Nobody, |tx, account, now| {
            let user = &account.user;
            tx.note_sign_in(user.id, now)?;
            tx.write_audit(&AuditEntry {
                at: now,
                actor: actor(user),
                action: AuditAction::SignedIn,
                user: Some(named(user)),
                client: None,
                detail: None,
            })?;
            let user = tx.user(user.id)?.ok_or(Failure::SessionEnded)?;
            Ok(SignedIn {
                session: Session::start(&user, account.credential_epoch, now),
                user,
            })
        })
    }

    /// Unlocks the console of a session; the password counts as fresh again.
    ///
    /// # Errors
    /// [`Failure::SignInRefused`] with the same waits as at sign-in, [`Failure::SessionEnded`], or
    /// [`Failure::Storage`].
    pub fn unlock(&mut self, session: &mut Session, password: &SecretText) -> Result<User, Failure> {
        let user = self.reauthenticate(session, password, Some(AuditAction::Unlocked))?;
        Ok(user)
    }

    /// Takes the password of a session once more, so that it counts as fresh for ten minutes.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with [`FieldProblem::CurrentPasswordWrong`], [`Failure::SignInRefused`] where a wait is
    /// due, [`Failure::SessionEnded`], or [`Failure::Storage`].
    pub fn confirm_password(&mut self, session: &mut Session, password: &SecretText) -> Result<(), Failure> {
        self.reauthenticate(session, password, None)
            .map(|_| ())
            .map_err(current_password_wrong)
    }

    fn reauthenticate(
        &mut self,
        session: &mut Session,
        password: &SecretText,
        action: Option<AuditAction>,
    ) -> Result<User, Failure> {
        self.reading(session, Operation::ReadOwnAccount, |_, _| Ok(()))?;
        let name = session.user_name().to_owned();
        let who = AuditActor::User {
            id: session.user_id(),
            name: name.clone(),
        };
        let seen: &Session = session;
        let (user, now) = self.try_password(&name, password, &who, |tx, _, now| {
            let caller = gate::pass(tx, seen, Operation::ReadOwnAccount, now)?;
            if let Some(action) = action {
                tx.write_audit(&caller.entry(action, &caller.account.user))?;
            }
            let user = tx.user(seen.user_id())?.ok_or(Failure::SessionEnded)?;
            Ok((user, now))
        })?;
        session.refresh(now);
        Ok(user)
    }

    /// Changes one's own password and ends one's other sessions. The current one is left out only while a password that
    /// somebody else set must be changed.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for either password, [`Failure::SignInRefused`] where a wait is due,
    /// [`Failure::SessionEnded`], or [`Failure::Storage`].
    pub fn change_password(
        &mut self,
        session: &mut Session,
        current: Option<&SecretText>,
        new: &SecretText,
    ) -> Result<User, Failure> {
        let before = self.reading(session, Operation::ChangeOwnPassword, |_, caller| {
            Ok(caller.account.clone())
        })?;
        let checked = check_password_for(&before.user, new).map_err(|problem| one(Field::Password, problem))?;
        match current {
            Some(current) => self.confirm_password(session, current)?,
            None if before.user.must_change_password => {}
            None => return Err(one(Field::CurrentPassword, FieldProblem::Missing)),
        }
        let is_unchanged = |hash| {
            matches!(
                self.hasher.verify(checked.as_attempt(), hash),
                PasswordMatch::Right { .. }
            )
        };
        if before.password_hash.as_deref().is_some_and(is_unchanged) {
            return Err(one(Field::Password, FieldProblem::PasswordUnchanged));
        }
        let hash = self.hasher.hash(&checked)?;
        let (user, epoch, now) = self.writing(session, Operation::ChangeOwnPassword, |tx, caller| {
            let user = &caller.account.user;
            let change = PasswordChange {
                hash: hash.as_str(),
                must_change: false,
                expires_at: None,
            };
            let epoch = tx.set_password(user.id, &change)?.ok_or(Failure::SessionEnded)?;
            tx.write_audit(&caller.entry(AuditAction::PasswordChanged, user))?;
            let user = tx.user(user.id)?.ok_or(Failure::SessionEnded)?;
            Ok((user, epoch, caller.now))
        })?;
        session.follow(epoch);
        session.refresh(now);
        Ok(user)
    }

    /// Signs out.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a session that ended must not be used again"
    )]
    pub fn sign_out(&mut self, session: Session) {
        let at = self.now();
        let noted = self.directory.write::<_, StoreError>(|tx| {
            let Some(user) = tx.user(session.user_id())? else {
                return Ok(());
            };
            tx.write_audit(&AuditEntry {
                at,
                actor: actor(&user),
                action: AuditAction::SignedOut,
                user: Some(named(&user)),
                client: None,
                detail: None,
            })
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "a sign-out could not be noted");
        }
    }

    /// Compares a password and does `on_right` where it is the right one, counting the wrong ones.
    fn try_password<T>(
        &mut self,
        user_name: &str,
        password: &SecretText,
        who: &AuditActor,
        mut on_right: impl FnMut(&Tx<'_>, &Account, Timestamp) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let attempt = PasswordAttempt::new(password);
        for _ in 0..MOST_TRIES {
            let now = self.now();
            let (account, wait_secs) = self.directory.read::<_, StoreError>(|tx| {
                Ok((
                    tx.account_by_name(user_name)?,
                    tx.attempts(user_name, now)?.wait_secs(now),
                ))
            })?;
            let stored = account.and_then(|account| account.password_hash);
            let verdict = if let (Some(stored), None) = (&stored, wait_secs) {
                self.hasher.verify(&attempt, stored)
            } else {
                self.hasher.verify_dummy(&attempt);
                PasswordMatch::Wrong
            };
            let clock = std::sync::Arc::clone(&self.clock);
            let guess = self.directory.write::<_, Failure>(|tx| {
                let now = clock.now();
                judge(tx, user_name, who, now, wait_secs, |account| {
                    if account.password_hash != stored {
                        return Guess::Again;
                    }
                    match verdict {
                        PasswordMatch::Right { .. } if account.can_sign_in(now) => Guess::Right(()),
                        _ => Guess::Refused(Failure::SignInRefused { wait_secs: None }),
                    }
                })?
                .then(|account| on_right(tx, &account, now))
            })?;
            match guess {
                Guess::Right(answer) => {
                    if let (PasswordMatch::Right { needs_rehash: true }, Some(old)) = (verdict, &stored) {
                        self.renew_hash(user_name, &attempt, old);
                    }
                    return Ok(answer);
                }
                Guess::Refused(failure) => return Err(failure),
                Guess::Again => {}
            }
        }
        Err(Failure::Storage(crate::domain::failure::StorageFailure::Busy))
    }

    /// Keeps a right password under today's cost. The person is in already, so a failure is only logged.
    fn renew_hash(&mut self, user_name: &str, attempt: &PasswordAttempt, old: &str) {
        let renewed = self.hasher.rehash(attempt).map_err(Failure::from).and_then(|new| {
            self.directory.write::<_, Failure>(|tx| {
                if let Some(account) = tx.account_by_name(user_name)? {
                    tx.replace_password_hash(account.user.id, old, new.as_str())?;
                }
                Ok(())
            })
        });
        if let Err(failure) = renewed {
            tracing::warn!(%failure, "a password hash could not be renewed");
        }
    }
}

impl<T> Guess<T> {
    fn then<U>(self, next: impl FnOnce(T) -> Result<U, Failure>) -> Result<Guess<U>, Failure> {
        Ok(match self {
            Self::Right(value) => Guess::Right(next(value)?),
            Self::Refused(failure) => Guess::Refused(failure),
            Self::Again => Guess::Again,
        })
    }
}

/// Counts a guess that `decide` refuses, forgets the wrong ones where it does not, and lets nobody through who has to
/// wait. The trail never gets the typed name, which may be a password, unless a user has it.
fn judge(
    tx: &Tx<'_>,
    user_name: &str,
    who: &AuditActor,
    now: Timestamp,
    waited_secs: Option<i64>,
    decide: impl FnOnce(&Account) -> Guess<()>,
) -> Result<Guess<Account>, Failure> {
    let account = tx.account_by_name(user_name)?;
    let attempts = tx.attempts(user_name, now)?;
    let refused = |wait_secs| -> Result<Guess<Account>, Failure> {
        tx.write_audit(&AuditEntry {
            at: now,
            actor: who.clone(),
            action: AuditAction::SignInRefused,
            user: account.as_ref().map(|account| named(&account.user)),
            client: None,
            detail: None,
        })?;
        Ok(Guess::Refused(Failure::SignInRefused { wait_secs }))
    };
    if let Some(secs) = attempts.wait_secs(now).or(waited_secs) {
        return refused(Some(secs));
    }
    match account.as_ref().map(decide) {
        Some(Guess::Right(())) => {
            tx.clear_attempts(user_name)?;
            Ok(account.map_or(Guess::Again, Guess::Right))
        }
        Some(Guess::Again) => Ok(Guess::Again),
        Some(Guess::Refused(_)) | None => {
            let attempts = attempts.after_failure(now);
            tx.save_attempts(user_name, &attempts, now)?;
            refused(attempts.wait_secs(now))
        }
    }
}

/// Who is signed in knows the name, so only the password can be wrong.
fn current_password_wrong(failure: Failure) -> Failure {
    match failure {
        Failure::SignInRefused { wait_secs: None } => one(Field::CurrentPassword, FieldProblem::CurrentPasswordWrong),
        other => other,
    }
}

fn one(field: Field, problem: FieldProblem) -> Failure {
    Failure::Invalid(FieldErrors::one(field, problem))
}
