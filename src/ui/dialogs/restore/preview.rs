//! What restoring a backup takes away.

use egui::{RichText, Ui};

use crate::domain::backup::{RestorePreview, UnknownSecrets};
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::{faint_lines_ui, muted_ui};
use crate::ui::strings::restore as words;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{StatusTone, banner_ui, card_frame, checkbox};
use crate::words::withdrawals::{self, Losses};

/// Draws the preview. Where nothing could be compared, `keeps_secrets` is the administrator's choice.
pub(super) fn preview_ui(ui: &mut Ui, state: &AppState, preview: &RestorePreview, keeps_secrets: &mut bool) {
    let newest = match preview.newest_entry_at {
        Some(at) => words::newest_entry(&Times::of(ui, state).minute(at)),
        None => words::no_entry().to_owned(),
    };
    banner_ui(ui, StatusTone::Ok, words::sound(), &newest, |_| ());
    ui.add_space(14.0);
    let told = withdrawals::tell(preview, unknown_secrets(*keeps_secrets));
    muted_ui(ui, told.introduction);
    if let Some(losses) = &told.losses {
        ui.add_space(8.0);
        losses_ui(ui, losses);
    }
    if !preview.is_compared {
        ui.add_space(12.0);
        checkbox(ui, keeps_secrets, words::keep());
    }
}

/// What becomes of tokens and credentials where `keeps_secrets` says so.
pub(super) const fn unknown_secrets(keeps_secrets: bool) -> UnknownSecrets {
    if keeps_secrets {
        UnknownSecrets::Keep
    } else {
        UnknownSecrets::Void
    }
}

fn losses_ui(ui: &mut Ui, losses: &Losses) {
    card_frame(ui).inner_margin(14).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let color = Tokens::of(ui).text;
        for line in &losses.named {
            ui.add(egui::Label::new(RichText::new(line).color(color)).wrap());
        }
        if let Some(more) = &losses.more {
            muted_ui(ui, more);
        }
        faint_lines_ui(ui, &losses.secrets);
    });
}
