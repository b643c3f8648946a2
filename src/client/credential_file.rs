//! The file with the credential: written whole, for its owner alone, and never with anything of a token in it.
//!
//! A credential that was made but whose registration was not answered is *pending*: it was written down before the
//! server was asked, so that the same registration can be sent again. It belongs to a server and not to a token,
//! because whoever sends the same token again needs nothing else to succeed, and for another token the server says
//! that the credential is taken where it is; so not even a hash of a token has to be kept. It never goes to another
//! server, which could otherwise use it at the first.

mod content;

use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::Zeroizing;

use super::address::ServerAddress;
use super::installation::Registration;
use super::problem::{Exit, Problem, one_line};
use crate::domain::credential::CredentialSecret;
use crate::domain::registration::Fingerprint;
use crate::platform::files::{self, SecretFile};
use crate::platform::lock::lock_private;
use content::{Content, read_content};

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
    /// Whether the server did not accept it any more when it was asked last.
    pub(super) is_refused: bool,
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
    /// Whether the server has said that it is not registered there. It is kept all the same, for the next token.
    pub(super) is_denied: bool,
    /// What was made for it.
    pub(super) credential: CredentialSecret,
}

impl Kept {
    /// What waits for an answer of that server.
    pub(super) fn pending_at(&self, server: &ServerAddress) -> Option<&Pending> {
        self.pending.iter().find(|pending| pending.server == *server)
    }

    /// Notes that a registration is about to be asked for, in place of an earlier one at the same server.
    pub(super) fn note_pending(&mut self, pending: Pending) {
        self.pending.retain(|earlier| earlier.server != pending.server);
        self.pending.push(pending);
        let surplus = self.pending.len().saturating_sub(MOST_PENDING);
        self.pending.drain(..surplus);
    }

    /// Notes that a registration was granted, in place of an earlier one.
    pub(super) fn note_registered(&mut self, registered: Registered) {
        self.forget_pending(&registered.credential);
        self.registered = Some(registered);
    }

    /// The newest that may be registered without this machine knowing.
    pub(super) fn unanswered(&self) -> Option<&Pending> {
        self.pending.iter().rfind(|pending| !pending.is_denied)
    }

    /// Notes that the server has said that it is not registered.
    pub(super) fn note_denied(&mut self, credential: &CredentialSecret) {
        for pending in &mut self.pending {
            pending.is_denied |= pending.credential.hash() == credential.hash();
        }
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
        let _lock = lock_private(Path::new(&beside), LONGEST_WAIT)?;
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
