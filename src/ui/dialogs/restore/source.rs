//! Which backup, and what opens it.

use std::path::{Path, PathBuf};

use egui::{Align, Id, Key, Layout, Response, RichText, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::command::{ChosenUnlock, PrepareRestore};
use crate::domain::backup::{BackupFile, BackupStanding, RestoreProblem};
use crate::domain::failure::Failure;
use crate::domain::secret::SecretText;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::choice::choice_ui;
use crate::ui::parts::forms::full_path::full_path_error;
use crate::ui::parts::{faint_lines_ui, muted_ui};
use crate::ui::strings::restore as words;
use crate::ui::theme::{self, CONTROL_HEIGHT, FIELD_GAP_Y, RADIUS, Tokens};
use crate::ui::widgets::{SecretField, TextField, focus, paint, radio_group_ui, row_ui};

/// So many backups are offered, the newest ones.
const MOST_BACKUPS: usize = 8;

/// What is chosen and typed.
pub(super) struct Source {
    /// The chosen one of those that were found; none for a path that is typed, or before anything was chosen.
    chosen: Option<PathBuf>,
    is_other: bool,
    file: String,
    unlock: Unlock,
    /// Whether the backup turned out to be encrypted.
    is_known_encrypted: bool,
    passphrase: SecretText,
    key_file: String,
    missing: Option<Missing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unlock {
    Passphrase,
    KeyFile,
}

/// What was not filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    File,
    Passphrase,
    KeyFile,
}

fn id(name: &str) -> Id {
    Id::unique(("restore", name))
}

impl Source {
    pub(super) fn new(proposed: Option<&Path>) -> Self {
        Self {
            chosen: proposed.map(PathBuf::from),
            is_other: false,
            file: String::new(),
            unlock: Unlock::Passphrase,
            is_known_encrypted: false,
            passphrase: SecretText::new(),
            key_file: String::new(),
            missing: None,
        }
    }

    /// Gives the focus to the chosen backup, or to the field for a path.
    pub(super) fn focus_first(&self, ui: &Ui) {
        focus::give_to(ui, id(if self.is_other { "file" } else { "chosen" }));
    }

    /// An encrypted backup needs its passphrase or key, another passphrase is typed anew.
    pub(super) fn take_refusal(&mut self, ui: &Ui, failure: &Failure) {
        let Failure::Backup(problem) = failure else { return };
        self.is_known_encrypted |= *problem == RestoreProblem::Encrypted;
        if *problem == RestoreProblem::WrongKey {
            self.passphrase.clear();
        }
        if matches!(problem, RestoreProblem::Encrypted | RestoreProblem::WrongKey) {
            let field = match self.unlock {
                Unlock::Passphrase => "passphrase",
                Unlock::KeyFile => "key_file",
            };
            focus::give_to(ui, id(field));
        }
    }

    /// Draws the choice; returns whether Enter was pressed in a field, or on the chosen backup.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState) -> bool {
        self.choose_first(state);
        let found = self.offered(state);
        let is_taken = self.list_ui(ui, state, &found);
        let mut responses = Vec::new();
        if self.is_other {
            ui.add_space(FIELD_GAP_Y);
            responses.push(self.file_ui(ui));
        }
        if self.is_encrypted(state) {
            ui.add_space(FIELD_GAP_Y);
            responses.push(self.unlock_ui(ui));
        }
        is_taken || (ui.input(|input| input.key_pressed(Key::Enter)) && responses.iter().any(Response::lost_focus))
    }

    /// The newest one is chosen at first; where there is none, a path is typed.
    fn choose_first(&mut self, state: &AppState) {
        if self.chosen.is_some() || self.is_other || state.backups.pending_since().is_some() {
            return;
        }
        let found = state.backups.value().map(Vec::as_slice).unwrap_or_default();
        let is_usable = |backup: &&BackupFile| backup.standing != BackupStanding::Unsound;
        self.chosen = found.iter().find(is_usable).map(|backup| backup.path.clone());
        self.is_other = self.chosen.is_none();
    }

    /// The newest, and the one that the dialog was opened for.
    fn offered(&self, state: &AppState) -> Vec<BackupFile> {
        let found = state.backups.value().map(Vec::as_slice).unwrap_or_default();
        let is_chosen = |backup: &BackupFile| self.chosen.as_ref() == Some(&backup.path);
        let numbered = found.iter().enumerate();
        numbered
            .filter(|(index, backup)| *index < MOST_BACKUPS || is_chosen(backup))
            .map(|(_, backup)| backup.clone())
            .collect()
    }

    fn list_ui(&mut self, ui: &mut Ui, state: &AppState, found: &[BackupFile]) -> bool {
        let text = RichText::new(words::found()).font(theme::medium(theme::TEXT));
        ui.label(text.color(Tokens::of(ui).text));
        ui.add_space(6.0);
        if found.is_empty() && state.backups.pending_since().is_some() {
            muted_ui(ui, words::looking());
        } else if found.is_empty() {
            muted_ui(ui, words::none_found());
            return false;
        }
        let times = Times::of(ui, state);
        let mut labels: Vec<String> = found
            .iter()
            .map(|backup| {
                let name = backup.path.file_name().unwrap_or_default().to_string_lossy();
                words::backup(backup.standing, &times.day_and_time(backup.written_at), &name)
            })
            .collect();
        labels.push(words::other().to_owned());
        let chosen = if self.is_other {
            Some(found.len())
        } else {
            found
                .iter()
                .position(|backup| self.chosen.as_ref() == Some(&backup.path))
        };
        let layout = Layout::top_down(Align::Min);
        let mut is_entered = false;
        let taken = radio_group_ui(ui, words::found(), layout, labels.len(), chosen, |ui, index| {
            let is_chosen = Some(index) == chosen;
            let entry = entry_ui(ui, labels.get(index).map_or("", String::as_str), is_chosen);
            // A path that is typed is not there yet.
            is_entered |= is_chosen
                && index < found.len()
                && entry.has_focus()
                && ui.input(|input| input.key_pressed(Key::Enter));
            entry
        });
        if let Some(taken) = taken {
            let backup = found.get(taken);
            self.is_other = backup.is_none();
            self.chosen = backup.map(|backup| backup.path.clone());
            self.is_known_encrypted = false;
            self.missing = None;
        }
        if let Some(path) = &self.chosen {
            ui.add_space(6.0);
            faint_lines_ui(ui, &path.display().to_string());
        }
        is_entered
    }

    fn file_ui(&mut self, ui: &mut Ui) -> Response {
        let error = (self.missing == Some(Missing::File))
            .then(|| file_error(&self.file))
            .flatten();
        let field = TextField::new(words::file(), &mut self.file)
            .id(id("file"))
            .help(Some(words::file_help()))
            .error(error.as_deref())
            .show(ui);
        if field.changed() {
            self.missing = None;
            self.is_known_encrypted = false;
        }
        field
    }

    fn is_encrypted(&self, state: &AppState) -> bool {
        let found = state.backups.value().map(Vec::as_slice).unwrap_or_default();
        let is_chosen = |backup: &&BackupFile| self.chosen.as_ref() == Some(&backup.path);
        let standing = found.iter().find(is_chosen).map(|backup| backup.standing);
        self.is_known_encrypted || standing == Some(BackupStanding::Encrypted)
    }

    fn unlock_ui(&mut self, ui: &mut Ui) -> Response {
        let choices = [
            (Unlock::Passphrase, words::passphrase()),
            (Unlock::KeyFile, words::key_file()),
        ];
        let chosen = row_ui(ui, CONTROL_HEIGHT, |ui| {
            choice_ui(ui, words::encrypted_with(), &choices, self.unlock)
        });
        if let Some(unlock) = chosen {
            self.unlock = unlock;
            self.missing = None;
        }
        ui.add_space(12.0);
        let field = match self.unlock {
            Unlock::Passphrase => {
                let error = (self.missing == Some(Missing::Passphrase)).then(words::passphrase_missing);
                SecretField::new(words::passphrase(), &mut self.passphrase)
                    .id(id("passphrase"))
                    .revealable(true)
                    .error(error)
                    .show(ui)
            }
            Unlock::KeyFile => {
                let error = (self.missing == Some(Missing::KeyFile)).then(words::key_file_missing);
                TextField::new(words::key_file_field(), &mut self.key_file)
                    .id(id("key_file"))
                    .help(Some(words::key_file_help()))
                    .error(error)
                    .show(ui)
            }
        };
        if field.changed() {
            self.missing = None;
        }
        field
    }

    /// What to ask for; none where something is missing, which then gets the focus.
    pub(super) fn request(&mut self, ui: &Ui, state: &AppState) -> Option<PrepareRestore> {
        let file = match &self.chosen {
            Some(path) => path.clone(),
            None => PathBuf::from(self.file.trim()),
        };
        self.missing = self.find_missing(state);
        let field = match self.missing {
            Some(Missing::File) => "file",
            Some(Missing::Passphrase) => "passphrase",
            Some(Missing::KeyFile) => "key_file",
            None => {
                return Some(PrepareRestore {
                    file,
                    unlock: self.chosen_unlock(state),
                });
            }
        };
        focus::give_to(ui, id(field));
        None
    }

    fn find_missing(&self, state: &AppState) -> Option<Missing> {
        if self.chosen.is_none() && file_error(&self.file).is_some() {
            return Some(Missing::File);
        }
        match self.unlock {
            _ if !self.is_encrypted(state) => None,
            Unlock::Passphrase => self.passphrase.is_empty().then_some(Missing::Passphrase),
            Unlock::KeyFile => (!Path::new(self.key_file.trim()).is_absolute()).then_some(Missing::KeyFile),
        }
    }

    fn chosen_unlock(&self, state: &AppState) -> ChosenUnlock {
        match self.unlock {
            _ if !self.is_encrypted(state) => ChosenUnlock::None,
            Unlock::Passphrase => ChosenUnlock::Passphrase(self.passphrase.clone()),
            Unlock::KeyFile => ChosenUnlock::KeyFile(self.key_file.trim().into()),
        }
    }
}

fn file_error(file: &str) -> Option<String> {
    full_path_error(file.trim(), words::file_missing(), "db")
}

/// Draws one of the backups.
fn entry_ui(ui: &mut Ui, label: &str, is_chosen: bool) -> Response {
    let t = Tokens::of(ui);
    let is_enabled = ui.is_enabled();
    // Only the chosen one is a Tab stop.
    let sense = if is_chosen { Sense::click() } else { Sense::CLICK };
    let size = vec2(ui.available_width(), CONTROL_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let own = if is_chosen { id("chosen") } else { id(label) };
    let response = ui.interact(rect, own, sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, is_enabled, is_chosen, label));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.add_action(egui::accesskit::Action::Click));
    if is_chosen {
        ui.painter().rect_filled(rect, RADIUS, t.soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, RADIUS, t.hover);
    }
    let ink = if is_chosen { t.accent } else { t.text };
    let font = if is_chosen {
        theme::medium(theme::TEXT)
    } else {
        theme::regular(theme::TEXT)
    };
    paint::text_in(ui, rect.shrink2(vec2(11.0, 0.0)), label, font, ink);
    if response.has_focus() && focus::is_visible(ui.ctx()) {
        focus::paint_ring(ui, rect, RADIUS);
    }
    response
}
