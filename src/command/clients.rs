//! Clients and their tokens.

use crate::domain::client::{ClientAction, ClientId};
use crate::domain::expiry::Terms;
use crate::domain::user::{Revision, UserId};

/// What is asked about the clients of a user.
#[derive(Debug, Clone)]
pub enum ClientsCommand {
    /// Make a client and its token.
    Generate(GenerateToken),
    /// Do something to a client.
    Act(ActOnClient),
}

/// Make a client and its token.
#[derive(Debug, Clone)]
pub struct GenerateToken {
    /// Whose client.
    pub user: UserId,
    /// The client's name, as typed.
    pub client_name: String,
    /// How long the token waits and the client works.
    pub terms: Terms,
}

/// Do something to a client.
#[derive(Debug, Clone)]
pub struct ActOnClient {
    /// Which.
    pub id: ClientId,
    /// The revision that was seen.
    pub revision: Revision,
    /// What.
    pub action: ClientAction,
    /// How long a new token waits and its client works.
    pub terms: Terms,
}
