//! The token on the clipboard: failures, crossing answers, a program that hangs, and every way to the end.

use super::{ANA, Console};
use crate::command::{ClipboardCommand, Command};
use crate::platform::clipboard::{Clipboard, ClipboardError};
use crate::platform::fake_clipboard::FakeClipboard;
use crate::state::{ClipboardState, Phase};

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

    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        self.0.holds(digest)
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        self.0.clear()
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
    assert!(matches!(console.state().clipboard, ClipboardState::ClearFailed(_)));
    assert!(console.app.is_token_out());
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
