//! A message across the width of what it is about: cause, next step, and what one can do.

use egui::{Align, Frame, Layout, Margin, RichText, Stroke, Ui, accesskit, vec2};

use super::pill::StatusTone;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, RADIUS, Tokens};

/// Draws a banner. `actions` draws its small buttons at the right; it may draw nothing.
pub fn banner_ui<R>(ui: &mut Ui, tone: StatusTone, title: &str, text: &str, actions: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    let ink = tone.ink(t);
    let icon = match tone {
        StatusTone::Ok => Icon::Check,
        StatusTone::Off => Icon::Info,
        StatusTone::Waiting | StatusTone::Bad => Icon::Warning,
    };
    Frame::NONE
        .fill(tone.ground(t))
        .stroke(Stroke::new(1.0, ink.gamma_multiply(0.25)))
        .corner_radius(RADIUS)
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            let live = ui.unique_id();
            ui.ctx().accesskit_node_builder(live, |node| {
                node.set_role(if tone == StatusTone::Bad {
                    accesskit::Role::Alert
                } else {
                    accesskit::Role::Status
                });
            });
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
                let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), egui::Sense::hover());
                icon.paint(ui, rect, ink);
                let room = (ui.available_width() - 200.0).max(160.0);
                ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
                    if !title.is_empty() {
                        ui.label(RichText::new(title).font(theme::semibold(theme::TEXT)).color(ink));
                    }
                    if !text.is_empty() {
                        ui.label(RichText::new(text).color(t.text));
                    }
                });
                super::right_aligned_ui(ui, "banner", actions)
            })
            .inner
        })
        .inner
}
