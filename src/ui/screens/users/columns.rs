//! The columns of the user table.

use egui::Ui;

use crate::domain::query::{Sort, SortColumn, UserRow};
use crate::domain::user::Configuration;
use crate::ui::strings::users as words;
use crate::ui::theme::{self, TEXT, TEXT_GROUP};
use crate::ui::widgets::{Column, table};

/// What a column shows, how it is called in code, and its bounds in points.
struct Kind {
    column: SortColumn,
    id: &'static str,
    least: f32,
    /// How wide it gets at most by itself; a person can make it wider.
    most: f32,
    /// When it gives way where room is missing: a lower number first.
    gives_way: u8,
}

const fn kind(column: SortColumn, id: &'static str, least: f32, most: f32, gives_way: u8) -> Kind {
    Kind {
        column,
        id,
        least,
        most,
        gives_way,
    }
}

/// Every column in order. Where room is missing the names give way first, then role and figures, then the address, and
/// the User Name last. What is left over then is scrolled to.
const KINDS: [Kind; 9] = [
    kind(SortColumn::UserName, "user_name", 120.0, 260.0, 3),
    kind(SortColumn::FirstName, "first_name", 82.0, 150.0, 0),
    kind(SortColumn::LastName, "last_name", 82.0, 160.0, 0),
    kind(SortColumn::Email, "email", 150.0, 340.0, 2),
    kind(SortColumn::PrimaryRole, "primary_role", 124.0, 186.0, 1),
    kind(SortColumn::Configuration, "configuration", 102.0, 106.0, 0),
    kind(SortColumn::Clients, "clients", 187.0, 204.0, 1),
    kind(SortColumn::LastSignIn, "last_sign_in", 96.0, 104.0, 0),
    kind(SortColumn::LastChanged, "last_changed", 101.0, 108.0, 0),
];

/// The id of the column that carries `Edit`, after all others.
const EDIT: &str = "edit";

/// From so many rows the widths are taken; more would be read in each frame for nothing that can be seen.
const MEASURED_ROWS: usize = 500;

/// So many of the longest texts of a column are measured at most.
const MOST_CANDIDATES: usize = 24;

/// The widest mark a User Name can have beside it, in points.
const MARK_WIDTH: f32 = 72.0;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Something of the user that one can sort by.
    Of(SortColumn),
    /// The button `Edit`.
    Edit,
}

/// The columns of a table of `rows`. `edit_width` is the room that `Edit` needs, in points.
///
/// Configuration is left out while it says the same of all users, unless the table is sorted by it.
pub(super) fn columns(ui: &Ui, rows: &[UserRow], sort: Sort, edit_width: f32) -> (Vec<Column>, Vec<Shown>) {
    let is_plain = |row: &UserRow| row.user.configuration == Configuration::Default;
    let is_configured = sort.column == SortColumn::Configuration || !rows.iter().take(MEASURED_ROWS).all(is_plain);
    let mut columns = Vec::with_capacity(KINDS.len() + 1);
    let mut shown = Vec::with_capacity(KINDS.len() + 1);
    for (kind, title) in KINDS.iter().zip(words::columns()) {
        if kind.column == SortColumn::Configuration && !is_configured {
            continue;
        }
        let least = kind
            .least
            .max(table::width_of_title(ui, title, sort.column == kind.column));
        let most = kind.most.max(least);
        let mut column = Column::new(kind.id, title, most)
            .min_width(least)
            .gives_way(kind.gives_way)
            .sortable();
        if let Some(content) = content_width(ui, rows, kind.column) {
            column.width = content.clamp(least, most);
            column = column.content_width(content.max(least));
        }
        columns.push(if columns.is_empty() { column.stays() } else { column });
        shown.push(Shown::Of(kind.column));
    }
    let edit = Column::new(EDIT, words::column_edit(), edit_width);
    columns.push(edit.fixed().without_visible_title().stays());
    shown.push(Shown::Edit);
    (columns, shown)
}

/// How wide the widest of a column's texts is, in points; none where what it shows is always of about one width.
fn content_width<'a>(ui: &Ui, rows: &'a [UserRow], column: SortColumn) -> Option<f32> {
    let text = |row: &'a UserRow| match column {
        SortColumn::UserName => Some(row.user.user_name.as_str()),
        SortColumn::FirstName => Some(row.user.first_name.as_str()),
        SortColumn::LastName => Some(row.user.last_name.as_str()),
        SortColumn::Email => Some(row.user.email.as_str()),
        _ => None,
    };
    let texts = || rows.iter().take(MEASURED_ROWS).filter_map(text);
    let longest = texts().map(|text| text.chars().count()).max()?;
    // The widest is among the longest, but need not have the most characters.
    let candidates = texts()
        .filter(|text| text.chars().count() + 3 >= longest)
        .take(MOST_CANDIDATES);
    let is_name = column == SortColumn::UserName;
    let font = if is_name {
        theme::semibold(TEXT)
    } else {
        theme::regular(TEXT)
    };
    let widest = table::width_of(ui, candidates, &font);
    if !is_name {
        return Some(widest);
    }
    let disabled = rows.iter().take(MEASURED_ROWS).filter(|row| row.user.is_disabled);
    let disabled = disabled.filter_map(text).take(MOST_CANDIDATES);
    let widest = widest.max(table::width_of(ui, disabled, &font) + MARK_WIDTH);
    let notes = rows.iter().take(MEASURED_ROWS).filter_map(|row| row.found_by.as_ref());
    let notes: Vec<String> = notes.take(MOST_CANDIDATES).map(words::found_by).collect();
    let notes = notes.iter().map(String::as_str);
    Some(widest.max(table::width_of(ui, notes, &theme::regular(TEXT_GROUP))))
}

/// The column of an id of the table.
pub(super) fn from_id(id: &str) -> Option<SortColumn> {
    KINDS.iter().find(|kind| kind.id == id).map(|kind| kind.column)
}

/// The order as the table shows it.
pub(super) fn to_widget(sort: Sort) -> Option<table::Sort> {
    let kind = KINDS.iter().find(|kind| kind.column == sort.column)?;
    Some(table::Sort {
        column: kind.id,
        descending: sort.is_descending,
    })
}
