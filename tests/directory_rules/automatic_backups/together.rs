//! Several programs on one directory: one makes the backup.

use std::ops::ControlFlow;
use std::sync::Barrier;

use super::{backups_of, folder_of, lines, make, make_now, names};
use crate::directory::Place;

const MINUTE_SECS: i64 = 60;

#[test]
fn of_programs_that_look_at_once_exactly_one_makes_the_backup() {
    for _ in 0..10 {
        let place = Place::with_ana();
        let start = Barrier::new(4);
        let made = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        let service = place.open();
                        let mut backups = backups_of(&service);
                        start.wait();
                        make(&mut backups).unwrap()
                    })
                })
                .collect();
            let made: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
            made.into_iter().flatten().count()
        });
        assert_eq!(made, 1);
        assert_eq!(names(&folder_of(&place)).len(), 1);
        assert_eq!(lines(&place, "backup_made"), 1);
    }
}

#[test]
fn a_claim_is_renewed_while_a_backup_takes_long() {
    let place = Place::with_ana();
    let (service, other) = (place.open(), place.open());
    let (mut backups, mut others) = (backups_of(&service), other.reader().unwrap());
    let clock = place.clock.clone();
    let (told, heard) = std::sync::mpsc::channel();
    let made = backups.make_if_due(move |_| {
        clock.pass_secs(5 * MINUTE_SECS);
        told.send(others.is_backup_due().unwrap()).unwrap();
        ControlFlow::Continue(())
    });
    assert!(made.unwrap().is_some());
    let due: Vec<bool> = heard.iter().collect();
    assert!(due.len() > 2, "longer than a claim holds");
    assert!(!due.contains(&true), "{due:?}");
}

/// The child claims, begins and is killed; other programs wait for ten minutes.
#[cfg(target_os = "linux")]
#[test]
fn the_claim_of_a_killed_program_lapses() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    use avo_admin::service::{AutomaticBackups, HashPolicy, Service};

    const PLACE: &str = "AVO_ADMIN_TEST_CLAIMED";
    let name = "automatic_backups::together::the_claim_of_a_killed_program_lapses";
    if let Some(path) = std::env::var_os(PLACE) {
        let clock = crate::directory::HandClock::new();
        let path = std::path::PathBuf::from(path);
        let folder = path.with_file_name("backups");
        let service = Service::open(path, HashPolicy::cheap_for_tests_only(), clock).unwrap();
        let mut backups = AutomaticBackups::new(service.reader().unwrap(), super::endless());
        let _ = backups.make_if_due(move |_| {
            if names(&folder).is_empty() {
                return std::ops::ControlFlow::Continue(());
            }
            println!("held");
            loop {
                std::thread::park();
            }
        });
        unreachable!("it is killed");
    }
    let place = Place::with_ana();
    let service = place.open();
    let mut backups = backups_of(&service);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(PLACE, &place.path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(told.any(|line| line.ends_with("held")));
    assert_eq!(make(&mut backups), Ok(None), "another program makes it");
    child.kill().unwrap();
    child.wait().unwrap();
    place.clock.pass_secs(10 * MINUTE_SECS - 1);
    assert_eq!(make(&mut backups), Ok(None), "it may be alive");
    place.clock.pass_secs(1);
    let made = make_now(&mut backups);
    let left = names(&folder_of(&place));
    assert_eq!(
        left.len(),
        2,
        "what was half done is not removed while it may be in work: {left:?}"
    );

    for name in left.iter().filter(|name| name.starts_with('.')) {
        let file = std::fs::File::options()
            .write(true)
            .open(folder_of(&place).join(name))
            .unwrap();
        let now_ms = u64::try_from(avo_admin::domain::time::Clock::now(&*place.clock).unix_ms()).unwrap();
        let made_at = std::time::UNIX_EPOCH + std::time::Duration::from_millis(now_ms);
        file.set_modified(made_at).unwrap();
    }
    place.clock.pass_secs(8 * 24 * 60 * MINUTE_SECS);
    let next = make_now(&mut backups);
    let file_name = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let both: Vec<String> = [made, next].iter().map(file_name).collect();
    assert_eq!(names(&folder_of(&place)), both);
}
