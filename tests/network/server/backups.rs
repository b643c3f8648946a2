//! The backups that the service makes without being asked for.

use std::path::Path;
use std::time::Duration;

use avo_admin::server::{Limits, Options, Running};

use super::served::{Served, plain_options};
use crate::directory::Place;
use crate::waiting::wait_until;

fn with_backups() -> Options {
    Options {
        backups_every: Some(Duration::from_millis(20)),
        ..plain_options(Limits::default())
    }
}

fn files_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// How many have their name.
fn backups_in(folder: &Path) -> usize {
    let files = files_in(folder);
    files.iter().filter(|name| name.ends_with("Z.avobackup")).count()
}

#[test]
fn the_service_makes_the_backup_that_is_due_and_no_second_one() {
    let mut served = Served::with_options(Place::with_ana(), with_backups());
    let folder = served.place.folder.path().join("backups");
    wait_until("a recorded backup", || {
        served.service.last_automatic_backup().unwrap().is_some()
    });
    served.place.clock.pass_secs(24 * 60 * 60);
    wait_until("the next one", || backups_in(&folder) == 2);
    served.running.stop().unwrap();
    assert_eq!(files_in(&folder).len(), 2);
}

#[test]
fn a_service_that_stops_in_the_middle_of_a_backup_leaves_no_half_one() {
    let place = Place::with_ana();
    for _ in 0..20 {
        Running::start(place.open(), with_backups()).unwrap().stop().unwrap();
        place.clock.pass_secs(24 * 60 * 60);
    }
    let folder = place.folder.path().join("backups");
    assert_eq!(files_in(&folder).len(), backups_in(&folder), "whole ones only");
    let beside = files_in(place.folder.path());
    assert!(!beside.iter().any(|name| name.contains(".new")), "{beside:?}");
    place.open().check_quickly().unwrap();
}
