//! Words of the dialog Restore, and of what a restore has done.

use crate::domain::backup::BackupStanding;
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
    checking_percent(percent: u64);
    sound;
    newest_entry(when: &str);
    no_entry;
    keep;
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

/// What is under way, and how much of it in per cent.
pub fn checking_backup(percent: Option<u64>) -> String {
    percent.map_or_else(|| checking().to_owned(), checking_percent)
}
