//! The keyboard in a table: the whole table has the focus, the keys move the selection and act on it.

use egui::{Event, EventFilter, Key, Modifiers, Rect, Response, Ui, pos2};

use super::{Column, DataTable, HeaderCursor, TableMenu, TableResponse, row_at};
use crate::ui::theme::ROW_HEIGHT;
use crate::ui::widgets::focus;

/// Handles the keys pressed while the table has the focus. Returns where to scroll to, in points, if anywhere.
pub(super) fn handle(
    ui: &Ui,
    table: &DataTable<'_>,
    container: &Response,
    body: Rect,
    offset_y: f32,
    cursor: &mut HeaderCursor,
    out: &mut TableResponse,
) -> Option<f32> {
    if !container.has_focus() {
        return None;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    focus::keep_keys(ui, container.id, filter);
    let seen = body.intersect(ui.clip_rect());
    let page = row_at(seen.height(), ROW_HEIGHT).saturating_sub(1).max(1);
    let mut selected = table.current();
    for event in ui.input(|input| input.events.clone()) {
        let Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            continue;
        };
        if in_header(key, selected, table.columns, cursor, out) || table.row_count == 0 {
            continue;
        }
        if let Some(row) = moved(key, selected, page, table.row_count - 1) {
            selected = Some(row);
            out.selected = selected;
        } else if let Some(row) = selected {
            act(key, modifiers, row, menu_pos(body, offset_y, row), out);
        }
    }
    out.selected
        .and_then(|row| scroll_to(row, ROW_HEIGHT, body.height(), offset_y))
}

/// Handles a key that moves into, within or out of the headers, or sorts by one. Returns whether it was such a key.
fn in_header(
    key: Key,
    selected: Option<usize>,
    columns: &[Column],
    cursor: &mut HeaderCursor,
    out: &mut TableResponse,
) -> bool {
    let sortable = |index: &usize| columns.get(*index).is_some_and(|column| column.sortable);
    let Some(at) = cursor.0 else {
        if key == Key::ArrowUp && matches!(selected, None | Some(0)) {
            cursor.0 = (0..columns.len()).find(sortable);
        }
        return cursor.0.is_some();
    };
    match key {
        Key::ArrowLeft => cursor.0 = (0..at).rev().find(sortable).or(Some(at)),
        Key::ArrowRight => cursor.0 = (at + 1..columns.len()).find(sortable).or(Some(at)),
        Key::Enter | Key::Space => out.sort_clicked = columns.get(at).map(|column| column.id),
        Key::ArrowUp => {}
        Key::ArrowDown if selected.is_some() => cursor.0 = None,
        _ => {
            cursor.0 = None;
            return false;
        }
    }
    true
}

fn moved(key: Key, selected: Option<usize>, page: usize, last: usize) -> Option<usize> {
    match (key, selected) {
        (Key::ArrowDown | Key::PageDown, None) | (Key::Home, _) => Some(0),
        (Key::PageUp, None) | (Key::End, _) => Some(last),
        (Key::ArrowDown, Some(row)) => Some((row + 1).min(last)),
        (Key::ArrowUp, Some(row)) => Some(row.saturating_sub(1)),
        (Key::PageDown, Some(row)) => Some((row + page).min(last)),
        (Key::PageUp, Some(row)) => Some(row.saturating_sub(page)),
        _ => None,
    }
}

fn act(key: Key, modifiers: Modifiers, row: usize, pos: egui::Pos2, out: &mut TableResponse) {
    match key {
        Key::Enter if modifiers.command => out.activated_otherwise = Some(row),
        Key::Enter => out.activated = Some(row),
        Key::Delete => out.delete = Some(row),
        Key::Menu => out.menu = Some(TableMenu { row, pos }),
        Key::F10 if modifiers.shift => out.menu = Some(TableMenu { row, pos }),
        _ => {}
    }
}

fn menu_pos(body: Rect, offset_y: f32, row: usize) -> egui::Pos2 {
    let bottom = body.top() + ROW_HEIGHT * (row + 1) as f32 - offset_y;
    pos2(body.left() + 24.0, bottom.clamp(body.top(), body.bottom()))
}

/// The offset that brings a row into view, if it is not.
pub(super) fn scroll_to(row: usize, row_height: f32, height: f32, offset_y: f32) -> Option<f32> {
    let top = row as f32 * row_height;
    let bottom = top + row_height;
    if top < offset_y {
        Some(top)
    } else if bottom > offset_y + height {
        Some(bottom - height)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_the_selection_within_the_rows() {
        assert_eq!(moved(Key::ArrowDown, None, 10, 99), Some(0));
        assert_eq!(moved(Key::ArrowDown, Some(99), 10, 99), Some(99));
        assert_eq!(moved(Key::ArrowUp, Some(0), 10, 99), Some(0));
        assert_eq!(moved(Key::PageDown, Some(95), 10, 99), Some(99));
        assert_eq!(moved(Key::PageUp, Some(5), 10, 99), Some(0));
        assert_eq!(moved(Key::End, Some(5), 10, 99), Some(99));
        assert_eq!(moved(Key::Enter, Some(5), 10, 99), None);
    }

    #[test]
    fn a_row_out_of_sight_is_brought_into_view_and_no_further() {
        assert_eq!(scroll_to(3, 40.0, 400.0, 0.0), None);
        assert_eq!(scroll_to(10, 40.0, 400.0, 0.0), Some(40.0));
        assert_eq!(scroll_to(1, 40.0, 400.0, 200.0), Some(40.0));
    }
}
