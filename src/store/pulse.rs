//! What is called many times a second during long work, and stops it.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::error::StoreError;

/// How many steps of the engine lie between two beats.
const STEPS_PER_BEAT: i32 = 1_000;

/// How far a copy is, in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress {
    /// How many are done; never more than `of`.
    pub done: u64,
    /// How many there are.
    pub of: u64,
}

/// Called many times a second, with what is copied so far; long work ends where it says `Break`. The engine calls it too,
/// so it is shared.
#[derive(Clone)]
pub(crate) struct Pulse(Arc<Mutex<Beating>>);

struct Beating {
    progress: CopyProgress,
    beat: Box<dyn FnMut(CopyProgress) -> ControlFlow<()> + Send>,
}

impl Pulse {
    pub(crate) fn new(beat: impl FnMut(CopyProgress) -> ControlFlow<()> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Beating {
            progress: CopyProgress { done: 0, of: 0 },
            beat: Box::new(beat),
        })))
    }

    /// A beat in the middle of copying.
    pub(crate) fn copied(&self, progress: CopyProgress) -> ControlFlow<()> {
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
