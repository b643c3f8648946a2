//! One-time passwords that an administrator makes for others: 24 hours, to be changed first, and what they end.

use crate::directory::{
    ANA, OTHER_PASSWORD, Place, create, create_and_sign_in, draft, manager, own_password, problem, refusal, secret,
    sign_in,
};
use avo_admin::domain::access::Denied;
use avo_admin::domain::audit::{AuditAction, AuditActor, AuditEntry};
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::query::{UserDetails, UserQuery};
use avo_admin::domain::time::Clock as _;
use avo_admin::domain::user::{User, UserDraft};
use avo_admin::service::{Hashes as _, MadePassword, Reads as _, Service, Session};

const BO: &str = "bo.lindqvist";
const DAY_SECS: i64 = 24 * 60 * 60;

fn make(service: &mut Service, session: &Session, user: &User) -> MadePassword {
    service.make_one_time_password(session, user.id, user.revision).unwrap()
}

fn newest(service: &mut Service, count: usize) -> Vec<AuditEntry> {
    let trail = service.read_audit().unwrap();
    trail[trail.len() - count..].to_vec()
}

#[test]
fn a_one_time_password_replaces_the_password_and_must_be_changed_first() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &manager(BO, true)).user;
    let made = make(&mut service, &ana, &bo);
    assert_eq!(
        made.details.user.password_expires_at,
        Some(place.clock.now().plus_secs(DAY_SECS))
    );
    refusal(&mut service, BO, OTHER_PASSWORD);
    let password = made.password.text();
    let mut bos = sign_in(&mut service, BO, password.expose());
    let refused = service.list_users(&bos, &UserQuery::default()).unwrap_err();
    assert_eq!(refused, Failure::Denied(Denied::PasswordMustChange));
    let kept = service.change_password(&mut bos, None, password).unwrap_err();
    assert_eq!(problem(&kept, Field::Password), Some(FieldProblem::PasswordUnchanged));
    let changed = service
        .change_password(&mut bos, None, &secret(&own_password(BO)))
        .unwrap();
    assert_eq!(
        (changed.must_change_password, changed.password_expires_at),
        (false, None)
    );
    service.list_users(&bos, &UserQuery::default()).unwrap();
    place.clock.pass_secs(DAY_SECS);
    refusal(&mut service, BO, password.expose());
    sign_in(&mut service, BO, &own_password(BO));
}

#[test]
fn it_works_until_the_last_second_of_24_hours_and_is_then_refused_like_a_wrong_password() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user;
    let made = make(&mut service, &ana, &bo).password;
    place.clock.pass_secs(DAY_SECS - 1);
    let mut bos = sign_in(&mut service, BO, made.text().expose());
    place.clock.pass_secs(1);
    let expired = refusal(&mut service, BO, made.text().expose());
    assert_eq!(expired.to_string(), refusal(&mut service, BO, "wrong").to_string());
    // Who signed in before that may still choose a password.
    service
        .change_password(&mut bos, None, &secret(&own_password(BO)))
        .unwrap();
    sign_in(&mut service, BO, &own_password(BO));
}

#[test]
fn it_ends_the_sessions_and_the_waits_of_its_user_and_no_others() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (_, bos) = create_and_sign_in(&mut service, &ana, &manager(BO, true));
    let bo = service.me(&bos).unwrap();
    for _ in 0..6 {
        refusal(&mut service, BO, "wrong");
    }
    let made = make(&mut service, &ana, &bo).password;
    assert_eq!(service.me(&bos).unwrap_err(), Failure::SessionEnded);
    service.me(&ana).unwrap();
    sign_in(&mut service, BO, made.text().expose());
}

#[test]
fn of_two_only_the_later_works() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user;
    let first = make(&mut service, &ana, &bo).password;
    let second = make(&mut service, &ana, &bo).password;
    assert_ne!(first, second);
    refusal(&mut service, BO, first.text().expose());
    sign_in(&mut service, BO, second.text().expose());
}

#[test]
fn a_disabled_user_signs_in_with_it_once_enabled() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user;
    let bo = service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap().user;
    let made = make(&mut service, &ana, &bo);
    let user = made.details.user;
    assert!(user.is_disabled);
    refusal(&mut service, BO, made.password.text().expose());
    service.set_user_disabled(&ana, user.id, user.revision, false).unwrap();
    sign_in(&mut service, BO, made.password.text().expose());
}

#[test]
fn a_user_who_was_changed_meanwhile_keeps_the_password() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user;
    let renamed = UserDraft {
        first_name: "Robert".to_owned(),
        ..bo.draft()
    };
    let hashed = service.hash_one_time_password(&ana, bo.id, bo.revision).unwrap();
    service.update_user(&ana, bo.id, bo.revision, &renamed, None).unwrap();
    let before = place.contents_without_audit();
    let is_conflict = |answer: Result<MadePassword, Failure>| match answer {
        Err(Failure::UserConflict(conflict)) => conflict.now.user.first_name.as_str() == "Robert",
        _ => false,
    };
    assert!(is_conflict(service.give_one_time_password(
        &ana,
        bo.id,
        bo.revision,
        &hashed
    )));
    assert!(is_conflict(service.make_one_time_password(&ana, bo.id, bo.revision)));
    assert_eq!(place.contents_without_audit(), before);
    let now = service.user_details(&ana, bo.id).unwrap().user;
    service.delete_user(&ana, now.id, now.revision).unwrap();
    let gone = service.make_one_time_password(&ana, bo.id, bo.revision).unwrap_err();
    assert_eq!(gone, Failure::UserGone);
}

#[test]
fn the_trail_names_who_made_it_for_whom() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft(BO)).user;
    make(&mut service, &ana, &bo);
    let [entry] = newest(&mut service, 1).try_into().unwrap();
    let named = |name: &str| matches!(&entry.actor, AuditActor::User { name: actor, .. } if actor == name);
    assert_eq!(entry.action, AuditAction::OneTimePasswordMade);
    assert!(named(ANA) && entry.user == Some((bo.id, BO.to_owned())), "{entry:?}");
}

#[test]
fn a_user_is_created_with_a_one_time_password_in_one_step() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let created = service.create_user_with_one_time_password(&ana, &draft(BO)).unwrap();
    let UserDetails { user, .. } = created.details;
    assert!(user.must_change_password);
    assert_eq!(user.password_expires_at, Some(place.clock.now().plus_secs(DAY_SECS)));
    let actions: Vec<AuditAction> = newest(&mut service, 2).iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [AuditAction::UserCreated, AuditAction::OneTimePasswordMade]);
    let password = created.one_time.unwrap();
    place.clock.pass_secs(DAY_SECS - 1);
    let bos = sign_in(&mut service, BO, password.text().expose());
    assert!(service.me(&bos).unwrap().must_change_password);
    place.clock.pass_secs(1);
    refusal(&mut service, BO, password.text().expose());
}

#[test]
fn an_administrator_is_created_with_one_only_after_a_fresh_password() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    place.clock.pass_secs(11 * 60);
    let refused = service
        .create_user_with_one_time_password(&ana, &manager(BO, true))
        .err();
    assert_eq!(refused, Some(Failure::PasswordNeeded));
    assert!(service.create_user_with_one_time_password(&ana, &draft("cleo")).is_ok());
}
