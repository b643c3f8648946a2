//! A column of a table: its title, its width, and what may be done with it.

use egui::Ui;

use crate::ui::theme;
use crate::ui::widgets::paint;

/// The space left and right inside a cell, in points.
pub const CELL_PADDING: f32 = 10.0;
/// The room of the arrow beside a title, in points.
pub(super) const ARROW_WIDTH: f32 = 18.0;

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent traits of a column")]
pub struct Column {
    /// Unique among the table's rows.
    pub id: &'static str,
    /// The words in the header.
    pub title: String,
    /// Whether the header leaves its words to assistive technology, as for a column of buttons.
    pub hides_title: bool,
    /// How wide it is at first, in points.
    pub width: f32,
    /// How narrow it may become, in points.
    pub min_width: f32,
    /// When it gives way where room is missing: columns of a lower number first, those of one number together.
    pub gives_way: u8,
    /// Whether pressing the header sorts by it.
    pub sortable: bool,
    /// Whether its width never changes, as for a column of buttons.
    pub fixed: bool,
    /// How wide all of its content is, in points: a double click on its grip makes it so wide.
    pub content_width: Option<f32>,
    /// Whether it stays in view when the table is scrolled sideways: as the first column at the left, as the last one
    /// at the right.
    pub stays: bool,
}

impl Column {
    /// A column `width` points wide at first that can be resized but not sorted by.
    pub fn new(id: &'static str, title: impl Into<String>, width: f32) -> Self {
        Self {
            id,
            title: title.into(),
            hides_title: false,
            width,
            min_width: 60.0,
            gives_way: 0,
            sortable: false,
            fixed: false,
            content_width: None,
            stays: false,
        }
    }

    /// It stays in view when the table is scrolled sideways, as the first or the last column.
    #[must_use]
    pub fn stays(mut self) -> Self {
        self.stays = true;
        self
    }

    /// How wide all of its content is, in points.
    #[must_use]
    pub fn content_width(mut self, width: f32) -> Self {
        self.content_width = Some(width);
        self
    }

    /// Pressing the header asks to sort by it.
    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Only assistive technology gets to know the words in the header.
    #[must_use]
    pub fn without_visible_title(mut self) -> Self {
        self.hides_title = true;
        self
    }

    /// How narrow it may become, in points.
    #[must_use]
    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// When it gives way where room is missing: columns of a lower number first.
    #[must_use]
    pub fn gives_way(mut self, order: u8) -> Self {
        self.gives_way = order;
        self
    }

    /// Its width never changes.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.fixed = true;
        self.min_width = self.width;
        self
    }
}

/// How wide a column has to be for its title, in points; with the arrow where the rows are sorted by it.
pub fn width_of_title(ui: &Ui, title: &str, is_sorted: bool) -> f32 {
    let arrow = if is_sorted { ARROW_WIDTH } else { 0.0 };
    width_of(ui, std::iter::once(title), &theme::semibold(theme::TEXT_SECONDARY)) + arrow
}

/// How wide a column has to be for the widest of `texts`, in points.
pub fn width_of<'a>(ui: &Ui, texts: impl Iterator<Item = &'a str>, font: &egui::FontId) -> f32 {
    let ink = egui::Color32::PLACEHOLDER;
    let widest = texts
        .map(|text| paint::galley(ui, text, font.clone(), ink).size().x)
        .fold(0.0, f32::max);
    (widest + 2.0 * CELL_PADDING).ceil()
}
