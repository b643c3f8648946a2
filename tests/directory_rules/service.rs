//! Use cases on a real directory: first start, signing in, sessions, users and conflicts.

use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, admit, client, connecting, create, create_and_sign_in, draft, manager,
    own_password, provision, register, sign_in,
};
use avo_admin::domain::access::Denied;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::registration::Arrival;
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock as _, Timestamp};
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{HashPolicy, Reads as _, Service, Session};

fn secret(text: &str) -> SecretText {
    SecretText::from(text)
}

fn refusal(service: &mut Service, user_name: &str, password: &str) -> Failure {
    service.sign_in(user_name, &secret(password)).unwrap_err()
}

fn problem(failure: &Failure, field: Field) -> Option<FieldProblem> {
    match failure {
        Failure::Invalid(errors) => errors.get(field).map(|error| error.problem.clone()),
        _ => None,
    }
}

/// The worker owns the service on a thread of its own, and lends sessions to it.
#[test]
fn service_and_session_may_cross_threads() {
    fn crosses<T: Send>() {}
    crosses::<Service>();
    crosses::<Session>();
}

// --- First start -------------------------------------------------------------------------------------------------

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
    let failure = create(ANA_PASSWORD, &draft("somebody")).unwrap_err();
    assert!(
        matches!(failure, Failure::Storage(StorageFailure::Exists(_))),
        "{failure}"
    );
}

// --- Signing in --------------------------------------------------------------------------------------------------

#[test]
fn unknown_wrong_disabled_expired_and_without_password_are_refused_in_the_same_words() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist"));
    service
        .set_user_disabled(&ana, bo.user.id, bo.user.revision, true)
        .unwrap();
    create(&mut service, &ana, &draft("cleo"));
    place
        .raw()
        .execute("UPDATE users SET password_hash = NULL WHERE user_name = 'cleo'", [])
        .unwrap();
    create(&mut service, &ana, &draft("dora"));
    let made = service.reset_password("dora", "root").unwrap();
    place.clock.pass_secs(24 * 60 * 60);

    let cases = [
        ("nobody.at.all", ANA_PASSWORD.to_owned()),
        ("not even a user name \u{202E}", ANA_PASSWORD.to_owned()),
        ("", ANA_PASSWORD.to_owned()),
        (ANA, "wrong".to_owned()),
        (ANA, String::new()),
        ("bo.lindqvist", OTHER_PASSWORD.to_owned()),
        ("cleo", OTHER_PASSWORD.to_owned()),
        ("dora", made.expose().to_owned()),
    ];
    let words: Vec<String> = cases
        .iter()
        .map(|(name, password)| refusal(&mut service, name, password).to_string())
        .collect();
    assert!(words.iter().all(|text| text == &words[0]), "{words:#?}");
}

#[test]
fn waits_are_the_same_for_names_that_do_not_exist_and_an_administrator_lifts_them() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    let waits = |service: &mut Service, name: &str| -> Vec<Option<i64>> {
        (0..6)
            .map(|_| match refusal(service, name, "wrong") {
                Failure::SignInRefused { wait_secs } => wait_secs,
                other => panic!("{other}"),
            })
            .collect()
    };
    let known = waits(&mut service, "bo.lindqvist");
    assert_eq!(known, [None, None, None, None, Some(30), Some(30)]);
    assert_eq!(waits(&mut service, "Nobody.Like-That"), known);
    // The right password does not help while the wait lasts, and the name is one name whatever its case.
    assert!(matches!(
        refusal(&mut service, "BO.LINDQVIST", OTHER_PASSWORD),
        Failure::SignInRefused { wait_secs: Some(30) }
    ));
    let row = service.user_details(&ana, bo).unwrap().user;
    assert!(row.is_locked(avo_admin::domain::time::Clock::now(&*place.clock)));
    assert_eq!(service.home(&ana).unwrap().locked_users, 1);

    service.unlock_user(&ana, bo).unwrap();
    assert_eq!(place.last_audit().0, "user_unlocked");
    sign_in(&mut service, "bo.lindqvist", OTHER_PASSWORD);

    place.clock.pass_secs(30);
    assert!(matches!(
        refusal(&mut service, "nobody.like-that", "wrong"),
        Failure::SignInRefused { wait_secs: Some(60) }
    ));
}

#[test]
fn a_right_password_after_the_wait_starts_the_count_again() {
    let place = Place::with_ana();
    let mut service = place.open();
    for _ in 0..5 {
        refusal(&mut service, ANA, "wrong");
    }
    place.clock.pass_secs(30);
    sign_in(&mut service, ANA, ANA_PASSWORD);
    assert!(matches!(
        refusal(&mut service, ANA, "wrong"),
        Failure::SignInRefused { wait_secs: None }
    ));
}

#[test]
fn a_password_typed_as_a_name_is_written_nowhere() {
    let place = Place::with_ana();
    let mut service = place.open();
    let typed = "my secret canary password";
    for _ in 0..6 {
        refusal(&mut service, typed, "wrong");
    }
    assert_eq!(place.last_audit().0, "sign_in_refused");
    drop(service);
    for entry in std::fs::read_dir(place.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"canary"));
    }
}

#[test]
fn an_old_hash_is_renewed_once_and_the_session_goes_on() {
    let place = Place::with_ana();
    let stored = || -> String {
        let raw = place.raw();
        raw.query_row("SELECT password_hash FROM users", [], |row| row.get(0))
            .unwrap()
    };
    let cheap = stored();
    // The cheap policy accepts its own hashes only; a dearer policy for tests does not exist, so the old parameters are
    // those of OWASP's least and the new ones those of the program.
    let mut dear = Service::open(&place.path, HashPolicy::production(), place.clock.clone()).unwrap();
    assert!(
        dear.sign_in(ANA, &secret(ANA_PASSWORD)).is_err(),
        "far too cheap: {cheap}"
    );
    drop(dear);
    let least = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$";
    let hash = {
        use argon2::{Algorithm, Argon2, Params, Version};
        let mut output = [0_u8; 32];
        Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(19_456, 2, 1, None).unwrap(),
        )
        .hash_password_into(ANA_PASSWORD.as_bytes(), b"saltsaltsaltsalt", &mut output)
        .unwrap();
        format!("{least}{}", base64_without_padding(&output))
    };
    place
        .raw()
        .execute("UPDATE users SET password_hash = ?1", [&hash])
        .unwrap();
    let mut service = Service::open(&place.path, HashPolicy::production(), place.clock.clone()).unwrap();
    let session = sign_in(&mut service, ANA, ANA_PASSWORD);
    let renewed = stored();
    assert!(renewed.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{renewed}");
    service.me(&session).unwrap();
    sign_in(&mut service, ANA, ANA_PASSWORD);
    assert_eq!(stored(), renewed, "only once");
}

fn base64_without_padding(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = 0_u32;
        for index in 0..3 {
            group = group << 8 | u32::from(chunk.get(index).copied().unwrap_or(0));
        }
        for index in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * index) & 63) as usize]));
        }
    }
    text
}

#[test]
fn a_doctored_hash_lets_nobody_in() {
    let place = Place::with_ana();
    let mut service = place.open();
    for doctored in ["", "garbage", "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAA"] {
        place
            .raw()
            .execute("UPDATE users SET password_hash = ?1", [doctored])
            .unwrap();
        place.raw().execute("DELETE FROM sign_in_attempts", []).unwrap();
        assert!(service.sign_in(ANA, &secret(ANA_PASSWORD)).is_err(), "{doctored}");
    }
}

// --- Sessions ----------------------------------------------------------------------------------------------------

#[test]
fn a_session_ends_after_eight_hours_a_reset_or_another_password() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    place.clock.pass_secs(8 * 60 * 60 - 1);
    service.me(&ana).unwrap();
    place.clock.pass_secs(1);
    assert_eq!(service.me(&ana).unwrap_err(), Failure::SessionEnded);

    let first = sign_in(&mut service, ANA, ANA_PASSWORD);
    let mut second = sign_in(&mut service, ANA, ANA_PASSWORD);
    service
        .change_password(&mut second, Some(&secret(ANA_PASSWORD)), &secret(OTHER_PASSWORD))
        .unwrap();
    assert_eq!(service.me(&first).unwrap_err(), Failure::SessionEnded);
    service.me(&second).unwrap();
    service.reset_password(ANA, "root").unwrap();
    assert_eq!(service.me(&second).unwrap_err(), Failure::SessionEnded);
}

#[test]
fn a_disabled_or_deleted_person_is_out_at_the_next_action_and_stays_out() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (bo, bos) = create_and_sign_in(&mut service, &ana, &manager("bo.lindqvist", true));
    let revision = service.user_details(&ana, bo).unwrap().user.revision;
    let disabled = service.set_user_disabled(&ana, bo, revision, true).unwrap();
    assert_eq!(
        service.list_users(&bos, &UserQuery::default()).unwrap_err(),
        Failure::Denied(Denied::AccountDisabled)
    );
    let enabled = service
        .set_user_disabled(&ana, bo, disabled.user.revision, false)
        .unwrap();
    assert_eq!(service.me(&bos).unwrap_err(), Failure::SessionEnded);
    service.delete_user(&ana, bo, enabled.user.revision).unwrap();
    assert_eq!(service.me(&bos).unwrap_err(), Failure::SessionEnded);
}

#[test]
fn unlocking_takes_the_right_password_and_counts_the_wrong_ones() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let mut last = None;
    for _ in 0..5 {
        last = service.unlock(&mut ana, &secret("wrong")).err();
    }
    assert_eq!(last, Some(Failure::SignInRefused { wait_secs: Some(30) }));
    assert!(
        service.unlock(&mut ana, &secret(ANA_PASSWORD)).is_err(),
        "the wait holds for the right one too"
    );
    place.clock.pass_secs(30);
    assert_eq!(
        service
            .unlock(&mut ana, &secret(ANA_PASSWORD))
            .unwrap()
            .user_name
            .as_str(),
        ANA
    );
    assert_eq!(place.last_audit().0, "unlocked");
}

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

#[test]
fn a_password_that_somebody_else_set_must_be_changed_before_anything_else() {
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

// --- Users -------------------------------------------------------------------------------------------------------

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
fn an_update_saves_everything_but_the_user_name() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let bo = create(&mut service, &ana, &draft("bo.lindqvist")).user;
    place.clock.pass_secs(60);
    let changed = UserDraft {
        user_name: "somebody.else".to_owned(),
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
    let version = one.data_version().unwrap();
    two.update_user(&ana_two, bo.id, bo.revision, &theirs, None).unwrap();
    assert_ne!(one.data_version().unwrap(), version, "the other window notices");
    let now = match one.update_user(&ana_one, bo.id, bo.revision, &mine, None).unwrap_err() {
        Failure::UserConflict(now) => now,
        other => panic!("{other}"),
    };
    assert_eq!(now.user.first_name.as_str(), "Theirs");
    one.update_user(&ana_one, bo.id, now.user.revision, &mine, None)
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
fn a_password_set_for_somebody_else_must_be_changed_and_ones_own_keeps_the_session() {
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

#[test]
fn whoever_watches_is_told_of_arrivals_once_and_only_of_those_that_concern_them() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (bo, bos) = create_and_sign_in(&mut service, &ana, &draft("bo.lindqvist"));
    let (_, before) = provision(&mut service, &ana, ana.user_id(), "before");
    register(&mut service, &before, "lt-0001", [1; 32]);
    let anas_mark = service.arrivals(&ana, None).unwrap();
    assert!(anas_mark.clients.is_empty(), "what was there before is no news");
    let bos_mark = service.arrivals(&bos, None).unwrap();

    let (_, of_ana) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    let (_, of_bo) = provision(&mut service, &ana, bo, "laptop-bo");
    register(&mut service, &of_ana, "lt-0002", [2; 32]);
    register(&mut service, &of_bo, "lt-0003", [3; 32]);
    admit(&mut service, connecting([3; 32])).unwrap();
    let arrival = |user, client: &str, host: &str| Arrival {
        user,
        client: client.to_owned(),
        host: host.to_owned(),
    };
    let news = service.arrivals(&ana, Some(anas_mark.mark)).unwrap();
    let both = [
        arrival(ana.user_id(), "laptop-ana", "lt-0002"),
        arrival(bo, "laptop-bo", "lt-0003"),
    ];
    assert_eq!(news.clients, both);
    assert_eq!(service.arrivals(&ana, Some(news.mark)).unwrap().clients, []);
    let own = service.arrivals(&bos, Some(bos_mark.mark)).unwrap();
    assert_eq!(own.clients, both[1..]);
}

#[test]
fn a_connection_is_seen_without_being_a_change_that_somebody_could_collide_with() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let (id, token) = provision(&mut service, &ana, ana.user_id(), "laptop-ana");
    register(&mut service, &token, "lt-0001", [1; 32]);
    let before = client(&mut service, &ana, ana.user_id(), id);
    place.clock.pass_secs(60);
    admit(&mut service, connecting([1; 32])).unwrap();
    let after = client(&mut service, &ana, ana.user_id(), id);
    assert_eq!(after.last_seen_at, Some(place.clock.now()));
    assert_eq!(after.revision, before.revision);
    assert_eq!(after.version.as_deref(), Some("1.2.3"));
}
