//! Backups: one moment, whole or not at all, private, and never over another file.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::at_rest::{at_rest, snapshot};
use crate::directory::{ANA, ANA_PASSWORD, HandClock, create, draft, provision, sign_in, world};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::field::{Field, FieldProblem};
use avo_admin::domain::secret::SecretText;
use avo_admin::service::{BackupKey, HashPolicy, Reads as _, Service, Session};

const PASSPHRASE: &str = "seven copper lanterns sway";

/// A backup to `file`, not encrypted.
fn back_up(service: &Service, session: &Session, file: &Path) -> Result<PathBuf, Failure> {
    service
        .reader()?
        .back_up(session, file, None, &mut |_| ControlFlow::Continue(()))
}

fn open(path: &Path) -> Service {
    Service::open(path, HashPolicy::cheap_for_tests_only(), HandClock::new()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A directory of some MiB, so that a copy takes several steps, with its administrator signed in.
fn large() -> (tempfile::TempDir, Service, Session) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("directory.db");
    let (policy, clock) = (HashPolicy::cheap_for_tests_only(), HandClock::new());
    let administrator = Service::fill_with_demo(&path, policy, clock.clone(), 2_000).unwrap();
    let mut service = Service::open(&path, policy, clock).unwrap();
    let signed_in = service.sign_in(&administrator.user_name, &administrator.password);
    let session = signed_in.unwrap().session;
    (folder, service, session)
}

#[test]
fn a_backup_is_a_directory_of_its_own_with_everything_in_it() {
    let mut world = world();
    provision(&mut world.service, &world.ana, world.user, "build-host-7");
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("backup.db");
    let before = world.place.contents_without_audit();
    assert_eq!(back_up(&world.service, &world.ana, &file), Ok(file.clone()));
    assert_eq!(world.place.contents_without_audit(), before);
    assert_eq!(names(elsewhere.path()), ["backup.db"], "in one piece");
    let mut backup = open(&file);
    backup.check_quickly().unwrap();
    let ana = sign_in(&mut backup, ANA, ANA_PASSWORD);
    assert_eq!(
        backup.user_details(&ana, world.user).unwrap().clients,
        world.service.user_details(&world.ana, world.user).unwrap().clients
    );
}

#[test]
fn five_hundred_changes_during_a_backup_neither_wait_nor_get_into_it() {
    let (folder, mut service, session) = large();
    let mut reader = service.reader().unwrap();
    let file = folder.path().join("backup.db");
    let (mut made, mut steps) = (0, 0);
    let backed_up = reader.back_up(&session, &file, None, &mut |progress| {
        assert!(progress.done <= progress.of, "{progress:?}");
        steps += 1;
        for _ in 0..100 {
            if made < 500 {
                provision(&mut service, &session, session.user_id(), &format!("meanwhile-{made}"));
                made += 1;
            }
        }
        ControlFlow::Continue(())
    });
    backed_up.unwrap();
    assert!(steps > 4, "{steps} steps");
    assert_eq!(made, 500);
    let mut backup = open(&file);
    backup.check_quickly().unwrap();
    let raw = rusqlite::Connection::open(&file).unwrap();
    let later: i64 = raw
        .query_row(
            "SELECT count(*) FROM clients WHERE name LIKE 'meanwhile-%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(later, 0, "the moment is the one at which the backup began");
}

#[test]
fn an_existing_file_is_never_replaced_and_an_engine_file_never_made() {
    let world = world();
    let folder = world.place.folder.path();
    let taken = folder.join("taken.db");
    fs::write(&taken, "mine").unwrap();
    let exists = StorageFailure::Exists(taken.display().to_string());
    assert_eq!(back_up(&world.service, &world.ana, &taken), Err(exists.into()));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    let journal = folder.join("directory.db-journal");
    let own = StorageFailure::DirectoryFile(journal.display().to_string());
    assert_eq!(back_up(&world.service, &world.ana, &journal), Err(own.into()));
    let missing = folder.join("none/backup.db");
    back_up(&world.service, &world.ana, &missing).unwrap_err();
    assert!(
        !names(folder)
            .iter()
            .any(|name| name.contains(".new") || name.contains("journal"))
    );
}

#[test]
fn a_backup_that_was_stopped_leaves_nothing_behind() {
    let (folder, service, session) = large();
    let before = names(folder.path());
    let mut reader = service.reader().unwrap();
    let mut seen = 0;
    let stopped = reader.back_up(&session, &folder.path().join("backup.db"), None, &mut |_| {
        seen += 1;
        if seen == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(stopped.unwrap_err().is_interrupted());
    assert_eq!(names(folder.path()), before);
}

#[test]
fn a_damaged_directory_gives_no_backup() {
    let place = at_rest();
    let mut bytes = fs::read(&place.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0);
    fs::write(&place.path, &bytes).unwrap();
    let Ok(mut service) = Service::open(&place.path, HashPolicy::cheap_for_tests_only(), place.clock.clone()) else {
        return;
    };
    let Ok(signed_in) = service.sign_in(ANA, &SecretText::from(ANA_PASSWORD)) else {
        return;
    };
    let file = place.folder.path().join("backup.db");
    let refused = back_up(&service, &signed_in.session, &file).unwrap_err();
    assert!(
        matches!(refused, Failure::Storage(StorageFailure::Damaged(_))),
        "{refused}"
    );
    assert!(!file.exists());
}

#[test]
fn an_encrypted_backup_shows_nothing_and_needs_a_passphrase_that_cannot_be_guessed() {
    let world = world();
    let file = world.place.folder.path().join("backup.age");
    let mut reader = world.service.reader().unwrap();
    let mut goes_on = |_| ControlFlow::Continue(());
    let short = BackupKey::Passphrase(SecretText::from("too short"));
    let refused = reader
        .back_up(&world.ana, &file, Some(&short), &mut goes_on)
        .unwrap_err();
    assert_eq!(
        crate::directory::problem(&refused, Field::Password),
        Some(FieldProblem::PasswordTooShort(9))
    );
    let key = BackupKey::Passphrase(SecretText::from(PASSPHRASE));
    reader.back_up(&world.ana, &file, Some(&key), &mut goes_on).unwrap();
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    for plain in ["SQLite", "bo.lindqvist", "CREATE TABLE", "copper lanterns"] {
        assert!(
            !bytes.windows(plain.len()).any(|part| part == plain.as_bytes()),
            "{plain}"
        );
    }
    let (action, detail) = world.place.last_audit();
    let wanted = format!(
        r#"{{"kind":"backup","encryption":"passphrase","file":"{}"}}"#,
        file.display()
    );
    assert_eq!((action.as_str(), detail), ("backup_made", Some(wanted)));
}

#[test]
fn no_backup_contains_a_password_or_a_token_in_plain_text() {
    let mut world = world();
    let (_, token) = provision(&mut world.service, &world.ana, world.user, "build-host-7");
    let file = world.place.folder.path().join("backup.db");
    back_up(&world.service, &world.ana, &file).unwrap();
    let bytes = fs::read(&file).unwrap();
    for canary in [ANA_PASSWORD, crate::directory::OTHER_PASSWORD, &token.expose()[4..]] {
        for part in canary.as_bytes().windows(12) {
            assert!(!bytes.windows(12).any(|window| window == part));
        }
    }
}

#[test]
fn a_backup_needs_a_fresh_password() {
    let world = world();
    world.place.clock.pass_secs(601);
    let file = world.place.folder.path().join("backup.db");
    assert_eq!(back_up(&world.service, &world.ana, &file), Err(Failure::PasswordNeeded));
    assert!(!file.exists());
}

#[cfg(unix)]
#[test]
fn a_backup_is_private_under_every_umask() {
    use std::os::unix::fs::PermissionsExt as _;

    crate::itself::in_a_process_of_its_own("backup::a_backup_is_private_under_every_umask", || {
        rustix::process::umask(rustix::fs::Mode::from_raw_mode(0));
        let world = world();
        let folder = world.place.folder.path().to_path_buf();
        let file = folder.join("backup.db");
        let mut all_private = |_| {
            for entry in fs::read_dir(&folder).unwrap() {
                let entry = entry.unwrap();
                let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o600, "{}", entry.path().display());
            }
            ControlFlow::Continue(())
        };
        let mut reader = world.service.reader().unwrap();
        reader.back_up(&world.ana, &file, None, &mut all_private).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    });
}

/// A limit on the size of files stands for the full disk, because root may write to a file system that is full for others.
#[cfg(unix)]
#[test]
fn a_backup_that_finds_no_room_leaves_nothing_and_harms_nothing() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    crate::itself::in_a_process_of_its_own(
        "backup::a_backup_that_finds_no_room_leaves_nothing_and_harms_nothing",
        || {
            let place = at_rest();
            let (service, ana) = place.open_as_ana();
            let size = fs::metadata(&place.path).unwrap().len();
            let ignored = Arc::new(std::sync::atomic::AtomicBool::new(false));
            // Without a handler the signal of the limit ends the process.
            signal_hook::flag::register(signal_hook::consts::SIGXFSZ, ignored).unwrap();
            let before = names(place.folder.path());
            for room in [0, 4096, size / 2, size - 1] {
                let limit = |bytes| Rlimit {
                    current: bytes,
                    maximum: None,
                };
                setrlimit(Resource::Fsize, limit(Some(room))).unwrap();
                let refused = back_up(&service, &ana, &place.folder.path().join("backup.db"));
                setrlimit(Resource::Fsize, limit(None)).unwrap();
                refused.unwrap_err();
                assert_eq!(names(place.folder.path()), before, "{room} bytes of {size}");
            }
            drop(service);
            let mut service = place.open();
            service.check_quickly().unwrap();
        },
    );
}

/// Killed at each step of the copy.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_backup_has_no_name_and_harms_nothing() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    const STEP: &str = "AVO_ADMIN_TEST_BACKUP_STEP";
    let name = "backup::a_killed_backup_has_no_name_and_harms_nothing";
    if let Ok(last) = std::env::var(STEP) {
        let last: u32 = last.parse().unwrap();
        let (folder, service, session) = large();
        println!("folder {}", folder.path().display());
        let mut step = 0;
        let mut hold = |_| {
            step += 1;
            if step == last {
                println!("held");
                loop {
                    std::thread::park();
                }
            }
            ControlFlow::Continue(())
        };
        let file = folder.path().join("backup.db");
        let _ = service.reader().unwrap().back_up(&session, &file, None, &mut hold);
        unreachable!("the copy has more steps");
    }
    for step in 1..5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(STEP, step.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut folder = None;
        for line in told {
            folder = line.split("folder ").nth(1).map(PathBuf::from).or(folder);
            if line.ends_with("held") {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let folder = folder.unwrap();
        assert!(!folder.join("backup.db").exists());
        open(&folder.join("directory.db")).check_quickly().unwrap();
        assert!(!snapshot(&folder).is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }
}

#[test]
fn a_second_backup_contains_the_line_of_the_first() {
    let mut world = world();
    let folder = world.place.folder.path().to_path_buf();
    back_up(&world.service, &world.ana, &folder.join("first.db")).unwrap();
    create(&mut world.service, &world.ana, &draft("cleo.dahl"));
    back_up(&world.service, &world.ana, &folder.join("second.db")).unwrap();
    let lines = |file: &str| {
        let trail = open(&folder.join(file)).read_audit().unwrap();
        let made = trail.iter().filter(|entry| entry.action.code() == "backup_made");
        made.count()
    };
    assert_eq!((lines("first.db"), lines("second.db")), (0, 1));
}
