//! The client that a search found a user by.

use rusqlite::Row;

use super::rows::{RowError, RowName};
use crate::domain::client::{ClientId, ClientName};
use crate::domain::fold::{fold, unique_key};
use crate::domain::query::FoundClient;
use crate::domain::unreadable::RowKind;

/// What [`found_client_of`] reads, where [`join`] has been added.
pub(super) const COLUMNS: &str = "f.id, f.name, f.host";
/// The same where nothing is searched for.
pub(super) const NO_COLUMNS: &str = "NULL, NULL, NULL";

/// Which client it is, in a row with [`COLUMNS`] from `first` on.
pub(super) const fn name(first: usize) -> RowName {
    RowName {
        kind: RowKind::Client,
        id: first,
        name: Some(first + 1),
    }
}

/// Joins the client that has most of the words of a search that the user `u` has not, the first one by name of those
/// that have as many. `words` are the places of the words in the statement. Users who have all words cost no look-up.
pub(super) fn join(words: &[String]) -> String {
    let own = words.iter().map(|word| format!("instr(u.search_key, {word}) > 0"));
    let own = own.collect::<Vec<_>>().join(" AND ");
    let others = words
        .iter()
        .map(|word| format!("(instr(u.search_key, {word}) = 0 AND instr(m.search_key, {word}) > 0)"));
    let others = others.collect::<Vec<_>>().join(" + ");
    format!(
        "LEFT JOIN clients AS f ON f.id = CASE WHEN {own} THEN NULL ELSE (
             SELECT m.id FROM clients AS m WHERE m.user_id = u.id AND {others} > 0
             ORDER BY {others} DESC, m.name_key LIMIT 1) END"
    )
}

/// Reads the columns from `first` on; `words` are the folded words of the search.
pub(super) fn found_client_of(row: &Row<'_>, first: usize, words: &[String]) -> Result<Option<FoundClient>, RowError> {
    let Some(id) = row.get::<_, Option<i64>>(first)? else {
        return Ok(None);
    };
    let name: String = row.get(first + 1)?;
    let host: Option<String> = row.get(first + 2)?;
    let (name_key, host_key) = (unique_key(&name), fold(host.as_deref().unwrap_or_default()));
    let is_by_host = words
        .iter()
        .any(|word| !name_key.contains(word) && host_key.contains(word));
    Ok(Some(FoundClient {
        id: ClientId(id),
        name: ClientName::parse(&name).map_err(|problem| RowError::damaged(format!("client {id}: {problem:?}")))?,
        host: host.filter(|_| is_by_host),
    }))
}
