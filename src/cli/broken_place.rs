//! What was found broken in a directory, in words for standard error.

use super::command_error::{CommandError, Exit};
use super::text;
use crate::domain::trail::{BrokenPlace, RowName};

const NEXT_STEP: &str = "Keep the file as it is for an investigation, and restore a backup if the change was not yours";

/// The error for a broken place.
pub(super) fn refuse_broken(broken: &BrokenPlace) -> CommandError {
    CommandError::new(Exit::Damaged, cause(broken), NEXT_STEP)
}

fn cause(broken: &BrokenPlace) -> String {
    match broken {
        BrokenPlace::EntryChanged { id, at } => {
            format!("Entry {id} of the audit trail, of {}, was changed", text::utc(*at))
        }
        BrokenPlace::EntriesRemoved { first, last } if first == last => {
            format!("Entry {first} of the audit trail was removed")
        }
        BrokenPlace::EntriesRemoved { first, last } => {
            format!("Entries {first} to {last} of the audit trail were removed")
        }
        BrokenPlace::EntryInserted { id, at } => {
            format!("Entry {id} of the audit trail, of {}, was inserted", text::utc(*at))
        }
        BrokenPlace::EntryMoved { from, to } => {
            format!("The audit trail was reordered: entry {from} was moved to {to}")
        }
        BrokenPlace::EntryReplaced { id, at } => format!(
            "Entry {id} of the audit trail, of {}, does not follow the one before it: one of them was replaced",
            text::utc(*at)
        ),
        BrokenPlace::TailCut { last, head } => {
            format!("The end of the audit trail was removed: the last entry is {last} instead of {head}")
        }
        BrokenPlace::SealUnrecorded { last } => format!(
            "Entries up to {last} of the audit trail were removed, and no entry says that they were moved to a file"
        ),
        BrokenPlace::HeadChanged { last } => {
            format!("The record of the end of the audit trail does not match its last entry, {last}")
        }
        BrokenPlace::RowChanged(name) => format!("{} was changed or added outside the program", row(name)),
        BrokenPlace::RowsChanged { table, found, recorded } => rows_changed(table, *found, *recorded),
        BrokenPlace::EntryUnlikeAnchor { id, anchored_at } => format!(
            "The audit trail was rewritten: entry {id} is not the one that was there at {}",
            text::utc(*anchored_at)
        ),
        BrokenPlace::ShorterThanAnchor {
            last,
            anchored,
            anchored_at,
        } => format!(
            "The audit trail is shorter than before: the last entry is {last}, but at {} it was {anchored}. Entries \
             were removed, or an older copy of the directory was put back",
            text::utc(*anchored_at)
        ),
        BrokenPlace::RowsUnlikeAnchor { anchored_at } => format!(
            "Users, clients or tokens were changed outside the program: the audit trail has no entry since {}, but they \
             are not as they were then",
            text::utc(*anchored_at)
        ),
    }
}

fn row(name: &RowName) -> String {
    match name {
        RowName::User { name } => format!("The record of user {name} (role, status or password)"),
        RowName::Client { name, of } => format!("The record of client {name} of user {of} (status or credential)"),
        RowName::Token { hint, of } => format!("A token of user {of} that ends in {hint}"),
        RowName::FormerCredential { of } => format!("A revoked credential of user {of}"),
    }
}

fn rows_changed(table: &str, found: i64, recorded: i64) -> String {
    let what = match table {
        "users" => "users",
        "clients" => "clients",
        "tokens" => "tokens",
        _ => "revoked credentials",
    };
    if found == recorded {
        format!("The records of {what} were changed outside the program")
    } else {
        format!("The number of {what} was changed outside the program: there are {found} instead of {recorded}")
    }
}
