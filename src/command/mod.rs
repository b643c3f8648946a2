//! What the window may ask for, nested by subject. A command is data: a screen sends it, and `app` has one exhaustive
//! handler for each subject.
//!
//! Where a command is a request to the directory, its variant carries the request itself ([`SignIn`], [`DeleteUser`] ..),
//! so that what is asked for is written down once.

mod automatic_backups;
mod backup;
mod clients;
mod clipboard;
mod clock;
mod dialog;
mod editor;
mod identify;
mod one_time_password;
mod session;
mod users;
mod view;

pub use automatic_backups::ChangeBackupSettings;
pub use backup::{AllowRestore, BackUp, BackupCommand, ChosenEncryption, ChosenUnlock, PrepareRestore, Salvage};
pub use clients::{ActOnClient, ClientsCommand, GenerateToken};
pub use clipboard::{ClipboardCommand, CopyText};
pub use clock::{ClockCommand, ConfirmClock};
pub use dialog::DialogCommand;
pub use editor::{ChosenPassword, CreateUser, EditorCommand, UpdateUser};
pub use identify::IdentifyCommand;
pub use one_time_password::{MakeOneTimePassword, OneTimePasswordCommand};
pub use session::{
    AcceptCopy, ChangePassword, ConfirmPassword, CreateFirstAdministrator, SessionCommand, SignIn, Unlock,
};
pub use users::{DeleteUser, SetUserDisabled, UnlockUser, UsersCommand};
pub use view::ViewCommand;

/// Something a person asked for in the window.
#[derive(Debug, Clone)]
pub enum Command {
    /// The directory, signing in and out, one's own password.
    Session(SessionCommand),
    /// The table of users, and one user in it.
    Users(UsersCommand),
    /// Opening and closing what lies over the screens.
    Dialog(DialogCommand),
    /// The dialog for a user.
    Editor(EditorCommand),
    /// Clients and their tokens.
    Clients(ClientsCommand),
    /// The dialog Identify a token.
    Identify(IdentifyCommand),
    /// One-time passwords.
    OneTimePassword(OneTimePasswordCommand),
    /// Backups.
    Backup(BackupCommand),
    /// The clipboard and the Downloads folder.
    Clipboard(ClipboardCommand),
    /// The clock of the computer.
    Clock(ClockCommand),
    /// What is set for automatic backups.
    BackupSettings(ChangeBackupSettings),
    /// What the window shows.
    View(ViewCommand),
}

impl From<SessionCommand> for Command {
    fn from(command: SessionCommand) -> Self {
        Self::Session(command)
    }
}

impl From<UsersCommand> for Command {
    fn from(command: UsersCommand) -> Self {
        Self::Users(command)
    }
}

impl From<DialogCommand> for Command {
    fn from(command: DialogCommand) -> Self {
        Self::Dialog(command)
    }
}

impl From<EditorCommand> for Command {
    fn from(command: EditorCommand) -> Self {
        Self::Editor(command)
    }
}

impl From<ClientsCommand> for Command {
    fn from(command: ClientsCommand) -> Self {
        Self::Clients(command)
    }
}

impl From<IdentifyCommand> for Command {
    fn from(command: IdentifyCommand) -> Self {
        Self::Identify(command)
    }
}

impl From<OneTimePasswordCommand> for Command {
    fn from(command: OneTimePasswordCommand) -> Self {
        Self::OneTimePassword(command)
    }
}

impl From<BackupCommand> for Command {
    fn from(command: BackupCommand) -> Self {
        Self::Backup(command)
    }
}

impl From<ClipboardCommand> for Command {
    fn from(command: ClipboardCommand) -> Self {
        Self::Clipboard(command)
    }
}

impl From<ClockCommand> for Command {
    fn from(command: ClockCommand) -> Self {
        Self::Clock(command)
    }
}

impl From<ChangeBackupSettings> for Command {
    fn from(command: ChangeBackupSettings) -> Self {
        Self::BackupSettings(command)
    }
}

impl From<ViewCommand> for Command {
    fn from(command: ViewCommand) -> Self {
        Self::View(command)
    }
}

/// Where a screen puts its commands while it is drawn.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for something.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Takes out everything that was asked for, in order.
    #[must_use]
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}
