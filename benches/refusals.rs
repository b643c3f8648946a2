//! The classes of refused sign-ins beside each other. They have the same words; their medians should lie within a tenth
//! of each other, so that the time doesn't tell who exists, who is locked and who is disabled.
//!
//! The classes take turns, so that whatever else the computer does weighs on all of them.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, prints, and stops at the first error"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use avo_admin::domain::failure::Failure;
use avo_admin::domain::query::UserQuery;
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use avo_admin::domain::time::{Clock, Timestamp};
use avo_admin::domain::user::UserDraft;
use avo_admin::service::{HashPolicy, Service};

const PASSWORD: &str = "nine violet tractors hum";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The class that the others are compared with.
const REFERENCE: &str = "wrong password";
const CLASSES: [&str; 5] = [
    REFERENCE,
    "unknown user",
    "locked user",
    "disabled user",
    "user with an earlier hash",
];

/// Moved by a day before each attempt, so that no class but one has to wait.
struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(self.0.load(Ordering::SeqCst))
    }
}

fn main() {
    // Without `--bench`, as with `cargo test --benches`, a small run proves that the benchmark works.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let samples = if is_bench { 50 } else { 1 };
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(HandClock(AtomicI64::new(1_795_000_000_000)));
    let mut service = prepare(&folder.path().join("directory.db"), &clock);
    let mut taken = CLASSES.map(|class| (class, Vec::with_capacity(samples)));
    for _ in 0..samples {
        for (class, times) in &mut taken {
            times.push(refused(&mut service, &clock, class));
        }
    }
    let medians = taken.map(|(class, times)| (class, median(times)));
    let reference = medians.iter().find(|(class, _)| *class == REFERENCE).unwrap().1;
    println!("Refused sign-ins, medians of {samples}:");
    for (class, median) in medians {
        let ratio = median.as_secs_f64() / reference.as_secs_f64();
        println!(
            "{class:>26}: {:6.1} ms, {ratio:.2} of a {REFERENCE}",
            median.as_secs_f64() * 1000.0
        );
    }
}

/// The name of a class without its spaces names its user.
fn user_name(class: &str) -> String {
    class.replace(' ', ".")
}

/// A user of each class but the unknown one. Hashes of a policy that was lowered are as those of an earlier version.
fn prepare(path: &Path, clock: &Arc<HandClock>) -> Service {
    let password = SecretText::from(PASSWORD);
    let administrator = draft("ana.garcia");
    let earlier = HashPolicy::least();
    let mut service = Service::create(path, earlier, clock.clone(), &administrator, &password).unwrap();
    let session = service.sign_in("ana.garcia", &password).unwrap().session;
    let earlier_one = draft(&user_name("user with an earlier hash"));
    service.create_user(&session, &earlier_one, &password).unwrap();
    drop(service);
    let mut service = Service::open(path, HashPolicy::production(), clock.clone()).unwrap();
    let session = service.sign_in("ana.garcia", &password).unwrap().session;
    for class in [REFERENCE, "locked user", "disabled user"] {
        service
            .create_user(&session, &draft(&user_name(class)), &password)
            .unwrap();
    }
    let list = service.read_users(&UserQuery::default(), None).unwrap();
    let name = user_name("disabled user");
    let disabled = list
        .rows
        .iter()
        .find(|row| row.user.user_name.as_str() == name)
        .unwrap();
    let (id, revision) = (disabled.user.id, disabled.user.revision);
    service.set_user_disabled(&session, id, revision, true).unwrap();
    service
}

fn draft(user_name: &str) -> UserDraft {
    let is_admin = user_name == "ana.garcia";
    UserDraft {
        user_name: user_name.to_owned(),
        email: format!("{user_name}@example.com"),
        first_name: "First".to_owned(),
        last_name: "Last".to_owned(),
        primary_role: if is_admin {
            PrimaryRole::QualityManager
        } else {
            PrimaryRole::QualityEngineer
        },
        is_admin,
    }
}

fn refused(service: &mut Service, clock: &HandClock, class: &str) -> Duration {
    clock.0.fetch_add(DAY_MS, Ordering::SeqCst);
    let (name, wrong) = (user_name(class), SecretText::from("not my password"));
    if class == "locked user" {
        // Wrong ones until a wait is due.
        while !is_wait_due(&service.sign_in(&name, &wrong).unwrap_err()) {}
    }
    let started = Instant::now();
    let refusal = service.sign_in(&name, &wrong);
    let taken = started.elapsed();
    assert!(refusal.is_err());
    taken
}

const fn is_wait_due(refusal: &Failure) -> bool {
    matches!(refusal, Failure::SignInRefused { wait_secs: Some(_) })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
