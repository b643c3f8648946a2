//! What a restore takes away, for windows and the command line.

use super::lists::list;
use super::words;
use crate::domain::backup::{
    ClientChange, ClientWithdrawal, RestorePreview, UnknownSecrets, UserChange, UserWithdrawal,
};

words! {
    "withdrawals":
    compared;
    compared_nothing;
    not_compared;
    not_compared_keep;
    user_change(name: &str, changes: &str);
    client_change(name: &str, user_name: &str, change: &str);
    deleted;
    deregistered;
    disabled;
    role_lowered;
    needs_password;
    must_change;
    more(count: u64);
    secrets(tokens: u64, credentials: u64);
    no_administrator;
}

/// How many users and clients are named.
const MOST_NAMED: usize = 50;

/// What is said about a restore before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// With what the backup was compared, and what follows from that.
    pub introduction: &'static str,
    /// What no longer works; none where nothing is taken away.
    pub losses: Option<Losses>,
}

/// What no longer works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Losses {
    /// A line for each user and client.
    pub named: Vec<String>,
    /// How many more there are, where there are more than are named.
    pub more: Option<String>,
    /// How many tokens and credentials.
    pub secrets: String,
}

/// What is said about `preview`. Where the backup could not be compared, `unknown` is the administrator's choice.
pub fn tell(preview: &RestorePreview, unknown: UnknownSecrets) -> Told {
    let found = &preview.withdrawals;
    let is_nothing = found.users.is_empty() && found.clients.is_empty() && found.tokens == 0 && found.credentials == 0;
    let (introduction, has_losses) = match (preview.is_compared, unknown) {
        (true, _) if is_nothing => (compared_nothing(), false),
        (true, _) => (compared(), true),
        (false, UnknownSecrets::Keep) => (not_compared_keep(), false),
        (false, UnknownSecrets::Void) => (not_compared(), true),
    };
    Told {
        introduction,
        losses: has_losses.then(|| losses(preview)),
    }
}

fn losses(preview: &RestorePreview) -> Losses {
    let found = &preview.withdrawals;
    let users = found.users.iter().map(of_user);
    let named = users.chain(found.clients.iter().map(of_client)).take(MOST_NAMED);
    let left = (found.users.len() + found.clients.len()).saturating_sub(MOST_NAMED) as u64;
    Losses {
        named: named.collect(),
        more: (left > 0).then(|| more(left)),
        secrets: secrets(found.tokens, found.credentials),
    }
}

fn of_user(user: &UserWithdrawal) -> String {
    let changes = match user.change {
        UserChange::Deleted => vec![deleted()],
        UserChange::Limited {
            is_disabled,
            roles,
            has_other_password,
            must_change_password,
        } => [
            (is_disabled, disabled()),
            (roles.is_some(), role_lowered()),
            (has_other_password, needs_password()),
            (must_change_password && !has_other_password, must_change()),
        ]
        .into_iter()
        .filter_map(|(applies, words)| applies.then_some(words))
        .collect(),
    };
    user_change(&user.user_name, &list(changes))
}

fn of_client(client: &ClientWithdrawal) -> String {
    let change = match client.change {
        ClientChange::Deleted => deleted(),
        ClientChange::Deregistered => deregistered(),
    };
    client_change(&client.client, &client.user_name, change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::backup::Withdrawals;
    use crate::domain::user::UserId;

    fn preview(users: i64, is_compared: bool) -> RestorePreview {
        let user = |id| UserWithdrawal {
            id: UserId(id),
            user_name: "bo.lindqvist".to_owned(),
            change: UserChange::Limited {
                is_disabled: true,
                roles: None,
                has_other_password: true,
                must_change_password: true,
            },
        };
        RestorePreview {
            newest_entry_at: None,
            is_compared,
            withdrawals: Withdrawals {
                users: (0..users).map(user).collect(),
                ..Withdrawals::default()
            },
        }
    }

    #[test]
    fn a_list_follows_only_where_something_is_taken_away_or_nothing_is_known() {
        let has_list = |users, is_compared, unknown| tell(&preview(users, is_compared), unknown).losses.is_some();
        for unknown in [UnknownSecrets::Keep, UnknownSecrets::Void] {
            assert!(has_list(1, true, unknown));
            assert!(!has_list(0, true, unknown));
        }
        assert!(has_list(0, false, UnknownSecrets::Void));
        assert!(!has_list(0, false, UnknownSecrets::Keep));
    }

    #[test]
    fn the_first_fifty_are_named_and_the_rest_counted() {
        let losses = |users| tell(&preview(users, true), UnknownSecrets::Void).losses.unwrap();
        let all = losses(50);
        assert_eq!((all.named.len(), all.more), (50, None));
        assert_eq!(
            all.named.first().unwrap(),
            "User bo.lindqvist: disabled, needs a one-time password"
        );
        let part = losses(52);
        assert_eq!((part.named.len(), part.more.as_deref()), (50, Some("And 2 more")));
    }
}
