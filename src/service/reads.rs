//! The readings of a signed-in user, the same on every connection.

use super::Session;
use super::gate::Gate;
use super::lookup::{details, identify, identify_hash};
use crate::domain::access::Operation;
use crate::domain::failure::Failure;
use crate::domain::query::{HomeSummary, TokenReport, UserDetails, UserList, UserQuery};
use crate::domain::registration::ServiceInfo;
use crate::domain::secret::SecretText;
use crate::domain::token::TokenHash;
use crate::domain::user::{User, UserId};

/// The readings of whatever has the gate.
pub(super) trait Reads: Gate {
    fn read_me(&mut self, session: &Session) -> Result<User, Failure> {
        self.reading(session, Operation::ReadOwnAccount, |_, caller| {
            Ok(caller.account.user.clone())
        })
    }

    fn read_home(&mut self, session: &Session) -> Result<HomeSummary, Failure> {
        self.reading(session, Operation::ReadDirectory, |tx, caller| {
            Ok(tx.home_summary(caller.now)?)
        })
    }

    fn read_list(&mut self, session: &Session, query: &UserQuery) -> Result<UserList, Failure> {
        self.reading(session, Operation::ReadDirectory, |tx, caller| {
            Ok(tx.list_users(query, None, caller.now)?)
        })
    }

    fn read_details(&mut self, session: &Session, id: UserId) -> Result<UserDetails, Failure> {
        self.reading(session, Operation::ReadUser(id), |tx, _| details(tx, id))
    }

    fn read_token(&mut self, session: &Session, text: &SecretText) -> Result<TokenReport, Failure> {
        self.reading(session, Operation::IdentifyToken, |tx, caller| {
            identify(tx, text.expose(), caller.now)
        })
    }

    fn read_token_again(&mut self, session: &Session, hash: TokenHash) -> Result<TokenReport, Failure> {
        self.reading(session, Operation::IdentifyToken, |tx, caller| {
            identify_hash(tx, hash, caller.now)
        })
    }

    fn read_registration_service(&mut self, session: &Session) -> Result<Option<ServiceInfo>, Failure> {
        self.reading(session, Operation::ReadOwnAccount, |tx, _| {
            Ok(tx.registration_service()?)
        })
    }
}

impl<G: Gate> Reads for G {}
