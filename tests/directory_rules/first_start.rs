//! The first start: a directory appears together with its first administrator.

use crate::directory::{ANA, ANA_PASSWORD, Place, draft, problem, secret};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::time::Timestamp;
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{HashPolicy, Reads as _, Service, Session};

/// The worker owns the service on a thread of its own, and lends sessions to it.
#[test]
fn service_and_session_may_cross_threads() {
    fn crosses<T: Send>() {}
    crosses::<Service>();
    crosses::<Session>();
}

#[test]
fn the_directory_appears_with_its_administrator_and_not_without() {
    let place = Place::empty();
    let create = |password: &str, draft: &UserDraft| {
        Service::create(
            &place.path,
            HashPolicy::cheap_for_tests_only(),
            place.clock.clone(),
            draft,
            &secret(password),
        )
    };
    let failure = create("short", &UserDraft::default()).unwrap_err();
    assert_eq!(problem(&failure, Field::UserName), Some(FieldProblem::Missing));
    assert_eq!(
        problem(&failure, Field::Password),
        Some(FieldProblem::PasswordTooShort(5)),
        "the form shows all its problems at once"
    );
    assert_eq!(std::fs::read_dir(place.folder.path()).unwrap().count(), 0);

    let mut service = create(ANA_PASSWORD, &draft(ANA)).unwrap();
    let signed_in = service.sign_in(ANA, &secret(ANA_PASSWORD)).unwrap();
    assert!(signed_in.user.roles.is_administrator(), "whatever the draft said");
    assert!(!signed_in.user.must_change_password);
    assert_eq!(
        signed_in.user.last_sign_in_at.map(Timestamp::unix_ms),
        Some(crate::directory::START_MS)
    );
    let failure = create(ANA_PASSWORD, &draft("another.user")).unwrap_err();
    assert!(
        matches!(failure, Failure::Storage(StorageFailure::Exists(_))),
        "{failure}"
    );
}

#[test]
fn a_directory_of_sample_users_is_made_with_its_progress_and_has_locked_users_too() {
    let place = Place::empty();
    let policy = HashPolicy::cheap_for_tests_only();
    let mut heard = Vec::new();
    let mut watch = |made| heard.push(made);
    let administrator =
        Service::fill_with_demo_watched(&place.path, policy, place.clock.clone(), 4_000, &mut watch).unwrap();
    assert_eq!(heard, [1_000, 2_000, 3_000, 4_000]);
    let mut service = place.open();
    let signed_in = service
        .sign_in(&administrator.user_name, &administrator.password)
        .unwrap();
    assert!(service.home(&signed_in.session).unwrap().locked_users > 0);
}
