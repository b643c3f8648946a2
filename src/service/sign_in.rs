//! Signing in, staying signed in, and one's own password.

use super::clock::is_trusted;
use super::gate::{self, actor};
use super::hashing::{ComparedPassword, HashedOwnPassword, Hashes as _, NewHash, compare, one};
use super::session::Session;
use super::{Service, named};
use crate::crypto::{PasswordHash, PasswordMatch};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::failure::{Failure, StorageFailure};
use crate::domain::field::{Field, FieldProblem};
use crate::domain::secret::SecretText;
use crate::domain::time::Timestamp;
use crate::domain::user::User;
use crate::store::{Account, Hold, PasswordChange, StoreError, WriteTx};

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
        let compared = self.compare(user_name, password)?;
        self.sign_in_compared(&compared)
    }

    /// The same with a password that was compared before.
    pub fn sign_in_compared(&mut self, password: &ComparedPassword) -> Result<SignedIn, Failure> {
        self.judge_password(
            &password.user_name,
            password,
            &AuditActor::Nobody,
            |tx, account, now| {
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
            },
        )
    }

    /// Unlocks the console of a session; the password counts as fresh again.
    ///
    /// # Errors
    /// [`Failure::SignInRefused`] with the same waits as at sign-in, [`Failure::SessionEnded`], or
    /// [`Failure::Storage`].
    pub fn unlock(&mut self, session: &mut Session, password: &SecretText) -> Result<User, Failure> {
        let compared = self.compare_own(session, password)?;
        self.unlock_compared(session, &compared)
    }

    /// The same with a password that was compared before.
    pub fn unlock_compared(&mut self, session: &mut Session, password: &ComparedPassword) -> Result<User, Failure> {
        self.reauthenticate(session, password, Some(AuditAction::Unlocked))
    }

    /// Takes the password of a session once more, so that it counts as fresh for ten minutes.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with [`FieldProblem::CurrentPasswordWrong`], [`Failure::SignInRefused`] where a wait is
    /// due, [`Failure::SessionEnded`], or [`Failure::Storage`].
    pub fn confirm_password(&mut self, session: &mut Session, password: &SecretText) -> Result<(), Failure> {
        let compared = self.compare_own(session, password)?;
        self.confirm_compared(session, &compared)
    }

    /// The same with a password that was compared before.
    pub fn confirm_compared(&mut self, session: &mut Session, password: &ComparedPassword) -> Result<(), Failure> {
        self.reauthenticate(session, password, None)
            .map(|_| ())
            .map_err(current_password_wrong)
    }

    fn reauthenticate(
        &mut self,
        session: &mut Session,
        password: &ComparedPassword,
        action: Option<AuditAction>,
    ) -> Result<User, Failure> {
        let name = session.user_name().to_owned();
        let who = AuditActor::User {
            id: session.user_id(),
            name: name.clone(),
        };
        let seen: &Session = session;
        let (user, now) = self.judge_password(&name, password, &who, |tx, _, now| {
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
    /// an administrator set must be changed.
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
        let hashed = self.hash_own_password(session, current, new)?;
        self.change_hashed_password(session, &hashed)
    }

    /// The same with passwords that were compared and hashed before.
    pub fn change_hashed_password(
        &mut self,
        session: &mut Session,
        hashed: &HashedOwnPassword,
    ) -> Result<User, Failure> {
        if let Some(current) = &hashed.current {
            self.confirm_compared(session, current)?;
        }
        let hash = match &hashed.new {
            NewHash::Made(hash) => hash,
            NewHash::Unchanged => return Err(one(Field::Password, FieldProblem::PasswordUnchanged)),
            // The current password was wrong when it was compared, and another console has made it the right one since.
            NewHash::NotMade => return Err(StorageFailure::Busy.into()),
        };
        let has_current = hashed.current.is_some();
        let (user, epoch, now) = self.writing(session, Operation::ChangeOwnPassword, |tx, caller| {
            let user = &caller.account.user;
            if !has_current && !user.must_change_password {
                return Err(one(Field::CurrentPassword, FieldProblem::Missing));
            }
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

    /// Does `on_right` where a compared password is the right one of `user_name`, counting the wrong ones.
    fn judge_password<T>(
        &mut self,
        user_name: &str,
        password: &ComparedPassword,
        who: &AuditActor,
        mut on_right: impl FnMut(&WriteTx<'_>, &Account, Timestamp) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut again = None;
        for _ in 0..MOST_TRIES {
            let found = again.as_ref().unwrap_or(&password.found);
            let is_of_name = again.is_some() || password.user_name == user_name;
            let clock = std::sync::Arc::clone(&self.clock);
            let guess = self.directory.write::<_, Failure>(|tx| {
                let now = clock.now();
                judge(tx, user_name, who, now, found.wait_secs, |account| {
                    if !is_of_name || account.password_hash != found.stored {
                        return Guess::Again;
                    }
                    match found.verdict {
                        PasswordMatch::Right { .. } if account.can_sign_in(now) => Guess::Right(()),
                        _ => Guess::Refused(Failure::SignInRefused { wait_secs: None }),
                    }
                })?
                .then(|account| on_right(tx, &account, now))
            })?;
            match guess {
                Guess::Right(answer) => {
                    if let (Some(renewal), Some(old)) = (&found.renewal, &found.stored) {
                        self.keep_renewed(user_name, old, renewal);
                    }
                    return Ok(answer);
                }
                Guess::Refused(failure) => return Err(failure),
                Guess::Again => again = Some(compare(self, user_name, &password.attempt)?),
            }
        }
        Err(StorageFailure::Busy.into())
    }

    /// Keeps a right password under today's cost. The user is signed in already, so a failure is only logged.
    fn keep_renewed(&mut self, user_name: &str, old: &str, renewal: &PasswordHash) {
        let at = self.now();
        let kept = self.directory.write::<_, StoreError>(|tx| {
            let Some(Account { user, .. }) = tx.account_by_name(user_name)? else {
                return Ok(());
            };
            if tx.replace_password_hash(user.id, old, renewal.as_str())? {
                tx.write_audit(&AuditEntry {
                    at,
                    actor: actor(&user),
                    action: AuditAction::PasswordRehashed,
                    user: Some(named(&user)),
                    client: None,
                    detail: None,
                })?;
            }
            Ok(())
        });
        if let Err(error) = kept {
            tracing::warn!(%error, "a password hash could not be renewed");
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

/// Counts a guess that `decide` refuses, clears the wrong ones where it does not, and refuses every one that has to
/// wait. The trail never gets the typed name, which may be a password, unless a user has it.
fn judge(
    tx: &WriteTx<'_>,
    user_name: &str,
    who: &AuditActor,
    now: Timestamp,
    waited_secs: Option<i64>,
    decide: impl FnOnce(&Account) -> Guess<()>,
) -> Result<Guess<Account>, Failure> {
    tx.hold(Hold::Attempts(user_name))?;
    tx.bring_back_attempts(now)?;
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
            if let Some(account) = &account
                && is_trusted(tx, now)?
            {
                tx.see_expiry_of_password(account.user.id, now)?;
            }
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
