//! Tabs: one Tab stop, arrow keys between them.

use egui::{Align2, EventFilter, Key, Response, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, vec2};

use super::{focus, paint};
use crate::ui::theme::{self, Tokens};

/// Draws tabs, together named `name`, over `(value, label)` pairs and changes `value` to the one chosen. Returns whether it changed.
pub fn tabs_ui<T: Clone + PartialEq, S: AsRef<str>>(ui: &mut Ui, name: &str, tabs: &[(T, S)], value: &mut T) -> bool {
    let before = value.clone();
    let builder = UiBuilder::new()
        .accessibility_role(Role::TabList)
        .accessibility_label(name)
        .layout(egui::Layout::left_to_right(egui::Align::Min));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        let responses: Vec<Response> = tabs
            .iter()
            .map(|(tab, label)| tab_ui(ui, label.as_ref(), *tab == *value))
            .collect();
        if let Some(clicked) = responses.iter().position(Response::clicked) {
            choose(tabs, &responses, clicked, value);
        }
        let selected = tabs.iter().position(|(tab, _)| *tab == *value).unwrap_or(0);
        if responses.get(selected).is_some_and(Response::has_focus) {
            let last = tabs.len().saturating_sub(1);
            let to = ui.input(|input| {
                if input.key_pressed(Key::ArrowRight) {
                    Some(if selected == last { 0 } else { selected + 1 })
                } else if input.key_pressed(Key::ArrowLeft) {
                    Some(selected.checked_sub(1).unwrap_or(last))
                } else if input.key_pressed(Key::Home) {
                    Some(0)
                } else {
                    input.key_pressed(Key::End).then_some(last)
                }
            });
            if let Some(to) = to {
                choose(tabs, &responses, to, value);
            }
        }
    });
    *value != before
}

fn choose<T: Clone, S>(tabs: &[(T, S)], responses: &[Response], index: usize, value: &mut T) {
    if let (Some((tab, _)), Some(response)) = (tabs.get(index), responses.get(index)) {
        *value = tab.clone();
        response.request_focus();
    }
}

fn tab_ui(ui: &mut Ui, label: &str, selected: bool) -> Response {
    let enabled = ui.is_enabled();
    let t = Tokens::of(ui);
    let galley = paint::galley(ui, label, theme::medium(theme::TEXT), egui::Color32::PLACEHOLDER);
    // Only the selected tab is a Tab stop.
    let sense = if selected { Sense::click() } else { Sense::CLICK };
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 38.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, enabled, label));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.add_action(egui::accesskit::Action::Click);
    });
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        focus::keep_keys(ui, response.id, filter);
    }
    let ink = if selected || response.hovered() {
        t.text
    } else {
        t.muted
    };
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() - vec2(0.0, 1.0), galley.size());
    ui.painter().galley(at.min, galley, ink);
    if selected {
        let line = egui::Rect::from_min_max(rect.left_bottom() - vec2(0.0, 2.0), rect.max);
        ui.painter().rect_filled(line, 0.0, t.accent);
    }
    if response.has_focus() && focus::is_visible(ui.ctx()) {
        focus::paint_ring(ui, at.expand2(vec2(6.0, 4.0)), 6);
    }
    response
}
