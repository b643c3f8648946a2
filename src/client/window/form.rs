//! The form for the next registration, and its errors.

use egui::{Id, Ui};

use super::{follow_focus, is_entered};
use crate::client::address::{AddressError, ServerAddress};
use crate::client::error_text::address_text;
use crate::client::installation::{CertificatePin, RegistrationRequest};
use crate::domain::registration::Fingerprint;
use crate::domain::secret::SecretText;
use crate::domain::token::{TokenHash, TokenSecret};
use crate::ui::strings::client as words;
use crate::ui::theme::FIELD_GAP_Y;
use crate::ui::widgets::{FocusRequest, SecretField, TextField};
use crate::words::failures::both;

/// Longer than any address (RFC 1035) with scheme and port, and than any fingerprint with colons.
const MOST_CHARS: usize = 300;

/// The three fields. `Debug` shows nothing of the token.
#[derive(Debug, Default)]
pub(super) struct Form {
    server: String,
    token: SecretText,
    fingerprint: String,
    server_error: Option<FormError>,
    token_error: Option<FormError>,
    fingerprint_error: Option<FormError>,
    /// The field that gets the focus once it is drawn.
    focus: FocusRequest<Id>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormError {
    Address(AddressError),
    TokenMissing,
    TokenMalformed,
    FingerprintMalformed,
    /// A fingerprint beside an address that has no certificate.
    FingerprintWithoutTls,
}

impl FormError {
    pub(super) fn text(self) -> String {
        match self {
            Self::Address(error) => {
                let (cause, next_step) = address_text(error);
                both(cause, next_step)
            }
            Self::TokenMissing => words::token_missing().to_owned(),
            Self::TokenMalformed => both(words::token_malformed(), words::token_malformed_next()),
            Self::FingerprintMalformed => words::fingerprint_malformed().to_owned(),
            Self::FingerprintWithoutTls => words::fingerprint_without_tls().to_owned(),
        }
    }
}

fn server_id() -> Id {
    Id::unique("client_server")
}

fn token_id() -> Id {
    Id::unique("client_token")
}

fn fingerprint_id() -> Id {
    Id::unique("client_fingerprint")
}

impl Form {
    /// A form with the server that is known already; the focus starts in the first field that is empty.
    pub(super) fn new(known: Option<(ServerAddress, Option<Fingerprint>)>) -> Self {
        let mut focus = FocusRequest::default();
        focus.ask(if known.is_some() { token_id() } else { server_id() });
        let (server, fingerprint) = known.map_or_else(Default::default, |(server, fingerprint)| {
            let fingerprint = fingerprint.map(|fingerprint| fingerprint.to_string());
            (server.to_string(), fingerprint.unwrap_or_default())
        });
        Self {
            server,
            fingerprint,
            focus,
            ..Self::default()
        }
    }

    /// Overwrites the token if it is still that one; another may have been pasted since. Returns whether it was.
    pub(super) fn wipe_token(&mut self, used: &TokenHash) -> bool {
        let is_used = TokenSecret::parse(self.token.expose()).is_ok_and(|token| token.hash() == *used);
        if is_used {
            self.token.clear();
            self.token_error = None;
        }
        is_used
    }

    /// Draws the fields. Returns whether Enter was pressed in one of them.
    pub(super) fn show(&mut self, ui: &mut Ui) -> bool {
        let server = TextField::new(words::server(), &mut self.server)
            .id(server_id())
            .hint(words::server_hint())
            .char_limit(MOST_CHARS)
            .error(self.server_error.map(FormError::text).as_deref())
            .show(ui);
        ui.add_space(FIELD_GAP_Y);
        let token = SecretField::new(words::token(), &mut self.token)
            .id(token_id())
            .error(self.token_error.map(FormError::text).as_deref())
            .show(ui);
        ui.add_space(FIELD_GAP_Y);
        let fingerprint = TextField::new(words::fingerprint(), &mut self.fingerprint)
            .id(fingerprint_id())
            .hint(words::fingerprint_hint())
            .char_limit(MOST_CHARS)
            .help(Some(words::fingerprint_help()))
            .error(self.fingerprint_error.map(FormError::text).as_deref())
            .show(ui);
        for field in [&server, &token, &fingerprint] {
            self.focus.give(&field.id, field);
            follow_focus(ui, field);
        }
        let entered = [&server, &token, &fingerprint].map(|field| is_entered(ui, field));
        let is_submitted = entered.contains(&true);
        // A field that changes loses its error; one that is left is checked.
        if server.changed() {
            self.server_error = None;
        } else if server.lost_focus() && !is_submitted && !self.server.trim().is_empty() {
            self.server_error = self.read_server().err();
        }
        if token.changed() {
            self.token_error = None;
        } else if token.lost_focus() && !is_submitted && !self.token.is_empty() {
            self.token_error = self.read_token().err();
        }
        if fingerprint.changed() {
            self.fingerprint_error = None;
        } else if fingerprint.lost_focus() && !is_submitted {
            self.fingerprint_error = self.read_fingerprint().err();
        }
        is_submitted
    }

    /// Whether a field says that something is wrong with it.
    pub(super) const fn has_errors(&self) -> bool {
        self.server_error.is_some() || self.token_error.is_some() || self.fingerprint_error.is_some()
    }

    /// Reads the whole form.
    ///
    /// # Errors
    /// What is wrong with the first wrong field, which gets the focus. Each of them says it too.
    pub(super) fn check(&mut self, ui: &Ui) -> Result<RegistrationRequest, FormError> {
        let (server, token, fingerprint) = (self.read_server(), self.read_token(), self.read_fingerprint());
        let fingerprint = match (&server, fingerprint) {
            (Ok(server), Ok(Some(_))) if !server.is_tls() => Err(FormError::FingerprintWithoutTls),
            (_, fingerprint) => fingerprint,
        };
        self.server_error = server.as_ref().err().copied();
        self.token_error = token.as_ref().err().copied();
        self.fingerprint_error = fingerprint.as_ref().err().copied();
        let wrong = match (server, token, fingerprint) {
            (Ok(server), Ok(token), Ok(fingerprint)) => {
                return Ok(RegistrationRequest {
                    server,
                    fingerprint,
                    token,
                });
            }
            (Err(error), ..) => (server_id(), error),
            (_, Err(error), _) => (token_id(), error),
            (.., Err(error)) => (fingerprint_id(), error),
        };
        self.go_to(ui, wrong.0);
        Err(wrong.1)
    }

    /// Which certificate to expect when connecting with `server`: the one in the field, for it is what the person sees,
    /// unless the form is about another server.
    ///
    /// # Errors
    /// What is wrong with the fingerprint, whose field gets the focus.
    pub(super) fn check_pin(&mut self, ui: &Ui, server: &ServerAddress) -> Result<CertificatePin, FormError> {
        if !server.is_tls() || self.read_server().as_ref() != Ok(server) {
            return Ok(CertificatePin::AsKept);
        }
        let read = self.read_fingerprint();
        self.fingerprint_error = read.as_ref().err().copied();
        if read.is_err() {
            self.go_to(ui, fingerprint_id());
        }
        read.map(|fingerprint| CertificatePin::For(server.clone(), fingerprint))
    }

    fn read_server(&self) -> Result<ServerAddress, FormError> {
        ServerAddress::parse(&self.server).map_err(FormError::Address)
    }

    fn read_token(&self) -> Result<TokenSecret, FormError> {
        if self.token.expose().trim().is_empty() {
            return Err(FormError::TokenMissing);
        }
        TokenSecret::parse(self.token.expose()).map_err(|_| FormError::TokenMalformed)
    }

    fn read_fingerprint(&self) -> Result<Option<Fingerprint>, FormError> {
        if self.fingerprint.trim().is_empty() {
            return Ok(None);
        }
        Fingerprint::parse(&self.fingerprint)
            .map(Some)
            .ok_or(FormError::FingerprintMalformed)
    }

    fn go_to(&mut self, ui: &Ui, field: Id) {
        self.focus.ask(field);
        ui.ctx().request_repaint();
    }
}
