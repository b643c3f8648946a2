//! Words about automatic backups.

use crate::words::words;

words! {
    "automatic_backups":
    loading;
    automatic;
    automatic_text;
    daily;
    folder_help;
    recipient_help;
    save;
    discard;
    location;
    last;
    made(when: &str, file: &str);
    none_yet;
    last_attempt;
    failed(when: &str, problem: &str);
}
