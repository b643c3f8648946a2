//! The thread that looks presented secrets up, on a connection that only reads.
//!
//! It waits for no writer, and a flood of made-up secrets costs one indexed reading each and no transaction that writes.

use std::io;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::limits::Limits;
use crate::domain::registration::{ClientAsks, ClientRefusal};
use crate::service::Reader;

struct Question {
    asks: ClientAsks,
    answer: oneshot::Sender<Option<ClientRefusal>>,
}

/// A handle to the thread, which ends when the last clone is dropped.
#[derive(Clone)]
pub(super) struct Lookup {
    questions: mpsc::Sender<Question>,
    wait: Duration,
}

impl Lookup {
    /// Starts the thread.
    pub(super) fn start(reader: Reader, limits: &Limits) -> io::Result<(Self, JoinHandle<()>)> {
        // A connection has one request under way at a time, so there is room for all of them.
        let (questions, queue) = mpsc::channel(limits.connections.max(1));
        let most_at_once = limits.batch;
        #[expect(
            clippy::disallowed_methods,
            reason = "the reading thread of the service, which has no window's worker"
        )]
        let thread = thread::Builder::new()
            .name("look-up".to_owned())
            .spawn(move || work(reader, queue, most_at_once))?;
        let wait = limits.answer;
        Ok((Self { questions, wait }, thread))
    }

    /// What the request would be refused for. `None` where it would be accepted, and where nothing could be read: the
    /// writer decides then.
    pub(super) async fn refusal_of(&self, asks: &ClientAsks) -> Option<ClientRefusal> {
        let (answer, answered) = oneshot::channel();
        let asks = asks.clone();
        self.questions.try_send(Question { asks, answer }).ok()?;
        tokio::time::timeout(self.wait, answered).await.ok()?.ok()?
    }
}

/// Answers all that wait in one reading.
fn work(mut reader: Reader, mut queue: mpsc::Receiver<Question>, most_at_once: usize) {
    let mut questions = Vec::with_capacity(most_at_once);
    while queue.blocking_recv_many(&mut questions, most_at_once) > 0 {
        let (asks, waiting): (Vec<_>, Vec<_>) = questions.drain(..).map(|one| (one.asks, one.answer)).unzip();
        match reader.foresee(&asks) {
            Ok(foreseen) => {
                for (answer, refusal) in waiting.into_iter().zip(foreseen) {
                    // Whoever asked may have gone.
                    let _ = answer.send(refusal.unwrap_or(None));
                }
            }
            Err(failure) => tracing::debug!(%failure, "no secret could be looked up"),
        }
    }
}
