//! Buttons: what one does next (primary), what one may do (plain), what one rarely does (quiet), what destroys (danger).

use egui::{Align2, Color32, Response, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{focus, paint};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, CONTROL_HEIGHT_SMALL, ICON_SIZE, MOTION_SECS, RADIUS, Tokens};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Primary,
    Quiet,
    Danger,
    DangerPrimary,
}

/// A button with words, and perhaps an icon before them.
#[must_use = "call `show`"]
pub struct Button<'a> {
    label: &'a str,
    kind: Kind,
    icon: Option<Icon>,
    small: bool,
    full_width: bool,
    enabled: bool,
    name: Option<&'a str>,
    tooltip: Option<&'a str>,
}

impl<'a> Button<'a> {
    fn of_kind(label: &'a str, kind: Kind) -> Self {
        Self {
            label,
            kind,
            icon: None,
            small: false,
            full_width: false,
            enabled: true,
            name: None,
            tooltip: None,
        }
    }

    /// A plain button, for what one may do.
    pub fn new(label: &'a str) -> Self {
        Self::of_kind(label, Kind::Plain)
    }

    /// The one button for what one does next.
    pub fn primary(label: &'a str) -> Self {
        Self::of_kind(label, Kind::Primary)
    }

    /// A button without a border, for what one rarely does.
    pub fn quiet(label: &'a str) -> Self {
        Self::of_kind(label, Kind::Quiet)
    }

    /// A button whose words take the colour of danger when the pointer is over it, for what destroys.
    pub fn danger(label: &'a str) -> Self {
        Self::of_kind(label, Kind::Danger)
    }

    /// A filled button in the colour of danger, for the verb of a confirmation that destroys.
    pub fn danger_primary(label: &'a str) -> Self {
        Self::of_kind(label, Kind::DangerPrimary)
    }

    /// Puts an icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Makes it 28 points high, for tables and banners.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Makes it as wide as what it stands in.
    pub fn full_width(mut self) -> Self {
        self.full_width = true;
        self
    }

    /// Whether it can be pressed.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The name assistive technology reads where it differs from the words shown, as in "Edit bo.lindqvist".
    pub fn accessible_name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Words shown when the pointer rests on it; for a disabled button, why it is.
    pub fn tooltip(mut self, tooltip: &'a str) -> Self {
        self.tooltip = Some(tooltip);
        self
    }

    /// How wide the button will be, in points, when it is not full width.
    pub fn width(&self, ui: &Ui) -> f32 {
        let text = paint::galley(ui, self.label, self.font(), Color32::PLACEHOLDER);
        let icon = if self.icon.is_some() { ICON_SIZE + 8.0 } else { 0.0 };
        (text.size().x + icon + 2.0 * self.padding()).ceil()
    }

    fn padding(&self) -> f32 {
        if self.small { 10.0 } else { 14.0 }
    }

    fn font(&self) -> egui::FontId {
        theme::medium(if self.small { 12.5 } else { theme::TEXT })
    }

    /// Draws the button.
    pub fn show(self, ui: &mut Ui) -> Response {
        let enabled = self.enabled && ui.is_enabled();
        let looks_enabled = self.enabled && super::looks_enabled(ui);
        let height = if self.small {
            CONTROL_HEIGHT_SMALL
        } else {
            CONTROL_HEIGHT
        };
        let width = if self.full_width {
            ui.available_width()
        } else {
            self.width(ui)
        };
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (_, mut response) = ui.allocate_exact_size(vec2(width, height), sense);
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        focus::take_on_click(&response);
        if ui.is_rect_visible(response.rect) {
            self.paint(ui, &response, looks_enabled);
        }
        if let Some(tooltip) = self.tooltip {
            response = response.on_hover_text(tooltip);
        }
        response
    }

    fn paint(&self, ui: &Ui, response: &Response, enabled: bool) {
        let t = Tokens::of(ui);
        let hover = if enabled {
            ui.ctx()
                .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS)
        } else {
            0.0
        };
        let pressed = enabled && response.is_pointer_button_down_on();
        let (fill, line, ink) = colors(self.kind, t, hover, pressed, enabled);
        let rect = response.rect;
        paint::boxed(ui, rect, RADIUS, fill, line);
        focus::paint_ring_if_focused(ui, response, RADIUS);

        let text = paint::galley_elided(ui, self.label, self.font(), ink, rect.width() - 8.0);
        let icon_width = if self.icon.is_some() { ICON_SIZE + 8.0 } else { 0.0 };
        let mut left = rect.center().x - f32::midpoint(text.size().x, icon_width);
        if let Some(icon) = self.icon {
            let at = egui::Rect::from_center_size(
                egui::pos2(left + ICON_SIZE / 2.0, rect.center().y),
                egui::Vec2::splat(ICON_SIZE),
            );
            icon.paint(ui, at, ink);
            left += icon_width;
        }
        let at = Align2::LEFT_CENTER.anchor_size(egui::pos2(left, rect.center().y), text.size());
        ui.painter().galley(at.min, text, ink);
    }
}

/// Fill, line and ink of a button in its present state.
fn colors(kind: Kind, t: &Tokens, hover: f32, pressed: bool, enabled: bool) -> (Color32, Color32, Color32) {
    if !enabled {
        return match kind {
            Kind::Quiet => (Color32::TRANSPARENT, Color32::TRANSPARENT, t.input_line),
            Kind::Primary | Kind::DangerPrimary => (t.off_bg, t.line, t.input_line),
            Kind::Plain | Kind::Danger => (Color32::TRANSPARENT, t.line, t.input_line),
        };
    }
    let towards = if pressed { 0.16 } else { 0.08 * hover };
    match kind {
        Kind::Primary => {
            let fill = paint::blend(t.accent, t.text, towards);
            (fill, fill, t.on_accent)
        }
        Kind::DangerPrimary => {
            let fill = paint::blend(t.bad, t.text, towards);
            (fill, fill, t.surface)
        }
        Kind::Quiet => {
            let fill = if pressed {
                t.soft
            } else {
                t.off_bg.gamma_multiply(hover)
            };
            (fill, Color32::TRANSPARENT, paint::blend(t.muted, t.text, hover))
        }
        Kind::Plain | Kind::Danger => {
            let fill = if pressed {
                t.soft
            } else {
                paint::blend(t.surface, t.hover, hover)
            };
            let ink = match kind {
                Kind::Danger if pressed => t.bad,
                Kind::Danger => paint::blend(t.text, t.bad, hover),
                _ => t.text,
            };
            (fill, t.input_line, ink)
        }
    }
}

/// A square button with only an icon; `name` is read by assistive technology and shown when the pointer rests on it.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_button_sized(ui, icon, name, CONTROL_HEIGHT_SMALL)
}

/// An icon button `size` points wide and high.
pub fn icon_button_sized(ui: &mut Ui, icon: Icon, name: &str, size: f32) -> Response {
    let response = icon_ui(ui, icon, name, size, Sense::click());
    focus::take_on_click(&response);
    response
}

/// The same within something that has the focus itself: no Tab stop, and pressing it moves no focus.
pub(super) fn icon_button_inside(ui: &mut Ui, icon: Icon, name: &str, size: f32) -> Response {
    let response = icon_ui(ui, icon, name, size, Sense::CLICK);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.add_action(egui::accesskit::Action::Click));
    response
}

fn icon_ui(ui: &mut Ui, icon: Icon, name: &str, size: f32, sense: Sense) -> Response {
    let enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), if enabled { sense } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let t = Tokens::of(ui);
        let hover = ui
            .ctx()
            .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
        let fill = if response.is_pointer_button_down_on() {
            t.soft
        } else {
            t.off_bg.gamma_multiply(hover)
        };
        ui.painter().rect_filled(rect, 6.0, fill);
        focus::paint_ring_if_focused(ui, &response, 6);
        icon.paint(ui, rect, paint::blend(t.muted, t.text, hover));
    }
    response.on_hover_text(name)
}
