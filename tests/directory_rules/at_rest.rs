//! A closed directory, and its files before and after.

use std::fs;
use std::path::{Path, PathBuf};

use crate::directory::{Place, create, draft, provision};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::service::{HashPolicy, Service};

pub(crate) fn open(place: &Place, path: &Path) -> Result<Service, Failure> {
    Service::open(path, HashPolicy::cheap_for_tests_only(), place.clock.clone())
}

pub(crate) fn storage(result: Result<Service, Failure>) -> StorageFailure {
    match result {
        Err(Failure::Storage(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

/// Every file of a folder with its bytes.
pub(crate) fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// A directory at rest: closed, so that everything is in the one file.
pub(crate) fn at_rest() -> Place {
    let place = Place::with_ana();
    let (mut service, ana) = place.open_as_ana();
    for index in 0..40 {
        let id = create(&mut service, &ana, &draft(&format!("user.{index}"))).user.id;
        provision(&mut service, &ana, id, &format!("client-{index}"));
    }
    drop(service);
    assert_eq!(
        snapshot(place.folder.path()).len(),
        2,
        "a closed directory is one file and its mark"
    );
    place
}
