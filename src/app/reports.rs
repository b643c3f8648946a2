//! What the workers report, and which part of the program takes it in.

use std::path::PathBuf;

use crate::domain::failure::Failure;
use crate::platform::files::FileError;
use crate::state::Phase;
use crate::worker::files::TokenFile;
use crate::worker::{directory, files};

use super::core::{App, WORKER_LOST};

impl App {
    /// Takes in what the workers report.
    pub(super) fn take_reports(&mut self) {
        while let Some(report) = self.lanes.as_ref().and_then(|lanes| lanes.clipboard.try_recv()) {
            self.take_clipboard_report(report);
        }
        while let Some(report) = self.lanes.as_ref().and_then(|lanes| lanes.files.try_recv()) {
            self.take_files_report(report);
        }
        while let Some(report) = self.lanes.as_ref().and_then(|lanes| lanes.directory.try_recv()) {
            self.take_directory_report(report);
        }
        self.notice_lost_worker();
    }

    /// Without its thread the directory answers nothing any more, and whatever is pending would be so for ever.
    fn notice_lost_worker(&mut self) {
        let is_lost = self.lanes.as_ref().is_some_and(|lanes| lanes.directory.has_ended());
        if is_lost && !matches!(self.state.phase, Phase::OpenFailed(_)) {
            self.sign_out();
            self.state.phase = Phase::OpenFailed(Failure::Machine(WORKER_LOST.to_owned()));
        }
    }

    fn take_directory_report(&mut self, report: directory::Report) {
        use directory::Report;
        if self.state.me.is_none() && is_personal(&report) {
            return;
        }
        match report {
            Report::Opened(result) => self.take_opened(result),
            Report::Checked(result) => self.take_checked(result),
            Report::SignedIn(result) => self.take_signed_in(result),
            Report::Unlocked(result) => self.take_unlocked(result),
            Report::PasswordConfirmed(result) => self.take_password_confirmed(result),
            Report::PasswordChanged(result) => self.take_password_changed(result),
            Report::Quiet => {}
            Report::Home(result) => self.take_home(result),
            Report::Users(result) => self.take_users(result),
            Report::Me(result) => self.take_me(result),
            Report::Details(id, result) => self.take_details(id, result),
            Report::Created(result) => self.take_created(result),
            Report::Updated(result) => self.take_updated(result),
            Report::Deleted(id, result) => self.take_deleted(id, result),
            Report::DisabledSet { is_disabled, result } => self.take_disabled_set(is_disabled, result),
            Report::UserUnlocked(result) => self.take_user_unlocked(result),
            Report::Generated(result) => self.take_generated(result),
            Report::Acted { action, result } => self.take_acted(action, result),
            Report::IdentifiedAgain(hash, result) => self.take_identified_again(hash, result),
            Report::Identified { question, result } => self.take_identified(question, result),
            Report::RegistrationService(result) => self.take_registration_service(result),
            Report::ChangedElsewhere { arrivals } => self.take_changed_elsewhere(arrivals),
        }
    }

    fn take_files_report(&mut self, report: files::Report) {
        match report {
            files::Report::Downloaded { file, result } => self.take_downloaded(&file, result),
            files::Report::ViewSaved(Ok(())) => {}
            files::Report::ViewSaved(Err(error)) => tracing::warn!(%error, "the view state was not saved"),
        }
    }

    fn take_downloaded(&mut self, file: &TokenFile, result: Result<PathBuf, FileError>) {
        match result {
            Ok(path) => self.note_download(file, path),
            Err(error) => self.toast_error(format!("The token was not written. {error}")),
        }
    }
}

/// Whether a report is about the work of the person who was signed in, which is nobody else's to see.
const fn is_personal(report: &directory::Report) -> bool {
    use directory::Report;
    matches!(
        report,
        Report::Me(_)
            | Report::Details(..)
            | Report::Created(_)
            | Report::Updated(_)
            | Report::Deleted(..)
            | Report::DisabledSet { .. }
            | Report::UserUnlocked(_)
            | Report::Generated(_)
            | Report::Acted { .. }
            | Report::Identified { .. }
            | Report::IdentifiedAgain(..)
            | Report::RegistrationService(_)
            | Report::ChangedElsewhere { .. }
    )
}
