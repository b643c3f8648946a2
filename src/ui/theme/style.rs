//! egui's own style made from the tokens, so that what is not one of our widgets (labels, scroll bars, tooltips, menus)
//! looks as if it were.

use egui::style::{ScrollStyle, WidgetVisuals};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, vec2};

use super::{GAP, MOTION_SECS, RADIUS, RADIUS_DIALOG, Tokens, medium, mono, regular, semibold};

/// Makes `style` look like `tokens`.
pub(super) fn apply(style: &mut Style, tokens: &Tokens) {
    text_styles(style);
    spacing(style);
    visuals(style, tokens);
    style.animation_time = MOTION_SECS;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.url_in_tooltip = false;
}

fn text_styles(style: &mut Style) {
    style.text_styles = [
        (TextStyle::Small, regular(super::TEXT_SECONDARY)),
        (TextStyle::Body, regular(super::TEXT)),
        (TextStyle::Button, medium(super::TEXT)),
        (TextStyle::Heading, semibold(super::TEXT_PAGE_TITLE)),
        (TextStyle::Monospace, mono(super::TEXT)),
    ]
    .into();
}

fn spacing(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(GAP, 8.0);
    spacing.button_padding = vec2(14.0, 8.0);
    spacing.interact_size = vec2(40.0, 20.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(12);
    spacing.tooltip_width = 360.0;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 32.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        dormant_handle_opacity: 0.35,
        ..ScrollStyle::floating()
    };
    spacing.scroll.fade.strength = 0.0;
}

fn visuals(style: &mut Style, t: &Tokens) {
    let visuals = &mut style.visuals;
    let radius = CornerRadius::same(RADIUS);
    let widget = |fill: Color32, line: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(t.surface, t.line, t.text);
    visuals.widgets.inactive = widget(t.surface, t.input_line, t.text);
    visuals.widgets.hovered = widget(t.hover, t.input_line, t.text);
    visuals.widgets.active = widget(t.soft, t.accent, t.text);
    visuals.widgets.open = widget(t.hover, t.input_line, t.text);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(t.muted);
    visuals.selection.bg_fill = if visuals.dark_mode {
        t.accent.gamma_multiply(0.35)
    } else {
        t.accent.gamma_multiply(0.22)
    };
    visuals.selection.stroke = Stroke::new(1.0, t.accent);
    visuals.hyperlink_color = t.accent;
    visuals.faint_bg_color = t.hover;
    visuals.extreme_bg_color = t.surface;
    visuals.text_edit_bg_color = Some(t.surface);
    visuals.code_bg_color = t.off_bg;
    visuals.warn_fg_color = t.waiting;
    visuals.error_fg_color = t.bad;
    visuals.window_corner_radius = CornerRadius::same(RADIUS_DIALOG);
    visuals.window_fill = t.raised;
    visuals.window_stroke = Stroke::new(1.0, t.line);
    visuals.window_shadow = Shadow {
        offset: [0, 18],
        blur: 50,
        spread: 0,
        color: t.shadow,
    };
    visuals.popup_shadow = Shadow {
        offset: [0, 6],
        blur: 20,
        spread: 0,
        color: t.shadow.gamma_multiply(0.7),
    };
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.panel_fill = t.bg;
    visuals.text_cursor.stroke = Stroke::new(1.5, t.accent);
    visuals.disabled_alpha = 0.5;
}
