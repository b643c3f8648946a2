//! Words of backups: the section in Settings and the dialog Back Up.

use crate::words::words;

words! {
    "back_up":
    title;
    text;
    open;
    dialog;
    dialog_text;
    file;
    file_help;
    encryption;
    none;
    passphrase;
    public_key;
    public_key_help;
    none_text;
    passphrase_text;
    confirm;
    submit;
    busy;
    busy_percent(percent: u64);
    busy_text;
    background;
    cancelled;
    made;
    made_text(path: &str);
    made_plain;
    made_message(path: &str);
    not_made(why: &str);
}

/// What is under way, and how much of it is done in per cent.
pub fn doing(percent: Option<u64>) -> String {
    percent.map_or_else(|| busy().to_owned(), busy_percent)
}
