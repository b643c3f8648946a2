//! The last administrator who can sign in stays, also when two windows act at the same moment.

use std::fs;
use std::sync::Barrier;

use crate::directory::{ANA, ANA_PASSWORD, Place, create, create_and_sign_in, draft, manager, sign_in, user_id};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::user::{Revision, UserId};
use avo_admin::service::{Reads as _, Service, Session};

const RACES: usize = 150;

#[derive(Debug, Clone, Copy)]
enum Loss {
    Demote,
    Disable,
    Delete,
}

fn lose(
    service: &mut Service,
    session: &Session,
    name: &str,
    target: (UserId, Revision),
    loss: Loss,
) -> Result<(), Failure> {
    match loss {
        Loss::Demote => service
            .update_user(session, target.0, target.1, &manager(name, false), None)
            .map(drop),
        Loss::Disable => service.set_user_disabled(session, target.0, target.1, true).map(drop),
        Loss::Delete => service.delete_user(session, target.0, target.1),
    }
}

fn able_administrators(place: &Place) -> i64 {
    let sql = "SELECT count(*) FROM users WHERE is_admin AND NOT is_disabled AND password_hash IS NOT NULL";
    place.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Ana and Bo, who both administer, each do it to the other at the same moment.
fn race(loss: Loss) {
    let staged = Place::with_ana();
    let (mut service, ana) = staged.open_as_ana();
    let (bo_id, bo) = create_and_sign_in(&mut service, &ana, &manager("bo.lindqvist", true));
    let ana_id = user_id(&mut service, ANA);
    let revision = |service: &mut Service, id| service.user_details(&ana, id).unwrap().user.revision;
    let ana_target = (ana_id, revision(&mut service, ana_id));
    let bo_target = (bo_id, revision(&mut service, bo_id));
    drop(service);
    for round in 0..RACES {
        let place = Place::empty();
        fs::copy(&staged.path, &place.path).unwrap();
        let start = Barrier::new(2);
        let run = |session: &Session, name: &str, target| {
            let mut service = place.open();
            start.wait();
            lose(&mut service, session, name, target, loss)
        };
        let answers = std::thread::scope(|scope| {
            let one = scope.spawn(|| run(&ana, "bo.lindqvist", bo_target));
            let two = scope.spawn(|| run(&bo, ANA, ana_target));
            [one.join().unwrap(), two.join().unwrap()]
        });
        assert_eq!(able_administrators(&place), 1, "{loss:?} {round}: {answers:?}");
        assert_eq!(
            answers.iter().filter(|answer| answer.is_ok()).count(),
            1,
            "{loss:?} {round}: {answers:?}"
        );
    }
}

#[test]
fn a_hundred_and_fifty_races_to_demote_leave_one() {
    race(Loss::Demote);
}

#[test]
fn a_hundred_and_fifty_races_to_disable_leave_one() {
    race(Loss::Disable);
}

#[test]
fn a_hundred_and_fifty_races_to_delete_leave_one() {
    race(Loss::Delete);
}

#[test]
fn of_two_administrators_who_demote_themselves_one_is_refused() {
    let staged = Place::with_ana();
    let (mut service, ana) = staged.open_as_ana();
    let (bo_id, bo) = create_and_sign_in(&mut service, &ana, &manager("bo.lindqvist", true));
    let ana_id = user_id(&mut service, ANA);
    let revision = |service: &mut Service, id| service.user_details(&ana, id).unwrap().user.revision;
    let (ana_seen, bo_seen) = (revision(&mut service, ana_id), revision(&mut service, bo_id));
    drop(service);
    for round in 0..RACES {
        let place = Place::empty();
        fs::copy(&staged.path, &place.path).unwrap();
        let start = Barrier::new(2);
        let run = |session: &Session, name: &str, target| {
            let mut service = place.open();
            start.wait();
            lose(&mut service, session, name, target, Loss::Demote)
        };
        let answers = std::thread::scope(|scope| {
            let one = scope.spawn(|| run(&ana, ANA, (ana_id, ana_seen)));
            let two = scope.spawn(|| run(&bo, "bo.lindqvist", (bo_id, bo_seen)));
            [one.join().unwrap(), two.join().unwrap()]
        });
        assert_eq!(able_administrators(&place), 1, "{round}: {answers:?}");
        assert!(
            answers.contains(&Err(Failure::LastAdministrator)),
            "{round}: {answers:?}"
        );
    }
}

/// Only administrators who can sign in count.
#[test]
fn administrators_who_cannot_sign_in_do_not_count() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let own = service.me(&ana).unwrap();
    let demote = |service: &mut Service| {
        service
            .update_user(&ana, own.id, own.revision, &manager(ANA, false), None)
            .map(drop)
    };
    assert_eq!(demote(&mut service), Err(Failure::LastAdministrator));
    let lines = place.audit_rows();
    let before = place.contents_without_audit();
    assert_eq!(demote(&mut service), Err(Failure::LastAdministrator));
    assert_eq!(
        (place.contents_without_audit(), place.audit_rows()),
        (before, lines + 1)
    );

    let disabled = create(&mut service, &ana, &manager("disabled", true)).user;
    service
        .set_user_disabled(&ana, disabled.id, disabled.revision, true)
        .unwrap();
    create(&mut service, &ana, &manager("without.password", true));
    place.tamper("UPDATE users SET password_hash = NULL WHERE user_name = 'without.password'");
    create(&mut service, &ana, &manager("for.a.day", true));
    service.reset_password("for.a.day", "root").unwrap();
    create(&mut service, &ana, &manager("no.admin", false));
    create(&mut service, &ana, &draft("engineer"));
    assert_eq!(demote(&mut service), Err(Failure::LastAdministrator));

    create(&mut service, &ana, &manager("bo.lindqvist", true));
    demote(&mut service).unwrap();
}

/// A lock-out by wrong passwords ends by itself, so a locked-out administrator still counts.
#[test]
fn wrong_passwords_never_lock_the_last_administrator_out_permanently() {
    let place = Place::with_ana();
    let mut service = place.open();
    for _ in 0..300 {
        let wait_secs = match service.sign_in(ANA, &SecretText::from("wrong")) {
            Err(Failure::SignInRefused { wait_secs }) => wait_secs.unwrap_or(0),
            other => panic!("{other:?}"),
        };
        assert!(wait_secs <= 24 * 60 * 60);
        place.clock.pass_secs(wait_secs);
    }
    sign_in(&mut service, ANA, ANA_PASSWORD);
}
