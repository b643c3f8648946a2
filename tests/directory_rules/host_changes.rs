//! Clients that connect from another host: a rename, or two machines with one credential.

use avo_admin::domain::audit::{AuditAction, AuditActor};
use avo_admin::domain::audit_detail::AuditDetail;
use avo_admin::domain::client::{Client, ClientAction, ClientId};
use avo_admin::domain::host_change::TwoMachines;
use avo_admin::domain::registration::Arrival;
use avo_admin::domain::time::Clock as _;
use avo_admin::service::Reads as _;

use crate::directory::{
    ANA, ANA_PASSWORD, NAME, World, act, admit, client, connecting, connecting_from, create_and_sign_in, draft,
    provision, register, registering, sign_in, world,
};

const CREDENTIAL: [u8; 32] = [0xC7; 32];
const HOUR: i64 = 60 * 60;

/// A client of Bo's that has registered from `a`.
fn on_a() -> (World, ClientId) {
    let mut world = world();
    let (id, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    register(&mut world.service, &token, "a", CREDENTIAL);
    (world, id)
}

impl World {
    /// Lets the client connect from a host, so many seconds later.
    fn comes_from(&mut self, host: &str, secs_later: i64) {
        self.place.clock.pass_secs(secs_later);
        admit(&mut self.service, connecting_from(host, "1.2.3", CREDENTIAL)).unwrap();
    }

    /// Signs Ana in again, because a session ends after some hours.
    fn sign_in_again(&mut self) {
        self.ana = sign_in(&mut self.service, ANA, ANA_PASSWORD);
    }

    fn client(&mut self, id: ClientId) -> Client {
        self.sign_in_again();
        client(&mut self.service, &self.ana, self.user, id)
    }

    /// The hosts before and after of every change on record, oldest first, and whether it says "two machines".
    fn changes(&mut self) -> Vec<(String, String, bool)> {
        let trail = self.service.read_audit().unwrap();
        let changes = trail.into_iter().filter_map(|entry| {
            let (from, to, is_return) = match entry.detail? {
                AuditDetail::ClientHostChanged { from, to } => (from, to, false),
                AuditDetail::ClientUsedFromTwoMachines { from, to } => (from, to, true),
                _ => return None,
            };
            let expected = if is_return {
                AuditAction::ClientUsedFromTwoMachines
            } else {
                AuditAction::ClientHostChanged
            };
            assert_eq!((entry.action, entry.actor), (expected, AuditActor::Nobody));
            assert_eq!(entry.user.unwrap().0, self.user);
            assert_eq!(entry.client.unwrap().1, NAME);
            Some((from, to, is_return))
        });
        changes.collect()
    }

    fn two_machines(&mut self, id: ClientId) -> Option<TwoMachines> {
        self.sign_in_again();
        let details = self.service.user_details(&self.ana, self.user).unwrap();
        details.two_machines.get(&id).cloned()
    }
}

fn renamed(from: &str, to: &str) -> (String, String, bool) {
    (from.to_owned(), to.to_owned(), false)
}

fn returned(from: &str, to: &str) -> (String, String, bool) {
    (from.to_owned(), to.to_owned(), true)
}

#[test]
fn another_host_is_a_rename_that_is_found_and_on_record_and_no_change_of_an_administrator() {
    let (mut world, id) = on_a();
    let before = world.client(id);
    world.comes_from("lt-0231.example.com", HOUR);
    let after = world.client(id);
    assert_eq!(after.host.as_deref(), Some("lt-0231.example.com"));
    assert_eq!(after.last_seen_at, Some(world.place.clock.now()));
    assert_eq!(after.revision, before.revision);
    assert_eq!(world.changes(), [renamed("a", "lt-0231.example.com")]);
    assert_eq!(world.two_machines(id), None);
    let found = |world: &mut World, search: &str| {
        let query = avo_admin::domain::query::UserQuery {
            search: search.to_owned(),
            ..Default::default()
        };
        world.service.list_users(&world.ana, &query).unwrap().rows.len()
    };
    assert_eq!(found(&mut world, "lt-0231"), 1, "by the new host");
    world.comes_from("b", 25 * HOUR);
    world.comes_from("lt-0231.example.com", 25 * HOUR);
    assert_eq!(world.two_machines(id), None, "more than a day lies between");
}

#[test]
fn the_same_host_in_another_spelling_or_none_at_all_is_no_change() {
    let (mut world, id) = on_a();
    for host in ["A", "a.", "A."] {
        world.comes_from(host, 60);
    }
    admit(&mut world.service, connecting(CREDENTIAL)).unwrap();
    assert_eq!(world.client(id).host.as_deref(), Some("a"));
    assert_eq!(world.changes(), []);
    admit(&mut world.service, connecting_from("a", "2.0.0", CREDENTIAL)).unwrap();
    assert_eq!(world.client(id).version.as_deref(), Some("2.0.0"), "an update is shown");
    assert_eq!(world.changes(), []);
}

#[test]
fn a_client_that_is_back_within_a_day_is_used_from_two_machines() {
    let (mut world, id) = on_a();
    world.comes_from("b", HOUR);
    world.comes_from("a", 23 * HOUR);
    assert_eq!(world.changes(), [renamed("a", "b"), returned("b", "a")]);
    let expected = TwoMachines {
        hosts: ["a".to_owned(), "b".to_owned()],
        at: world.place.clock.now(),
    };
    assert_eq!(world.two_machines(id), Some(expected));
    // Nothing of it counts for what registers next.
    act(&mut world.service, &world.ana, world.user, id, ClientAction::Deregister);
    assert_eq!(world.two_machines(id), None, "its credential works no more");
    let token = act(&mut world.service, &world.ana, world.user, id, ClientAction::Reregister).unwrap();
    register(&mut world.service, &token, "b", [9; 32]);
    assert_eq!(world.two_machines(id), None);
    admit(&mut world.service, connecting_from("a", "1.2.3", [9; 32])).unwrap();
    assert_eq!(world.changes().last(), Some(&renamed("b", "a")));
}

/// One rename and a report each half day, however often it goes to and fro; and the report is always recent.
#[test]
fn a_client_that_goes_to_and_fro_does_not_flood_the_trail() {
    let (mut world, id) = on_a();
    for minute in 0..30 * 60 {
        world.comes_from(if minute % 2 == 0 { "b" } else { "a" }, 60);
        if minute % 10 == 1 {
            let found = world.two_machines(id).unwrap();
            assert!(found.is_recent(world.place.clock.now()), "in minute {minute}");
        }
    }
    assert_eq!(
        world.changes(),
        [
            renamed("a", "b"),
            returned("b", "a"),
            returned("b", "a"),
            returned("b", "a")
        ]
    );
    assert_eq!(
        world.client(id).host.as_deref(),
        Some("a"),
        "but the host is the last one"
    );
    world.comes_from("c", 60);
    assert_eq!(
        world.changes().last(),
        Some(&renamed("a", "c")),
        "a third machine is news"
    );
}

#[test]
fn a_machine_with_a_new_name_at_each_start_does_not_flood_the_trail() {
    let (mut world, id) = on_a();
    for number in 0..100 {
        world.comes_from(&format!("pod-{number}"), 60);
    }
    assert_eq!(world.changes().len(), 10);
    assert_eq!(world.client(id).host.as_deref(), Some("pod-99"));
    world.comes_from("pod-100", 24 * HOUR);
    assert_eq!(world.changes().len(), 11, "the next day there is room again");
}

#[test]
fn two_machines_are_reported_once_and_only_to_users_they_concern() {
    let (mut world, _) = on_a();
    let (chen, chens) = create_and_sign_in(&mut world.service, &world.ana, &draft("chen.wei"));
    let (_, token) = provision(&mut world.service, &world.ana, chen, "wei-1");
    admit(&mut world.service, registering(&token, "pc-1", [1; 32])).unwrap();
    let anas = world.service.arrivals(&world.ana, None).unwrap().mark;
    let own = world.service.arrivals(&chens, None).unwrap().mark;
    world.comes_from("b", 60);
    world.comes_from("a", 60);
    world.comes_from("b", 60);
    let told = world.service.arrivals(&world.ana, Some(anas)).unwrap();
    let expected = Arrival {
        user: world.user,
        client: NAME.to_owned(),
        host: "a".to_owned(),
        other_host: Some("b".to_owned()),
    };
    assert_eq!(told.clients, [expected]);
    assert_eq!(world.service.arrivals(&world.ana, Some(told.mark)).unwrap().clients, []);
    assert_eq!(world.service.arrivals(&chens, Some(own)).unwrap().clients, []);
}
