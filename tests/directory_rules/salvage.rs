//! What can still be read of a damaged directory is exported, the file itself stays as it is, and no secret comes along.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::directory::{ANA, Place, provision, register, world};
use avo_admin::domain::failure::{Failure, StorageFailure};
use avo_admin::domain::salvage::{Salvaged, SalvagedTable};
use avo_admin::domain::unreadable::RowKind;
use avo_admin::service::{HashPolicy, Service, salvage};
use serde_json::{Value, json};

const PAGE: usize = 4096;

/// A directory of some pages, closed, with all that is in it as lines.
struct Whole {
    place: Place,
    bytes: Vec<u8>,
    lines: BTreeSet<String>,
}

impl Whole {
    fn new() -> Self {
        let place = Place::empty();
        let policy = HashPolicy::cheap_for_tests_only();
        Service::fill_with_demo(&place.path, policy, place.clock.clone(), 120).unwrap();
        let bytes = fs::read(&place.path).unwrap();
        let salvaged = export(&place, "whole.jsonl");
        assert!(!salvaged.tables.iter().any(SalvagedTable::has_losses), "{salvaged:?}");
        let lines = rows(&salvaged.file);
        Self { place, bytes, lines }
    }

    /// Exports a damaged directory, and checks what holds whatever is damaged.
    fn export_damaged(&self, damaged: &[u8], name: &str) -> Option<Salvaged> {
        fs::write(&self.place.path, damaged).unwrap();
        let salvaged = salvage(&self.place.path.clone().into(), &self.place.folder.path().join(name));
        assert!(
            fs::read(&self.place.path).unwrap() == damaged,
            "the damaged file was changed"
        );
        let salvaged = match salvaged {
            Err(Failure::Storage(StorageFailure::NothingReadable(_))) => return None,
            salvaged => salvaged.unwrap(),
        };
        let found = rows(&salvaged.file);
        assert!(found.is_subset(&self.lines), "{name}: rows that never were");
        let told: u64 = salvaged.tables.iter().map(|table| table.read).sum();
        assert_eq!(told, u64::try_from(found.len()).unwrap());
        if !salvaged.tables.iter().any(|table| table.has_open_end) {
            let lost: u64 = salvaged
                .tables
                .iter()
                .map(|table| table.unreadable + table.missing_at_most)
                .sum();
            let whole = u64::try_from(self.lines.len()).unwrap();
            assert!(told + lost >= whole, "{name}: {told} read and {lost} lost of {whole}");
        }
        Some(salvaged)
    }
}

fn export(place: &Place, name: &str) -> Salvaged {
    let file = place.folder.path().join(name);
    salvage(&place.path.clone().into(), &file).unwrap()
}

/// The lines of an export but for the last, which counts them.
fn rows(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let end: Value = serde_json::from_str(lines.pop().unwrap()).unwrap();
    assert_eq!(end["kind"], "end");
    lines.into_iter().map(str::to_owned).collect()
}

fn leftovers(place: &Place) -> Vec<PathBuf> {
    let paths = fs::read_dir(place.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_left = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(".avo-admin-");
    paths.filter(is_left).collect()
}

#[test]
fn everything_but_the_rows_of_a_broken_page_is_exported_and_the_file_stays_as_it_is() {
    let whole = Whole::new();
    let pages = whole.bytes.len() / PAGE;
    let (mut most_lost, mut unreadable) = (0, 0);
    for page in 1..pages {
        let mut damaged = whole.bytes.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0);
        let Some(salvaged) = whole.export_damaged(&damaged, &format!("zeroed-{page}.jsonl")) else {
            unreadable += 1;
            continue;
        };
        let told: u64 = salvaged.tables.iter().map(|table| table.read).sum();
        let lost = whole.lines.len() - usize::try_from(told).unwrap();
        // The root of a table leads to all of its rows; any other page to its own.
        let is_root = salvaged.tables.iter().any(|table| table.read == 0);
        if !is_root {
            most_lost = most_lost.max(lost);
        }
    }
    // The pages that say which tables there are.
    assert!(unreadable <= 4, "{unreadable}");
    assert!((1..80).contains(&most_lost), "{most_lost} of {}", whole.lines.len());
    assert!(leftovers(&whole.place).is_empty());
}

#[test]
fn a_file_that_ends_early_or_has_lost_its_head_is_read_as_far_as_it_goes() {
    let whole = Whole::new();
    let half = whole.bytes.len() / PAGE / 2 * PAGE;
    let cut = whole.export_damaged(&whole.bytes[..half], "cut.jsonl").unwrap();
    assert!(cut.tables.iter().any(|table| table.read > 0), "{cut:?}");
    assert!(cut.tables.iter().any(SalvagedTable::has_losses), "{cut:?}");
    let mut headless = whole.bytes.clone();
    headless[..16].fill(0xff);
    let read = whole.export_damaged(&headless, "headless.jsonl").unwrap();
    assert!(!read.tables.iter().any(SalvagedTable::has_losses), "{read:?}");
}

#[test]
fn flipped_bytes_lose_no_more_than_they_hit() {
    let whole = Whole::new();
    for seed in 0..40_usize {
        let mut damaged = whole.bytes.clone();
        // Behind the first page, spread by a step that shares no factor with the length.
        for hit in 0..3 {
            let at = PAGE + (seed * 7919 + hit * 104_729) % (damaged.len() - PAGE);
            damaged[at] ^= 0x55;
        }
        fs::write(&whole.place.path, &damaged).unwrap();
        let salvaged = export(&whole.place, &format!("flipped-{seed}.jsonl"));
        assert!(fs::read(&whole.place.path).unwrap() == damaged);
        // A letter can become another one, so that a row is another one too.
        let kept = rows(&salvaged.file).intersection(&whole.lines).count();
        assert!(
            kept * 4 > whole.lines.len() || salvaged.tables.iter().any(|table| table.read == 0),
            "{seed}: {kept}"
        );
    }
}

#[test]
fn what_is_only_in_the_log_is_exported_too_and_no_secret_is() {
    let mut world = world();
    let (_, token) = provision(&mut world.service, &world.ana, world.user, "build-host-7");
    register(&mut world.service, &token, "lt-0231", [7; 32]);
    // Another program's copy of both, as after a crash.
    let crashed = Place::empty();
    for suffix in ["", "-wal", ".generation"] {
        let name = |place: &Place| {
            let mut name = place.path.clone().into_os_string();
            name.push(suffix);
            name
        };
        fs::copy(name(&world.place), name(&crashed)).unwrap();
    }
    let salvaged = export(&crashed, "all.jsonl");
    let text = fs::read_to_string(&salvaged.file).unwrap();
    for part in [ANA, "bo.lindqvist", "build-host-7", "lt-0231", "client_registered"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let hex = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    };
    let raw = crate::directory::column::<String>(&world.place.raw(), "SELECT password_hash FROM users");
    let secrets = [
        token.expose().to_owned(),
        hex(&token.hash().0),
        hex(&[7; 32]),
        "argon2".to_owned(),
    ];
    for hidden in secrets.iter().chain(&raw) {
        assert!(!text.contains(hidden.as_str()), "{hidden}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&salvaged.file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn an_export_has_times_in_utc_and_ends_with_what_was_read_and_lost() {
    let world = world();
    drop((world.service, world.ana));
    world
        .place
        .tamper("UPDATE users SET first_name = 'a' || char(10) || 'b' WHERE user_name = 'bo.lindqvist'");
    let salvaged = export(&world.place, "rows.jsonl");
    let text = fs::read_to_string(&salvaged.file).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ana = lines.iter().find(|line| line["kind"] == "user").unwrap();
    assert_eq!(ana["created_at"], "2026-11-18T11:06:40Z");
    let entries = lines.iter().filter(|line| line["kind"] == "audit_entry").count();
    let table = |of: &str, read: usize, unreadable: usize| json!({"of": of, "read": read, "unreadable": unreadable, "missing_at_most": 0, "has_open_end": false});
    assert_eq!(
        lines.last().unwrap()["tables"],
        json!([
            table("user", 1, 1),
            table("client", 0, 0),
            table("audit_entry", entries, 0)
        ])
    );
}

#[test]
fn a_row_that_makes_no_sense_is_counted_and_hides_no_other() {
    let world = world();
    drop((world.service, world.ana));
    world
        .place
        .tamper("UPDATE users SET first_name = 'a' || char(10) || 'b' WHERE user_name = 'bo.lindqvist'");
    let salvaged = export(&world.place, "rows.jsonl");
    let users = salvaged
        .tables
        .iter()
        .find(|table| table.kind == RowKind::User)
        .unwrap();
    assert_eq!((users.read, users.unreadable, users.missing_at_most), (1, 1, 0));
    assert!(fs::read_to_string(&salvaged.file).unwrap().contains(ANA));
}

#[test]
fn an_export_replaces_no_file_and_never_reads_a_directory_that_is_open_here() {
    let world = world();
    let taken = world.place.folder.path().join("taken.jsonl");
    fs::write(&taken, "mine").unwrap();
    let location = world.place.path.clone().into();
    let open = salvage(&location, &world.place.folder.path().join("free.jsonl")).unwrap_err();
    assert!(
        matches!(open, Failure::Storage(StorageFailure::DirectoryFile(_))),
        "{open:?}"
    );
    drop((world.service, world.ana));
    let exists = salvage(&location, &taken).unwrap_err();
    assert!(
        matches!(exists, Failure::Storage(StorageFailure::Exists(_))),
        "{exists:?}"
    );
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    fs::write(&world.place.path, "no directory at all").unwrap();
    assert!(salvage(&location, &world.place.folder.path().join("none.jsonl")).is_err());
    assert!(leftovers(&world.place).is_empty());
}
