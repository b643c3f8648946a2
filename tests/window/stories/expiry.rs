use avo_admin::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use avo_admin::domain::token::TokenRefusal;
use avo_admin::words::Label as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::desk::Desk;
use super::office::{Office, START};

const HOUR_SECS: i64 = 3_600;
const DAY_SECS: i64 = 24 * HOUR_SECS;

fn ready() -> (Office, Desk) {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    (office, desk)
}

/// Makes a client whose token lasts as `token` says, in another console.
fn provisioned(office: &Office, user_name: &str, client_name: &str, token: TokenLifetime) {
    let user = office.user_id(user_name);
    let terms = Terms {
        token,
        ..Terms::default()
    };
    office.as_admin(|service, session| {
        service.generate_token(session, user, client_name, terms).unwrap();
    });
}

/// Lets time pass with activity that moves nothing, so that the console does not lock.
fn work_for(desk: &mut Desk, secs: i64) {
    let steps = secs / 300;
    for _ in 0..steps {
        desk.wait_secs(300);
        desk.key(egui::Key::F9);
    }
    desk.wait_secs(secs - steps * 300);
}

#[test]
fn a_token_lives_seven_days_by_default() {
    let (office, mut desk) = ready();
    desk.generate("build-host-7");
    desk.expect("works once and expires 30 Nov, 09:00");
    desk.expect("Expires in 7 days, Monday, 30 November 2026, 09:00:00");
    let client = &office.details("bo.lindqvist").clients[0];
    assert_eq!(client.token_expires_at, Some(START.plus_secs(7 * DAY_SECS)));
    assert_eq!(client.credential_expires_at, None);
}

#[test]
fn what_is_chosen_applies_to_generate_reprovision_and_reregister_alike() {
    let (office, mut desk) = ready();
    let ends = |office: &Office| office.details("bo.lindqvist").clients[0].token_expires_at;
    desk.expect("Both apply to Generate, Reregister and Reprovision");
    desk.select("Token expires", "1 hour");
    desk.select("Client works for", "90 days");
    desk.generate("build-host-7");
    assert_eq!(ends(&office), Some(START.plus_secs(HOUR_SECS)));
    desk.select("Token expires", "30 days");
    desk.press("Reprovision build-host-7");
    assert_eq!(ends(&office), Some(START.plus_secs(30 * DAY_SECS)));
    desk.press("Deregister build-host-7");
    desk.select("Token expires", "1 day");
    desk.press("Reregister build-host-7");
    assert_eq!(ends(&office), Some(START.plus_secs(DAY_SECS)));
    office.arrive(&desk.token(), "lt-0231");
    desk.run();
    desk.expect("Expires in 90 days");
    let client = &office.details("bo.lindqvist").clients[0];
    assert_eq!(client.credential_expires_at, Some(START.plus_secs(90 * DAY_SECS)));
}

#[test]
fn never_is_a_deliberate_choice_and_not_remembered() {
    let (office, mut desk) = ready();
    assert!(!desk.says("A token that never expires"));
    desk.select("Token expires", "Never");
    desk.expect("A token that never expires works until it is used");
    desk.generate("build-host-7");
    desk.expect("works once and never expires");
    assert_eq!(office.details("bo.lindqvist").clients[0].token_expires_at, None);
    let expires = desk.get(Role::ComboBox, "Token expires").value();
    assert_eq!(expires.as_deref(), Some("7 days"), "it is chosen for one token");
    desk.select("Token expires", "Never");
    desk.press("Cancel");
    desk.provision("bo.lindqvist");
    let expires = desk.get(Role::ComboBox, "Token expires").value();
    assert_eq!(expires.as_deref(), Some("7 days"));
}

#[test]
fn a_token_turns_from_fine_to_soon_to_expired_by_itself() {
    let (office, mut desk) = ready();
    desk.select("Token expires", "1 hour");
    desk.generate("build-host-7");
    let token = desk.token();
    desk.expect("Expires soon, in 60 min");
    work_for(&mut desk, HOUR_SECS - 1);
    desk.expect("Provisioned");
    desk.wait_secs(1);
    desk.expect("This token has expired");
    desk.expect("Expired just now");
    assert!(desk.has(Role::Label, "Expired"), "{}", desk.tree());
    assert_eq!(
        office.service().verify_token(&token).unwrap().verdict,
        Err(TokenRefusal::Expired)
    );
}

#[test]
fn a_token_that_runs_out_while_one_reads_about_it_is_not_said_to_work() {
    let (_office, mut desk) = ready();
    desk.select("Token expires", "1 hour");
    desk.generate("build-host-7");
    let token = desk.token();
    desk.press("Cancel");
    desk.keys(Modifiers::COMMAND, Key::I);
    desk.paste(&token);
    desk.press("Identify");
    work_for(&mut desk, HOUR_SECS - 1);
    desk.expect("This token is valid");
    desk.wait_secs(1);
    desk.expect("The token has expired");
    desk.expect("Expired");
    assert!(!desk.says("This token is valid"), "{}", desk.tree());
}

#[test]
fn the_window_wakes_at_the_moment_when_something_shown_runs_out() {
    let (_office, mut desk) = ready();
    desk.select("Token expires", "1 hour");
    desk.generate("build-host-7");
    desk.press("Clear now");
    desk.press("Cancel");
    work_for(&mut desk, HOUR_SECS - 7);
    // The messages are gone by now, and nothing else is due within seven seconds.
    let asked = desk.harness.output().viewport_output.values();
    let delay = asked.map(|viewport| viewport.repaint_delay).min().unwrap();
    assert!(delay.as_secs_f32() <= 7.0, "{delay:?}");
}

#[test]
fn table_and_home_follow_when_something_runs_out() {
    let office = Office::with_users();
    provisioned(&office, "bo.lindqvist", "build-host-7", TokenLifetime::OneDay);
    provisioned(&office, "chen.wei", "wei-1", TokenLifetime::SevenDays);
    let mut desk = office.signed_in();
    desk.press("1 token or client expires within a day");
    assert!(desk.has(Role::Row, "bo.lindqvist") && !desk.has(Role::Row, "chen.wei"));
    desk.expect("0 of 1, 1 expires soon");
    let filter = desk.get(Role::ComboBox, "Client status").value();
    assert_eq!(filter.as_deref(), Some("Expires soon"));
    drop(desk);
    office.clock.advance_secs(DAY_SECS);
    let mut desk = office.signed_in();
    desk.press("1 token or client has expired");
    desk.expect("0 of 1, 1 expired");
}

#[test]
fn the_counts_change_at_the_very_moment_without_anything_being_pressed() {
    let office = Office::with_users();
    provisioned(&office, "bo.lindqvist", "build-host-7", TokenLifetime::OneHour);
    let mut desk = office.signed_in();
    desk.expect("1 token or client expires within a day");
    work_for(&mut desk, HOUR_SECS - 1);
    desk.expect("1 token or client expires within a day");
    desk.wait_secs(1);
    desk.expect("1 token or client has expired");
    assert!(!desk.says("expires within a day"), "{}", desk.tree());
}

#[test]
fn a_registered_client_whose_credential_ran_out_is_shown_as_expired() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    desk.provision("bo.lindqvist");
    desk.select("Client works for", CredentialLifetime::NinetyDays.label());
    desk.generate("build-host-7");
    office.arrive(&desk.token(), "lt-0231");
    drop(desk);
    office.clock.advance_secs(90 * DAY_SECS - HOUR_SECS);
    let mut desk = office.signed_in();
    desk.expect("1 token or client expires within a day");
    desk.provision("bo.lindqvist");
    desk.expect("Expires soon, in 60 min");
    desk.expect("Registered");
    work_for(&mut desk, HOUR_SECS);
    assert!(desk.has(Role::Label, "Expired"), "{}", desk.tree());
    assert!(!desk.has(Role::Label, "Registered"));
}
