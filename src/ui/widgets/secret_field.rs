//! A field for a password or a token, over [`SecretText`].
//!
//! egui's own edit, undo history, output commands and accessibility tree only ever see bullets: the buffer handed to
//! it answers every reading question with them, and only typing reaches the characters. Revealing paints the
//! characters one by one over the bullets, so that no layout cache holds the whole text.

use std::any::TypeId;
use std::ops::Range;

use egui::text::{CCursor, CharIndex};
use egui::{Color32, Context, Id, Response, TextBuffer, Ui, UiBuilder};

use super::button::icon_button_inside;
use super::paste;
use super::text_field::{FieldParts, ShownEdit, forget_undo};
use crate::domain::secret::SecretText;
use crate::ui::icons::Icon;
use crate::ui::strings::common;
use crate::ui::theme::{self, Tokens};

const BULLET: char = '•';
const EYE_SIZE: f32 = 26.0;

/// A field for one secret line.
#[must_use = "call `show`"]
pub struct SecretField<'a> {
    label: &'a str,
    secret: &'a mut SecretText,
    revealable: bool,
    parts: FieldParts<'a>,
}

impl<'a> SecretField<'a> {
    /// A field named `label` that edits `secret`.
    pub fn new(label: &'a str, secret: &'a mut SecretText) -> Self {
        Self {
            label,
            secret,
            revealable: false,
            parts: FieldParts::default(),
        }
    }

    /// What is wrong and what to do, shown below in place of the help.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.parts.error = error;
        self
    }

    /// Something to know, shown below.
    pub fn help(mut self, help: Option<&'a str>) -> Self {
        self.parts.help = help;
        self
    }

    /// Whether there is an eye button that shows the characters.
    pub fn revealable(mut self, revealable: bool) -> Self {
        self.revealable = revealable;
        self
    }

    /// A fixed id, for fields whose place among the others changes.
    pub fn id(mut self, id: Id) -> Self {
        self.parts.id = Some(id);
        self
    }

    /// Draws the field and returns the response of the edit itself.
    pub fn show(self, ui: &mut Ui) -> Response {
        let Self {
            label,
            secret,
            revealable,
            mut parts,
        } = self;
        let id = parts.id.unwrap_or_else(|| ui.make_persistent_id(("secret", label)));
        parts.id = Some(id);
        parts.trailing_space = if revealable { EYE_SIZE } else { 0.0 };
        let is_turned = revealable && takes_toggle(ui.ctx(), id);
        let was_revealed = revealable && is_revealed(ui.ctx(), id) != is_turned;
        let mut revealed = was_revealed;
        let empty = secret.is_empty();
        let mut buffer = SecretBuffer::new(secret);
        let mut clear_text = RevealedText::default();
        if was_revealed {
            clear_text = RevealedText::of(buffer.secret);
        }
        let response = parts.show(
            ui,
            label,
            &mut buffer,
            empty,
            |edit| {
                let edit = edit.password(true);
                if was_revealed {
                    edit.font(theme::mono(theme::TEXT)).text_color(Color32::TRANSPARENT)
                } else {
                    edit
                }
            },
            |ui, shown| {
                clear_text.paint(ui, shown);
                if revealable {
                    eye_ui(ui, shown, label, &mut revealed);
                }
            },
        );
        paste::mark_secret(ui.ctx(), id);
        forget_undo(ui.ctx(), id);
        if revealable {
            remember_revealed(ui.ctx(), id, revealed);
        }
        response
    }
}

fn eye_ui(ui: &mut Ui, shown: &ShownEdit<'_>, label: &str, revealed: &mut bool) {
    let center = egui::pos2(shown.frame.right() - 7.0 - EYE_SIZE / 2.0, shown.frame.center().y);
    let rect = egui::Rect::from_center_size(center, egui::Vec2::splat(EYE_SIZE));
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    let (icon, name) = if *revealed {
        (Icon::EyeOff, common::hide_secret(label))
    } else {
        (Icon::Eye, common::show_secret(label))
    };
    if icon_button_inside(&mut child, icon, &name, EYE_SIZE).clicked() {
        *revealed = !*revealed;
        // A press beside a field takes the focus from it.
        ui.memory_mut(|memory| memory.request_focus(shown.output.response.id));
    }
}

/// Shows or hides what stands in the field that has the focus, if it can be shown.
pub fn toggle_focused(ctx: &Context) {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| data.insert_temp(toggled_id(), focused));
}

fn toggled_id() -> Id {
    Id::unique("secret_field_toggled")
}

/// Whether the field was to be turned over; asking takes it.
fn takes_toggle(ctx: &Context, id: Id) -> bool {
    let toggled: Option<Id> = ctx.data(|data| data.get_temp::<Option<Id>>(toggled_id())).flatten();
    if toggled == Some(id) {
        ctx.data_mut(|data| data.remove::<Option<Id>>(toggled_id()));
    }
    toggled == Some(id)
}

/// Whether the field was revealed, and drawn without a break since: a field that comes back is hidden again.
fn is_revealed(ctx: &Context, id: Id) -> bool {
    let pass = ctx.cumulative_pass_nr();
    ctx.data(|data| data.get_temp::<(bool, u64)>(id.with("revealed")))
        .is_some_and(|(revealed, last_pass)| revealed && last_pass + 1 >= pass)
}

fn remember_revealed(ctx: &Context, id: Id, revealed: bool) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(id.with("revealed"), (revealed, pass)));
}

/// The characters to paint while the field is revealed.
#[derive(Default)]
struct RevealedText(SecretText);

impl RevealedText {
    fn of(secret: &SecretText) -> Self {
        Self(secret.clone())
    }

    fn paint(&self, ui: &Ui, shown: &ShownEdit<'_>) {
        let t = Tokens::of(ui);
        let galley = &shown.output.galley;
        let painter = ui
            .painter()
            .with_clip_rect(shown.output.text_clip_rect.expand(1.0).intersect(ui.clip_rect()));
        for (index, character) in self.0.expose().chars().enumerate() {
            let cell = galley.pos_from_cursor(CCursor::new(index));
            let at = shown.output.galley_pos + cell.min.to_vec2();
            painter.text(at, egui::Align2::LEFT_TOP, character, theme::mono(theme::TEXT), t.text);
        }
    }
}

/// What egui edits: it reads bullets and writes characters.
struct SecretBuffer<'a> {
    secret: &'a mut SecretText,
    bullets: String,
}

impl<'a> SecretBuffer<'a> {
    fn new(secret: &'a mut SecretText) -> Self {
        let bullets = bullets_for(secret);
        Self { secret, bullets }
    }
}

fn bullets_for(secret: &SecretText) -> String {
    std::iter::repeat_n(BULLET, secret.char_count()).collect()
}

impl TextBuffer for SecretBuffer<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.bullets
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let inserted = self.secret.insert(char_index.0, text);
        self.bullets = bullets_for(self.secret);
        inserted
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        self.secret.remove(char_range.start.0..char_range.end.0);
        self.bullets = bullets_for(self.secret);
    }

    fn clear(&mut self) {
        self.secret.clear();
        self.bullets.clear();
    }

    /// Only undo and redo replace the whole text, and all they know is bullets: nothing happens.
    fn replace_with(&mut self, _text: &str) {}

    /// Empties the field; the secret itself is not handed out.
    fn take(&mut self) -> String {
        self.clear();
        String::new()
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<SecretBuffer<'static>>()
    }
}
