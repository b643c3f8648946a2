//! Words about text that is copied and is not a secret.

use super::registration_service;
use crate::state::CopiedText;
use crate::words::words;

words! {
    "copying":
    user_name;
    email;
    command;
    copy_user_name;
    copy_email;
    copy(what: &str);
    copied(what: &str);
    copied_over_secret(what: &str, kind: &str, name: &str);
    not_copied(what: &str, cause: &str);
}

/// What a copied text is called.
pub fn label(what: CopiedText) -> &'static str {
    match what {
        CopiedText::UserName => user_name(),
        CopiedText::Email => email(),
        CopiedText::Command => command(),
        CopiedText::Server => registration_service::server(),
        CopiedText::Fingerprint => registration_service::fingerprint(),
    }
}
