//! The dialog Back Up: the backup is made on a lane of its own, and goes on when the dialog is closed.

use std::path::PathBuf;

use crate::command::{BackUp, BackupCommand, ChosenEncryption};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors, FieldProblem};
use crate::domain::location::Location;
use crate::platform::paths;
use crate::service::{BackupKey, BackupRecipient};
use crate::state::{BackingUp, BackupMessage, MadeBackup, Modal, Submission, TaskKind};
use crate::worker::directory::{BackupWorker, Version};

use super::core::App;
use super::request::{Request, Survives};

/// A lock closes the dialog but leaves the backup to go on, and what became of it is told afterwards.
impl Request for BackUp {
    type Worker = BackupWorker;
    type Answer = Result<PathBuf, Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, worker: &mut BackupWorker) -> Self::Answer {
        worker.back_up(&self.file, key_of(&self.encryption)?.as_ref())
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_backup(self, answer);
    }

    /// One that has its name by then is kept.
    fn take_cancelled(self, app: &mut App, answer: Option<Self::Answer>) {
        match answer {
            Some(Ok(path)) => app.take_backup(self, Ok(path)),
            _ => app.note_backup_cancelled(),
        }
    }
}

fn key_of(encryption: &ChosenEncryption) -> Result<Option<BackupKey>, Failure> {
    Ok(match encryption {
        ChosenEncryption::None => None,
        ChosenEncryption::Passphrase(passphrase) => Some(BackupKey::Passphrase(passphrase.clone())),
        ChosenEncryption::PublicKey(key) => {
            let recipient = BackupRecipient::parse(key)
                .ok_or_else(|| FieldErrors::one(Field::PublicKey, FieldProblem::NotAPublicKey))?;
            Some(BackupKey::Recipient(recipient))
        }
    })
}

impl App {
    pub(super) fn handle_backup(&mut self, command: BackupCommand) {
        match command {
            BackupCommand::Open => self.open_backup(),
            BackupCommand::BackUp(request) => self.back_up(request),
            BackupCommand::OpenRestore(proposed) => self.open_restore(proposed),
            BackupCommand::Prepare(request) => self.prepare_restore(request),
            BackupCommand::ChooseAgain => self.choose_backup_again(),
            BackupCommand::Restore(request) => self.restore(request),
            BackupCommand::OpenSalvage => self.open_salvage(),
            BackupCommand::Salvage(request) => self.salvage(request),
            BackupCommand::Cancel => {
                if let Some(task) = self.state.modals.backing_up().and_then(|open| open.task) {
                    self.cancel_task(task);
                }
            }
        }
    }

    /// Opens the dialog, on the backup that is under way where there is one.
    fn open_backup(&mut self) {
        let task = self.state.tasks.iter().find(|task| task.what == TaskKind::BackUp);
        let task = task.map(|task| task.id);
        let making = match task {
            Some(_) => self.submission(Ok(())),
            None => Submission::default(),
        };
        self.open_modal(Modal::BackUp(Box::new(BackingUp {
            proposed: self.proposed_backup(),
            making,
            task,
            ..BackingUp::default()
        })));
    }

    fn proposed_backup(&self) -> String {
        let Location::File(directory) = &self.state.directory.location;
        let file = paths::new_backup_file(&self.documents_folder, directory, self.local_time());
        file.display().to_string()
    }

    /// The time of day where the console is.
    pub(super) fn local_time(&self) -> jiff::civil::DateTime {
        let now = jiff::Timestamp::from_millisecond(self.state.now.unix_ms()).unwrap_or_default();
        self.time_zone.to_datetime(now)
    }

    fn back_up(&mut self, request: BackUp) {
        self.needs_password = None;
        let (making, task) = self.submit_task(request, TaskKind::BackUp);
        if let Some(open) = self.state.modals.backing_up_mut() {
            open.making = making;
            open.task = task;
            open.is_cancelled = false;
        }
    }

    fn take_backup(&mut self, request: BackUp, answer: Result<PathBuf, Failure>) {
        let is_encrypted = !matches!(request.encryption, ChosenEncryption::None);
        let open = self.state.modals.backing_up_mut();
        let open = open.filter(|open| open.making.is_pending());
        match (answer, open) {
            (Ok(path), Some(open)) => {
                open.making.finish();
                open.made = Some(MadeBackup {
                    path: path.display().to_string(),
                    is_encrypted,
                });
            }
            (Ok(path), None) => self.toast_success(BackupMessage::Made(path.display().to_string())),
            (Err(Failure::PasswordNeeded), Some(open)) => {
                open.making.rest();
                self.ask_password_for(BackupCommand::BackUp(request));
            }
            (Err(failure), Some(open)) => {
                open.making.refuse(failure.clone());
                self.note_lost_right(&failure);
            }
            (Err(failure), None) => {
                self.toast_error(BackupMessage::NotMade(failure.clone()));
                self.note_lost_right(&failure);
            }
        }
    }

    fn note_backup_cancelled(&mut self) {
        match self.state.modals.backing_up_mut() {
            Some(open) if open.making.is_pending() => {
                open.making.rest();
                open.is_cancelled = true;
            }
            _ => self.toast_info(BackupMessage::Cancelled),
        }
    }
}
