//! Makes the automatic backups of the directory while it is served, on a connection and a thread of its own.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::health::Health;
use super::writer::Writer;
use crate::platform::clock::Deadline;
use crate::platform::disk_room;
use crate::service::{AutomaticBackups, Reader};

/// How long the thread rests after a failure that the directory may not know of, because it could not be written.
const REST: Duration = Duration::from_hours(1);

/// The thread that makes backups. It ends, a backup under way included, when this is dropped.
#[derive(Debug)]
pub(super) struct Backups {
    thread: Option<JoinHandle<()>>,
    end: Option<SyncSender<()>>,
    is_ending: Arc<AtomicBool>,
}

impl Backups {
    /// Starts the thread, which looks at once and then regularly whether a backup is due.
    pub(super) fn start(reader: Reader, every: Duration, health: Arc<Health>, writer: Writer) -> std::io::Result<Self> {
        let (end, ended) = sync_channel(0);
        let is_ending = Arc::new(AtomicBool::new(false));
        let maker = Maker {
            backups: AutomaticBackups::new(reader, Arc::new(disk_room::free_bytes)),
            every,
            health,
            writer,
            is_ending: Arc::clone(&is_ending),
            rest: None,
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the backups of the service, which has no window's worker"
        )]
        let thread = thread::Builder::new()
            .name("backups".to_owned())
            .spawn(move || maker.work(&ended))?;
        Ok(Self {
            thread: Some(thread),
            end: Some(end),
            is_ending,
        })
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        self.is_ending.store(true, Ordering::Relaxed);
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // A panic is on standard error already.
            let _ = thread.join();
        }
    }
}

/// The state of the thread.
struct Maker {
    backups: AutomaticBackups,
    every: Duration,
    health: Arc<Health>,
    writer: Writer,
    is_ending: Arc<AtomicBool>,
    /// Nothing is tried before its end.
    rest: Option<Deadline>,
}

impl Maker {
    fn work(mut self, ended: &Receiver<()>) {
        loop {
            self.look();
            if matches!(ended.recv_timeout(self.every), Err(RecvTimeoutError::Disconnected)) {
                return;
            }
        }
    }

    fn look(&mut self) {
        let rests = self.rest.as_ref().is_some_and(|rest| !rest.left().is_zero());
        // What can't be trusted is not copied over good backups.
        if rests || self.health.trouble().is_some() {
            return;
        }
        let is_ending = Arc::clone(&self.is_ending);
        let made = self.backups.make_if_due(move |_| {
            if is_ending.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        match made {
            Ok(None) => {}
            Ok(Some(path)) => tracing::info!(path = %path.display(), "an automatic backup was made"),
            Err(failure) if failure.is_interrupted() => {}
            Err(failure) => {
                tracing::warn!(%failure, "no automatic backup was made");
                self.rest = Some(Deadline::after(REST));
                self.writer.doubt(failure);
            }
        }
    }
}
