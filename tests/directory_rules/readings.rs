//! What is found and foreseen without writing: backups in folders, what a client would be refused for, pages of the trail,
//! and the service that was noted.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;

use crate::at_rest::snapshot;
use crate::directory::{Place, World, act, admit, connecting, create, draft, provision, register, registering, world};
use avo_admin::domain::audit::AuditAction;
use avo_admin::domain::audit_query::AuditQuery;
use avo_admin::domain::backup::BackupStanding;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::registration::Fingerprint;
use avo_admin::domain::secret::SecretText;
use avo_admin::service::{BackupKey, Reads as _, check_backup, find_backups};

#[test]
fn backups_are_found_by_their_contents_and_what_is_none_is_left_out() {
    let World {
        place, service, ana, ..
    } = world();
    let elsewhere = tempfile::tempdir().unwrap();
    let folders = [place.folder.path().to_path_buf(), elsewhere.path().to_path_buf()];
    let mut reader = service.reader().unwrap();
    let mut made = |name: &str, key: Option<&BackupKey>| {
        let file = elsewhere.path().join(name);
        let made = reader.back_up(&ana, &file, key, &mut |_| ControlFlow::Continue(()));
        made.unwrap()
    };
    let plain = made("plain.db", None);
    let sealed = made(
        "odd.txt",
        Some(&BackupKey::Passphrase(SecretText::from("seven copper lanterns sway"))),
    );
    fs::copy(&plain, elsewhere.path().join("directory.db.before-restore-1")).unwrap();
    fs::copy(&plain, elsewhere.path().join(".avo-admin-a1B2c3.new")).unwrap();
    fs::write(elsewhere.path().join("notes.db"), "none").unwrap();
    fs::create_dir(elsewhere.path().join("folder.db")).unwrap();

    let found = find_backups(&place.path, &[folders.clone(), folders].concat());
    let standings: BTreeSet<_> = found
        .iter()
        .map(|backup| (backup.path.clone(), backup.standing == BackupStanding::Encrypted))
        .collect();
    assert_eq!(standings, BTreeSet::from([(plain.clone(), false), (sealed, true)]));
    assert_eq!(found.len(), 2, "each once");
    assert!(found.is_sorted_by(|one, other| one.written_at >= other.written_at));
}

#[test]
fn a_backup_is_checked_for_damage_and_for_being_of_another_directory() {
    let World {
        place, service, ana, ..
    } = world();
    let backup = place.folder.path().join("backup.db");
    let mut reader = service.reader().unwrap();
    let made = reader.back_up(&ana, &backup, None, &mut |_| ControlFlow::Continue(()));
    made.unwrap();
    let before = snapshot(place.folder.path());
    assert_eq!(check_backup(&place.path, &backup), Ok(()));
    let other = Place::with_ana();
    let (other_service, other_ana) = other.open_as_ana();
    let strange = other.folder.path().join("backup.db");
    let mut reader = other_service.reader().unwrap();
    let made = reader.back_up(&other_ana, &strange, None, &mut |_| ControlFlow::Continue(()));
    made.unwrap();
    let refused = |path| {
        let refused = check_backup(&place.path, path).unwrap_err();
        assert!(
            matches!(refused, Failure::Storage(StorageFailure::Damaged(_))),
            "{refused}"
        );
    };
    refused(&strange);
    assert_eq!(snapshot(place.folder.path()), before, "nothing is written");
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0);
    fs::write(&backup, bytes).unwrap();
    refused(&backup);
}

#[test]
fn a_reader_foresees_what_a_request_is_refused_for_and_uses_nothing_up() {
    let World {
        place,
        mut service,
        ana,
        user,
    } = world();
    let (_, live) = provision(&mut service, &ana, user, "live");
    let (_, used) = provision(&mut service, &ana, user, "used");
    register(&mut service, &used, "host", [1; 32]);
    let (client, void) = provision(&mut service, &ana, user, "void");
    act(&mut service, &ana, user, client, ClientAction::Reprovision);
    let requests = || {
        [
            registering(&live, "host", [2; 32]),
            registering(&used, "host", [3; 32]),
            registering(&void, "host", [4; 32]),
            connecting([1; 32]),
            connecting([9; 32]),
        ]
    };
    let asks = requests().map(|request| request.asks);
    let rows = place.audit_rows();
    let mut reader = service.reader().unwrap();
    for _ in 0..2 {
        let foreseen = reader.foresee(&asks).unwrap();
        let is_refused: Vec<bool> = foreseen.into_iter().map(|found| found.unwrap().is_some()).collect();
        assert_eq!(is_refused, [false, true, true, false, true]);
    }
    assert_eq!(place.audit_rows(), rows);
    let foreseen = reader.again().unwrap().foresee(&asks).unwrap();
    for (request, foreseen) in requests().into_iter().zip(foreseen) {
        assert_eq!(admit(&mut service, request).err(), foreseen.unwrap());
    }
}

#[test]
fn pages_of_the_trail_have_each_entry_once_and_only_what_matches() {
    let World {
        place: _place,
        mut service,
        ana,
        user,
    } = world();
    for number in 0..7 {
        provision(&mut service, &ana, user, &format!("client-{number}"));
        create(&mut service, &ana, &draft(&format!("user.{number}")));
    }
    let query = AuditQuery {
        user: Some(user),
        action: Some(AuditAction::ClientProvisioned),
        ..AuditQuery::default()
    };
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = service.audit_page(&ana, &query, after, 3).unwrap();
        assert!(page.entries.len() <= 3 && page.unreadable.is_empty());
        seen.extend(page.entries);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 7);
    assert!(
        seen.is_sorted_by(|(one, _), (other, _)| one > other),
        "the newest first"
    );
    assert!(
        seen.iter()
            .all(|(_, entry)| entry.action == AuditAction::ClientProvisioned)
    );
}

#[test]
fn a_renewed_certificate_is_kept_for_the_service_that_was_noted_and_for_no_other() {
    let World {
        place: _place,
        mut service,
        ana,
        ..
    } = world();
    let fingerprint = Fingerprint([7; 32]);
    service.note_certificate_renewed(fingerprint).unwrap();
    assert_eq!(service.registration_service(&ana), Ok(None));
    let noted = service.note_service_started("https://console.example.com", None, "svc");
    assert_eq!(noted.unwrap().fingerprint, None);
    service.note_certificate_renewed(fingerprint).unwrap();
    let kept = service.registration_service(&ana).unwrap().unwrap();
    assert_eq!(kept.fingerprint, Some(fingerprint));
    assert_eq!(kept.url, "https://console.example.com");
}
