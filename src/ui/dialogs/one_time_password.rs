//! The dialog One-time password: the one place where it can be seen and copied. It stands over the dialog or the table
//! that asked for it.

use egui::{RichText, Ui, accesskit, vec2};

use super::Layer;
use crate::command::{Commands, DialogCommand, OneTimePasswordCommand};
use crate::domain::one_time_password::{PasswordMark, PasswordStanding};
use crate::state::{AppState, BoxedPassword, FreshPassword, Message, Modal, ModalId, PasswordHandOver, SecretKind};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::clip::{Beside, Clip};
use crate::ui::parts::secret_box::{BoxContent, Reveal, note_ui, reveal_button_ui, secret_box_ui};
use crate::ui::parts::{failure_ui, muted_ui};
use crate::ui::strings::{editor, one_time_password as words};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{
    Button, Choice, ConfirmDialog, Dialog, DialogPart, FocusRequest, right_aligned_ui, row_ui, token_frame,
};

const WIDTH: f32 = 600.0;
/// The height of the body while there is no password in it, so that the dialog does not jump, in points.
const EMPTY_HEIGHT: f32 = 128.0;
/// What stands in the place of a password that is not revealed: five groups of five.
const MASK: &str = "•••••-•••••-•••••-•••••-•••••";

/// Where the focus may be wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Copy,
    Done,
}

/// What the dialog remembers between frames.
#[derive(Default)]
pub(super) struct OneTimePasswordDialog {
    reveal: Reveal<PasswordMark>,
    focus: FocusRequest<Place>,
    /// Which state the focus was last given for.
    focused_for: Option<Place>,
}

impl OneTimePasswordDialog {
    /// Draws the dialog.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        state: &AppState,
        open: &PasswordHandOver,
        layer: Layer,
        commands: &mut Commands,
    ) {
        self.ask_for_focus(open);
        let is_pending = open.making.is_pending();
        let mut is_closed = false;
        let whose = words::whose(&open.user.full_name(), open.user.user_name.as_str());
        let response = Dialog::new("one-time-password", words::title())
            .subtitle(&whose)
            .max_width(WIDTH)
            .covered(!layer.is_top)
            .without_first_focus()
            .show(ui.ctx(), |ui, part| match part {
                DialogPart::Body => self.body_ui(ui, state, open, commands),
                DialogPart::Footer => {
                    right_aligned_ui(ui, "buttons", |ui| {
                        let done = Button::primary(words::done()).enabled(!is_pending).show(ui);
                        self.focus.give(&Place::Done, &done);
                        is_closed |= done.clicked();
                    });
                }
                DialogPart::Tabs => {}
            });
        is_closed |= response.close_requested;
        // What is being made would be lost, and the answer comes in a moment.
        if is_closed && !is_pending && layer.is_top {
            if open.is_untaken() {
                commands.send(DialogCommand::Open(Modal::LosePassword));
            } else {
                layer.close(commands);
            }
        }
    }

    /// The focus goes to `Copy` once there is a password, and to `Done` where there is none to copy.
    fn ask_for_focus(&mut self, open: &PasswordHandOver) {
        let place = match &open.password {
            BoxedPassword::Fresh(_) => Some(Place::Copy),
            BoxedPassword::None if open.making.is_pending() => None,
            BoxedPassword::None | BoxedPassword::Spent(_) => Some(Place::Done),
        };
        if self.focused_for != place {
            self.focused_for = place;
            if let Some(place) = place {
                self.focus.ask(place);
            }
        }
    }

    fn body_ui(&mut self, ui: &mut Ui, state: &AppState, open: &PasswordHandOver, commands: &mut Commands) {
        ui.set_min_height(EMPTY_HEIGHT);
        match &open.password {
            BoxedPassword::Fresh(password) => self.password_ui(ui, state, open, password, commands),
            BoxedPassword::Spent(standing) => spent_ui(ui, *standing, open),
            BoxedPassword::None => match open.making.failure() {
                Some(failure) => {
                    failure_ui(ui, state, failure, false);
                }
                None => {
                    muted_ui(ui, words::making());
                }
            },
        }
    }

    fn password_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        open: &PasswordHandOver,
        password: &FreshPassword,
        commands: &mut Commands,
    ) {
        self.reveal.follow(ui, state.now, password.usable().is_some());
        let clip = Clip::of(state, Some(&beside(state, password)));
        token_frame(ui).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            row_ui(ui, theme::CONTROL_HEIGHT_SMALL, |ui| clip.tail_ui(ui, commands));
            ui.horizontal(|ui| self.box_ui(ui, state, password, commands));
            clip.bar_ui(ui, state);
            notes_ui(ui, state, open, password, &clip);
        });
    }

    fn box_ui(&mut self, ui: &mut Ui, state: &AppState, password: &FreshPassword, commands: &mut Commands) {
        let is_revealed = self.reveal.is_of(&password.mark);
        let content = match password.usable() {
            Some(secret) if is_revealed => BoxContent::Clear(secret.text().expose()),
            _ => BoxContent::Masked,
        };
        secret_box_ui(ui, MASK, true, content, &[editor::reveal(), editor::copy()]);
        if reveal_button_ui(ui, is_revealed, true).clicked() {
            self.reveal.toggle(&password.mark, state.now);
            if !password.is_seen {
                commands.send(OneTimePasswordCommand::NoteSeen);
            }
        }
        let copy = Button::new(editor::copy()).icon(Icon::Copy).show(ui);
        self.focus.give(&Place::Copy, &copy);
        if copy.clicked() {
            commands.send(OneTimePasswordCommand::Copy);
        }
    }
}

/// Draws the lines below the password: what went wrong, how long it works, and for whom it does not yet.
fn notes_ui(ui: &mut Ui, state: &AppState, open: &PasswordHandOver, password: &FreshPassword, clip: &Clip) {
    let t = Tokens::of(ui);
    let id = password.mark.expires_at;
    if let Some(problem) = &clip.problem {
        note_ui(ui, (id, "problem"), problem, t.bad);
    }
    let until = Times::of(ui, state).day_and_time(password.mark.expires_at);
    note_ui(ui, (id, "how"), &words::works_until(&until), t.muted);
    if password.standing == PasswordStanding::Suspended {
        let name = open.user.full_name();
        note_ui(ui, (id, "suspended"), &words::suspended(&name), t.waiting);
    }
}

/// Says what became of the password that was here.
fn spent_ui(ui: &mut Ui, standing: PasswordStanding, open: &PasswordHandOver) {
    let text = words::spent(standing, &open.user.full_name());
    let response = ui.add(egui::Label::new(RichText::new(text).color(Tokens::of(ui).text)).wrap());
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
}

/// `password` as the words about the clipboard need it.
fn beside(state: &AppState, password: &FreshPassword) -> Beside {
    Beside {
        kind: SecretKind::OneTimePassword,
        is_copied: password.is_copied,
        is_held: state.clipboard.holds(|carried| carried.is_password(&password.mark)),
    }
}

/// Whether `message` stands in the dialog as it is drawn now.
pub(super) fn tells(state: &AppState, open: &PasswordHandOver, message: &Message) -> bool {
    match (message, open.fresh()) {
        (Message::Secret(message), Some(password)) => Clip::tells(state, &beside(state, password), message),
        _ => false,
    }
}

/// Draws the question before the dialog closes although its password would be lost; it closes by itself where that is no
/// longer so.
pub(super) fn lose_password_ui(ui: &Ui, state: &AppState, layer: Layer, commands: &mut Commands) {
    let open = state.modals.iter().find_map(|(id, modal)| match modal {
        Modal::OneTimePassword(open) if open.is_untaken() => Some((id, open)),
        _ => None,
    });
    let choice = open.map_or(Some(Choice::Cancel), |(_, open)| ask(ui, open, layer));
    match (choice, open) {
        (Some(Choice::Confirm), Some((id, _))) => close(id, commands),
        (Some(_), _) => layer.close(commands),
        (None, _) => {}
    }
}

fn close(id: ModalId, commands: &mut Commands) {
    commands.send(DialogCommand::Close(id));
}

fn ask(ui: &Ui, open: &PasswordHandOver, layer: Layer) -> Option<Choice> {
    let title = words::lose_title(open.user.user_name.as_str());
    let text = words::lose_text(open.user.user_name.as_str());
    ConfirmDialog::new("lose-password", &title, &text, editor::close_anyway())
        .cancel(editor::keep_open())
        .dangerous()
        .covered(!layer.is_top)
        .show(ui.ctx())
}
