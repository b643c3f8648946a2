//! A token that stops working while this console still has it: box, clipboard, file and questions follow at once.

use avo_admin::domain::client::ClientAction;
use avo_admin::platform::clipboard::ClipboardError;
use avo_admin::state::ClipboardState;
use egui::accesskit::Role;
use egui::{ViewportEvent, ViewportId};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::Office;

const USER: &str = "bo.lindqvist";
const CLIENT: &str = "build-host-7";

/// A console with a fresh token in its open dialog and on its clipboard.
fn with_token(office: &Office) -> Desk {
    let mut desk = office.signed_in();
    desk.provision(USER);
    desk.generate(CLIENT);
    desk
}

fn set_disabled(office: &Office, is_disabled: bool) {
    let bo = office.details(USER).user;
    office.as_admin(|service, session| {
        service
            .set_user_disabled(session, bo.id, bo.revision, is_disabled)
            .unwrap();
    });
}

fn delete_client(office: &Office) {
    office.act(USER, CLIENT, ClientAction::Deregister);
    office.act(USER, CLIENT, ClientAction::Delete);
}

fn delete_user(office: &Office) {
    let bo = office.details(USER).user;
    office.as_admin(|service, session| service.delete_user(session, bo.id, bo.revision).unwrap());
}

type Way = (&'static str, fn(&Office, &str), &'static str);

/// What ends a token elsewhere, and what the box says then.
const WAYS: [Way; 5] = [
    (
        "replaced",
        |office, _| office.act(USER, CLIENT, ClientAction::Reprovision),
        "This token is void: build-host-7 got a newer one from another console",
    ),
    (
        "deregistered",
        |office, _| office.act(USER, CLIENT, ClientAction::Deregister),
        "This token is void: build-host-7 was deregistered",
    ),
    (
        "its client deleted",
        |office, _| delete_client(office),
        "This token is void: build-host-7 was deleted",
    ),
    (
        "its user deleted",
        |office, _| delete_user(office),
        "This token is void: its user was deleted",
    ),
    (
        "used",
        |office, token| office.arrive(token, "lt-0231"),
        "This token is used up",
    ),
];

#[track_caller]
fn expect_no_way_out(desk: &mut Desk, way: &str) {
    for button in ["Reveal", "Copy", "Download"] {
        let is_shut = desk.get(Role::Button, button).accesskit_node().is_disabled();
        assert!(is_shut, "{way}: {button} can be pressed\n{}", desk.tree());
        desk.press(button);
    }
    assert_eq!(desk.clipboard.text(), None, "{way}");
}

#[test]
fn a_client_reprovisioned_in_one_console_leaves_no_void_token_in_the_other() {
    let office = Office::with_users();
    let mut first = with_token(&office);
    let mut second = office.signed_in();
    second.provision(USER);
    second.press(&format!("Reprovision {CLIENT}"));
    first.run();
    first.expect("This token is void: build-host-7 got a newer one from another console");
    assert!(!first.says("works once"), "{}", first.tree());
    assert_eq!(first.state().clipboard, ClipboardState::Empty);
    expect_no_way_out(&mut first, "replaced");
    assert!(
        second.clipboard.text().is_some(),
        "the newer token is the second console's"
    );
    second.expect("works once");
}

#[test]
fn a_token_that_ended_elsewhere_leaves_the_open_box_and_the_clipboard() {
    for (way, end, told) in WAYS {
        let office = Office::with_users();
        let mut desk = with_token(&office);
        end(&office, &desk.token());
        desk.run();
        desk.expect(told);
        assert!(!desk.says("works once"), "{way}: {}", desk.tree());
        assert_eq!(desk.state().clipboard, ClipboardState::Empty, "{way}");
        expect_no_way_out(&mut desk, way);
        desk.press("Cancel");
        assert!(!desk.has(Role::Dialog, "Edit User"), "{way}: nothing is left to lose");
    }
}

#[test]
fn a_token_that_runs_out_leaves_the_open_box_and_the_clipboard() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision(USER);
    desk.select("Token expires", "1 hour");
    desk.generate(CLIENT);
    for _ in 0..11 {
        desk.wait_secs(5 * 60);
        desk.harness.hover_at(egui::pos2(3.0, 3.0));
        desk.run();
    }
    desk.wait_secs(5 * 60 - 1);
    desk.press("Copy");
    desk.token();
    desk.wait_secs(1);
    desk.expect("This token has expired");
    assert_eq!(desk.state().clipboard, ClipboardState::Empty);
    expect_no_way_out(&mut desk, "expired");
}

#[test]
fn a_token_whose_dialog_is_closed_leaves_the_clipboard_with_a_message() {
    for (way, end, _) in WAYS {
        let office = Office::with_users();
        let mut desk = with_token(&office);
        let token = desk.token();
        desk.press("Cancel");
        desk.expect("cleared in 30 s");
        end(&office, &token);
        desk.run();
        let told = if way == "used" {
            "build-host-7 registered from lt-0231"
        } else {
            "The token for build-host-7 was cleared from the clipboard: "
        };
        desk.expect(told);
        assert_eq!(desk.clipboard.text(), None, "{way}");
        assert!(!desk.says("cleared in"), "{way}: the status line still counts down");
        assert!(!desk.has(Role::Button, "Clear now"), "{way}");
    }
}

#[test]
fn the_file_of_a_token_that_ended_is_named_to_be_deleted() {
    for (way, end, _) in WAYS {
        let office = Office::with_users();
        std::fs::create_dir_all(office.downloads()).unwrap();
        let mut desk = with_token(&office);
        desk.press("Download");
        end(&office, &desk.token());
        desk.run();
        let file = office.downloads().join("avo-token-build-host-7.txt");
        desk.expect(&format!(
            "The token in {} no longer works. Delete the file",
            file.display()
        ));
        assert!(!desk.says("Delete the file once"), "{way}: {}", desk.tree());
    }
}

#[test]
fn a_question_about_a_token_closes_when_the_token_is_gone() {
    for (way, end, _) in WAYS {
        let office = Office::with_users();
        let mut desk = office.signed_in();
        desk.provision(USER);
        desk.clipboard.fail_with(ClipboardError::Busy);
        desk.generate(CLIENT);
        let token = desk.boxed_token();
        desk.press("Cancel");
        desk.expect("Close without the token for build-host-7?");
        end(&office, &token);
        desk.run();
        assert!(!desk.says("Close without the token"), "{way}: {}", desk.tree());
        assert!(desk.has(Role::Dialog, "Edit User"), "{way}: the box says what happened");
    }
}

#[test]
fn the_question_before_quitting_no_longer_names_a_token_that_ended() {
    for (way, end, _) in WAYS {
        let office = Office::with_users();
        let mut desk = office.signed_in();
        desk.provision(USER);
        desk.clipboard.fail_with(ClipboardError::Busy);
        desk.generate(CLIENT);
        desk.clipboard.work_again();
        let token = desk.boxed_token();
        let viewports = &mut desk.harness.input_mut().viewports;
        viewports
            .entry(ViewportId::ROOT)
            .or_default()
            .events
            .push(ViewportEvent::Close);
        desk.run();
        desk.expect("has not been copied or downloaded");
        end(&office, &token);
        desk.run();
        assert!(
            !desk.says("has not been copied or downloaded"),
            "{way}: {}",
            desk.tree()
        );
    }
}

#[test]
fn a_token_of_a_user_disabled_elsewhere_is_refused_until_the_user_is_enabled() {
    let office = Office::with_users();
    let mut desk = with_token(&office);
    let token = desk.token();
    set_disabled(&office, true);
    desk.run();
    desk.expect("refused until the user is enabled");
    assert!(!desk.says("works once"), "{}", desk.tree());
    assert_eq!(desk.clipboard.text(), None, "it is not pasted by mistake");
    desk.press("Copy");
    assert_eq!(desk.token(), token, "but can be taken along for later");
    set_disabled(&office, false);
    desk.run();
    desk.expect("works once");
    assert_eq!(office.service().verify_token(&desk.token()).unwrap().verdict, Ok(()));
}
