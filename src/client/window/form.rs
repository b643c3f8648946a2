//! The form for the next registration, and its errors.

use egui::{Event, Id, Ui};

use super::{follow_focus, is_entered};
use crate::client::address::{AddressError, ServerAddress};
use crate::client::error_text::address_text;
use crate::client::installation::{CertificatePin, RegistrationRequest};
use crate::domain::check_words::CheckWords;
use crate::domain::hand_off::HandOff;
use crate::domain::registration::Fingerprint;
use crate::domain::secret::SecretText;
use crate::domain::token::{TokenHash, TokenSecret};
use crate::ui::parts::forms::ShownMistakes;
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
    /// The certificate that a server presented without one being expected, by its fingerprint.
    presented: Option<(ServerAddress, Fingerprint)>,
    shown: ShownMistakes<FormField>,
    /// The field that gets the focus once it is drawn.
    focus: FocusRequest<FormField>,
}

/// Takes a whole hand-off out of what is pasted, so that no field gets it as its own text.
pub(super) fn pasted_hand_off(ui: &Ui) -> Option<HandOff> {
    let mut found = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let (Event::Paste(text) | Event::MiddleClickPaste { text, .. }) = event else {
                return true;
            };
            let pasted = HandOff::find_in(text);
            let is_kept = pasted.is_none();
            found = pasted.or(found.take());
            is_kept
        });
    });
    found
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormField {
    Server,
    Token,
    Fingerprint,
}

impl FormField {
    const ALL: [Self; 3] = [Self::Server, Self::Token, Self::Fingerprint];

    fn id(self) -> Id {
        match self {
            Self::Server => Id::unique("client_server"),
            Self::Token => Id::unique("client_token"),
            Self::Fingerprint => Id::unique("client_fingerprint"),
        }
    }
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
    /// Not the fingerprint of the certificate that the server has presented.
    FingerprintDiffers,
    /// Not the fingerprint that is stored for the server.
    FingerprintStored,
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
            Self::FingerprintDiffers => words::fingerprint_differs().to_owned(),
            Self::FingerprintStored => words::fingerprint_stored().to_owned(),
        }
    }
}

impl Form {
    /// A form with the server that is known already; the focus starts in the first field that is empty.
    pub(super) fn new(known: Option<(ServerAddress, Option<Fingerprint>)>) -> Self {
        let mut focus = FocusRequest::default();
        focus.ask(if known.is_some() {
            FormField::Token
        } else {
            FormField::Server
        });
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

    /// Takes over all that was pasted as one text.
    pub(super) fn fill(&mut self, hand_off: &HandOff) {
        let server = &hand_off.server;
        self.server = ServerAddress::parse(server).map_or_else(|_| server.clone(), |address| address.to_string());
        self.token = SecretText::from(hand_off.token.expose());
        let fingerprint = hand_off.fingerprint.map(|fingerprint| fingerprint.to_string());
        self.fingerprint = fingerprint.unwrap_or_default();
        self.shown = ShownMistakes::default();
    }

    pub(super) fn has_token(&self) -> bool {
        !self.token.is_empty()
    }

    /// Compares from now on what is entered as fingerprint with the certificate that `server` presented.
    pub(super) fn compare_with(&mut self, server: ServerAddress, presented: Fingerprint) {
        self.presented = Some((server, presented));
    }

    pub(super) fn focus_fingerprint(&mut self) {
        self.focus.ask(FormField::Fingerprint);
    }

    /// Whether the fingerprint is the one of the certificate that the server in the form has presented; `None` where either
    /// is not known.
    fn matches_presented(&self) -> Option<bool> {
        let (server, presented) = self.presented.as_ref()?;
        let entered = self.read_fingerprint().ok()??;
        (self.read_server().as_ref() == Ok(server)).then_some(entered == *presented)
    }

    /// Overwrites the token if it is still that one; another may have been pasted since. Returns whether it was.
    pub(super) fn wipe_token(&mut self, used: &TokenHash) -> bool {
        let is_used = TokenSecret::find_in(self.token.expose()).is_ok_and(|token| token.hash() == *used);
        if is_used {
            self.token.clear();
            // The next registration begins, and its token is not missing yet.
            self.shown = ShownMistakes::default();
        }
        is_used
    }

    /// Draws the fields. Returns whether Enter was pressed in one of them.
    pub(super) fn show(&mut self, ui: &mut Ui) -> bool {
        let [server_error, token_error, fingerprint_error] =
            FormField::ALL.map(|field| self.shown_mistake(field).map(FormError::text));
        let server = TextField::new(words::server(), &mut self.server)
            .id(FormField::Server.id())
            .hint(words::server_hint())
            .char_limit(MOST_CHARS)
            .error(server_error.as_deref())
            .show(ui);
        ui.add_space(FIELD_GAP_Y);
        let check_words = TokenSecret::find_in(self.token.expose()).map(|token| CheckWords::of(&token));
        let check_words = check_words.map(|check| words::check_words(&check.to_string()));
        let token = SecretField::new(words::token(), &mut self.token)
            .id(FormField::Token.id())
            .help(check_words.as_deref().ok())
            .error(token_error.as_deref())
            .show(ui);
        ui.add_space(FIELD_GAP_Y);
        let fingerprint_help = if self.matches_presented() == Some(true) {
            words::fingerprint_matches()
        } else {
            words::fingerprint_help()
        };
        let fingerprint = TextField::new(words::fingerprint(), &mut self.fingerprint)
            .id(FormField::Fingerprint.id())
            .hint(words::fingerprint_hint())
            .char_limit(MOST_CHARS)
            .help(Some(fingerprint_help))
            .error(fingerprint_error.as_deref())
            .show(ui);
        let mut is_submitted = false;
        for (field, response) in FormField::ALL.into_iter().zip([&server, &token, &fingerprint]) {
            self.focus.give(&field, response);
            follow_focus(ui, response);
            let is_entered = is_entered(ui, response);
            is_submitted |= is_entered;
            if response.lost_focus() && !is_entered {
                self.shown.leave(field);
            }
        }
        is_submitted
    }

    /// Whether a field says that something is wrong with it.
    pub(super) fn has_errors(&self) -> bool {
        FormField::ALL
            .into_iter()
            .any(|field| self.shown_mistake(field).is_some())
    }

    fn shown_mistake(&self, field: FormField) -> Option<FormError> {
        let is_empty = match field {
            FormField::Server => self.server.trim().is_empty(),
            FormField::Token => self.token.is_empty(),
            FormField::Fingerprint => self.fingerprint.trim().is_empty(),
        };
        let is_shown = self.shown.is_shown_unless_empty(&field, is_empty);
        let mistake = self.mistake(field);
        mistake.filter(|mistake| is_shown || *mistake == FormError::FingerprintDiffers)
    }

    fn mistake(&self, field: FormField) -> Option<FormError> {
        match field {
            FormField::Server => self.read_server().err(),
            FormField::Token => self.read_token().err(),
            FormField::Fingerprint => match (self.read_fingerprint(), self.read_server()) {
                (Err(error), _) => Some(error),
                (Ok(Some(_)), Ok(server)) if !server.is_tls() => Some(FormError::FingerprintWithoutTls),
                _ => (self.matches_presented() == Some(false)).then_some(FormError::FingerprintDiffers),
            },
        }
    }

    /// Reads the whole form.
    ///
    /// # Errors
    /// What is wrong with the first wrong field, which gets the focus. Each of them says it too.
    pub(super) fn check(&mut self, ui: &Ui) -> Result<RegistrationRequest, FormError> {
        self.shown.submit();
        let mistakes = FormField::ALL.into_iter().map(|field| (field, self.mistake(field)));
        if let Some((field, error)) = mistakes.into_iter().find_map(|(field, error)| Some((field, error?))) {
            self.go_to(ui, field);
            return Err(error);
        }
        Ok(RegistrationRequest {
            server: self.read_server()?,
            fingerprint: self.read_fingerprint()?,
            token: self.read_token()?,
        })
    }

    /// Which certificate to expect when connecting with `server`: the one in the field, because that is what is visible,
    /// unless the form is about another server. One that is `stored` is never replaced by it.
    ///
    /// # Errors
    /// What is wrong with the fingerprint, whose field gets the focus.
    pub(super) fn check_pin(
        &mut self,
        ui: &Ui,
        server: &ServerAddress,
        stored: Option<Fingerprint>,
    ) -> Result<CertificatePin, FormError> {
        if !server.is_tls() || self.read_server().as_ref() != Ok(server) {
            return Ok(CertificatePin::AsKept);
        }
        let read = match (self.read_fingerprint(), stored) {
            (Ok(Some(entered)), Some(stored)) if entered != stored => Err(FormError::FingerprintStored),
            (Ok(None), Some(_)) => return Ok(CertificatePin::AsKept),
            (read, _) => read,
        };
        if read.is_err() {
            self.shown.leave(FormField::Fingerprint);
            self.go_to(ui, FormField::Fingerprint);
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
        TokenSecret::find_in(self.token.expose()).map_err(|_| FormError::TokenMalformed)
    }

    fn read_fingerprint(&self) -> Result<Option<Fingerprint>, FormError> {
        if self.fingerprint.trim().is_empty() {
            return Ok(None);
        }
        Fingerprint::parse(&self.fingerprint)
            .map(Some)
            .ok_or(FormError::FingerprintMalformed)
    }

    fn go_to(&mut self, ui: &Ui, field: FormField) {
        self.focus.ask(field);
        ui.ctx().request_repaint();
    }
}
