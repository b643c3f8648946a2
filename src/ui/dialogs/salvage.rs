//! The dialog Export What Can Be Read, of a damaged directory.

use egui::{Id, Key, RichText, Ui};

use super::Layer;
use crate::command::{BackupCommand, Commands, Salvage};
use crate::domain::salvage::{Salvaged, SalvagedTable};
use crate::state::{AppState, Salvaging, SubmissionId};
use crate::ui::parts::forms::full_path::full_path_error;
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::{common, damage as words};
use crate::ui::theme::{FIELD_GAP_Y, Tokens};
use crate::ui::widgets::{
    Button, Dialog, DialogPart, FocusRequest, StatusTone, TextField, banner_ui, focus, progress_bar, right_aligned_ui,
};

/// What is typed in the dialog.
pub(super) struct SalvageDialog {
    file: String,
    error: Option<String>,
    taken: SubmissionId,
    is_done: bool,
    first: FocusRequest,
}

fn file_id() -> Id {
    Id::unique("salvage_file")
}

impl SalvageDialog {
    /// The dialog with the path that is proposed.
    pub(super) fn new(open: &Salvaging) -> Self {
        Self {
            file: open.proposed.clone(),
            error: None,
            taken: SubmissionId::default(),
            is_done: false,
            first: FocusRequest::default(),
        }
    }

    /// Draws the dialog over what became of the export.
    pub(super) fn show(&mut self, ui: &Ui, state: &AppState, open: &Salvaging, layer: Layer, commands: &mut Commands) {
        if open.exporting.new_refusal(&mut self.taken).is_some() {
            focus::give_to(ui, file_id());
        }
        if open.done.is_some() && !self.is_done {
            self.is_done = true;
            self.first.ask(());
        }
        let is_pending = open.exporting.is_pending();
        let (mut submits, mut closes) = (false, false);
        let response = Dialog::new("salvage", words::dialog())
            .max_width(600.0)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => match &open.done {
                    Some(salvaged) => done_ui(ui, salvaged),
                    None if is_pending => {
                        progress_bar(ui, None, words::busy());
                    }
                    None => submits |= self.form_ui(ui, state, open),
                },
                DialogPart::Footer => right_aligned_ui(ui, "buttons", |ui| {
                    if open.done.is_some() {
                        let close = Button::primary(common::close()).show(ui);
                        self.first.give(&(), &close);
                        closes |= close.clicked();
                    } else {
                        closes |= Button::new(common::cancel()).show(ui).clicked();
                        submits |= Button::primary(words::submit()).enabled(!is_pending).show(ui).clicked();
                    }
                }),
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            focus::give_to(ui, file_id());
        }
        if closes || response.close_requested {
            layer.close(commands);
        } else if submits && !is_pending {
            self.submit(ui, commands);
        }
    }

    fn form_ui(&mut self, ui: &mut Ui, state: &AppState, open: &Salvaging) -> bool {
        ui.spacing_mut().item_spacing.y = 0.0;
        muted_ui(ui, words::dialog_text());
        ui.add_space(FIELD_GAP_Y);
        let field = TextField::new(words::file(), &mut self.file)
            .id(file_id())
            .help(Some(words::file_help()))
            .error(self.error.as_deref())
            .show(ui);
        if field.changed() {
            self.error = None;
        }
        if let Some(failure) = open.exporting.failure() {
            ui.add_space(FIELD_GAP_Y);
            failure_ui(ui, state, failure, false);
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    fn submit(&mut self, ui: &Ui, commands: &mut Commands) {
        let path = self.file.trim();
        self.error = full_path_error(path, common::new_file_missing(), "jsonl");
        if self.error.is_some() {
            focus::give_to(ui, file_id());
        } else {
            commands.send(BackupCommand::Salvage(Salvage { file: path.into() }));
        }
    }
}

fn done_ui(ui: &mut Ui, salvaged: &Salvaged) {
    let has_losses = salvaged.tables.iter().any(SalvagedTable::has_losses);
    let tone = if has_losses {
        StatusTone::Waiting
    } else {
        StatusTone::Ok
    };
    let path = salvaged.file.display().to_string();
    banner_ui(ui, tone, words::done(), &words::done_text(&path), |_| ());
    ui.add_space(6.0);
    for table in &salvaged.tables {
        let color = Tokens::of(ui).text;
        ui.add(egui::Label::new(RichText::new(words::table(table)).color(color)).wrap());
    }
}
