//! Words about the registration service.

use crate::domain::registration::ServiceTrouble;
use crate::words::words;

words! {
    "registration_service":
    title;
    server;
    fingerprint;
    fingerprint_short;
    no_certificate;
    state;
    none;
    loading;
    started(when: &str);
    stopped(when: &str);
    gone(when: &str);
    gone_beside_token(url: &str);
    stopped_beside_token(url: &str, when: &str);
    start_with;
    none_beside_token;
    stopped_ask(when: &str);
    gone_ask(when: &str);
    ask_to_start;
    gone_beside_token_ask(url: &str);
    stopped_beside_token_ask(url: &str, when: &str);
    none_beside_token_ask;
    damaged;
    damaged_ask;
    damaged_beside_token(url: &str);
    replaced;
    replaced_ask;
    replaced_beside_token(url: &str);
}

/// Why the service answers nothing; `can_start`: the reader can start it again.
pub fn trouble(trouble: ServiceTrouble, can_start: bool) -> &'static str {
    match (trouble, can_start) {
        (ServiceTrouble::Damaged, true) => damaged(),
        (ServiceTrouble::Damaged, false) => damaged_ask(),
        (ServiceTrouble::Replaced, true) => replaced(),
        (ServiceTrouble::Replaced, false) => replaced_ask(),
    }
}

/// The same beside a token.
pub fn trouble_beside_token(trouble: ServiceTrouble, url: &str) -> String {
    match trouble {
        ServiceTrouble::Damaged => damaged_beside_token(url),
        ServiceTrouble::Replaced => replaced_beside_token(url),
    }
}
