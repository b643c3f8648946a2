//! One of a few values, side by side. A radio group: one Tab stop, arrow keys between the values.

use egui::{
    Align, Align2, EventFilter, Key, Layout, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, vec2,
};

use crate::ui::theme::{self, CONTROL_HEIGHT, RADIUS, Tokens};
use crate::ui::widgets::{focus, paint};

/// Draws the values of the group `name` and returns the one that was chosen, if another was.
pub(super) fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, choices: &[(T, &str)], value: T) -> Option<T> {
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name)
        .layout(Layout::left_to_right(Align::Center));
    let shown = ui.scope_builder(builder, |ui| {
        let t = Tokens::of(ui);
        let ground = ui.painter().add(egui::Shape::Noop);
        ui.spacing_mut().item_spacing.x = 0.0;
        let responses: Vec<Response> = choices
            .iter()
            .map(|(choice, label)| segment_ui(ui, label, *choice == value))
            .collect();
        let all = responses
            .iter()
            .fold(Rect::NOTHING, |all, response| all.union(response.rect));
        let line = egui::Stroke::new(1.0, t.input_line);
        let kind = egui::StrokeKind::Inside;
        let ground_shape = egui::epaint::RectShape::new(all, RADIUS, t.surface, line, kind);
        ui.painter().set(ground, ground_shape);
        chosen(ui, &responses, choices.iter().position(|(choice, _)| *choice == value))
    });
    shown
        .inner
        .and_then(|index| choices.get(index))
        .map(|(choice, _)| *choice)
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

fn chosen(ui: &Ui, responses: &[Response], selected: Option<usize>) -> Option<usize> {
    if let Some(clicked) = responses.iter().position(Response::clicked) {
        responses.get(clicked).inspect(|response| response.request_focus());
        return Some(clicked).filter(|clicked| Some(*clicked) != selected);
    }
    let selected = selected?;
    let response = responses.get(selected).filter(|response| response.has_focus())?;
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let last = responses.len() - 1;
    let to = ui.input(|input| {
        if input.key_pressed(Key::ArrowRight) || input.key_pressed(Key::ArrowDown) {
            Some(if selected == last { 0 } else { selected + 1 })
        } else if input.key_pressed(Key::ArrowLeft) || input.key_pressed(Key::ArrowUp) {
            Some(selected.checked_sub(1).unwrap_or(last))
        } else {
            None
        }
    })?;
    responses.get(to).inspect(|response| response.request_focus());
    Some(to)
}
