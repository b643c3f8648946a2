//! The columns of the user table.

use crate::domain::query::{Sort, SortColumn};
use crate::ui::strings::screens::users as words;
use crate::ui::widgets::{Column, table};

/// Every column in order: what it sorts by, its id, and its width in points.
const COLUMNS: [(SortColumn, &str, f32); 9] = [
    (SortColumn::UserName, "user_name", 130.0),
    (SortColumn::FirstName, "first_name", 84.0),
    (SortColumn::LastName, "last_name", 88.0),
    (SortColumn::Email, "email", 186.0),
    (SortColumn::PrimaryRole, "primary_role", 180.0),
    (SortColumn::Configuration, "configuration", 108.0),
    (SortColumn::Clients, "clients", 156.0),
    (SortColumn::LastSignIn, "last_sign_in", 102.0),
    (SortColumn::LastChanged, "last_changed", 108.0),
];

/// The index of the column that carries `Edit`, after all others.
pub(super) const EDIT: usize = COLUMNS.len();

/// The columns for a table `room` points wide.
pub(super) fn columns(_room: f32) -> Vec<Column> {
    let mut columns: Vec<Column> = COLUMNS
        .iter()
        .zip(words::COLUMNS)
        .map(|((_, id, width), title)| Column::new(id, title, *width).min_width(64.0).sortable())
        .collect();
    columns.push(Column::new("edit", "", 84.0).fixed());
    columns
}

/// The column of an id of the table.
pub(super) fn from_id(id: &str) -> Option<SortColumn> {
    COLUMNS
        .iter()
        .find(|(_, known, _)| *known == id)
        .map(|(column, _, _)| *column)
}

/// The order as the table shows it.
pub(super) fn to_widget(sort: Sort) -> Option<table::Sort> {
    let (_, column, _) = COLUMNS.iter().find(|(column, _, _)| *column == sort.column)?;
    Some(table::Sort {
        column,
        descending: sort.is_descending,
    })
}
