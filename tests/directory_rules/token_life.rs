//! The life of a client and of its tokens, against the model in `domain`.

use crate::directory::{NAME, World, client, connecting, registering, sign_in, world};
use avo_admin::domain::client::{ClientAction, ClientEvent, ClientId, ClientState, ClientStatus, TokenEffect};
use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::registration::ClientRefusal;
use avo_admin::domain::time::{Clock as _, Timestamp};
use avo_admin::domain::token::{TokenRefusal, TokenSecret};
use avo_admin::service::Reads as _;
use proptest::prelude::*;

/// Something that may happen next; numbers choose among the tokens and credentials there are.
#[derive(Debug, Clone)]
enum Event {
    Generate(Terms),
    Act(ClientAction, Terms),
    /// Several requests that are answered in one go.
    Arrive(Vec<Asks>),
    DisableUser(bool),
    Wait(i64),
}

#[derive(Debug, Clone)]
enum Asks {
    /// With a credential of its own.
    Register(usize),
    /// With a credential that was sent before, for that or for another token.
    RegisterWith(usize, usize),
    Connect(usize),
}

fn terms() -> impl Strategy<Value = Terms> {
    let tokens = proptest::sample::select(TokenLifetime::ALL.to_vec());
    let credentials = proptest::sample::select(CredentialLifetime::ALL.to_vec());
    (tokens, credentials).prop_map(|(token, credential)| Terms { token, credential })
}

fn asks() -> impl Strategy<Value = Asks> {
    prop_oneof![
        3 => (0..8_usize).prop_map(Asks::Register),
        1 => (0..8_usize, 0..8_usize).prop_map(|(token, credential)| Asks::RegisterWith(token, credential)),
        3 => (0..8_usize).prop_map(Asks::Connect),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let hours = proptest::sample::select(vec![1, 23, 24 * 6, 24 * 89]);
    prop_oneof![
        1 => terms().prop_map(Event::Generate),
        6 => (proptest::sample::select(ClientAction::ALL.to_vec()), terms())
            .prop_map(|(action, terms)| Event::Act(action, terms)),
        5 => proptest::collection::vec(asks(), 1..4).prop_map(Event::Arrive),
        1 => any::<bool>().prop_map(Event::DisableUser),
        1 => hours.prop_map(Event::Wait),
    ]
}

/// What became of a token or a credential, but for a disabled user and for the time.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Live,
    Used,
    Void,
}

/// A token or a credential, as the product page has it.
#[derive(Debug, Clone)]
struct Pass {
    client: ClientId,
    fate: Fate,
    ends_at: Option<Timestamp>,
}

/// For which token a credential was taken, and what it is worth.
type Taken = (usize, Pass);

/// What should be, kept beside what is.
#[derive(Default)]
struct Model {
    client: Option<(ClientId, ClientState)>,
    tokens: Vec<(TokenSecret, Pass, Terms)>,
    /// Every credential that was ever sent, with the token it was taken for and what it became, where it was taken.
    credentials: Vec<([u8; 32], Option<Taken>)>,
    is_disabled: bool,
}

impl Model {
    fn void(&mut self, with_credential: bool) {
        let tokens = self.tokens.iter_mut().map(|(_, pass, _)| pass);
        let taken = self.credentials.iter_mut().filter_map(|(_, taken)| taken.as_mut());
        let credentials = taken.map(|(_, pass)| pass).filter(|_| with_credential);
        for pass in tokens.chain(credentials).filter(|pass| pass.fate == Fate::Live) {
            pass.fate = Fate::Void;
        }
    }

    fn verdict(&self, pass: &Pass, now: Timestamp) -> Result<(), TokenRefusal> {
        let is_active = self
            .client
            .is_some_and(|(id, state)| id == pass.client && state != ClientState::Deregistered);
        match pass.fate {
            Fate::Used => Err(TokenRefusal::Used),
            Fate::Void if is_active => Err(TokenRefusal::Replaced),
            Fate::Void => Err(TokenRefusal::Deregistered),
            Fate::Live if self.is_disabled => Err(TokenRefusal::Disabled),
            Fate::Live if pass.ends_at.is_some_and(|at| at <= now) => Err(TokenRefusal::Expired),
            Fate::Live => Ok(()),
        }
    }

    fn register(&mut self, token: usize, credential: usize, now: Timestamp) -> Result<(), ClientRefusal> {
        let (_, pass, terms) = self.tokens[token].clone();
        let taken = self.credentials[credential].1.clone();
        match self.verdict(&pass, now) {
            // The same registration again is worth what its credential is worth by now.
            Err(TokenRefusal::Used)
                if taken
                    .as_ref()
                    .is_some_and(|(of, taken)| *of == token && taken.fate == Fate::Live) =>
            {
                return self.connect(credential, now);
            }
            Err(cause) => return Err(ClientRefusal::Token(cause)),
            Ok(()) if self.credentials[credential].1.is_some() => return Err(ClientRefusal::CredentialTaken),
            Ok(()) => {}
        }
        let (id, state) = self.client.unwrap();
        self.client = Some((id, state.apply(ClientEvent::Register).unwrap().next.unwrap()));
        self.tokens[token].1.fate = Fate::Used;
        let ends_at = terms.credential.days().map(|days| now.plus_secs(days * 24 * 3600));
        let taken = Pass {
            client: id,
            fate: Fate::Live,
            ends_at,
        };
        self.credentials[credential].1 = Some((token, taken));
        Ok(())
    }

    fn connect(&self, credential: usize, now: Timestamp) -> Result<(), ClientRefusal> {
        let refused = ClientRefusal::Token;
        let (_, taken) = self.credentials[credential]
            .1
            .as_ref()
            .ok_or(refused(TokenRefusal::Unknown))?;
        self.verdict(taken, now).map_err(refused)
    }
}

fn step(world: &mut World, model: &mut Model, event: &Event) {
    let World {
        place,
        service,
        ana,
        user,
    } = world;
    let now = place.clock.now();
    match event {
        Event::Generate(terms) => match service.generate_token(ana, *user, NAME, *terms) {
            Ok(made) => {
                assert!(model.client.is_none(), "the name is taken");
                model.client = Some((made.client, ClientState::Provisioned));
                model.tokens.push(new_token(made.token, made.client, *terms, now));
            }
            Err(Failure::Invalid(errors)) => {
                assert!(model.client.is_some(), "the name is free");
                let problem = &errors.get(Field::ClientName).unwrap().problem;
                assert_eq!(*problem, FieldProblem::ClientNameTaken);
            }
            Err(other) => panic!("{other}"),
        },
        Event::Act(action, terms) => act_in_both(world, model, *action, *terms),
        Event::Arrive(asked) => arrive_in_both(world, model, asked),
        Event::DisableUser(is_disabled) => {
            let revision = service.user_details(ana, *user).unwrap().user.revision;
            service.set_user_disabled(ana, *user, revision, *is_disabled).unwrap();
            model.is_disabled = *is_disabled;
        }
        Event::Wait(hours) => {
            place.clock.pass_secs(hours * 3600);
            *ana = sign_in(service, crate::directory::ANA, crate::directory::ANA_PASSWORD);
        }
    }
    compare(world, model);
}

fn new_token(token: TokenSecret, client: ClientId, terms: Terms, now: Timestamp) -> (TokenSecret, Pass, Terms) {
    let hours = match terms.token {
        TokenLifetime::OneHour => Some(1),
        TokenLifetime::OneDay => Some(24),
        TokenLifetime::SevenDays => Some(7 * 24),
        TokenLifetime::ThirtyDays => Some(30 * 24),
        TokenLifetime::Never => None,
    };
    let pass = Pass {
        client,
        fate: Fate::Live,
        ends_at: hours.map(|hours| now.plus_secs(hours * 3600)),
    };
    (token, pass, terms)
}

fn act_in_both(world: &mut World, model: &mut Model, action: ClientAction, terms: Terms) {
    let World {
        place,
        service,
        ana,
        user,
    } = world;
    let Some((id, state)) = model.client else {
        return;
    };
    let revision = client(service, ana, *user, id).revision;
    let answer = service.act_on_client(ana, id, revision, action, terms);
    let Ok(step) = state.apply(ClientEvent::Act(action)) else {
        assert!(
            matches!(answer, Err(Failure::ActionNotAllowed(_))),
            "{state:?} {action:?}: {answer:?}"
        );
        return;
    };
    let done = answer.unwrap();
    assert_eq!(done.token.is_some(), step.token == TokenEffect::Replaced);
    if step.token != TokenEffect::Kept {
        model.void(step.voids_credential);
    }
    let now = place.clock.now();
    model
        .tokens
        .extend(done.token.map(|token| new_token(token, id, terms, now)));
    model.client = step.next.map(|next| (id, next));
}

/// Requests that come at the same time are answered one after the other, as if each had been alone.
fn arrive_in_both(world: &mut World, model: &mut Model, asked: &[Asks]) {
    let now = world.place.clock.now();
    let (mut requests, mut expected) = (Vec::new(), Vec::new());
    for asks in asked {
        let (tokens, known) = (model.tokens.len(), model.credentials.len());
        let (token, credential) = match *asks {
            Asks::Register(token) if tokens > 0 => {
                let fresh = u8::try_from(known).unwrap();
                model.credentials.push(([fresh; 32], None));
                (Some(token % tokens), known)
            }
            Asks::RegisterWith(token, credential) if tokens > 0 && known > 0 => {
                (Some(token % tokens), credential % known)
            }
            Asks::Connect(credential) if known > 0 => (None, credential % known),
            _ => continue,
        };
        let sent = model.credentials[credential].0;
        if let Some(token) = token {
            requests.push(registering(&model.tokens[token].0, "host", sent));
            expected.push(model.register(token, credential, now));
        } else {
            requests.push(connecting(sent));
            expected.push(model.connect(credential, now));
        }
    }
    let answers = world.service.admit(&requests, |_| true).unwrap();
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.map(drop)).collect();
    assert_eq!(answers, expected, "{asked:?}");
}

fn compare(world: &mut World, model: &Model) {
    let World {
        place,
        service,
        ana,
        user,
    } = world;
    let now = place.clock.now();
    let clients = service.user_details(ana, *user).unwrap().clients;
    let found = clients.iter().map(|client| (client.id, client.state));
    assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(model.client));
    let holders = model.credentials.iter().filter_map(|(_, taken)| taken.as_ref());
    let holder = holders.map(|(_, pass)| pass).find(|pass| pass.fate == Fate::Live);
    for client in &clients {
        assert_eq!(client.holds_credential, holder.is_some());
        let live = model
            .tokens
            .iter()
            .map(|(_, pass, _)| pass)
            .find(|pass| pass.fate == Fate::Live);
        let ends_at = live.or(holder).and_then(|pass| pass.ends_at);
        assert_eq!(client.ends_at(), ends_at);
        let is_past = ends_at.is_some_and(|at| at <= now);
        assert_eq!(client.status(now) == ClientStatus::Expired, is_past, "{client:?}");
    }
    for (token, pass, _) in &model.tokens {
        let report = service.verify_token(token.expose()).unwrap();
        assert_eq!(report.verdict, model.verdict(pass, now));
        let known = report.known.unwrap();
        assert_eq!(known.user.user_name.as_str(), "bo.lindqvist");
        assert_eq!((known.hint, known.expires_at), (token.hint(), pass.ends_at));
    }
    let live = model
        .tokens
        .iter()
        .filter(|(_, pass, _)| pass.fate == Fate::Live)
        .count();
    let awaits = model.client.is_some_and(|(_, state)| state.awaits_registration());
    assert_eq!(
        live,
        usize::from(awaits),
        "a token is out exactly while a client waits for it"
    );
}

proptest! {
    // A quarter of what is usual, because each case works on a directory of its own.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_life_of_a_client_is_the_one_the_domain_describes(events in proptest::collection::vec(event(), 1..24)) {
        let (mut world, mut model) = (world(), Model::default());
        for event in &events {
            step(&mut world, &mut model, event);
        }
    }
}
