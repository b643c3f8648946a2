//! A table of many rows: only the visible ones are drawn, the whole is one Tab stop, and assistive technology finds
//! rows and cells.
//!
//! The table owns widths and scrolling; the caller owns data, sorting and selection. Not its job: paging and queries.

mod column;
mod columns;
mod header;
mod keys;
mod rows;

use egui::{Id, Pos2, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, accesskit, accesskit::Role, vec2};

use super::focus;
use super::reveal::reveal_around;
use crate::ui::theme::{HEADER_HEIGHT, ROW_HEIGHT};
use columns::Widths;
use rows::Rows;

pub use column::{CELL_PADDING, Column, width_of, width_of_title};

/// Which column the rows are sorted by, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The id of the column.
    pub column: &'static str,
    /// From large to small.
    pub descending: bool,
}

/// Which cell is to be painted, and the state of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// The index of the row.
    pub row: usize,
    /// The index of the column.
    pub column: usize,
    /// The pointer is over the row.
    pub hovered: bool,
    /// The row is the selected one.
    pub selected: bool,
    /// The row is the selected one and the table has the keyboard focus.
    pub focused: bool,
}

/// A menu is wanted for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TableMenu {
    /// The index of the row.
    pub row: usize,
    /// Where the menu is to open, in points.
    pub pos: Pos2,
}

/// What happened in a table in this pass.
#[derive(Debug, Default)]
pub struct TableResponse {
    /// The id of the column whose header was pressed.
    pub sort_clicked: Option<&'static str>,
    /// The row that is to be the selected one from now on.
    pub selected: Option<usize>,
    /// The row that was opened: Enter or a double click.
    pub activated: Option<usize>,
    /// The row that was opened in the other way: Ctrl+Enter.
    pub activated_otherwise: Option<usize>,
    /// The row a menu is wanted for: right click, Shift+F10 or the Menu key.
    pub menu: Option<TableMenu>,
    /// The row that is to be deleted: the Delete key.
    pub delete: Option<usize>,
    /// The rows that can be seen, to be kept loaded.
    pub visible_range: std::ops::Range<usize>,
    /// All widths, after one was changed by the mouse.
    pub widths_changed: Option<Vec<f32>>,
    /// The row that was to be brought into view is there.
    pub is_brought: bool,
    /// Where the row lies that an inner table was to bring into view.
    pub brought: Option<Rect>,
    /// The response of the table as a whole, to ask for the focus.
    pub response: Option<Response>,
}

/// A table to be drawn in this pass.
#[must_use = "call `show`"]
pub struct DataTable<'a> {
    id: Id,
    name: &'a str,
    columns: &'a [Column],
    row_count: usize,
    selected: Option<usize>,
    sort: Option<Sort>,
    saved_widths: &'a [f32],
    inner: bool,
    cursor: Option<usize>,
    row_key: Option<&'a dyn Fn(usize) -> Id>,
    height_limit: f32,
    brought_into_view: Option<usize>,
}

impl<'a> DataTable<'a> {
    /// A table with accessible name `name`; `id` is unique among tables.
    pub fn new(id: &str, name: &'a str, columns: &'a [Column], row_count: usize) -> Self {
        Self {
            id: Id::unique(("table", id)),
            name,
            columns,
            row_count,
            selected: None,
            sort: None,
            saved_widths: &[],
            inner: false,
            cursor: None,
            row_key: None,
            height_limit: f32::INFINITY,
            brought_into_view: None,
        }
    }

    /// The selected row.
    pub fn selected(mut self, row: Option<usize>) -> Self {
        self.selected = row;
        self
    }

    /// What the rows are sorted by.
    pub fn sort(mut self, sort: Option<Sort>) -> Self {
        self.sort = sort;
        self
    }

    /// Widths kept from an earlier run; ignored unless there is one for each column.
    pub fn saved_widths(mut self, widths: &'a [f32]) -> Self {
        self.saved_widths = widths;
        self
    }

    /// A small table inside something that scrolls: as high as its rows, with buttons in its cells. The selected row is
    /// only painted so; the keys move `cursor`, and Enter on it is an activation.
    pub fn inner(mut self, cursor: Option<usize>) -> Self {
        self.inner = true;
        self.cursor = cursor.filter(|row| *row < self.row_count);
        self
    }

    /// How high an inner table gets at most, in points; with more rows it scrolls below its header.
    pub fn height_limit(mut self, height: f32) -> Self {
        self.height_limit = height;
        self
    }

    /// A row that the table scrolls to in this pass.
    pub fn bring_into_view(mut self, row: Option<usize>) -> Self {
        self.brought_into_view = row;
        self
    }

    /// What tells a row from others wherever it stands, so that whatever has the focus in it keeps it when rows come and
    /// go above. Without it a row is identified by its number.
    pub fn row_key(mut self, key: &'a dyn Fn(usize) -> Id) -> Self {
        self.row_key = Some(key);
        self
    }

    /// The row that the keys move from.
    const fn current(&self) -> Option<usize> {
        if self.inner { self.cursor } else { self.selected }
    }

    /// How high the table is with all its rows, in points.
    pub fn full_height(&self) -> f32 {
        HEADER_HEIGHT + ROW_HEIGHT * self.row_count as f32
    }

    /// Draws the table. `row_name` gives the accessible name of a row, `cell_ui` draws a cell.
    pub fn show(
        self,
        ui: &mut Ui,
        row_name: impl Fn(usize) -> String,
        mut cell_ui: impl FnMut(&mut Ui, TableCell),
    ) -> TableResponse {
        let mut out = TableResponse::default();
        let available = ui.available_rect_before_wrap();
        let height = if self.inner {
            self.full_height().min(self.height_limit)
        } else {
            available.height().max(HEADER_HEIGHT + ROW_HEIGHT)
        };
        let (_, outer) = ui.allocate_space(vec2(available.width(), height));
        let mut widths = Widths::load(ui, self.id, self.columns, self.saved_widths);
        widths.fit(self.columns, outer.width());
        // The container comes first, so that rows and headers lie over it and under its node.
        let container = ui.interact(outer, self.id, Sense::FOCUSABLE);
        let mut cursor = HeaderCursor::load(ui, self.id, container.has_focus());
        self.describe(ui, &container, cursor);
        let scroll_id = self.id.with("scroll");
        let offset = self.scroll_offset(ui, scroll_id, &widths, outer.width());
        let header_rect = outer.with_max_y(outer.top() + HEADER_HEIGHT);
        let view = columns::View::new(&widths, self.columns, offset.x, outer.width());
        header::header_ui(ui, &self, header_rect, view, &mut widths, &mut cursor, &mut out);

        let body = outer.with_min_y(header_rect.bottom());
        let keyed = keys::handle(ui, &self, &container, body, offset.y, &mut cursor, &mut out);
        let mut rows = Rows {
            table: &self,
            widths: &widths,
            view,
            keyboard_focus: container.has_focus() && cursor.0.is_none(),
            row_name: &row_name,
            out: &mut out,
            clicked: false,
        };
        if self.inner {
            self.inner_rows_ui(ui, body, scroll_id, keyed, &mut rows, &mut cell_ui);
        } else {
            let brought = self.brought_offset(body, offset);
            if brought.is_some() {
                // Once more: egui scrolls no further than the rows reached before.
                ui.ctx().request_repaint();
            }
            rows.out.is_brought = self.brought_into_view.is_some() && brought.is_none();
            let scroll_to = keyed.or(brought);
            self.scrolled_rows_ui(ui, body, scroll_id, scroll_to, &mut rows, &mut cell_ui);
        }
        if rows.clicked {
            cursor.0 = None;
        }
        if rows.clicked || out.sort_clicked.is_some() && !self.inner {
            container.request_focus();
        }
        cursor.store(ui, self.id);
        if container.has_focus() && self.current().is_none() && cursor.0.is_none() && focus::is_visible(ui.ctx()) {
            focus::paint_ring(ui, outer.shrink(2.0), 10);
        }
        widths.store(ui, self.id);
        out.response = Some(container);
        out
    }

    fn child(&self, ui: &mut Ui, rect: Rect) -> Ui {
        let builder = UiBuilder::new().max_rect(rect).accessibility_parent(self.id);
        let mut child = ui.new_child(builder);
        child.shrink_clip_rect(rect);
        child
    }

    /// Whether an inner table shows all of itself in a `room` points wide, and has nothing to scroll.
    fn is_whole(&self, widths: &Widths, room: f32) -> bool {
        self.full_height() <= self.height_limit && widths.total() <= room + 0.5
    }

    fn scroll_offset(&self, ui: &Ui, scroll_id: Id, widths: &Widths, room: f32) -> egui::Vec2 {
        if self.inner && self.is_whole(widths, room) {
            return egui::Vec2::ZERO;
        }
        ui.data(|data| data.get_temp(scroll_id)).unwrap_or_default()
    }

    /// Draws the rows of an inner table: all of them, because each has Tab stops of its own.
    fn inner_rows_ui(
        &self,
        ui: &mut Ui,
        body: Rect,
        scroll_id: Id,
        keyed: Option<f32>,
        rows: &mut Rows<'_, '_>,
        cell_ui: &mut impl FnMut(&mut Ui, TableCell),
    ) {
        let mut child = self.child(ui, body);
        if self.is_whole(rows.widths, body.width()) {
            if let Some(row) = rows.out.selected.or(self.brought_into_view) {
                ui.scroll_to_rect(row_rect(body, row), None);
            }
            rows.out.brought = self.brought_into_view.map(|row| row_rect(body, row));
            rows.paint(&mut child, body, 0..self.row_count, cell_ui);
            return;
        }
        let mut area = ScrollArea::both().id_salt("rows").auto_shrink(false);
        let offset = self.scroll_offset(ui, scroll_id, rows.widths, body.width());
        if let Some(offset) = keyed.or_else(|| self.brought_offset(body, offset)) {
            area = area.vertical_scroll_offset(offset);
        }
        if rows.out.selected.is_some() {
            ui.scroll_to_rect(body, None);
        }
        let width = rows.widths.total().max(body.width());
        let total = vec2(width, ROW_HEIGHT * self.row_count as f32);
        let output = area.show_viewport(&mut child, |ui, viewport| {
            ui.set_min_size(total);
            let origin = ui.min_rect().min;
            rows.view = columns::View::new(rows.widths, self.columns, viewport.left(), viewport.width());
            rows.paint(ui, Rect::from_min_size(origin, total), 0..self.row_count, cell_ui);
        });
        reveal_around(ui, body);
        let offset = output.state.clamped_offset();
        let scrolled = body.translate(vec2(0.0, -offset.y));
        rows.out.brought = self.brought_into_view.map(|row| row_rect(scrolled, row));
        ui.data_mut(|data| data.insert_temp(scroll_id, offset));
    }

    /// Where to scroll to for the row that is brought into view, in points, unless it is seen.
    fn brought_offset(&self, body: Rect, offset: egui::Vec2) -> Option<f32> {
        let row = self.brought_into_view?;
        keys::scroll_to(row, ROW_HEIGHT, body.height(), offset.y)
    }

    fn scrolled_rows_ui(
        &self,
        ui: &mut Ui,
        body: Rect,
        scroll_id: Id,
        scroll_to: Option<f32>,
        rows: &mut Rows<'_, '_>,
        cell_ui: &mut impl FnMut(&mut Ui, TableCell),
    ) {
        let mut child = self.child(ui, body);
        let mut area = ScrollArea::both().id_salt("rows").auto_shrink(false);
        if let Some(offset) = scroll_to {
            area = area.vertical_scroll_offset(offset);
        }
        let total = vec2(rows.widths.total(), ROW_HEIGHT * self.row_count as f32);
        let output = area.show_viewport(&mut child, |ui, viewport| {
            ui.set_min_size(total);
            let origin = ui.min_rect().min;
            let first = row_at(viewport.top(), ROW_HEIGHT).min(self.row_count);
            let end = (row_at(viewport.bottom(), ROW_HEIGHT) + 1).min(self.row_count);
            rows.out.visible_range = first..end;
            rows.view = columns::View::new(rows.widths, self.columns, viewport.left(), viewport.width());
            rows.paint(ui, Rect::from_min_size(origin, total), first..end, cell_ui);
        });
        ui.data_mut(|data| data.insert_temp(scroll_id, output.state.clamped_offset()));
    }

    fn describe(&self, ui: &Ui, container: &Response, cursor: HeaderCursor) {
        ui.ctx().accesskit_node_builder(container.id, |node| {
            node.set_role(if self.inner { Role::Table } else { Role::Grid });
            node.set_label(self.name);
            node.set_row_count(self.row_count);
            node.set_column_count(self.columns.len());
            node.set_bounds(bounds(container.rect));
            if let Some(column) = cursor.0 {
                node.set_active_descendant(header::title_id(self.id, column).accesskit_id());
            } else if let Some(row) = self.current() {
                node.set_active_descendant(self.row_id(row).accesskit_id());
            }
        });
    }

    fn row_id(&self, row: usize) -> Id {
        let key = self.row_key.map_or_else(|| Id::unique(row), |key| key(row));
        self.id.with(("row", key))
    }
}

/// The header that the keyboard is on, while the table has the focus and the keyboard is not on a row.
///
/// The headers are part of the table's one Tab stop: the arrow up from the first row leads to them.
#[derive(Clone, Copy, Debug, Default)]
struct HeaderCursor(Option<usize>);

impl HeaderCursor {
    fn load(ui: &Ui, table: Id, focused: bool) -> Self {
        let known: Option<Option<usize>> = ui.data(|data| data.get_temp(table.with("header_cursor")));
        Self(known.flatten().filter(|_| focused))
    }

    fn store(self, ui: &Ui, table: Id) {
        ui.data_mut(|data| data.insert_temp(table.with("header_cursor"), self.0));
    }
}

/// Where the row lies, with the first one at the top of `body`.
fn row_rect(body: Rect, row: usize) -> Rect {
    let top = body.top() + ROW_HEIGHT * row as f32;
    body.with_min_y(top).with_max_y(top + ROW_HEIGHT)
}

/// The row that lies `y` points below the first one's top.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to zero, and far below the limit"
)]
fn row_at(y: f32, row_height: f32) -> usize {
    (y / row_height).floor().max(0.0) as usize
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
