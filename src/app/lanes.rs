//! The lanes that work is sent down.

use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::ui::strings::clipboard as words;
use crate::worker::clipboard::ClipboardWorker;
use crate::worker::directory::{
    BackupDue, BackupWorker, CheckWorker, DirectoryNotice, DirectoryWorker, HashWorker, ReadWorker,
};
use crate::worker::files::FilesWorker;
use crate::worker::lane::{Delivery, Hears, Job, Lane, LaneSender, Wake};

/// How long the end of the program waits for the clipboard to be cleared, with the time that a clipboard manager needs to
/// notice it.
const LAST_CLEAR_LIMIT: Duration = Duration::from_secs(4);

/// Who takes in what the lanes deliver by themselves: news of the directory, and that a backup is due.
pub trait Listener: Hears<DirectoryNotice> + Hears<BackupDue> + Hears<Infallible> + 'static {}

impl<H: Hears<DirectoryNotice> + Hears<BackupDue> + Hears<Infallible> + 'static> Listener for H {}

/// All of them, delivering to `H`. Whatever may take its time has one of its own, so that nothing short waits for it.
pub struct Lanes<H> {
    /// The directory.
    pub directory: DirectoryLanes<H>,
    /// The clipboard.
    pub clipboard: Lane<ClipboardWorker, H>,
    /// The window's own files.
    pub files: Lane<FilesWorker, H>,
}

/// The lanes of one directory.
pub struct DirectoryLanes<H> {
    /// Everything that writes, in order, and the session.
    pub write: Lane<DirectoryWorker, H>,
    /// Everything that compares or hashes a password, before it is written.
    pub hash: Lane<HashWorker, H>,
    /// Everything that only reads.
    pub read: Lane<ReadWorker, H>,
    /// The look for damage.
    pub check: Lane<CheckWorker, H>,
    /// Backups.
    pub backup: Lane<BackupWorker, H>,
}

impl<H: Listener> DirectoryLanes<H> {
    /// Starts a thread for each.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(worker: DirectoryWorker, wake: &Wake) -> std::io::Result<Self> {
        let (hasher, reader) = (worker.hasher(), worker.reader());
        let (checker, backup_maker) = (worker.checker(), worker.backup_maker());
        Ok(Self {
            write: Lane::start("directory", worker, Arc::clone(wake))?,
            hash: Lane::start("hash", hasher, Arc::clone(wake))?,
            read: Lane::start("directory-read", reader, Arc::clone(wake))?,
            check: Lane::start("directory-check", checker, Arc::clone(wake))?,
            backup: Lane::start("backup", backup_maker, Arc::clone(wake))?,
        })
    }

    /// Without threads, for tests. Reading and writing wait while `is_held` is true, hashing while `is_hash_held` is, and
    /// what takes its time in the background while `is_background_held` is.
    pub fn inline(
        worker: DirectoryWorker,
        is_held: &Rc<Cell<bool>>,
        is_hash_held: &Rc<Cell<bool>>,
        is_background_held: &Rc<Cell<bool>>,
    ) -> Self {
        Self {
            hash: Lane::inline(worker.hasher(), Rc::clone(is_hash_held)),
            read: Lane::inline(worker.reader(), Rc::clone(is_held)),
            check: Lane::inline(worker.checker(), Rc::clone(is_background_held)),
            backup: Lane::inline(worker.backup_maker(), Rc::clone(is_background_held)),
            write: Lane::inline(worker, Rc::clone(is_held)),
        }
    }

    pub(super) fn senders(&self) -> Senders<H> {
        Senders {
            write: self.write.sender(),
            hash: self.hash.sender(),
            read: self.read.sender(),
            check: self.check.sender(),
        }
    }

    /// Whether a thread is gone whose answers the window waits for.
    pub(super) fn is_lost(&self) -> bool {
        self.write.has_ended() || self.hash.has_ended() || self.read.has_ended()
    }
}

/// What puts jobs into the lanes of a directory from the threads of others.
pub(super) struct Senders<H> {
    pub(super) write: LaneSender<DirectoryWorker, H>,
    pub(super) hash: LaneSender<HashWorker, H>,
    pub(super) read: LaneSender<ReadWorker, H>,
    pub(super) check: LaneSender<CheckWorker, H>,
}

impl<H: Listener> Lanes<H> {
    /// What was delivered next. What was written comes before what was read, so that the newer answer is the last.
    pub(super) fn next_delivery(&self) -> Option<Delivery<H>> {
        let directory = &self.directory;
        let own = || self.clipboard.try_recv().or_else(|| self.files.try_recv());
        own()
            .or_else(|| directory.hash.try_recv())
            .or_else(|| directory.write.try_recv())
            .or_else(|| directory.read.try_recv())
            .or_else(|| directory.check.try_recv())
            .or_else(|| directory.backup.try_recv())
    }

    /// Takes our token off the clipboard, signs out, and ends all threads.
    pub(super) fn finish(self) {
        let cover = words::cover();
        let clear: Job<ClipboardWorker, H> = Box::new(|clipboard| {
            let _ = clipboard.clear_for_good(cover);
            Box::new(|_| ())
        });
        let is_asked = self.clipboard.send(clear).is_ok();
        if !self.clipboard.finish_within(LAST_CLEAR_LIMIT) || !is_asked {
            tracing::warn!("the clipboard did not answer and may still hold a token");
        }
        // Before the sign-out, because what was hashed is still to be written.
        self.directory.hash.finish();
        let sign_out: Job<DirectoryWorker, H> = Box::new(|directory| {
            directory.sign_out();
            Box::new(|_| ())
        });
        let _ = self.directory.write.send(sign_out);
        self.directory.check.finish();
        self.directory.backup.finish();
        self.directory.read.finish();
        self.directory.write.finish();
        self.files.finish();
    }
}
