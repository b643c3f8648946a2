//! One row that was damaged past this program hides no other: it is named, and everything else works.

use avo_admin::domain::query::{RoleFilter, UserQuery};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::unreadable::{RowKind, UnreadableRow};
use avo_admin::domain::user::UserId;
use avo_admin::service::Reads as _;

use crate::directory::{NAME, World, admit, connecting, create, draft, provision, register, tamper, world};

/// Does `sql` past the program, and past the rules that the file itself keeps.
fn harm(world: &World, sql: &str) {
    let raw = world.place.raw();
    raw.pragma_update(None, "ignore_check_constraints", true).unwrap();
    tamper(&raw, sql);
}

fn user_row(id: UserId, name: Option<&str>) -> UnreadableRow {
    UnreadableRow {
        kind: RowKind::User,
        id: id.0,
        name: name.map(str::to_owned),
    }
}

/// The names listed for `query`, and what can't be.
fn listed(world: &mut World, query: &UserQuery) -> (Vec<String>, Vec<UnreadableRow>) {
    let list = world.service.list_users(&world.ana, query).unwrap();
    let names = list.rows.iter().map(|row| row.user.user_name.to_string());
    (names.collect(), list.unreadable)
}

#[test]
fn a_bad_user_is_named_beside_the_good_ones_on_every_way_to_read_them() {
    for (harmed, is_named) in [
        ("first_name = 'Bo' || char(10)", true),
        ("last_name = CAST(x'ff4c' AS TEXT)", true),
        ("first_name = printf('%.*c', 101, 'B')", true),
        ("email = 'no address'", true),
        ("primary_role = 'director'", true),
        ("is_admin = 1", true),
        ("configuration = 'ldap'", true),
        ("user_name = 'bo lindqvist'", false),
        ("user_name = CAST(x'ff4c4d' AS TEXT)", false),
    ] {
        let mut world = world();
        create(&mut world.service, &world.ana, &draft("chen.wei"));
        let bo = world.user;
        harm(&world, &format!("UPDATE users SET {harmed} WHERE id = {}", bo.0));
        let unreadable = vec![user_row(bo, is_named.then_some("bo.lindqvist"))];

        let all = listed(&mut world, &UserQuery::default());
        assert_eq!(
            all,
            (vec!["ana.garcia".into(), "chen.wei".into()], unreadable.clone()),
            "{harmed}"
        );
        let list = world.service.list_users(&world.ana, &UserQuery::default()).unwrap();
        assert_eq!(list.total_users, 3, "{harmed}");

        let searching = UserQuery {
            search: "example.com".to_owned(),
            ..UserQuery::default()
        };
        assert_eq!(listed(&mut world, &searching).0, ["ana.garcia", "chen.wei"], "{harmed}");
        let filtered = UserQuery {
            role: Some(RoleFilter::Primary(PrimaryRole::QualityManager)),
            ..searching
        };
        let filtered = world.service.list_users(&world.ana, &filtered).unwrap();
        let (found, hidden) = (filtered.found(), filtered.hidden_by_filters);
        assert_eq!(
            (found, hidden),
            (1, 2),
            "{harmed}: Bo and Chen are hidden by the filter"
        );

        let home = world.service.home(&world.ana).unwrap();
        assert_eq!((home.users, home.unreadable), (3, unreadable), "{harmed}");
        world.service.arrivals(&world.ana, Some(0)).unwrap();
    }
}

#[test]
fn the_clients_of_a_user_with_a_bad_name_go_on_working() {
    let mut world = world();
    let (_, used) = provision(&mut world.service, &world.ana, world.user, NAME);
    register(&mut world.service, &used, "lt-0231", [1; 32]);
    let (_, fresh) = provision(&mut world.service, &world.ana, world.user, "laptop-bo");
    let harmed = format!(
        "UPDATE users SET first_name = 'B' || char(10) WHERE id = {}",
        world.user.0
    );
    harm(&world, &harmed);
    register(&mut world.service, &fresh, "lt-0232", [2; 32]);
    assert_eq!(
        admit(&mut world.service, connecting([1; 32]))
            .unwrap()
            .user_name
            .as_str(),
        "bo.lindqvist"
    );
}

#[test]
fn a_bad_client_hides_neither_its_neighbours_nor_its_user() {
    let mut world = world();
    let (bad, _) = provision(&mut world.service, &world.ana, world.user, NAME);
    provision(&mut world.service, &world.ana, world.user, "laptop-bo");
    let harmed = format!("UPDATE clients SET state = 'lost' WHERE id = {}", bad.0);
    harm(&world, &harmed);
    let unreadable = vec![UnreadableRow {
        kind: RowKind::Client,
        id: bad.0,
        name: Some(NAME.to_owned()),
    }];
    let details = world.service.user_details(&world.ana, world.user).unwrap();
    assert_eq!(details.clients.len(), 1);
    assert_eq!(details.unreadable, unreadable);
    assert_eq!(world.service.home(&world.ana).unwrap().unreadable, unreadable);

    let harmed = format!("UPDATE clients SET name = 'build/host' WHERE id = {}", bad.0);
    harm(&world, &harmed);
    let searching = UserQuery {
        search: NAME.to_owned(),
        ..UserQuery::default()
    };
    let (names, unreadable) = listed(&mut world, &searching);
    assert_eq!(names, ["bo.lindqvist"]);
    assert_eq!(unreadable.len(), 1, "the client that Bo was found by: {unreadable:?}");

    let user = world.service.user_details(&world.ana, world.user).unwrap().user;
    world.service.delete_user(&world.ana, user.id, user.revision).unwrap();
    let (_, detail) = world.place.last_audit();
    assert!(detail.unwrap().contains('2'), "both clients are counted as deleted");
}

#[test]
fn an_unknown_line_of_the_trail_hides_no_other() {
    let mut world = world();
    let (client, token) = provision(&mut world.service, &world.ana, world.user, NAME);
    register(&mut world.service, &token, "lt-0231", [1; 32]);
    let before = world.service.read_trail().unwrap();
    assert_eq!(before.unreadable, []);
    for (action, client) in [("'teleported'", "NULL"), ("'client_registered'", &client.0.to_string())] {
        let values = format!("1, 'nobody', {action}, {client}");
        harm(
            &world,
            &format!("INSERT INTO audit (at, actor_kind, action, client_id) VALUES ({values})"),
        );
    }
    harm(
        &world,
        "INSERT INTO audit (at, actor_kind, action) VALUES (1, 'nobody', CAST(x'ff' AS TEXT))",
    );
    let after = world.service.read_trail().unwrap();
    assert_eq!(after.unreadable.len(), 2, "{:?}", after.unreadable);
    assert!(after.unreadable.iter().all(|row| row.kind == RowKind::AuditEntry));
    assert_eq!(after.entries[..before.entries.len()], before.entries);
    // The line without a user tells no arrival, and hides none.
    let arrivals = world.service.arrivals(&world.ana, Some(0)).unwrap();
    assert_eq!(arrivals.clients.len(), 1, "{arrivals:?}");
}

#[test]
fn the_order_of_names_is_kept_up_beside_a_name_that_is_no_text() {
    let mut world = world();
    let harmed = format!(
        "UPDATE users SET first_name = CAST(x'ff' AS TEXT) WHERE id = {}; UPDATE users SET sort_key_version = 0",
        world.user.0
    );
    harm(&world, &harmed);
    let mut rounds = 0;
    while world.service.keep_up() == avo_admin::service::Upkeep::Continues {
        rounds += 1;
        assert!(rounds < 10, "it never ends");
    }
    let old: i64 = world
        .place
        .raw()
        .query_row("SELECT count(*) FROM users WHERE sort_key_version = 0", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(old, 0);
}
