//! Words of the messages about users, clients and tokens.

use crate::words::words;

words! {
    "messages":
    user_created;
    user_updated;
    password_changed;
    administrator_lost;
    unnamed_deleted;
    unnamed_client_deregistered;
    unnamed_client_deleted;
    download_queue_full;
    user_deleted(user_name: &str);
    user_enabled(user_name: &str);
    user_disabled(user_name: &str);
    user_unlocked(user_name: &str);
    user_not_deleted(user_name: &str, why: &str);
    unnamed_not_deleted(why: &str);
    not_enabled(why: &str);
    not_disabled(why: &str);
    not_unlocked(why: &str);
    client_deregistered(client: &str);
    client_deleted(client: &str);
    token_discarded(client: &str);
    token_copied_without_dialog(client: &str);
    token_saved(path: &str);
    token_not_saved(why: &str);
}
