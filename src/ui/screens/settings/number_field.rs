//! A number between two bounds: typed, stepped with the arrow keys or with two small buttons.

use std::ops::RangeInclusive;

use egui::{Align, Id, Key, Layout, Modifiers, Sense, Ui, UiBuilder, accesskit, vec2};

use crate::ui::strings::screens::settings as words;
use crate::ui::theme::CONTROL_HEIGHT;
use crate::ui::widgets::{Button, TextField};

const WIDTH: f32 = 64.0;
const STEP_WIDTH: f32 = 38.0;
const GAP: f32 = 6.0;

/// What is typed, while it is not the value yet.
#[derive(Debug, Default)]
pub(super) struct NumberField {
    typed: Option<String>,
}

impl NumberField {
    /// Draws the field named `name` over `value`; returns the new value where it was changed to another valid one.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        name: &str,
        value: u32,
        bounds: RangeInclusive<u32>,
        step: u32,
    ) -> Option<u32> {
        // The three parts are placed by hand: beside a field egui would put the buttons lower.
        let width = 2.0 * STEP_WIDTH + WIDTH + 2.0 * GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::hover());
        let row = UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::left_to_right(Align::Min));
        ui.scope_builder(row, |ui| self.parts_ui(ui, name, value, &bounds, step))
            .inner
    }

    fn parts_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        value: u32,
        bounds: &RangeInclusive<u32>,
        step: u32,
    ) -> Option<u32> {
        ui.spacing_mut().item_spacing.x = GAP;
        let id = Id::unique(("number", name));
        let mut wanted = Self::keys(ui, id, value, step).or_else(|| set_by_assistive_technology(ui, id));
        if step_ui(ui, "−", &words::fewer(name), value > *bounds.start()) {
            wanted = Some(value.saturating_sub(step));
        }
        let typed = self.field_ui(ui, id, name, value, bounds);
        wanted = typed.or(wanted);
        if step_ui(ui, "+", &words::more(name), value < *bounds.end()) {
            wanted = Some(value.saturating_add(step));
        }
        if wanted.is_some() && wanted != self.parsed() {
            self.typed = None;
        }
        let wanted = wanted?.clamp(*bounds.start(), *bounds.end());
        (wanted != value).then_some(wanted)
    }

    /// Draws the field; returns a number that was typed and lies within the bounds.
    fn field_ui(&mut self, ui: &mut Ui, id: Id, name: &str, value: u32, bounds: &RangeInclusive<u32>) -> Option<u32> {
        let mut text = self.typed.clone().unwrap_or_else(|| value.to_string());
        let response = TextField::new(name, &mut text)
            .id(id)
            .width(WIDTH)
            .char_limit(4)
            .without_visible_label()
            .show(ui);
        if response.changed() {
            self.typed = Some(text);
        }
        describe(ui, id, value, bounds, self.problem(bounds).as_deref());
        let typed = self
            .parsed()
            .filter(|number| response.changed() && bounds.contains(number));
        if response.lost_focus() {
            self.typed = None;
        }
        typed
    }

    /// What is wrong with what is typed, if it is not the value yet.
    pub(super) fn problem(&self, bounds: &RangeInclusive<u32>) -> Option<String> {
        self.typed.as_ref()?;
        let is_fine = self.parsed().is_some_and(|number| bounds.contains(&number));
        (!is_fine).then(|| words::out_of_bounds(*bounds.start(), *bounds.end()))
    }

    fn parsed(&self) -> Option<u32> {
        self.typed.as_ref()?.trim().parse().ok()
    }

    /// The value that arrow keys or assistive technology step to.
    fn keys(ui: &Ui, id: Id, value: u32, step: u32) -> Option<u32> {
        let asked = |action| ui.input(|input| input.has_accesskit_action_request(id, action));
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let pressed = |key| has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if asked(accesskit::Action::Increment) || pressed(Key::ArrowUp) {
            Some(value.saturating_add(step))
        } else if asked(accesskit::Action::Decrement) || pressed(Key::ArrowDown) {
            Some(value.saturating_sub(step))
        } else {
            None
        }
    }
}

fn step_ui(ui: &mut Ui, sign: &str, name: &str, is_enabled: bool) -> bool {
    Button::new(sign)
        .accessible_name(name)
        .enabled(is_enabled)
        .show(ui)
        .clicked()
}

/// The value that assistive technology sets outright.
fn set_by_assistive_technology(ui: &Ui, id: Id) -> Option<u32> {
    let asked = ui.input(|input| {
        let requests = input.accesskit_action_requests(id, accesskit::Action::SetValue);
        requests.last().and_then(|request| request.data.clone())
    });
    match asked? {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rounded and clamped to whole numbers"
        )]
        accesskit::ActionData::NumericValue(number) => Some(number.round().clamp(0.0, 10_000.0) as u32),
        accesskit::ActionData::Value(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn describe(ui: &Ui, id: Id, value: u32, bounds: &RangeInclusive<u32>, problem: Option<&str>) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(accesskit::Role::SpinButton);
        node.set_numeric_value(f64::from(value));
        node.set_min_numeric_value(f64::from(*bounds.start()));
        node.set_max_numeric_value(f64::from(*bounds.end()));
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
        node.add_action(accesskit::Action::SetValue);
        if let Some(problem) = problem {
            node.set_description(problem);
            node.set_invalid(accesskit::Invalid::True);
        }
    });
}
