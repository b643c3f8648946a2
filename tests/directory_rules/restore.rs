//! Restoring: what was withdrawn stays withdrawn, the old file stays, and a failure changes nothing.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::directory::damaging::PAGE_BYTES;
use crate::directory::{
    ANA, ANA_PASSWORD, OTHER_PASSWORD, Place, World, act, admit, connecting, create, create_and_sign_in, draft,
    manager, own_password, provision, refusal, register, registering, secret, sign_in, world,
};
use avo_admin::domain::client::{ClientAction, ClientStatus};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::location::Location;
use avo_admin::domain::registration::ClientRefusal;
use avo_admin::domain::role::Roles;
use avo_admin::domain::token::TokenRefusal;
use avo_admin::service::{
    HashPolicy, Reads as _, Restoration, RestoreError, Restored, Service, Session, UnknownSecrets,
};

fn back_up(service: &Service, session: &Session) -> PathBuf {
    let Location::File(path) = service.location();
    let file = path.with_file_name("backup.db");
    let made = service
        .reader()
        .unwrap()
        .back_up(session, &file, None, &mut |_| ControlFlow::Continue(()));
    made.unwrap()
}

fn prepare(place: &Place, backup: &Path) -> Result<Restoration, RestoreError> {
    let policy = HashPolicy::cheap_for_tests_only();
    Restoration::prepare(&place.path, backup, None, policy, place.clock.clone())
}

fn restore_with(place: &Place, backup: &Path, password: &str, secrets: UnknownSecrets) -> Result<Restored, Failure> {
    prepare(place, backup).unwrap().run(ANA, &secret(password), secrets)
}

fn restore(place: &Place, backup: &Path) -> Restored {
    restore_with(place, backup, ANA_PASSWORD, UnknownSecrets::Void).unwrap()
}

fn files(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.folder.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn nothing_that_was_withdrawn_since_the_backup_works_again() {
    let World {
        place,
        mut service,
        ana,
        user,
    } = world();
    let (_, used) = provision(&mut service, &ana, user, "used");
    let (voided, void) = provision(&mut service, &ana, user, "void");
    let (_, live) = provision(&mut service, &ana, user, "live");
    let (ended, token) = provision(&mut service, &ana, user, "ended");
    register(&mut service, &token, "host", [1; 32]);
    let (_, kept) = provision(&mut service, &ana, user, "kept");
    register(&mut service, &kept, "host", [2; 32]);
    let gone = create(&mut service, &ana, &draft("cleo.gone")).user;
    let (_, of_gone) = provision(&mut service, &ana, gone.id, "of gone");
    let disabled = create(&mut service, &ana, &draft("dan.disabled")).user;
    let (lowered, _) = create_and_sign_in(&mut service, &ana, &manager("eve.lowered", true));
    let (changed, mut theirs) = create_and_sign_in(&mut service, &ana, &draft("fay.changed"));
    let backup = back_up(&service, &ana);

    register(&mut service, &used, "host", [3; 32]);
    act(&mut service, &ana, user, voided, ClientAction::Reprovision);
    act(&mut service, &ana, user, ended, ClientAction::Deregister);
    service.delete_user(&ana, gone.id, gone.revision).unwrap();
    service
        .set_user_disabled(&ana, disabled.id, disabled.revision, true)
        .unwrap();
    let seen = service.user_details(&ana, lowered).unwrap().user.revision;
    service
        .update_user(&ana, lowered, seen, &manager("eve.lowered", false), None)
        .unwrap();
    let own = secret(&own_password("fay.changed"));
    service
        .change_password(&mut theirs, Some(&own), &secret("nine quiet harbours under rain"))
        .unwrap();
    create(&mut service, &ana, &draft("later.user"));
    drop(service);

    let restored = restore(&place, &backup);
    assert!(restored.has_administrator);
    let kept_file = restored.kept.unwrap();
    let mut service = place.open();
    service.check_quickly().unwrap();
    let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    for token in [&used, &void, &of_gone] {
        admit(&mut service, registering(token, "host", [9; 32])).unwrap_err();
    }
    for credential in [[1; 32], [3; 32]] {
        admit(&mut service, connecting(credential)).unwrap_err();
    }
    admit(&mut service, connecting([2; 32])).expect("a credential that was never withdrawn");
    admit(&mut service, registering(&live, "host", [8; 32])).expect("a token that is still out");
    assert_eq!(service.user_details(&ana, gone.id), Err(Failure::UserGone));
    let user_now = |service: &mut Service, id| service.user_details(&ana, id).unwrap().user;
    assert!(user_now(&mut service, disabled.id).is_disabled);
    assert_ne!(user_now(&mut service, lowered).roles, Roles::ADMINISTRATOR);
    assert!(user_now(&mut service, changed).must_change_password);
    for password in [own_password("fay.changed").as_str(), OTHER_PASSWORD] {
        crate::directory::refusal(&mut service, "fay.changed", password);
    }
    let now = place_now(&place);
    for client in service.user_details(&ana, user).unwrap().clients {
        let active = ["live", "kept"].contains(&client.name.as_str());
        let is_deregistered = client.status(now) == ClientStatus::Deregistered;
        assert_eq!(is_deregistered, !active, "{}", client.name);
    }
    let next = create(&mut service, &ana, &draft("next.user")).user.id;
    assert!(next.0 > changed.0 + 1, "the number of later.user is not given again");
    let trail: Vec<&str> = service
        .read_audit()
        .unwrap()
        .iter()
        .map(|entry| entry.action.code())
        .collect();
    assert!(trail.contains(&"directory_restored"));

    let policy = HashPolicy::cheap_for_tests_only();
    let mut old = Service::open(&kept_file, policy, place.clock.clone()).unwrap();
    old.check_quickly().unwrap();
    let last = old.read_audit().unwrap().pop().unwrap();
    assert_eq!(last.action.code(), "restore_started");
    sign_in(&mut old, "later.user", OTHER_PASSWORD);
}

fn place_now(place: &Place) -> avo_admin::domain::time::Timestamp {
    use avo_admin::domain::time::Clock as _;
    place.clock.now()
}

/// The clock is set back afterwards, so that by the backup alone both would still work.
#[test]
fn what_was_seen_to_expire_since_the_backup_stays_expired() {
    let World {
        place,
        mut service,
        ana,
        user,
    } = world();
    service.keep_up();
    let (_, token) = provision(&mut service, &ana, user, "late");
    let password = service.reset_password("bo.lindqvist", "root").unwrap();
    let backup = back_up(&service, &ana);
    for _ in 0..9 {
        place.clock.pass_secs(23 * 3_600);
        service.keep_up();
    }
    drop(service);
    restore(&place, &backup);
    place.clock.move_secs(-200 * 3_600);
    let mut service = place.open();
    let refused = admit(&mut service, registering(&token, "host", [7; 32])).unwrap_err();
    assert_eq!(refused, ClientRefusal::Token(TokenRefusal::Expired));
    assert_eq!(
        refusal(&mut service, "bo.lindqvist", password.expose()).to_string(),
        refusal(&mut service, "nobody", "x").to_string()
    );
}

#[test]
fn where_the_directory_cannot_be_read_no_secret_of_the_backup_works_unless_it_is_chosen() {
    for (secrets, works) in [(UnknownSecrets::Void, false), (UnknownSecrets::Keep, true)] {
        let mut world = world();
        let (_, token) = provision(&mut world.service, &world.ana, world.user, "a");
        let (_, used) = provision(&mut world.service, &world.ana, world.user, "b");
        register(&mut world.service, &used, "host", [1; 32]);
        let backup = back_up(&world.service, &world.ana);
        drop(world.service);
        fs::write(&world.place.path, "no directory any longer, but evidence").unwrap();
        let restored = restore_with(&world.place, &backup, ANA_PASSWORD, secrets).unwrap();
        let kept = restored.kept.unwrap();
        assert!(fs::read_to_string(kept).unwrap().ends_with("evidence"));
        let mut service = world.place.open();
        assert_eq!(admit(&mut service, connecting([1; 32])).is_ok(), works);
        assert_eq!(admit(&mut service, registering(&token, "host", [2; 32])).is_ok(), works);
    }
}

#[test]
fn a_missing_directory_is_restored_in_its_place() {
    let world = world();
    let backup = back_up(&world.service, &world.ana);
    drop(world.service);
    fs::remove_file(&world.place.path).unwrap();
    assert_eq!(restore(&world.place, &backup).kept, None);
    sign_in(&mut world.place.open(), ANA, ANA_PASSWORD);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&world.place.path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn a_restore_that_is_refused_changes_nothing() {
    let World {
        place,
        mut service,
        ana,
        ..
    } = world();
    create_and_sign_in(&mut service, &ana, &draft("plain.user"));
    let backup = back_up(&service, &ana);
    let busy = restore_with(&place, &backup, ANA_PASSWORD, UnknownSecrets::Void);
    assert_eq!(
        busy.unwrap_err(),
        Failure::Storage(StorageFailure::OpenElsewhere { is_service: false })
    );
    drop(service);
    let (before, names) = (place.contents_without_audit(), files(&place));
    let wrong = restore_with(&place, &backup, "not her password", UnknownSecrets::Void);
    assert!(matches!(wrong, Err(Failure::SignInRefused { .. })), "{wrong:?}");
    let plain = prepare(&place, &backup).unwrap();
    let password = secret(&own_password("plain.user"));
    let denied = plain.run("plain.user", &password, UnknownSecrets::Void);
    assert!(matches!(denied, Err(Failure::Denied(_))), "{denied:?}");
    assert_eq!(files(&place), names);
    drop(place.open());
    assert_ne!(before, "");

    let cut = place.folder.path().join("cut.db");
    let bytes = fs::read(&backup).unwrap();
    for damaged in [&bytes[..0], &bytes[..bytes.len() / 2], b"text"] {
        fs::write(&cut, damaged).unwrap();
        assert!(prepare(&place, &cut).is_err());
        fs::remove_file(&cut).unwrap();
        assert_eq!(files(&place), names);
    }
}

/// The directory itself may be fine, so its damage is not what is said.
#[test]
fn a_damaged_backup_is_named_as_a_damaged_backup() {
    let place = Place::with_ana();
    let (service, ana) = place.open_as_ana();
    let backup = back_up(&service, &ana);
    drop(service);
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2 / PAGE_BYTES * PAGE_BYTES;
    bytes[middle..middle + PAGE_BYTES].fill(0);
    fs::write(&backup, bytes).unwrap();
    assert!(matches!(prepare(&place, &backup), Err(RestoreError::Damaged)));
}

#[test]
fn a_log_that_was_left_beside_an_unreadable_directory_stays_with_it() {
    let world = world();
    let backup = back_up(&world.service, &world.ana);
    drop(world.service);
    fs::write(&world.place.path, "damaged").unwrap();
    let log = world.place.folder.path().join("directory.db-wal");
    fs::write(&log, "a log of it").unwrap();
    let kept = restore(&world.place, &backup).kept.unwrap();
    assert!(!log.exists());
    let moved = format!("{}-wal", kept.display());
    assert_eq!(fs::read_to_string(moved).unwrap(), "a log of it");
    world.place.open().check_quickly().unwrap();
}

/// The kept file is an older generation than the restored one, and the restored trail explains why earlier heads are not
/// in it.
#[test]
fn the_file_that_was_replaced_is_an_older_copy_and_its_heads_are_not_missed() {
    let World {
        place,
        mut service,
        ana,
        ..
    } = world();
    let backup = back_up(&service, &ana);
    create(&mut service, &ana, &draft("later.user"));
    let head = service.anchor().unwrap();
    drop(service);
    place.clock.pass_secs(60);

    let kept = restore(&place, &backup).kept.unwrap();
    let mut service = place.open();
    service.verify_all(&[head]).unwrap().unwrap();
    place.clock.pass_secs(60);
    let later = service.anchor().unwrap();
    drop(service);

    fs::copy(&kept, &place.path).unwrap();
    let policy = HashPolicy::cheap_for_tests_only();
    let refused = Service::open(&place.path, policy, place.clock.clone()).unwrap_err();
    assert!(
        matches!(refused, Failure::Storage(StorageFailure::OlderCopy(_))),
        "{refused}"
    );
    let password = secret(ANA_PASSWORD);
    let clock: std::sync::Arc<dyn avo_admin::domain::time::Clock> = place.clock.clone();
    let is_accepted = Service::accept_older_copy(&place.path, policy, &clock, ANA, &password).unwrap();
    assert!(is_accepted);
    place.clock.pass_secs(60);
    let unknown_since = avo_admin::domain::anchor::Anchor {
        at: place.open().anchor().unwrap().at,
        ..later
    };
    place.open().verify_all(&[head, later]).unwrap().unwrap();
    place.open().verify_all(&[unknown_since]).unwrap().unwrap_err();
}

#[test]
fn a_restore_says_where_no_administrator_can_sign_in_afterwards() {
    let place = Place::with_ana();
    let (mut service, mut ana) = place.open_as_ana();
    let backup = back_up(&service, &ana);
    service
        .change_password(&mut ana, Some(&secret(ANA_PASSWORD)), &secret(OTHER_PASSWORD))
        .unwrap();
    drop(service);
    let restored = restore_with(&place, &backup, OTHER_PASSWORD, UnknownSecrets::Void).unwrap();
    assert!(!restored.has_administrator);
}
