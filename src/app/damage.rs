//! A damaged directory: it is closed, so that the file stays as it is, and the ways out are offered.

use crate::command::Salvage;
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::domain::salvage::Salvaged;
use crate::platform::paths;
use crate::state::{Modal, Phase, Salvaging, TaskKind};
use crate::worker::directory::{BackupWorker, DirectoryWorker, Version};
use crate::worker::lane::Job;

use super::core::App;
use super::request::{Request, Survives};
use super::restore::way_past_all;

impl Request for Salvage {
    type Worker = BackupWorker;
    type Answer = Result<Salvaged, Failure>;
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, worker: &mut BackupWorker) -> Self::Answer {
        worker.salvage(&self.file)
    }

    fn take(self, app: &mut App, answer: Self::Answer, _: Version) {
        app.take_salvaged(answer);
    }
}

impl App {
    /// Says why the directory can't be used. The newest good backup is looked for where that helps.
    pub(super) fn fail_to_open(&mut self, failure: Failure) {
        if failure.is_damage() {
            self.find_backups(true);
        }
        self.state.phase = Phase::OpenFailed(failure);
    }

    /// A check has found damage: nothing more is written.
    pub(super) fn leave_damaged(&mut self, failure: Failure) {
        self.cancel_tasks(TaskKind::BackUp);
        self.leave_for(Phase::Opening);
        let last: Job<DirectoryWorker, Self> = Box::new(move |directory| {
            directory.begin(None);
            directory.close();
            directory.end();
            Box::new(move |app| app.fail_to_open(failure))
        });
        let Some(lanes) = &self.lanes else { return };
        let lanes = &lanes.directory;
        if lanes.backup.send(way_past_all(last, lanes.senders())).is_err() {
            self.state.phase = Phase::OpenFailed(self.refusal_of::<BackupWorker>());
        }
    }

    pub(super) fn open_salvage(&mut self) {
        let Location::File(directory) = &self.state.directory.location;
        let proposed = paths::new_salvage_file(&self.documents_folder, directory, self.local_time());
        self.state.modals.open(Modal::Salvage(Box::new(Salvaging {
            proposed: proposed.display().to_string(),
            ..Salvaging::default()
        })));
    }

    pub(super) fn salvage(&mut self, request: Salvage) {
        let exporting = self.submit(request);
        if let Some(open) = self.state.modals.salvaging_mut() {
            open.exporting = exporting;
        }
    }

    fn take_salvaged(&mut self, answer: Result<Salvaged, Failure>) {
        let Some(open) = self.state.modals.salvaging_mut() else {
            return;
        };
        match answer {
            Ok(salvaged) => {
                open.exporting.finish();
                open.done = Some(salvaged);
            }
            Err(failure) => open.exporting.refuse(failure),
        }
    }
}
