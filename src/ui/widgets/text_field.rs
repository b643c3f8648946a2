//! A field for one line of text, with its label above and its error or help below.
//!
//! The label is the accessible name to the letter; the error or the help is the description. Not its job: passwords
//! and tokens, see [`super::secret_field`].

use std::ops::Range;

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align2, Color32, Context, Frame, Id, Margin, Rect, Response, Shape, StrokeKind, TextBuffer, TextEdit, Ui,
    accesskit, vec2,
};

use super::{focus, keyboard_hint, paint};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, ICON_SIZE, RADIUS, Tokens};

const PADDING: f32 = 11.0;
/// How much a visible label takes above the box, in points.
pub(super) const LABEL_HEIGHT: f32 = 26.0;

/// Selects the characters of `range` in the field `id`; the cursor stands at its end.
pub fn select(ctx: &Context, id: Id, range: Range<usize>) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let selected = CCursorRange::two(CCursor::new(range.start), CCursor::new(range.end));
    state.cursor.set_char_range(Some(selected));
    state.store(ctx, id);
}

/// A field for one line of text.
#[must_use = "call `show`"]
pub struct TextField<'a> {
    label: &'a str,
    text: &'a mut String,
    char_limit: usize,
    read_only: bool,
    parts: FieldParts<'a>,
}

impl<'a> TextField<'a> {
    /// A field named `label` that edits `text`.
    pub fn new(label: &'a str, text: &'a mut String) -> Self {
        Self {
            label,
            text,
            char_limit: usize::MAX,
            read_only: false,
            parts: FieldParts::default(),
        }
    }

    /// Faint words inside while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.parts.hint = hint;
        self
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

    /// Shows the value with a lock: it can be read and copied, not changed.
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self.parts.read_only = true;
        self
    }

    /// An icon at the left, inside.
    pub fn leading_icon(mut self, icon: Icon) -> Self {
        self.parts.leading_icon = Some(icon);
        self
    }

    /// A keyboard hint at the right, inside, while the field is empty and has no focus.
    pub fn kbd_hint(mut self, keys: &'a str) -> Self {
        self.parts.kbd_hint = Some(keys);
        self
    }

    /// The width in points; otherwise the field is as wide as what it stands in.
    pub fn width(mut self, width: f32) -> Self {
        self.parts.width = Some(width);
        self
    }

    /// The most characters that can be typed.
    pub fn char_limit(mut self, limit: usize) -> Self {
        self.char_limit = limit;
        self
    }

    /// Leaves the label out of sight; it stays the accessible name.
    pub fn without_visible_label(mut self) -> Self {
        self.parts.hides_label = true;
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
            text,
            char_limit,
            read_only,
            mut parts,
        } = self;
        let empty = text.is_empty();
        if read_only {
            parts.leading_icon = parts.leading_icon.or(Some(Icon::Lock));
            let mut shown: &str = text.as_str();
            return parts.show(ui, label, &mut shown, empty, |edit| edit, |_, _| ());
        }
        parts.show(ui, label, text, empty, |edit| edit.char_limit(char_limit), |_, _| ())
    }
}

/// What text fields and secret fields have in common: label, box, icons, error.
#[derive(Default)]
pub(super) struct FieldParts<'a> {
    pub(super) hint: &'a str,
    pub(super) error: Option<&'a str>,
    pub(super) help: Option<&'a str>,
    pub(super) read_only: bool,
    pub(super) leading_icon: Option<Icon>,
    pub(super) kbd_hint: Option<&'a str>,
    pub(super) trailing_space: f32,
    pub(super) width: Option<f32>,
    pub(super) hides_label: bool,
    pub(super) id: Option<Id>,
}

/// What is drawn over the edit once it has been shown: the output of the edit, and the box it stands in.
pub(super) struct ShownEdit<'o> {
    pub(super) output: &'o egui::text_edit::TextEditOutput,
    pub(super) frame: Rect,
}

impl FieldParts<'_> {
    /// Draws label, box and notes around a [`TextEdit`] over `buffer`.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        label: &str,
        buffer: &mut dyn TextBuffer,
        empty: bool,
        tune: impl for<'t> FnOnce(TextEdit<'t>) -> TextEdit<'t>,
        overlay: impl FnOnce(&mut Ui, &ShownEdit<'_>),
    ) -> Response {
        let width = self
            .width
            .unwrap_or_else(|| ui.available_width())
            .min(ui.available_width().max(60.0));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(width);
            if !self.hides_label {
                field_label(ui, label);
            }
            let response = self.edit_ui(ui, label, width, buffer, empty, tune, overlay);
            self.notes_ui(ui);
            response
        })
        .inner
    }

    #[expect(clippy::too_many_arguments, reason = "private, and each is one part of the one box")]
    fn edit_ui(
        &self,
        ui: &mut Ui,
        label: &str,
        width: f32,
        buffer: &mut dyn TextBuffer,
        empty: bool,
        tune: impl for<'t> FnOnce(TextEdit<'t>) -> TextEdit<'t>,
        overlay: impl FnOnce(&mut Ui, &ShownEdit<'_>),
    ) -> Response {
        let t = Tokens::of(ui);
        let background = ui.painter().add(Shape::Noop);
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("field", label)));
        let left = PADDING
            + if self.leading_icon.is_some() {
                ICON_SIZE + 8.0
            } else {
                0.0
            };
        let kbd_width = self.kbd_hint.map_or(0.0, |keys| keyboard_hint::width(ui, keys) + 8.0);
        let right = PADDING + self.trailing_space + if empty { kbd_width } else { 0.0 };
        let ink = if self.read_only { t.muted } else { t.text };
        let output = ui
            .scope(|ui| {
                ui.visuals_mut().weak_text_color = Some(t.faint);
                let edit = TextEdit::singleline(buffer)
                    .id(id)
                    .frame(Frame::NONE.inner_margin(margin(left, right)))
                    .font(theme::regular(theme::TEXT))
                    .text_color(ink)
                    .hint_text(self.hint.to_owned())
                    .desired_width(width)
                    .min_size(vec2(width, CONTROL_HEIGHT))
                    .align(Align2::LEFT_CENTER);
                tune(edit).show(ui)
            })
            .inner;
        let response = output.response.response.clone();
        let frame = Rect::from_min_size(response.rect.min, vec2(width, CONTROL_HEIGHT));
        self.describe(ui, id, label);
        let (fill, line) = self.box_colors(t);
        ui.painter().set(
            background,
            egui::epaint::RectShape::new(frame, RADIUS, fill, egui::Stroke::new(1.0, line), StrokeKind::Inside),
        );
        self.decorations_ui(ui, &response, frame, empty);
        overlay(ui, &ShownEdit { output: &output, frame });
        response
    }

    fn box_colors(&self, t: &Tokens) -> (Color32, Color32) {
        if self.read_only {
            (Color32::TRANSPARENT, t.line)
        } else if self.error.is_some() {
            (t.surface, t.bad)
        } else {
            (t.surface, t.input_line)
        }
    }

    fn decorations_ui(&self, ui: &Ui, response: &Response, frame: Rect, empty: bool) {
        let t = Tokens::of(ui);
        if let Some(icon) = self.leading_icon {
            let at = Rect::from_min_size(frame.min + vec2(PADDING, 0.0), vec2(ICON_SIZE, frame.height()));
            icon.paint(ui, at, t.muted);
        }
        if let Some(keys) = self.kbd_hint
            && empty
            && !response.has_focus()
        {
            let at = frame.right_center() - vec2(PADDING, 0.0);
            keyboard_hint::paint(ui, at, Align2::RIGHT_CENTER, keys);
        }
        if response.has_focus() {
            if self.error.is_some() {
                focus::paint_ring_colored(ui, frame, RADIUS, t.bad, t.bad_bg);
            } else {
                focus::paint_ring(ui, frame, RADIUS);
            }
        }
    }

    fn describe(&self, ui: &Ui, id: Id, label: &str) {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_label(label);
            if let Some(error) = self.error {
                node.set_description(error);
                node.set_invalid(accesskit::Invalid::True);
            } else if let Some(help) = self.help {
                node.set_description(help);
            }
        });
    }

    fn notes_ui(&self, ui: &mut Ui) {
        let t = Tokens::of(ui);
        if let Some(error) = self.error {
            note(ui, error, t.bad);
        } else if let Some(help) = self.help {
            note(ui, help, t.muted);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "paddings of a few dozen points")]
fn margin(left: f32, right: f32) -> Margin {
    Margin {
        left: left.round().clamp(0.0, 127.0) as i8,
        right: right.round().clamp(0.0, 127.0) as i8,
        top: 0,
        bottom: 0,
    }
}

/// Paints the label above a field. It makes no node of its own: the field carries the name.
pub(super) fn field_label(ui: &mut Ui, label: &str) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), egui::Sense::hover());
    paint::text_in(ui, rect, label, theme::medium(theme::TEXT), t.text);
    ui.add_space(LABEL_HEIGHT - 20.0);
}

/// Shows a line below a field. Painted only: the field carries it as its description.
pub(super) fn note(ui: &mut Ui, text: &str, color: Color32) {
    ui.add_space(5.0);
    let galley = ui.painter().layout(
        text.to_owned(),
        theme::regular(theme::TEXT_SECONDARY),
        color,
        ui.available_width(),
    );
    let (rect, _) = ui.allocate_exact_size(
        vec2(ui.available_width(), galley.size().y.max(16.0)),
        egui::Sense::hover(),
    );
    ui.painter().galley(rect.min, galley, color);
}

/// Forgets what could be undone in the field `id`, so that Ctrl+Z cannot bring an earlier text back.
pub fn forget_undo(ctx: &egui::Context, id: Id) {
    if let Some(mut state) = TextEditState::load(ctx, id) {
        state.clear_undoer();
        state.store(ctx, id);
    }
}
