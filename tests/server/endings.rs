//! How the program starts and ends, and that nothing it acknowledged is ever lost.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::token::TokenSecret;
use avo_admin::protocol::{CONNECT_PATH, REGISTER_PATH};
use avo_admin::server::HEALTH_PATH;
use rustix::process::Signal;

use crate::directory::{Place, provision};
use crate::program::{Program, log};
use crate::served::{credential, introduction, register};
use crate::wire::Wire;

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
fn told_to_stop_it_finishes_what_is_under_way_and_keeps_all_it_acknowledged() {
    let place = Place::with_ana();
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
    // In good order nobody is left without an answer either.
    assert_eq!(usize::try_from(registered).unwrap(), acknowledged.len());
    let (action, _) = place.last_audit();
    assert_eq!(action, "service_stopped");
}

#[test]
fn told_to_stop_it_does_not_wait_for_the_idle() {
    let place = Place::with_ana();
    let mut program = Program::start(&place.path, LOOPBACK);
    let (mut idle, fresh) = (program.wire(), program.wire());
    assert_eq!(idle.get(HEALTH_PATH).status, 200);
    program.signal(Signal::INT);
    assert!(program.wait().success());
    idle.expect_end();
    fresh.expect_end();
}

#[test]
fn killed_under_load_it_keeps_all_it_acknowledged() {
    let place = Place::with_ana();
    let mut all = Vec::new();
    for round in 0..5 {
        let tokens = tokens(&place, 200, &format!("round-{round}"));
        let mut program = Program::start(&place.path, LOOPBACK);
        let at = 10 + round * 25;
        all.extend(register_until_gone(&program, &tokens, at, || {
            program.signal(Signal::KILL);
        }));
        assert!(!program.wait().success());
        assert_kept(&place, &all);
    }
    assert!(all.len() >= 300, "{}", all.len());
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn the_key_is_its_owners_alone_whatever_the_mask_and_made_once() {
    let place = Place::with_ana();
    let key = place.folder.path().join("directory.db.service-key.pem");
    let (mut fingerprints, mut keys) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let program = Program::start_in("umask 000; exec \"$0\" \"$@\"", &place.path, &[]);
        assert_eq!(program.wire().get(HEALTH_PATH).status, 200);
        assert_eq!(mode(&key), 0o600);
        keys.push(fs::read(&key).unwrap());
        fingerprints.push(program.fingerprint.unwrap());
    }
    assert_eq!(keys[0], keys[1]);
    assert_eq!(fingerprints[0], fingerprints[1]);
}

fn refused(place: &Place, options: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_avo-admin"))
        .args(["serve", "--database"])
        .arg(&place.path)
        .args(options)
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_would_be_unsafe_is_refused_with_the_reason() {
    let place = Place::with_ana();
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
        text.contains("Others than its owner") && text.contains("chmod 600"),
        "{text}"
    );
}

#[test]
fn a_port_that_is_taken_is_named() {
    let place = Place::with_ana();
    let program = Program::start(&place.path, LOOPBACK);
    let address = program.address.to_string();
    let (code, text) = refused(&place, &["--listen", &address]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains(&format!("listens on {address} already")), "{text}");
}

#[test]
fn no_secret_is_in_the_most_talkative_log() {
    let place = Place::with_ana();
    let token = tokens(&place, 1, "c").remove(0);
    let (own, stranger, wrong) = (credential(), credential(), "avo_wrongwrongwrong");
    for options in [LOOPBACK, &[]] {
        let mut program = Program::start(&place.path, options);
        let mut wire = program.wire();
        assert_eq!(register(&mut wire, &token, &own).status, 200);
        assert_eq!(wire.post(CONNECT_PATH, Some(own.expose()), None).status, 200);
        assert_eq!(wire.post(CONNECT_PATH, Some(stranger.expose()), None).status, 401);
        assert_eq!(wire.post(CONNECT_PATH, Some(wrong), None).status, 401);
        program.signal(Signal::TERM);
        assert!(program.wait().success());
        let log = log(&place.path);
        assert!(log.contains("TRACE") || log.contains("INFO"), "{log}");
        let key = fs::read_to_string(place.folder.path().join("directory.db.service-key.pem")).unwrap_or_default();
        let key_lines = key.lines().filter(|line| !line.starts_with('-'));
        for secret in [token.expose(), own.expose(), stranger.expose(), wrong]
            .into_iter()
            .chain(key_lines)
        {
            assert!(!log.contains(secret));
        }
    }
}

#[test]
fn out_of_files_it_waits_and_goes_on() {
    let place = Place::with_ana();
    let program = Program::start_in("ulimit -n 40; exec \"$0\" \"$@\"", &place.path, LOOPBACK);
    let held: Vec<Wire> = (0..60).map(|_| program.wire()).collect();
    drop(held);
    assert_eq!(program.wire().get(HEALTH_PATH).status, 200);
    assert!(log(&place.path).contains("no connection can be taken"));
}
