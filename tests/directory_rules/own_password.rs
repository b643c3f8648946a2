//! Changing one's own password, with the current one, at the first sign-in and after a reset.

use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, create, manager, own_password, problem, refusal, secret, sign_in,
};
use avo_admin::domain::access::Denied;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::query::UserQuery;
use avo_admin::service::Reads as _;

#[test]
fn ones_own_password_needs_the_current_one_and_a_new_one() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let mut change = |current: Option<&str>, new: &str| {
        let current = current.map(secret);
        service.change_password(&mut ana, current.as_ref(), &secret(new))
    };
    let missing = change(None, OTHER_PASSWORD).unwrap_err();
    assert_eq!(problem(&missing, Field::CurrentPassword), Some(FieldProblem::Missing));
    // Nor does an open console tell whether a guess is the present password, which would be counted nowhere.
    let guess = change(None, ANA_PASSWORD).unwrap_err();
    assert_eq!(guess, missing);
    let wrong = change(Some("wrong"), OTHER_PASSWORD).unwrap_err();
    assert_eq!(
        problem(&wrong, Field::CurrentPassword),
        Some(FieldProblem::CurrentPasswordWrong)
    );
    let same = change(Some(ANA_PASSWORD), ANA_PASSWORD).unwrap_err();
    assert_eq!(problem(&same, Field::Password), Some(FieldProblem::PasswordUnchanged));
    let derived = change(Some(ANA_PASSWORD), "ana.garcia.ana.garcia").unwrap_err();
    assert_eq!(problem(&derived, Field::Password), Some(FieldProblem::PasswordDerived));
    change(Some(ANA_PASSWORD), OTHER_PASSWORD).unwrap();
    refusal(&mut service, ANA, ANA_PASSWORD);
    sign_in(&mut service, ANA, OTHER_PASSWORD);
}

/// Who reads on another connection tries again with the newer snapshot, and with no other.
#[test]
fn a_snapshot_of_a_session_is_another_one_only_after_a_change_of_ones_own_password() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let mut reader = service.reader().unwrap();
    let before = ana.snapshot();
    place.clock.pass_secs(60);
    assert!(ana.snapshot().is_unchanged_since(&before));
    let changed = service.change_password(&mut ana, Some(&secret(ANA_PASSWORD)), &secret(OTHER_PASSWORD));
    changed.unwrap();
    let now = ana.snapshot();
    assert!(!now.is_unchanged_since(&before));
    assert_eq!(reader.me(&before), Err(Failure::SessionEnded));
    assert_eq!(reader.me(&now).unwrap().user_name.as_str(), ANA);
}

#[test]
fn a_password_set_by_an_administrator_must_be_changed_before_anything_else() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    create(&mut service, &ana, &manager("bo.lindqvist", true));
    let mut bos = sign_in(&mut service, "bo.lindqvist", OTHER_PASSWORD);
    let refused = service.list_users(&bos, &UserQuery::default()).unwrap_err();
    assert_eq!(refused, Failure::Denied(Denied::PasswordMustChange));
    assert!(service.me(&bos).unwrap().must_change_password);
    let unchanged = service
        .change_password(&mut bos, None, &secret(OTHER_PASSWORD))
        .unwrap_err();
    assert_eq!(
        problem(&unchanged, Field::Password),
        Some(FieldProblem::PasswordUnchanged)
    );
    let own = own_password("bo.lindqvist");
    assert!(
        !service
            .change_password(&mut bos, None, &secret(&own))
            .unwrap()
            .must_change_password
    );
    service.list_users(&bos, &UserQuery::default()).unwrap();
}

#[test]
fn a_one_time_password_works_for_a_day_lifts_the_waits_and_names_who_made_it() {
    let place = Place::with_ana();
    let mut service = place.open();
    for _ in 0..5 {
        refusal(&mut service, ANA, "wrong");
    }
    let made = service.reset_password("ANA.GARCIA", "root on console").unwrap();
    let (actor, action): (String, String) = place
        .raw()
        .query_row(
            "SELECT actor_name, action FROM audit ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((actor.as_str(), action.as_str()), ("root on console", "password_reset"));
    refusal(&mut service, ANA, ANA_PASSWORD);
    place.clock.pass_secs(24 * 60 * 60 - 1);
    assert!(service.sign_in(ANA, &made).unwrap().user.must_change_password);
    place.clock.pass_secs(1);
    assert!(service.sign_in(ANA, &made).is_err());
    assert_eq!(service.reset_password("nobody", "root").unwrap_err(), Failure::UserGone);
}
