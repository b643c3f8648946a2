//! What was withdrawn since a backup, found by comparing its rows with those of the directory that it replaces, and taken
//! away from it.
//!
//! Rows are compared by what they are: a user by number and name, a token and a credential by its hash. The trail would
//! tell less, and nothing of what was changed past the program.

use std::ops::ControlFlow;

use rusqlite::{Row, params};

use super::error::StoreError;
use super::rows::{RowError, RowName, all_rows, each_row, only_row};
use super::stored_words::{role_code, roles_of, token_state_code, token_state_of};
use super::transaction::{Tx, WriteTx};
use crate::domain::backup::{
    ClientChange, ClientSecret, ClientWithdrawal, UserChange, UserStanding, UserWithdrawal, Withdrawals,
    withdraw_client, withdraw_token, withdraw_user,
};
use crate::domain::role::Roles;
use crate::domain::time::Timestamp;
use crate::domain::token::TokenState;
use crate::domain::unreadable::RowKind;
use crate::domain::user::UserId;

const USER: &str = "SELECT id, user_name, primary_role, is_admin, is_disabled, must_change_password, credential_epoch,
    ifnull(password_hash, '') FROM users";
/// The numbers of deleted rows are never given again, whichever directory goes on.
const NUMBERED: [&str; 3] = ["users", "clients", "tokens"];

/// What a restore takes away from a backup.
#[derive(Debug, Default)]
pub(crate) struct CarryOver {
    /// For people.
    pub(crate) shown: Withdrawals,
    tokens: Vec<([u8; 32], TokenState)>,
    credentials: Vec<[u8; 32]>,
    clients: Vec<(i64, ClientChange)>,
    /// Clients whose token or credential was seen to expire, and when. A clock that was set back must not revive it.
    expired: Vec<(i64, i64)>,
    /// The highest numbers that the replaced directory has given, in the order of [`NUMBERED`].
    numbers: [i64; 3],
}

/// A client of a backup with what it can prove itself with.
struct ClientRow {
    id: i64,
    user_id: i64,
    user_name: String,
    name: String,
    is_active: bool,
    credential: Option<[u8; 32]>,
    token: Option<[u8; 32]>,
}

/// What `backup` has that was withdrawn since; all tokens and credentials where there is no directory to compare it with.
pub(crate) fn compare(backup: &Tx<'_>, replaced: Option<&Tx<'_>>) -> Result<CarryOver, StoreError> {
    let mut found = CarryOver::default();
    if let Some(replaced) = replaced {
        found.shown.users = users(backup, replaced)?;
        for (number, table) in found.numbers.iter_mut().zip(NUMBERED) {
            *number = replaced.highest_number(table)?;
        }
        found.expired = replaced.seen_expiries()?;
    }
    backup.each_client(|client| found.add_client(client, replaced))?;
    backup.each_token_without_client(|hash| {
        let now = replaced.map(|now| now.token_state(&hash)).transpose()?.flatten();
        found.secret_of_token(Some(hash), now);
        Ok(())
    })?;
    found.shown.tokens = found.tokens.len() as u64;
    found.shown.credentials = found.credentials.len() as u64;
    Ok(found)
}

fn users(backup: &Tx<'_>, replaced: &Tx<'_>) -> Result<Vec<UserWithdrawal>, StoreError> {
    let mut changed = Vec::new();
    let mut statement = backup.transaction.prepare_cached(USER)?;
    let unreadable = each_row(statement.query([])?, name_of(RowKind::User), |row| {
        let (then, password) = (standing(row)?, password(row)?);
        let now = replaced.standing(then.id)?;
        // A hash that was only renewed keeps the epoch; one that was seen to expire is gone.
        let other = |now: &PasswordState| (now.0 != password.0 || now.1.is_empty()) && now.1 != password.1;
        let now = now.as_ref().map(|(now, password)| (now, other(password)));
        if let Some(change) = withdraw_user(&then, now) {
            changed.push(UserWithdrawal {
                id: then.id,
                user_name: then.user_name,
                change,
            });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    whole(&unreadable)?;
    Ok(changed)
}

impl CarryOver {
    fn add_client(&mut self, client: ClientRow, replaced: Option<&Tx<'_>>) -> Result<(), StoreError> {
        let now = replaced.map(|now| now.client_matches(&client)).transpose()?;
        let token_now = match (replaced, &client.token) {
            (Some(replaced), Some(hash)) => replaced.token_state(hash)?,
            _ => None,
        };
        let credential_works = match (replaced, &client.credential) {
            (Some(replaced), Some(hash)) => replaced.has_credential(hash)?,
            _ => false,
        };
        let secrets = [
            self.secret_of_token(client.token, token_now),
            self.secret_of_credential(client.credential, credential_works),
        ];
        if let Some(change) = withdraw_client(now == Some(false), client.is_active, secrets) {
            self.clients.push((client.id, change));
            self.shown.clients.push(ClientWithdrawal {
                client: client.name,
                user_name: client.user_name,
                change,
            });
        }
        Ok(())
    }

    fn secret_of_token(&mut self, hash: Option<[u8; 32]>, now: Option<TokenState>) -> ClientSecret {
        match (hash, withdraw_token(now)) {
            (None, _) => ClientSecret::None,
            (Some(_), None) => ClientSecret::Kept,
            (Some(hash), Some(state)) => {
                self.tokens.push((hash, state));
                ClientSecret::Withdrawn
            }
        }
    }

    fn secret_of_credential(&mut self, hash: Option<[u8; 32]>, works: bool) -> ClientSecret {
        match hash {
            None => ClientSecret::None,
            Some(_) if works => ClientSecret::Kept,
            Some(hash) => {
                self.credentials.push(hash);
                ClientSecret::Withdrawn
            }
        }
    }
}

/// The epoch of a password, and its hash.
type PasswordState = (i64, String);

impl Tx<'_> {
    fn each_client(&self, mut read: impl FnMut(ClientRow) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT c.id, c.name, c.user_id, u.user_name, c.state <> 'deregistered', c.credential_hash, t.hash
             FROM clients c JOIN users u ON u.id = c.user_id
             LEFT JOIN tokens t ON t.client_id = c.id AND t.state = 'live' ORDER BY c.name_key",
        )?;
        let unreadable = each_row(statement.query([])?, name_of(RowKind::Client), |row| {
            read(ClientRow {
                id: row.get(0)?,
                name: row.get(1)?,
                user_id: row.get(2)?,
                user_name: row.get(3)?,
                is_active: row.get(4)?,
                credential: row.get(5)?,
                token: row.get(6)?,
            })?;
            Ok(ControlFlow::Continue(()))
        })?;
        whole(&unreadable)
    }

    fn each_token_without_client(
        &self,
        mut read: impl FnMut([u8; 32]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, hash FROM tokens WHERE state = 'live' AND client_id IS NULL")?;
        let name = RowName {
            kind: RowKind::Client,
            id: 0,
            name: None,
        };
        let unreadable = each_row(statement.query([])?, name, |row| {
            read(row.get(1)?)?;
            Ok(ControlFlow::Continue(()))
        })?;
        whole(&unreadable)
    }

    /// The user of that number.
    fn standing(&self, id: UserId) -> Result<Option<(UserStanding, PasswordState)>, StoreError> {
        let mut statement = self.transaction.prepare_cached(&format!("{USER} WHERE id = ?1"))?;
        only_row(statement.query([id.0])?, |row| Ok((standing(row)?, password(row)?)))
    }

    fn token_state(&self, hash: &[u8; 32]) -> Result<Option<TokenState>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT state FROM tokens WHERE hash = ?1")?;
        only_row(statement.query([hash])?, |row| {
            let state: String = row.get(0)?;
            token_state_of(&state)
        })
    }

    fn has_credential(&self, hash: &[u8; 32]) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM clients WHERE credential_hash = ?1")?;
        Ok(statement.exists([hash])?)
    }

    /// Whether the directory still has that very client.
    fn client_matches(&self, client: &ClientRow) -> Result<bool, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT 1 FROM clients WHERE id = ?1 AND user_id = ?2 AND name = ?3")?;
        Ok(statement.exists(params![client.id, client.user_id, client.name])?)
    }

    /// The numbers of the clients whose expiry was seen, and when.
    fn seen_expiries(&self) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, expiry_seen_at FROM clients WHERE expiry_seen_at IS NOT NULL")?;
        let name = RowName {
            kind: RowKind::Client,
            id: 0,
            name: None,
        };
        let (seen, unreadable) = all_rows(statement.query([])?, name, |row| Ok((row.get(0)?, row.get(1)?)))?;
        whole(&unreadable)?;
        Ok(seen)
    }

    fn highest_number(&self, table: &str) -> Result<i64, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0)")?;
        Ok(statement.query_row([table], |row| row.get(0))?)
    }
}

impl WriteTx<'_> {
    /// Takes away from a backup what was found to be withdrawn.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn carry_over(&self, found: &CarryOver, now: Timestamp) -> Result<(), StoreError> {
        for hash in &found.credentials {
            self.end_credential(hash, now)?;
        }
        for (hash, state) in &found.tokens {
            self.transaction
                .prepare_cached("UPDATE tokens SET state = ?2, ended_at = ?3 WHERE hash = ?1")?
                .execute(params![hash, token_state_code(*state), now.unix_ms()])?;
        }
        for (id, change) in &found.clients {
            let sql = match change {
                ClientChange::Deleted => "DELETE FROM clients WHERE id = ?1 AND ?2 IS NOT NULL",
                ClientChange::Deregistered => {
                    "UPDATE clients SET state = 'deregistered', changed_at = ?2, revision = revision + 1 WHERE id = ?1"
                }
            };
            self.transaction
                .prepare_cached(sql)?
                .execute(params![id, now.unix_ms()])?;
        }
        for (id, seen_at) in &found.expired {
            self.transaction
                .prepare_cached("UPDATE clients SET expiry_seen_at = ifnull(expiry_seen_at, ?2) WHERE id = ?1")?
                .execute([id, seen_at])?;
        }
        for user in &found.shown.users {
            self.limit_user(user, now)?;
        }
        for (number, table) in found.numbers.iter().zip(NUMBERED) {
            self.transaction
                .prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?
                .execute(params![table, number])?;
        }
        Ok(())
    }

    fn end_credential(&self, hash: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO former_credentials (hash, user_id, client_id, ended_at)
                 SELECT credential_hash, user_id, id, ?2 FROM clients WHERE credential_hash = ?1",
            )?
            .execute(params![hash, now.unix_ms()])?;
        self.transaction
            .prepare_cached(
                "UPDATE clients SET credential_hash = NULL, credential_issued_at = NULL, credential_expires_at = NULL,
                     changed_at = ?2, revision = revision + 1
                 WHERE credential_hash = ?1",
            )?
            .execute(params![hash, now.unix_ms()])?;
        Ok(())
    }

    fn limit_user(&self, user: &UserWithdrawal, now: Timestamp) -> Result<(), StoreError> {
        let UserChange::Limited {
            is_disabled,
            roles,
            has_other_password,
            must_change_password,
        } = user.change
        else {
            self.transaction
                .prepare_cached("DELETE FROM users WHERE id = ?1")?
                .execute([user.id.0])?;
            return Ok(());
        };
        self.transaction
            .prepare_cached(
                "UPDATE users SET is_disabled = max(is_disabled, ?2),
                     primary_role = ifnull(?3, primary_role), is_admin = ifnull(?4, is_admin),
                     password_hash = iif(?5, NULL, password_hash),
                     password_expires_at = iif(?5, NULL, password_expires_at),
                     must_change_password = max(must_change_password, ?5, ?6),
                     credential_epoch = credential_epoch + 1, changed_at = ?7, revision = revision + 1
                 WHERE id = ?1",
            )?
            .execute(params![
                user.id.0,
                is_disabled,
                roles.map(|roles| role_code(roles.primary())),
                roles.map(Roles::is_administrator),
                has_other_password,
                must_change_password,
                now.unix_ms(),
            ])?;
        Ok(())
    }
}

fn standing(row: &Row<'_>) -> Result<UserStanding, RowError> {
    let role: String = row.get(2)?;
    Ok(UserStanding {
        id: UserId(row.get(0)?),
        user_name: row.get(1)?,
        roles: roles_of(&role, row.get(3)?)?,
        is_disabled: row.get(4)?,
        must_change_password: row.get(5)?,
    })
}

fn password(row: &Row<'_>) -> Result<PasswordState, RowError> {
    Ok((row.get(6)?, row.get(7)?))
}

const fn name_of(kind: RowKind) -> RowName {
    RowName {
        kind,
        id: 0,
        name: Some(1),
    }
}

/// Refuses to go on where a row could not be read, because what it says would not be withdrawn.
fn whole<T>(unreadable: &[T]) -> Result<(), StoreError> {
    if unreadable.is_empty() {
        Ok(())
    } else {
        Err(StoreError::unreadable("a row that must be compared can't be read"))
    }
}
