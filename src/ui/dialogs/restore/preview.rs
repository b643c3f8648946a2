//! What restoring a backup takes away.

use egui::{RichText, Ui};

use crate::domain::backup::RestorePreview;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::{faint_lines_ui, muted_ui};
use crate::ui::strings::restore as words;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{StatusTone, banner_ui, card_frame, checkbox};

/// The most lines of the list.
const MOST_LINES: usize = 50;

/// Draws the preview. Where nothing could be compared, `keeps_secrets` is the administrator's choice.
pub(super) fn preview_ui(ui: &mut Ui, state: &AppState, preview: &RestorePreview, keeps_secrets: &mut bool) {
    let newest = match preview.newest_entry_at {
        Some(at) => words::newest_entry(&Times::of(ui, state).minute(at)),
        None => words::no_entry().to_owned(),
    };
    banner_ui(ui, StatusTone::Ok, words::sound(), &newest, |_| ());
    ui.add_space(14.0);
    let lines = lines_of(preview);
    let keeps = *keeps_secrets && !preview.is_compared;
    let is_nothing = lines.is_empty() && preview.withdrawals.tokens == 0 && preview.withdrawals.credentials == 0;
    let text = match (preview.is_compared, keeps) {
        (true, _) if is_nothing => words::compared_nothing(),
        (true, _) => words::compared(),
        (false, true) => words::not_compared_keep(),
        (false, false) => words::not_compared(),
    };
    muted_ui(ui, text);
    if !keeps && !is_nothing {
        ui.add_space(8.0);
        withdrawals_ui(ui, preview, &lines);
    }
    if !preview.is_compared {
        ui.add_space(12.0);
        checkbox(ui, keeps_secrets, words::keep());
    }
}

fn withdrawals_ui(ui: &mut Ui, preview: &RestorePreview, lines: &[String]) {
    card_frame(ui).inner_margin(14).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let color = Tokens::of(ui).text;
        for line in lines.iter().take(MOST_LINES) {
            ui.add(egui::Label::new(RichText::new(line).color(color)).wrap());
        }
        if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            muted_ui(ui, &words::more(u64::try_from(more).unwrap_or(u64::MAX)));
        }
        faint_lines_ui(
            ui,
            &words::secrets(preview.withdrawals.tokens, preview.withdrawals.credentials),
        );
    });
}

fn lines_of(preview: &RestorePreview) -> Vec<String> {
    let users = preview.withdrawals.users.iter().map(words::of_user);
    let clients = preview.withdrawals.clients.iter().map(words::of_client);
    users.chain(clients).collect()
}
