//! A message across the width of what it is about: cause, next step, and what one can do.

use egui::{Align, Frame, Layout, Margin, Rect, RichText, Stroke, Ui, UiBuilder, accesskit, pos2, vec2};

use super::pill::StatusTone;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, CONTROL_HEIGHT_SMALL, RADIUS, Tokens};

/// Where the words begin, right of the icon, in points.
const TEXT_LEFT: f32 = 26.0;

/// What was measured in the pass before: the height of the words and the width of the buttons.
#[derive(Clone, Copy, Default, PartialEq)]
struct Measured {
    text_height: f32,
    actions_width: f32,
}

/// Draws a banner. `actions` draws its small buttons at the right; it may draw nothing.
pub fn banner_ui<R>(ui: &mut Ui, tone: StatusTone, title: &str, text: &str, actions: impl FnOnce(&mut Ui) -> R) -> R {
    let role = if tone == StatusTone::Bad {
        accesskit::Role::Alert
    } else {
        accesskit::Role::Status
    };
    draw_ui(ui, Some(role), tone, title, text, actions)
}

/// Draws a banner that is no message to assistive technology by itself, because something beside it is.
pub fn silent_banner_ui(ui: &mut Ui, tone: StatusTone, title: &str, text: &str) {
    draw_ui(ui, None, tone, title, text, |_| ());
}

fn draw_ui<R>(
    ui: &mut Ui,
    role: Option<accesskit::Role>,
    tone: StatusTone,
    title: &str,
    text: &str,
    actions: impl FnOnce(&mut Ui) -> R,
) -> R {
    let t = Tokens::of(ui);
    let ink = tone.ink(t);
    Frame::NONE
        .fill(tone.ground(t))
        .stroke(Stroke::new(1.0, ink.gamma_multiply(0.25)))
        .corner_radius(RADIUS)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            let id = ui.unique_id();
            if let Some(role) = role {
                ui.ctx().accesskit_node_builder(id, |node| node.set_role(role));
            }
            let known: Measured = ui.data(|data| data.get_temp(id)).unwrap_or_default();
            let height = known.text_height.max(CONTROL_HEIGHT_SMALL);
            let (_, row) = ui.allocate_space(vec2(ui.available_width(), height));
            let icon_row = Rect::from_min_size(
                pos2(row.left(), row.center().y - known.text_height / 2.0),
                vec2(16.0, 16.0),
            );
            icon_of(tone).paint(ui, icon_row, ink);
            let words = Rect::from_min_max(
                pos2(row.left() + TEXT_LEFT, row.center().y - known.text_height / 2.0),
                pos2(row.right() - known.actions_width - 16.0, row.bottom()),
            );
            let mut child = ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min)));
            words_ui(&mut child, title, text, tone);
            let buttons = row.with_min_x(row.right() - known.actions_width);
            let builder = UiBuilder::new()
                .max_rect(buttons)
                .layout(Layout::left_to_right(Align::Center));
            let mut actions_child = ui.new_child(builder);
            let inner = actions(&mut actions_child);
            let measured = Measured {
                text_height: child.min_rect().height(),
                actions_width: actions_child.min_rect().width(),
            };
            if measured != known {
                ui.data_mut(|data| data.insert_temp(id, measured));
                ui.ctx().request_repaint();
            }
            inner
        })
        .inner
}

fn icon_of(tone: StatusTone) -> Icon {
    match tone {
        StatusTone::Ok => Icon::Check,
        StatusTone::Off => Icon::Info,
        StatusTone::Waiting | StatusTone::Bad => Icon::Warning,
    }
}

fn words_ui(ui: &mut Ui, title: &str, text: &str, tone: StatusTone) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 3.0;
    if !title.is_empty() {
        ui.label(
            RichText::new(title)
                .font(theme::semibold(theme::TEXT))
                .color(tone.ink(t)),
        );
    }
    if !text.is_empty() {
        ui.label(RichText::new(text).color(t.text));
    }
}
