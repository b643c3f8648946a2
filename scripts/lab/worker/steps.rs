//! A worker's steps in earnest.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use avo_admin::domain::client::Client;
use avo_admin::domain::credential::CredentialHash;
use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::registration::{ClientAsks, ClientRequest, ClientVersion, HostName};
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::token::{TokenHash, TokenSecret};
use avo_admin::domain::user::{User, UserDraft};
use avo_admin::service::{Reads as _, Service, Session};

use super::model::{Model, Step};
use super::{ADMINISTRATOR, PASSWORD, draft, open};

/// Nothing ends by itself, wherever the clock is.
const TERMS: Terms = Terms {
    token: TokenLifetime::Never,
    credential: CredentialLifetime::Unlimited,
};

/// A signed-in administrator with the secrets of the clients.
pub(crate) struct Worker {
    pub(crate) service: Service,
    pub(crate) session: Session,
    /// Every token and every credential that there ever was, by hash.
    pub(crate) ever: (Vec<TokenHash>, Vec<CredentialHash>),
    tokens: BTreeMap<usize, TokenSecret>,
    credentials: BTreeMap<usize, CredentialHash>,
}

/// More jumps of the clock than can come during one step.
const MOST_SIGN_INS: usize = 20;

impl Worker {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let mut service = open(path)?;
        let session = sign_in(&mut service)?;
        Ok(Self {
            service,
            session,
            ever: Default::default(),
            tokens: BTreeMap::new(),
            credentials: BTreeMap::new(),
        })
    }

    /// Takes a step, after looking at the clock as a window does. A clock that jumps ahead ends the session, and may do so
    /// again while this one signs in.
    pub(crate) fn take(&mut self, model: &Model, step: Step) -> Result<(), Failure> {
        self.service.keep_up();
        for _ in 0..MOST_SIGN_INS {
            match self.try_to_take(model, step) {
                Err(Failure::SessionEnded | Failure::PasswordNeeded) => self.session = sign_in(&mut self.service)?,
                other => return other,
            }
        }
        self.try_to_take(model, step)
    }

    fn try_to_take(&mut self, model: &Model, step: Step) -> Result<(), Failure> {
        match step {
            Step::Create => {
                let draft = draft(&model.user_name(model.next_user()), "First");
                let password = SecretText::from(PASSWORD);
                self.service.create_user(&self.session, &draft, &password)?;
            }
            Step::Rename { user, .. } => {
                let mut after = model.clone();
                after.apply(step);
                let found = self.user(model, user)?;
                let first_name = after
                    .user(user)
                    .map_or_else(String::new, |user| user.first_name.clone());
                let draft = UserDraft {
                    first_name,
                    ..found.draft()
                };
                let (id, revision) = (found.id, found.revision);
                self.service.update_user(&self.session, id, revision, &draft, None)?;
            }
            Step::Switch { user } => {
                let found = self.user(model, user)?;
                let (id, revision) = (found.id, found.revision);
                let is_disabled = !found.is_disabled;
                self.service
                    .set_user_disabled(&self.session, id, revision, is_disabled)?;
            }
            Step::Provision { user } => {
                let (user, client) = (self.user(model, user)?.id, model.next_client());
                let name = model.client_name(client);
                let made = self.service.generate_token(&self.session, user, &name, TERMS)?;
                self.keep(client, made.token);
            }
            Step::Register { client } => self.register(client)?,
            Step::Connect { client } => {
                let credential = *self.credentials.get(&client).ok_or(Failure::Defect)?;
                self.admit(ClientAsks::Connect {
                    credential,
                    introduction: None,
                })?;
            }
            Step::Act { client, action } => {
                let found = self.client(model, client)?;
                let (id, revision) = (found.id, found.revision);
                let acted = self.service.act_on_client(&self.session, id, revision, action, TERMS)?;
                if let Some(token) = acted.token {
                    self.keep(client, token);
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, client: usize, token: TokenSecret) {
        self.ever.0.push(token.hash());
        self.tokens.insert(client, token);
    }

    fn register(&mut self, client: usize) -> Result<(), Failure> {
        let token = self.tokens.get(&client).ok_or(Failure::Defect)?;
        // A hash of nothing that exists; unique as the token is.
        let mut credential = token.hash().0;
        credential.reverse();
        let credential = CredentialHash(credential);
        let asks = ClientAsks::Register {
            token: token.hash(),
            host: HostName::parse("lab-host").ok_or(Failure::Defect)?,
            version: ClientVersion::parse("1.0").ok_or(Failure::Defect)?,
            credential,
        };
        self.admit(asks)?;
        self.credentials.insert(client, credential);
        self.ever.1.push(credential);
        Ok(())
    }

    fn admit(&mut self, asks: ClientAsks) -> Result<(), Failure> {
        is_admitted(&mut self.service, asks)?
            .then_some(())
            .ok_or(Failure::Defect)
    }

    fn user(&mut self, model: &Model, user: usize) -> Result<User, Failure> {
        find_user(&mut self.service, &model.user_name(user))
    }

    fn client(&mut self, model: &Model, client: usize) -> Result<Client, Failure> {
        let owner = model.client(client).map(|client| client.user).ok_or(Failure::Defect)?;
        let owner = self.user(model, owner)?.id;
        let name = model.client_name(client);
        let details = self.service.user_details(&self.session, owner)?;
        let mut clients = details.clients.into_iter();
        clients
            .find(|client| client.name.as_str() == name)
            .ok_or(Failure::Defect)
    }
}

fn find_user(service: &mut Service, name: &str) -> Result<User, Failure> {
    let query = UserQuery {
        search: name.to_owned(),
        ..UserQuery::default()
    };
    let list = service.read_users(&query, None)?;
    let mut users = list.rows.into_iter().map(|row| row.user);
    users
        .find(|user| user.user_name.as_str() == name)
        .ok_or(Failure::UserGone)
}

/// Whether the service lets a client in.
pub(crate) fn is_admitted(service: &mut Service, asks: ClientAsks) -> Result<bool, Failure> {
    let request = ClientRequest {
        asks,
        address: IpAddr::from([192, 0, 2, 7]),
    };
    Ok(service.admit(&[request], |_| true)?.iter().all(Result::is_ok))
}

pub(crate) fn sign_in(service: &mut Service) -> Result<Session, Failure> {
    Ok(service.sign_in(ADMINISTRATOR, &SecretText::from(PASSWORD))?.session)
}
