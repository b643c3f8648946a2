//! Which users the table shows, which it leaves out, and what it says about that.

use avo_admin::domain::client::ClientAction;
use avo_admin::domain::expiry::{Terms, TokenLifetime};
use avo_admin::domain::query::Sort;
use avo_admin::domain::role::PrimaryRole;
use avo_admin::domain::secret::SecretText;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::Desk;
use super::office::{Office, USER_PASSWORD};
use crate::raw_input::click;
use crate::spoken::cut_words;

pub(super) fn rows(desk: &Desk) -> Vec<String> {
    let list = desk.state().users.value().unwrap();
    list.rows.iter().map(|row| row.user.user_name.to_string()).collect()
}

/// An office with Bo and Chen, who are engineers, and Dev, who is a lead; all have a laptop, and Chen's is deregistered.
fn office() -> Office {
    let office = Office::with_users();
    office.add_user_as("dev.patel", "Dev", "Patel", PrimaryRole::QualityLead);
    for user in ["bo.lindqvist", "chen.wei", "dev.patel"] {
        office.registered_client(user, &format!("laptop of {user}"), "host");
    }
    office.act("chen.wei", "laptop of chen.wei", ClientAction::Deregister);
    office
}

#[test]
fn a_filter_that_is_set_is_a_chip_that_the_keyboard_removes() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.select("Role", "Quality Lead");
    desk.select("State", "Active");
    desk.expect("Role: Quality Lead");
    assert_eq!(rows(&desk), ["dev.patel"]);
    desk.get(Role::Button, "Remove filter Role: Quality Lead").focus();
    desk.run();
    desk.key(Key::Enter);
    assert_eq!(rows(&desk).len(), 4);
    assert!(!desk.has(Role::Button, "Remove filter Role: Quality Lead"));
    assert!(desk.has(Role::Button, "Remove filter State: Active"));
    assert!(
        desk.get(Role::ComboBox, "Role").accesskit_node().is_focused(),
        "the focus is where the filter is set again"
    );
}

#[test]
fn a_double_click_that_removes_the_last_chip_does_nothing_else() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.select("Role", "Quality Engineer");
    let remove = "Remove filter Role: Quality Engineer";
    let pos = desk.get(Role::Button, remove).rect().center();
    desk.harness.event(egui::Event::PointerMoved(pos));
    for event in [click(pos), click(pos)].into_iter().flatten() {
        desk.harness.event(event);
        desk.harness.step();
    }
    desk.run();
    assert!(!desk.has(Role::Button, remove));
    let view = &desk.state().users_view;
    assert!(!view.query.is_filtered());
    assert_eq!((view.query.sort, view.selected), (Sort::default(), None));
    let top = |desk: &Desk| desk.get(Role::Grid, "Users").rect().top();
    let before = top(&desk);
    desk.harness.event(egui::Event::PointerMoved(egui::pos2(700.0, 600.0)));
    desk.run();
    assert!(
        top(&desk) < before,
        "the row of chips goes once the pointer has left it"
    );
}

#[test]
fn what_the_filters_hide_from_a_search_is_counted_and_named() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.select("Client status", "Deregistered");
    assert!(!desk.says("hidden by"), "nothing was searched for");
    desk.fill("Search", "laptop");
    assert_eq!(rows(&desk), ["chen.wei"]);
    desk.expect("2 more are hidden by: Deregistered");
    desk.fill("Search", "laptop bo");
    assert!(rows(&desk).is_empty());
    desk.expect("1 user matches the search but is hidden by: Deregistered");
    desk.press("Clear filters");
    assert_eq!(rows(&desk), ["bo.lindqvist"], "the search stays");
    desk.fill("Search", "laptop");
    desk.select("Role", "Quality Engineer");
    desk.select("State", "Active");
    assert_eq!(rows(&desk), ["bo.lindqvist", "chen.wei"]);
    desk.expect("1 more is hidden by: Quality Engineer, Active");
    desk.press("Clear filters");
    assert_eq!(rows(&desk), ["bo.lindqvist", "chen.wei", "dev.patel"]);
    assert!(!desk.says("hidden by"));
}

/// An office whose Ivo has many runners.
fn office_with_runners() -> Office {
    let office = Office::with_users();
    office.add_user("ivo.rossi", "Ivo", "Rossi");
    for number in 1..=12 {
        let client = format!("runner-{number:02}");
        office.registered_client("ivo.rossi", &client, &format!("ci-{number}.example"));
    }
    office
}

#[test]
fn a_user_found_by_a_client_says_so_and_opens_on_that_client() {
    let office = office_with_runners();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.fill("Search", "runner-11");
    desk.get(Role::Row, "ivo.rossi, Client runner-11");
    desk.press("Edit ivo.rossi");
    assert!(desk.has(Role::TextInput, "Avo Assure Client Name"), "{}", desk.tree());
    desk.key(Key::Enter);
    assert!(
        desk.get(Role::Button, "Reprovision runner-11")
            .accesskit_node()
            .is_focused(),
        "the keyboard is on the row of the client"
    );
    desk.key(Key::Escape);

    desk.fill("Search", "ivo CI-9.example");
    desk.get(Role::Row, "ivo.rossi, Client runner-09 on ci-9.example");
    desk.open_row_menu("ivo.rossi, Client runner-09 on ci-9.example");
    desk.click(Role::MenuItem, "Edit");
    desk.key(Key::Enter);
    assert!(
        desk.get(Role::Button, "Reprovision runner-09")
            .accesskit_node()
            .is_focused()
    );
    desk.key(Key::Escape);

    desk.fill("Search", "ivo");
    desk.get(Role::Row, "ivo.rossi");
    desk.press("Edit ivo.rossi");
    assert!(desk.has(Role::TextInput, "Last Name"), "{}", desk.tree());
}

#[test]
fn the_row_of_the_client_that_was_found_can_be_seen_in_a_small_window() {
    let office = office_with_runners();
    for (size, is_held) in [
        ([900.0, 600.0], false),
        ([900.0, 600.0], true),
        ([683.0, 384.0], false),
        ([683.0, 384.0], true),
    ] {
        let mut desk = office.signed_in();
        desk.harness.set_size(egui::Vec2::from(size));
        desk.go_to_users();
        for client in ["runner-01", "runner-07", "runner-12"] {
            desk.fill("Search", client);
            desk.is_directory_held.set(is_held);
            desk.press("Edit ivo.rossi");
            desk.is_directory_held.set(false);
            desk.run();
            let row = desk.get(Role::Row, client).rect();
            let top = desk.get(Role::Tab, "Avo Assure Client Provision").rect().bottom();
            let bottom = desk.get(Role::Button, "Update").rect().top();
            assert!(
                top - 1.0 <= row.top() && row.bottom() <= bottom,
                "{client} at {row} between {top} and {bottom} in {size:?}"
            );
            desk.key(Key::Escape);
        }
    }
}

fn create_user(desk: &mut Desk, user_name: &str) {
    desk.press("Create");
    desk.fill("User Name", user_name);
    desk.fill("Email Id", &format!("{user_name}@example.com"));
    desk.fill("First Name", "New");
    desk.fill("Last Name", "Person");
    desk.fill_secret("Password", USER_PASSWORD);
    desk.fill_secret("Confirm Password", USER_PASSWORD);
    desk.press("Create");
    desk.key(Key::Escape);
}

#[test]
fn a_new_user_is_shown_although_the_search_would_hide_it_until_the_search_changes() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.fill("Search", "chen");
    create_user(&mut desk, "bea.new");
    assert_eq!(rows(&desk), ["bea.new", "chen.wei"]);
    desk.get(Role::Row, "bea.new, Just created");
    desk.expect("bea.new was just created. The search or filters would otherwise hide this user.");
    desk.expect("1 of 5 matches");
    assert_eq!(desk.state().users_view.selected, Some(office.user_id("bea.new")));
    desk.click(Role::ColumnHeader, "Last changed");
    assert_eq!(rows(&desk).len(), 2, "another order is no other search");
    desk.fill("Search", "wei");
    assert_eq!(rows(&desk), ["chen.wei"]);
    assert!(!desk.says("was just created"));
    desk.fill("Search", "chen");
    assert_eq!(rows(&desk), ["chen.wei"]);
}

#[test]
fn the_words_about_a_new_user_have_room_in_a_small_window() {
    let office = office();
    let mut desk = office.signed_in();
    desk.harness.set_size(egui::vec2(900.0, 600.0));
    desk.go_to_users();
    desk.fill("Search", "chen");
    create_user(&mut desk, "bea.new");
    desk.wait_secs(10);
    let cut = cut_words(&desk.harness.output().shapes, &[]);
    assert!(!cut.iter().any(|text| text.contains("was just created")), "{cut:?}");
}

#[test]
fn a_new_user_is_brought_into_view() {
    let office = Office::with_made_up_users(300);
    let mut desk = office.signed_in();
    desk.go_to_users();
    create_user(&mut desk, "zz.new");
    let (row, table) = (desk.get(Role::Row, "zz.new"), desk.get(Role::Grid, "Users"));
    assert!(table.rect().contains_rect(row.rect()));
}

#[test]
fn a_user_whose_change_no_longer_matches_the_filter_stays_until_the_screen_is_left() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.select("Role", "Quality Engineer");
    desk.press("Edit bo.lindqvist");
    desk.select("Primary Role", "Quality Lead");
    desk.press("Update");
    assert_eq!(rows(&desk), ["bo.lindqvist", "chen.wei"]);
    desk.get(Role::Row, "bo.lindqvist, Just changed");
    desk.expect("1 of 4 matches");
    desk.click(Role::Link, "Home");
    desk.go_to_users();
    assert_eq!(rows(&desk), ["chen.wei"]);

    desk.select("State", "Active");
    desk.open_row_menu("chen.wei");
    desk.choose("Disable");
    desk.get(Role::Row, "chen.wei, Just changed");
    desk.press("Remove filter State: Active");
    desk.get(Role::Row, "chen.wei");
}

/// The only number in `text`, or the first one after `before`.
fn number(text: &str, before: &str) -> u64 {
    let text = text.split_once(before).map_or(text, |(_, after)| after);
    let digits: String = text
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or_else(|_| panic!("no number in {text:?}"))
}

#[test]
fn every_figure_of_home_is_that_of_the_table_it_leads_to() {
    let office = Office::with_made_up_users(300);
    let bo = office.user_id("bo.lindqvist");
    office.as_admin(|service, session| {
        let soon = Terms {
            token: TokenLifetime::OneDay,
            ..Terms::default()
        };
        for client in ["soon 1", "soon 2"] {
            service.generate_token(session, bo, client, soon).unwrap();
        }
    });
    let mut service = office.service();
    for _ in 0..6 {
        let wrong = SecretText::from("wrong wrong wrong");
        service.sign_in("chen.wei", &wrong).unwrap_err();
    }
    // As an upgrade leaves addresses that have become one.
    rusqlite::Connection::open(office.database())
        .unwrap()
        .execute_batch(
            "UPDATE users SET email_key = (SELECT email_key FROM users WHERE id = 20) || char(10) || id WHERE id = 21;
             UPDATE users SET email_key = (SELECT email_key FROM users WHERE id = 30) || char(10) || id WHERE id > 30 AND id < 33;
             UPDATE users SET email_key = email_key || char(10) || id WHERE id = 40;",
        )
        .unwrap();
    let mut desk = office.signed_in();
    let buttons = desk.harness.query_all_by_role(Role::Button);
    let names = buttons.filter_map(|button| button.accesskit_node().label());
    let lines: Vec<String> = names
        .filter(|name| name.contains(|letter: char| letter.is_ascii_digit()))
        .collect();
    assert_eq!(lines.len(), 7 + 4 + 5, "{lines:?}");
    for line in lines {
        desk.press(&line);
        let said = desk.spoken();
        let said = said
            .iter()
            .find(|text| text.contains(" of 300"))
            .unwrap_or_else(|| panic!("{line}:\n{}", desk.tree()));
        let before = if said.contains(" to ") { "of" } else { "with" };
        assert_eq!(number(said, before), number(&line, ""), "{line:?} leads to {said:?}");
        assert_eq!(number(said, "of"), 300);
        let found = rows(&desk).len() as u64;
        assert!(
            said.contains(" to ") || number(said, "") == found,
            "{said:?} of {found}"
        );
        desk.click(Role::Link, "Home");
    }
}

fn press(key: Key, pressed: bool) -> egui::Event {
    egui::Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::COMMAND,
    }
}

fn text(text: &str) -> egui::Event {
    egui::Event::Text(text.to_owned())
}

#[test]
fn what_is_typed_right_behind_the_key_for_the_search_is_searched_for() {
    let office = office();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.fill("Search", "chen");
    desk.get(Role::Grid, "Users").focus();
    desk.run();
    // A slow frame takes in all that a quick hand types meanwhile.
    let events = [press(Key::F, true), press(Key::F, false), text("c"), text("h")];
    desk.harness.input_mut().events.extend(events);
    desk.harness.step();
    desk.harness.input_mut().events.push(text("e"));
    desk.run();
    assert_eq!(desk.state().users_view.query.search, "che");
}

#[test]
fn a_dialog_that_opens_over_the_search_gets_what_is_typed() {
    let office = office();
    // From Home, so that the search box has no frame in which to take the focus.
    let mut desk = office.signed_in();
    let keys = [Key::F, Key::N].into_iter();
    let events = keys.flat_map(|key| [press(key, true), press(key, false)]);
    desk.harness.input_mut().events.extend(events);
    desk.run();
    assert!(desk.has(Role::Dialog, "Create User"), "{}", desk.tree());
    desk.harness.input_mut().events.push(text("bea"));
    desk.run();
    let typed = desk.get(Role::TextInput, "User Name").value();
    assert_eq!(typed.as_deref(), Some("bea"));
}
