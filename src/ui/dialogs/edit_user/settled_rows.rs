//! Whether the table of clients stands still, so that a click hits the row that the person aimed at.

use egui::Ui;

use crate::domain::client::{Client, ClientAction, ClientId};
use crate::domain::time::Timestamp;

/// How long a table that has moved, or that offers other actions, takes no click. A second click, or one that was
/// under way, was meant for what stood there before.
const SETTLING_MS: i64 = 500;

/// Where the buttons of the rows stood when they were drawn last.
#[derive(Debug, Default)]
pub(super) struct SettledRows {
    buttons: Vec<(ClientId, ClientAction)>,
    top: f32,
    moved_at: Option<Timestamp>,
}

impl SettledRows {
    /// Takes in that the rows of `clients` are about to be drawn at `top`, in points below the beginning of the tab.
    pub(super) fn take_in(&mut self, clients: &[&Client], top: f32, now: Timestamp) {
        let actions = |client: &&Client| {
            let id = client.id;
            client.state.actions().map(move |action| (id, action))
        };
        let buttons: Vec<(ClientId, ClientAction)> = clients.iter().flat_map(actions).collect();
        let is_moved = (self.top - top).abs() > 0.5 || self.buttons != buttons;
        if is_moved && !self.buttons.is_empty() {
            self.moved_at = Some(now);
        }
        self.buttons = buttons;
        self.top = top;
    }

    /// Whether what is pressed now is pressed with a pointer that aimed at something else. Keys and assistive technology
    /// name what they press.
    pub(super) fn is_missed(&self, ui: &Ui, now: Timestamp) -> bool {
        let is_settling = self.moved_at.is_some_and(|at| now.ms_since(at) < SETTLING_MS);
        is_settling && ui.input(|input| input.pointer.any_released())
    }
}
