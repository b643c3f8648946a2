//! The gate that every call for a user passes.

use super::session::Session;
use super::{Service, named};
use crate::domain::access::{self, Actor, Operation};
use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
use crate::domain::audit_detail::{AuditDetail, RefusalCause};
use crate::domain::failure::Failure;
use crate::domain::time::{Clock, Timestamp};
use crate::domain::user::User;
use crate::store::{Account, Hold, StoreError, Tx, WriteTx};

/// A user who passed the gate, as of this transaction.
pub struct Caller {
    /// Who, with rights as they are now.
    pub(super) account: Account,
    /// The moment of the call.
    pub(super) now: Timestamp,
}

impl Caller {
    /// How the audit trail names the caller.
    pub(super) fn actor(&self) -> AuditActor {
        actor(&self.account.user)
    }

    /// A line for the audit trail about what the caller does to `user`.
    pub(super) fn entry(&self, action: AuditAction, user: &User) -> AuditEntry {
        AuditEntry {
            at: self.now,
            actor: self.actor(),
            action,
            user: Some(named(user)),
            client: None,
            detail: None,
        }
    }
}

/// How the audit trail names an acting user.
pub(super) fn actor(user: &User) -> AuditActor {
    AuditActor::User {
        id: user.id,
        name: user.user_name.to_string(),
    }
}

/// Reads the caller's rights and asks whether they are enough.
pub(super) fn pass(tx: &Tx<'_>, session: &Session, operation: Operation, now: Timestamp) -> Result<Caller, Failure> {
    let account = tx.account(session.user_id())?.ok_or(Failure::SessionEnded)?;
    let rights = Actor {
        id: account.user.id,
        roles: account.user.roles,
        is_disabled: account.user.is_disabled,
        must_change_password: account.user.must_change_password,
    };
    if !rights.is_disabled && !session.is_alive(account.credential_epoch, now) {
        return Err(Failure::SessionEnded);
    }
    access::may(&rights, operation)?;
    Ok(Caller { account, now })
}

/// A connection on which a signed-in user reads.
pub trait Gate {
    /// The clock.
    fn clock(&self) -> &dyn Clock;

    /// Reads at one moment.
    fn read<T>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure>;

    /// Writes about a reading.
    fn note(&mut self, work: impl FnMut(&WriteTx<'_>) -> Result<(), StoreError>) -> Result<(), StoreError>;

    /// Reads for a user who may do `operation`.
    fn reading<T>(
        &mut self,
        session: &Session,
        operation: Operation,
        mut work: impl FnMut(&Tx<'_>, &Caller) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let now = self.clock().now();
        let answer = self.read(|tx| {
            let caller = pass(tx, session, operation, now)?;
            work(tx, &caller)
        });
        self.note_if_refused(session, operation, answer)
    }

    /// Passes an answer on and records a refusal. The refused work was undone as a whole, so its row is in a transaction
    /// of its own.
    fn note_if_refused<T>(
        &mut self,
        session: &Session,
        operation: Operation,
        answer: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let cause = match &answer {
            Err(Failure::Denied(denied)) => RefusalCause::Denied(*denied),
            Err(Failure::SessionEnded) => RefusalCause::SessionEnded,
            Err(Failure::LastAdministrator) => RefusalCause::LastAdministrator,
            _ => return answer,
        };
        let at = self.clock().now();
        self.note(|tx| {
            let user = match operation.target() {
                Some(id) => tx.owner(id)?.map(|owner| (owner.id, owner.user_name.to_string())),
                None => None,
            };
            tx.write_audit(&AuditEntry {
                at,
                actor: AuditActor::User {
                    id: session.user_id(),
                    name: session.user_name().to_owned(),
                },
                action: AuditAction::Refused,
                user,
                client: None,
                detail: Some(AuditDetail::Refused {
                    operation: operation.into(),
                    cause,
                }),
            })
        })?;
        answer
    }
}

impl Gate for Service {
    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    fn read<T>(&mut self, work: impl FnMut(&Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.directory.read(work)
    }

    fn note(&mut self, work: impl FnMut(&WriteTx<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.directory.write(work)
    }
}

impl Service {
    /// Writes for a user who may do `operation`: all of `work`, or nothing where it fails.
    pub(super) fn writing<T>(
        &mut self,
        session: &Session,
        operation: Operation,
        mut work: impl FnMut(&WriteTx<'_>, &Caller) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let clock = std::sync::Arc::clone(&self.clock);
        let answer = self.directory.write(|tx| {
            // Another writer may have kept us waiting, so the moment is taken once it is our turn.
            tx.hold(Hold::User(session.user_id()))?;
            if let Some(target) = operation.target() {
                tx.hold(Hold::User(target))?;
            }
            let caller = pass(tx, session, operation, clock.now())?;
            work(tx, &caller)
        });
        self.note_if_refused(session, operation, answer)
    }
}
