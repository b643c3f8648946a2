//! The ways out of a damaged directory: a good backup, another one, and an export of what can be read.

use egui::{RichText, Ui};

use crate::command::{BackupCommand, Commands, SessionCommand, ViewCommand};
use crate::domain::backup::{BackupFile, BackupStanding};
use crate::domain::backup_schedule::folder_beside;
use crate::domain::location::Location;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::{failure_ui, faint_lines_ui, heading_ui, muted_ui};
use crate::ui::strings::{common, damage as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, FocusRequest, card_frame};

/// What is offered first.
struct Offer<'a> {
    backup: &'a BackupFile,
    /// An encrypted one that is newer.
    newer_encrypted: Option<&'a BackupFile>,
}

impl<'a> Offer<'a> {
    /// The newest good backup, else the newest encrypted one.
    fn of(found: &'a [BackupFile]) -> Option<Self> {
        let first = |standing| {
            found
                .iter()
                .find(move |backup: &&BackupFile| backup.standing == standing)
        };
        let (sound, encrypted) = (first(BackupStanding::Sound), first(BackupStanding::Encrypted));
        match (sound, encrypted) {
            (Some(backup), encrypted) => Some(Self {
                backup,
                newer_encrypted: encrypted.filter(|other| other.written_at > backup.written_at),
            }),
            (None, Some(backup)) => Some(Self {
                backup,
                newer_encrypted: None,
            }),
            (None, None) => None,
        }
    }
}

/// Draws what is wrong and the ways out.
pub(super) fn damaged_ui(ui: &mut Ui, state: &AppState, first: &mut FocusRequest, commands: &mut Commands) {
    heading_ui(ui, words::title(), 18.0);
    ui.add_space(8.0);
    muted_ui(ui, words::kept());
    ui.add_space(14.0);
    let found = state.backups.value().map(Vec::as_slice).unwrap_or_default();
    let is_looking = state.backups.pending_since().is_some();
    let offer = if is_looking { None } else { Offer::of(found) };
    card_frame(ui).inner_margin(14).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        backup_ui(ui, state, offer.as_ref(), is_looking);
    });
    ui.add_space(16.0);
    ui.horizontal_wrapped(|ui| {
        if let Some(offer) = &offer {
            let button = Button::primary(words::restore_this()).show(ui);
            first.give(&(), &button);
            if button.clicked() {
                commands.send(BackupCommand::OpenRestore(Some(offer.backup.path.clone())));
            }
        }
        if Button::new(words::restore_other()).show(ui).clicked() {
            commands.send(BackupCommand::OpenRestore(None));
        }
        if Button::new(words::export()).show(ui).clicked() {
            commands.send(BackupCommand::OpenSalvage);
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if Button::new(common::try_again()).show(ui).clicked() {
            commands.send(SessionCommand::RetryOpen);
        }
        let quit = Button::new(common::quit()).show(ui);
        if !is_looking {
            first.give(&(), &quit);
        }
        if quit.clicked() {
            commands.send(ViewCommand::AskToQuit);
        }
    });
}

fn backup_ui(ui: &mut Ui, state: &AppState, offer: Option<&Offer<'_>>, is_looking: bool) {
    if let Some(failure) = state.backups.failure() {
        failure_ui(ui, state, failure, false);
        return;
    }
    let Some(offer) = offer else {
        if is_looking {
            muted_ui(ui, words::looking());
        } else {
            let Location::File(directory) = &state.directory.location;
            muted_ui(ui, &words::none(&folder_beside(directory).display().to_string()));
        }
        return;
    };
    let title = match offer.backup.standing {
        BackupStanding::Encrypted => words::newest_encrypted(),
        _ => words::newest(),
    };
    let color = Tokens::of(ui).text;
    ui.label(RichText::new(title).font(theme::semibold(theme::TEXT)).color(color));
    let when = Times::of(ui, state).minute(offer.backup.written_at);
    muted_ui(ui, &words::backup_text(&when, &offer.backup.path.display().to_string()));
    if let Some(newer) = offer.newer_encrypted {
        faint_lines_ui(ui, &words::newer_encrypted(&newer.path.display().to_string()));
    }
}
