//! Short messages at the bottom right; elsewhere where they would lie on a control of a dialog or a menu. View only: who
//! shows them, and for how long, is the application's business.

mod spot;

use std::collections::BTreeMap;

use egui::{Align, Area, Context, Frame, Id, LayerId, Layout, Margin, Order, RichText, Stroke, Ui, accesskit, vec2};

use super::button::icon_button_sized;
use super::pill::StatusTone;
use crate::ui::icons::Icon;
use crate::ui::strings::common;
use crate::ui::theme::{self, RADIUS_CARD, Tokens};

const WIDTH: f32 = 360.0;
/// The distance between two, in points.
const GAP: f32 = 10.0;
/// The height of one with a single line, in points.
const ONE_LINE: f32 = 44.0;

/// One message to show.
#[derive(Clone, Debug, PartialEq)]
pub struct ToastView {
    /// Unique among all messages, earlier ones included.
    pub id: u64,
    /// How good the news is.
    pub tone: StatusTone,
    /// What is said.
    pub text: String,
}

/// Draws the messages, newest last, and returns the ids of those dismissed. Where there is no room for all, the newest
/// are drawn.
pub fn toasts_ui(ctx: &Context, toasts: &[ToastView]) -> Vec<u64> {
    let mut dismissed = Vec::new();
    if toasts.is_empty() {
        spot::forget(ctx);
        return dismissed;
    }
    let layer = LayerId::new(Order::Tooltip, Id::unique("avo_toasts"));
    let heights = Heights::load(ctx);
    // What was not drawn yet is as high as one line for now.
    let fit = (0..toasts.len()).find_map(|first| {
        let shown = toasts.get(first..)?;
        let spot = spot::choose(ctx, layer, vec2(WIDTH, heights.of(shown)))?;
        Some((shown, spot))
    });
    let Some((shown, spot)) = fit else {
        return dismissed;
    };
    // Also of those that are not drawn, or they would be tried anew in every frame.
    let mut drawn = heights.clone();
    drawn.0.retain(|id, _| toasts.iter().any(|toast| toast.id == *id));
    Area::new(layer.id)
        .order(layer.order)
        .anchor(spot.align, spot.offset)
        .interactable(true)
        .show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            ui.set_width(WIDTH);
            for toast in shown {
                let top = ui.cursor().top();
                if toast_ui(ui, toast) {
                    dismissed.push(toast.id);
                }
                drawn.0.insert(toast.id, ui.min_rect().bottom() - top);
            }
        });
    if drawn.0 != heights.0 {
        // Their place depends on it.
        ctx.request_repaint();
    }
    drawn.store(ctx);
    dismissed
}

/// How high each message is, by its number, in points.
#[derive(Clone, Debug, Default, PartialEq)]
struct Heights(BTreeMap<u64, f32>);

impl Heights {
    fn id() -> Id {
        Id::unique("avo_toasts_heights")
    }

    fn load(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Self::id())).unwrap_or_default()
    }

    fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    /// The height of all of `toasts` together.
    fn of(&self, toasts: &[ToastView]) -> f32 {
        let heights = toasts
            .iter()
            .map(|toast| self.0.get(&toast.id).copied().unwrap_or(ONE_LINE));
        let gaps = toasts.len().saturating_sub(1) as f32 * GAP;
        heights.sum::<f32>() + gaps
    }
}

fn toast_ui(ui: &mut Ui, toast: &ToastView) -> bool {
    let t = Tokens::of(ui);
    let shadow = ui.visuals().popup_shadow;
    ui.push_id(toast.id, |ui| {
        Frame::NONE
            .fill(t.raised)
            .stroke(Stroke::new(1.0, t.line))
            .corner_radius(RADIUS_CARD)
            .shadow(shadow)
            .inner_margin(Margin {
                left: 14,
                right: 8,
                top: 8,
                bottom: 8,
            })
            .show(ui, |ui| {
                ui.set_width(WIDTH - 24.0);
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    let (shape, _) = ui.allocate_exact_size(vec2(10.0, 26.0), egui::Sense::hover());
                    toast.tone.paint_shape(ui, shape.center());
                    let size = vec2(WIDTH - 24.0 - 20.0 - 38.0, 26.0);
                    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_height(26.0);
                        let text = RichText::new(toast.text.as_str())
                            .font(theme::regular(theme::TEXT))
                            .color(t.text);
                        let label = ui.add(egui::Label::new(text).wrap());
                        announce(ui, label.id, toast.tone);
                    });
                    super::right_aligned_ui(ui, "dismiss", |ui| {
                        icon_button_sized(ui, Icon::Close, common::dismiss(), 26.0).clicked()
                    })
                })
                .inner
            })
            .inner
    })
    .inner
}

/// Makes assistive technology read the label when it appears; errors interrupt.
fn announce(ui: &Ui, id: Id, tone: StatusTone) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_live(if tone == StatusTone::Bad {
            accesskit::Live::Assertive
        } else {
            accesskit::Live::Polite
        });
    });
}
