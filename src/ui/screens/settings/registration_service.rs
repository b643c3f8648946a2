//! The registration service of this directory: what clients connect to. Nothing here is secret.

use egui::{InnerResponse, Label, Response, RichText, TextStyle, Ui};

use crate::command::{ClipboardCommand, Commands, CopyText, ViewCommand};
use crate::domain::registration::KnownService;
use crate::state::{AppState, CopiedText};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::fact::FactRow;
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::{copying, registration_service as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::icon_button;

const LABEL_WIDTH: f32 = 170.0;

/// Draws what is known of the service.
pub(super) fn registration_service_ui(ui: &mut Ui, state: &AppState, commands: &mut Commands) {
    ui.add_space(8.0);
    match (
        &state.registration_service.value(),
        state.registration_service.failure(),
    ) {
        (_, Some(failure)) => {
            if failure_ui(ui, state, failure, true) {
                commands.send(ViewCommand::Refresh);
            }
        }
        (None, None) => {
            muted_ui(ui, words::loading());
        }
        (Some(None), None) => {
            ui.label(RichText::new(words::none()).color(Tokens::of(ui).text));
            ui.add_space(2.0);
            let how = if state.is_administrator() {
                words::start_with()
            } else {
                words::ask_to_start()
            };
            muted_ui(ui, how);
        }
        (Some(Some(service)), None) => {
            if let Some(copy) = facts_ui(ui, service, &Times::of(ui, state), state.is_administrator()) {
                commands.send(ClipboardCommand::CopyText(copy));
            }
        }
    }
    ui.add_space(10.0);
}

/// Returns what is to be copied. `can_start`: the user can start the service again.
fn facts_ui(ui: &mut Ui, known: &KnownService, times: &Times, can_start: bool) -> Option<CopyText> {
    let service = &known.info;
    let mut copied = copied_fact_ui(ui, CopiedText::Server, &service.url);
    match &service.fingerprint {
        Some(fingerprint) => copied = copied.or(copied_fact_ui(ui, CopiedText::Fingerprint, &fingerprint.to_string())),
        None => fact_ui(ui, words::fingerprint(), RichText::new(words::no_certificate()), None),
    }
    let at = service.stopped_at.unwrap_or(service.started_at);
    let when = times.relative(at);
    let told = match (known.trouble, service.stopped_at.is_some(), known.is_gone, can_start) {
        (Some(trouble), _, _, _) => words::trouble(trouble, can_start).to_owned(),
        (None, true, _, true) => words::stopped(&when),
        (None, true, _, false) => words::stopped_ask(&when),
        (None, false, true, true) => words::gone(&when),
        (None, false, true, false) => words::gone_ask(&when),
        (None, false, false, _) => words::started(&when),
    };
    fact_ui(ui, words::state(), RichText::new(told), Some(times.exact(at)));
    copied
}

/// A line whose value can be copied; returns it when that is asked for.
fn copied_fact_ui(ui: &mut Ui, what: CopiedText, value: &str) -> Option<CopyText> {
    let label = copying::label(what);
    let text = RichText::new(value).font(theme::mono(theme::TEXT_SECONDARY));
    let is_asked = fact_with_end_ui(ui, label, text, |ui| {
        icon_button(ui, Icon::Copy, &copying::copy(label)).clicked()
    });
    is_asked.inner.then(|| CopyText {
        what,
        text: value.to_owned(),
    })
}

fn fact_ui(ui: &mut Ui, label: &str, text: RichText, exact: Option<String>) {
    let value = fact_with_end_ui(ui, label, text, |_| ()).response;
    if let Some(exact) = exact {
        value.on_hover_text(exact);
    }
}

/// A line with `end` at its right; the response is that of the value.
fn fact_with_end_ui<R>(ui: &mut Ui, label: &str, text: RichText, end: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = Tokens::of(ui);
    ui.add_space(2.0);
    let above = (theme::CONTROL_HEIGHT_SMALL - ui.text_style_height(&TextStyle::Body)) / 2.0;
    let label_ui = |ui: &mut Ui| {
        padded_ui(ui, above, |ui| ui.label(RichText::new(label).color(t.muted)));
    };
    let row = FactRow::new(theme::CONTROL_HEIGHT_SMALL, LABEL_WIDTH).grows();
    row.show_with(ui, label_ui, |ui| {
        let room = ui.available_width() - theme::CONTROL_HEIGHT_SMALL - ui.spacing().item_spacing.x;
        let value = padded_ui(ui, above, |ui| {
            ui.set_width(room);
            ui.add(Label::new(text.color(t.text)).wrap().selectable(true))
        });
        InnerResponse::new(end(ui), value)
    })
}

/// Contents that begin where the text of a button beside them does.
fn padded_ui(ui: &mut Ui, above: f32, contents: impl FnOnce(&mut Ui) -> Response) -> Response {
    ui.vertical(|ui| {
        ui.add_space(above);
        contents(ui)
    })
    .inner
}
