//! Pasting into a window of two fields, from a clipboard that answers, hangs or holds too much.

use egui::{FullOutput, Modifiers};

use super::*;
use crate::platform::clipboard::{Clipboard as _, MOST_TEXT_BYTES};
use crate::platform::fake_clipboard::FakeClipboard;

const COMMAND: Modifiers = Modifiers {
    command: true,
    ..Modifiers::NONE
};

/// One frame at 60 Hz, in seconds.
const FRAME: f64 = 1.0 / 60.0;

/// A window with two fields, of which the first has the focus.
struct Bench {
    ctx: Context,
    paste: PasteInput<u8>,
    presses: MiddlePresses,
    desk: FakeClipboard,
    now: f64,
    guard: u8,
    first: String,
    second: String,
}

impl Bench {
    fn new() -> Self {
        let desk = FakeClipboard::new();
        let mut clipboard = desk.clone();
        let reader =
            PasteReader::start(Box::new(move |from| clipboard.read(from)), std::sync::Arc::new(|| ())).unwrap();
        let presses = MiddlePresses::default();
        let mut bench = Self {
            ctx: Context::default(),
            paste: PasteInput::new(reader, presses.clone()),
            presses,
            desk,
            now: 0.0,
            guard: 0,
            first: String::new(),
            second: String::new(),
        };
        bench.frame([]);
        bench.focus("first");
        bench
    }

    fn focus(&mut self, field: &str) {
        self.ctx.memory_mut(|memory| memory.request_focus(Id::unique(field)));
        self.frame([]);
    }

    /// Draws the next frame, with what happened since the one before.
    fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.now += FRAME;
        let mut input = RawInput {
            time: Some(self.now),
            events: events.into_iter().collect(),
            ..RawInput::default()
        };
        self.paste.filter(&self.ctx, &mut input, self.guard);
        let (first, second) = (&mut self.first, &mut self.second);
        let output: FullOutput = self.ctx.run_ui(input, |ui| {
            ui.add(egui::TextEdit::singleline(first).id(Id::unique("first")));
            ui.add(egui::TextEdit::singleline(second).id(Id::unique("second")));
        });
        output.drop_without_applying_deltas();
    }

    /// Draws frames until `is_so`, as the window does when it is woken.
    fn until(&mut self, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) {
            std::thread::yield_now();
            // Time stands still, so that nothing is given up.
            self.now -= FRAME;
            self.frame([]);
        }
    }

    /// Lets `secs` pass.
    fn wait(&mut self, secs: f64) {
        self.now += secs;
        self.frame([]);
    }
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

fn paste() -> Event {
    key(Key::V, COMMAND)
}

fn typed(text: &str) -> Event {
    Event::Text(text.to_owned())
}

#[test]
fn pasted_text_enters_the_field_with_the_focus() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("build-host-7");
    bench.frame([paste()]);
    bench.until(|bench| !bench.first.is_empty());
    assert_eq!((bench.first.as_str(), bench.second.as_str()), ("build-host-7", ""));
    assert_eq!(bench.paste.take_failure(), None);
}

#[test]
fn keys_behind_a_paste_keep_their_order_where_the_owner_answers() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("one");
    bench.frame([typed("<"), paste(), typed(">"), key(Key::Tab, Modifiers::NONE), paste()]);
    bench.until(|bench| !bench.second.is_empty());
    assert_eq!((bench.first.as_str(), bench.second.as_str()), ("<one>", "one"));
}

#[test]
fn the_next_key_is_taken_while_the_owner_hangs() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("late");
    bench.desk.hang();
    bench.frame([paste()]);
    bench.desk.wait_for_a_hanging_call();
    bench.wait(HOLD.as_secs_f64());
    bench.frame([typed("x")]);
    assert_eq!(bench.first, "x");
    bench.desk.release();
    bench.until(|bench| bench.first.contains("late"));
}

#[test]
fn an_owner_that_hangs_is_given_up_in_words_and_its_late_answer_is_dropped() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("late");
    bench.desk.hang();
    bench.frame([paste()]);
    bench.desk.wait_for_a_hanging_call();
    bench.wait(READ_LIMIT.as_secs_f64() + 0.2);
    assert_eq!(bench.paste.take_failure(), Some(ClipboardError::TimedOut));
    bench.desk.release();
    bench.desk.put_foreign("new");
    bench.frame([paste()]);
    bench.until(|bench| !bench.first.is_empty());
    assert_eq!(bench.first, "new");
}

#[test]
fn a_paste_is_dropped_once_the_focus_is_elsewhere() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("late");
    bench.desk.hang();
    bench.frame([paste()]);
    bench.desk.wait_for_a_hanging_call();
    bench.wait(HOLD.as_secs_f64());
    bench.focus("second");
    bench.desk.release();
    bench.until(|bench| bench.paste.pending.is_none());
    assert_eq!((bench.first.as_str(), bench.second.as_str()), ("", ""));
}

#[test]
fn a_paste_is_dropped_by_a_lock() {
    let mut bench = Bench::new();
    bench.desk.put_foreign("late");
    bench.desk.hang();
    bench.frame([paste(), typed("x")]);
    bench.desk.wait_for_a_hanging_call();
    bench.guard = 1;
    bench.desk.release();
    bench.frame([]);
    // The answer to a paste that is still wanted comes behind the other.
    bench.desk.put_foreign("new");
    bench.frame([paste()]);
    bench.until(|bench| !bench.first.is_empty());
    assert_eq!(bench.first, "new");
}

#[test]
fn a_text_that_is_too_large_is_refused_in_words() {
    let mut bench = Bench::new();
    bench.desk.put_foreign(&"x".repeat(MOST_TEXT_BYTES + 1));
    bench.frame([paste()]);
    bench.until(|bench| bench.paste.failure.is_some());
    assert_eq!(bench.paste.take_failure(), Some(ClipboardError::TooLarge));
    assert_eq!(bench.first, "");
}

#[test]
fn nothing_is_read_where_no_field_has_the_focus() {
    let mut bench = Bench::new();
    bench.desk.hang();
    bench
        .ctx
        .memory_mut(|memory| memory.surrender_focus(Id::unique("first")));
    bench.frame([]);
    bench.frame([paste()]);
    bench.wait(READ_LIMIT.as_secs_f64() + 0.2);
    assert_eq!(bench.paste.take_failure(), None);
    bench.desk.release();
}

#[test]
fn the_middle_button_pastes_what_was_selected_last() {
    let mut bench = Bench::new();
    bench.desk.put_primary("selected");
    let at = bench.ctx.read_response(Id::unique("second")).unwrap().rect.center();
    bench.frame([Event::PointerMoved(at)]);
    bench.presses.add();
    bench.until(|bench| !bench.second.is_empty());
    assert_eq!((bench.first.as_str(), bench.second.as_str()), ("", "selected"));
}

#[test]
fn copying_and_cutting_reach_the_field() {
    let events = [
        key(Key::C, COMMAND),
        key(Key::X, COMMAND),
        key(Key::Cut, Modifiers::NONE),
    ];
    let mut bench = Bench::new();
    let mut input = RawInput {
        events: events.into(),
        ..RawInput::default()
    };
    bench.paste.filter(&bench.ctx, &mut input, 0);
    assert_eq!(input.events, [Event::Copy, Event::Cut, Event::Cut]);
}
