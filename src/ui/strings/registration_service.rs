//! Words about the registration service.

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
}
