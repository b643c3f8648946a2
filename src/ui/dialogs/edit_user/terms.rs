//! How long a new token waits and its client works: two choices beside the client's name.

use egui::{RichText, Ui};

use crate::domain::expiry::{CredentialLifetime, Terms, TokenLifetime};
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, GAP, Tokens};
use crate::ui::widgets::Select;
use crate::words::Label as _;

const SELECT_WIDTH: f32 = 118.0;

/// How much room both choices take in a row, in points.
pub(super) const WIDTH: f32 = 2.0 * SELECT_WIDTH + GAP;

/// Draws both choices.
pub(super) fn terms_ui(ui: &mut Ui, terms: &mut Terms, is_enabled: bool) {
    let lifetimes = TokenLifetime::ALL.map(|lifetime| (lifetime, lifetime.label()));
    Select::new(words::token_expires(), &mut terms.token, &lifetimes)
        .width(SELECT_WIDTH)
        .enabled(is_enabled)
        .show(ui);
    let lifetimes = CredentialLifetime::ALL.map(|lifetime| (lifetime, lifetime.label()));
    Select::new(words::client_works_for(), &mut terms.credential, &lifetimes)
        .width(SELECT_WIDTH)
        .enabled(is_enabled)
        .show(ui);
}

/// Draws what the choices are for, and a caution while a token is never to expire.
pub(super) fn notes_ui(ui: &mut Ui, terms: Terms, is_own: bool) {
    let t = Tokens::of(ui);
    let note = |ui: &mut Ui, text: &str, ink| {
        ui.add_space(6.0);
        let text = RichText::new(text).font(theme::regular(theme::TEXT_SECONDARY));
        ui.add(egui::Label::new(text.color(ink)).wrap())
    };
    let purpose = if is_own {
        words::own_terms_note()
    } else {
        words::terms_note()
    };
    note(ui, purpose, t.muted);
    if terms.token == TokenLifetime::Never {
        let caution = note(ui, words::never_expires_caution(), t.waiting);
        ui.ctx().accesskit_node_builder(caution.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    }
}
