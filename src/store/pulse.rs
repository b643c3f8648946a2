//! What is called many times a second during long work, and stops it.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::error::StoreError;

/// How many steps of the engine lie between two beats.
const STEPS_PER_BEAT: i32 = 1_000;

/// The whole of some work, where it is counted in thousandths.
const WHOLE: u64 = 1_000;

/// How far long work is: a copy counts pages, a check the steps of the engine that it is estimated to need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many are done; never more than `of`.
    pub done: u64,
    /// How many there are.
    pub of: u64,
}

/// Called many times a second, with what is done so far; long work ends where it says `Break`. The engine calls it too,
/// so it is shared.
#[derive(Clone)]
pub(crate) struct Pulse(Arc<Mutex<Beating>>);

struct Beating {
    progress: Progress,
    beat: Box<dyn FnMut(Progress) -> ControlFlow<()> + Send>,
}

impl Pulse {
    pub(crate) fn new(beat: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Beating {
            progress: Progress { done: 0, of: 0 },
            beat: Box::new(beat),
        })))
    }

    /// One that nobody hears and that stops nothing.
    pub(crate) fn unheard() -> Self {
        Self::new(|_| ControlFlow::Continue(()))
    }

    /// One for a part of the work, which begins and ends at these thousandths of the whole.
    pub(crate) fn between(&self, begins: u64, ends: u64) -> Self {
        let whole = self.clone();
        Self::new(move |Progress { done, of }| {
            let done = (done.min(of) * (ends - begins)).checked_div(of).unwrap_or(0);
            whole.note(Progress {
                done: begins + done,
                of: WHOLE,
            })
        })
    }

    /// A beat when some more is done.
    pub(crate) fn note(&self, progress: Progress) -> ControlFlow<()> {
        let mut beating = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        beating.progress = progress;
        (beating.beat)(progress)
    }

    /// A beat during other work.
    fn beat(&self) -> ControlFlow<()> {
        let mut beating = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let progress = beating.progress;
        (beating.beat)(progress)
    }

    /// Beats while `connection` works.
    pub(super) fn follow(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let pulse = self.clone();
        connection.progress_handler(STEPS_PER_BEAT, Some(move || pulse.beat().is_break()))?;
        Ok(())
    }
}

/// Says that a pulse has stopped a reading.
#[derive(Debug, thiserror::Error)]
#[error("the work was stopped")]
struct Stopped;

/// Whether a pulse is the reason of the error.
pub(super) fn has_stopped(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Stopped>)
}

/// Reads with a beat before each reading.
pub(super) struct PulsedRead<'a, R> {
    pub(super) inner: R,
    pub(super) pulse: Option<&'a Pulse>,
}

impl<R: Read> Read for PulsedRead<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.pulse.map(Pulse::beat) {
            Some(ControlFlow::Break(())) => Err(io::Error::other(Stopped)),
            _ => self.inner.read(buffer),
        }
    }
}

/// Reads `of` bytes, with a beat before each reading that tells how many are read.
pub(super) struct CountedRead<'a, R> {
    pub(super) inner: R,
    pub(super) pulse: &'a Pulse,
    pub(super) done: u64,
    pub(super) of: u64,
    /// Whether the pulse has stopped it.
    pub(super) is_stopped: bool,
}

impl<R: Read> Read for CountedRead<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (done, of) = (self.done, self.of);
        if self.pulse.note(Progress { done, of }).is_break() {
            self.is_stopped = true;
            return Err(io::Error::other(Stopped));
        }
        let read = self.inner.read(buffer)?;
        self.done += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_part_is_heard_as_its_share_of_the_whole() {
        let (told, heard) = mpsc::channel();
        let whole = Pulse::new(move |progress| {
            told.send((progress.done, progress.of)).unwrap();
            ControlFlow::Continue(())
        });
        let part = whole.between(300, 900).between(500, 1_000);
        for (done, of) in [(0, 8), (4, 8), (9, 8), (1, 0)] {
            assert!(part.note(Progress { done, of }).is_continue());
        }
        let heard: Vec<_> = heard.try_iter().collect();
        assert_eq!(heard, [600, 750, 900, 600].map(|done| (done, 1_000)));
    }
}
