//! Dialogs: over everything, holding the focus, staying where they are while their content changes.
//!
//! A click outside never closes one. Escape and the close button are reported, and the caller decides. The focus goes
//! back to where it came from once the dialog is no longer drawn (see [`super::focus`]).

mod place;

use egui::{
    Align, Align2, Context, CornerRadius, EventFilter, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Rect,
    Response, RichText, ScrollArea, Shadow, Stroke, Ui, UiKind, Vec2, vec2,
};

use self::place::{Place, WINDOW_MARGIN, margin_above};
use super::button::Button;
use super::cut_text_ui;
use super::focus;
use super::frame::line_ui;
use crate::ui::strings::common;
use crate::ui::theme::{self, DIALOG_MAX_WIDTH, GAP, RADIUS_DIALOG, Tokens};

/// The room below a header without tabs, in points, which scrolled text does not come into.
const HEADER_GAP: i8 = 10;
/// How far an arrow key scrolls a text, in points.
const SCROLL_STEP: f32 = 48.0;

/// How much of the window's height a steady body takes, where there is room for it.
const STEADY_SHARE: f32 = 0.68;
/// How high a steady body is at least, where there is room for it, in points.
const STEADY_MIN_HEIGHT: f32 = 420.0;

/// For so many passes after it opened, a dialog is raised. Not longer, because lists that it opens lie above it.
const RAISED_PASSES: u32 = 2;

/// Which part of a dialog is to be drawn; the closure of [`Dialog::show`] is called once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogPart {
    /// Between header and body, for tabs. Only with [`Dialog::tabs`].
    Tabs,
    /// The scrolling body.
    Body,
    /// The row of buttons at the bottom, laid out from left to right.
    Footer,
}

/// What happened to a dialog in this pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DialogResponse {
    /// Escape or the close button was pressed. The dialog stays until the caller stops drawing it.
    pub close_requested: bool,
    /// This is the first pass in which the dialog can be seen: the time to ask for the focus.
    pub just_opened: bool,
}

/// A dialog with header, body and footer.
#[must_use = "call `show`"]
#[expect(clippy::struct_excessive_bools, reason = "independent options of a builder")]
pub struct Dialog<'a> {
    title: &'a str,
    subtitle: Option<&'a str>,
    max_width: f32,
    has_tabs: bool,
    has_footer: bool,
    has_close: bool,
    first_focus: bool,
    is_covered: bool,
    is_steady: bool,
    description: Option<&'a str>,
    id: Id,
}

impl<'a> Dialog<'a> {
    /// A dialog whose title, and accessible name, is `title`. `id` is unique among dialogs.
    pub fn new(id: &str, title: &'a str) -> Self {
        Self {
            title,
            subtitle: None,
            max_width: DIALOG_MAX_WIDTH,
            has_tabs: false,
            has_footer: true,
            has_close: true,
            first_focus: true,
            is_covered: false,
            is_steady: false,
            description: None,
            id: Id::unique(("dialog", id)),
        }
    }

    /// A line below the title: whom or what it is about.
    pub fn subtitle(mut self, subtitle: &'a str) -> Self {
        self.subtitle = Some(subtitle);
        self
    }

    /// How wide it gets at most, in points.
    pub fn max_width(mut self, width: f32) -> Self {
        self.max_width = width;
        self
    }

    /// Keeps one height, whatever its body holds, so that nothing jumps when tabs or contents change.
    pub fn steady(mut self) -> Self {
        self.is_steady = true;
        self
    }

    /// Asks for [`DialogPart::Tabs`] to be drawn between header and body.
    pub fn tabs(mut self) -> Self {
        self.has_tabs = true;
        self
    }

    /// Leaves the footer out.
    pub fn without_footer(mut self) -> Self {
        self.has_footer = false;
        self
    }

    /// Leaves the close button out: for what must be answered. Escape is still reported.
    pub fn without_close(mut self) -> Self {
        self.has_close = false;
        self
    }

    /// Does not move the focus to the first thing in the body when opening, because the caller asks for it elsewhere.
    pub fn without_first_focus(mut self) -> Self {
        self.first_focus = false;
        self
    }

    /// Whether another dialog lies over it: then it gets no keys, and everything in it is disabled.
    pub fn covered(mut self, is_covered: bool) -> Self {
        self.is_covered = is_covered;
        self
    }

    /// What assistive technology reads after the title when the dialog opens.
    pub fn description(mut self, description: &'a str) -> Self {
        self.description = Some(description);
        self
    }

    /// Draws the dialog. `parts` is called for each [`DialogPart`] and draws it.
    pub fn show(self, ctx: &Context, mut parts: impl FnMut(&mut Ui, DialogPart)) -> DialogResponse {
        let t = Tokens::of_ctx(ctx);
        let frames = focus::dialog_shown(ctx, self.id);
        let mut place = Place::load(ctx, self.id, frames == 0);
        let width = self.max_width.min(place.window.x - 2.0 * WINDOW_MARGIN) - 2.0;
        let top = place.top();
        let area = Modal::default_area(self.id)
            .accessible_name(self.title)
            .anchor(Align2::CENTER_TOP, vec2(0.0, top));
        if !self.is_covered && frames <= RAISED_PASSES {
            // A press that opens it also raises what was pressed, in the same pass.
            ctx.move_to_top(area.layer());
        }
        let modal = Modal::new(self.id)
            .area(area)
            .backdrop_color(t.scrim)
            .frame(frame(t))
            .show(ctx, |ui| {
                mark_modal(ui, self.description.or(self.subtitle));
                if self.is_covered {
                    super::disable_behind_dialog(ui);
                }
                ui.set_width(width);
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                let start = ui.cursor().top();
                let close = self.header_ui(ui);
                if let Some(close) = &close
                    && !self.has_footer
                    && !self.is_covered
                {
                    read_with_keys(ui, close, frames == 1 && self.first_focus);
                }
                if self.has_tabs {
                    bar_ui(ui, &mut parts);
                } else {
                    ui.add_space(f32::from(HEADER_GAP));
                }
                if frames == 1 && self.first_focus && self.has_footer {
                    focus::move_to_next(ui);
                }
                let header_height = ui.cursor().top() - start;
                let footer_height = if self.has_footer { 63.0 } else { 0.0 };
                let room = place.window.y - top - margin_above(place.window) - header_height - footer_height - 2.0;
                let room = if self.is_steady {
                    room.min((place.window.y * STEADY_SHARE).max(STEADY_MIN_HEIGHT))
                } else {
                    room
                };
                let body_height = body_ui(ui, room, self.has_tabs, self.is_steady, &mut parts);
                if self.has_footer {
                    footer_ui(ui, &mut parts);
                }
                place.height = Some(header_height + body_height + footer_height + 2.0);
                close.is_some_and(|close| close.clicked())
            });
        place.store(ctx, self.id);
        let escape = !self.is_covered
            && !modal.any_popup_open
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        DialogResponse {
            close_requested: modal.inner || escape,
            just_opened: frames == 1,
        }
    }

    fn header_ui(&self, ui: &mut Ui) -> Option<Response> {
        let t = Tokens::of(ui);
        let margin = Margin {
            left: 24,
            right: 24,
            top: 20,
            bottom: 0,
        };
        Frame::NONE
            .inner_margin(margin)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let corner = ui.max_rect().right_top();
                let close = self.has_close.then(|| close_ui(ui, corner));
                ui.scope(|ui| {
                    ui.set_max_width(ui.available_width() - 70.0);
                    let title = RichText::new(self.title)
                        .font(theme::semibold(theme::TEXT_DIALOG_TITLE))
                        .color(t.text);
                    ui.add(egui::Label::new(title).wrap());
                    if let Some(subtitle) = self.subtitle {
                        ui.add_space(5.0);
                        cut_text_ui(ui, RichText::new(subtitle).color(t.muted));
                    }
                });
                close
            })
            .inner
    }
}

/// Draws the close button so that its right end lies at `corner`.
fn close_ui(ui: &mut Ui, corner: egui::Pos2) -> Response {
    let button = Button::quiet("Esc").small().accessible_name(common::close());
    let size = vec2(button.width(ui), theme::CONTROL_HEIGHT_SMALL);
    let rect = egui::Rect::from_min_size(corner - vec2(size.x, 0.0), size);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    button.show(&mut child)
}

/// In a dialog that is only read, the close button has the focus and the keys that move in a text scroll the body.
fn read_with_keys(ui: &Ui, close: &Response, is_opening: bool) {
    if is_opening {
        close.request_focus();
    }
    if !close.has_focus() {
        return;
    }
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    focus::keep_keys(ui, close.id, filter);
    let page = ui.ctx().content_rect().height() / 2.0;
    let delta = ui.input(|input| {
        let steps = [
            (Key::ArrowDown, -SCROLL_STEP),
            (Key::ArrowUp, SCROLL_STEP),
            (Key::PageDown, -page),
            (Key::PageUp, page),
        ];
        let pressed = steps.into_iter().filter(|(key, _)| input.key_pressed(*key));
        pressed.map(|(_, delta)| delta).sum::<f32>()
    });
    if delta != 0.0 {
        ui.scroll_with_delta(vec2(0.0, delta));
    }
}

fn frame(t: &Tokens) -> Frame {
    Frame::NONE
        .fill(t.raised)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(RADIUS_DIALOG))
        .shadow(Shadow {
            offset: [0, 18],
            blur: 50,
            spread: 0,
            color: t.shadow,
        })
}

/// Marks what is behind as unreachable for assistive technology.
fn mark_modal(ui: &Ui, description: Option<&str>) {
    let modal = ui.stack().iter().find(|node| node.kind() == Some(UiKind::Modal));
    if let Some(modal) = modal {
        ui.ctx().accesskit_node_builder(modal.unique_id, |node| {
            node.set_modal();
            if let Some(description) = description {
                node.set_description(description);
            }
        });
    }
}

fn bar_ui(ui: &mut Ui, parts: &mut impl FnMut(&mut Ui, DialogPart)) {
    let margin = Margin {
        left: 24,
        right: 24,
        top: 14,
        bottom: 0,
    };
    Frame::NONE.inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        parts(ui, DialogPart::Tabs);
    });
    line_ui(ui);
}

/// Draws the body in at most `room` points of height, or in just these where it `is_steady`, and returns how high it
/// would like to be. What is scrolled goes
/// below a line, which the tabs bring along.
fn body_ui(
    ui: &mut Ui,
    room: f32,
    has_tabs: bool,
    is_steady: bool,
    parts: &mut impl FnMut(&mut Ui, DialogPart),
) -> f32 {
    let room = room.max(80.0);
    let top = ui.cursor().top();
    let mut margin = Margin::symmetric(24, 20);
    if !has_tabs {
        margin.top -= HEADER_GAP;
    }
    // egui offers what the dialog had in the pass before, which would let a body without a footer below never grow.
    let output = ui.scope(|ui| {
        ui.set_max_height(room);
        ScrollArea::vertical()
            .id_salt("body")
            .auto_shrink([false, !is_steady])
            .max_height(room)
            .show(ui, |ui| {
                Frame::NONE.inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing = vec2(GAP, 8.0);
                    parts(ui, DialogPart::Body);
                });
            })
    });
    if !has_tabs && output.inner.state.clamped_offset().y > 0.0 {
        let line = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + 1.0);
        ui.painter().rect_filled(line, 0.0, Tokens::of(ui).line);
    }
    if is_steady { room } else { output.inner.content_size.y }
}

fn footer_ui(ui: &mut Ui, parts: &mut impl FnMut(&mut Ui, DialogPart)) {
    line_ui(ui);
    Frame::NONE.inner_margin(Margin::symmetric(24, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), theme::CONTROL_HEIGHT),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_height(theme::CONTROL_HEIGHT);
                ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
                parts(ui, DialogPart::Footer);
            },
        );
    });
}
