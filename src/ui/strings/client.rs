//! Words of the reference client's window and of what it tells without one.

/// The window's title and heading.
pub fn title() -> &'static str {
    "Avo Assure Client Registration"
}
/// What it is for.
pub fn subtitle() -> &'static str {
    "Paste the token that the administrator made for this machine"
}
/// The field for the server's address.
pub fn server() -> &'static str {
    "Server"
}
/// What an address looks like.
pub fn server_hint() -> &'static str {
    "https://console.example.com:8443"
}
/// The field for the token.
pub fn token() -> &'static str {
    "Token"
}
/// The field for the fingerprint of the server's certificate.
pub fn fingerprint() -> &'static str {
    "Certificate fingerprint"
}
/// Inside the empty field for the fingerprint.
pub fn fingerprint_hint() -> &'static str {
    "Optional"
}
/// When the fingerprint is needed.
pub fn fingerprint_help() -> &'static str {
    "Needed where the server made its certificate itself; the administrator's console shows it"
}
/// Registers.
pub fn submit() -> &'static str {
    "Submit"
}
/// On Submit while a registration is under way.
pub fn submitting() -> &'static str {
    "Submitting…"
}
/// Connects.
pub fn connect() -> &'static str {
    "Connect"
}
/// On Connect while it is under way.
pub fn connecting() -> &'static str {
    "Connecting…"
}
/// Why Connect cannot be pressed.
pub fn register_first() -> &'static str {
    "Register first"
}
/// Nothing has been granted yet.
pub fn not_registered() -> &'static str {
    "Not registered"
}
/// Nothing has been granted yet, but may be without this machine knowing.
pub fn not_answered() -> &'static str {
    "Not registered; an answer is still missing"
}
/// The field for the token is empty.
pub fn token_missing() -> &'static str {
    "Paste the token from the administrator"
}
/// The checksum of the token is wrong.
pub fn token_malformed() -> &'static str {
    "This is not a whole token: a character is missing or wrong"
}
/// What to do about it.
pub fn token_malformed_next() -> &'static str {
    "Copy the whole of it once more"
}
/// The fingerprint is none.
pub fn fingerprint_malformed() -> &'static str {
    "This is not a SHA-256 fingerprint: copy the whole of it once more"
}
/// A fingerprint with an address that has no certificate.
pub fn fingerprint_without_tls() -> &'static str {
    "An http:// server has no certificate: leave this empty"
}
/// What to do after a registration.
pub fn connect_next() -> &'static str {
    "Select Connect to see that it works"
}

/// A registration that was granted.
pub fn registered_as(client: &str, user_name: &str) -> String {
    format!("Registered as {client} for {user_name}")
}

/// A connection that was granted.
pub fn connected_as(client: &str, user_name: &str) -> String {
    format!("Connected as {client} for {user_name}")
}

/// What stands below a connection that was granted.
pub fn accepted_by(server: &str) -> String {
    format!("{server} accepts this client")
}

/// The status line of a registered client.
pub fn registered_since(client: &str, user_name: &str, since: &str) -> String {
    format!("{} since {since}", registered_as(client, user_name))
}

/// The status line of a client whose credential the server has just refused.
pub fn no_longer_accepted(client: &str, user_name: &str) -> String {
    format!("No longer accepted as {client} for {user_name}")
}

/// Where it is registered.
pub fn at_server(server: &str) -> String {
    format!("at {server}")
}

/// Where it is registered, and until when the credential works.
pub fn at_server_until(server: &str, until: &str) -> String {
    format!("at {server}, until {until}")
}

/// Where it is registered with a credential that has run out.
pub fn at_server_expired(server: &str, expired: &str) -> String {
    format!("at {server}; the credential expired on {expired}, so a new token is needed")
}

/// While the server is asked.
pub fn asking(server: &str) -> String {
    format!("Asking {server}")
}
