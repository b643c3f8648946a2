//! The ways of a fresh token out of the window.

/// What is asked about the token in the open dialog, and about the clipboard.
#[derive(Debug, Clone, Copy)]
pub enum ClipboardCommand {
    /// Put the fresh token on the clipboard once more.
    CopyToken,
    /// Write the fresh token into a new file in the Downloads folder.
    DownloadToken,
    /// Take our text off the clipboard now.
    Clear,
}
