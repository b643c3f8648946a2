//! A number between two bounds: typed, stepped with the arrow keys or with two small buttons.

use std::ops::RangeInclusive;

use egui::{Id, Key, Modifiers, Ui, accesskit};

use crate::ui::strings::screens::settings as words;
use crate::ui::widgets::{Button, TextField};

const WIDTH: f32 = 72.0;

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
        let id = Id::unique(("number", name));
        let mut wanted = self
            .keys(ui, id, value, step)
            .or_else(|| set_by_assistive_technology(ui, id));
        ui.spacing_mut().item_spacing.x = 6.0;
        let name_of = |verb: &str| format!("{verb}: {name}");
        let (fewer, more) = (name_of("Fewer"), name_of("More"));
        let can = |enabled: bool, label: &'static str| Button::new(label).enabled(enabled);
        if can(value > *bounds.start(), "−")
            .accessible_name(&fewer)
            .show(ui)
            .clicked()
        {
            wanted = Some(value.saturating_sub(step));
        }
        let mut text = self.typed.clone().unwrap_or_else(|| value.to_string());
        let parsed = |text: &str| text.trim().parse::<u32>().ok().filter(|number| bounds.contains(number));
        let problem = self.problem(&bounds);
        let response = TextField::new(name, &mut text)
            .id(id)
            .width(WIDTH)
            .char_limit(4)
            .without_visible_label()
            .show(ui);
        describe(ui, id, value, &bounds, problem.as_deref());
        if response.changed() {
            wanted = parsed(&text).or(wanted);
            self.typed = Some(text);
        }
        let is_left = response.lost_focus() || wanted.is_some_and(|wanted| Some(wanted) != self.parsed());
        if is_left {
            self.typed = None;
        }
        if can(value < *bounds.end(), "+")
            .accessible_name(&more)
            .show(ui)
            .clicked()
        {
            wanted = Some(value.saturating_add(step));
            self.typed = None;
        }
        let wanted = wanted?.clamp(*bounds.start(), *bounds.end());
        (wanted != value).then_some(wanted)
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
    fn keys(&self, ui: &Ui, id: Id, value: u32, step: u32) -> Option<u32> {
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
