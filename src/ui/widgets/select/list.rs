//! The open list of a drop-down: its options, and what the keyboard has found in it.

use egui::{Align2, Id, Response, Sense, Ui, WidgetInfo, accesskit, accesskit::Role, vec2};

use crate::ui::icons::Icon;
use crate::ui::theme::{self, ICON_SIZE, Tokens};
use crate::ui::widgets::paint;

const OPTION_HEIGHT: f32 = 32.0;

/// What is remembered between passes: which option the keyboard is on, and what was typed to find one.
#[derive(Clone, Default)]
pub(super) struct OpenList {
    pub(super) active: usize,
    pub(super) reveals: bool,
    typed: String,
    typed_at: f64,
}

impl OpenList {
    pub(super) fn load(ui: &Ui, popup: Id, chosen: usize) -> Self {
        ui.data(|data| data.get_temp(popup)).unwrap_or(Self {
            active: chosen,
            ..Self::default()
        })
    }

    pub(super) fn store(self, ui: &Ui, popup: Id) {
        ui.data_mut(|data| data.insert_temp(popup, self));
    }

    pub(super) fn move_to(&mut self, index: usize) {
        self.active = index;
        self.reveals = true;
    }

    /// The first option that starts with what was typed within the last second.
    pub(super) fn typed<T, S: AsRef<str>>(&mut self, text: &str, now: f64, options: &[(T, S)]) -> Option<usize> {
        if now - self.typed_at > 1.0 {
            self.typed.clear();
        }
        self.typed_at = now;
        self.typed.push_str(&text.to_lowercase());
        options
            .iter()
            .position(|(_, label)| label.as_ref().to_lowercase().starts_with(&self.typed))
    }
}

/// How an option is to be drawn.
#[derive(Clone, Copy)]
pub(super) struct OptionState {
    /// It is the present value.
    pub(super) chosen: bool,
    /// The keyboard is on it.
    pub(super) active: bool,
}

/// Draws one option of the open list.
pub(super) fn option_ui(ui: &mut Ui, label: &str, state: OptionState) -> Response {
    let t = Tokens::of(ui);
    // Not a Tab stop: the button keeps the focus.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), OPTION_HEIGHT), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, label));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(state.chosen);
        node.add_action(accesskit::Action::Click);
    });
    if state.active || response.hovered() {
        ui.painter().rect_filled(rect, 6.0, t.soft);
    }
    let room = rect.shrink2(vec2(10.0, 0.0)).with_max_x(rect.right() - 32.0);
    let font = if state.chosen {
        theme::medium(theme::TEXT)
    } else {
        theme::regular(theme::TEXT)
    };
    paint::text_in(ui, room, label, font, t.text);
    if state.chosen {
        let at = Align2::RIGHT_CENTER.anchor_size(rect.right_center() - vec2(8.0, 0.0), egui::Vec2::splat(ICON_SIZE));
        Icon::Check.paint(ui, at, t.accent);
    }
    response
}
