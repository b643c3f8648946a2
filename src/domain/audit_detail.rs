//! What an audit entry says beyond who, what and whom: codes with arguments, never a sentence and never a secret.
//!
//! The directory keeps each as JSON with its `kind`. The codes are part of the file format: add new ones, and never
//! rename one that shipped.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::access::{Denied, Operation};
use super::backup_problem::BackupProblem;
use super::backup_schedule::BackupSettings;
use super::client::ClientAction;
use super::clock_move::ClockMove;
use super::expiry::Terms;
use super::field::Field;
use super::registration::{ClientAsks, ClientRefusal, HostName};
use super::role::{PrimaryRole, Roles};
use super::token::TokenSecret;

/// The longest text that a detail keeps, in characters.
const MOST_TEXT_CHARS: usize = 500;

/// The arguments of one audit entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AuditDetail {
    /// A demonstration was filled with made-up users.
    SampleData {
        /// How many users.
        users: u32,
    },
    /// A user was created with these roles.
    UserCreated {
        /// The roles.
        roles: RolesDetail,
    },
    /// What changed about a user; values of fields are not kept.
    UserChanged {
        /// The changed fields, in the order of the form.
        fields: Vec<Field>,
        /// The roles before and after, where they changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        roles: Option<RolesChange>,
    },
    /// A user was deleted together with clients.
    UserDeleted {
        /// How many clients.
        clients: u64,
    },
    /// A token was issued.
    TokenIssued {
        /// The token's last four characters.
        hint: String,
        /// How long it can be used, in seconds; none where it does not expire.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lifetime_secs: Option<i64>,
        /// How long the client's credential works, in days; none where it does not expire.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credential_days: Option<i64>,
    },
    /// A client registered.
    ClientRegistered {
        /// Its host name.
        host: String,
    },
    /// A client connected from another host than before.
    ClientHostChanged {
        /// The host before.
        from: String,
        /// The host it connected from.
        to: String,
    },
    /// A client came back to a host within a day, after it was on another one.
    ClientUsedFromTwoMachines {
        /// The host before.
        from: String,
        /// The host it came back to.
        to: String,
    },
    /// A client was refused.
    ClientRefused {
        /// What it asked for.
        request: ClientRequestKind,
        /// The network address it asked from.
        address: String,
        /// Why it was refused.
        cause: ClientRefusal,
    },
    /// Refusals of clients that were not written one by one.
    RefusalsLeftOut {
        /// How many.
        count: u64,
        /// When the first of them was, in milliseconds since the Unix epoch.
        since_ms: i64,
    },
    /// The registration service started or stopped.
    Service {
        /// The URL it is reached at.
        url: String,
    },
    /// A backup was written.
    Backup {
        /// What opens it.
        encryption: BackupEncryption,
        /// Where it was written.
        file: String,
        /// Whether it was due, and not asked for.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        automatic: bool,
    },
    /// An automatic backup failed, and the one before had not.
    BackupFailed {
        /// Why.
        cause: BackupProblem,
    },
    /// What is set for automatic backups was changed.
    BackupSettingsChanged {
        /// Before.
        from: BackupSettings,
        /// After.
        to: BackupSettings,
    },
    /// Entries of the trail were moved to a file.
    Sealed {
        /// The number of the first.
        first: i64,
        /// The number of the last.
        last: i64,
        /// The hash of the last, in hexadecimal digits.
        last_hash: String,
        /// Where the file was written.
        file: String,
        /// The SHA-256 of the file, in hexadecimal digits.
        file_hash: String,
    },
    /// How the clock was moved, in milliseconds since the Unix epoch.
    ClockMoved {
        /// What it should have shown.
        from: i64,
        /// What it showed.
        to: i64,
    },
    /// The directory was restored from a backup.
    Restored {
        /// The number of the newest entry of the replaced directory's trail; none where that could not be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaced_entries: Option<i64>,
        /// The hash of that entry, in hexadecimal digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaced_hash: Option<String>,
        /// How many users were deleted, disabled or limited as in the replaced directory.
        users: u64,
        /// How many clients were deleted or deregistered.
        clients: u64,
        /// How many tokens were made void or used.
        tokens: u64,
        /// How many credentials were made void.
        credentials: u64,
    },
    /// A person was refused.
    Refused {
        /// What was asked for.
        operation: OperationKind,
        /// Why it was refused.
        cause: RefusalCause,
    },
    /// English text that an earlier version wrote and that has no structure known here.
    Text {
        /// The text, as it was.
        text: String,
    },
}

impl AuditDetail {
    /// The roles of a new user.
    pub const fn user_created(roles: Roles) -> Self {
        Self::UserCreated {
            roles: RolesDetail::of(roles),
        }
    }

    /// A token that was issued on `terms`.
    pub fn token_issued(token: &TokenSecret, terms: Terms) -> Self {
        Self::TokenIssued {
            hint: token.hint(),
            lifetime_secs: terms.token.secs(),
            credential_days: terms.credential.days(),
        }
    }

    /// A client that registered from `host`.
    pub fn client_registered(host: &HostName) -> Self {
        Self::ClientRegistered {
            host: host.as_str().to_owned(),
        }
    }

    /// A client that was refused.
    pub fn client_refused(asks: &ClientAsks, address: IpAddr, cause: ClientRefusal) -> Self {
        Self::ClientRefused {
            request: ClientRequestKind::of(asks),
            address: address.to_string(),
            cause,
        }
    }

    /// A move of the clock.
    pub const fn clock_moved(moved: ClockMove) -> Self {
        Self::ClockMoved {
            from: moved.from.unix_ms(),
            to: moved.to.unix_ms(),
        }
    }

    /// The registration service at `url`.
    pub fn service(url: &str) -> Self {
        Self::Service { url: clip(url) }
    }

    /// A backup that was written to `file`.
    pub fn backup(encryption: BackupEncryption, file: &str, automatic: bool) -> Self {
        Self::Backup {
            encryption,
            file: clip(file),
            automatic,
        }
    }

    /// Text without structure, cut after 500 characters.
    pub fn text(text: &str) -> Self {
        Self::Text { text: clip(text) }
    }

    /// The detail as the directory keeps it: one line of JSON.
    ///
    /// # Errors
    /// Never for a detail that these constructors made; the serializer's own error otherwise.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The detail that `kept` says. What is not understood stays readable as [`AuditDetail::Text`]: a window of an
    /// earlier version may write while this one runs, and a later version may know more kinds.
    pub fn from_kept(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_else(|_| Self::text(kept))
    }
}

/// Primary and secondary role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesDetail {
    /// The primary role.
    pub primary: PrimaryRole,
    /// Whether the secondary role is `Admin`.
    pub is_admin: bool,
}

impl RolesDetail {
    /// What `roles` are.
    pub const fn of(roles: Roles) -> Self {
        Self {
            primary: roles.primary(),
            is_admin: roles.is_administrator(),
        }
    }
}

/// Roles before and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesChange {
    /// Before.
    pub from: RolesDetail,
    /// After.
    pub to: RolesDetail,
}

/// What opens a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupEncryption {
    /// It is not encrypted.
    None,
    /// A passphrase.
    Passphrase,
    /// The secret half of a key.
    Recipient,
}

/// What a client asked for, without its secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientRequestKind {
    /// To register with a token.
    Register,
    /// To connect with a credential.
    Connect,
}

impl ClientRequestKind {
    const fn of(asks: &ClientAsks) -> Self {
        match asks {
            ClientAsks::Register { .. } => Self::Register,
            ClientAsks::Connect { .. } => Self::Connect,
        }
    }
}

/// What a person asked for, without the user it was about, who has columns of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the operation of the same name")]
pub enum OperationKind {
    ReadDirectory,
    CreateUser,
    UpdateUser,
    DeleteUser,
    DisableUser,
    EnableUser,
    UnlockUser,
    MakeOneTimePassword,
    ReadUser,
    GenerateToken,
    IdentifyToken,
    BackUp,
    ChangeBackupSettings,
    SealTrail,
    ConfirmClock,
    Restore,
    ChangeOwnPassword,
    ReadOwnAccount,
    /// An action on a client, under the action's own code.
    #[serde(untagged)]
    ActOnClient(ClientAction),
}

impl From<Operation> for OperationKind {
    fn from(operation: Operation) -> Self {
        match operation {
            Operation::ReadDirectory => Self::ReadDirectory,
            Operation::CreateUser => Self::CreateUser,
            Operation::UpdateUser(_) => Self::UpdateUser,
            Operation::DeleteUser(_) => Self::DeleteUser,
            Operation::DisableUser(_) => Self::DisableUser,
            Operation::EnableUser(_) => Self::EnableUser,
            Operation::UnlockUser(_) => Self::UnlockUser,
            Operation::MakeOneTimePassword(_) => Self::MakeOneTimePassword,
            Operation::ReadUser(_) => Self::ReadUser,
            Operation::GenerateToken(_) => Self::GenerateToken,
            Operation::ActOnClient(_, action) => Self::ActOnClient(action),
            Operation::IdentifyToken => Self::IdentifyToken,
            Operation::BackUp => Self::BackUp,
            Operation::ChangeBackupSettings => Self::ChangeBackupSettings,
            Operation::SealTrail => Self::SealTrail,
            Operation::ConfirmClock => Self::ConfirmClock,
            Operation::Restore => Self::Restore,
            Operation::ChangeOwnPassword => Self::ChangeOwnPassword,
            Operation::ReadOwnAccount => Self::ReadOwnAccount,
        }
    }
}

/// Why a person was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCause {
    /// The session had ended.
    SessionEnded,
    /// It would have left no administrator who can sign in.
    LastAdministrator,
    /// The rights were not enough, under the code of that refusal.
    #[serde(untagged)]
    Denied(Denied),
}

fn clip(text: &str) -> String {
    text.chars().take(MOST_TEXT_CHARS).collect()
}

#[cfg(test)]
mod tests;
