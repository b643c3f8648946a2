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

    /// Gives a column its first width back.
    pub(super) fn reset(&mut self, columns: &[Column], column: usize) {
        if self.chosen.is_empty() {
            self.chosen.clone_from(&self.drawn);
        }
        if let (Some(width), Some(column)) = (self.chosen.get_mut(column), columns.get(column)) {
            *width = column.width;
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
