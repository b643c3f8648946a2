//! The clipboard of the desktop, for one secret at a time and for plain text.
//!
//! A secret is marked so that clipboard histories leave it out (`x-kde-passwordManagerHint` on Linux, the
//! "exclude from history" formats on Windows and macOS), and only text of ours is ever cleared: what is kept to tell it
//! by is its SHA-256. Not its job: when to copy or clear, and the time limit on a clipboard owner that hangs; every call
//! here may block for many seconds and belongs on a thread of its own (`worker`).

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::domain::clipboard_failure::ClipboardFailure;

/// A place that holds one piece of text for other programs to paste. Calls may block.
pub trait Clipboard: Send {
    /// Puts `text` there, marked as a secret.
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError>;

    /// Puts `text` there that is no secret: it is not marked, and never cleared.
    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError>;

    /// Whether the text there has the SHA-256 `digest`.
    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError>;

    /// Takes the text of the last [`Clipboard::put_secret`] away, and makes sure that it is gone. Anything else that
    /// was put there since then is left alone, and that is no error.
    fn clear(&mut self) -> Result<(), ClipboardError>;
}

/// Why the clipboard did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// There is no clipboard to be reached; carries what the system says, for the log.
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
}

impl From<&ClipboardError> for ClipboardFailure {
    fn from(error: &ClipboardError) -> Self {
        match error {
            ClipboardError::Unavailable(_) => Self::Unavailable,
            ClipboardError::Busy => Self::Busy,
            ClipboardError::StillThere => Self::StillThere,
            ClipboardError::TimedOut => Self::NotResponding,
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
    ours: Option<[u8; 32]>,
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

    /// The SHA-256 of the text that is there now, or `None` where there is nothing or something else than text.
    fn digest_there(&mut self) -> Result<Option<[u8; 32]>, ClipboardError> {
        self.with_open(|open| match open.get_text() {
            Ok(text) => Ok(Some(digest_of(&Zeroizing::new(text)))),
            Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => Ok(None),
            Err(error) => Err(error),
        })
    }
}

impl Clipboard for SystemClipboard {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.with_open(|open| marked(open.set()).text(text))?;
        // Only now: after a failure it is the text before this one that may still be there.
        self.ours = Some(digest_of(text));
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.with_open(|open| open.set().text(text))?;
        self.ours = None;
        Ok(())
    }

    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        Ok(self.digest_there()?.as_ref() == Some(digest))
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        let Some(ours) = self.ours else {
            return Ok(());
        };
        if self.holds(&ours)? {
            self.with_open(arboard::Clipboard::clear)?;
            // Some desktops answer "done" to a window without the focus and do nothing, so the proof is to look.
            if self.holds(&ours)? {
                return Err(ClipboardError::StillThere);
            }
        }
        self.ours = None;
        Ok(())
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

    #[test]
    fn without_our_text_no_clipboard_is_cleared() {
        assert_eq!(SystemClipboard::new().clear(), Ok(()));
    }
}
