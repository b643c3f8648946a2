//! What the window may read. `app` alone changes it, in answer to commands and to what the workers report.

mod backup;
mod editor;
mod message;
mod modals;
mod one_time_password;
mod secret;
mod submission;
mod task;
mod token;

use serde::{Deserialize, Serialize};

pub use backup::{BackingUp, MadeBackup, Restoring, Salvaging};
pub use editor::{Editor, EditorMode, EditorQuestion, EditorTab, Leaving, StartsAt};
pub use message::{
    BackupMessage, ClientMessage, CopiedText, Message, SecretMessage, TextMessage, Toast, ToastId, ToastTone,
    UserMessage,
};
pub use modals::{Modal, ModalId, Modals, UserQuestion};
pub use one_time_password::{BoxedPassword, FreshPassword, PasswordHandOver};
pub use secret::{Carried, SecretKind, SecretName};
pub use submission::{Outcome, Submission, SubmissionId};
pub use task::{Task, TaskId, TaskKind};
pub use token::{BoxedToken, FreshToken, SpentToken, UsableToken};

use crate::domain::backup::{BackupFile, Restored};
use crate::domain::backup_schedule::BackupRecord;
use crate::domain::clipboard_failure::ClipboardFailure;
use crate::domain::failure::Failure;
use crate::domain::location::Location;
use crate::domain::query::{HomeSummary, TokenReport, UserList, UserQuery};
use crate::domain::registration::KnownService;
use crate::domain::secret::SecretText;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::domain::user::{User, UserId};

/// A value that a worker fetches. While it is fetched again, and when that fails, the previous value stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Remote<T> {
    /// It has not been requested yet.
    #[default]
    NotAsked,
    /// It has been requested.
    Pending {
        /// What was known before.
        previous: Option<T>,
        /// When it was asked for; a sign of waiting is shown only after a moment.
        since: Timestamp,
    },
    /// The value.
    Ready(T),
    /// It could not be fetched.
    Failed {
        /// Why.
        failure: Failure,
        /// What was known before.
        previous: Option<T>,
    },
}

impl<T> Remote<T> {
    /// The newest value there is.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::NotAsked => None,
            Self::Ready(value) => Some(value),
            Self::Pending { previous, .. } | Self::Failed { previous, .. } => previous.as_ref(),
        }
    }

    /// Why the last fetch failed.
    pub const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Since when an answer is awaited.
    pub const fn pending_since(&self) -> Option<Timestamp> {
        match self {
            Self::Pending { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// Notes that it has been asked for, and keeps what is known.
    pub fn ask(&mut self, now: Timestamp) {
        let previous = self.take_value();
        *self = Self::Pending { previous, since: now };
    }

    /// Takes an answer in.
    pub fn answer(&mut self, result: Result<T, Failure>) {
        let previous = self.take_value();
        *self = match result {
            Ok(value) => Self::Ready(value),
            Err(failure) => Self::Failed { failure, previous },
        };
    }

    fn take_value(&mut self) -> Option<T> {
        match std::mem::take(self) {
            Self::NotAsked => None,
            Self::Ready(value) => Some(value),
            Self::Pending { previous, .. } | Self::Failed { previous, .. } => previous,
        }
    }
}

/// What the window shows as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// The directory is being opened.
    #[default]
    Opening,
    /// The directory cannot be opened.
    OpenFailed(Failure),
    /// A backup is being put in the place of the directory, which is closed.
    Restoring,
    /// There is no directory yet.
    FirstStart,
    /// No user is signed in.
    SignIn,
    /// A user is signed in with a password that must be changed first.
    PasswordMustChange,
    /// A user is signed in.
    SignedIn,
    /// A user is signed in and the console is locked.
    Locked,
}

/// A screen of the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Route {
    /// Home.
    #[default]
    Home,
    /// Admin > User Management; administrators only.
    UserManagement,
    /// Settings.
    Settings,
}

/// The open directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryInfo {
    /// Where it is.
    pub location: Location,
    /// Whether it is a throw-away directory with made-up users.
    pub is_demo: bool,
}

/// After wrong passwords: the wait belongs to the name they were given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryWait {
    /// The User Name, as typed.
    pub user_name: String,
    /// When a password is accepted again.
    pub until: Timestamp,
}

impl RetryWait {
    /// Whether `user_name` is the name that has to wait.
    pub fn is_of(&self, user_name: &str) -> bool {
        self.user_name.trim().eq_ignore_ascii_case(user_name.trim())
    }
}

/// The account that was made up for a demonstration.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// Its User Name.
    pub user_name: String,
    /// Its password, made for this run.
    pub password: SecretText,
}

/// How the user table looks, without what was typed in the search box. Kept for the next start.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UsersView {
    /// Filters and order; its `search` is not kept.
    pub query: UserQuery,
    /// The columns' widths in points; empty for the ones they start with.
    pub column_widths: Vec<f32>,
    /// The selected user.
    pub selected: Option<UserId>,
}

/// The open dialog Identify a token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Identification {
    /// A token can be pasted.
    #[default]
    Asking,
    /// The answer to the question of this number is awaited.
    Pending(u64),
    /// What is known of the token.
    Answered(Box<TokenReport>),
    /// It could not be found out.
    Failed(Failure),
}

/// What is known about our text on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ClipboardState {
    /// Nothing of ours is there.
    #[default]
    Empty,
    /// A secret is on its way there.
    Copying,
    /// Our secret is there, unless something else has been copied since.
    Holding {
        /// Which.
        carried: Carried,
        /// When it came there.
        since: Timestamp,
        /// When it is cleared.
        clears_at: Timestamp,
    },
    /// It could not be copied.
    CopyFailed(ClipboardFailure),
    /// Another copy has taken the place of our secret.
    Replaced,
    /// It could not be cleared.
    ClearFailed {
        /// What it is.
        secret: SecretName,
        /// Why.
        why: ClipboardFailure,
    },
}

impl ClipboardState {
    /// Whether a secret is there that `is_it` holds for.
    pub fn holds(&self, is_it: impl FnOnce(&Carried) -> bool) -> bool {
        matches!(self, Self::Holding { carried, .. } if is_it(carried))
    }
}

/// Everything the window may read.
#[derive(Debug, Clone)]
pub struct AppState {
    /// The present moment; the same for the whole frame.
    pub now: Timestamp,
    /// What the window shows as a whole.
    pub phase: Phase,
    /// The open file.
    pub directory: DirectoryInfo,
    /// The account to try the program with, in a demonstration.
    pub demo: Option<DemoAccount>,
    /// The settings of this console.
    pub settings: Settings,

    /// First start, sign in, unlock or change of the password.
    pub signing_in: Submission,
    /// Whose password is not accepted for a while.
    pub retry: Option<RetryWait>,
    /// Who is signed in.
    pub me: Option<User>,

    /// The screen.
    pub route: Route,
    /// The figures of Home.
    pub home: Remote<HomeSummary>,
    /// The users found.
    pub users: Remote<UserList>,
    /// How the user table looks, with what is searched for.
    pub users_view: UsersView,
    /// The open dialogs.
    pub modals: Modals,
    /// What the registration service said of itself; nothing in it where none has ever been started.
    pub registration_service: Remote<Option<KnownService>>,
    /// What is set for automatic backups, and how the last ones went.
    pub backup_record: Remote<BackupRecord>,
    /// The change of that which was sent off last.
    pub backup_change: Submission,

    /// The backups that were found.
    pub backups: Remote<Vec<BackupFile>>,
    /// What a restore has done, until somebody signs in.
    pub restored: Option<Restored>,

    /// Long work in the background, oldest first.
    pub tasks: Vec<Task>,
    /// Our text on the clipboard.
    pub clipboard: ClipboardState,
    /// The messages of this session, oldest first.
    pub toasts: Vec<Toast>,
}

impl AppState {
    /// The state of a window that has just been opened.
    pub fn new(now: Timestamp, directory: DirectoryInfo, settings: Settings) -> Self {
        Self {
            now,
            phase: Phase::default(),
            directory,
            demo: None,
            settings,
            signing_in: Submission::default(),
            retry: None,
            me: None,
            route: Route::default(),
            home: Remote::default(),
            users: Remote::default(),
            users_view: UsersView::default(),
            modals: Modals::default(),
            registration_service: Remote::default(),
            backups: Remote::default(),
            backup_record: Remote::default(),
            backup_change: Submission::default(),
            restored: None,
            tasks: Vec::new(),
            clipboard: ClipboardState::default(),
            toasts: Vec::new(),
        }
    }

    /// Whether the person who is signed in is an administrator, as far as the window knows.
    pub fn is_administrator(&self) -> bool {
        self.me
            .as_ref()
            .is_some_and(|me| me.roles.is_administrator() && !me.must_change_password)
    }

    /// The kind of secret that closing what is open would lose: neither copied nor saved or seen, and not spent.
    pub fn untaken_secret(&self) -> Option<SecretKind> {
        if self
            .modals
            .password_hand_over()
            .is_some_and(PasswordHandOver::is_untaken)
        {
            return Some(SecretKind::OneTimePassword);
        }
        let editor = self.modals.editor()?;
        editor.untaken_token(self.now).map(|_| SecretKind::Token)
    }

    /// What lies on top of the window: it alone takes keys, and everything else is disabled.
    pub fn top_modal(&self) -> Option<(ModalId, &Modal)> {
        self.modals.shown_in(&self.phase).next_back()
    }

    /// The task of that number, while it is under way.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// Whether the directory is being looked through for damage.
    pub fn is_checking_directory(&self) -> bool {
        self.tasks.iter().any(|task| task.what == TaskKind::CheckDirectory)
    }

    /// Whole seconds until a password of `user_name` is accepted again.
    pub fn retry_in_secs(&self, user_name: &str) -> Option<i64> {
        let wait = self.retry.as_ref().filter(|wait| wait.is_of(user_name))?;
        let left_ms = wait.until.ms_since(self.now);
        (left_ms > 0).then(|| (left_ms + 999) / 1000)
    }

    /// The same for the person who is signed in.
    pub fn own_retry_in_secs(&self) -> Option<i64> {
        self.retry_in_secs(self.me.as_ref()?.user_name.as_str())
    }
}
