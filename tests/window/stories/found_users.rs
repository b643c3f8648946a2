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
use super::office::Office;
use crate::raw_input::click;

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
