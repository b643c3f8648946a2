//! Which rows of a directory can't be read, and what to do about it, for windows and the command line.

use super::lists::list;
use super::words;
use crate::domain::unreadable::{RowKind, UnreadableRow};

words! {
    "unreadable":
    users(count: u64);
    clients(count: u64);
    audit_entries(count: u64);
    rows(count: u64, rows: &str, table: &str);
    named_row(id: &str, name: &str);
    more_rows(count: u64, rows: &str);
    told(missing: &str, rows: &str);
    next_step;
}

/// How many rows are named; the log has them all.
const MOST_NAMED: usize = 3;

/// What is said about the rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How many are missing.
    pub missing: String,
    /// Which rows those are.
    pub rows: String,
}

impl Told {
    /// Both in one line.
    pub fn in_one_line(&self) -> String {
        told(&self.missing, &self.rows)
    }
}

/// What is said about `unreadable`, once for each kind there is.
pub fn tell(unreadable: &[UnreadableRow]) -> Vec<Told> {
    let kinds = RowKind::ALL.into_iter();
    kinds.filter_map(|kind| tell_kind(kind, unreadable)).collect()
}

fn tell_kind(kind: RowKind, unreadable: &[UnreadableRow]) -> Option<Told> {
    let of_kind: Vec<&UnreadableRow> = unreadable.iter().filter(|row| row.kind == kind).collect();
    let count = of_kind.len() as u64;
    let named = list(of_kind.iter().take(MOST_NAMED).map(|row| row_name(row)));
    let named = match of_kind.len().saturating_sub(MOST_NAMED) as u64 {
        0 => named,
        more => more_rows(more, &named),
    };
    let (missing, table) = match kind {
        RowKind::User => (users(count), "users"),
        RowKind::Client => (clients(count), "clients"),
        RowKind::AuditEntry => (audit_entries(count), "audit"),
    };
    (count > 0).then(|| Told {
        missing,
        rows: rows(count, &named, table),
    })
}

fn row_name(row: &UnreadableRow) -> String {
    // A row number is an identifier and has no separators.
    let id = row.id.to_string();
    match &row.name {
        Some(name) => named_row(&id, name),
        None => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_by_kind_and_at_most_three_of_them() {
        let row = |kind, id, name: Option<&str>| UnreadableRow {
            kind,
            id,
            name: name.map(str::to_owned),
        };
        let told = tell(&[
            row(RowKind::Client, 5, None),
            row(RowKind::User, 17, Some("bo.lindqvist")),
            row(RowKind::Client, 6, Some("build-host-7")),
            row(RowKind::Client, 1007, None),
            row(RowKind::Client, 8, None),
        ]);
        let lines: Vec<String> = told.iter().map(Told::in_one_line).collect();
        assert_eq!(
            lines,
            [
                "1 user can't be shown: Row 17 (bo.lindqvist) of the table users is damaged",
                "4 clients can't be shown: Rows 5, 6 (build-host-7), 1007 and 1 more of the table clients are damaged",
            ]
        );
        assert_eq!(tell(&[]), []);
    }
}
