//! The dialog Restore: which backup, what it takes away, and the password of an administrator.

mod confirm;
mod preview;
mod source;

use egui::Ui;

use self::confirm::Confirm;
use self::source::Source;
use super::Layer;
use crate::command::{BackupCommand, Commands};
use crate::domain::backup::RestorePreview;
use crate::state::{AppState, Restoring, SubmissionId};
use crate::ui::parts::task_progress::task_progress_ui;
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::{common, restore as words};
use crate::ui::theme::FIELD_GAP_Y;
use crate::ui::widgets::{Button, Dialog, DialogPart, right_aligned_ui};

const WIDTH: f32 = 640.0;

/// What is typed in the dialog.
pub(super) struct RestoreDialog {
    source: Source,
    confirm: Confirm,
    taken_check: SubmissionId,
    taken_restore: SubmissionId,
    stage: Stage,
}

/// What the dialog shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Source,
    Checking,
    Preview,
}

impl Stage {
    const fn of(open: &Restoring) -> Self {
        if open.preview.is_some() {
            Self::Preview
        } else if open.checking.is_pending() {
            Self::Checking
        } else {
            Self::Source
        }
    }
}

/// What was pressed while the dialog was drawn.
#[derive(Default)]
struct Asked {
    submit: bool,
    back: bool,
    close: bool,
}

impl RestoreDialog {
    /// The dialog on the backup that it was opened for.
    pub(super) fn new(open: &Restoring, state: &AppState) -> Self {
        let me = state.me.as_ref().map(|me| me.user_name.to_string());
        Self {
            source: Source::new(open.proposed.as_deref()),
            confirm: Confirm::new(me.unwrap_or_default()),
            taken_check: SubmissionId::default(),
            taken_restore: SubmissionId::default(),
            stage: Stage::Source,
        }
    }

    /// Draws the dialog over what became of the restore.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, open: &Restoring, layer: Layer, commands: &mut Commands) {
        self.take_outcomes(ui, open);
        let mut asked = Asked::default();
        let response = Dialog::new("restore", words::dialog())
            .max_width(WIDTH)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => match &open.preview {
                    Some(preview) => asked.submit |= self.confirm_ui(ui, state, open, preview),
                    None => asked.submit |= self.source_ui(ui, state, open),
                },
                DialogPart::Footer => buttons_ui(ui, state, open, &self.confirm, &mut asked),
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            self.source.focus_first(ui);
        }
        if asked.close || response.close_requested {
            layer.close(commands);
        } else if asked.back {
            commands.send(BackupCommand::ChooseAgain);
        } else if asked.submit {
            self.submit(ui, state, open, commands);
        }
    }

    /// Gives the focus to where what is shown now begins.
    fn take_outcomes(&mut self, ui: &Ui, open: &Restoring) {
        let stage = Stage::of(open);
        let before = std::mem::replace(&mut self.stage, stage);
        match stage {
            Stage::Preview if before != stage => self.confirm.focus_first(ui),
            Stage::Source if before != stage => {
                self.confirm.wipe();
                self.source.focus_first(ui);
            }
            Stage::Source | Stage::Checking | Stage::Preview => {}
        }
        if let Some(refusal) = open.checking.new_refusal(&mut self.taken_check) {
            self.source.take_refusal(ui, refusal);
        }
        if open.restoring.new_refusal(&mut self.taken_restore).is_some() {
            self.confirm.take_refusal(ui);
        }
    }

    fn source_ui(&mut self, ui: &mut Ui, state: &AppState, open: &Restoring) -> bool {
        ui.spacing_mut().item_spacing.y = 0.0;
        if open.checking.is_pending() {
            task_progress_ui(ui, state, open.task, words::checking_backup);
            return false;
        }
        muted_ui(ui, words::dialog_text());
        ui.add_space(FIELD_GAP_Y);
        let is_entered = self.source.show(ui, state);
        if let Some(failure) = open.checking.failure().or_else(|| open.restoring.failure()) {
            ui.add_space(FIELD_GAP_Y);
            failure_ui(ui, state, failure, false);
        }
        is_entered
    }

    fn confirm_ui(&mut self, ui: &mut Ui, state: &AppState, open: &Restoring, preview: &RestorePreview) -> bool {
        ui.spacing_mut().item_spacing.y = 0.0;
        preview::preview_ui(ui, state, preview, &mut self.confirm.keeps_secrets);
        ui.add_space(FIELD_GAP_Y);
        self.confirm.show(ui, state, open, preview.is_compared)
    }

    fn submit(&mut self, ui: &Ui, state: &AppState, open: &Restoring, commands: &mut Commands) {
        if open.preview.is_none() {
            if !open.checking.is_pending()
                && let Some(request) = self.source.request(ui, state)
            {
                commands.send(BackupCommand::Prepare(request));
            }
        } else if self.confirm.is_free(state, open)
            && let Some(request) = self.confirm.request(ui)
        {
            commands.send(BackupCommand::Restore(request));
        }
    }
}

fn buttons_ui(ui: &mut Ui, state: &AppState, open: &Restoring, confirm: &Confirm, asked: &mut Asked) {
    let has_preview = open.preview.is_some();
    if has_preview {
        let is_free = !open.restoring.is_pending();
        asked.back |= Button::new(words::back()).enabled(is_free).show(ui).clicked();
    }
    right_aligned_ui(ui, "buttons", |ui| {
        let cancel = Button::new(common::cancel()).show(ui).clicked();
        if open.checking.is_pending() {
            asked.back |= cancel;
        } else {
            asked.close |= cancel;
        }
        let button = if has_preview {
            let label = if open.restoring.is_pending() {
                words::busy()
            } else {
                words::submit()
            };
            Button::danger_primary(label)
                .accessible_name(words::submit())
                .enabled(confirm.is_free(state, open))
        } else {
            Button::primary(words::check()).enabled(!open.checking.is_pending())
        };
        asked.submit |= button.show(ui).clicked();
    });
}
