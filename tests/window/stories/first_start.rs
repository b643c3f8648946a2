use egui::accesskit::Role;

use super::office::{ADMIN_PASSWORD, Office};

#[test]
fn the_first_start_makes_a_directory_together_with_its_administrator() {
    let office = Office::empty();
    let mut desk = office.console();
    desk.expect("Create the first administrator");
    desk.expect("directory.db");
    desk.fill("User Name", "ana.garcia");
    desk.fill("Email Id", "ana.garcia@example.com");
    desk.fill("First Name", "Ana");
    desk.fill("Last Name", "García");
    desk.fill_secret("Password", ADMIN_PASSWORD);
    desk.fill_secret("Confirm Password", ADMIN_PASSWORD);
    assert!(
        !office.database().exists(),
        "nothing is written before the administrator is there"
    );
    desk.press("Create administrator");
    assert!(office.database().exists());
    assert!(desk.has(Role::Link, "User Management"), "{}", desk.tree());
    assert!(office.details("ana.garcia").user.roles.is_administrator());
}

#[test]
fn mistakes_are_marked_and_nothing_is_written() {
    let office = Office::empty();
    let mut desk = office.console();
    desk.fill("User Name", "a b");
    desk.fill("Email Id", "ana@example");
    desk.fill_secret("Password", "short");
    desk.fill_secret("Confirm Password", "other");
    desk.press("Create administrator");
    desk.expect("Use only letters A to Z, digits and . _ - @");
    desk.expect("Enter a full address, such as name@example.com");
    desk.expect("Use at least 15 characters");
    desk.expect("Passwords don't match");
    assert!(!office.database().exists());
}
