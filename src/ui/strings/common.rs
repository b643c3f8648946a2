//! Words that more than one screen or dialog uses.

use crate::words::words;

words! {
    "common":
    app_name;
    try_again;
    cancel;
    close;
    dismiss;
    quit;
    discard_changes;
    keep_editing;
    clear_now;
    password;
    confirm_password;
    sign_out;
    edit;
    delete;
    disable;
    enable;
    unlock;
    create;
    admin;
    disabled;
    locked;
    never;
    unsaved_title;
    unsaved_text;
    token_untaken_text;
    password_untaken_text;
    password_help;
    show_secret(field: &str);
    hide_secret(field: &str);
    edit_user(user_name: &str);
    delete_user(user_name: &str);
    clipboard_countdown(kind: &str, name: &str, secs: i64);
    try_again_in(wait: &str);
    choice_with_error(choice: &str, error: &str);
    window_title(file_name: &str);
    new_file_missing;
    path_not_full(example: &str);
}
