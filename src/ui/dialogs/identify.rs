//! The dialog Identify a token: paste one that was found and see whose it is.
//!
//! The text leaves the field the moment it is asked about, and the answer holds nothing of it but its last characters.

use egui::{Id, Key, RichText, Ui, UiBuilder, accesskit, vec2};

use super::Layer;
use crate::command::{Commands, EditorCommand, IdentifyCommand};
use crate::domain::check_words::CheckWords;
use crate::domain::client::ClientState;
use crate::domain::field::Field;
use crate::domain::query::{KnownTokenReport, TokenReport};
use crate::domain::secret::SecretText;
use crate::domain::time::Timestamp;
use crate::domain::token::{TokenRefusal, TokenSecret};
use crate::domain::token_advice::TokenAdvice;
use crate::state::{AppState, Identification};
use crate::ui::format::Times;
use crate::ui::parts::client_cells::status_ui;
use crate::ui::parts::fact::FactRow;
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::{common, identify as words};
use crate::ui::theme::Tokens;
use crate::ui::widgets::{
    Button, Dialog, DialogPart, SecretField, StatusTone, banner_ui, card_frame, cut_text_ui, focus, right_aligned_ui,
};
use crate::words::{Label as _, tokens};

const WIDTH: f32 = 560.0;
const ROW: FactRow = FactRow::new(26.0, 110.0);

/// What is pasted in the dialog.
#[derive(Default)]
pub(super) struct IdentifyDialog {
    token: SecretText,
    is_missing: bool,
    /// The check words of the token that was last asked about.
    check_words: Option<CheckWords>,
}

/// What was pressed while the dialog was drawn.
#[derive(Default)]
struct Asked {
    submit: bool,
    close: bool,
    open: bool,
}

fn token_id() -> Id {
    Id::unique("identify_token")
}

impl IdentifyDialog {
    /// Draws the dialog over what became of the last question.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &AppState,
        identification: &Identification,
        layer: Layer,
        commands: &mut Commands,
    ) {
        let is_pending = matches!(identification, Identification::Pending(_));
        let mut asked = Asked::default();
        let response = Dialog::new("identify-token", words::title())
            .max_width(WIDTH)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => {
                    asked.submit |= self.field_ui(ui);
                    answer_ui(ui, state, identification, self.check_words);
                }
                DialogPart::Footer => {
                    if let Some(known) = known_of(identification) {
                        let open = words::open(known.user.user_name.as_str());
                        asked.open |= Button::new(&open).show(ui).clicked();
                    }
                    right_aligned_ui(ui, "buttons", |ui| {
                        asked.close |= Button::new(common::close()).show(ui).clicked();
                        let submit = Button::primary(words::submit()).enabled(!is_pending).show(ui);
                        asked.submit |= submit.clicked();
                    });
                }
                DialogPart::Tabs => {}
            });
        if response.just_opened {
            focus::give_to(ui, token_id());
        }
        if asked.close || response.close_requested {
            layer.close(commands);
        } else if let (true, Some(known)) = (asked.open, known_of(identification)) {
            commands.send(EditorCommand::OpenClientsOf(known.user.id));
        } else if asked.submit && !is_pending {
            self.submit(ui, commands);
        }
    }

    /// Draws the field; returns whether Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut Ui) -> bool {
        muted_ui(ui, words::text());
        ui.add_space(8.0);
        let error = self.is_missing.then_some(words::missing());
        let field = SecretField::new(words::token(), &mut self.token)
            .id(token_id())
            .error(error)
            .show(ui);
        if field.changed() {
            self.is_missing = false;
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    fn submit(&mut self, ui: &Ui, commands: &mut Commands) {
        focus::give_to(ui, token_id());
        self.is_missing = self.token.is_empty();
        if !self.is_missing {
            self.check_words = TokenSecret::find_in(self.token.expose())
                .ok()
                .map(|token| CheckWords::of(&token));
            commands.send(IdentifyCommand::Ask {
                token: self.token.take(),
            });
        }
    }
}

/// Whose the token is, once that is known.
fn known_of(identification: &Identification) -> Option<&KnownTokenReport> {
    match identification {
        Identification::Answered(report) => report.known.as_ref(),
        _ => None,
    }
}

/// Draws what is known of the token.
fn answer_ui(ui: &mut Ui, state: &AppState, identification: &Identification, check_words: Option<CheckWords>) {
    let report = match identification {
        Identification::Asking => return,
        Identification::Pending(_) => {
            ui.add_space(12.0);
            muted_ui(ui, words::busy());
            return;
        }
        Identification::Failed(failure) => {
            ui.add_space(12.0);
            failure_ui(ui, state, failure, false);
            return;
        }
        Identification::Answered(report) => report,
    };
    ui.add_space(12.0);
    let client = report.known.as_ref().and_then(|known| known.client.as_ref());
    verdict_ui(ui, report.verdict_at(state.now), client.map(|client| client.state));
    let Some(known) = &report.known else { return };
    ui.add_space(4.0);
    let builder = UiBuilder::new()
        .id_salt("answer")
        .accessibility_role(accesskit::Role::Group)
        .accessibility_label(words::answer());
    ui.scope_builder(builder, |ui| {
        card_frame(ui)
            .inner_margin(egui::Margin::symmetric(16, 8))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                known_ui(ui, state, report, known, check_words);
            });
    });
}

/// Coloured for a person who found a token: one that still works needs care, one that works no longer is harmless.
fn verdict_ui(ui: &mut Ui, verdict: Result<(), TokenRefusal>, client: Option<ClientState>) {
    let advice = tokens::advice(TokenAdvice::of(verdict, client));
    let refusal = match verdict {
        Ok(()) => {
            banner_ui(ui, StatusTone::Waiting, words::works(), advice, |_| ());
            return;
        }
        Err(refusal) => refusal,
    };
    let tone = match refusal {
        TokenRefusal::Malformed | TokenRefusal::Unknown => StatusTone::Bad,
        _ => StatusTone::Off,
    };
    banner_ui(ui, tone, tokens::cause(refusal), advice, |_| ());
}

fn known_ui(
    ui: &mut Ui,
    state: &AppState,
    report: &TokenReport,
    known: &KnownTokenReport,
    check_words: Option<CheckWords>,
) {
    let times = Times::of(ui, state);
    let user = &known.user;
    text_ui(ui, words::user(), &user.full_name());
    text_ui(ui, Field::UserName.label(), user.user_name.as_str());
    text_ui(ui, Field::Email.label(), user.email.as_str());
    match &known.client {
        Some(client) => {
            text_ui(ui, words::client(), client.name.as_str());
            ROW.show(ui, words::status(), |ui| status_ui(ui, client.status(state.now)));
        }
        None => text_ui(ui, words::client(), words::deleted()),
    }
    text_ui(ui, words::token(), &words::hint(&known.hint));
    if let Some(check_words) = check_words {
        text_ui(ui, words::check_words(), &check_words.to_string());
    }
    moment_ui(
        ui,
        words::issued(),
        &times,
        known.issued_at,
        &times.relative(known.issued_at),
    );
    match (known.ended_at, known.expires_at) {
        (Some(at), _) => moment_ui(ui, words::ended(report.verdict), &times, at, &times.relative(at)),
        (None, Some(at)) if at <= state.now => {
            moment_ui(ui, words::expired(), &times, at, &times.away(at));
        }
        (None, Some(at)) => moment_ui(ui, words::expires(), &times, at, &times.away(at)),
        (None, None) => text_ui(ui, words::expires(), words::never()),
    }
}

fn text_ui(ui: &mut Ui, label: &str, text: &str) {
    ROW.show(ui, label, |ui| {
        let color = Tokens::of(ui).text;
        cut_text_ui(ui, RichText::new(text).color(color));
    });
}

fn moment_ui(ui: &mut Ui, label: &str, times: &Times, at: Timestamp, told: &str) {
    text_ui(ui, label, &words::moment(told, &times.exact(at)));
}
