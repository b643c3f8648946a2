//! The dialog Restore. The backup is verified, and the administrator's password taken, while everything is open. Only then
//! does each lane close its connection, one after the other, and the last one puts the backup in the directory's place.

use std::path::PathBuf;

use crate::command::{AllowRestore, PrepareRestore};
use crate::domain::backup::{BackupFile, RestorePreview, Restored, UnknownSecrets};
use crate::domain::backup_schedule::folder_beside;
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::state::{Modal, Phase, Restoring, RetryWait, TaskKind};
use crate::worker::directory::{
    BackupWorker, CheckWorker, DirectoryWorker, HashWorker, ReadWorker, ReadyRestore, Replaced, Version,
};
use crate::worker::lane::{Job, LaneRefused};

use super::core::App;
use super::lanes::{DirectoryLanes, Senders};
use super::request::{Request, Stamp, Survives};

/// Find backups, and one that is sound where that matters.
#[derive(Debug)]
struct FindBackups {
    folders: Vec<PathBuf>,
    checks: bool,
}

impl Request for FindBackups {
    type Worker = BackupWorker;
    type Answer = Vec<BackupFile>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, worker: &mut BackupWorker) -> Self::Answer {
        worker.find_backups(&self.folders, self.checks)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.state.backups.answer(Ok(answer));
    }
}

impl Request for PrepareRestore {
    type Worker = BackupWorker;
    type Answer = Result<RestorePreview, Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, worker: &mut BackupWorker) -> Self::Answer {
        worker.prepare_restore(&self.file, &self.unlock)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_prepared(answer);
    }

    /// The next verification lets go of what this one left.
    fn take_cancelled(self, app: &mut App, _: Option<Self::Answer>) {
        let open = app.state.modals.restoring();
        if !open.is_some_and(|open| open.checking.is_pending()) {
            app.forget_restore();
        }
    }
}

/// A lock takes the password away that was given for it.
impl Request for AllowRestore {
    type Worker = BackupWorker;
    type Answer = Result<(), Failure>;
    const SURVIVES: Survives = Survives::Nothing;

    fn work(&self, worker: &mut BackupWorker) -> Self::Answer {
        worker.allow_restore(&self.user_name, &self.password)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_allowed(&self, answer);
    }
}

/// Let go of a backup that was verified.
#[derive(Debug)]
struct ForgetRestore;

impl Request for ForgetRestore {
    type Worker = BackupWorker;
    type Answer = ();
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, worker: &mut BackupWorker) {
        worker.forget_restore();
    }

    fn take(self, _: &mut App, (): (), _: Version) {}
}

/// The way of what needs the directory closed down all of its lanes. Each closes its connection before it passes the rest
/// on.
pub(super) fn way_past_all(last: Job<DirectoryWorker, App>, senders: Senders<App>) -> Job<BackupWorker, App> {
    let Senders {
        write,
        hash,
        read,
        check,
    } = senders;
    Box::new(move |backup| {
        backup.close();
        let after_hash: Job<CheckWorker, App> = Box::new(move |check| {
            check.close();
            passed_on(write.send(last))
        });
        let after_read: Job<HashWorker, App> = Box::new(move |hash| {
            hash.close();
            passed_on(check.send(after_hash))
        });
        let first: Job<ReadWorker, App> = Box::new(move |read| {
            read.close();
            passed_on(hash.send(after_read))
        });
        passed_on(read.send(first))
    })
}

/// The way of a restore.
fn way_to_replace(secrets: UnknownSecrets, stamp: Stamp, lanes: &DirectoryLanes<App>) -> Job<BackupWorker, App> {
    let senders = lanes.senders();
    Box::new(move |backup| {
        let Some(ready) = backup.take_restore() else {
            return Box::new(|app| app.take_not_replaced(Failure::Defect));
        };
        let last: Job<DirectoryWorker, App> = Box::new(move |directory| replace(directory, ready, secrets, stamp));
        way_past_all(last, senders)(backup)
    })
}

type Delivery = crate::worker::lane::Delivery<App>;

/// A thread that is gone ends the restore, and nothing was changed.
fn passed_on(sent: Result<(), LaneRefused>) -> Delivery {
    match sent {
        Ok(()) => Box::new(|_| ()),
        Err(LaneRefused) => Box::new(|app| app.take_not_replaced(Failure::WorkerEnded)),
    }
}

fn replace(directory: &mut DirectoryWorker, ready: ReadyRestore, secrets: UnknownSecrets, stamp: Stamp) -> Delivery {
    directory.begin(stamp.session);
    let replaced = directory.restore(ready, secrets);
    directory.end();
    Box::new(move |app| app.take_replaced(replaced))
}

impl App {
    /// Opens the dialog.
    pub(super) fn open_restore(&mut self, proposed: Option<PathBuf>) {
        let is_damaged = matches!(self.state.phase, Phase::OpenFailed(_));
        let modal = Modal::Restore(Box::new(Restoring {
            proposed,
            ..Restoring::default()
        }));
        if is_damaged {
            self.state.modals.open(modal);
        } else {
            self.open_modal(modal);
            self.find_backups(false);
        }
    }

    /// Looks where backups are: in the folder for them, beside the directory, and where they are proposed.
    pub(super) fn find_backups(&mut self, checks: bool) {
        let Location::File(directory) = &self.state.directory.location;
        let beside = directory.parent().map(PathBuf::from).unwrap_or_default();
        let mut folders = vec![folder_beside(directory), beside];
        if !folders.contains(&self.documents_folder) {
            folders.push(self.documents_folder.clone());
        }
        self.state.backups.ask(self.state.now);
        if let Err(failure) = self.try_ask(FindBackups { folders, checks }) {
            self.state.backups.answer(Err(failure));
        }
    }

    pub(super) fn prepare_restore(&mut self, request: PrepareRestore) {
        let (checking, task) = self.submit_task(request, TaskKind::CheckBackup);
        if let Some(open) = self.state.modals.restoring_mut() {
            open.checking = checking;
            open.task = task;
        }
    }

    fn take_prepared(&mut self, answer: Result<RestorePreview, Failure>) {
        let open = self.state.modals.restoring_mut();
        match (open.filter(|open| open.checking.is_pending()), answer) {
            (Some(open), Ok(preview)) => {
                open.checking.finish();
                open.preview = Some(preview);
            }
            (Some(open), Err(failure)) => {
                open.checking.refuse(failure.clone());
                self.note_lost_right(&failure);
            }
            (None, _) => self.forget_restore(),
        }
    }

    pub(super) fn choose_backup_again(&mut self) {
        self.forget_restore();
        if let Some(open) = self.state.modals.restoring_mut() {
            open.preview = None;
            open.checking.rest();
            open.restoring.rest();
        }
    }

    /// Stops the verification, and lets go of the copy that was verified, which is as large as the directory.
    pub(super) fn forget_restore(&mut self) {
        self.cancel_tasks(TaskKind::CheckBackup);
        self.ask(ForgetRestore);
    }

    pub(super) fn restore(&mut self, request: AllowRestore) {
        let restoring = self.submit(request);
        if let Some(open) = self.state.modals.restoring_mut() {
            open.restoring = restoring;
        }
    }

    fn take_allowed(&mut self, request: &AllowRestore, answer: Result<(), Failure>) {
        let open = self.state.modals.restoring_mut();
        let Some(open) = open.filter(|open| open.restoring.is_pending()) else {
            return self.forget_restore();
        };
        let Err(failure) = answer else {
            return self.replace_directory(request.secrets);
        };
        open.restoring.refuse(failure.clone());
        if let Failure::SignInRefused {
            wait_secs: Some(wait_secs),
        } = failure
        {
            self.state.retry = Some(RetryWait {
                user_name: request.user_name.clone(),
                until: self.state.now.plus_secs(wait_secs),
            });
        }
    }

    /// From here on nothing else is asked of the directory.
    fn replace_directory(&mut self, secrets: UnknownSecrets) {
        self.cancel_tasks(TaskKind::CheckDirectory);
        self.users_flight.stop();
        self.home_flight.stop();
        self.before_restore = std::mem::replace(&mut self.state.phase, Phase::Restoring);
        let sent = self.lanes.as_ref().ok_or(LaneRefused).and_then(|lanes| {
            let lanes = &lanes.directory;
            lanes.backup.send(way_to_replace(secrets, self.stamp(), lanes))
        });
        if sent.is_err() {
            let failure = self.refusal_of::<BackupWorker>();
            self.take_not_replaced(failure);
        }
    }

    /// Goes back to where it was asked for.
    fn take_not_replaced(&mut self, failure: Failure) {
        self.state.phase = std::mem::take(&mut self.before_restore);
        if let Some(open) = self.state.modals.restoring_mut() {
            open.preview = None;
            open.checking.rest();
            open.restoring.refuse(failure);
        }
        self.refresh();
    }

    fn take_replaced(&mut self, replaced: Replaced) {
        match (replaced.restored, replaced.opened) {
            (Ok(restored), opened) => self.take_restored(restored, opened.err()),
            (Err(failure), Ok(())) => self.take_not_replaced(failure),
            // A directory that can't be opened was the reason for the restore.
            (Err(failure), Err(_)) if matches!(self.before_restore, Phase::OpenFailed(_)) => {
                self.take_not_replaced(failure);
            }
            (Err(failure), Err(opening)) => {
                self.toast_error(failure);
                self.leave_for(Phase::OpenFailed(opening));
            }
        }
    }

    fn take_restored(&mut self, restored: Restored, not_opened: Option<Failure>) {
        self.state.toasts.clear();
        let is_open = not_opened.is_none();
        self.leave_for(Phase::SignIn);
        if let Some(failure) = not_opened {
            self.fail_to_open(failure);
        }
        self.state.restored = Some(restored);
        if is_open {
            self.check_opened();
        }
    }
}
