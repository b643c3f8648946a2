//! Tokens: only hashes and hints. Old ones stay, so that a refusal can name its cause.

use rusqlite::{named_params, params};

use super::error::StoreError;
use super::rows::only_row;
use super::stored_words::{moment, moment_if_any, ms, token_state_code, token_state_of};
use super::transaction::{Hold, Tx, WriteTx};
use crate::domain::client::ClientId;
use crate::domain::credential::CredentialHash;
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenHash, TokenState};
use crate::domain::user::UserId;

/// A token to be kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// SHA-256 of it.
    pub hash: TokenHash,
    /// Its last four characters.
    pub hint: String,
    /// When it was made.
    pub issued_at: Timestamp,
    /// When it runs out unused.
    pub expires_at: Option<Timestamp>,
    /// How many days the credential works that is taken for it.
    pub credential_days: Option<i64>,
    /// Whether it is still out, and when not, since when.
    pub state: (TokenState, Option<Timestamp>),
}

/// What is known of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownToken {
    /// Its last four characters.
    pub hint: String,
    /// When it was made.
    pub issued_at: Timestamp,
    /// When it was used up or made void.
    pub ended_at: Option<Timestamp>,
    /// How many days the credential works that is taken for it.
    pub credential_days: Option<i64>,
    /// Whose it is.
    pub user: UserId,
    /// Its client, unless that was deleted.
    pub client: Option<ClientId>,
    /// What became of it.
    pub state: TokenState,
    /// When it runs out unused.
    pub expires_at: Option<Timestamp>,
    /// SHA-256 of the credential that was taken for it.
    pub taken_by: Option<CredentialHash>,
}

impl Tx<'_> {
    /// What is known of a token.
    ///
    /// # Errors
    /// [`StoreError`], as everywhere below.
    pub fn token(&self, hash: &TokenHash) -> Result<Option<KnownToken>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT user_id, client_id, state, expires_at, hint, issued_at, ended_at, credential_days, taken_by
                 FROM tokens WHERE hash = ?1",
        )?;
        only_row(statement.query([hash.0])?, |row| {
            let state: String = row.get(2)?;
            Ok(KnownToken {
                user: UserId(row.get(0)?),
                client: row.get::<_, Option<i64>>(1)?.map(ClientId),
                state: token_state_of(&state)?,
                expires_at: moment_if_any(row, 3)?,
                hint: row.get(4)?,
                issued_at: moment(row, 5)?,
                ended_at: moment_if_any(row, 6)?,
                credential_days: row.get(7)?,
                taken_by: row.get::<_, Option<[u8; 32]>>(8)?.map(CredentialHash),
            })
        })
    }
}

impl WriteTx<'_> {
    /// Keeps a token as the latest of its client.
    pub fn issue_token(&self, user: UserId, client: ClientId, token: &NewToken) -> Result<(), StoreError> {
        self.expect_held(Hold::Client(client))?;
        self.transaction
            .prepare_cached(
                "INSERT INTO tokens (hash, hint, user_id, client_id, state, issued_at, expires_at, ended_at,
                     credential_days)
                 VALUES (:hash, :hint, :user, :client, :state, :issued_at, :expires_at, :ended_at,
                     :credential_days)",
            )?
            .execute(named_params! {
                ":hash": token.hash.0,
                ":hint": token.hint,
                ":user": user.0,
                ":client": client.0,
                ":state": token_state_code(token.state.0),
                ":issued_at": token.issued_at.unix_ms(),
                ":expires_at": ms(token.expires_at),
                ":ended_at": ms(token.state.1),
                ":credential_days": token.credential_days,
            })?;
        self.transaction
            .prepare_cached(
                "UPDATE clients SET token_hint = ?2, token_issued_at = ?3, token_expires_at = ?4, expiry_seen_at = NULL
                 WHERE id = ?1",
            )?
            .execute(params![
                client.0,
                token.hint,
                token.issued_at.unix_ms(),
                ms(token.expires_at)
            ])?;
        Ok(())
    }

    /// Makes the client's unused token void, where one is out.
    pub fn void_token_of(&self, client: ClientId, now: Timestamp) -> Result<(), StoreError> {
        self.expect_held(Hold::Client(client))?;
        self.transaction
            .prepare_cached("UPDATE tokens SET state = 'void', ended_at = ?2 WHERE client_id = ?1 AND state = 'live'")?
            .execute(params![client.0, now.unix_ms()])?;
        Ok(())
    }

    /// Uses a token up, in one step that only one caller can win: false where it was not live, has run out, or its user
    /// is disabled. `credential` is what is taken for it.
    pub fn use_up_token(
        &self,
        hash: &TokenHash,
        credential: &CredentialHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.expect_held(Hold::Token(hash))?;
        let changed = self
            .transaction
            .prepare_cached(
                "UPDATE tokens SET state = 'used', ended_at = ?2, taken_by = ?3
                 WHERE hash = ?1 AND state = 'live' AND ifnull(expires_at > ?2, 1)
                     AND NOT EXISTS (SELECT 1 FROM clients WHERE id = tokens.client_id AND expiry_seen_at NOT NULL)
                     AND EXISTS (SELECT 1 FROM users WHERE users.id = tokens.user_id AND users.is_disabled = 0)",
            )?
            .execute(params![hash.0, now.unix_ms(), credential.0])?;
        Ok(changed == 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::store::beginning::closed_directory;

    /// A secret is looked up for everybody who reaches the service, so it must cost the same in a large directory.
    #[test]
    fn a_secret_is_found_by_a_unique_index() {
        let folder = tempfile::tempdir().unwrap();
        let path = closed_directory(folder.path());
        let connection = rusqlite::Connection::open(&path).unwrap();
        for (table, column) in [
            ("tokens", "hash"),
            ("clients", "credential_hash"),
            ("former_credentials", "hash"),
            ("users", "user_name_key"),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = ?1");
            let plan: String = connection.query_row(&sql, ["x"], |row| row.get(3)).unwrap();
            assert!(
                plan.starts_with("SEARCH") && plan.ends_with(&format!("({column}=?)")),
                "{table}: {plan}"
            );
            let sql = "SELECT count(*) FROM pragma_index_list(?1) AS l
                WHERE l.\"unique\" AND (SELECT group_concat(name) FROM pragma_index_info(l.name)) = ?2";
            let unique: i64 = connection.query_row(sql, [table, column], |row| row.get(0)).unwrap();
            assert_eq!(unique, 1, "{table}");
        }
    }
}
