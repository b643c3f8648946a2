//! Where a token is to be used: what has to be entered in the client beside it.
//!
//! Nothing here can be copied alone: that would take the place of a token on the clipboard. `Copy with server` copies all of
//! it, and Settings shows the same for copying singly.

use egui::{Label, RichText, Sense, Ui, vec2};

use crate::domain::registration::{KnownService, ServiceInfo};
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::parts::fact::FactRow;
use crate::ui::strings::registration_service as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{StatusTone, cut_text_ui};

const LINE_HEIGHT: f32 = 19.0;
const LABEL_WIDTH: f32 = 78.0;

/// Draws where the registration service is, or how to start one; nothing while that is not known.
pub(super) fn service_lines_ui(ui: &mut Ui, state: &AppState) {
    let Some(known) = state.registration_service.value() else {
        return;
    };
    // As much room in every state, so that the table below stays where it is when the service comes or goes.
    ui.set_min_height(2.0 * LINE_HEIGHT);
    // Only administrators can start it.
    let can_start = state.is_administrator();
    let note = match known {
        None if can_start => words::none_beside_token().to_owned(),
        None => words::none_beside_token_ask().to_owned(),
        Some(KnownService {
            info,
            trouble: Some(trouble),
            ..
        }) => words::trouble_beside_token(*trouble, &info.url),
        Some(KnownService {
            info, is_gone: true, ..
        }) if can_start => words::gone_beside_token(&info.url),
        Some(KnownService {
            info, is_gone: true, ..
        }) => words::gone_beside_token_ask(&info.url),
        Some(KnownService { info, .. }) => {
            let Some(stopped_at) = info.stopped_at else {
                lines_ui(ui, info);
                return;
            };
            let when = Times::of(ui, state).relative(stopped_at);
            if can_start {
                words::stopped_beside_token(&info.url, &when)
            } else {
                words::stopped_beside_token_ask(&info.url, &when)
            }
        }
    };
    // Not as quiet as other notes: a token that is carried to a client now can't be used there.
    let note = RichText::new(note)
        .font(theme::regular(theme::TEXT_SECONDARY))
        .color(Tokens::of(ui).waiting);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (sign, _) = ui.allocate_exact_size(vec2(10.0, theme::TEXT_SECONDARY + 4.0), Sense::hover());
        StatusTone::Waiting.paint_shape(ui, sign.center());
        ui.add(Label::new(note).wrap());
    });
}

fn lines_ui(ui: &mut Ui, service: &ServiceInfo) {
    fact_ui(ui, words::server(), &service.url);
    if let Some(fingerprint) = &service.fingerprint {
        fact_ui(ui, words::fingerprint_short(), &fingerprint.to_string());
    }
}

fn fact_ui(ui: &mut Ui, label: &str, value: &str) {
    ui.spacing_mut().item_spacing.x = 0.0;
    FactRow::new(LINE_HEIGHT, LABEL_WIDTH).small().show(ui, label, |ui| {
        let ink = Tokens::of(ui).text;
        let text = RichText::new(value).font(theme::mono(theme::TEXT_GROUP)).color(ink);
        cut_text_ui(ui, text);
    });
}
