//! Making stored keys anew after the rules of folding and comparing changed.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::rows::text_as_far_as_readable;
use super::search_key;
use crate::domain::email;
use crate::domain::fold::fold;

/// What follows the key of an address that another user has too, before the number of its user. It can't be typed.
pub(super) const KEY_BREAK: char = '\n';

/// Makes the keys of all users and clients anew. Addresses that have become one keep their users apart by a number, so
/// that an upgrade never fails for them.
pub(super) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    rebuild_users(connection)?;
    rebuild_addresses(connection)?;
    rebuild_clients(connection)
}

fn rebuild_users(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection
        .prepare("SELECT id, user_name, first_name, last_name, email FROM users WHERE id > ?1 ORDER BY id LIMIT 1")?;
    let mut write = connection
        .prepare("UPDATE users SET first_name_key = ?2, last_name_key = ?3, search_key = ?4 WHERE id = ?1")?;
    let mut after = 0_i64;
    loop {
        let mut rows = read.query([after])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let text = |column: usize| text_as_far_as_readable(row, column);
        let (user_name, first, last, address) = (text(1)?, text(2)?, text(3)?, text(4)?);
        after = row.get(0)?;
        drop(rows);
        let key = search_key::of_user(&user_name, &first, &last, &address);
        write.execute(params![after, fold(&first), fold(&last), key])?;
    }
}

/// First takes the changed keys away, so that none is in the way of another.
fn rebuild_addresses(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection.prepare("SELECT id, email, email_key FROM users ORDER BY id")?;
    let mut changed = Vec::new();
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| text_as_far_as_readable(row, column);
        let (id, address, stored): (i64, _, _) = (row.get(0)?, text(1)?, text(2)?);
        let key = email::comparison_key(&address);
        if key != stored {
            changed.push((id, key));
        }
    }
    let mut write = connection.prepare("UPDATE users SET email_key = ?2 WHERE id = ?1")?;
    for (id, key) in &changed {
        write.execute(params![id, numbered(key, *id)])?;
    }
    let mut is_taken = connection.prepare("SELECT 1 FROM users WHERE email_key = ?1")?;
    for (id, key) in &changed {
        if !is_taken.exists([key])? {
            write.execute(params![id, key])?;
        }
    }
    Ok(())
}

fn numbered(key: &str, id: i64) -> String {
    format!("{key}{KEY_BREAK}{id}")
}

fn rebuild_clients(connection: &Connection) -> Result<(), StoreError> {
    let mut read = connection.prepare("SELECT id, name, host FROM clients WHERE id > ?1 ORDER BY id LIMIT 1")?;
    let mut write = connection.prepare("UPDATE clients SET search_key = ?2 WHERE id = ?1")?;
    let mut after = 0_i64;
    loop {
        let mut rows = read.query([after])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        // A host that is missing adds nothing to the key, as an empty one.
        let (name, host) = (text_as_far_as_readable(row, 1)?, text_as_far_as_readable(row, 2)?);
        after = row.get(0)?;
        drop(rows);
        write.execute(params![after, search_key::of_client(&name, Some(&host))])?;
    }
}
