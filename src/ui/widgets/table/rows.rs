//! The rows of a table: their nodes, their cells, their look, and what a click on them does.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, accesskit, accesskit::Role,
    pos2, vec2,
};

use super::columns::View;
use super::{CELL_PADDING, DataTable, TableCell, TableMenu, TableResponse, Widths, bounds};
use crate::ui::theme::{ROW_HEIGHT, Tokens};
use crate::ui::widgets::focus;

/// The rows of a table, while they are drawn.
pub(super) struct Rows<'r, 't> {
    pub(super) table: &'r DataTable<'t>,
    pub(super) widths: &'r Widths,
    pub(super) view: View,
    pub(super) keyboard_focus: bool,
    pub(super) row_name: &'r dyn Fn(usize) -> String,
    pub(super) out: &'r mut TableResponse,
    pub(super) clicked: bool,
}

impl Rows<'_, '_> {
    /// Paints the rows `range`; `all` is where all rows together would be.
    pub(super) fn paint(
        &mut self,
        ui: &mut Ui,
        all: Rect,
        range: std::ops::Range<usize>,
        cell_ui: &mut impl FnMut(&mut Ui, TableCell),
    ) {
        let width = all.width().max(self.widths.total());
        for row in range {
            let top = all.top() + ROW_HEIGHT * row as f32;
            let rect = Rect::from_min_size(pos2(all.left(), top), vec2(width, ROW_HEIGHT));
            self.row_ui(ui, rect, row, cell_ui);
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, rect: Rect, row: usize, cell_ui: &mut impl FnMut(&mut Ui, TableCell)) {
        let table = self.table;
        let id = table.row_id(row);
        let sense = if table.inner { Sense::HOVER } else { Sense::CLICK };
        let builder = UiBuilder::new()
            .scope_id(id)
            .max_rect(rect)
            .sense(sense)
            .accessibility_parent(table.id)
            .accessibility_role(Role::Row)
            .accessibility_label((self.row_name)(row));
        let mut row_ui = ui.new_child(builder);
        let response = row_ui.response();
        let selected = table.selected == Some(row);
        let is_enabled = row_ui.is_enabled();
        row_ui.ctx().accesskit_node_builder(id, |node| {
            if !is_enabled {
                node.set_disabled();
            }
            node.set_row_index(row);
            node.set_selected(selected);
            node.set_bounds(bounds(rect));
            if !table.inner {
                node.add_action(accesskit::Action::Click);
            }
        });
        let hovered = row_ui.rect_contains_pointer(rect);
        let state = TableCell {
            row,
            column: 0,
            hovered,
            selected,
            focused: table.current() == Some(row) && self.keyboard_focus && focus::is_visible(row_ui.ctx()),
        };
        let is_last = table.inner && row + 1 == table.row_count;
        paint_row(&row_ui, rect, state, is_last);
        if let Some(edge) = self.view.edge() {
            let x = rect.left() + edge;
            let line = Rect::from_x_y_ranges(x - 1.0..=x, rect.y_range());
            row_ui.painter().rect_filled(line, 0.0, Tokens::of(&row_ui).line);
        }
        self.cells_ui(&mut row_ui, rect, state, cell_ui);
        row_ui.expand_to_include_rect(rect);
        self.take_clicks(&response, row);
    }

    fn cells_ui(&self, ui: &mut Ui, rect: Rect, state: TableCell, cell_ui: &mut impl FnMut(&mut Ui, TableCell)) {
        for column in 0..self.table.columns.len() {
            let (left, right) = self.view.drawn(column, self.widths.span(column));
            let (first, last) = self.view.seen(column);
            let seen = Rect::from_x_y_ranges(rect.left() + first..=rect.left() + last, rect.y_range());
            let cell = Rect::from_min_max(
                pos2(rect.left() + left + CELL_PADDING, rect.top()),
                pos2(
                    rect.left() + right - CELL_PADDING.min(right - left),
                    rect.bottom() - 1.0,
                ),
            );
            let builder = UiBuilder::new()
                .id_salt(column)
                .max_rect(cell)
                .layout(Layout::left_to_right(Align::Center))
                .accessibility_role(Role::Cell);
            let mut child = ui.new_child(builder);
            child
                .ctx()
                .accesskit_node_builder(child.unique_id(), |node| node.set_column_index(column));
            child.shrink_clip_rect(cell.expand2(vec2(CELL_PADDING - 2.0, 0.0)).intersect(seen));
            child.spacing_mut().item_spacing.x = 6.0;
            child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            cell_ui(&mut child, TableCell { column, ..state });
        }
    }

    fn take_clicks(&mut self, response: &Response, row: usize) {
        if response.clicked() || response.secondary_clicked() {
            self.out.selected = Some(row);
            self.clicked = true;
        }
        if response.double_clicked() {
            self.out.activated = Some(row);
        }
        if response.secondary_clicked() {
            let pos = response.interact_pointer_pos().unwrap_or(response.rect.left_bottom());
            self.out.menu = Some(TableMenu { row, pos });
        }
    }
}

/// Paints what lies behind the cells of a row. `is_last` leaves the line out, because the frame follows.
fn paint_row(ui: &Ui, rect: Rect, state: TableCell, is_last: bool) {
    let t = Tokens::of(ui);
    let painter = ui.painter();
    let clip = ui.clip_rect();
    let visible = rect.intersect(clip);
    // The lowest row lies in the round corners of the frame.
    let round = if rect.bottom() >= clip.bottom() - 1.0 { 9 } else { 0 };
    let corners = CornerRadius {
        nw: 0,
        ne: 0,
        sw: round,
        se: round,
    };
    if state.selected {
        painter.rect_filled(visible, corners, t.soft);
    } else if state.hovered {
        painter.rect_filled(visible, corners, t.hover);
    }
    if !is_last {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
        painter.rect_filled(line, 0.0, t.line);
    }
    if state.focused {
        let line = Stroke::new(1.5, t.accent);
        painter.rect_stroke(visible.shrink(1.0), 6.0, line, StrokeKind::Inside);
    }
}
