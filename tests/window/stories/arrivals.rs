use avo_admin::domain::client::ClientAction;
use avo_admin::domain::registration::Fingerprint;
use avo_admin::platform::service_lock::ServiceLock;
use avo_admin::state::{ClipboardState, Phase, Toast, ToastTone};
use avo_admin::ui::strings::messages::text;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use super::desk::Desk;
use super::office::{ADMIN_PASSWORD, Office};

/// Makes a client with its token, which then waits for it.
pub(super) fn token_of(office: &Office, user_name: &str, client_name: &str) -> String {
    let mut desk = office.signed_in();
    desk.provision(user_name);
    desk.generate(client_name);
    desk.token()
}

pub(super) fn toasts(desk: &Desk) -> Vec<String> {
    let toasts = desk.state().toasts.iter();
    toasts.map(|toast| text(&toast.message)).collect()
}

#[test]
fn the_administrator_sees_the_client_arrive_without_a_click() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.token();
    office.clock.advance_secs(5);
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("build-host-7 registered from lt-0231");
    desk.expect("build-host-7 registered from lt-0231 today 09:00. This token is used up");
    desk.expect("Registered");
    assert!(desk.has(Role::Button, "Deregister build-host-7"));
    assert!(
        desk.state().modals.editor().unwrap().token.fresh().is_none(),
        "a used token is not kept"
    );
    assert_eq!(desk.clipboard.text(), None, "nor left on the clipboard");
    assert_eq!(desk.state().clipboard, ClipboardState::Empty);
    assert_eq!(toasts(&desk), ["build-host-7 registered from lt-0231"]);
    assert!(
        !desk.has(Role::Button, "Dismiss"),
        "the box says it, so no message repeats it"
    );
    desk.press("Cancel");
    assert!(!desk.has(Role::Dialog, "Edit User"), "nothing is left to ask about");
}

#[test]
fn a_used_token_that_was_not_copied_is_not_asked_about() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.clipboard
        .fail_with(avo_admin::platform::clipboard::ClipboardError::Unavailable(
            "no display".to_owned(),
        ));
    desk.generate("build-host-7");
    let token = desk.boxed_token();
    desk.press("Cancel");
    assert!(desk.has(Role::Dialog, "Close without the token for build-host-7?"));
    office.arrive(&token, "lt-0231");
    desk.run();
    assert!(
        !desk.has(Role::Dialog, "Close without the token for build-host-7?"),
        "the question is void:\n{}",
        desk.tree()
    );
    desk.press("Cancel");
    assert!(!desk.has(Role::Dialog, "Edit User"), "{}", desk.tree());
}

#[test]
fn text_of_another_program_stays_on_the_clipboard_when_a_token_is_used() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.token();
    desk.clipboard.put_foreign("other notes");
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("This token is used up");
    assert_eq!(desk.clipboard.text().as_deref(), Some("other notes"));
}

#[test]
fn typing_focus_and_selection_survive_an_arrival() {
    let office = Office::with_users();
    let token = token_of(&office, "bo.lindqvist", "build-host-7");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.fill("Avo Assure Client Name", "build-host-8");
    desk.select("Token expires", "1 day");
    desk.get(Role::TextInput, "Avo Assure Client Name").focus();
    desk.run();
    desk.keys(Modifiers::SHIFT, Key::ArrowLeft);
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("build-host-7 registered from lt-0231");
    let name = desk.get(Role::TextInput, "Avo Assure Client Name");
    assert!(name.accesskit_node().is_focused(), "{}", desk.tree());
    assert_eq!(name.value().as_deref(), Some("build-host-8"));
    desk.type_text("9");
    let name = desk.get(Role::TextInput, "Avo Assure Client Name");
    assert_eq!(
        name.value().as_deref(),
        Some("build-host-9"),
        "what was selected still is, and is typed over"
    );
    let expires = desk.get(Role::ComboBox, "Token expires").value();
    assert_eq!(expires.as_deref(), Some("1 day"));
}

#[test]
fn details_that_are_typed_and_a_chosen_row_survive_an_arrival() {
    let office = Office::with_users();
    let token = token_of(&office, "chen.wei", "wei-1");
    let mut desk = office.signed_in();
    desk.go_to_users();
    desk.get(Role::Row, "bo.lindqvist").click();
    desk.run();
    desk.edit("bo.lindqvist");
    desk.fill("First Name", "Bosse");
    office.arrive(&token, "pc-11");
    desk.run();
    desk.expect("wei-1 registered from pc-11");
    let first = desk.get(Role::TextInput, "First Name");
    assert_eq!(first.value().as_deref(), Some("Bosse"));
    assert!(first.accesskit_node().is_focused());
    desk.press("Cancel");
    desk.press("Discard changes");
    let bo = desk.get(Role::Row, "bo.lindqvist");
    assert_eq!(bo.accesskit_node().is_selected(), Some(true));
}

#[test]
fn the_focus_finds_a_place_when_the_buttons_of_a_used_token_are_shut() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    assert!(desk.get(Role::Button, "Copy").accesskit_node().is_focused());
    office.arrive(&desk.token(), "lt-0231");
    desk.run();
    let name = desk.get(Role::TextInput, "Avo Assure Client Name");
    assert!(name.accesskit_node().is_focused(), "{}", desk.tree());
}

#[test]
fn last_seen_is_up_to_date_in_the_open_dialog() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "laptop-bo", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.wait_secs(40 * 60);
    desk.press_unlock();
    assert!(!desk.says("just now"), "{}", desk.tree());
    office.connect("laptop-bo");
    desk.run();
    desk.expect("just now");
    assert!(toasts(&desk).is_empty(), "a client that connects is no news");
}

#[test]
fn home_counts_a_client_as_registered_once_it_has_arrived() {
    let office = Office::with_users();
    let token = token_of(&office, "bo.lindqvist", "build-host-7");
    let mut desk = office.signed_in();
    desk.expect("1 client is ready to register");
    office.arrive(&token, "lt-0231");
    desk.run();
    assert!(desk.has(Role::Button, "Registered: 1"), "{}", desk.tree());
}

#[test]
fn a_client_that_another_console_deregistered_is_shown_so_with_its_token() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    office.act("bo.lindqvist", "build-host-7", ClientAction::Deregister);
    desk.run();
    desk.expect("This token is void");
    desk.expect("Deregistered");
}

#[test]
fn a_token_that_became_useless_leaves_the_clipboard_wherever_that_happened() {
    type Way = fn(&Office, &mut Desk, &str);
    let ways: [(&str, Way); 6] = [
        ("deregistered elsewhere", |office, _, _| {
            office.act("bo.lindqvist", "build-host-7", ClientAction::Deregister);
        }),
        ("deregistered elsewhere, its dialog closed", |office, desk, _| {
            desk.press("Cancel");
            office.act("bo.lindqvist", "build-host-7", ClientAction::Deregister);
        }),
        ("deregistered here, in a dialog opened again", |_, desk, _| {
            desk.press("Cancel");
            desk.provision("bo.lindqvist");
            desk.press("Deregister build-host-7");
        }),
        ("used, its dialog closed", |office, desk, token| {
            desk.press("Cancel");
            office.arrive(token, "lt-0231");
        }),
        ("its user deleted elsewhere", |office, desk, _| {
            desk.press("Cancel");
            let bo = office.details("bo.lindqvist").user;
            office.as_admin(|service, session| service.delete_user(session, bo.id, bo.revision).unwrap());
        }),
        ("replaced elsewhere", |office, desk, _| {
            desk.press("Cancel");
            office.act("bo.lindqvist", "build-host-7", ClientAction::Reprovision);
        }),
    ];
    for (way, go) in ways {
        let office = Office::with_users();
        let mut desk = office.signed_in();
        desk.provision("bo.lindqvist");
        desk.generate("build-host-7");
        let token = desk.token();
        assert_eq!(desk.clipboard.text().as_deref(), Some(token.as_str()), "{way}");
        go(&office, &mut desk, &token);
        desk.run();
        assert_eq!(desk.clipboard.text(), None, "{way}");
        assert_eq!(desk.state().clipboard, ClipboardState::Empty, "{way}");
        let is_error = |toast: &Toast| toast.tone == ToastTone::Error;
        assert!(!desk.state().toasts.iter().any(is_error), "{way}: {:?}", toasts(&desk));
    }
}

#[test]
fn where_clients_register_is_shown_in_settings_and_beside_the_token() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.expect("No registration service has been started for this directory");
    desk.expect("avo-admin serve --listen");
    let fingerprint = Fingerprint([0xA7; 32]);
    let mut service = office.service();
    let _running = ServiceLock::hold(&office.database().into()).unwrap();
    let started = service
        .note_service_started("https://console.example.com:8443", Some(fingerprint), "ops")
        .unwrap();
    desk.run();
    desk.expect("https://console.example.com:8443");
    desk.expect(&fingerprint.to_string());
    desk.expect("Started just now");
    desk.press("Copy Server");
    assert_eq!(
        desk.clipboard.text().as_deref(),
        Some("https://console.example.com:8443")
    );
    desk.press("Copy Certificate fingerprint");
    assert_eq!(desk.clipboard.text(), Some(fingerprint.to_string()));
    assert!(!desk.clipboard.is_marked_secret());
    desk.expect("Certificate fingerprint copied");
    desk.provision("bo.lindqvist");
    assert!(
        !desk.has(Role::Button, "Copy Server"),
        "it would take the token's place on the clipboard"
    );
    desk.expect("https://console.example.com:8443");
    desk.expect(&fingerprint.to_string());
    service.note_service_stopped(&started, "ops").unwrap();
    desk.run();
    desk.expect("The registration service at https://console.example.com:8443 stopped just now");
}

#[test]
fn a_registration_service_that_was_killed_is_not_said_to_run() {
    let office = Office::with_users();
    let url = "https://console.example.com:8443";
    let running = ServiceLock::hold(&office.database().into()).unwrap();
    office.service().note_service_started(url, None, "ops").unwrap();
    let mut desk = office.signed_in();
    desk.click(Role::Link, "Settings");
    desk.expect("Started just now");
    drop(running);
    desk.run();
    desk.expect("Started just now, but is no longer running. Start it again with avo-admin serve");
    desk.provision("bo.lindqvist");
    desk.expect("The registration service at https://console.example.com:8443 is no longer running");
    let _again = ServiceLock::hold(&office.database().into()).unwrap();
    desk.run();
    assert!(!desk.tree().contains("no longer running"), "{}", desk.tree());
    desk.expect(url);
}

impl Desk {
    /// Gives Ana's password to the locked console.
    pub(super) fn press_unlock(&mut self) {
        if self.state().phase == Phase::Locked {
            self.fill_secret("Password", ADMIN_PASSWORD);
            self.press("Unlock");
        }
        assert_eq!(self.state().phase, Phase::SignedIn);
    }
}

/// Where the button stands, and where it would be pressed.
fn top_of(desk: &Desk, button: &str) -> f32 {
    desk.get(Role::Button, button).rect().top()
}

#[test]
fn the_place_one_has_scrolled_to_survives_an_arrival() {
    let office = Office::with_users();
    for number in 10..30 {
        office.registered_client("bo.lindqvist", &format!("build-host-{number}"), "lt-0231");
    }
    let token = token_of(&office, "bo.lindqvist", "build-host-0");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    let unscrolled = top_of(&desk, "Deregister build-host-20");
    desk.harness
        .hover_at(desk.get(Role::Button, "Deregister build-host-10").rect().center());
    desk.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -240.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    desk.run();
    let scrolled = top_of(&desk, "Deregister build-host-20");
    assert!(scrolled < unscrolled - 100.0, "{scrolled} after {unscrolled}");
    office.arrive(&token, "lt-0231");
    desk.run();
    desk.expect("build-host-0 registered from lt-0231");
    assert!((top_of(&desk, "Deregister build-host-20") - scrolled).abs() < 0.5);
}

#[test]
fn what_one_is_about_to_press_does_not_move_away_when_the_token_is_used() {
    let office = Office::with_users();
    office.registered_client("bo.lindqvist", "build-host-1", "lt-0231");
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.generate("build-host-7");
    let token = desk.token();
    let before = top_of(&desk, "Deregister build-host-1");
    office.arrive(&token, "lt-0231");
    desk.run();
    let after = top_of(&desk, "Deregister build-host-1");
    assert!((after - before).abs() < 4.0, "{after} after {before}");
}
