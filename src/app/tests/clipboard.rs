//! The token on the clipboard: failures, crossing answers, a program that hangs, and every way to the end.

use zeroize::Zeroizing;

use super::{ANA, Console};
use crate::command::{ClipboardCommand, Command, SessionCommand};
use crate::domain::clipboard_failure::ClipboardFailure;
use crate::domain::hand_off::HandOff;
use crate::domain::registration::Fingerprint;
use crate::platform::clipboard::{Clipboard, ClipboardError, Selection};
use crate::platform::fake_clipboard::FakeClipboard;
use crate::state::{ClipboardState, Message, Phase, SecretKind, SecretMessage, SecretName};

#[test]
fn copying_clearing_and_copying_at_once_ends_with_a_token_that_will_be_cleared() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.clipboard_held.set(true);
    for command in [
        Command::Clipboard(ClipboardCommand::CopyToken),
        Command::Clipboard(ClipboardCommand::Clear),
        Command::Clipboard(ClipboardCommand::CopyToken),
    ] {
        console.ask(command);
    }
    console.clipboard_held.set(false);
    console.turn();
    assert!(console.desk.text().is_some());
    assert!(console.holds_token(), "{:?}", console.state().clipboard);
    console.clock.advance_secs(31);
    console.turn();
    assert_eq!(console.desk.text(), None);
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
}

/// Refuses every other text.
struct EveryOther(FakeClipboard, usize);

impl Clipboard for EveryOther {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.1 += 1;
        if self.1.is_multiple_of(2) {
            return Err(ClipboardError::Busy);
        }
        self.0.put_secret(text)
    }

    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.0.put_text(text)
    }

    fn cover(&mut self, text: &str) -> Result<(), ClipboardError> {
        Clipboard::cover(&mut self.0, text)
    }

    fn read(&mut self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        self.0.read(from)
    }

    fn empty(&mut self, what: Selection) -> Result<(), ClipboardError> {
        self.0.empty(what)
    }
}

#[test]
fn a_token_that_could_not_be_copied_leaves_no_earlier_one_to_be_pasted() {
    let mut console = Console::with(|desk| Box::new(EveryOther(desk, 0)), None);
    console.sign_in(ANA);
    console.edit_me();
    console.generate("first");
    assert!(console.holds_token());
    console.generate("second");
    console.turn();
    assert_eq!(
        console.desk.text(),
        None,
        "the first token would be pasted for the second"
    );
    assert!(matches!(console.state().clipboard, ClipboardState::CopyFailed(_)));
    assert!(!console.token().unwrap().is_copied);
    // Two at once, of which the first is refused.
    console.clipboard_held.set(true);
    console.ask(ClipboardCommand::CopyToken);
    console.ask(ClipboardCommand::CopyToken);
    console.ask(ClipboardCommand::CopyToken);
    console.clipboard_held.set(false);
    console.turn();
    assert!(console.desk.text().is_some() && console.holds_token());
}

#[test]
fn a_copy_that_fails_while_the_earlier_token_cannot_be_cleared_is_reported_before_quitting() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("first");
    console.desk.fail_with(ClipboardError::Busy);
    console.ask(ClipboardCommand::CopyToken);
    console.turn();
    assert!(matches!(console.state().clipboard, ClipboardState::ClearFailed { .. }));
    assert!(console.app.is_secret_out());
    console.desk.work_again();
    console.ask(ClipboardCommand::Clear);
    console.turn();
    assert_eq!(
        (console.desk.text(), &console.state().clipboard),
        (None, &ClipboardState::Empty)
    );
}

#[test]
fn a_clock_set_back_leaves_no_secret_longer() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.clock.advance_secs(-5 * 3600);
    console.turn();
    console.clock.advance_secs(31);
    console.turn();
    assert_eq!(console.desk.text(), None, "the countdown went on by the old clock");
    console.clock.advance_secs(10 * 60);
    console.turn();
    assert_eq!(console.state().phase, Phase::Locked);
}

#[test]
fn a_token_that_a_clipboard_manager_puts_back_is_reported_and_cleared_again() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.desk.put_back(1);
    console.ask(ClipboardCommand::Clear);
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
    console.desk.let_the_manager_act();
    console.clock.advance_secs(1);
    console.turn();
    let put_back = ClipboardState::ClearFailed {
        secret: SecretName {
            kind: SecretKind::Token,
            of: "build-host-7".to_owned(),
        },
        why: ClipboardFailure::PutBack,
    };
    assert_eq!(console.state().clipboard, put_back);
    assert!(console.app.is_secret_out(), "quitting asks first");
    console.clock.advance_secs(2);
    console.turn();
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
    assert_eq!((console.desk.text(), console.desk.cover()), (None, None));
}

#[test]
fn a_token_that_keeps_coming_back_can_be_cleared_until_it_stays_away() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.desk.put_back(3);
    console.ask(ClipboardCommand::Clear);
    for secs in [1, 2] {
        console.desk.let_the_manager_act();
        console.clock.advance_secs(secs);
        console.turn();
        assert!(matches!(console.state().clipboard, ClipboardState::ClearFailed { .. }));
    }
    console.desk.let_the_manager_act();
    console.clock.advance_secs(60);
    console.turn();
    assert!(console.desk.text().is_some() && matches!(console.state().clipboard, ClipboardState::ClearFailed { .. }));
    console.ask(ClipboardCommand::Clear);
    console.clock.advance_secs(3);
    console.turn();
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
    assert_eq!((console.desk.text(), console.desk.cover()), (None, None));
}

#[test]
fn a_clear_at_the_lock_is_looked_at_again_while_the_console_is_locked() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.desk.put_back(1);
    console.ask(SessionCommand::Lock);
    console.desk.let_the_manager_act();
    assert!(console.desk.text().is_some());
    for secs in [1, 2] {
        assert!(console.app.next_wake() <= std::time::Duration::from_secs(secs));
        console.clock.advance_secs(i64::try_from(secs).unwrap());
        console.turn();
    }
    assert_eq!((console.desk.text(), console.desk.cover()), (None, None));
}

#[test]
fn a_token_copied_again_is_not_taken_for_one_that_came_back() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.ask(ClipboardCommand::Clear);
    console.ask(ClipboardCommand::CopyToken);
    console.clock.advance_secs(5);
    console.turn();
    assert!(console.desk.text().is_some() && console.holds_token());
}

#[test]
fn another_copy_in_the_place_of_the_token_is_not_called_cleared() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    console.desk.put_foreign("a shopping list");
    console.ask(ClipboardCommand::Clear);
    assert_eq!(console.state().clipboard, ClipboardState::Replaced);
    assert!(!console.app.is_secret_out());
    let cleared = Message::Secret(SecretMessage::Cleared(SecretKind::Token));
    assert!(console.state().toasts.iter().all(|toast| toast.message != cleared));
    console.clock.advance_secs(5);
    console.turn();
    assert_eq!(console.desk.text().as_deref(), Some("a shopping list"));
}

#[test]
fn a_hanging_clipboard_is_reported_and_delays_no_frame() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.desk.hang();
    console.generate("build-host-7");
    console.desk.wait_for_a_hanging_call();
    console.turn();
    assert_eq!(console.state().clipboard, ClipboardState::Copying);
    console.clock.advance_secs(2);
    console.turn();
    assert!(matches!(console.state().clipboard, ClipboardState::CopyFailed(_)));
    console.desk.release();
    // The late answer counts: the token is there now and will be cleared.
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    assert!(console.token().unwrap().is_copied);
}

#[test]
fn the_end_waits_for_the_last_clear_and_not_for_an_earlier_one() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.generate("build-host-7");
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    console.desk.hang();
    console.ask(ClipboardCommand::Clear);
    console.desk.wait_for_a_hanging_call();
    console.ask(ClipboardCommand::CopyToken);
    let desk = console.desk.clone();
    desk.release();
    drop(console);
    assert_eq!((desk.text(), desk.put_count()), (None, 2));
}

#[test]
fn the_end_does_not_wait_for_a_clipboard_that_hangs() {
    let mut console = Console::with_clipboard_thread();
    console.sign_in(ANA);
    console.edit_me();
    console.generate("build-host-7");
    console.turn_until(|state| matches!(state.clipboard, ClipboardState::Holding { .. }));
    let desk = console.desk.clone();
    desk.hang();
    drop(console);
    assert!(desk.text().is_some(), "it never answered, and yet this line is reached");
    desk.release();
}

#[test]
fn a_panic_leaves_no_token_on_the_clipboard() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let desk = console.desk.clone();
    assert!(desk.text().is_some());
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _console = console;
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(ended.is_err());
    assert_eq!(desk.text(), None);
}

#[test]
fn a_token_copied_with_its_server_has_the_same_mark_and_countdown_and_is_cleared_whole() {
    let mut console = Console::new();
    let fingerprint = Some(Fingerprint([0xA7; 32]));
    console.as_eva(|service, _| {
        let noted = service.note_service_started("https://console.example.com:8443", fingerprint, "avo");
        noted.unwrap();
    });
    console.sign_in(ANA);
    console.edit_me();
    console.generate("build-host-7");
    let token = console.secret();
    assert_eq!(
        console.desk.text().as_deref(),
        Some(token.expose()),
        "the token alone comes first"
    );
    console.clock.advance_secs(20);
    console.ask(ClipboardCommand::CopyTokenWithServer);
    let copied = console.desk.text().unwrap();
    assert_eq!(
        copied.lines().next(),
        Some("Server: https://console.example.com:8443"),
        "{}",
        copied.replace(token.expose(), "(the token)")
    );
    let hand_off = HandOff::find_in(&copied).unwrap();
    assert_eq!((hand_off.fingerprint, hand_off.token), (fingerprint, token));
    assert!(console.holds_token() && console.desk.is_marked_secret());
    console.clock.advance_secs(29);
    console.turn();
    assert!(console.holds_token(), "the countdown has begun once more");
    console.clock.advance_secs(2);
    console.turn();
    assert_eq!(console.desk.text(), None);
    assert_eq!(console.state().clipboard, ClipboardState::Empty);
}

#[test]
fn without_a_known_server_a_token_copied_with_its_server_stays_as_it_is() {
    let mut console = Console::signed_in();
    console.edit_me();
    console.generate("build-host-7");
    let copied = console.desk.text();
    console.ask(ClipboardCommand::CopyTokenWithServer);
    assert!(copied.is_some() && console.desk.text() == copied && console.holds_token());
}
