//! What administrators do with users.

use super::Service;
use super::gate::Caller;
use super::hashing::{CheckedUpdate, HashedUser, Hashes as _};
use super::lookup::details;
use super::one_time_password::{end_of_one_time_password, note_made};
use super::session::Session;
use super::user_checks::{conflict, need_fresh_password, refuse_taken, seen};
use crate::domain::access::Operation;
use crate::domain::audit::{AuditAction, AuditEntry};
use crate::domain::audit_detail::{AuditDetail, RolesChange, RolesDetail};
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::one_time_password::OneTimeSecret;
use crate::domain::query::UserDetails;
use crate::domain::secret::SecretText;
use crate::domain::user::{Revision, User, UserDraft, UserId, ValidUser};
use crate::store::{Hold, NewUser, PasswordChange, WriteTx};

/// A user who was just created.
#[derive(Debug)]
pub struct CreatedUser {
    /// The user.
    pub details: UserDetails,
    /// The one-time password that was made for the user, if the person did not type one.
    pub one_time: Option<OneTimeSecret>,
}

impl Service {
    /// Creates a user, who must change the password at the first sign-in. Making an administrator needs a fresh
    /// password.
    ///
    /// # Errors
    /// [`Failure`], as everywhere below.
    pub fn create_user(
        &mut self,
        session: &Session,
        draft: &UserDraft,
        password: &SecretText,
    ) -> Result<UserDetails, Failure> {
        let hashed = self.hash_new_user(session, draft, password)?;
        Ok(self.create_hashed_user(session, &hashed)?.details)
    }

    /// The same with a one-time password.
    pub fn create_user_with_one_time_password(
        &mut self,
        session: &Session,
        draft: &UserDraft,
    ) -> Result<CreatedUser, Failure> {
        let hashed = self.hash_new_user_with_one_time_password(session, draft)?;
        self.create_hashed_user(session, &hashed)
    }

    /// The same with a password of either kind that was hashed before.
    pub fn create_hashed_user(&mut self, session: &Session, hashed: &HashedUser) -> Result<CreatedUser, Failure> {
        let valid = &hashed.details;
        self.writing(session, Operation::CreateUser, |tx, caller| {
            refuse_taken(tx, valid, None)?;
            if valid.roles.is_administrator() {
                need_fresh_password(session, caller.now)?;
            }
            let id = tx.insert_user(&NewUser {
                details: valid,
                password_hash: Some(hashed.hash.as_str()),
                must_change_password: true,
                password_expires_at: hashed.one_time.as_ref().map(|_| end_of_one_time_password(caller.now)),
                is_disabled: false,
                created_at: caller.now,
                last_sign_in_at: None,
            })?;
            // Wrong passwords for the name before the user existed don't count.
            tx.clear_attempts(valid.user_name.as_str())?;
            let created = details(tx, id)?;
            tx.write_audit(&AuditEntry {
                detail: Some(AuditDetail::user_created(valid.roles)),
                ..caller.entry(AuditAction::UserCreated, &created.user)
            })?;
            if hashed.one_time.is_some() {
                note_made(tx, caller, &created.user)?;
            }
            Ok(CreatedUser {
                details: created,
                one_time: hashed.one_time.clone(),
            })
        })
    }

    /// Changes a user's details and, where one is given, the password; all of it or nothing. The User Name never
    /// changes. Changing a role, or one's own password this way, needs a fresh password.
    pub fn update_user(
        &mut self,
        session: &Session,
        id: UserId,
        revision: Revision,
        draft: &UserDraft,
        password: Option<&SecretText>,
    ) -> Result<UserDetails, Failure> {
        let checked = self.check_update(session, id, revision, draft, password)?;
        self.update_checked_user(session, id, revision, &checked)
    }

    /// The same with details that were checked and a password that was hashed before.
    pub fn update_checked_user(
        &mut self,
        session: &Session,
        id: UserId,
        revision: Revision,
        checked: &CheckedUpdate,
    ) -> Result<UserDetails, Failure> {
        let CheckedUpdate { details: valid, hash } = checked;
        let (answer, epoch) = self.writing(session, Operation::UpdateUser(id), |tx, caller| {
            let before = seen(tx, id, revision)?;
            refuse_taken(tx, valid, Some(id))?;
            let is_own = caller.account.user.id == id;
            if before.roles != valid.roles || (is_own && hash.is_some()) {
                need_fresh_password(session, caller.now)?;
            }
            if before.roles.is_administrator() && !valid.roles.is_administrator() {
                keep_an_administrator(tx, &before)?;
            }
            let mut epoch = None;
            if let Some(hash) = hash {
                let change = PasswordChange {
                    hash: hash.as_str(),
                    must_change: !is_own,
                    expires_at: None,
                };
                epoch = tx.set_password(id, &change)?.filter(|_| is_own);
                tx.clear_attempts(before.user_name.as_str())?;
            }
            if !tx.update_user(&before, valid, revision, caller.now)? {
                return Err(conflict(tx, id)?);
            }
            write_update_audit(tx, caller, &before, valid, hash.is_some())?;
            Ok((details(tx, id)?, epoch))
        })?;
        if let Some(epoch) = epoch {
            session.follow(epoch);
        }
        Ok(answer)
    }

    /// Deletes a user with clients and tokens.
    pub fn delete_user(&mut self, session: &Session, id: UserId, revision: Revision) -> Result<(), Failure> {
        self.writing(session, Operation::DeleteUser(id), |tx, caller| {
            let user = seen(tx, id, revision)?;
            keep_an_administrator(tx, &user)?;
            let (clients, unreadable) = tx.clients_of(id)?;
            let clients = u64::try_from(clients.len() + unreadable.len()).unwrap_or(u64::MAX);
            tx.clear_attempts(user.user_name.as_str())?;
            if !tx.delete_user(id, revision)? {
                return Err(conflict(tx, id)?);
            }
            tx.write_audit(&AuditEntry {
                detail: Some(AuditDetail::UserDeleted { clients }),
                ..caller.entry(AuditAction::UserDeleted, &user)
            })?;
            Ok(())
        })?;
        self.sweep_log();
        Ok(())
    }

    /// Disables or enables a user. Disabling ends the user's sessions and stops the tokens, without voiding them.
    pub fn set_user_disabled(
        &mut self,
        session: &Session,
        id: UserId,
        revision: Revision,
        is_disabled: bool,
    ) -> Result<UserDetails, Failure> {
        let (operation, action) = if is_disabled {
            (Operation::DisableUser(id), AuditAction::UserDisabled)
        } else {
            (Operation::EnableUser(id), AuditAction::UserEnabled)
        };
        self.writing(session, operation, |tx, caller| {
            let user = seen(tx, id, revision)?;
            if user.is_disabled == is_disabled {
                return details(tx, id);
            }
            if is_disabled {
                keep_an_administrator(tx, &user)?;
            }
            if !tx.set_user_disabled(id, revision, is_disabled, caller.now)? {
                return Err(conflict(tx, id)?);
            }
            tx.write_audit(&caller.entry(action, &user))?;
            details(tx, id)
        })
    }

    /// Lifts the wait after wrong passwords.
    pub fn unlock_user(&mut self, session: &Session, id: UserId) -> Result<UserDetails, Failure> {
        self.writing(session, Operation::UnlockUser(id), |tx, caller| {
            let user = tx.user(id)?.ok_or(Failure::UserGone)?;
            if tx.clear_attempts(user.user_name.as_str())? {
                tx.write_audit(&caller.entry(AuditAction::UserUnlocked, &user))?;
            }
            details(tx, id)
        })
    }
}

/// Refuses to lose `user` where no other administrator is left who can sign in. Two such losses can't both count on the
/// other one.
fn keep_an_administrator(tx: &WriteTx<'_>, user: &User) -> Result<(), Failure> {
    tx.hold(Hold::Administrators)?;
    let is_able = user.roles.is_administrator() && !user.is_disabled;
    if is_able && tx.count_other_able_administrators(user.id)? == 0 {
        return Err(Failure::LastAdministrator);
    }
    Ok(())
}

/// Names what changed, never the values of a password.
fn write_update_audit(
    tx: &WriteTx<'_>,
    caller: &Caller,
    before: &User,
    after: &ValidUser,
    has_password: bool,
) -> Result<(), Failure> {
    let fields = [
        (Field::Email, before.email != after.email),
        (Field::FirstName, before.first_name != after.first_name),
        (Field::LastName, before.last_name != after.last_name),
        (Field::Password, has_password),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(field, is_changed)| is_changed.then_some(field));
    let roles = (before.roles != after.roles).then(|| RolesChange {
        from: RolesDetail::of(before.roles),
        to: RolesDetail::of(after.roles),
    });
    tx.write_audit(&AuditEntry {
        detail: Some(AuditDetail::UserChanged {
            fields: fields.collect(),
            roles,
        }),
        ..caller.entry(AuditAction::UserUpdated, before)
    })?;
    Ok(())
}
