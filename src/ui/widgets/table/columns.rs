//! The widths of a table's columns: remembered between passes, fitted to the room there is.

use egui::{Id, Ui};

use super::Column;

/// The widths in force, and those a person chose.
#[derive(Clone, Debug, Default)]
pub(super) struct Widths {
    /// As chosen with the mouse or kept from an earlier run; empty until a width is chosen.
    chosen: Vec<f32>,
    /// As drawn, after fitting.
    drawn: Vec<f32>,
}

impl Widths {
    pub(super) fn load(ui: &Ui, id: Id, columns: &[Column], saved: &[f32]) -> Self {
        let known: Option<Self> = ui.data(|data| data.get_temp(id.with("widths")));
        let mut widths = known.unwrap_or_else(|| Self {
            chosen: saved.to_vec(),
            drawn: Vec::new(),
        });
        if widths.chosen.len() != columns.len() {
            widths.chosen.clear();
        }
        widths
    }

    pub(super) fn store(self, ui: &Ui, id: Id) {
        ui.data_mut(|data| data.insert_temp(id.with("widths"), self));
    }

    /// Fits the columns to `room` points. Until widths are chosen, spare room is shared out and missing room is taken
    /// from them in the order in which they give way, down to their least widths. Chosen widths stay, and the last column that can change takes spare room.
    /// What does not fit then is scrolled to.
    pub(super) fn fit(&mut self, columns: &[Column], room: f32) {
        self.drawn = if self.chosen.is_empty() {
            columns.iter().map(|column| column.width).collect()
        } else {
            let chosen = self.chosen.iter().zip(columns);
            chosen
                .map(|(chosen, column)| if column.fixed { column.width } else { *chosen })
                .collect()
        };
        let spare = room - self.total();
        if spare <= 0.0 {
            if self.chosen.is_empty() {
                self.shrink(columns, -spare);
            }
            return;
        }
        if self.chosen.is_empty() {
            let flexible: f32 = columns
                .iter()
                .filter(|column| !column.fixed)
                .map(|column| column.width)
                .sum();
            for (width, column) in self.drawn.iter_mut().zip(columns) {
                if !column.fixed && flexible > 0.0 {
                    *width += (spare * column.width / flexible).floor();
                }
            }
        }
        let rest = room - self.total();
        if let Some(last) = columns.iter().rposition(|column| !column.fixed)
            && let Some(width) = self.drawn.get_mut(last)
        {
            *width += rest;
        }
    }

    /// Takes `missing` points from the columns, in the order in which they give way; those of one order in proportion to
    /// what each can give.
    fn shrink(&mut self, columns: &[Column], mut missing: f32) {
        let slack_of = |column: &Column| (column.width - column.min_width).max(0.0);
        let mut orders: Vec<u8> = columns.iter().map(|column| column.gives_way).collect();
        orders.sort_unstable();
        orders.dedup();
        for order in orders {
            let gives = |column: &&Column| column.gives_way == order;
            let slack: f32 = columns.iter().filter(gives).map(slack_of).sum();
            if slack <= 0.0 {
                continue;
            }
            let share = (missing / slack).min(1.0);
            for (width, column) in self.drawn.iter_mut().zip(columns) {
                if gives(&column) {
                    *width -= slack_of(column) * share;
                }
            }
            missing -= slack * share;
        }
    }

    /// How wide all columns are together, in points.
    pub(super) fn total(&self) -> f32 {
        self.drawn.iter().sum()
    }

    /// Where a column begins and ends, in points from the left edge.
    pub(super) fn span(&self, column: usize) -> (f32, f32) {
        let left: f32 = self.drawn.iter().take(column).sum();
        (left, left + self.drawn.get(column).copied().unwrap_or_default())
    }

    /// Makes a column wider or narrower by `delta` points.
    pub(super) fn drag(&mut self, columns: &[Column], column: usize, delta: f32) {
        if self.chosen.is_empty() {
            self.chosen.clone_from(&self.drawn);
        }
        let least = columns.get(column).map_or(0.0, |column| column.min_width);
        if let Some(width) = self.chosen.get_mut(column) {
            *width = (*width + delta).max(least);
        }
    }

    /// Makes a column as wide as its content, or else as it was at first.
    pub(super) fn reset(&mut self, columns: &[Column], column: usize) {
        if self.chosen.is_empty() {
            self.chosen.clone_from(&self.drawn);
        }
        if let (Some(width), Some(column)) = (self.chosen.get_mut(column), columns.get(column)) {
            *width = column.content_width.unwrap_or(column.width).max(column.min_width);
        }
    }

    /// The widths to keep.
    pub(super) fn to_save(&self) -> Vec<f32> {
        if self.chosen.is_empty() {
            self.drawn.clone()
        } else {
            self.chosen.clone()
        }
    }
}

/// Which part of a table can be seen, and the columns that stay in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// How far the table is scrolled to the right, in points.
    pub(super) offset: f32,
    /// How wide the part is, in points.
    width: f32,
    /// How wide the column at the left is that stays, in points.
    left: f32,
    /// How wide the column at the right is that stays, in points.
    right: f32,
    column_count: usize,
}

impl View {
    /// The part `width` points wide that begins `offset` points from the left edge.
    pub(super) fn new(widths: &Widths, columns: &[Column], offset: f32, width: f32) -> Self {
        let width_of = |index: usize| {
            let stays = columns.get(index).is_some_and(|column| column.stays);
            let (left, right) = widths.span(index);
            if stays { right - left } else { 0.0 }
        };
        let last = columns.len().saturating_sub(1);
        Self {
            offset,
            width,
            left: if last > 0 { width_of(0) } else { 0.0 },
            right: width_of(last),
            column_count: columns.len(),
        }
    }

    /// Where a column is drawn, in points from the left edge of all columns; `span` is where it lies among them.
    pub(super) fn drawn(&self, column: usize, (left, right): (f32, f32)) -> (f32, f32) {
        if column == 0 && self.left > 0.0 {
            return (left + self.offset, right + self.offset);
        }
        if column + 1 == self.column_count && self.right > 0.0 {
            let end = self.offset + self.width;
            let by = end - right;
            return (left + by, right + by);
        }
        (left, right)
    }

    /// The part of the width, from the left edge of all columns, in which a column can be seen.
    pub(super) fn seen(&self, column: usize) -> (f32, f32) {
        let (start, end) = (self.offset, self.offset + self.width);
        let is_left = column == 0 && self.left > 0.0;
        let is_right = column + 1 == self.column_count && self.right > 0.0;
        if is_left || is_right {
            return (start, end);
        }
        (start + self.left, end - self.right)
    }

    /// Where the column at the left ends, from the left edge of all columns, while others are scrolled under it.
    pub(super) fn edge(&self) -> Option<f32> {
        (self.left > 0.0 && self.offset > 0.5).then_some(self.offset + self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("a", "A", 100.0),
            Column::new("b", "B", 200.0),
            Column::new("edit", "", 90.0).fixed(),
        ]
    }

    #[test]
    fn spare_room_is_shared_out_and_fixed_columns_keep_their_width() {
        let mut widths = Widths::default();
        widths.fit(&columns(), 690.0);
        assert_eq!(widths.drawn, [200.0, 400.0, 90.0]);
    }

    #[test]
    fn columns_give_way_down_to_their_least_width_and_then_the_table_scrolls() {
        let mut widths = Widths::default();
        widths.fit(&columns(), 300.0);
        assert!((widths.total() - 300.0).abs() < 0.01);
        widths.fit(&columns(), 100.0);
        assert_eq!(widths.drawn, [60.0, 60.0, 90.0]);
    }

    #[test]
    fn columns_give_way_in_their_order() {
        let columns = [
            Column::new("name", "Name", 200.0).min_width(100.0).gives_way(1),
            Column::new("seen", "Last seen", 150.0).min_width(100.0),
        ];
        let mut widths = Widths::default();
        widths.fit(&columns, 320.0);
        assert_eq!(widths.drawn, [200.0, 120.0]);
        widths.fit(&columns, 260.0);
        assert_eq!(widths.drawn, [160.0, 100.0]);
    }

    #[test]
    fn dragging_changes_one_column_and_never_below_its_least_width() {
        let mut widths = Widths::default();
        widths.fit(&columns(), 390.0);
        widths.drag(&columns(), 0, 30.0);
        widths.fit(&columns(), 390.0);
        assert_eq!(widths.to_save(), [130.0, 200.0, 90.0]);
        widths.drag(&columns(), 0, -500.0);
        assert_eq!(widths.to_save(), [60.0, 200.0, 90.0]);
        widths.reset(&columns(), 0);
        assert_eq!(widths.to_save(), [100.0, 200.0, 90.0]);
    }
}
