//! The thread that copies and clears. A call waits as long as the program that owns the text does, so the window never
//! makes one.

use std::convert::Infallible;

use crate::domain::secret::SecretText;
use crate::platform::clipboard::{Clipboard, ClipboardError, Selection, digest_of};

use super::lane::Worker;

/// How our text left the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleared {
    /// It was still there and is gone now.
    Ours,
    /// Another copy had replaced it, which stays.
    NotOurs,
}

/// What a later look at the clipboard found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The token has stayed away.
    Gone,
    /// Another program had put the token back. It was cleared again.
    Returned,
}

/// A token that was cleared, by digests.
#[derive(Debug, Clone, Copy)]
struct Covered {
    token: [u8; 32],
    cover: [u8; 32],
}

/// Does the jobs of the clipboard's thread. It remembers a digest of what it put there, never the text.
///
/// A token is cleared by a harmless text, the cover, which is emptied once clipboard managers have noticed it. Such a
/// program puts its newest text back when it finds nothing, also after this program has ended, and that is the cover then.
pub struct ClipboardWorker {
    clipboard: Box<dyn Clipboard>,
    ours: Option<[u8; 32]>,
    covered: Option<Covered>,
}

impl ClipboardWorker {
    /// A worker for `clipboard`.
    pub fn new(clipboard: Box<dyn Clipboard>) -> Self {
        Self {
            clipboard,
            ours: None,
            covered: None,
        }
    }

    /// Puts a token there, alone or within the text of its hand-off.
    ///
    /// # Errors
    /// [`ClipboardError`]; what was there before may still be there.
    pub fn put(&mut self, secret: &SecretText) -> Result<(), ClipboardError> {
        self.clipboard.put_secret(secret.expose())?;
        self.ours = Some(digest_of(secret.expose()));
        self.covered = None;
        Ok(())
    }

    /// Puts text there that is no secret; a token of ours that was there is gone then.
    ///
    /// # Errors
    /// [`ClipboardError`]; what was there before may still be there.
    pub fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        self.clipboard.put_text(text)?;
        self.ours = None;
        self.covered = None;
        Ok(())
    }

    /// Puts `cover` in the place of our token, if that is still there.
    ///
    /// # Errors
    /// [`ClipboardError`].
    pub fn clear_if_ours(&mut self, cover: &str) -> Result<Cleared, ClipboardError> {
        let Some(token) = self.ours.or(self.covered.map(|covered| covered.token)) else {
            return Ok(Cleared::NotOurs);
        };
        let cleared = if self.holds(&token)? {
            self.clipboard.cover(cover)?;
            // Some desktops answer "done" to a window without the focus and do nothing, so the proof is to look.
            if self.holds(&token)? {
                return Err(ClipboardError::StillThere);
            }
            Cleared::Ours
        } else if let Some(covered) = self.covered
            && self.holds(&covered.cover)?
        {
            Cleared::Ours
        } else {
            Cleared::NotOurs
        };
        self.ours = None;
        self.covered = Some(Covered {
            token,
            cover: digest_of(cover),
        });
        self.clear_primary(&token);
        Ok(cleared)
    }

    /// Looks whether a token that was cleared is back, and clears it again then; else empties the cover.
    ///
    /// # Errors
    /// [`ClipboardError`].
    pub fn look_again(&mut self, cover: &str) -> Result<Look, ClipboardError> {
        let Some(covered) = self.covered else {
            return Ok(Look::Gone);
        };
        self.clear_primary(&covered.token);
        if self.holds(&covered.token)? {
            self.clipboard.cover(cover)?;
            return Ok(Look::Returned);
        }
        if self.holds(&covered.cover)? {
            self.clipboard.empty(Selection::Clipboard)?;
        }
        Ok(Look::Gone)
    }

    /// Clears as [`ClipboardWorker::clear_if_ours`] does before the program ends, after which nothing can be looked at.
    ///
    /// # Errors
    /// [`ClipboardError`].
    pub fn clear_for_good(&mut self, cover: &str) -> Result<(), ClipboardError> {
        self.clear_if_ours(cover)?;
        let Some(covered) = self.covered else {
            return Ok(());
        };
        if self.holds(&covered.cover)? {
            self.clipboard.wait_for_managers();
            if self.look_again(cover)? == Look::Returned {
                self.clipboard.wait_for_managers();
                self.look_again(cover)?;
            }
        }
        Ok(())
    }

    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        self.clipboard.holds(Selection::Clipboard, digest)
    }

    /// Some programs copy the clipboard to the PRIMARY selection. What its owner answers delays nothing else for long.
    fn clear_primary(&mut self, token: &[u8; 32]) {
        let cleared = match self.clipboard.holds(Selection::Primary, token) {
            Ok(true) => self.clipboard.empty(Selection::Primary),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = cleared {
            tracing::debug!(%error, "the PRIMARY selection was not cleared");
        }
    }
}

impl Worker for ClipboardWorker {
    type Notice = Infallible;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::fake_clipboard::FakeClipboard;

    fn token() -> SecretText {
        SecretText::from("avo_aaaa")
    }

    const COVER: &str = "Token cleared";

    /// A worker that has just put [`token`] on the clipboard.
    fn holding() -> (FakeClipboard, ClipboardWorker) {
        let desk = FakeClipboard::new();
        let mut worker = ClipboardWorker::new(Box::new(desk.clone()));
        worker.put(&token()).unwrap();
        (desk, worker)
    }

    #[test]
    fn a_token_is_covered_and_then_nothing_is_left() {
        let (desk, mut worker) = holding();
        assert!(desk.is_marked_secret());
        assert_eq!(worker.clear_if_ours(COVER), Ok(Cleared::Ours));
        assert_eq!((desk.text(), desk.cover().as_deref()), (None, Some(COVER)));
        assert!(desk.is_marked_secret(), "no history needs the cover");
        assert_eq!(worker.look_again(COVER), Ok(Look::Gone));
        assert_eq!((desk.text(), desk.cover()), (None, None));
    }

    #[test]
    fn only_our_own_text_is_cleared() {
        let (desk, mut worker) = holding();
        desk.put_foreign("a shopping list");
        assert_eq!(worker.clear_if_ours(COVER), Ok(Cleared::NotOurs));
        assert_eq!(worker.look_again(COVER), Ok(Look::Gone));
        worker.clear_for_good(COVER).unwrap();
        assert_eq!(desk.text().as_deref(), Some("a shopping list"));
    }

    #[test]
    fn a_refused_clear_is_reported_and_can_be_repeated() {
        let (desk, mut worker) = holding();
        desk.refuse_clear();
        assert_eq!(worker.clear_if_ours(COVER), Err(ClipboardError::StillThere));
        desk.work_again();
        assert_eq!(worker.clear_if_ours(COVER), Ok(Cleared::Ours));
        assert_eq!(worker.look_again(COVER), Ok(Look::Gone));
        assert_eq!(desk.text(), None);
    }

    #[test]
    fn a_token_that_a_manager_puts_back_is_found_and_cleared_again() {
        let (desk, mut worker) = holding();
        desk.put_back(1);
        worker.clear_if_ours(COVER).unwrap();
        desk.let_the_manager_act();
        assert_eq!(worker.look_again(COVER), Ok(Look::Returned));
        assert_eq!(worker.look_again(COVER), Ok(Look::Gone));
        assert_eq!(desk.text(), None);
    }

    #[test]
    fn a_look_leaves_a_token_that_was_copied_again() {
        let (desk, mut worker) = holding();
        worker.clear_if_ours(COVER).unwrap();
        worker.put(&token()).unwrap();
        assert_eq!(worker.look_again(COVER), Ok(Look::Gone));
        assert_eq!(desk.text().as_deref(), Some(token().expose()));
    }

    #[test]
    fn the_end_waits_for_a_manager_and_clears_what_it_puts_back() {
        let (desk, mut worker) = holding();
        desk.put_back(1);
        worker.clear_for_good(COVER).unwrap();
        desk.let_the_manager_act();
        assert_eq!(desk.text(), None);
    }

    #[test]
    fn the_middle_button_pastes_no_token_after_it_was_cleared() {
        let (desk, mut worker) = holding();
        desk.put_primary(token().expose());
        worker.clear_if_ours(COVER).unwrap();
        assert_eq!(desk.primary(), None);
        desk.put_primary("a shopping list");
        worker.look_again(COVER).unwrap();
        assert_eq!(desk.primary().as_deref(), Some("a shopping list"));
    }
}
