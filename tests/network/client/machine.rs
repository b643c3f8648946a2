//! A computer with a client: a folder, a clock, and requests from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use avo_admin::client::{ClientError, CredentialFile, Installation, Registration, RegistrationRequest, RequestLimits};
use avo_admin::crypto::make_token;
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::registration::Fingerprint;
use avo_admin::domain::time::Timestamp;
use avo_admin::domain::token::TokenSecret;
use avo_admin::platform::clock::ManualClock;
use serde_json::Value;
use tempfile::TempDir;

use super::fake_server::FakeServer;

/// Monday, 23 November 2026, 09:00 UTC.
pub(crate) const START: Timestamp = Timestamp::from_unix_ms(1_795_424_400_000);

pub(crate) struct Machine {
    folder: TempDir,
    pub(crate) clock: ManualClock,
    pub(crate) limits: RequestLimits,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            clock: ManualClock::at(START),
            limits: RequestLimits::default(),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The credential file; its folder does not exist at first.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("avo-client").join("credential.json")
    }

    /// The client of a program that was just started.
    pub(crate) fn installation(&self) -> Installation {
        let file = CredentialFile::new(self.file());
        Installation::new(file, Arc::new(self.clock.clone()), self.limits)
    }

    /// Registers with a program that was just started.
    pub(crate) fn register(&self, server: &FakeServer, token: &TokenSecret) -> Result<Registration, ClientError> {
        self.installation().register(&asked(server, token))
    }

    /// The credential file as JSON.
    #[track_caller]
    pub(crate) fn kept(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }

    /// The bytes of all files in the folder.
    pub(crate) fn everything(&self) -> Vec<u8> {
        fn below(folder: &Path, found: &mut Vec<u8>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    below(&path, found);
                } else {
                    found.extend(fs::read(path).unwrap());
                }
            }
        }
        let mut found = Vec::new();
        below(self.path(), &mut found);
        found
    }
}

pub(crate) fn token() -> TokenSecret {
    make_token().unwrap()
}

/// A registration with the fingerprint that the console shows, where the server has one.
pub(crate) fn asked(server: &FakeServer, token: &TokenSecret) -> RegistrationRequest {
    let address = server.address();
    RegistrationRequest {
        fingerprint: address.is_tls().then(|| server.fingerprint()),
        server: address,
        token: token.clone(),
    }
}

/// The hash of a kept credential.
#[track_caller]
pub(crate) fn hash_of_kept(kept: &Value) -> String {
    let credential = CredentialSecret::parse(kept["credential"].as_str().unwrap()).unwrap();
    let shown = Fingerprint(credential.hash().0).to_string();
    shown.replace(':', "").to_lowercase()
}
