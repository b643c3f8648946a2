//! Who may do what. One function says it; `service` asks it in the transaction of each call, the window only mirrors it.

use serde::{Deserialize, Serialize};

use super::client::ClientAction;
use super::role::Roles;
use super::user::UserId;

/// The person who acts, with rights as they are in the directory at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: UserId,
    /// Primary and secondary role.
    pub roles: Roles,
    /// Whether the account is disabled.
    pub is_disabled: bool,
    /// Whether a password that another person set must be changed first.
    pub must_change_password: bool,
}

/// Something a person may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// See the users, their clients and the figures of the directory.
    ReadDirectory,
    /// Create a user.
    CreateUser,
    /// Change a user's details, role or password.
    UpdateUser(UserId),
    /// Delete a user.
    DeleteUser(UserId),
    /// Disable a user.
    DisableUser(UserId),
    /// Enable a user.
    EnableUser(UserId),
    /// Lift the wait after wrong passwords.
    UnlockUser(UserId),
    /// Make a one-time password for a user.
    MakeOneTimePassword(UserId),
    /// See one user with all clients.
    ReadUser(UserId),
    /// Make a client for a user, with its token.
    GenerateToken(UserId),
    /// Act on a client of a user.
    ActOnClient(UserId, ClientAction),
    /// Find out whose a token is.
    IdentifyToken,
    /// Write a backup of the whole directory.
    BackUp,
    /// Change what is set for automatic backups.
    ChangeBackupSettings,
    /// Move old entries of the audit trail to a file.
    SealTrail,
    /// Confirm the time that the clock shows.
    ConfirmClock,
    /// Put a backup in the place of the directory.
    Restore,
    /// Change one's own password.
    ChangeOwnPassword,
    /// Read one's own account.
    ReadOwnAccount,
}

impl Operation {
    /// The user it would be done to, where there is one.
    pub const fn target(self) -> Option<UserId> {
        match self {
            Self::UpdateUser(id)
            | Self::DeleteUser(id)
            | Self::DisableUser(id)
            | Self::EnableUser(id)
            | Self::UnlockUser(id)
            | Self::MakeOneTimePassword(id)
            | Self::ReadUser(id)
            | Self::GenerateToken(id)
            | Self::ActOnClient(id, _) => Some(id),
            Self::ReadDirectory
            | Self::CreateUser
            | Self::IdentifyToken
            | Self::BackUp
            | Self::ChangeBackupSettings
            | Self::SealTrail
            | Self::ConfirmClock
            | Self::Restore
            | Self::ChangeOwnPassword
            | Self::ReadOwnAccount => None,
        }
    }
}

/// Why an action is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// The account is disabled.
    AccountDisabled,
    /// The password must be changed before anything else.
    PasswordMustChange,
    /// Only administrators may.
    NotAdministrator,
    /// Users can't delete or disable the account they are signed in with.
    OwnAccount,
    /// Users change the password of their own account by Change Password.
    OwnPassword,
}

/// Whether `actor` may do `operation`.
///
/// That the last administrator stays is not decided here, because it depends on all other users: the store checks it in
/// the same transaction as the change.
pub fn may(actor: &Actor, operation: Operation) -> Result<(), Denied> {
    use Operation as Op;
    if actor.is_disabled {
        return Err(Denied::AccountDisabled);
    }
    if matches!(operation, Op::ChangeOwnPassword | Op::ReadOwnAccount) {
        return Ok(());
    }
    if actor.must_change_password {
        return Err(Denied::PasswordMustChange);
    }
    if !actor.roles.is_administrator() {
        return if is_of_own_clients(actor, operation) {
            Ok(())
        } else {
            Err(Denied::NotAdministrator)
        };
    }
    match operation {
        Op::DeleteUser(target) | Op::DisableUser(target) if target == actor.id => Err(Denied::OwnAccount),
        Op::MakeOneTimePassword(target) if target == actor.id => Err(Denied::OwnPassword),
        _ => Ok(()),
    }
}

/// What every user may do with their own clients, and with no others.
fn is_of_own_clients(actor: &Actor, operation: Operation) -> bool {
    match operation {
        Operation::ReadUser(owner)
        | Operation::GenerateToken(owner)
        | Operation::ActOnClient(owner, ClientAction::Reregister | ClientAction::Deregister) => owner == actor.id,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::PrimaryRole;

    const OWN: UserId = UserId(1);
    const OTHER: UserId = UserId(2);

    const OF_ONESELF: [Operation; 2] = [Operation::ChangeOwnPassword, Operation::ReadOwnAccount];
    const OF_THE_DIRECTORY: [Operation; 8] = [
        Operation::ReadDirectory,
        Operation::CreateUser,
        Operation::IdentifyToken,
        Operation::BackUp,
        Operation::ChangeBackupSettings,
        Operation::SealTrail,
        Operation::ConfirmClock,
        Operation::Restore,
    ];

    /// Every operation on a user.
    fn on(user: UserId) -> Vec<Operation> {
        let actions = ClientAction::ALL.map(|action| Operation::ActOnClient(user, action));
        let others = [
            Operation::UpdateUser(user),
            Operation::DeleteUser(user),
            Operation::DisableUser(user),
            Operation::EnableUser(user),
            Operation::UnlockUser(user),
            Operation::MakeOneTimePassword(user),
            Operation::ReadUser(user),
            Operation::GenerateToken(user),
        ];
        others.into_iter().chain(actions).collect()
    }

    fn every_operation() -> Vec<Operation> {
        [&OF_ONESELF[..], &OF_THE_DIRECTORY, &on(OWN), &on(OTHER)].concat()
    }

    fn actor(roles: Roles) -> Actor {
        Actor {
            id: OWN,
            roles,
            is_disabled: false,
            must_change_password: false,
        }
    }

    #[test]
    fn a_disabled_account_may_do_nothing() {
        let disabled = Actor {
            is_disabled: true,
            ..actor(Roles::ADMINISTRATOR)
        };
        for operation in every_operation() {
            assert_eq!(may(&disabled, operation), Err(Denied::AccountDisabled), "{operation:?}");
        }
    }

    #[test]
    fn a_password_that_another_person_set_is_changed_before_anything_else() {
        let newcomer = Actor {
            must_change_password: true,
            ..actor(Roles::ADMINISTRATOR)
        };
        for operation in every_operation() {
            let expected = if OF_ONESELF.contains(&operation) {
                Ok(())
            } else {
                Err(Denied::PasswordMustChange)
            };
            assert_eq!(may(&newcomer, operation), expected, "{operation:?}");
        }
    }

    #[test]
    fn who_is_no_administrator_sees_oneself_and_gets_tokens_for_ones_own_clients() {
        let allowed = [
            Operation::ReadUser(OWN),
            Operation::GenerateToken(OWN),
            Operation::ActOnClient(OWN, ClientAction::Reregister),
            Operation::ActOnClient(OWN, ClientAction::Deregister),
        ];
        for role in PrimaryRole::ALL {
            for operation in every_operation() {
                let is_allowed = OF_ONESELF.contains(&operation) || allowed.contains(&operation);
                let expected = if is_allowed {
                    Ok(())
                } else {
                    Err(Denied::NotAdministrator)
                };
                assert_eq!(
                    may(&actor(Roles::plain(role)), operation),
                    expected,
                    "{role:?} {operation:?}"
                );
            }
        }
    }

    #[test]
    fn an_administrator_may_do_everything_but_shut_oneself_out() {
        for operation in every_operation() {
            let expected = match operation {
                Operation::DeleteUser(OWN) | Operation::DisableUser(OWN) => Err(Denied::OwnAccount),
                Operation::MakeOneTimePassword(OWN) => Err(Denied::OwnPassword),
                _ => Ok(()),
            };
            assert_eq!(may(&actor(Roles::ADMINISTRATOR), operation), expected, "{operation:?}");
        }
    }

    #[test]
    fn an_operation_on_a_user_names_that_user() {
        assert!(on(OTHER).into_iter().all(|operation| operation.target() == Some(OTHER)));
        for operation in [&OF_ONESELF[..], &OF_THE_DIRECTORY].concat() {
            assert_eq!(operation.target(), None, "{operation:?}");
        }
    }
}
