//! What a keyboard and a mouse send, for tests that decide what comes within one frame.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};

/// A key that goes down or up.
pub(crate) fn key(key: Key, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

/// A press of the mouse at `pos` and its release, which touch pads and remote desktops send at once.
pub(crate) fn click(pos: Pos2) -> [Event; 2] {
    [true, false].map(|pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    })
}
