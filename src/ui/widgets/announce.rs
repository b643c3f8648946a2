//! Words for assistive technology alone, which are painted elsewhere or not at all. They take no room.

use std::fmt::Debug;
use std::hash::Hash;

use egui::{Rect, Sense, Ui, accesskit, vec2};

/// Whether what is said interrupts what is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It is said next.
    Polite,
    /// It interrupts.
    Assertive,
}

/// Makes assistive technology read `text` once, as long as `id_salt` and `text` stay; `at` is what it is about.
pub fn announce_at_ui(ui: &Ui, at: Rect, id_salt: impl Hash + Debug, text: &str, urgency: Urgency) {
    let response = ui.interact(at, ui.unique_id().with((id_salt, text)), Sense::HOVER);
    let (role, live) = match urgency {
        Urgency::Polite => (accesskit::Role::Status, accesskit::Live::Polite),
        Urgency::Assertive => (accesskit::Role::Alert, accesskit::Live::Assertive),
    };
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(text);
        node.set_live(live);
    });
}

/// Makes assistive technology read `text` at the place that is drawn next.
pub fn announce_ui(ui: &Ui, id_salt: impl Hash + Debug, text: &str, urgency: Urgency) {
    let here = Rect::from_min_size(ui.cursor().min, vec2(1.0, 1.0));
    announce_at_ui(ui, here, id_salt, text, urgency);
}
