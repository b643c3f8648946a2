//! The file with the credential: written whole, for its owner alone, and never with anything of a token in it.
//!
//! A credential that was made but whose registration was not answered is *pending*: it was written down before the
//! server was asked, so that the same registration can be sent again. It belongs to a server and not to a token,
//! because whoever sends the same token again needs nothing else to succeed, and for another token the server says
//! that the credential is taken where it is; so not even a hash of a token has to be kept. It never goes to another
//! server, which could otherwise use it at the first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::address::ServerAddress;
use super::answer::moment;
use super::installation::Registration;
use super::problem::{Exit, Problem, one_line};
use crate::domain::client::ClientName;
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Fingerprint;
use crate::domain::time::Timestamp;
use crate::domain::user::UserName;
use crate::platform::files::{self, SecretFile};

/// The form of the file. A later one is refused and left alone.
const VERSION: u32 = 1;
/// Servers whose unanswered registration is remembered.
const MOST_PENDING: usize = 8;
/// How long another program may keep the file; none that works keeps it for more than a moment.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Room for the whole file, so that writing it never grows a buffer with a credential in it.
const ROOM_BYTES: usize = 16 * 1024;

/// What is kept between two starts.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    /// The registration that was granted last.
    pub(super) registered: Option<Registered>,
    /// Those that nobody has answered yet, newest last.
    pub(super) pending: Vec<Pending>,
}

/// A registration that was granted, with its credential.
#[derive(Debug, Clone)]
pub(super) struct Registered {
    /// What may be shown of it.
    pub(super) registration: Registration,
    /// What proves it.
    pub(super) credential: CredentialSecret,
}

/// A credential whose registration has been asked for.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// Where.
    pub(super) server: ServerAddress,
    /// The fingerprint that was given.
    pub(super) fingerprint: Option<Fingerprint>,
    /// What was made for it.
    pub(super) credential: CredentialSecret,
}

impl Kept {
    /// The credential that waits for an answer of that server.
    pub(super) fn pending_at(&self, server: &ServerAddress) -> Option<&CredentialSecret> {
        self.pending
            .iter()
            .find(|pending| pending.server == *server)
            .map(|pending| &pending.credential)
    }

    /// Notes that a registration is about to be asked for, in place of an earlier one at the same server.
    pub(super) fn note_pending(&mut self, pending: Pending) {
        self.pending.retain(|earlier| earlier.server != pending.server);
        self.pending.push(pending);
        let surplus = self.pending.len().saturating_sub(MOST_PENDING);
        self.pending.drain(..surplus);
    }

    /// Notes that nothing is waited for with that credential any more.
    pub(super) fn forget_pending(&mut self, credential: &CredentialSecret) {
        self.pending
            .retain(|pending| pending.credential.hash() != credential.hash());
    }
}

/// Where it is kept.
#[derive(Debug, Clone)]
pub struct CredentialFile {
    path: PathBuf,
}

impl CredentialFile {
    /// The file at `path`, which need not be there yet.
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it; a file that is not there holds nothing.
    ///
    /// # Errors
    /// Where others could have read it, and where it is not one of ours. It is then left as it is.
    pub(super) fn read(&self) -> Result<Kept, Problem> {
        match files::read_secret_file(&self.path)? {
            SecretFile::Missing => Ok(Kept::default()),
            SecretFile::OpenToOthers => Err(self.open_to_others()),
            SecretFile::Read(bytes) => read_content(&bytes).ok_or_else(|| self.damaged()),
        }
    }

    /// Changes what is kept, over what is there at this moment and with other programs kept out: one may have registered
    /// while this one waited for its server.
    ///
    /// # Errors
    /// Those of reading, what the disk says, and another program that does not let go; the file is then as it was.
    pub(super) fn update<T>(&self, change: impl FnOnce(&mut Kept) -> Result<T, Problem>) -> Result<T, Problem> {
        if let Some(folder) = self.path.parent() {
            files::create_private_folder(folder)?;
        }
        let mut beside = self.path.clone().into_os_string();
        beside.push(".lock");
        let _lock = files::lock_private(Path::new(&beside), LONGEST_WAIT)?;
        let mut kept = self.read()?;
        let changed = change(&mut kept)?;
        self.save(&kept)?;
        Ok(changed)
    }

    /// Writes it, whole or not at all.
    fn save(&self, kept: &Kept) -> Result<(), Problem> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM_BYTES));
        serde_json::to_writer_pretty(&mut *bytes, &Content::of(kept)).map_err(|error| {
            tracing::error!(%error, "the credential's file could not be put together");
            self.damaged()
        })?;
        Ok(files::save_private(&self.path, &bytes)?)
    }

    fn open_to_others(&self) -> Problem {
        let path = one_line(&self.path.display().to_string());
        Problem::new(
            Exit::Refused,
            format!("Other accounts of this machine can read the credential in {path}"),
            "Ask the administrator to deregister the client, remove the file, and register again with a new token",
        )
    }

    fn damaged(&self) -> Problem {
        let path = one_line(&self.path.display().to_string());
        Problem::new(
            Exit::Failed,
            format!("{path} is damaged, or not a credential of this version of the client"),
            "Move it away and register again with a new token",
        )
    }
}

/// The file as JSON. Its texts are wiped when it goes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    registered: Option<RegisteredContent>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<PendingContent>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct RegisteredContent {
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    client: String,
    user_name: String,
    registered_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    credential_expires_at: Option<String>,
    credential: String,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct PendingContent {
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    credential: String,
}

impl Content {
    fn of(kept: &Kept) -> Self {
        Self {
            version: VERSION,
            registered: kept.registered.as_ref().map(|registered| {
                let Registration {
                    server,
                    fingerprint,
                    client,
                    user_name,
                    registered_at,
                    credential_expires_at,
                } = &registered.registration;
                RegisteredContent {
                    server: server.to_string(),
                    fingerprint: fingerprint.map(|fingerprint| fingerprint.to_string()),
                    client: client.as_str().to_owned(),
                    user_name: user_name.as_str().to_owned(),
                    registered_at: rfc_3339(*registered_at),
                    credential_expires_at: credential_expires_at.map(rfc_3339),
                    credential: registered.credential.expose().to_owned(),
                }
            }),
            pending: kept
                .pending
                .iter()
                .map(|pending| PendingContent {
                    server: pending.server.to_string(),
                    fingerprint: pending.fingerprint.map(|fingerprint| fingerprint.to_string()),
                    credential: pending.credential.expose().to_owned(),
                })
                .collect(),
        }
    }
}

fn read_content(bytes: &[u8]) -> Option<Kept> {
    let content: Content = serde_json::from_slice(bytes).ok()?;
    if content.version != VERSION {
        return None;
    }
    let registered = match &content.registered {
        None => None,
        Some(content) => Some(read_registered(content)?),
    };
    let pending = content.pending.iter().map(read_pending).collect::<Option<_>>()?;
    Some(Kept { registered, pending })
}

fn read_registered(content: &RegisteredContent) -> Option<Registered> {
    Some(Registered {
        registration: Registration {
            server: ServerAddress::parse(&content.server).ok()?,
            fingerprint: read_fingerprint(content.fingerprint.as_deref())?,
            client: ClientName::parse(&content.client).ok()?,
            user_name: UserName::parse(&content.user_name).ok()?,
            registered_at: moment(&content.registered_at)?,
            credential_expires_at: match &content.credential_expires_at {
                Some(text) => Some(moment(text)?),
                None => None,
            },
        },
        credential: CredentialSecret::parse(&content.credential).ok()?,
    })
}

fn read_pending(content: &PendingContent) -> Option<Pending> {
    Some(Pending {
        server: ServerAddress::parse(&content.server).ok()?,
        fingerprint: read_fingerprint(content.fingerprint.as_deref())?,
        credential: CredentialSecret::parse(&content.credential).ok()?,
    })
}

/// The outer `None` says that the text is none.
#[expect(
    clippy::option_option,
    reason = "there may be no fingerprint, and there may be a wrong one"
)]
fn read_fingerprint(text: Option<&str>) -> Option<Option<Fingerprint>> {
    text.map_or(Some(None), |text| Fingerprint::parse(text).map(Some))
}

fn rfc_3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.unix_ms())
        .unwrap_or_default()
        .to_string()
}
