//! The thread that owns the clipboard. A program that holds the selection and hangs can keep a call waiting for half a
//! minute, so no other thread ever makes one.

use std::convert::Infallible;

use crate::domain::token::TokenSecret;
use crate::platform::clipboard::{Clipboard, ClipboardError, digest_of};

use super::lane::Worker;

/// How our text left the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleared {
    /// It was still there and is gone now.
    Ours,
    /// It was already gone; the present text is not ours and stays.
    NotOurs,
}

/// Does the jobs of the clipboard's thread. It remembers a digest of what it put there, never the text.
pub struct ClipboardWorker {
    clipboard: Box<dyn Clipboard>,
    ours: Option<[u8; 32]>,
}

impl ClipboardWorker {
    /// A worker for `clipboard`.
    pub fn new(clipboard: Box<dyn Clipboard>) -> Self {
        Self { clipboard, ours: None }
    }

    /// Puts a token there.
    ///
    /// # Errors
    /// [`ClipboardError`]; what was there before may still be there.
    pub fn put(&mut self, token: &TokenSecret) -> Result<(), ClipboardError> {
        self.clipboard.put_secret(token.expose())?;
        self.ours = Some(digest_of(token.expose()));
        Ok(())
    }

    /// Puts text there that is no secret; a token of ours that was there is gone then.
    ///
    /// # Errors
    /// [`ClipboardError`]; what was there before may still be there.
    pub fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.clipboard.put_text(text)?;
        self.ours = None;
        Ok(())
    }

    /// Takes our text away, if it is still there.
    ///
    /// # Errors
    /// [`ClipboardError`].
    pub fn clear_if_ours(&mut self) -> Result<Cleared, ClipboardError> {
        let Some(digest) = self.ours else {
            return Ok(Cleared::NotOurs);
        };
        let cleared = if self.clipboard.holds(&digest)? {
            self.clipboard.clear()?;
            Cleared::Ours
        } else {
            Cleared::NotOurs
        };
        self.ours = None;
        Ok(cleared)
    }
}

impl Worker for ClipboardWorker {
    type Notice = Infallible;
}
