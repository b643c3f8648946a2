//! Opening and creating a directory.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::connection::{connect, finish, unchanging};
use super::error::StoreError;
use super::file::{Entered, OpenFile};
use super::followed::Followed;
use super::schema::{self, APPLICATION_ID, MIGRATIONS};
use super::sort_key::Collation;
use super::{
    Directory, Founding, NewDirectory, backup, backup_folder, chain, folder, generation, guard, inspection, making,
    network_share, settings,
};
use crate::domain::backup_name::{BackupName, BackupReason, BackupSeries};
use crate::domain::backup_schedule::folder_beside;
use crate::domain::failure::StorageFailure;
use crate::domain::time::Timestamp;

pub(super) fn open(path: &Path, now: Timestamp) -> Result<Directory, StoreError> {
    open_with(path, now, MIGRATIONS)
}

fn open_with(path: &Path, now: Timestamp, migrations: &[schema::Migration]) -> Result<Directory, StoreError> {
    let opening = match OpenFile::enter(&inspection::resolve(path)?)? {
        Entered::First(opening) => opening,
        Entered::Again(file) => {
            let connection = bring_up_to_date(&file, now, migrations)?;
            return Ok(Directory { connection, file });
        }
    };
    let path = opening.file().path();
    inspection::report_folder(path);
    making::remove_abandoned(path.parent().unwrap_or(path));
    let (keeper, connection, followed);
    if opening.is_alone() {
        verify(opening.file())?;
        (keeper, connection, followed) = begin_generation(opening.file(), now, migrations)?;
    } else {
        keeper = keep_log_open(opening.file(), migrations)?;
        connection = bring_up_to_date(opening.file(), now, migrations)?;
        followed = generation::join(opening.file().path())?;
    }
    let file = opening.finish(keeper, followed)?;
    Ok(Directory { connection, file })
}

/// Opens an older copy, or another directory, that was put in the place of the one that the mark names. Other programs
/// are kept out, and the generation stays, until it is adopted. None where everything fits.
pub(super) fn open_older(path: &Path, now: Timestamp) -> Result<Option<Directory>, StoreError> {
    let opening = match OpenFile::enter(&inspection::resolve(path)?)? {
        Entered::First(opening) if opening.is_alone() => opening,
        Entered::First(_) | Entered::Again(_) => return Err(StoreError::open_elsewhere()),
    };
    match verify(opening.file()) {
        Ok(()) => return Ok(None),
        Err(error) if error.failure().is_misplaced() => {}
        Err(error) => return Err(error),
    }
    let keeper = keep_log_open(opening.file(), MIGRATIONS)?;
    let connection = bring_up_to_date(opening.file(), now, MIGRATIONS)?;
    let file = opening.finish_alone(keeper)?;
    Ok(Some(Directory { connection, file }))
}

/// Refuses files that do not belong together, before the engine may recover anything. No other program has them open.
/// A log that the engine of another program is using is this file's, and is not recovered.
pub(super) fn verify(file: &OpenFile) -> Result<(), StoreError> {
    if file.is_used_without_lock()? {
        return Ok(());
    }
    let main = unchanging(file.path());
    let seen = main
        .as_ref()
        .map_or(generation::MainMark::Unreadable, generation::read_main);
    generation::verify(file.path(), seen)?;
    main.map_or(Ok(()), |main| generation::refuse_cut(file.path(), &main))
}

/// Begins a new generation with a log of its own, and upgrades the schema in between.
fn begin_generation(
    file: &OpenFile,
    now: Timestamp,
    migrations: &[schema::Migration],
) -> Result<(Connection, Connection, Followed), StoreError> {
    let keeper = keep_log_open(file, migrations)?;
    generation::prepare(&keeper, file.path())?;
    let connection = bring_up_to_date(file, now, migrations)?;
    let followed = generation::raise(&connection, file.path())?;
    Ok((keeper, connection, followed))
}

/// A connection that stands idle. While it is open, the engine does not remove the log.
fn keep_log_open(file: &OpenFile, migrations: &[schema::Migration]) -> Result<Connection, StoreError> {
    let connection = connect(file)?;
    settings::apply(&connection)?;
    known_version(&connection, migrations)?;
    Ok(connection)
}

/// The version of the schema; a newer one than `migrations` make is refused.
fn known_version(connection: &Connection, migrations: &[schema::Migration]) -> Result<i64, StoreError> {
    let (found, known) = (schema::version(connection)?, schema::newest(migrations));
    if found > known {
        return Err(StoreError::Found(StorageFailure::Newer { found, known }));
    }
    Ok(found)
}

fn bring_up_to_date(
    file: &OpenFile,
    now: Timestamp,
    migrations: &[schema::Migration],
) -> Result<Connection, StoreError> {
    let mut connection = connect(file)?;
    settings::apply(&connection)?;
    let found = known_version(&connection, migrations)?;
    if found < schema::newest(migrations) {
        let (folder, copy) = copy_before_upgrade(&mut connection, file.path(), found, now)?;
        if let Err(error) = schema::upgrade(&mut connection, migrations) {
            // The directory is as it was, and the next start would make another one.
            making::remove_old(&folder.join(copy.to_string()))?;
            return Err(error);
        }
        if let Err(error) = backup_folder::rotate(&[&folder], &copy.series, now) {
            tracing::warn!(%error, "old copies from before an upgrade were not removed");
        }
    }
    schema::check_outline(&connection, migrations)?;
    making::restrict(file.path())?;
    guard::rows_only(&mut connection)?;
    Ok(connection)
}

pub(super) fn create<E: From<StoreError>>(
    path: &Path,
    founding: &Founding,
    make: impl FnOnce(&mut NewDirectory<'_>) -> Result<(), E>,
) -> Result<Directory, E> {
    folder::make_folder(path)?;
    let path = inspection::resolve(path)?;
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::Found(StorageFailure::Exists(path.display().to_string())).into());
    }
    generation::make_room(&path)?;
    let unnamed = making::new_private_file(&path)?;
    network_share::refuse(&unnamed)?;
    build(&unnamed, founding, make)?;
    making::publish(unnamed, &path)?;
    Ok(open(&path, founding.created_at)?)
}

fn build<E: From<StoreError>>(
    unnamed: &making::UnnamedFile,
    founding: &Founding,
    make: impl FnOnce(&mut NewDirectory<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let file = OpenFile::enter_new(unnamed)?;
    let mut connection = connect(&file)?;
    prepare(&mut connection, founding)?;
    make(&mut NewDirectory::new(&mut connection))?;
    finish(connection)?;
    Ok(())
}

fn prepare(connection: &mut Connection, founding: &Founding) -> Result<(), StoreError> {
    settings::apply(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    schema::upgrade(connection, MIGRATIONS)?;
    connection.execute(
        "INSERT INTO directory (id, created_at, salt, collation, identity) VALUES (1, ?1, ?2, ?3, randomblob(16))",
        params![founding.created_at.unix_ms(), founding.salt, Collation::Root.code()],
    )?;
    Ok(())
}

/// Keeps the directory as it was before an upgrade. The copy is not encrypted, and stays on the disk of the directory
/// whatever is set for backups. Returns its folder and its name.
fn copy_before_upgrade(
    connection: &mut Connection,
    path: &Path,
    found: i64,
    now: Timestamp,
) -> Result<(PathBuf, BackupName), StoreError> {
    let series = BackupSeries::new(path, chain::directory_mark(connection)?);
    let name = BackupName::new(series, now, BackupReason::Upgrade { from: found }, false);
    let unnamed = backup::copy(connection, path, &mut |_| ControlFlow::Continue(()), None)?;
    let beside = folder_beside(path);
    let folder = match backup_folder::prepare_folder(&beside) {
        Ok(()) => beside,
        Err(refusal) => {
            // An upgrade is not held up for it.
            tracing::warn!(folder = %beside.display(), ?refusal, "the folder of the backups can't be used");
            path.parent().unwrap_or(path).to_path_buf()
        }
    };
    let copy = folder.join(name.to_string());
    match making::publish(unnamed, &copy) {
        // Another program began the same upgrade at the same moment. It upgrades only after publishing its copy, so
        // that the published file is a whole copy of the old version.
        Err(error) if matches!(error.failure(), StorageFailure::Exists(_)) => {}
        published => published?,
    }
    tracing::info!(copy = %copy.display(), "the directory was copied before its upgrade");
    Ok((folder, name))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_700_000_000_000);
    const FOUNDING: Founding = Founding {
        created_at: NOW,
        salt: [7; 16],
    };

    #[test]
    fn the_file_is_copied_before_an_upgrade_and_the_copy_is_whole_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        drop(create::<StoreError>(&path, &FOUNDING, |_| Ok(())).unwrap());
        let mut next = MIGRATIONS.to_vec();
        next.push(schema::Migration::of(
            "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;",
        ));
        let directory = open_with(&path, NOW, &next).unwrap();
        let newest = schema::newest(MIGRATIONS);
        assert_eq!(schema::version(&directory.connection).unwrap(), newest + 1);
        let [(copy, name)] = <[_; 1]>::try_from(backup_folder::backups_in(&folder_beside(&path)).unwrap()).unwrap();
        assert_eq!((name.at(), name.reason), (NOW, BackupReason::Upgrade { from: newest }));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let kept = open(&copy, NOW).unwrap();
        kept.check_quickly().unwrap();
        assert_eq!(schema::version(&kept.connection).unwrap(), newest);
    }

    #[test]
    fn an_upgrade_that_fails_leaves_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        drop(create::<StoreError>(&path, &FOUNDING, |_| Ok(())).unwrap());
        let mut next = MIGRATIONS.to_vec();
        next.push(schema::Migration::of("CREATE TABLE users (id INTEGER) STRICT;"));
        for _ in 0..2 {
            open_with(&path, NOW, &next).unwrap_err();
            assert_eq!(fs::read_dir(folder_beside(&path)).unwrap().count(), 0);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "file, mark and folder");
        }
        open(&path, NOW).unwrap();
    }

    /// A kill between copy and upgrade leaves a copy at each start.
    #[test]
    fn three_copies_from_before_upgrades_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        drop(create::<StoreError>(&path, &FOUNDING, |_| Ok(())).unwrap());
        for start in 0..5 {
            let later = NOW.plus_secs(start);
            let connection = Connection::open(&path).unwrap();
            connection
                .pragma_update(None, "user_version", schema::newest(MIGRATIONS))
                .unwrap();
            connection.execute_batch("DROP TABLE IF EXISTS later").unwrap();
            drop(connection);
            let mut next = MIGRATIONS.to_vec();
            next.push(schema::Migration::of(
                "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;",
            ));
            drop(open_with(&path, later, &next).unwrap());
        }
        let mut kept: Vec<_> = backup_folder::backups_in(&folder_beside(&path)).unwrap();
        kept.sort_by_key(|(_, name)| name.at());
        let at: Vec<Timestamp> = kept.iter().map(|(_, name)| name.at()).collect();
        assert_eq!(at, [2, 3, 4].map(|secs| NOW.plus_secs(secs)));
    }

    /// The backups of the person who owns the folder are not held against an upgrade.
    #[test]
    fn an_upgrade_goes_on_where_the_folder_for_its_copy_can_not_be_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        drop(create::<StoreError>(&path, &FOUNDING, |_| Ok(())).unwrap());
        fs::write(folder_beside(&path), "mine").unwrap();
        let mut next = MIGRATIONS.to_vec();
        next.push(schema::Migration::of(
            "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;",
        ));
        drop(open_with(&path, NOW, &next).unwrap());
        assert_eq!(fs::read_to_string(folder_beside(&path)).unwrap(), "mine");
        assert_eq!(
            backup_folder::backups_in(folder.path()).unwrap().len(),
            1,
            "beside the directory"
        );
    }

    #[test]
    fn a_creation_that_fails_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        let refused = create::<StoreError>(&path, &FOUNDING, |_| Err(StoreError::damaged("made up")));
        assert!(refused.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_directory_is_never_created_over_an_existing_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("directory.db");
        fs::write(&path, "mine").unwrap();
        let error = create::<StoreError>(&path, &FOUNDING, |_| Ok(())).unwrap_err();
        assert!(matches!(error.failure(), StorageFailure::Exists(_)), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }
}
