//! A throw-away directory that is served in this process, and what its administrator and its clients do.

use std::fmt::Write as _;
use std::num::NonZeroU32;

use avo_admin::crypto::make_credential;
use avo_admin::domain::client::{Client, ClientId};
use avo_admin::domain::credential::CredentialSecret;
use avo_admin::domain::token::TokenSecret;
use avo_admin::protocol::{CONNECT_PATH, REGISTER_PATH};
use avo_admin::server::{CertificateFiles, Front, HEALTH_PATH, Limits, Options, Running, Transport};
use avo_admin::service::{Service, Session};

use super::wire::{Answer, Wire};
use crate::directory::{Place, client, provision};
use crate::waiting::wait_for;

/// A directory, its administrator, and the service on it.
pub(crate) struct Served {
    pub(crate) place: Place,
    pub(crate) service: Service,
    pub(crate) session: Session,
    pub(crate) running: Running,
}

impl Served {
    /// With plain HTTP and the program's own limits.
    pub(crate) fn plainly() -> Self {
        Self::with(Limits::default())
    }

    /// With plain HTTP, and a limit on refusals that no test reaches by accident.
    pub(crate) fn patiently() -> Self {
        Self::with(Limits {
            refusals_per_minute: NonZeroU32::MAX,
            ..Limits::default()
        })
    }

    pub(crate) fn with(limits: Limits) -> Self {
        Self::start(Place::with_ana(), limits, |_| Transport::PlainOnLoopback)
    }

    /// Plainly, on a directory that is there already.
    pub(crate) fn over(place: Place) -> Self {
        Self::start(place, Limits::default(), |_| Transport::PlainOnLoopback)
    }

    pub(crate) fn with_tls(limits: Limits) -> Self {
        Self::start(Place::with_ana(), limits, |place| {
            Transport::Tls(CertificateFiles::beside(&place.path.as_path().into()))
        })
    }

    fn start(place: Place, limits: Limits, transport: impl FnOnce(&Place) -> Transport) -> Self {
        let options = Options {
            transport: transport(&place),
            ..plain_options(limits)
        };
        Self::with_options(place, options)
    }

    pub(crate) fn with_options(place: Place, options: Options) -> Self {
        let running = Running::start(place.open(), options).unwrap();
        let (service, session) = place.open_as_ana();
        Self {
            place,
            service,
            session,
            running,
        }
    }

    pub(crate) fn wire(&self) -> Wire {
        match self.running.fingerprint() {
            None => Wire::plain(self.running.address()),
            Some(fingerprint) => Wire::tls(self.running.address(), fingerprint),
        }
    }

    /// A connection that was answered once. On a busy computer a small limit may end one earlier; another is opened then.
    pub(crate) fn answered_wire(&self) -> Wire {
        wait_for("a connection that is served", || {
            let mut wire = self.wire();
            let answer = wire.try_get(HEALTH_PATH)?;
            assert_eq!(answer.status, 200, "{answer:?}");
            Some(wire)
        })
    }

    /// A new client of Ana's and its token.
    pub(crate) fn provision(&mut self, name: &str) -> (ClientId, TokenSecret) {
        provision(&mut self.service, &self.session, self.session.user_id(), name)
    }

    /// The client as the directory has it now.
    pub(crate) fn client(&mut self, id: ClientId) -> Client {
        client(&mut self.service, &self.session, self.session.user_id(), id)
    }

    pub(crate) fn register(&self, token: &TokenSecret, credential: &CredentialSecret) -> Answer {
        register(&mut self.wire(), token, credential)
    }

    pub(crate) fn connect(&self, credential: &CredentialSecret) -> Answer {
        self.wire().post(CONNECT_PATH, Some(credential.expose()), None)
    }
}

/// On loopback, with plain HTTP.
pub(crate) fn plain_options(limits: Limits) -> Options {
    Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        transport: Transport::PlainOnLoopback,
        limits,
        front: Front::default(),
        backups_every: None,
    }
}

pub(crate) fn credential() -> CredentialSecret {
    make_credential().unwrap()
}

pub(crate) fn register(wire: &mut Wire, token: &TokenSecret, credential: &CredentialSecret) -> Answer {
    wire.post(REGISTER_PATH, Some(token.expose()), Some(&introduction(credential)))
}

/// The body of a registration.
pub(crate) fn introduction(credential: &CredentialSecret) -> String {
    let sha256 = credential.hash().0.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    serde_json::json!({"host_name": "build-7.example.com", "client_version": "1.2.3", "credential_sha256": sha256})
        .to_string()
}
