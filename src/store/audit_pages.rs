//! Reading the audit trail in pages: each is found by an index, however long the trail is and however far down it lies.

use std::ops::ControlFlow;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::Tx;
use super::audit::{ENTRY_COLUMNS, ENTRY_ID, audit_line, entry_of};
use super::error::StoreError;
use super::rows::each_row;
use crate::domain::audit_query::{AuditKey, AuditPage, AuditQuery};
use crate::domain::time::Timestamp;

/// The most entries of one page.
const MOST_ENTRIES: u32 = 1_000;

impl Tx<'_> {
    /// At most `limit` entries that match, newest first, after the place `after`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_page(&self, query: &AuditQuery, after: Option<AuditKey>, limit: u32) -> Result<AuditPage, StoreError> {
        let limit = limit.clamp(1, MOST_ENTRIES);
        let full = usize::try_from(limit).unwrap_or(usize::MAX);
        let (sql, values) = statement_of(query, after, limit);
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let rows = statement.query(params_from_iter(values))?;
        let (mut entries, mut last, mut next, mut seen) = (Vec::new(), None, None, 0);
        let unreadable = each_row(rows, audit_line(ENTRY_ID), |row| {
            if seen == full {
                next = last;
                return Ok(ControlFlow::Break(()));
            }
            seen += 1;
            let (id, at) = (row.get(ENTRY_ID)?, Timestamp::from_unix_ms(row.get(1)?));
            last = Some(AuditKey { at, id });
            entries.push((id, entry_of(row)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(AuditPage {
            entries,
            unreadable,
            next,
        })
    }
}

/// The statement and its values. One entry more than `limit` is asked for, to know whether there is a next page.
fn statement_of(query: &AuditQuery, after: Option<AuditKey>, limit: u32) -> (String, Vec<Value>) {
    let mut conditions = vec!["1".to_owned()];
    let mut values = Vec::new();
    let mut add = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{condition} ?{}", values.len()));
        }
    };
    add("actor_id =", query.actor.map(|id| id.0.into()));
    add("user_id =", query.user.map(|id| id.0.into()));
    add("client_id =", query.client.map(|id| id.0.into()));
    add("action =", query.action.map(|action| action.code().to_owned().into()));
    add("at >=", query.from.map(|at| at.unix_ms().into()));
    add("at <", query.until.map(|at| at.unix_ms().into()));
    if let Some(AuditKey { at, id }) = after {
        values.extend([at.unix_ms().into(), id.into()]);
        conditions.push(format!("(at, id) < (?{}, ?{})", values.len() - 1, values.len()));
    }
    values.push((limit + 1).into());
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM audit WHERE {} ORDER BY at DESC, id DESC LIMIT ?{}",
        conditions.join(" AND "),
        values.len()
    );
    (sql, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
    use crate::domain::client::ClientId;
    use crate::domain::user::UserId;
    use crate::store::{Directory, Founding};

    const ENTRIES: i64 = 600;

    /// Entries of three users to four users about five clients, in time but for every seventh, which a clock set back
    /// wrote, and several in a moment.
    fn directory(folder: &tempfile::TempDir) -> Directory {
        let founding = Founding {
            created_at: Timestamp::from_unix_ms(1),
            salt: [0; 16],
        };
        Directory::create::<StoreError>(&folder.path().join("directory.db"), &founding, |tx| {
            (1..=ENTRIES).try_for_each(|number| tx.write_audit(&entry(number)))
        })
        .unwrap()
    }

    fn entry(number: i64) -> AuditEntry {
        let at = number / 3 * 10 - if number % 7 == 0 { 500 } else { 0 };
        AuditEntry {
            at: Timestamp::from_unix_ms(at),
            actor: match number % 3 {
                0 => AuditActor::Nobody,
                id => AuditActor::User {
                    id: UserId(id),
                    name: "who".to_owned(),
                },
            },
            action: AuditAction::ALL[usize::try_from(number % 5).unwrap()],
            user: (number % 4 > 0).then(|| (UserId(number % 4), "whom".to_owned())),
            client: (number % 5 > 0).then(|| (ClientId(number % 5), "what".to_owned())),
            detail: None,
        }
    }

    fn queries() -> Vec<AuditQuery> {
        let mut queries = Vec::new();
        for bits in 0..64 {
            let has = |bit: u32| bits & (1 << bit) != 0;
            queries.push(AuditQuery {
                actor: has(0).then_some(UserId(1)),
                user: has(1).then_some(UserId(2)),
                client: has(2).then_some(ClientId(3)),
                action: has(3).then_some(AuditAction::ALL[2]),
                from: has(4).then_some(Timestamp::from_unix_ms(300)),
                until: has(5).then_some(Timestamp::from_unix_ms(1_500)),
            });
        }
        queries
    }

    fn matches(query: &AuditQuery, entry: &AuditEntry) -> bool {
        let actor = match &entry.actor {
            AuditActor::User { id, .. } => Some(*id),
            _ => None,
        };
        query.actor.is_none_or(|id| actor == Some(id))
            && query
                .user
                .is_none_or(|id| entry.user.as_ref().map(|user| user.0) == Some(id))
            && query
                .client
                .is_none_or(|id| entry.client.as_ref().map(|client| client.0) == Some(id))
            && query.action.is_none_or(|action| entry.action == action)
            && query.from.is_none_or(|from| entry.at >= from)
            && query.until.is_none_or(|until| entry.at < until)
    }

    #[test]
    fn the_pages_of_every_query_are_the_entries_that_match_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut directory = directory(&folder);
        for query in queries() {
            let mut expected: Vec<(i64, AuditEntry)> = (1..=ENTRIES)
                .map(|number| (number, entry(number)))
                .filter(|(_, entry)| matches(&query, entry))
                .collect();
            expected.sort_by_key(|(id, entry)| std::cmp::Reverse((entry.at, *id)));
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let page = directory
                    .read::<_, StoreError>(|tx| tx.audit_page(&query, after, 7))
                    .unwrap();
                assert!(page.entries.len() <= 7);
                found.extend(page.entries);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{query:?}");
        }
    }

    /// None reads the whole trail; only the entries of one client, which are few, are sorted.
    #[test]
    fn every_page_is_found_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let directory = directory(&folder);
        let after = AuditKey {
            at: Timestamp::from_unix_ms(900),
            id: 270,
        };
        for query in queries() {
            for after in [None, Some(after)] {
                let (sql, values) = statement_of(&query, after, 50);
                let connection = directory.connection_for_tests();
                let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
                let plan: Vec<String> = statement
                    .query_map(params_from_iter(values), |row| row.get(3))
                    .unwrap()
                    .map(Result::unwrap)
                    .collect();
                let plan = plan.join("; ");
                assert!(plan.contains("USING INDEX audit_by_"), "{query:?}: {plan}");
                let is_sorted = plan.contains("TEMP B-TREE");
                assert!(!is_sorted || plan.contains("audit_by_client"), "{query:?}: {plan}");
            }
        }
    }
}
