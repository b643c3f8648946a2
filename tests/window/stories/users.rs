use avo_admin::domain::query::SortColumn;
use avo_admin::domain::secret::SecretText;
use egui::Key;
use egui::accesskit::Role;

use super::found_users::rows;
use super::office::{ADMIN, Office, USER_PASSWORD};
use crate::tampering::tamper;

#[test]
fn an_administrator_creates_a_user_and_lands_on_the_provision_tab() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.press("Create");
    assert!(desk.has(Role::Dialog, "Create User"), "{}", desk.tree());
    desk.fill("User Name", "eva.muller");
    desk.fill("Email Id", "eva.mueller@example.com");
    desk.fill("First Name", "Eva");
    desk.fill("Last Name", "Müller");
    desk.fill_secret("Password", USER_PASSWORD);
    desk.fill_secret("Confirm Password", USER_PASSWORD);
    // The table's button has the same name; the one in the dialog is on top.
    desk.press("Create");
    desk.expect("User Created Successfully!");
    assert!(desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
    assert!(desk.has(Role::Button, "Generate"));
    let eva = office.details("eva.muller").user;
    assert_eq!(eva.full_name(), "Eva Müller");
    assert!(eva.must_change_password);
}

#[test]
fn a_taken_address_is_shown_beside_its_field_and_the_draft_stays() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.press("Create");
    desk.fill("User Name", "bo2");
    desk.fill("Email Id", "BO.LINDQVIST@example.com");
    desk.fill("First Name", "Bo");
    desk.fill("Last Name", "Second");
    desk.fill_secret("Password", USER_PASSWORD);
    desk.fill_secret("Confirm Password", USER_PASSWORD);
    desk.press("Create");
    desk.expect("Another user has this Email Id");
    assert_eq!(
        desk.get(Role::TextInput, "Last Name").value().as_deref(),
        Some("Second")
    );
}

#[test]
fn the_table_is_searched_as_one_types_without_regard_to_case_and_accents() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    assert_eq!(rows(&desk), ["ana.garcia", "bo.lindqvist", "chen.wei"]);
    desk.fill("Search", "GARCIA");
    assert_eq!(rows(&desk), ["ana.garcia"]);
    desk.fill("Search", "no such thing");
    assert!(rows(&desk).is_empty());
    desk.press("Clear filters");
    assert_eq!(rows(&desk).len(), 3);
}

#[test]
fn every_column_sorts_both_ways() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    for (title, column) in [
        ("First Name", SortColumn::FirstName),
        ("Last Name", SortColumn::LastName),
        ("Email Id", SortColumn::Email),
        ("Primary Role", SortColumn::PrimaryRole),
        ("Clients", SortColumn::Clients),
        ("Last sign-in", SortColumn::LastSignIn),
        ("Last changed", SortColumn::LastChanged),
        ("User Name", SortColumn::UserName),
    ] {
        desk.click(Role::ColumnHeader, title);
        let sort = desk.state().users_view.query.sort;
        assert_eq!((sort.column, sort.is_descending), (column, false), "{title}");
        let ascending = rows(&desk);
        desk.click(Role::ColumnHeader, title);
        assert!(desk.state().users_view.query.sort.is_descending, "{title}");
        assert_eq!(rows(&desk).len(), ascending.len());
    }
}

#[test]
fn deleting_says_what_is_removed_and_asks_first() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu("bo.lindqvist");
    desk.choose("Delete bo.lindqvist");
    desk.expect("1 client");
    desk.press("Cancel");
    assert_eq!(office.details("bo.lindqvist").clients.len(), 1);

    desk.open_row_menu("bo.lindqvist");
    desk.choose("Delete bo.lindqvist");
    desk.press("Delete");
    desk.expect("Deleted bo.lindqvist");
    assert_eq!(rows(&desk), ["ana.garcia", "chen.wei"]);
}

#[test]
fn a_disabled_user_is_marked_cannot_sign_in_and_can_be_enabled() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.open_row_menu("bo.lindqvist");
    desk.choose("Disable");
    assert!(office.details("bo.lindqvist").user.is_disabled);
    desk.expect("Disabled");
    assert!(
        office
            .service()
            .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
            .is_err()
    );

    desk.open_row_menu("bo.lindqvist");
    desk.choose("Enable");
    assert!(
        office
            .service()
            .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
            .is_ok()
    );
}

#[test]
fn an_administrator_unlocks_a_user_who_waits_after_wrong_passwords() {
    let office = Office::with_users();
    let mut service = office.service();
    for _ in 0..6 {
        assert!(
            service
                .sign_in("bo.lindqvist", &SecretText::from("wrong wrong wrong"))
                .is_err()
        );
    }
    assert!(
        service
            .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
            .is_err(),
        "locked"
    );
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.expect("Locked");
    desk.open_row_menu("bo.lindqvist");
    desk.choose("Unlock");
    assert!(
        service
            .sign_in("bo.lindqvist", &SecretText::from(USER_PASSWORD))
            .is_ok()
    );
}

#[test]
fn order_and_filters_survive_a_restart_and_what_was_searched_does_not() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.click(Role::ColumnHeader, "Last Name");
    desk.click(Role::ColumnHeader, "Last Name");
    desk.fill("Search", "chen");
    drop(desk);
    let mut desk = office.signed_in();
    desk.go_to_users();
    assert_eq!(desk.state().users_view.query.sort.column, SortColumn::LastName);
    assert!(desk.state().users_view.query.sort.is_descending);
    assert_eq!(desk.state().users_view.query.search, "");
    assert_eq!(rows(&desk), ["bo.lindqvist", ADMIN, "chen.wei"]);
}

#[test]
fn the_row_menu_copies_user_name_and_e_mail_as_plain_text() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.go_to_users();
    for (entry, text, told) in [
        ("Copy user name", "bo.lindqvist", "User name copied"),
        ("Copy e-mail", "bo.lindqvist@example.com", "E-mail copied"),
    ] {
        desk.open_row_menu("bo.lindqvist");
        desk.click(Role::MenuItem, entry);
        desk.expect(told);
        assert_eq!(desk.clipboard.text().as_deref(), Some(text));
        assert!(!desk.clipboard.is_marked_secret());
    }
    desk.wait_secs(60);
    assert!(desk.clipboard.text().is_some(), "only tokens are cleared");
}

#[test]
fn a_token_that_is_copied_over_is_no_longer_counted_down() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    desk.key(Key::Escape);
    assert!(desk.says("cleared in"));
    desk.open_row_menu("chen.wei");
    desk.click(Role::MenuItem, "Copy user name");
    desk.expect("User name copied. The token for build-host-7 is no longer on the clipboard");
    assert!(!desk.says("cleared in"));
    assert_eq!(desk.clipboard.text().as_deref(), Some("chen.wei"));
}

/// As after an update of the program: the keys that names are sorted by are made anew while the window is open.
#[test]
fn names_take_their_places_in_the_table_once_all_keys_are_made() {
    let office = Office::with_users();
    // Sorted without a collation, Armenian letters stand before Georgian ones.
    office.add_user("gio", "Gio", "გიორგი");
    office.add_user("hakob", "Hakob", "Հակոբ");
    office.add_user("ake", "Åke", "Åberg");
    let collated = ["ake", "chen.wei", "ana.garcia", "bo.lindqvist", "gio", "hakob"];
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.click(Role::ColumnHeader, "Last Name");
    assert_eq!(rows(&desk), collated);
    // So many that the table is read before all have keys.
    add_users_without_keys(&office, 20_000);
    // A part is done in a frame here, and no frame is asked for by it.
    for _ in 0..12 {
        desk.run();
    }
    let mut shown = rows(&desk);
    assert_eq!(shown.len(), 20_006);
    shown.retain(|name| !name.starts_with("user"));
    assert_eq!(shown, collated);
}

fn add_users_without_keys(office: &Office, users: u32) {
    let raw = rusqlite::Connection::open(office.database()).unwrap();
    tamper(
        &raw,
        &format!(
            "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {users})
             INSERT INTO users (user_name, user_name_key, configuration, email, email_key, first_name, first_name_key,
                 last_name, last_name_key, search_key, primary_role, is_admin, is_disabled, must_change_password,
                 created_at, changed_at)
             SELECT 'user' || n, 'user' || n, 'default', n || '@example.com', n || '@example.com', 'A', 'a', 'A', 'a',
                 '', 'quality_engineer', 0, 0, 0, 0, 0 FROM number"
        ),
    );
}
