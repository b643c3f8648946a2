//! The thread that reads what is pasted, so that no window waits for the program that owns it.
//!
//! It is not the thread that copies and clears (`worker::clipboard`): a token is cleared however long a paste takes.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};

use zeroize::Zeroizing;

use super::clipboard::{ClipboardError, Selection};

/// What is there to be pasted, or why it could not be read.
pub type Read = Result<Option<Zeroizing<String>>, ClipboardError>;

/// Says which request an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PasteNumber(u64);

/// A handle to the thread, which ends once the handle is dropped and its last answer has come.
#[derive(Debug)]
pub struct PasteReader {
    requests: SyncSender<(PasteNumber, Selection)>,
    answers: Receiver<(PasteNumber, Read)>,
    last: PasteNumber,
}

impl PasteReader {
    /// Starts the thread, which reads by `read` and calls `wake` after each answer.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn start(
        mut read: Box<dyn FnMut(Selection) -> Read + Send>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        // Beside the one that is being read only one may wait, because the window waits for no more than one.
        let (requests, queue) = mpsc::sync_channel::<(PasteNumber, Selection)>(1);
        let (answer_queue, answers) = mpsc::channel();
        #[expect(clippy::disallowed_methods, reason = "one of the program's threads")]
        std::thread::Builder::new().name("paste".to_owned()).spawn(move || {
            for (number, from) in queue {
                // The window may be closed already.
                let _ = answer_queue.send((number, read(from)));
                wake();
            }
        })?;
        Ok(Self {
            requests,
            answers,
            last: PasteNumber::default(),
        })
    }

    /// Asks for the text of `from`; none where earlier requests still wait.
    pub fn ask(&mut self, from: Selection) -> Option<PasteNumber> {
        self.last.0 += 1;
        self.requests.try_send((self.last, from)).ok().map(|()| self.last)
    }

    /// The next answer, if there is one.
    pub fn try_recv(&self) -> Option<(PasteNumber, Read)> {
        self.answers.try_recv().ok()
    }
}
