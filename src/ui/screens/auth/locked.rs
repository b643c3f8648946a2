//! The locked console: the same person comes back with the password, or signs out.

use egui::{Id, Key, RichText, Ui};

use super::{COLUMN, brand_head_ui, directory_ui};
use crate::command::{Commands, SessionCommand, Unlock};
use crate::domain::secret::SecretText;
use crate::state::{AppState, SubmissionId};
use crate::ui::parts::refusal::{announce_refusal_ui, refusal_text};
use crate::ui::parts::{centered_column_ui, initials};
use crate::ui::strings::{common, screens::sign_in as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, FocusRequest, SecretField, avatar, focus};
use crate::words::failures::wait;

/// What is typed on the locked screen.
#[derive(Default)]
pub(crate) struct LockedScreen {
    password: SecretText,
    taken: SubmissionId,
}

fn password_id() -> Id {
    Id::unique("locked_password")
}

impl LockedScreen {
    /// Overwrites the typed password.
    pub(crate) fn wipe(&mut self) {
        self.password.clear();
    }

    /// Draws the screen.
    pub(crate) fn show(&mut self, ui: &mut Ui, state: &AppState, first: &mut FocusRequest, commands: &mut Commands) {
        if state.signing_in.new_refusal(&mut self.taken).is_some() {
            self.password.clear();
            focus::give_to(ui, password_id());
        }
        centered_column_ui(ui, "locked", COLUMN, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            brand_head_ui(ui);
            person_ui(ui, state);
            let failure = state.signing_in.failure();
            let refusal = refusal_text(state, failure, state.own_retry_in_secs());
            let field = SecretField::new(common::password(), &mut self.password)
                .id(password_id())
                .error(refusal.as_deref())
                .show(ui);
            first.give(&(), &field);
            announce_refusal_ui(ui, failure, refusal.as_deref());
            ui.add_space(20.0);
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            self.unlock_ui(ui, state, is_entered, commands);
            ui.add_space(10.0);
            if Button::new(common::sign_out()).full_width().show(ui).clicked() {
                commands.send(SessionCommand::AskToSignOut);
            }
            ui.add_space(18.0);
            directory_ui(ui, state);
        });
    }

    fn unlock_ui(&mut self, ui: &mut Ui, state: &AppState, is_entered: bool, commands: &mut Commands) {
        let wait = state.own_retry_in_secs().map(|secs| common::try_again_in(&wait(secs)));
        let is_free = !state.signing_in.is_pending() && wait.is_none();
        let label = if state.signing_in.is_pending() {
            words::busy()
        } else {
            common::unlock()
        };
        let mut button = Button::primary(label)
            .accessible_name(common::unlock())
            .full_width()
            .enabled(is_free);
        if let Some(wait) = &wait {
            button = button.tooltip(wait);
        }
        let is_pressed = button.show(ui).clicked();
        if !(is_pressed || is_entered) {
            return;
        }
        if !is_free || self.password.is_empty() {
            // Enter leaves the field; where it does nothing else, as during a wait, the person stays in it.
            focus::give_to(ui, password_id());
            return;
        }
        commands.send(SessionCommand::Unlock(Unlock {
            password: self.password.clone(),
        }));
    }
}

fn person_ui(ui: &mut Ui, state: &AppState) {
    let Some(me) = &state.me else { return };
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        avatar(ui, &initials(me));
        ui.vertical(|ui| {
            ui.label(
                RichText::new(me.full_name())
                    .font(theme::semibold(theme::TEXT))
                    .color(t.text),
            );
            ui.label(
                RichText::new(me.user_name.as_str())
                    .font(theme::regular(theme::TEXT_SECONDARY))
                    .color(t.muted),
            );
        });
    });
    ui.add_space(10.0);
    let text = RichText::new(words::locked()).color(t.muted);
    ui.label(text);
    ui.add_space(16.0);
}
