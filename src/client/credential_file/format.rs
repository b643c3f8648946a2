//! The credential file's JSON.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::client::address::ServerAddress;
use crate::client::credentials::{Credentials, PendingCredential, RegisteredCredential, Registration};
use crate::domain::client::ClientName;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Fingerprint;
use crate::domain::user::UserName;
use crate::protocol::{parse_rfc_3339, rfc_3339};

/// The version of the format. A later one is refused and left unchanged.
const VERSION: u32 = 1;
/// Room for the whole file, so that encoding it never grows a buffer with a credential in it.
const CAPACITY_BYTES: usize = 16 * 1024;

/// The file as JSON. Its texts are wiped when it goes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredCredentials {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    registered: Option<StoredRegistered>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<StoredPending>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct StoredRegistered {
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    client: String,
    user_name: String,
    registered_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    credential_expires_at: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_refused: bool,
    credential: String,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct StoredPending {
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_denied: bool,
    credential: String,
}

impl StoredCredentials {
    fn of(credentials: &Credentials) -> Self {
        Self {
            version: VERSION,
            registered: credentials.registered.as_ref().map(|registered| {
                let Registration {
                    server,
                    fingerprint,
                    client,
                    user_name,
                    registered_at,
                    credential_expires_at,
                } = &registered.registration;
                StoredRegistered {
                    server: server.to_string(),
                    fingerprint: fingerprint.map(|fingerprint| fingerprint.to_string()),
                    client: client.as_str().to_owned(),
                    user_name: user_name.as_str().to_owned(),
                    registered_at: rfc_3339(*registered_at),
                    credential_expires_at: credential_expires_at.map(rfc_3339),
                    is_refused: registered.is_refused,
                    credential: registered.credential.expose().to_owned(),
                }
            }),
            pending: credentials
                .pending
                .iter()
                .map(|pending| StoredPending {
                    server: pending.server.to_string(),
                    fingerprint: pending.fingerprint.map(|fingerprint| fingerprint.to_string()),
                    is_denied: pending.is_denied,
                    credential: pending.credential.expose().to_owned(),
                })
                .collect(),
        }
    }
}

/// The file as JSON, in memory that is wiped.
pub(super) fn encode(credentials: &Credentials) -> serde_json::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(CAPACITY_BYTES));
    serde_json::to_writer_pretty(&mut *bytes, &StoredCredentials::of(credentials))?;
    Ok(bytes)
}

/// Reads the file; `None` where it is damaged, or of another version.
pub(super) fn decode(bytes: &[u8]) -> Option<Credentials> {
    let content: StoredCredentials = serde_json::from_slice(bytes).ok()?;
    if content.version != VERSION {
        return None;
    }
    let registered = match &content.registered {
        None => None,
        Some(content) => Some(read_registered(content)?),
    };
    let pending = content.pending.iter().map(read_pending).collect::<Option<_>>()?;
    Some(Credentials { registered, pending })
}

/// Bytes are no file, or say what they say when they are written again.
#[cfg(any(test, fuzzing))]
pub(crate) fn check(bytes: &[u8]) {
    let Some(read) = decode(bytes) else {
        return;
    };
    let written = encode(&read).unwrap_or_default();
    let again = decode(&written).and_then(|again| encode(&again).ok());
    assert!(
        again == Some(written),
        "it says something else when it is written again"
    );
}

fn read_registered(content: &StoredRegistered) -> Option<RegisteredCredential> {
    Some(RegisteredCredential {
        registration: Registration {
            server: ServerAddress::parse(&content.server).ok()?,
            fingerprint: read_fingerprint(content.fingerprint.as_deref())?,
            client: ClientName::parse(&content.client).ok()?,
            user_name: UserName::parse(&content.user_name).ok()?,
            registered_at: parse_rfc_3339(&content.registered_at)?,
            credential_expires_at: match &content.credential_expires_at {
                Some(text) => Some(parse_rfc_3339(text)?),
                None => None,
            },
        },
        is_refused: content.is_refused,
        credential: CredentialSecret::parse(&content.credential).ok()?,
    })
}

fn read_pending(content: &StoredPending) -> Option<PendingCredential> {
    Some(PendingCredential {
        server: ServerAddress::parse(&content.server).ok()?,
        fingerprint: read_fingerprint(content.fingerprint.as_deref())?,
        is_denied: content.is_denied,
        credential: CredentialSecret::parse(&content.credential).ok()?,
    })
}

/// The outer `None` says that the text is invalid.
#[expect(
    clippy::option_option,
    reason = "there may be no fingerprint, and there may be a wrong one"
)]
fn read_fingerprint(text: Option<&str>) -> Option<Option<Fingerprint>> {
    text.map_or(Some(None), |text| Fingerprint::parse(text).map(Some))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::make_credential;
    use crate::domain::time::Timestamp;

    fn kept() -> Vec<u8> {
        let server = ServerAddress::parse("https://avo.example:8443").unwrap();
        let credentials = Credentials {
            registered: Some(RegisteredCredential {
                registration: Registration {
                    server: server.clone(),
                    fingerprint: Some(Fingerprint([7; 32])),
                    client: ClientName::parse("build-host-7").unwrap(),
                    user_name: UserName::parse("bo.lindqvist").unwrap(),
                    registered_at: Timestamp::from_unix_ms(1_795_000_000_000),
                    credential_expires_at: Some(Timestamp::from_unix_ms(1_796_000_000_000)),
                },
                is_refused: false,
                credential: make_credential().unwrap(),
            }),
            pending: vec![PendingCredential {
                server,
                fingerprint: None,
                is_denied: true,
                credential: make_credential().unwrap(),
            }],
        };
        encode(&credentials).unwrap().to_vec()
    }

    proptest! {
        /// A file that anything was done to is damaged, or says what it says when it is written again.
        #[test]
        fn a_changed_file_is_refused_or_read_as_it_stands(
            at in any::<prop::sample::Index>(),
            cut in 0_usize..40,
            noise in prop::collection::vec(any::<u8>(), 0..12),
        ) {
            let mut file = kept();
            let start = at.index(file.len());
            let end = file.len().min(start + cut);
            file.splice(start..end, noise);
            check(&file);
        }

        #[test]
        fn any_bytes_are_no_file(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(decode(&bytes).is_none());
        }
    }
}
