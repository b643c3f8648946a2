//! The life of a client and of its tokens, against the model in `domain` and against racers.

#![cfg(test)]

mod directory;

use std::sync::Barrier;

use avo_admin::domain::client::{ClientAction, ClientEvent, ClientId, ClientState, ClientStatus, TokenEffect};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::time::Clock as _;
use avo_admin::domain::token::{TokenRefusal, TokenSecret};
use avo_admin::domain::user::{Revision, UserId};
use avo_admin::service::{Service, Session};
use avo_admin::store::{Directory, StoreError};
use directory::{Place, act, client, create, draft, provision};
use proptest::prelude::*;

const NAME: &str = "build-host-7";

/// Something that may happen next; numbers choose among the tokens there are.
#[derive(Debug, Clone)]
enum Event {
    Generate,
    Act(ClientAction),
    Register(usize),
    DisableUser(bool),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => Just(Event::Generate),
        6 => proptest::sample::select(ClientAction::ALL.to_vec()).prop_map(Event::Act),
        4 => (0..8_usize).prop_map(Event::Register),
        1 => any::<bool>().prop_map(Event::DisableUser),
    ]
}

/// What should be, kept beside what is.
struct Model {
    client: Option<(ClientId, ClientState, bool)>,
    /// Every token ever made, and why it is refused, but for a disabled user.
    tokens: Vec<(TokenSecret, Option<TokenRefusal>)>,
    is_disabled: bool,
    credentials: u8,
}

impl Model {
    fn void_live(&mut self) {
        for (_, refusal) in &mut self.tokens {
            refusal.get_or_insert(TokenRefusal::Void);
        }
    }

    fn verdict(&self, index: usize) -> Result<(), TokenRefusal> {
        match self.tokens[index].1 {
            Some(refusal) => Err(refusal),
            None if self.is_disabled => Err(TokenRefusal::Disabled),
            None => Ok(()),
        }
    }
}

struct World {
    _place: Place,
    service: Service,
    ana: Session,
    user: UserId,
}

fn world() -> World {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    World {
        _place: place,
        service,
        ana,
        user,
    }
}

fn step(world: &mut World, model: &mut Model, event: &Event) {
    let World { service, ana, user, .. } = world;
    match event {
        Event::Generate => match service.generate_token(ana, *user, NAME) {
            Ok(made) => {
                assert!(model.client.is_none(), "the name is taken");
                model.client = Some((made.client, ClientState::Provisioned, false));
                model.tokens.push((made.token, None));
            }
            Err(Failure::Invalid(errors)) => {
                assert!(model.client.is_some(), "the name is free");
                let problem = &errors.get(Field::ClientName).unwrap().problem;
                assert_eq!(*problem, FieldProblem::ClientNameTaken);
            }
            Err(other) => panic!("{other}"),
        },
        Event::Act(action) => act_in_both(service, ana, *user, model, *action),
        Event::Register(choice) => register_in_both(service, model, *choice),
        Event::DisableUser(is_disabled) => {
            let revision = service.user_details(ana, *user).unwrap().user.revision;
            service.set_user_disabled(ana, *user, revision, *is_disabled).unwrap();
            model.is_disabled = *is_disabled;
        }
    }
    compare(world, model);
}

fn act_in_both(service: &mut Service, ana: &Session, user: UserId, model: &mut Model, action: ClientAction) {
    let Some((id, state, holds_credential)) = model.client else {
        return;
    };
    let revision = client(service, ana, user, id).revision;
    let answer = service.act_on_client(ana, id, revision, action);
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
        model.void_live();
    }
    model.tokens.extend(done.token.map(|token| (token, None)));
    model.client = step
        .next
        .map(|next| (id, next, holds_credential && !step.voids_credential));
}

fn register_in_both(service: &mut Service, model: &mut Model, choice: usize) {
    if model.tokens.is_empty() {
        return;
    }
    let index = choice % model.tokens.len();
    model.credentials += 1;
    let text = model.tokens[index].0.expose().to_owned();
    let answer = service.register_client(&text, "host", [model.credentials; 32]).unwrap();
    assert_eq!(
        answer.as_ref().map(drop).map_err(|refusal| *refusal),
        model.verdict(index)
    );
    if answer.is_ok() {
        model.tokens[index].1 = Some(TokenRefusal::Used);
        let (id, state, _) = model.client.unwrap();
        let next = state.apply(ClientEvent::Register).unwrap().next.unwrap();
        model.client = Some((id, next, true));
    }
}

fn compare(world: &mut World, model: &Model) {
    let World { service, ana, user, .. } = world;
    let clients = service.user_details(ana, *user).unwrap().clients;
    let found = clients
        .iter()
        .map(|client| (client.id, client.state, client.holds_credential));
    assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(model.client));
    for index in 0..model.tokens.len() {
        let report = service.verify_token(model.tokens[index].0.expose()).unwrap();
        assert_eq!(report.verdict, model.verdict(index));
        assert_eq!(report.user_name.unwrap().as_str(), "bo.lindqvist");
    }
    let live = model.tokens.iter().filter(|(_, refusal)| refusal.is_none()).count();
    let awaits = model.client.is_some_and(|(_, state, _)| state.awaits_registration());
    assert_eq!(
        live,
        usize::from(awaits),
        "a token is out exactly while somebody waits for it"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_life_of_a_client_is_the_one_the_domain_describes(events in proptest::collection::vec(event(), 1..24)) {
        let mut world = world();
        let mut model = Model { client: None, tokens: Vec::new(), is_disabled: false, credentials: 0 };
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
                        match service.register_client(token.expose(), "host", credential).unwrap() {
                            Ok(_) => true,
                            Err(refusal) => {
                                assert_eq!(refusal, TokenRefusal::Used);
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

/// The service looks before it uses a token up; this is the step itself, which must hold without that look.
#[test]
fn the_one_step_that_uses_a_token_up_takes_only_a_live_one() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let now = place.clock.now();
    let mut directory = Directory::open(&place.path, now).unwrap();
    let mut use_up = |token: &TokenSecret| {
        directory
            .write::<_, StoreError>(|tx| tx.use_up_token(&token.hash(), now))
            .unwrap()
    };
    let (_, once) = provision(&mut service, &ana, bo.id, "once");
    assert!(use_up(&once));
    assert!(!use_up(&once), "used");
    let (id, void) = provision(&mut service, &ana, bo.id, "void");
    act(&mut service, &ana, bo.id, id, ClientAction::Deregister);
    assert!(!use_up(&void), "void");
    let (id, expired) = provision(&mut service, &ana, bo.id, "expired");
    place
        .raw()
        .execute(
            "UPDATE tokens SET expires_at = ?1 WHERE client_id = ?2",
            [now.unix_ms(), id.0],
        )
        .unwrap();
    assert!(!use_up(&expired), "expired");
    let (_, disabled) = provision(&mut service, &ana, bo.id, "disabled");
    service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap();
    assert!(!use_up(&disabled), "disabled");
}

#[test]
fn each_refusal_names_its_cause_and_changes_nothing() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let (id, used) = provision(&mut service, &ana, bo.id, NAME);
    service
        .register_client(used.expose(), "bh-07", [1; 32])
        .unwrap()
        .unwrap();
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
        (void.expose(), TokenRefusal::Void),
        (expired.expose(), TokenRefusal::Expired),
    ] {
        assert_eq!(service.verify_token(text).unwrap().verdict, Err(cause));
        assert_eq!(
            service.register_client(text, "host", [9; 32]).unwrap().unwrap_err(),
            cause
        );
    }
    assert_eq!(place.contents_without_audit(), before);
    let report = service.verify_token(expired.expose()).unwrap();
    assert_eq!(report.status, Some(ClientStatus::Expired), "never shown as active");

    service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap();
    let refused = service.register_client(live.expose(), "host", [9; 32]).unwrap();
    assert_eq!(refused.unwrap_err(), TokenRefusal::Disabled);
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
    let register =
        |service: &mut Service, credential| service.register_client(token.expose(), "bh-07", credential).unwrap();
    register(&mut world.service, [1; 32]).unwrap();
    let once = client(&mut world.service, &world.ana, world.user, id);
    assert_eq!(once.host.as_deref(), Some("bh-07"));
    assert!(once.holds_credential && once.registered_at.is_some());
    register(&mut world.service, [1; 32]).expect("the same again");
    assert_eq!(client(&mut world.service, &world.ana, world.user, id), once);
    assert_eq!(register(&mut world.service, [2; 32]).unwrap_err(), TokenRefusal::Used);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    assert_eq!(register(&mut world.service, [1; 32]).unwrap_err(), TokenRefusal::Used);
}

#[test]
fn client_names_are_unique_in_the_whole_directory_without_regard_to_case() {
    let mut world = world();
    let other = create(&mut world.service, &world.ana, &draft("cleo")).user.id;
    provision(&mut world.service, &world.ana, world.user, NAME);
    let failure = world
        .service
        .generate_token(&world.ana, other, " BUILD-Host-7 ")
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
        .generate_token(&world.ana, UserId(999), "another")
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
    let mut stale = |revision| match world
        .service
        .act_on_client(&world.ana, id, revision, ClientAction::Reprovision)
    {
        Err(Failure::ClientConflict(now)) => now.clients.iter().map(|client| client.state).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), [ClientState::Deregistered]);
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Delete);
    let mut stale = |revision| match world
        .service
        .act_on_client(&world.ana, id, revision, ClientAction::Reprovision)
    {
        Err(Failure::ClientConflict(now)) => now.clients.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stale(seen), 0, "deleted meanwhile");
    let nobody = world
        .service
        .act_on_client(&world.ana, ClientId(999), Revision(1), ClientAction::Delete);
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
    service
        .register_client(second.expose(), "host", [3; 32])
        .unwrap()
        .unwrap();
    let made = service.reset_password("bo.lindqvist", "root").unwrap();
    let canaries = [
        directory::ANA_PASSWORD,
        directory::OTHER_PASSWORD,
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
