//! The box that a fresh secret stands in, masked until it is revealed.
//!
//! The characters are painted one by one, so that no layout keeps the whole of them, and reach the accessibility tree
//! only while they are revealed. They can never be selected. Not its job: copying, which the dialogs ask for.

use egui::{Align2, Id, Response, RichText, Sense, Ui, UiBuilder, accesskit, pos2, vec2};

use super::clip::wake_in;
use crate::domain::time::Timestamp;
use crate::ui::icons::Icon;
use crate::ui::strings::editor as words;
use crate::ui::theme::{self, CONTROL_HEIGHT, RADIUS, Tokens};
use crate::ui::widgets::{Button, paint};

/// How long a secret stays revealed.
const REVEAL_SECS: i64 = 20;
/// The box is at least so wide, in points.
const LEAST_WIDTH: f32 = 180.0;
/// Between the sides of the box and what stands in it, in points.
const MARGIN: f32 = 12.0;

/// Which secret is shown in the clear, by its mark, and until when.
#[derive(Debug)]
pub(crate) struct Reveal<M>(Option<(M, Timestamp)>);

impl<M> Default for Reveal<M> {
    fn default() -> Self {
        Self(None)
    }
}

impl<M: Clone + PartialEq> Reveal<M> {
    /// Masks it.
    pub(crate) fn mask(&mut self) {
        self.0 = None;
    }

    /// Whether the secret of `mark` is shown.
    pub(crate) fn is_of(&self, mark: &M) -> bool {
        self.0.as_ref().is_some_and(|(shown, _)| shown == mark)
    }

    /// Shows the secret of `mark` for a while, or masks it.
    pub(crate) fn toggle(&mut self, mark: &M, now: Timestamp) {
        self.0 = (!self.is_of(mark)).then(|| (mark.clone(), now.plus_secs(REVEAL_SECS)));
    }

    /// Masks it once its time is over or it can't be handed over, and asks for a frame when that is due.
    pub(crate) fn follow(&mut self, ui: &Ui, now: Timestamp, is_usable: bool) {
        self.0.take_if(|(_, until)| !is_usable || *until <= now);
        if let Some((_, until)) = &self.0 {
            wake_in(ui, until.ms_since(now));
        }
    }
}

/// Draws the button that reveals and masks.
pub(crate) fn reveal_button_ui(ui: &mut Ui, is_revealed: bool, is_usable: bool) -> Response {
    let (icon, label) = if is_revealed {
        (Icon::EyeOff, words::hide())
    } else {
        (Icon::Eye, words::reveal())
    };
    // Both words take the same room, so that nothing moves under the pointer.
    let width = Button::new(words::reveal()).icon(icon).width(ui);
    ui.allocate_ui(vec2(width, CONTROL_HEIGHT), |ui| {
        Button::new(label).icon(icon).enabled(is_usable).full_width().show(ui)
    })
    .inner
}

/// What stands in the box.
#[derive(Clone, Copy)]
pub(crate) enum BoxContent<'a> {
    /// No secret; carries how to get one.
    Nothing(&'a str),
    Masked,
    Clear(&'a str),
}

/// Whether a secret as long as `mask` can be read in its box with `buttons` beside it.
pub(crate) fn has_room_beside(ui: &Ui, mask: &str, buttons: &[&str]) -> bool {
    let wanted = character_width(ui) * mask.chars().count() as f32 + 2.0 * MARGIN;
    wanted <= ui.available_width() - width_of(ui, buttons)
}

/// In a row that wraps, moves what follows to the right by as much as `buttons` leave, or into the next line.
pub(crate) fn push_to_the_right(ui: &mut Ui, buttons: &[&str]) {
    // The last button has nothing behind it.
    let width = width_of(ui, buttons) - ui.spacing().item_spacing.x;
    let room = ui.available_size_before_wrap().x - width;
    if room < 0.0 {
        ui.end_row();
    } else {
        ui.add_space(room);
    }
}

fn width_of(ui: &Ui, buttons: &[&str]) -> f32 {
    let width = |label: &&str| Button::new(label).icon(Icon::Copy).width(ui) + ui.spacing().item_spacing.x;
    buttons.iter().map(width).sum()
}

fn character_width(ui: &Ui) -> f32 {
    paint::galley(ui, "0", theme::mono(theme::TEXT), Tokens::of(ui).text)
        .size()
        .x
}

/// Draws the box of a secret as wide as `buttons` leave it, or on a line of its own where they leave too little, in a row
/// that wraps. `mask` is as long as the secret.
pub(crate) fn secret_box_ui(
    ui: &mut Ui,
    mask: &str,
    is_usable: bool,
    shown: BoxContent<'_>,
    buttons: &[&str],
) -> Response {
    let room = ui.available_width();
    let beside = room - width_of(ui, buttons);
    let width = if beside < LEAST_WIDTH { room } else { beside };
    let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::hover());
    let t = Tokens::of(ui);
    let line = if is_usable { t.input_line } else { t.line };
    let fill = if is_usable {
        t.surface
    } else {
        egui::Color32::TRANSPARENT
    };
    paint::boxed(ui, rect, RADIUS, fill, line);
    let inside = rect.shrink2(vec2(MARGIN, 0.0));
    let said = match shown {
        BoxContent::Nothing(how) => how,
        BoxContent::Masked => words::token_hidden(),
        BoxContent::Clear(text) => text,
    };
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(accesskit::Role::Label);
        node.set_value(said);
    });
    match shown {
        BoxContent::Nothing(how) => {
            paint::text_in(ui, inside, how, theme::regular(theme::TEXT), t.muted);
        }
        BoxContent::Masked => paint_chars(ui, inside, mask),
        BoxContent::Clear(text) => paint_chars(ui, inside, text),
    }
    response
}

/// Paints characters of one width each, smaller where the room would not hold them all.
fn paint_chars(ui: &Ui, rect: egui::Rect, text: &str) {
    let t = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
    let natural = character_width(ui);
    let step = natural.min(rect.width() / text.chars().count().max(1) as f32);
    let font = theme::mono(theme::TEXT * step / natural);
    for (index, character) in text.chars().enumerate() {
        let at = pos2(rect.left() + step * (index as f32 + 0.5), rect.center().y);
        painter.text(at, Align2::CENTER_CENTER, character, font.clone(), t.text);
    }
}

/// Draws a line below a secret, which is announced when it comes; `id_salt` tells it from the others, so that it does
/// not come once more with everything that is drawn before it.
pub(crate) fn note_ui(ui: &mut Ui, id_salt: impl std::hash::Hash + std::fmt::Debug, text: &str, ink: egui::Color32) {
    ui.scope_builder(UiBuilder::new().scope_id(Id::unique(("token note", id_salt))), |ui| {
        let text = RichText::new(text).font(theme::regular(theme::TEXT_SECONDARY));
        let response = ui.add(egui::Label::new(text.color(ink)).wrap());
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
    });
}
