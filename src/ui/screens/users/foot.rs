//! The lines below the rows: what the table leaves out, and why.

use egui::{Label, Rect, RichText, Ui, UiBuilder, accesskit};

use crate::domain::query::{UserList, UserQuery};
use crate::ui::strings::users as words;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Button, right_aligned_ui, row_ui};

/// The height of a line, in points.
const LINE_HEIGHT: f32 = 40.0;
const MARGIN: f32 = 16.0;

/// What stands below the rows of a table.
pub(super) struct Foot {
    hidden: Option<String>,
}

impl Foot {
    /// What there is to say about `list` while `query` is asked for.
    pub(super) fn of(list: &UserList, query: &UserQuery) -> Self {
        let is_hiding = list.hidden_by_filters > 0 && query.has_filters();
        Self {
            hidden: is_hiding.then(|| words::hidden(list.hidden_by_filters, &super::filters::values(query))),
        }
    }

    /// How much room it takes, in points.
    pub(super) const fn height(&self) -> f32 {
        if self.hidden.is_some() { LINE_HEIGHT } else { 0.0 }
    }

    /// Draws it into `room`; returns whether the filters are to be cleared.
    pub(super) fn show(&self, ui: &mut Ui, room: Rect) -> bool {
        let mut clears = false;
        if let Some(hidden) = &self.hidden {
            line_ui(ui, room, hidden, |ui| {
                clears = Button::new(words::clear_filters()).small().show(ui).clicked();
            });
        }
        clears
    }
}

fn line_ui(ui: &mut Ui, room: Rect, text: &str, button_ui: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    ui.painter().rect_filled(room.with_max_y(room.top() + 1.0), 0.0, t.line);
    let builder = UiBuilder::new().max_rect(room.shrink2(egui::vec2(MARGIN, 0.0)));
    let mut ui = ui.new_child(builder);
    row_ui(&mut ui, room.height(), |ui| {
        let said = ui.add(Label::new(RichText::new(text).color(t.muted)).truncate());
        ui.ctx()
            .accesskit_node_builder(said.id, |node| node.set_live(accesskit::Live::Polite));
        right_aligned_ui(ui, "foot", button_ui);
    });
}
