//! Short messages at the bottom right; at the bottom left where they would lie on the buttons of a dialog. View only:
//! who shows them, and for how long, is the application's business.

use egui::{Align, Align2, Area, Context, Frame, Id, Layout, Margin, Order, RichText, Stroke, Ui, accesskit, vec2};

use super::button::icon_button_sized;
use super::pill::StatusTone;
use crate::ui::icons::Icon;
use crate::ui::strings::common;
use crate::ui::theme::{self, RADIUS_CARD, Tokens};

const WIDTH: f32 = 360.0;
const MARGIN: f32 = 20.0;

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

/// Draws the messages, newest last, and returns the ids of those dismissed.
pub fn toasts_ui(ctx: &Context, toasts: &[ToastView]) -> Vec<u64> {
    let mut dismissed = Vec::new();
    let Some(is_left) = choose_side(ctx, toasts.is_empty()) else {
        return dismissed;
    };
    let (align, left) = if is_left {
        (Align2::LEFT_BOTTOM, MARGIN)
    } else {
        (Align2::RIGHT_BOTTOM, -MARGIN)
    };
    Area::new(Id::unique("avo_toasts"))
        .order(Order::Tooltip)
        .anchor(align, vec2(left, -56.0))
        .interactable(true)
        .show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0;
            ui.set_width(WIDTH);
            for toast in toasts {
                if toast_ui(ui, toast) {
                    dismissed.push(toast.id);
                }
            }
        });
    dismissed
}

/// Whether the messages stand at the left; none where there are none. They keep their side while any is shown, because
/// what is being read must not jump when a dialog opens or closes; only a menu makes them give way.
fn choose_side(ctx: &Context, is_empty: bool) -> Option<bool> {
    let id = Id::unique("avo_toasts_side");
    if is_empty {
        ctx.data_mut(|data| data.remove::<bool>(id));
        return None;
    }
    let is_dialog_open = ctx.memory(egui::Memory::top_modal_layer).is_some();
    // A menu above the foot of the navigation would lie under them.
    let is_menu_open = super::menu::is_menu_shown(ctx);
    Some(ctx.data_mut(|data| {
        let is_left = data.get_temp_mut_or_insert_with(id, || is_dialog_open);
        *is_left &= !is_menu_open;
        *is_left
    }))
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
