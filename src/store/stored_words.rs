//! The words the directory keeps for what `domain` has types for, and the way back.

use rusqlite::Row;

use super::rows::RowError;
use crate::domain::client::ClientState;
use crate::domain::role::{PrimaryRole, Roles};
use crate::domain::time::Timestamp;
use crate::domain::token::TokenState;
use crate::domain::user::Configuration;

pub(super) const fn role_code(role: PrimaryRole) -> &'static str {
    match role {
        PrimaryRole::QualityManager => "quality_manager",
        PrimaryRole::QualityLead => "quality_lead",
        PrimaryRole::QualityEngineer => "quality_engineer",
    }
}

pub(super) fn roles_of(code: &str, is_admin: bool) -> Result<Roles, RowError> {
    let primary = one_of(PrimaryRole::ALL, role_code, code)?;
    Roles::new(primary, is_admin).ok_or_else(|| RowError::damaged("Admin without Quality Manager"))
}

pub(super) const fn configuration_code(configuration: Configuration) -> &'static str {
    match configuration {
        Configuration::Default => "default",
    }
}

pub(super) fn configuration_of(code: &str) -> Result<Configuration, RowError> {
    one_of([Configuration::Default], configuration_code, code)
}

pub(super) const fn client_state_code(state: ClientState) -> &'static str {
    match state {
        ClientState::Provisioned => "provisioned",
        ClientState::Registered { is_waiting: false } => "registered",
        ClientState::Registered { is_waiting: true } => "waiting",
        ClientState::Deregistered => "deregistered",
    }
}

pub(super) fn client_state_of(code: &str) -> Result<ClientState, RowError> {
    one_of(ClientState::ALL, client_state_code, code)
}

pub(super) const fn token_state_code(state: TokenState) -> &'static str {
    match state {
        TokenState::Live => "live",
        TokenState::Used => "used",
        TokenState::Void => "void",
    }
}

pub(super) fn token_state_of(code: &str) -> Result<TokenState, RowError> {
    one_of(
        [TokenState::Live, TokenState::Used, TokenState::Void],
        token_state_code,
        code,
    )
}

fn one_of<T: Copy, const N: usize>(
    known: [T; N],
    code_of: impl Fn(T) -> &'static str,
    code: &str,
) -> Result<T, RowError> {
    known
        .into_iter()
        .find(|value| code_of(*value) == code)
        .ok_or_else(|| RowError::damaged(format!("the unknown word {code:?}")))
}

pub(super) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    Ok(Timestamp::from_unix_ms(row.get(column)?))
}

pub(super) fn moment_if_any(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let unix_ms: Option<i64> = row.get(column)?;
    Ok(unix_ms.map(Timestamp::from_unix_ms))
}

/// A count, which the engine keeps as a signed number.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let count: i64 = row.get(column)?;
    u64::try_from(count).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, count))
}

pub(super) const fn ms(moment: Option<Timestamp>) -> Option<i64> {
    match moment {
        Some(moment) => Some(moment.unix_ms()),
        None => None,
    }
}
