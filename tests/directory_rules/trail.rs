//! Whatever is changed in the trail or in the rows outside the program is found and named.

use std::sync::{Arc, Mutex};

use crate::directory::{
    ANA, ANA_PASSWORD, NAME, OTHER_PASSWORD, Place, World, act, admit, connecting_from, create, draft, manager,
    provision, register, registering, secret, sign_in, user_id, world,
};
use avo_admin::domain::anchor::{Anchor, AnchorKeeper, DirectoryMark};
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::token::TokenSecret;
use avo_admin::domain::trail::{BrokenPlace, RowName};
use avo_admin::service::{Reads as _, Service};
use proptest::prelude::*;

const BO: &str = "bo.lindqvist";

/// A directory in which everything that is digested is there, and its anchor.
fn lived_in() -> (Place, Anchor) {
    let World {
        place,
        mut service,
        ana,
        user,
    } = world();
    let (client, token) = provision(&mut service, &ana, user, NAME);
    register(&mut service, &token, "bh-07", [7; 32]);
    act(&mut service, &ana, user, client, ClientAction::Reprovision);
    for number in 0..4 {
        service.sign_in(ANA, &secret("wrong")).unwrap_err();
        place.clock.pass_secs(100 * (number + 1));
    }
    let anchor = service.anchor().unwrap();
    (place, anchor)
}

#[track_caller]
fn found(place: &Place, anchors: &[Anchor]) -> BrokenPlace {
    place.open().verify_all(anchors).unwrap().unwrap_err()
}

/// What is found after `sql` by someone who knows no anchor.
#[track_caller]
fn found_after(sql: &str) -> BrokenPlace {
    let (place, _) = lived_in();
    place.open().verify_all(&[]).unwrap().unwrap();
    place.tamper(sql);
    found(&place, &[])
}

#[test]
fn a_change_of_any_column_of_any_entry_is_found_at_that_entry() {
    let (place, _) = lived_in();
    let entries = place.audit_rows();
    assert!(entries >= 8, "{entries}");
    for (column, harm) in [
        ("at", "at + 1"),
        (
            "actor_kind",
            "CASE actor_kind WHEN 'user' THEN 'system' ELSE 'user' END, actor_id = iif(actor_id IS NULL, 1, NULL), actor_name = 'x'",
        ),
        (
            "actor_id",
            "CASE actor_kind WHEN 'user' THEN actor_id + 1 END, at = at + (actor_kind <> 'user')",
        ),
        (
            "actor_name",
            "CASE actor_kind WHEN 'nobody' THEN NULL ELSE actor_name || 'x' END, at = at + (actor_kind = 'nobody')",
        ),
        ("action", "upper(action)"),
        ("user_id", "ifnull(user_id, 0) + 1"),
        ("user_name", "ifnull(user_name || 'x', '')"),
        ("client_id", "ifnull(client_id, 0) + 1"),
        ("client_name", "ifnull(client_name || 'x', '')"),
        ("detail", "ifnull(detail || ' ', '')"),
        ("previous_hash", "CASE id WHEN 1 THEN entry_hash ELSE zeroblob(32) END"),
        ("entry_hash", "zeroblob(32)"),
    ] {
        for id in [1, entries / 2, entries] {
            let before = std::fs::read(&place.path).unwrap();
            place.tamper(&format!("UPDATE audit SET {column} = {harm} WHERE id = {id}"));
            let broken = found(&place, &[]);
            assert!(
                matches!(broken, BrokenPlace::EntryChanged { id: named, .. } if named == id),
                "{column} of {id}: {broken:?}"
            );
            std::fs::write(&place.path, before).unwrap();
            // Otherwise it is an older copy.
            std::fs::remove_file(format!("{}.generation", place.path.display())).unwrap();
        }
    }
}

#[test]
fn removed_moved_and_inserted_entries_are_named() {
    assert_eq!(
        found_after("DELETE FROM audit WHERE id IN (3, 4)"),
        BrokenPlace::EntriesRemoved { first: 3, last: 4 }
    );
    assert_eq!(
        found_after("DELETE FROM audit WHERE id = 1"),
        BrokenPlace::EntriesRemoved { first: 1, last: 1 }
    );
    assert_eq!(
        found_after("DELETE FROM audit WHERE id >= 6"),
        BrokenPlace::TailCut { last: 5, head: 10 }
    );
    let swap = "UPDATE audit SET id = 99 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 5;
        UPDATE audit SET id = 5 WHERE id = 99";
    assert_eq!(found_after(swap), BrokenPlace::EntryMoved { from: 3, to: 5 });
    let neighbours = "UPDATE audit SET id = 99 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 4;
        UPDATE audit SET id = 4 WHERE id = 99";
    assert_eq!(found_after(neighbours), BrokenPlace::EntryMoved { from: 3, to: 4 });
    let room = "UPDATE audit SET id = -id WHERE id >= 4; UPDATE audit SET id = 1 - id WHERE id < 0;";
    let inserted = found_after(&format!(
        "{room} INSERT INTO audit (id, at, actor_kind, action, previous_hash, entry_hash)
             SELECT 4, at, 'nobody', 'refused', previous_hash, entry_hash FROM audit WHERE id = 5"
    ));
    assert!(
        matches!(inserted, BrokenPlace::EntryChanged { id: 4, .. }),
        "{inserted:?}"
    );
    let unhashed = found_after("INSERT INTO audit (at, actor_kind, action) VALUES (9, 'nobody', 'refused')");
    assert!(
        matches!(unhashed, BrokenPlace::EntryInserted { id: 11, .. }),
        "{unhashed:?}"
    );
    let replaced = found_after("REPLACE INTO audit (id, at, actor_kind, action) VALUES (2, 9, 'nobody', 'refused')");
    assert!(
        matches!(replaced, BrokenPlace::EntryInserted { id: 2, .. }),
        "{replaced:?}"
    );
    assert_eq!(
        found_after("UPDATE trail SET head_hash = zeroblob(32)"),
        BrokenPlace::HeadChanged { last: 10 }
    );
}

#[test]
fn a_row_that_was_changed_outside_is_named() {
    let user = || RowName::User { name: BO.to_owned() };
    let client = || RowName::Client {
        name: NAME.to_owned(),
        of: BO.to_owned(),
    };
    for (harm, named) in [
        (
            "UPDATE users SET primary_role = 'quality_manager', is_admin = 1 WHERE id = 2",
            user(),
        ),
        (
            "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE id = 1) WHERE id = 2",
            user(),
        ),
        ("UPDATE users SET is_disabled = 1 WHERE id = 2", user()),
        ("UPDATE users SET must_change_password = 0 WHERE id = 2", user()),
        ("UPDATE users SET email = 'eve@example.com' WHERE id = 2", user()),
        (
            "UPDATE clients SET state = 'registered', credential_hash = zeroblob(32) WHERE id = 1",
            client(),
        ),
        (
            "UPDATE clients SET user_id = 1 WHERE id = 1",
            RowName::Client {
                name: NAME.to_owned(),
                of: ANA.to_owned(),
            },
        ),
        ("UPDATE clients SET credential_expires_at = 9 WHERE id = 1", client()),
    ] {
        assert_eq!(found_after(harm), BrokenPlace::RowChanged(named), "{harm}");
    }
    for (harm, is_token) in [
        (
            "UPDATE tokens SET state = 'live', ended_at = NULL, client_id = NULL WHERE state = 'used'",
            true,
        ),
        ("UPDATE tokens SET expires_at = NULL WHERE state = 'live'", true),
        ("UPDATE former_credentials SET ended_at = 9", false),
    ] {
        let broken = found_after(harm);
        let named = match &broken {
            BrokenPlace::RowChanged(RowName::Token { of, .. }) => is_token && of == BO,
            BrokenPlace::RowChanged(RowName::FormerCredential { of }) => !is_token && of == BO,
            _ => false,
        };
        assert!(named, "{harm}: {broken:?}");
    }
}

#[test]
fn removed_and_added_rows_are_found() {
    assert_eq!(
        found_after("DELETE FROM former_credentials"),
        BrokenPlace::RowsChanged {
            table: "former_credentials",
            found: 0,
            recorded: 1
        }
    );
    let added = found_after(
        "INSERT INTO tokens (hash, hint, user_id, state, issued_at) VALUES (zeroblob(32), 'evil', 1, 'live', 9)",
    );
    let RowName::Token { hint, of } = (match added {
        BrokenPlace::RowChanged(name) => name,
        other => panic!("{other:?}"),
    }) else {
        panic!("another row");
    };
    assert_eq!((hint.as_str(), of.as_str()), ("evil", ANA));
}

/// The program's own later change of a row does not make good what was done to it.
#[test]
fn a_change_outside_is_still_named_after_the_row_was_changed_by_the_program() {
    let (place, _) = lived_in();
    place.tamper("UPDATE users SET primary_role = 'quality_manager', is_admin = 1 WHERE id = 2");
    let (mut service, ana) = place.open_as_ana();
    let bo = user_id(&mut service, BO);
    let revision = service.user_details(&ana, bo).unwrap().user.revision;
    let lowered = draft(BO);
    service.update_user(&ana, bo, revision, &lowered, None).unwrap();
    drop(service);
    let named = BrokenPlace::RowChanged(RowName::User { name: BO.to_owned() });
    assert_eq!(found(&place, &[]), named);
}

/// Someone who knows how the hashes are made is found by what is known outside the file.
#[test]
fn anchors_find_what_the_file_alone_does_not_show() {
    let (place, anchor) = lived_in();
    let anchored_at = anchor.at;
    let other = Anchor {
        directory: DirectoryMark([9; 16]),
        ..anchor
    };
    place.tamper(
        "DELETE FROM audit WHERE id >= 8;
         UPDATE trail SET (head_id, head_hash) = (SELECT id, entry_hash FROM audit WHERE id = 7)",
    );
    place.open().verify_all(&[other]).unwrap().unwrap();
    assert_eq!(
        found(&place, &[other, anchor]),
        BrokenPlace::ShorterThanAnchor {
            last: 7,
            anchored: 10,
            anchored_at
        }
    );
    // The program writes on, as long as before and longer.
    let mut service = place.open();
    (0..6).for_each(|_| drop(service.sign_in(ANA, &secret("wrong"))));
    service.verify_all(&[]).unwrap().unwrap();
    drop(service);
    assert_eq!(
        found(&place, &[anchor]),
        BrokenPlace::EntryUnlikeAnchor { id: 10, anchored_at }
    );
}

#[test]
fn rows_and_sums_that_were_both_changed_are_found_by_the_anchor_of_the_same_entry() {
    let (place, anchor) = lived_in();
    place.open().verify_all(&[anchor]).unwrap().unwrap();
    // Rows and sums of the same directory at another time, as a copy has them.
    place.tamper(
        "DELETE FROM former_credentials;
         UPDATE row_sums SET row_count = 0, row_sum = zeroblob(256) WHERE table_name = 'former_credentials'",
    );
    place.open().verify_all(&[]).unwrap().unwrap();
    let anchored_at = anchor.at;
    assert_eq!(found(&place, &[anchor]), BrokenPlace::RowsUnlikeAnchor { anchored_at });
}

#[test]
fn a_fresh_and_a_demonstration_directory_verify() {
    let place = Place::with_ana();
    let report = place.open().verify_all(&[]).unwrap().unwrap();
    assert_eq!((report.entries, report.chained_from, report.hashed_at), (1, 1, None));
    let demo = place.folder.path().join("demo.db");
    let policy = avo_admin::service::HashPolicy::cheap_for_tests_only();
    Service::fill_with_demo(&demo, policy, place.clock.clone(), 3_000).unwrap();
    let mut service = Service::open(&demo, policy, place.clock.clone()).unwrap();
    let report = service.verify_all(&[]).unwrap().unwrap();
    assert!(report.entries >= 1);
}

/// Entries of programs that write at the same time are one chain.
#[test]
fn two_programs_that_write_at_once_keep_one_chain() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let users = ["bo.lindqvist", "chen.wei"].map(|name| create(&mut service, &ana, &manager(name, false)).user.id);
    let before = place.audit_rows();
    let (place, start) = (&place, &std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        for user in users {
            scope.spawn(move || {
                let mut service = place.open();
                let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
                start.wait();
                for number in 0..300 {
                    provision(&mut service, &ana, user, &format!("client-{}-{number}", user.0));
                }
            });
        }
    });
    let report = service.verify_all(&[]).unwrap().unwrap();
    assert_eq!(report.entries, u64::try_from(before + 602).unwrap());
}

struct Kept(Arc<Mutex<Vec<Anchor>>>);

impl AnchorKeeper for Kept {
    fn keep(&mut self, anchor: &Anchor) {
        self.0.lock().unwrap().push(*anchor);
    }
}

#[test]
fn anchors_are_kept_at_opening_hourly_while_the_trail_grows_and_at_closing() {
    let place = Place::with_ana();
    let kept = Arc::new(Mutex::new(Vec::new()));
    let count = || kept.lock().unwrap().len();
    let mut service = place.open();
    service.keep_anchors(Box::new(Kept(Arc::clone(&kept))));
    assert_eq!(count(), 0);
    service.keep_up();
    assert_eq!(count(), 1);
    sign_in(&mut service, ANA, ANA_PASSWORD);
    place.clock.pass_secs(3_599);
    service.keep_up();
    assert_eq!(count(), 1);
    place.clock.pass_secs(1);
    service.keep_up();
    assert_eq!(count(), 2);
    place.clock.pass_secs(3_600);
    service.keep_up();
    assert_eq!(count(), 2, "nothing is new");
    sign_in(&mut service, ANA, ANA_PASSWORD);
    let last = service.anchor().unwrap();
    drop(service);
    let kept = kept.lock().unwrap();
    assert_eq!((kept.len(), kept[2]), (3, last));
    place.open().verify_all(&kept).unwrap().unwrap();
}

/// One piece of work of an administrator or a client; what is not possible now is refused and changes nothing.
fn work(world: &mut World, tokens: &mut Vec<TokenSecret>, kind: u8, number: u16) {
    let World {
        place, service, ana, ..
    } = world;
    let list = service.list_users(ana, &UserQuery::default()).unwrap();
    let user = list.rows[usize::from(number) % list.rows.len()].user.clone();
    let details = service.user_details(ana, user.id).unwrap();
    let client = details
        .clients
        .get(usize::from(number / 7) % details.clients.len().max(1));
    let credential = [u8::try_from(number % 5).unwrap(); 32];
    place.clock.pass_secs(i64::from(number));
    match kind {
        // Ana goes on working.
        1..=4 if user.user_name.as_str() == ANA => {}
        0 => drop(service.create_user(ana, &draft(&format!("user{number}")), &secret(OTHER_PASSWORD))),
        1 => drop(service.update_user(
            ana,
            user.id,
            user.revision,
            &manager(user.user_name.as_str(), number.is_multiple_of(2)),
            None,
        )),
        2 => drop(service.set_user_disabled(ana, user.id, user.revision, !user.is_disabled)),
        3 => drop(service.delete_user(ana, user.id, user.revision)),
        4 => drop(service.make_one_time_password(ana, user.id, user.revision)),
        5 => drop(service.sign_in(user.user_name.as_str(), &secret(OTHER_PASSWORD))),
        6 | 7 => {
            let made = service.generate_token(ana, user.id, &format!("client-{number}"), Terms::default());
            tokens.extend(made.map(|made| made.token));
        }
        8 | 9 if !tokens.is_empty() => {
            let token = &tokens[usize::from(number) % tokens.len()];
            drop(admit(
                service,
                registering(token, &format!("host-{}", number % 3), credential),
            ));
        }
        10 => drop(admit(
            service,
            connecting_from(&format!("host-{}", number % 3), "2.0.0", credential),
        )),
        _ => {
            let Some(client) = client else { return };
            let actions = [
                ClientAction::Reprovision,
                ClientAction::Deregister,
                ClientAction::Reregister,
                ClientAction::Delete,
            ];
            let action = actions[usize::from(number) % 4];
            let acted = service.act_on_client(ana, client.id, client.revision, action, Terms::default());
            tokens.extend(acted.ok().and_then(|acted| acted.token));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn after_any_work_digests_fit_the_rows_and_each_change_of_them_has_an_entry(
        steps in prop::collection::vec((0_u8..14, any::<u16>()), 1..60)
    ) {
        let mut world = world();
        let mut tokens = Vec::new();
        let mut anchors = vec![world.service.anchor().unwrap()];
        for (kind, number) in steps {
            work(&mut world, &mut tokens, kind, number % 40);
            let (before, now) = (*anchors.last().unwrap(), world.service.anchor().unwrap());
            prop_assert!(before.state == now.state || before.head.id < now.head.id, "{kind} {number}");
            anchors.push(now);
        }
        let verified = world.service.verify_all(&anchors).unwrap();
        prop_assert!(verified.is_ok(), "{verified:?}");
    }
}
