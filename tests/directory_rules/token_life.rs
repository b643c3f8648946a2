//! The life of a client and of its tokens, against the model in `domain` and against racers.

use std::sync::Barrier;

use crate::directory::{
    Place, act, admit, client, connecting, create, draft, provision, register, registering, sign_in,
};
use avo_admin::domain::client::{ClientAction, ClientEvent, ClientId, ClientState, ClientStatus, TokenEffect};
use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::registration::ClientRefusal;
use avo_admin::domain::time::{Clock as _, Timestamp};
use avo_admin::domain::token::{TokenRefusal, TokenSecret};
use avo_admin::domain::user::{Revision, UserId};
use avo_admin::service::{Reads as _, Service, Session};
use proptest::prelude::*;

const NAME: &str = "build-host-7";

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

struct World {
    place: Place,
    service: Service,
    ana: Session,
    user: UserId,
}

fn world() -> World {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    World {
        place,
        service,
        ana,
        user,
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
        "a token is out exactly while somebody waits for it"
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

#[test]
fn of_eight_racers_with_one_token_exactly_one_registers() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let tokens: Vec<TokenSecret> = (0..60)
        .map(|index| provision(&mut service, &ana, user, &format!("client-{index}")).1)
        .collect();
    let start = Barrier::new(8);
    let wins: Vec<Vec<bool>> = std::thread::scope(|scope| {
        let racers: Vec<_> = (0..8_u8)
            .map(|racer| {
                let (place, tokens, start) = (&place, &tokens, &start);
                scope.spawn(move || {
                    let mut service = place.open();
                    let mut run = |(index, token): (usize, &TokenSecret)| {
                        let mut credential = [racer; 32];
                        credential[0] = u8::try_from(index).unwrap();
                        start.wait();
                        match admit(&mut service, registering(token, "host", credential)) {
                            Ok(_) => true,
                            Err(refusal) => {
                                assert_eq!(refusal, ClientRefusal::Token(TokenRefusal::Used));
                                false
                            }
                        }
                    };
                    tokens.iter().enumerate().map(&mut run).collect()
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    for index in 0..tokens.len() {
        assert_eq!(wins.iter().filter(|racer| racer[index]).count(), 1, "token {index}");
    }
}

#[test]
fn each_refusal_names_its_cause_and_changes_nothing() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let (id, used) = provision(&mut service, &ana, bo.id, NAME);
    register(&mut service, &used, "bh-07", [1; 32]);
    let void = act(&mut service, &ana, bo.id, id, ClientAction::Reprovision).unwrap();
    let live = act(&mut service, &ana, bo.id, id, ClientAction::Reprovision).unwrap();
    let (expired_id, expired) = provision(&mut service, &ana, bo.id, "late");
    let now = place.clock.now().unix_ms();
    for table in [
        "UPDATE tokens SET expires_at = ?1 WHERE client_id = ?2",
        "UPDATE clients SET token_expires_at = ?1 WHERE id = ?2",
    ] {
        place.raw().execute(table, [now, expired_id.0]).unwrap();
    }
    let unknown = avo_admin::crypto::make_token().unwrap();
    let mut cut = live.expose().to_owned();
    cut.pop();
    let before = place.contents_without_audit();
    for (text, cause) in [
        (cut.as_str(), TokenRefusal::Malformed),
        ("", TokenRefusal::Malformed),
        (unknown.expose(), TokenRefusal::Unknown),
        (used.expose(), TokenRefusal::Used),
        (void.expose(), TokenRefusal::Replaced),
        (expired.expose(), TokenRefusal::Expired),
    ] {
        assert_eq!(service.verify_token(text).unwrap().verdict, Err(cause));
        if let Ok(token) = TokenSecret::parse(text) {
            let refused = admit(&mut service, registering(&token, "host", [9; 32]));
            assert_eq!(refused.unwrap_err(), ClientRefusal::Token(cause));
        }
    }
    assert_eq!(place.contents_without_audit(), before);
    let report = service.verify_token(expired.expose()).unwrap();
    let late = report.known.unwrap().client.unwrap();
    assert_eq!(
        late.status(place.clock.now()),
        ClientStatus::Expired,
        "never shown as active"
    );

    service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap();
    let refused = admit(&mut service, registering(&live, "host", [9; 32]));
    assert_eq!(refused.unwrap_err(), ClientRefusal::Token(TokenRefusal::Disabled));
    let pasted = format!(" \t{}\r\n", live.expose());
    assert_eq!(
        service.verify_token(&pasted).unwrap().verdict,
        Err(TokenRefusal::Disabled)
    );
}

#[test]
fn a_registration_whose_answer_was_lost_succeeds_again_and_only_that_one() {
    let mut world = world();
    let (id, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    let register = |service: &mut Service, credential| admit(service, registering(&token, "bh-07", credential));
    let used = ClientRefusal::Token(TokenRefusal::Used);
    register(&mut world.service, [1; 32]).unwrap();
    let once = client(&mut world.service, &world.ana, world.user, id);
    assert_eq!(once.host.as_deref(), Some("bh-07"));
    assert!(once.holds_credential && once.registered_at.is_some());
    register(&mut world.service, [1; 32]).expect("the same again");
    assert_eq!(client(&mut world.service, &world.ana, world.user, id), once);
    assert_eq!(register(&mut world.service, [2; 32]).unwrap_err(), used);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    assert_eq!(register(&mut world.service, [1; 32]).unwrap_err(), used);
}

#[test]
fn client_names_are_unique_in_the_whole_directory_without_regard_to_case() {
    let mut world = world();
    let other = create(&mut world.service, &world.ana, &draft("cleo")).user.id;
    provision(&mut world.service, &world.ana, world.user, NAME);
    let failure = world
        .service
        .generate_token(&world.ana, other, " BUILD-Host-7 ", Terms::default())
        .unwrap_err();
    let Failure::Invalid(errors) = failure else {
        panic!("{failure}");
    };
    assert_eq!(
        errors.get(Field::ClientName).unwrap().problem,
        FieldProblem::ClientNameTaken
    );
    let gone = world
        .service
        .generate_token(&world.ana, UserId(999), "another", Terms::default())
        .unwrap_err();
    assert_eq!(gone, Failure::UserGone);
}

#[test]
fn an_action_on_a_client_that_changed_or_went_is_a_conflict_with_what_is_there_now() {
    let mut world = world();
    let before = world
        .service
        .user_details(&world.ana, world.user)
        .unwrap()
        .user
        .revision;
    let (id, _) = provision(&mut world.service, &world.ana, world.user, NAME);
    let seen = client(&mut world.service, &world.ana, world.user, id).revision;
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    let mut stale = |revision| match world.service.act_on_client(
        &world.ana,
        id,
        revision,
        ClientAction::Reprovision,
        Terms::default(),
    ) {
        Err(Failure::ClientConflict(now)) => now.clients.iter().map(|client| client.state).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), [ClientState::Deregistered]);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Delete);
    let mut stale = |revision| match world.service.act_on_client(
        &world.ana,
        id,
        revision,
        ClientAction::Reprovision,
        Terms::default(),
    ) {
        Err(Failure::ClientConflict(now)) => now.clients.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), 0, "deleted meanwhile");
    let nobody = world.service.act_on_client(
        &world.ana,
        ClientId(999),
        Revision(1),
        ClientAction::Delete,
        Terms::default(),
    );
    assert_eq!(nobody.unwrap_err(), Failure::UserGone);
    let after = world
        .service
        .user_details(&world.ana, world.user)
        .unwrap()
        .user
        .revision;
    assert_eq!(after, before, "the details a window is editing are not touched");
}

#[test]
fn neither_password_nor_token_is_in_any_byte_of_the_files() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let (id, first) = provision(&mut service, &ana, user, NAME);
    let second = act(&mut service, &ana, user, id, ClientAction::Reprovision).unwrap();
    register(&mut service, &second, "host", [3; 32]);
    let made = service.reset_password("bo.lindqvist", "root").unwrap();
    let canaries = [
        crate::directory::ANA_PASSWORD,
        crate::directory::OTHER_PASSWORD,
        made.expose(),
        &first.expose()[4..],
        &second.expose()[4..],
    ];
    let scan = || {
        for entry in std::fs::read_dir(place.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            for (index, canary) in canaries.iter().enumerate() {
                // A part is as bad as the whole.
                for part in canary.as_bytes().windows(12) {
                    let is_there = bytes.windows(12).any(|window| window == part);
                    assert!(!is_there, "canary {index} in {}", path.display());
                }
            }
        }
    };
    assert!(
        place.folder.path().join("directory.db-wal").exists(),
        "the log is looked at too"
    );
    scan();
    drop(service);
    scan();
}
