//! Words of a damaged directory: the screen, and the export of what can be read.

use crate::domain::salvage::SalvagedTable;
use crate::domain::unreadable::RowKind;
use crate::words::words;

words! {
    "damage":
    partly_unreadable;
    being_checked;
    title;
    kept;
    looking;
    newest;
    newest_encrypted;
    backup_text(when: &str, file: &str);
    newer_encrypted(file: &str);
    none(folder: &str);
    restore_this;
    restore_other;
    export;
    dialog;
    dialog_text;
    file;
    file_help;
    submit;
    busy;
    done;
    done_text(path: &str);
    users(count: u64);
    clients(count: u64);
    audit_entries(count: u64);
    unreadable(read: &str, count: u64);
    lost(read: &str, count: u64);
    lost_open(read: &str);
}

/// How much of a table could be read.
pub fn table(table: &SalvagedTable) -> String {
    let mut text = match table.kind {
        RowKind::User => users(table.read),
        RowKind::Client => clients(table.read),
        RowKind::AuditEntry => audit_entries(table.read),
    };
    if table.unreadable > 0 {
        text = unreadable(&text, table.unreadable);
    }
    if table.missing_at_most > 0 {
        text = lost(&text, table.missing_at_most);
    }
    if table.has_open_end {
        text = lost_open(&text);
    }
    text
}
