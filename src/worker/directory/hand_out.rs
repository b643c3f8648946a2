//! The workers beside the one that writes, and the connections that they get.

use std::sync::Arc;

use super::automatic_backup::Automatic;
use super::{BackupWorker, CheckWorker, DirectoryWorker, HashWorker, ReadWorker, backup};
use crate::domain::failure::Failure;
use crate::platform::anchors::{AnchorFolder, AnchoredBy};
use crate::service::Service;

impl DirectoryWorker {
    /// The reader of the same directory.
    pub fn reader(&self) -> ReadWorker {
        ReadWorker::new(self.shared.clone(), |present| &mut present.for_reader)
    }

    /// What hashes for the same directory.
    pub fn hasher(&self) -> HashWorker {
        HashWorker::new(self.shared.clone(), |present| &mut present.for_hasher)
    }

    /// The checker of the same directory.
    pub fn checker(&self) -> CheckWorker {
        CheckWorker::new(self.shared.clone())
    }

    /// What makes backups of the same directory.
    pub fn backup_maker(&self) -> BackupWorker {
        let place = backup::Place {
            location: self.location.clone(),
            policy: self.policy,
            clock: Arc::clone(&self.clock),
        };
        BackupWorker::new(self.shared.clone(), place, self.free_bytes.clone().map(Automatic::new))
    }

    /// Hands connections of the directory that was just opened to the other threads.
    pub(super) fn hand_out(&mut self, mut service: Service) -> Result<(), Failure> {
        if let Some(folder) = self.heads.clone() {
            service.keep_anchors(Box::new(AnchorFolder::new(folder, AnchoredBy::Console)));
        }
        let (for_reader, for_hasher) = (service.reader()?, service.hashing()?);
        let (for_checker, for_backup) = (service.reader()?, service.reader()?);
        let mut present = self.shared.present();
        present.location = Some(service.location());
        present.for_reader = Some(for_reader);
        present.for_hasher = Some(for_hasher);
        present.for_checker = Some(for_checker);
        present.for_backup = Some(for_backup);
        drop(present);
        self.service = Some(service);
        Ok(())
    }
}
