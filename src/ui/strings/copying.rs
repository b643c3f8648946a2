//! Words about text that is copied and is not a secret.

use crate::words::words;

words! {
    "copying":
    user_name;
    email;
    copy_user_name;
    copy_email;
    copy(what: &str);
    copied(what: &str);
    copied_over_token(what: &str, client: &str);
    not_copied(what: &str, cause: &str);
}
