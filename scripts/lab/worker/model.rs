//! What a directory must hold after a number of steps: the steps of a worker and their effect, from its name and seed
//! alone.

use std::collections::BTreeMap;

use avo_admin::domain::client::{ClientAction, ClientEvent, ClientState};

/// One step. Users and clients are meant by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A new user.
    Create,
    /// Another first name for a user.
    Rename { user: usize, word: u64 },
    /// A user is disabled, or enabled again.
    Switch { user: usize },
    /// A new client of a user, with a token.
    Provision { user: usize },
    /// A client registers with its token.
    Register { client: usize },
    /// A client connects.
    Connect { client: usize },
    /// An administrator acts on a client.
    Act { client: usize, action: ClientAction },
}

/// A user as the directory must show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModelUser {
    pub(crate) first_name: String,
    pub(crate) is_disabled: bool,
}

/// A client as the directory must show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModelClient {
    pub(crate) user: usize,
    pub(crate) state: ClientState,
    /// Whether it has a credential that works while its user is enabled.
    pub(crate) has_credential: bool,
}

/// The users and clients of one worker. A deleted client keeps its number.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    name: String,
    random: u64,
    users: Vec<ModelUser>,
    clients: Vec<Option<ModelClient>>,
}

impl Model {
    pub(crate) fn new(name: &str, seed: u64) -> Self {
        Self {
            name: name.to_owned(),
            random: seed,
            users: Vec::new(),
            clients: Vec::new(),
        }
    }

    /// After this many steps.
    pub(crate) fn after(name: &str, seed: u64, steps: u64) -> Self {
        let mut model = Self::new(name, seed);
        for _ in 0..steps {
            let step = model.choose();
            model.apply(step);
        }
        model
    }

    pub(crate) fn user_name(&self, user: usize) -> String {
        format!("{}-u{user}", self.name)
    }

    pub(crate) fn client_name(&self, client: usize) -> String {
        format!("{}-c{client}", self.name)
    }

    pub(crate) fn user(&self, user: usize) -> Option<&ModelUser> {
        self.users.get(user)
    }

    /// By name.
    pub(crate) fn users(&self) -> BTreeMap<String, ModelUser> {
        let numbered = self.users.iter().enumerate();
        numbered
            .map(|(number, user)| (self.user_name(number), user.clone()))
            .collect()
    }

    /// Name of the user, and state, by name of the client.
    pub(crate) fn clients(&self) -> BTreeMap<String, (String, ClientState)> {
        let numbered = self.clients.iter().enumerate();
        numbered
            .filter_map(|(number, client)| {
                let client = client.as_ref()?;
                Some((self.client_name(number), (self.user_name(client.user), client.state)))
            })
            .collect()
    }

    /// The number that the next new user or client gets.
    pub(crate) fn next_user(&self) -> usize {
        self.users.len()
    }

    /// As [`Self::next_user`].
    pub(crate) fn next_client(&self) -> usize {
        self.clients.len()
    }

    pub(crate) fn client(&self, client: usize) -> Option<&ModelClient> {
        self.clients.get(client)?.as_ref()
    }

    /// The next step, which the directory must allow.
    pub(crate) fn choose(&mut self) -> Step {
        if self.users.len() < 2 {
            return Step::Create;
        }
        let user = self.below(self.users.len());
        let step = match self.below(12) {
            0 if self.users.len() < 12 => Some(Step::Create),
            1 => Some(Step::Rename {
                user,
                word: self.random(),
            }),
            2 => Some(Step::Switch { user }),
            3..6 => self.choose_arrival(),
            6..9 => self.choose_action(),
            _ => None,
        };
        step.unwrap_or(Step::Provision { user })
    }

    fn choose_arrival(&mut self) -> Option<Step> {
        let client = self.choose_client()?;
        let found = self.client(client)?;
        if self.user(found.user)?.is_disabled {
            None
        } else if found.has_credential {
            Some(Step::Connect { client })
        } else {
            found
                .state
                .apply(ClientEvent::Register)
                .is_ok()
                .then_some(Step::Register { client })
        }
    }

    fn choose_action(&mut self) -> Option<Step> {
        let client = self.choose_client()?;
        let allowed: Vec<ClientAction> = self.client(client)?.state.actions().collect();
        let action = *allowed.get(self.below(allowed.len()))?;
        Some(Step::Act { client, action })
    }

    fn choose_client(&mut self) -> Option<usize> {
        let there: Vec<usize> = (0..self.clients.len())
            .filter(|number| self.client(*number).is_some())
            .collect();
        there.get(self.below(there.len())).copied()
    }

    pub(crate) fn apply(&mut self, step: Step) {
        match step {
            Step::Create => self.users.push(ModelUser {
                first_name: "First".to_owned(),
                is_disabled: false,
            }),
            Step::Rename { user, word } => {
                if let Some(user) = self.users.get_mut(user) {
                    user.first_name = format!("Name {word:x}");
                }
            }
            Step::Switch { user } => {
                if let Some(user) = self.users.get_mut(user) {
                    user.is_disabled = !user.is_disabled;
                }
            }
            Step::Provision { user } => self.clients.push(Some(ModelClient {
                user,
                state: ClientState::Provisioned,
                has_credential: false,
            })),
            Step::Register { client } => self.change(client, ClientEvent::Register),
            Step::Connect { client } => self.change(client, ClientEvent::Connect),
            Step::Act { client, action } => self.change(client, ClientEvent::Act(action)),
        }
    }

    fn change(&mut self, client: usize, event: ClientEvent) {
        let Some(place) = self.clients.get_mut(client) else {
            return;
        };
        *place = place.take().and_then(|found| {
            let step = found.state.apply(event).ok()?;
            let has_credential = (found.has_credential || event == ClientEvent::Register) && !step.voids_credential;
            Some(ModelClient {
                state: step.next?,
                has_credential,
                ..found
            })
        });
    }

    /// `SplitMix64` (Steele, Lea, Flood 2014): enough for choosing, and the same everywhere.
    fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.random() % end).unwrap_or(0)
    }
}
