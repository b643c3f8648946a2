//! Transactions, and what a writing one holds on to.

use std::cell::RefCell;
use std::ops::Deref;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::StoreError;
use crate::domain::client::ClientId;
use crate::domain::credential::CredentialHash;
use crate::domain::failure::StorageFailure;
use crate::domain::fold::unique_key;
use crate::domain::token::TokenHash;
use crate::domain::user::UserId;

/// A transaction that reads: everything read in it is of one moment.
#[derive(Debug)]
pub struct Tx<'c> {
    pub(super) transaction: Transaction<'c>,
}

/// A transaction that also writes: everything written in it happens, or nothing of it.
#[derive(Debug)]
pub struct WriteTx<'c> {
    tx: Tx<'c>,
    held: RefCell<Vec<Held>>,
}

/// What a writing transaction reads in order to decide, and nobody else may change before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold<'a> {
    /// A user's row, with password and rights.
    User(UserId),
    /// A client's row, with its token and its credential.
    Client(ClientId),
    /// A token, with its client.
    Token(&'a TokenHash),
    /// A credential, with its client.
    Credential(&'a CredentialHash),
    /// Who can administer: nobody else loses that meanwhile.
    Administrators,
    /// The wrong passwords for a User Name.
    Attempts(&'a str),
    /// What is kept of the clock.
    Clock,
    /// Where the registration service is found.
    RegistrationService,
    /// What is set for automatic backups, and who makes one.
    Backups,
}

/// A [`Hold`] that lasts.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    User(UserId),
    Client(ClientId),
    Token(TokenHash),
    Credential(CredentialHash),
    Administrators,
    Attempts(String),
    Clock,
    RegistrationService,
    Backups,
}

/// How a transaction ended.
pub(super) enum Ended {
    Committed,
    /// Another writer came first; nothing of it happened.
    Met,
}

impl From<Hold<'_>> for Held {
    fn from(hold: Hold<'_>) -> Self {
        match hold {
            Hold::User(id) => Self::User(id),
            Hold::Client(id) => Self::Client(id),
            Hold::Token(hash) => Self::Token(*hash),
            Hold::Credential(hash) => Self::Credential(*hash),
            Hold::Administrators => Self::Administrators,
            Hold::Attempts(user_name) => Self::Attempts(unique_key(user_name.trim())),
            Hold::Clock => Self::Clock,
            Hold::RegistrationService => Self::RegistrationService,
            Hold::Backups => Self::Backups,
        }
    }
}

impl<'c> Tx<'c> {
    pub(super) fn begin(connection: &'c mut Connection) -> Result<Self, StoreError> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        Ok(Self { transaction })
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = Tx<'c>;

    fn deref(&self) -> &Tx<'c> {
        &self.tx
    }
}

impl<'c> WriteTx<'c> {
    /// Takes the right to write at the start, so that nothing read inside can be changed by another writer before the end.
    pub(super) fn begin(connection: &'c mut Connection) -> Result<Self, StoreError> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Self {
            tx: Tx { transaction },
            held: RefCell::default(),
        })
    }

    /// Keeps other writers from changing something until the end of this transaction. A file has one writer at a time,
    /// who holds all of it; a server has locks of rows.
    ///
    /// # Errors
    /// [`StoreError`].
    #[expect(clippy::unnecessary_wraps, reason = "a lock of a row may have to be waited for")]
    pub fn hold(&self, what: Hold<'_>) -> Result<(), StoreError> {
        self.held.borrow_mut().push(what.into());
        Ok(())
    }

    /// Refuses to change what is not held, whether or not the engine would need it.
    pub(super) fn expect_held(&self, what: Hold<'_>) -> Result<(), StoreError> {
        if self.held.borrow().contains(&what.into()) {
            return Ok(());
        }
        tracing::error!(?what, "a defect: it was to be changed without being held");
        Err(StoreError::Found(StorageFailure::Defect))
    }

    pub(super) fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.transaction.commit()?)
    }

    /// Commits, unless it is to be refused as if another writer had come first.
    pub(super) fn end(self, is_refused: bool) -> Result<Ended, StoreError> {
        if is_refused {
            self.tx.transaction.rollback()?;
            return Ok(Ended::Met);
        }
        self.commit()?;
        Ok(Ended::Committed)
    }
}
