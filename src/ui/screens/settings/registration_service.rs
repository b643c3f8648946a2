//! The registration service of this directory: what clients are told to connect to. Nothing here is secret.

use egui::{Label, RichText, Ui};

use crate::domain::registration::KnownService;
use crate::state::AppState;
use crate::ui::format::Times;
use crate::ui::screens::parts::{failure_ui, muted_ui};
use crate::ui::strings::registration_service as words;
use crate::ui::theme::{self, Tokens};

const LABEL_WIDTH: f32 = 170.0;

/// Draws what the service said of itself; returns whether it is to be read again.
pub(super) fn registration_service_ui(ui: &mut Ui, state: &AppState) -> bool {
    ui.add_space(8.0);
    let wants_retry = match (
        &state.registration_service.value(),
        state.registration_service.failure(),
    ) {
        (_, Some(failure)) => failure_ui(ui, failure, true),
        (None, None) => {
            muted_ui(ui, words::LOADING);
            false
        }
        (Some(None), None) => {
            ui.label(RichText::new(words::NONE).color(Tokens::of(ui).text));
            ui.add_space(2.0);
            muted_ui(ui, &words::start_with());
            false
        }
        (Some(Some(service)), None) => {
            lines_ui(ui, service, &Times::of(ui, state));
            false
        }
    };
    ui.add_space(10.0);
    wants_retry
}

fn lines_ui(ui: &mut Ui, known: &KnownService, times: &Times) {
    let service = &known.info;
    line_ui(ui, words::SERVER, mono(&service.url), None);
    match &service.fingerprint {
        Some(fingerprint) => line_ui(ui, words::FINGERPRINT, mono(&fingerprint.to_string()), None),
        None => line_ui(ui, words::FINGERPRINT, RichText::new(words::NO_CERTIFICATE), None),
    }
    let (told, at) = match service.stopped_at {
        Some(at) => (words::stopped(&times.relative(at)), at),
        None if known.is_gone => (words::gone(&times.relative(service.started_at)), service.started_at),
        None => (words::started(&times.relative(service.started_at)), service.started_at),
    };
    line_ui(ui, words::STATE, RichText::new(told), Some(times.exact(at)));
}

fn mono(text: &str) -> RichText {
    RichText::new(text).font(theme::mono(theme::TEXT_SECONDARY))
}

fn line_ui(ui: &mut Ui, label: &str, text: RichText, exact: Option<String>) {
    let t = Tokens::of(ui);
    ui.add_space(6.0);
    ui.horizontal_top(|ui| {
        let left = ui.cursor().left();
        ui.label(RichText::new(label).color(t.muted));
        ui.add_space((left + LABEL_WIDTH - ui.cursor().left()).max(0.0));
        let value = ui.add(Label::new(text.color(t.text)).wrap().selectable(true));
        if let Some(exact) = exact {
            value.on_hover_text(exact);
        }
    });
}
