//! How the console of a person is left: what goes, and what is kept for that person to come back to.

use crate::domain::failure::Failure;
use crate::state::{BoxedToken, Modal, Phase, Remote, Submission, UserMessage};
use crate::words::forget_sentences;
use crate::worker::directory::{DirectoryWorker, Version};

use super::core::App;
use super::request::{Request, Survives};

/// Forget the session, which a reading has found to have ended.
#[derive(Debug)]
struct ForgetSession;

impl Request for ForgetSession {
    type Worker = DirectoryWorker;
    type Answer = ();
    const SURVIVES: Survives = Survives::SignOut;

    fn work(&self, directory: &mut DirectoryWorker) {
        directory.forget_session();
    }

    fn take(self, _: &mut App, (): (), _: Version) {}
}

impl App {
    /// The directory no longer knows this session. The draft is kept for the same person.
    pub(super) fn end_session(&mut self) {
        if matches!(
            self.state.phase,
            Phase::SignIn | Phase::FirstStart | Phase::Opening | Phase::Restoring
        ) {
            return;
        }
        self.ask(ForgetSession);
        self.leave_work();
        self.state.signing_in = Submission::default();
        self.state.signing_in.refuse(Failure::SessionEnded);
    }

    /// Leaves the console of the person who was signed in, because the directory was closed. Another copy of it may be
    /// opened next.
    pub(super) fn leave_for(&mut self, phase: Phase) {
        self.leave_work();
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.note_closing(self.state.now);
        }
        self.state.phase = phase;
    }

    /// Ends the session of the person who was signed in, who did not ask for it. What is typed in the dialog for a user is
    /// kept for that person, as over a lock.
    fn leave_work(&mut self) {
        if let Some(me) = &self.state.me {
            self.editor_owner = Some(me.clone());
        }
        self.hide_secrets();
        self.state
            .modals
            .retain(|open| matches!(open, Modal::Editor(_) | Modal::Quit));
        self.forget_person();
    }

    /// Says that what was typed in the dialog for a user is lost, where something was.
    pub(super) fn tell_lost_draft(&mut self) {
        if self.view.has_draft(&self.state) {
            self.toast_error(UserMessage::DraftLost);
        }
    }

    pub(super) fn hide_secrets(&mut self) {
        self.users_flight.stop();
        self.home_flight.stop();
        self.clear_clipboard();
        self.view.wipe_secrets();
        self.needs_password = None;
        if self.state.modals.restoring().is_some() {
            self.forget_restore();
        }
        self.state.modals.retain(Modal::survives_lock);
        self.state.signing_in = Submission::default();
        if let Some(editor) = self.state.modals.editor_mut() {
            editor.token = BoxedToken::None;
            editor.saving.rest();
            editor.acting.rest();
        }
    }

    pub(super) fn forget_person(&mut self) {
        forget_sentences();
        self.state.phase = Phase::SignIn;
        self.session = None;
        self.versions.clear();
        self.state.me = None;
        self.state.retry = None;
        self.state.users = Remote::NotAsked;
        self.state.home = Remote::NotAsked;
        self.state.registration_service = Remote::NotAsked;
        self.state.backup_record = Remote::NotAsked;
        self.state.backup_change = Submission::default();
        self.untold_arrivals.clear();
        self.state.users_view.query.search.clear();
        self.state.users_view.query.also = None;
    }
}
