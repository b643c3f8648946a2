//! Copy, cut and paste by keys, and the middle button, without waiting for the program that owns the text.
//!
//! egui-winit reads the clipboard on the window's thread, which stands still until its owner answers. So its shortcuts are
//! off ([`super::WindowStart`]), the keys are taken here, and the text enters once it has been read. Not its job: reading
//! (`platform::paste`) and what becomes of a failure.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use egui::{Context, Event, Id, Key, LayerId, Modifiers, Pos2, RawInput};

use crate::platform::clipboard::{ClipboardError, READ_LIMIT, Selection};
use crate::platform::paste::{PasteNumber, PasteReader, Read};

/// How long what follows a paste waits for it, so that `Ctrl+V, Tab` keeps its order where the owner answers at once. Two
/// frames at 60 Hz are too short to be noticed by a person who types behind an owner that hangs.
const HOLD: Duration = Duration::from_millis(33);

/// Presses of the middle button that the window has had and egui has not.
#[derive(Debug, Clone, Default)]
pub(super) struct MiddlePresses(Rc<Cell<u32>>);

impl MiddlePresses {
    pub(super) fn add(&self) {
        self.0.set(self.0.get().saturating_add(1));
    }

    fn take(&self) -> u32 {
        self.0.take()
    }
}

/// What is typed into a window, with what is pasted where it belongs. `G` is what a paste does not outlast: it is dropped
/// where that has changed meanwhile, for example by a lock.
///
/// It has no debug print, because it holds what is typed.
pub(crate) struct PasteInput<G> {
    reader: PasteReader,
    middle_presses: MiddlePresses,
    guard: Option<G>,
    pending: Option<Pending>,
    /// What came behind the paste that is pending.
    held: VecDeque<Event>,
    failure: Option<ClipboardError>,
}

/// A paste that is being read.
#[derive(Debug)]
struct Pending {
    number: PasteNumber,
    /// In seconds of egui's time.
    asked_at: f64,
    target: Target,
}

/// Where a paste goes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    /// The field with the focus once what came before the paste has been taken in.
    NextFocus,
    Field(Id),
    /// Where the middle button was pressed.
    Place(Pos2, Option<LayerId>),
}

impl<G: PartialEq> PasteInput<G> {
    pub(super) fn new(reader: PasteReader, middle_presses: MiddlePresses) -> Self {
        Self {
            reader,
            middle_presses,
            guard: None,
            pending: None,
            held: VecDeque::new(),
            failure: None,
        }
    }

    /// Takes the keys for the clipboard out of `input`, and puts in what has been read. Call it before each pass.
    pub(crate) fn filter(&mut self, ctx: &Context, input: &mut RawInput, guard: G) {
        let now = input.time.unwrap_or_default();
        if self.guard.as_ref() != Some(&guard) {
            self.guard = Some(guard);
            self.pending = None;
            self.held.clear();
            input.events.retain(|event| !is_paste_event(event));
        }
        self.settle_target(ctx);
        let mut events: Vec<Event> = self.take_answer(ctx).into_iter().collect();
        self.held.extend(input.events.drain(..));
        while !self.is_holding(now)
            && let Some(event) = self.held.pop_front()
        {
            match taken_for(&event) {
                Some(Taken::Paste) => self.ask(Selection::Clipboard, Target::NextFocus, now),
                Some(Taken::Copy) => events.push(Event::Copy),
                Some(Taken::Cut) => events.push(Event::Cut),
                None => events.push(event),
            }
        }
        input.events = events;
        if self.middle_presses.take() > 0
            && let Some(at) = ctx.pointer_latest_pos()
        {
            self.ask(Selection::Primary, Target::Place(at, ctx.layer_id_at(at)), now);
        }
        self.watch(ctx, now);
    }

    /// Why the last paste was not done, once.
    pub(crate) const fn take_failure(&mut self) -> Option<ClipboardError> {
        self.failure.take()
    }

    /// One paste at a time: a key that is held down behind an owner that hangs asks for nothing more.
    fn ask(&mut self, from: Selection, target: Target, now: f64) {
        if self.pending.is_some() {
            return;
        }
        match self.reader.ask(from) {
            Some(number) => {
                self.pending = Some(Pending {
                    number,
                    asked_at: now,
                    target,
                });
            }
            None => self.failure = Some(ClipboardError::TimedOut),
        }
    }

    /// Finds out which field has the focus now that what came before the paste has been taken in.
    fn settle_target(&mut self, ctx: &Context) {
        let Some(pending) = &mut self.pending else { return };
        if pending.target == Target::NextFocus {
            match ctx.memory(egui::Memory::focused).filter(|_| ctx.text_edit_focused()) {
                Some(field) => pending.target = Target::Field(field),
                // There is no field to paste into.
                None => self.pending = None,
            }
        }
    }

    fn take_answer(&mut self, ctx: &Context) -> Option<Event> {
        let mut taken = None;
        while let Some((number, read)) = self.reader.try_recv() {
            if let Some(pending) = self.pending.take_if(|pending| pending.number == number) {
                taken = self.event_of(ctx, pending.target, read);
            }
        }
        taken
    }

    /// What enters the window; none where the focus moved elsewhere, or something else is under the pointer.
    fn event_of(&mut self, ctx: &Context, target: Target, read: Read) -> Option<Event> {
        let text = match read {
            Ok(text) => text.filter(|text| !text.is_empty())?.replace("\r\n", "\n"),
            Err(error) => {
                self.failure = Some(error);
                return None;
            }
        };
        match target {
            Target::NextFocus => None,
            Target::Field(field) => {
                let is_there = ctx.memory(egui::Memory::focused) == Some(field);
                is_there.then_some(Event::Paste(text))
            }
            Target::Place(pos, layer) => {
                (ctx.layer_id_at(pos) == layer).then_some(Event::MiddleClickPaste { pos, text })
            }
        }
    }

    fn is_holding(&self, now: f64) -> bool {
        let pending = self.pending.as_ref();
        pending.is_some_and(|pending| now - pending.asked_at < HOLD.as_secs_f64())
    }

    /// Sees to it that the window looks again in time, and gives up what takes too long.
    fn watch(&mut self, ctx: &Context, now: f64) {
        let Some(pending) = &self.pending else { return };
        let waited = now - pending.asked_at;
        // The reader has the same limit, and says more: it gets a moment to say it.
        let limit = READ_LIMIT.as_secs_f64() + 0.1;
        if waited >= limit {
            self.pending = None;
            self.failure = Some(ClipboardError::TimedOut);
            ctx.request_repaint();
            return;
        }
        let next = if self.held.is_empty() {
            limit
        } else {
            HOLD.as_secs_f64()
        };
        ctx.request_repaint_after(Duration::from_secs_f64((next - waited).max(0.001)));
    }
}

const fn is_paste_event(event: &Event) -> bool {
    matches!(event, Event::Paste(_) | Event::MiddleClickPaste { .. })
}

/// What a key does with the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Cut,
    Copy,
    Paste,
}

/// The keys of egui-winit, which takes them where its own shortcuts are on.
fn taken_for(event: &Event) -> Option<Taken> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    match key {
        Key::Cut => Some(Taken::Cut),
        Key::Copy => Some(Taken::Copy),
        Key::Paste => Some(Taken::Paste),
        Key::X if modifiers.command_only() => Some(Taken::Cut),
        Key::C if modifiers.command_only() => Some(Taken::Copy),
        Key::V if modifiers.command_only() => Some(Taken::Paste),
        _ if cfg!(windows) => taken_on_windows(*key, *modifiers),
        _ => None,
    }
}

const fn taken_on_windows(key: Key, modifiers: Modifiers) -> Option<Taken> {
    match key {
        Key::Delete if modifiers.shift => Some(Taken::Cut),
        Key::Insert if modifiers.ctrl => Some(Taken::Copy),
        Key::Insert if modifiers.shift => Some(Taken::Paste),
        _ => None,
    }
}

#[cfg(test)]
#[path = "paste_tests.rs"]
mod tests;
