//! Words for the errors of the reference client, which its window and its command line share.

/// The message `not_registered`.
pub fn not_registered() -> &'static str {
    "This client is not registered"
}

/// The message `register_first`.
pub fn register_first() -> &'static str {
    "Register first with a token from the administrator"
}

/// The message `not_arrived`.
pub fn not_arrived(server: &str) -> String {
    format!("This client is not registered: its registration did not arrive at {server}")
}

/// The message `submit_again`.
pub fn submit_again() -> &'static str {
    "Submit the token again"
}

/// The message `no_certificate`.
pub fn no_certificate(server: &str) -> String {
    format!("{server} has no certificate to compare with a fingerprint")
}

/// The message `leave_fingerprint_out`.
pub fn leave_fingerprint_out() -> &'static str {
    "Leave the fingerprint out"
}

/// The message `unknown_host`.
pub fn unknown_host(server: &str) -> String {
    format!("The host of {server} can't be found")
}

/// The message `check_address`.
pub fn check_address() -> &'static str {
    "Check the address with the administrator. The console shows it"
}

/// The message `not_loopback`.
pub fn not_loopback(server: &str) -> String {
    format!("{server} leads to another computer, and http:// would send the secret there unprotected")
}

/// The message `use_https`.
pub fn use_https() -> &'static str {
    "Enter an address that begins with https://, or correct what localhost stands for on this computer"
}

/// The message `connection_refused`.
pub fn connection_refused(server: &str) -> String {
    format!("Nothing is listening at {server}")
}

/// The message `no_route`.
pub fn no_route(server: &str) -> String {
    format!("There is no network route to {server}")
}

/// The message `not_responding`.
pub fn not_responding(server: &str) -> String {
    format!("{server} is not responding")
}

/// The message `unreachable`.
pub fn unreachable(server: &str, why: &str) -> String {
    format!("Can't connect to {server}: {why}")
}

/// The message `check_network`.
pub fn check_network() -> &'static str {
    "Check the address and the network, or ask the administrator whether the service is running"
}

/// The message `connect_timeout`.
pub fn connect_timeout(server: &str) -> String {
    format!("{server} could not be reached in time")
}

/// The message `check_and_try_again`.
pub fn check_and_try_again() -> &'static str {
    "Check the address and the network, and try again"
}

/// The message `handshake_aborted`.
pub fn handshake_aborted(server: &str) -> String {
    format!("{server} ended the connection before it was secure")
}

/// The message `try_in_a_moment`.
pub fn try_in_a_moment() -> &'static str {
    "Try again in a moment. If it persists, check the address with the administrator"
}

/// The message `handshake_failed`.
pub fn handshake_failed(server: &str) -> String {
    format!("{server} does not speak HTTPS correctly")
}

/// The message `response_timeout`.
pub fn response_timeout(server: &str) -> String {
    format!("{server} did not answer in time")
}

/// The message `response_lost`.
pub fn response_lost(server: &str) -> String {
    format!("{server} ended the connection without an answer")
}

/// The message `register_again`.
pub fn register_again() -> &'static str {
    "Try again with the same token. It does no harm if the first attempt arrived"
}

/// The message `connect_again`.
pub fn connect_again() -> &'static str {
    "Try again, or ask the administrator whether the service is running"
}

/// The message `response_too_large`.
pub fn response_too_large(server: &str) -> String {
    format!("The answer of {server} is too large for a registration service")
}

/// The message `not_a_service`.
pub fn not_a_service(server: &str) -> String {
    format!("{server} is not a registration service")
}

/// The message `not_a_service_status`.
pub fn not_a_service_status(server: &str, status: u16) -> String {
    format!("{server} is not a registration service (status {status})")
}

/// The message `redirect`.
pub fn redirect(server: &str) -> String {
    format!("{server} redirects to another address, where a secret must not be sent")
}

/// The message `not_sent`.
pub fn not_sent(server: &str, why: &str) -> String {
    format!("This computer could not send a request to {server}: {why}")
}

/// The message `free_memory`.
pub fn free_memory() -> &'static str {
    "Free some memory and try again"
}

/// The message `other_fingerprint`.
pub fn other_fingerprint(server: &str) -> String {
    format!("The certificate of {server} does not match the given fingerprint")
}

/// The message `certificate_expired`.
pub fn certificate_expired(server: &str) -> String {
    format!("The certificate of {server} is not trusted: it has expired")
}

/// The message `certificate_not_yet_valid`.
pub fn certificate_not_yet_valid(server: &str) -> String {
    format!("The certificate of {server} is not trusted: it is not valid yet")
}

/// The message `certificate_other_name`.
pub fn certificate_other_name(server: &str) -> String {
    format!("The certificate of {server} is not trusted: it is for another name")
}

/// The message `certificate_revoked`.
pub fn certificate_revoked(server: &str) -> String {
    format!("The certificate of {server} is not trusted: it was revoked")
}

/// The message `certificate_unknown_issuer`.
pub fn certificate_unknown_issuer(server: &str) -> String {
    format!("The certificate of {server} is not trusted: its issuer is not trusted")
}

/// The message `certificate_unverifiable`.
pub fn certificate_unverifiable(server: &str) -> String {
    format!("The certificate of {server} is not trusted: it can't be verified")
}

/// The message `compare_fingerprint`.
pub fn compare_fingerprint(fingerprint: &str) -> String {
    format!(
        "Compare its fingerprint {fingerprint} with the one the administrator's console shows. Only if they match, give it as the certificate fingerprint and try again"
    )
}

/// The message `file_open_to_others`.
pub fn file_open_to_others(path: &str) -> String {
    format!("Other accounts on this computer can read the credential in {path}")
}

/// The message `deregister_and_remove`.
pub fn deregister_and_remove() -> &'static str {
    "Ask the administrator to deregister the client, remove the file, and register again with a new token"
}

/// The message `file_damaged`.
pub fn file_damaged(path: &str) -> String {
    format!("{path} is damaged, or not a credential file of this version")
}

/// The message `move_file_away`.
pub fn move_file_away() -> &'static str {
    "Move it away and register again with a new token"
}

/// The message `file_busy`.
pub fn file_busy() -> &'static str {
    "The credential file is in use by another program"
}

/// The message `close_it`.
pub fn close_it() -> &'static str {
    "Close it and try again"
}

/// The message `check_path`.
pub fn check_path() -> &'static str {
    "Check the path, or name another file with --credential FILE"
}

/// The message `not_recorded`.
pub fn not_recorded(client: &str, why: &str) -> String {
    format!("The server registered {client}, but the credential file could not be updated: {why}")
}

/// The message `keep_file`.
pub fn keep_file(path: &str) -> String {
    format!("Free some space or allow writing, leave {path} where it is, and register again with the same token")
}

/// The message `internal`.
pub fn internal() -> &'static str {
    "Something went wrong"
}

/// The message `restart`.
pub fn restart() -> &'static str {
    "Restart the program"
}

/// The message `address_missing`.
pub fn address_missing() -> &'static str {
    "The server is missing"
}

/// The message `enter_address`.
pub fn enter_address() -> &'static str {
    "Enter its address, such as https://console.example.com:8443"
}

/// The message `address_malformed`.
pub fn address_malformed() -> &'static str {
    "This is not a server address"
}

/// The message `enter_it_like`.
pub fn enter_it_like() -> &'static str {
    "Enter it like https://console.example.com:8443"
}

/// The message `address_scheme`.
pub fn address_scheme() -> &'static str {
    "A client registers over HTTPS only"
}

/// The message `begin_with_https`.
pub fn begin_with_https() -> &'static str {
    "Enter an address that begins with https://"
}

/// The message `address_plain_http`.
pub fn address_plain_http() -> &'static str {
    "http:// would send the token unprotected, so it is for this computer only"
}

/// The message `address_user_info`.
pub fn address_user_info() -> &'static str {
    "An address must not contain a name or password"
}

/// The message `leave_out_before_at`.
pub fn leave_out_before_at() -> &'static str {
    "Leave out everything up to the @"
}

/// The message `address_path`.
pub fn address_path() -> &'static str {
    "The address must end with the host or the port"
}

/// The message `leave_out_after_port`.
pub fn leave_out_after_port() -> &'static str {
    "Leave out what follows it"
}
