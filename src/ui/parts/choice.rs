//! One of a few values, side by side, of which the chosen one alone is a Tab stop.

use egui::{Align, Align2, Layout, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::ui::theme::{self, CONTROL_HEIGHT, RADIUS, Tokens};
use crate::ui::widgets::{focus, paint, radio_group_ui};

/// Draws the values of the group `name` and returns the one that was chosen, if another was.
pub(crate) fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, choices: &[(T, &str)], value: T) -> Option<T> {
    let t = Tokens::of(ui);
    let chosen = choices.iter().position(|(choice, _)| *choice == value);
    let ground = ui.painter().add(egui::Shape::Noop);
    let mut all = Rect::NOTHING;
    let layout = Layout::left_to_right(Align::Center);
    let taken = radio_group_ui(ui, name, layout, choices.len(), chosen, |ui, index| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let label = choices.get(index).map_or("", |(_, label)| *label);
        let segment = segment_ui(ui, label, Some(index) == chosen);
        all |= segment.rect;
        segment
    });
    let line = egui::Stroke::new(1.0, t.input_line);
    let kind = egui::StrokeKind::Inside;
    ui.painter()
        .set(ground, egui::epaint::RectShape::new(all, RADIUS, t.surface, line, kind));
    choices.get(taken?).map(|(choice, _)| *choice)
}

fn segment_ui(ui: &mut Ui, label: &str, is_chosen: bool) -> Response {
    let t = Tokens::of(ui);
    let is_enabled = ui.is_enabled();
    let font = if is_chosen {
        theme::semibold(theme::TEXT)
    } else {
        theme::medium(theme::TEXT)
    };
    let widest = paint::galley(ui, label, theme::semibold(theme::TEXT), t.text).size().x;
    // Only the chosen value is a Tab stop.
    let sense = if is_chosen { Sense::click() } else { Sense::CLICK };
    let (rect, response) = ui.allocate_exact_size(vec2((widest + 28.0).ceil(), CONTROL_HEIGHT), sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, is_enabled, is_chosen, label));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.add_action(egui::accesskit::Action::Click));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let inner = rect.shrink(3.0);
    if is_chosen {
        ui.painter().rect_filled(inner, 6.0, t.soft);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, 6.0, t.hover);
    }
    if response.has_focus() && focus::is_visible(ui.ctx()) {
        focus::paint_ring(ui, inner, 6);
    }
    let ink = if is_chosen { t.accent } else { t.text };
    paint::text(ui, rect.center(), Align2::CENTER_CENTER, label, font, ink);
    response
}
