//! Durable registrations and connects per second, compared with the database alone on the same disk.
//!
//! 64 clients with one connection each, over plain loopback and over TLS. The reference is a bare transaction that
//! writes the same rows and flushes them to disk. The goal is at least 0.8 of its rate, and p99 under 50 ms.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, prints, and stops at the first error"
)]

#[path = "../tests/tampering/mod.rs"]
mod tampering;
#[path = "../tests/network/server/wire.rs"]
mod wire;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use avo_admin::crypto::{make_credential, make_token};
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::token::TokenSecret;
use avo_admin::platform::clock::SystemClock;
use avo_admin::protocol::{CONNECT_PATH, REGISTER_PATH};
use avo_admin::server::{CertificateFiles, Front, Limits, Options, Running, Transport};
use avo_admin::service::{HashPolicy, Service};
use rusqlite::{Connection, params};
use tampering::take_guards_away;
use wire::{Wire, tls_config};

const GOAL_RATIO: f64 = 0.8;
const GOAL_P99: Duration = Duration::from_millis(50);

/// The number of clients and requests.
struct Size {
    clients: usize,
    registrations_each: usize,
    connects_each: usize,
    bare: usize,
}

/// The result of a measurement.
struct Measured {
    per_second: f64,
    p50: Duration,
    p99: Duration,
}

/// One client of the benchmark: its tokens, each with a credential.
type Hand = Vec<(TokenSecret, CredentialSecret)>;

fn main() {
    // Without `--bench`, as with `cargo test --benches`, a small run proves that the benchmark works.
    let size = if std::env::args().any(|argument| argument == "--bench") {
        Size {
            clients: 64,
            registrations_each: 150,
            connects_each: 150,
            bare: 3000,
        }
    } else {
        Size {
            clients: 4,
            registrations_each: 5,
            connects_each: 5,
            bare: 20,
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{} clients, {processors} processors", size.clients);
    let mut bare = vec![bare_rates(&size)];
    let mut served = Vec::new();
    for is_encrypted in [false, true] {
        served.push((is_encrypted, serve_and_measure(&size, is_encrypted)));
        bare.push(bare_rates(&size));
    }
    let mean = |rate: fn(&(f64, f64)) -> f64| bare.iter().map(rate).sum::<f64>() / bare.len() as f64;
    let (bare_registers, bare_connects) = (mean(|rates| rates.0), mean(|rates| rates.1));
    println!("bare transactions    registrations {bare_registers:>7.0}/s    connects {bare_connects:>7.0}/s");
    let mut is_good = true;
    for (is_encrypted, (registrations, connects)) in &served {
        let transport = if *is_encrypted { "TLS" } else { "plain HTTP" };
        for (what, measured, bare) in [
            ("registrations", registrations, bare_registers),
            ("connects", connects, bare_connects),
        ] {
            let ratio = measured.per_second / bare;
            is_good &= ratio >= GOAL_RATIO && measured.p99 < GOAL_P99;
            println!(
                "{transport:<20} {what:<13} {:>7.0}/s    {ratio:>5.2} of bare    p50 {:>6.2} ms    p99 {:>6.2} ms",
                measured.per_second,
                measured.p50.as_secs_f64() * 1000.0,
                measured.p99.as_secs_f64() * 1000.0
            );
        }
    }
    let met = if is_good { "met" } else { "NOT met" };
    println!(
        "goal, {GOAL_RATIO} of bare and p99 under {} ms: {met}",
        GOAL_P99.as_millis()
    );
}

/// Registrations and connects per second by the database alone, with one transaction each.
fn bare_rates(size: &Size) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bare.db");
    let hand = new_directory(&path, 1, size.bare).remove(0);
    let raw = open_raw(&path);
    // The database alone neither chains nor digests.
    take_guards_away(&raw);
    let registers = rate(&hand, |(token, credential)| {
        raw.execute_batch("BEGIN IMMEDIATE").unwrap();
        run(
            &raw,
            "UPDATE tokens SET state = 'used', ended_at = 1 WHERE hash = ?1 AND state = 'live'",
            params![token.hash().0],
        );
        run(
            &raw,
            "UPDATE clients SET state = 'registered', host = 'build-7.example.com', client_version = '1.2.3',
                 credential_hash = ?2, credential_issued_at = 1, registered_at = 1, last_seen_at = 1, changed_at = 1,
                 revision = revision + 1
             WHERE id = (SELECT client_id FROM tokens WHERE hash = ?1)",
            params![token.hash().0, credential.hash().0],
        );
        run(
            &raw,
            "INSERT INTO audit (at, actor_kind, action, user_id, user_name, client_id, client_name, detail)
             SELECT 1, 'nobody', 'client_registered', user_id, 'bench', client_id, 'bench', 'from build-7.example.com'
             FROM tokens WHERE hash = ?1",
            params![token.hash().0],
        );
        raw.execute_batch("COMMIT").unwrap();
    });
    let connects = rate(&hand, |(_, credential)| {
        raw.execute_batch("BEGIN IMMEDIATE").unwrap();
        run(
            &raw,
            "UPDATE clients SET last_seen_at = last_seen_at + 1 WHERE credential_hash = ?1",
            params![credential.hash().0],
        );
        raw.execute_batch("COMMIT").unwrap();
    });
    (registers, connects)
}

fn run(raw: &Connection, sql: &str, values: &[&dyn rusqlite::ToSql]) {
    assert_eq!(raw.prepare_cached(sql).unwrap().execute(values).unwrap(), 1);
}

fn rate<T>(items: &[T], mut each: impl FnMut(&T)) -> f64 {
    let started = Instant::now();
    for item in items {
        each(item);
    }
    items.len() as f64 / started.elapsed().as_secs_f64()
}

fn open_raw(path: &Path) -> Connection {
    let raw = Connection::open(path).unwrap();
    raw.pragma_update(None, "journal_mode", "wal").unwrap();
    raw.pragma_update(None, "synchronous", "full").unwrap();
    raw
}

/// Creates a directory whose first user has `hands` times `each` clients with live tokens.
fn new_directory(path: &Path, hands: usize, each: usize) -> Vec<Hand> {
    let policy = HashPolicy::cheap_for_tests_only();
    drop(Service::fill_with_demo(path, policy, Arc::new(SystemClock), 1).unwrap());
    let raw = open_raw(path);
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    let put_back = take_guards_away(&raw);
    let made = (0..hands)
        .map(|hand| {
            (0..each)
                .map(|number| {
                    let (token, name) = (make_token().unwrap(), format!("bench-{hand}-{number}"));
                    run(
                        &raw,
                        "INSERT INTO clients (user_id, name, name_key, search_key, state, created_at, changed_at)
                         VALUES ((SELECT min(id) FROM users), ?1, ?1, ?1, 'provisioned', 1, 1)",
                        params![name],
                    );
                    run(
                        &raw,
                        "INSERT INTO tokens (hash, hint, user_id, client_id, state, issued_at)
                         VALUES (?1, ?2, (SELECT min(id) FROM users), last_insert_rowid(), 'live', 1)",
                        params![token.hash().0, token.hint()],
                    );
                    (token, make_credential().unwrap())
                })
                .collect()
        })
        .collect();
    raw.execute_batch(&format!("{put_back} COMMIT")).unwrap();
    made
}

/// Registrations and connects per second through the service.
fn serve_and_measure(size: &Size, is_encrypted: bool) -> (Measured, Measured) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("served.db");
    let hands = new_directory(&path, size.clients, size.registrations_each);
    let service = Service::open(&path, HashPolicy::cheap_for_tests_only(), Arc::new(SystemClock)).unwrap();
    let transport = if is_encrypted {
        Transport::Tls(CertificateFiles::beside(&path.into()))
    } else {
        Transport::PlainOnLoopback
    };
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        transport,
        limits: Limits::default(),
        front: Front::default(),
        backups_every: None,
    };
    let running = Running::start(service, options).unwrap();
    let address = running.address();
    let config = running.fingerprint().map(tls_config);
    let connect = || match &config {
        Some(config) => Wire::tls_with(address, config),
        None => Wire::plain(address),
    };
    let registrations = measure(
        &hands,
        size.registrations_each,
        &connect,
        |wire, (token, credential)| {
            wire.post(REGISTER_PATH, Some(token.expose()), Some(&introduction(credential)))
                .status
        },
    );
    let connects = measure(&hands, size.connects_each, &connect, |wire, (_, credential)| {
        wire.post(CONNECT_PATH, Some(credential.expose()), None).status
    });
    running.stop().unwrap();
    (registrations, connects)
}

/// Lets all clients send `each` requests at the same time, each client on its own connection.
fn measure(
    hands: &[Hand],
    each: usize,
    connect: &(impl Fn() -> Wire + Sync),
    send: impl Fn(&mut Wire, &(TokenSecret, CredentialSecret)) -> u16 + Sync,
) -> Measured {
    let barrier = Barrier::new(hands.len() + 1);
    let (mut took, mut started) = (Vec::new(), Instant::now());
    std::thread::scope(|scope| {
        let senders: Vec<_> = hands
            .iter()
            .map(|hand| {
                let (barrier, send) = (&barrier, &send);
                scope.spawn(move || {
                    let mut wire = connect();
                    assert_eq!(wire.get("/openapi.json").status, 200);
                    barrier.wait();
                    let of_one = |index: usize| {
                        let started = Instant::now();
                        assert_eq!(send(&mut wire, &hand[index % hand.len()]), 200);
                        started.elapsed()
                    };
                    (0..each).map(of_one).collect::<Vec<_>>()
                })
            })
            .collect();
        barrier.wait();
        started = Instant::now();
        for sender in senders {
            took.extend(sender.join().unwrap());
        }
    });
    let per_second = took.len() as f64 / started.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |hundredths: usize| took[(took.len() - 1) * hundredths / 100];
    Measured {
        per_second,
        p50: at(50),
        p99: at(99),
    }
}

fn introduction(credential: &CredentialSecret) -> String {
    let sha256 = credential.hash().0.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    format!(r#"{{"host_name":"build-7.example.com","client_version":"1.2.3","credential_sha256":"{sha256}"}}"#)
}
