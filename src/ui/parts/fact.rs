//! A row of a label and its value, as in every list of facts about one thing.

use egui::{RichText, Ui};

use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::row_ui;

/// How such a row is laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FactRow {
    height: f32,
    label_width: f32,
    indent: f32,
    is_small: bool,
    grows: bool,
}

impl FactRow {
    /// A row `height` points high whose values begin `label_width` points after its labels.
    pub(crate) const fn new(height: f32, label_width: f32) -> Self {
        Self {
            height,
            label_width,
            indent: 0.0,
            is_small: false,
            grows: false,
        }
    }

    /// Begins `indent` points to the right.
    pub(crate) const fn indent(mut self, indent: f32) -> Self {
        self.indent = indent;
        self
    }

    /// The label is secondary text.
    pub(crate) const fn small(mut self) -> Self {
        self.is_small = true;
        self
    }

    /// The value may take several lines; label and value then begin at the top of the row.
    pub(crate) const fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// Draws `label` and `value`.
    pub(crate) fn show<R>(self, ui: &mut Ui, label: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
        let size = if self.is_small {
            theme::TEXT_SECONDARY
        } else {
            theme::TEXT
        };
        let label = RichText::new(label)
            .font(theme::regular(size))
            .color(Tokens::of(ui).muted);
        self.show_with(
            ui,
            |ui| {
                ui.label(label);
            },
            value,
        )
    }

    /// Draws `value` beside whatever `label` draws.
    pub(crate) fn show_with<R>(self, ui: &mut Ui, label: impl FnOnce(&mut Ui), value: impl FnOnce(&mut Ui) -> R) -> R {
        let columns = |ui: &mut Ui| {
            ui.add_space(self.indent);
            let left = ui.cursor().left();
            label(ui);
            ui.add_space((left + self.label_width - ui.cursor().left()).max(0.0));
            value(ui)
        };
        if self.grows {
            ui.horizontal_top(columns).inner
        } else {
            row_ui(ui, self.height, columns)
        }
    }
}
