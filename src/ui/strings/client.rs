//! Words of the reference client's window and of its command line.

use crate::words::words;

words! {
    "client":
    title;
    subtitle;
    this_client(client: &str, user_name: &str);
    server;
    server_hint;
    token;
    check_words(words: &str);
    fingerprint;
    fingerprint_hint;
    fingerprint_help;
    filled_in;
    filled_in_next;
    submit;
    submitting;
    connect;
    connecting;
    register_first;
    not_registered;
    not_answered;
    token_missing;
    token_malformed;
    token_malformed_next;
    fingerprint_malformed;
    fingerprint_without_tls;
    fingerprint_differs;
    fingerprint_matches;
    fingerprint_stored;
    connect_next;
    registered_as(client: &str, user_name: &str);
    connected_as(client: &str, user_name: &str);
    accepted_by(server: &str);
    registered_since(client: &str, user_name: &str, since: &str);
    no_longer_accepted(client: &str, user_name: &str);
    at_server(server: &str);
    at_server_until(server: &str, until: &str);
    at_server_expired(server: &str, expired: &str);
    asking(server: &str);
}
