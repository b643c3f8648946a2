//! The header of a table: titles that sort when pressed, and grips between them that resize.

use egui::{Align2, CursorIcon, Id, Rect, Response, Sense, Ui, UiBuilder, accesskit, accesskit::Role, pos2, vec2};

use super::column::ARROW_WIDTH;
use super::columns::View;
use super::{CELL_PADDING, DataTable, HeaderCursor, TableResponse, Widths, bounds};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{focus, paint};

const GRIP_WIDTH: f32 = 9.0;

/// Draws the header in `rect`, moved sideways as the rows are.
pub(super) fn header_ui(
    ui: &mut Ui,
    table: &DataTable<'_>,
    rect: Rect,
    view: View,
    widths: &mut Widths,
    cursor: &mut HeaderCursor,
    out: &mut TableResponse,
) {
    let t = Tokens::of(ui);
    let id = table.id.with("header");
    let builder = UiBuilder::new()
        .scope_id(id)
        .max_rect(rect)
        .accessibility_parent(table.id)
        .accessibility_role(Role::Row);
    let mut header = ui.new_child(builder);
    if !header.is_enabled() {
        header.ctx().accesskit_node_builder(id, accesskit::Node::set_disabled);
    }
    let clip = header.clip_rect();
    header.shrink_clip_rect(rect);
    let line = rect.with_min_y(rect.bottom() - 1.0);
    header.painter().rect_filled(line, 0.0, t.line);
    for (index, column) in table.columns.iter().enumerate() {
        let (left, right) = view.drawn(index, widths.span(index));
        let (first, last) = view.seen(index);
        let start = rect.left() - view.offset;
        header.set_clip_rect(rect.intersect(clip).intersect(Rect::from_x_y_ranges(
            start + first - GRIP_WIDTH / 2.0..=start + last,
            rect.y_range(),
        )));
        let cell = Rect::from_min_max(pos2(start + left, rect.top()), pos2(start + right, rect.bottom()));
        let response = title_ui(&mut header, table, cell, index, cursor.0 == Some(index));
        if column.sortable && response.clicked() {
            out.sort_clicked = Some(column.id);
            cursor.0 = Some(index);
        }
        if !column.fixed && index + 1 < table.columns.len() && !table.inner {
            grip_ui(&mut header, table, cell, index, widths, out);
        }
    }
}

/// The id, and so the node, of a title.
pub(super) fn title_id(table: Id, index: usize) -> Id {
    table.with(("title", index))
}

fn title_ui(ui: &mut Ui, table: &DataTable<'_>, cell: Rect, index: usize, under_cursor: bool) -> Response {
    let t = Tokens::of(ui);
    let Some(column) = table.columns.get(index) else {
        return ui.interact(cell, title_id(table.id, index), Sense::HOVER);
    };
    // Not a Tab stop of its own: the table is one.
    let sense = if column.sortable { Sense::CLICK } else { Sense::HOVER };
    let response = ui.interact(cell, title_id(table.id, index), sense);
    let sort = table.sort.filter(|sort| sort.column == column.id);
    let is_enabled = ui.is_enabled();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ColumnHeader);
        node.set_label(column.title.as_str());
        node.set_column_index(index);
        node.set_bounds(bounds(cell));
        if !is_enabled {
            node.set_disabled();
        }
        if column.sortable {
            node.add_action(accesskit::Action::Click);
        }
        if let Some(sort) = sort {
            node.set_sort_direction(if sort.descending {
                accesskit::SortDirection::Descending
            } else {
                accesskit::SortDirection::Ascending
            });
        }
    });
    if column.hides_title {
        return response;
    }
    let ink = if column.sortable && response.hovered() {
        t.text
    } else {
        t.muted
    };
    let arrow = if sort.is_some() { ARROW_WIDTH } else { 0.0 };
    let room = Rect::from_min_max(
        pos2(cell.left() + CELL_PADDING, cell.top()),
        pos2(
            cell.right() - CELL_PADDING.min(cell.width() / 2.0) - arrow,
            cell.bottom() - 1.0,
        ),
    );
    let text = paint::text_in(ui, room, &column.title, theme::semibold(theme::TEXT_SECONDARY), ink);
    if let Some(sort) = sort {
        let icon = if sort.descending { Icon::SortDown } else { Icon::SortUp };
        let at = Align2::LEFT_CENTER.anchor_size(pos2(text.right() + 4.0, room.center().y), vec2(12.0, 12.0));
        icon.paint_sized(ui, at, 12.0, ink);
    }
    if under_cursor && focus::is_visible(ui.ctx()) {
        focus::paint_ring(ui, cell.shrink2(vec2(4.0, 5.0)), 6);
    }
    response
}

fn grip_ui(ui: &mut Ui, table: &DataTable<'_>, cell: Rect, index: usize, widths: &mut Widths, out: &mut TableResponse) {
    let t = Tokens::of(ui);
    let rect = Rect::from_center_size(cell.right_center(), vec2(GRIP_WIDTH, cell.height()));
    let grip = ui
        .interact(rect, table.id.with(("grip", index)), Sense::DRAG | Sense::CLICK)
        .on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    if grip.dragged() {
        widths.drag(table.columns, index, grip.drag_delta().x);
    }
    if grip.drag_stopped() {
        out.widths_changed = Some(widths.to_save());
    }
    if grip.double_clicked() {
        widths.reset(table.columns, index);
        out.widths_changed = Some(widths.to_save());
    }
    let ink = if grip.dragged() || grip.hovered() {
        t.accent
    } else {
        t.line
    };
    let inset = if grip.dragged() || grip.hovered() { 6.0 } else { 10.0 };
    let line = Rect::from_min_max(
        pos2(cell.right() - 0.5, cell.top() + inset),
        pos2(cell.right() + 0.5, cell.bottom() - inset),
    );
    if grip.dragged() || grip.hovered() || ui.rect_contains_pointer(ui.clip_rect()) {
        ui.painter().rect_filled(line, 0.0, ink);
    }
}
