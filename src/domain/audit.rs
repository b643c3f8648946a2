//! The trail of who did what. An entry is written in the transaction of its change; no secret has a place in one.

use super::audit_detail::AuditDetail;
use super::client::ClientId;
use super::time::Timestamp;
use super::unreadable::UnreadableRow;
use super::user::UserId;

/// Who is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditActor {
    /// A user who was signed in.
    User {
        /// The directory's number.
        id: UserId,
        /// The User Name at that time.
        name: String,
    },
    /// The account of the operating system that ran a command on the machine which holds the directory.
    SystemAccount(String),
    /// An unknown person, as at a failed sign-in.
    Nobody,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAction {
    /// The directory was created.
    DirectoryCreated,
    /// An administrator accepted an older copy of the directory, or another one in its place.
    OlderCopyAccepted,
    /// A user signed in.
    SignedIn,
    /// A sign-in was refused.
    SignInRefused,
    /// A locked console was unlocked.
    Unlocked,
    /// A user signed out.
    SignedOut,
    /// A user changed their own password.
    PasswordChanged,
    /// The hash of a user's password was made anew at today's cost, for the same password.
    PasswordRehashed,
    /// A one-time password was made on the machine that holds the directory.
    PasswordReset,
    /// An administrator made a one-time password for a user.
    OneTimePasswordMade,
    /// A user was created.
    UserCreated,
    /// A user's details were changed.
    UserUpdated,
    /// A user was deleted.
    UserDeleted,
    /// A user was disabled.
    UserDisabled,
    /// A user was enabled.
    UserEnabled,
    /// The wait after wrong passwords was lifted.
    UserUnlocked,
    /// A token was made for a new client.
    ClientProvisioned,
    /// A client got a new token.
    ClientReprovisioned,
    /// A client was made inactive.
    ClientDeregistered,
    /// An inactive client was made active again.
    ClientReregistered,
    /// An inactive client was removed.
    ClientDeleted,
    /// A client registered with its token.
    ClientRegistered,
    /// A client connected from another host than before.
    ClientHostChanged,
    /// A client came back to a host within a day, after it was on another one.
    ClientUsedFromTwoMachines,
    /// A client was refused.
    ClientRefused,
    /// Refusals of clients were not written one by one, because there were too many.
    RefusalsLeftOut,
    /// The registration service started.
    ServiceStarted,
    /// The registration service stopped in good order.
    ServiceStopped,
    /// A backup of the directory was written.
    BackupMade,
    /// An automatic backup failed, and the one before had not.
    BackupFailed,
    /// An administrator changed what is set for automatic backups.
    BackupSettingsChanged,
    /// Old entries of the trail were moved to a file.
    TrailSealed,
    /// The clock was moved ahead.
    ClockJumpedAhead,
    /// The clock was set back.
    ClockSetBack,
    /// An administrator confirmed the time.
    ClockConfirmed,
    /// A backup is about to take the place of the directory.
    RestoreStarted,
    /// The directory was restored from a backup.
    DirectoryRestored,
    /// Something was asked for that the person may not do.
    Refused,
}

impl AuditAction {
    /// Every action.
    pub const ALL: [Self; 38] = [
        Self::DirectoryCreated,
        Self::OlderCopyAccepted,
        Self::SignedIn,
        Self::SignInRefused,
        Self::Unlocked,
        Self::SignedOut,
        Self::PasswordChanged,
        Self::PasswordRehashed,
        Self::PasswordReset,
        Self::OneTimePasswordMade,
        Self::UserCreated,
        Self::UserUpdated,
        Self::UserDeleted,
        Self::UserDisabled,
        Self::UserEnabled,
        Self::UserUnlocked,
        Self::ClientProvisioned,
        Self::ClientReprovisioned,
        Self::ClientDeregistered,
        Self::ClientReregistered,
        Self::ClientDeleted,
        Self::ClientRegistered,
        Self::ClientHostChanged,
        Self::ClientUsedFromTwoMachines,
        Self::ClientRefused,
        Self::RefusalsLeftOut,
        Self::ServiceStarted,
        Self::ServiceStopped,
        Self::BackupMade,
        Self::BackupFailed,
        Self::BackupSettingsChanged,
        Self::TrailSealed,
        Self::ClockJumpedAhead,
        Self::ClockSetBack,
        Self::ClockConfirmed,
        Self::RestoreStarted,
        Self::DirectoryRestored,
        Self::Refused,
    ];

    /// The stable word the directory keeps.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DirectoryCreated => "directory_created",
            Self::OlderCopyAccepted => "older_copy_accepted",
            Self::SignedIn => "signed_in",
            Self::SignInRefused => "sign_in_refused",
            Self::Unlocked => "unlocked",
            Self::SignedOut => "signed_out",
            Self::PasswordChanged => "password_changed",
            Self::PasswordRehashed => "password_rehashed",
            Self::PasswordReset => "password_reset",
            Self::OneTimePasswordMade => "one_time_password_made",
            Self::UserCreated => "user_created",
            Self::UserUpdated => "user_updated",
            Self::UserDeleted => "user_deleted",
            Self::UserDisabled => "user_disabled",
            Self::UserEnabled => "user_enabled",
            Self::UserUnlocked => "user_unlocked",
            Self::ClientProvisioned => "client_provisioned",
            Self::ClientReprovisioned => "client_reprovisioned",
            Self::ClientDeregistered => "client_deregistered",
            Self::ClientReregistered => "client_reregistered",
            Self::ClientDeleted => "client_deleted",
            Self::ClientRegistered => "client_registered",
            Self::ClientHostChanged => "client_host_changed",
            Self::ClientUsedFromTwoMachines => "client_used_from_two_machines",
            Self::ClientRefused => "client_refused",
            Self::RefusalsLeftOut => "refusals_left_out",
            Self::ServiceStarted => "service_started",
            Self::ServiceStopped => "service_stopped",
            Self::BackupMade => "backup_made",
            Self::BackupFailed => "backup_failed",
            Self::BackupSettingsChanged => "backup_settings_changed",
            Self::TrailSealed => "trail_sealed",
            Self::ClockJumpedAhead => "clock_jumped_ahead",
            Self::ClockSetBack => "clock_set_back",
            Self::ClockConfirmed => "clock_confirmed",
            Self::RestoreStarted => "restore_started",
            Self::DirectoryRestored => "directory_restored",
            Self::Refused => "refused",
        }
    }
}

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActor,
    /// What.
    pub action: AuditAction,
    /// The user it was done to.
    pub user: Option<(UserId, String)>,
    /// The client it was done to.
    pub client: Option<(ClientId, String)>,
    /// The arguments, such as which fields changed.
    pub detail: Option<AuditDetail>,
}

/// The trail as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditTrail {
    /// The entries, oldest first.
    pub entries: Vec<AuditEntry>,
    /// The lines that can't be read, such as one with an action that this program does not know.
    pub unreadable: Vec<UnreadableRow>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_action_is_kept_under_a_word_of_its_own() {
        let codes: BTreeSet<&str> = AuditAction::ALL.map(AuditAction::code).into();
        assert_eq!(codes.len(), AuditAction::ALL.len());
        for code in codes {
            let is_word = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(is_word, "{code:?}");
        }
    }
}
