//! Frames around groups of things, and a row that ends at the right edge.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::ui::theme::{RADIUS_CARD, Tokens};

/// The frame of a card: surface, thin line, radius 12, a margin of 20.
pub fn card_frame(ui: &Ui) -> Frame {
    let t = Tokens::of(ui);
    Frame::NONE
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(RADIUS_CARD))
        .inner_margin(Margin::same(20))
}

/// The frame around a table: as a card, without a margin. Give 10 as `radius` inside a dialog, 12 on a page.
pub fn table_frame(ui: &Ui, radius: u8) -> Frame {
    let t = Tokens::of(ui);
    Frame::NONE
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(radius))
}

/// The frame around a fresh token: the soft ground with an accent line.
pub fn token_frame(ui: &Ui) -> Frame {
    let t = Tokens::of(ui);
    Frame::NONE
        .fill(t.soft)
        .stroke(Stroke::new(1.0, t.accent))
        .corner_radius(CornerRadius::same(RADIUS_CARD))
        .inner_margin(Margin::symmetric(16, 14))
}

/// Draws a thin line across the whole width.
pub fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, Tokens::of(ui).line);
}

/// Lays `contents` out from left to right so that they end at the right edge.
///
/// Unlike a right-to-left layout, reading order and Tab order stay from left to right. The width is measured in the
/// pass before, so the first pass is invisible, and a text that may be cut has no place here by itself: it would never get
/// wider than it was. `id_salt` distinguishes several of them in one parent.
pub fn right_aligned_ui<R>(ui: &mut Ui, id_salt: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.unique_id().with(("right", id_salt));
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let space = (ui.available_width() - known.unwrap_or(0.0)).max(0.0);
    ui.add_space(space.floor());
    // A centred row would take all the height there is, where the parent leaves it open.
    let align = if ui.layout().is_horizontal() {
        ui.layout().vertical_align()
    } else {
        Align::Min
    };
    let mut builder = UiBuilder::new().layout(Layout::left_to_right(align));
    if known.is_none() {
        builder = builder.sizing_pass().invisible();
        ui.ctx().request_repaint();
    }
    let inner = ui.scope_builder(builder, contents);
    let width = inner.response.rect.width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_repaint();
    }
    inner.inner
}

/// Lays `contents` out from left to right in a row `height` points high, each in the middle of it.
///
/// egui places what comes before a higher thing too high; here the height is known from the start.
pub fn row_ui<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(height);
        contents(ui)
    })
    .inner
}
