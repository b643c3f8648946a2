//! The automatic backups of the directory: whether, where to, and how the last ones went.

use egui::{Key, RichText, Ui};

use super::row_ui;
use crate::command::{ChangeBackupSettings, Commands, ViewCommand};
use crate::domain::backup_schedule::{BackupRecord, BackupSettings};
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldErrors};
use crate::domain::location::Location;
use crate::state::{AppState, Outcome, SubmissionId};
use crate::ui::format::Times;
use crate::ui::parts::fact::FactRow;
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::automatic_backups as words;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Button, TextField, checkbox, line_ui};
use crate::words::Label as _;
use crate::words::backup_problems::backup_problem;
use crate::words::problems::problem;

const FACT_HEIGHT: f32 = 30.0;
const LABEL_WIDTH: f32 = 170.0;
const GAP: f32 = 14.0;

/// What is typed in the fields, while it is not set yet.
#[derive(Default)]
pub(super) struct BackupsSection {
    folder: Option<String>,
    recipient: Option<String>,
    errors: FieldErrors,
    taken: SubmissionId,
}

impl BackupsSection {
    /// Draws the section.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        if let Some(failure) = state.backup_record.failure()
            && failure_ui(ui, state, failure, true)
        {
            commands.send(ViewCommand::Refresh);
        }
        if let Some(record) = state.backup_record.value() {
            return self.record_ui(ui, state, record, commands);
        }
        // What one person has typed is not for the next one who signs in.
        *self = Self::default();
        if state.backup_record.failure().is_none() {
            muted_ui(ui, words::loading());
            ui.add_space(GAP);
        }
    }

    fn record_ui(&mut self, ui: &mut Ui, state: &AppState, record: &BackupRecord, commands: &mut Commands) {
        self.take_outcome(state);
        let before = &record.settings;
        let mut after = before.clone();
        let can_change = !state.backup_change.is_pending();
        row_ui(ui, words::automatic(), words::automatic_text(), None, |ui| {
            ui.add_enabled_ui(can_change, |ui| checkbox(ui, &mut after.is_on, words::daily()));
        });
        let mut is_changed = after != *before;
        if before.is_on {
            line_ui(ui);
            ui.add_space(GAP);
            if self.fields_ui(ui, before, can_change) {
                after.folder = self.folder.clone().or(after.folder);
                after.recipient = self.recipient.clone().or(after.recipient);
                is_changed = true;
            }
        }
        if is_changed {
            let before = before.clone();
            commands.send(ChangeBackupSettings { before, after });
        }
        ui.add_space(GAP);
        facts_ui(ui, state, record);
        ui.add_space(10.0);
    }

    fn take_outcome(&mut self, state: &AppState) {
        match state.backup_change.new_outcome(&mut self.taken) {
            None => {}
            Some(Outcome::Done) => (self.folder, self.recipient, self.errors) = Default::default(),
            Some(Outcome::Refused(Failure::Invalid(errors))) => self.errors = errors.clone(),
            Some(Outcome::Refused(_)) => self.errors = FieldErrors::default(),
        }
    }

    /// Draws the fields; returns whether what is typed in them is to be set.
    fn fields_ui(&mut self, ui: &mut Ui, settings: &BackupSettings, can_change: bool) -> bool {
        let mut is_sent = false;
        for (field, typed, value, help) in [
            (
                Field::BackupFolder,
                &mut self.folder,
                &settings.folder,
                words::folder_help(),
            ),
            (
                Field::BackupRecipient,
                &mut self.recipient,
                &settings.recipient,
                words::recipient_help(),
            ),
        ] {
            let stored = value.as_deref().unwrap_or_default();
            let mut text = typed.clone().unwrap_or_else(|| stored.to_owned());
            let error = self.errors.get(field).map(|error| problem(&error.problem));
            let response = TextField::new(field.label(), &mut text)
                .error(error.as_deref())
                .help(Some(help))
                .show(ui);
            if response.changed() {
                *typed = (text != stored).then_some(text);
                self.errors.forget(field);
            }
            is_sent |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(GAP);
        }
        let is_typed = self.folder.is_some() || self.recipient.is_some();
        if !is_typed {
            return false;
        }
        ui.horizontal(|ui| {
            is_sent |= Button::primary(words::save()).enabled(can_change).show(ui).clicked();
            if Button::new(words::discard()).show(ui).clicked() {
                (self.folder, self.recipient, self.errors) = Default::default();
                is_sent = false;
            }
        });
        is_sent && can_change && (self.folder.is_some() || self.recipient.is_some())
    }
}

/// Draws where the backups are and how the last ones went.
fn facts_ui(ui: &mut Ui, state: &AppState, record: &BackupRecord) {
    ui.spacing_mut().item_spacing.y = 6.0;
    let times = Times::of(ui, state);
    let Location::File(path) = &state.directory.location;
    let folder = record.settings.folder_of(path).display().to_string();
    fact_ui(ui, words::location(), RichText::new(folder), None);
    match &record.succeeded {
        Some(last) => {
            let exact = words::made(&times.exact(last.at), &last.path);
            fact_ui(ui, words::last(), RichText::new(times.relative(last.at)), Some(exact));
        }
        None => fact_ui(ui, words::last(), RichText::new(words::none_yet()), None),
    }
    if let Some((at, problem)) = record.failed {
        let told = words::failed(&times.relative(at), backup_problem(problem));
        let told = RichText::new(told).color(Tokens::of(ui).bad);
        fact_ui(ui, words::last_attempt(), told, Some(times.exact(at)));
    }
}

fn fact_ui(ui: &mut Ui, label: &str, value: RichText, hover: Option<String>) {
    let value = FactRow::new(FACT_HEIGHT, LABEL_WIDTH)
        .grows()
        .show(ui, label, |ui| ui.add(egui::Label::new(value).wrap()));
    if let Some(hover) = hover {
        value.on_hover_text(hover);
    }
}
