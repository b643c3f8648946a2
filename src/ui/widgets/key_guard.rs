//! Keeps a key that is held or pressed twice from pressing what came under it.
//!
//! Enter and Space press what has the focus. What they do often moves the focus: a question opens, a button makes room
//! for another. The rest of the same press was not meant for that. Remote desktops send a held key as presses and
//! releases, so a second press shortly after the first counts as the same one where the program moved the focus.

use egui::{Context, Event, Id, Key, Plugin, RawInput};

/// How long after a press another of the same key is taken for the same one, in seconds.
const SAME_PRESS_SECS: f64 = 0.5;

/// The egui plugin behind this module; [`crate::ui::install`] registers it.
#[derive(Default)]
pub(super) struct KeyGuard {
    held: Vec<Key>,
    last: Option<Press>,
}

/// A press of a key, and what it was meant for.
#[derive(Clone, Copy)]
struct Press {
    key: Key,
    at_secs: f64,
    focused: Option<Id>,
}

impl Plugin for KeyGuard {
    fn debug_name(&self) -> &'static str {
        "avo_key_guard"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let now_secs = input.time.unwrap_or_else(|| ctx.input(|known| known.time));
        let focused = ctx.memory(egui::Memory::focused);
        input.events.retain(|event| self.is_meant(event, now_secs, focused));
    }
}

impl KeyGuard {
    /// Whether `event` is more than the rest of a press that has done its work.
    fn is_meant(&mut self, event: &Event, now_secs: f64, focused: Option<Id>) -> bool {
        match event {
            Event::Key {
                key: key @ (Key::Enter | Key::Space),
                pressed,
                ..
            } => {
                if *pressed {
                    return self.press(*key, now_secs, focused);
                }
                self.held.retain(|held| held != key);
            }
            Event::Key { pressed: true, .. }
            | Event::PointerButton { pressed: true, .. }
            | Event::Paste(_)
            | Event::AccessKitActionRequest(_) => self.last = None,
            Event::Text(text) if !text.trim().is_empty() => self.last = None,
            Event::WindowFocused(_) => self.held.clear(),
            _ => {}
        }
        true
    }

    fn press(&mut self, key: Key, now_secs: f64, focused: Option<Id>) -> bool {
        let is_held = self.held.contains(&key);
        if !is_held {
            self.held.push(key);
        }
        let before = self
            .last
            .filter(|last| last.key == key && now_secs - last.at_secs < SAME_PRESS_SECS);
        let is_moved = before.is_some_and(|before| before.focused != focused);
        let is_meant = !is_held && !is_moved;
        self.last = Some(Press {
            key,
            at_secs: now_secs,
            focused: if is_meant {
                focused
            } else {
                before.and_then(|before| before.focused)
            },
        });
        is_meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        }
    }

    fn button() -> Id {
        Id::unique("button")
    }

    fn other() -> Id {
        Id::unique("other")
    }

    #[test]
    fn a_held_key_presses_once() {
        let mut guard = KeyGuard::default();
        assert!(guard.is_meant(&key(Key::Enter, true), 0.0, Some(button())));
        for step in 1..40 {
            assert!(!guard.is_meant(&key(Key::Enter, true), f64::from(step) * 0.03, Some(other())));
        }
        assert!(guard.is_meant(&key(Key::Enter, false), 1.3, Some(other())));
        assert!(
            !guard.is_meant(&key(Key::Enter, true), 1.4, Some(other())),
            "still the same press"
        );
        assert!(guard.is_meant(&key(Key::Enter, false), 1.5, Some(other())));
        assert!(guard.is_meant(&key(Key::Enter, true), 2.0, Some(other())));
    }

    #[test]
    fn a_second_press_does_nothing_where_the_focus_was_moved_meanwhile() {
        for (focused, is_meant) in [(Some(button()), true), (Some(other()), false), (None, false)] {
            let mut guard = KeyGuard::default();
            guard.is_meant(&key(Key::Space, true), 0.0, Some(button()));
            guard.is_meant(&key(Key::Space, false), 0.1, Some(button()));
            assert_eq!(guard.is_meant(&key(Key::Space, true), 0.2, focused), is_meant);
        }
    }

    #[test]
    fn a_person_who_moves_the_focus_can_press_again_at_once() {
        let moves = [
            key(Key::Tab, true),
            Event::PointerButton {
                pos: egui::Pos2::ZERO,
                button: egui::PointerButton::Primary,
                pressed: true,
                modifiers: egui::Modifiers::NONE,
            },
            Event::Text("a".to_owned()),
            Event::Paste(" ".to_owned()),
        ];
        for moved in moves {
            let mut guard = KeyGuard::default();
            guard.is_meant(&key(Key::Enter, true), 0.0, Some(button()));
            guard.is_meant(&key(Key::Enter, false), 0.0, Some(button()));
            assert!(guard.is_meant(&moved, 0.1, Some(button())));
            assert!(guard.is_meant(&key(Key::Enter, true), 0.1, Some(other())));
        }
    }
}
