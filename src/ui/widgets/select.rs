//! A drop-down: one of a few values.
//!
//! The button keeps the focus while the list is open, so that arrows, Enter, Escape and typing all work from there.

mod list;

use egui::{
    Event, EventFilter, Frame, Id, Key, Margin, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Sense,
    SetOpenCommand, Stroke, Ui, WidgetInfo, accesskit, accesskit::Role, pos2, vec2,
};

use list::{OpenList, OptionState, option_ui};

use super::text_field::{field_label, note};
use super::{focus, paint};
use crate::ui::icons::Icon;
use crate::ui::strings::common;
use crate::ui::theme::{self, CONTROL_HEIGHT, ICON_SIZE, MOTION_SECS, RADIUS, Tokens};

const LIST_MAX_HEIGHT: f32 = 288.0;

/// A drop-down over a slice of values and their labels.
#[must_use = "call `show`"]
pub struct Select<'a, T, S> {
    label: &'a str,
    value: &'a mut T,
    options: &'a [(T, S)],
    width: Option<f32>,
    as_button: bool,
    marked: bool,
    enabled: bool,
    error: Option<&'a str>,
}

impl<'a, T: Clone + PartialEq, S: AsRef<str>> Select<'a, T, S> {
    /// A drop-down named `label` that sets `value` to one of `options`.
    pub fn new(label: &'a str, value: &'a mut T, options: &'a [(T, S)]) -> Self {
        Self {
            label,
            value,
            options,
            width: None,
            as_button: false,
            marked: false,
            enabled: true,
            error: None,
        }
    }

    /// The width in points; otherwise as wide as what it stands in.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Looks like a button as wide as the chosen words, for toolbars. Has no visible label.
    pub fn as_button(mut self) -> Self {
        self.as_button = true;
        self
    }

    /// Stands out, as a filter that leaves something out.
    pub fn marked(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }

    /// Whether it can be changed.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// What is wrong and what to do, shown below.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Draws the drop-down; `changed()` of the response says that another value was chosen.
    pub fn show(mut self, ui: &mut Ui) -> Response {
        let width = self.width.unwrap_or_else(|| {
            if self.as_button {
                self.button_width(ui)
            } else {
                ui.available_width()
            }
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(width);
            if !self.as_button {
                field_label(ui, self.label);
            }
            let response = self.control_ui(ui, width);
            if let Some(error) = self.error {
                note(ui, error, Tokens::of(ui).bad);
            }
            response
        })
        .inner
    }

    fn chosen(&self) -> Option<usize> {
        self.options.iter().position(|(value, _)| value == self.value)
    }

    fn chosen_label(&self) -> &str {
        self.chosen()
            .and_then(|index| self.options.get(index))
            .map_or("", |(_, label)| label.as_ref())
    }

    fn button_width(&self, ui: &Ui) -> f32 {
        let text = paint::galley(
            ui,
            self.chosen_label(),
            theme::medium(theme::TEXT),
            egui::Color32::PLACEHOLDER,
        );
        (text.size().x + 14.0 + 8.0 + ICON_SIZE + 14.0).ceil()
    }

    fn control_ui(&mut self, ui: &mut Ui, width: f32) -> Response {
        let enabled = self.enabled && ui.is_enabled();
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let id = ui.make_persistent_id(("select", self.label));
        let (_, rect) = ui.allocate_space(vec2(width, CONTROL_HEIGHT));
        let mut response = ui.interact(rect, id, sense);
        focus::take_on_click(&response);
        let popup = id.with("list");
        let was_open = Popup::is_id_open(ui.ctx(), popup);
        let mut list = OpenList::load(ui, popup, self.chosen().unwrap_or(0));
        let keys = if response.has_focus() {
            self.keys(ui, &response, was_open, &mut list)
        } else {
            KeyOutcome::default()
        };
        if let Some(index) = keys.choose {
            self.choose(index, &mut response);
        }
        self.paint(ui, &response, was_open, self.enabled && super::looks_enabled(ui));
        let command = if keys.close {
            Some(SetOpenCommand::Bool(false))
        } else if keys.open {
            list.active = self.chosen().unwrap_or(0);
            Some(SetOpenCommand::Bool(true))
        } else if response.clicked() && !keys.consumed {
            list.active = self.chosen().unwrap_or(0);
            Some(SetOpenCommand::Toggle)
        } else {
            None
        };
        if let Some(index) = self.list_ui(ui, &response, popup, command, &mut list) {
            self.choose(index, &mut response);
            Popup::close_id(ui.ctx(), popup);
            response.request_focus();
        }
        list.store(ui, popup);
        self.describe(ui, &response, enabled, was_open);
        response
    }

    fn choose(&mut self, index: usize, response: &mut Response) {
        if let Some((value, _)) = self.options.get(index)
            && value != self.value
        {
            *self.value = value.clone();
            response.mark_changed();
        }
    }

    fn describe(&self, ui: &Ui, response: &Response, enabled: bool, open: bool) {
        let value = self.chosen_label().to_owned();
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, enabled, self.label);
            info.current_text_value = Some(value.clone());
            info
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_has_popup(accesskit::HasPopup::Listbox);
            node.set_expanded(open);
            if self.error.is_some() {
                node.set_invalid(accesskit::Invalid::True);
            }
            if let Some(description) = self.description() {
                node.set_description(description);
            }
        });
    }

    /// What is wrong; before it the choice where the value alone is not read: AT-SPI has values for numbers only.
    fn description(&self) -> Option<String> {
        let choice = cfg!(target_os = "linux").then(|| self.chosen_label());
        match (choice, self.error) {
            (Some(choice), Some(error)) => Some(common::choice_with_error(choice, error)),
            (choice, error) => choice.or(error).map(str::to_owned),
        }
    }

    fn keys(&self, ui: &Ui, response: &Response, open: bool, list: &mut OpenList) -> KeyOutcome {
        let filter = EventFilter {
            vertical_arrows: true,
            escape: open,
            ..EventFilter::default()
        };
        focus::keep_keys(ui, response.id, filter);
        let last = self.options.len().saturating_sub(1);
        let now = ui.input(|input| input.time);
        let events = ui.input(|input| input.events.clone());
        let mut outcome = KeyOutcome::default();
        for event in &events {
            match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => {
                    let from = if open { list.active } else { self.chosen().unwrap_or(0) };
                    let to = match key {
                        Key::ArrowDown if modifiers.alt => {
                            outcome.open = true;
                            None
                        }
                        Key::ArrowDown => Some((from + 1).min(last)),
                        Key::ArrowUp => Some(from.saturating_sub(1)),
                        Key::Home => Some(0),
                        Key::End => Some(last),
                        Key::Enter | Key::Space if open => {
                            outcome.choose = Some(list.active);
                            outcome.close = true;
                            outcome.consumed = true;
                            None
                        }
                        Key::Escape | Key::Tab if open => {
                            outcome.close = true;
                            None
                        }
                        _ => None,
                    };
                    if let Some(to) = to {
                        list.move_to(to);
                        outcome.choose = if open { outcome.choose } else { Some(to) };
                    }
                }
                Event::Text(text) if text.trim() != "" => {
                    if let Some(to) = list.typed(text, now, self.options) {
                        list.move_to(to);
                        outcome.choose = if open { outcome.choose } else { Some(to) };
                    }
                }
                _ => {}
            }
        }
        outcome
    }

    fn paint(&self, ui: &Ui, response: &Response, open: bool, enabled: bool) {
        let t = Tokens::of(ui);
        let rect = response.rect;
        let hover = ui
            .ctx()
            .animate_bool_with_time(response.id, response.hovered() && enabled, MOTION_SECS);
        let line = if !enabled {
            t.line
        } else if self.error.is_some() {
            t.bad
        } else if open || self.marked {
            t.accent
        } else {
            t.input_line
        };
        let fill = if self.marked {
            t.soft
        } else if self.as_button {
            paint::blend(t.surface, t.hover, hover)
        } else {
            t.surface
        };
        paint::boxed(
            ui,
            rect,
            RADIUS,
            if enabled { fill } else { egui::Color32::TRANSPARENT },
            line,
        );
        if open {
            focus::paint_ring(ui, rect, RADIUS);
        }
        focus::paint_ring_if_focused(ui, response, RADIUS);
        let pad = if self.as_button { 14.0 } else { 11.0 };
        let ink = if enabled { t.text } else { t.muted };
        let chevron = Rect::from_min_size(
            pos2(rect.right() - pad - ICON_SIZE, rect.top()),
            vec2(ICON_SIZE, rect.height()),
        );
        Icon::Down.paint(ui, chevron, ink);
        let font = if self.as_button {
            theme::medium(theme::TEXT)
        } else {
            theme::regular(theme::TEXT)
        };
        let room = Rect::from_min_max(
            pos2(rect.left() + pad, rect.top()),
            pos2(chevron.left() - 4.0, rect.bottom()),
        );
        paint::text_in(ui, room, self.chosen_label(), font, ink);
    }

    /// Draws the list if it is open and returns the index clicked.
    fn list_ui(
        &self,
        ui: &Ui,
        response: &Response,
        popup: Id,
        command: Option<SetOpenCommand>,
        list: &mut OpenList,
    ) -> Option<usize> {
        let t = Tokens::of(ui);
        let chosen = self.chosen();
        let widest = self
            .options
            .iter()
            .map(|(_, label)| {
                paint::galley(ui, label.as_ref(), theme::regular(theme::TEXT), t.text)
                    .size()
                    .x
            })
            .fold(0.0_f32, f32::max);
        let width = (response.rect.width() - 10.0).max(widest + 56.0);
        let shown = Popup::from_response(response)
            .id(popup)
            .open_memory(command)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(self.label)
            .gap(4.0)
            .width(width)
            .frame(
                Frame::popup(ui.style())
                    .fill(t.raised)
                    .stroke(Stroke::new(1.0, t.line))
                    .corner_radius(10)
                    .inner_margin(Margin::same(4)),
            )
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.set_width(width);
                let area = ScrollArea::vertical().max_height(LIST_MAX_HEIGHT);
                let scrolled = area.show(ui, |ui| {
                    let mut clicked = None;
                    for (index, (_, label)) in self.options.iter().enumerate() {
                        let state = OptionState {
                            chosen: chosen == Some(index),
                            active: list.active == index,
                        };
                        let option = option_ui(ui, label.as_ref(), state);
                        if option.hovered() && ui.input(|input| input.pointer.is_moving()) {
                            list.active = index;
                        }
                        if list.reveals && list.active == index {
                            option.scroll_to_me(None);
                        }
                        if option.clicked() {
                            clicked = Some(index);
                        }
                    }
                    clicked
                });
                list.reveals = false;
                scrolled.inner
            });
        shown.and_then(|shown| shown.inner)
    }
}

#[derive(Default)]
struct KeyOutcome {
    choose: Option<usize>,
    open: bool,
    close: bool,
    consumed: bool,
}
