//! What is set for automatic backups, and how the last ones went.

use crate::command::ChangeBackupSettings;
use crate::domain::backup_schedule::BackupRecord;
use crate::domain::failure::Failure;
use crate::service::{Reader, Reads as _};
use crate::state::{Message, TaskKind};
use crate::worker::directory::{BackupDue, BackupWorker, DirectoryWorker, ReadWorker, Version};
use crate::worker::lane::Hears;

use super::core::App;
use super::request::{Request, Survives};
use super::versions::Shown;

/// What is known of the automatic backups.
#[derive(Debug)]
struct ReadBackupRecord;

impl Request for ReadBackupRecord {
    type Worker = ReadWorker;
    type Answer = Result<BackupRecord, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, directory: &mut ReadWorker) -> Self::Answer {
        directory.signed_in(Reader::backup_record)
    }

    fn take(self, app: &mut App, answer: Self::Answer, at: Version) {
        app.settle(Shown::BackupRecord, answer, at, |state| &mut state.backup_record);
    }
}

impl Request for ChangeBackupSettings {
    type Worker = DirectoryWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::Lock;

    fn work(&self, directory: &mut DirectoryWorker) -> Self::Answer {
        directory.signed_in(|service, session| service.change_backup_settings(session, &self.before, &self.after))
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_backup_change(self, answer);
    }
}

/// Make the backup that is due.
#[derive(Debug)]
struct BackUpIfDue;

/// It belongs to no session: a locked console makes backups too.
impl Request for BackUpIfDue {
    type Worker = BackupWorker;
    type Answer = Result<bool, Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, maker: &mut BackupWorker) -> Self::Answer {
        maker.back_up_if_due()
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        match answer {
            Ok(false) => {}
            Ok(true) => tracing::info!("an automatic backup was made"),
            // People read on Home and in Settings what the directory keeps of it.
            Err(failure) => tracing::warn!(%failure, "no automatic backup was made"),
        }
        app.refresh();
    }
}

/// Shown as a task while it takes its time, and else without a word.
impl Hears<BackupDue> for App {
    fn hear(&mut self, BackupDue: BackupDue) {
        match self.try_ask(BackUpIfDue) {
            Ok(ticket) => {
                self.track(TaskKind::AutomaticBackUp, ticket);
            }
            Err(failure) => tracing::warn!(%failure, "no automatic backup was made"),
        }
    }
}

impl App {
    pub(super) fn change_backup_settings(&mut self, request: ChangeBackupSettings) {
        self.state.backup_change = self.submit(request);
    }

    fn take_backup_change(&mut self, request: ChangeBackupSettings, answer: Result<(), Failure>) {
        match answer {
            Ok(()) => self.state.backup_change.finish(),
            Err(Failure::PasswordNeeded) => {
                self.state.backup_change.rest();
                self.ask_password_for(request);
            }
            Err(failure @ Failure::Invalid(_)) => self.state.backup_change.refuse(failure),
            Err(failure) => {
                self.state.backup_change.rest();
                if !self.note_lost_right(&failure) {
                    self.toast_error(Message::Failed(failure));
                }
            }
        }
        self.refresh();
    }

    /// Reads what administrators alone see of the backups.
    pub(super) fn fetch_backup_record(&mut self) {
        if !self.state.is_administrator() || self.state.directory.is_demo {
            return;
        }
        self.state.backup_record.ask(self.state.now);
        if let Err(failure) = self.try_ask(ReadBackupRecord) {
            self.state.backup_record.answer(Err(failure));
        }
    }
}
