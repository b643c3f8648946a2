//! What a client says of itself when it registers and each time it connects.

use serde::Serialize;

use crate::client::address::ServerAddress;
use crate::client::error::{ClientError, NetworkError};
use crate::domain::registration::HostName;
use crate::platform::process;

/// Sent where this computer has no name, or one that can't be shown.
const NAMELESS: &str = "unknown";

/// The name of this computer.
pub(super) fn host_name() -> String {
    let name = process::host_name().unwrap_or_default();
    HostName::parse(name.trim()).map_or_else(|| NAMELESS.to_owned(), |host| host.as_str().to_owned())
}

/// The version of this program.
pub(super) fn client_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The body of a request to `server`, as JSON.
pub(super) fn encode(body: &impl Serialize, server: &ServerAddress) -> Result<Vec<u8>, ClientError> {
    serde_json::to_vec(body).map_err(|error| {
        tracing::error!(%error, "a request could not be encoded");
        ClientError::Network(server.clone(), NetworkError::Local)
    })
}
