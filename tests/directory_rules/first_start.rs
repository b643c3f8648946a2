//! The first start: a directory appears together with its first administrator.

use crate::directory::{ANA, ANA_PASSWORD, Place, draft, problem, secret};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::time::Timestamp;
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{HashPolicy, Service, Session};

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
