//! Words of the dialog Restore, and of what a restore has done.

use crate::domain::backup::{BackupStanding, ClientChange, ClientWithdrawal, UserChange, UserWithdrawal};
use crate::words::lists::list;
use crate::words::words;

words! {
    "restore":
    open;
    row;
    row_text;
    dialog;
    dialog_text;
    found;
    looking;
    none_found;
    other;
    entry(when: &str, file: &str);
    entry_encrypted(when: &str, file: &str);
    entry_sound(when: &str, file: &str);
    entry_unsound(when: &str, file: &str);
    file;
    file_help;
    file_missing;
    encrypted_with;
    passphrase;
    key_file;
    key_file_field;
    key_file_help;
    passphrase_missing;
    key_file_missing;
    check;
    checking;
    sound;
    newest_entry(when: &str);
    no_entry;
    compared;
    compared_nothing;
    not_compared;
    not_compared_keep;
    keep;
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
    who;
    who_backup;
    user_name;
    user_name_missing;
    password_missing;
    back;
    submit;
    busy;
    restoring;
    restoring_text;
    restored;
    kept(path: &str);
    need_passwords(names: &str);
    need_passwords_more(names: &str, count: u64);
    no_administrator;
}

/// A backup that was found.
pub fn backup(standing: BackupStanding, when: &str, file: &str) -> String {
    match standing {
        BackupStanding::Unchecked => entry(when, file),
        BackupStanding::Encrypted => entry_encrypted(when, file),
        BackupStanding::Sound => entry_sound(when, file),
        BackupStanding::Unsound => entry_unsound(when, file),
    }
}

/// What becomes of a user.
pub fn of_user(user: &UserWithdrawal) -> String {
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

/// What becomes of a client.
pub fn of_client(client: &ClientWithdrawal) -> String {
    let change = match client.change {
        ClientChange::Deleted => deleted(),
        ClientChange::Deregistered => deregistered(),
    };
    client_change(&client.client, &client.user_name, change)
}
