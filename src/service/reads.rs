//! The readings of a signed-in user, the same on every connection.

use super::Service;
use super::gate::Gate;
use super::lookup::{details, identify, identify_hash};
use super::session::OfSession;
use crate::domain::access::Operation;
use crate::domain::audit_query::{AuditKey, AuditPage, AuditQuery};
use crate::domain::backup_schedule::BackupRecord;
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, PlaceFault, TokenReport, UserDetails, UserList, UserQuery};
use crate::domain::registration::ServiceInfo;
use crate::domain::secret::SecretText;
use crate::domain::token::TokenHash;
use crate::domain::user::{User, UserId};

/// What a signed-in user reads, of [`Service`] and [`Reader`](super::Reader) alike.
pub trait Reads: Gate {
    /// What is wrong with the place of the directory.
    fn place_faults(&self) -> Vec<PlaceFault>;

    /// One's own account, as it is now.
    ///
    /// # Errors
    /// [`Failure`], as everywhere below; one that [is interrupted](Failure::is_interrupted) where it was stopped.
    fn me(&mut self, session: &impl OfSession) -> Result<User, Failure> {
        self.reading(session.session(), Operation::ReadOwnAccount, |_, caller| {
            Ok(caller.account.user.clone())
        })
    }

    /// The figures of Home.
    fn home(&mut self, session: &impl OfSession) -> Result<HomeSummary, Failure> {
        let summary = self.reading(session.session(), Operation::ReadDirectory, |tx, caller| {
            Ok(tx.home_summary(caller.now)?)
        })?;
        Ok(HomeSummary {
            place_faults: self.place_faults(),
            ..summary
        })
    }

    /// The users that match.
    fn list_users(&mut self, session: &impl OfSession, query: &UserQuery) -> Result<UserList, Failure> {
        self.reading(session.session(), Operation::ReadDirectory, |tx, caller| {
            Ok(tx.list_users(query, None, caller.now)?)
        })
    }

    /// One user with all clients.
    fn user_details(&mut self, session: &impl OfSession, id: UserId) -> Result<UserDetails, Failure> {
        self.reading(session.session(), Operation::ReadUser(id), |tx, _| details(tx, id))
    }

    /// What the directory says about a token that was found. Nothing is changed.
    fn identify_token(&mut self, session: &impl OfSession, text: &SecretText) -> Result<TokenReport, Failure> {
        self.reading(session.session(), Operation::IdentifyToken, |tx, caller| {
            identify(tx, text.expose(), caller.now)
        })
    }

    /// The same for a token that was identified before, as of now.
    fn identify_token_again(&mut self, session: &impl OfSession, hash: TokenHash) -> Result<TokenReport, Failure> {
        self.reading(session.session(), Operation::IdentifyToken, |tx, caller| {
            identify_hash(tx, hash, caller.now)
        })
    }

    /// At most `limit` entries of the audit trail that match, newest first, after the place `after`.
    fn audit_page(
        &mut self,
        session: &impl OfSession,
        query: &AuditQuery,
        after: Option<AuditKey>,
        limit: u32,
    ) -> Result<AuditPage, Failure> {
        self.reading(session.session(), Operation::ReadDirectory, |tx, _| {
            Ok(tx.audit_page(query, after, limit)?)
        })
    }

    /// What is set for automatic backups, and how the last ones went.
    fn backup_record(&mut self, session: &impl OfSession) -> Result<BackupRecord, Failure> {
        self.reading(session.session(), Operation::ReadDirectory, |tx, _| {
            Ok(tx.backup_record()?)
        })
    }

    /// What the registration service of this directory recorded about itself. Readable by every signed-in user.
    fn registration_service(&mut self, session: &impl OfSession) -> Result<Option<ServiceInfo>, Failure> {
        self.reading(session.session(), Operation::ReadOwnAccount, |tx, _| {
            Ok(tx.registration_service()?)
        })
    }
}

impl Reads for Service {
    fn place_faults(&self) -> Vec<PlaceFault> {
        self.directory.place_faults()
    }
}
