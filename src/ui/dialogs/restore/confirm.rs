//! The name and the password of the administrator who restores.

use egui::{Id, Key, RichText, Ui};

use super::preview::unknown_secrets;
use crate::command::AllowRestore;
use crate::domain::failure::Failure;
use crate::domain::secret::SecretText;
use crate::state::{AppState, Restoring};
use crate::ui::parts::failure_ui;
use crate::ui::parts::refusal::{announce_refusal_ui, refusal_text};
use crate::ui::strings::{common, restore as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{SecretField, TextField, focus};

/// What is typed.
pub(super) struct Confirm {
    user_name: String,
    password: SecretText,
    missing: Option<Id>,
    /// Whether tokens and credentials are to work as in the backup where it is not known which were withdrawn.
    pub(super) keeps_secrets: bool,
}

fn name_id() -> Id {
    Id::unique("restore_user_name")
}

fn password_id() -> Id {
    Id::unique("restore_password")
}

impl Confirm {
    /// For the person who is signed in, if anybody is.
    pub(super) fn new(user_name: String) -> Self {
        Self {
            user_name,
            password: SecretText::new(),
            missing: None,
            keeps_secrets: false,
        }
    }

    /// Overwrites the typed password.
    pub(super) fn wipe(&mut self) {
        self.password.clear();
    }

    pub(super) fn focus_first(&self, ui: &Ui) {
        let is_known = !self.user_name.is_empty();
        focus::give_to(ui, if is_known { password_id() } else { name_id() });
    }

    pub(super) fn take_refusal(&mut self, ui: &Ui) {
        self.wipe();
        focus::give_to(ui, password_id());
    }

    /// Whether the password can be given now.
    pub(super) fn is_free(&self, state: &AppState, open: &Restoring) -> bool {
        !open.restoring.is_pending() && state.retry_in_secs(&self.user_name).is_none()
    }

    /// Draws the fields; returns whether Enter was pressed in the last one.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, open: &Restoring, is_compared: bool) -> bool {
        let who = if is_compared { words::who() } else { words::who_backup() };
        let text = RichText::new(who).font(theme::semibold(theme::TEXT));
        ui.label(text.color(Tokens::of(ui).text));
        ui.add_space(10.0);
        let missing = |field| (self.missing == Some(field)).then_some(());
        let name_error = missing(name_id()).map(|()| words::user_name_missing());
        let password_error = missing(password_id()).map(|()| words::password_missing().to_owned());
        let name = TextField::new(words::user_name(), &mut self.user_name)
            .id(name_id())
            .char_limit(64)
            .error(name_error)
            .show(ui);
        ui.add_space(12.0);
        let failure = open.restoring.failure();
        let of_password = failure.filter(|failure| matches!(failure, Failure::SignInRefused { .. }));
        let refusal = refusal_text(state, of_password, state.retry_in_secs(&self.user_name)).or(password_error);
        let password = SecretField::new(common::password(), &mut self.password)
            .id(password_id())
            .error(refusal.as_deref())
            .show(ui);
        announce_refusal_ui(ui, of_password, refusal.as_deref());
        if let Some(failure) = failure.filter(|failure| !matches!(failure, Failure::SignInRefused { .. })) {
            ui.add_space(12.0);
            failure_ui(ui, state, failure, false);
        }
        if name.changed() || password.changed() {
            self.missing = None;
        }
        password.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// What to ask for; none where something is missing, which then gets the focus.
    pub(super) fn request(&mut self, ui: &Ui) -> Option<AllowRestore> {
        self.missing = if self.user_name.trim().is_empty() {
            Some(name_id())
        } else {
            self.password.is_empty().then(password_id)
        };
        if let Some(field) = self.missing {
            focus::give_to(ui, field);
            return None;
        }
        Some(AllowRestore {
            user_name: self.user_name.trim().to_owned(),
            password: self.password.clone(),
            secrets: unknown_secrets(self.keeps_secrets),
        })
    }
}
