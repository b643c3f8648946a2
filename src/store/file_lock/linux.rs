//! Open file description locks (fcntl(2)) far behind the end of the main file and away from the bytes that the engine
//! locks. They belong to one descriptor, so that closing another one drops nothing of them.
//!
//! Each log has one byte of the range. A shared lock on it says that a program uses that log; an exclusive lock of the
//! whole range keeps everyone out.

use std::fs::File;
use std::io;
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

use crate::store::error::StoreError;
use crate::store::file_id::log_key;

/// Where the range begins. The engine's bytes are at 1 GiB, and no file is as long as this.
const START: i64 = 1 << 62;
/// The bytes of which each connection of the engine locks at least one for reading, while its log is in use
/// (<https://sqlite.org/lockingv3.html>).
const ENGINE_START: i64 = 0x4000_0002;
const ENGINE_LENGTH: i64 = 510;
/// As many bytes as a log's checksum has values.
const LENGTH: i64 = 1 << 32;

/// A descriptor of the main file with its locks. Closing it drops the locks of the engine that this process holds on the
/// file: it is opened before the first connection and closed after the last one.
#[derive(Debug)]
pub(in crate::store) struct FileLock {
    file: File,
    /// The byte of the log that is used under this path.
    own: i64,
}

impl FileLock {
    /// Locks nothing yet. `main` is the directory's file, opened for reading and writing at `path`.
    pub(in crate::store) fn new(main: File, path: &Path) -> Result<Self, StoreError> {
        let checksum = crc32fast::hash(&log_key(path)?);
        Ok(Self {
            file: main,
            own: START + i64::from(checksum),
        })
    }

    /// Keeps every other program out; false where one is in already.
    pub(in crate::store) fn try_alone(&self) -> io::Result<bool> {
        self.set(libc::F_WRLCK, START, LENGTH)
    }

    /// Lets others in that use the same log, and says that this one is used; false where a program is alone.
    pub(in crate::store) fn try_share(&self) -> io::Result<bool> {
        let is_shared = self.set(libc::F_RDLCK, self.own, 1)?;
        if is_shared {
            for (start, length) in self.rest() {
                self.set(libc::F_UNLCK, start, length)?;
            }
        }
        Ok(is_shared)
    }

    /// Whether a program uses another log for the same file.
    pub(in crate::store) fn is_used_with_another_log(&self) -> io::Result<bool> {
        for (start, length) in self.rest() {
            if self.is_locked(start, length)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether another program has the lock too.
    pub(in crate::store) fn is_shared(&self) -> io::Result<bool> {
        self.is_locked(START, LENGTH)
    }

    /// Whether a connection of the engine is on the file, of a program without this lock.
    pub(in crate::store) fn is_used_without_lock(&self) -> io::Result<bool> {
        self.is_locked(ENGINE_START, ENGINE_LENGTH)
    }

    /// Whether another descriptor or process holds a lock on a part of it.
    fn is_locked(&self, start: i64, length: i64) -> io::Result<bool> {
        let mut found = lock(libc::F_WRLCK, start, length);
        fcntl(&self.file, FcntlArg::F_OFD_GETLK(&mut found))?;
        Ok(i32::from(found.l_type) != libc::F_UNLCK)
    }

    /// Gives up what is held.
    pub(in crate::store) fn release(&self) -> io::Result<()> {
        self.set(libc::F_UNLCK, START, LENGTH).map(|_| ())
    }

    /// The range without the own byte. An empty part has no lock: a length of 0 would mean "to the end of the file".
    fn rest(&self) -> impl Iterator<Item = (i64, i64)> {
        let after = self.own + 1;
        let parts = [(START, self.own - START), (after, START + LENGTH - after)];
        parts.into_iter().filter(|(_, length)| *length > 0)
    }

    fn set(&self, kind: i32, start: i64, length: i64) -> io::Result<bool> {
        match fcntl(&self.file, FcntlArg::F_OFD_SETLK(&lock(kind, start, length))) {
            Ok(_) => Ok(true),
            Err(Errno::EAGAIN | Errno::EACCES) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the constants of the system are small")]
const fn lock(kind: i32, start: i64, length: i64) -> libc::flock {
    libc::flock {
        l_type: kind as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: start,
        l_len: length,
        l_pid: 0,
    }
}
