//! How the program starts and ends, and that nothing it acknowledged is ever lost.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::location::Location;
use avo_admin::domain::token::TokenSecret;
use avo_admin::platform::service_lock;
use avo_admin::protocol::{CONNECT_PATH, REGISTER_PATH};
use avo_admin::server::{HEALTH_PATH, METRICS_PATH};
use avo_admin::service::Reads as _;
use rustix::process::Signal;

use super::program::{Program, log};
use super::served::{credential, introduction, register};
use super::wire::Wire;
use crate::directory::{Place, provision};
use crate::waiting::wait_until;

const LOOPBACK: &[&str] = &["--insecure-loopback"];
const SENDERS: usize = 8;

fn tokens(place: &Place, count: usize, name: &str) -> Vec<TokenSecret> {
    let (mut service, session) = place.open_as_ana();
    let user = session.user_id();
    (0..count)
        .map(|number| provision(&mut service, &session, user, &format!("{name}-{number}")).1)
        .collect()
}

/// Registers with all tokens from several threads until the program has gone; `at` acknowledgements `then` happens. Returns
/// the credentials whose registration was acknowledged.
fn register_until_gone(
    program: &Program,
    tokens: &[TokenSecret],
    at: usize,
    then: impl Fn() + Sync,
) -> Vec<CredentialSecret> {
    let (next, acknowledged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                let mut wire = program.wire();
                while let Some(token) = tokens.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let own = credential();
                    let answer = wire.try_post(REGISTER_PATH, Some(token.expose()), Some(&introduction(&own)));
                    let Some(answer) = answer else { return };
                    assert_eq!(answer.status, 200, "{answer:?}");
                    let count = {
                        let mut acknowledged = acknowledged.lock().unwrap();
                        acknowledged.push(own);
                        acknowledged.len()
                    };
                    if count == at {
                        then();
                    }
                }
            });
        }
    });
    acknowledged.into_inner().unwrap()
}

fn assert_kept(place: &Place, acknowledged: &[CredentialSecret]) {
    place.open().check_quickly().unwrap();
    let raw = place.raw();
    for credential in acknowledged {
        let kept: i64 = raw
            .query_row(
                "SELECT count(*) FROM clients WHERE credential_hash = ?1 AND state = 'registered'",
                [credential.hash().0],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(kept, 1);
    }
}

#[test]
fn a_stopping_service_finishes_its_requests_and_keeps_all_it_acknowledged() {
    let place = Place::with_ana_at_present();
    let tokens = tokens(&place, 400, "c");
    let mut program = Program::start(&place.path, LOOPBACK);
    let acknowledged = register_until_gone(&program, &tokens, 40, || program.signal(Signal::TERM));
    assert!(program.wait().success());
    assert!((40..400).contains(&acknowledged.len()), "{}", acknowledged.len());
    assert_kept(&place, &acknowledged);
    let registered: i64 = place
        .raw()
        .query_row("SELECT count(*) FROM clients WHERE state = 'registered'", [], |row| {
            row.get(0)
        })
        .unwrap();
    // A graceful stop answers every request.
    assert_eq!(usize::try_from(registered).unwrap(), acknowledged.len());
    let (action, _) = place.last_audit();
    assert_eq!(action, "service_stopped");
}

#[test]
fn a_stopping_service_does_not_wait_for_idle_connections() {
    let place = Place::with_ana_at_present();
    let mut program = Program::start(&place.path, LOOPBACK);
    let (mut idle, fresh) = (program.wire(), program.wire());
    assert_eq!(idle.get(HEALTH_PATH).status, 200);
    assert_eq!(service_lock::is_held(&Location::from(&place.path)), Some(true));
    program.signal(Signal::INT);
    assert!(program.wait().success());
    idle.expect_end();
    fresh.expect_end();
    assert_eq!(service_lock::is_held(&Location::from(&place.path)), Some(false));
}

#[test]
fn a_service_killed_under_load_keeps_all_it_acknowledged() {
    let place = Place::with_ana_at_present();
    let mut all = Vec::new();
    let mut least = 0;
    for round in 0..40 {
        let tokens = tokens(&place, 64, &format!("round-{round}"));
        let mut program = Program::start(&place.path, LOOPBACK);
        let at = 1 + round * 7 % 48;
        least += at;
        all.extend(register_until_gone(&program, &tokens, at, || {
            program.signal(Signal::KILL);
        }));
        assert!(!program.wait().success());
        assert_eq!(
            service_lock::is_held(&Location::from(&place.path)),
            Some(false),
            "it is not shown as running"
        );
        assert_kept(&place, &all);
    }
    assert!(all.len() >= least, "{} of {least}", all.len());
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn the_service_files_are_private_whatever_the_umask_and_the_key_is_made_once() {
    let place = Place::with_ana_at_present();
    let key = place.folder.path().join("directory.db.service-key.pem");
    let tokens = tokens(&place, 3, "c");
    let (mut fingerprints, mut keys) = (Vec::new(), Vec::new());
    for (mask, token) in ["000", "022", "077"].into_iter().zip(&tokens) {
        let shell = format!("umask {mask}; exec \"$0\" \"$@\"");
        let program = Program::start_in(&shell, &place.path, &[]);
        assert_eq!(register(&mut program.wire(), token, &credential()).status, 200);
        await_first_backup(&place);
        let names = modes(place.folder.path());
        for (name, mode) in &names {
            let wanted = if name == "backups" { 0o700 } else { 0o600 };
            assert_eq!(*mode, wanted, "{name} under {mask}");
        }
        for (name, mode) in modes(&place.folder.path().join("backups")) {
            assert_eq!(mode, 0o600, "{name} under {mask}");
        }
        // While the service runs the log of the database is a file too.
        let is_there = |end: &str| names.iter().any(|(name, _)| name.ends_with(end));
        assert!(
            [".db", ".db-wal", ".db-shm", "key.pem", "cert.pem"]
                .into_iter()
                .all(is_there)
        );
        keys.push(fs::read(&key).unwrap());
        fingerprints.push(program.fingerprint.unwrap());
    }
    keys.dedup();
    fingerprints.dedup();
    assert_eq!((keys.len(), fingerprints.len()), (1, 1));
}

/// Every file in the folder of the directory with its mode, but for what the test itself keeps of standard error.
/// Until then files come and go.
fn await_first_backup(place: &Place) {
    crate::waiting::wait_until("the first backup", || {
        let sql = "SELECT succeeded_at IS NOT NULL FROM automatic_backups";
        place.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    });
}

fn modes(folder: &Path) -> Vec<(String, u32)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| {
            path.extension()
                .is_none_or(|extension| extension != "log" && extension != "state")
        })
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), mode(&path)))
        .collect()
}

fn refused(place: &Place, options: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_avo-admin"))
        .args(["serve", "--database"])
        .arg(&place.path)
        .args(options)
        .env("XDG_STATE_HOME", place.path.with_extension("state"))
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn unsafe_options_and_keys_are_refused_with_the_reason() {
    let place = Place::with_ana_at_present();
    let (code, text) = refused(&place, &["--listen", "0.0.0.0:0", "--insecure-loopback"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("plain HTTP") && text.contains("next step:"), "{text}");
    let (code, _) = refused(&place, &["--listen", "127.0.0.1:0", "--tls-cert", "a.pem"]);
    assert_eq!(code, Some(2));
    let (code, _) = refused(&place, &["--listen", "nowhere"]);
    assert_eq!(code, Some(2));

    drop(Program::start(&place.path, &[]));
    let key = place.folder.path().join("directory.db.service-key.pem");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let (code, text) = refused(&place, &["--listen", "127.0.0.1:0"]);
    assert_eq!(code, Some(3), "{text}");
    assert!(
        text.contains("Other accounts can read the key") && text.contains("chmod 600"),
        "{text}"
    );
}

#[test]
fn a_port_in_use_is_reported_with_its_address() {
    let place = Place::with_ana_at_present();
    let program = Program::start(&Place::with_ana_at_present().path, LOOPBACK);
    let address = program.address.to_string();
    let (code, text) = refused(&place, &["--listen", &address]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains(&format!("is already listening on {address}")), "{text}");
}

#[test]
fn a_second_service_on_one_directory_is_refused_and_the_first_continues() {
    let place = Place::with_ana_at_present();
    let first = Program::start(&place.path, LOOPBACK);
    let (code, text) = refused(&place, &["--listen", "127.0.0.1:0", "--insecure-loopback"]);
    assert_eq!(code, Some(3), "{text}");
    assert!(
        text.contains("Another registration service is running on this directory"),
        "{text}"
    );
    assert_eq!(first.wire().get(HEALTH_PATH).status, 200);
    let (mut service, ana) = place.open_as_ana();
    let info = service.registration_service(&ana).unwrap().unwrap();
    assert!(info.url.ends_with(&first.address.to_string()) && info.stopped_at.is_none());
}

#[test]
fn a_pipe_in_place_of_the_key_is_refused_without_waiting() {
    let place = Place::with_ana_at_present();
    let pipe = place.folder.path().join("key.pem");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    let (code, text) = refused(
        &place,
        &["--listen", "127.0.0.1:0", "--tls-cert", pipe, "--tls-key", pipe],
    );
    assert_eq!(code, Some(1), "{text}");
}

/// Registers and connects, is refused, sends what is broken: the whole life of a secret, at the most talkative setting.
/// Nothing of it may be in any answer, in any file beside the directory, or in what was said.
#[test]
fn a_secret_sent_to_the_service_is_in_no_file_and_no_log() {
    for options in [LOOPBACK, &[]] {
        let place = Place::with_ana_at_present();
        let token = tokens(&place, 1, "c").remove(0);
        let (own, stranger, wrong) = (credential(), credential(), "avo_wrongwrongwrong");
        let mut program = Program::start(&place.path, options);
        await_first_backup(&place);
        let mut wire = program.wire();
        let mut said = String::new();
        let mut post = |path: &str, bearer: &str, body: &str, status: u16| {
            let answer = wire.post(path, Some(bearer), Some(body));
            assert_eq!(answer.status, status, "{answer:?}");
            let _ = writeln!(said, "{answer:?} {}", answer.text());
        };
        post(
            REGISTER_PATH,
            token.expose(),
            &format!("{{\"host_name\": \"{}\"", own.expose()),
            400,
        );
        post(REGISTER_PATH, token.expose(), &introduction(&own), 200);
        post(REGISTER_PATH, token.expose(), &introduction(&stranger), 401);
        post(CONNECT_PATH, own.expose(), "", 200);
        post(CONNECT_PATH, stranger.expose(), "", 401);
        post(CONNECT_PATH, wrong, "", 401);
        for path in [HEALTH_PATH, METRICS_PATH, &format!("/{}", token.expose())] {
            said.push_str(wire.get(path).text());
        }
        let secrets = [token.expose(), own.expose(), stranger.expose(), wrong];
        let find = |bytes: &[u8], place: &str| {
            for secret in secrets {
                let is_found = bytes.windows(secret.len()).any(|found| found == secret.as_bytes());
                assert!(!is_found, "{place}");
            }
        };
        find(said.as_bytes(), "an answer");
        // Killed as well as stopped: the log of the database still holds what came last.
        find_in_files(&place, find);
        program.signal(Signal::TERM);
        assert!(program.wait().success());
        find_in_files(&place, find);
        let log = log(&place.path);
        assert!(log.contains("TRACE") || log.contains("INFO"), "{log}");
        let key = fs::read_to_string(place.folder.path().join("directory.db.service-key.pem")).unwrap_or_default();
        assert!(
            key.lines()
                .filter(|line| !line.starts_with('-'))
                .all(|line| !log.contains(line))
        );
    }
}

fn find_in_files(place: &Place, find: impl Fn(&[u8], &str)) {
    let mut folders = vec![place.folder.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                find(&fs::read(&path).unwrap(), &path.display().to_string());
            }
        }
    }
}

#[test]
fn a_service_out_of_file_descriptors_waits_and_recovers() {
    let place = Place::with_ana_at_present();
    let program = Program::start_in("ulimit -n 40; exec \"$0\" \"$@\"", &place.path, LOOPBACK);
    let held: Vec<Wire> = (0..60).map(|_| program.wire()).collect();
    wait_until("the service to run out of files", || {
        log(&place.path).contains("no connection can be accepted")
    });
    drop(held);
    assert_eq!(program.wire().get(HEALTH_PATH).status, 200);
}
