//! The clipboard of the desktop, for one secret at a time and for plain text.
//!
//! A secret is marked so that clipboard histories leave it out (`x-kde-passwordManagerHint` on Linux, the
//! "exclude from history" formats on Windows and macOS). Not its job: when to copy or clear, and whose text is there. Calls
//! may block and belong on a thread of their own (`worker`).

#[cfg(all(unix, not(target_os = "macos")))]
mod readable;
mod reading;
#[cfg(all(unix, not(target_os = "macos")))]
mod wayland;
#[cfg(all(unix, not(target_os = "macos")))]
mod x11;

use std::fmt;
use std::time::Duration;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::domain::clipboard_failure::ClipboardFailure;

#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) use reading::has_data_control;

/// The largest text that is read, in bytes. No field takes more than a few hundred characters, and egui lays out all of
/// what is pasted before a field cuts it, which takes seconds from about a million characters on.
pub const MOST_TEXT_BYTES: usize = 65_536;

/// How long the owner of a text may take to deliver it.
pub const READ_LIMIT: Duration = Duration::from_secs(2);

/// How long a clipboard manager takes to notice what was copied.
const MANAGER_NOTICES: Duration = Duration::from_secs(1);

/// Where texts wait for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// What is copied and pasted on every system.
    Clipboard,
    /// What was selected last and is pasted by the middle button; only on X11 and Wayland.
    Primary,
}

/// A place that holds one piece of text for other programs to paste. Calls may block.
pub trait Clipboard: Send {
    /// Puts `text` there, marked as a secret.
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError>;

    /// Puts `text` there that is no secret: it is not marked, and never cleared.
    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError>;

    /// The text there; `None` where there is nothing or something else than text.
    fn read(&mut self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError>;

    /// Puts a harmless text in the place of a secret, with the same mark.
    fn cover(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.put_secret(text)
    }

    /// Leaves nothing there to paste, whoever put it there.
    fn empty(&mut self, what: Selection) -> Result<(), ClipboardError>;

    /// Waits until a clipboard manager has noticed what was put there last. Those that ask instead of listening do so
    /// twice a second.
    fn wait_for_managers(&mut self) {}

    /// Whether the text there has the SHA-256 `digest`. A text that is too large to read is another one.
    fn holds(&mut self, what: Selection, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        match self.read(what) {
            Ok(text) => Ok(text.is_some_and(|text| digest_of(&text) == *digest)),
            Err(ClipboardError::TooLarge) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Why the clipboard did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// There is no clipboard to be reached; carries what the system says, for the log and the curious.
    #[error("the clipboard can't be reached: {0}")]
    Unavailable(String),
    /// Another program has it and does not let go.
    #[error("another program is using the clipboard")]
    Busy,
    /// The system did not let our text be cleared: it is still there.
    #[error("the system didn't clear the clipboard")]
    StillThere,
    /// It was not answered in time by the program that owns what is on it.
    #[error("the owner of the clipboard did not answer in time")]
    TimedOut,
    /// The text there has more than [`MOST_TEXT_BYTES`].
    #[error("the text on the clipboard is too large")]
    TooLarge,
}

impl From<&ClipboardError> for ClipboardFailure {
    fn from(error: &ClipboardError) -> Self {
        match error {
            ClipboardError::Unavailable(_) => Self::Unavailable,
            ClipboardError::Busy => Self::Busy,
            ClipboardError::StillThere => Self::StillThere,
            ClipboardError::TimedOut => Self::NotResponding,
            ClipboardError::TooLarge => Self::TooLarge,
        }
    }
}

impl From<arboard::Error> for ClipboardError {
    fn from(error: arboard::Error) -> Self {
        match error {
            arboard::Error::ClipboardOccupied => Self::Busy,
            arboard::Error::Unknown { description } => Self::Unavailable(in_one_line(&description)),
            other => Self::Unavailable(in_one_line(&other.to_string())),
        }
    }
}

/// The first line of a system's message, without its full stop, cut where it gets long.
fn in_one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    line.chars().take(120).collect()
}

/// The SHA-256 by which a text is recognised without being kept.
pub fn digest_of(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The desktop's clipboard.
///
/// It is opened at the first use and again after a failure. On Linux the text lives in this program, so the value must
/// live as long as the window.
#[derive(Default)]
pub struct SystemClipboard {
    open: Option<arboard::Clipboard>,
}

impl SystemClipboard {
    /// A clipboard that has not been opened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Does `work` with the open clipboard, which is closed after a failure so that the next call opens it afresh.
    fn with_open<T>(
        &mut self,
        work: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, ClipboardError> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => arboard::Clipboard::new()?,
        };
        let result = work(&mut open);
        if result.is_ok() {
            self.open = Some(open);
        }
        Ok(result?)
    }
}

impl Clipboard for SystemClipboard {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.with_open(|open| marked(open.set()).text(text))
    }

    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.with_open(|open| open.set().text(text))
    }

    fn read(&mut self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        self.read_text(from)
    }

    fn empty(&mut self, what: Selection) -> Result<(), ClipboardError> {
        self.with_open(|open| emptied(open, what))
    }

    fn wait_for_managers(&mut self) {
        if cfg!(all(unix, not(target_os = "macos"))) {
            std::thread::sleep(MANAGER_NOTICES);
        }
    }
}

impl fmt::Debug for SystemClipboard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SystemClipboard(…)")
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

#[cfg(target_os = "macos")]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

#[cfg(windows)]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_history().exclude_from_cloud()
}

/// Owns an empty text. A selection without an owner invites clipboard managers to put back what was there before.
#[cfg(all(unix, not(target_os = "macos")))]
fn emptied(open: &mut arboard::Clipboard, what: Selection) -> Result<(), arboard::Error> {
    use arboard::{LinuxClipboardKind, SetExtLinux as _};
    let kind = match what {
        Selection::Clipboard => LinuxClipboardKind::Clipboard,
        Selection::Primary => LinuxClipboardKind::Primary,
    };
    marked(open.set()).clipboard(kind).text("")
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn emptied(open: &mut arboard::Clipboard, what: Selection) -> Result<(), arboard::Error> {
    match what {
        Selection::Clipboard => open.clear(),
        Selection::Primary => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_systems_long_message_becomes_one_line() {
        let error = arboard::Error::Unknown {
            description: format!("X11 server is away.\n{}", "x".repeat(500)),
        };
        assert_eq!(
            ClipboardError::from(error),
            ClipboardError::Unavailable("X11 server is away".to_owned())
        );
    }
}
