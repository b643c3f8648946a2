//! Creating, changing and deleting users, and the conflicts between two consoles.

use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, create, create_and_sign_in, draft, manager, problem, provision, secret,
    sign_in,
};
use avo_admin::domain::conflict::Change;
use avo_admin::domain::expiry::Terms;
use avo_admin::domain::failure::Failure;
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{Reads as _, Service, Session};

#[test]
fn a_user_name_never_changes_whatever_the_draft_of_a_change_says() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    for user_name in ["", "another"] {
        let changed = UserDraft {
            user_name: user_name.to_owned(),
            ..bo.draft()
        };
        let revision = service.user_details(&ana, bo.id).unwrap().user.revision;
        let after = service.update_user(&ana, bo.id, revision, &changed, None).unwrap();
        assert_eq!(after.user.user_name, bo.user_name, "{user_name:?}");
    }
}

#[test]
fn the_only_administrator_changes_the_details_of_the_own_account() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let me = service.me(&ana).unwrap();
    let changed = UserDraft {
        first_name: "Anita".to_owned(),
        ..me.draft()
    };
    let after = service.update_user(&ana, me.id, me.revision, &changed, None).unwrap();
    assert_eq!(after.user.first_name.as_str(), "Anita");
    assert!(after.user.roles.is_administrator());
}

#[test]
fn names_and_addresses_are_unique_without_regard_to_case() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let taken = UserDraft {
        user_name: "ANA.Garcia".to_owned(),
        email: "Ana.Garcia@EXAMPLE.com".to_owned(),
        ..draft("bo")
    };
    let failure = service.create_user(&ana, &taken, &secret(OTHER_PASSWORD)).unwrap_err();
    assert_eq!(problem(&failure, Field::UserName), Some(FieldProblem::UserNameTaken));
    assert_eq!(problem(&failure, Field::Email), Some(FieldProblem::EmailTaken));
    let bo = create(&mut service, &ana, &draft("bo.lindqvist"));
    let taken = UserDraft {
        email: "ANA.GARCIA@example.com".to_owned(),
        ..bo.user.draft()
    };
    let failure = service
        .update_user(&ana, bo.user.id, bo.user.revision, &taken, None)
        .unwrap_err();
    assert_eq!(problem(&failure, Field::Email), Some(FieldProblem::EmailTaken));
    service
        .update_user(&ana, bo.user.id, bo.user.revision, &bo.user.draft(), None)
        .unwrap();
}

#[test]
fn an_address_is_taken_in_every_spelling_and_kept_composed() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let of = |email: &str| UserDraft {
        email: email.to_owned(),
        ..draft("bo.lindqvist")
    };
    let bo = create(&mut service, &ana, &of("rene\u{301}@bu\u{308}cher.example")).user;
    assert_eq!(bo.email.as_str(), "ren\u{e9}@b\u{fc}cher.example");
    for taken in ["ren\u{e9}@xn--bcher-kva.example", "RENE\u{301}@B\u{dc}CHER.example"] {
        let eva = UserDraft {
            user_name: "eva.muller".to_owned(),
            ..of(taken)
        };
        let failure = service.create_user(&ana, &eva, &secret(OTHER_PASSWORD)).unwrap_err();
        assert_eq!(
            problem(&failure, Field::Email),
            Some(FieldProblem::EmailTaken),
            "{taken}"
        );
    }
}

#[test]
fn an_update_saves_everything_but_the_user_name() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    place.clock.pass_secs(60);
    let changed = UserDraft {
        user_name: "another.user".to_owned(),
        email: "bo@example.org".to_owned(),
        first_name: "Bó".to_owned(),
        last_name: "Lindqvist 林".to_owned(),
        primary_role: PrimaryRole::QualityManager,
        is_admin: true,
    };
    let saved = service
        .update_user(&ana, bo.id, bo.revision, &changed, None)
        .unwrap()
        .user;
    let expected = UserDraft {
        user_name: "bo.lindqvist".to_owned(),
        ..changed
    };
    assert_eq!(saved.draft(), expected);
    assert_eq!(saved.changed_at.ms_since(bo.changed_at), 60_000);
    let (action, detail) = place.last_audit();
    assert_eq!(action, "user_updated");
    let detail = detail.unwrap();
    assert!(
        detail.contains(r#"["email","first_name","last_name"]"#)
            && detail.contains(r#""to":{"primary":"quality_manager","is_admin":true}"#),
        "{detail}"
    );
}

#[test]
fn two_windows_that_change_one_user_get_a_conflict_with_what_is_there_now() {
    let place = Place::with_ana();
    let (mut one, ana_one) = place.open_as_ana();
    let (mut two, ana_two) = place.open_as_ana();
    let bo = create(&mut one, &ana_one, &draft("bo.lindqvist")).user;
    let theirs = UserDraft {
        first_name: "Theirs".to_owned(),
        ..bo.draft()
    };
    let mine = UserDraft {
        first_name: "Mine".to_owned(),
        ..bo.draft()
    };
    let version = one.change_mark().unwrap();
    two.update_user(&ana_two, bo.id, bo.revision, &theirs, None).unwrap();
    assert_ne!(one.change_mark().unwrap(), version, "the other window notices");
    let now = match one.update_user(&ana_one, bo.id, bo.revision, &mine, None).unwrap_err() {
        Failure::UserConflict(now) => now,
        other => panic!("{other}"),
    };
    assert_eq!(now.now.user.first_name.as_str(), "Theirs");
    one.update_user(&ana_one, bo.id, now.now.user.revision, &mine, None)
        .unwrap();
    for stale in [
        two.delete_user(&ana_two, bo.id, bo.revision).unwrap_err(),
        two.set_user_disabled(&ana_two, bo.id, bo.revision, true).unwrap_err(),
    ] {
        assert!(matches!(stale, Failure::UserConflict(_)), "{stale}");
    }
    let revision = one.user_details(&ana_one, bo.id).unwrap().user.revision;
    two.delete_user(&ana_two, bo.id, revision).unwrap();
    let gone = one.update_user(&ana_one, bo.id, revision, &mine, None).unwrap_err();
    assert_eq!(gone, Failure::UserGone);
}

#[test]
fn a_conflict_says_who_changed_the_user_last_and_when() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (_, cleo) = create_and_sign_in(&mut service, &ana, &manager("cleo", true));
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    place.clock.pass_secs(60);
    let disabled = service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap().user;
    place.clock.pass_secs(60);
    let enabled = service
        .set_user_disabled(&cleo, bo.id, disabled.revision, false)
        .unwrap()
        .user;
    place.clock.pass_secs(60);
    // Newer lines of the trail about others, and about this user without a change of the details.
    create(&mut service, &ana, &draft("dora"));
    service.generate_token(&ana, bo.id, "laptop", Terms::default()).unwrap();
    let stale = service.update_user(&ana, bo.id, bo.revision, &bo.draft(), None);
    let Err(Failure::UserConflict(conflict)) = stale else {
        panic!("{stale:?}");
    };
    let change = Change {
        by: Some("cleo".to_owned()),
        at: enabled.changed_at,
    };
    assert_eq!(conflict.change, Some(change));
}

#[test]
fn a_conflict_looks_for_its_author_no_further_back_than_the_change() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    place.clock.pass_secs(60);
    service.set_user_disabled(&ana, bo.id, bo.revision, true).unwrap();
    // As if the line that explains the change were missing.
    place.tamper(&format!(
        "UPDATE users SET changed_at = changed_at + 1, revision = revision + 1 WHERE id = {}",
        bo.id.0
    ));
    let stale = service.update_user(&ana, bo.id, bo.revision, &bo.draft(), None);
    let Err(Failure::UserConflict(conflict)) = stale else {
        panic!("{stale:?}");
    };
    assert_eq!(conflict.change, None);
}

#[test]
fn roles_change_only_with_a_fresh_password() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    place.clock.pass_secs(10 * 60 + 1);
    let promoted = manager("bo.lindqvist", true);
    let promote = |service: &mut Service, ana: &Session| service.update_user(ana, bo.id, bo.revision, &promoted, None);
    assert_eq!(promote(&mut service, &ana).unwrap_err(), Failure::PasswordNeeded);
    let another = service.create_user(&ana, &manager("cleo", true), &secret(OTHER_PASSWORD));
    assert_eq!(another.unwrap_err(), Failure::PasswordNeeded);
    create(&mut service, &ana, &manager("dora", false));
    let wrong = service.confirm_password(&mut ana, &secret("wrong")).unwrap_err();
    assert_eq!(
        problem(&wrong, Field::CurrentPassword),
        Some(FieldProblem::CurrentPasswordWrong)
    );
    service.confirm_password(&mut ana, &secret(ANA_PASSWORD)).unwrap();
    promote(&mut service, &ana).unwrap();
}

#[test]
fn a_password_set_for_another_user_must_be_changed_and_ones_own_keeps_the_session() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let (bo, bos) = create_and_sign_in(&mut service, &ana, &draft("bo.lindqvist"));
    let user = service.user_details(&ana, bo).unwrap().user;
    let set = secret("twelve amber kettles sing");
    let saved = service
        .update_user(&ana, bo, user.revision, &user.draft(), Some(&set))
        .unwrap();
    assert!(saved.user.must_change_password);
    assert_eq!(service.me(&bos).unwrap_err(), Failure::SessionEnded);
    assert!(service.sign_in("bo.lindqvist", &set).unwrap().user.must_change_password);

    let own = service.me(&ana).unwrap();
    place.clock.pass_secs(10 * 60 + 1);
    let refused = service
        .update_user(&ana, own.id, own.revision, &own.draft(), Some(&set))
        .unwrap_err();
    assert_eq!(refused, Failure::PasswordNeeded);
    service.confirm_password(&mut ana, &secret(ANA_PASSWORD)).unwrap();
    let saved = service
        .update_user(&ana, own.id, own.revision, &own.draft(), Some(&set))
        .unwrap();
    assert!(!saved.user.must_change_password);
    service.me(&ana).unwrap();
    sign_in(&mut service, ANA, set.expose());
}

#[test]
fn a_deleted_user_takes_clients_and_tokens_along_and_the_number_is_never_given_again() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    let (_, token) = provision(&mut service, &ana, bo.id, "laptop-bo");
    service.delete_user(&ana, bo.id, bo.revision).unwrap();
    let report = service.verify_token(token.expose()).unwrap();
    assert_eq!(report.verdict, Err(avo_admin::domain::token::TokenRefusal::Unknown));
    let again = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    assert!(again.id > bo.id);
    provision(&mut service, &ana, again.id, "laptop-bo");
}
