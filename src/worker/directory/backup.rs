//! The thread for what reads the whole directory, or another file, and takes its time: backups and restores.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::automatic_backup::{Automatic, BackupDue, LOOK_EVERY};
use super::follower::Follower;
use super::{SessionNumber, Shared};
use crate::command::ChosenUnlock;
use crate::crypto::{BackupIdentity, BackupKey, BackupUnlock, HashPolicy};
use crate::domain::backup::{BackupFile, BackupStanding, RestorePreview, RestoreProblem, UnknownSecrets};
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::domain::salvage::Salvaged;
use crate::domain::secret::SecretText;
use crate::domain::time::Clock;
use crate::platform::password_file::{self, PasswordFile};
use crate::platform::service_lock;
use crate::service::{AllowedRestore, Reader, Restoration, check_backup, find_backups, refuse_directory_file, salvage};
use crate::store::Pulse;
use crate::worker::lane::Worker;
use crate::worker::ticket::Ticket;

/// Makes backups, and prepares their restore.
pub struct BackupWorker {
    follower: Follower<Reader>,
    ticket: Ticket,
    /// None where this console makes no backups unasked.
    automatic: Option<Automatic>,
    place: Place,
    prepared: Option<Restoration>,
    allowed: Option<AllowedRestore>,
}

/// The directory that it works for, open or not.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) location: Location,
    pub(super) policy: HashPolicy,
    pub(super) clock: Arc<dyn Clock>,
}

/// A restore that an administrator has agreed to.
pub struct ReadyRestore {
    pub(super) restoration: Restoration,
    pub(super) allowed: AllowedRestore,
}

impl BackupWorker {
    pub(super) fn new(shared: Shared, place: Place, automatic: Option<Automatic>) -> Self {
        Self {
            follower: Follower::new(shared, |present| &mut present.for_backup),
            ticket: Ticket::default(),
            automatic,
            place,
            prepared: None,
            allowed: None,
        }
    }

    /// Begins the request of `ticket`, which also stops it.
    pub fn begin(&mut self, asked_by: Option<SessionNumber>, ticket: &Ticket) {
        self.follower.follow(asked_by);
        self.ticket = ticket.clone();
    }

    /// Writes a backup for the user who is signed in, and notes on the ticket how far it is.
    ///
    /// # Errors
    /// Those of [`Reader::back_up`].
    pub fn back_up(&mut self, path: &Path, key: Option<&BackupKey>) -> Result<PathBuf, Failure> {
        let ticket = self.ticket.clone();
        self.follower.signed_in_even_if_locked(|reader, session| {
            reader.back_up(session, path, key, &mut |progress| {
                ticket.note_progress(progress.done, progress.of)
            })
        })
    }

    /// Makes an automatic backup, if one is due and no other program makes it, and notes on the ticket how far it is.
    /// Returns whether one was made.
    ///
    /// # Errors
    /// Those of [`AutomaticBackups::make_if_due`](crate::service::AutomaticBackups::make_if_due).
    pub fn back_up_if_due(&mut self) -> Result<bool, Failure> {
        match (&mut self.automatic, &self.follower.connection) {
            (Some(automatic), Some(reader)) => automatic.make(reader, self.ticket.clone()),
            _ => Ok(false),
        }
    }

    /// Verifies a backup, and says what restoring it would take away if what was withdrawn since is not known. Notes on the
    /// ticket how far it is.
    ///
    /// # Errors
    /// [`Failure`], also where it was stopped; nothing was changed.
    pub fn prepare_restore(&mut self, backup: &Path, unlock: &ChosenUnlock) -> Result<RestorePreview, Failure> {
        self.forget_restore();
        let unlock = unlock_of(unlock)?;
        let Place {
            location: Location::File(path),
            policy,
            clock,
        } = self.place.clone();
        let ticket = self.ticket.clone();
        let pulse = Pulse::new(move |progress| ticket.note_progress(progress.done, progress.of));
        let mut prepared = Restoration::prepare_heard(&path, backup, unlock.as_ref(), policy, clock, &pulse)?;
        let preview = prepared.preview(UnknownSecrets::Void)?;
        self.prepared = Some(prepared);
        Ok(preview)
    }

    /// Takes the password of an administrator for the backup that was verified.
    ///
    /// # Errors
    /// Those of [`Restoration::allow`].
    pub fn allow_restore(&mut self, user_name: &str, password: &SecretText) -> Result<(), Failure> {
        let prepared = self.prepared.as_mut().ok_or(Failure::Defect)?;
        let allowed = prepared.allow(user_name, password);
        self.allowed = Some(allowed.map_err(|failure| service_lock::name_service(failure, &self.place.location))?);
        Ok(())
    }

    /// Lets go of the backup that was verified.
    pub fn forget_restore(&mut self) {
        self.prepared = None;
        self.allowed = None;
    }

    /// The restore that was agreed to.
    pub fn take_restore(&mut self) -> Option<ReadyRestore> {
        Some(ReadyRestore {
            allowed: self.allowed.take()?,
            restoration: self.prepared.take()?,
        })
    }

    /// The backups in `folders` and in the one that is set for automatic backups, as far as the directory can be read. With
    /// `checks`, they are looked through until one is sound, the newest first.
    pub fn find_backups(&mut self, folders: &[PathBuf], checks: bool) -> Vec<BackupFile> {
        let Location::File(path) = &self.place.location;
        let set = self.follower.connection.as_mut().map(Reader::set_backup_folder);
        let set = set.and_then(Result::ok).flatten().filter(|set| !folders.contains(set));
        let folders: Vec<PathBuf> = folders.iter().cloned().chain(set).collect();
        let mut found = find_backups(path, &folders);
        let plain = found
            .iter_mut()
            .filter(|backup| backup.standing == BackupStanding::Unchecked);
        for backup in plain.take_while(|_| checks && !self.ticket.is_cancelled()) {
            if check_backup(path, &backup.path).is_ok() {
                backup.standing = BackupStanding::Sound;
                break;
            }
            backup.standing = BackupStanding::Unsound;
        }
        found
    }

    /// Exports what can be read of the directory, which is closed.
    ///
    /// # Errors
    /// [`Failure::Storage`].
    pub fn salvage(&self, file: &Path) -> Result<Salvaged, Failure> {
        salvage(&self.place.location, file)
    }

    /// Closes its connection.
    pub fn close(&mut self) {
        self.follower.close();
    }
}

/// Reads the key where a file is named for it.
fn unlock_of(chosen: &ChosenUnlock) -> Result<Option<BackupUnlock>, Failure> {
    let path = match chosen {
        ChosenUnlock::None => return Ok(None),
        ChosenUnlock::Passphrase(passphrase) => return Ok(Some(BackupUnlock::Passphrase(passphrase.clone()))),
        ChosenUnlock::KeyFile(path) => path,
    };
    refuse_directory_file(path)?;
    let PasswordFile::Read { bytes, .. } = password_file::read(path)? else {
        return Err(Failure::Backup(RestoreProblem::KeyFileOpenToOthers));
    };
    let identity = std::str::from_utf8(&bytes).ok().and_then(BackupIdentity::find_in);
    let identity = identity.ok_or(Failure::Backup(RestoreProblem::NoKeyInFile))?;
    Ok(Some(BackupUnlock::Identity(identity)))
}

impl Worker for BackupWorker {
    type Notice = BackupDue;

    fn look_around(&mut self) -> Option<BackupDue> {
        self.follower.follow(None);
        let (automatic, reader) = (self.automatic.as_mut()?, self.follower.connection.as_mut()?);
        automatic.is_due(reader).then_some(BackupDue)
    }

    fn looks_around_every(&self) -> Option<Duration> {
        self.automatic.as_ref().map(|_| LOOK_EVERY)
    }
}
