//! A service that can't trust its directory serves nothing, and says so everywhere.

use std::fs;
use std::process::Command;
use std::time::Duration;

use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::location::Location;
use avo_admin::domain::registration::ServiceTrouble;
use avo_admin::platform::service_lock;
use avo_admin::protocol::{CONNECT_PATH, ProblemKind, REGISTER_PATH};
use avo_admin::server::{HEALTH_PATH, Limits, METRICS_PATH, Options, Running, ServeError};
use avo_admin::service::{HashPolicy, Service};

use super::served::{Served, credential, plain_options};
use super::wire::Answer;
use crate::directory::damaging::{Numbers, PAGE_BYTES, damaged, page_of_generation, without_raise};
use crate::directory::{Place, create, draft, provision};
use crate::waiting::wait_until;

/// A closed directory of 40 users.
fn at_rest() -> Place {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    for index in 0..40 {
        let id = create(&mut service, &ana, &draft(&format!("user.{index}"))).user.id;
        provision(&mut service, &ana, id, &format!("client-{index}"));
    }
    place
}

fn options() -> Options {
    plain_options(Limits::default())
}

#[test]
fn none_of_150_damaged_directories_is_served() {
    let place = at_rest();
    let whole = fs::read(&place.path).unwrap();
    let raised = page_of_generation(&place);
    let (mut numbers, mut started) = (Numbers(7), 0);
    for round in 0..150 {
        let (damaged, what) = damaged(&whole, round, &mut numbers);
        fs::write(&place.path, &damaged).unwrap();
        if let Ok(service) = Service::open(&place.path, HashPolicy::cheap_for_tests_only(), place.clock.clone()) {
            started += 1;
            match Running::start(service, options()) {
                Err(ServeError::Directory(Failure::Storage(StorageFailure::Damaged(_)))) => {}
                other => panic!("{what}: {other:?}"),
            }
            let noted = service_lock::noted_trouble(&Location::from(&place.path));
            assert_eq!(noted, Some(ServiceTrouble::Damaged), "{what}: the console is told");
        }
        assert!(
            without_raise(&place, &raised, &damaged) == damaged,
            "{what}: the file was changed"
        );
        // The mark would take the next damaged file for an older copy.
        for beside in ["-wal", "-shm", ".service-lock", ".generation"] {
            let _ = fs::remove_file(format!("{}{beside}", place.path.display()));
        }
    }
    assert!(started > 50, "only {started} could be opened");
    fs::write(&place.path, &whole).unwrap();
    Running::start(place.open(), options()).unwrap().stop().unwrap();
}

/// Zeroes a page that no request reads, as a failing disk may.
fn zero_page(place: &Place) {
    zero_page_of(place, "former_credentials");
}

/// Zeroes the first page of a table. Another process does it, because closing the file in this one would drop the locks of
/// the engine.
fn zero_page_of(place: &Place, table: &str) {
    place
        .raw()
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let root: i64 = place
        .raw()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| {
            row.get(0)
        })
        .unwrap();
    let done = Command::new("dd")
        .args(["if=/dev/zero", "count=1", "conv=notrunc", "status=none"])
        .arg(format!("of={}", place.path.display()))
        .arg(format!("bs={PAGE_BYTES}"))
        .arg(format!("seek={}", root - 1))
        .status()
        .unwrap();
    assert!(done.success());
}

fn detail(answer: &Answer) -> String {
    let (kind, body) = answer.problem();
    assert_eq!(kind, ProblemKind::Unavailable);
    body.detail
}

/// Everything that needs the directory is refused with `word` in the reason, a malformed token as well as a right one.
fn assert_stopped(served: &mut Served, word: &str, trouble: ServiceTrouble) {
    let mut wire = served.wire();
    for answer in [
        wire.get(HEALTH_PATH),
        wire.post(REGISTER_PATH, Some("no token"), Some("{}")),
        wire.post(CONNECT_PATH, Some(credential().expose()), None),
    ] {
        assert!(detail(&answer).contains(word), "{answer:?}");
    }
    let line = format!("avo_admin_stopped{{cause=\"{}\"}} 1", trouble.code());
    let metrics = wire.get(METRICS_PATH);
    assert!(metrics.text().contains(&line), "{}", metrics.text());
    assert_eq!(
        service_lock::noted_trouble(&Location::from(&served.place.path)),
        Some(trouble)
    );
}

#[cfg(unix)]
#[test]
fn damage_that_comes_later_is_found_by_the_regular_check_and_stops_everything() {
    let mut served = Served::with(Limits {
        check_every: Duration::from_millis(20),
        ..Limits::default()
    });
    let (_, token) = served.provision("a");
    assert_eq!(served.wire().get(HEALTH_PATH).status, 200);
    let clean = "avo_admin_stopped{cause=\"damaged\"} 0";
    assert!(served.wire().get(METRICS_PATH).text().contains(clean));
    zero_page(&served.place);
    wait_until("the damage to be found", || {
        served.wire().get(HEALTH_PATH).status == 503
    });
    assert_stopped(&mut served, "damaged", ServiceTrouble::Damaged);
    let answer = served.register(&token, &credential());
    assert!(detail(&answer).contains("damaged"), "{answer:?}");
    let before = served.place.audit_rows();
    let Served { place, running, .. } = served;
    running.stop().unwrap();
    assert_eq!(place.audit_rows(), before, "a damaged directory is not written to");
}

/// A value that can't be read refuses its own client and has the file checked.
#[cfg(unix)]
#[test]
fn damage_that_a_request_meets_has_the_file_checked_at_once() {
    let mut served = Served::plainly();
    let (broken, token) = served.provision("a");
    let (_, other) = served.provision("b");
    let sql = format!("UPDATE clients SET state = 'deregistered' WHERE id = {}", broken.0);
    served.place.tamper(&sql);
    zero_page(&served.place);
    assert_eq!(served.register(&token, &credential()).status, 503);
    wait_until("the damage to be found", || {
        let answer = served.wire().get(HEALTH_PATH);
        answer.status == 503 && detail(&answer).contains("damaged")
    });
    let answer = served.register(&other, &credential());
    assert!(detail(&answer).contains("damaged"), "{answer:?}");
}

/// What the service does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    Figures,
    Upkeep,
    Backups,
}

impl Own {
    /// What it reads.
    const fn table(self) -> &'static str {
        match self {
            Self::Figures => "client_figures",
            Self::Upkeep => "clock",
            Self::Backups => "automatic_backups",
        }
    }

    /// Lets it happen.
    fn make_due(self, served: &Served) {
        match self {
            Self::Figures => assert_eq!(served.wire().get(METRICS_PATH).status, 200),
            Self::Upkeep => {
                served.place.clock.pass_secs(120);
                served.wire().get(HEALTH_PATH);
            }
            Self::Backups => served.place.clock.pass_secs(24 * 60 * 60),
        }
    }
}

#[cfg(unix)]
#[test]
fn damage_that_no_client_meets_has_the_file_checked_too() {
    for own in [Own::Figures, Own::Upkeep, Own::Backups] {
        let options = Options {
            backups_every: (own == Own::Backups).then_some(Duration::from_millis(20)),
            ..options()
        };
        let served = Served::with_options(Place::with_ana(), options);
        zero_page_of(&served.place, own.table());
        own.make_due(&served);
        let directory = Location::from(&served.place.path);
        wait_until(&format!("the damage that {own:?} meet"), || {
            service_lock::noted_trouble(&directory) == Some(ServiceTrouble::Damaged)
        });
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_was_replaced_stops_the_service_until_it_is_started_again() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let aside = served.place.path.with_extension("aside");
    fs::rename(&served.place.path, &aside).unwrap();
    let answer = served.register(&token, &credential());
    assert!(detail(&answer).contains("replaced"), "{answer:?}");
    fs::rename(&aside, &served.place.path).unwrap();
    assert_stopped(&mut served, "replaced", ServiceTrouble::Replaced);
    let Served { place, running, .. } = served;
    running.stop().unwrap();
    let again = Running::start(place.open(), options()).unwrap();
    assert_eq!(service_lock::noted_trouble(&Location::from(&place.path)), None);
    again.stop().unwrap();
}

#[cfg(unix)]
#[test]
fn a_log_that_was_removed_stops_the_service_for_good() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let log = format!("{}-wal", served.place.path.display());
    let kept = fs::read(&log).unwrap();
    fs::remove_file(&log).unwrap();
    let answer = served.register(&token, &credential());
    assert!(detail(&answer).contains("replaced"), "{answer:?}");
    fs::write(&log, kept).unwrap();
    assert_stopped(&mut served, "replaced", ServiceTrouble::Replaced);
}

#[test]
fn health_is_tried_by_writing_at_most_once_in_a_while() {
    let mut served = Served::plainly();
    let (_, token) = served.provision("a");
    let own = credential();
    assert_eq!(served.register(&token, &own).status, 200);
    let raw = served.place.raw();
    for table in ["clients", "registration_service"] {
        let sql = format!("CREATE TRIGGER no_{table} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END");
        raw.execute_batch(&sql).unwrap();
    }
    assert_eq!(served.connect(&own).kind(), ProblemKind::Unavailable);
    assert_eq!(served.wire().get(HEALTH_PATH).status, 503, "this one is a trial");
    raw.execute_batch("DROP TRIGGER no_clients; DROP TRIGGER no_registration_service")
        .unwrap();
    assert_eq!(served.wire().get(HEALTH_PATH).status, 503, "too early for another one");
    assert_eq!(served.connect(&own).status, 200);
    assert_eq!(served.wire().get(HEALTH_PATH).status, 200, "what was written proves it");
}
