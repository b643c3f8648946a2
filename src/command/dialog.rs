//! Opening and closing what lies over the screens.

use crate::state::{Modal, ModalId};

/// What is asked about dialogs and questions.
#[derive(Debug, Clone)]
pub enum DialogCommand {
    /// Put one over everything that is open. One that needs something to be read first has a command of its own.
    Open(Modal),
    /// Close one, and drop what waits for it. Asks nothing; the dialog has asked.
    Close(ModalId),
}
