use avo_admin::ui::widgets::{Button, Column, DataTable, Sort};
use egui::accesskit::{Role, SortDirection};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window;
use crate::raw_input;

#[derive(Default)]
struct State {
    selected: Option<usize>,
    activated: Option<usize>,
    menu: Option<usize>,
    deleted: Option<usize>,
    sorted: Option<&'static str>,
    visible: std::ops::Range<usize>,
    painted: usize,
    widths: Vec<f32>,
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "User Name", 200.0).sortable(),
        Column::new("mail", "Email Id", 300.0).sortable(),
        Column::new("role", "Primary Role", 150.0),
    ]
}

fn table<'a>() -> Harness<'a, State> {
    window(State::default(), |ui, state: &mut State| {
        Button::new("Before").show(ui);
        let columns = columns();
        let mut painted = 0;
        let sort = Sort {
            column: "name",
            descending: true,
        };
        let response = DataTable::new("users", "Users", &columns, 50_000)
            .selected(state.selected)
            .sort(Some(sort))
            .show(
                ui,
                |row| format!("user {row}"),
                |ui, cell| {
                    painted += 1;
                    ui.label(format!("{}/{}", cell.row, cell.column));
                },
            );
        state.painted = painted;
        state.visible = response.visible_range.clone();
        state.selected = response.selected.or(state.selected);
        state.activated = response.activated.or(state.activated);
        state.menu = response.menu.map(|menu| menu.row).or(state.menu);
        state.deleted = response.delete.or(state.deleted);
        state.sorted = response.sort_clicked.or(state.sorted);
        state.widths = response.widths_changed.unwrap_or(std::mem::take(&mut state.widths));
    })
}

fn focused<'a>() -> Harness<'a, State> {
    let mut harness = table();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    harness
}

#[test]
fn only_what_can_be_seen_is_painted() {
    let harness = table();
    let seen = harness.state().visible.len();
    assert!((10..=20).contains(&seen), "{seen} rows");
    assert_eq!(harness.state().painted, seen * 3);
}

#[test]
fn assistive_technology_finds_table_headers_rows_and_cells() {
    let harness = table();
    let grid = harness.get_by_role_and_label(Role::Grid, "Users");
    assert_eq!(grid.accesskit_node().data().row_count(), Some(50_000));
    let row = harness.get_by_role_and_label(Role::Row, "user 2");
    assert_eq!(row.get_all_by_role(Role::Cell).count(), 3);
    let header = harness.get_by_role_and_label(Role::ColumnHeader, "User Name");
    assert_eq!(
        header.accesskit_node().sort_direction(),
        Some(SortDirection::Descending)
    );
}

#[test]
fn arrows_pages_home_and_end_move_the_selection_and_bring_it_into_view() {
    let mut harness = focused();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().selected, Some(0));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().selected, Some(1));
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().selected, Some(49_999));
    assert!(harness.state().visible.contains(&49_999));
    harness.key_press(Key::PageUp);
    harness.run();
    let row = harness.state().selected.expect("still one");
    assert!(row < 49_999 && harness.state().visible.contains(&row));
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(harness.state().selected, Some(0));
    assert!(
        harness.get_by_label("user 0").is_focused(),
        "assistive technology follows the selection"
    );
}

#[test]
fn an_arrow_in_the_frame_after_the_focus_was_given_moves_the_selection_and_not_the_focus() {
    let mut harness = window(Opening::default(), |ui, state: &mut Opening| {
        Button::new("Before").show(ui);
        let columns = columns();
        let table = DataTable::new("users", "Users", &columns, 5).selected(state.selected);
        let response = table.show(ui, |row| format!("user {row}"), |_, _| {});
        state.selected = response.selected.or(state.selected);
        if std::mem::take(&mut state.gives_focus) {
            response.response.expect("a table of its own").request_focus();
        }
        Button::new("After").show(ui);
    });
    harness.state_mut().gives_focus = true;
    harness.step();
    for _ in 0..2 {
        harness.input_mut().events.push(raw_input::key(Key::ArrowDown, true));
        harness.step();
    }
    harness.run_steps(10);
    assert_eq!(harness.state().selected, Some(1));
    assert!(harness.get_by_label("user 1").is_focused());
}

/// A table that is given the focus by something else, as by the search box.
#[derive(Default)]
struct Opening {
    gives_focus: bool,
    selected: Option<usize>,
}

#[test]
fn enter_delete_and_the_menu_keys_act_on_the_selected_row() {
    let mut harness = focused();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().activated, Some(0));
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(harness.state().deleted, Some(0));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    harness.run();
    assert_eq!(harness.state().menu, Some(0));
    harness.state_mut().menu = None;
    harness.key_press(Key::Menu);
    harness.run();
    assert_eq!(harness.state().menu, Some(0));
}

#[test]
fn a_click_selects_and_focuses_a_double_click_opens_a_right_click_wants_a_menu() {
    let mut harness = table();
    harness.get_by_role_and_label(Role::Row, "user 3").click();
    harness.run();
    assert_eq!(harness.state().selected, Some(3));
    assert!(harness.get_by_label("user 3").is_focused());
    assert_eq!(harness.state().activated, None);
    harness.input_mut().time = Some(100.0);
    let row = harness.get_by_role_and_label(Role::Row, "user 3");
    row.click();
    row.click();
    harness.run();
    assert_eq!(harness.state().activated, Some(3));
    harness.get_by_role_and_label(Role::Row, "user 5").click_secondary();
    harness.run();
    assert_eq!(harness.state().menu, Some(5));
    assert_eq!(harness.state().selected, Some(5));
}

#[test]
fn headers_sort_by_mouse_and_by_keyboard() {
    let mut harness = table();
    harness.get_by_role_and_label(Role::ColumnHeader, "Email Id").click();
    harness.run();
    assert_eq!(harness.state().sorted, Some("mail"));
    assert!(
        harness
            .get_by_role_and_label(Role::ColumnHeader, "Email Id")
            .is_focused()
    );
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().sorted, Some("name"));
    assert_eq!(harness.state().activated, None);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().selected, Some(0));
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert!(
        harness
            .get_by_role_and_label(Role::ColumnHeader, "User Name")
            .is_focused()
    );
    assert_eq!(harness.state().selected, Some(0));
}

#[test]
fn the_whole_table_is_one_tab_stop() {
    let mut harness = table();
    harness.get_by_label("Before").focus();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_role(Role::Grid).is_focused());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(!harness.get_by_role(Role::Grid).is_focused());
    assert!(
        harness
            .query_all_by_role(Role::ColumnHeader)
            .all(|header| !header.is_focused())
    );
}

#[test]
fn a_grip_changes_the_width_and_tells_all_widths() {
    let mut harness = table();
    let edge = harness
        .get_by_role_and_label(Role::ColumnHeader, "User Name")
        .rect()
        .right_center();
    harness.drag_at(edge);
    harness.run_steps(2);
    harness.hover_at(edge + egui::vec2(40.0, 0.0));
    harness.run_steps(2);
    harness.drop_at(edge + egui::vec2(40.0, 0.0));
    harness.run();
    let widths = harness.state().widths.clone();
    assert_eq!(widths.len(), 3);
    let right = harness
        .get_by_role_and_label(Role::ColumnHeader, "User Name")
        .rect()
        .right();
    assert!((right - edge.x - 40.0).abs() < 2.0, "the edge follows the pointer");
}

#[test]
fn an_inner_table_and_the_buttons_in_it_are_tab_stops() {
    let mut harness = window(0, |ui, _: &mut u32| {
        let columns = [
            Column::new("client", "Client Name", 200.0),
            Column::new("act", "Actions", 200.0),
        ];
        DataTable::new("clients", "Clients", &columns, 2).inner(None).show(
            ui,
            |row| format!("client {row}"),
            |ui, cell| {
                if cell.column == 1 {
                    let name = format!("Deregister {}", cell.row);
                    Button::danger("Deregister").small().accessible_name(&name).show(ui);
                }
            },
        );
    });
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::Table, "Clients").is_focused());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Deregister 0").is_focused());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Deregister 1").is_focused());
}
