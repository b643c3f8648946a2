//! A line of Home: a button as wide as its card, with a status, words and a number.

use egui::{Align2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::ui::icons::Icon;
use crate::ui::strings::screens::home as words;
use crate::ui::theme::{self, MOTION_SECS, RADIUS, Tokens};
use crate::ui::widgets::{StatusTone, focus, paint};
use crate::words::number;

const HEIGHT: f32 = 36.0;

/// What a line says.
pub(super) struct Figure<'a> {
    /// Its status, by shape and colour.
    pub(super) tone: Option<StatusTone>,
    /// What is counted.
    pub(super) label: &'a str,
    /// How many, where the words do not say it already.
    pub(super) value: Option<u64>,
}

/// Draws the line. Its accessible name is the words with the number.
pub(super) fn figure_ui(ui: &mut Ui, figure: &Figure<'_>) -> Response {
    let is_enabled = ui.is_enabled();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    response.widget_info(|| {
        let name = match figure.value {
            Some(value) => words::figure(figure.label, value),
            None => figure.label.to_owned(),
        };
        WidgetInfo::labeled(Role::Button, is_enabled, name)
    });
    focus::take_on_click(&response);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let t = Tokens::of(ui);
    let hover = ui
        .ctx()
        .animate_bool_with_time(response.id, response.hovered(), MOTION_SECS);
    ui.painter()
        .rect_filled(rect, f32::from(RADIUS), paint::blend(t.surface, t.hover, hover));
    focus::paint_ring_if_focused(ui, &response, RADIUS);
    let mut left = rect.left() + 12.0;
    if let Some(tone) = figure.tone {
        tone.paint_shape(ui, pos2(left + 5.0, rect.center().y));
        left += 20.0;
    }
    let chevron = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), Vec2::splat(14.0));
    Icon::Right.paint_sized(ui, chevron, 14.0, paint::blend(t.faint, t.text, hover));
    let mut right = chevron.left() - 8.0;
    if let Some(value) = figure.value {
        let at = pos2(right, rect.center().y);
        right = paint::text(
            ui,
            at,
            Align2::RIGHT_CENTER,
            &number(value),
            theme::semibold(theme::TEXT),
            t.text,
        )
        .left()
            - 8.0;
    }
    let room = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    paint::text_in(ui, room, figure.label, theme::regular(theme::TEXT), t.text);
    response
}
