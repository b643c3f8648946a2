//! A clipboard in memory for tests and pictures, which fails, hangs or is overwritten by others on demand.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

use super::clipboard::{Clipboard, ClipboardError, MOST_TEXT_BYTES, Selection};

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
    /// What stands in the place of a secret.
    cover: Option<String>,
    /// What the middle button would paste.
    primary: Option<String>,
    is_marked_secret: bool,
    failure: Option<ClipboardError>,
    refuses_clear: bool,
    /// How often a manager still puts back what it has kept.
    returns: usize,
    kept: Option<String>,
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

    /// Adds a clipboard manager that has kept what is there, and puts it back up to `times` times.
    pub fn put_back(&self, times: usize) {
        let mut state = self.state();
        let text = state.text.clone();
        state.kept = text;
        state.returns = times;
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
        state.put(text);
        state.is_marked_secret = false;
    }

    /// Puts text where the middle button takes it from, as another program would.
    pub fn put_primary(&self, text: &str) {
        self.state().primary = Some(text.to_owned());
    }

    /// What the middle button would paste.
    pub fn primary(&self) -> Option<String> {
        self.state().primary.clone()
    }

    /// Lets the manager of [`FakeClipboard::put_back`] act.
    pub fn let_the_manager_act(&self) {
        self.state().manage();
    }

    /// What another program would paste in the place of a secret.
    pub fn cover(&self) -> Option<String> {
        self.state().cover.clone()
    }

    /// What another program would paste, beside what [`FakeClipboard::cover`] tells.
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

impl FakeState {
    fn manage(&mut self) {
        if self.returns > 0 && self.text != self.kept {
            self.returns -= 1;
            self.text.clone_from(&self.kept);
        }
    }

    fn put(&mut self, text: &str) {
        (self.text, self.cover) = (Some(text.to_owned()), None);
    }

    fn there(&self, selection: Selection) -> Option<String> {
        match selection {
            Selection::Clipboard => self.text.clone().or_else(|| self.cover.clone()),
            Selection::Primary => self.primary.clone(),
        }
    }
}

impl Clipboard for FakeClipboard {
    fn put_secret(&mut self, text: &str) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        state.put(text);
        state.is_marked_secret = true;
        state.puts += 1;
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        state.put(text);
        state.is_marked_secret = false;
        Ok(())
    }

    fn cover(&mut self, text: &str) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        if !state.refuses_clear {
            state.text = None;
            state.cover = Some(text.to_owned());
        }
        Ok(())
    }

    fn read(&mut self, from: Selection) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        match self.working()?.there(from) {
            Some(text) if text.len() > MOST_TEXT_BYTES => Err(ClipboardError::TooLarge),
            text => Ok(text.map(Zeroizing::new)),
        }
    }

    fn empty(&mut self, what: Selection) -> Result<(), ClipboardError> {
        let mut state = self.working()?;
        if !state.refuses_clear {
            match what {
                Selection::Clipboard => (state.text, state.cover) = (None, None),
                Selection::Primary => state.primary = None,
            }
            state.is_marked_secret = false;
        }
        Ok(())
    }

    fn wait_for_managers(&mut self) {
        self.state().manage();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
