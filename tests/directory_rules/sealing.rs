//! Old entries of the trail are moved to a file, and the chain goes on from there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::directory::{ANA, ANA_PASSWORD, NAME, Place, act, provision, secret, sign_in, world};
use avo_admin::domain::anchor::Anchor;
use avo_admin::domain::audit::AuditAction;
use avo_admin::domain::client::ClientAction;
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::sealed_part::SealedProblem;
use avo_admin::domain::time::{Clock as _, Timestamp};
use avo_admin::domain::trail::{BrokenPlace, EntryHash, TrailHead};
use avo_admin::service::{LEAST_DAYS_KEPT, SealedFault, Sealing, Service, Session};

const DAY_SECS: i64 = 24 * 60 * 60;

/// A directory whose first entries are old, an anchor of that time, and when they were over.
fn old() -> (Place, Anchor, Timestamp) {
    let world = world();
    let (mut service, place) = (world.service, world.place);
    let (client, _) = provision(&mut service, &world.ana, world.user, NAME);
    act(&mut service, &world.ana, world.user, client, ClientAction::Reprovision);
    let anchor = service.anchor().unwrap();
    place.clock.pass_secs(60);
    let over = place.clock.now();
    service.sign_out(world.ana);
    drop(service);
    place.clock.pass_secs(200 * DAY_SECS);
    (place, anchor, over)
}

#[track_caller]
fn seal(service: &mut Service, session: &Session, file: &Path, before: Timestamp) -> (i64, i64) {
    match service.seal_trail(session, file, before).unwrap() {
        Sealing::Sealed { first, last, .. } => (first, last),
        other => panic!("{other:?}"),
    }
}

/// Sealed once; the file, and the number of its last entry.
fn sealed(place: &Place, before: Timestamp) -> (PathBuf, i64) {
    let file = place.folder.path().join("trail-1.jsonl");
    let (mut service, ana) = place.open_as_ana();
    let (first, last) = seal(&mut service, &ana, &file, before);
    assert_eq!(first, 1);
    (file, last)
}

#[test]
fn sealed_entries_are_in_the_file_alone_and_the_chain_goes_on() {
    let (place, anchor, over) = old();
    let before = place.open().read_audit().unwrap();
    let (file, last) = sealed(&place, over);
    assert_eq!(last, anchor.head.id);
    let mut service = place.open();
    let left = service.read_audit().unwrap();
    let after = usize::try_from(last).unwrap();
    assert_eq!(left[..before.len() - after], before[after..]);
    assert_eq!(left.last().unwrap().action, AuditAction::TrailSealed);
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), after + 1, "a head and the entries");
    assert!(text.contains("client_reprovisioned"), "{text}");
    let report = service.verify_all(&[anchor]).unwrap().unwrap();
    assert_eq!((report.sealed_to, report.anchors, report.sealed_anchors), (last, 1, 0));
    assert_eq!(service.verify_sealed(&[file], &[anchor]).unwrap(), Ok(()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = place.folder.path().join("trail-1.jsonl");
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn parts_follow_each_other_and_a_missing_one_is_named() {
    let (place, anchor, over) = old();
    let (first, last) = sealed(&place, over);
    place.clock.pass_secs(200 * DAY_SECS);
    let (mut service, ana) = place.open_as_ana();
    let second = place.folder.path().join("trail-2.jsonl");
    let before = place.clock.now().plus_secs(-100 * DAY_SECS);
    assert_eq!(seal(&mut service, &ana, &second, before).0, last + 1);
    let report = service.verify_all(&[anchor]).unwrap().unwrap();
    assert_eq!((report.anchors, report.sealed_anchors), (0, 1), "only the file tells");
    let mut verify = |files: &[&PathBuf]| {
        let files: Vec<PathBuf> = files.iter().copied().cloned().collect();
        service.verify_sealed(&files, &[anchor]).unwrap()
    };
    assert_eq!(verify(&[&second, &first]), Ok(()), "in any order");
    assert_eq!(verify(&[&second]), Ok(()), "earlier ones may be elsewhere");
    let missing = SealedFault::File(first.clone(), SealedProblem::NotOfThisTrail);
    assert_eq!(verify(&[&first]), Err(missing));
}

#[test]
fn a_file_that_was_changed_is_named_with_its_line() {
    let (place, anchor, over) = old();
    let (file, _) = sealed(&place, over);
    let text = fs::read_to_string(&file).unwrap();
    let fault_of = |text: &str| {
        fs::write(&file, text).unwrap();
        let fault = place
            .open()
            .verify_sealed(std::slice::from_ref(&file), &[anchor])
            .unwrap();
        let SealedFault::File(_, problem) = fault.unwrap_err() else {
            panic!("another fault");
        };
        problem
    };
    let lines: Vec<&str> = text.lines().collect();
    let changed = text.replacen("client_provisioned", "client_deregistered", 1);
    let line = lines
        .iter()
        .position(|line| line.contains("client_provisioned"))
        .unwrap()
        + 1;
    let line = u64::try_from(line).unwrap();
    assert_eq!(fault_of(&changed), SealedProblem::LineChanged { line });
    let cut = lines[..lines.len() - 1].join("\n") + "\n";
    assert_eq!(fault_of(&cut), SealedProblem::CutOff);
    assert!(matches!(
        fault_of(&text[..text.len() - 5]),
        SealedProblem::LineChanged { .. }
    ));
    assert_eq!(fault_of("{}\n"), SealedProblem::Foreign);
    assert_eq!(fault_of(""), SealedProblem::Foreign);
}

#[test]
fn a_part_of_another_directory_is_refused_and_so_is_one_that_only_says_so() {
    let (place, _, over) = old();
    let (file, _) = sealed(&place, over);
    let (other, _, over) = old();
    let (foreign, _) = sealed(&other, over);
    let verify = |file: &Path| place.open().verify_sealed(&[file.to_owned()], &[]).unwrap();
    let refused = |file: &Path| Err(SealedFault::File(file.to_owned(), SealedProblem::NotOfThisTrail));
    assert_eq!(verify(&foreign), refused(&foreign));
    let head = |file: &Path| -> serde_json::Value {
        serde_json::from_str(fs::read_to_string(file).unwrap().lines().next().unwrap()).unwrap()
    };
    let directory = |file: &Path| head(file)["directory"].as_str().unwrap().to_owned();
    let renamed = fs::read_to_string(&file)
        .unwrap()
        .replacen(&directory(&file), &directory(&foreign), 1);
    fs::write(&file, renamed).unwrap();
    assert_eq!(verify(&file), refused(&file));
}

/// Whoever can write the directory can write another trail and seal that.
#[test]
fn a_sealed_entry_that_an_anchor_knows_as_another_one_is_named() {
    let (place, anchor, over) = old();
    let (file, last) = sealed(&place, over);
    let other = Anchor {
        head: TrailHead {
            id: last - 1,
            hash: EntryHash([9; 32]),
        },
        ..anchor
    };
    let verified = place.open().verify_sealed(&[file], &[anchor, other]).unwrap();
    let (id, anchored_at) = (last - 1, anchor.at);
    let broken = BrokenPlace::EntryUnlikeAnchor { id, anchored_at };
    assert_eq!(verified, Err(SealedFault::Anchor(broken)));
}

/// Whoever can write the file can move the beginning of the trail too, but not without an entry that says so.
#[test]
fn entries_that_were_removed_as_if_they_were_sealed_are_missed() {
    let (place, anchor, _) = old();
    place.tamper(
        "UPDATE trail SET sealed_to = 2, sealed_hash = (SELECT entry_hash FROM audit WHERE id = 2);
         DELETE FROM audit WHERE id <= 2;",
    );
    let broken = place.open().verify_trail(&[anchor]).unwrap();
    assert_eq!(broken, Err(BrokenPlace::SealUnrecorded { last: 2 }));
}

#[test]
fn an_anchor_of_the_last_sealed_entry_is_still_compared() {
    let (place, anchor, over) = old();
    let (_, last) = sealed(&place, over);
    let other = Anchor {
        head: TrailHead {
            id: last,
            hash: EntryHash([9; 32]),
        },
        ..anchor
    };
    let broken = place.open().verify_trail(&[other]).unwrap();
    let (id, anchored_at) = (last, anchor.at);
    assert_eq!(broken, Err(BrokenPlace::EntryUnlikeAnchor { id, anchored_at }));
}

#[test]
fn nothing_is_sealed_of_what_is_recent_broken_or_already_there() {
    let (place, _, over) = old();
    let file = place.folder.path().join("trail.jsonl");
    let (mut service, ana) = place.open_as_ana();
    let least = place.clock.now().plus_secs(-LEAST_DAYS_KEPT * DAY_SECS);
    assert_eq!(
        service.seal_trail(&ana, &file, least.plus_ms(1)),
        Ok(Sealing::TooRecent)
    );
    let ever = Timestamp::from_unix_ms(0);
    assert_eq!(service.seal_trail(&ana, &file, ever), Ok(Sealing::Nothing));
    assert!(!file.exists());
    fs::write(&file, "mine").unwrap();
    let exists = Failure::Storage(StorageFailure::Exists(file.display().to_string()));
    assert_eq!(service.seal_trail(&ana, &file, over), Err(exists));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    fs::remove_file(&file).unwrap();
    place.tamper("UPDATE audit SET action = 'signed_out' WHERE id = 2");
    let sealing = service.seal_trail(&ana, &file, over).unwrap();
    assert!(
        matches!(sealing, Sealing::Broken(BrokenPlace::EntryChanged { id: 2, .. })),
        "{sealing:?}"
    );
    assert!(!file.exists());
}

#[test]
fn what_is_90_days_old_can_be_sealed() {
    let (place, _, _) = old();
    let (mut service, ana) = place.open_as_ana();
    let least = place.clock.now().plus_secs(-LEAST_DAYS_KEPT * DAY_SECS);
    seal(&mut service, &ana, &place.folder.path().join("trail.jsonl"), least);
}

#[test]
fn sealing_needs_the_password_again() {
    let (place, _, over) = old();
    let (mut service, ana) = place.open_as_ana();
    place.clock.pass_secs(11 * 60);
    let file = place.folder.path().join("trail.jsonl");
    assert_eq!(service.seal_trail(&ana, &file, over), Err(Failure::PasswordNeeded));
    assert!(!file.exists());
    let again = sign_in(&mut service, ANA, ANA_PASSWORD);
    assert_eq!(seal(&mut service, &again, &file, over).0, 1);
}

/// What is in the log beside the file is gone too.
#[test]
fn nothing_of_a_sealed_entry_stays_in_the_files_of_the_directory() {
    let (place, _, _) = old();
    let (mut service, ana) = place.open_as_ana();
    service
        .sign_in("quite-unmistakable-name", &secret("wrong"))
        .unwrap_err();
    drop(ana);
    drop(service);
    let raw = place.raw();
    let marked: i64 = raw
        .query_row("SELECT max(id) FROM audit", [], |row| row.get(0))
        .unwrap();
    assert!(marked > 0);
    let names = |place: &Place| {
        let suffixes = ["", "-wal"].map(|suffix| format!("{}{suffix}", place.path.display()));
        suffixes
            .into_iter()
            .filter_map(|path| fs::read(path).ok())
            .collect::<Vec<_>>()
            .concat()
    };
    drop(raw);
    let text = b"client_reprovisioned";
    let count = |bytes: &[u8]| bytes.windows(text.len()).filter(|window| window == text).count();
    assert!(count(&names(&place)) > 0);
    place.clock.pass_secs(200 * DAY_SECS);
    let now = place.clock.now();
    let (mut service, ana) = place.open_as_ana();
    let file = place.folder.path().join("trail.jsonl");
    seal(&mut service, &ana, &file, now.plus_secs(-100 * DAY_SECS));
    assert_eq!(count(&names(&place)), 0);
}
