//! A window that is not in use draws nothing.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::desk::Desk;
use super::office::Office;

const BLINKING_SECS: f64 = 10.0;

/// Draws as egui would be asked to after `secs`, and tells when the window wants to be drawn next.
fn drawn_after_secs(desk: &mut Desk, secs: f64) -> Duration {
    desk.harness.input_mut().time = Some(secs);
    desk.harness.run_steps(3);
    wanted(desk)
}

/// The test harness switches it off.
fn let_caret_blink(desk: &Desk) {
    desk.harness
        .ctx
        .all_styles_mut(|style| style.visuals.text_cursor.blink = true);
}

fn wanted(desk: &Desk) -> Duration {
    let viewports = desk.harness.output().viewport_output.values();
    viewports.map(|viewport| viewport.repaint_delay).min().unwrap()
}

#[test]
fn an_idle_sign_in_draws_nothing_until_a_key_is_pressed() {
    let office = Office::with_users();
    let mut desk = office.console();
    let_caret_blink(&desk);
    let focused = |desk: &Desk| desk.get(Role::TextInput, "User Name").is_focused();
    assert!(focused(&desk));
    let blink = Duration::from_secs(1);
    assert!(drawn_after_secs(&mut desk, 5.0) <= blink, "the caret blinks");
    assert_eq!(drawn_after_secs(&mut desk, 100.0), Duration::MAX);
    assert_eq!(drawn_after_secs(&mut desk, 200.0), Duration::MAX);
    assert!(focused(&desk));

    desk.harness.key_press_modifiers(Modifiers::NONE, Key::ArrowLeft);
    drawn_after_secs(&mut desk, 300.0);
    assert!(drawn_after_secs(&mut desk, 301.0) <= blink, "the caret blinks again");
    assert!(drawn_after_secs(&mut desk, 299.0 + BLINKING_SECS) <= blink);
    assert_eq!(drawn_after_secs(&mut desk, 301.0 + BLINKING_SECS), Duration::MAX);
}

#[test]
fn relative_times_still_follow_the_clock() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    let delay = drawn_after_secs(&mut desk, 100.0);
    assert!(delay <= Duration::from_secs(30), "{delay:?}");
}

#[test]
fn a_dialog_rests_too() {
    let office = Office::with_users();
    let mut desk = office.signed_in();
    let_caret_blink(&desk);
    desk.edit("bo.lindqvist");
    desk.get(Role::TextInput, "First Name").focus();
    desk.run();
    let delay = drawn_after_secs(&mut desk, 5.0);
    assert!(delay <= Duration::from_secs(1), "{delay:?}");
    let delay = drawn_after_secs(&mut desk, 100.0);
    assert!(delay > Duration::from_secs(1), "{delay:?}");
}
