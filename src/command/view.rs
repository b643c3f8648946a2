//! What the window shows, and the window itself.

use crate::domain::settings::Settings;
use crate::state::{Route, TaskId, ToastId};

/// What is asked about the window.
#[derive(Debug, Clone, Copy)]
pub enum ViewCommand {
    /// Show a screen.
    Go(Route),
    /// Read what is shown once more.
    Refresh,
    /// Change the settings of this console.
    ChangeSettings(Settings),
    /// Take a message off the screen; it stays in the list.
    DismissToast(ToastId),
    /// Stop work in the background.
    CancelTask(TaskId),
    /// Close the window; asks first where something would be lost or left behind.
    AskToQuit,
    /// Close the window. Asks nothing; the question has been answered.
    Quit,
}
