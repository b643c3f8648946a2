//! The rows of a whole directory that can't be read.

use std::ops::ControlFlow;

use super::Tx;
use super::clients::{CLIENT_COLUMNS, CLIENT_NAME, client_of};
use super::error::StoreError;
use super::rows::each_row;
use super::users::{USER_COLUMNS, USER_NAME, USER_SOURCE, user_of};
use crate::domain::unreadable::UnreadableRow;

impl Tx<'_> {
    /// The users and clients that can't be read.
    pub(super) fn unreadable_rows(&self) -> Result<Vec<UnreadableRow>, StoreError> {
        let mut users = self
            .transaction
            .prepare_cached(&format!("SELECT {USER_COLUMNS} FROM {USER_SOURCE} ORDER BY u.id"))?;
        let users = each_row(users.query([])?, USER_NAME, |row| {
            user_of(row).map(|_| ControlFlow::Continue(()))
        })?;
        let mut clients = self
            .transaction
            .prepare_cached(&format!("SELECT {CLIENT_COLUMNS} FROM clients ORDER BY id"))?;
        let clients = each_row(clients.query([])?, CLIENT_NAME, |row| {
            client_of(row).map(|_| ControlFlow::Continue(()))
        })?;
        Ok([users, clients].concat())
    }
}
