//! A console that is killed in the middle of its work loses nothing that it had answered.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::directory::{ANA, ANA_PASSWORD, HandClock, Place, create, draft, provision, sign_in, user_id};
use avo_admin::service::{HashPolicy, Reads as _, Service};

const CHILD: &str = "AVO_ADMIN_TEST_KILLED_CHILD";
const ROUNDS: usize = 40;

/// Makes clients and says the name of each once it has been answered, until it is killed.
fn work_until_killed(path: &Path, prefix: &str) -> ! {
    let mut service = Service::open(path, HashPolicy::cheap_for_tests_only(), HandClock::new()).unwrap();
    let ana = sign_in(&mut service, ANA, ANA_PASSWORD);
    let user = user_id(&mut service, "bo.lindqvist");
    let mut out = std::io::stdout();
    for number in 0_u64.. {
        let name = format!("{prefix}-{number}");
        provision(&mut service, &ana, user, &name);
        writeln!(out, "answered {name}").unwrap();
        out.flush().unwrap();
    }
    unreachable!("it is killed long before")
}

/// Runs itself again as a child and kills that with SIGKILL, after one more answer each round.
#[test]
fn a_kill_in_the_middle_loses_nothing_that_was_answered_and_breaks_nothing() {
    if let Some(job) = std::env::var_os(CHILD) {
        let job = job.into_string().unwrap();
        let (prefix, path) = job.split_once(' ').unwrap();
        work_until_killed(Path::new(path), prefix);
    }
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    let user = create(&mut service, &ana, &draft("bo.lindqvist")).user.id;
    drop(service);
    let mut answered = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "store_faults::a_kill_in_the_middle_loses_nothing_that_was_answered_and_breaks_nothing",
                "--nocapture",
            ])
            .env(CHILD, format!("round{round} {}", place.path.display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let names = lines.filter_map(|line| Some(line.unwrap().split_once("answered ")?.1.to_owned()));
        answered.extend(names.take(1 + round % 7));
        child.kill().unwrap();
        child.wait().unwrap();

        let mut service = place.open();
        service.check_quickly().unwrap();
        let kept: BTreeSet<String> = service
            .user_details(&ana, user)
            .unwrap()
            .clients
            .iter()
            .map(|client| client.name.to_string())
            .collect();
        assert!(
            answered.is_subset(&kept),
            "round {round}: lost {:?}",
            answered.difference(&kept)
        );
        let raw = place.raw();
        let count = |sql: &str| usize::try_from(raw.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()).unwrap();
        assert_eq!(
            count("SELECT count(*) FROM tokens WHERE state = 'live'"),
            kept.len(),
            "half a change"
        );
        let lines = count("SELECT count(*) FROM audit WHERE action = 'client_provisioned'");
        assert_eq!(lines, kept.len(), "a change and its line in the trail are one");
    }
    assert!(answered.len() >= ROUNDS);
}
