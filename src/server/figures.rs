//! The directory's own figures for the metrics, read at most every 15 s on a connection that only reads.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use super::metrics::Metrics;
use super::writer::Writer;
use crate::service::Reader;

const LONGEST_AGE: Duration = Duration::from_secs(15);

/// Reads the figures when they are asked for.
pub(super) struct Figures(Mutex<State>);

struct State {
    /// None where a reading panicked.
    reader: Option<Reader>,
    read_at: Option<Instant>,
}

impl Figures {
    pub(super) fn new(reader: Reader) -> Self {
        Self(Mutex::new(State {
            reader: Some(reader),
            read_at: None,
        }))
    }

    /// Brings the figures in `metrics` up to date, unless they are young enough. They stay as they were where the
    /// directory cannot be read; `writer` hears of damage.
    pub(super) async fn update(&self, metrics: &Metrics, writer: &Writer) {
        let mut state = self.0.lock().await;
        if state.read_at.is_some_and(|at| at.elapsed() < LONGEST_AGE) {
            return;
        }
        state.read_at = Some(Instant::now());
        let Some(mut reader) = state.reader.take() else { return };
        let reading = spawn_blocking(move || {
            let figures = reader.figures();
            (reader, figures)
        });
        let Ok((reader, figures)) = reading.await else { return };
        state.reader = Some(reader);
        match figures {
            Ok(figures) => metrics.show_figures(&figures),
            Err(failure) => {
                tracing::debug!(%failure, "the figures of the directory could not be read");
                writer.doubt(failure);
            }
        }
    }
}
