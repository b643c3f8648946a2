//! What a restore takes away again. A backup gives back what has been withdrawn since it was made: used tokens, void
//! credentials, rights, passwords. So each row of it is compared with the directory that it replaces.
//!
//! A restore only takes away. Nothing that works in the replaced directory alone is brought over, because that file may be
//! the one that was tampered with.

use std::path::PathBuf;

use super::role::{PrimaryRole, Roles};
use super::time::Timestamp;
use super::token::TokenState;
use super::user::UserId;

/// How an encrypted backup begins (<https://age-encryption.org/v1>).
const ENCRYPTED_HEAD: &[u8] = b"age-encryption.org/";

/// Whether a file that begins with `head` is an encrypted backup.
pub(crate) fn is_encrypted(head: &[u8]) -> bool {
    head.starts_with(ENCRYPTED_HEAD)
}

/// Why a file can't be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreProblem {
    /// It is encrypted, and neither passphrase nor key was given.
    Encrypted,
    /// Another passphrase or key opens it.
    WrongKey,
    /// It is cut off or changed.
    Damaged,
    /// It is something else than a backup.
    NotABackup,
    /// The file that was named has no age key in it.
    NoKeyInFile,
    /// Other accounts can write to the file with the key.
    KeyFileOpenToOthers,
}

/// A backup that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where.
    pub path: PathBuf,
    /// When it was written.
    pub written_at: Timestamp,
    /// What is known of it.
    pub standing: BackupStanding,
}

/// Whether a backup could be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStanding {
    /// It has not been looked through.
    Unchecked,
    /// It is encrypted, so that only the passphrase or the key can tell.
    Encrypted,
    /// It was looked through, and is whole.
    Sound,
    /// It was looked through, and is damaged or of another directory.
    Unsound,
}

/// What becomes of tokens and credentials where the directory can't be read, so that it is not known which were withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownSecrets {
    /// They no longer work.
    #[default]
    Void,
    /// They work as in the backup.
    Keep,
}

/// What a restore will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestorePreview {
    /// When the newest entry of the backup's trail was written.
    pub newest_entry_at: Option<Timestamp>,
    /// Whether there is a directory to compare the backup with.
    pub is_compared: bool,
    /// What no longer works.
    pub withdrawals: Withdrawals,
}

/// What a restore has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the old file is, where there was one.
    pub kept: Option<PathBuf>,
    /// What no longer works.
    pub withdrawals: Withdrawals,
    /// Whether an administrator can sign in. Otherwise one needs a one-time password.
    pub has_administrator: bool,
}

/// A user as one of the two directories has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserStanding {
    /// The directory's number.
    pub id: UserId,
    /// The User Name, which never changes.
    pub user_name: String,
    /// Primary and secondary role.
    pub roles: Roles,
    /// Whether the account is disabled.
    pub is_disabled: bool,
    /// Whether the password must be changed first.
    pub must_change_password: bool,
}

/// What is taken away from a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserWithdrawal {
    /// Whose.
    pub id: UserId,
    /// The User Name.
    pub user_name: String,
    /// What.
    pub change: UserChange,
}

/// What becomes of a user of the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserChange {
    /// The user was deleted since, and is again.
    Deleted,
    /// The user stays.
    Limited {
        /// Whether the user was disabled since.
        is_disabled: bool,
        /// The roles, where they were lowered since.
        roles: Option<Roles>,
        /// Whether the password was changed since. The backup's no longer works, so that the user needs a one-time password.
        has_other_password: bool,
        /// Whether the password must be changed since.
        must_change_password: bool,
    },
}

/// What is taken away from `then`, a user of the backup. `now` is the user of the same number in the replaced directory,
/// and `has_other_password` says whether that one's password is another.
pub fn withdraw_user(then: &UserStanding, now: Option<(&UserStanding, bool)>) -> Option<UserChange> {
    let Some((now, has_other_password)) = now.filter(|(now, _)| now.user_name == then.user_name) else {
        return Some(UserChange::Deleted);
    };
    let roles = lower_roles(then.roles, now.roles);
    let change = UserChange::Limited {
        is_disabled: now.is_disabled && !then.is_disabled,
        roles: (roles != then.roles).then_some(roles),
        has_other_password,
        must_change_password: now.must_change_password && !then.must_change_password,
    };
    let nothing = UserChange::Limited {
        is_disabled: false,
        roles: None,
        has_other_password: false,
        must_change_password: false,
    };
    (change != nothing).then_some(change)
}

/// What both roles permit.
fn lower_roles(one: Roles, other: Roles) -> Roles {
    let rank = |role| match role {
        PrimaryRole::QualityManager => 2,
        PrimaryRole::QualityLead => 1,
        PrimaryRole::QualityEngineer => 0,
    };
    let primary = std::cmp::min_by_key(one.primary(), other.primary(), |role| rank(*role));
    let is_admin = one.is_administrator() && other.is_administrator();
    Roles::new(primary, is_admin).unwrap_or_else(|| Roles::plain(primary))
}

/// What becomes of a token that is live in the backup; `now` is its state in the replaced directory, where that knows it.
pub const fn withdraw_token(now: Option<TokenState>) -> Option<TokenState> {
    match now {
        Some(TokenState::Live) => None,
        Some(TokenState::Used) => Some(TokenState::Used),
        Some(TokenState::Void) | None => Some(TokenState::Void),
    }
}

/// A token or credential that a client has in the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientSecret {
    /// It has none.
    None,
    /// It goes on working.
    Kept,
    /// It was withdrawn.
    Withdrawn,
}

/// What becomes of a client of the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientChange {
    /// It was deleted since, and is again.
    Deleted,
    /// Nothing that it could prove itself with works, so that it is inactive until it is registered again.
    Deregistered,
}

/// What becomes of a client. `is_gone` says whether the replaced directory no longer has it.
pub fn withdraw_client(is_gone: bool, is_active: bool, secrets: [ClientSecret; 2]) -> Option<ClientChange> {
    if is_gone {
        return Some(ClientChange::Deleted);
    }
    let has = |secret| secrets.contains(&secret);
    let has_lost_all = has(ClientSecret::Withdrawn) && !has(ClientSecret::Kept);
    (is_active && has_lost_all).then_some(ClientChange::Deregistered)
}

/// A client that changes, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientWithdrawal {
    /// The client's name.
    pub client: String,
    /// Its user's User Name.
    pub user_name: String,
    /// What becomes of it.
    pub change: ClientChange,
}

/// What a restore takes away, for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Withdrawals {
    /// Users who change.
    pub users: Vec<UserWithdrawal>,
    /// Clients that change.
    pub clients: Vec<ClientWithdrawal>,
    /// How many tokens of the backup no longer work.
    pub tokens: u64,
    /// How many credentials of the backup no longer work.
    pub credentials: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(roles: Roles) -> UserStanding {
        UserStanding {
            id: UserId(7),
            user_name: "bo".to_owned(),
            roles,
            is_disabled: false,
            must_change_password: false,
        }
    }

    #[test]
    fn a_user_keeps_what_both_directories_allow() {
        let lead = Roles::plain(PrimaryRole::QualityLead);
        let manager = Roles::plain(PrimaryRole::QualityManager);
        for (then, now, lowered) in [
            (Roles::ADMINISTRATOR, Roles::ADMINISTRATOR, None),
            (Roles::ADMINISTRATOR, manager, Some(manager)),
            (Roles::ADMINISTRATOR, lead, Some(lead)),
            (lead, Roles::ADMINISTRATOR, None),
            (manager, Roles::ADMINISTRATOR, None),
        ] {
            let change = withdraw_user(&user(then), Some((&user(now), false)));
            let roles = change.and_then(|change| match change {
                UserChange::Limited { roles, .. } => roles,
                UserChange::Deleted => None,
            });
            assert_eq!(roles, lowered, "{then:?} {now:?}");
            assert_eq!(change.is_some(), lowered.is_some());
        }
    }

    #[test]
    fn what_was_withdrawn_from_a_user_stays_withdrawn_and_nothing_is_given() {
        let then = user(Roles::ADMINISTRATOR);
        assert_eq!(withdraw_user(&then, None), Some(UserChange::Deleted));
        let mut other = then.clone();
        other.user_name = "another of the same number".to_owned();
        assert_eq!(withdraw_user(&then, Some((&other, false))), Some(UserChange::Deleted));
        for bits in 0..8_u8 {
            let flags = [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0];
            let now = UserStanding {
                is_disabled: flags[0],
                must_change_password: flags[1],
                ..then.clone()
            };
            let wanted = UserChange::Limited {
                is_disabled: flags[0],
                roles: None,
                has_other_password: flags[2],
                must_change_password: flags[1],
            };
            let wanted = (bits != 0).then_some(wanted);
            assert_eq!(withdraw_user(&then, Some((&now, flags[2]))), wanted, "{flags:?}");
            // The other way round only the password counts, because the backup already has the rest.
            let back = withdraw_user(&now, Some((&then, flags[2])));
            assert_eq!(back.is_some(), flags[2], "{flags:?}");
        }
    }

    #[test]
    fn a_token_works_only_where_both_directories_say_so() {
        assert_eq!(withdraw_token(Some(TokenState::Live)), None);
        assert_eq!(withdraw_token(Some(TokenState::Used)), Some(TokenState::Used));
        assert_eq!(withdraw_token(Some(TokenState::Void)), Some(TokenState::Void));
        assert_eq!(withdraw_token(None), Some(TokenState::Void));
    }

    #[test]
    fn a_client_without_anything_left_that_works_is_deregistered() {
        use ClientSecret::{Kept, None as No, Withdrawn};

        for (secrets, change) in [
            ([No, No], None),
            ([Kept, No], None),
            ([Kept, Withdrawn], None),
            ([Withdrawn, Kept], None),
            ([Withdrawn, No], Some(ClientChange::Deregistered)),
            ([No, Withdrawn], Some(ClientChange::Deregistered)),
            ([Withdrawn, Withdrawn], Some(ClientChange::Deregistered)),
        ] {
            assert_eq!(withdraw_client(false, true, secrets), change, "{secrets:?}");
            assert_eq!(withdraw_client(false, false, secrets), None);
            assert_eq!(withdraw_client(true, true, secrets), Some(ClientChange::Deleted));
        }
    }

    #[test]
    fn a_client_that_was_deleted_is_deleted_again_and_an_inactive_one_stays() {
        let secrets = [ClientSecret::Withdrawn, ClientSecret::None];
        for is_active in [true, false] {
            assert_eq!(withdraw_client(true, is_active, secrets), Some(ClientChange::Deleted));
        }
        assert_eq!(withdraw_client(false, false, secrets), None);
    }

    #[test]
    fn an_encrypted_backup_is_told_by_how_it_begins() {
        assert!(is_encrypted(b"age-encryption.org/v1\n-> scrypt"));
        assert!(!is_encrypted(b"SQLite format 3\0") && !is_encrypted(b"") && !is_encrypted(b"age"));
    }
}
