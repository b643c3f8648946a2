//! User Management: find a user, see how its clients are, and act on it.
//!
//! Not its job: changing a user's details (`dialogs::edit_user`) and deciding who may (the service does).

mod actions;
mod badges;
mod cells;
mod columns;
mod filters;
mod foot;
mod toolbar;

use egui::{Context, Ui, UiBuilder};

use crate::command::{Commands, EditorCommand, UsersCommand, ViewCommand};
use crate::domain::query::{Sort, SortColumn, UserList, UserQuery, UserRow};
use crate::domain::user::UserId;
use crate::state::{AppState, UsersView};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::{failure_ui, loading_secs, muted_ui, page_head_ui, unreadable_ui, with_page_margins};
use crate::ui::strings::{common, screens::shell, users as words};
use crate::ui::theme::RADIUS_CARD;
use crate::ui::widgets::{Button, DataTable, TableResponse, empty_state_ui, focus, progress_line, table_frame};
use actions::RowMenu;
use cells::Cells;
use foot::Foot;
use toolbar::Toolbar;

/// What the screen keeps between frames.
#[derive(Default)]
pub(crate) struct UsersScreen {
    toolbar: Toolbar,
    menu: RowMenu,
    visible: std::ops::Range<usize>,
    /// The selected user whose row was brought into view, or was selected there.
    seen: Option<UserId>,
}

impl UsersScreen {
    /// Gives the focus to the search box.
    pub(crate) fn focus_search(&mut self, ctx: &Context) {
        self.toolbar.focus_search(ctx);
    }

    /// Draws the screen; returns what it counts, for the status line.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) -> String {
        let page = ui.max_rect();
        with_page_margins(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let totals = state
                .users
                .value()
                .map(|list| words::totals(list.total_users, list.total_clients));
            page_head_ui(
                ui,
                shell::user_management(),
                totals.as_deref().unwrap_or(words::loading()),
            );
            ui.add_space(16.0);
            self.toolbar.show(ui, state, commands);
            ui.add_space(14.0);
            if let Some(failure) = state.users.failure() {
                if failure_ui(ui, state, failure, true) {
                    commands.send(ViewCommand::Refresh);
                }
                ui.add_space(14.0);
            }
            if let Some(list) = state.users.value() {
                unreadable_ui(ui, &list.unreadable, 14.0);
            }
            self.card_ui(ui, state, commands);
        });
        progress_line(ui, page, loading_secs(state, state.users.pending_since()));
        self.count(state)
    }

    /// The card around the table, or what stands in its place.
    fn card_ui(&mut self, ui: &mut Ui, state: &AppState, commands: &mut Commands) {
        let rect = ui.available_rect_before_wrap();
        let frame = table_frame(ui, RADIUS_CARD);
        ui.painter().add(frame.paint(rect.shrink(frame.stroke.width)));
        let inside = UiBuilder::new().max_rect(rect.shrink(frame.stroke.width));
        ui.scope_builder(inside, |ui| match state.users.value() {
            Some(list) if !list.rows.is_empty() => self.table_ui(ui, state, list, commands),
            Some(list) if state.users_view.query.is_filtered() => self.no_match_ui(ui, state, list, commands),
            Some(list) if list.unreadable.is_empty() => empty_ui(ui, commands),
            None if state.users.failure().is_none() => {
                ui.add_space(24.0);
                ui.vertical_centered(|ui| muted_ui(ui, words::loading()));
            }
            Some(_) | None => {}
        });
    }

    fn no_match_ui(&mut self, ui: &mut Ui, state: &AppState, list: &UserList, commands: &mut Commands) {
        let query = &state.users_view.query;
        let is_found_without = list.hidden_by_filters > 0 && query.has_filters();
        let why = if is_found_without {
            words::all_hidden(list.hidden_by_filters, &filters::values(query))
        } else {
            words::no_match_text().to_owned()
        };
        let clears = empty_state_ui(ui, Icon::Find, words::no_match(), &why, |ui| {
            Button::new(words::clear_filters()).show(ui).clicked()
        });
        if clears {
            let mut cleared = query.without_filters();
            if !is_found_without {
                self.toolbar.clear();
                cleared.search.clear();
            }
            commands.send(UsersCommand::Query(cleared));
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, state: &AppState, list: &UserList, commands: &mut Commands) {
        let view = &state.users_view;
        let all_room = ui.available_rect_before_wrap();
        let foot = Foot::of(list, &view.query);
        let (room, foot_room) = all_room.split_top_bottom_at_y(all_room.bottom() - foot.height());
        let selected = selected_row(&list.rows, view.selected);
        let also = list.also().map(|row| row.user.id);
        let mut cells = Cells::new(room, Times::of(ui, state), state.now, also);
        let sort = view.query.sort;
        let (columns, shown) = columns::columns(ui, &list.rows, sort, cells::edit_room(ui));
        let table = DataTable::new("users", words::table(), &columns, list.rows.len())
            .selected(selected)
            .bring_into_view(selected.filter(|_| self.seen != view.selected))
            .sort(columns::to_widget(sort))
            .saved_widths(&view.column_widths);
        let rows = &list.rows;
        let name = |row: usize| rows.get(row).map(|row| words::row_name(row, also)).unwrap_or_default();
        let mut table_ui = ui.new_child(UiBuilder::new().max_rect(room));
        let response = table.show(&mut table_ui, name, |ui, cell| {
            if let Some(row) = rows.get(cell.row)
                && let Some(shown) = shown.get(cell.column)
            {
                cells.show(ui, row, *shown, cell);
            }
        });
        if foot.show(ui, foot_room) {
            commands.send(UsersCommand::Query(view.query.without_filters()));
        }
        self.visible = response.visible_range.clone();
        if let Some(further) = self.toolbar.take_goes_to_table() {
            enter_table(ui, &response, state, list, further, commands);
        }
        let opened = cells.opened();
        if let Some(table) = &response.response {
            focus::set_home(table);
        }
        if let Some(table) = &response.response
            && (opened.is_some() || response.menu.is_some())
        {
            // Neither the button of a row nor its menu stays, and the focus has to come back to something.
            table.request_focus();
        }
        if let Some(row) = response.selected.or(opened).and_then(|row| rows.get(row)) {
            self.seen = Some(row.user.id);
        } else if response.is_brought {
            self.seen = view.selected;
        }
        take(&response, opened, state, rows, commands);
        if let Some(column) = response.sort_clicked.and_then(columns::from_id) {
            let query = UserQuery {
                sort: turned(sort, column),
                ..view.query.clone()
            };
            commands.send(UsersCommand::Query(query));
        }
        if let Some(menu) = response.menu
            && let Some(row) = rows.get(menu.row)
        {
            self.menu.open(row.user.id, menu.pos);
        }
        self.menu.show(ui, state, rows, commands);
    }

    /// What the status line says about the table.
    fn count(&self, state: &AppState) -> String {
        let Some(list) = state.users.value() else {
            return String::new();
        };
        let found = list.found();
        if state.users_view.query.is_filtered() {
            return match state.users_view.query.client_status {
                Some(status) => words::matches_with(status, found, list.total_users, list.clients.matching(status)),
                _ => words::matches(found, list.total_users),
            };
        }
        let last = (self.visible.end as u64).min(found);
        let first = (self.visible.start as u64 + 1).min(last);
        words::range(first, last, list.total_users)
    }
}

/// Answers what happened to the rows.
fn take(response: &TableResponse, opened: Option<usize>, state: &AppState, rows: &[UserRow], commands: &mut Commands) {
    let view = &state.users_view;
    let mut changed: Option<UsersView> = None;
    if let Some(row) = response.selected.or(opened).and_then(|row| rows.get(row))
        && view.selected != Some(row.user.id)
    {
        changed.get_or_insert_with(|| view.clone()).selected = Some(row.user.id);
    }
    if let Some(widths) = &response.widths_changed {
        changed
            .get_or_insert_with(|| view.clone())
            .column_widths
            .clone_from(widths);
    }
    if let Some(changed) = changed {
        commands.send(UsersCommand::RememberView(changed));
    }
    if let Some(row) = response.activated.or(opened).and_then(|row| rows.get(row)) {
        commands.send(actions::edit(row));
    }
    if let Some(row) = response.activated_otherwise.and_then(|row| rows.get(row)) {
        commands.send(actions::edit_clients(row));
    }
    if let Some(row) = response.delete.and_then(|row| rows.get(row)) {
        actions::ask_to_delete(row, state, commands);
    }
}

/// Gives the table the focus, with a row selected to go on from.
fn enter_table(
    ui: &Ui,
    response: &TableResponse,
    state: &AppState,
    list: &UserList,
    further: usize,
    commands: &mut Commands,
) {
    if let Some(table) = &response.response {
        focus::give_to(ui, table.id);
    }
    let view = &state.users_view;
    let selected = selected_row(&list.rows, view.selected);
    let last = list.rows.len().saturating_sub(1);
    let wanted = (selected.unwrap_or_default() + further).min(last);
    if let Some(row) = list.rows.get(wanted).filter(|_| selected != Some(wanted)) {
        commands.send(UsersCommand::RememberView(UsersView {
            selected: Some(row.user.id),
            ..view.clone()
        }));
    }
}

fn empty_ui(ui: &mut Ui, commands: &mut Commands) {
    empty_state_ui(ui, Icon::Users, words::empty(), words::empty_text(), |ui| {
        if Button::primary(common::create()).icon(Icon::Plus).show(ui).clicked() {
            commands.send(EditorCommand::OpenCreate);
        }
    });
}

/// Where the selected user is now; sorting and edits may have moved it.
fn selected_row(rows: &[UserRow], selected: Option<UserId>) -> Option<usize> {
    let selected = selected?;
    rows.iter().position(|row| row.user.id == selected)
}

/// The order after the header of `column` was pressed: another column starts upwards, the same one turns around.
fn turned(sort: Sort, column: SortColumn) -> Sort {
    Sort {
        column,
        is_descending: sort.column == column && !sort.is_descending,
    }
}
