//! What a directory shows of a worker's users and clients.

use std::collections::BTreeMap;

use avo_admin::domain::client::ClientState;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::user::UserId;
use avo_admin::service::{Reads as _, Service, Session};

use super::model::{Model, ModelUser};

/// What the directory shows of one worker's users and clients.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    users: BTreeMap<String, ModelUser>,
    clients: BTreeMap<String, (String, ClientState)>,
}

impl Shown {
    pub(crate) fn of(model: &Model) -> Self {
        Self {
            users: model.users(),
            clients: model.clients(),
        }
    }
}

pub(crate) fn read_all(service: &mut Service, session: &Session) -> Result<Shown, Failure> {
    let list = service.read_users(&UserQuery::default(), None)?;
    let mut shown = Shown {
        users: BTreeMap::new(),
        clients: BTreeMap::new(),
    };
    let named: Vec<(UserId, String)> = list
        .rows
        .iter()
        .map(|row| (row.user.id, row.user.user_name.to_string()))
        .collect();
    for row in list.rows {
        let user = ModelUser {
            first_name: row.user.first_name.to_string(),
            is_disabled: row.user.is_disabled,
        };
        shown.users.insert(row.user.user_name.to_string(), user);
    }
    for (id, name) in named {
        for client in service.user_details(session, id)?.clients {
            let of = (name.clone(), client.state);
            shown.clients.insert(client.name.to_string(), of);
        }
    }
    Ok(shown)
}

pub(crate) fn of_worker(shown: &Shown, name: &str) -> Shown {
    let prefix = format!("{name}-");
    let is_own = |text: &str| text.starts_with(&prefix);
    Shown {
        users: shown
            .users
            .iter()
            .filter(|(user, _)| is_own(user))
            .map(|(user, shown)| (user.clone(), shown.clone()))
            .collect(),
        clients: shown
            .clients
            .iter()
            .filter(|(client, _)| is_own(client))
            .map(|(client, shown)| (client.clone(), shown.clone()))
            .collect(),
    }
}
