//! Messages, as codes with arguments: one that is shown follows the language when another one is chosen.

use super::secret::{SecretKind, SecretName};
use crate::domain::clipboard_failure::ClipboardFailure;
use crate::domain::failure::Failure;
use crate::domain::one_time_password::PasswordStanding;
use crate::domain::registration::Arrival;
use crate::domain::time::Timestamp;
use crate::domain::token_standing::TokenStanding;

/// What a message says; `ui::strings::messages` has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// About a user.
    User(UserMessage),
    /// About a client.
    Client(ClientMessage),
    /// About a token or a one-time password.
    Secret(SecretMessage),
    /// About copied text that is no secret.
    Text(TextMessage),
    /// About a backup.
    Backup(BackupMessage),
    /// Something else was not done.
    Failed(Failure),
}

/// About a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupMessage {
    /// The one at this path was made.
    Made(String),
    /// It was stopped.
    Cancelled,
    /// It was not made.
    NotMade(Failure),
}

/// About a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserMessage {
    /// Created.
    Created,
    /// The details were saved.
    Updated,
    /// The signed-in user's password was changed.
    PasswordChanged,
    /// The signed-in user is no longer an administrator.
    AdministratorLost,
    /// What was typed in the dialog for a user is lost.
    DraftLost,
    /// Deleted; without the User Name where that is not known.
    Deleted(Option<String>),
    /// Not deleted.
    NotDeleted {
        /// The User Name, where that is known.
        user_name: Option<String>,
        /// Why.
        why: Failure,
    },
    /// The user of this name was enabled.
    Enabled(String),
    /// Not enabled.
    NotEnabled(Failure),
    /// The user of this name was disabled.
    Disabled(String),
    /// Not disabled.
    NotDisabled(Failure),
    /// The user of this name was unlocked.
    Unlocked(String),
    /// Not unlocked.
    NotUnlocked(Failure),
}

/// About a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientMessage {
    /// One or more have registered.
    Registered(Vec<Arrival>),
    /// One or more are used from two machines.
    UsedFromTwoMachines(Vec<Arrival>),
    /// Deregistered; without the name where that is not known.
    Deregistered(Option<String>),
    /// Deleted; without the name where that is not known.
    Deleted(Option<String>),
}

/// About a token or a one-time password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretMessage {
    /// It was wiped by a lock.
    Discarded(SecretName),
    /// It is copied although its dialog was closed.
    CopiedWithoutDialog(SecretName),
    /// Not copied.
    NotCopied(SecretKind, ClipboardFailure),
    /// Cleared from the clipboard.
    Cleared(SecretKind),
    /// Not cleared from the clipboard.
    NotCleared(SecretKind, ClipboardFailure),
    /// The clipboard has not responded within the limit.
    ClipboardNotResponding,
    /// A token was cleared from the clipboard because it does not work.
    TokenLeft {
        /// Its client.
        client: String,
        /// Why it does not work.
        standing: TokenStanding,
    },
    /// A one-time password was cleared from the clipboard because it does not work.
    PasswordLeft {
        /// The User Name of its user.
        user_name: String,
        /// Why it does not work.
        standing: PasswordStanding,
    },
    /// Saved to the file at this path.
    Saved(String),
    /// Not saved.
    NotSaved(Failure),
    /// Not saved, because too much waits for the disk.
    DownloadQueueFull,
}

/// Which text is copied that is no secret; `ui::strings::copying` has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiedText {
    /// A User Name.
    UserName,
    /// An e-mail address.
    Email,
    /// The address of the registration service.
    Server,
    /// The fingerprint of its certificate.
    Fingerprint,
    /// A command line.
    Command,
}

/// About copied text that is no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextMessage {
    /// Copied.
    Copied {
        /// Which.
        what: CopiedText,
        /// The secret of ours that it replaced on the clipboard.
        over: Option<SecretName>,
    },
    /// Not copied.
    NotCopied {
        /// Which.
        what: CopiedText,
        /// Why.
        why: ClipboardFailure,
    },
    /// Not pasted.
    NotPasted(ClipboardFailure),
}

impl From<UserMessage> for Message {
    fn from(message: UserMessage) -> Self {
        Self::User(message)
    }
}

impl From<BackupMessage> for Message {
    fn from(message: BackupMessage) -> Self {
        Self::Backup(message)
    }
}

impl From<ClientMessage> for Message {
    fn from(message: ClientMessage) -> Self {
        Self::Client(message)
    }
}

impl From<SecretMessage> for Message {
    fn from(message: SecretMessage) -> Self {
        Self::Secret(message)
    }
}

impl From<TextMessage> for Message {
    fn from(message: TextMessage) -> Self {
        Self::Text(message)
    }
}

impl From<Failure> for Message {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Identifies a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToastId(pub u64);

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ToastTone {
    /// Done.
    Success,
    /// Worth knowing.
    Info,
    /// Not done.
    Error,
}

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// Which.
    pub id: ToastId,
    /// How it is meant.
    pub tone: ToastTone,
    /// What it says.
    pub message: Message,
    /// When it came.
    pub at: Timestamp,
    /// How long it stays on the screen, in milliseconds.
    pub shown_ms: i64,
    /// When it leaves the screen by itself; none before it was drawn, because a window that is covered draws nothing.
    pub expires_at: Option<Timestamp>,
    /// Whether it has left the screen; it can still be read in the list.
    pub is_dismissed: bool,
}
