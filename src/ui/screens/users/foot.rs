//! The lines below the rows: what the table leaves out, and why.

use egui::{Color32, Rect, RichText, Ui, UiBuilder, accesskit};

use crate::domain::query::{UserList, UserQuery};
use crate::ui::strings::users as words;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, cut_text_ui, paint, right_aligned_ui, row_ui};

/// The height of a line, in points.
const LINE_HEIGHT: f32 = 40.0;
const MARGIN: f32 = 16.0;

/// What stands below the rows of a table.
pub(super) struct Foot {
    left_out: Option<String>,
    hidden: Option<String>,
}

impl Foot {
    /// What there is to say about `list` while `query` is asked for.
    pub(super) fn of(list: &UserList, query: &UserQuery) -> Self {
        let is_hiding = list.hidden_by_filters > 0 && query.has_filters();
        Self {
            left_out: list.also().map(|row| words::left_out(&row.user)),
            hidden: is_hiding.then(|| words::hidden(list.hidden_by_filters, &super::filters::values(query))),
        }
    }

    /// How much room it takes, in points.
    pub(super) fn height(&self) -> f32 {
        let lines = [&self.left_out, &self.hidden].into_iter().flatten();
        lines.map(|_| LINE_HEIGHT).sum()
    }

    /// Draws it into `room`; returns whether the filters are to be cleared.
    pub(super) fn show(&self, ui: &mut Ui, mut room: Rect) -> bool {
        let mut clears = false;
        if let Some(left_out) = &self.left_out {
            let (line, below) = room.split_top_bottom_at_y(room.top() + LINE_HEIGHT);
            // At the right, because messages such as "User Created Successfully!" lie over the left.
            line_ui(ui, line, |ui| {
                let width = paint::galley(ui, left_out, theme::regular(theme::TEXT), Color32::PLACEHOLDER)
                    .size()
                    .x;
                ui.add_space((ui.available_width() - width.ceil()).max(0.0));
                said_ui(ui, left_out);
            });
            room = below;
        }
        if let Some(hidden) = &self.hidden {
            line_ui(ui, room, |ui| {
                said_ui(ui, hidden);
                right_aligned_ui(ui, "clear", |ui| {
                    clears = Button::new(words::clear_filters()).small().show(ui).clicked();
                });
            });
        }
        clears
    }
}

fn line_ui(ui: &mut Ui, room: Rect, contents: impl FnOnce(&mut Ui)) {
    let line = Tokens::of(ui).line;
    ui.painter().rect_filled(room.with_max_y(room.top() + 1.0), 0.0, line);
    let builder = UiBuilder::new().max_rect(room.shrink2(egui::vec2(MARGIN, 0.0)));
    row_ui(&mut ui.new_child(builder), room.height(), contents);
}

fn said_ui(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).muted;
    let said = cut_text_ui(ui, RichText::new(text).font(theme::regular(theme::TEXT)).color(color));
    ui.ctx()
        .accesskit_node_builder(said.id, |node| node.set_live(accesskit::Live::Polite));
}
