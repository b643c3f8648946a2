//! Words about the registration service, which clients register with.

/// The group in Settings.
pub fn title() -> &'static str {
    "Registration service"
}
/// What a client is told to connect to.
pub fn server() -> &'static str {
    "Server"
}
/// SHA-256 of its certificate.
pub fn fingerprint() -> &'static str {
    "Certificate fingerprint"
}
/// The same beside a token, where room is short.
pub fn fingerprint_short() -> &'static str {
    "Fingerprint"
}
/// There is no certificate.
pub fn no_certificate() -> &'static str {
    "None: it speaks plain HTTP on this machine alone"
}
/// Whether it runs.
pub fn state() -> &'static str {
    "State"
}
/// There is none.
pub fn none() -> &'static str {
    "No registration service has been started on this directory"
}
/// What starts it.
pub fn command() -> &'static str {
    "avo-admin serve"
}
/// The same whole, with the address that is listened on; the port is the one of the documentation.
const WHOLE_COMMAND: &str = "avo-admin serve --listen 0.0.0.0:8443";
/// While it is not known yet.
pub fn loading() -> &'static str {
    "Reading the directory"
}

/// How to start one.
pub fn start_with() -> String {
    let whole_command = WHOLE_COMMAND;
    format!("Clients register with it. Start it with {whole_command}")
}

/// It runs, as far as it said.
pub fn started(when: &str) -> String {
    format!("Started {when}")
}

/// It has stopped.
pub fn stopped(when: &str) -> String {
    let command = command();
    format!("Stopped {when}. Start it again with {command}")
}

/// It is gone, and did not say that it stopped.
pub fn gone(when: &str) -> String {
    let command = command();
    format!("Started {when}, but does not run any more. Start it again with {command}")
}

/// It is gone; said beside a token.
pub fn gone_beside_token(url: &str) -> String {
    let command = command();
    format!("The registration service at {url} does not run any more. Clients can register once {command} runs again")
}

/// It has stopped; said beside a token.
pub fn stopped_beside_token(url: &str, when: &str) -> String {
    let command = command();
    format!("The registration service at {url} stopped {when}. Clients can register once {command} runs again")
}

/// There is none; said beside a token.
pub fn none_beside_token() -> String {
    let command = command();
    let none = none();
    format!("{none}. Clients can register once {command} runs")
}
