//! Where pasted text is read from.

use eframe::UserEvent;
use winit::event_loop::EventLoop;

use crate::platform::clipboard::{Clipboard as _, Selection, SystemClipboard};
use crate::platform::paste::Read;

/// Reads a selection, on a thread that may wait.
pub(super) type Source = Box<dyn FnMut(Selection) -> Read + Send>;

/// The source for windows of `event_loop`.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn of(event_loop: &EventLoop<UserEvent>) -> Source {
    use winit::platform::wayland::EventLoopExtWayland as _;

    use crate::platform::clipboard::has_data_control;

    if event_loop.is_wayland() && !has_data_control() {
        return of_own_window(event_loop);
    }
    by_system()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn of(_: &EventLoop<UserEvent>) -> Source {
    by_system()
}

fn by_system() -> Source {
    let mut clipboard = SystemClipboard::new();
    Box::new(move |from| clipboard.read(from))
}

/// Without data control a compositor tells only the window with the focus what was copied. egui-winit knows how to ask
/// for it as that window, and does so without limits: what takes too long is given up by the window.
#[cfg(all(unix, not(target_os = "macos")))]
fn of_own_window(event_loop: &EventLoop<UserEvent>) -> Source {
    use crate::platform::clipboard::{ClipboardError, MOST_TEXT_BYTES};
    use zeroize::Zeroizing;

    let display = event_loop.owned_display_handle();
    let mut state = egui_winit::State::new(
        egui::Context::default(),
        egui::ViewportId::ROOT,
        &display,
        None,
        None,
        None,
    );
    Box::new(move |from| {
        // The state uses the connection to the display, so that must stay open.
        let _ = &display;
        match from {
            Selection::Primary => Ok(None),
            Selection::Clipboard => match state.clipboard_text() {
                Some(text) if text.len() > MOST_TEXT_BYTES => Err(ClipboardError::TooLarge),
                text => Ok(text.map(Zeroizing::new)),
            },
        }
    })
}
