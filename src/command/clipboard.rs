//! What leaves the window by the clipboard or the Downloads folder.

use crate::state::CopiedText;

/// What is asked about the clipboard and about the token in the dialog for a user.
#[derive(Debug, Clone)]
pub enum ClipboardCommand {
    /// Put the fresh token on the clipboard once more.
    CopyToken,
    /// Put the fresh token on the clipboard within one text that names its server too.
    CopyTokenWithServer,
    /// Write the fresh token into a new file in the Downloads folder.
    DownloadToken,
    /// Take our text off the clipboard now.
    Clear,
    /// Put text on the clipboard that is no secret.
    CopyText(CopyText),
}

/// Put text on the clipboard that is no secret, and say so.
#[derive(Debug, Clone)]
pub struct CopyText {
    /// What it is.
    pub what: CopiedText,
    /// The text.
    pub text: String,
}
