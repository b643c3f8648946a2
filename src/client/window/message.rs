//! The message about the last request, to be seen and to be read by assistive technology.

use egui::Ui;

use crate::client::error::ClientError;
use crate::ui::strings::client_errors as words;
use crate::ui::widgets::{StatusTone, Urgency, announce_ui, silent_banner_ui};
use crate::words::failures::both;

/// A message: what happened, and below it what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    tone: StatusTone,
    title: String,
    text: String,
    /// Whether the eye has it elsewhere already.
    is_only_heard: bool,
}

impl Message {
    /// It was done.
    pub(super) const fn good(title: String, text: String) -> Self {
        Self {
            tone: StatusTone::Ok,
            title,
            text,
            is_only_heard: false,
        }
    }

    /// It is being done.
    pub(super) const fn waiting(title: String) -> Self {
        Self {
            tone: StatusTone::Off,
            title,
            text: String::new(),
            is_only_heard: false,
        }
    }

    /// It was not done: cause and next step.
    pub(super) fn error(error: &ClientError) -> Self {
        Self {
            tone: StatusTone::Bad,
            title: error.cause(),
            text: error.next_step(),
            is_only_heard: false,
        }
    }

    /// The certificate of a server is unknown: how to have it compared, without the fingerprint to copy.
    pub(super) fn unknown_certificate(error: &ClientError) -> Self {
        Self {
            text: words::paste_fingerprint().to_owned(),
            ..Self::error(error)
        }
    }

    /// Something went wrong that no field shows.
    pub(super) const fn problem(title: String) -> Self {
        Self {
            tone: StatusTone::Bad,
            title,
            text: String::new(),
            is_only_heard: false,
        }
    }

    /// What is wrong with a field, where it is shown; a change of its description alone is not read aloud.
    pub(super) const fn mistake(error: String) -> Self {
        Self {
            tone: StatusTone::Bad,
            title: error,
            text: String::new(),
            is_only_heard: true,
        }
    }

    /// Whether the eye has it elsewhere already.
    pub(super) const fn is_only_heard(&self) -> bool {
        self.is_only_heard
    }

    /// Draws it and makes assistive technology read it; an error interrupts. `number` tells one answer from the next,
    /// so that the same words are read again when they are said again.
    pub(super) fn show(&self, ui: &mut Ui, number: u64) {
        self.announce_ui(ui, number);
        if !self.is_only_heard {
            silent_banner_ui(ui, self.tone, &self.title, &self.text);
        }
    }

    /// One node with the whole answer. It takes no room: the banner is for the eye.
    fn announce_ui(&self, ui: &Ui, number: u64) {
        let whole = if self.text.is_empty() {
            self.title.clone()
        } else {
            both(&self.title, &self.text)
        };
        let urgency = if self.tone == StatusTone::Bad {
            Urgency::Assertive
        } else {
            Urgency::Polite
        };
        announce_ui(ui, ("answer", number), &whole, urgency);
    }
}
