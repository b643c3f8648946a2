//! Reading what another program copied, within limits of time and size.
//!
//! arboard has neither limit on Linux: it waits 24 s for an owner that does not answer, and takes as much as is sent.

use zeroize::Zeroizing;

use super::{ClipboardError, Selection, SystemClipboard};

#[cfg(all(unix, not(target_os = "macos")))]
impl SystemClipboard {
    pub(super) fn read_text(&self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        let _ = self;
        read_on_this_desktop(from).map(|text| text.map(Zeroizing::new))
    }
}

/// Whether the compositor of a Wayland session lets programs control the clipboard. Without that a program reads and
/// writes it only by X11, or as the window with the focus.
#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) fn has_data_control() -> bool {
    super::wayland::is_supported()
}

/// By the protocol that arboard writes with: Wayland's data control where the compositor has it, else X11.
#[cfg(all(unix, not(target_os = "macos")))]
fn read_on_this_desktop(from: Selection) -> Result<Option<String>, ClipboardError> {
    use super::{wayland, x11};

    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        match wayland::read_text(from) {
            Err(ClipboardError::Unavailable(why)) => tracing::debug!(why, "no data control, so X11 is tried"),
            read => return read,
        }
    }
    x11::read_text(from)
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
impl SystemClipboard {
    pub(super) fn read_text(&mut self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        if from == Selection::Primary {
            return Ok(None);
        }
        let read = self.with_open(|open| match open.get_text() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => Ok(None),
            Err(error) => Err(error),
        })?;
        match read {
            Some(text) if text.len() > super::MOST_TEXT_BYTES => Err(ClipboardError::TooLarge),
            read => Ok(read),
        }
    }
}
