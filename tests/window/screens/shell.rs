//! Navigation, keys, the profile menu, the status line and messages.

use avo_admin::command::{Command, ViewCommand};
use avo_admin::domain::clipboard_failure::ClipboardFailure;
use avo_admin::domain::role::{PrimaryRole, Roles};
use avo_admin::domain::token_standing::TokenStanding;
use avo_admin::state::{Carried, ClipboardState, Route, Toast, ToastId, ToastTone, UserMessage};
use egui::{Key, Modifiers};

use super::*;
use crate::dialog_world::token_for;
use crate::screens_fixture::{at_work, now, user};

#[test]
fn an_administrator_finds_every_screen_and_the_group_folds() {
    let mut story = story(at_work(Route::Home));
    for (name, route) in [
        ("User Management", Route::UserManagement),
        ("Settings", Route::Settings),
        ("Home", Route::Home),
    ] {
        story.get_by_role_and_label(Role::Link, name).click();
        let sent = sent(&mut story);
        assert!(
            matches!(sent.as_slice(), [Command::View(ViewCommand::Go(to))] if *to == route),
            "{name}: {sent:?}"
        );
    }
    press(&mut story, "Admin");
    assert!(!has(&story, "User Management"));
    press(&mut story, "Admin");
    assert!(has(&story, "User Management"));
}

#[test]
fn a_person_without_the_right_sees_neither_the_group_nor_the_table() {
    let mut plain = at_work(Route::UserManagement);
    plain.me = Some(user(
        9,
        "plain.person",
        "Plain",
        "Person",
        Roles::plain(PrimaryRole::QualityLead),
    ));
    let mut story = story(plain);
    assert!(!has(&story, "Admin"));
    assert!(!says(&story, "bo.lindqvist"));
    assert!(says(&story, "Only administrators can see this page"));
    story.key_press_modifiers(Modifiers::COMMAND, Key::N);
    story.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    assert!(sent(&mut story).is_empty());
    press(&mut story, "Go to Home");
    assert_eq!(sent_kinds(&mut story), ["View::Go"]);
}

#[test]
fn the_folded_pane_keeps_its_names() {
    let mut story = open(builder(900.0, 600.0).allow_missing_glyphs(), at_work(Route::Home));
    story.run_steps(6);
    for name in ["Home", "User Management", "Settings"] {
        assert!(story.query_by_role_and_label(Role::Link, name).is_some(), "{name}");
    }
    assert!(story.query_by_role_and_label(Role::Button, "Profile").is_some());
}

#[test]
fn keys_work_everywhere() {
    let mut story = story(at_work(Route::Settings));
    for (modifiers, key, kind) in [
        (Modifiers::COMMAND, Key::L, "Session::Lock"),
        (Modifiers::COMMAND, Key::Num1, "View::Go"),
        (Modifiers::COMMAND, Key::Num2, "View::Go"),
        (Modifiers::COMMAND, Key::Num3, "View::Go"),
        (Modifiers::NONE, Key::F5, "View::Refresh"),
        (Modifiers::COMMAND, Key::N, "Editor::OpenCreate"),
        (Modifiers::COMMAND, Key::F, "View::Go"),
    ] {
        story.key_press_modifiers(modifiers, key);
        assert_eq!(sent_kinds(&mut story), [kind], "{key:?}");
    }
    story.key_press_modifiers(Modifiers::COMMAND, Key::I);
    story.run_steps(4);
    story.get_by_role_and_label(Role::Dialog, "Identify a token");
}

#[test]
fn the_profile_menu_works_with_mouse_and_keyboard() {
    let mut story = story(at_work(Route::Home));
    press(&mut story, "Profile");
    story.get_by_role_and_label(Role::MenuItem, "Change Password").click();
    story.run_steps(4);
    story.get_by_role_and_label(Role::Dialog, "Change Password");
    story.key_press(Key::Escape);
    story.run_steps(4);
    story.get_by_role_and_label(Role::Button, "Profile").focus();
    story.run_steps(2);
    story.key_press(Key::Enter);
    story.run_steps(5);
    assert!(is_focused(&story, "Token Management"));
    for entry in ["Identify a token", "Change Password", "Lock"] {
        story.key_press(Key::ArrowDown);
        story.run_steps(3);
        assert!(is_focused(&story, entry), "{entry}");
    }
    story.key_press(Key::Enter);
    assert_eq!(sent_kinds(&mut story), ["Session::Lock"]);
    press(&mut story, "Profile");
    story.key_press(Key::Escape);
    story.run_steps(4);
    assert!(!has(&story, "Change Password"));
    assert!(is_focused(&story, "Profile"), "the focus goes back");
}

#[test]
fn the_status_line_counts_the_clipboard_down_and_clears_it() {
    let mut work = at_work(Route::Home);
    work.clipboard = ClipboardState::Holding {
        carried: Carried::Token {
            mark: held_token(),
            standing: TokenStanding::Live,
            client_name: "build-host-7".to_owned(),
        },
        since: now(),
        clears_at: now().plus_secs(24),
    };
    let mut story = story(work);
    assert!(says(
        &story,
        "The token for build-host-7 is on the clipboard, cleared in 24 s"
    ));
    press(&mut story, "Clear now");
    assert_eq!(sent_kinds(&mut story), ["Clipboard::Clear"]);
    story.state_mut().state.clipboard = ClipboardState::ClearFailed {
        secret: token_for("build-host-7"),
        why: ClipboardFailure::PutBack,
    };
    story.run_steps(3);
    assert!(says(
        &story,
        "The token for build-host-7 is still on the clipboard. A clipboard manager put the token back"
    ));
    story.state_mut().state.clipboard = ClipboardState::Empty;
    story.run_steps(3);
    assert!(!has(&story, "Clear now"));
}

#[test]
fn messages_are_announced_dismissed_and_read_again() {
    let mut work = at_work(Route::Home);
    work.toasts = vec![Toast {
        id: ToastId(7),
        tone: ToastTone::Success,
        message: UserMessage::Updated.into(),
        at: now(),
        shown_ms: 6_000,
        expires_at: Some(now().plus_secs(6)),
        is_dismissed: false,
    }];
    let mut story = story(work);
    let live = story.get_by_label("User updated successfully").accesskit_node().live();
    assert_ne!(live, egui::accesskit::Live::Off);
    press(&mut story, "Dismiss");
    assert!(matches!(
        sent(&mut story).as_slice(),
        [Command::View(ViewCommand::DismissToast(ToastId(7)))]
    ));
    story.state_mut().state.now = now().plus_secs(7);
    story.run_steps(3);
    assert!(!has(&story, "User updated successfully"));
    press(&mut story, "Messages");
    assert!(has(&story, "User updated successfully"));
}
