//! The engine's locks on the files of an open directory. Closing any descriptor of a file drops all POSIX locks that the
//! process holds on it (fcntl(2)), so nothing but the engine may open them while a connection lives.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::secret::SecretText;
use avo_admin::server::{CertificateFiles, Front, Limits, Options, Running, ServeError, Transport};
use avo_admin::service::{HashPolicy, Service, refuse_directory_file};

use crate::directory::{ANA, ANA_PASSWORD, HandClock, OTHER_PASSWORD, Place, create, draft, sign_in};
use crate::waiting::{wait_for, wait_until};

/// Set for the process that plays the console; holds the folder of its directory.
const FOLDER: &str = "AVO_ADMIN_TEST_FOLDER";

/// The POSIX locks of this process on the file at `path`, by kind and range (`proc_locks(5)`). A set: the system lists a
/// lock twice, or not at all, where others come and go while it is asked.
fn locks_on(path: &Path) -> BTreeSet<String> {
    let inode = format!(":{}", fs::symlink_metadata(path).unwrap().ino());
    let process = std::process::id().to_string();
    let locks = fs::read_to_string("/proc/locks").unwrap();
    let held = locks.lines().filter(|line| line.contains(" POSIX "));
    held.filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let file = words.iter().position(|word| word.ends_with(&inode))?;
        (words[file - 1] == process).then(|| format!("{} {}", words[3], words[file + 1..].join(" ")))
    })
    .collect()
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[test]
fn no_way_into_an_open_directory_drops_the_locks_of_the_engine() {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let files = ["", "-shm"].map(|suffix| beside(&place.path, suffix));
    let held = wait_for("the locks of an open directory", || {
        let held = files.each_ref().map(|file| locks_on(file));
        held.iter().all(|locks| !locks.is_empty()).then_some(held)
    });
    let still_held = |after: &str| {
        wait_until(&format!("the same locks after {after}"), || {
            files.each_ref().map(|file| locks_on(file)) == held
        });
    };
    drop(place.open());
    still_held("a second opening");
    let password = SecretText::from(ANA_PASSWORD);
    let policy = HashPolicy::cheap_for_tests_only();
    Service::create(&place.path, policy, place.clock.clone(), &draft(ANA), &password).unwrap_err();
    still_held("a creation that is refused");
    drop(service.reader().unwrap());
    still_held("a reader");
    service.check_quickly().unwrap();
    still_held("a check");
    create(&mut service, &ana, &draft("bo.lindqvist"));
    still_held("a change");
    let mut second = place.open();
    sign_in(&mut second, ANA, ANA_PASSWORD);
    drop(second);
    still_held("a second console that signed in");
}

#[test]
fn a_path_to_a_file_of_an_open_directory_is_refused_under_every_name() {
    let place = Place::with_ana();
    let (service, _) = place.open_as_ana();
    let other = place.folder.path().join("other.pem");
    fs::write(&other, "no directory").unwrap();
    let (link, hard_link) = (beside(&place.path, ".link"), beside(&place.path, ".hard"));
    std::os::unix::fs::symlink(beside(&place.path, "-wal"), &link).unwrap();
    fs::hard_link(&place.path, &hard_link).unwrap();
    let own = ["", "-wal", "-shm"].map(|suffix| beside(&place.path, suffix));
    for path in own.iter().chain([&link, &hard_link]) {
        let refused = StorageFailure::DirectoryFile(path.display().to_string());
        assert_eq!(refuse_directory_file(path), Err(refused.into()));
    }
    for path in [
        &other,
        &beside(&place.path, ".missing"),
        &place.folder.path().to_path_buf(),
    ] {
        assert_eq!(refuse_directory_file(path), Ok(()), "{}", path.display());
    }
    drop(service);
    assert_eq!(refuse_directory_file(&place.path), Ok(()), "closed");
}

/// The paths of certificate and key are opened while the service has the directory open.
#[test]
fn a_service_refuses_a_certificate_that_is_a_file_of_the_directory_and_keeps_its_locks() {
    for (suffix, certificate) in [("", ".service-cert.pem"), ("-shm", ".service-key.pem")] {
        let place = Place::with_ana();
        let (console, _) = place.open_as_ana();
        let held = wait_for("the locks of an open directory", || {
            let held = locks_on(&place.path);
            (!held.is_empty()).then_some(held)
        });
        let path = beside(&place.path, certificate);
        std::os::unix::fs::symlink(beside(&place.path, suffix), &path).unwrap();
        let options = Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            transport: Transport::Tls(CertificateFiles::beside(&place.path.as_path().into())),
            limits: Limits::default(),
            front: Front::default(),
            backups_every: None,
        };
        let refused = Running::start(place.open(), options).unwrap_err();
        let wanted = Failure::from(StorageFailure::DirectoryFile(path.display().to_string()));
        assert!(matches!(refused, ServeError::Directory(failure) if failure == wanted));
        wait_until("the same locks", || locks_on(&place.path) == held);
        drop(console);
    }
}

/// A process with the directory open opens it once more and closes that again; a second process writes and ends; the
/// first one writes and is killed. An engine that takes a process without locks for gone would remove the log that the
/// first process still writes to. (SQLite 3.54 looks at a lock of the shared memory as well before it does.)
#[test]
fn changes_acknowledged_after_a_second_opening_survive_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        play_the_console(&Path::new(&folder).join("directory.db"));
    }
    let place = Place::with_ana();
    let mut console = start_console(&place);
    let mut told = BufReader::new(console.stdout.take().unwrap()).lines();
    await_line(&mut told, "opened twice");
    {
        let (mut service, ana) = place.open_as_ana();
        create(&mut service, &ana, &draft("of.another.process"));
    }
    console.stdin.as_mut().unwrap().write_all(b"go on\n").unwrap();
    await_line(&mut told, "acknowledged");
    console.kill().unwrap();
    console.wait().unwrap();
    let mut service = place.open();
    service.check_quickly().unwrap();
    for name in ["of.another.process", "acknowledged.one", "acknowledged.two"] {
        sign_in(&mut service, name, OTHER_PASSWORD);
    }
}

fn start_console(place: &Place) -> Child {
    let name = "file_locks::changes_acknowledged_after_a_second_opening_survive_a_kill";
    Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(FOLDER, place.folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Never returns: it is killed.
fn play_the_console(path: &Path) -> ! {
    let open = || Service::open(path, HashPolicy::cheap_for_tests_only(), HandClock::new()).unwrap();
    let mut service = open();
    let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    drop(open());
    println!("opened twice");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    create(&mut service, &ana, &draft("acknowledged.one"));
    create(&mut service, &ana, &draft("acknowledged.two"));
    println!("acknowledged");
    loop {
        std::thread::park();
    }
}

fn await_line(told: &mut impl Iterator<Item = std::io::Result<String>>, awaited: &str) {
    let found = told.any(|line| line.unwrap().ends_with(awaited));
    assert!(found, "the console ended before it said {awaited:?}");
}
