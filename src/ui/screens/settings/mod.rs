//! Settings: appearance, and how long secrets may stay around. Each change takes effect at once.

mod backups;
mod backups_by_hand;
mod number_field;
mod registration_service;

use egui::{RichText, ScrollArea, Ui};

use crate::command::{Commands, ViewCommand};
use crate::domain::settings::{Appearance, LanguageChoice, Settings};
use crate::state::AppState;
use crate::ui::parts::choice::choice_ui;
use crate::ui::parts::{card_ui, page_head_ui, with_page_margins};
use crate::ui::strings::back_up;
use crate::ui::strings::registration_service as service_words;
use crate::ui::strings::screens::{settings as words, shell};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{line_ui, right_aligned_ui, row_ui as row_of_height_ui};
use backups::BackupsSection;
use backups_by_hand::backups_by_hand_ui;
use number_field::NumberField;
use registration_service::registration_service_ui;

const WIDTH: f32 = 720.0;
const ROW_HEIGHT: f32 = 56.0;
/// Above and below the words of a row.
const ROW_MARGIN: f32 = 9.0;
/// Between a label and its explanation.
const LINE_GAP: f32 = 2.0;
/// What the widest control needs, in every language.
const CONTROL_WIDTH: f32 = 250.0;

/// What is typed in the number fields.
#[derive(Default)]
pub(crate) struct SettingsScreen {
    clipboard: NumberField,
    lock: NumberField,
    backups: BackupsSection,
}

impl SettingsScreen {
    /// Draws the screen.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        with_page_margins(ui, |ui| {
            page_head_ui(ui, shell::settings(), words::subtitle());
            ui.add_space(16.0);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(WIDTH.min(ui.available_width()));
                let changed = self.cards_ui(ui, state.settings);
                if changed != state.settings {
                    commands.send(ViewCommand::ChangeSettings(changed));
                }
                ui.add_space(20.0);
                card_ui(ui, service_words::title(), 0, |ui| {
                    registration_service_ui(ui, state, commands);
                });
                if state.is_administrator() {
                    ui.add_space(20.0);
                    card_ui(ui, back_up::title(), 0, |ui| {
                        if !state.directory.is_demo {
                            self.backups.show(ui, state, commands);
                            line_ui(ui);
                        }
                        backups_by_hand_ui(ui, commands);
                    });
                }
                ui.add_space(24.0);
            });
        });
    }

    fn cards_ui(&mut self, ui: &mut Ui, settings: Settings) -> Settings {
        let mut changed = settings;
        card_ui(ui, words::look(), 0, |ui| {
            row_ui(ui, words::appearance(), words::appearance_text(), None, |ui| {
                let choices = [
                    (Appearance::System, words::system()),
                    (Appearance::Light, words::light()),
                    (Appearance::Dark, words::dark()),
                ];
                if let Some(appearance) = choice_ui(ui, words::appearance(), &choices, settings.appearance()) {
                    changed = changed.with_appearance(appearance);
                }
            });
            line_ui(ui);
            row_ui(ui, words::language(), words::language_text(), None, |ui| {
                let choices = [
                    (LanguageChoice::System, words::system()),
                    (LanguageChoice::English, words::english()),
                    (LanguageChoice::German, words::german()),
                ];
                if let Some(language) = choice_ui(ui, words::language(), &choices, settings.language()) {
                    changed = changed.with_language(language);
                }
            });
        });
        ui.add_space(20.0);
        card_ui(ui, words::safety(), 0, |ui| {
            let problem = self.clipboard.problem(&Settings::CLIPBOARD_SECS);
            row_ui(
                ui,
                words::clipboard(),
                words::clipboard_text(),
                problem.as_deref(),
                |ui| {
                    let value = settings.clipboard_secs();
                    if let Some(secs) = self
                        .clipboard
                        .show(ui, words::clipboard(), value, Settings::CLIPBOARD_SECS, 5)
                    {
                        changed = changed.with_clipboard_secs(secs);
                    }
                },
            );
            line_ui(ui);
            let problem = self.lock.problem(&Settings::LOCK_MINUTES);
            row_ui(ui, words::lock(), words::lock_text(), problem.as_deref(), |ui| {
                let value = settings.lock_minutes();
                if let Some(minutes) = self.lock.show(ui, words::lock(), value, Settings::LOCK_MINUTES, 1) {
                    changed = changed.with_lock_minutes(minutes);
                }
            });
        });
        changed
    }
}

/// Draws a setting: its words at the left, its control at the right. A problem takes the place of the explanation.
fn row_ui(ui: &mut Ui, label: &str, text: &str, problem: Option<&str>, control: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    let room = (ui.available_width() - CONTROL_WIDTH).max(160.0);
    let (font, small) = (theme::medium(theme::TEXT), theme::regular(theme::TEXT_SECONDARY));
    let text = problem.unwrap_or(text);
    let height_of = |text: &str, font: &egui::FontId| {
        let galley = ui.painter().layout(text.to_owned(), font.clone(), t.text, room);
        galley.size().y
    };
    let words_height = height_of(label, &font) + LINE_GAP + height_of(text, &small);
    row_of_height_ui(ui, ROW_HEIGHT.max(words_height + 2.0 * ROW_MARGIN), |ui| {
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = LINE_GAP;
            ui.add_space(ROW_MARGIN);
            ui.label(RichText::new(label).font(font).color(t.text));
            let color = if problem.is_some() { t.bad } else { t.muted };
            ui.add(egui::Label::new(RichText::new(text).font(small).color(color)).wrap());
        });
        right_aligned_ui(ui, "control", control);
    });
}
