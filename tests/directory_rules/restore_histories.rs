//! Random histories before and after a backup: after its restore nothing works that did not work just before, and what
//! worked all along still does.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;

use crate::directory::{
    ANA, ANA_PASSWORD, HandClock, OTHER_PASSWORD, World, act, admit, client, connecting, create, draft, provision,
    registering, secret, sign_in, world,
};
use avo_admin::domain::client::{ClientAction, ClientId};
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::user::{Revision, UserDraft, UserId};
use avo_admin::service::{HashPolicy, Reads as _, Restoration, Service, Session, UnknownSecrets};

/// What happens; users and clients are chosen among those there are.
#[derive(Debug, Clone)]
enum Event {
    Create,
    Rename(usize),
    Switch(usize),
    SetRole(usize, PrimaryRole, bool),
    SetPassword(usize),
    MakeOneTimePassword(usize),
    Delete(usize),
    Provision(usize),
    Register(usize),
    Act(usize, usize),
}

fn event() -> impl Strategy<Value = Event> {
    let at = 0..64_usize;
    let role = prop_oneof![
        Just(PrimaryRole::QualityEngineer),
        Just(PrimaryRole::QualityLead),
        Just(PrimaryRole::QualityManager),
    ];
    prop_oneof![
        2 => Just(Event::Create),
        1 => at.clone().prop_map(Event::Rename),
        2 => at.clone().prop_map(Event::Switch),
        2 => (at.clone(), role, any::<bool>()).prop_map(|(user, role, is_admin)| Event::SetRole(user, role, is_admin)),
        2 => at.clone().prop_map(Event::SetPassword),
        1 => at.clone().prop_map(Event::MakeOneTimePassword),
        1 => at.clone().prop_map(Event::Delete),
        4 => at.clone().prop_map(Event::Provision),
        4 => at.clone().prop_map(Event::Register),
        4 => (at.clone(), at).prop_map(|(client, action)| Event::Act(client, action)),
    ]
}

/// Everything that was ever handed out.
#[derive(Default)]
struct HandedOut {
    users: Vec<(UserId, String)>,
    passwords: Vec<(String, String)>,
    clients: Vec<(UserId, ClientId)>,
    tokens: Vec<TokenSecret>,
    credentials: Vec<[u8; 32]>,
    made: usize,
}

impl HandedOut {
    fn next(&mut self) -> usize {
        self.made += 1;
        self.made
    }

    /// Earlier passwords are left out: a fifth wrong one would cost a wait.
    fn keep_password(&mut self, name: String, password: String) {
        let of_user = |(user, _): &(String, String)| *user == name;
        if self.passwords.iter().filter(|kept| of_user(kept)).count() == 4
            && let Some(first) = self.passwords.iter().position(of_user)
        {
            self.passwords.remove(first);
        }
        self.passwords.push((name, password));
    }

    fn user(&self, at: usize) -> Option<(UserId, String)> {
        self.users.get(at % self.users.len().max(1)).cloned()
    }
}

/// Does what the directory allows; what it refuses has no effect.
fn happen(service: &mut Service, ana: &Session, out: &mut HandedOut, event: &Event) {
    match *event {
        Event::Create => {
            let name = format!("user.{}", out.next());
            let id = create(service, ana, &draft(&name)).user.id;
            out.keep_password(name.clone(), OTHER_PASSWORD.to_owned());
            out.users.push((id, name));
        }
        Event::Provision(user) => {
            let name = format!("client {}", out.next());
            if let Some((user, _)) = out.user(user)
                && service.user_details(ana, user).is_ok()
            {
                let (client, token) = provision(service, ana, user, &name);
                out.clients.push((user, client));
                out.tokens.push(token);
            }
        }
        Event::Register(token) => {
            let credential = [u8::try_from(out.next()).unwrap(); 32];
            if let Some(token) = out.tokens.get(token % out.tokens.len().max(1))
                && admit(service, registering(token, "host", credential)).is_ok()
            {
                out.credentials.push(credential);
            }
        }
        Event::Act(at, action) => act_on(service, ana, out, at, action),
        Event::Delete(user) => change_user(service, ana, out, user, |service, id, revision, _| {
            let _ = service.delete_user(ana, id, revision);
        }),
        Event::Switch(user) => change_user(service, ana, out, user, |service, id, revision, _| {
            let is_disabled = service.user_details(ana, id).unwrap().user.is_disabled;
            let _ = service.set_user_disabled(ana, id, revision, !is_disabled);
        }),
        Event::Rename(user) => change_user(service, ana, out, user, |service, id, revision, draft| {
            let first_name = "Other".to_owned();
            let _ = service.update_user(ana, id, revision, &UserDraft { first_name, ..draft }, None);
        }),
        Event::SetRole(user, primary_role, is_admin) => {
            change_user(service, ana, out, user, |service, id, revision, draft| {
                let draft = UserDraft {
                    primary_role,
                    is_admin: is_admin && primary_role == PrimaryRole::QualityManager,
                    ..draft
                };
                let _ = service.update_user(ana, id, revision, &draft, None);
            });
        }
        Event::SetPassword(user) => {
            let password = format!("seven mild rivers number {}", out.next());
            let name = out.user(user).map(|(_, name)| name);
            change_user(service, ana, out, user, |service, id, revision, draft| {
                let _ = service.update_user(ana, id, revision, &draft, Some(&secret(&password)));
            });
            if let Some(name) = name {
                out.keep_password(name, password);
            }
        }
        Event::MakeOneTimePassword(user) => {
            let mut made = None;
            change_user(service, ana, out, user, |service, id, revision, _| {
                made = service.make_one_time_password(ana, id, revision).ok();
            });
            if let (Some(made), Some((_, name))) = (made, out.user(user)) {
                out.keep_password(name, made.password.text().expose().to_owned());
            }
        }
    }
}

fn act_on(service: &mut Service, ana: &Session, out: &mut HandedOut, at: usize, action: usize) {
    let Some((user, id)) = out.clients.get(at % out.clients.len().max(1)).copied() else {
        return;
    };
    let Ok(details) = service.user_details(ana, user) else {
        return;
    };
    if !details.clients.iter().any(|client| client.id == id) {
        return;
    }
    let allowed: Vec<ClientAction> = client(service, ana, user, id).state.actions().collect();
    if let Some(action) = allowed.get(action % allowed.len().max(1)) {
        out.tokens.extend(act(service, ana, user, id, *action));
    }
}

fn change_user(
    service: &mut Service,
    ana: &Session,
    out: &HandedOut,
    at: usize,
    change: impl FnOnce(&mut Service, UserId, Revision, UserDraft),
) {
    if let Some((id, _)) = out.user(at)
        && let Ok(details) = service.user_details(ana, id)
    {
        change(service, id, details.user.revision, details.user.draft());
    }
}

/// What a directory accepts at one moment.
#[derive(Debug, PartialEq, Eq)]
struct Accepted {
    tokens: BTreeSet<usize>,
    credentials: BTreeSet<usize>,
    passwords: BTreeSet<(String, String)>,
    users: Vec<(UserId, Roles, bool)>,
}

/// Tries everything. Tokens are only looked up, so that they are not used.
fn accepted(service: &mut Service, out: &HandedOut) -> Accepted {
    let ana = sign_in(service, ANA, ANA_PASSWORD);
    let tokens = out.tokens.iter().enumerate().filter(|(_, token)| {
        let report = service.identify_token_again(&ana, token.hash()).unwrap();
        report.verdict.is_ok()
    });
    let tokens = tokens.map(|(at, _)| at).collect();
    let credentials = out.credentials.iter().enumerate();
    let credentials = credentials
        .filter(|(_, credential)| admit(service, connecting(**credential)).is_ok())
        .map(|(at, _)| at)
        .collect();
    let list = service.list_users(&ana, &UserQuery::default()).unwrap();
    let users = list
        .rows
        .iter()
        .map(|row| (row.user.id, row.user.roles, row.user.is_disabled))
        .collect();
    let passwords = out
        .passwords
        .iter()
        .filter(|(name, password)| service.sign_in(name, &secret(password)).is_ok());
    let passwords = passwords.cloned().collect();
    Accepted {
        tokens,
        credentials,
        passwords,
        users,
    }
}

fn open(path: &Path) -> Service {
    Service::open(path, HashPolicy::cheap_for_tests_only(), HandClock::new()).unwrap()
}

fn not_above(then: Roles, now: Roles) -> bool {
    let rank = |role| match role {
        PrimaryRole::QualityEngineer => 0,
        PrimaryRole::QualityLead => 1,
        PrimaryRole::QualityManager => 2,
    };
    rank(then.primary()) <= rank(now.primary()) && (now.is_administrator() || !then.is_administrator())
}

fn try_history(before: &[Event], after: &[Event]) {
    let World {
        place,
        mut service,
        ana,
        user,
    } = world();
    let mut out = HandedOut::default();
    out.users.push((user, "bo.lindqvist".to_owned()));
    for event in before {
        happen(&mut service, &ana, &mut out, event);
    }
    let backup = place.folder.path().join("backup.db");
    let mut reader = service.reader().unwrap();
    let made = reader.back_up(&ana, &backup, None, &mut |_| ControlFlow::Continue(()));
    made.unwrap();
    drop(reader);
    for event in after {
        happen(&mut service, &ana, &mut out, event);
    }
    drop(service);

    let policy = HashPolicy::cheap_for_tests_only();
    let restoration = Restoration::prepare(&place.path, &backup, None, policy, place.clock.clone()).unwrap();
    let restored = restoration.run(ANA, &secret(ANA_PASSWORD), UnknownSecrets::Keep);
    let kept = restored.unwrap().kept.unwrap();
    let [now, old, then] = [&place.path, &kept, &backup].map(|path| {
        let mut service = open(path);
        service.check_quickly().unwrap();
        service.verify_all(&[]).unwrap().unwrap();
        accepted(&mut service, &out)
    });
    assert!(now.tokens.is_subset(&old.tokens), "{now:?}\n{old:?}");
    assert!(now.credentials.is_subset(&old.credentials), "{now:?}\n{old:?}");
    assert!(now.passwords.is_subset(&old.passwords), "{now:?}\n{old:?}");
    for (id, roles, is_disabled) in &now.users {
        let (_, limit, was_disabled) = old.users.iter().find(|(old, ..)| old == id).expect("it was there");
        assert!(not_above(*roles, *limit), "{id:?}: {roles:?}, {limit:?}");
        assert!(*is_disabled || !was_disabled, "{id:?} is enabled again");
    }
    let all_along = |then: &BTreeSet<usize>, old: &BTreeSet<usize>| then & old;
    assert_eq!(now.tokens, all_along(&then.tokens, &old.tokens));
    assert_eq!(now.credentials, all_along(&then.credentials, &old.credentials));
    assert_eq!(now.passwords, &then.passwords & &old.passwords);
}

proptest! {
    // A sixteenth of what is usual, because each case works on three directories.
    #![proptest_config(ProptestConfig { cases: (ProptestConfig::default().cases / 64).max(8), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_restore_revives_nothing_and_keeps_what_worked_all_along(
        before in proptest::collection::vec(event(), 0..24),
        after in proptest::collection::vec(event(), 0..24),
    ) {
        try_history(&before, &after);
    }
}
