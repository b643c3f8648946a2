//! Words for the errors of the reference client, which its window and its command line share.

use crate::words::words;

words! {
    "client_errors":
    not_registered;
    register_first;
    not_arrived(server: &str);
    submit_again;
    no_certificate(server: &str);
    leave_fingerprint_out;
    unknown_host(server: &str);
    check_address;
    not_loopback(server: &str);
    use_https;
    connection_refused(server: &str);
    no_route(server: &str);
    not_responding(server: &str);
    unreachable(server: &str, why: &str);
    check_network;
    connect_timeout(server: &str);
    check_and_try_again;
    handshake_aborted(server: &str);
    try_in_a_moment;
    handshake_failed(server: &str);
    response_timeout(server: &str);
    response_lost(server: &str);
    register_again;
    connect_again;
    response_too_large(server: &str);
    not_a_service(server: &str);
    not_a_service_status(server: &str, status: u16);
    redirect(server: &str);
    not_sent(server: &str, why: &str);
    free_memory;
    other_fingerprint(server: &str);
    certificate_expired(server: &str);
    certificate_not_yet_valid(server: &str);
    certificate_other_name(server: &str);
    certificate_revoked(server: &str);
    certificate_unknown_issuer(server: &str);
    certificate_unverifiable(server: &str);
    compare_fingerprint(fingerprint: &str);
    file_open_to_others(path: &str);
    deregister_and_remove;
    file_damaged(path: &str);
    move_file_away;
    file_busy;
    close_it;
    check_path;
    not_recorded(client: &str, why: &str);
    keep_file(path: &str);
    internal;
    restart;
    address_missing;
    enter_address;
    address_malformed;
    enter_it_like;
    address_scheme;
    begin_with_https;
    address_plain_http;
    address_user_info;
    leave_out_before_at;
    address_path;
    leave_out_after_port;
}
