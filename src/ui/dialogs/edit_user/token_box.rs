//! The box `Token`: the one place where a fresh token can be seen, copied and downloaded.
//!
//! Copying goes through the command, which marks the text as a secret for the clipboard.

use egui::{Response, RichText, Sense, Ui, UiBuilder, accesskit, vec2};

use super::place::Place;
use super::token_banner::banner_ui;
use crate::command::{ClipboardCommand, Commands};
use crate::domain::check_words::CheckWords;
use crate::domain::token_standing::{TokenMark, TokenStanding};
use crate::state::{AppState, BoxedToken, Editor, FreshToken, SecretKind, SpentToken};
use crate::ui::format::Times;
use crate::ui::icons::Icon;
use crate::ui::parts::clip::{Beside, Clip};
use crate::ui::parts::secret_box::{
    BoxContent, Reveal, has_room_beside, note_ui, push_to_the_right, reveal_button_ui, secret_box_ui,
};
use crate::ui::strings::{editor as words, registration_service};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{Button, FocusRequest, StatusTone, card_frame, right_aligned_ui, row_ui, token_frame};

/// What is brought into view above and below the row of a fresh token, in points: the banner and the countdown.
const ROOM_AROUND: f32 = 56.0;

/// How far below the top of its row the line about a spent token begins, in points.
const SPENT_ABOVE: f32 = 5.0;

/// Room for the check words beside the banner, in points.
const CHECK_WORDS_WIDTH: f32 = 280.0;

/// What stands in the place of a token that is not revealed: its prefix, and a bullet for each other character.
const MASK: &str = "avo_•••••••••••••••••••••••••••••••••••••••••••••••••";

/// What the box remembers between frames.
#[derive(Debug, Default)]
pub(super) struct TokenBox {
    /// Which token is shown.
    reveal: Reveal<TokenMark>,
    /// One of its buttons had the focus when it was drawn last.
    has_focus: bool,
    /// How high the content has been, in points. It keeps that height when the token goes, because the table below would
    /// otherwise move under a pointer that is about to press a button in it.
    held_height: f32,
}

impl TokenBox {
    /// Masks the token.
    pub(super) fn mask(&mut self) {
        self.reveal.mask();
    }

    /// Forgets which part of the box had the focus.
    pub(super) fn forget_focus(&mut self) {
        self.has_focus = false;
    }

    /// Whether one of its buttons had the focus; asking takes it.
    pub(super) fn takes_focus(&mut self) -> bool {
        std::mem::take(&mut self.has_focus)
    }

    /// Draws the box.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        focus: &mut FocusRequest<Place>,
        commands: &mut Commands,
    ) {
        let is_usable = editor.usable_token(state.now).is_some();
        self.reveal.follow(ui, state.now, is_usable);
        let builder = UiBuilder::new()
            .id_salt("token_box")
            .accessibility_role(accesskit::Role::Group)
            .accessibility_label(words::token());
        ui.scope_builder(builder, |ui| {
            let frame = if editor.token.fresh().is_some() {
                token_frame(ui)
            } else {
                card_frame(ui).inner_margin(egui::Margin::symmetric(16, 14))
            };
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                ui.set_min_height(self.held_height);
                match &editor.token {
                    BoxedToken::Fresh(token) => {
                        let copy = self.token_ui(ui, state, editor, token, commands);
                        if focus.give(&Place::Copy, &copy) {
                            ui.scroll_to_rect(copy.rect.expand2(vec2(0.0, ROOM_AROUND)), None);
                        }
                        self.held_height = ui.min_rect().height();
                        return;
                    }
                    BoxedToken::Spent(spent) => spent_ui(ui, state, spent, editor.is_own()),
                    BoxedToken::None => {}
                }
                empty_ui(ui, state, editor.is_own(), commands);
            });
        });
    }

    fn token_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        editor: &Editor,
        token: &FreshToken,
        commands: &mut Commands,
    ) -> Response {
        let usable = editor.usable_token(state.now);
        let clip = Clip::of(state, Some(&beside(state, token)));
        let check_words = usable.as_ref().map(|usable| CheckWords::of(usable.secret()));
        let text = match &usable {
            Some(usable) if self.reveal.is_of(&token.mark) => BoxContent::Clear(usable.secret().expose()),
            _ => BoxContent::Masked,
        };
        let buttons = [
            words::reveal(),
            words::copy(),
            words::copy_with_server(),
            words::download(),
        ];
        let is_wide = has_room_beside(ui, MASK, &buttons);
        ui.horizontal(|ui| {
            ui.set_min_height(theme::CONTROL_HEIGHT_SMALL);
            let room = if is_wide { CHECK_WORDS_WIDTH } else { 0.0 };
            banner_ui(ui, token, room);
            ui.add_space(8.0);
            check_words_ui(ui, check_words.filter(|_| is_wide));
            right_aligned_ui(ui, "clipboard", |ui| clip.tail_ui(ui, commands));
        });
        let copy = if is_wide {
            row_ui(ui, theme::CONTROL_HEIGHT, |ui| {
                secret_box_ui(ui, MASK, usable.is_some(), text, &buttons);
                self.buttons_ui(ui, state, token, usable.is_some(), commands)
            })
        } else {
            secret_box_ui(ui, MASK, usable.is_some(), text, &[]);
            ui.horizontal_wrapped(|ui| {
                ui.set_row_height(theme::CONTROL_HEIGHT);
                check_words_ui(ui, check_words);
                push_to_the_right(ui, &buttons);
                self.buttons_ui(ui, state, token, usable.is_some(), commands)
            })
            .inner
        };
        clip.bar_ui(ui, state);
        notes_ui(ui, token, &how(ui, state, editor, token), &clip);
        copy
    }

    /// Draws the buttons; returns the one that copies.
    fn buttons_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        token: &FreshToken,
        is_usable: bool,
        commands: &mut Commands,
    ) -> Response {
        let reveal = reveal_button_ui(ui, self.reveal.is_of(&token.mark), is_usable);
        if reveal.clicked() {
            self.reveal.toggle(&token.mark, state.now);
        }
        let copy = Button::new(words::copy()).icon(Icon::Copy).enabled(is_usable).show(ui);
        if copy.clicked() {
            commands.send(ClipboardCommand::CopyToken);
        }
        let with_server = copy_with_server_ui(ui, state, is_usable, commands);
        let download = Button::new(words::download())
            .icon(Icon::Save)
            .enabled(is_usable)
            .show(ui);
        if download.clicked() {
            commands.send(ClipboardCommand::DownloadToken);
        }
        self.has_focus = [&reveal, &copy, &with_server, &download]
            .iter()
            .any(|button| button.has_focus());
        copy
    }
}

fn check_words_ui(ui: &mut Ui, check_words: Option<CheckWords>) {
    if let Some(check_words) = check_words {
        let text = words::check_words(&check_words.to_string());
        let text = RichText::new(text).font(theme::medium(theme::TEXT));
        let color = Tokens::of(ui).text;
        ui.label(text.color(color)).on_hover_text(words::check_words_how());
    }
}

/// Draws the button that copies all a client needs in one text.
fn copy_with_server_ui(ui: &mut Ui, state: &AppState, is_usable: bool, commands: &mut Commands) -> Response {
    let is_known = state.registration_service.value().is_some_and(Option::is_some);
    let tooltip = if is_known {
        words::copy_with_server_how()
    } else {
        registration_service::none()
    };
    let button = Button::new(words::copy_with_server()).icon(Icon::Copy).tooltip(tooltip);
    let response = button.enabled(is_usable && is_known).show(ui);
    if response.clicked() {
        commands.send(ClipboardCommand::CopyTokenWithServer);
    }
    response
}

/// How to use the token, or why it does not work.
fn how(ui: &Ui, state: &AppState, editor: &Editor, token: &FreshToken) -> String {
    let times = Times::of(ui, state);
    let standing = token.standing(editor.reading(), state.now);
    if standing == TokenStanding::Suspended {
        return words::token_of_disabled().to_owned();
    }
    words::token_spent(token.client_name.as_str(), &standing, editor.is_own(), |at| {
        times.day_and_time(at)
    })
    .unwrap_or_else(|| {
        let expires = token.mark.expires_at.map(|at| times.day_and_time(at));
        words::token_how(expires.as_deref())
    })
}

/// Says what became of the token that was here.
fn spent_ui(ui: &mut Ui, state: &AppState, spent: &SpentToken, is_own: bool) {
    let t = Tokens::of(ui);
    let client = spent.client_name.as_str();
    let times = Times::of(ui, state);
    let text = words::token_spent(client, &spent.standing, is_own, |at| times.day_and_time(at)).unwrap_or_default();
    let is_used = matches!(spent.standing, TokenStanding::Used { .. });
    ui.push_id(("spent", spent.mark.client, &spent.mark.hint), |ui| {
        // Where the banner of a token stands, which is centred in its row.
        ui.add_space(SPENT_ABOVE);
        ui.horizontal_top(|ui| {
            ui.set_min_height(theme::CONTROL_HEIGHT_SMALL - SPENT_ABOVE);
            let (icon, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
            if is_used {
                Icon::Check.paint(ui, icon, t.ok);
            } else {
                StatusTone::Waiting.paint_shape(ui, icon.center());
            }
            let words = RichText::new(&text).font(theme::medium(theme::TEXT)).color(t.text);
            let response = ui.add(egui::Label::new(words).wrap());
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
        });
    });
    if let Some(path) = &spent.downloaded_to {
        let path = path.display().to_string();
        note_ui(ui, (&spent.mark.hint, "file"), &words::spent_file(&path), t.text);
    }
}

/// `token` as the words about the clipboard need it.
pub(super) fn beside(state: &AppState, token: &FreshToken) -> Beside {
    Beside {
        kind: SecretKind::Token,
        is_copied: token.is_copied,
        is_held: state.clipboard.holds(|carried| carried.is_token(&token.mark)),
    }
}

fn empty_ui(ui: &mut Ui, state: &AppState, is_own: bool, commands: &mut Commands) {
    let clip = Clip::of(state, None);
    if clip.is_worth_telling() {
        row_ui(ui, theme::CONTROL_HEIGHT_SMALL, |ui| clip.tail_ui(ui, commands));
    }
    ui.horizontal_wrapped(|ui| {
        let none = if is_own {
            words::own_token_none()
        } else {
            words::token_none()
        };
        // `Copy with server` comes with a token: these words need its room.
        let buttons = [words::reveal(), words::copy(), words::download()];
        secret_box_ui(ui, MASK, false, BoxContent::Nothing(none), &buttons);
        for (icon, label) in [
            (Icon::Eye, words::reveal()),
            (Icon::Copy, words::copy()),
            (Icon::Save, words::download()),
        ] {
            let button = Button::new(label).icon(icon).enabled(false);
            button.tooltip(none).show(ui);
        }
    });
}

fn notes_ui(ui: &mut Ui, token: &FreshToken, how: &str, clip: &Clip) {
    let t = Tokens::of(ui);
    let of = (token.mark.client, &token.mark.hint);
    if let Some(problem) = &clip.problem {
        note_ui(ui, (&of, "problem"), problem, t.bad);
    }
    if let Some(path) = &token.downloaded_to {
        note_ui(
            ui,
            (&of, "file"),
            &words::downloaded(&path.display().to_string()),
            t.text,
        );
    }
    note_ui(ui, (&of, "how", how), how, t.muted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::{TOKEN_CHARS, TOKEN_PREFIX};

    #[test]
    fn the_mask_is_as_long_as_a_token() {
        assert_eq!(MASK.chars().count(), TOKEN_CHARS);
        assert!(MASK.starts_with(TOKEN_PREFIX));
    }
}
