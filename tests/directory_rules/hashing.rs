//! Passwords that are compared or hashed before the transaction that judges or stores them.

use avo_admin::domain::access::Denied;
use avo_admin::domain::failure::Failure;
use avo_admin::service::{Hashes as _, Reads as _};

use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, create, create_and_sign_in, draft, manager, secret, sign_in,
};

const fn refused(wait_secs: Option<i64>) -> Failure {
    Failure::SignInRefused { wait_secs }
}

#[test]
fn passwords_compared_at_the_same_time_count_once_each_and_none_passes_during_a_wait() {
    let place = Place::with_ana();
    let mut service = place.open();
    let mut threads: Vec<_> = (0..3).map(|_| service.hashing().unwrap()).collect();
    let mut compare = |password: &str, thread: usize| threads[thread % 3].compare(ANA, &secret(password)).unwrap();
    let wrong: Vec<_> = (0..6).map(|guess| compare("wrong", guess)).collect();
    let right = compare(ANA_PASSWORD, 0);
    let refusals: Vec<Failure> = wrong
        .iter()
        .map(|guess| service.sign_in_compared(guess).unwrap_err())
        .collect();
    let wanted = [None, None, None, None, Some(30), Some(30)].map(refused);
    assert_eq!(refusals, wanted);
    assert_eq!(service.sign_in_compared(&right).unwrap_err(), refused(Some(30)));
    place.clock.pass_secs(31);
    assert_eq!(service.sign_in_compared(&right).unwrap().user.user_name.as_str(), ANA);
}

#[test]
fn a_password_compared_before_it_was_changed_is_compared_again() {
    let place = Place::with_ana();
    let mut service = place.open();
    let mut hashing = service.hashing().unwrap();
    let old = hashing.compare(ANA, &secret(ANA_PASSWORD)).unwrap();
    let new = hashing.compare(ANA, &secret(OTHER_PASSWORD)).unwrap();
    let mut ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    service
        .change_password(&mut ana, Some(&secret(ANA_PASSWORD)), &secret(OTHER_PASSWORD))
        .unwrap();
    assert_eq!(service.sign_in_compared(&old).unwrap_err(), refused(None));
    assert!(service.sign_in_compared(&new).is_ok());
}

#[test]
fn the_password_of_another_user_does_not_unlock_a_session() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    create(&mut service, &ana, &draft("bo.lindqvist"));
    let bos = service
        .hashing()
        .unwrap()
        .compare("bo.lindqvist", &secret(OTHER_PASSWORD))
        .unwrap();
    assert_eq!(service.unlock_compared(&mut ana, &bos).unwrap_err(), refused(None));
}

#[test]
fn rights_lost_while_a_password_is_hashed_are_missed_in_the_transaction() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (bo, bos) = create_and_sign_in(&mut service, &ana, &manager("bo.lindqvist", true));
    let mut hashing = service.hashing().unwrap();
    let user = hashing
        .hash_new_user(&bos, &draft("cleo.novak"), &secret(OTHER_PASSWORD))
        .unwrap();
    let revision = service.user_details(&ana, bo).unwrap().user.revision;
    service
        .update_user(&ana, bo, revision, &manager("bo.lindqvist", false), None)
        .unwrap();
    let denied = Failure::Denied(Denied::NotAdministrator);
    assert_eq!(service.create_hashed_user(&bos, &user).unwrap_err(), denied);
}

#[test]
fn a_change_of_a_user_that_another_console_made_meanwhile_is_a_conflict() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let mut hashing = service.hashing().unwrap();
    let password = secret("seven mild rivers under bridges");
    let changed = |first_name: &str| {
        let mut draft = user.draft();
        draft.first_name = first_name.to_owned();
        draft
    };
    let checked = hashing
        .check_update(&ana, user.id, user.revision, &changed("Bo"), Some(&password))
        .unwrap();
    service
        .update_user(&ana, user.id, user.revision, &changed("Bosse"), None)
        .unwrap();
    let failure = service
        .update_checked_user(&ana, user.id, user.revision, &checked)
        .unwrap_err();
    assert!(matches!(failure, Failure::UserConflict(_)));
    sign_in(&mut service, "bo.lindqvist", OTHER_PASSWORD);
}

#[test]
fn who_may_not_is_refused_before_anything_is_hashed_and_that_is_on_record() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (_, bo) = create_and_sign_in(&mut service, &ana, &draft("bo.lindqvist"));
    let mut hashing = service.hashing().unwrap();
    let refused = hashing
        .hash_new_user(&bo, &draft("cleo"), &secret(OTHER_PASSWORD))
        .err();
    assert_eq!(refused, Some(Failure::Denied(Denied::NotAdministrator)));
    assert_eq!(place.last_audit().0, "refused");
}
