//! A client's status, its end and its host, as the tables and the dialogs show them.

use egui::{Align, Align2, Layout, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};

use super::tones::client_tone;
use crate::domain::client::{Client, ClientState, ClientStatus};
use crate::domain::expiry::Expiry;
use crate::domain::host_change::TwoMachines;
use crate::domain::time::Timestamp;
use crate::ui::format::Times;
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{StatusTone, cut_text_ui, cut_text_with_tooltip_ui, paint, status_pill, table};
use crate::words::Label as _;

/// The room a sign takes before the words, in points.
const SIGN_WIDTH: f32 = 15.0;

/// Draws the status as a pill. Where its words are long, short ones are painted and the long ones said.
pub(crate) fn status_ui(ui: &mut Ui, status: ClientStatus) {
    let pill = status_pill(ui, client_tone(status), words::status_in_short(status));
    ui.ctx()
        .accesskit_node_builder(pill.id, |node| node.set_value(status.label()));
    pill.on_hover_text(status.label());
}

/// Draws when the client runs out, with a sign where that is soon or has been; exact where the pointer rests.
pub(crate) fn expiry_ui(ui: &mut Ui, times: &Times, client: &Client, now: Timestamp) {
    let t = Tokens::of(ui);
    let told = |at: Timestamp| (times.away(at), times.exact(at));
    match client.expiry(now) {
        Expiry::Never if client.state == ClientState::Deregistered => {
            let said = words::nothing_to_expire_said();
            words_ui(ui, None, words::nothing_to_expire(), said, t.muted);
        }
        Expiry::Never => {
            words_ui(ui, None, words::never(), words::never_expires_said(), t.muted);
        }
        Expiry::Later(at) => {
            let (away, exact) = told(at);
            words_ui(ui, None, &away, &words::expires_at(&away, &exact), t.muted);
        }
        Expiry::Soon(at) => {
            let (away, exact) = told(at);
            let sign = Some(StatusTone::Waiting);
            words_ui(ui, sign, &away, &words::expires_soon(&away, &exact), t.waiting);
        }
        Expiry::Passed(at) => {
            let (away, exact) = told(at);
            words_ui(ui, None, &away, &words::expired_at(&away, &exact), t.bad);
        }
    }
}

/// Draws the host, and below it a sign where the client is used from two machines; without its words where they would be
/// cut.
pub(crate) fn host_ui(ui: &mut Ui, times: &Times, client: &Client, two_machines: Option<&TwoMachines>) {
    let t = Tokens::of(ui);
    let Some(host) = &client.host else {
        ui.label(RichText::new(words::not_yet()).color(t.muted));
        return;
    };
    let name = RichText::new(host).color(t.text);
    let Some(TwoMachines {
        hosts: [one, other],
        at,
    }) = two_machines
    else {
        cut_text_ui(ui, name);
        return;
    };
    let said = words::used_from_two_machines(one, other, &times.relative(*at), &times.exact(*at));
    let lines = Layout::top_down(Align::Min).with_main_align(Align::Center);
    let height = 2.0 * ui.text_style_height(&egui::TextStyle::Body);
    let rect = egui::Rect::from_center_size(ui.max_rect().center(), vec2(ui.available_width(), height));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(lines));
    ui.spacing_mut().item_spacing.y = 0.0;
    cut_text_ui(&mut ui, name);
    let is_room = ui.available_width() + 2.0 * table::CELL_PADDING + 0.5 >= two_machines_width(&ui);
    let text = if is_room { words::two_machines() } else { "" };
    words_ui(&mut ui, Some(StatusTone::Waiting), text, &said, t.waiting);
}

/// How wide a column must be for [`host_ui`] to show all of its sign, in points.
pub(crate) fn two_machines_width(ui: &Ui) -> f32 {
    SIGN_WIDTH + table::width_of(ui, [words::two_machines()].into_iter(), &theme::regular(theme::TEXT))
}

/// Draws a moment relative to now, with the exact time as its tooltip.
pub(crate) fn moment_ui(ui: &mut Ui, times: &Times, at: Option<Timestamp>, none: &str) {
    let muted = Tokens::of(ui).muted;
    match at {
        Some(at) => {
            let text = RichText::new(times.relative(at)).color(muted);
            cut_text_with_tooltip_ui(ui, text, &times.exact(at));
        }
        None => {
            ui.label(RichText::new(none).color(muted));
        }
    }
}

/// Draws short words, and says long ones.
fn words_ui(ui: &mut Ui, sign: Option<StatusTone>, text: &str, said: &str, ink: egui::Color32) {
    let sign_width = if sign.is_some() { SIGN_WIDTH } else { 0.0 };
    let room = (ui.available_width() - sign_width).max(24.0);
    let galley = paint::galley_elided(ui, text, theme::regular(theme::TEXT), ink, room);
    let size = vec2(sign_width + galley.size().x, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    if let Some(sign) = sign {
        sign.paint_shape(ui, pos2(rect.left() + 4.5, rect.center().y));
    }
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + sign_width, rect.center().y), galley.size());
    ui.painter().galley(at.min, galley, ink);
    response.on_hover_text(said);
}
