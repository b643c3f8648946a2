//! Doing work in transactions. It may be done more than once: an engine that lets writers work side by side refuses a
//! commit where two of them met, and the whole transaction is done again on what the other one has left. So the work
//! changes nothing outside the directory, and says what it holds on to before it decides by it.

use rusqlite::Connection;

use super::error::StoreError;
use super::file::OpenFile;
use super::generation;
use super::transaction::{Ended, Tx, WriteTx};
use crate::domain::failure::StorageFailure;

/// How often a transaction is done before its failure is reported.
const MOST_TIMES: u32 = 5;
/// Does `work` at one moment of the directory that `file` is.
pub(super) fn read<T, E: From<StoreError>>(
    file: &OpenFile,
    connection: &mut Connection,
    mut work: impl FnMut(&Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    expect_in_place(file, connection)?;
    let tx = Tx::begin(connection)?;
    let answer = work(&tx)?;
    drop(tx);
    file.check_in_place()?;
    Ok(answer)
}

/// Does `work` in one transaction of the directory that `file` is; undone as a whole where it fails.
pub(super) fn write<T, E: From<StoreError>>(
    file: &OpenFile,
    connection: &mut Connection,
    mut work: impl FnMut(&WriteTx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    for times in 0..MOST_TIMES {
        expect_in_place(file, connection)?;
        let tx = WriteTx::begin(connection)?;
        let answer = work(&tx)?;
        match tx.end(is_refused(times))? {
            Ended::Met => {}
            Ended::Committed => {
                // What went into a log that is gone, or that would not be known again, is not acknowledged.
                file.check_in_place()?;
                generation::follow(file, connection)?;
                return Ok(answer);
            }
        }
    }
    Err(StoreError::Found(StorageFailure::Busy).into())
}

/// Whether a commit is refused as if another writer had come first. A file has one writer at a time, so that happens in our
/// own tests only: there everything is done twice, and work that can't be repeated is found.
const fn is_refused(times: u32) -> bool {
    cfg!(test) && times == 0
}

fn expect_in_place(file: &OpenFile, connection: &Connection) -> Result<(), StoreError> {
    let place = file.check_in_place();
    if place.is_err() {
        rescue(file, connection);
    }
    place
}

/// Where the log was removed, the engine still has it: what was acknowledged is written into the main file, as far as
/// that goes, because the log is lost with the program.
fn rescue(file: &OpenFile, connection: &Connection) {
    if file.has_lost_a_side() {
        let rescued = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        tracing::debug!(?rescued, "the log of the open directory is gone");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{AuditAction, AuditActor, AuditEntry};
    use crate::domain::clock_move::ClockRecord;
    use crate::store::Hold;
    use crate::store::beginning::{NOW, directory};

    #[test]
    fn work_that_met_another_writer_is_done_again_and_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut directory = directory(folder.path());
        let (entry, mut times) = (
            AuditEntry {
                at: NOW,
                actor: AuditActor::Nobody,
                action: AuditAction::ClockConfirmed,
                user: None,
                client: None,
                detail: None,
            },
            0,
        );
        let written = directory.write::<_, StoreError>(|tx| {
            times += 1;
            tx.write_audit(&entry)
        });
        written.unwrap();
        assert_eq!(times, 2);
        let trail = directory.read::<_, StoreError>(|tx| Ok(tx.audit_trail()?.entries));
        assert_eq!(trail.unwrap(), [entry]);
    }

    #[test]
    fn what_is_not_held_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut directory = directory(folder.path());
        let record = ClockRecord::first(NOW);
        let refused = directory.write::<_, StoreError>(|tx| tx.keep_clock_record(&record));
        assert_eq!(*refused.unwrap_err().failure(), StorageFailure::Defect);
        let kept = directory.write::<_, StoreError>(|tx| {
            tx.hold(Hold::Clock)?;
            tx.keep_clock_record(&record)
        });
        kept.unwrap();
        let read = directory.read::<_, StoreError>(|tx| Ok(tx.clock_record()? == Some(record)));
        assert!(read.unwrap());
    }
}
