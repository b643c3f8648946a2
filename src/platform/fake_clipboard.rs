//! A clipboard in memory for tests and pictures, which fails, hangs or is overwritten by others on demand.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clipboard::{Clipboard, ClipboardError, digest_of};

/// How long [`FakeClipboard::wait_for_a_hanging_call`] waits for one, however busy the computer is.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// A clipboard in memory. Clones are the same clipboard, so a test keeps one and gives another away.
#[derive(Debug, Clone, Default)]
pub struct FakeClipboard(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<FakeState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct FakeState {
    text: Option<String>,
    is_marked_secret: bool,
    ours: Option<[u8; 32]>,
    failure: Option<ClipboardError>,
    refuses_clear: bool,
    is_hanging: bool,
    waiting: usize,
    puts: usize,
}

impl FakeClipboard {
    /// An empty clipboard.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes every call fail with `failure` until this is called again.
    pub fn fail_with(&self, failure: ClipboardError) {
        self.state().failure = Some(failure);
    }

    /// Makes it work again.
    pub fn work_again(&self) {
        let mut state = self.state();
        state.failure = None;
        state.refuses_clear = false;
    }

    /// Makes a clear do nothing, as GNOME on Wayland does for a window without the focus.
    pub fn refuse_clear(&self) {
        self.state().refuses_clear = true;
    }

    /// Makes every call wait until [`FakeClipboard::release`].
    pub fn hang(&self) {
        self.state().is_hanging = true;
    }

    /// Lets waiting and later calls go on.
    pub fn release(&self) {
        self.state().is_hanging = false;
        self.0.changed.notify_all();
    }

    /// Waits until a call hangs; for a test that must not act before.
    ///
    /// # Panics
    ///
    /// Where none does within a minute.
    pub fn wait_for_a_hanging_call(&self) {
        let none_waits = |state: &mut FakeState| state.waiting == 0;
        let (state, wait) = self
            .0
            .changed
            .wait_timeout_while(self.state(), LONGEST_WAIT, none_waits)
            .unwrap_or_else(PoisonError::into_inner);
        drop(state);
        assert!(!wait.timed_out(), "no call came to the clipboard");
    }

    /// Puts text there as another program would.
    pub fn put_foreign(&self, text: &str) {
        let mut state = self.state();
        state.text = Some(text.to_owned());
        state.is_marked_secret = false;
    }

    /// What another program would paste.
    pub fn text(&self) -> Option<String> {
        self.state().text.clone()
    }

    /// Whether what is there is marked for histories to leave it out.
    pub fn is_marked_secret(&self) -> bool {
        self.state().is_marked_secret
    }

    /// How often something has been put there by this program.
    pub fn put_count(&self) -> usize {
        self.state().puts
    }

    fn state(&self) -> MutexGuard<'_, FakeState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clipboard once it neither hangs nor fails.
    fn working(&self) -> Result<MutexGuard<'_, FakeState>, ClipboardError> {
        let mut state = self.state();
        if state.is_hanging {
            state.waiting += 1;
            self.0.changed.notify_all();
            while state.is_hanging {
                state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            state.waiting -= 1;
        }
        match state.failure.clone() {
            Some(failure) => Err(failure),
            None => Ok(state),
        }
    }
}

impl Clipboard for FakeClipboard {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        state.ours = Some(digest_of(text));
        state.text = Some(text.to_owned());
        state.is_marked_secret = true;
        state.puts += 1;
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        state.ours = None;
        state.text = Some(text.to_owned());
        state.is_marked_secret = false;
        Ok(())
    }

    fn holds(&mut self, digest: &[u8; 32]) -> Result<bool, ClipboardError> {
        Ok(self.working()?.text.as_deref().map(digest_of).as_ref() == Some(digest))
    }

    fn clear(&mut self) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        if state.ours.is_some() && state.text.as_deref().map(digest_of) == state.ours {
            if state.refuses_clear {
                return Err(ClipboardError::StillThere);
            }
            state.text = None;
            state.is_marked_secret = false;
        }
        state.ours = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_text_is_cleared() {
        let state = FakeClipboard::new();
        let mut clipboard = state.clone();
        clipboard.put_secret("made up").unwrap();
        assert!(state.is_marked_secret());
        assert_eq!(clipboard.holds(&digest_of("made up")), Ok(true));
        state.put_foreign("a shopping list");
        assert_eq!(clipboard.holds(&digest_of("made up")), Ok(false));
        clipboard.clear().unwrap();
        assert_eq!(state.text().as_deref(), Some("a shopping list"));
        clipboard.put_secret("made up").unwrap();
        clipboard.clear().unwrap();
        assert_eq!(state.text(), None);
    }

    #[test]
    fn a_refused_clear_is_reported_and_can_be_repeated() {
        let state = FakeClipboard::new();
        let mut clipboard = state.clone();
        clipboard.put_secret("made up").unwrap();
        state.refuse_clear();
        assert_eq!(clipboard.clear(), Err(ClipboardError::StillThere));
        state.work_again();
        assert_eq!(clipboard.clear(), Ok(()));
        assert_eq!(state.text(), None);
    }

    #[test]
    fn a_hanging_clipboard_waits_for_its_release() {
        let state = FakeClipboard::new();
        state.hang();
        std::thread::scope(|scope| {
            let mut clipboard = state.clone();
            let call = scope.spawn(move || clipboard.put_secret("made up"));
            state.wait_for_a_hanging_call();
            assert_eq!(state.text(), None);
            state.release();
            assert_eq!(call.join().unwrap(), Ok(()));
        });
        assert_eq!(state.text().as_deref(), Some("made up"));
    }
}
