//! The columns of the user table.

use crate::domain::query::{Sort, SortColumn};
use crate::ui::strings::users as words;
use crate::ui::widgets::{Column, table};

/// Every column in order: what it sorts by, its id, its width where there is room, and its least width, in points. The
/// least widths together fit a window 1,366 points wide; there a long address gives way before a User Name does.
const COLUMNS: [(SortColumn, &str, f32, f32); 9] = [
    (SortColumn::UserName, "user_name", 160.0, 148.0),
    (SortColumn::FirstName, "first_name", 90.0, 82.0),
    (SortColumn::LastName, "last_name", 92.0, 82.0),
    (SortColumn::Email, "email", 194.0, 168.0),
    (SortColumn::PrimaryRole, "primary_role", 180.0, 128.0),
    (SortColumn::Configuration, "configuration", 106.0, 102.0),
    (SortColumn::Clients, "clients", 190.0, 184.0),
    (SortColumn::LastSignIn, "last_sign_in", 104.0, 96.0),
    (SortColumn::LastChanged, "last_changed", 108.0, 101.0),
];
const EDIT_WIDTH: f32 = 84.0;

/// The index of the column that carries `Edit`, after all others.
pub(super) const EDIT: usize = COLUMNS.len();

/// The columns for a table `room` points wide.
///
/// `Edit` has room of its own where there is some; else it lies over the end of its row while it is wanted.
pub(super) fn columns(room: f32) -> Vec<Column> {
    let wanted: f32 = COLUMNS.iter().map(|(_, _, width, _)| width).sum();
    let edit = if room >= wanted + EDIT_WIDTH { EDIT_WIDTH } else { 1.0 };
    let mut columns: Vec<Column> = COLUMNS
        .iter()
        .zip(words::columns())
        .map(|((_, id, width, least), title)| Column::new(id, title, *width).min_width(*least).sortable())
        .collect();
    columns.push(
        Column::new("edit", words::column_edit(), edit)
            .fixed()
            .without_visible_title(),
    );
    columns
}

/// The column of an id of the table.
pub(super) fn from_id(id: &str) -> Option<SortColumn> {
    COLUMNS
        .iter()
        .find(|(_, known, ..)| *known == id)
        .map(|(column, ..)| *column)
}

/// The order as the table shows it.
pub(super) fn to_widget(sort: Sort) -> Option<table::Sort> {
    let (_, column, ..) = COLUMNS.iter().find(|(column, ..)| *column == sort.column)?;
    Some(table::Sort {
        column,
        descending: sort.is_descending,
    })
}
