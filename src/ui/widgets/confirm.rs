//! A small question before something is done, most of all before something is destroyed.

use egui::{Context, RichText};

use super::button::Button;
use super::dialog::{Dialog, DialogPart};
use super::frame::right_aligned_ui;
use crate::ui::strings::common;
use crate::ui::theme::Tokens;

/// How wide a question is, in points.
const WIDTH: f32 = 440.0;

/// What was answered to a [`ConfirmDialog`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The verb button was pressed.
    Confirm,
    /// Cancel, the close button or Escape was pressed.
    Cancel,
}

/// A small question before something is done.
#[must_use = "call `show`"]
pub struct ConfirmDialog<'a> {
    title: &'a str,
    text: &'a str,
    verb: &'a str,
    cancel: &'a str,
    dangerous: bool,
    is_covered: bool,
    id: &'a str,
}

impl<'a> ConfirmDialog<'a> {
    /// A question titled `title`; `verb` is the button that does it.
    pub fn new(id: &'a str, title: &'a str, text: &'a str, verb: &'a str) -> Self {
        Self {
            title,
            text,
            verb,
            cancel: common::cancel(),
            dangerous: false,
            is_covered: false,
            id,
        }
    }

    /// The verb destroys: it is in the colour of danger and Cancel has the focus.
    pub fn dangerous(mut self) -> Self {
        self.dangerous = true;
        self
    }

    /// Whether another dialog lies over it.
    pub fn covered(mut self, is_covered: bool) -> Self {
        self.is_covered = is_covered;
        self
    }

    /// Other words for Cancel, such as "Keep editing".
    pub fn cancel(mut self, cancel: &'a str) -> Self {
        self.cancel = cancel;
        self
    }

    /// Draws the question and returns the answer once there is one.
    pub fn show(self, ctx: &Context) -> Option<Choice> {
        let mut choice = None;
        let mut buttons = None;
        let dialog = Dialog::new(self.id, self.title)
            .max_width(WIDTH)
            .covered(self.is_covered)
            .description(self.text)
            .without_close()
            .without_first_focus();
        let response = dialog.show(ctx, |ui, part| match part {
            DialogPart::Body => {
                ui.label(RichText::new(self.text).color(Tokens::of(ui).muted));
            }
            DialogPart::Footer => {
                right_aligned_ui(ui, "answers", |ui| {
                    let cancel = Button::new(self.cancel).show(ui);
                    let verb = if self.dangerous {
                        Button::danger_primary(self.verb)
                    } else {
                        Button::primary(self.verb)
                    };
                    let verb = verb.show(ui);
                    if cancel.clicked() {
                        choice = Some(Choice::Cancel);
                    }
                    if verb.clicked() {
                        choice = Some(Choice::Confirm);
                    }
                    buttons = Some((cancel, verb));
                });
            }
            DialogPart::Tabs => {}
        });
        if response.just_opened
            && let Some((cancel, verb)) = buttons
        {
            if self.dangerous {
                cancel.request_focus();
            } else {
                verb.request_focus();
            }
        }
        if response.close_requested {
            choice = choice.or(Some(Choice::Cancel));
        }
        choice
    }
}
