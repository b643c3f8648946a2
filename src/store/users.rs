//! Users and what they sign in with.

use rusqlite::{OptionalExtension as _, Row, named_params, params};

use super::error::StoreError;
use super::refold::KEY_BREAK;
use super::rows::{RowError, RowName, only_row};
use super::search_key;
use super::stored_words::{configuration_code, configuration_of, moment, moment_if_any, ms, role_code, roles_of};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::field::FieldProblem;
use crate::domain::fold::{fold, unique_key};
use crate::domain::query::UserDetails;
use crate::domain::time::Timestamp;
use crate::domain::unreadable::RowKind;
use crate::domain::user::{Configuration, EmailAddress, PersonName, Revision, User, UserId, UserName, ValidUser};

/// What [`user_of`] reads; `a` are the attempts for the user's name.
pub(super) const USER_COLUMNS: &str = "u.id, u.user_name, u.configuration, u.email, u.first_name, u.last_name,
    u.primary_role, u.is_admin, u.is_disabled, u.must_change_password, u.created_at, u.changed_at, u.last_sign_in_at,
    a.blocked_until, u.revision, u.password_expires_at";
/// The number of columns in [`USER_COLUMNS`].
pub(super) const USER_COLUMN_COUNT: usize = 16;
/// Which user a row that begins with [`USER_COLUMNS`] is.
pub(super) const USER_NAME: RowName = RowName {
    kind: RowKind::User,
    id: 0,
    name: Some(1),
};
/// Where [`USER_COLUMNS`] come from.
pub(super) const USER_SOURCE: &str = "users AS u LEFT JOIN sign_in_attempts AS a ON a.name_key = u.user_name_key";
/// Who can sign in and administer. One who has a password for a day does not count: it may run out unused.
const ABLE_ADMINISTRATOR: &str =
    "is_admin = 1 AND is_disabled = 0 AND password_hash IS NOT NULL AND password_expires_at IS NULL";

/// A user with what is needed to sign in. It has no `Debug`, which would print the hash.
#[derive(Clone)]
pub struct Account {
    /// The user.
    pub user: User,
    /// The password's hash, where there is one.
    pub password_hash: Option<String>,
    /// Grows with each new password and each disabling.
    pub credential_epoch: i64,
}

impl Account {
    /// Whether a right password would be enough at `now`.
    pub fn can_sign_in(&self, now: Timestamp) -> bool {
        !self.user.is_disabled
            && self.password_hash.is_some()
            && self.user.password_expires_at.is_none_or(|expires_at| expires_at > now)
    }
}

/// What whoever acts for a user's client needs of the user: it works whatever is wrong with the user's other details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The user's number.
    pub id: UserId,
    /// The User Name.
    pub user_name: UserName,
    /// A disabled user's clients can neither register nor connect.
    pub is_disabled: bool,
}

/// A user to be put into the directory. Without `Debug`, because of the hash.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// The checked details.
    pub details: &'a ValidUser,
    /// The password's hash; without one the user cannot sign in.
    pub password_hash: Option<&'a str>,
    /// Whether the password must be changed at the first sign-in.
    pub must_change_password: bool,
    /// When the password stops working.
    pub password_expires_at: Option<Timestamp>,
    /// Whether the user starts disabled.
    pub is_disabled: bool,
    /// When the user was created.
    pub created_at: Timestamp,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Timestamp>,
}

/// A new password for a user. Without `Debug`, because of the hash.
#[derive(Clone, Copy)]
pub struct PasswordChange<'a> {
    /// Its hash.
    pub hash: &'a str,
    /// Whether it must be changed at the next sign-in.
    pub must_change: bool,
    /// When it stops working.
    pub expires_at: Option<Timestamp>,
}

impl Tx<'_> {
    /// The user with that number.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        Ok(self.account(id)?.map(|account| account.user))
    }

    /// The user with that number, as far as the user's clients need it.
    pub fn owner(&self, id: UserId) -> Result<Option<Owner>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT user_name, is_disabled FROM users WHERE id = ?1")?;
        only_row(statement.query([id.0])?, |row| {
            let user_name: String = row.get(0)?;
            Ok(Owner {
                id,
                user_name: UserName::parse(&user_name)
                    .map_err(|problem| RowError::damaged(format!("user {}: {problem:?}", id.0)))?,
                is_disabled: row.get(1)?,
            })
        })
    }

    /// The user with that number and what is needed to sign in.
    pub fn account(&self, id: UserId) -> Result<Option<Account>, StoreError> {
        self.one_account("u.id = ?1", id.0)
    }

    /// The user of that name, without regard to case.
    pub fn account_by_name(&self, user_name: &str) -> Result<Option<Account>, StoreError> {
        self.one_account("u.user_name_key = ?1", unique_key(user_name.trim()))
    }

    fn one_account(&self, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<Account>, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT {USER_COLUMNS}, u.password_hash, u.credential_epoch
             FROM {USER_SOURCE} WHERE {condition}"
        ))?;
        only_row(statement.query([value])?, |row| {
            Ok(Account {
                user: user_of(row)?,
                password_hash: row.get(USER_COLUMN_COUNT)?,
                credential_epoch: row.get(USER_COLUMN_COUNT + 1)?,
            })
        })
    }

    /// The user with all clients.
    pub fn user_details(&self, id: UserId) -> Result<Option<UserDetails>, StoreError> {
        let Some(user) = self.user(id)? else {
            return Ok(None);
        };
        let (clients, unreadable) = self.clients_of(id)?;
        Ok(Some(UserDetails {
            user,
            clients,
            unreadable,
            two_machines: self.two_machines_of(id)?,
        }))
    }

    /// Whether a user has that User Name, without regard to case.
    pub fn is_user_name_taken(&self, user_name: &UserName) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM users WHERE user_name_key = ?1")?;
        Ok(statement.exists([unique_key(user_name.as_str())])?)
    }

    /// Whether a user other than `except` has that Email Id, in whatever spelling. Users whose addresses became one by
    /// an upgrade have numbered keys.
    pub fn is_email_taken(&self, email: &EmailAddress, except: Option<UserId>) -> Result<bool, StoreError> {
        let key = email.comparison_key();
        let (first, last) = (format!("{key}{KEY_BREAK}"), format!("{key}{KEY_BREAK}:"));
        let mut statement = self.transaction.prepare_cached(
            "SELECT 1 FROM users WHERE (email_key = ?1 OR email_key BETWEEN ?2 AND ?3) AND id IS NOT ?4",
        )?;
        Ok(statement.exists(params![key, first, last, except.map(|id| id.0)])?)
    }

    /// How many administrators other than `except` can sign in.
    pub fn count_other_able_administrators(&self, except: UserId) -> Result<u64, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT count(*) FROM users WHERE {ABLE_ADMINISTRATOR} AND id <> ?1"
        ))?;
        let count: i64 = statement.query_row([except.0], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl WriteTx<'_> {
    /// Puts a user into the directory.
    pub fn insert_user(&self, new: &NewUser<'_>) -> Result<UserId, StoreError> {
        let details = new.details;
        self.transaction
            .prepare_cached(
                "INSERT INTO users (user_name, user_name_key, configuration, email, email_key, first_name,
                     first_name_key, last_name, last_name_key, search_key, primary_role, is_admin, is_disabled,
                     password_hash, must_change_password, password_expires_at, created_at, changed_at,
                     last_sign_in_at)
                 VALUES (:user_name, :user_name_key, :configuration, :email, :email_key, :first_name,
                     :first_name_key, :last_name, :last_name_key, :search_key, :primary_role, :is_admin,
                     :is_disabled, :password_hash, :must_change_password, :password_expires_at, :at, :at, :last_sign_in_at)",
            )?
            .execute(named_params! {
                ":user_name": details.user_name.as_str(),
                ":user_name_key": unique_key(details.user_name.as_str()),
                ":configuration": configuration_code(Configuration::Default),
                ":email": details.email.as_str(),
                ":email_key": details.email.comparison_key(),
                ":first_name": details.first_name.as_str(),
                ":first_name_key": fold(details.first_name.as_str()),
                ":last_name": details.last_name.as_str(),
                ":last_name_key": fold(details.last_name.as_str()),
                ":search_key": user_search_key(details.user_name.as_str(), details),
                ":primary_role": role_code(details.roles.primary()),
                ":is_admin": details.roles.is_administrator(),
                ":is_disabled": new.is_disabled,
                ":password_hash": new.password_hash,
                ":must_change_password": new.must_change_password,
                ":password_expires_at": ms(new.password_expires_at),
                ":at": new.created_at.unix_ms(),
                ":last_sign_in_at": ms(new.last_sign_in_at),
            })?;
        let id = UserId(self.transaction.last_insert_rowid());
        self.hold(Hold::User(id))?;
        self.write_sort_keys(id, details.first_name.as_str(), details.last_name.as_str())?;
        Ok(id)
    }

    /// Changes the details, but never the User Name, of the user seen in `revision`; false where there is none.
    pub fn update_user(
        &self,
        seen: &User,
        details: &ValidUser,
        revision: Revision,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.expect_held(Hold::User(seen.id))?;
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE users SET email = :email, email_key = :email_key, first_name = :first_name,
                     first_name_key = :first_name_key, last_name = :last_name, last_name_key = :last_name_key,
                     search_key = :search_key, primary_role = :primary_role, is_admin = :is_admin,
                     changed_at = :now, revision = revision + 1
                 WHERE id = :id AND revision = :revision",
            )?
            .execute(named_params! {
                ":id": seen.id.0,
                ":revision": revision.0,
                ":email": details.email.as_str(),
                ":email_key": details.email.comparison_key(),
                ":first_name": details.first_name.as_str(),
                ":first_name_key": fold(details.first_name.as_str()),
                ":last_name": details.last_name.as_str(),
                ":last_name_key": fold(details.last_name.as_str()),
                ":search_key": user_search_key(seen.user_name.as_str(), details),
                ":primary_role": role_code(details.roles.primary()),
                ":is_admin": details.roles.is_administrator(),
                ":now": now.unix_ms(),
            })?;
        if changed == 1 {
            self.write_sort_keys(seen.id, details.first_name.as_str(), details.last_name.as_str())?;
        }
        Ok(changed == 1)
    }

    /// Disables or enables the user seen in `revision`; false where there is none. Disabling ends all sessions.
    pub fn set_user_disabled(
        &self,
        id: UserId,
        revision: Revision,
        is_disabled: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.expect_held(Hold::User(id))?;
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE users SET is_disabled = ?3, credential_epoch = credential_epoch + ?3, changed_at = ?4,
                     revision = revision + 1
                 WHERE id = ?1 AND revision = ?2",
            )?
            .execute(params![id.0, revision.0, is_disabled, now.unix_ms()])?;
        Ok(changed == 1)
    }

    /// Deletes the user seen in `revision` with clients and tokens; false where there is none.
    pub fn delete_user(&self, id: UserId, revision: Revision) -> Result<bool, StoreError> {
        self.expect_held(Hold::User(id))?;
        let changed = self
            .transaction
            .prepare_cached("DELETE FROM users WHERE id = ?1 AND revision = ?2")?
            .execute(params![id.0, revision.0])?;
        Ok(changed == 1)
    }

    /// Gives the user a new password and ends the sessions of the old one. Returns the new credential epoch.
    pub fn set_password(&self, id: UserId, change: &PasswordChange<'_>) -> Result<Option<i64>, StoreError> {
        self.expect_held(Hold::User(id))?;
        let epoch = self
            .transaction
            .prepare_cached(
                "UPDATE users SET password_hash = ?2, must_change_password = ?3, password_expires_at = ?4,
                     credential_epoch = credential_epoch + 1
                 WHERE id = ?1 RETURNING credential_epoch",
            )?
            .query_row(
                params![id.0, change.hash, change.must_change, ms(change.expires_at)],
                |row| row.get(0),
            )
            .optional()?;
        Ok(epoch)
    }

    /// Keeps the same password under a new hash, unless it has been changed in the meantime.
    pub fn replace_password_hash(&self, id: UserId, old: &str, new: &str) -> Result<bool, StoreError> {
        let changed = self
            .transaction
            .prepare_cached("UPDATE users SET password_hash = ?3 WHERE id = ?1 AND password_hash = ?2")?
            .execute(params![id.0, old, new])?;
        Ok(changed == 1)
    }

    /// Remembers a sign-in.
    pub fn note_sign_in(&self, id: UserId, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("UPDATE users SET last_sign_in_at = ?2 WHERE id = ?1")?
            .execute(params![id.0, now.unix_ms()])?;
        Ok(())
    }

    /// Remembers that a client of the user changed, came or went.
    pub(super) fn note_client_change(&self, id: UserId, now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "UPDATE users SET clients_changed_at = max(ifnull(clients_changed_at, ?2), ?2) WHERE id = ?1",
            )?
            .execute(params![id.0, now.unix_ms()])?;
        Ok(())
    }
}

pub(super) fn user_search_key(user_name: &str, details: &ValidUser) -> String {
    search_key::of_user(
        user_name,
        details.first_name.as_str(),
        details.last_name.as_str(),
        details.email.as_str(),
    )
}

/// Reads a user from the first columns of a row that begins with [`USER_COLUMNS`].
pub(super) fn user_of(row: &Row<'_>) -> Result<User, RowError> {
    let id: i64 = row.get(0)?;
    let text = |column: usize| -> Result<&str, RowError> {
        row.get_ref(column)?
            .as_str()
            .map_err(|_| RowError::damaged(format!("user {id} has no text in column {column}")))
    };
    let odd = |problem: FieldProblem| RowError::damaged(format!("user {id}: {problem:?}"));
    Ok(User {
        id: UserId(id),
        user_name: UserName::parse(text(1)?).map_err(odd)?,
        configuration: configuration_of(text(2)?)?,
        email: EmailAddress::stored(text(3)?).map_err(odd)?,
        first_name: PersonName::stored(text(4)?).map_err(odd)?,
        last_name: PersonName::stored(text(5)?).map_err(odd)?,
        roles: roles_of(text(6)?, row.get(7)?)?,
        is_disabled: row.get(8)?,
        must_change_password: row.get(9)?,
        created_at: moment(row, 10)?,
        changed_at: moment(row, 11)?,
        last_sign_in_at: moment_if_any(row, 12)?,
        locked_until: moment_if_any(row, 13)?,
        revision: Revision(row.get(14)?),
        password_expires_at: moment_if_any(row, 15)?,
    })
}
