//! Clients that connect from another host than before, as an administrator sees it.

use avo_admin::state::ToastTone;
use avo_admin::ui::strings::messages::text;
use egui::accesskit::Role;

use super::desk::Desk;
use super::office::Office;

const SAID: &str = "Used from two machines: lt-0231 and lt-0999, just now";

fn toasts(desk: &Desk) -> Vec<String> {
    let toasts = desk.state().toasts.iter();
    toasts.map(|toast| text(&toast.message)).collect()
}

#[test]
fn a_rename_is_shown_without_a_click_and_is_no_news() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    assert!(desk.has(Role::Label, "lt-0231"), "{}", desk.tree());
    office.connect_from("laptop-bo", "lt-0999");
    desk.run();
    assert!(desk.has(Role::Label, "lt-0999"), "{}", desk.tree());
    assert!(
        !desk.has(Role::Label, "lt-0231") && !desk.says("two machines"),
        "{}",
        desk.tree()
    );
    assert!(toasts(&desk).is_empty());
}

#[test]
fn a_client_on_two_machines_is_told_once_and_stays_marked_for_a_day() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    for host in ["lt-0999", "lt-0231", "lt-0999"] {
        office.connect_from("laptop-bo", host);
        desk.run();
    }
    desk.expect(SAID);
    desk.expect("If this is not intended, Deregister the client");
    assert!(
        desk.has(Role::Label, "lt-0999"),
        "the host is the present one:\n{}",
        desk.tree()
    );
    assert_eq!(
        toasts(&desk),
        ["laptop-bo is used from two machines: lt-0231 and lt-0999"]
    );
    assert_eq!(desk.state().toasts[0].tone, ToastTone::Info);

    office.clock.advance_secs(24 * 60 * 60);
    let mut next_day = office.signed_in();
    next_day.provision("bo.lindqvist");
    assert!(!next_day.says("two machines"), "{}", next_day.tree());
}

/// All texts that are painted.
fn painted(desk: &Desk) -> Vec<String> {
    let shapes = desk.harness.output().shapes.iter();
    let texts = shapes.filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) => {
            let rows = text.galley.rows.iter();
            Some(rows.map(|row| row.text()).collect())
        }
        _ => None,
    });
    texts.collect()
}

#[test]
fn the_sign_of_two_machines_stands_alone_where_its_words_would_be_cut() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    for host in ["lt-0999", "lt-0231", "lt-0999"] {
        office.connect_from("laptop-bo", host);
    }
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    assert!(painted(&desk).iter().any(|text| text == "Two machines"));
    desk.harness.set_size(egui::vec2(900.0, 600.0));
    desk.run();
    let cut: Vec<String> = painted(&desk)
        .into_iter()
        .filter(|text| text.starts_with("Two"))
        .collect();
    assert!(cut.is_empty(), "{cut:?}");
    desk.expect(SAID);
}

#[test]
fn a_client_on_two_machines_that_is_deregistered_is_no_longer_marked() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    office.connect_from("laptop-bo", "lt-0999");
    office.connect_from("laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.expect(SAID);
    desk.press("Deregister laptop-bo");
    desk.press("Deregister");
    desk.expect("Deregistered");
    assert!(!desk.says("two machines"), "{}", desk.tree());
}

#[test]
fn many_clients_on_two_machines_are_told_in_one_message() {
    let office = Office::with_users();
    let names = ["a", "b", "c", "d", "e"];
    for name in names {
        office.registered_client("bo.lindqvist", name, "lt-0231");
        office.connect_from(name, "lt-0999");
    }
    let mut desk = office.signed_in();
    desk.is_directory_held.set(true);
    for name in names {
        office.connect_from(name, "lt-0231");
    }
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(
        toasts(&desk),
        ["5 clients are used from two machines: a, b, c and 2 more"]
    );
}

#[test]
fn where_a_client_has_registered_is_told_right_after_a_rename() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("laptop-bo");
    let token = desk.token();
    desk.is_directory_held.set(true);
    office.arrive(&token, "lt-0231");
    office.connect_from(&token, "lt-0999");
    desk.is_directory_held.set(false);
    desk.run();
    assert_eq!(toasts(&desk), ["laptop-bo registered from lt-0231"]);
}

#[test]
fn what_became_of_a_token_does_not_change_with_a_rename() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("laptop-bo");
    let token = desk.token();
    office.arrive(&token, "lt-0231");
    desk.run();
    office.connect_from(&token, "lt-0999");
    desk.run();
    desk.expect("laptop-bo registered from lt-0231 today 09:00. This token is used up");
    assert!(desk.has(Role::Label, "lt-0999"), "{}", desk.tree());
}
