//! What stands beside or below the words of a cell: a badge, or a note.

use egui::{
    Align, Align2, FontId, Layout, Rect, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{StatusTone, cut_text_ui, paint, tag};

/// Draws words on one line, cut where there is no room.
pub(super) fn label_ui(ui: &mut Ui, text: RichText) {
    cut_text_ui(ui, text);
}

/// Draws words with their badge: beside them where there is room, else below in small, so that neither is cut.
pub(super) fn with_badge_ui(ui: &mut Ui, words: RichText, font: FontId, badge: &str, tone: Option<StatusTone>) {
    let t = Tokens::of(ui);
    let ink = tone.map_or(t.accent, |tone| tone.ink(t));
    let badge_font = theme::semibold(theme::TEXT_GROUP);
    let width = |text: &str, font| paint::galley(ui, text, font, ink).size().x;
    let wanted =
        width(words.text(), font.clone()) + ui.spacing().item_spacing.x + width(badge, badge_font.clone()) + 12.0;
    let words = words.font(font);
    if wanted <= ui.available_width() {
        label_ui(ui, words);
        tag(ui, badge, tone);
        return;
    }
    over_ui(ui, words, |ui| small_badge_ui(ui, badge, tone));
}

/// Draws words over a note in small, with a badge before the note.
pub(super) fn over_note_ui(ui: &mut Ui, words: RichText, badge: Option<(&str, StatusTone)>, note: &str) {
    let color = Tokens::of(ui).muted;
    over_ui(ui, words, |ui| {
        if let Some((badge, tone)) = badge {
            small_badge_ui(ui, badge, Some(tone));
        }
        let note = RichText::new(note).font(theme::regular(theme::TEXT_GROUP)).color(color);
        label_ui(ui, note);
    });
}

/// Draws words on one line and what `below_ui` draws on a smaller one under it, in the height of a row.
fn over_ui(ui: &mut Ui, words: RichText, below_ui: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let line = |offset: f32, height: f32| {
        let rect = Rect::from_center_size(room.center() + vec2(0.0, offset), vec2(room.width(), height));
        let layout = Layout::left_to_right(Align::Center);
        UiBuilder::new().max_rect(rect).layout(layout)
    };
    label_ui(&mut ui.new_child(line(-8.0, 18.0).id_salt("words")), words);
    below_ui(&mut ui.new_child(line(9.0, 14.0).id_salt("below")));
    ui.advance_cursor_after_rect(room);
}

/// Draws a badge without its ground, cut where there is no room.
fn small_badge_ui(ui: &mut Ui, badge: &str, tone: Option<StatusTone>) {
    let t = Tokens::of(ui);
    let ink = tone.map_or(t.accent, |tone| tone.ink(t));
    let shape_width = if tone.is_some() { 13.0 } else { 0.0 };
    let room = (ui.available_width() - shape_width).max(0.0);
    let galley = paint::galley_elided(ui, badge, theme::semibold(theme::TEXT_GROUP), ink, room);
    let size = vec2(shape_width + galley.size().x, ui.available_height());
    let (rect, response) = ui.allocate_exact_size(size, Sense::HOVER);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, badge));
    if let Some(tone) = tone {
        tone.paint_shape(ui, pos2(rect.left() + 4.0, rect.center().y));
    }
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + shape_width, rect.center().y), galley.size());
    ui.painter().galley(at.min, galley, ink);
}
